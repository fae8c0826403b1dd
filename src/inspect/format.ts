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

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const WITHOUT_WIDTH = /[\p{C}\p{Mn}\p{Me}]/u;

/** Bytes of the character that the byte begins, in the first definition of UTF-8, which had up to six. */
function lengthBy(lead: number): number {
  const ones = Math.clz32(~(lead << 24));
  return ones < 2 ? 1 : Math.min(6, ones);
}

/** Columns that LLVM's stream counts for what is no character. */
const NO_CHARACTER = -2;

/** Columns that LLVM's stream counts for a character: 1 or 2, none for what cannot be printed, two backwards for what is not UTF-8. */
function characterWidth(character: string): number {
  if (character.length === 1 && character > "\x7f") return 0;
  let text: string;
  try {
    text = UTF8.decode(Uint8Array.from(character, (c) => c.charCodeAt(0)));
  } catch {
    return NO_CHARACTER;
  }
  if (WITHOUT_WIDTH.test(text)) return 0;
  return WIDE.test(text) ? 2 : 1;
}

/** Columns of byte text, and the bytes that its last character, which is not counted, still lacks. */
function columnsOf(text: string): { readonly columns: number; readonly lacking: number } {
  if (/^[\x20-\x7e]*$/.test(text)) return { columns: text.length, lacking: 0 };
  let columns = 0;
  for (let at = 0; at < text.length;) {
    const length = lengthBy(text.charCodeAt(at));
    if (at + length > text.length) return { columns, lacking: at + length - text.length };
    columns += characterWidth(text.slice(at, at + length));
    at += length;
  }
  return { columns, lacking: 0 };
}

/** Where LLVM's stream takes itself to be when a line begins: not at its start behind half a character, whose rest the line end is taken for. */
export interface LineStart {
  column: number;
  /** Bytes of the character that come out of this line. */
  lacking: number;
}

export const lineStart = (): LineStart => ({ column: 0, lacking: 0 });

/** A line of fields, each at its column or, where the one before is too long, behind a blank. */
export function inColumns(fields: readonly (readonly [number, string])[], start = lineStart()): string {
  let line = "";
  let { column: at, lacking } = start;
  for (const [column, text] of fields) {
    const blanks = column === 0 ? 0 : Math.max(1, column - at);
    line += " ".repeat(blanks) + text;
    // Blanks behind half a character are taken for its rest, which is none.
    if (lacking > 0) at += NO_CHARACTER - lacking;
    const counted = columnsOf(text);
    at += blanks + counted.columns;
    ({ lacking } = counted);
  }
  start.column = lacking > 1 ? at : lacking === 1 ? at + NO_CHARACTER : 0;
  start.lacking = Math.max(0, lacking - 1);
  return `${line}\n`;
}
