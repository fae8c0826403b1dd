// Random operands for instruction forms: one program that runs a form many times over its own pseudo-random registers and folds
// what comes out, flags included, into a checksum that it prints after every batch. The same program runs on the processor and in
// the machine; its output must be the same. Undefined flags are masked away before they count.
import { assembleFlat } from "../../src/image/flat.ts";

export interface Form {
  readonly text: string;
  /** Defined flags: a mask of RFLAGS. */
  readonly flags: number;
  /** Code before it, that makes its operands valid. */
  readonly setUp?: string;
}

const CF = 1;
const PF = 4;
const AF = 0x10;
const ZF = 0x40;
const SF = 0x80;
const OF = 0x800;
const ALL = CF | PF | AF | ZF | SF | OF;
const LOGIC = CF | PF | ZF | SF | OF;

const SIZES = [
  { bits: 8, a: "al", b: "bl", c: "ah", pointer: "byte ptr", d: "dl" },
  { bits: 16, a: "ax", b: "bx", c: "cx", pointer: "word ptr", d: "dx" },
  { bits: 32, a: "eax", b: "ebx", c: "r9d", pointer: "dword ptr", d: "edx" },
  { bits: 64, a: "rax", b: "rbx", c: "r9", pointer: "qword ptr", d: "rdx" },
] as const;
const WIDE = SIZES.slice(1);
const CONDITIONS = ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"];

const form = (flags: number, ...texts: string[]): Form[] => texts.map((text) => ({ text, flags }));

function binaryForms(): Form[] {
  return SIZES.flatMap(({ a, b, c, pointer }) =>
    ["add", "or", "adc", "sbb", "and", "sub", "xor", "cmp"].flatMap((name) =>
      form(
        /or|and/.test(name) ? LOGIC : ALL,
        `${name} ${a}, ${b}`,
        `${name} ${b}, ${c}`,
        `${name} ${a}, 0x55`,
        `${name} ${b}, -3`,
        `${name} ${pointer} [rsi], ${a}`,
        `${name} ${a}, ${pointer} [rsi]`,
        `${name} ${pointer} [rsi], -128`,
      ),
    ),
  );
}

function unaryForms(): Form[] {
  const steps = SIZES.flatMap(({ a, b, pointer }) => [
    ...form(ALL, `inc ${a}`, `dec ${b}`, `neg ${a}`, `inc ${pointer} [rsi]`, `dec ${pointer} [rsi]`, `neg ${pointer} [rsi]`),
    ...form(ALL, `not ${a}`, `not ${pointer} [rsi]`),
    ...form(LOGIC, `test ${a}, ${b}`, `test ${a}, 0x71`),
    ...form(CF | OF, `mul ${b}`, `imul ${b}`, `mul ${pointer} [rsi]`),
    ...form(
      ALL,
      `xchg ${a}, ${b}`,
      `xadd ${a}, ${b}`,
      `xadd ${pointer} [rsi], ${b}`,
      `cmpxchg ${b}, ${a}`,
      `cmpxchg ${pointer} [rsi], ${b}`,
    ),
  ]);
  const divisions = WIDE.flatMap(({ b, d, pointer }) => [
    { text: `div ${b}`, flags: 0, setUp: `xor edx, edx; or ${b}, 1` },
    { text: `idiv ${b}`, flags: 0, setUp: `xor edx, edx; shr rax, 1; shr eax, 1; shr ax, 1; or ${b}, 1` },
    { text: `div ${pointer} [rsi]`, flags: 0, setUp: `mov ${d}, 5; or ${pointer} [rsi], 0x71` },
  ]);
  return [...steps, ...divisions, { text: "div bl", flags: 0, setUp: "movzx eax, al; or bl, 1" }];
}

function shiftForms(): Form[] {
  return SIZES.flatMap(({ bits, a, b, pointer }) => [
    ...["shl", "shr", "sar"].flatMap((name) => [
      ...form(ALL & ~AF, `${name} ${a}, 1`, `${name} ${pointer} [rsi], 1`),
      ...form(PF | ZF | SF | CF, `${name} ${a}, 3`, `${name} ${b}, ${bits - 1}`, `${name} ${a}, ${Math.min(33, bits - 2)}`),
      // Shifted by nothing, the flags stay.
      ...form(bits >= 32 ? PF | ZF | SF | CF : 0, `cmp ${b}, ${a}; ${name} ${a}, cl`, `${name} ${a}, cl`, `${name} ${pointer} [rsi], cl`),
    ]),
    ...["rol", "ror", "rcl", "rcr"].flatMap((name) => [
      ...form(ALL, `${name} ${a}, 1`),
      ...form(ALL & ~OF, `${name} ${a}, 5`, `${name} ${b}, cl`, `${name} ${pointer} [rsi], cl`),
    ]),
    ...(bits >= 32
      ? ["shld", "shrd"].flatMap((name) =>
          form(PF | ZF | SF | CF, `${name} ${a}, ${b}, 7`, `${name} ${a}, ${b}, cl`, `${name} ${pointer} [rsi], ${a}, 9`),
        )
      : []),
  ]);
}

function bitForms(): Form[] {
  return WIDE.flatMap(({ bits, a, b, pointer }) => [
    ...["bt", "bts", "btr", "btc"].flatMap((name) => form(CF, `${name} ${a}, ${b}`, `${name} ${a}, 13`, `${name} ${pointer} [rsi], 7`)),
    ...form(ZF, `bsf ${a}, ${b}`, `bsr ${a}, ${b}`),
    ...form(ALL, `popcnt ${a}, ${b}`),
    ...form(CF | OF, `imul ${a}, ${b}`, `imul ${a}, ${b}, 77`, `imul ${a}, ${b}, -30000`, `imul ${a}, ${pointer} [rsi]`),
    ...(bits >= 32 ? form(ALL, `bswap ${a}`) : []),
    ...CONDITIONS.flatMap((name) => form(ALL, `cmov${name} ${a}, ${b}`)),
  ]);
}

function moveForms(): Form[] {
  return form(
    ALL,
    ...CONDITIONS.map((name) => `set${name} al`),
    ...["ax", "eax", "rax"].flatMap((to) => [`movzx ${to}, bl`, `movsx ${to}, bl`, `movsx ${to}, byte ptr [rsi]`]),
    ...["eax", "rax"].flatMap((to) => [`movzx ${to}, bx`, `movsx ${to}, bx`, `movzx ${to}, word ptr [rsi]`]),
    "movsxd rax, ebx",
    "mov ah, bl",
    "mov bl, ah",
    "mov ax, bx",
    "mov eax, ebx",
    "mov word ptr [rsi], bx",
    "mov dword ptr [rsi + 2], ebx",
    "lea rax, [rbx + rcx*4 - 77]",
    "lea eax, [rbx + rbx*8 + 0x7fffffff]",
    "lea ax, [rbx + 3]",
    "cbw",
    "cwde",
    "cdqe",
    "cwd",
    "cdq",
    "cqo",
    "lahf",
    "sahf",
    "clc",
    "stc",
    "cmc",
    "movsb",
    "stosq",
    "lodsd",
    "cmpsb",
    "scasw",
    "xlatb",
  )
    .map((one) =>
      /^(?:movs[bwdq]|stos|cmps|scas)/.test(one.text) && !one.text.includes(" ") ? { ...one, setUp: "lea rdi, [rsi + 16]" } : one,
    )
    .map((one) => (one.text === "xlatb" ? { ...one, setUp: "mov rbx, rsi; and al, 31" } : one));
}

const PACKED =
  "paddb paddw paddd paddq psubb psubw psubd psubq pand pandn por pxor pcmpeqb pcmpeqw pcmpeqd punpcklbw punpcklwd punpckldq punpcklqdq punpckhqdq packuswb pminub pmaxub andps andnps orps xorps andpd orpd xorpd unpcklps unpcklpd";
/** Instructions the assembler does not have: bytes of the form with xmm0 and xmm1. */
const ENCODED = "dc dd ec ed d8 d9 e8 e9 d5 e5 e4 f4 f5 e0 e3 f6 64 65 66 ea ee 68 69 6a 63 6b"
  .split(" ")
  .map((byte) => `.byte 0x66, 0x0f, 0x${byte}, 0xc1`);
const SCALARS = "add mul sub div sqrt".split(" ").flatMap((name) => [`${name}sd xmm0, xmm1`, `${name}ss xmm0, xmm1`]);
const FLOATS = [
  "cvtss2sd xmm0, xmm1",
  "cvtsd2ss xmm0, xmm1",
  ".byte 0xf2, 0x48, 0x0f, 0x2a, 0xc3",
  ".byte 0xf3, 0x48, 0x0f, 0x2a, 0xc3",
  ".byte 0xf2, 0x0f, 0x2a, 0xc3",
  ".byte 0xf3, 0x0f, 0x2a, 0xc3",
  ".byte 0xf2, 0x48, 0x0f, 0x2c, 0xc1",
  ".byte 0xf3, 0x48, 0x0f, 0x2c, 0xc1",
  ".byte 0xf2, 0x0f, 0x2c, 0xc1",
  ".byte 0xf2, 0x48, 0x0f, 0x2d, 0xc1",
  ".byte 0xf3, 0x0f, 0x2d, 0xc1",
  ".byte 0xf2, 0x0f, 0x5d, 0xc1",
  ".byte 0xf3, 0x0f, 0x5f, 0xc1",
  ".byte 0x0f, 0x5b, 0xc1",
  ".byte 0x66, 0x0f, 0x5b, 0xc1",
  ".byte 0xf3, 0x0f, 0x5b, 0xc1",
  ".byte 0xf3, 0x0f, 0xe6, 0xc1",
  ".byte 0xf2, 0x0f, 0xc2, 0xc1, 1",
  ".byte 0xf2, 0x0f, 0xc2, 0xc1, 6",
  ".byte 0xf3, 0x0f, 0xc2, 0xc1, 3",
];

function vectorForms(): Form[] {
  return [
    ...form(ALL, ...PACKED.split(" ").map((name) => `${name} xmm0, xmm1`), ...ENCODED, ...SCALARS, ...FLOATS),
    ...form(ALL, "pshufd xmm0, xmm1, 0x1b", "shufps xmm0, xmm1, 0xe1", "pmovmskb eax, xmm1", "movq rax, xmm1", "movd eax, xmm1"),
    ...form(
      ALL,
      "movss xmm0, xmm1",
      "movsd xmm0, xmm1",
      "movq xmm0, xmm1",
      "movq xmm0, rbx",
      "movd xmm0, ebx",
      "movlps xmm0, qword ptr [rsi]",
    ),
    ...form(ALL, "movhps [rsi], xmm0", "movups xmm0, [rsi + 3]", "movups [rsi + 5], xmm1", "movss xmm0, dword ptr [rsi]"),
    ...form(ALL, "ucomisd xmm0, xmm1", "ucomiss xmm0, xmm1", "comisd xmm1, xmm0"),
    ...form(ALL, ".byte 0x66, 0x0f, 0x71, 0xf0, 5", ".byte 0x66, 0x0f, 0x72, 0xe0, 7", ".byte 0x66, 0x0f, 0x73, 0xd0, 40"),
    ...form(ALL, ".byte 0x66, 0x0f, 0x73, 0xf8, 5", ".byte 0x66, 0x0f, 0x73, 0xd8, 3", ".byte 0xf2, 0x0f, 0x70, 0xc1, 0x2d"),
    ...form(ALL, ".byte 0x66, 0x0f, 0xc5, 0xc1, 3", ".byte 0x66, 0x0f, 0xc4, 0xc3, 5", ".byte 0x66, 0x0f, 0x50, 0xc1"),
  ];
}

/** A frame within frames: what was copied, and how far things lie from each other. */
const NESTED = [
  "push rbp; lea rbp, [rsi + 24]; enter 32, 3; mov rax, rsp; add rax, 32; mov rbx, qword ptr [rax]; sub rbx, rax",
  "mov rdx, qword ptr [rax + 8]; mov r9, qword ptr [rax + 16]; sub rax, rbp; leave; pop rbp",
].join("; ");

function rareForms(): Form[] {
  return [
    ...form(ALL, NESTED, NESTED.replace("32, 3", "32, 1").replace("[rax + 16]", "[rax]; sub r9, rax")),
    { text: ".byte 0x66, 0x0f, 0xf7, 0xc1", flags: ALL, setUp: "lea rdi, [rsi + 5]" },
    // pushfw, popfw, pushfw: of 16 bits.
    ...form(ALL, ".byte 0x66, 0x9c; pop ax; and eax, 0xcd5", "mov eax, r10d; and eax, 0xcd5; push ax; .byte 0x66, 0x9d"),
    ...form(ALL, "fninit; fnstcw word ptr [rsi + 2]", "fldcw word ptr [rsi]; fnstcw word ptr [rsi + 8]; fninit", "fninit; fnstsw ax"),
    ...form(ALL, "fninit; fnstsw word ptr [rsi]", "clflush [rsi]"),
  ];
}

export const FORMS: readonly Form[] = [
  ...binaryForms(),
  ...unaryForms(),
  ...shiftForms(),
  ...bitForms(),
  ...moveForms(),
  ...vectorForms(),
  ...rareForms(),
];

const CODE = 0x400000;
const DATA = 0x10000000;

/** r12 = the generator's state; a new number of any size, sign and number of trailing zeroes into `to`. Uses rcx, r13. */
const random = (to: string) => `
  call next
  mov ${to}, r12
  call next
  mov rcx, r12
  shr rcx, 33
  test ecx, 64
  jnz 1f
  sar ${to}, cl
1:
  test ecx, 128
  jnz 2f
  shl ${to}, cl
2:
`;

/** r8 = the checksum. */
const fold = (from: string) => `
  xor r8, ${from}
  imul r8, r11
  rol r8, 23
`;

/** One round is short: what all rounds share is called, so that the text stays small. */
function formCode({ text, flags, setUp }: Form, i: number, count: number): string {
  return `
  mov r15d, ${count}
form${i}:
  call fill
  ${(setUp ?? "").replaceAll("; ", "\n  ")}
  and r10d, ${ALL}
  or r10d, 2
  push r10
  popfq
  ${text.replaceAll("; ", "\n  ")}
  pushfq
  pop r10
  and r10d, ${flags}
  call fold
  dec r15d
  jnz form${i}
  call print
`;
}

/** New numbers for memory and registers; rbp and r14 keep rsi and rdi. */
const FILL = `
fill:
${["qword ptr [rsi]", "qword ptr [rsi + 8]", "qword ptr [rsi + 16]", "qword ptr [rsi + 24]"].map((to) => `${random("rax")}\n  mov ${to}, rax`).join("\n")}
  movups xmm0, [rsi]
  movups xmm1, [rsi + 16]
${random("rax")}
${random("rbx")}
${random("rdx")}
${random("r9")}
${random("r10")}
  call next
  mov ecx, r12d
  mov rbp, rsi
  mov r14, rdi
  ret
`;

/** All that may have changed goes into the checksum; flags come in r10. */
const FOLD = `
fold:
${fold("r10")}
  mov r10, rsi
  sub r10, rbp
${fold("r10")}
  mov r10, rdi
  sub r10, r14
${fold("r10")}
  mov rsi, rbp
  mov rdi, r14
${["rax", "rbx", "rdx", "r9", "qword ptr [rsi]", "qword ptr [rsi + 8]", "qword ptr [rsi + 16]"].map(fold).join("")}
  movq rax, xmm0
${fold("rax")}
  pshufd xmm0, xmm0, 0xee
  movq rax, xmm0
${fold("rax")}
  ret
`;

function programText(forms: readonly Form[], count: number, seed: number): string {
  return `
start:
  movabs r11, 0x9e3779b97f4a7c15
  mov esi, ${DATA + 64}
  mov r12d, ${seed}
  mov r8d, 1
${forms.map((one, i) => formCode(one, i, count)).join("")}
  xor edi, edi
  mov eax, 60
  syscall
${FILL}${FOLD}
next:
  mov r13, r12
  shl r13, 13
  xor r12, r13
  mov r13, r12
  shr r13, 7
  xor r12, r13
  mov r13, r12
  shl r13, 17
  xor r12, r13
  ret
print:
  mov qword ptr [${DATA}], r8
  push rsi
  push r11
  mov esi, ${DATA}
  mov edx, 8
  mov edi, 1
  mov eax, 1
  syscall
  pop r11
  pop rsi
  xor edi, edi
  ret
`;
}

/** A static Linux program that runs each form \`count\` times and prints eight bytes of checksum after each. */
export function semanticsProgram(forms: readonly Form[], count: number, seed: number): Uint8Array {
  const { bytes: code } = assembleFlat(programText(forms, count, seed), CODE + 0x1000);
  const out = new Uint8Array(0x1000 + code.length);
  const view = new DataView(out.buffer);
  out.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, 62, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, BigInt(CODE + 0x1000), true);
  view.setBigUint64(32, 64n, true);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, 2],
  ] as const)
    view.setUint16(at, value, true);
  const header = (at: number, flags: number, offset: number, address: number, size: number, memory: number) => {
    view.setUint32(at, 1, true);
    view.setUint32(at + 4, flags, true);
    [offset, address, address, size, memory, 0x1000].forEach((value, i) => view.setBigUint64(at + 8 + 8 * i, BigInt(value), true));
  };
  header(64, 5, 0x1000, CODE + 0x1000, code.length, code.length);
  header(120, 6, 0, DATA, 0, 0x1000);
  out.set(code, 0x1000);
  return out;
}
