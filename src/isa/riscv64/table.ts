// RISC-V instructions of RV64IMAC with control registers: one row a form, the compressed ones first. Facts: The RISC-V
// Instruction Set Manual, volumes I (chapters 34, 35) and II (2.2); relocations: RISC-V ELF psABI, 8.4.
import { address, form, immediate, named, narrow, register, signed, tableOf, target, unsigned } from "../fixed/form.ts";
import type { Branch, Field, FixedIsa, Form, Operand } from "../fixed/form.ts";

const rd = register("x", [7]);
const rs1 = register("x", [15]);
const rs2 = register("x", [20]);

const imm12: Field = immediate((value) => {
  const bits = signed(value, 12);
  return bits === undefined ? undefined : bits << 20;
});
const upper: Field = immediate((value) => {
  const bits = unsigned(value, 20);
  return bits === undefined ? undefined : bits << 12;
});
const amount = (bits: number): Field =>
  immediate((value) => {
    const number = unsigned(value, bits);
    return number === undefined ? undefined : number << 20;
  });
const small: Field = immediate((value) => {
  const number = unsigned(value, 5);
  return number === undefined ? undefined : number << 15;
});

const loaded: Field = {
  encode: (operand) => {
    if (operand.kind !== "memory") return undefined;
    const offset = signed(operand.offset, 12);
    return offset === undefined ? undefined : (operand.base.number << 15) | (offset << 20);
  },
};
const stored: Field = {
  encode: (operand) => {
    if (operand.kind !== "memory") return undefined;
    const offset = signed(operand.offset, 12);
    return offset === undefined ? undefined : (operand.base.number << 15) | ((offset & 0x1f) << 7) | ((offset >> 5) << 25);
  },
};

const CSRS: Readonly<Record<string, number>> = {
  cycle: 0xc00,
  time: 0xc01,
  instret: 0xc02,
  sstatus: 0x100,
  sie: 0x104,
  stvec: 0x105,
  scounteren: 0x106,
  sscratch: 0x140,
  sepc: 0x141,
  scause: 0x142,
  stval: 0x143,
  sip: 0x144,
  satp: 0x180,
  mvendorid: 0xf11,
  marchid: 0xf12,
  mimpid: 0xf13,
  mhartid: 0xf14,
  mstatus: 0x300,
  misa: 0x301,
  medeleg: 0x302,
  mideleg: 0x303,
  mie: 0x304,
  mtvec: 0x305,
  mcounteren: 0x306,
  mscratch: 0x340,
  mepc: 0x341,
  mcause: 0x342,
  mtval: 0x343,
  mip: 0x344,
  pmpcfg0: 0x3a0,
  pmpaddr0: 0x3b0,
  mcycle: 0xb00,
  minstret: 0xb02,
};
const csr: Field = {
  encode: (operand) => {
    const number = operand.kind === "name" ? CSRS[operand.name] : operand.kind === "immediate" ? unsigned(operand.value, 12) : undefined;
    return number === undefined ? undefined : number << 20;
  },
};

const r = (mnemonic: string, bits: number): Form => form(mnemonic, bits, rd, rs1, rs2);
const i = (mnemonic: string, bits: number): Form => form(mnemonic, bits, rd, rs1, imm12);
const load = (mnemonic: string, width: number): Form => form(mnemonic, 0x03 | (width << 12), rd, loaded);
const store = (mnemonic: string, width: number): Form => form(mnemonic, 0x23 | (width << 12), rs2, stored);
const branch = (mnemonic: string, condition: number): Form => form(mnemonic, 0x63 | (condition << 12), rs1, rs2, target("branch"));
const branchZero = (mnemonic: string, condition: number): Form => form(mnemonic, 0x63 | (condition << 12), rs1, target("branch"));

const FENCES = Object.fromEntries(
  Array.from({ length: 15 }, (_, n) => {
    const bits = n + 1;
    return [["i", "o", "r", "w"].filter((_letter, at) => ((bits >> (3 - at)) & 1) === 1).join(""), bits];
  }),
);

const FORMS: readonly Form[] = [
  narrow("nop", 0x0001),
  narrow("ret", 0x8082),
  narrow("ebreak", 0x9002),
  narrow("unimp", 0x0000),
  narrow("j", 0xa001, target("short-jump")),
  form("j", 0x6f, target("jump")),
  form("jal", 0x6f, rd, target("jump")),
  narrow("mv", 0x8002, register("x", [7], 1), register("x", [2], 1)),
  form("mv", 0x13, rd, rs1),
  form("lui", 0x37, rd, upper),
  form("auipc", 0x17, rd, address("pcrel-hi", "pcrel-hi")),
  form("addi", 0x13, rd, rs1, address("pcrel-lo", "pcrel-lo")),
  // `auipc ra, 0; jalr ra` with one relocation for both, as the linker sees calls.
  form("call-upper", 0x97, target("call")),
  form("call-lower", 0x80e7),
  form("jalr", 0x67, rd, loaded),
  form("jalr", 0x67, rd, rs1, imm12),
  form("jalr", 0xe7, rs1),
  form("jr", 0x67, rs1),
  branch("beq", 0),
  branch("bne", 1),
  branch("blt", 4),
  branch("bge", 5),
  branch("bltu", 6),
  branch("bgeu", 7),
  branchZero("beqz", 0),
  branchZero("bnez", 1),
  load("lb", 0),
  load("lh", 1),
  load("lw", 2),
  load("ld", 3),
  load("lbu", 4),
  load("lhu", 5),
  load("lwu", 6),
  store("sb", 0),
  store("sh", 1),
  store("sw", 2),
  store("sd", 3),
  form("li", 0x13, rd, imm12),
  i("addi", 0x13),
  i("slti", 0x2013),
  i("sltiu", 0x3013),
  i("xori", 0x4013),
  i("ori", 0x6013),
  i("andi", 0x7013),
  i("addiw", 0x1b),
  form("slli", 0x1013, rd, rs1, amount(6)),
  form("srli", 0x5013, rd, rs1, amount(6)),
  form("srai", 0x40005013, rd, rs1, amount(6)),
  r("add", 0x33),
  r("sub", 0x40000033),
  r("sll", 0x1033),
  r("slt", 0x2033),
  r("sltu", 0x3033),
  r("xor", 0x4033),
  r("srl", 0x5033),
  r("sra", 0x40005033),
  r("or", 0x6033),
  r("and", 0x7033),
  r("mul", 0x02000033),
  r("mulh", 0x02001033),
  r("mulhu", 0x02003033),
  r("div", 0x02004033),
  r("divu", 0x02005033),
  r("rem", 0x02006033),
  r("remu", 0x02007033),
  form("not", 0xfff04013, rd, rs1),
  form("neg", 0x40000033, rd, rs2),
  form("seqz", 0x00103013, rd, rs1),
  form("snez", 0x00003033, rd, rs2),
  form("sext.w", 0x1b, rd, rs1),
  form("fence", 0x0ff0000f),
  form("fence", 0x0000000f, named(24, FENCES), named(20, FENCES)),
  form("fence.i", 0x0000100f),
  // What `core::hint::spin_loop` becomes; as `pause` it needs an extension that the target lacks.
  form("spin-hint", 0x0100000f),
  form("ecall", 0x00000073),
  form("wfi", 0x10500073),
  form("sret", 0x10200073),
  form("mret", 0x30200073),
  form("sfence.vma", 0x12000073),
  form("sfence.vma", 0x12000073, rs1, rs2),
  form("csrrw", 0x1073, rd, csr, rs1),
  form("csrrs", 0x2073, rd, csr, rs1),
  form("csrrc", 0x3073, rd, csr, rs1),
  form("csrrwi", 0x5073, rd, csr, small),
  form("csrrsi", 0x6073, rd, csr, small),
  form("csrrci", 0x7073, rd, csr, small),
  form("csrr", 0x2073, rd, csr),
  form("csrw", 0x1073, csr, rs1),
  form("csrs", 0x2073, csr, rs1),
  form("csrc", 0x3073, csr, rs1),
  form("csrwi", 0x5073, csr, small),
  form("csrsi", 0x6073, csr, small),
  form("csrci", 0x7073, csr, small),
];

/** Bits of a displacement, each taken from one place and put to another. */
function scattered(bits: number, places: readonly (readonly [from: number, width: number, to: number])[], type?: number): Branch {
  return {
    type,
    patch: (displacement) => {
      const value = signed(BigInt(displacement), bits);
      if (value === undefined || displacement % 2 !== 0) return undefined;
      return places.reduce((sum, [from, width, to]) => sum | (((value >>> from) & ((1 << width) - 1)) << to), 0);
    },
  };
}
const fromLinker = (type: number): Branch => ({ type, patch: () => undefined });

const ABI_NAMES = "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6".split(" ");
const NAMES = new Map<string, Operand & { readonly kind: "register" }>();
ABI_NAMES.forEach((name, number) => {
  NAMES.set(name, { kind: "register", bank: "x", number });
  NAMES.set(`x${number}`, { kind: "register", bank: "x", number });
});
NAMES.set("fp", { kind: "register", bank: "x", number: 8 });

const R_RISCV = { branch: 16, jal: 17, callPlt: 19, pcrelHi20: 23, pcrelLo12I: 24 } as const;

export const RISCV64: FixedIsa = {
  name: "riscv64",
  forms: tableOf(FORMS),
  inHalfwords: false,
  relocations: {
    "short-jump": scattered(12, [
      [5, 1, 2],
      [1, 3, 3],
      [7, 1, 6],
      [6, 1, 7],
      [10, 1, 8],
      [8, 2, 9],
      [4, 1, 11],
      [11, 1, 12],
    ]),
    jump: scattered(
      21,
      [
        [12, 8, 12],
        [11, 1, 20],
        [1, 10, 21],
        [20, 1, 31],
      ],
      R_RISCV.jal,
    ),
    branch: scattered(
      13,
      [
        [11, 1, 7],
        [1, 4, 8],
        [5, 6, 25],
        [12, 1, 31],
      ],
      R_RISCV.branch,
    ),
    call: fromLinker(R_RISCV.callPlt),
    "pcrel-hi": fromLinker(R_RISCV.pcrelHi20),
    "pcrel-lo": fromLinker(R_RISCV.pcrelLo12I),
  },
  register: (name) => NAMES.get(name),
  comments: ["#"],
};
