// The compiler as one flat list of passes: source in, values out. A pass adds diagnostics to the log; the places where
// errors end the run are those of rustc (what was found until then is all reported together).
import type { SourceFile, SourceMap } from "../../base/source.ts";
import type { Unpack } from "../../elf/packed-contents.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { DependencySource } from "../../sema/compilation.ts";
import type { Strip } from "../../link/link.ts";
import { explainExpansions } from "../../sema/expand/explain.ts";
import { tooDeep } from "../../syntax/tree-depth.ts";
import { analyze } from "./front-end.ts";
import type { Analysis } from "./front-end.ts";
import type { LinkPlace, LinkerCall, Word } from "../rustc/linker-command.ts";
import { parseCrate } from "../../syntax/parse.ts";
import type { Session } from "../../target/session.ts";
import { isRlib, metadataText } from "./metadata.ts";
import { hasError, typedAlone } from "./typed-alone.ts";
import { missingLibrary } from "../targets/missing-library.ts";

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
  readonly linkPlace: LinkPlace;
  /** Is told the command of a linker before it links; returns what went wrong in telling it. */
  readonly tellLinker: (words: readonly Word[], call: LinkerCall) => readonly Diagnostic[];
  /** Bytes of a file of the crate (`mod a;`, `include_str!`), by its path as diagnostics show it; undefined if it cannot be read. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  /** Unpacks what objects that are linked with hold packed. */
  readonly unpack?: Unpack | undefined;
  /** A source of corelib. */
  readonly readCore: (path: string) => string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Makes code of a crate without errors; undefined where nobody asks for any. */
  readonly makeCode: MakeCode | undefined;
  /** Waits for what another thread makes of the crate while this one judges it; undefined if that is nothing, or not to be used. */
  readonly madeElsewhere?: (() => MadeCode | undefined) | undefined;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** What was asked for: the linked image, the object, a text; empty if there were errors. */
  readonly artifacts: ReadonlyMap<Product, Uint8Array | string>;
  /** Functions were compiled, and with them what they call of other crates. */
  readonly makesCode: boolean;
}

export type MadeCode = Pick<CompileOutput, "artifacts" | "makesCode">;

/** A crate without errors. */
export type Judged = Analysis & { readonly typed: object };

/** From typed bodies to `artifacts`; what is left out has failed, and the log says why. True if functions were compiled. */
export type MakeCode = (input: CompileInput, crate: Judged, log: Log, artifacts: Map<Product, Uint8Array | string>) => boolean;

const NOTHING: CompileOutput["artifacts"] = new Map();

/** What has been said, each thing once: as rustc, which drops a diagnostic that is equal to an earlier one in all its parts. */
export class Log {
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

  const { typed, ...found } = analyze(frontEndInput(input), tree, log);
  const { program } = found;
  explain = (diagnostic) => explainExpansions(diagnostic, program.compilation.hygiene, program.compilation.session.release.minor);
  if (typed === undefined && !log.failed) throw new Error("a crate was judged to its end and not found good, without a word");
  if (typed === undefined) return stopped();
  const { artifacts, makesCode } = input.madeElsewhere?.() ?? codeOf(input, { ...found, typed }, log);
  return { diagnostics: log.diagnostics.map(explain), artifacts: log.failed ? NOTHING : artifacts, makesCode };
}

const frontEndInput = (input: CompileInput) => ({ ...input, makesCode: input.emits.some((emit) => emit !== "metadata") });

function codeOf(input: CompileInput, crate: Judged, log: Log): MadeCode {
  const artifacts = new Map<Product, Uint8Array | string>();
  if (input.emits.includes("metadata") || isRlib(input.session)) artifacts.set("metadata", metadataText(input.session));
  const makesCode = input.makeCode?.(input, crate, log, artifacts) ?? false;
  return { artifacts, makesCode };
}

/** Code alone, made beside a thread that judges the crate: in types as far as code needs them. Undefined if there is anything to say. */
export function compileUnjudged(input: CompileInput): MadeCode | undefined {
  const { session, sources, root } = input;
  const { tree, isBroken } = parseCrate(sources, root, { edition: session.edition, release: session.release });
  const crate = isBroken || !input.installed || tooDeep(tree) !== undefined ? undefined : typedAlone(frontEndInput(input), tree);
  if (crate === undefined) return undefined;
  const log = new Log();
  const made = codeOf(input, crate, log);
  return log.diagnostics.length > 0 || hasError(crate.typed.diagnostics) ? undefined : made;
}
