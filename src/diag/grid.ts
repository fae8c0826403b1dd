// A grid of characters to draw into: snippets are laid out by place, then read off line by line. Each cell has a style,
// which only `style.ts`'s caller, the terminal, turns into colours.

export type Style = "plain" | "line-number" | "primary" | "secondary" | "level" | "title" | "addition" | "removal" | "message";

interface Run {
  readonly text: string;
  readonly style: Style;
}

export class Grid {
  readonly #rows: (string | undefined)[][] = [];
  readonly #styles: (Style | undefined)[][] = [];

  get height(): number {
    return this.#rows.length;
  }

  #reach(row: number): void {
    while (this.#rows.length <= row) {
      this.#rows.push([]);
      this.#styles.push([]);
    }
  }

  put(row: number, column: number, character: string, style: Style): void {
    this.#reach(row);
    (this.#rows[row] as (string | undefined)[])[column] = character;
    (this.#styles[row] as (Style | undefined)[])[column] = style;
  }

  /** A run of text; each character takes one cell (wide ones push what follows on the same row). */
  write(row: number, column: number, text: string, style: Style): void {
    this.#reach(row);
    let at = column;
    for (const character of text) this.put(row, at++, character, style);
  }

  append(row: number, text: string, style: Style): void {
    this.#reach(row);
    this.write(row, (this.#rows[row] as unknown[]).length, text, style);
  }

  at(row: number, column: number): string | undefined {
    return this.#rows[row]?.[column];
  }

  /** Runs of equal style of a row, without trailing blanks. */
  runs(row: number): Run[] {
    const cells = this.#rows[row] ?? [];
    const out: { text: string; style: Style }[] = [];
    let end = cells.length;
    while (end > 0 && (cells[end - 1] === undefined || cells[end - 1] === " ")) end--;
    for (let i = 0; i < end; i++) {
      const style = this.#styles[row]?.[i] ?? "plain";
      const last = out.at(-1);
      if (last !== undefined && last.style === style) last.text += cells[i] ?? " ";
      else out.push({ text: cells[i] ?? " ", style });
    }
    return out;
  }

  /** All rows as text. */
  lines(): string[] {
    return this.#rows.map((_, row) =>
      this.runs(row)
        .map(({ text }) => text)
        .join(""),
    );
  }
}
