// The instruction table: one row a form, in the notation of the Intel SDM: `mnemonic operands | encoding`.
//
// Operands: r8..r64 a register; r/m8..r/m64 a register or memory; m a memory operand of any size; m8..m64 of one size; moffs
// memory by address alone, moffs64 by one that 32 bits with their sign do not hold; imm8, imm16, imm32,
// imm64 an immediate as wide as it is; imm8s, imm32s one that is sign-extended to the operand size; rel8, rel32 a
// branch distance; al, ax, eax, rax, cl, dx, 1 themselves; sreg, cr, dr a segment, control, debug register; xmm, xmm/m
// an SSE register (or memory, xmm/m32 of one size); r/r32, xmm/r a register in ModRM.rm.
// imm8t is an immediate of which LLVM takes the low bits, as it does of imm16 and imm32; src8, dst8 what a string operation reads
// and writes, `[rsi]` and `es:[rdi]`.
// Encoding: bytes in hexadecimal (CB, CD in capitals: `cb`, `cd` are distances); `+r` a register in the opcode's low bits; `/0`..`/7` an opcode extension, `/r` a
// register in ModRM; `ib iw id io` immediates, `cb cd` branch distances; `REX.W` and `66` operand-size prefixes.
//
// `xmmv`, `ymmv` and `xmms`, `ymms` registers in a VEX prefix and in the last byte, `is4`; `VEX.256` a prefix that says this length.
// `VEX` an instruction with that prefix, which holds what `66 f2 f3`, REX and 0f, 0f 38, 0f 3a would say; `r32v` a register in it.
// Of the rows that fit, the encoder takes the first: shorter forms stand before longer ones.
import { BIT_ROWS } from "./table-bits.ts";
import { CONTROL } from "./table-control.ts";
import { VECTOR_ROWS } from "./table-vectors.ts";

const SIZES: readonly (readonly [bits: string, prefix: string])[] = [
  ["16", "o16 "],
  ["32", "o32 "],
  ["64", "REX.W "],
];

/** The eight arithmetic operations of the opcode map's first rows. */
function arithmetic(name: string, digit: number): string[] {
  const base = digit * 8;
  const hex = (n: number) => n.toString(16).padStart(2, "0");
  const rows = [`${name} al, imm8t | ${hex(base + 4)} ib`, `${name} r/m8, imm8t | 80 /${digit} ib`];
  for (const [bits, prefix] of SIZES) {
    const wide = bits === "16" ? "imm16" : bits === "32" ? "imm32" : "imm32s";
    const code = bits === "16" ? "iw" : "id";
    const accumulator = bits === "16" ? "ax" : bits === "32" ? "eax" : "rax";
    rows.push(
      `${name} r/m${bits}, imm8s | ${prefix}83 /${digit} ib`,
      `${name} ${accumulator}, ${wide} | ${prefix}${hex(base + 5)} ${code}`,
      `${name} r/m${bits}, ${wide} | ${prefix}81 /${digit} ${code}`,
    );
  }
  rows.push(
    `${name} r/m8, r8 | ${hex(base)} /r`,
    ...SIZES.map(([bits, prefix]) => `${name} r/m${bits}, r${bits} | ${prefix}${hex(base + 1)} /r`),
  );
  rows.push(
    `${name} r8, r/m8 | ${hex(base + 2)} /r`,
    ...SIZES.map(([bits, prefix]) => `${name} r${bits}, r/m${bits} | ${prefix}${hex(base + 3)} /r`),
  );
  return rows;
}

function shift(name: string, digit: number): string[] {
  const rows = [`${name} r/m8, 1 | d0 /${digit}`, `${name} r/m8, cl | d2 /${digit}`, `${name} r/m8, imm8 | c0 /${digit} ib`];
  for (const [bits, prefix] of SIZES) {
    rows.push(
      `${name} r/m${bits}, 1 | ${prefix}d1 /${digit}`,
      `${name} r/m${bits}, cl | ${prefix}d3 /${digit}`,
      `${name} r/m${bits}, imm8 | ${prefix}c1 /${digit} ib`,
    );
  }
  return rows;
}

/** One-operand forms over all sizes: `byte` opcode for r/m8, `word` for the others. */
function unary(name: string, byte: string, word: string, digit: number): string[] {
  return [`${name} r/m8 | ${byte} /${digit}`, ...SIZES.map(([bits, prefix]) => `${name} r/m${bits} | ${prefix}${word} /${digit}`)];
}

const CONDITIONS: readonly (readonly string[])[] = [
  ["o"],
  ["no"],
  ["b", "c", "nae"],
  ["ae", "nb", "nc"],
  ["e", "z"],
  ["ne", "nz"],
  ["be", "na"],
  ["a", "nbe"],
  ["s"],
  ["ns"],
  ["p", "pe"],
  ["np", "po"],
  ["l", "nge"],
  ["ge", "nl"],
  ["le", "ng"],
  ["g", "nle"],
];

/** The number of a condition in opcodes: `e` is 4. */
export function conditionCode(name: string): number {
  return CONDITIONS.findIndex((names) => names.includes(name));
}

function conditional(): string[] {
  return CONDITIONS.flatMap((names, code) =>
    names.flatMap((name) => {
      const digit = code.toString(16);
      const moves = SIZES.map(([bits, prefix]) => `cmov${name} r${bits}, r/m${bits} | ${prefix}0f 4${digit} /r`);
      return [
        `j${name} rel8 | 7${digit} cb`,
        `j${name} rel16 | 0f 8${digit} cw x16`,
        `j${name} rel32 | o32 0f 8${digit} cd`,
        `set${name} r/m8 | 0f 9${digit} /0`,
        ...moves,
      ];
    }),
  );
}

function bitTest(name: string, opcode: string, digit: number): string[] {
  return SIZES.flatMap(([bits, prefix]) => [
    `${name} r/m${bits}, r${bits} | ${prefix}0f ${opcode} /r`,
    `${name} r/m${bits}, imm8 | ${prefix}0f ba /${digit} ib`,
  ]);
}

function twoByte(name: string, opcode: string): string[] {
  return SIZES.map(([bits, prefix]) => `${name} r${bits}, r/m${bits} | ${prefix}0f ${opcode} /r`);
}

const STRING_WIDTHS = [
  ["b", "8", "al", ""],
  ["w", "16", "ax", "o16 "],
  ["d", "32", "eax", "o32 "],
  ["q", "64", "rax", "REX.W "],
] as const;

/** Operands as Intel's syntax has them: `src`, `dst`, `acc` and `dx` stand for those of each width. */
function stringOperation(name: string, byte: string, word: string, forms: readonly string[]): string[] {
  return STRING_WIDTHS.slice(0, name === "ins" || name === "outs" ? 3 : 4).flatMap(([letter, bits, accumulator, prefix]) => {
    const code = prefix + (letter === "b" ? byte : word);
    const operands = forms.map((form) => form.replaceAll(/src|dst/g, `$&${bits}`).replace("acc", accumulator));
    return [`${name}${letter} | ${code}`, ...operands.flatMap((one) => [`${name}${letter} ${one} | ${code}`, `${name} ${one} | ${code}`])];
  });
}

const MOVES = `
inc r16 | o16 40+r i64
inc r32 | o32 40+r i64
dec r16 | o16 48+r i64
dec r32 | o32 48+r i64
mov al, moffs | a0 mo i64
mov ax, moffs | o16 a1 mo i64
mov eax, moffs | o32 a1 mo i64
mov moffs, al | a2 mo i64
mov moffs, ax | o16 a3 mo i64
mov moffs, eax | o32 a3 mo i64
mov al, moffs64 | a0 mo x64 v22
mov ax, moffs64 | o16 a1 mo x64 v22
mov eax, moffs64 | o32 a1 mo x64 v22
mov rax, moffs64 | REX.W a1 mo v22
mov moffs64, al | a2 mo x64 v22
mov moffs64, ax | o16 a3 mo x64 v22
mov moffs64, eax | o32 a3 mo x64 v22
mov moffs64, rax | REX.W a3 mo v22
mov r/m8, r8 | 88 /r
mov r/m16, r16 | o16 89 /r
mov r/m32, r32 | o32 89 /r
mov r/m64, r64 | REX.W 89 /r
mov r8, r/m8 | 8a /r
mov r16, r/m16 | o16 8b /r
mov r32, r/m32 | o32 8b /r
mov r64, r/m64 | REX.W 8b /r
mov r8, imm8t | b0+r ib
mov r16, imm16 | o16 b8+r iw
mov r32, imm32 | o32 b8+r id
mov r/m64, imm32s | REX.W c7 /0 id
mov r64, imm64 | REX.W b8+r io
mov r/m8, imm8t | c6 /0 ib
mov r/m16, imm16 | o16 c7 /0 iw
mov r/m32, imm32 | o32 c7 /0 id
mov r16, sreg | o16 8c /r att
mov r16, sreg | 8c /r
mov r32, sreg | 8c /r
mov m16, sreg | 8c /r
mov r64, sreg | REX.W 8c /r
mov sreg, r16 | 8e /r att
mov sreg, r32 | 8e /r att
mov sreg, r16 | o16 8e /r
mov sreg, m16 | 8e /r
mov sreg, r32 | o32 8e /r
mov sreg, r64 | REX.W 8e /r
mov r64, cr | 0f 20 /r x64
mov cr, r64 | 0f 22 /r x64
mov r64, dr | 0f 21 /r x64
mov dr, r64 | 0f 23 /r x64
mov r32, cr | 0f 20 /r i64
mov cr, r32 | 0f 22 /r i64
mov r32, dr | 0f 21 /r i64
mov dr, r32 | 0f 23 /r i64
movabs r64, imm64 | REX.W b8+r io
movabs al, moffs | a0 mo x64
movabs ax, moffs | o16 a1 mo x64
movabs eax, moffs | o32 a1 mo x64
movabs rax, moffs | REX.W a1 mo
movabs moffs, al | a2 mo x64
movabs moffs, ax | o16 a3 mo x64
movabs moffs, eax | o32 a3 mo x64
movabs moffs, rax | REX.W a3 mo
movzx r16, r/m8 | o16 0f b6 /r
movzx r32, r/m8 | o32 0f b6 /r
movzx r64, r/m8 | REX.W 0f b6 /r
movzx r32, r/m16 | o32 0f b7 /r
movzx r64, r/m16 | REX.W 0f b7 /r
movsx r16, r/m8 | o16 0f be /r
movsx r32, r/m8 | o32 0f be /r
movsx r64, r/m8 | REX.W 0f be /r
movsx r32, r/m16 | o32 0f bf /r
movsx r64, r/m16 | REX.W 0f bf /r
movsxd r64, r/m32 | REX.W 63 /r
lea r16, m | o16 8d /r
lea r32, m | o32 8d /r
lea r64, m | REX.W 8d /r
push r64 | 50+r x64
push r16 | o16 50+r
push r32 | o32 50+r i64
push imm8s | 6a ib
push imm32s | 68 id x64
push r/m64 | ff /6 x64
push r/m32 | o32 ff /6 i64
push r/m16 | o16 ff /6
push fs | o16 0f a0 v22
push fs | 0f a0 x64 v15
push fs | o32 0f a0 i64 v15
pushq fs | 0f a0 att x64
pushw fs | o16 0f a0 att
pushl fs | o32 0f a0 att i64
push gs | o16 0f a8 v22
push gs | 0f a8 x64 v15
push gs | o32 0f a8 i64 v15
pushq gs | 0f a8 att x64
pushw gs | o16 0f a8 att
pushl gs | o32 0f a8 att i64
push es | o16 06 i64
pushw es | o16 06 i64 att
pushl es | o32 06 i64 att
push cs | o16 0e i64
pushw cs | o16 0e i64 att
pushl cs | o32 0e i64 att
push ss | o16 16 i64
pushw ss | o16 16 i64 att
pushl ss | o32 16 i64 att
push ds | o16 1e i64
pushw ds | o16 1e i64 att
pushl ds | o32 1e i64 att
pop r64 | 58+r x64
pop r16 | o16 58+r
pop r32 | o32 58+r i64
pop r/m64 | 8f /0 x64
pop r/m32 | o32 8f /0 i64
pop r/m16 | o16 8f /0
pop fs | o16 0f a1 v22
pop fs | 0f a1 x64 v15
pop fs | o32 0f a1 i64 v15
popq fs | 0f a1 att x64
popw fs | o16 0f a1 att
popl fs | o32 0f a1 att i64
pop gs | o16 0f a9 v22
pop gs | 0f a9 x64 v15
pop gs | o32 0f a9 i64 v15
popq gs | 0f a9 att x64
popw gs | o16 0f a9 att
popl gs | o32 0f a9 att i64
pop es | o16 07 i64
popw es | o16 07 i64 att
popl es | o32 07 i64 att
pop ss | o16 17 i64
popw ss | o16 17 i64 att
popl ss | o32 17 i64 att
pop ds | o16 1f i64
popw ds | o16 1f i64 att
popl ds | o32 1f i64 att
xchg rax, rax | 90 x64
xchg r16, ax | o16 90+r
xchg ax, r16 | o16 90+r
xchg r32, eax | o32 90+r
xchg eax, r32 | o32 90+r
xchg r64, rax | REX.W 90+r
xchg rax, r64 | REX.W 90+r
xchg r8, r/m8 | 86 /r
xchg m8, r8 | 86 /r
xchg r16, r/m16 | o16 87 /r
xchg m16, r16 | o16 87 /r
xchg r32, r/m32 | o32 87 /r
xchg m32, r32 | o32 87 /r
xchg r64, r/m64 | REX.W 87 /r
xchg m64, r64 | REX.W 87 /r
bswap r32 | o32 0f c8+r
bswap r64 | REX.W 0f c8+r
test al, imm8t | a8 ib
test ax, imm16 | o16 a9 iw
test eax, imm32 | o32 a9 id
test rax, imm32s | REX.W a9 id
test r/m8, imm8t | f6 /0 ib
test r/m16, imm16 | o16 f7 /0 iw
test r/m32, imm32 | o32 f7 /0 id
test r/m64, imm32s | REX.W f7 /0 id
test r/m8, r8 | 84 /r
test r/m16, r16 | o16 85 /r
test r/m32, r32 | o32 85 /r
test r/m64, r64 | REX.W 85 /r
test r8, m8 | 84 /r
test r16, m16 | o16 85 /r
test r32, m32 | o32 85 /r
test r64, m64 | REX.W 85 /r
imul r16, r/m16, imm8s | o16 6b /r ib
imul r32, r/m32, imm8s | o32 6b /r ib
imul r64, r/m64, imm8s | REX.W 6b /r ib
imul r16, r/m16, imm16 | o16 69 /r iw
imul r32, r/m32, imm32 | o32 69 /r id
imul r64, r/m64, imm32s | REX.W 69 /r id
cmpxchg r/m8, r8 | 0f b0 /r
cmpxchg r/m16, r16 | o16 0f b1 /r
cmpxchg r/m32, r32 | o32 0f b1 /r
cmpxchg r/m64, r64 | REX.W 0f b1 /r
xadd r/m8, r8 | 0f c0 /r
xadd r/m16, r16 | o16 0f c1 /r
xadd r/m32, r32 | o32 0f c1 /r
xadd r/m64, r64 | REX.W 0f c1 /r
cmpxchg8b m64 | 0f c7 /1
cmpxchg16b m128 | REX.W 0f c7 /1
`;

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

/** All rows, in order of preference within a mnemonic. */
export const ROWS: readonly string[] = [
  ...lines(MOVES),
  ...["add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"].flatMap(arithmetic),
  ...["rol", "ror", "rcl", "rcr", "shl", "shr"].flatMap(shift),
  ...shift("sal", 4),
  ...shift("sar", 7),
  ...unary("inc", "fe", "ff", 0),
  ...unary("dec", "fe", "ff", 1),
  ...unary("not", "f6", "f7", 2),
  ...unary("neg", "f6", "f7", 3),
  ...unary("mul", "f6", "f7", 4),
  ...unary("imul", "f6", "f7", 5),
  ...unary("div", "f6", "f7", 6),
  ...unary("idiv", "f6", "f7", 7),
  ...twoByte("imul", "af"),
  ...twoByte("bsf", "bc"),
  ...twoByte("bsr", "bd"),
  ...SIZES.flatMap(([bits, prefix]) => [
    `popcnt r${bits}, r/m${bits} | f3 ${prefix}0f b8 /r`,
    `lzcnt r${bits}, r/m${bits} | f3 ${prefix}0f bd /r`,
    `tzcnt r${bits}, r/m${bits} | f3 ${prefix}0f bc /r`,
  ]),
  ...SIZES.flatMap(([bits, prefix]) => [
    `shld r/m${bits}, r${bits}, imm8 | ${prefix}0f a4 /r ib`,
    `shld r/m${bits}, r${bits}, cl | ${prefix}0f a5 /r`,
    `shrd r/m${bits}, r${bits}, imm8 | ${prefix}0f ac /r ib`,
    `shrd r/m${bits}, r${bits}, cl | ${prefix}0f ad /r`,
  ]),
  ...bitTest("bt", "a3", 4),
  ...bitTest("bts", "ab", 5),
  ...bitTest("btr", "b3", 6),
  ...bitTest("btc", "bb", 7),
  ...conditional(),
  ...stringOperation("movs", "a4", "a5", ["dst, src"]),
  ...stringOperation("cmps", "a6", "a7", ["src, dst"]),
  ...stringOperation("stos", "aa", "ab", ["dst", "dst, acc"]),
  ...stringOperation("lods", "ac", "ad", ["src", "acc, src"]),
  ...stringOperation("scas", "ae", "af", ["dst", "acc, dst"]),
  ...stringOperation("ins", "6c", "6d", ["dst, dx"]),
  ...stringOperation("outs", "6e", "6f", ["dx, src"]),
  ...lines(CONTROL),
  ...VECTOR_ROWS,
  ...BIT_ROWS,
];
