import { parseCheckCfg } from "../rustc/check-cfg.ts";
import { isOnlyForCrates, mainType } from "../manifest/crate-types.ts";
import { declaredFeatures } from "../manifest/declared-features.ts";
// A unit is one crate to compile with all its options: what a manifest, a profile, the configuration and the command
// line come to.
import { atLeast, rustcVersionText } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Cfg, ExpectedCfg, Session, OptLevel } from "../../target/session.ts";
import { targetCfgs } from "../../target/targets.ts";
import { withFeatures } from "../../target/x86-features.ts";
import type { Target } from "../../target/target.ts";
import type { CrateTarget, Manifest } from "../manifest/manifest.ts";
import type { PackageScript } from "../script/package-script.ts";
import { profileFolder, sharedName } from "../profiles/profile.ts";
import type { Profile } from "../profiles/profile.ts";
import type { RustcOptions } from "../rustc/rustc-options.ts";
import { stableHash } from "./stable-hash.ts";
import { REMAP_SCOPES } from "../../target/shown-path.ts";

/** What is added to rustc's command line. */
export interface RustcUserWords {
  /** `rustflags`. */
  readonly flags: readonly string[];
  /** Behind `rustc --`. */
  readonly own: readonly string[];
  /** What the package's build script asks for. */
  readonly script: readonly string[];
  /** How the target was named. */
  readonly target: string | undefined;
}

export interface Unit {
  readonly manifest: Manifest;
  readonly crate: CrateTarget;
  /** The crate as a test of itself, `cfg(test)`. */
  readonly isTest: boolean;
  /** Asked for itself, not only needed by another. */
  readonly isRoot: boolean;
  readonly profile: Profile;
  readonly target: Target;
  readonly release: Release;
  /** The user named a target: artifacts lie in `target/<triple>/`. */
  readonly explicitTarget: boolean;
  /** From the registry, or a folder in its place: shown without its folder. */
  readonly isRegistry: boolean;
  /** The highest level of its lints: of the registry's packages warnings are nobody's business, but for those who want to see all. */
  readonly lintCap: "allow" | "warn" | undefined;
  /** The linker that the configuration names, if it names one. */
  readonly linker: string | undefined;
  readonly features: readonly string[];
  /** Tells the libraries that it needs from others of the same packages; undefined if it needs none. */
  readonly needsHash: string | undefined;
  /** Where rustc would run: the workspace's root. Paths of its packages are shown relative to it. */
  readonly workspaceRoot: string;
  /** Absolute, `target` or what the configuration names. */
  readonly targetFolder: string;
  /** `rustflags` and what stands behind `kbuild rustc --`. */
  readonly rustc: RustcOptions;
  /** The same as words. */
  readonly words: RustcUserWords;
  readonly unstableFeatures: boolean;
  /** Those that cargo sets for the package: `CARGO_PKG_NAME`. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the package's build script asks for; its flags are among `rustc`. */
  readonly script: PackageScript | undefined;
}

/** A package's name as paths begin with it. */
export const crateNameOf = (name: string): string => name.replaceAll("-", "_");

/** It is built with the harness of the crate `test`. */
export const hasHarness = ({ isTest, crate }: Pick<Unit, "isTest" | "crate">): boolean => isTest && crate.harness;

/** `bin "kernel"`, `lib`, `bin "kernel" test`: how closing lines name the crate. */
export function unitTitle({ crate, isTest }: Pick<Unit, "crate" | "isTest">): string {
  const own = crate.kind === "lib" ? "lib" : `${crate.kind} "${crate.name}"`;
  return isTest && crate.kind !== "test" && crate.kind !== "bench" ? `${own} test` : own;
}

type Located = Pick<Unit, "manifest" | "crate" | "workspaceRoot" | "isRegistry">;

/** The source's path as rustc is given it. */
export function sourcePath({ manifest, crate, workspaceRoot, isRegistry }: Located): string {
  const path = crate.path.startsWith("/") ? crate.path : `${manifest.root}/${crate.path}`;
  return !isRegistry && path.startsWith(`${workspaceRoot}/`) ? path.slice(workspaceRoot.length + 1) : path;
}

/** The same in the file system. */
export function sourceFile(unit: Located): string {
  const path = sourcePath(unit);
  return path.startsWith("/") ? path : `${unit.workspaceRoot}/${path}`;
}

/** Where cargo starts rustc: in the workspace's folder for what lies below it, else in the package's own. */
const workingDirectory = (unit: Unit): string => (sourcePath(unit).startsWith("/") ? unit.manifest.root : unit.workspaceRoot);

/** `target/x86_64-unknown-none/debug` */
export function unitFolder({ targetFolder, explicitTarget, target, profile }: Unit): string {
  return `${targetFolder}/${explicitTarget ? `${target.triple}/` : ""}${profileFolder(profile.name)}`;
}

/** Where the package's build script would put files. */
export function scriptFolder(unit: Unit): string {
  return `${unitFolder(unit)}/build/${unit.manifest.name}-${unitHash(unit)}/out`;
}

/** Flags tell units apart since 1.85, except those that take folders out of what is made: that must not depend on them. */
function flagsOf({ words: { flags, own }, release }: Unit): readonly string[] {
  const all = [...flags, ...own];
  return atLeast(release, 85) && !all.some((word) => word.startsWith("--remap-path-prefix")) ? all : [];
}

/** 16 hexadecimal digits that tell this unit from others: part of symbol names and of file names. */
export function unitHash(unit: Unit): string {
  const { manifest, crate, profile, target, release, features, isTest, isRegistry } = unit;
  const isUnusual = profile.incremental !== (profile.optLevel === "0");
  return stableHash([
    ...(isTest ? ["test"] : []),
    ...(isRegistry ? ["registry"] : []),
    ...(isUnusual ? ["incremental"] : []),
    manifest.name,
    manifest.version,
    crate.kind,
    crate.name,
    ...(crate.crateTypes.length > 1 ? crate.crateTypes : []),
    sharedName(profile),
    profile.optLevel,
    profile.debug,
    String(profile.panic),
    target.triple,
    features.join(","),
    rustcVersionText(release),
    ...flagsOf(unit),
    ...(unit.needsHash === undefined ? [] : [unit.needsHash]),
  ]);
}

/** The name of what the linker or archiver makes: `kernel`, `libports.rlib`. */
export function artifactName({ crate, target, isTest }: Unit): string {
  const type = mainType(crate, target);
  if (type === "bin" || isTest) return `${crate.name}${target.exeSuffix}`;
  return `lib${crateNameOf(crate.name)}${type === "staticlib" ? ".a" : ".rlib"}`;
}

/** Where the static library lies that is made besides the library for crates; undefined if there is none. */
export function staticLibraryPath(unit: Unit): string | undefined {
  const { crate, target, isTest } = unit;
  if (isTest || !crate.crateTypes.includes("staticlib") || mainType(crate, target) === "staticlib") return undefined;
  return artifactPath(unit).replace(/\.rlib$/, ".a");
}

/** Where rustc would put what it makes of the unit. */
export function outputFolder(unit: Unit): string {
  return `${unitFolder(unit)}/${unit.crate.kind === "example" ? "examples" : "deps"}`;
}

/** The unit's name with its hash, as files under `deps/` have it, absolute. */
export function hashedPath(unit: Unit): string {
  return `${outputFolder(unit)}/${crateNameOf(unit.crate.name)}-${unitHash(unit)}`;
}

/** Where the unit's artifact lies, absolute; a test and a library that nobody asked for have no other name than that with their hash. */
export function artifactPath(unit: Unit): string {
  if (!unit.isRoot && unit.crate.kind === "lib" && !unit.isTest) return libraryPath(unit);
  if (unit.isTest) return `${hashedPath(unit)}${unit.target.exeSuffix}`;
  return `${unit.crate.kind === "example" ? outputFolder(unit) : unitFolder(unit)}/${artifactName(unit)}`;
}

/** What a unit's build (or `metadata`: check) leaves behind and cargo names, the artifact itself first. */
export function outputsOf(unit: Unit, emit: string): readonly string[] {
  const metadata = `${outputFolder(unit)}/lib${crateNameOf(unit.crate.name)}-${unitHash(unit)}.rmeta`;
  if (emit === "metadata") return [metadata];
  if (!unit.isTest && isOnlyForCrates(unit.crate)) return [artifactPath(unit), metadata];
  const second = staticLibraryPath(unit);
  return second === undefined ? [artifactPath(unit)] : [artifactPath(unit), second];
}

/** Where the library of the unit lies for those that link it, absolute: under `deps/`, with its hash. */
export function libraryPath(unit: Unit): string {
  return `${unitFolder(unit)}/deps/lib${unit.crate.name.replaceAll("-", "_")}-${unitHash(unit)}.rlib`;
}

function sessionCfgs(unit: Unit, target: Target, panic: "abort" | "unwind", debugAssertions: boolean): Cfg[] {
  const { release, features, rustc, isTest } = unit;
  const cfgs = targetCfgs(target, release, panic, unit.unstableFeatures);
  if (debugAssertions) cfgs.unshift({ name: "debug_assertions" });
  if (isTest) cfgs.push({ name: "test" });
  return [...cfgs, ...features.map((value) => ({ name: "feature", value })), ...rustc.cfgs];
}

function lintLevels({ manifest, rustc }: Unit): Session["lintLevels"] {
  return [...manifest.lints.map(({ lint, level }) => ({ lint, level })), ...rustc.lintLevels];
}

/** What cargo announces of conditions, and what the manifest and the command line add. To set one announces nothing. */
function expectedCfgs({ manifest, rustc }: Unit): ExpectedCfg[] {
  const own: ExpectedCfg[] = [
    { name: "docsrs", values: [undefined] },
    { name: "test", values: [undefined] },
    { name: "feature", values: [...declaredFeatures(manifest).keys()] },
  ];
  return [...own, ...[...manifest.checkCfgs, ...rustc.checkCfgs].flatMap(parseCheckCfg)];
}

/** Whether an option of `-Z` that is on or off is on. */
function isOn({ unstable }: RustcOptions, option: string): boolean {
  const last = unstable.findLast((one) => one === option || one.startsWith(`${option}=`));
  return last !== undefined && /^[^=]*(=(y|yes|on|true))?$/.test(last);
}

/** What cargo does not say of checks, rustc decides by how much it optimizes. */
function checksOf({ profile, rustc: { codegen } }: Unit, optLevel: OptLevel): Pick<Session, "debugAssertions" | "overflowChecks"> {
  const isSaid = profile.debugAssertions === (profile.optLevel !== "0");
  const debugAssertions = codegen.debugAssertions ?? (isSaid ? profile.debugAssertions : optLevel === "0");
  const isOverflowSaid = profile.overflowChecks !== profile.debugAssertions;
  return { debugAssertions, overflowChecks: codegen.overflowChecks ?? (isOverflowSaid ? profile.overflowChecks : debugAssertions) };
}

export function makeSession(unit: Unit): Session {
  const { profile, release, crate, rustc } = unit;
  const { codegen } = rustc;
  const target = withFeatures(unit.target, codegen.targetCpu, codegen.targetFeatures);
  // cargo passes only `abort` on: `unwind` leaves it to the target.
  const asked = profile.panic === "abort" ? profile.panic : undefined;
  const panic = codegen.panic ?? asked ?? target.panicStrategy;
  const hash = unitHash(unit);
  const optLevel = codegen.optLevel ?? profile.optLevel;
  const checks = checksOf(unit, optLevel);
  return Object.freeze({
    release,
    target,
    crateName: crate.name.replaceAll("-", "_"),
    crateType: unit.isTest ? "bin" : mainType(crate, target),
    ...(staticLibraryPath(unit) === undefined ? {} : { alsoStatic: true }),
    harness: hasHarness(unit),
    edition: crate.edition,
    panic,
    optLevel,
    debugInfo: codegen.debugInfo ?? profile.debug,
    ...checks,
    relocationModel: codegen.relocationModel ?? target.relocationModel,
    codeModel: codegen.codeModel ?? target.codeModel,
    metadata: [hash, ...codegen.metadata].sort(),
    extraFilename: codegen.extraFilename ?? `-${hash}`,
    incremental: profile.incremental,
    cfgs: sessionCfgs(unit, target, panic, checks.debugAssertions),
    lintLevels: lintLevels(unit),
    capLints: rustc.capLints,
    expectedCfgs: expectedCfgs(unit),
    unstableFeatures: unit.unstableFeatures,
    verifies: { mir: isOn(rustc, "validate-mir"), values: isOn(rustc, "verify-llvm-ir") },
    workingDirectory: workingDirectory(unit),
    pathRemapping: { prefixes: rustc.pathPrefixes, scopes: rustc.remapScopes ?? REMAP_SCOPES },
  });
}

/** How the progress bar names it: `ports`, `kernel(bin)`. */
export function progressName({ crate, manifest, isTest }: Unit): string {
  if (crate.kind === "lib") return isTest ? `${manifest.name}(test)` : manifest.name;
  return `${crate.name}(${crate.kind === "bin" && isTest ? "bin test" : crate.kind})`;
}
