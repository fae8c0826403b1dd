// The lint attributes of a crate, read: `#![deny(warnings)]`, `#[expect(unused, reason = "..")]`. In: the tree. Out: for
// each name in each attribute the level it sets and the stretch of text it holds for.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId, TokenRange } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isLiteral, type TokenBuffer } from "../../syntax/tokens.ts";
import { decodeString } from "../../syntax/literals.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { LintLevel } from "../../target/session.ts";

const LEVELS: ReadonlySet<string> = new Set(["allow", "warn", "deny", "forbid", "expect"]);

export interface LintSetting {
  /** As written, `clippy::x` for tools' lints. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly level: LintLevel;
  /** Where it holds; the whole crate for inner attributes of the root. */
  readonly scope: Span;
  readonly node: NodeId;
  readonly reason: string | undefined;
  /** Counts attributes: later ones of the same node win. */
  readonly order: number;
}

export interface LintAttributes {
  readonly settings: readonly LintSetting[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A number as others: one that V8 keeps as floating point makes it change the layout of all spans. */
const WHOLE_CRATE: Span = { lo: 0, hi: 2 ** 31 - 1 };

function levelOf({ path, docComment }: Attribute): LintLevel | undefined {
  const name = path.segments[0]?.ident.name;
  return !docComment && path.segments.length === 1 && name !== undefined && LEVELS.has(name) ? (name as LintLevel) : undefined;
}

/** Arguments of a list, divided at commas. */
function* argumentsOf(tokens: TokenBuffer, { from, to }: TokenRange): Iterable<TokenRange> {
  let start = from;
  for (let at = from; at < to; at = tokens.afterTree(at)) {
    if (tokens.kind(at) !== T.Comma) continue;
    yield { from: start, to: at };
    start = at + 1;
  }
  if (start < to) yield { from: start, to };
}

function spanOf(tokens: TokenBuffer, { from, to }: TokenRange): Span {
  return { ...tokens.span(from), hi: tokens.span(to - 1).hi };
}

/** `a` or `a::b`; undefined if it is not a path. */
function pathText(tokens: TokenBuffer, { from, to }: TokenRange): string | undefined {
  let text = "";
  for (let at = from; at < to; at++) {
    const expected = (at - from) % 2 === 0 ? T.Ident : T.PathSep;
    if (tokens.kind(at) !== expected) return undefined;
    text += tokens.text(at);
  }
  return text === "" || (to - from) % 2 === 0 ? undefined : text;
}

class Reader {
  readonly settings: LintSetting[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #removed: readonly Span[];
  #order = 0;

  constructor(
    readonly tree: SyntaxTree,
    readonly isModern: boolean,
  ) {
    this.#removed = [...tree.removedNodes()].map((node) => tree.span(node));
  }

  #isRemoved({ lo }: Span): boolean {
    return this.#removed.some((span) => span.lo <= lo && lo < span.hi);
  }

  read(node: NodeId): void {
    // A macro call's levels are ignored (and `unused_attributes` says so).
    const kind = this.tree.kind(node);
    if (kind === K.MacroItem || kind === K.MacroStmt || kind === K.MacroExpr) return;
    const scope = node === this.tree.crateId ? WHOLE_CRATE : this.tree.span(node);
    for (const attribute of this.tree.attributes(node)) {
      const level = levelOf(attribute);
      if (level !== undefined && !this.#isRemoved(attribute.span)) this.#attribute(attribute, level, scope, node);
    }
  }

  #attribute({ args }: Attribute, level: LintLevel, scope: Span, node: NodeId): void {
    if (args.kind !== "delimited") return;
    const { tokens } = this.tree;
    const ranges = [...argumentsOf(tokens, args.tokens)];
    const reason = ranges.map((range) => this.#reason(range)).find((text) => text !== undefined);
    this.#order++;
    for (const [i, range] of ranges.entries()) {
      if (this.#reason(range) !== undefined) {
        if (i < ranges.length - 1) {
          const said = error("E0452", "malformed lint attribute input");
          this.diagnostics.push(said.at(spanOf(tokens, range), "reason in lint attribute must come last"));
        }
        continue;
      }
      const name = pathText(tokens, range);
      const nameSpan = spanOf(tokens, range);
      if (name === undefined) {
        const isWord = tokens.kind(range.from) === T.Ident || isLiteral(tokens.kind(range.from));
        if (!isWord && this.isModern) {
          const at = tokens.span(range.from);
          return void this.diagnostics.push(error(`expected unsuffixed literal, found \`${tokens.text(range.from)}\``).at(at));
        }
        this.#malformed(range, nameSpan);
      } else this.settings.push({ name, nameSpan, level, scope, node, reason, order: this.#order });
    }
  }

  #malformed({ from, to }: TokenRange, whole: Span): void {
    const { tokens } = this.tree;
    const said = error("E0452", "malformed lint attribute input");
    const isReason = to - from === 3 && tokens.text(from) === "reason" && tokens.kind(from + 1) === T.Eq;
    this.diagnostics.push(
      isReason ? said.at(tokens.span(from + 2), "reason must be a string literal") : said.at(whole, "bad attribute argument"),
    );
  }

  /** The text of `reason = "text"`. */
  #reason({ from, to }: TokenRange): string | undefined {
    const { tokens } = this.tree;
    const isReason = to - from === 3 && tokens.text(from) === "reason" && tokens.kind(from + 1) === T.Eq;
    const kind = tokens.kind(from + 2);
    return isReason && [T.Str, T.RawStr].includes(kind) ? decodeString(kind, tokens.text(from + 2)) : undefined;
  }
}

export function readLintAttributes(tree: SyntaxTree, isModern: boolean): LintAttributes {
  const reader = new Reader(tree, isModern);
  for (const node of tree.attributedNodes()) reader.read(node);
  return { settings: reader.settings, diagnostics: reader.diagnostics };
}
