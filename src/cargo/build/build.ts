// `kbuild build`, `check` and `rustc`: a plan's units through the compiler, artifacts to their places, with cargo's
// words around it. The compiler is loaded with the first unit that is not fresh: a build with nothing to do starts without it.
import { tellLock } from "../resolve/lock-news.ts";
import type { Host } from "../../base/host.ts";
import { SourceMap } from "../../base/source.ts";
import { placeArtifacts, placeMostRecent } from "./artifacts.ts";
import { lockBuildFolders } from "./build-folders.ts";
import { BuildLog } from "./build-log.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import { environmentTable } from "../config/environment-table.ts";
import { FingerprintStore, optionsHash } from "./fingerprint.ts";
import type { Fingerprint, Freshness, StoredMessage } from "./fingerprint.ts";
import { artifactMessage, finishedMessage, scriptMessage } from "./json-messages.ts";
import { Outlines } from "../compile/outlines.ts";
import { JobQueue, buildOrder, jobCount } from "./job-queue.ts";
import { orFailToWrite } from "../os-errors.ts";
import { makePlan } from "./plan.ts";
import type { BuildOptions, Plan, PlannedUnit } from "./build-options.ts";
import { Progress } from "./progress.ts";
import { Reporter } from "./report.ts";
import { onlyAnswers } from "../rustc/print-requests.ts";
import { ltoOf } from "./lto.ts";
import { rustcCommand } from "../rustc/rustc-command.ts";
import { plainError } from "../rustc/rustc-lines.ts";
import { Timings } from "./timings.ts";
import type { CodeThread, ReadCore, UnitCompiler } from "../compile/unit-compiler.ts";
import { codeThread, LARGE_UNIT, LEAST_UNITS, unitKey } from "./unit-farm.ts";
import type { QuietUnit } from "./unit-farm.ts";
import { needsOf } from "../compile/unit-sources.ts";
import { progressName, sourceFile } from "./unit.ts";
import type { Unit } from "./unit.ts";
import { finishedText } from "../words.ts";

export type { BuildOptions } from "./build-options.ts";
export type { ReadCore } from "../compile/unit-compiler.ts";

/** A build that has its plan and has not begun. */
export interface PreparedBuild {
  readonly plan: Plan;
  /** Returns the exit status. */
  run(): Promise<number>;
}

/** Plans what the options ask for, and tells the log. */
export async function prepareBuild(host: Host, options: BuildOptions, readCore: ReadCore, log = new BuildLog()): Promise<PreparedBuild> {
  const started = host.now();
  const warn = (text: string) => {
    log.warnings.push(text);
    options.shell.warn(text);
  };
  log.options = options;
  log.plan = await makePlan(host, options, warn, (news) => tellLock(options.shell, news), readCore);
  const outlines = await Outlines.of(log.plan.units, host, options.emit);
  return new Build(host, options, readCore, log, log.plan, outlines, started);
}

/** Builds what the options ask for, and tells the log what came of it. Returns the exit status. */
export async function build(host: Host, options: BuildOptions, readCore: ReadCore, log?: BuildLog): Promise<number> {
  return (await prepareBuild(host, options, readCore, log)).run();
}

class Build implements PreparedBuild {
  readonly #announced = new Set<string>();
  readonly #begun = new Set<Unit>();
  readonly #told = new Set<string>();
  readonly #warnedScripts = new Set<string>();
  readonly #badScripts = new Set<string>();
  readonly #added: Readonly<Record<string, string>>;
  readonly #environment: Host["environment"];
  #loaded: UnitCompiler | undefined;
  readonly #progress: Progress;
  readonly #timings: Timings;

  constructor(
    readonly host: Host,
    readonly options: BuildOptions,
    readonly readCore: ReadCore,
    readonly log: BuildLog,
    readonly plan: Plan,
    readonly outlines: Outlines,
    readonly started: number,
  ) {
    this.#added = environmentTable(options.config);
    this.#environment = { ...host.environment, ...this.#added };
    this.#progress = new Progress(host, options.shell, plan.units.length);
    this.#timings = new Timings(host, started);
  }

  async run(): Promise<number> {
    const { options, plan, host } = this;
    const { shell } = options;
    const units = plan.units.map(({ unit }) => unit);
    const where = (file: string) => (shell.settings.extraVerbose ? ` (${file})` : "");
    // A build with nothing to do writes nothing, so that it needs no lock.
    if (this.#isFresh()) return this.#finish(await this.#all());
    this.#verifySources();
    const letGo = lockBuildFolders(host, units, options.release, (file) =>
      shell.status("Blocking", `waiting for file lock on build directory${where(file)}`, "note"),
    );
    try {
      return this.#finish(await this.#all());
    } finally {
      letGo();
    }
  }

  #lto: ReturnType<typeof ltoOf> | undefined;

  /** rustc's command line, as it is shown. */
  #command(planned: PlannedUnit, environment?: Readonly<Record<string, string>>): string {
    this.#lto ??= ltoOf(this.plan.units);
    return rustcCommand(planned, this.#lto.get(planned) ?? [], this.options.emit, environment);
  }

  /** Freshness of units that has been asked before. */
  readonly #freshness = new Map<PlannedUnit, Freshness>();

  /** Nothing is to be built; what is known of that is forgotten where others may build meanwhile. */
  #isFresh(): boolean {
    const { units } = this.plan;
    if (this.options.compilesAgain === true || this.plan.locking !== undefined) return false;
    for (const planned of units) {
      const freshness = this.#store(planned).freshness();
      if (freshness.kind === "fresh") this.#freshness.set(planned, freshness);
      else this.#freshness.clear();
      if (freshness.kind !== "fresh") return false;
    }
    return true;
  }

  /** Packages of the registry are compiled only as they were laid down. Throws CargoError. */
  #verifySources(): void {
    const stale = this.plan.units.filter((planned) => planned.unit.isRegistry && this.#store(planned).freshness().kind !== "fresh");
    for (const manifest of new Set(stale.map(({ unit }) => unit.manifest))) this.plan.verify(manifest);
  }

  /** Many units that are not fresh go to other threads, too. */
  #share(): void {
    const { farm } = this.options;
    const { units } = this.plan;
    if (farm === undefined || units.length < LEAST_UNITS) return;
    for (const planned of units) this.#freshness.set(planned, this.#store(planned).freshness());
    const order = buildOrder(units, this.#jobs()).map((planned) => units.indexOf(planned));
    const stale = order.filter((i) => this.#freshness.get(units[i] as PlannedUnit)?.kind !== "fresh");
    if (stale.length >= LEAST_UNITS) farm.start(stale);
  }

  readonly #hashes = new Map<Unit, string>();

  /** Asked for anew by each unit that depends on it. */
  #optionsHash(unit: Unit): string {
    const known = this.#hashes.get(unit);
    if (known !== undefined) return known;
    const hash = optionsHash(unit, this.options.emit);
    this.#hashes.set(unit, hash);
    return hash;
  }

  #store(planned: PlannedUnit): FingerprintStore {
    const { emit } = this.options;
    const names = new Map(planned.needs.map(({ name, planned: { unit } }) => [unit, name]));
    const dependencies = needsOf(planned).map(({ unit }) => [names.get(unit) ?? unit.manifest.name, this.#optionsHash(unit)] as const);
    return new FingerprintStore(this.host, planned.unit, emit, dependencies, this.#environment, this.outlines.forUnit(planned));
  }

  /** Something was warned of that a later release will refuse. */
  #saysPhasedOut = false;

  #say(messages: readonly StoredMessage[], reporter: Reporter): void {
    for (const message of messages) {
      reporter.say(message);
      this.#saysPhasedOut ||= message.rendered.includes("it will become a hard error in a future release!");
    }
  }

  #jobs(): number {
    const { jobs, config } = this.options;
    return jobCount(jobs ?? config.numberOrString("build", "jobs"));
  }

  /** Builds one unit after the other; true if all are there. */
  async #all(): Promise<boolean> {
    this.#share();
    const { keepGoing, shell } = this.options;
    const queue = new JobQueue(this.plan.units, this.#jobs(), keepGoing);
    for (let planned = queue.next(); planned !== undefined; planned = queue.next()) {
      const name = progressName(planned.unit);
      this.#progress.start(name);
      if (queue.finish(planned, await this.#build(planned))) shell.warn("build failed, waiting for other jobs to finish...");
      this.#progress.finish(name);
    }
    return !queue.hasFailed;
  }

  #finish(isGood: boolean): number {
    const { host, options, plan, started } = this;
    const { shell } = options;
    if (options.messageFormat.json) host.stdout.write(finishedMessage(isGood));
    const [first] = plan.units;
    if (options.timings && first !== undefined) shell.status("Timing", `report saved to ${this.#timings.write(first.unit)}`);
    if (!isGood) return 101;
    shell.status("Finished", finishedText(plan.profile, host.now() - started, options.release));
    if (options.futureIncompatReport && this.#saysPhasedOut) throw refusal("a report of what a later release will refuse");
    if (options.futureIncompatReport) shell.note("0 dependencies had future-incompatible warnings");
    return 0;
  }

  /** One unit; true if it is there afterwards. */
  async #build(planned: PlannedUnit): Promise<boolean> {
    const { unit } = planned;
    const { host, options } = this;
    const { shell } = options;
    this.#begun.add(unit);
    const store = this.#store(planned);
    const reporter = new Reporter(host, shell, unit, options.messageFormat, this.#told);
    const freshness = this.#freshness.get(planned) ?? store.freshness();
    if (freshness.kind === "fresh" && !(options.compilesAgain === true && unit.isRoot))
      return this.#sayAgain(planned, store, freshness.print, reporter);
    if (freshness.kind === "dirty") this.#announceOnce(unit, () => shell.verboseStatus("Dirty", `${titleOf(unit)}: ${freshness.reason}`));
    this.#announce(unit, freshness.kind === "new");
    options.announced?.();
    this.#scriptMessages(unit, reporter);
    const around = shell.settings.extraVerbose ? this.#added : undefined;
    if (shell.isVerbose) shell.status("Running", this.#command(planned, around));
    this.#startCode(planned);
    const compiler = await this.#compiler();
    return this.#timings.measure(unit, () => this.#compileAndPlace(planned, compiler, store, reporter));
  }

  async #compiler(): Promise<UnitCompiler> {
    if (this.#loaded !== undefined) return this.#loaded;
    const { unitCompiler } = await import("../compile/unit-compiler.ts");
    return (this.#loaded = await unitCompiler(this.plan, this.host, this.options.emit, this.readCore, this.#environment));
  }

  /** Nothing has changed: what was said before is said again. */
  #sayAgain(planned: PlannedUnit, store: FingerprintStore, print: Fingerprint, reporter: Reporter): boolean {
    const { unit } = planned;
    this.log.units.push({ planned, diagnostics: [], sources: new SourceMap() });
    if (this.#toCome(unit) === 0)
      this.#announceOnce(unit, () => {
        this.#announced.add(unit.manifest.path);
        this.options.shell.verboseStatus("Fresh", titleOf(unit));
      });
    this.#scriptMessages(unit, reporter);
    if (unit.lintCap !== "allow") this.#say(print.messages, reporter);
    reporter.warnings();
    orFailToWrite(() => this.#placeAll(planned, store, print));
    this.#artifactMessage(unit, true);
    return true;
  }

  /** What a fresh unit has made long ago lies where people look. */
  #placeAll({ unit }: PlannedUnit, store: FingerprintStore, print: Fingerprint): void {
    if (this.options.emit !== "link") return;
    if (!unit.isTest) store.ensurePlaced(print, this.options.config);
    if (unit.isRoot) placeMostRecent(this.host, unit);
  }

  #artifactMessage(unit: Unit, fresh: boolean): void {
    if (this.options.messageFormat.json) this.host.stdout.write(artifactMessage(unit, this.options.emit, fresh));
  }

  /** How many of its package's units are yet to be looked at. */
  #toCome({ manifest }: Unit): number {
    return this.plan.units.filter(({ unit }) => unit.manifest.path === manifest.path && !this.#begun.has(unit)).length;
  }

  #announceOnce({ manifest }: Unit, announce: () => void): void {
    if (!this.#announced.has(manifest.path)) announce();
  }

  /** For what was never built, what its build script is compiled with comes first. */
  #announce(unit: Unit, isNew: boolean): void {
    if (this.#announced.has(unit.manifest.path)) return;
    for (const need of isNew ? (unit.script?.needs ?? []) : [])
      if (!this.#announced.has(need.manifest.path)) {
        this.#announced.add(need.manifest.path);
        this.options.shell.status("Compiling", titleOf(need));
      }
    this.#announced.add(unit.manifest.path);
    const verb = this.options.emit === "metadata" && unit.script === undefined ? "Checking" : "Compiling";
    this.options.shell.status(verb, titleOf(unit));
  }

  #scriptMessages(unit: Unit, reporter: Reporter): void {
    const { manifest, script } = unit;
    if (this.#warnedScripts.has(manifest.path)) return;
    this.#warnedScripts.add(manifest.path);
    reporter.scriptMessages();
    const isDone = script !== undefined && script.diagnostics.length === 0 && script.directives.failure === undefined;
    if (isDone && this.options.messageFormat.json) this.host.stdout.write(scriptMessage(unit, script.directives));
  }

  /** What is wrong with the package's build script, told once; true if something is. */
  #scriptFails(unit: Unit, compiler: UnitCompiler, reporter: Reporter): boolean {
    const { script, manifest } = unit;
    const { failure } = script?.directives ?? {};
    if (script === undefined || (script.diagnostics.length === 0 && failure === undefined)) return false;
    if (this.#badScripts.has(manifest.path)) return true;
    this.#badScripts.add(manifest.path);
    if (failure !== undefined) this.options.shell.error(new CargoError(failure));
    else for (const message of compiler.messages(unit, script)) reporter.say(message);
    if (failure === undefined) reporter.close(script.diagnostics, undefined, "build script");
    return true;
  }

  /** Whether rustc does not even read its command line; told. */
  #isRefused(planned: PlannedUnit, reporter: Reporter): boolean {
    const { failure } = planned.unit.rustc;
    if (failure?.about.isEarly !== true) return false;
    this.options.shell.write(plainError(failure));
    reporter.neverStarted(this.#command(planned));
    return true;
  }

  #compileAndPlace(planned: PlannedUnit, compiler: UnitCompiler, store: FingerprintStore, reporter: Reporter): boolean {
    const { unit } = planned;
    if (this.#scriptFails(unit, compiler, reporter) || this.#isRefused(planned, reporter)) return false;
    const quiet = this.#elsewhere(planned);
    if (quiet !== undefined) return this.#keep(planned, store, quiet);
    const compiled = compiler.compile(planned, this.#codeThread(planned));
    const { diagnostics, sources } = compiled;
    this.log.units.push({ planned, diagnostics, sources });
    const messages = compiler.messages(unit, compiled);
    this.#say(messages, reporter);
    const { shell } = this.options;
    if (reporter.close(diagnostics, shell.isVerbose ? this.#command(planned) : undefined)) return false;
    if (onlyAnswers(unit.rustc.prints)) {
      this.#artifactMessage(unit, false);
      return true;
    }
    const { files, variables } = compiled.inputs;
    this.#save(unit, store, { ...compiled, files, variables }, { messages });
    return true;
  }

  /** What another thread made of the unit, if it did. */
  #elsewhere(planned: PlannedUnit): QuietUnit | undefined {
    const quiet = this.options.farm?.take(this.plan.units.indexOf(planned));
    return quiet?.key === unitKey(planned) ? quiet : undefined;
  }

  #codeThread(planned: PlannedUnit): CodeThread | undefined {
    const { emit, farm } = this.options;
    return emit === "metadata" ? undefined : codeThread(farm, planned, this.plan.units.indexOf(planned));
  }

  /** Where the root file alone is large, the other thread starts before this one loads the compiler. */
  #startCode(planned: PlannedUnit): void {
    const size = this.host.files.status(sourceFile(planned.unit))?.size ?? 0;
    if (size >= LARGE_UNIT) this.#codeThread(planned)?.start();
  }

  #keep(planned: PlannedUnit, store: FingerprintStore, quiet: QuietUnit): boolean {
    this.log.units.push({ planned, diagnostics: [], sources: new SourceMap() });
    this.#save(planned.unit, store, quiet, { messages: [] });
    return true;
  }

  #save(unit: Unit, store: FingerprintStore, made: Omit<QuietUnit, "key">, said: Parameters<FingerprintStore["save"]>[0]): void {
    const { artifacts, files } = made;
    orFailToWrite(() => placeArtifacts(this.host, unit, artifacts, [...files.keys()], this.options.config));
    this.#artifactMessage(unit, false);
    orFailToWrite(() => store.save(said, made));
  }
}

/** `kernel v0.1.0 (/path)`; packages of the registry are shown without their folder. */
function titleOf({ manifest, isRegistry }: Pick<Unit, "manifest" | "isRegistry">): string {
  return `${manifest.name} v${manifest.version}${isRegistry ? "" : ` (${manifest.root})`}`;
}
