// A target as the compiler asks for it. The facts are those of rustc's specification of it (`specifications.ts`), or of
// the user's.

export type Architecture = "x86_64" | "x86" | "arm" | "aarch64" | "riscv32" | "riscv64";
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
  /** Of a target from a file: the text, a hash of which is part of the name that some messages have. */
  readonly specification?: string;
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
  /** Every function sets up a frame pointer. */
  readonly framePointer: boolean;
  /** Target features that are on, as `cfg(target_feature)` names them. */
  readonly features: readonly string[];
  /** Those that only nightly releases show. */
  readonly unstableFeatures: readonly string[];
  /** Those that releases before 1.86 show. */
  readonly featuresBefore: readonly string[];
  /** What LLVM compiles for if nobody says otherwise: `x86-64`. */
  readonly processor: string;
  /** The LLVM feature string of the specification. */
  readonly llvmFeatures: string;
  readonly softFloat: boolean;
  readonly linkerFlavor: "gnu-lld" | "gnu-cc" | "msvc" | "darwin-cc";
  readonly linker: string;
  readonly exeSuffix: string;
  /** A standard library exists for it: `#![no_std]` can be forgotten. */
  readonly hasStd: boolean;
  /** Bits. */
  readonly maxAtomicWidth: number;
  /** The same in releases before 1.90. */
  readonly maxAtomicWidthBefore: number;
  readonly hasThreadLocals: boolean;
}
