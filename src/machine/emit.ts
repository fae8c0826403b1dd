// What the emitters of instructions share: a growing text of JavaScript, and ways to read and write operands in it. A value of up
// to 32 bits is one expression, a signed 32-bit number (8 and 16 bits: 0 and up); one of 64 bits is a pair of them. All
// expressions given out are names or literals, so they may be used more than once.
import type { Instruction, MemoryOperand, Operand, RegisterOperand } from "./decode.ts";
import { AUXILIARY, CARRY, FS_BASE, GS_BASE, HIGH, OVERFLOW, PARITY, SIGN, ZERO } from "./state.ts";

export interface Pair {
  readonly low: string;
  readonly high: string;
}

export class Emitter {
  readonly lines: string[] = [];
  #names = 0;
  /** Whether the arithmetic flags of the instruction at hand are seen by anyone. */
  needsFlags = true;

  push(...lines: string[]): void {
    this.lines.push(...lines);
  }

  /** A name for a value. */
  value(expression: string): string {
    if (/^(?:-?\d+|[a-z]\d+)$/.test(expression)) return expression;
    const name = `v${this.#names++}`;
    this.lines.push(`const ${name} = ${expression};`);
    return name;
  }

  pair(low: string, high: string): Pair {
    return { low: this.value(low), high: this.value(high) };
  }

  register(number: number): Pair {
    return this.pair(`S[${2 * number}]`, `S[${2 * number + 1}]`);
  }

  add({ low, high }: Pair, other: Pair): Pair {
    const sum = this.value(`(${low} + ${other.low}) | 0`);
    return { low: sum, high: this.value(`(${high} + ${other.high} + ((${sum} >>> 0) < (${low} >>> 0) ? 1 : 0)) | 0`) };
  }

  #shifted({ low, high }: Pair, shift: number): Pair {
    if (shift === 0) return { low, high };
    return this.pair(`${low} << ${shift}`, `(${high} << ${shift}) | (${low} >>> ${32 - shift})`);
  }

  /** Linear address of a memory operand; `isPlain` leaves the segment's base out (`lea`). */
  address(operand: MemoryOperand, isPlain = false): Pair {
    const parts: Pair[] = [];
    if (operand.base >= 0) parts.push(this.register(operand.base));
    if (operand.index >= 0) parts.push(this.#shifted(this.register(operand.index), operand.shift));
    if (operand.low !== 0 || operand.high !== 0 || parts.length === 0) parts.push({ low: String(operand.low), high: String(operand.high) });
    let sum = parts.reduce((a, b) => this.add(a, b));
    if (operand.narrow) sum = { low: sum.low, high: "0" };
    if (operand.segment === undefined || isPlain) return sum;
    const base = operand.segment === "fs" ? FS_BASE : GS_BASE;
    return this.add(sum, this.pair(`S[${base}]`, `S[${base + 1}]`));
  }

  load(address: Pair, bits: number): Pair {
    const low = this.value(`read${bits}(${address.low}, ${address.high})`);
    return { low, high: bits === 64 ? this.value(`S[${HIGH}]`) : "0" };
  }

  store(address: Pair, bits: number, { low, high }: Pair): void {
    this.push(`write${bits}(${address.low}, ${address.high}, ${low}${bits === 64 ? `, ${high}` : ""});`);
  }

  /** A place to read and then write: the address of memory is computed once. */
  place(operand: Operand): Place {
    if (operand.kind === "memory") return { operand, address: this.address(operand) };
    return { operand, address: undefined };
  }

  read({ operand, address }: Place): Pair {
    if (operand.kind === "immediate") return { low: String(operand.low), high: String(operand.high) };
    if (address !== undefined) return this.load(address, operand.bits);
    return this.#readRegister(operand as RegisterOperand);
  }

  readOperand(operand: Operand): Pair {
    return this.read(this.place(operand));
  }

  #readRegister({ number, bits, high }: RegisterOperand): Pair {
    if (bits === 64) return this.register(number);
    const low = `S[${2 * number}]`;
    if (bits === 32) return { low: this.value(low), high: "0" };
    if (bits === 16) return { low: this.value(`${low} & 0xffff`), high: "0" };
    return { low: this.value(high ? `(${low} >> 8) & 0xff` : `${low} & 0xff`), high: "0" };
  }

  write({ operand, address }: Place, value: Pair): void {
    if (address !== undefined) this.store(address, operand.bits, value);
    else this.writeRegister(operand as RegisterOperand, value);
  }

  /** A write of 32 bits clears the upper half; narrower ones leave the rest alone. */
  writeRegister({ number, bits, high }: RegisterOperand, value: Pair): void {
    const low = `S[${2 * number}]`;
    if (bits >= 32) this.push(`${low} = ${value.low}; S[${2 * number + 1}] = ${bits === 64 ? value.high : 0};`);
    else if (bits === 16) this.push(`${low} = (${low} & 0xffff0000) | (${value.low} & 0xffff);`);
    else if (high) this.push(`${low} = (${low} & 0xffff00ff) | ((${value.low} & 0xff) << 8);`);
    else this.push(`${low} = (${low} & 0xffffff00) | (${value.low} & 0xff);`);
  }

  /** Zero, sign and parity of a result. */
  resultFlags({ low, high }: Pair, bits: number): void {
    if (!this.needsFlags) return;
    const mask = bits === 8 ? `${low} & 0xff` : bits === 16 ? `${low} & 0xffff` : bits === 32 ? low : `${low} | ${high}`;
    const sign = bits === 64 ? high : bits === 32 ? low : `${low} << ${32 - bits}`;
    this.push(`S[${ZERO}] = ${mask}; S[${SIGN}] = ${sign}; S[${PARITY}] = ${low};`);
  }

  /** Carry (0 or 1), overflow (sign bit) and auxiliary carry (bit 4). */
  carryFlags(carry: string | undefined, overflow: string, auxiliary: string): void {
    if (!this.needsFlags) return;
    if (carry !== undefined) this.push(`S[${CARRY}] = ${carry};`);
    this.push(`S[${OVERFLOW}] = ${overflow}; S[${AUXILIARY}] = ${auxiliary};`);
  }
}

export interface Place {
  readonly operand: Operand;
  /** Of memory. */
  readonly address: Pair | undefined;
}

/** Writes the code of one instruction. */
export type Emit = (e: Emitter, instruction: Instruction) => void;

const CONDITION_TESTS: readonly string[] = [
  `S[${OVERFLOW}] < 0`,
  `S[${CARRY}] !== 0`,
  `S[${ZERO}] === 0`,
  `(S[${CARRY}] !== 0 || S[${ZERO}] === 0)`,
  `S[${SIGN}] < 0`,
  `parity(S[${PARITY}]) !== 0`,
  `(S[${SIGN}] ^ S[${OVERFLOW}]) < 0`,
  `((S[${SIGN}] ^ S[${OVERFLOW}]) < 0 || S[${ZERO}] === 0)`,
];

/** The test of condition `code` (0 to 15), as a JavaScript expression. */
export function conditionTest(code: number): string {
  const test = CONDITION_TESTS[code >> 1] as string;
  return code & 1 ? `!(${test})` : test;
}
