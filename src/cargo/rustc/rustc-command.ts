// The command line that cargo would start rustc with for a unit, as `-v` shows it. kbuild starts nothing: it compiles by the
// very options that the words stand for.
import { asksForLto } from "../build/lto.ts";
import { atLeast } from "../../target/release.ts";
import { isNamedPlainly, isOnlyForCrates } from "../manifest/crate-types.ts";
import { declaredFeatures } from "../manifest/declared-features.ts";
import type { PlannedUnit } from "../build/build-options.ts";
import type { Profile } from "../profiles/profile.ts";
import { profileFolder } from "../profiles/profile.ts";
import { crateNameOf, hasHarness, libraryPath, outputFolder, sourcePath, unitFolder, unitHash } from "../build/unit.ts";
import type { Unit } from "../build/unit.ts";
import type { LinkPlace } from "./linker-command.ts";
import { shellWord } from "../words.ts";
import { crateVariables } from "../compile/unit-inputs.ts";

const DEBUG_LEVELS: Readonly<Record<Profile["debug"], string | undefined>> = {
  none: undefined,
  "line-directives-only": "line-directives-only",
  "line-tables-only": "line-tables-only",
  limited: "1",
  full: "2",
};

/** What `-C debuginfo=` gets; a number that is no level goes there as it is. */
export const debugWord = (debug: Profile["debug"]): string | undefined => (debug in DEBUG_LEVELS ? DEBUG_LEVELS[debug] : debug);

const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : ["-C", `${name}=${value}`]);

/** Whether cargo asks for lto; if not, it asks for objects without bitcode. */
export function usesLto({ profile, crate, isTest }: Pick<Unit, "profile" | "crate" | "isTest">): boolean {
  return asksForLto({ profile }) && (crate.kind !== "lib" || isTest);
}

/** Where crates of the host lie. */
const hostDeps = ({ targetFolder, profile }: Unit): string => `${targetFolder}/${profileFolder(profile.name)}/deps`;

/** What a linker's command line has of the build. */
export function linkPlace(unit: Unit): LinkPlace {
  const { usesLto: isAsked = usesLto(unit) } = unit.rustc.codegen;
  return { folder: `${unitFolder(unit)}/deps`, hostFolder: unit.explicitTarget ? hostDeps(unit) : undefined, usesLto: isAsked };
}

/** What stands behind `rustc --`: at the end with 1.96, among the profile's with 1.63. */
const ownComeLast = ({ release }: Unit): boolean => atLeast(release, 80);

/** `-C` options of the profile and levels of `[lints]`, in cargo's order. */
function profileWords(unit: Unit, lto: readonly string[]): string[] {
  const { profile, manifest } = unit;
  const lints = manifest.lints.map(({ lint, level }) => `--${level}=${lint}`);
  const { optLevel, panic, codegenUnits, debug, debugAssertions, overflowChecks } = profile;
  const isOptimized = optLevel !== "0";
  const assertions = debugAssertions === isOptimized ? ["-C", `debug-assertions=${debugAssertions ? "on" : "off"}`] : [];
  const overflow = overflowChecks === debugAssertions ? [] : ["-C", `overflow-checks=${overflowChecks ? "on" : "off"}`];
  return [
    ...option("opt-level", isOptimized ? optLevel : undefined),
    ...option("panic", panic === "abort" ? "abort" : undefined),
    ...lto.flatMap((word) => ["-C", word]),
    ...option("codegen-units", codegenUnits === undefined ? undefined : String(codegenUnits)),
    ...option("debuginfo", debugWord(debug)),
    ...(ownComeLast(unit) ? [] : unit.words.own),
    ...lints,
    ...manifest.checkCfgs.flatMap((text) => ["--check-cfg", text]),
    ...assertions,
    ...overflow,
  ];
}

/** What is announced of conditions, since 1.80. */
function checkWords({ manifest, release }: Unit): string[] {
  if (!atLeast(release, 80)) return [];
  const values = [...declaredFeatures(manifest).keys()].map((name) => JSON.stringify(name)).join(", ");
  const plain = atLeast(release, 84) ? "cfg(docsrs,test)" : "cfg(docsrs)";
  return ["--check-cfg", plain, "--check-cfg", `cfg(feature, values(${values}))`];
}

function emitWords({ crate, isTest }: Unit, emit: string): string {
  if (emit === "metadata") return "dep-info,metadata";
  return !isTest && isOnlyForCrates(crate) ? "dep-info,metadata,link" : "dep-info,link";
}

function needWords({ needs, unit }: PlannedUnit, emit: string): string[] {
  return needs.flatMap(({ name, planned }) => {
    const path = libraryPath(planned.unit);
    const metadata = emit === "metadata" || (unit.crate.kind === "lib" && !unit.isTest);
    return ["--extern", `${crateNameOf(name)}=${metadata ? path.replace(/\.rlib$/, ".rmeta") : path}`];
  });
}

/** The words of rustc's command line, the program first. `lto`: see `build/lto.ts`. */
function rustcWords(planned: PlannedUnit, lto: readonly string[], emit: string): string[] {
  const { unit } = planned;
  const { crate, words, explicitTarget, features, profile } = unit;
  const folder = unitFolder(unit);
  const hash = unitHash(unit);
  return [
    "rustc",
    ...["--crate-name", crateNameOf(crate.name), `--edition=${crate.edition}`, sourcePath(unit)],
    ...["--error-format=json", "--json=diagnostic-rendered-ansi,artifacts,future-incompat"],
    ...(unit.isTest ? [] : crate.crateTypes.flatMap((type) => ["--crate-type", type])),
    `--emit=${emitWords(unit, emit)}`,
    ...profileWords(unit, lto),
    ...(hasHarness(unit) ? ["--test"] : unit.isTest ? ["--cfg", "test"] : []),
    ...features.flatMap((feature) => ["--cfg", `feature="${feature}"`]),
    ...checkWords(unit),
    ...[
      "-C",
      `metadata=${hash}`,
      ...(isNamedPlainly(crate) && emit !== "metadata" ? [] : ["-C", `extra-filename=-${hash}`]),
      ...(profile.rpath ? ["-C", "rpath"] : []),
      "--out-dir",
      outputFolder(unit),
    ],
    ...(explicitTarget ? ["--target", words.target ?? unit.target.triple] : []),
    ...option("linker", unit.linker),
    ...(profile.incremental ? ["-C", `incremental=${folder}/incremental`] : []),
    ...option("strip", profile.strip === "none" ? undefined : profile.strip),
    ...["-L", `dependency=${folder}/deps`],
    ...(explicitTarget ? ["-L", `dependency=${hostDeps(unit)}`] : []),
    ...needWords(planned, emit),
    ...(unit.lintCap === undefined ? [] : ["--cap-lints", unit.lintCap]),
    ...(ownComeLast(unit) ? words.own : []),
    ...words.flags,
    ...words.script,
  ];
}

/** The environment that cargo gives to rustc, sorted by name. */
function environmentWords({ unit }: PlannedUnit, added: Readonly<Record<string, string>>): string[] {
  const all = { ...crateVariables(unit), ...added, ...(unit.isRoot ? { CARGO_PRIMARY_PACKAGE: "1" } : {}) };
  return Object.entries(all)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value === "" ? "''" : shellWord(value)}`);
}

/** `` `rustc --crate-name ...` ``, with the environment in front for `-vv`. */
export function rustcCommand(
  planned: PlannedUnit,
  lto: readonly string[],
  emit: string,
  environment?: Readonly<Record<string, string>>,
): string {
  const around = environment === undefined ? [] : environmentWords(planned, environment);
  return `\`${[...around, ...rustcWords(planned, lto, emit).map(shellWord)].join(" ")}\``;
}
