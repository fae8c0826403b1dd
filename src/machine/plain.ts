// The everyday integer instructions again, one function each: for code that runs a few times only, which is most code and not
// worth compiling. What `emit-integer.ts` compiles does the same, faster.
import { conditionCode } from "../isa/x86_64/table.ts";
import type { Instruction, MemoryOperand, Operand } from "./decode.ts";
import type { Processor } from "./processor.ts";
import { mask, setCarries, setResult } from "./results.ts";
import type { Execute } from "./results.ts";
import { AUXILIARY, CARRY, OVERFLOW, PARITY, SIGN, ZERO, parity } from "./state.ts";

const twoOf = ({ operands }: Instruction) => operands as readonly [Operand, Operand];
const RSP = 4;
const RBP = 5;

function arithmetic(isAddition: boolean, withCarry: boolean, writes: boolean): Execute {
  return (p, instruction) => {
    const [to, from] = twoOf(instruction);
    const { bits } = to;
    const b = p.read(from, bits);
    const a = p.read(to);
    const carry = withCarry ? BigInt(p.slots[CARRY] as number) : 0n;
    const wide = isAddition ? a + b + carry : a - b - carry;
    const result = wide & mask(bits);
    if (writes) p.write(to, result);
    const overflow = isAddition ? (a ^ result) & (b ^ result) : (a ^ b) & (a ^ result);
    setCarries(p, wide !== result, overflow >> BigInt(bits - 1) !== 0n);
    p.slots[AUXILIARY] = Number((a ^ b ^ result) & 0x10n);
    setResult(p, result, bits);
  };
}

function logic(combine: (a: bigint, b: bigint) => bigint, writes: boolean): Execute {
  return (p, instruction) => {
    const [to, from] = twoOf(instruction);
    const result = combine(p.read(to), p.read(from, to.bits));
    if (writes) p.write(to, result);
    setCarries(p, false, false);
    p.slots[AUXILIARY] = 0;
    setResult(p, result, to.bits);
  };
}

function step(change: bigint): Execute {
  return (p, { operands: [to] }) => {
    const operand = to as Operand;
    const { bits } = operand;
    const a = p.read(operand);
    const result = (a + change) & mask(bits);
    p.write(operand, result);
    const top = 1n << BigInt(bits - 1);
    p.slots[OVERFLOW] = (change === 1n ? result === top : a === top) ? -1 : 0;
    p.slots[AUXILIARY] = Number((a ^ result ^ 1n) & 0x10n);
    setResult(p, result, bits);
  };
}

const negate: Execute = (p, { operands: [to] }) => {
  const operand = to as Operand;
  const { bits } = operand;
  const a = p.read(operand);
  const result = -a & mask(bits);
  p.write(operand, result);
  setCarries(p, a !== 0n, a !== 0n && a === result);
  p.slots[AUXILIARY] = Number((a ^ result) & 0x10n);
  setResult(p, result, bits);
};

const move: Execute = (p, instruction) => {
  const [to, from] = twoOf(instruction);
  p.write(to, p.read(from, to.bits));
};

const moveZero: Execute = (p, instruction) => {
  const [to, from] = twoOf(instruction);
  p.write(to, p.read(from));
};

const moveSigned: Execute = (p, instruction) => {
  const [to, from] = twoOf(instruction);
  p.write(to, BigInt.asIntN(from.bits, p.read(from)) & mask(to.bits));
};

const loadAddress: Execute = (p, instruction) => {
  const [to, from] = twoOf(instruction);
  p.write(to, p.address({ ...(from as MemoryOperand), segment: undefined }) & mask(to.bits));
};

const CONDITIONS: readonly ((slots: Int32Array) => boolean)[] = [
  (s) => (s[OVERFLOW] as number) < 0,
  (s) => s[CARRY] !== 0,
  (s) => s[ZERO] === 0,
  (s) => s[CARRY] !== 0 || s[ZERO] === 0,
  (s) => (s[SIGN] as number) < 0,
  (s) => parity(s[PARITY] as number) !== 0,
  (s) => ((s[SIGN] as number) ^ (s[OVERFLOW] as number)) < 0,
  (s) => ((s[SIGN] as number) ^ (s[OVERFLOW] as number)) < 0 || s[ZERO] === 0,
];

type Conditional = (test: (p: Processor) => boolean) => Execute;

const CONDITIONAL: Readonly<Record<string, Conditional>> = {
  j: (test) => (p, instruction) => (test(p) ? jump(p, instruction) : undefined),
  set:
    (test) =>
    (p, { operands }) =>
      p.write(operands[0] as Operand, test(p) ? 1n : 0n),
  cmov: (test) => (p, instruction) => {
    const [to, from] = twoOf(instruction);
    const value = p.read(from);
    p.write(to, test(p) ? value : p.read(to));
  },
};

function jump(p: Processor, { operands }: Instruction): void {
  p.setIp(p.read(operands[0] as Operand, 64));
}

const call: Execute = (p, { operands }) => {
  const target = p.read(operands[0] as Operand, 64);
  p.push(p.ip);
  p.setIp(target);
};

const returnNear: Execute = (p, { operands: [extra] }) => {
  p.setIp(p.pop());
  if (extra !== undefined) p.setRegister(RSP, 64, p.register(RSP) + p.read(extra, 16));
};

const leave: Execute = (p) => {
  const frame = p.register(RBP);
  const value = p.load(frame, 64);
  p.setRegister(RSP, 64, frame + 8n);
  p.setRegister(RBP, 64, value);
};

const nothing: Execute = () => {};

const PLAIN: Readonly<Record<string, Execute | undefined>> = {
  add: arithmetic(true, false, true),
  adc: arithmetic(true, true, true),
  sub: arithmetic(false, false, true),
  sbb: arithmetic(false, true, true),
  cmp: arithmetic(false, false, false),
  and: logic((a, b) => a & b, true),
  or: logic((a, b) => a | b, true),
  xor: logic((a, b) => a ^ b, true),
  test: logic((a, b) => a & b, false),
  inc: step(1n),
  dec: step(-1n),
  neg: negate,
  not: (p, { operands: [to] }) => p.write(to as Operand, ~p.read(to as Operand) & mask((to as Operand).bits)),
  mov: move,
  movabs: move,
  movzx: moveZero,
  movsx: moveSigned,
  movsxd: moveSigned,
  lea: loadAddress,
  jmp: jump,
  call,
  ret: returnNear,
  leave,
  cdqe: (p) => p.setRegister(0, 64, BigInt.asIntN(32, p.register(0, 32)) & mask(64)),
  cdq: (p) => p.setRegister(2, 32, p.register(0, 32) >> 31n === 0n ? 0n : mask(32)),
  cqo: (p) => p.setRegister(2, 64, p.register(0) >> 63n === 0n ? 0n : mask(64)),
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

function conditional(mnemonic: string): Execute | undefined {
  const [, kind, condition = ""] = /^(j|set|cmov)([a-z]+)$/.exec(mnemonic) ?? [];
  const code = conditionCode(condition);
  const test = CONDITIONS[code >> 1];
  if (kind === undefined || code < 0 || test === undefined) return undefined;
  const isNegated = (code & 1) === 1;
  return CONDITIONAL[kind]?.(({ slots }) => test(slots) !== isNegated);
}

const conditionals = new Map<string, Execute | undefined>();

/** The function of an everyday instruction; undefined: it is not one. */
export function plainOf(mnemonic: string): Execute | undefined {
  const found = PLAIN[mnemonic] ?? conditionals.get(mnemonic);
  if (found !== undefined) return found;
  const made = conditional(mnemonic);
  conditionals.set(mnemonic, made);
  return made;
}
