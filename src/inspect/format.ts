// Numbers and columns as the inspectors print them.

/** Hexadecimal, lower case, padded with zeros. */
export function hexPadded(value: number | bigint, width: number): string {
  return value.toString(16).padStart(width, "0");
}

/** Hexadecimal of a 64-bit value in two halves, padded to `width`. */
export function hexHalves(high: number, low: number, width: number): string {
  if (high === 0) return low.toString(16).padStart(width, "0");
  return (high.toString(16) + low.toString(16).padStart(8, "0")).padStart(width, "0");
}

/** C's `%#Nx`, `%#No` or `%Nd`: the prefix counts in the width, zero has none. */
export function prefixed(value: bigint, radix: 8 | 10 | 16, width: number): string {
  const prefix = radix === 10 || value === 0n ? "" : radix === 8 ? "0" : "0x";
  return (prefix + value.toString(radix)).padStart(width);
}

/** A line of fields, each at its column or, where the one before is too long, behind a blank. */
export function inColumns(fields: readonly (readonly [number, string])[]): string {
  let line = "";
  for (const [column, text] of fields) line += (column === 0 ? "" : " ".repeat(Math.max(1, column - line.length))) + text;
  return `${line}\n`;
}
