// `kbuild build`, `check` and `rustc`: a plan's units through the compiler, artifacts to their places, with cargo's
// words around it.
import type { Host } from "../base/host.ts";
import { FileError } from "../base/host.ts";
import { SourceMap } from "../base/source.ts";
import { error as diagnosticError } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import { lockBuildFolders } from "./build-folders.ts";
import { BuildLog } from "./build-log.ts";
import { CargoError } from "./cargo-error.ts";
import { compile } from "./compile.ts";
import type { CompileInput, CompileOutput } from "./compile.ts";
import type { DependencySource } from "../sema/compilation.ts";
import { FingerprintStore, optionsHash } from "./fingerprint.ts";
import { artifactMessage, finishedMessage } from "./json-messages.ts";
import { osErrorText } from "./os-errors.ts";
import { placeArtifacts } from "./artifacts.ts";
import { makePlan } from "./plan.ts";
import type { BuildOptions, Plan, Need, PlannedUnit } from "./plan.ts";
import { Reporter, countFixable } from "./report.ts";
import type { Message } from "./report.ts";
import { RustcOptionError, addRustcArguments, newRustcOptions } from "./rustc-options.ts";
import { packageVariables } from "./package-variables.ts";
import { artifactPath, libraryPath, makeSession, scriptFolder, sourcePath, unitFolder } from "./unit.ts";
import type { Unit } from "./unit.ts";
import { finishedText, statusLine } from "./words.ts";

export type { BuildOptions } from "./plan.ts";

/** What the rim gives besides the Host: core's sources. */
export type ReadCore = (path: string) => string | undefined;

/** Builds what the options ask for, and tells the log what came of it. Returns the exit status. */
export function build(host: Host, options: BuildOptions, readCore: ReadCore, log = new BuildLog()): number {
  const started = host.now();
  const warn = (text: string) => {
    log.warnings.push(text);
    host.stderr.write(`warning: ${text}\n`);
  };
  log.options = options;
  log.plan = makePlanOrReport(host, options, warn);
  return new Build(host, options, readCore, log).run(log.plan, started);
}

/** Bad rustc options are told in rustc's words, before anything is compiled. */
function makePlanOrReport(host: Host, options: BuildOptions, warn: (text: string) => void): Plan {
  try {
    return makePlan(host, options, warn);
  } catch (error) {
    if (!(error instanceof RustcOptionError)) throw error;
    throw new CargoError(error.message, [], 101, false, error.code);
  }
}

class Build {
  readonly #announced = new Set<string>();
  readonly #warnedScripts = new Set<string>();
  readonly #badScripts = new Set<string>();

  constructor(
    readonly host: Host,
    readonly options: BuildOptions,
    readonly readCore: ReadCore,
    readonly log: BuildLog,
  ) {}

  #status(verb: string, text: string): void {
    if (!this.options.quiet) this.host.stderr.write(statusLine(verb, text));
  }

  run(plan: Plan, started: number): number {
    const { options, host } = this;
    if (plan.locking !== undefined) this.#status("Locking", plan.locking);
    const units = plan.units.map(({ unit }) => unit);
    const letGo = lockBuildFolders(host, units, options.release, () =>
      this.#status("Blocking", "waiting for file lock on build directory"),
    );
    try {
      return this.#all(plan, started);
    } finally {
      letGo();
    }
  }

  #all(plan: Plan, started: number): number {
    const { options, host } = this;
    const failed = new Set<PlannedUnit>();
    for (const planned of plan.units) {
      const blocked = planned.needs.some((need) => failed.has(need.planned));
      if (blocked || !this.#build(planned)) failed.add(planned);
    }
    if (options.messageFormat === "json") host.stdout.write(finishedMessage(failed.size === 0));
    if (failed.size > 0) return 101;
    const [first] = plan.units;
    if (first !== undefined) this.#status("Finished", finishedText(first.unit.profile, host.now() - started, options.release));
    return 0;
  }

  /** One unit; true if it is there afterwards. */
  #build(planned: PlannedUnit): boolean {
    const { unit, needs } = planned;
    const { host, options } = this;
    const store = new FingerprintStore(
      host,
      unit,
      options.emit,
      needs.map((need) => optionsHash(need.planned.unit, options.emit, [])),
    );
    const reporter = new Reporter(host, unit, options.messageFormat, options.quiet);
    const known = options.messageFormat === "human" ? store.fresh() : undefined;
    if (known !== undefined) {
      this.log.units.push({ planned, diagnostics: [], sources: new SourceMap() });
      this.#scriptWarnings(unit, reporter);
      known.messages.forEach((message) => reporter.say(message));
      reporter.warnings(known.warnings, known.fixable);
      return true;
    }
    this.#announce(unit);
    this.#scriptWarnings(unit, reporter);
    return this.#compileAndPlace(planned, store, reporter);
  }

  #announce({ manifest, isRegistry, script }: Unit): void {
    if (this.#announced.has(manifest.path)) return;
    this.#announced.add(manifest.path);
    const verb = this.options.emit === "metadata" && script === undefined ? "Checking" : "Compiling";
    this.#status(verb, `${manifest.name} v${manifest.version}${isRegistry ? "" : ` (${manifest.root})`}`);
  }

  #scriptWarnings({ manifest }: Unit, reporter: Reporter): void {
    if (this.#warnedScripts.has(manifest.path)) return;
    this.#warnedScripts.add(manifest.path);
    reporter.scriptWarnings();
  }

  /** What is wrong with the package's build script, told once; true if something is. */
  #scriptFails({ script, manifest }: Unit, reporter: Reporter): boolean {
    if (script === undefined || script.diagnostics.length === 0) return false;
    if (this.#badScripts.has(manifest.path)) return true;
    this.#badScripts.add(manifest.path);
    for (const diagnostic of script.diagnostics) reporter.say(reporter.message(diagnostic, script.sources));
    reporter.close(script.diagnostics, "build script");
    return true;
  }

  #compileAndPlace(planned: PlannedUnit, store: FingerprintStore, reporter: Reporter): boolean {
    const { unit } = planned;
    if (this.#scriptFails(unit, reporter)) return false;
    const inputs = new Inputs(this.host, unit);
    const sources = new SourceMap();
    const output = this.#compile(planned, sources, inputs);
    this.log.units.push({ planned, diagnostics: output.diagnostics, sources });
    const messages: Message[] = output.diagnostics.map((diagnostic) => reporter.message(diagnostic, sources));
    messages.forEach((message) => reporter.say(message));
    if (reporter.close(output.diagnostics)) return false;
    this.#place(unit, output.artifacts, inputs);
    if (this.options.messageFormat === "json") this.host.stdout.write(artifactMessage(unit, artifactPath(unit), false));
    const warnings = output.diagnostics.filter(({ level }) => level === "warning").length;
    try {
      store.save({ messages, warnings, fixable: countFixable(output.diagnostics) }, inputs.files, inputs.variables);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(`failed to write \`${error.path}\``, [osErrorText(error.code)]);
    }
    return true;
  }

  #place(unit: Unit, artifacts: CompileOutput["artifacts"], inputs: Inputs): void {
    this.#orFail(() => placeArtifacts(this.host, unit, artifacts, [...inputs.files.keys()]));
  }

  #orFail(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(`failed to write \`${error.path}\``, [osErrorText(error.code)]);
    }
  }

  #compile({ unit, installed, needs }: PlannedUnit, sources: SourceMap, inputs: Inputs): CompileOutput {
    const refused = this.#profileWords(unit);
    if (refused !== undefined) return onlyError(refused);
    const bytes = inputs.root(sourcePath(unit));
    if (typeof bytes === "string") return onlyError(diagnosticError(bytes));
    const root = sources.add(sourcePath(unit), new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    const { codegen } = unit.rustc;
    return compile({
      session: makeSession(unit),
      sources,
      root,
      emits: [this.options.emit, ...unit.rustc.emits],
      installed,
      dependencies: sourcesOf(needs),
      dependencyNames: namesOf(needs),
      otherLinker: this.#otherLinker(unit),
      linkArguments: codegen.linkArguments,
      libraries: codegen.libraries,
      writeMap: (path, text) => this.#writeMap(unit, path, text),
      objectFolder: `${unitFolder(unit)}/deps`,
      strip: codegen.strip ?? unit.profile.strip,
      readFile: (path) => inputs.read(path),
      readCore: this.readCore,
      environment: inputs.environment,
    });
  }

  /** `-` is the standard output; paths count from where rustc runs. */
  #writeMap(unit: Unit, path: string, text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (path === "-") this.host.stdout.write(bytes);
    else this.#orFail(() => this.host.files.writeAtomically(path.startsWith("/") ? path : `${unit.workspaceRoot}/${path}`, bytes));
  }

  /** LLD by any of its names is what kbuild's linker does itself. */
  #otherLinker({ linker }: Unit): CompileInput["otherLinker"] {
    const base = linker?.split("/").at(-1);
    if (linker === undefined || base === undefined || /^(?:rust-lld|lld|ld\.lld)$/.test(base)) return undefined;
    const folders = linker.includes("/") ? [""] : (this.host.environment["PATH"] ?? "").split(":").map((folder) => `${folder}/`);
    return { name: linker, exists: folders.some((folder) => this.host.files.status(`${folder}${linker}`) !== undefined) };
  }

  /** What goes to rustc as it is written, rustc judges. */
  #profileWords({ profile, crate, release }: Unit): Diagnostic | undefined {
    const bad = [...crate.name].find((character) => !/[\p{L}\p{N}_-]/u.test(character));
    if (bad !== undefined)
      return diagnosticError(`invalid character ${atLeast(release, 75) ? `'${bad}'` : `\`${bad}\``} in crate name: \`${crate.name}\``);
    const { lto, strip, optLevel, codegenUnits } = profile;
    const flags = Object.entries({ "opt-level": optLevel, lto, "codegen-units": codegenUnits, strip });
    const given = flags.flatMap(([name, value]) => (value === undefined ? [] : ["-C", `${name}=${value}`]));
    try {
      addRustcArguments(newRustcOptions(), given);
      return undefined;
    } catch (error) {
      if (!(error instanceof RustcOptionError)) throw error;
      return error.code === undefined ? diagnosticError(error.message) : diagnosticError(error.code, error.message);
    }
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function onlyError(diagnostic: Diagnostic): CompileOutput {
  return { diagnostics: [diagnostic], artifacts: new Map() };
}

/** The libraries that units need, and those that these need, each behind those that it names. */
function sourcesOf(needs: readonly Need[]): DependencySource[] {
  const found = new Map<string, DependencySource>();
  const visit = ({ planned }: Need): void => {
    const { unit } = planned;
    if (found.has(unit.manifest.path)) return;
    planned.needs.forEach(visit);
    const { crateName, edition, cfgs } = makeSession(unit);
    const name = crateName.replaceAll("-", "_");
    const source = {
      id: unit.manifest.path,
      name,
      library: libraryPath(unit),
      edition,
      cfgs,
      root: sourcePath(unit),
      names: namesOf(planned.needs),
    };
    found.set(unit.manifest.path, source);
  };
  needs.forEach(visit);
  return [...found.values()];
}

function namesOf(needs: readonly Need[]): Map<string, string> {
  return new Map(needs.map(({ name, planned }) => [name, planned.unit.manifest.path]));
}

const quotedPath = (path: string, quoted: boolean) => (quoted ? `\`${path}\`` : path);

/** Files and variables the compiler asked for, remembered for the fingerprint. */
class Inputs {
  readonly files = new Map<string, Uint8Array>();
  readonly variables = new Map<string, string | undefined>();
  readonly environment: Readonly<Record<string, string | undefined>>;

  constructor(
    readonly host: Host,
    readonly unit: Unit,
  ) {
    const own = crateVariables(unit);
    this.environment = new Proxy(own, {
      get: (_, name) => (typeof name !== "string" ? undefined : (own[name] ?? this.#variable(name))),
    });
  }

  #variable(name: string): string | undefined {
    const value = this.host.environment[name];
    this.variables.set(name, value);
    return value;
  }

  read(path: string): Uint8Array | undefined {
    const absolute = path.startsWith("/") ? path : `${this.unit.workspaceRoot}/${path}`;
    try {
      const bytes = this.host.files.read(absolute);
      this.files.set(absolute, bytes);
      return bytes;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** The root file, or rustc's words on why it cannot be read. */
  root(path: string): Uint8Array | string {
    const absolute = path.startsWith("/") ? path : `${this.unit.workspaceRoot}/${path}`;
    const shown = quotedPath(path, atLeast(this.unit.release, 80));
    try {
      const bytes = this.host.files.read(absolute);
      if (!isUtf8(bytes)) return `couldn't read ${shown}: stream did not contain valid UTF-8`;
      this.files.set(absolute, bytes);
      return bytes;
    } catch (error) {
      if (error instanceof FileError) return `couldn't read ${shown}: ${osErrorText(error.code)}`;
      throw error;
    }
  }
}

/** The variables cargo sets for `env!`. */
function crateVariables(unit: Unit): Record<string, string> {
  const { manifest, crate, script } = unit;
  const variables: Record<string, string> = { ...packageVariables(manifest), CARGO_CRATE_NAME: crate.name.replaceAll("-", "_") };
  if (crate.kind === "bin") variables["CARGO_BIN_NAME"] = crate.name;
  if (script === undefined) return variables;
  return { ...variables, OUT_DIR: scriptFolder(unit), ...Object.fromEntries(script.directives.variables) };
}
