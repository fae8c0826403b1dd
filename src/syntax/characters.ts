// What a character is to the lexer, by its code unit. The table serves ASCII; other code points ask Unicode's
// XID_Start, XID_Continue and Pattern_White_Space (Rust Reference, "Identifiers" and "Whitespace").

export const OTHER = 0;
export const SPACE = 1;
export const LETTER = 2;
export const DIGIT = 3;
export const PUNCT = 4;
/** Not ASCII. */
export const WIDE = 5;

export const CHARACTER_CLASS: Uint8Array = classTable();

function classTable(): Uint8Array {
  const table = new Uint8Array(128);
  for (const unit of [9, 10, 11, 12, 13, 32]) table[unit] = SPACE;
  for (let unit = 0; unit < 26; unit++) table[65 + unit] = table[97 + unit] = LETTER;
  table[95] = LETTER;
  for (let unit = 48; unit < 58; unit++) table[unit] = DIGIT;
  for (const unit of "!#$%&'()*+,-./:;<=>?@[]^{|}~\"") table[unit.charCodeAt(0)] = PUNCT;
  return table;
}

export function classOf(unit: number): number {
  return unit < 128 ? (CHARACTER_CLASS[unit] as number) : WIDE;
}

export function isIdentStart(codePoint: number): boolean {
  if (codePoint < 128) return CHARACTER_CLASS[codePoint] === LETTER;
  return /\p{XID_Start}/u.test(String.fromCodePoint(codePoint));
}

export function isIdentContinue(codePoint: number): boolean {
  if (codePoint < 128) return (CHARACTER_CLASS[codePoint] as number) === LETTER || CHARACTER_CLASS[codePoint] === DIGIT;
  return /\p{XID_Continue}/u.test(String.fromCodePoint(codePoint));
}

/** White space beyond ASCII: next line, marks of direction, line and paragraph separators. */
export function isWideSpace(unit: number): boolean {
  return unit === 0x85 || unit === 0x200e || unit === 0x200f || unit === 0x2028 || unit === 0x2029;
}

export function isEmoji(codePoint: number): boolean {
  return codePoint > 127 && /\p{Emoji}/u.test(String.fromCodePoint(codePoint));
}

export function isDecimalDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

export function isHexDigit(unit: number): boolean {
  return isDecimalDigit(unit) || (unit >= 97 && unit <= 102) || (unit >= 65 && unit <= 70);
}
