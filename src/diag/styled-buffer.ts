// A grid of characters, each with a style: what a diagnostic is drawn on. Later strokes go over earlier ones; colours
// are a mapping made at the very end (`colours.ts`), so that layout knows nothing of terminals.

/** What a character is, in the look's terms; colour is decided elsewhere. */
export type Style =
  | "none"
  | "title"
  | "child-title"
  | "short-title"
  | "location"
  | "gutter"
  | "code"
  | "primary"
  | "primary-label"
  | "secondary"
  | "secondary-label"
  | "addition"
  | "removal"
  | "error"
  | "warning"
  | "note"
  | "help";

/** A run of characters of one style. */
export interface StyledText {
  readonly text: string;
  readonly style: Style;
}

export type StyledLine = readonly StyledText[];

/** A cell holds one code point; the second half of a wide character holds nothing. */
interface Row {
  readonly cells: string[];
  readonly styles: Style[];
}

export class StyledBuffer {
  readonly #rows: Row[] = [];

  get height(): number {
    return this.#rows.length;
  }

  #row(row: number): Row {
    while (this.#rows.length <= row) this.#rows.push({ cells: [], styles: [] });
    return this.#rows[row] as Row;
  }

  put(row: number, column: number, cell: string, style: Style): void {
    const { cells, styles } = this.#row(row);
    while (cells.length < column) {
      cells.push(" ");
      styles.push("none");
    }
    cells[column] = cell;
    styles[column] = style;
  }

  /** Writes a text from a column on, `cells` columns for each character as `widthOf` says (1 unless given). */
  puts(row: number, column: number, text: string, style: Style, widthOf: (character: string) => number = () => 1): void {
    this.#row(row);
    let at = column;
    for (const character of text) {
      const width = widthOf(character);
      if (width === 0 && at > 0) this.#join(row, at - 1, character);
      else this.put(row, at, character, style);
      for (let i = 1; i < width; i++) this.put(row, at + i, "", style);
      at += width;
    }
  }

  /** Adds a character without width to the one before it. */
  #join(row: number, column: number, character: string): void {
    const { cells } = this.#row(row);
    cells[column] = `${cells[column] ?? " "}${character}`;
  }

  append(row: number, text: string, style: Style): void {
    this.puts(row, this.#row(row).cells.length, text, style);
  }

  /** Restyles `[from, to)` of a row. */
  restyle(row: number, from: number, to: number, style: Style): void {
    const { styles } = this.#row(row);
    for (let i = from; i < Math.min(to, styles.length); i++) styles[i] = style;
  }

  /** The last row holds nothing but the gutter's bar. */
  lastIsBar(): boolean {
    return this.#rows.at(-1)?.cells.join("").trim() === "|";
  }

  dropLast(): void {
    this.#rows.pop();
  }

  lines(): StyledLine[] {
    return this.#rows.map(runs);
  }
}

function runs({ cells, styles }: Row): StyledText[] {
  const found: StyledText[] = [];
  for (let from = 0, to = 0; from < cells.length; from = to) {
    const style = styles[from] as Style;
    while (to < cells.length && styles[to] === style) to++;
    found.push({ text: cells.slice(from, to).join(""), style });
  }
  return found;
}

/** The characters alone. */
export function plainText(line: StyledLine): string {
  return line.map(({ text }) => text).join("");
}
