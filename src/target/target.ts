// A target is one row: what rustc's built-in specification of it says, in the words of the specification.
// Facts from `rustc -Z unstable-options --print target-spec-json` and `--print cfg` of both releases.

export type Architecture = "x86_64" | "x86" | "arm" | "aarch64" | "riscv64";
export type ObjectFormat = "elf" | "coff" | "mach-o";

export interface Target {
  /** `x86_64-unknown-none` */
  readonly triple: string;
  readonly llvmTarget: string;
  readonly arch: Architecture;
  readonly pointerWidth: 32 | 64;
  readonly endian: "little" | "big";
  readonly objectFormat: ObjectFormat;
  readonly dataLayout: string;
  readonly os: string;
  readonly env: string;
  readonly vendor: string;
  readonly abi: string;
  readonly families: readonly string[];
  readonly panicStrategy: "abort" | "unwind";
  readonly relocationModel: "static" | "pic";
  readonly positionIndependentExecutables: boolean;
  readonly codeModel: "small" | "kernel" | "medium" | undefined;
  readonly disableRedzone: boolean;
  /** Target features that are on, as `cfg(target_feature)` names them. */
  readonly features: readonly string[];
  /** The LLVM feature string of the specification. */
  readonly llvmFeatures: string;
  readonly softFloat: boolean;
  readonly linkerFlavor: "gnu-lld" | "gnu-cc" | "msvc" | "darwin-cc";
  readonly linker: string;
  readonly exeSuffix: string;
  /** A standard library exists for it: `#![no_std]` can be forgotten. */
  readonly hasStd: boolean;
  readonly maxAtomicWidth: number;
}
