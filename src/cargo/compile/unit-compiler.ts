// One unit through the compiler: from its options and files to diagnostics and artifacts. Nothing is written but a link map
// where one is asked for.
import { unsupportedTypes } from "../manifest/crate-types.ts";
import type { Host } from "../../base/host.ts";
import { SourceMap } from "../../base/source.ts";
import { error as diagnosticError, warning as diagnosticWarning } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import { compile, compileUnjudged } from "./compile.ts";
import type { CompileInput, CompileOutput, Emit, MadeCode, MakeCode } from "./compile.ts";
import { orFailToWrite } from "../os-errors.ts";
import type { Plan, PlannedUnit } from "../build/build-options.ts";
import type { StoredMessage } from "../build/fingerprint.ts";
import { messagesOf } from "../build/messages.ts";
import { RustcOptionError } from "../rustc/rustc-grammar.ts";
import { parseRustc } from "../rustc/rustc-options.ts";
import { debugWord, linkPlace } from "../rustc/rustc-command.ts";
import { makeSession, sourcePath } from "../build/unit.ts";
import { LARGE_UNIT } from "../build/unit-farm.ts";
import type { Unit } from "../build/unit.ts";
import { onlyAnswers } from "../rustc/print-requests.ts";
import { UnitPrints } from "./unit-prints.ts";
import { UnitInputs } from "./unit-inputs.ts";
import { namesOf, sourcesOf } from "./unit-sources.ts";
import type { Session } from "../../target/session.ts";
import { shownPath } from "../../target/shown-path.ts";

/** What the rim gives besides the Host: core's sources. */
export type ReadCore = (path: string) => string | undefined;

export interface CompiledUnit extends CompileOutput {
  readonly sources: SourceMap;
  readonly inputs: UnitInputs;
}

/** A thread that makes a unit's code while another one judges it. */
export interface CodeThread {
  /** Called as soon as the unit is known to be large; more than once. */
  start(): void;
  /** Waits. */
  take(inputs: UnitInputs): MadeCode | undefined;
}

/** What code is made of is seen by nobody until the crate is judged: nothing may be written before. */
function leaveToOther(path: string): never {
  throw new Error(`${path} is written by the thread that judges`);
}

const isOutput = (input: CompileInput | CompileOutput): input is CompileOutput => "artifacts" in input;

const sourceMap = (session: Session): SourceMap => new SourceMap((name) => shownPath(session, "diagnostics", name));

function onlyError(diagnostic: Diagnostic): CompileOutput {
  return { diagnostics: [diagnostic], artifacts: new Map(), makesCode: false };
}

/** The compiler of a plan's units; what makes code is loaded where one of them asks for code. */
export async function unitCompiler(
  { units }: Plan,
  host: Host,
  emit: Emit,
  readCore: ReadCore,
  environment: Host["environment"],
): Promise<UnitCompiler> {
  const emits = [emit, ...units.flatMap(({ unit }) => unit.rustc.emits)];
  const makeCode = emits.every((each) => each === "metadata") ? undefined : (await import("./make-code.ts")).makeCode;
  return new UnitCompiler(host, emit, readCore, environment, makeCode);
}

export class UnitCompiler {
  constructor(
    readonly host: Host,
    readonly emit: Emit,
    readonly readCore: ReadCore,
    readonly environment: Host["environment"],
    readonly codeMaker: MakeCode | undefined,
  ) {}

  /** With another thread for its code, where there is one. */
  compile(planned: PlannedUnit, other?: CodeThread): CompiledUnit {
    const inputs = this.#inputs(planned, (size) => (size >= LARGE_UNIT ? other?.start() : undefined));
    const session = makeSession(planned.unit);
    const sources = sourceMap(session);
    const input = this.#input(planned, session, sources, inputs);
    const output = isOutput(input) ? input : compile({ ...input, madeElsewhere: () => other?.take(inputs) });
    const { rustc, crate, target, isTest } = planned.unit;
    const dropped = isTest ? [] : unsupportedTypes(crate, target);
    const words = dropped.map((type) => `dropping unsupported crate type \`${type}\` for target \`${target.triple}\``);
    const warnings = [...rustc.warnings, ...words].map((text) => diagnosticWarning(text));
    return { ...output, diagnostics: [...warnings, ...output.diagnostics], sources, inputs };
  }

  /** What is told of them. */
  messages(unit: Unit, { diagnostics, sources }: Pick<CompiledUnit, "diagnostics" | "sources">): StoredMessage[] {
    return messagesOf(diagnostics, sources, unit, this.host);
  }

  /** The code of a unit that another thread judges; undefined if there is anything to say. Throws where a link map is asked for. */
  makeCode(planned: PlannedUnit): (MadeCode & { readonly inputs: UnitInputs }) | undefined {
    const inputs = this.#inputs(planned);
    const session = makeSession(planned.unit);
    const input = this.#input(planned, session, sourceMap(session), inputs);
    const made = isOutput(input) ? undefined : compileUnjudged({ ...input, writeMap: leaveToOther });
    return made && { ...made, inputs };
  }

  #inputs({ unit }: PlannedUnit, grown?: (size: number) => void): UnitInputs {
    return new UnitInputs(this.host, unit, this.environment, grown);
  }

  /** What is compiled, or what comes of it where nothing is. */
  #input({ unit, installed, needs }: PlannedUnit, session: Session, sources: SourceMap, inputs: UnitInputs): CompileInput | CompileOutput {
    const { failure } = unit.rustc;
    if (failure !== undefined) return onlyError(diagnosticOf(failure));
    const refused = profileWords(unit);
    if (refused !== undefined) return onlyError(refused);
    const prints = new UnitPrints(this.host, unit, session);
    if (onlyAnswers(unit.rustc.prints)) return { diagnostics: prints.answer(), artifacts: new Map(), makesCode: false };
    const bytes = inputs.root(sourcePath(unit));
    if (typeof bytes === "string") return onlyError(diagnosticError(bytes));
    const root = sources.add(sourcePath(unit), new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const { codegen } = unit.rustc;
    return {
      session,
      sources,
      root,
      emits: [this.emit, ...unit.rustc.emits],
      installed,
      dependencies: sourcesOf(needs),
      dependencyNames: namesOf(needs),
      otherLinker: this.#otherLinker(unit),
      linkArguments: codegen.linkArguments,
      libraries: codegen.libraries,
      writeMap: (path, text) => this.#writeMap(unit, path, text),
      linkPlace: linkPlace(unit),
      tellLinker: (words, call) => prints.tellLinker(words, call),
      strip: codegen.strip ?? unit.profile.strip,
      readFile: (path) => inputs.read(path),
      unpack: this.host.unpack,
      readCore: this.readCore,
      environment: inputs.environment,
      makeCode: this.codeMaker,
    };
  }

  /** Paths count from where rustc runs. */
  #writeMap(unit: Unit, path: string, text: string): void {
    const bytes = new TextEncoder().encode(text);
    orFailToWrite(() => this.host.files.writeAtomically(path.startsWith("/") ? path : `${unit.workspaceRoot}/${path}`, bytes));
  }

  /** LLD by any of its names is what kbuild's linker does itself. */
  #otherLinker({ linker: configured, rustc }: Unit): CompileInput["otherLinker"] {
    const linker = rustc.codegen.linker ?? configured;
    const base = linker?.split("/").at(-1);
    if (linker === undefined || base === undefined || /^(?:rust-lld|lld|ld\.lld)$/.test(base)) return undefined;
    const folders = linker.includes("/") ? [""] : (this.host.environment["PATH"] ?? "").split(":").map((folder) => `${folder}/`);
    return { name: linker, exists: folders.some((folder) => this.host.files.status(`${folder}${linker}`) !== undefined) };
  }
}

/** What goes to rustc as it is written, rustc judges. */
function profileWords({ profile, crate, release }: Unit): Diagnostic | undefined {
  const bad = [...crate.name].find((character) => !/[\p{L}\p{N}_-]/u.test(character));
  if (bad !== undefined)
    return diagnosticError(`invalid character ${atLeast(release, 75) ? `'${bad}'` : `\`${bad}\``} in crate name: \`${crate.name}\``);
  const { lto, strip, optLevel, codegenUnits, debug } = profile;
  const flags = Object.entries({ "opt-level": optLevel, lto, "codegen-units": codegenUnits, debuginfo: debugWord(debug), strip });
  const given = flags.flatMap(([name, value]) => (value === undefined ? [] : ["-C", `${name}=${value}`]));
  try {
    parseRustc(given, { release, isNightly: false });
    return undefined;
  } catch (error) {
    if (!(error instanceof RustcOptionError)) throw error;
    return diagnosticOf(error);
  }
}

function diagnosticOf({ message, about: { code, notes = [], helps = [] } }: RustcOptionError): Diagnostic {
  const said = code === undefined ? diagnosticError(message) : diagnosticError(code, message);
  for (const note of notes) said.note(note);
  for (const help of helps) said.help(help);
  return said;
}
