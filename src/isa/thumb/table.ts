// Thumb-2 instructions of ARMv7E-M: one row a form, those of two bytes first. Facts: ARMv7-M Architecture Reference
// Manual, A5 and A7; relocations: ELF for the Arm Architecture, 5.6. Rows are held to llvm-mc by `test/isa/fixed.test.ts`.
import { address, form, immediate, named, narrow, register, signed, tableOf, target, unsigned } from "../fixed/form.ts";
import type { Branch, Field, FixedIsa, Form, Operand } from "../fixed/form.ts";

const r = (...at: number[]): Field => register("r", at, 0, 15);
const low = (at: number): Field => register("r", [at], 0, 7);
/** Destination of a 16-bit move between any registers: its fourth bit stands apart. */
const split: Field = {
  encode: (operand) => (operand.kind === "register" ? (operand.number & 7) | ((operand.number & 8) << 4) : undefined),
};

const imm = (at: number, bits: number, scale = 1): Field =>
  immediate((value) => {
    const number = unsigned(value, bits, scale);
    return number === undefined ? undefined : number << at;
  });
/** Sixteen bits in four pieces (MOVW, MOVT). */
const wide: Field = immediate((value) => {
  const number = unsigned(value, 16);
  return number === undefined ? undefined : sixteenBits(number);
});
export const sixteenBits = (value: number): number =>
  ((value >> 12) << 16) | (((value >> 11) & 1) << 26) | (((value >> 8) & 7) << 12) | (value & 0xff);
/** Twelve bits in three pieces (ADDW, SUBW). */
const twelve: Field = immediate((value) => {
  const number = unsigned(value, 12);
  return number === undefined ? undefined : ((number >> 11) << 26) | (((number >> 8) & 7) << 12) | (number & 0xff);
});
/** A shift's amount in two pieces. */
const amount: Field = immediate((value) => {
  const number = value > 0n ? unsigned(value, 5) : undefined;
  return number === undefined ? undefined : ((number >> 2) << 12) | ((number & 3) << 6);
});

const place: Field = {
  encode: (operand) => {
    if (operand.kind !== "memory") return undefined;
    const offset = unsigned(operand.offset, 12);
    return offset === undefined ? undefined : (operand.base.number << 16) | offset;
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

/** `ite`: the next instruction where the condition holds, the one behind it where not. */
const ITE = Object.fromEntries(
  Object.entries(CONDITIONS).map(([name, number]) => [name, (number << 4) | ((number & 1) === 0 ? 0xc : 0x4)]),
);

const SPECIAL: Readonly<Record<string, number>> = {
  apsr: 0,
  ipsr: 5,
  xpsr: 3,
  msp: 8,
  psp: 9,
  primask: 16,
  basepri: 17,
  faultmask: 19,
  control: 20,
};
/** A special register that is written needs the mask of what of it is. */
const WRITTEN = Object.fromEntries(Object.entries(SPECIAL).map(([name, number]) => [name, number | 0x800]));

const BARRIER = { sy: 0xf, ish: 0xb, ishst: 0xa, osh: 3, oshst: 2, nsh: 7, nshst: 6, st: 0xe };

const three = (mnemonic: string, bits: number): Form => form(mnemonic, bits, r(8), r(16), r(0));
const two = (mnemonic: string, bits: number): Form => form(mnemonic, bits, r(8), r(0));

const FORMS: readonly Form[] = [
  narrow("nop", 0xbf00),
  narrow("yield", 0xbf10),
  narrow("wfe", 0xbf20),
  narrow("wfi", 0xbf30),
  narrow("sev", 0xbf40),
  narrow("cpsie", 0xb660, named(0, { i: 2, f: 1, if: 3 })),
  narrow("cpsid", 0xb670, named(0, { i: 2, f: 1, if: 3 })),
  narrow("bkpt", 0xbe00),
  narrow("bkpt", 0xbe00, imm(0, 8)),
  narrow("udf", 0xde00, imm(0, 8)),
  narrow("svc", 0xdf00, imm(0, 8)),
  narrow("bx", 0x4700, r(3)),
  narrow("blx", 0x4780, r(3)),
  narrow("mov", 0x4600, split, r(3)),
  // What every function with a frame begins and ends with.
  narrow("push-frame", 0xb580),
  narrow("pop-frame", 0xbd80),
  narrow("ite", 0xbf00, named(0, ITE)),
  // Inside `ite` the flags stay as they are.
  narrow("mov.it", 0x2000, low(8), imm(0, 8)),
  form("mov", 0xf04f0000, r(8), imm(0, 8)),
  form("mov", 0xf2400000, r(8), wide),
  form("movw", 0xf2400000, r(8), wide),
  form("movt", 0xf2c00000, r(8), wide),
  form("movw", 0xf2400000, r(8), address("lower", "lower")),
  form("movt", 0xf2c00000, r(8), address("upper", "upper")),
  form("mvn", 0xea6f0000, r(8), r(0)),
  form("addw", 0xf2000000, r(8), r(16), twelve),
  form("subw", 0xf2a00000, r(8), r(16), twelve),
  three("add.w", 0xeb000000),
  three("sub.w", 0xeba00000),
  three("and.w", 0xea000000),
  three("orr.w", 0xea400000),
  three("eor.w", 0xea800000),
  three("lsl.w", 0xfa00f000),
  three("lsr.w", 0xfa20f000),
  three("asr.w", 0xfa40f000),
  three("ror.w", 0xfa60f000),
  form("lsl.w", 0xea4f0000, r(8), r(0), amount),
  form("lsr.w", 0xea4f0010, r(8), r(0), amount),
  form("asr.w", 0xea4f0020, r(8), r(0), amount),
  three("mul", 0xfb00f000),
  three("udiv", 0xfbb0f0f0),
  three("sdiv", 0xfb90f0f0),
  form("mls", 0xfb000010, r(8), r(16), r(0), r(12)),
  form("umull", 0xfba00000, r(12), r(8), r(16), r(0)),
  form("smull", 0xfb800000, r(12), r(8), r(16), r(0)),
  form("cmp.w", 0xebb00f00, r(16), r(0)),
  narrow("cmp", 0x2800, low(8), imm(0, 8)),
  two("sxtb.w", 0xfa4ff080),
  two("sxth.w", 0xfa0ff080),
  two("uxtb.w", 0xfa5ff080),
  two("uxth.w", 0xfa1ff080),
  form("rev.w", 0xfa90f080, r(8), r(0, 16)),
  form("rbit", 0xfa90f0a0, r(8), r(0, 16)),
  form("clz", 0xfab0f080, r(8), r(0, 16)),
  form("ldr.w", 0xf8d00000, r(12), place),
  form("ldrh.w", 0xf8b00000, r(12), place),
  form("ldrb.w", 0xf8900000, r(12), place),
  form("str.w", 0xf8c00000, r(12), place),
  form("strh.w", 0xf8a00000, r(12), place),
  form("strb.w", 0xf8800000, r(12), place),
  narrow("b", 0xe000, target("short-jump")),
  form("b", 0xf0009000, target("jump")),
  form("b.w", 0xf0009000, target("jump")),
  form("bl", 0xf000d000, target("call")),
  ...Object.entries(CONDITIONS).flatMap(([name, number]) => [
    narrow(`b${name}`, 0xd000 | (number << 8), target("short-conditional")),
    form(`b${name}`, 0xf0008000 | (number << 22), target("conditional")),
  ]),
  form("dsb", 0xf3bf8f40, named(0, BARRIER)),
  form("dsb", 0xf3bf8f4f),
  form("dmb", 0xf3bf8f50, named(0, BARRIER)),
  form("dmb", 0xf3bf8f5f),
  form("isb", 0xf3bf8f6f),
  form("isb", 0xf3bf8f60, named(0, { sy: 0xf })),
  form("mrs", 0xf3ef8000, r(8), named(0, SPECIAL)),
  form("msr", 0xf3808000, named(0, WRITTEN), r(16)),
];

/** Displacements count from four bytes behind the instruction. */
function halfwords(bits: number, scatter: (value: number) => number, type?: number): Branch {
  return {
    type,
    patch: (displacement) => {
      const value = signed(BigInt((displacement - 4) / 2), bits);
      return value === undefined ? undefined : scatter(value);
    },
  };
}

/** imm11, imm10 and two bits that are stored combined with the sign (B.W, BL). */
export function longBranch(value: number): number {
  const sign = (value >> 23) & 1;
  const j1 = 1 ^ ((value >> 22) & 1) ^ sign;
  const j2 = 1 ^ ((value >> 21) & 1) ^ sign;
  return (sign << 26) | (((value >> 11) & 0x3ff) << 16) | (j1 << 13) | (j2 << 11) | (value & 0x7ff);
}

/** The processor counts from four bytes behind the instruction: addends make up for it. */
const TO_ITSELF = { addend: -4, unfilled: longBranch(-2) };

const conditionalBranch = (value: number): number =>
  (((value >> 19) & 1) << 26) |
  (((value >> 11) & 0x3f) << 16) |
  (((value >> 17) & 1) << 13) |
  (((value >> 18) & 1) << 11) |
  (value & 0x7ff);
const fromLinker = (type: number): Branch => ({ type, patch: () => undefined });

const NAMES = new Map<string, Operand & { readonly kind: "register" }>();
for (let number = 0; number < 16; number++) NAMES.set(`r${number}`, { kind: "register", bank: "r", number });
for (const [name, number] of Object.entries({ sb: 9, sl: 10, fp: 11, ip: 12, sp: 13, lr: 14, pc: 15 }))
  NAMES.set(name, { kind: "register", bank: "r", number });

const R_ARM = { call: 10, jump24: 30, movwAbs: 47, movtAbs: 48 } as const;

export const THUMB: FixedIsa = {
  name: "thumb",
  forms: tableOf(FORMS),
  inHalfwords: true,
  relocations: {
    "short-jump": halfwords(11, (value) => value),
    "short-conditional": halfwords(8, (value) => value),
    jump: { ...halfwords(24, longBranch, R_ARM.jump24), ...TO_ITSELF },
    call: { ...halfwords(24, longBranch, R_ARM.call), ...TO_ITSELF },
    conditional: halfwords(20, conditionalBranch),
    lower: fromLinker(R_ARM.movwAbs),
    upper: fromLinker(R_ARM.movtAbs),
  },
  register: (name) => NAMES.get(name),
  comments: ["@", "//"],
};
