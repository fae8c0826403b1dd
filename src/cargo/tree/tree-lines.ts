// The lines of `cargo tree`: from each root down, dependencies by kind under a head line, what was shown before with `(*)`.
import { painted, paintedApart } from "../../base/ansi.ts";
import type { Codes } from "../../base/ansi.ts";
import type { EdgeKind, TreeGraph, TreeNode } from "./tree-graph.ts";

export type Prefix = "indent" | "depth" | "none";

export interface TreeStyle {
  readonly prefix: Prefix;
  readonly isAscii: boolean;
  readonly isColoured: boolean;
  /** Levels below a root. */
  readonly depth: number;
  readonly repeats: boolean;
  /** Whether a node is left out, with all that is below it. */
  readonly isPruned: (node: TreeNode) => boolean;
  /** A node's own text. */
  readonly show: (at: number) => string;
}

const SYMBOLS = { down: "│", tee: "├── ", last: "└── " } as const;
const ASCII = { down: "|", tee: "|-- ", last: "`-- " } as const;

interface Kind {
  readonly kind: EdgeKind;
  readonly head?: string;
  readonly headCodes?: Codes;
  /** Of the bars. */
  readonly codes: Codes;
}

const KINDS: readonly Kind[] = [
  { kind: "normal", codes: ["2"] },
  { kind: "build", head: "[build-dependencies]", headCodes: ["94", "1"], codes: ["1", "34"] },
  { kind: "dev", head: "[dev-dependencies]", headCodes: ["96", "1"], codes: ["1", "36"] },
  { kind: "features", codes: ["2", "35"] },
];

/** A level above the line: whether more stands on it below, and its colour. */
interface Level {
  readonly goesOn: boolean;
  readonly codes: Codes;
}

/** Characters that are kept before they are written. */
const PIECE = 1 << 16;

class TreePrinter {
  #text = "";
  readonly #seen = new Set<number>();
  readonly #levels: Level[] = [];
  readonly #open: number[] = [];
  readonly #symbols: typeof SYMBOLS | typeof ASCII;

  constructor(
    readonly graph: TreeGraph,
    readonly style: TreeStyle,
    readonly write: (text: string) => void,
  ) {
    this.#symbols = style.isAscii ? ASCII : SYMBOLS;
  }

  line(text: string): void {
    this.#text += `${text}\n`;
    if (this.#text.length >= PIECE) this.flush();
  }

  flush(): void {
    this.write(this.#text);
    this.#text = "";
  }

  node(at: number): void {
    const isNew = this.style.repeats || !this.#seen.has(at);
    this.#seen.add(at);
    const stops = !isNew || this.#open.includes(at);
    const star = stops && this.graph.edges(at).length > 0 ? ` ${this.#words("(*)", ["33", "2"])}` : "";
    this.line(`${this.#prefix()}${this.style.show(at)}${star}`);
    if (stops) return;
    this.#open.push(at);
    for (const kind of KINDS) this.#dependencies(at, kind);
    this.#open.pop();
  }

  #dependencies(at: number, { kind, head, headCodes = [], codes }: Kind): void {
    const edges = this.graph.edgesOfKind(at, kind);
    if (edges.length === 0) return;
    if (head !== undefined && this.style.prefix === "indent") this.line(`${this.#bars(this.#levels)}${this.#words(head, headCodes)}`);
    if (this.#levels.length >= this.style.depth) return;
    const shown = edges.filter(({ to }) => !this.style.isPruned(this.graph.node(to)));
    for (const [i, { to }] of shown.entries()) {
      this.#levels.push({ goesOn: i < shown.length - 1, codes });
      this.node(to);
      this.#levels.pop();
    }
  }

  #prefix(): string {
    if (this.style.prefix === "depth") return String(this.#levels.length);
    const last = this.#levels.at(-1);
    if (this.style.prefix === "none" || last === undefined) return "";
    const { tee, last: end } = this.#symbols;
    const own = this.#painted((last.goesOn ? tee : end).trimEnd(), last.codes);
    return `${this.#bars(this.#levels.slice(0, -1))}${own} `;
  }

  #bars(levels: readonly Level[]): string {
    return levels.map(({ goesOn, codes }) => `${this.#painted(goesOn ? this.#symbols.down : " ", codes)}   `).join("");
  }

  #words(text: string, codes: Codes): string {
    return this.style.isColoured ? paintedApart(text, codes) : text;
  }

  #painted(text: string, codes: Codes): string {
    return this.style.isColoured ? painted(text, codes) : text;
  }
}

/** Writes all lines, a blank one between roots: piece by piece, since a tree that repeats has no bound. */
export function printTree(graph: TreeGraph, roots: readonly number[], style: TreeStyle, write: (text: string) => void): void {
  const printer = new TreePrinter(graph, style, write);
  for (const [i, root] of roots.entries()) {
    if (i > 0) printer.line("");
    printer.node(root);
  }
  printer.flush();
}
