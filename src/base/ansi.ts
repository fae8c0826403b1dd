// Escape sequences of terminals (ECMA-48, "select graphic rendition"), as the real tools write them: Rust tools of today
// write a style before and a reset behind the text, older ones a reset before as well.

/** Numbers of the sequence: `["1", "91"]` is bold and bright red. */
export type Codes = readonly string[];

const RESET = "\u001b[0m";
const start = (codes: Codes) => codes.map((code) => `\u001b[${code}m`).join("");

/** The text in a style; plain if there is none. */
export function painted(text: string, codes: Codes): string {
  return codes.length === 0 ? text : `${start(codes)}${text}${RESET}`;
}

/** As the `termcolor` crate writes: each piece begins with a reset. */
export function paintedAfresh(text: string, codes: Codes): string {
  return `${RESET}${start(codes)}${text}${RESET}`;
}

/** As the `color-print` crate writes a colour with a weight: each is undone by itself. */
export function paintedApart(text: string, codes: Codes): string {
  return `${start(codes)}${text}\u001b[39m\u001b[22m`;
}

// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const SEQUENCES = /\u001b\[[0-9;]*m/g;

/** The text without its sequences. */
export function withoutColours(text: string): string {
  return text.includes("\u001b") ? text.replace(SEQUENCES, "") : text;
}
