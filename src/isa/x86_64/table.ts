// The instruction table: one row a form, in the notation of the Intel SDM: `mnemonic operands | encoding`.
//
// Operands: r8..r64 a register; r/m8..r/m64 a register or memory; m a memory operand of any size; imm8, imm16, imm32,
// imm64 an immediate as wide as it is; imm8s, imm32s one that is sign-extended to the operand size; rel8, rel32 a
// branch distance; al, ax, eax, rax, cl, dx, 1 themselves; sreg, cr, dr a segment, control, debug register; xmm, xmm/m
// an SSE register (or memory).
// Encoding: bytes in hexadecimal (CD in capitals: `cd` is a distance); `+r` a register in the opcode's low bits; `/0`..`/7` an opcode extension, `/r` a
// register in ModRM; `ib iw id io` immediates, `cb cd` branch distances; `REX.W` and `66` operand-size prefixes.
//
// Of the rows that fit, the encoder takes the first: shorter forms stand before longer ones.

const SIZES: readonly (readonly [bits: string, prefix: string])[] = [
  ["16", "66 "],
  ["32", ""],
  ["64", "REX.W "],
];

/** The eight arithmetic operations of the opcode map's first rows. */
function arithmetic(name: string, digit: number): string[] {
  const base = digit * 8;
  const hex = (n: number) => n.toString(16).padStart(2, "0");
  const rows = [`${name} al, imm8 | ${hex(base + 4)} ib`, `${name} r/m8, imm8 | 80 /${digit} ib`];
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
      return [`j${name} rel8 | 7${digit} cb`, `j${name} rel32 | 0f 8${digit} cd`, `set${name} r/m8 | 0f 9${digit} /0`, ...moves];
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

function stringOperation(name: string, byte: string, word: string): string[] {
  return [`${name}b | ${byte}`, `${name}w | 66 ${word}`, `${name}d | ${word}`, `${name}q | REX.W ${word}`];
}

const MOVES = `
mov r/m8, r8 | 88 /r
mov r/m16, r16 | 66 89 /r
mov r/m32, r32 | 89 /r
mov r/m64, r64 | REX.W 89 /r
mov r8, r/m8 | 8a /r
mov r16, r/m16 | 66 8b /r
mov r32, r/m32 | 8b /r
mov r64, r/m64 | REX.W 8b /r
mov r8, imm8 | b0+r ib
mov r16, imm16 | 66 b8+r iw
mov r32, imm32 | b8+r id
mov r/m64, imm32s | REX.W c7 /0 id
mov r64, imm64 | REX.W b8+r io
mov r/m8, imm8 | c6 /0 ib
mov r/m16, imm16 | 66 c7 /0 iw
mov r/m32, imm32 | c7 /0 id
mov r/m16, sreg | 66 8c /r
mov r32, sreg | 8c /r
mov r64, sreg | REX.W 8c /r
mov sreg, r16 | 66 8e /r
mov sreg, r/m16 | 8e /r
mov sreg, r32 | 8e /r
mov sreg, r64 | 8e /r
mov r64, cr | 0f 20 /r
mov cr, r64 | 0f 22 /r
mov r64, dr | 0f 21 /r
mov dr, r64 | 0f 23 /r
movabs r64, imm64 | REX.W b8+r io
movzx r16, r/m8 | 66 0f b6 /r
movzx r32, r/m8 | 0f b6 /r
movzx r64, r/m8 | REX.W 0f b6 /r
movzx r32, r/m16 | 0f b7 /r
movzx r64, r/m16 | REX.W 0f b7 /r
movsx r16, r/m8 | 66 0f be /r
movsx r32, r/m8 | 0f be /r
movsx r64, r/m8 | REX.W 0f be /r
movsx r32, r/m16 | 0f bf /r
movsx r64, r/m16 | REX.W 0f bf /r
movsxd r64, r/m32 | REX.W 63 /r
lea r16, m | 66 8d /r
lea r32, m | 8d /r
lea r64, m | REX.W 8d /r
push r64 | 50+r
push r16 | 66 50+r
push imm8s | 6a ib
push imm32s | 68 id
push r/m64 | ff /6
pop r64 | 58+r
pop r16 | 66 58+r
pop r/m64 | 8f /0
xchg r8, r/m8 | 86 /r
xchg r/m8, r8 | 86 /r
xchg r16, r/m16 | 66 87 /r
xchg r/m16, r16 | 66 87 /r
xchg r32, r/m32 | 87 /r
xchg r/m32, r32 | 87 /r
xchg r64, r/m64 | REX.W 87 /r
xchg r/m64, r64 | REX.W 87 /r
bswap r32 | 0f c8+r
bswap r64 | REX.W 0f c8+r
test al, imm8 | a8 ib
test eax, imm32 | a9 id
test rax, imm32s | REX.W a9 id
test r/m8, imm8 | f6 /0 ib
test r/m16, imm16 | 66 f7 /0 iw
test r/m32, imm32 | f7 /0 id
test r/m64, imm32s | REX.W f7 /0 id
test r/m8, r8 | 84 /r
test r/m16, r16 | 66 85 /r
test r/m32, r32 | 85 /r
test r/m64, r64 | REX.W 85 /r
imul r16, r/m16, imm8s | 66 6b /r ib
imul r32, r/m32, imm8s | 6b /r ib
imul r64, r/m64, imm8s | REX.W 6b /r ib
imul r16, r/m16, imm16 | 66 69 /r iw
imul r32, r/m32, imm32 | 69 /r id
imul r64, r/m64, imm32s | REX.W 69 /r id
cmpxchg r/m8, r8 | 0f b0 /r
cmpxchg r/m16, r16 | 66 0f b1 /r
cmpxchg r/m32, r32 | 0f b1 /r
cmpxchg r/m64, r64 | REX.W 0f b1 /r
xadd r/m8, r8 | 0f c0 /r
xadd r/m16, r16 | 66 0f c1 /r
xadd r/m32, r32 | 0f c1 /r
xadd r/m64, r64 | REX.W 0f c1 /r
cmpxchg8b m | 0f c7 /1
cmpxchg16b m | REX.W 0f c7 /1
`;

const CONTROL = `
jmp rel8 | eb cb
jmp rel32 | e9 cd
jmp r/m64 | ff /4
call rel32 | e8 cd
call r/m64 | ff /2
ret | c3
ret imm16 | c2 iw
leave | c9
int3 | cc
int imm8 | CD ib
ud2 | 0f 0b
nop | 90
nop r/m16 | 66 0f 1f /0
nop r/m32 | 0f 1f /0
pause | f3 90
hlt | f4
cmc | f5
clc | f8
stc | f9
cli | fa
sti | fb
cld | fc
std | fd
cbw | 66 98
cwde | 98
cdqe | REX.W 98
cwd | 66 99
cdq | 99
cqo | REX.W 99
pushfq | 9c
popfq | 9d
pushf | 9c
popf | 9d
iretd | cf
iretq | REX.W cf
syscall | 0f 05
sysret | 0f 07
sysretq | REX.W 0f 07
sysenter | 0f 34
sysexit | 0f 35
cpuid | 0f a2
rdtsc | 0f 31
rdtscp | 0f 01 f9
rdmsr | 0f 32
wrmsr | 0f 30
rdpmc | 0f 33
swapgs | 0f 01 f8
invd | 0f 08
wbinvd | 0f 09
clts | 0f 06
mfence | 0f ae f0
lfence | 0f ae e8
sfence | 0f ae f8
xgetbv | 0f 01 d0
xsetbv | 0f 01 d1
monitor | 0f 01 c8
mwait | 0f 01 c9
lgdt m | 0f 01 /2
sgdt m | 0f 01 /0
lidt m | 0f 01 /3
sidt m | 0f 01 /1
invlpg m | 0f 01 /7
lldt r/m16 | 0f 00 /2
sldt r/m16 | 66 0f 00 /0
ltr r/m16 | 0f 00 /3
str r/m16 | 66 0f 00 /1
lmsw r/m16 | 0f 01 /6
smsw r/m16 | 66 0f 01 /4
fxsave m | 0f ae /0
fxsave64 m | REX.W 0f ae /0
fxrstor m | 0f ae /1
fxrstor64 m | REX.W 0f ae /1
xsave m | 0f ae /4
xsave64 m | REX.W 0f ae /4
xrstor m | 0f ae /5
xrstor64 m | REX.W 0f ae /5
ldmxcsr m | 0f ae /2
stmxcsr m | 0f ae /3
clflush m | 0f ae /7
rdfsbase r64 | f3 REX.W 0f ae /0
rdgsbase r64 | f3 REX.W 0f ae /1
wrfsbase r64 | f3 REX.W 0f ae /2
wrgsbase r64 | f3 REX.W 0f ae /3
rdrand r32 | 0f c7 /6
rdrand r64 | REX.W 0f c7 /6
rdseed r64 | REX.W 0f c7 /7
in al, imm8 | e4 ib
in ax, imm8 | 66 e5 ib
in eax, imm8 | e5 ib
in al, dx | ec
in ax, dx | 66 ed
in eax, dx | ed
out imm8, al | e6 ib
out imm8, ax | 66 e7 ib
out imm8, eax | e7 ib
out dx, al | ee
out dx, ax | 66 ef
out dx, eax | ef
insb | 6c
insw | 66 6d
insd | 6d
outsb | 6e
outsw | 66 6f
outsd | 6f
fninit | db e3
emms | 0f 77
`;

const SSE = `
movaps xmm, xmm/m | 0f 28 /r
movaps m, xmm | 0f 29 /r
movups xmm, xmm/m | 0f 10 /r
movups m, xmm | 0f 11 /r
movdqa xmm, xmm/m | 66 0f 6f /r
movdqa m, xmm | 66 0f 7f /r
movdqu xmm, xmm/m | f3 0f 6f /r
movdqu m, xmm | f3 0f 7f /r
movq xmm, r/m64 | 66 REX.W 0f 6e /r
movq r/m64, xmm | 66 REX.W 0f 7e /r
movd xmm, r/m32 | 66 0f 6e /r
movd r/m32, xmm | 66 0f 7e /r
xorps xmm, xmm/m | 0f 57 /r
pxor xmm, xmm/m | 66 0f ef /r
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
  ...stringOperation("movs", "a4", "a5"),
  ...stringOperation("cmps", "a6", "a7"),
  ...stringOperation("stos", "aa", "ab"),
  ...stringOperation("lods", "ac", "ad"),
  ...stringOperation("scas", "ae", "af"),
  ...lines(CONTROL),
  ...lines(SSE),
];
