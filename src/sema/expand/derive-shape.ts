// What a derive needs to know of an item, as token ranges: its name, parameters, where clause, and the fields of each variant.
import type { Span } from "../../base/source.ts";
import type { NodeId, TokenRange, VariantData } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isOpen, type TokenBuffer } from "../../syntax/tokens.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import * as W from "../../syntax/words.ts";
import { simpleName } from "./attributes.ts";

export interface Param {
  readonly kind: "lifetime" | "type" | "const";
  readonly name: TokenRange;
  /** Without its default. */
  readonly declaration: TokenRange;
  /** Its last `>` is missing there: it is one token with the `>` of the list. */
  readonly lacksGt: boolean;
  readonly hasBounds: boolean;
  readonly emptyBounds: boolean;
}

export interface FieldShape {
  /** `0`, `1` for tuple fields. */
  readonly name: string;
  readonly nameToken: TokenRange | undefined;
  readonly type: TokenRange;
  /** From its visibility to its type. */
  readonly span: Span;
}

export interface VariantShape {
  readonly name: string;
  readonly nameToken: TokenRange;
  readonly kind: VariantData["kind"];
  readonly fields: readonly FieldShape[];
  /** `#[default]` */
  readonly isDefault: boolean;
}

export interface Shape {
  readonly kind: "struct" | "enum" | "union";
  readonly name: TokenRange;
  readonly text: string;
  readonly params: readonly Param[];
  readonly where: TokenRange | undefined;
  /** One, of the struct itself, for structs. */
  readonly variants: readonly VariantShape[];
  readonly isPacked: boolean;
}

export function readShape(tree: SyntaxTree, node: NodeId): Shape | undefined {
  const item = tree.item(node);
  const { kind } = item;
  if (kind.kind !== "struct" && kind.kind !== "enum" && kind.kind !== "union") return undefined;
  const reader = new ShapeReader(tree);
  const nameToken = tree.field(node, 1);
  const open = nameToken + 1;
  const { params, end } = reader.params(open);
  const name = { from: nameToken, to: nameToken + 1 };
  const isPacked = item.attrs.some(
    (attribute) =>
      simpleName(attribute) === "repr" && attribute.args.kind === "delimited" && hasWord(tree.tokens, attribute.args.tokens, "packed"),
  );
  const shared = { name, text: item.ident.name, params, isPacked };
  if (kind.kind === "enum") {
    const brace = reader.findBrace(end);
    const where = brace > end ? { from: end, to: brace } : undefined;
    const variants = kind.variants.map((variant) =>
      reader.variant(
        tree.field(variant.id, 1),
        variant.data,
        variant.attrs.some((attribute) => simpleName(attribute) === "default"),
      ),
    );
    return { ...shared, kind: "enum", where, variants };
  }
  return { ...shared, kind: kind.kind, ...reader.structure(end, name, item.ident.name, kind.data) };
}

const ENDS_WHERE: ReadonlySet<number> = new Set([T.Semi, T.Eof, T.OpenBrace]);

function hasWord(tokens: TokenBuffer, { from, to }: TokenRange, word: string): boolean {
  for (let at = from; at < to; at++) if (tokens.kind(at) === T.Ident && tokens.text(at) === word) return true;
  return false;
}

/** How many angle brackets a token opens; negative: closes. */
const ANGLES: ReadonlyMap<number, number> = new Map([
  [T.Lt, 1],
  [T.Shl, 2],
  [T.Gt, -1],
  [T.Shr, -2],
]);

class ShapeReader {
  readonly #tree: SyntaxTree;

  constructor(tree: SyntaxTree) {
    this.#tree = tree;
  }

  get #tokens(): TokenBuffer {
    return this.#tree.tokens;
  }

  /** Splits at commas outside of brackets of all kinds; `end` is where an unmatched `>` stands. */
  #split(from: number, to: number): { parts: TokenRange[]; end: number } {
    const parts: TokenRange[] = [];
    let start = from;
    let angle = 0;
    let at = from;
    for (; at < to; at = this.#tokens.afterTree(at)) {
      const kind = this.#tokens.kind(at);
      angle += ANGLES.get(kind) ?? 0;
      if (kind === T.Comma && angle === 0) {
        parts.push({ from: start, to: at });
        start = at + 1;
      }
      if (angle < 0) break;
    }
    if (start < at) parts.push({ from: start, to: at });
    return { parts, end: at };
  }

  /** `<...>` at `open`, if it is one. */
  params(open: number): { params: Param[]; end: number } {
    if (this.#tokens.kind(open) !== T.Lt) return { params: [], end: open };
    const { parts, end } = this.#split(open + 1, this.#tokens.count);
    const closesTwo = this.#tokens.kind(end) === T.Shr;
    return { params: parts.map((part, i) => this.#param(part, closesTwo && i === parts.length - 1)), end: end + 1 };
  }

  #param(part: TokenRange, lacksGt: boolean): Param {
    const tokens = this.#tokens;
    const from = this.#skipAttributes(part.from);
    const first = tokens.kind(from);
    if (first === T.Lifetime || first === T.RawLifetime) {
      const declaration = { from, to: part.to };
      return { kind: "lifetime", name: { from, to: from + 1 }, declaration, lacksGt: false, hasBounds: true, emptyBounds: true };
    }
    const isConst = first === T.Ident && tokens.payloads[from] === W.Const;
    const name = isConst ? from + 1 : from;
    const to = this.#default(from, part.to);
    const hasBounds = !isConst && name + 1 < to && tokens.kind(name + 1) === T.Colon;
    const declaration = { from, to };
    return {
      kind: isConst ? "const" : "type",
      name: { from: name, to: name + 1 },
      declaration,
      lacksGt: lacksGt && to === part.to,
      hasBounds,
      emptyBounds: hasBounds && name + 2 === to,
    };
  }

  /** The `=` before a parameter's default, not one in its bounds (`Iterator<Item = u8>`); `to` without a default. */
  #default(from: number, to: number): number {
    let angle = 0;
    for (let at = from; at < to; at = this.#tokens.afterTree(at)) {
      const kind = this.#tokens.kind(at);
      if (kind === T.Eq && angle === 0) return at;
      angle += ANGLES.get(kind) ?? 0;
    }
    return to;
  }

  #skipAttributes(from: number): number {
    const tokens = this.#tokens;
    let at = from;
    for (;;) {
      const kind = tokens.kind(at);
      if (kind === T.OuterDoc) at++;
      else if (kind === T.Pound && tokens.kind(at + 1) === T.OpenBracket) at = tokens.afterTree(at + 1);
      else return at;
    }
  }

  /** The `{` that follows, where clauses skipped. */
  findBrace(from: number): number {
    let at = from;
    while (this.#tokens.kind(at) !== T.OpenBrace) at = this.#tokens.afterTree(at);
    return at;
  }

  structure(end: number, name: TokenRange, text: string, data: VariantData): { where: TokenRange | undefined; variants: VariantShape[] } {
    const tokens = this.#tokens;
    if (data.kind === "struct") {
      const brace = this.findBrace(end);
      const fields = this.#fields(brace, data);
      const variants = [{ name: text, nameToken: name, kind: data.kind, fields, isDefault: true }];
      return { where: brace > end ? { from: end, to: brace } : undefined, variants };
    }
    const fields = data.kind === "tuple" ? this.#fields(end, data) : [];
    const after = data.kind === "tuple" ? tokens.afterTree(end) : end;
    // Where the semicolon is missing, the next item follows.
    let behind = after;
    if (tokens.kind(after) === T.Ident && tokens.text(after) === "where")
      while (!ENDS_WHERE.has(tokens.kind(behind))) behind = tokens.afterTree(behind);
    const where = behind > after ? { from: after, to: behind } : undefined;
    return { where, variants: [{ name: text, nameToken: name, kind: data.kind, fields, isDefault: true }] };
  }

  variant(nameToken: number, data: VariantData, isDefault: boolean): VariantShape {
    const fields = data.kind === "unit" ? [] : this.#fields(nameToken + 1, data);
    const name = { from: nameToken, to: nameToken + 1 };
    return { name: this.#tokens.text(nameToken), nameToken: name, kind: data.kind, fields, isDefault };
  }

  /** Fields in the brackets at `open` that `cfg` has left. */
  #fields(open: number, data: VariantData): FieldShape[] {
    if (data.kind === "unit" || !isOpen(this.#tokens.kind(open))) return [];
    const { parts } = this.#split(open + 1, this.#tokens.partner(open));
    const kept = new Set(data.fields.map(({ span }) => span.lo));
    const shapes = parts.map((part) => this.#field(part, data.kind === "struct"));
    const seen =
      parts.length === data.fields.length
        ? shapes
        : shapes.filter((_, i) => kept.has(this.#tokens.los[this.#skipAttributes((parts[i] as TokenRange).from)] as number));
    return data.fields.map(({ span }, i) => {
      const field = seen[i] as Omit<FieldShape, "span">;
      return { ...field, span, ...(data.kind === "tuple" ? { name: String(i) } : {}) };
    });
  }

  #field(part: TokenRange, named: boolean): Omit<FieldShape, "span"> {
    const tokens = this.#tokens;
    let at = this.#skipAttributes(part.from);
    if (tokens.kind(at) === T.OpenNone && tokens.fragmentOf(at) === "vis") at = tokens.afterTree(at);
    else if (tokens.kind(at) === T.Ident && tokens.payloads[at] === W.Pub) {
      at++;
      const word = tokens.kind(at) === T.OpenParen ? tokens.payloads[at + 1] : 0;
      if (word === W.Crate || word === W.Super || word === W.SelfValue || word === W.In) at = tokens.afterTree(at);
    }
    if (!named) return { name: "", nameToken: undefined, type: { from: at, to: part.to } };
    return { name: tokens.text(at), nameToken: { from: at, to: at + 1 }, type: { from: at + 2, to: part.to } };
  }
}
