// The registers `asm!` may name on x86-64: classes, which types and template modifiers each takes, which explicit names
// belong to it, and why some may not be named at all. Facts: the Rust Reference, "Inline assembly".

import type { AsmRegisterFacts, NamedRegister, RegisterClassInfo } from "./asm-register-facts.ts";

const GENERAL = ["i16", "i32", "i64", "f16", "f32", "f64"];
const VECTOR = ["i32", "i64", "f16", "f32", "f64", "f128", "i8x16", "i16x8", "i32x4", "i64x2", "f16x8", "f32x4", "f64x2"];
const VECTOR_MODIFIERS = ["x", "y", "z"];

function info(name: string, sizes: readonly number[], types: readonly string[], modifiers: readonly string[]): RegisterClassInfo {
  return { name, sizes, types, modifiers, clobberOnly: false };
}

const clobber = (name: string, feature?: string): RegisterClassInfo => ({
  ...info(name, [], [], []),
  clobberOnly: true,
  ...(feature === undefined ? {} : { feature }),
});

const REGISTER_CLASSES: readonly RegisterClassInfo[] = [
  info("reg", [2, 4, 8], GENERAL, ["l", "x", "e", "r"]),
  info("reg_abcd", [2, 4, 8], GENERAL, ["l", "h", "x", "e", "r"]),
  info("reg_byte", [1], ["i8"], []),
  { ...info("xmm_reg", [4, 8], VECTOR, VECTOR_MODIFIERS), feature: "sse" },
  { ...info("ymm_reg", [4, 8], VECTOR, VECTOR_MODIFIERS), feature: "avx" },
  { ...info("zmm_reg", [4, 8], VECTOR, VECTOR_MODIFIERS), feature: "avx512f" },
  { ...info("kreg", [1, 2, 4, 8], ["i8", "i16", "i32", "i64"], []), feature: "avx512f" },
  clobber("kreg0", "avx512f"),
  clobber("mmx_reg"),
  clobber("x87_reg"),
  clobber("tmm_reg"),
];

const REGISTERS = new Map<string, NamedRegister>();

function enter(cls: string, unit: string, name: string, ...aliases: readonly string[]): void {
  for (const alias of [name, ...aliases]) REGISTERS.set(alias, { class: cls, name, unit });
}

for (const letter of ["a", "c", "d"]) {
  enter("reg", `${letter}x`, `${letter}x`, `e${letter}x`, `r${letter}x`);
  enter("reg_byte", `${letter}x`, `${letter}l`);
}
enter("reg", "si", "si", "esi", "rsi");
enter("reg_byte", "si", "sil");
enter("reg", "di", "di", "edi", "rdi");
enter("reg_byte", "di", "dil");
for (let n = 8; n < 16; n++) {
  enter("reg", `r${n}`, `r${n}`, `r${n}w`, `r${n}d`);
  enter("reg_byte", `r${n}`, `r${n}b`);
}
for (let n = 0; n < 16; n++) enter("xmm_reg", `xmm${n}`, `xmm${n}`);
for (let n = 0; n < 16; n++) enter("ymm_reg", `xmm${n}`, `ymm${n}`);
for (let n = 0; n < 32; n++) enter("zmm_reg", `xmm${n}`, `zmm${n}`, ...(n < 16 ? [] : [`xmm${n}`, `ymm${n}`]));
for (let n = 0; n < 8; n++) enter(n === 0 ? "kreg0" : "kreg", `k${n}`, `k${n}`);
for (let n = 0; n < 8; n++) enter("mmx_reg", `mm${n}`, `mm${n}`);
for (let n = 0; n < 8; n++) enter("x87_reg", `st(${n})`, `st(${n})`, ...(n === 0 ? ["st"] : []));
for (let n = 0; n < 8; n++) enter("tmm_reg", `tmm${n}`, `tmm${n}`);

const NO_OPERAND: readonly (readonly [names: readonly string[], why: string])[] = [
  [["sp", "spl", "esp", "rsp"], "the stack pointer cannot be used as an operand for inline asm"],
  [["bp", "bpl", "ebp", "rbp"], "the frame pointer cannot be used as an operand for inline asm"],
  [["ip", "eip", "rip"], "the instruction pointer cannot be used as an operand for inline asm"],
];

function refusedRegister(name: string): string | undefined {
  const known = NO_OPERAND.find(([names]) => names.includes(name));
  if (known !== undefined) return `invalid register \`${name}\`: ${known[1]}`;
  if (["bx", "ebx", "rbx"].includes(name)) return internal("bx");
  if (name === "bl") return internal("bl");
  if (["ah", "bh", "ch", "dh"].includes(name))
    return `cannot use register \`${name}\`: high byte registers cannot be used as an operand on x86_64`;
  return REGISTERS.has(name) ? undefined : `invalid register \`${name}\`: unknown register`;
}

function internal(name: string): string {
  return `cannot use register \`${name}\`: rbx is used internally by LLVM and cannot be used as an operand for inline asm`;
}

export const X86_64_REGISTERS: AsmRegisterFacts = {
  classes: REGISTER_CLASSES,
  named: (name) => REGISTERS.get(name),
  refused: refusedRegister,
  abis: { C: "sysv64", system: "sysv64", efiapi: "win64", win64: "win64", sysv64: "sysv64" },
};
