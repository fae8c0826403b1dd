// From rows of the table to Targets: what the compiler asks of a target, read from rustc's specification of it.
import type { Release } from "./release.ts";
import { atLeast } from "./release.ts";
import type { Cfg, PanicStrategy } from "./session.ts";
import { TARGET_ROWS } from "./specifications.ts";
import type { Specification, TargetRow } from "./specifications.ts";
import type { Architecture, Target } from "./target.ts";

/** kbuild's host, whatever machine it runs on: what the posts' builds without `--target` are for. */
export const HOST_TRIPLE = "x86_64-unknown-linux-gnu";

/** Rows that are known by their specification only: nothing is compiled for them. */
const WITHOUT_CODE: ReadonlySet<string> = new Set(["aarch64-apple-darwin", "riscv32imac-unknown-none-elf"]);

function text(specification: Specification, key: string, otherwise: string): string {
  const value = specification[key];
  return typeof value === "string" ? value : otherwise;
}

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");

/** How a linker of this flavor is called where the specification names none. */
const LINKERS: Readonly<Record<Target["linkerFlavor"], string>> = {
  "gnu-lld": "rust-lld",
  "gnu-cc": "cc",
  "darwin-cc": "cc",
  msvc: "link.exe",
};

function targetOf({ triple, pointerWidth, features, unstableFeatures, featuresBefore, specification: spec, before }: TargetRow): Target {
  const families = spec["target-family"];
  const flavor = text(spec, "linker-flavor", "gnu-cc") as Target["linkerFlavor"];
  const llvmFeatures = text(spec, "features", "");
  return {
    triple,
    llvmTarget: text(spec, "llvm-target", triple),
    arch: text(spec, "arch", "") as Architecture,
    pointerWidth,
    endian: "little",
    objectFormat: text(spec, "binary-format", "elf") as Target["objectFormat"],
    dataLayout: text(spec, "data-layout", ""),
    os: text(spec, "os", "none"),
    env: text(spec, "env", ""),
    vendor: text(spec, "vendor", "unknown"),
    abi: text(spec, "abi", ""),
    families: Array.isArray(families) ? families.map(String) : [],
    panicStrategy: spec["panic-strategy"] === "abort" ? "abort" : "unwind",
    relocationModel: spec["relocation-model"] === "static" ? "static" : "pic",
    positionIndependentExecutables: spec["position-independent-executables"] === true,
    codeModel: text(spec, "code-model", "") === "" ? undefined : (text(spec, "code-model", "") as Target["codeModel"]),
    disableRedzone: spec["disable-redzone"] === true,
    framePointer: spec["frame-pointer"] === "always",
    features: words(features),
    unstableFeatures: words(unstableFeatures),
    featuresBefore: words(featuresBefore),
    processor: text(spec, "cpu", "generic"),
    llvmFeatures,
    softFloat: llvmFeatures.includes("+soft-float"),
    linkerFlavor: flavor,
    linker: text(spec, "linker", LINKERS[flavor]),
    exeSuffix: text(spec, "exe-suffix", ""),
    hasStd: spec["os"] !== undefined,
    maxAtomicWidth: Number(spec["max-atomic-width"]),
    maxAtomicWidthBefore: Number(before["max-atomic-width"] ?? spec["max-atomic-width"]),
    hasThreadLocals: spec["has-thread-local"] === true,
  };
}

const TARGETS: ReadonlyMap<string, Target> = new Map(TARGET_ROWS.map((row) => [row.triple, targetOf(row)]));

export function findTarget(triple: string): Target | undefined {
  return TARGETS.get(triple);
}

/** Targets that kbuild compiles for. */
export function targetTriples(): readonly string[] {
  return [...TARGETS.keys()].filter(hasCodeGenerator);
}

export function hasCodeGenerator(triple: string): boolean {
  return TARGETS.has(triple) && !WITHOUT_CODE.has(triple);
}

/** A target's specification as the release would print it; undefined for targets without a row. */
export function specificationOf(triple: string, release: Release): Specification | undefined {
  const row = TARGET_ROWS.find((one) => one.triple === triple);
  if (row === undefined) return undefined;
  const { pointerWidth, specification, before } = row;
  if (atLeast(release, 90)) return { "crt-objects-fallback": "false", ...specification, "target-pointer-width": pointerWidth };
  const old = { executables: true, "is-builtin": true, ...specification, ...before, "target-pointer-width": String(pointerWidth) };
  return { ...old, metadata: undefined };
}

const has = (name: string, values: readonly string[]): Cfg[] => values.map((value) => ({ name, value }));

/** What nightly releases show besides. */
function unstableCfgs(target: Target, release: Release, widths: readonly string[]): Cfg[] {
  const atomics = [...has("target_has_atomic_equal_alignment", widths), ...has("target_has_atomic_load_store", widths)];
  const common = [...atomics, ...(target.hasThreadLocals ? [{ name: "target_thread_local" }] : [])];
  if (!atLeast(release, 90)) return [{ name: "target_abi", value: target.abi }, ...common];
  const isMinGw = target.os === "windows" && target.env === "gnu";
  const floats = isMinGw ? [] : ["target_has_reliable_f128", "target_has_reliable_f16", "target_has_reliable_f16_math"];
  return [
    ...common,
    ...has("target_feature", target.unstableFeatures),
    { name: "emscripten_wasm_eh" },
    { name: "fmt_debug", value: "full" },
    { name: "overflow_checks" },
    { name: "relocation_model", value: target.relocationModel },
    { name: "target_has_atomic" },
    { name: "target_has_atomic_load_store" },
    ...floats.map((name) => ({ name })),
    { name: "ub_checks" },
  ];
}

/**
 * `cfg`s of the target itself, those of its features and atomics included, as stable releases show them; with `unstable`
 * as nightly releases do.
 */
export function targetCfgs(target: Target, release: Release, panic: PanicStrategy, unstable = false): Cfg[] {
  const widest = atLeast(release, 90) ? target.maxAtomicWidth : target.maxAtomicWidthBefore;
  const widths = ["8", "16", "32", "64", "128"].filter((width) => Number(width) <= widest);
  const cfgs: Cfg[] = [
    { name: "panic", value: panic },
    { name: "target_arch", value: target.arch },
    { name: "target_endian", value: target.endian },
    { name: "target_env", value: target.env },
    { name: "target_os", value: target.os },
    { name: "target_pointer_width", value: String(target.pointerWidth) },
    { name: "target_vendor", value: target.vendor },
    ...has("target_family", target.families),
    ...target.families.filter((name) => name === "unix" || name === "windows").map((name) => ({ name })),
    ...has("target_feature", atLeast(release, 86) ? target.features : target.featuresBefore),
    ...has("target_has_atomic", [...widths, "ptr"]),
  ];
  if (atLeast(release, 78)) cfgs.push({ name: "target_abi", value: target.abi });
  return unstable ? [...cfgs, ...unstableCfgs(target, release, [...widths, "ptr"])] : cfgs;
}
