// Encodings that compiled code asks for again and again: unoptimized code moves the same few registers to and from the same places
// of its frame. A key says all that an encoding depends on; what names a symbol has none.
import type { Encoded } from "./encode.ts";
import type { Memory, Operand, Register } from "./operand.ts";

/** More than these are not kept. */
const MAXIMUM = 20_000;

const known = new Map<string, Encoded>();

const registerKey = ({ class: cls, number, high }: Register): string => (high === true ? `${cls}h${number}` : `${cls}.${number}`);

function memoryKey({ base, index, scale, displacement, address, symbol, segment, size }: Memory): string | undefined {
  if (base === undefined || base === "rip" || address !== undefined || symbol !== undefined || segment !== undefined) return undefined;
  const key = `[${registerKey(base)} ${displacement} ${size}`;
  return index === undefined ? key : `${key} ${registerKey(index)} ${scale}`;
}

function operandKey(operand: Operand): string | undefined {
  if (operand.kind === "register") return registerKey(operand);
  if (operand.kind === "memory") return memoryKey(operand);
  return operand.kind === "immediate" && operand.symbol === undefined ? `$${operand.value}` : undefined;
}

function keyOf(mnemonic: string, operands: readonly Operand[]): string | undefined {
  let key = mnemonic;
  for (const operand of operands) {
    const own = operandKey(operand);
    if (own === undefined) return undefined;
    key += `,${own}`;
  }
  return key;
}

/** What `encode` gives, from memory where that is possible. */
export function knownEncoding(
  mnemonic: string,
  operands: readonly Operand[],
  encode: (mnemonic: string, operands: readonly Operand[]) => Encoded | undefined,
): Encoded | undefined {
  const key = keyOf(mnemonic, operands);
  const before = key === undefined ? undefined : known.get(key);
  if (before !== undefined) return before;
  const encoded = encode(mnemonic, operands);
  if (key === undefined || encoded === undefined) return encoded;
  if (known.size === MAXIMUM) known.clear();
  known.set(key, encoded);
  return encoded;
}
