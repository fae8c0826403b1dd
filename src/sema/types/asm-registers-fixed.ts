// The registers `asm!` may name on AArch64, ARM and RISC-V. Facts: the Rust Reference, "Inline assembly", and rustc's words.
import type { AsmRegisterFacts, NamedRegister, RegisterClassInfo } from "./asm-register-facts.ts";

function info(name: string, sizes: readonly number[], types: readonly string[], more: Partial<RegisterClassInfo> = {}): RegisterClassInfo {
  return { name, sizes, types, modifiers: [], clobberOnly: false, ...more };
}

const clobber = (name: string): RegisterClassInfo => info(name, [], [], { clobberOnly: true });

interface RegisterRow {
  readonly class: string;
  /** The name of messages first. */
  readonly names: readonly string[];
}

interface Refusal {
  readonly names: readonly string[];
  readonly why: string;
}

const cannot = (what: string) => `${what} cannot be used as an operand for inline asm`;
const internal = (name: string) => `${name} is used internally by LLVM and cannot be used as an operand for inline asm`;

function factsOf(
  classes: readonly RegisterClassInfo[],
  rows: readonly RegisterRow[],
  refusals: readonly Refusal[],
  abis: readonly string[],
): AsmRegisterFacts {
  const registers = new Map<string, NamedRegister>();
  for (const { class: cls, names } of rows) {
    const [name = ""] = names;
    for (const alias of names) registers.set(alias, { class: cls, name, unit: name });
  }
  return {
    classes,
    named: (name) => registers.get(name),
    refused: (name) => {
      const known = refusals.find(({ names }) => names.includes(name));
      if (known !== undefined) return `invalid register \`${name}\`: ${known.why}`;
      return registers.has(name) ? undefined : `invalid register \`${name}\`: unknown register`;
    },
    abis: Object.fromEntries(abis.map((abi) => [abi, "C"])),
  };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

// --- AArch64 ---------------------------------------------------------------------------------------------------------

const VECTOR = ["i8", "i16", "i32", "i64", "f16", "f32", "f64", "f128", "i8x8", "i16x4", "i32x2", "i64x1", "f16x4", "f32x2", "f64x1"];
const VECTOR_128 = ["i8x16", "i16x8", "i32x4", "i64x2", "f16x8", "f32x4", "f64x2"];
const vectorClass = (name: string) =>
  info(name, [1, 2, 4, 8], [...VECTOR, ...VECTOR_128], { modifiers: ["b", "h", "s", "d", "q", "v"], feature: "neon" });

export const AARCH64_REGISTERS: AsmRegisterFacts = factsOf(
  [
    info("reg", [1, 2, 4, 8], ["i8", "i16", "i32", "i64", "f16", "f32", "f64"], { modifiers: ["w", "x"] }),
    vectorClass("vreg"),
    vectorClass("vreg_low16"),
    clobber("preg"),
  ],
  [
    ...[...numbers(0, 18), ...numbers(20, 28)].map((n) => ({ class: "reg", names: [`x${n}`, `w${n}`] })),
    { class: "reg", names: ["x30", "w30", "lr", "wlr"] },
    ...numbers(0, 31).map((n) => ({ class: "vreg", names: ["v", "b", "h", "s", "d", "q", "z"].map((letter) => `${letter}${n}`) })),
    ...numbers(0, 15).map((n) => ({ class: "preg", names: [`p${n}`] })),
    { class: "preg", names: ["ffr"] },
  ],
  [
    { names: ["x19", "w19"], why: internal("x19") },
    { names: ["x29", "w29", "fp", "wfp"], why: cannot("the frame pointer") },
    { names: ["sp", "wsp"], why: cannot("the stack pointer") },
    { names: ["xzr", "wzr"], why: cannot("the zero register") },
  ],
  ["C", "system", "efiapi"],
);

// --- ARM, as Thumb-2 with the frame pointer in r7 --------------------------------------------------------------------

const SINGLE = ["i32", "f16", "f32"];
const DOUBLE = ["i64", "f64", "i8x8", "i16x4", "i32x2", "i64x1", "f16x4", "f32x2"];
const QUAD = ["i8x16", "i16x8", "i32x4", "i64x2", "f16x8", "f32x4"];
const quadClass = (name: string) => info(name, [], QUAD, { modifiers: ["e", "f"], feature: "neon" });

export const ARM_REGISTERS: AsmRegisterFacts = factsOf(
  [
    info("reg", [1, 2, 4], ["i8", "i16", "i32", "f16", "f32"]),
    info("sreg", [4], SINGLE, { feature: "vfp2" }),
    info("sreg_low16", [4], SINGLE, { feature: "vfp2" }),
    info("dreg", [8], DOUBLE, { feature: "d32" }),
    info("dreg_low16", [8], DOUBLE, { feature: "vfp2" }),
    info("dreg_low8", [8], DOUBLE, { feature: "vfp2" }),
    quadClass("qreg"),
    quadClass("qreg_low8"),
    quadClass("qreg_low4"),
  ],
  [
    ...numbers(0, 3).map((n) => ({ class: "reg", names: [`r${n}`, `a${n + 1}`] })),
    { class: "reg", names: ["r4", "v1"] },
    { class: "reg", names: ["r5", "v2"] },
    { class: "reg", names: ["r8", "v5"] },
    { class: "reg", names: ["r9", "v6", "rfp"] },
    { class: "reg", names: ["r10", "sl"] },
    { class: "reg", names: ["r11", "fp"] },
    { class: "reg", names: ["r12", "ip"] },
    { class: "reg", names: ["r14", "lr"] },
    ...numbers(0, 31).map((n) => ({ class: "sreg", names: [`s${n}`] })),
    ...numbers(0, 31).map((n) => ({ class: "dreg", names: [`d${n}`] })),
    ...numbers(0, 15).map((n) => ({ class: "qreg", names: [`q${n}`] })),
  ],
  [
    { names: ["r6", "v3"], why: internal("r6") },
    { names: ["r7", "v4"], why: cannot("the frame pointer (r7)") },
    { names: ["r13", "sp"], why: cannot("the stack pointer") },
    { names: ["r15", "pc"], why: cannot("the program pointer") },
  ],
  ["C", "system", "efiapi", "aapcs"],
);

// --- RISC-V ----------------------------------------------------------------------------------------------------------

const ABI_NAMES = "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split(" ");
const FLOAT_NAMES =
  "ft0 ft1 ft2 ft3 ft4 ft5 ft6 ft7 fs0 fs1 fa0 fa1 fa2 fa3 fa4 fa5 fa6 fa7 fs2 fs3 fs4 fs5 fs6 fs7 fs8 fs9 fs10 fs11 ft8 ft9 ft10 ft11".split(
    " ",
  );

export const RISCV_REGISTERS: AsmRegisterFacts = factsOf(
  [
    info("reg", [1, 2, 4, 8], ["i8", "i16", "i32", "i64", "f16", "f32", "f64"]),
    info("freg", [], ["f16", "f32", "f64"], { feature: "f" }),
    clobber("vreg"),
  ],
  [
    ...[1, ...numbers(5, 7), ...numbers(10, 31)].map((n) => ({ class: "reg", names: [`x${n}`, ABI_NAMES[n] as string] })),
    ...numbers(0, 31).map((n) => ({ class: "freg", names: [`f${n}`, FLOAT_NAMES[n] as string] })),
    ...numbers(0, 31).map((n) => ({ class: "vreg", names: [`v${n}`] })),
  ],
  [
    { names: ["x9", "s1"], why: internal("s1") },
    { names: ["x8", "s0", "fp"], why: cannot("the frame pointer") },
    { names: ["x2", "sp"], why: cannot("the stack pointer") },
    { names: ["x3", "gp"], why: cannot("the global pointer") },
    { names: ["x4", "tp"], why: cannot("the thread pointer") },
    { names: ["x0", "zero"], why: cannot("the zero register") },
  ],
  ["C", "system", "efiapi"],
);
