// The instruction table: one row a form, in the notation of the Intel SDM: `mnemonic operands | encoding`.
//
// Operands: r8..r64 a register; r/m8..r/m64 a register or memory; m a memory operand of any size; m8..m64 of one size; moffs
// memory by address alone, moffs64 by one that 32 bits with their sign do not hold; imm8, imm16, imm32,
// imm64 an immediate as wide as it is; imm8s, imm32s one that is sign-extended to the operand size; rel8, rel32 a
// branch distance; al, ax, eax, rax, cl, dx, 1 themselves; sreg, cr, dr a segment, control, debug register; xmm, xmm/m
// an SSE register (or memory, xmm/m32 of one size); r/r32, xmm/r a register in ModRM.rm.
// Encoding: bytes in hexadecimal (CB, CD in capitals: `cb`, `cd` are distances); `+r` a register in the opcode's low bits; `/0`..`/7` an opcode extension, `/r` a
// register in ModRM; `ib iw id io` immediates, `cb cd` branch distances; `REX.W` and `66` operand-size prefixes.
//
// `VEX` an instruction with that prefix, which holds what `66 f2 f3`, REX and 0f, 0f 38, 0f 3a would say; `r32v` a register in it.
// Of the rows that fit, the encoder takes the first: shorter forms stand before longer ones.
import { BIT_ROWS } from "./table-bits.ts";

const SIZES: readonly (readonly [bits: string, prefix: string])[] = [
  ["16", "o16 "],
  ["32", "o32 "],
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

function stringOperation(name: string, byte: string, word: string): string[] {
  return [`${name}b | ${byte}`, `${name}w | o16 ${word}`, `${name}d | o32 ${word}`, `${name}q | REX.W ${word}`];
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
mov r8, imm8 | b0+r ib
mov r16, imm16 | o16 b8+r iw
mov r32, imm32 | o32 b8+r id
mov r/m64, imm32s | REX.W c7 /0 id
mov r64, imm64 | REX.W b8+r io
mov r/m8, imm8 | c6 /0 ib
mov r/m16, imm16 | o16 c7 /0 iw
mov r/m32, imm32 | o32 c7 /0 id
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
test al, imm8 | a8 ib
test ax, imm16 | o16 a9 iw
test eax, imm32 | o32 a9 id
test rax, imm32s | REX.W a9 id
test r/m8, imm8 | f6 /0 ib
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
cmpxchg8b m | 0f c7 /1
cmpxchg16b m | REX.W 0f c7 /1
`;

const CONTROL = `
jmp rel8 | eb cb
jmp rel16 | e9 cw x16
jmp rel32 | o32 e9 cd
jmp r/m64 | ff /4 x64
jmp r/m32 | o32 ff /4 i64
jmp r/m16 | o16 ff /4 i64
ljmp imm16, imm16 | ea farw x16
ljmp imm16, imm32 | ea fard x32
ljmpw imm16, imm16 | o16 ea farw i64 att
ljmpl imm16, imm32 | o32 ea fard i64 att
ljmp m48 | REX.W ff /5
ljmp m48 | ff /5 i64
ljmp m | o32 ff /5 att
ljmpl m | o32 ff /5 att
ljmpw m | o16 ff /5 att
ljmpq m | REX.W ff /5 att
lcall imm16, imm16 | 9a farw x16
lcall imm16, imm32 | 9a fard x32
lcallw imm16, imm16 | o16 9a farw i64 att
lcalll imm16, imm32 | o32 9a fard i64 att
lcall m48 | ff /3
lcall m | o32 ff /3 att
lcalll m | o32 ff /3 att
lcallw m | o16 ff /3 att
lcallq m | REX.W ff /3 att
call rel32 | o32 e8 cd
call r/m64 | ff /2 x64
call r/m32 | o32 ff /2 i64
call r/m16 | o16 ff /2 i64
loop rel8 | e2 cb
loope rel8 | e1 cb
loopz rel8 | e1 cb
loopne rel8 | e0 cb
loopnz rel8 | e0 cb
jrcxz rel8 | e3 cb x64
jecxz rel8 | a32 e3 cb
jcxz rel8 | a16 e3 cb i64
ret | c3 x64
ret | o32 c3
ret imm16 | o32 c2 iw
retq | c3 x64 att
retq imm16 | c2 iw x64 att
retl | o32 c3 i64 att
retl imm16 | o32 c2 iw i64 att
retw imm16 | o16 c2 iw att
retw | o16 c3 att
callq rel32 | e8 cd x64 att
calll rel32 | o32 e8 cd i64 att
callw rel16 | o16 e8 cw i64 att
retf | o32 CB
retf imm16 | o32 ca iw
lret | o32 CB att
lret imm16 | o32 ca iw att
lretl | o32 CB att
lretl imm16 | o32 ca iw att
lretw | o16 CB att
lretw imm16 | o16 ca iw att
lretq | REX.W CB att
lretq imm16 | REX.W ca iw att
retfq | REX.W CB
retfq imm16 | REX.W ca iw
leave | c9
enter imm16, imm8 | c8 iw ib
int3 | cc
int imm8 | CD ib
ud2 | 0f 0b
nop | 90
nop r/m16 | o16 0f 1f /0
nop r/m32 | o32 0f 1f /0
pause | f3 90
hlt | f4
cmc | f5
clc | f8
stc | f9
cli | fa
sti | fb
cld | fc
std | fd
cbw | o16 98
cwde | o32 98
cdqe | REX.W 98
cwd | o16 99
cdq | o32 99
cqo | REX.W 99
pushfq | 9c x64
popfq | 9d x64
pushfd | o32 9c i64
popfd | o32 9d i64
pushfw | o16 9c att
popfw | o16 9d att
pushf | 9c x64
popf | 9d x64
pushf | o16 9c i64
popf | o16 9d i64
pushad | o32 60 i64
popad | o32 61 i64
pushaw | o16 60 i64
popaw | o16 61 i64
sahf | 9e
lahf | 9f
xlatb | d7
iret | o16 cf
iretw | o16 cf att
iretd | o32 cf
into | ce i64
daa | 27 i64
das | 2f i64
aaa | 37 i64
aas | 3f i64
salc | d6 i64
iretq | REX.W cf
syscall | 0f 05
sysret | 0f 07
sysretl | 0f 07 att
sysretq | REX.W 0f 07
sysenter | 0f 34
sysexit | 0f 35
sysexitq | REX.W 0f 35
vmcall | 0f 01 c1
vmmcall | 0f 01 d9
clac | 0f 01 ca
stac | 0f 01 CB
rsm | 0f aa
wbnoinvd | f3 0f 09
endbr64 | f3 0f 1e fa
serialize | 0f 01 e8
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
sldt r16 | o16 0f 00 /0
sldt r32 | o32 0f 00 /0
sldt r64 | REX.W 0f 00 /0
sldt m16 | 0f 00 /0
ltr r/m16 | 0f 00 /3
str r16 | o16 0f 00 /1
str r32 | o32 0f 00 /1
str r64 | REX.W 0f 00 /1
str m16 | 0f 00 /1
verr r/m16 | 0f 00 /4
verw r/m16 | 0f 00 /5
lar r16, r/m16 | o16 0f 02 /r
larl r32, r/m16 | o32 0f 02 /r att
lsll r32, r/m16 | o32 0f 03 /r att
lar r32, r/r32 | o32 0f 02 /r
lsl r16, r/m16 | o16 0f 03 /r
lsl r32, r/r32 | o32 0f 03 /r
lss r16, m | o16 0f b2 /r
lss r32, m | o32 0f b2 /r
lss r64, m | REX.W 0f b2 /r
lfs r16, m | o16 0f b4 /r
lfs r32, m | o32 0f b4 /r
lfs r64, m | REX.W 0f b4 /r
lgs r16, m | o16 0f b5 /r
lgs r32, m | o32 0f b5 /r
lgs r64, m | REX.W 0f b5 /r
lds r16, m | o16 c5 /r i64
lds r32, m | o32 c5 /r i64
les r16, m | o16 c4 /r i64
les r32, m | o32 c4 /r i64
lmsw r/m16 | 0f 01 /6
smsw r16 | o16 0f 01 /4
smsw r32 | o32 0f 01 /4
smsw r64 | REX.W 0f 01 /4
smsw m16 | 0f 01 /4
fxsave m | 0f ae /0
fxsave64 m | REX.W 0f ae /0
fxrstor m | 0f ae /1
fxrstor64 m | REX.W 0f ae /1
xsave m | 0f ae /4
xsave64 m | REX.W 0f ae /4
xrstor m | 0f ae /5
xrstor64 m | REX.W 0f ae /5
xsaveopt m | 0f ae /6
xsaveopt64 m | REX.W 0f ae /6
xsavec m | 0f c7 /4
xsavec64 m | REX.W 0f c7 /4
xsaves m | 0f c7 /5
xsaves64 m | REX.W 0f c7 /5
xrstors m | 0f c7 /3
xrstors64 m | REX.W 0f c7 /3
ldmxcsr m | 0f ae /2
stmxcsr m | 0f ae /3
clflush m | 0f ae /7
clflushopt m | 66 0f ae /7
prefetcht0 m | 0f 18 /1
prefetcht1 m | 0f 18 /2
prefetcht2 m | 0f 18 /3
prefetchnta m | 0f 18 /0
prefetchw m | 0f 0d /1
invpcid r64, m | 66 0f 38 82 /r x64
movnti m32, r32 | 0f c3 /r
movnti m64, r64 | REX.W 0f c3 /r
rdfsbase r32 | f3 0f ae /0 x64
rdgsbase r32 | f3 0f ae /1 x64
wrfsbase r32 | f3 0f ae /2 x64
wrgsbase r32 | f3 0f ae /3 x64
rdpid r64 | f3 0f c7 /7 x64
rdfsbase r64 | f3 REX.W 0f ae /0
rdgsbase r64 | f3 REX.W 0f ae /1
wrfsbase r64 | f3 REX.W 0f ae /2
wrgsbase r64 | f3 REX.W 0f ae /3
rdrand r16 | o16 0f c7 /6
rdseed r16 | o16 0f c7 /7
rdseed r32 | o32 0f c7 /7
rdrand r32 | o32 0f c7 /6
rdrand r64 | REX.W 0f c7 /6
rdseed r64 | REX.W 0f c7 /7
in al, imm8 | e4 ib
in ax, imm8 | o16 e5 ib
in eax, imm8 | o32 e5 ib
in al, dx | ec
in ax, dx | o16 ed
in eax, dx | o32 ed
out imm8, al | e6 ib
out imm8, ax | o16 e7 ib
out imm8, eax | o32 e7 ib
out dx, al | ee
out dx, ax | o16 ef
out dx, eax | o32 ef
insb | 6c
insw | o16 6d
insd | o32 6d
outsb | 6e
outsw | o16 6f
outsd | o32 6f
fninit | db e3
finit | 9b db e3
fwait | 9b
wait | 9b
fnclex | db e2
fnop | d9 d0
fnstcw m | d9 /7
fstcw m | 9b d9 /7
fldcw m | d9 /5
fnstsw ax | df e0
fnstsw m | dd /7
fnsave m | dd /6
frstor m | dd /4
fnstenv m | d9 /6
fldenv m | d9 /4
ud1 r32, r/m32 | o32 0f b9 /r
emms | 0f 77
vmlaunch | 0f 01 c2
vmresume | 0f 01 c3
vmxoff | 0f 01 c4
vmfunc | 0f 01 d4
vmxon m | f3 0f c7 /6
vmptrld m | 0f c7 /6
vmptrst m | 0f c7 /7
vmclear m | 66 0f c7 /6
vmread r/m64, r64 | 0f 78 /r x64
vmwrite r64, r/m64 | 0f 79 /r x64
invept r64, m | 66 0f 38 80 /r x64
invvpid r64, m | 66 0f 38 81 /r x64
stgi | 0f 01 dc
clgi | 0f 01 dd
clwb m | 66 0f ae /6
xend | 0f 01 d5
xtest | 0f 01 d6
xabort imm8 | c6 f8 ib
wrpkru | 0f 01 ef
rdpkru | 0f 01 ee
setssbsy | f3 0f 01 e8
saveprevssp | f3 0f 01 ea
clui | f3 0f 01 ee x64
stui | f3 0f 01 ef x64
testui | f3 0f 01 ed x64
uiret | f3 0f 01 ec x64
getsec | 0f 37
pconfig | 0f 01 c5
encls | 0f 01 cf
enclu | 0f 01 d7
rdpru | 0f 01 fd
clzero | 0f 01 fc
monitorx | 0f 01 fa
mwaitx | 0f 01 fb
movbe r16, m16 | o16 0f 38 f0 /r
movbe r32, m32 | o32 0f 38 f0 /r
movbe r64, m64 | REX.W 0f 38 f0 /r
movbe m16, r16 | o16 0f 38 f1 /r
movbe m32, r32 | o32 0f 38 f1 /r
movbe m64, r64 | REX.W 0f 38 f1 /r
adcx r32, r/m32 | 66 0f 38 f6 /r
adcx r64, r/m64 | 66 REX.W 0f 38 f6 /r
adox r32, r/m32 | f3 0f 38 f6 /r
adox r64, r/m64 | f3 REX.W 0f 38 f6 /r
fld1 | d9 e8
fldl2t | d9 e9
fldl2e | d9 ea
fldpi | d9 eb
fldlg2 | d9 ec
fldln2 | d9 ed
fldz | d9 ee
fchs | d9 e0
fabs | d9 e1
ftst | d9 e4
fxam | d9 e5
f2xm1 | d9 f0
fyl2x | d9 f1
fptan | d9 f2
fpatan | d9 f3
fdecstp | d9 f6
fincstp | d9 f7
fsqrt | d9 fa
fsincos | d9 fb
frndint | d9 fc
fscale | d9 fd
fcompp | de d9
fucompp | da e9
fprem | d9 f8
fprem1 | d9 f5
fxtract | d9 f4
fyl2xp1 | d9 f9
fsin | d9 fe
fcos | d9 ff
`;

const SSE = `
movaps xmm, xmm/m | 0f 28 /r
movaps m, xmm | 0f 29 /r
movapd xmm, xmm/m | 66 0f 28 /r
movapd m, xmm | 66 0f 29 /r
movupd xmm, xmm/m | 66 0f 10 /r
movupd m, xmm | 66 0f 11 /r
movss xmm, xmm/m | f3 0f 10 /r
movss m, xmm | f3 0f 11 /r
movsd xmm, xmm/m | f2 0f 10 /r
movsd m, xmm | f2 0f 11 /r
movntdq m, xmm | 66 0f e7 /r
movntps m, xmm | 0f 2b /r
movlps xmm, m | 0f 12 /r
movlps m, xmm | 0f 13 /r
movhps xmm, m | 0f 16 /r
movhps m, xmm | 0f 17 /r
movlpd xmm, m | 66 0f 12 /r
movlpd m, xmm | 66 0f 13 /r
movhpd xmm, m | 66 0f 16 /r
movhpd m, xmm | 66 0f 17 /r
movups xmm, xmm/m | 0f 10 /r
movups m, xmm | 0f 11 /r
movdqa xmm, xmm/m | 66 0f 6f /r
movdqa m, xmm | 66 0f 7f /r
movdqu xmm, xmm/m | f3 0f 6f /r
movdqu m, xmm | f3 0f 7f /r
movq xmm, r64 | 66 REX.W 0f 6e /r
movq xmm, xmm/m | f3 0f 7e /r
movq r64, xmm | 66 REX.W 0f 7e /r
movq m, xmm | 66 0f d6 /r
movd xmm, r/m32 | 66 0f 6e /r
movd r/m32, xmm | 66 0f 7e /r
xorps xmm, xmm/m | 0f 57 /r
pxor xmm, xmm/m | 66 0f ef /r
paddb xmm, xmm/m | 66 0f fc /r
paddw xmm, xmm/m | 66 0f fd /r
paddd xmm, xmm/m | 66 0f fe /r
paddq xmm, xmm/m | 66 0f d4 /r
psubb xmm, xmm/m | 66 0f f8 /r
psubw xmm, xmm/m | 66 0f f9 /r
psubd xmm, xmm/m | 66 0f fa /r
psubq xmm, xmm/m | 66 0f fb /r
pand xmm, xmm/m | 66 0f db /r
pandn xmm, xmm/m | 66 0f df /r
por xmm, xmm/m | 66 0f eb /r
pcmpeqb xmm, xmm/m | 66 0f 74 /r
pcmpeqw xmm, xmm/m | 66 0f 75 /r
pcmpeqd xmm, xmm/m | 66 0f 76 /r
punpcklbw xmm, xmm/m | 66 0f 60 /r
punpcklwd xmm, xmm/m | 66 0f 61 /r
punpckldq xmm, xmm/m | 66 0f 62 /r
punpcklqdq xmm, xmm/m | 66 0f 6c /r
punpckhqdq xmm, xmm/m | 66 0f 6d /r
packuswb xmm, xmm/m | 66 0f 67 /r
pminub xmm, xmm/m | 66 0f da /r
pmaxub xmm, xmm/m | 66 0f de /r
andps xmm, xmm/m | 0f 54 /r
andnps xmm, xmm/m | 0f 55 /r
orps xmm, xmm/m | 0f 56 /r
xorpd xmm, xmm/m | 66 0f 57 /r
andpd xmm, xmm/m | 66 0f 54 /r
orpd xmm, xmm/m | 66 0f 56 /r
addps xmm, xmm/m | 0f 58 /r
mulps xmm, xmm/m | 0f 59 /r
subps xmm, xmm/m | 0f 5c /r
divps xmm, xmm/m | 0f 5e /r
addss xmm, xmm/m | f3 0f 58 /r
addsd xmm, xmm/m | f2 0f 58 /r
mulss xmm, xmm/m | f3 0f 59 /r
mulsd xmm, xmm/m | f2 0f 59 /r
subss xmm, xmm/m | f3 0f 5c /r
subsd xmm, xmm/m | f2 0f 5c /r
divss xmm, xmm/m | f3 0f 5e /r
divsd xmm, xmm/m | f2 0f 5e /r
sqrtss xmm, xmm/m | f3 0f 51 /r
sqrtsd xmm, xmm/m | f2 0f 51 /r
ucomiss xmm, xmm/m | 0f 2e /r
ucomisd xmm, xmm/m | 66 0f 2e /r
comiss xmm, xmm/m | 0f 2f /r
comisd xmm, xmm/m | 66 0f 2f /r
cvtss2sd xmm, xmm/m | f3 0f 5a /r
cvtsd2ss xmm, xmm/m | f2 0f 5a /r
unpcklps xmm, xmm/m | 0f 14 /r
unpcklpd xmm, xmm/m | 66 0f 14 /r
pshufd xmm, xmm/m, imm8 | 66 0f 70 /r ib
shufps xmm, xmm/m, imm8 | 0f c6 /r ib
pmovmskb r32, xmm/r | 66 0f d7 /r
paddusb xmm, xmm/m | 66 0f dc /r
paddusw xmm, xmm/m | 66 0f dd /r
paddsb xmm, xmm/m | 66 0f ec /r
paddsw xmm, xmm/m | 66 0f ed /r
psubusb xmm, xmm/m | 66 0f d8 /r
psubusw xmm, xmm/m | 66 0f d9 /r
psubsb xmm, xmm/m | 66 0f e8 /r
psubsw xmm, xmm/m | 66 0f e9 /r
pmullw xmm, xmm/m | 66 0f d5 /r
pmulhw xmm, xmm/m | 66 0f e5 /r
pmulhuw xmm, xmm/m | 66 0f e4 /r
pmuludq xmm, xmm/m | 66 0f f4 /r
pmaddwd xmm, xmm/m | 66 0f f5 /r
pavgb xmm, xmm/m | 66 0f e0 /r
pavgw xmm, xmm/m | 66 0f e3 /r
psadbw xmm, xmm/m | 66 0f f6 /r
pcmpgtb xmm, xmm/m | 66 0f 64 /r
pcmpgtw xmm, xmm/m | 66 0f 65 /r
pcmpgtd xmm, xmm/m | 66 0f 66 /r
pminsw xmm, xmm/m | 66 0f ea /r
pmaxsw xmm, xmm/m | 66 0f ee /r
punpckhbw xmm, xmm/m | 66 0f 68 /r
punpckhwd xmm, xmm/m | 66 0f 69 /r
punpckhdq xmm, xmm/m | 66 0f 6a /r
packsswb xmm, xmm/m | 66 0f 63 /r
packssdw xmm, xmm/m | 66 0f 6b /r
psllw xmm, xmm/m | 66 0f f1 /r
pslld xmm, xmm/m | 66 0f f2 /r
psllq xmm, xmm/m | 66 0f f3 /r
psrlw xmm, xmm/m | 66 0f d1 /r
psrld xmm, xmm/m | 66 0f d2 /r
psrlq xmm, xmm/m | 66 0f d3 /r
psraw xmm, xmm/m | 66 0f e1 /r
psrad xmm, xmm/m | 66 0f e2 /r
psllw xmm/r, imm8 | 66 0f 71 /6 ib
pslld xmm/r, imm8 | 66 0f 72 /6 ib
psllq xmm/r, imm8 | 66 0f 73 /6 ib
psrlw xmm/r, imm8 | 66 0f 71 /2 ib
psrld xmm/r, imm8 | 66 0f 72 /2 ib
psrlq xmm/r, imm8 | 66 0f 73 /2 ib
psraw xmm/r, imm8 | 66 0f 71 /4 ib
psrad xmm/r, imm8 | 66 0f 72 /4 ib
pslldq xmm/r, imm8 | 66 0f 73 /7 ib
psrldq xmm/r, imm8 | 66 0f 73 /3 ib
pshuflw xmm, xmm/m, imm8 | f2 0f 70 /r ib
pshufhw xmm, xmm/m, imm8 | f3 0f 70 /r ib
pextrw r32, xmm/r, imm8 | 66 0f c5 /r ib
shufpd xmm, xmm/m, imm8 | 66 0f c6 /r ib
unpckhps xmm, xmm/m | 0f 15 /r
unpckhpd xmm, xmm/m | 66 0f 15 /r
movhlps xmm, xmm/r | 0f 12 /r
movlhps xmm, xmm/r | 0f 16 /r
movmskps r32, xmm/r | 0f 50 /r
movmskpd r32, xmm/r | 66 0f 50 /r
andnpd xmm, xmm/m | 66 0f 55 /r
movntpd m, xmm | 66 0f 2b /r
maskmovdqu xmm, xmm/r | 66 0f f7 /r
minps xmm, xmm/m | 0f 5d /r
maxps xmm, xmm/m | 0f 5f /r
sqrtps xmm, xmm/m | 0f 51 /r
addpd xmm, xmm/m | 66 0f 58 /r
mulpd xmm, xmm/m | 66 0f 59 /r
subpd xmm, xmm/m | 66 0f 5c /r
minpd xmm, xmm/m | 66 0f 5d /r
divpd xmm, xmm/m | 66 0f 5e /r
maxpd xmm, xmm/m | 66 0f 5f /r
sqrtpd xmm, xmm/m | 66 0f 51 /r
minss xmm, xmm/m | f3 0f 5d /r
maxss xmm, xmm/m | f3 0f 5f /r
minsd xmm, xmm/m | f2 0f 5d /r
maxsd xmm, xmm/m | f2 0f 5f /r
cvtdq2ps xmm, xmm/m | 0f 5b /r
cvtps2dq xmm, xmm/m | 66 0f 5b /r
cvttps2dq xmm, xmm/m | f3 0f 5b /r
cvtdq2pd xmm, xmm/m | f3 0f e6 /r
cvtpd2dq xmm, xmm/m | f2 0f e6 /r
cvttpd2dq xmm, xmm/m | 66 0f e6 /r
cvtps2pd xmm, xmm/m | 0f 5a /r
cvtpd2ps xmm, xmm/m | 66 0f 5a /r
pshufb xmm, xmm/m | 66 0f 38 00 /r
aesenc xmm, xmm/m | 66 0f 38 dc /r
aesenclast xmm, xmm/m | 66 0f 38 dd /r
aesdec xmm, xmm/m | 66 0f 38 de /r
aesdeclast xmm, xmm/m | 66 0f 38 df /r
aesimc xmm, xmm/m | 66 0f 38 db /r
aeskeygenassist xmm, xmm/m, imm8 | 66 0f 3a df /r ib
pclmulqdq xmm, xmm/m, imm8 | 66 0f 3a 44 /r ib
palignr xmm, xmm/m, imm8 | 66 0f 3a 0f /r ib
pabsd xmm, xmm/m | 66 0f 38 1e /r
pmulld xmm, xmm/m | 66 0f 38 40 /r
pminud xmm, xmm/m | 66 0f 38 3b /r
pmaxud xmm, xmm/m | 66 0f 38 3f /r
ptest xmm, xmm/m | 66 0f 38 17 /r
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
  ...BIT_ROWS,
];
