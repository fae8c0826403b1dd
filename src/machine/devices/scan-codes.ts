// What keys send: the make codes of scan code set 1 on a US keyboard, as the keyboard controller hands them on, for the
// characters a terminal sends. A key that is let go sends its code with bit 7 set.
// Codes: IBM PC/AT Technical Reference, keyboard section.

const ROWS: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [0x01, "\x1b1234567890-=\x7f\tqwertyuiop[]\r", "\0!@#$%^&*()_+\0\0QWERTYUIOP{}\0"],
  [0x1e, "asdfghjkl;'`", 'ASDFGHJKL:"~'],
  [0x2b, "\\zxcvbnm,./", "|ZXCVBNM<>?"],
  [0x39, " ", "\0"],
];
/** What follows ESC `[` for keys without a character. */
const SEQUENCES: Readonly<Record<string, number>> = { A: 0x48, B: 0x50, C: 0x4d, D: 0x4b, H: 0x47, F: 0x4f };
const SHIFT = 0x2a;
const CONTROL = 0x1d;
const RELEASED = 0x80;

const plain = new Map<string, number>();
const shifted = new Map<string, number>();
for (const [first, low, high] of ROWS) {
  [...low].forEach((character, i) => plain.set(character, first + i));
  [...high].forEach((character, i) => character !== "\0" && shifted.set(character, first + i));
}
plain.set("\n", 0x1c).set("\b", 0x0e);

/** Codes of the keys that are held for a character, the last one that of its own key; none: no key makes it. */
function keysOf(character: string): readonly number[] {
  const key = plain.get(character);
  if (key !== undefined) return [key];
  const upper = shifted.get(character);
  if (upper !== undefined) return [SHIFT, upper];
  const code = character.charCodeAt(0);
  const letter = code < 0x20 ? plain.get(String.fromCharCode(code + 0x60)) : undefined;
  return letter === undefined ? [] : [CONTROL, letter];
}

/** Chords, each the keys held together, for what a terminal sent. */
export function chordsOf(input: string): (readonly number[])[] {
  const chords: (readonly number[])[] = [];
  for (let i = 0; i < input.length; i++) {
    const arrow = input.startsWith("\x1b[", i) ? SEQUENCES[input[i + 2] ?? ""] : undefined;
    if (arrow !== undefined) i += 2;
    const keys = arrow === undefined ? keysOf(input[i] as string) : [arrow];
    if (keys.length > 0) chords.push(keys);
  }
  return chords;
}

/** Bytes of a chord: its keys go down in order and up again. */
export function scanCodes(chord: readonly number[]): number[] {
  return [...chord, ...chord.toReversed().map((key) => key | RELEASED)];
}
