// `kbuild build` and `kbuild check`: manifest to unit to compiler to artifact, with cargo's words around it.
import type { Host } from "../base/host.ts";
import { FileError, describeErrno } from "../base/host.ts";
import { SourceMap } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { renderDiagnostic } from "../diag/render.ts";
import type { Release } from "../target/release.ts";
import { HOST_TRIPLE, findTarget } from "../target/targets.ts";
import { atLeast } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import { compile } from "./compile.ts";
import type { CompileOutput, Emit } from "./compile.ts";
import { artifactMessage, diagnosticMessage, finishedMessage } from "./json-messages.ts";
import { findManifest, readManifest } from "./manifest.ts";
import type { BinTarget, Manifest } from "./manifest.ts";
import { profileFolder, resolveProfile } from "./profile.ts";
import { makeSession } from "./unit.ts";
import type { Unit } from "./unit.ts";
import { couldNotCompile, explainLines, finishedText, statusLine, warningCount } from "./words.ts";

export interface BuildOptions {
  readonly release: Release;
  readonly manifestPath: string | undefined;
  readonly target: string | undefined;
  /** Profile's name: `dev`, `release`, or one of the manifest's. */
  readonly profile: string;
  readonly bin: string | undefined;
  readonly quiet: boolean;
  readonly messageFormat: "human" | "short" | "json";
  readonly emit: Emit;
  /** Sources of corelib, by path. */
  readonly readCore: (path: string) => string | undefined;
}

/** Where the last unit's artifact lies, absolute. */
export function artifactPath(unit: Unit): string {
  const triple = unit.explicitTarget ? `${unit.target.triple}/` : "";
  return `${unit.manifest.root}/target/${triple}${profileFolder(unit.profile.name)}/${unit.bin.name}${unit.target.exeSuffix}`;
}

function unknownTarget(triple: string, release: Release): CargoError {
  const prints = `--print=file-names --target ${triple} --crate-type bin --crate-type rlib --crate-type dylib --crate-type cdylib --crate-type staticlib --crate-type proc-macro --print=sysroot`;
  const more = atLeast(release, 74) ? " --print=split-debuginfo --print=crate-name --print=cfg -Wwarnings" : " --print=cfg";
  const help = atLeast(release, 80)
    ? `error: error loading target specification: could not find specification for target "${triple}"\n  |\n  = help: run \`rustc --print target-list\` for a list of built-in targets\n`
    : `error: Error loading target specification: Could not find specification for target "${triple}". Run \`rustc --print target-list\` for a list of built-in targets\n`;
  const process = `process didn't exit successfully: \`rustc - --crate-name ___ ${prints}${more}\` (exit status: 1)\n--- stderr\n${help}`;
  return new CargoError("failed to run `rustc` to learn about target-specific information", [process]);
}

function chooseBin(manifest: Manifest, name: string | undefined, release: Release): BinTarget {
  const found = name === undefined ? manifest.bins[0] : manifest.bins.find((bin) => bin.name === name);
  if (found !== undefined) return found;
  const available = manifest.bins.map((bin) => `    ${bin.name}\n`).join("");
  throw new CargoError(
    atLeast(release, 91)
      ? `no bin target named \`${name}\` in default-run packages\nhelp: available bin targets:\n${available.trimEnd()}`
      : `no bin target named \`${name}\`.\nAvailable bin targets:\n${available}`,
  );
}

export function makeUnit(host: Host, options: BuildOptions): Unit {
  const { release } = options;
  const path = options.manifestPath ?? findManifest(host, host.currentDirectory);
  const manifest = readManifest(host, path, release);
  const target = findTarget(options.target ?? HOST_TRIPLE);
  if (target === undefined) throw unknownTarget(options.target as string, release);
  const profile = resolveProfile(manifest, options.profile, release);
  return {
    manifest,
    bin: chooseBin(manifest, options.bin, release),
    profile,
    target,
    release,
    explicitTarget: options.target !== undefined,
  };
}

/** Builds the package's binary. Returns the exit status. */
export function build(host: Host, options: BuildOptions): number {
  const started = host.now();
  const unit = makeUnit(host, options);
  return new Build(host, options, unit).run(started);
}

class Build {
  readonly sources = new SourceMap();
  readonly #status: (verb: string, text: string) => void;

  constructor(
    readonly host: Host,
    readonly options: BuildOptions,
    readonly unit: Unit,
  ) {
    this.#status = (verb, text) => {
      if (!options.quiet) host.stderr.write(statusLine(verb, text));
    };
  }

  run(started: number): number {
    const { manifest, release, profile } = this.unit;
    for (const warning of manifest.warnings) this.host.stderr.write(`warning: ${warning}\n`);
    this.#status(this.options.emit === "metadata" ? "Checking" : "Compiling", `${manifest.name} v${manifest.version} (${manifest.root})`);
    const output = this.#compile();
    const failed = this.#report(output.diagnostics);
    if (!failed && this.options.emit === "link") this.#place(output);
    if (this.options.messageFormat === "json") {
      if (!failed) this.host.stdout.write(artifactMessage(this.unit, artifactPath(this.unit), false));
      this.host.stdout.write(finishedMessage(!failed));
    }
    if (!failed) this.#status("Finished", finishedText(profile, this.host.now() - started, release));
    return failed ? 101 : 0;
  }

  #compile(): CompileOutput {
    const { manifest, bin } = this.unit;
    const readFile = (path: string) => this.#read(path.startsWith("/") ? path : `${manifest.root}/${path}`);
    const bytes = this.#readRoot(bin.path);
    if (typeof bytes === "string")
      return { diagnostics: [{ level: "error", message: bytes, spans: [], children: [], suggestions: [] }], artifact: undefined };
    const root = this.sources.add(bin.path, new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    return compile({
      session: makeSession(this.unit),
      sources: this.sources,
      root,
      emit: this.options.emit,
      strip: this.unit.profile.strip,
      readFile,
      readCore: this.options.readCore,
      environment: this.host.environment,
    });
  }

  #read(path: string): Uint8Array | undefined {
    try {
      return this.host.files.read(path);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** The root file, or rustc's words on why it cannot be read. */
  #readRoot(path: string): Uint8Array | string {
    try {
      const bytes = this.host.files.read(`${this.unit.manifest.root}/${path}`);
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return bytes;
    } catch (error) {
      if (error instanceof FileError)
        return `couldn't read ${atLeast(this.unit.release, 80) ? `\`${path}\`` : path}: ${describeErrno(error.code)} (os error ${osErrorNumber(error.code)})`;
      return `couldn't read ${path}: stream did not contain valid UTF-8`;
    }
  }

  /** Prints rustc's diagnostics and the closing lines; true if there were errors. */
  #report(diagnostics: readonly Diagnostic[]): boolean {
    const { manifest, bin, release } = this.unit;
    for (const diagnostic of diagnostics) this.#print(diagnostic);
    const errors = diagnostics.filter(({ level }) => level === "error");
    const warnings = diagnostics.filter(({ level }) => level === "warning").length;
    const explain = explainLines(errors.flatMap(({ code }) => code ?? []));
    if (this.options.messageFormat !== "json") this.host.stderr.write(explain);
    if (warnings > 0 && !this.options.quiet && this.options.messageFormat !== "json") {
      this.host.stderr.write(warningCount(manifest.name, bin.name, warnings, errors.length > 0 ? 0 : countFixable(diagnostics), release));
    }
    if (errors.length > 0) this.host.stderr.write(couldNotCompile(manifest.name, bin.name, errors.length, warnings, release));
    return errors.length > 0;
  }

  #print(diagnostic: Diagnostic): void {
    const { release } = this.unit;
    const rendered = renderDiagnostic(diagnostic, this.sources, {
      release,
      width: this.host.stderr.columns,
      short: this.options.messageFormat === "short",
    });
    if (this.options.messageFormat === "json") this.host.stdout.write(diagnosticMessage(diagnostic, rendered, this.sources, this.unit));
    else this.host.stderr.write(rendered);
  }

  /** Puts the image where cargo puts it, and as `target/<name>`, the most recent artifact. */
  #place(output: CompileOutput): void {
    if (output.artifact === undefined) throw new Error("a build without errors gave no artifact");
    const path = artifactPath(this.unit);
    try {
      this.host.files.writeAtomically(path, output.artifact, 0o755);
      this.host.files.writeAtomically(`${this.unit.manifest.root}/target/${this.unit.bin.name}`, output.artifact, 0o755);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new CargoError(`failed to write \`${error.path}\``, [`${describeErrno(error.code)} (os error ${osErrorNumber(error.code)})`]);
    }
  }
}

/** Warnings with a suggestion that can be applied without a look. */
function countFixable(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(
    ({ level, suggestions }) => level === "warning" && suggestions.some(({ applicability }) => applicability === "MachineApplicable"),
  ).length;
}

const OS_ERRORS: Readonly<Record<string, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EACCES: 13,
  EEXIST: 17,
  ENOTDIR: 20,
  EISDIR: 21,
  ENOSPC: 28,
  EROFS: 30,
  ENAMETOOLONG: 36,
  ELOOP: 40,
};

function osErrorNumber(code: string): number {
  return OS_ERRORS[code] ?? 5;
}
