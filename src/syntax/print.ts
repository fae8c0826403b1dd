// The text forms of tokens and trees: what a person reads to see what the lexer and the parser made of a file.
//
//   printTokens:  one token a line: `lo..hi Kind text`
//   printTree:    one node a line, children indented under the name of their field: `expr binary 3..8 op="+"`
//
// Positions are offsets in the file. The printer knows no kind of node: it walks the decoded shapes, and a number in a
// shape is a node whose own kind tells how to decode it.
import type { SourceFile, Span } from "../base/source.ts";
import type { NodeId } from "./ast.ts";
import { tokenText } from "./describe.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import type { SyntaxTree } from "./tree.ts";

const KIND_NAMES: readonly string[] = Object.entries(T)
  .filter(([name, value]) => typeof value === "number" && !name.startsWith("Expect"))
  .reduce<string[]>((names, [name, value]) => {
    const kind = value as number;
    if (kind < T.KIND_COUNT && name !== "KIND_COUNT") names[kind] = name;
    return names;
  }, []);

/** The tokens `[from, to)`, a line each. */
export function printTokens(tree: SyntaxTree, file: SourceFile, range: { readonly from: number; readonly to: number }): string {
  const { tokens } = tree;
  let out = "";
  for (let at = range.from; at < range.to; at++) {
    const { lo, hi } = tokens.span(at);
    out += `${lo - file.start}..${hi - file.start} ${KIND_NAMES[tokens.kind(at)]} ${JSON.stringify(tokenText(tokens, at))}\n`;
  }
  return out;
}

/** The whole tree of a crate. */
export function printTree(tree: SyntaxTree, file: SourceFile): string {
  const printer = new TreePrinter(tree, file);
  const { attrs, items } = tree.crate;
  printer.value("attrs", attrs, 0);
  printer.value("items", items, 0);
  return printer.out;
}

/** Numbers under these names are no nodes. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set(["position", "from", "to"]);
/** Facts that are told by the line of their owner, or not at all. */
const SILENT: ReadonlySet<string> = new Set(["id", "pathId", "traitId", "constructorId", "kind", "span"]);

type Shape = Readonly<Record<string, unknown>>;

class TreePrinter {
  out = "";

  constructor(
    readonly tree: SyntaxTree,
    readonly file: SourceFile,
  ) {}

  value(name: string, value: unknown, depth: number): void {
    if (value === undefined || isSpan(value)) return;
    if (Array.isArray(value)) {
      for (const element of value) this.value(name, element, depth);
    } else if (typeof value === "number" && !PLAIN_NUMBERS.has(name)) this.#node(name, value, depth);
    else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) this.#shape(name, value as Shape, depth);
  }

  #node(name: string, id: NodeId, depth: number): void {
    const shape = this.#decode(id);
    if (shape !== undefined) this.#shape(name, shape, depth);
  }

  #decode(id: NodeId): Shape | undefined {
    const { tree } = this;
    const kind = tree.kind(id);
    if (K.isExprKind(kind)) return { ...tree.expr(id) };
    if (K.isTypeKind(kind)) return { ...tree.type(id) };
    if (K.isPatKind(kind)) return { ...tree.pat(id) };
    if (K.isItemKind(kind)) return { ...tree.item(id) };
    if (K.isStmtKind(kind)) return { ...tree.stmt(id) };
    return kind === K.Block || kind === K.UnsafeBlock ? { ...tree.block(id) } : undefined;
  }

  /** `name kind lo..hi facts`, then what lies beneath. A shape in a shape's `kind` belongs to the same line. */
  #shape(name: string, shape: Shape, depth: number): void {
    const inner = typeof shape["kind"] === "object" ? (shape["kind"] as Shape) : undefined;
    const facts: Shape = inner === undefined ? shape : { ...shape, ...inner };
    const kind = typeof facts["kind"] === "string" ? ` ${facts["kind"]}` : "";
    this.out += `${"  ".repeat(depth)}${name}${kind}${this.#place(shape["span"])}${this.#plainFacts(facts)}\n`;
    if (facts["kind"] === "char" || facts["kind"] === "byte") return; // its value is a number, but no node
    for (const [field, value] of Object.entries(facts)) if (!SILENT.has(field) && !isIdent(value)) this.value(field, value, depth + 1);
  }

  #place(span: unknown): string {
    if (span === undefined) return "";
    const { lo, hi } = span as Span;
    return ` ${lo - this.file.start}..${hi - this.file.start}`;
  }

  #plainFacts(facts: Shape): string {
    let out = "";
    for (const [field, value] of Object.entries(facts)) {
      if (SILENT.has(field) || value === false || value === undefined) continue;
      if (value === true) out += ` ${field}`;
      else if (isIdent(value)) out += value.name === "" ? "" : ` ${field}=${value.name}`;
      else if (typeof value === "string" || typeof value === "bigint") out += ` ${field}=${JSON.stringify(String(value))}`;
      else if (typeof value === "number" && (facts["kind"] === "char" || facts["kind"] === "byte")) out += ` ${field}=${value}`;
      else if (value instanceof Uint8Array) out += ` ${field}=[${value.join(" ")}]`;
    }
    return out;
  }
}

function isSpan(value: unknown): boolean {
  return typeof value === "object" && value !== null && "lo" in value && "hi" in value;
}

function isIdent(value: unknown): value is { readonly name: string } {
  return typeof value === "object" && value !== null && "name" in value && "span" in value && typeof value.name === "string";
}
