// A package's build script on its way into units: the file is read, its lines become flags and variables. What is wrong
// with it is told once, when the first unit of the package is to be compiled.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { SourceMap } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";
import { noDirectives, readDirectives } from "./build-directives.ts";
import type { BuildDirectives, ScriptOwner } from "./build-directives.ts";
import type { readBuildScript } from "./build-script.ts";
import type { Compiles, ProbeTarget } from "./probe.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { rustcVersion } from "../rustc/version-text.ts";
import { osErrorText } from "../os-errors.ts";
import { packageText } from "../resolve/packages.ts";
import type { Profile } from "../profiles/profile.ts";

export interface ScriptNeed {
  readonly manifest: Manifest;
  readonly isRegistry: boolean;
}

export interface PackageScript {
  readonly sources: SourceMap;
  /** Of the script itself; not empty if it cannot be used. */
  readonly diagnostics: readonly Diagnostic[];
  readonly directives: BuildDirectives;
  /** Packages that the script is compiled with, those that others need first. */
  readonly needs: readonly ScriptNeed[];
  /** Whole paths of files that the script is made of, besides its own. */
  readonly included: readonly string[];
}

type ReadBuildScript = typeof readBuildScript;

interface Surroundings {
  readonly host: Host;
  readonly release: Release;
  readonly target: Target;
  readonly profile: Profile;
  /** As paths are shown: relative to it. */
  readonly workspaceRoot: string;
  /** Shown by its whole path. */
  readonly isRegistry: boolean;
  readonly features: readonly string[];
  /** Packages that the script is compiled with. */
  readonly needs: readonly ScriptNeed[];
  /** What holds for the target. */
  readonly cfgs: readonly Cfg[];
  /** The package's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the scripts of dependencies leave for it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The process's, with what the configuration adds. */
  readonly environment: Host["environment"];
  /** `rustflags` for the target. */
  readonly flags: readonly string[];
}

/** What scripts are read with, and, where one asks the compiler, that. */
export interface ScriptReading {
  readonly read: ReadBuildScript;
  readonly compiles: Compiles | undefined;
  readonly readCore: ProbeTarget["readCore"];
}

/** Undefined for a package without one. */
export function packageScript(
  manifest: Manifest,
  around: Surroundings,
  { read, compiles, readCore }: ScriptReading,
): PackageScript | undefined {
  const { buildScript, root } = manifest;
  if (buildScript === undefined) return undefined;
  const { release, workspaceRoot, isRegistry } = around;
  const sources = new SourceMap();
  const absolute = `${root}/${buildScript}`;
  const shown = !isRegistry && absolute.startsWith(`${workspaceRoot}/`) ? absolute.slice(workspaceRoot.length + 1) : absolute;
  const text = readText(around.host, absolute);
  const quoted = atLeast(release, 80) ? `\`${shown}\`` : shown;
  if (typeof text !== "string") return failed(sources, [error(`couldn't read ${quoted}: ${text.words}`)], around);
  const file = sources.add(shown, text);
  const included: string[] = [];
  const { lines, diagnostics } = read({
    sources,
    file,
    edition: manifest.edition,
    release,
    compileVariables: around.variables,
    variables: { ...buildVariables(around), ...around.metadata },
    environment: around.environment,
    features: around.features,
    isQuiet: isRegistry,
    crates: registryCrates(manifest, around),
    readFile: (path) => {
      const whole = path.startsWith("/") ? path : `${workspaceRoot}/${path}`;
      included.push(whole);
      const read = readText(around.host, whole);
      return typeof read === "string" ? read : undefined;
    },
    compiles: (source) => (judgesAlike(around.flags) ? compiles?.(source, { ...around, readCore }) : undefined),
    output: (program, args) => programOutput(program, args, around),
  });
  if (diagnostics.length > 0) return failed(sources, diagnostics, around);
  const directives = readDirectives(lines, ownerOf(manifest, around));
  if (directives.refused === undefined) return { sources, diagnostics, directives, needs: around.needs, included };
  return failed(sources, [error("KB0603", `kbuild does not honour this line of a build script yet: \`${directives.refused}\``)], around);
}

/** Flags for code alone, and conditions: lints, and what is unstable, may decide what compiles. */
function judgesAlike(flags: readonly string[]): boolean {
  return flags.every((word, i) => /^(?:-C|--cfg|--codegen)/.test(word) || /^(?:-C|--cfg|--codegen)$/.test(flags[i - 1] ?? ""));
}

/** Of the compiler, which is kbuild's own; other programs are not run. */
function programOutput(program: string, args: readonly string[], { host, release, environment }: Surroundings): string | null | undefined {
  const asked = args.flatMap((word) => (/^-[vV]+$/.test(word) ? [...word.slice(1)].map((letter) => LETTERS[letter]) : [word]));
  const isVersion = asked.includes("--version") && asked.every((word) => word === "--version" || word === "--verbose");
  if (program === COMPILER && isVersion) return rustcVersion(release, asked.includes("--verbose"));
  const folders = program.includes("/") ? [""] : (environment["PATH"] ?? "").split(":").map((folder) => `${folder}/`);
  const isThere = program === COMPILER || folders.some((folder) => host.files.status(`${folder}${program}`) !== undefined);
  return isThere ? undefined : null;
}

/** What the script may name and is what its name says: of the registry, not of a folder. */
function registryCrates(manifest: Manifest, { needs }: Surroundings): string[] {
  const isPublished = (name: string) => needs.some((need) => need.isRegistry && need.manifest.name === name);
  const own = manifest.dependencies.filter(({ kind, packageName }) => kind === "build" && isPublished(packageName));
  return own.map(({ name }) => name.replaceAll("-", "_"));
}

function ownerOf(manifest: Manifest, { release, environment, isRegistry }: Surroundings): ScriptOwner {
  const { name, version, lib, bins, others, rustVersion, rustText } = manifest;
  return {
    text: isRegistry ? `${name} v${version}` : packageText(manifest),
    crates: [...(lib === undefined ? [] : [lib]), ...bins, ...others],
    rustVersion,
    rustText,
    library: lib?.name.replaceAll("-", "_"),
    release,
    bootstrap: environment["RUSTC_BOOTSTRAP"],
  };
}

function failed(sources: SourceMap, diagnostics: readonly Diagnostic[], { needs }: Surroundings): PackageScript {
  return { sources, diagnostics, directives: noDirectives(), needs, included: [] };
}

function readText({ files }: Host, path: string): string | { readonly words: string } {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(files.read(path));
  } catch (thrown) {
    if (thrown instanceof TypeError) return { words: "stream did not contain valid UTF-8" };
    if (thrown instanceof FileError) return { words: osErrorText(thrown.code) };
    throw thrown;
  }
}

/** The compiler as a script is told it is called: no other is ever configured. */
const COMPILER = "rustc";

const LETTERS: Readonly<Record<string, string>> = { V: "--version", v: "--verbose" };

/** cargo 1.96 tells of the profile's assertions, and of the features as a condition, 1.63 of neither; between them nothing was seen. */
const PROFILE_TOLD_SINCE = 96;

/** What cargo tells a script of the target and the profile. */
function buildVariables({ target, profile, features, cfgs, release }: Surroundings): Record<string, string> {
  const conditions = new Map<string, string[]>();
  for (const { name, value } of cfgs) conditions.set(name, [...(conditions.get(name) ?? []), ...(value === undefined ? [] : [value])]);
  conditions.delete("debug_assertions");
  if (profile.debugAssertions && atLeast(release, PROFILE_TOLD_SINCE)) conditions.set("debug_assertions", []);
  if (features.length > 0 && atLeast(release, PROFILE_TOLD_SINCE)) conditions.set("feature", [...features]);
  return {
    ...Object.fromEntries([...conditions].map(([name, values]) => [`CARGO_CFG_${variableName(name)}`, [...values].sort().join(",")])),
    ...Object.fromEntries(features.map((name) => [`CARGO_FEATURE_${variableName(name)}`, "1"])),
    TARGET: target.triple,
    HOST: HOST_TRIPLE,
    RUSTC: COMPILER,
    PROFILE: profile.debugAssertions ? "debug" : "release",
    OPT_LEVEL: profile.optLevel,
    DEBUG: String(profile.debug !== "none"),
  };
}

const variableName = (name: string): string => name.toUpperCase().replaceAll("-", "_");
