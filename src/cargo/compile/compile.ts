// The compiler as one flat list of passes: source in, values out. A pass adds diagnostics to the log; the places where
// errors end the run are those of rustc (what was found until then is all reported together).
import { DUMMY_SPAN } from "../../base/source.ts";
import type { SourceFile, SourceMap } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { DependencySource } from "../../sema/compilation.ts";
import { STT_FUNC } from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { imageViolations } from "../../elf/image-rules.ts";
import { writeObject } from "../../elf/write-object.ts";
import type { CompiledModule } from "../../codegen/compile-module.ts";
import { gnuLdErrors } from "../../link/gnu-ld.ts";
import { link, linkOptionsFor } from "../../link/link.ts";
import type { LinkOptions, Strip } from "../../link/link.ts";
import { disagreements } from "../../link/second-reader.ts";
import { START_FILES } from "../../link/start-files.ts";
import type { StartFile } from "../../link/start-files.ts";
import { explainExpansions } from "../../sema/expand/explain.ts";
import type { LintReporter } from "../../sema/lints/report.ts";
import { tooDeep } from "../../syntax/tree-depth.ts";
import { analyze } from "./front-end.ts";
import type { Analysis } from "./front-end.ts";
import { mirText } from "./mir-text.ts";
import { parseCrate } from "../../syntax/parse.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { ccFailure } from "../rustc/cc-failure.ts";
import { generateCode } from "./generate.ts";
import type { GeneratedCode } from "./generate.ts";
import { applyLinkArguments } from "../rustc/link-arguments.ts";
import type { AskedLink } from "../rustc/link-arguments.ts";
import { isLibrary, isRlib, libraryFile, metadataText } from "./library-file.ts";
import { linkerMessages, lldFailure } from "../rustc/lld-report.ts";
import { linkMac, linkWindows } from "../rustc/link-foreign.ts";
import type { ForeignLink, ForeignLinked } from "../rustc/link-foreign.ts";
import { missingLibrary } from "../targets/missing-library.ts";
import { otherLayout } from "../targets/other-layout.ts";
import { compilationFolder } from "../../target/shown-path.ts";

/** What the caller wants made. `metadata` is `kbuild check`: everything but code. */
export type Emit = "metadata" | "mir" | "asm" | "obj" | "link";

/** What can be made: a static library, too, besides one for crates. */
export type Product = Emit | "staticlib";

export interface CompileInput {
  readonly session: Session;
  readonly sources: SourceMap;
  readonly root: SourceFile;
  readonly emits: readonly Emit[];
  readonly strip: Strip;
  /** False for targets without `core` here: the crate is parsed, then refused as rustc refuses it. */
  readonly installed: boolean;
  readonly dependencies: readonly DependencySource[];
  /** The crate's own names for them, to their `id`. */
  readonly dependencyNames: ReadonlyMap<string, string>;
  /** A linker that is to be used instead of kbuild's own, and whether it is there. */
  readonly otherLinker: { readonly name: string; readonly exists: boolean } | undefined;
  /** `-C link-arg`s in order. */
  readonly linkArguments: readonly string[];
  /** `-L` and `-l`, as words of the linker. */
  readonly libraries: readonly string[];
  /** Puts a link map where `-Map` wants it. */
  readonly writeMap: (path: string, text: string) => void;
  /** Where rustc would put objects, absolute: `target/debug/deps`. */
  readonly objectFolder: string;
  /** Bytes of a file of the crate (`mod a;`, `include_str!`), by its path as diagnostics show it; undefined if it cannot be read. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  /** A source of corelib. */
  readonly readCore: (path: string) => string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** What was asked for: the linked image, the object, a text; empty if there were errors. */
  readonly artifacts: ReadonlyMap<Product, Uint8Array | string>;
  /** Functions were compiled, and with them what they call of other crates. */
  readonly makesCode: boolean;
}

const NOTHING: CompileOutput["artifacts"] = new Map();

/** What has been said, each thing once: as rustc, which drops a diagnostic that is equal to an earlier one in all its parts. */
class Log {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  add(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) {
      const whole = JSON.stringify(diagnostic);
      if (!this.#seen.has(whole)) this.diagnostics.push(diagnostic);
      this.#seen.add(whole);
    }
  }

  get failed(): boolean {
    return this.diagnostics.some(({ level }) => level === "error");
  }
}

export function compile(input: CompileInput): CompileOutput {
  const { session, sources, root } = input;
  const log = new Log();
  let explain = (diagnostic: Diagnostic) => diagnostic;
  const stopped = () => ({ diagnostics: log.diagnostics.map(explain), artifacts: NOTHING, makesCode: false });

  const { tree, diagnostics: syntax, isBroken } = parseCrate(sources, root, { edition: session.edition, release: session.release });
  log.add(syntax);
  if (!input.installed) log.add([missingLibrary(tree, session)]);
  if (isBroken || !input.installed) return stopped();
  const deep = tooDeep(tree);
  if (deep !== undefined) {
    log.add([deep]);
    return stopped();
  }

  const { program, typed, lints } = analyze({ ...input, makesCode: input.emits.some((emit) => emit !== "metadata") }, tree, log);
  explain = (diagnostic) => explainExpansions(diagnostic, program.compilation.hygiene, program.compilation.session.release.minor);
  if (typed === undefined) return stopped();
  const { artifacts, makesCode } = generate(input, { program, typed, lints }, log);
  return { diagnostics: log.diagnostics.map(explain), artifacts: log.failed ? NOTHING : artifacts, makesCode };
}

/** A crate without errors. */
type Judged = Analysis & { readonly typed: object };

/** From typed bodies to what was asked for; what is left out has failed, and the log says why. */
function generate(
  input: CompileInput,
  { program, typed, lints }: Judged,
  log: Log,
): { readonly artifacts: Map<Product, Uint8Array | string>; readonly makesCode: boolean } {
  const { session, sources, emits } = input;
  const artifacts = new Map<Product, Uint8Array | string>();
  if (emits.includes("metadata") || isRlib(session)) artifacts.set("metadata", metadataText(session));
  if (emits.includes("mir")) {
    const { text, diagnostics } = mirText(session, sources, program, typed);
    log.add(diagnostics);
    artifacts.set("mir", text);
  }
  if (log.failed || emits.every((emit) => emit === "metadata" || emit === "mir")) return { artifacts, makesCode: false };
  log.add(otherLayout(session));
  if (log.failed) return { artifacts, makesCode: false };
  const code = generateCode(session, sources, program, typed, emits.includes("asm"));
  log.add(code.diagnostics);
  const makesCode = code.object.symbols.some(({ type, place }) => type === STT_FUNC && place !== "undefined");
  if (log.failed) return { artifacts, makesCode };
  if (emits.includes("asm")) artifacts.set("asm", code.assembly());
  if (emits.includes("obj")) emitObject(session, code.object, artifacts, log);
  const product = !emits.includes("link") ? undefined : isLibrary(session) ? library(session, code, log) : linked(input, code, lints, log);
  if (product !== undefined) artifacts.set("link", product);
  if (product !== undefined && session.alsoStatic === true) addStatic(input, program, typed, artifacts, log);
  return { artifacts, makesCode };
}

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

/** Formats besides ELF, each with the linker of its system. */
const FOREIGN_LINKS: Readonly<Partial<Record<Session["target"]["objectFormat"], (link: ForeignLink) => ForeignLinked>>> = {
  coff: linkWindows,
  "mach-o": linkMac,
};

function linked(input: CompileInput, code: GeneratedCode, lints: LintReporter, log: Log): Uint8Array | undefined {
  const { session, strip, linkArguments, otherLinker } = input;
  if (otherLinker !== undefined) {
    log.add([judgeLinker(otherLinker)]);
    return undefined;
  }
  const foreign = FOREIGN_LINKS[session.target.objectFormat];
  if (foreign !== undefined) {
    const made = foreign({ session, object: code.object, linkArguments, folder: input.objectFolder });
    if ("image" in made) return made.image;
    log.add([made.diagnostic]);
    return undefined;
  }
  const asked = applyLinkArguments(session, linkOptionsFor(session, strip), linkArguments);
  log.add(asked.diagnostics);
  log.add(code.runtime?.refusals(code.object) ?? []);
  if (log.failed) return undefined;
  if (asked.startFiles !== undefined) {
    log.add([gnuLdFailure(input, code, START_FILES[asked.startFiles], asked.options)]);
    return undefined;
  }
  return linkedElf(input, code, asked, lints, log);
}

/** Else it is flat, as `--oformat=binary` asks. */
const isElf = (image: Uint8Array): boolean => image[0] === 0x7f && image[1] === 0x45 && image[2] === 0x4c && image[3] === 0x46;

function linkedElf(
  input: CompileInput,
  code: CompiledModule,
  { options, words }: AskedLink,
  lints: LintReporter,
  log: Log,
): Uint8Array | undefined {
  const { session, strip, linkArguments, libraries, objectFolder: folder, readFile } = input;
  const result = link(code.object, { session, options, libraries, arguments: words, readFile });
  if (result.image === undefined) {
    const call = { session, strip, folder, object: code.object.name, linkArguments, libraries };
    log.add([session.target.linkerFlavor === "gnu-cc" ? gnuLdFailure(input, code, [], options) : lldFailure(call, result)]);
  } else {
    if (atLeast(session.release, 86)) log.add(lints.report(linkerMessages(result)));
    if (isElf(result.image)) askSecondReader(result.image);
  }
  if (result.image !== undefined && words.length === 0) askStrictReader(result.image);
  if (result.map !== undefined && result.mapFile !== undefined) input.writeMap(result.mapFile, result.map);
  return result.image;
}

/** With the C runtime, and a C library that is not asked for, the linker has something to say. */
function gnuLdFailure(
  input: CompileInput,
  { object, functions }: CompiledModule,
  startFiles: readonly StartFile[],
  { entry }: LinkOptions,
): Diagnostic {
  const { session, strip, linkArguments, objectFolder: folder } = input;
  const path = `${folder}/${session.crateName}${session.extraFilename}.${object.name}`;
  const lineOf = (name: string, offset: number) => {
    const described = functions.find(({ symbol }) => symbol === name);
    const row = described?.rows.findLast((one) => one.offset <= offset);
    return described === undefined || row === undefined ? undefined : `${compilationFolder(session)}/${described.file}:${row.line}`;
  };
  const lines = [...gnuLdErrors(object, path, startFiles, entry, lineOf), "collect2: error: ld returned 1 exit status"];
  return ccFailure({ session, strip, folder, object: path, linkArguments }, lines);
}
