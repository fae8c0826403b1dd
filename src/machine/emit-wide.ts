// JavaScript for products, rotations, shifts by a register and reversed bytes: what hashes and dividers spend their time in.
import type { ImmediateOperand, Instruction, Operand } from "./decode.ts";
import type { Emit, Emitter, Pair } from "./emit.ts";
import { AUXILIARY, CARRY, OVERFLOW, RSP } from "./state.ts";

const RAX = 0;
const RDX = 2;
/** rcx. */
const COUNT = 1;

/** Carry and overflow alike; the others stay what they were. */
function overflowFlags(e: Emitter, test: string): void {
  if (e.needsFlags) e.push(`S[${CARRY}] = ${test} ? 1 : 0; S[${OVERFLOW}] = ${test} ? -1 : 0;`);
}

function setRegister(e: Emitter, number: number, { low, high }: Pair): void {
  e.push(`S[${2 * number}] = ${low}; S[${2 * number + 1}] = ${high};`);
}

/** `mul` and `imul` of one operand: rdx:rax. */
function multiplyAccumulator(isSigned: boolean): Emit {
  return (e, { operands: [from] }) => {
    const b = e.readOperand(from as Operand);
    const a = e.register(RAX);
    if ((from as Operand).bits === 64) {
      e.push(`${isSigned ? "signedProduct" : "product"}(${a.low}, ${a.high}, ${b.low}, ${b.high});`);
      setRegister(e, RAX, { low: "PRODUCT[0]", high: "PRODUCT[1]" });
      setRegister(e, RDX, { low: "PRODUCT[2]", high: "PRODUCT[3]" });
      return overflowFlags(e, isSigned ? "!fitsSigned()" : "(PRODUCT[2] | PRODUCT[3]) !== 0");
    }
    const low = e.value(`Math.imul(${a.low}, ${b.low})`);
    const unsigned = `highProduct(${a.low}, ${b.low})`;
    const high = e.value(isSigned ? `(${unsigned} - (${a.low} < 0 ? ${b.low} : 0) - (${b.low} < 0 ? ${a.low} : 0)) | 0` : unsigned);
    setRegister(e, RAX, { low, high: "0" });
    setRegister(e, RDX, { low: high, high: "0" });
    overflowFlags(e, isSigned ? `${high} !== ${low} >> 31` : `${high} !== 0`);
  };
}

/** `imul` of two operands of 64 bits, with its flags. */
export const multiplyWithFlags: Emit = (e, instruction) => {
  const [to, from, factor] = instruction.operands as readonly [Operand, Operand, Operand | undefined];
  const a = e.readOperand(from);
  const b = e.readOperand(factor ?? to);
  e.push(`signedProduct(${a.low}, ${a.high}, ${b.low}, ${b.high});`);
  const result = e.pair("PRODUCT[0]", "PRODUCT[1]");
  e.write(e.place(to), result);
  overflowFlags(e, "!fitsSigned()");
  e.push(`S[${AUXILIARY}] = 0;`);
  e.resultFlags(result, 64);
};

/** Rotated left by a number of bits other than 0, of the operand's size. */
function rotated({ low, high }: Pair, n: number, bits: number): readonly [low: string, high: string] {
  if (bits === 32) return [`(${low} << ${n}) | (${low} >>> ${32 - n})`, "0"];
  const [first, second] = n >= 32 ? [high, low] : [low, high];
  const rest = n & 31;
  if (rest === 0) return [first, second];
  return [`(${first} << ${rest}) | (${second} >>> ${32 - rest})`, `(${second} << ${rest}) | (${first} >>> ${32 - rest})`];
}

/** Rotations by a constant: only carry and overflow change. */
function rotate(isLeft: boolean): Emit {
  return (e, { operands }) => {
    const [to, count] = operands as readonly [Operand, ImmediateOperand];
    const n = count.low & (to.bits - 1);
    const place = e.place(to);
    const [low, high] = rotated(e.read(place), isLeft ? n : to.bits - n, to.bits);
    const result = e.pair(low, high);
    e.write(place, result);
    if (!e.needsFlags) return;
    const top = to.bits === 64 ? result.high : result.low;
    e.push(`S[${CARRY}] = ${isLeft ? `${result.low} & 1` : `${top} >>> 31`};`);
    e.push(`S[${OVERFLOW}] = ${isLeft ? `${top} ^ (${result.low} << 31)` : `${top} ^ (${top} << 1)`};`);
  };
}

type ShiftName = "shl" | "shr" | "sar";

function shiftedWide(e: Emitter, name: ShiftName, { low, high }: Pair, n: string): Pair {
  const call = name === "shl" ? "leftWord" : name === "shr" ? "rightWord" : "signedRightWord";
  return e.pair(`${call}(${low}, ${high}, ${n}, 0)`, `${call}(${low}, ${high}, ${n}, 1)`);
}

function shiftFlags(e: Emitter, name: ShiftName, a: Pair, result: Pair, n: string, bits: number): void {
  const carry = e.value(`bitOf(${a.low}, ${a.high}, ${name === "shl" ? `${bits} - ${n}` : `${n} - 1`})`);
  const [top, resultTop] = bits === 64 ? [a.high, result.high] : [a.low, result.low];
  const overflow = { shl: `${resultTop} ^ (${carry} << 31)`, shr: `${n} === 1 ? ${top} : ${resultTop} << 1`, sar: "0" }[name];
  e.push(`S[${CARRY}] = ${carry}; S[${OVERFLOW}] = ${overflow}; S[${AUXILIARY}] = 0;`);
  e.resultFlags(result, bits);
}

/** Shifts by cl; by 0 nothing changes but that 32 bits clear the upper half. */
function shiftByRegister(name: ShiftName): Emit {
  return (e, { operands: [target] }) => {
    const to = target as Operand;
    const { bits } = to;
    const n = e.value(`S[${2 * COUNT}] & ${bits - 1}`);
    const place = e.place(to);
    const a = e.read(place);
    e.push(`if (${n} === 0) {`);
    e.write(place, a);
    e.push("} else {");
    const operator = { shl: "<<", shr: ">>>", sar: ">>" }[name];
    const result = bits === 64 ? shiftedWide(e, name, a, n) : { low: e.value(`(${a.low} ${operator} ${n}) | 0`), high: "0" };
    e.write(place, result);
    if (e.needsFlags) shiftFlags(e, name, a, result, n, bits);
    e.push("}");
  };
}

const reversed = (word: string) => `(${word} << 24) | ((${word} & 0xff00) << 8) | ((${word} >>> 8) & 0xff00) | (${word} >>> 24)`;

const reverseBytes: Emit = (e, { operands: [target] }) => {
  const to = target as Operand;
  const { low, high } = e.readOperand(to);
  e.write(e.place(to), to.bits === 64 ? e.pair(reversed(high), reversed(low)) : e.pair(reversed(low), "0"));
};

const isConstant = ({ operands: [to, count] }: Instruction) =>
  count?.kind === "immediate" && (count.low & ((to as Operand).bits - 1)) !== 0;
const isRegister = (operand: Operand | undefined, number: number) => operand?.kind === "register" && operand.number === number;

const ONE_OPERAND: Readonly<Record<string, Emit | undefined>> = {
  mul: multiplyAccumulator(false),
  imul: multiplyAccumulator(true),
  bswap: reverseBytes,
};
const ROTATIONS: Readonly<Record<string, Emit | undefined>> = { rol: rotate(true), ror: rotate(false) };
const SHIFTS: Readonly<Record<string, Emit | undefined>> = {
  shl: shiftByRegister("shl"),
  sal: shiftByRegister("shl"),
  shr: shiftByRegister("shr"),
  sar: shiftByRegister("sar"),
};

/** The emitter of an instruction of 32 or 64 bits; undefined: there is none here. */
export function wideEmitterOf(instruction: Instruction): Emit | undefined {
  const { mnemonic, operands } = instruction;
  const [first, second] = operands;
  if (first === undefined || first.bits < 32) return undefined;
  if (operands.length === 1) return ONE_OPERAND[mnemonic];
  if (ROTATIONS[mnemonic] !== undefined) return isConstant(instruction) ? ROTATIONS[mnemonic] : undefined;
  // The stack pointer and the count itself as targets are rare.
  const isUsual = isRegister(second, COUNT) && !isRegister(first, COUNT) && !isRegister(first, RSP);
  return isUsual ? SHIFTS[mnemonic] : undefined;
}
