// `--screen`: the machine's text screen in the terminal while it runs, painted over itself. Where the output is no terminal
// nothing is painted: the screen is then shown at the end, as without it.
import type { Output } from "../../base/host.ts";
import { colouredRows } from "./screen-text.ts";

const WIDTH = 80;

export class LiveScreen {
  #shown: string[] = [];

  constructor(readonly output: Output) {}

  /** A terminal that does not say how wide it is has 0. */
  get #columns(): number {
    const { columns = 0 } = this.output;
    return columns === 0 ? WIDTH : columns;
  }

  /** `screen` holds the cells of the text screen. Only rows that changed are written. */
  paint(screen: Uint8Array): void {
    const rows = colouredRows(screen, Math.min(WIDTH, this.#columns));
    let text = this.#shown.length === 0 ? "\x1b[?25l" : `\x1b[${rows.length}A`;
    if (rows.every((row, y) => row === this.#shown[y])) return;
    for (const [y, row] of rows.entries()) text += row === this.#shown[y] ? "\n" : `\r${row}\n`;
    this.#shown = rows;
    this.output.write(text);
  }

  /** Gives the cursor back. */
  end(): void {
    if (this.#shown.length > 0) this.output.write("\x1b[?25h");
  }
}
