// The command line that rustc would start a linker with. kbuild links by itself and by these words; they are shown where a link
// fails, and where `--print link-args` asks for them.
import { atLeast } from "../../target/release.ts";
import { splitLibraries, withoutRepeats } from "./native-libraries.ts";
import type { Session } from "../../target/session.ts";
import { hasStaticRuntime } from "../../target/x86-features.ts";

/** What the build has to say of a link. */
export interface LinkPlace {
  /** `deps/` of the build, absolute. */
  readonly folder: string;
  /** That of the host's crates, where a target was named. */
  readonly hostFolder: string | undefined;
  /** The crates are optimized as one: what they come from is not linked again. */
  readonly usesLto: boolean;
}

export interface LinkerCall extends LinkPlace {
  readonly session: Session;
  readonly strip: "none" | "debuginfo" | "symbols";
  /** The crate's object, without its folder. */
  readonly object: string;
  /** Libraries of other crates, absolute, each in front of those that it needs. */
  readonly dependencies: readonly string[];
  readonly linkArguments: readonly string[];
  /** `-L` and `-l`. */
  readonly libraries: readonly string[];
}

/** Files that rustc lists in groups, so that a message stays short; all other words stand for themselves. */
export type Word = string | { readonly objects: readonly string[] } | { readonly archives: readonly string[] };

/** Without what a message leaves out, and `<sysroot>` for its path; or all of it. */
export type CommandForm = { readonly kind: "shown" } | { readonly kind: "whole"; readonly sysroot: string; readonly path: string };

/** Where rustc's own libraries would lie; the message leaves hashes out. */
const libraryFolder = ({ target }: Session): string => `<sysroot>/lib/rustlib/${target.triple}/lib`;

/** Six letters in the name of the folder where rustc keeps what it makes for the linker; the same for the same crate. */
function folderName({ metadata }: Session): string {
  let number = BigInt(`0x${metadata[0] ?? "0"}`);
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  let name = "rustc";
  for (let i = 0; i < 6; i++) {
    name += letters[Number(number % 62n)];
    number /= 62n;
  }
  return name;
}

/** Since when a message leaves out what is long. */
const leavesOut = ({ release }: Session): boolean => atLeast(release, 90);

/** The file that the linker makes, absolute. */
export const linkedPath = ({ session, folder }: LinkerCall): string => `${folder}/${session.crateName}${session.extraFilename}`;

/** The crate's object as the linker is given it. */
export const objectPath = (call: LinkerCall): string => `${linkedPath(call)}.${call.object}`;

const temporaryFolder = ({ session, folder }: LinkerCall): string => `${leavesOut(session) ? folder : "/tmp"}/${folderName(session)}`;

/** What rustc has of its own for the linker, and the crate's object. */
function ownFiles(call: LinkerCall): Word[] {
  const hasSymbols = !call.usesLto || !leavesOut(call.session);
  return [...(hasSymbols ? [`${temporaryFolder(call)}/symbols.o`] : []), { objects: [objectPath(call)] }];
}

/** What LLD reads first, by which it tells what the link is for. */
export function firstObject(call: LinkerCall): string {
  const [first] = ownFiles(call);
  return typeof first === "string" ? first : objectPath(call);
}

/** The crates' libraries, then the release's. */
function crateFiles({ session, dependencies, usesLto }: LinkerCall, core: readonly string[]): Word[] {
  const own = [...(usesLto ? [] : core), "libcompiler_builtins"];
  const archives = own.map((name) => `${libraryFolder(session)}/${name}${leavesOut(session) ? "-*" : ""}.rlib`);
  return [...(usesLto ? [] : [{ archives: dependencies }]), { archives }];
}

/** The folders of dependencies, before rustc named each file. */
const searched = ({ folder, hostFolder }: LinkerCall): string[] => [folder, ...(hostFolder === undefined ? [] : [hostFolder])];

const inFront = (option: string, values: readonly string[]): string[] => values.flatMap((value) => [option, value]);

const isOptimized = ({ optLevel }: Session): boolean => optLevel === "2" || optLevel === "3";

const STRIP_OPTIONS = { none: [], debuginfo: ["--strip-debug"], symbols: ["--strip-all"] } as const;

/** LLD, started without a compiler before it. */
export function lldWords(call: LinkerCall): Word[] {
  const { session, linkArguments, strip } = call;
  const isNew = leavesOut(session);
  const own = libraryFolder(session);
  const { paths, names } = splitLibraries(call.libraries);
  const keyword = (name: string) => (isNew ? ["-z", name] : [`-z${name}`]);
  return [
    ...["rust-lld", "-flavor", "gnu"],
    ...ownFiles(call),
    "--as-needed",
    ...(isNew ? [] : [...inFront("-L", searched(call)), ...paths, "-L", own]),
    ...withoutRepeats(names, isNew),
    ...crateFiles(call, ["libcore"]),
    ...(isNew ? ["-L", `${temporaryFolder(call)}/raw-dylibs`] : []),
    "-Bdynamic",
    "--eh-frame-hdr",
    ...keyword("noexecstack"),
    ...(isNew ? paths : ["-L", own]),
    ...["-o", linkedPath(call)],
    "--gc-sections",
    ...(session.relocationModel === "static" ? [] : ["-pie"]),
    ...keyword("relro"),
    ...keyword("now"),
    ...(isOptimized(session) ? ["-O1"] : []),
    ...STRIP_OPTIONS[strip],
    ...linkArguments,
  ];
}

/** What kind of program `cc` is to make. */
function outputKind({ relocationModel, target }: Session): string[] {
  if (!hasStaticRuntime(target)) return [relocationModel === "static" ? "-no-pie" : "-pie"];
  return relocationModel === "static" ? ["-static", "-no-pie"] : ["-static-pie"];
}

/** Linux's linker behind a C compiler. */
export function ccWords(call: LinkerCall): Word[] {
  const { session, linkArguments, strip } = call;
  const isNew = leavesOut(session);
  const own = libraryFolder(session);
  const { paths, names } = splitLibraries(call.libraries);
  return [
    ...["cc", "-m64"],
    ...ownFiles(call),
    "-Wl,--as-needed",
    ...(isNew ? [] : [...inFront("-L", searched(call)), ...paths, "-L", own]),
    ...withoutRepeats(names, isNew).map((word) => (word.startsWith("-l") ? word : `-Wl,${word}`)),
    ...crateFiles(call, isNew ? ["libcore"] : ["librustc_std_workspace_core", "libcore"]),
    ...(isNew ? ["-L", `${temporaryFolder(call)}/raw-dylibs`] : []),
    "-Wl,-Bdynamic",
    "-Wl,--eh-frame-hdr",
    isNew ? "-Wl,-z,noexecstack" : "-Wl,-znoexecstack",
    ...(isNew ? paths : []),
    ...["-L", own],
    ...["-o", linkedPath(call)],
    "-Wl,--gc-sections",
    ...outputKind(session),
    isNew ? "-Wl,-z,relro,-z,now" : "-Wl,-zrelro,-znow",
    ...(isOptimized(session) ? ["-Wl,-O1"] : []),
    ...STRIP_OPTIONS[strip].map((option) => `-Wl,${option}`),
    "-nodefaultlibs",
    ...linkArguments,
  ];
}

/** Windows' own linker. */
export function windowsWords(call: LinkerCall): Word[] {
  const { session, linkArguments } = call;
  return [
    ...["link.exe", "/NOLOGO"],
    `${linkedPath(call)}.symbols.o`,
    { objects: [objectPath(call)] },
    "/NXCOMPAT",
    `/OUT:${linkedPath(call)}.exe`,
    `/OPT:REF,${isOptimized(session) ? "ICF" : "NOICF"}`,
    "/DEBUG",
    ...(atLeast(session.release, 79) ? ["/PDBALTPATH:%_PDB%"] : []),
    ...linkArguments,
  ];
}

/** macOS' linker behind a C compiler. */
export function macWords(call: LinkerCall): Word[] {
  const { session, linkArguments } = call;
  const isNew = leavesOut(session);
  return [
    "cc",
    ...(isNew ? ["-arch", "x86_64"] : ["-m64", "-arch", "x86_64"]),
    `${linkedPath(call)}.symbols.o`,
    { objects: [objectPath(call)] },
    ...["-L", libraryFolder(session)],
    ...(isNew ? ["-mmacosx-version-min=10.12.0"] : []),
    ...["-o", linkedPath(call)],
    "-Wl,-dead_strip",
    "-nodefaultlibs",
    ...linkArguments,
  ];
}

/** `{liba,libb}.rlib`: the names of one folder together. */
function braced(archives: readonly string[]): string {
  const [first = ""] = archives;
  if (archives.length === 1) return first;
  const folder = first.slice(0, first.lastIndexOf("/") + 1);
  return `${folder}{${archives.map((path) => path.slice(folder.length, -".rlib".length)).join(",")}}.rlib`;
}

function filesOf(word: Word, shortens: boolean): readonly string[] {
  if (typeof word === "string") return [word];
  if ("objects" in word) return shortens ? [`<${word.objects.length} object files omitted>`] : word.objects;
  return shortens && word.archives.length > 0 ? [braced(word.archives)] : word.archives;
}

/** The command as rustc writes it: each word in quotes. */
export function commandText(words: readonly Word[], { session }: LinkerCall, form: CommandForm): string {
  const isNew = leavesOut(session);
  const all = words.flatMap((word) => filesOf(word, isNew && form.kind === "shown")).map((word) => JSON.stringify(word));
  if (form.kind === "shown") return `${isNew ? " " : ""}${all.join(" ")}`;
  const around = isNew ? ['LC_ALL="C"', `PATH=${JSON.stringify(form.path)}`, 'VSLANG="1033"'] : [];
  return [...around, ...all].join(" ").replaceAll("-*.rlib", ".rlib").replaceAll("<sysroot>", form.sysroot);
}
