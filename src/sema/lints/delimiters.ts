// `unused_parens` and `unused_braces`: parentheses and braces that could go, round values, patterns and types. In: the tree.
// Out: findings. When delimiters are needed is rustc's own rule, odd corners included.
import type { SourceMap, Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Expr, ExprId, GenericArgs, Item, NodeId, Pat, PatId, Stmt, Tree, TypeNode } from "../../syntax/ast.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

/** Where a value stands, as the messages call it. */
type Where =
  | "function argument"
  | "method argument"
  | "assigned value"
  | "`if` condition"
  | "`while` condition"
  | "`for` iterator expression"
  | "`match` scrutinee expression"
  | "`let` scrutinee expression"
  | "`return` value"
  | "`break` value"
  | "block return value"
  | "const expression"
  | "match arm expression"
  | "index expression"
  | "closure body";

interface Place {
  readonly where: Where;
  /** A block follows, which a struct literal would be taken for. */
  readonly beforeBlock?: boolean;
  /** `else` follows. */
  readonly beforeElse?: boolean;
  readonly afterKeyword?: boolean;
  /** Where what follows begins: a space must stay between. */
  readonly next?: number;
  /** A constant argument, where braces are needed round all but literals. */
  readonly isArgument?: boolean;
}

/** A finding is told when the node that asks for it is come to, not where it lies. */
export interface FoundDelimiters extends FoundLint {
  readonly when: number;
}

type Sort = "parentheses" | "braces";

/** What may stand as a statement without a semicolon. */
const BLOCK_LIKE: ReadonlySet<string> = new Set(["if", "match", "block", "while", "loop", "for", "try-block", "const-block"]);

export class DelimiterLints implements TreeVisitor {
  readonly found: FoundDelimiters[] = [];
  #when = 0;
  /** Types behind `&` or `*`. */
  readonly #targets = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly sources: SourceMap,
    readonly minor: number,
    /** The call of the macro that something comes from. */
    readonly callSite: (span: Span) => Span,
  ) {}

  // --- Where values stand ------------------------------------------------------------------------------------------

  item({ kind, span }: Item): void {
    this.#when = span.lo;
    if (kind.kind === "const" || kind.kind === "static") this.#value(kind.value, { where: "assigned value" });
    if (kind.kind === "enum")
      for (const { discriminant } of kind.variants) this.#value(discriminant, { where: "const expression", isArgument: true }, "braces");
    if (kind.kind === "fn") for (const { pat } of kind.params) this.#pattern(pat, { avoidOr: true });
  }

  stmt(stmt: Stmt): void {
    this.#when = stmt.span.lo;
    if (stmt.kind === "let") {
      this.#pattern(stmt.pat, { avoidOr: true, space: [true, false] });
      this.#value(stmt.init, { where: "assigned value", beforeElse: stmt.otherwise !== undefined }, "parentheses");
    } else if (stmt.kind === "expr" && !stmt.semicolon) this.#value(stmt.expr, { where: "block return value" });
  }

  type({ kind, id, span }: TypeNode): void {
    this.#when = span.lo;
    if (kind.kind === "reference" || kind.kind === "pointer") this.#targets.add(kind.target);
    if (kind.kind === "array") this.#value(kind.length, { where: "const expression" });
    if (kind.kind !== "paren") return;
    const inner = this.tree.type(kind.inner);
    const { kind: of } = inner.kind;
    if (of === "error" || inner.span.ctxt !== undefined || this.#boundsNeed(id, inner)) return;
    this.#tell("parentheses", "type", { id, span }, inner.span, [false, false]);
  }

  args(args: GenericArgs | undefined): void {
    if (args?.kind !== "angle" || args.span.ctxt !== undefined) return;
    this.#when = args.span.lo;
    for (const arg of args.args)
      if (arg.kind === "const") this.#value(arg.value, { where: "const expression", isArgument: true }, "braces");
  }

  /** Behind `&` and `*` several bounds need them, and before 1.88 everywhere. */
  #boundsNeed(paren: NodeId, { kind }: TypeNode): boolean {
    if (kind.kind !== "impl-trait" && kind.kind !== "trait-object") return false;
    return kind.bounds.length > 1 && (this.minor < 88 || this.#targets.has(paren));
  }

  expr({ kind, span }: Expr): void {
    this.#when = span.lo;
    switch (kind.kind) {
      case "if":
        return this.#condition(kind.condition, "`if` condition", this.tree.span(kind.then).lo);
      case "while":
        return this.#condition(kind.condition, "`while` condition", this.tree.span(kind.body).lo);
      case "for":
        this.#pattern(kind.pat, { space: [true, true] });
        return this.#value(kind.iterator, {
          where: "`for` iterator expression",
          beforeBlock: true,
          afterKeyword: true,
          next: this.tree.span(kind.body).lo,
        });
      case "match":
        return this.#match(kind);
      case "let":
        return this.#pattern(kind.pat, { space: [true, true] });
      case "return":
        return this.#value(kind.value, { where: "`return` value", afterKeyword: true });
      case "break":
        if (kind.label !== undefined && this.#isBlockInParens(kind.value)) return;
        return this.#value(kind.value, { where: "`break` value", afterKeyword: true });
      case "index":
        return this.#since(84, kind.index, "index expression");
      case "assign":
      case "assign-op":
        return this.#value(kind.right, { where: "assigned value" });
      case "repeat":
        return this.#value(kind.count, { where: "const expression", isArgument: true }, "braces");
      case "call":
        for (const argument of kind.args) this.#value(argument, { where: "function argument" });
        return;
      case "method-call":
        for (const argument of kind.args) this.#value(argument, { where: "method argument" });
        return;
      case "closure":
        for (const { pat } of kind.params) this.#pattern(pat, { avoidOr: true });
        if (kind.output === undefined && span.ctxt === undefined) this.#since(92, kind.body, "closure body");
        return;
      default:
    }
  }

  #since(minor: number, value: ExprId, where: Where): void {
    if (this.minor >= minor) this.#value(value, { where });
  }

  #match({ scrutinee, arms, postfix }: Expr["kind"] & { kind: "match" }): void {
    for (const { body } of arms)
      if (this.minor >= 69) this.#value(body, { where: "match arm expression", afterKeyword: true }, "parentheses");
    if (!postfix) this.#value(scrutinee, { where: "`match` scrutinee expression", beforeBlock: true, afterKeyword: true }, "parentheses");
    for (const { pat, span } of arms) {
      this.#when = span.lo;
      this.#pattern(pat, {});
    }
  }

  /** Braces are left alone round what is matched with `let`. */
  #condition(id: ExprId, where: Where, next: number): void {
    const { kind } = this.tree.expr(id);
    if (kind.kind !== "let") return this.#value(id, { where, beforeBlock: true, afterKeyword: true, next });
    this.#value(kind.scrutinee, { where: "`let` scrutinee expression", beforeBlock: true }, "parentheses");
  }

  #isBlockInParens(id: ExprId | undefined): boolean {
    const kind = id === undefined ? undefined : this.tree.expr(id).kind;
    return kind?.kind === "paren" && this.tree.expr(kind.inner).kind.kind === "block";
  }

  #value(id: ExprId | undefined, place: Place, only?: Sort): void {
    const expr = id === undefined ? undefined : this.tree.expr(id);
    if (expr === undefined || expr.span.ctxt !== undefined || expr.attrs.length > 0) return;
    const { kind } = expr;
    if (kind.kind === "paren" && only !== "braces") this.#parens(expr, this.tree.expr(kind.inner), place);
    else if (kind.kind === "block" && only !== "parentheses") this.#braces(expr, place);
  }

  #parens(expr: Expr, inner: Expr, place: Place): void {
    if (this.#isNeeded(inner, place)) return;
    const { kind } = inner;
    if (place.where === "`let` scrutinee expression" && kind.kind === "binary" && isLazy(kind.op)) return;
    if ((place.where === "`return` value" || place.where === "`break` value") && kind.kind === "assign") return;
    this.#tellValue("parentheses", expr, this.callSite(inner.span), place);
  }

  #braces(expr: Expr, place: Place): void {
    const { kind } = expr;
    if (kind.kind !== "block" || kind.label !== undefined || place.where === "closure body") return;
    const { unsafe, stmts, attrs } = this.tree.block(kind.block);
    const [only] = stmts;
    const stmt = only === undefined || stmts.length > 1 ? undefined : this.tree.stmt(only);
    if (unsafe || attrs.length > 0 || stmt?.kind !== "expr" || stmt.semicolon) return;
    const inner = this.tree.expr(stmt.expr);
    if (this.#isNeeded(inner, place) || this.sources.snippet(expr.span).includes("\n")) return;
    if (place.isArgument === true && (inner.kind.kind !== "literal" || inner.span.ctxt !== undefined)) return;
    this.#tellValue("braces", expr, this.callSite(inner.span), place);
  }

  // --- Whether they are needed -------------------------------------------------------------------------------------

  #isNeeded(inner: Expr, place: Place): boolean {
    const { kind } = inner;
    if (inner.attrs.length > 0) return true;
    if (place.beforeElse === true && ((kind.kind === "binary" && isLazy(kind.op)) || this.sources.snippet(inner.span).endsWith("}")))
      return true;
    if (kind.kind === "range" && place.where === "`let` scrutinee expression") return true;
    if (kind.kind === "address-of" && kind.raw) return true;
    if (this.#beginsLikeStatement(inner)) return true;
    return place.beforeBlock === true && (this.#showsStruct(this.#behindBorrows(inner)) || this.#endsOddly(inner));
  }

  #beginsLikeStatement(inner: Expr): boolean {
    for (let { kind } = inner; ;) {
      const first = kind.kind === "binary" ? kind.left : kind.kind === "call" ? kind.callee : operandOf(kind, ["cast", "index"]);
      if (first === undefined) return false;
      kind = this.tree.expr(first).kind;
      if (BLOCK_LIKE.has(kind.kind)) return true;
    }
  }

  #behindBorrows(inner: Expr): Expr {
    let at = inner;
    while (at.kind.kind === "address-of") at = this.tree.expr(at.kind.operand);
    return at;
  }

  /** A struct literal that no parentheses or brackets enclose. */
  #showsStruct({ kind }: Expr): boolean {
    if (kind.kind === "struct") return true;
    if (kind.kind === "binary" || kind.kind === "assign" || kind.kind === "assign-op")
      return this.#showsStruct(this.tree.expr(kind.left)) || this.#showsStruct(this.tree.expr(kind.right));
    const operand = kind.kind === "method-call" ? kind.receiver : operandOf(kind, ["await", "unary", "cast", "field", "index"]);
    return operand !== undefined && this.#showsStruct(this.tree.expr(operand));
  }

  #endsOddly(inner: Expr): boolean {
    for (let { kind } = inner; ;) {
      if (kind.kind === "return" || kind.kind === "yield") return true;
      if (kind.kind === "break") return kind.value !== undefined && ["block", "path"].includes(this.tree.expr(kind.value).kind.kind);
      if (kind.kind === "range" && kind.end !== undefined) return this.tree.expr(kind.end).kind.kind === "block";
      const last = kind.kind === "binary" || kind.kind === "assign" || kind.kind === "assign-op" ? kind.right : operandOf(kind, ["unary"]);
      if (last === undefined) return this.#showsStruct(inner);
      kind = this.tree.expr(last).kind;
    }
  }

  // --- Patterns ----------------------------------------------------------------------------------------------------

  pat({ kind, span }: Pat): void {
    this.#when = span.lo;
    switch (kind.kind) {
      case "tuple-struct":
      case "tuple":
      case "slice":
        return kind.elements.forEach((element) => this.#pattern(element, {}));
      case "or":
        return kind.alternatives.forEach((alternative) => this.#pattern(alternative, {}));
      case "struct":
        return kind.fields.forEach(({ pat }) => this.#pattern(pat, {}));
      case "ident":
        return kind.sub === undefined ? undefined : this.#pattern(kind.sub, { avoidOr: true });
      case "box":
        return this.#pattern(kind.inner, { avoidOr: true });
      case "reference":
        return this.#pattern(kind.inner, { avoidOr: true, avoidMut: !kind.mutable });
      default:
    }
  }

  #pattern(id: PatId, { avoidOr, avoidMut, space }: { avoidOr?: boolean; avoidMut?: boolean; space?: readonly [boolean, boolean] }): void {
    const pat = this.tree.pat(id);
    if (pat.kind.kind !== "paren" || pat.span.ctxt !== undefined) return;
    const { kind, span } = this.tree.pat(pat.kind.inner);
    if (kind.kind === "range" || (kind.kind === "or" && avoidOr === true) || span.ctxt !== undefined) return;
    if (kind.kind === "ident" && kind.mutable && !kind.byRef && avoidMut === true) return;
    this.#tell("parentheses", "pattern", pat, span, space ?? [false, false]);
  }

  // --- Words -------------------------------------------------------------------------------------------------------

  #tellValue(sort: Sort, { id, span }: Expr, inner: Span, { where, afterKeyword, next }: Place): void {
    this.#tell(sort, where, { id, span }, inner, [afterKeyword === true, next !== undefined && next <= span.hi]);
  }

  #tell(
    sort: Sort,
    where: string,
    outer: { readonly id: NodeId; readonly span: Span },
    inner: Span,
    space: readonly [boolean, boolean],
  ): void {
    const before: Span = { lo: outer.span.lo, hi: inner.lo };
    const after: Span = { lo: inner.hi, hi: outer.span.hi };
    const [open, close] = sort === "parentheses" ? ["(", ")"] : ["{", "}"];
    if (this.sources.snippet(before).trim() !== open || this.sources.snippet(after).trim() !== close) return;
    const previous = this.sources.snippet({ lo: before.lo - 1, hi: before.lo });
    const following = this.sources.snippet({ lo: after.hi, hi: after.hi + 1 });
    const lead = (space[0] && previous !== " ") || /[\p{L}\p{N}]/u.test(previous) ? " " : "";
    const trail = (space[1] && following !== " ") || (this.minor >= 70 && this.#startsWithWord(before.lo)) ? " " : "";
    const diagnostic = warning(`unnecessary ${sort} around ${where}`).at(before).at(after);
    const edits = [
      { span: before, text: lead },
      { span: after, text: trail },
    ];
    diagnostic.suggest(`remove these ${sort}`, edits, "MachineApplicable", "verbose");
    this.found.push({ lint: sort === "parentheses" ? "unused_parens" : "unused_braces", node: outer.id, diagnostic, when: this.#when });
  }

  /** rustc asks for the beginning of all the text before the place; so does this. */
  #startsWithWord(at: number): boolean {
    const start = this.sources.fileAt(at)?.start;
    return start !== undefined && /[\p{L}\p{N}]/u.test(this.sources.snippet({ lo: start, hi: start + 1 }));
  }
}

function operandOf<K extends "cast" | "index" | "unary" | "await" | "field">(kind: Expr["kind"], kinds: readonly K[]): ExprId | undefined {
  switch (kind.kind) {
    case "cast":
    case "index":
    case "unary":
    case "await":
    case "field":
      return (kinds as readonly string[]).includes(kind.kind) ? kind.operand : undefined;
    default:
      return undefined;
  }
}

function isLazy(op: string): boolean {
  return op === "&&" || op === "||";
}
