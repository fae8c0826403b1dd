// The bar of a build that is under way, as cargo draws it: how many units are done, and which are being built. It appears when
// a build takes longer than half a second and is drawn anew ten times a second at most.
import type { Host } from "../../base/host.ts";
import type { Shell } from "../shell.ts";

const FIRST_AFTER = 500;
const BETWEEN = 100;
/** Columns of the bar with its count, on wide terminals; names have the rest. */
const WIDEST = 50;
/** The verb, blanks and brackets. */
const AROUND = 17;

/** `[==>   ] 1/3: a, b(bin)` for a terminal of `columns`; undefined if that is too narrow. */
export function barText(done: number, total: number, names: readonly string[], columns: number): string | undefined {
  const count = ` ${done}/${total}`;
  const printed = Math.min(columns, WIDEST);
  const inner = printed - count.length - AROUND;
  if (inner < 0) return undefined;
  const filled = Math.trunc(inner * (total === 0 ? 0 : done / total));
  const head = filled === 0 ? "" : `${"=".repeat(filled - 1)}${done === total ? "=" : ">"}`;
  return `[${head.padEnd(inner)}]${count}${cutNames(names, columns - printed)}`;
}

/** As many characters as there is room for, dots at the end if that is not all. */
function cutNames(names: readonly string[], room: number): string {
  if (room <= 3) return "";
  const text = `: ${names.join(", ")}`;
  return text.length <= room ? text : `${text.slice(0, room - 3)}...`;
}

export class Progress {
  readonly #active: string[] = [];
  #done = 0;
  #next: number;

  constructor(
    readonly host: Host,
    readonly shell: Shell,
    readonly total: number,
  ) {
    this.#next = host.now() + FIRST_AFTER;
  }

  start(name: string): void {
    this.#active.push(name);
    this.#draw();
  }

  finish(name: string): void {
    const at = this.#active.indexOf(name);
    if (at >= 0) this.#active.splice(at, 1);
    this.#done += 1;
    this.#draw();
  }

  #draw(): void {
    const columns = this.shell.settings.progressWidth;
    const now = columns === undefined ? 0 : this.host.now();
    if (columns === undefined || now < this.#next) return;
    this.#next = now + BETWEEN;
    const text = barText(this.#done, this.total, this.#active, columns);
    if (text !== undefined) this.shell.bar("Building", text);
  }
}
