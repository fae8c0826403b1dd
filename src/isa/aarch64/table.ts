// AArch64 instructions: one row a form. Facts: Arm Architecture Reference Manual for A-profile, chapter C6; relocations:
// ELF for the Arm 64-bit Architecture, 5.7. Rows are held to llvm-mc by `test/isa/fixed.test.ts`.
import { address, form, immediate, named, only, register, signed, tableOf, target, unsigned } from "../fixed/form.ts";
import type { Branch, Field, FixedIsa, Form, Operand } from "../fixed/form.ts";

const x = (...at: number[]): Field => register("x", at);
const w = (...at: number[]): Field => register("w", at);
/** A register where number 31 means the stack pointer. */
const xOrSp = (at: number): Field => ({
  encode: (operand) => {
    if (operand.kind !== "register") return undefined;
    if (operand.bank === "sp") return 31 << at;
    return operand.bank === "x" && operand.number < 31 ? operand.number << at : undefined;
  },
});
const SP = only("sp", 31);

const imm = (at: number, bits: number): Field =>
  immediate((value) => {
    const number = unsigned(value, bits);
    return number === undefined ? undefined : number << at;
  });
/** `lsl #16`: which sixteen bits of the register are meant. */
const piece: Field = {
  encode: (operand) => {
    if (operand.kind !== "shift" || operand.amount % 16n !== 0n) return undefined;
    const number = unsigned(operand.amount, 6);
    return number === undefined ? undefined : (number / 16) << 21;
  },
};

export const CONDITIONS: Readonly<Record<string, number>> = {
  eq: 0,
  ne: 1,
  hs: 2,
  cs: 2,
  lo: 3,
  cc: 3,
  mi: 4,
  pl: 5,
  vs: 6,
  vc: 7,
  hi: 8,
  ls: 9,
  ge: 10,
  lt: 11,
  gt: 12,
  le: 13,
};
const inverse = (at: number): Field =>
  named(at, Object.fromEntries(Object.entries(CONDITIONS).map(([name, number]) => [name, number ^ 1])));

const BARRIERS = { oshld: 1, oshst: 2, osh: 3, nshld: 5, nshst: 6, nsh: 7, ishld: 9, ishst: 10, ish: 11, ld: 13, st: 14, sy: 15 };

/** op0-2, op1, CRn, CRm, op2 as MRS has them. */
const system = (op0: number, op1: number, crn: number, crm: number, op2: number): number =>
  ((op0 & 1) << 19) | (op1 << 16) | (crn << 12) | (crm << 8) | (op2 << 5);

const SYSTEM_REGISTERS: Readonly<Record<string, number>> = {
  midr_el1: system(3, 0, 0, 0, 0),
  mpidr_el1: system(3, 0, 0, 0, 5),
  sctlr_el1: system(3, 0, 1, 0, 0),
  cpacr_el1: system(3, 0, 1, 0, 2),
  ttbr0_el1: system(3, 0, 2, 0, 0),
  ttbr1_el1: system(3, 0, 2, 0, 1),
  tcr_el1: system(3, 0, 2, 0, 2),
  spsr_el1: system(3, 0, 4, 0, 0),
  elr_el1: system(3, 0, 4, 0, 1),
  sp_el0: system(3, 0, 4, 1, 0),
  currentel: system(3, 0, 4, 2, 2),
  esr_el1: system(3, 0, 5, 2, 0),
  far_el1: system(3, 0, 6, 0, 0),
  mair_el1: system(3, 0, 10, 2, 0),
  vbar_el1: system(3, 0, 12, 0, 0),
  tpidr_el1: system(3, 0, 13, 0, 4),
  nzcv: system(3, 3, 4, 2, 0),
  daif: system(3, 3, 4, 2, 1),
  tpidr_el0: system(3, 3, 13, 0, 2),
  cntfrq_el0: system(3, 3, 14, 0, 0),
  cntpct_el0: system(3, 3, 14, 0, 1),
  cntvct_el0: system(3, 3, 14, 0, 2),
  cntp_ctl_el0: system(3, 3, 14, 2, 1),
  hcr_el2: system(3, 4, 1, 1, 0),
  spsr_el2: system(3, 4, 4, 0, 0),
  elr_el2: system(3, 4, 4, 0, 1),
  sp_el1: system(3, 4, 4, 1, 0),
  vbar_el2: system(3, 4, 12, 0, 0),
};

/** `[base, #offset]` with an offset scaled by the size of what is moved. */
const scaled = (size: number): Field => ({
  encode: (operand: Operand) => {
    if (operand.kind !== "memory") return undefined;
    const base = xOrSp(5).encode(operand.base);
    const count = unsigned(operand.offset, 12, size);
    return base === undefined || count === undefined ? undefined : base | (count << 10);
  },
});
/** The same with a signed offset of nine bits. */
const unscaled: Field = {
  encode: (operand: Operand) => {
    if (operand.kind !== "memory") return undefined;
    const base = xOrSp(5).encode(operand.base);
    const offset = signed(operand.offset, 9);
    return base === undefined || offset === undefined ? undefined : base | (offset << 12);
  },
};

/** A form for 64-bit registers and the same for 32-bit ones, which lack the topmost bit. */
const both = (mnemonic: string, bits: number, make: (r: typeof x) => Field[]): Form[] => [
  form(mnemonic, bits | 0x80000000, ...make(x)),
  form(mnemonic, bits, ...make(w)),
];
const three = (mnemonic: string, bits: number): Form[] => both(mnemonic, bits, (r) => [r(0), r(5), r(16)]);
const two = (mnemonic: string, bits: number): Form[] => both(mnemonic, bits, (r) => [r(0), r(5)]);
const move = (name: string, bits: number, size: number, r: typeof x): Form[] => [
  form(name, bits, r(0), scaled(size)),
  form(name, bits & ~0x01000000, r(0), unscaled),
];

const FORMS: readonly Form[] = [
  form("add", 0x91000000, xOrSp(0), xOrSp(5), imm(10, 12)),
  form("add", 0x91000000, xOrSp(0), xOrSp(5), address("lo12", "lo12")),
  form("sub", 0xd1000000, xOrSp(0), xOrSp(5), imm(10, 12)),
  ...three("add", 0x0b000000),
  ...three("sub", 0x4b000000),
  ...three("and", 0x0a000000),
  ...three("orr", 0x2a000000),
  ...three("eor", 0x4a000000),
  ...three("mul", 0x1b007c00),
  ...three("udiv", 0x1ac00800),
  ...three("sdiv", 0x1ac00c00),
  ...three("lsl", 0x1ac02000),
  ...three("lsr", 0x1ac02400),
  ...three("asr", 0x1ac02800),
  ...three("ror", 0x1ac02c00),
  form("umulh", 0x9bc07c00, x(0), x(5), x(16)),
  form("smulh", 0x9b407c00, x(0), x(5), x(16)),
  ...both("msub", 0x1b008000, (r) => [r(0), r(5), r(16), r(10)]),
  ...both("cmp", 0x6b00001f, (r) => [r(5), r(16)]),
  form("cmp", 0xf100001f, x(5), imm(10, 12)),
  ...both("cset", 0x1a9f07e0, (r) => [r(0), inverse(12)]),
  ...both("mvn", 0x2a2003e0, (r) => [r(0), r(16)]),
  ...both("neg", 0x4b0003e0, (r) => [r(0), r(16)]),
  ...both("mov", 0x2a0003e0, (r) => [r(0), r(16)]),
  form("mov", 0x910003e0, x(0), SP),
  form("mov", 0x9100001f, SP, x(5)),
  ...both("movz", 0x52800000, (r) => [r(0), imm(5, 16)]),
  ...both("movz", 0x52800000, (r) => [r(0), imm(5, 16), piece]),
  ...both("movk", 0x72800000, (r) => [r(0), imm(5, 16), piece]),
  ...both("mov", 0x52800000, (r) => [r(0), imm(5, 16)]),
  form("sxtb", 0x93401c00, x(0), w(5)),
  form("sxth", 0x93403c00, x(0), w(5)),
  form("sxtw", 0x93407c00, x(0), w(5)),
  form("uxtb", 0x53001c00, w(0), w(5)),
  form("uxth", 0x53003c00, w(0), w(5)),
  ...two("rbit", 0x5ac00000),
  ...two("clz", 0x5ac01000),
  form("rev", 0xdac00c00, x(0), x(5)),
  form("rev", 0x5ac00800, w(0), w(5)),
  ...move("ldr", 0xf9400000, 8, x),
  ...move("ldr", 0xb9400000, 4, w),
  ...move("ldrh", 0x79400000, 2, w),
  ...move("ldrb", 0x39400000, 1, w),
  ...move("str", 0xf9000000, 8, x),
  ...move("str", 0xb9000000, 4, w),
  ...move("strh", 0x79000000, 2, w),
  ...move("strb", 0x39000000, 1, w),
  // The frame record: `stp x29, x30, [sp, #-16]!` and `ldp x29, x30, [sp], #16`.
  form("push-frame", 0xa9bf7bfd),
  form("pop-frame", 0xa8c17bfd),
  form("adrp", 0x90000000, x(0), address("page", "page")),
  form("b", 0x14000000, target("jump")),
  form("bl", 0x94000000, target("call")),
  ...Object.entries(CONDITIONS).map(([name, number]) => form(`b.${name}`, 0x54000000 | number, target("conditional"))),
  ...both("cbz", 0x34000000, (r) => [r(0), target("conditional")]),
  ...both("cbnz", 0x35000000, (r) => [r(0), target("conditional")]),
  form("br", 0xd61f0000, x(5)),
  form("blr", 0xd63f0000, x(5)),
  form("ret", 0xd65f03c0),
  form("ret", 0xd65f0000, x(5)),
  form("eret", 0xd69f03e0),
  ...["nop", "yield", "wfe", "wfi", "sev", "sevl"].map((name, i) => form(name, 0xd503201f | (i << 5))),
  form("isb", 0xd5033fdf),
  form("isb", 0xd50330df, named(8, { sy: 15 })),
  form("dsb", 0xd503309f, named(8, BARRIERS)),
  form("dmb", 0xd50330bf, named(8, BARRIERS)),
  form("svc", 0xd4000001, imm(5, 16)),
  form("hvc", 0xd4000002, imm(5, 16)),
  form("smc", 0xd4000003, imm(5, 16)),
  form("brk", 0xd4200000, imm(5, 16)),
  form("hlt", 0xd4400000, imm(5, 16)),
  form("udf", 0, imm(0, 16)),
  form("msr", 0xd50340df, named(0, { daifset: 0 }), imm(8, 4)),
  form("msr", 0xd50340ff, named(0, { daifclr: 0 }), imm(8, 4)),
  form("mrs", 0xd5300000, x(0), named(0, SYSTEM_REGISTERS)),
  form("msr", 0xd5100000, named(0, SYSTEM_REGISTERS), x(0)),
];

/** A displacement in words of four bytes. */
const words = (bits: number, at: number, type: number | undefined): Branch => ({
  type,
  patch: (displacement) => {
    const value = displacement % 4 === 0 ? signed(BigInt(displacement / 4), bits) : undefined;
    return value === undefined ? undefined : value << at;
  },
});
const fromLinker = (type: number): Branch => ({ type, patch: () => undefined });

const NAMES = new Map<string, Operand & { readonly kind: "register" }>();
for (let number = 0; number < 31; number++) {
  NAMES.set(`x${number}`, { kind: "register", bank: "x", number });
  NAMES.set(`w${number}`, { kind: "register", bank: "w", number });
}
NAMES.set("xzr", { kind: "register", bank: "x", number: 31 });
NAMES.set("wzr", { kind: "register", bank: "w", number: 31 });
NAMES.set("sp", { kind: "register", bank: "sp", number: 31 });
NAMES.set("fp", { kind: "register", bank: "x", number: 29 });
NAMES.set("lr", { kind: "register", bank: "x", number: 30 });

const R_AARCH64 = { page: 275, lo12: 277, jump: 282, call: 283 } as const;

export const AARCH64: FixedIsa = {
  name: "aarch64",
  forms: tableOf(FORMS),
  inHalfwords: false,
  relocations: {
    jump: words(26, 0, R_AARCH64.jump),
    call: words(26, 0, R_AARCH64.call),
    conditional: words(19, 5, undefined),
    page: fromLinker(R_AARCH64.page),
    lo12: fromLinker(R_AARCH64.lo12),
  },
  register: (name) => NAMES.get(name),
  comments: ["//"],
};
