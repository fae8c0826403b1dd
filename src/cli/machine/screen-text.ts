// The text screen of a PC as text: 25 rows of 80 cells, a character of code page 437 and its colours each.

/** Code page 437 where it differs from ASCII: 0x00 to 0x1f, 0x7f, 0x80 to 0xff. */
const LOW = " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";
const HIGH =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

const COLUMNS = 80;
const ROWS = 25;
const LIGHT_GREY = 7;
/** The screen's colours, blue before red, in the terminal's order. */
const TERMINAL = [0, 4, 2, 6, 1, 5, 3, 7] as const;

function character(code: number): string {
  if (code < 0x20) return LOW[code] as string;
  return code < 0x7f ? String.fromCharCode(code) : code === 0x7f ? "⌂" : (HIGH[code - 0x80] as string);
}

/** SGR sequence of an attribute: foreground in the low four bits, background above. */
function colours(attribute: number): string {
  const foreground = attribute & 15;
  const background = (attribute >> 4) & 7;
  const front = (foreground & 8 ? 90 : 30) + (TERMINAL[foreground & 7] as number);
  return `\x1b[0;${front};${40 + (TERMINAL[background] as number)}m`;
}

function colouredRow(cells: Uint8Array, width: number): string {
  let text = "";
  let last = -1;
  for (let x = 0; x < width; x++) {
    const attribute = cells[2 * x + 1] as number;
    if (attribute !== last) text += colours(attribute);
    last = attribute;
    text += character(cells[2 * x] as number);
  }
  return `${text}\x1b[0m`;
}

function plainRow(cells: Uint8Array): string {
  let text = "";
  for (let x = 0; x < COLUMNS; x++) text += character(cells[2 * x] as number);
  return text.trimEnd();
}

/** All rows as plain text. */
export function screenRows(screen: Uint8Array): string[] {
  return Array.from({ length: ROWS }, (_, y) => plainRow(screen.subarray(2 * COLUMNS * y, 2 * COLUMNS * (y + 1))));
}

/** All rows, with their colours, cut off at a width. */
export function colouredRows(screen: Uint8Array, width: number): string[] {
  return Array.from({ length: ROWS }, (_, y) => colouredRow(screen.subarray(2 * COLUMNS * y, 2 * COLUMNS * (y + 1)), width));
}

/** Rows up to the last one with text or colour; empty for a blank screen. */
export function screenPicture(screen: Uint8Array, inColour: boolean): string[] {
  const rows = screenRows(screen);
  const hasColour = (y: number) => {
    const cells = screen.subarray(2 * COLUMNS * y, 2 * COLUMNS * (y + 1));
    return cells.some((value, i) => i % 2 === 1 && value >> 4 !== 0 && value !== LIGHT_GREY);
  };
  const last = rows.findLastIndex((row, y) => row !== "" || (inColour && hasColour(y)));
  return (inColour ? colouredRows(screen, COLUMNS) : rows).slice(0, last + 1);
}
