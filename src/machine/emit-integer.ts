// JavaScript for the integer instructions that programs spend their time in. What is not here is done by `interpret.ts`,
// one call an instruction. Flags that Intel leaves undefined are what real processors make of them where that is known.
import { conditionCode } from "../isa/x86_64/table.ts";
import type { ImmediateOperand, Instruction, MemoryOperand, Operand, RegisterOperand } from "./decode.ts";
import { conditionTest } from "./emit.ts";
import type { Emit, Emitter, Pair } from "./emit.ts";
import { multiplyWithFlags, wideEmitterOf } from "./emit-wide.ts";
import { AUXILIARY, CARRY, IP, OVERFLOW, RSP } from "./state.ts";

const operandsOf = ({ operands }: Instruction) => operands as readonly [Operand, Operand, Operand];

/** Carry out of the top bit of a + b = r; of a - b = r, the borrow. */
function carryOf(kind: "add" | "sub", a: string, b: string, r: string, bits: number): string {
  const shift = Math.min(bits, 32) - 1;
  return kind === "add"
    ? `((${a} & ${b}) | ((${a} | ${b}) & ~${r})) >>> ${shift} & 1`
    : `((~${a} & ${b}) | ((~${a} | ${b}) & ${r})) >>> ${shift} & 1`;
}

/** a + b + carry or a - b - borrow, with its flags set after `write` stored the result. */
function addOrSubtract(
  e: Emitter,
  kind: "add" | "sub",
  bits: number,
  a: Pair,
  b: Pair,
  withCarry: boolean,
  write?: (r: Pair) => void,
): void {
  const sign = kind === "add" ? "+" : "-";
  const carryIn = withCarry ? ` ${sign} S[${CARRY}]` : "";
  const low = e.value(`(${a.low} ${sign} ${b.low}${carryIn}) | 0`);
  let high = "0";
  if (bits === 64) {
    const carry = withCarry ? `(${carryOf(kind, a.low, b.low, low, 32)})` : lowCarry(kind, a, b, low);
    high = e.value(`(${a.high} ${sign} ${b.high} ${sign} ${carry}) | 0`);
  }
  write?.({ low, high });
  if (!e.needsFlags) return;
  const [x, y, r] = bits === 64 ? [a.high, b.high, high] : [a.low, b.low, low];
  const overflow = kind === "add" ? `(${x} ^ ${r}) & (${y} ^ ${r})` : `(${x} ^ ${y}) & (${x} ^ ${r})`;
  e.carryFlags(carryOf(kind, x, y, r, bits), bits < 32 ? `(${overflow}) << ${32 - bits}` : overflow, `${a.low} ^ ${b.low} ^ ${low}`);
  e.resultFlags({ low, high }, bits);
}

function lowCarry(kind: "add" | "sub", a: Pair, b: Pair, low: string): string {
  return kind === "add" ? `((${low} >>> 0) < (${a.low} >>> 0) ? 1 : 0)` : `((${a.low} >>> 0) < (${b.low} >>> 0) ? 1 : 0)`;
}

function arithmetic(kind: "add" | "sub", withCarry: boolean, writes: boolean): Emit {
  return (e, instruction) => {
    const [to, from] = operandsOf(instruction);
    const place = e.place(to);
    const a = e.read(place);
    const b = narrow(e.readOperand(from), from, to.bits);
    addOrSubtract(e, kind, to.bits, a, b, withCarry, writes ? (result) => e.write(place, result) : undefined);
  };
}

/** An immediate as a value of the operand's size. */
function narrow(value: Pair, operand: Operand, bits: number): Pair {
  if (operand.kind !== "immediate" || bits >= 32) return value;
  return { low: String(operand.low & (bits === 8 ? 0xff : 0xffff)), high: "0" };
}

function logic(operator: "&" | "|" | "^", writes: boolean): Emit {
  return (e, instruction) => {
    const [to, from] = operandsOf(instruction);
    const place = e.place(to);
    const a = e.read(place);
    const b = narrow(e.readOperand(from), from, to.bits);
    const low = e.value(`${a.low} ${operator} ${b.low}`);
    const result = { low, high: to.bits === 64 ? e.value(`${a.high} ${operator} ${b.high}`) : "0" };
    if (writes) e.write(place, result);
    e.carryFlags("0", "0", "0");
    e.resultFlags(result, to.bits);
  };
}

/** `inc` and `dec` leave the carry alone. */
function step(kind: "add" | "sub"): Emit {
  return (e, instruction) => {
    const [to] = operandsOf(instruction);
    const place = e.place(to);
    const a = e.read(place);
    const sign = kind === "add" ? "+" : "-";
    const low = e.value(`(${a.low} ${sign} 1) | 0`);
    const carry = kind === "add" ? `(${low} === 0 ? 1 : 0)` : `(${a.low} === 0 ? 1 : 0)`;
    const result = { low, high: to.bits === 64 ? e.value(`(${a.high} ${sign} ${carry}) | 0`) : "0" };
    e.write(place, result);
    const [x, r] = to.bits === 64 ? [a.high, result.high] : [a.low, low];
    const overflow = kind === "add" ? `~${x} & ${r}` : `${x} & ~${r}`;
    e.carryFlags(undefined, to.bits < 32 ? `(${overflow}) << ${32 - to.bits}` : overflow, `${a.low} ^ ${low} ^ 1`);
    e.resultFlags(result, to.bits);
  };
}

const negate: Emit = (e, instruction) => {
  const [to] = operandsOf(instruction);
  const place = e.place(to);
  const value = e.read(place);
  addOrSubtract(e, "sub", to.bits, { low: "0", high: "0" }, value, false, (result) => e.write(place, result));
};

const complement: Emit = (e, instruction) => {
  const [to] = operandsOf(instruction);
  const place = e.place(to);
  const { low, high } = e.read(place);
  e.write(place, e.pair(`~${low}`, to.bits === 64 ? `~${high}` : "0"));
};

const move: Emit = (e, instruction) => {
  const [to, from] = operandsOf(instruction);
  const place = e.place(to);
  e.write(place, e.readOperand(from));
};

const moveZero: Emit = (e, instruction) => {
  const [to, from] = operandsOf(instruction);
  e.write(e.place(to), { low: e.readOperand(from).low, high: "0" });
};

const moveSigned: Emit = (e, instruction) => {
  const [to, from] = operandsOf(instruction);
  const { low } = e.readOperand(from);
  const value = from.bits === 32 ? low : e.value(`(${low} << ${32 - from.bits}) >> ${32 - from.bits}`);
  e.write(e.place(to), { low: value, high: e.value(`${value} >> 31`) });
};

const loadAddress: Emit = (e, instruction) => {
  const [to, from] = operandsOf(instruction);
  e.write(e.place(to), e.address(from as MemoryOperand, true));
};

/** Shifts by constants of 32 and 64 bits: the rest goes the slow way. */
function isFastShift({ operands, bits }: Instruction): boolean {
  const [, count] = operands;
  return bits >= 32 && count?.kind === "immediate" && (count.low & (bits - 1)) !== 0;
}

type ShiftName = "shl" | "shr" | "sar";

function shiftedPair(name: ShiftName, { low, high }: Pair, n: number): readonly [low: string, high: string] {
  if (name === "shl") return n >= 32 ? ["0", `${low} << ${n - 32}`] : [`${low} << ${n}`, `(${high} << ${n}) | (${low} >>> ${32 - n})`];
  const operator = name === "shr" ? ">>>" : ">>";
  if (n >= 32) return [`(${high} ${operator} ${n - 32}) | 0`, name === "shr" ? "0" : `${high} >> 31`];
  return [`(${low} >>> ${n}) | (${high} << ${32 - n})`, `(${high} ${operator} ${n}) | 0`];
}

/** The last bit that was shifted out. */
function shiftCarry(name: ShiftName, { low, high }: Pair, n: number, bits: number): string {
  const bit = name === "shl" ? bits - n : n - 1;
  return bit >= 32 ? `(${high} >>> ${bit - 32}) & 1` : `(${low} >>> ${bit}) & 1`;
}

function shift(name: ShiftName): Emit {
  return (e, instruction) => {
    const [to, count] = operandsOf(instruction);
    const { bits } = to;
    const n = (count as ImmediateOperand).low & (bits - 1);
    const place = e.place(to);
    const a = e.read(place);
    const operator = { shl: "<<", shr: ">>>", sar: ">>" }[name];
    const [low, high] = bits === 64 ? shiftedPair(name, a, n) : [`(${a.low} ${operator} ${n}) | 0`, "0"];
    const result = e.pair(low, high);
    e.write(place, result);
    if (!e.needsFlags) return;
    const top = bits === 64 ? a.high : a.low;
    const carry = e.value(shiftCarry(name, a, n, bits));
    const resultTop = bits === 64 ? result.high : result.low;
    const overflow = name === "shl" ? `${resultTop} ^ (${carry} << 31)` : name === "shr" ? (n === 1 ? top : `${resultTop} << 1`) : "0";
    e.push(`S[${CARRY}] = ${carry}; S[${OVERFLOW}] = ${overflow}; S[${AUXILIARY}] = 0;`);
    e.resultFlags(result, bits);
  };
}

const jump: Emit = (e, { operands: [target] }) => setIp(e, e.readOperand(target as Operand));

function setIp(e: Emitter, { low, high }: Pair): void {
  e.push(`S[${IP}] = ${low}; S[${IP + 1}] = ${high};`);
}

function next({ low, high, length }: Instruction): Pair {
  // A block does not leave its page but for its last instruction.
  const sum = (low + length) | 0;
  return { low: String(sum), high: String(sum >>> 0 < low >>> 0 ? (high + 1) | 0 : high) };
}

function conditionalJump(code: number): Emit {
  return (e, instruction) => {
    const target = instruction.operands[0] as ImmediateOperand;
    const other = next(instruction);
    e.push(`if (${conditionTest(code)}) { S[${IP}] = ${target.low}; S[${IP + 1}] = ${target.high}; }`);
    e.push(`else { S[${IP}] = ${other.low}; S[${IP + 1}] = ${other.high}; }`);
  };
}

function stackPointer(e: Emitter, change: number): Pair {
  return e.add(e.register(RSP), { low: String(change), high: String(change >> 31) });
}

function setStack(e: Emitter, { low, high }: Pair): void {
  e.push(`S[${2 * RSP}] = ${low}; S[${2 * RSP + 1}] = ${high};`);
}

function pushValue(e: Emitter, value: Pair): void {
  const at = stackPointer(e, -8);
  e.store(at, 64, value);
  setStack(e, at);
}

const push: Emit = (e, { operands: [from] }) => pushValue(e, e.readOperand(from as Operand));

const pop: Emit = (e, { operands: [to] }) => {
  const value = e.load(e.register(RSP), 64);
  setStack(e, stackPointer(e, 8));
  e.writeRegister(to as RegisterOperand, value);
};

const call: Emit = (e, instruction) => {
  const target = e.readOperand(instruction.operands[0] as Operand);
  pushValue(e, next(instruction));
  setIp(e, target);
};

const returnNear: Emit = (e, { operands: [extra] }) => {
  const target = e.load(e.register(RSP), 64);
  setStack(e, stackPointer(e, 8 + (extra?.kind === "immediate" ? extra.low : 0)));
  setIp(e, target);
};

function conditionalMove(code: number): Emit {
  return (e, instruction) => {
    const [to, from] = operandsOf(instruction);
    const value = e.readOperand(from);
    const old = e.readOperand(to);
    const test = e.value(conditionTest(code));
    e.write(e.place(to), e.pair(`${test} ? ${value.low} : ${old.low}`, `${test} ? ${value.high} : ${old.high}`));
  };
}

function setByte(code: number): Emit {
  return (e, { operands: [to] }) => e.write(e.place(to as Operand), { low: e.value(`${conditionTest(code)} ? 1 : 0`), high: "0" });
}

/** imul of two operands, 32 bits wide; the wider product is compared as a double, which is exact where it matters. */
const multiply: Emit = (e, instruction) => {
  const [to, from, factor] = operandsOf(instruction);
  const a = e.readOperand(from);
  const b = e.readOperand(factor ?? to);
  const low = e.value(`Math.imul(${a.low}, ${b.low})`);
  e.write(e.place(to), { low, high: "0" });
  const isWide = e.needsFlags ? e.value(`${a.low} * ${b.low} !== ${low}`) : "false";
  e.carryFlags(`${isWide} ? 1 : 0`, `${isWide} ? -1 : 0`, "0");
  e.resultFlags({ low, high: "0" }, 32);
};

/** imul of two operands, 64 bits wide, whose flags nobody reads. */
const multiplyWide: Emit = (e, instruction) => {
  const [to, from, factor] = operandsOf(instruction);
  const a = e.readOperand(from);
  const b = e.readOperand(factor ?? to);
  const cross = e.value(`(Math.imul(${a.low}, ${b.high}) + Math.imul(${a.high}, ${b.low})) | 0`);
  e.write(e.place(to), e.pair(`Math.imul(${a.low}, ${b.low})`, `(highProduct(${a.low}, ${b.low}) + ${cross}) | 0`));
};

const signOfAccumulator: Emit = (e, { mnemonic }) => {
  if (mnemonic === "cdqe") e.push("S[1] = S[0] >> 31;");
  else if (mnemonic === "cdq") e.push("S[4] = S[0] >> 31; S[5] = 0;");
  else e.push("S[4] = S[5] = S[1] >> 31;");
};

const leave: Emit = (e) => {
  const frame = e.register(5);
  const value = e.load(frame, 64);
  setStack(e, e.add(frame, { low: "8", high: "0" }));
  e.writeRegister({ kind: "register", number: 5, bits: 64, high: false }, value);
};

const nothing: Emit = () => {};

/** Kinds of operands that a plain move handles: not segment, control and debug registers. */
const isPlain = ({ operands }: Instruction) =>
  operands.every(({ kind }) => kind === "register" || kind === "memory" || kind === "immediate");

const EMITTERS: Readonly<Record<string, Emit | undefined>> = {
  add: arithmetic("add", false, true),
  adc: arithmetic("add", true, true),
  sub: arithmetic("sub", false, true),
  sbb: arithmetic("sub", true, true),
  cmp: arithmetic("sub", false, false),
  and: logic("&", true),
  or: logic("|", true),
  xor: logic("^", true),
  test: logic("&", false),
  inc: step("add"),
  dec: step("sub"),
  neg: negate,
  not: complement,
  mov: move,
  movabs: move,
  movzx: moveZero,
  movsx: moveSigned,
  movsxd: moveSigned,
  lea: loadAddress,
  jmp: jump,
  call,
  ret: returnNear,
  cdqe: signOfAccumulator,
  cdq: signOfAccumulator,
  cqo: signOfAccumulator,
  leave,
  nop: nothing,
  pause: nothing,
  endbr64: nothing,
  prefetcht0: nothing,
  prefetcht1: nothing,
  prefetcht2: nothing,
  prefetchnta: nothing,
  prefetchw: nothing,
  mfence: nothing,
  lfence: nothing,
  sfence: nothing,
};

const SHIFTS: Readonly<Record<string, Emit | undefined>> = { shl: shift("shl"), sal: shift("shl"), shr: shift("shr"), sar: shift("sar") };

function conditional(mnemonic: string): Emit | undefined {
  const [, kind, condition = ""] = /^(j|set|cmov)([a-z]+)$/.exec(mnemonic) ?? [];
  const code = conditionCode(condition);
  if (kind === undefined || code < 0) return undefined;
  if (kind === "j") return conditionalJump(code);
  return kind === "set" ? setByte(code) : conditionalMove(code);
}

/** The emitter of an instruction; undefined: it goes the slow way. */
export function emitterOf(instruction: Instruction, needsFlags: boolean): Emit | undefined {
  const { mnemonic, operands, bits } = instruction;
  if (!isPlain(instruction)) return undefined;
  if (SHIFTS[mnemonic] !== undefined && isFastShift(instruction)) return SHIFTS[mnemonic];
  if (mnemonic === "imul" && operands.length > 1)
    return bits === 32 ? multiply : bits !== 64 ? undefined : needsFlags ? multiplyWithFlags : multiplyWide;
  if (mnemonic === "push") return operands[0]?.bits === 16 ? undefined : push;
  if (mnemonic === "pop") return operands[0]?.kind === "register" && operands[0].bits === 64 ? pop : undefined;
  return EMITTERS[mnemonic] ?? conditional(mnemonic) ?? wideEmitterOf(instruction);
}
