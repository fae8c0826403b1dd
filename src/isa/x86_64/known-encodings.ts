// Encodings that compiled code asks for again and again: unoptimized code moves the same few registers to and from the same places
// of its frame. A number says all that an encoding depends on but its mnemonic; what names a symbol, or is large, has none.
import type { Encoded } from "./encode.ts";
import type { Memory, Operand, Register, RegisterClass } from "./operand.ts";

/** More than these are not kept. */
const MAXIMUM = 20_000;

const known = new Map<string, Map<number, Encoded>>();
let count = 0;

/** Constants and distances in numbers are from -HALF to HALF. */
const HALF = 2 ** 15;

const CLASSES: Readonly<Partial<Record<RegisterClass, number>>> = { r8: 0, r16: 1, r32: 2, r64: 3, sreg: 4, cr: 5, dr: 6, xmm: 7 };

// An operand's number ends in what it is, which tells how long it is: of several in a row each can be told. None begins with zeros.
const REGISTER = 1;
const MEMORY = 2;
const IMMEDIATE = 3;

/** Eight bits; -1 if it has no number. */
function registerNumber({ class: cls, number, high }: Register): number {
  const known = CLASSES[cls];
  return known === undefined ? -1 : (known * 2 + (high === true ? 1 : 0)) * 16 + number;
}

/** Of an operand's size in bits; -1 if that is no power of two. */
function sizeNumber(size: number | undefined): number {
  if (size === undefined) return 0;
  return size > 0 && (size & (size - 1)) === 0 ? 32 - Math.clz32(size) : -1;
}

/** 31 bits; -1 if it has no number. */
function memoryNumber({ base, index, scale, displacement, address, symbol, segment, size }: Memory): number {
  if (base === undefined || base === "rip" || address !== undefined || symbol !== undefined || segment !== undefined) return -1;
  if (base.class !== "r64" || (index !== undefined && index.class !== "r64")) return -1;
  const sized = sizeNumber(size);
  if (sized < 0 || displacement < -HALF || displacement >= HALF) return -1;
  const scaled = index === undefined ? 0 : (index.number + 1) * 4 + (31 - Math.clz32(scale));
  return ((scaled * 16 + sized) * 16 + base.number) * 2 * HALF + displacement + HALF;
}

/** 16 bits; -1 if it has no number. */
function immediateNumber(value: bigint): number {
  const number = Number(value);
  return number < -HALF || number >= HALF ? -1 : number + HALF;
}

/** -1 if there is none. */
function numberOf(operands: readonly Operand[]): number {
  let all = 0;
  for (const operand of operands) {
    let own = -1;
    if (operand.kind === "register") {
      own = registerNumber(operand);
      all = (all * 2 ** 8 + own) * 4 + REGISTER;
    } else if (operand.kind === "memory") {
      own = memoryNumber(operand);
      all = (all * 2 ** 31 + own) * 4 + MEMORY;
    } else if (operand.kind === "immediate" && operand.symbol === undefined) {
      own = immediateNumber(operand.value);
      all = (all * 2 ** 16 + own) * 4 + IMMEDIATE;
    }
    if (own < 0 || all > Number.MAX_SAFE_INTEGER) return -1;
  }
  return all;
}

/** What `encode` gives, from memory where that is possible. */
export function knownEncoding(
  mnemonic: string,
  operands: readonly Operand[],
  encode: (mnemonic: string, operands: readonly Operand[]) => Encoded | undefined,
): Encoded | undefined {
  const key = numberOf(operands);
  const before = key < 0 ? undefined : known.get(mnemonic)?.get(key);
  if (before !== undefined) return before;
  const encoded = encode(mnemonic, operands);
  if (key >= 0 && encoded !== undefined) keep(mnemonic, key, encoded);
  return encoded;
}

function keep(mnemonic: string, key: number, encoded: Encoded): void {
  if (count === MAXIMUM) {
    known.clear();
    count = 0;
  }
  count++;
  const own = known.get(mnemonic);
  if (own === undefined) known.set(mnemonic, new Map([[key, encoded]]));
  else own.set(key, encoded);
}
