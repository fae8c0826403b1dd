// The table of built-in targets. Facts from `rustc -Z unstable-options --print target-spec-json` of 1.63 and 1.96.
import type { Release } from "./release.ts";
import { atLeast } from "./release.ts";
import type { Cfg, PanicStrategy } from "./session.ts";
import type { Target } from "./target.ts";

const ELF_X86_64: Omit<Target, "triple" | "llvmTarget"> = {
  arch: "x86_64",
  pointerWidth: 64,
  endian: "little",
  objectFormat: "elf",
  dataLayout: "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128",
  os: "none",
  env: "",
  vendor: "unknown",
  abi: "",
  families: [],
  panicStrategy: "abort",
  relocationModel: "pic",
  positionIndependentExecutables: true,
  codeModel: "kernel",
  disableRedzone: true,
  features: ["fxsr", "x87"],
  llvmFeatures: "-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,+soft-float",
  softFloat: true,
  linkerFlavor: "gnu-lld",
  linker: "rust-lld",
  exeSuffix: "",
  hasStd: false,
  maxAtomicWidth: 64,
};

const ROWS: readonly Target[] = [
  { ...ELF_X86_64, triple: "x86_64-unknown-none", llvmTarget: "x86_64-unknown-none-elf" },
  {
    ...ELF_X86_64,
    triple: "x86_64-unknown-linux-gnu",
    llvmTarget: "x86_64-unknown-linux-gnu",
    os: "linux",
    env: "gnu",
    families: ["unix"],
    panicStrategy: "unwind",
    codeModel: undefined,
    disableRedzone: false,
    features: ["fxsr", "sse", "sse2", "x87"],
    llvmFeatures: "",
    softFloat: false,
    linkerFlavor: "gnu-cc",
    linker: "cc",
    hasStd: true,
  },
  {
    ...ELF_X86_64,
    triple: "thumbv7em-none-eabihf",
    llvmTarget: "thumbv7em-none-eabihf",
    arch: "arm",
    pointerWidth: 32,
    dataLayout: "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64",
    abi: "eabihf",
    relocationModel: "static",
    positionIndependentExecutables: false,
    codeModel: undefined,
    disableRedzone: false,
    features: ["dsp", "fpregs", "mclass", "thumb-mode", "thumb2", "v5te", "v6", "v6k", "v6t2", "v7"],
    llvmFeatures: "+vfp4d16sp",
    softFloat: false,
    maxAtomicWidth: 32,
  },
];

/** kbuild's host, whatever machine it runs on: what the posts' builds without `--target` are for. */
export const HOST_TRIPLE = "x86_64-unknown-linux-gnu";

export function findTarget(triple: string): Target | undefined {
  return ROWS.find((row) => row.triple === triple);
}

export function targetTriples(): readonly string[] {
  return ROWS.map(({ triple }) => triple);
}

/** `cfg`s of the target itself, those of its features and atomics included, as stable releases show them. */
export function targetCfgs(target: Target, release: Release, panic: PanicStrategy): Cfg[] {
  const cfgs: Cfg[] = [
    { name: "panic", value: panic },
    { name: "target_arch", value: target.arch },
    { name: "target_endian", value: target.endian },
    { name: "target_env", value: target.env },
    { name: "target_os", value: target.os },
    { name: "target_pointer_width", value: String(target.pointerWidth) },
    { name: "target_vendor", value: target.vendor },
    ...target.families.map((value) => ({ name: "target_family", value })),
    ...target.families.map((name) => ({ name })),
    ...target.features.filter((feature) => feature !== "x87" || atLeast(release, 86)).map((value) => ({ name: "target_feature", value })),
    ...["8", "16", "32", "64"]
      .filter((width) => Number(width) <= target.maxAtomicWidth)
      .map((value) => ({ name: "target_has_atomic", value })),
    { name: "target_has_atomic", value: "ptr" },
  ];
  if (atLeast(release, 78)) cfgs.push({ name: "target_abi", value: target.abi });
  return cfgs;
}
