// Floating-point literals in C++ names: the value's bytes in hexadecimal, shown as C's `%a` does (C17 7.21.6.1).

/** By the type's letter: digits of the value, and what stands behind it. */
export const FLOATS: Readonly<Record<string, readonly [digits: number, suffix: string]>> = { f: [8, "f"], d: [16, ""], e: [20, "L"] };

function special(isNegative: boolean, fraction: bigint): string {
  return (isNegative ? "-" : "") + (fraction === 0n ? "inf" : "nan");
}

/** x87's 80 bits: the first digit is that of the whole 64-bit fraction. */
function extended(digits: string): string {
  const head = Number.parseInt(digits.slice(0, 4), 16);
  const fraction = digits.slice(4);
  const sign = head >= 0x8000 ? "-" : "";
  if (/^0+$/.test(fraction)) return `${sign}0x0p+0`;
  if ((head & 0x7fff) === 0x7fff) return special(sign !== "", BigInt(`0x${fraction}`) & ((1n << 63n) - 1n));
  const power = Math.max(head & 0x7fff, 1) - 16_383 - 3;
  const tail = fraction.slice(1).replace(/0+$/, "");
  return `${sign}0x${fraction[0] as string}${tail === "" ? "" : `.${tail}`}p${power < 0 ? "" : "+"}${power}`;
}

/** `digits` is a `float` (8), a `double` (16) or a `long double` (20), the sign first. */
export function hexFloat(digits: string): string {
  if (digits.length === 20) return extended(digits);
  const wide = digits.length === 16 ? BigInt(`0x${digits}`) : widened(Number.parseInt(digits, 16));
  const sign = wide >> 63n === 1n;
  const exponent = Number((wide >> 52n) & 0x7ffn);
  const fraction = wide & 0xfffffffffffffn;
  if (exponent === 0x7ff) return special(sign, fraction);
  const tail = fraction.toString(16).padStart(13, "0").replace(/0+$/, "");
  const power = exponent === 0 ? (fraction === 0n ? 0 : -1022) : exponent - 1023;
  return `${sign ? "-" : ""}0x${exponent === 0 ? 0 : 1}${tail === "" ? "" : `.${tail}`}p${power < 0 ? "" : "+"}${power}`;
}

/** A `float`'s bits as those of the `double` of the same value. */
function widened(bits: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, bits);
  view.setFloat64(0, view.getFloat32(0));
  return view.getBigUint64(0);
}
