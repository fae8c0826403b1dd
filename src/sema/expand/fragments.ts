// The parser as the matcher sees it: can this token begin a fragment of that kind, and where does the fragment end?
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { DiagnosticBuilder as Builder } from "../../diag/diagnostic.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import { parseFragment, type FragmentKind as ParsedKind } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import { isClose, isLiteral, isOpen, type Fragment } from "../../syntax/tokens.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import * as W from "../../syntax/words.ts";
import type { Compilation } from "../compilation.ts";
import { beginsType } from "./check-rules.ts";
import type { FragmentReader } from "./match.ts";
import type { FragmentKind } from "./matcher.ts";

const PARSED: Readonly<Record<FragmentKind, ParsedKind>> = {
  block: "block",
  expr: "expr",
  expr_2021: "expr",
  ident: "ident",
  item: "item",
  lifetime: "lifetime",
  literal: "literal",
  meta: "meta",
  pat: "pat",
  pat_param: "pat-single",
  path: "path",
  stmt: "stmt",
  tt: "tt",
  ty: "ty",
  vis: "vis",
};

/** Reserved words an expression may begin with. */
const EXPRESSION_WORDS = new Set([
  W.Async,
  W.Do,
  W.Box,
  W.Break,
  W.Const,
  W.Continue,
  W.False,
  W.For,
  W.Gen,
  W.If,
  W.Match,
  W.Move,
  W.Return,
  W.True,
  W.Try,
  W.Unsafe,
  W.While,
  W.Yield,
  W.Static,
  W.Loop,
  W.Become,
  W.Builtin,
  W.Super,
  W.SelfValue,
  W.SelfType,
  W.Crate,
  W.DollarCrate,
  W.Underscore,
]);

const TYPE_WORDS = new Set([
  W.Underscore,
  W.For,
  W.Impl,
  W.Fn,
  W.Unsafe,
  W.Extern,
  W.Typeof,
  W.Dyn,
  W.Super,
  W.SelfValue,
  W.SelfType,
  W.Crate,
  W.DollarCrate,
]);

const PATTERN_WORDS = new Set([
  W.Underscore,
  W.Ref,
  W.Mut,
  W.Box,
  W.True,
  W.False,
  W.Const,
  W.Super,
  W.SelfValue,
  W.SelfType,
  W.Crate,
  W.DollarCrate,
]);

export class TreeFragmentReader implements FragmentReader {
  readonly #compilation: Compilation;
  readonly #tree: SyntaxTree;
  readonly #edition: number;
  /** Why the last `read` failed. */
  failure: DiagnosticBuilder | undefined;

  constructor(compilation: Compilation, tree: SyntaxTree, edition: number) {
    this.#compilation = compilation;
    this.#tree = tree;
    this.#edition = edition;
  }

  canBegin(fragment: FragmentKind, token: number, end: number): boolean {
    if (token >= end) return false;
    const { tokens } = this.#tree;
    const kind = tokens.kind(token);
    if (isClose(kind)) return false;
    if (kind === T.OpenNone) return groupCanBegin(tokens.fragmentOf(token), fragment);
    const word = kind === T.Ident ? (tokens.payloads[token] as number) : -1;
    return this.#plainCanBegin(fragment, kind, word, token, end);
  }

  #plainCanBegin(fragment: FragmentKind, kind: number, word: number, token: number, end: number): boolean {
    switch (fragment) {
      case "tt":
      case "item":
      case "stmt":
        return true;
      case "ident":
        return (kind === T.Ident && word !== W.Underscore) || kind === T.RawIdent;
      case "lifetime":
        return kind === T.Lifetime || kind === T.RawLifetime;
      case "block":
        return kind === T.OpenBrace;
      case "path":
      case "meta":
        return kind === T.PathSep || kind === T.Ident || kind === T.RawIdent;
      case "literal":
        return kind === T.Minus || isLiteral(kind) || word === W.True || word === W.False;
      case "vis":
        return kind === T.Comma || kind === T.Ident || kind === T.RawIdent || beginsType(kind);
      case "ty":
        return beginsType(kind) || kind === T.RawIdent || (word >= 0 && (!this.#isReserved(word) || TYPE_WORDS.has(word)));
      case "pat":
      case "pat_param":
        return this.#beginsPattern(fragment, kind, word);
      default:
        return this.#beginsExpression(fragment, kind, word, token, end);
    }
  }

  #beginsPattern(fragment: FragmentKind, kind: number, word: number): boolean {
    if (word >= 0) return !this.#isReserved(word) || PATTERN_WORDS.has(word);
    if (kind === T.RawIdent || isLiteral(kind)) return true;
    if (kind === T.Or) return fragment === "pat";
    return [T.OpenParen, T.OpenBracket, T.And, T.Minus, T.AndAnd, T.DotDot, T.DotDotDot, T.PathSep, T.Lt, T.Shl].includes(kind);
  }

  #beginsExpression(fragment: FragmentKind, kind: number, word: number, token: number, end: number): boolean {
    const { tokens } = this.#tree;
    if (word >= 0) {
      if (word === W.Let) return false;
      if (fragment === "expr_2021" && word === W.Underscore) return false;
      if (fragment === "expr_2021" && word === W.Const && token + 1 < end && tokens.kind(token + 1) === T.OpenBrace) return false;
      return !this.#isReserved(word) || EXPRESSION_WORDS.has(word);
    }
    if (kind === T.RawIdent || isLiteral(kind) || isOpen(kind) || kind === T.Lifetime || kind === T.RawLifetime) return true;
    return [
      T.Not,
      T.Minus,
      T.Star,
      T.Or,
      T.OrOr,
      T.And,
      T.AndAnd,
      T.DotDot,
      T.DotDotDot,
      T.DotDotEq,
      T.Lt,
      T.Shl,
      T.PathSep,
      T.Pound,
    ].includes(kind);
  }

  #isReserved(word: number): boolean {
    if (word > W.LAST_RESERVED_2024) return false;
    if (word === W.Gen) return this.#edition >= 2024;
    return word <= W.LAST_ALWAYS_RESERVED || this.#edition >= 2018;
  }

  read(fragment: FragmentKind, range: TokenRange): number | undefined {
    const { tokens } = this.#tree;
    if (fragment === "tt") return tokens.afterTree(range.from);
    if (fragment === "ident" || fragment === "lifetime") return range.from + 1;
    const options = { edition: this.#edition, release: this.#compilation.session.release };
    const parsed = parseFragment(this.#tree, this.#compilation.sources, range, PARSED[fragment], options);
    if (parsed.failure === undefined) return parsed.end;
    const { failure } = parsed;
    const copy = new Builder("error", failure.code, failure.message);
    copy.spans.push(...failure.spans);
    copy.children.push(...failure.children);
    copy.suggestions.push(...failure.suggestions);
    this.failure = copy;
    return undefined;
  }
}

/** A captured fragment can be captured again as itself, or as something it is a case of. */
function groupCanBegin(group: Fragment, wanted: FragmentKind): boolean {
  switch (wanted) {
    case "tt":
    case "item":
    case "stmt":
      return true;
    case "expr":
    case "expr_2021":
      return ["expr", "literal", "path", "block", "none"].includes(group);
    case "literal":
      return group === "literal";
    case "ty":
      return group === "ty" || group === "path";
    case "pat":
    case "pat_param":
      return ["pat", "literal", "path"].includes(group) || group === "expr";
    case "path":
    case "meta":
      return group === wanted || (wanted === "meta" && group === "path");
    case "vis":
      return group === "vis" || group === "ty" || group === "path";
    case "block":
      return group === "block" || group === "stmt" || group === "expr" || group === "literal";
    default:
      return false;
  }
}
