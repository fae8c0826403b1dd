// The integer instructions that are rare, one function each, in big integers: plain rather than fast.
// A function leaves rip alone unless it branches: the block sets it behind the instruction before.
import type { Instruction, Operand } from "./decode.ts";
import { divideFast } from "./divide.ts";
import { IDENTITY } from "./identity.ts";
import { Fault } from "./memory.ts";
import type { Processor } from "./processor.ts";
import { ARITHMETIC_FLAGS, AUXILIARY, CARRY, FLAG_CARRY, FLAG_DIRECTION, FLAG_INTERRUPT, PARITY, SIGN, SYSTEM, ZERO } from "./state.ts";
import { compare, mask, setCarries, setResult } from "./results.ts";
import type { Execute } from "./results.ts";
import { repeated } from "./strings.ts";

const DIVIDE_ERROR = 0;
const RAX = 0;
const RCX = 1;
const RDX = 2;
const RSP = 4;
const RBP = 5;

const operandsOf = ({ operands }: Instruction) => operands as readonly [Operand, Operand, Operand];

/** The double-width accumulator: rdx:rax, or ax for bytes. */
function setWide(p: Processor, bits: number, value: bigint): void {
  if (bits === 8) return p.setRegister(RAX, 16, value);
  p.setRegister(RAX, bits, value);
  p.setRegister(RDX, bits, value >> BigInt(bits));
}

function multiplyAccumulator(p: Processor, { operands }: Instruction, isSigned: boolean): void {
  const from = operands[0] as Operand;
  const { bits } = from;
  const a = p.register(RAX, bits);
  const b = p.read(from);
  const product = isSigned ? BigInt.asIntN(bits, a) * BigInt.asIntN(bits, b) : a * b;
  setWide(p, bits, product & mask(2 * bits));
  const isWide = isSigned ? BigInt.asIntN(bits, product) !== product : product > mask(bits);
  setCarries(p, isWide, isWide);
  p.slots[AUXILIARY] = 0;
  setResult(p, product, bits);
}

const imul: Execute = (p, instruction) => {
  const [to, from, factor] = operandsOf(instruction);
  if (instruction.operands.length === 1) return multiplyAccumulator(p, instruction, true);
  const { bits } = to;
  const product = BigInt.asIntN(bits, p.read(from)) * BigInt.asIntN(bits, p.read(factor ?? to, bits));
  p.write(to, product & mask(bits));
  const isWide = BigInt.asIntN(bits, product) !== product;
  setCarries(p, isWide, isWide);
  p.slots[AUXILIARY] = 0;
  setResult(p, product, bits);
};

function divide(p: Processor, { operands }: Instruction, isSigned: boolean): void {
  const from = operands[0] as Operand;
  if (divideFast(p, from, isSigned)) return;
  const { bits } = from;
  const wide = bits === 8 ? p.register(RAX, 16) : (p.register(RDX, bits) << BigInt(bits)) | p.register(RAX, bits);
  const divisor = isSigned ? BigInt.asIntN(bits, p.read(from)) : p.read(from);
  if (divisor === 0n) throw new Fault(DIVIDE_ERROR);
  const dividend = isSigned ? BigInt.asIntN(2 * bits, wide) : wide;
  const quotient = dividend / divisor;
  if (isSigned ? BigInt.asIntN(bits, quotient) !== quotient : quotient > mask(bits)) throw new Fault(DIVIDE_ERROR);
  const rest = dividend % divisor;
  if (bits === 8) return p.setRegister(RAX, 16, ((rest & 0xffn) << 8n) | (quotient & 0xffn));
  p.setRegister(RAX, bits, quotient);
  p.setRegister(RDX, bits, rest);
}

/** Number of the lowest or highest one; undefined for 0. */
function lowestOne(value: bigint): number | undefined {
  if (value === 0n) return undefined;
  const low = Number(value & 0xffffffffn) | 0;
  return low === 0 ? 63 - Math.clz32(Number(value >> 32n) & -Number(value >> 32n)) : 31 - Math.clz32(low & -low);
}

const highestOne = (value: bigint) => (value === 0n ? undefined : value.toString(2).length - 1);

function scan(find: (value: bigint) => number | undefined): Execute {
  return (p, instruction) => {
    const [to, from] = operandsOf(instruction);
    const value = p.read(from);
    const found = find(value);
    setResult(p, value, from.bits);
    if (found === undefined) return;
    p.write(to, BigInt(found));
  };
}

function count(find: (value: bigint, bits: number) => number): Execute {
  return (p, instruction) => {
    const [to, from] = operandsOf(instruction);
    const value = p.read(from);
    const number = find(value, from.bits);
    p.write(to, BigInt(number));
    setCarries(p, value === 0n, false);
    setResult(p, BigInt(number), from.bits);
  };
}

const populationCount: Execute = (p, instruction) => {
  const [to, from] = operandsOf(instruction);
  const value = p.read(from);
  p.write(to, BigInt(value.toString(2).replaceAll("0", "").length));
  setCarries(p, false, false);
  p.slots[AUXILIARY] = 0;
  setResult(p, value, from.bits);
  p.slots[PARITY] = 1;
  p.slots[SIGN] = 0;
};

/** A bit of a register, or of memory as far away as a register's number says. */
function bitTest(change: (value: bigint, bit: bigint) => bigint): Execute {
  return (p, instruction) => {
    const [to, from] = operandsOf(instruction);
    const { bits } = to;
    const number = p.read(from, bits);
    const bit = number & BigInt(bits - 1);
    if (to.kind !== "memory") {
      const value = p.read(to);
      const changed = change(value, 1n << bit);
      if (instruction.mnemonic !== "bt") p.write(to, changed);
      p.slots[CARRY] = Number((value >> bit) & 1n);
      return;
    }
    const away = from.kind === "register" ? (BigInt.asIntN(bits, number) >> BigInt(Math.log2(bits))) * BigInt(bits / 8) : 0n;
    const address = (p.address(to) + away) & mask(64);
    const value = p.load(address, bits);
    const changed = change(value, 1n << bit);
    if (instruction.mnemonic !== "bt") p.store(address, bits, changed);
    p.slots[CARRY] = Number((value >> bit) & 1n);
  };
}

interface Shifted {
  readonly value: bigint;
  readonly carry: bigint;
}

/** Result and carry of a shift by 1 <= n; `c` is the carry before. */
type Shifter = (a: bigint, n: bigint, bits: bigint, c: bigint) => Shifted;

const SHIFTERS: Readonly<Record<string, Shifter>> = {
  shl: (a, n, bits) => ({ value: a << n, carry: (a >> (bits - n)) & (n > bits ? 0n : 1n) }),
  shr: (a, n) => ({ value: a >> n, carry: (a >> (n - 1n)) & 1n }),
  sar: (a, n, bits) => {
    const signed = BigInt.asIntN(Number(bits), a);
    return { value: signed >> n, carry: (signed >> (n - 1n)) & 1n };
  },
  rol: (a, n, bits) => {
    const value = (a << (n % bits)) | (a >> (bits - (n % bits)));
    return { value, carry: value & 1n };
  },
  ror: (a, n, bits) => {
    const value = (a >> (n % bits)) | (a << (bits - (n % bits)));
    return { value, carry: (value >> (bits - 1n)) & 1n };
  },
  rcl: (a, n, bits, c) => {
    const size = bits + 1n;
    const wide = (c << bits) | a;
    const value = (wide << (n % size)) | (wide >> (size - (n % size)));
    return { value, carry: (value >> bits) & 1n };
  },
  rcr: (a, n, bits, c) => {
    const size = bits + 1n;
    const wide = (c << bits) | a;
    const value = (wide >> (n % size)) | (wide << (size - (n % size)));
    return { value, carry: (value >> bits) & 1n };
  },
};

function shift(name: string): Execute {
  const shifter = SHIFTERS[name] as Shifter;
  const isRotation = name.startsWith("r");
  return (p, instruction) => {
    const [to, by] = operandsOf(instruction);
    const { bits } = to;
    const n = p.read(by, 8) & (bits === 64 ? 63n : 31n);
    const a = p.read(to);
    if (n === 0n) return to.kind === "register" ? p.write(to, a) : undefined;
    const shifted = shifter(a, n, BigInt(bits), BigInt(p.slots[CARRY] as number));
    const value = shifted.value & mask(bits);
    p.write(to, value);
    const top = BigInt(bits - 1);
    const isLeft = name.endsWith("l");
    const differs = isLeft ? (value >> top) ^ shifted.carry : (value >> top) ^ (value >> (top - 1n));
    const overflow = name === "sar" ? 0n : name === "shr" ? (n === 1n ? a >> top : (value >> (top - 1n)) & 1n) : differs;
    setCarries(p, (shifted.carry & 1n) === 1n, (overflow & 1n) === 1n);
    if (isRotation) return;
    p.slots[AUXILIARY] = 0;
    setResult(p, value, bits);
  };
}

function doubleShift(isLeft: boolean): Execute {
  return (p, instruction) => {
    const [to, from, by] = operandsOf(instruction);
    const { bits } = to;
    const n = p.read(by, 8) & (bits === 64 ? 63n : 31n);
    const a = p.read(to);
    if (n === 0n) return to.kind === "register" ? p.write(to, a) : undefined;
    const b = p.read(from);
    const width = BigInt(bits);
    const wide = isLeft ? ((a << width) | b) << n : ((b << width) | a) >> n;
    const value = (isLeft ? wide >> width : wide) & mask(bits);
    const carry = isLeft ? (a >> (width - n)) & 1n : (a >> (n - 1n)) & 1n;
    p.write(to, value);
    setCarries(p, carry === 1n, (value ^ a) >> (width - 1n) !== 0n);
    p.slots[AUXILIARY] = 0;
    setResult(p, value, bits);
  };
}

const exchange: Execute = (p, instruction) => {
  const [a, b] = operandsOf(instruction);
  const [first, second] = [p.read(a), p.read(b)];
  // Memory first: it may fault.
  const [memory, register, toMemory, toRegister] = a.kind === "memory" ? [a, b, second, first] : [b, a, first, second];
  p.write(memory, toMemory);
  p.write(register, toRegister);
};

const compareExchange: Execute = (p, instruction) => {
  const [to, from] = operandsOf(instruction);
  const { bits } = to;
  const old = p.read(to);
  const expected = p.register(RAX, bits);
  // Memory is written in any case; a register keeps its upper half.
  if (old === expected || to.kind === "memory") p.write(to, old === expected ? p.read(from) : old);
  compare(p, expected, old, bits);
  if (old !== expected) p.setRegister(RAX, bits, old);
};

function compareExchangeTwo(bits: number): Execute {
  return (p, { operands }) => {
    const address = p.address(operands[0] as Extract<Operand, { kind: "memory" }>);
    const next = address + BigInt(bits / 8);
    if (bits === 64 && (address & 15n) !== 0n) throw new Fault(13, 0);
    const [low, high] = [p.load(address, bits), p.load(next, bits)];
    const isEqual = low === p.register(RAX, bits) && high === p.register(RDX, bits);
    p.store(address, bits, isEqual ? p.register(3, bits) : low);
    p.store(next, bits, isEqual ? p.register(RCX, bits) : high);
    p.slots[ZERO] = isEqual ? 0 : 1;
    if (isEqual) return;
    p.setRegister(RAX, bits, low);
    p.setRegister(RDX, bits, high);
  };
}

const exchangeAdd: Execute = (p, instruction) => {
  const [to, from] = operandsOf(instruction);
  const { bits } = to;
  const [a, b] = [p.read(to), p.read(from)];
  const sum = (a + b) & mask(bits);
  if (to.kind === "memory") p.write(to, sum);
  p.write(from, a);
  if (to.kind !== "memory") p.write(to, sum);
  setCarries(p, a + b > mask(bits), ((a ^ sum) & (b ^ sum)) >> BigInt(bits - 1) !== 0n);
  p.slots[AUXILIARY] = Number((a ^ b ^ sum) & 0x10n);
  setResult(p, sum, bits);
};

const swapBytes: Execute = (p, { operands }) => {
  const [to] = operands as readonly [Operand];
  const text = p
    .read(to)
    .toString(16)
    .padStart(to.bits / 4, "0");
  p.write(to, BigInt(`0x${(text.match(/../g) ?? []).reverse().join("")}`));
};

/** Sign-extension within rax, and from it into rdx. */
function widen(from: number, to: number): Execute {
  return (p) => p.setRegister(RAX, to, BigInt.asIntN(from, p.register(RAX, from)) & mask(to));
}

/** Flags that `popf` may change in user mode; the kernel may change IOPL too, and whoever that trusts IF. */
const USER_FLAGS = ARITHMETIC_FLAGS | 0x244500;
const FLAG_LEVELS = 0x3000;

function popFlags(bits: 16 | 64): Execute {
  const within = bits === 16 ? 0xffff : -1;
  return (p) => {
    const value = Number(p.pop(bits) & 0xffffffffn);
    const isTrusted = p.level <= ((p.state.flags >> 12) & 3);
    const allowed = (USER_FLAGS | (p.level === 0 ? FLAG_LEVELS : 0) | (isTrusted ? FLAG_INTERRUPT : 0)) & within;
    p.state.flags = (p.state.flags & ~allowed) | (value & allowed);
    p.onFlags();
  };
}

function changeSystem(set: number, clear: number): Execute {
  return ({ slots }) => (slots[SYSTEM] = ((slots[SYSTEM] as number) | set) & ~clear);
}

function branch(p: Processor, { operands }: Instruction): void {
  p.setIp(p.read(operands[0] as Operand));
}

function loop(test: (p: Processor) => boolean): Execute {
  return (p, instruction) => {
    const bits = instruction.narrowAddress ? 32 : 64;
    const left = (p.register(RCX, bits) - 1n) & mask(bits);
    p.setRegister(RCX, bits, left);
    if (left !== 0n && test(p)) branch(p, instruction);
  };
}

/** A nested function's frame holds the frames around it, copied from the caller's. */
const enter: Execute = (p, instruction) => {
  const [size, depth] = operandsOf(instruction);
  const levels = Number(p.read(depth, 8)) & 31;
  const caller = p.register(RBP);
  const frame = (p.register(RSP) - 8n) & mask(64);
  const words = [caller];
  for (let i = 1; i < levels; i++) words.push(p.load((caller - BigInt(8 * i)) & mask(64), 64));
  if (levels > 0) words.push(frame);
  words.forEach((word, i) => p.store((frame - BigInt(8 * i)) & mask(64), 64, word));
  p.setRegister(RBP, 64, frame);
  p.setRegister(RSP, 64, (frame - BigInt(8 * (words.length - 1)) - p.read(size, 16)) & mask(64));
};

const loadByteOfTable: Execute = (p) => p.setRegister(RAX, 8, p.load((p.register(3) + p.register(RAX, 8)) & mask(64), 8));

const push: Execute = (p, { operands }) => {
  const [from] = operands as readonly [Operand];
  if (from.kind === "sreg") p.push(0n);
  else p.push(p.read(from), from.bits === 16 ? 16 : 64);
};

const pop: Execute = (p, { operands }) => {
  const [to] = operands as readonly [Operand];
  const before = p.register(4);
  const value = p.pop(to.bits === 16 ? 16 : 64);
  try {
    p.write(to, value);
  } catch (error) {
    p.setRegister(4, 64, before);
    throw error;
  }
};

const move: Execute = (p, instruction) => {
  const [to, from] = operandsOf(instruction);
  p.write(to, p.read(from, to.bits));
};

const leadingZeros = (value: bigint, bits: number) => bits - 1 - (highestOne(value) ?? -1);

export const INTEGER: Readonly<Record<string, Execute | undefined>> = {
  mul: (p, instruction) => multiplyAccumulator(p, instruction, false),
  imul,
  div: (p, instruction) => divide(p, instruction, false),
  idiv: (p, instruction) => divide(p, instruction, true),
  bsf: scan(lowestOne),
  bsr: scan(highestOne),
  tzcnt: count((value, bits) => lowestOne(value) ?? bits),
  lzcnt: count(leadingZeros),
  popcnt: populationCount,
  bt: bitTest((value) => value),
  bts: bitTest((value, bit) => value | bit),
  btr: bitTest((value, bit) => value & ~bit),
  btc: bitTest((value, bit) => value ^ bit),
  ...Object.fromEntries(Object.keys(SHIFTERS).map((name) => [name, shift(name)])),
  sal: shift("shl"),
  shld: doubleShift(true),
  shrd: doubleShift(false),
  xchg: exchange,
  cmpxchg: compareExchange,
  cmpxchg8b: compareExchangeTwo(32),
  cmpxchg16b: compareExchangeTwo(64),
  xadd: exchangeAdd,
  bswap: swapBytes,
  cbw: widen(8, 16),
  cwde: widen(16, 32),
  cwd: (p) => p.setRegister(RDX, 16, p.register(RAX, 16) >> 15n === 0n ? 0n : 0xffffn),
  pushf: (p) => p.push(BigInt(p.state.flags & 0xfcffff)),
  pushfq: (p) => p.push(BigInt(p.state.flags & 0xfcffff)),
  pushfw: (p) => p.push(BigInt(p.state.flags & 0xffff), 16),
  popf: popFlags(64),
  popfq: popFlags(64),
  popfw: popFlags(16),
  lahf: (p) => p.state.setPair(0, (p.register(RAX) & ~0xff00n) | (BigInt((p.state.flags & 0xd5) | 2) << 8n)),
  sahf: (p) => (p.state.flags = (p.state.flags & ~0xd5) | (Number((p.register(RAX) >> 8n) & 0xffn) & 0xd5)),
  clc: (p) => (p.slots[CARRY] = 0),
  stc: (p) => (p.slots[CARRY] = 1),
  cmc: (p) => (p.slots[CARRY] = FLAG_CARRY ^ (p.slots[CARRY] as number)),
  cld: changeSystem(0, FLAG_DIRECTION),
  std: changeSystem(FLAG_DIRECTION, 0),
  loop: loop(() => true),
  loope: loop(({ slots }) => slots[ZERO] === 0),
  loopne: loop(({ slots }) => slots[ZERO] !== 0),
  jrcxz: (p, instruction) => (p.register(RCX) === 0n ? branch(p, instruction) : undefined),
  jecxz: (p, instruction) => (p.register(RCX, 32) === 0n ? branch(p, instruction) : undefined),
  enter,
  xlatb: loadByteOfTable,
  push,
  pop,
  movnti: move,
  ...repeated,
  ...IDENTITY,
};
