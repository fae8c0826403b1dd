// The compiler's second half: from a crate without errors to what was asked for besides metadata (MIR, assembly, an object, a
// linked image). A file of its own that `check` does not load.
import { DUMMY_SPAN } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { STT_FUNC } from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { imageViolations } from "../../elf/image-rules.ts";
import { writeObject } from "../../elf/write-object.ts";
import type { CompiledModule } from "../../codegen/compile-module.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import { gnuLdErrors } from "../../link/gnu-ld.ts";
import { link, linkOptionsFor } from "../../link/link.ts";
import type { LinkOptions, LldResult } from "../../link/link.ts";
import { disagreements } from "../../link/second-reader.ts";
import { START_FILES } from "../../link/start-files.ts";
import type { StartFile } from "../../link/start-files.ts";
import type { CompileInput, Judged, Log, MakeCode, Product } from "./compile.ts";
import { mirText } from "./mir-text.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { ccFailure } from "../rustc/cc-failure.ts";
import { generateCode } from "./generate.ts";
import type { GeneratedCode } from "./generate.ts";
import { applyLinkArguments } from "../rustc/link-arguments.ts";
import type { AskedLink, Refusal } from "../rustc/link-arguments.ts";
import { isLibrary, libraryFile } from "./library-file.ts";
import { isRlib } from "./metadata.ts";
import { linkerMessages, lldFailure } from "../rustc/lld-report.ts";
import { libraryName, libraryWords } from "../rustc/native-libraries.ts";
import { FOREIGN_LINKERS } from "../rustc/link-foreign.ts";
import { ccWords, lldWords, objectPath } from "../rustc/linker-command.ts";
import type { LinkerCall } from "../rustc/linker-command.ts";
import { otherLayout } from "../targets/other-layout.ts";
import { compilationFolder } from "../../target/shown-path.ts";

export const makeCode: MakeCode = (input, crate, log, artifacts) => {
  const { program, typed } = crate;
  const { session, sources, emits } = input;
  if (emits.includes("mir")) {
    const { text, diagnostics } = mirText(session, sources, program, typed);
    log.add(diagnostics);
    artifacts.set("mir", text);
  }
  if (log.failed || emits.every((emit) => emit === "metadata" || emit === "mir")) return false;
  log.add(otherLayout(session));
  if (log.failed) return false;
  const code = generateCode(session, sources, program, typed, emits.includes("asm"));
  log.add(code.diagnostics);
  const makesCode = code.object.symbols.some(({ type, place }) => type === STT_FUNC && place !== "undefined");
  if (log.failed) return makesCode;
  if (emits.includes("asm")) artifacts.set("asm", code.assembly());
  if (emits.includes("obj")) emitObject(session, code.object, artifacts, log);
  const product = !emits.includes("link") ? undefined : isLibrary(session) ? library(session, code, log) : linked(input, code, crate, log);
  if (product !== undefined) artifacts.set("link", product);
  if (product !== undefined && session.alsoStatic === true) addStatic(input, program, typed, artifacts, log);
  return makesCode;
};

/** The same crate once more, with all that it needs of others in its object. */
function addStatic(
  { session, sources }: CompileInput,
  program: Judged["program"],
  typed: Judged["typed"],
  artifacts: Map<Product, Uint8Array | string>,
  log: Log,
): void {
  const other: Session = { ...session, crateType: "staticlib" };
  const code = generateCode(other, sources, program, typed, false);
  log.add(code.diagnostics);
  const made = log.failed ? undefined : library(other, code, log);
  if (made !== undefined) artifacts.set("staticlib", made);
}

function library(session: Session, { object }: CompiledModule, log: Log): Uint8Array | undefined {
  const { target } = session;
  if (isRlib(session) || target.objectFormat === "elf") return libraryFile(session, object);
  log.add([unsupported("KB0606", `to a static library for \`${target.triple}\``, DUMMY_SPAN)]);
  return undefined;
}

function emitObject({ target }: Session, object: ElfObject, artifacts: Map<Product, Uint8Array | string>, log: Log): void {
  if (target.objectFormat === "elf") artifacts.set("obj", writeObject(object));
  else log.add([unsupported("KB0606", `to an object file for \`${target.triple}\``, DUMMY_SPAN)]);
}

/** Another reader must see the image as it was meant; if not, kbuild is wrong, and nothing is put in place. */
function askSecondReader(image: Uint8Array): void {
  const [first] = disagreements(image, (bytes) => Buffer.from(bytes));
  if (first !== undefined) throw new Error(`the linked image is not read as it was written: ${first}`);
}

/** Where nobody but kbuild chose the layout, the image must hold to every rule of its format. */
function askStrictReader(image: Uint8Array): void {
  const [first] = imageViolations(image);
  if (first !== undefined) throw new Error(`the linked image breaks the rule ${first.rule}: ${first.message} (${first.source})`);
}

/** kbuild runs no other linker; one that is not there is told in rustc's words. */
function judgeLinker({ name, exists }: NonNullable<CompileInput["otherLinker"]>): Diagnostic {
  if (!exists) return error(`linker \`${name}\` not found`).note("No such file or directory (os error 2)");
  return error("KB0607", `kbuild does not link with \`${name}\` yet: it has a linker of its own`);
}

/** How the crate's object goes to a linker. */
function linkerCall(
  { session, strip, linkArguments, libraries: asked, linkPlace }: CompileInput,
  { program, nativeLibraries }: Judged,
  object: string,
): LinkerCall {
  const libraries = [...nativeLibraries.flatMap(libraryWords), ...asked];
  const dependencies = program.linked.all().map(({ dependency }) => dependency.source.library);
  return { session, strip, ...linkPlace, object, dependencies, linkArguments, libraries };
}

function linked(input: CompileInput, code: GeneratedCode, crate: Judged, log: Log): Uint8Array | undefined {
  const { session, strip, linkArguments, otherLinker } = input;
  const { objectFormat } = session.target;
  if (otherLinker !== undefined) {
    log.add([judgeLinker(otherLinker)]);
    return undefined;
  }
  const call = linkerCall(input, crate, code.object.name);
  const foreign = objectFormat === "elf" ? undefined : FOREIGN_LINKERS[objectFormat];
  const words = foreign?.words ?? (session.target.linkerFlavor === "gnu-cc" ? ccWords : lldWords);
  log.add(input.tellLinker(words(call), call));
  if (log.failed) return undefined;
  if (foreign !== undefined) {
    const made = foreign.link(code.object, call);
    if ("image" in made) return made.image;
    log.add([made.diagnostic]);
    return undefined;
  }
  const exists = (path: string) => input.readFile(path) !== undefined;
  const asked = applyLinkArguments(session, linkOptionsFor(session, strip), linkArguments, exists);
  log.add(asked.diagnostics);
  if (asked.refusal?.option !== undefined) log.add([unknownCcOption(call, asked.refusal.option)]);
  log.add(code.runtime?.refusals(code.object) ?? []);
  if (log.failed) return undefined;
  log.add(libraryConflicts(crate, input));
  if (log.failed) return undefined;
  if (asked.startFiles !== undefined) {
    if (call.libraries.some((word) => libraryName(word) !== undefined))
      log.add([unsupported("KB0411", "a native library of a program that starts through the C runtime", DUMMY_SPAN)]);
    else log.add([gnuLdFailure(call, code, START_FILES[asked.startFiles], asked.options, { missing: asked.refusal?.missing })]);
    return undefined;
  }
  if (asked.refusal !== undefined) {
    const absent = asked.words.some((word) => word.startsWith("-l"));
    if (absent) log.add([unsupported("KB0411", "a native library beside an input file that is not there", DUMMY_SPAN)]);
    else log.add([gnuLdFailure(call, code, [], asked.options, asked.refusal)]);
    return undefined;
  }
  return linkedElf(input, call, code, asked, crate, log);
}

/** Else it is flat, as `--oformat=binary` asks. */
const isElf = (image: Uint8Array): boolean => image[0] === 0x7f && image[1] === 0x45 && image[2] === 0x4c && image[3] === 0x46;

function linkedElf(
  input: CompileInput,
  call: LinkerCall,
  code: CompiledModule,
  { options: asked, words }: AskedLink,
  { lints, program }: Judged,
  log: Log,
): Uint8Array | undefined {
  const { session, readFile, unpack } = input;
  const isGnu = session.target.linkerFlavor === "gnu-cc";
  const object = { ...code.object, name: objectPath(call) };
  const options = isGnu ? { ...asked, errorLimit: 0 } : asked;
  const result = link(object, { session, options, libraries: call.libraries, arguments: words, readFile, unpack });
  if (result.image === undefined) {
    const isMissing = result.errors.some((text) => text.startsWith("undefined symbol: "));
    if (isMissing && program.linked.all().some(({ dependency }) => /#\s*\[\s*link\s*\(/.test(dependency.text)))
      log.add([unsupported("KB0411", "a native library that another crate names", DUMMY_SPAN)]);
    else log.add([isGnu ? gnuLdFailure(call, code, [], options, { result }) : lldFailure(call, result)]);
  } else {
    if (atLeast(session.release, 86)) log.add(lints.report(linkerMessages(result)));
    if (isElf(result.image)) askSecondReader(result.image);
  }
  if (result.image !== undefined && words.length === 0) askStrictReader(result.image);
  if (result.map !== undefined && result.mapFile !== undefined) input.writeMap(result.mapFile, result.map);
  return result.image;
}

/** A library that the command line names, too, is another one by that. */
function libraryConflicts({ nativeLibraries }: Judged, { libraries }: CompileInput): Diagnostic[] {
  const named = new Set(libraries.flatMap((word) => libraryName(word) ?? []));
  return nativeLibraries
    .filter(({ name }) => named.has(name))
    .map(({ name }) => unsupported("KB0411", `the native library \`${name}\` as \`-l\` and as \`#[link]\` name it`, DUMMY_SPAN));
}

/** Names that the object leaves to others, and that somebody defines. */
function definedElsewhere({ symbols }: ElfObject, { errors }: LldResult): Set<string> {
  const missing = new Set(errors.flatMap((text) => /^undefined symbol: (.*)/.exec(text)?.[1] ?? []));
  const names = symbols.filter(({ place, name }) => place === "undefined" && !missing.has(name) && !missing.has(demangle(name, 22)));
  return new Set(missing.size === 0 ? [] : names.map(({ name }) => name));
}

/** `cc` ends before it links. */
function unknownCcOption(call: LinkerCall, { asked, nearest }: NonNullable<Refusal["option"]>): Diagnostic {
  return ccFailure(call, [`cc: error: unrecognized command-line option '${asked}'; did you mean '${nearest}'?`]);
}

/** With the C runtime, and a C library that is not asked for, the linker has something to say. */
function gnuLdFailure(
  call: LinkerCall,
  { object, functions }: CompiledModule,
  startFiles: readonly StartFile[],
  { entry }: LinkOptions,
  { result, missing = [] }: { readonly result?: LldResult; readonly missing?: readonly string[] | undefined },
): Diagnostic {
  const { session } = call;
  const absent = result?.errors.flatMap((text) => /^unable to find library (.*)/.exec(text)?.[1] ?? []) ?? [];
  const end = "collect2: error: ld returned 1 exit status";
  if (absent.length > 0)
    return ccFailure(call, [...absent.map((name) => `/usr/bin/ld: cannot find ${name}: No such file or directory`), end]);
  const lineOf = (name: string, offset: number) => {
    const described = functions.find(({ symbol }) => symbol === name);
    const row = described?.rows.findLast((one) => one.offset <= offset);
    return described === undefined || row === undefined ? undefined : `${compilationFolder(session)}/${described.file}:${row.line}`;
  };
  const ofLibraries = result === undefined ? new Set<string>() : definedElsewhere(object, result);
  const lines = gnuLdErrors(object, objectPath(call), startFiles, entry, lineOf, ofLibraries, missing);
  // What LLD finds and GNU's linker would tell in words of its own.
  if (lines.length === 0 && result !== undefined)
    return unsupported("KB0607", `what the linker says here: ${result.errors.join("; ")}`, DUMMY_SPAN);
  return ccFailure(call, [...lines, end]);
}
