// Where an instruction with a VEX prefix has two encodings, the one that LLVM takes: with registers in other places the prefix can
// be two bytes long, not three. Its operand in ModRM.rm must be one of the first eight registers for that.
import type { Operand, Register } from "./operand.ts";
import type { Row } from "./rows.ts";

/** Moves of a register to another whose opcode for the other direction is known: the last byte of it. */
const MOVES: Readonly<Record<string, number | undefined>> = {
  vmovapd: 0x29,
  vmovaps: 0x29,
  vmovdqa: 0x7f,
  vmovdqu: 0x7f,
  vmovq: 0xd6,
  vmovsd: 0x11,
  vmovss: 0x11,
  vmovupd: 0x11,
  vmovups: 0x11,
};

/** Instructions of which LLVM 22 changes the order of what they read. */
const COMMUTATIVE: ReadonlySet<string> = new Set(
  (
    "vaddpd vaddps vandpd vandps vcmppd vcmpps vmulpd vmulps vorpd vorps vpaddb vpaddd vpaddq vpaddsb vpaddsw vpaddusb vpaddusw vpaddw " +
    "vpand vpavgb vpavgw vpcmpeqb vpcmpeqd vpcmpeqw vpmaddwd vpmaxsw vpmaxub vpminsw vpminub vpmulhuw vpmulhw vpmullw vpmuludq vpor " +
    "vpsadbw vpxor vxorpd vxorps"
  ).split(" "),
);

const isHigh = (operand: Operand | undefined): operand is Register => operand?.kind === "register" && operand.number >= 8;
const isLow = (operand: Operand | undefined): operand is Register => operand?.kind === "register" && operand.number < 8;

/** Comparisons that say the same of two operands in either order. */
function isSymmetric(operands: readonly Operand[]): boolean {
  const last = operands.at(-1);
  return last?.kind !== "immediate" || [0n, 3n, 4n, 7n].includes(last.value & 7n);
}

export interface VexForm {
  readonly row: Row;
  readonly operands: readonly Operand[];
}

/** What is encoded for a row and its operands. */
export function shortestVex(row: Row, operands: readonly Operand[], llvm: 15 | 22): VexForm {
  const { rm, reg, vex } = row.places;
  if (row.rexW || row.opcode.length !== 2 || !isHigh(operands[rm])) return { row, operands };
  const opposite = MOVES[row.mnemonic];
  if (opposite !== undefined && isLow(operands[reg])) return { row: reversed(row, opposite), operands };
  const swaps = llvm === 22 && COMMUTATIVE.has(row.mnemonic) && isLow(operands[vex]) && isSymmetric(operands);
  return { row, operands: swaps ? operands.map((one, i) => operands[i === rm ? vex : i === vex ? rm : i] ?? one) : operands };
}

/** The row that moves the other way. */
function reversed(row: Row, opcode: number): Row {
  const places = { ...row.places, rm: row.places.reg, reg: row.places.rm };
  const { mnemonic, operands, tests, bits, size, address, rexW, isVex, isLong, isString, inOpcode, extension, immediates } = row;
  const { isAtt, llvm, modes } = row;
  return {
    ...{
      mnemonic,
      operands,
      tests,
      bits,
      size,
      address,
      rexW,
      isVex,
      isLong,
      isString,
      inOpcode,
      extension,
      immediates,
      isAtt,
      llvm,
      modes,
    },
    places,
    prefixes: opcode === 0xd6 ? [0x66] : row.prefixes,
    opcode: [0x0f, opcode],
  };
}
