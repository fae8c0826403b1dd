// Target features of x86-64 that are on: those of the processor, changed by lists of `+name` and `-name`. Names and implications as
// rustc 1.96 shows them by `--print cfg`.
import { targetFeatures } from "./target-features.ts";
import { atLeast } from "./release.ts";
import type { Release } from "./release.ts";
import type { Target } from "./target.ts";

const V2 = "cmpxchg16b crc32 fxsr lahfsahf popcnt sse sse2 sse3 sse4.1 sse4.2 ssse3 x87";

/** What a processor has. */
const PROCESSORS: Readonly<Record<string, string>> = {
  generic: "sse sse2 x87",
  "x86-64": "fxsr sse sse2 x87",
  "x86-64-v2": V2,
  "x86-64-v3": `${V2} avx avx2 bmi1 bmi2 f16c fma lzcnt movbe xsave`,
};

/** Each feature, and what has to be on for it. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      "adx",
      "bmi1",
      "bmi2",
      "cmpxchg16b",
      "crc32",
      "fxsr",
      "lahfsahf",
      "lzcnt",
      "movbe",
      "popcnt",
      "prfchw",
      "rdrand",
      "rdseed",
      "rtm",
      "sse",
      "tbm",
      "x87",
      "xsave",
    ].map((name) => [name, []]),
  ),
  aes: ["sse2"],
  avx: ["sse4.2"],
  avx2: ["avx"],
  f16c: ["avx"],
  fma: ["avx"],
  gfni: ["sse2"],
  pclmulqdq: ["sse2"],
  sha: ["sse2"],
  sse2: ["sse"],
  sse3: ["sse2"],
  "sse4.1": ["ssse3"],
  "sse4.2": ["sse4.1"],
  sse4a: ["sse3"],
  ssse3: ["sse3"],
  vpclmulqdq: ["avx", "pclmulqdq"],
  xop: ["avx", "sse4a"],
  xsavec: ["xsave"],
  xsaveopt: ["xsave"],
  xsaves: ["xsave"],
};

/** LLVM's names where they are not rustc's. */
const LLVM_NAMES: Readonly<Record<string, string>> = {
  bmi: "bmi1",
  cx16: "cmpxchg16b",
  pclmul: "pclmulqdq",
  rdrnd: "rdrand",
  sahf: "lahfsahf",
};
const RUSTC_NAMES = new Set(Object.values(LLVM_NAMES));

/** Shown by releases before 1.86; `sse4.2` only together with `crc32`. */
const SHOWN_BEFORE = new Set(
  (
    "adx aes avx avx2 bmi1 bmi2 fma fxsr lzcnt pclmulqdq popcnt rdrand rdseed sha sse sse2 sse3 sse4.1 sse4.2 sse4a ssse3 xsave xsavec " +
    "xsaveopt xsaves"
  ).split(" "),
);

export class UnknownFeature extends Error {}

/** A processor that kbuild knows the features of. */
export const isProcessor = (name: string): boolean => Object.hasOwn(PROCESSORS, name);

/** rustc's stable name of a feature whose implications are known. */
export function isStableFeature(name: string, release: Release): boolean {
  return Object.hasOwn(NEEDS, name) && (atLeast(release, 86) ? targetFeatures("x86_64")?.get(name) === "" : SHOWN_BEFORE.has(name));
}

function switchOn(on: Set<string>, name: string): void {
  on.add(name);
  for (const needed of NEEDS[name] ?? []) switchOn(on, needed);
}

function switchOff(on: Set<string>, name: string): void {
  on.delete(name);
  for (const [other, needs] of Object.entries(NEEDS)) if (needs.includes(name)) switchOff(on, other);
}

/**
 * The features of a processor after lists as `-mmx,-sse,+popcnt`, one after the other, of LLVM's names alone or of rustc's, too. What
 * neither rustc nor `NEEDS` names is nothing that a program can ask for. Throws UnknownFeature for what kbuild does not model.
 */
export function x86Features(processor: string, lists: readonly string[], takesRustcNames = true): ReadonlySet<string> {
  const start = PROCESSORS[processor];
  if (start === undefined) throw new UnknownFeature(`the processor \`${processor}\``);
  const on = new Set(start.split(" "));
  for (const word of lists.flatMap((list) => list.split(","))) {
    if (!takesRustcNames && RUSTC_NAMES.has(word.slice(1))) continue;
    const name = LLVM_NAMES[word.slice(1)] ?? word.slice(1);
    const isModelled = Object.hasOwn(NEEDS, name);
    if (word.startsWith("-") && isModelled) switchOff(on, name);
    if (!word.startsWith("+")) continue;
    if (isModelled) switchOn(on, name);
    else if ((targetFeatures("x86_64")?.get(name) ?? "forbidden") !== "forbidden")
      throw new UnknownFeature(`the target feature \`${name}\``);
  }
  return on;
}

/** The target for another processor, or with `-C target-feature`. rustc's `sse4.2` is LLVM's and its `crc32`. */
export function withFeatures(target: Target, processor: string | undefined, lists: readonly string[]): Target {
  if (target.arch !== "x86_64" || (processor === undefined && lists.length === 0)) return target;
  const named = lists.map((list) => list.replaceAll(/([+-])sse4\.2(?=,|$)/g, "$1sse4.2,$1crc32"));
  const on = x86Features(processor ?? target.processor, [target.llvmFeatures, ...named]);
  const { features, unstableFeatures, featuresBefore } = featureLists(on);
  // One that asks for it counts, whatever others say.
  const isStatic = target.os === "linux" && lists.some((list) => list.split(",").includes(`+${STATIC_RUNTIME}`));
  const also = isStatic ? [STATIC_RUNTIME] : [];
  return {
    ...target,
    features: [...features, ...also].sort(),
    unstableFeatures,
    featuresBefore: [...featuresBefore, ...also].sort(),
    processor: processor ?? target.processor,
  };
}

/** Of no processor: programs bring the C runtime along, and no loader is asked for one. */
const STATIC_RUNTIME = "crt-static";

export const hasStaticRuntime = ({ features, featuresBefore }: Pick<Target, "features" | "featuresBefore">): boolean =>
  features.includes(STATIC_RUNTIME) || featuresBefore.includes(STATIC_RUNTIME);

/** As targets have them: what stable releases show, what nightly ones do besides, and what releases before 1.86 did. */
export function featureLists(on: ReadonlySet<string>): Pick<Target, "features" | "unstableFeatures" | "featuresBefore"> {
  const known = targetFeatures("x86_64");
  const names = [...on].filter((name) => known?.has(name)).sort();
  return {
    features: names.filter((name) => known?.get(name) === ""),
    unstableFeatures: names.filter((name) => known?.get(name) !== ""),
    featuresBefore: names.filter((name) => SHOWN_BEFORE.has(name) && (name !== "sse4.2" || on.has("crc32"))),
  };
}
