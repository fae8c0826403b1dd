// Arithmetic that generated code calls: products of 128 bits and shifts of 64 bits by a number known only when it runs.

/** Words of the last product, the lowest first. */
export const PRODUCT = new Int32Array(4);

const TWO_32 = 0x100000000;

/** The high half of the product of two unsigned 32-bit numbers. */
export function highProduct(a: number, b: number): number {
  const [al, ah, bl, bh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = ah * bl + ((al * bl) >>> 16);
  const other = al * bh + (middle & 0xffff);
  return (ah * bh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) | 0;
}

/** The product of two unsigned 64-bit numbers, into PRODUCT. */
export function product(al: number, ah: number, bl: number, bh: number): void {
  const crossA = Math.imul(al, bh);
  const crossB = Math.imul(ah, bl);
  const second = (highProduct(al, bl) >>> 0) + (crossA >>> 0) + (crossB >>> 0);
  const third = (highProduct(al, bh) >>> 0) + (highProduct(ah, bl) >>> 0) + (Math.imul(ah, bh) >>> 0) + Math.floor(second / TWO_32);
  PRODUCT[0] = Math.imul(al, bl);
  PRODUCT[1] = second;
  PRODUCT[2] = third;
  PRODUCT[3] = highProduct(ah, bh) + Math.floor(third / TWO_32);
}

/** The same of signed numbers. */
export function signedProduct(al: number, ah: number, bl: number, bh: number): void {
  product(al, ah, bl, bh);
  if (ah < 0) subtractHigh(bl, bh);
  if (bh < 0) subtractHigh(al, ah);
}

function subtractHigh(low: number, high: number): void {
  const third = (PRODUCT[2] as number) >>> 0;
  const borrow = third < low >>> 0 ? 1 : 0;
  PRODUCT[2] = third - low;
  PRODUCT[3] = (PRODUCT[3] as number) - high - borrow;
}

/** Whether the last product is its own lower half with the sign extended. */
export function fitsSigned(): boolean {
  const sign = (PRODUCT[1] as number) >> 31;
  return PRODUCT[2] === sign && PRODUCT[3] === sign;
}

/** A word of a 64-bit number shifted by n, 1 to 63: 0 the lower, 1 the upper. */
export function leftWord(low: number, high: number, n: number, word: number): number {
  if (word === 0) return n >= 32 ? 0 : low << n;
  return n >= 32 ? low << (n - 32) : (high << n) | (low >>> (32 - n));
}

export function rightWord(low: number, high: number, n: number, word: number): number {
  if (word === 1) return n >= 32 ? 0 : (high >>> n) | 0;
  return n >= 32 ? (high >>> (n - 32)) | 0 : (low >>> n) | (high << (32 - n));
}

export function signedRightWord(low: number, high: number, n: number, word: number): number {
  if (word === 1) return n >= 32 ? high >> 31 : high >> n;
  return n >= 32 ? high >> (n - 32) : (low >>> n) | (high << (32 - n));
}

/** Bit i of a 64-bit number. */
export function bitOf(low: number, high: number, i: number): number {
  return i >= 32 ? (high >>> (i - 32)) & 1 : (low >>> i) & 1;
}
