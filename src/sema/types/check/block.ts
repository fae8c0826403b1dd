// Blocks and statements.
import type { Block as AstBlock, Expr as AstExpr, ExprId, Stmt as AstStmt, Tree } from "../../../syntax/ast.ts";
import { type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Block, Expr, Stmt } from "../thir.ts";
import { isUnit, NEVER, UNIT, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { definite } from "./branch.ts";
import { type Because, checkCoerced, checkExpr, coerceOrReport } from "./expr.ts";
import { adviseEarlyReturn, adviseReturned, adviseSemicolon } from "./return-advice.ts";
import { selectDoomed } from "./operator.ts";
import { Merger } from "./merge.ts";
import { adviseAnnotation } from "./annotation-advice.ts";
import { mismatch, reportMismatch } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { makeMatched } from "./autoderef.ts";
import { checkTopPattern, type PatternRoot } from "./pattern-root.ts";
import { tryCoerce } from "./coerce.ts";
import { extendTemporaries } from "./extend.ts";

export function checkBlockExpr(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "block" }, expected: Ty | undefined): Expr {
  const value = valueOf(cx.tree, cx.tree.block(kind.block));
  if (value !== undefined) cx.passOn(ast.id, value);
  if (kind.label === undefined) return blockExpr(cx, cx.tree.block(kind.block), expected);
  return labeledBlock(cx, ast, kind, expected);
}

/** A block as an expression: a type that is known is demanded of its value. */
export function blockExpr(cx: BodyContext, block: AstBlock, expected: Ty | undefined): Expr {
  const demanded = definite(cx, expected);
  if (demanded !== undefined) return coercedBlock(cx, block, demanded, (said, value) => explainValue(cx, said, block, demanded, value));
  const { made, type } = checkBlock(cx, block, expected);
  return cx.make(block.span, type, { kind: "block", block: made });
}

/** Who wants a block's value to be of a type: the function that returns it, or an `if` or `match` of which nothing is wanted. */
export function explainValue(cx: BodyContext, said: DiagnosticBuilder, block: AstBlock, demanded: Ty, value: Expr): void {
  const id = valueOf(cx.tree, block);
  if (id !== undefined && cx.tails.has(id)) return adviseReturned(cx, said, demanded, value.type, value);
  const decider = cx.deciders.at(-1);
  if (decider !== undefined && isUnit(cx.resolve(demanded))) said.label(decider, "expected this to be `()`");
}

/** A block whose value must be of a type. */
export function coercedBlock(cx: BodyContext, block: AstBlock, expected: Ty, explain?: Because): Expr {
  const before = cx.diverges;
  const { made, type } = checkBlock(cx, block, expected);
  const expr = cx.make(block.span, type, { kind: "block", block: made });
  if (made.value !== undefined || cx.isNever(type)) return pushCoercion(cx, expr, made, expected, { id: valueOf(cx.tree, block), explain });
  const coerced = tryCoerce(cx, expr, expected);
  if (coerced !== undefined) return coerced;
  if (!before) reportMissingValue(cx, block, expected);
  return cx.error(block.span);
}

/** The expression that is a block's value. */
export function valueOf(tree: Tree, block: AstBlock): ExprId | undefined {
  const last = block.stmts.at(-1);
  const stmt = last === undefined ? undefined : tree.stmt(last);
  return stmt?.kind === "expr" && !stmt.semicolon ? stmt.expr : undefined;
}

interface BlockValue {
  readonly id: ExprId | undefined;
  readonly explain: Because | undefined;
}

/** The coercion of a block's value happens inside the block. */
function pushCoercion(cx: BodyContext, expr: Expr, made: Block, expected: Ty, value: BlockValue): Expr {
  if (made.value === undefined) return coerceOrReport(cx, expr, expected);
  const { id, explain } = value;
  const because: Because = (said, checked) => {
    if (id === undefined) return;
    adviseSemicolon(cx, said, id, expected);
    explain?.(said, checked);
    adviseEarlyReturn(cx, said, id, expected, checked.type);
  };
  const written = id === undefined ? undefined : { id };
  const coerced = coerceOrReport(cx, made.value, expected, because, written, decidingSpan(made.value));
  return cx.make(expr.span, coerced.type, { kind: "block", block: { ...made, value: coerced } });
}

/** Where a value's type comes from: of a `match` the one arm that returns, of an `if` its `else`. */
export function decidingSpan(value: Expr): Span {
  if (value.kind === "if" && value.otherwise !== undefined && returns(value.otherwise)) return innermost(value.otherwise).span;
  if (value.kind !== "match") return value.span;
  const [arm, ...others] = value.arms.filter(({ body }) => returns(body));
  return arm === undefined || others.length > 0 ? value.span : innermost(arm.body).span;
}

function returns(expr: Expr): boolean {
  return !(expr.kind === "coerce" && expr.to === "never-to-any");
}

function innermost(expr: Expr): Expr {
  return expr.kind === "block" && expr.block.value !== undefined ? expr.block.value : expr;
}

function reportMissingValue(cx: BodyContext, block: AstBlock, expected: Ty): void {
  const last = block.stmts.length === 0 ? undefined : cx.tree.stmt(block.stmts[block.stmts.length - 1] as number);
  const said = mismatch(cx, block.span, expected, UNIT);
  if (last?.kind === "expr" && last.semicolon && cx.lastStatementType !== undefined && cx.unify(cx.lastStatementType, expected)) {
    const semicolon = { lo: last.span.hi - 1, hi: last.span.hi };
    said.suggest("remove this semicolon to return this value", [{ span: semicolon, text: "" }], "MachineApplicable", "short");
  }
  cx.reportUnlessError(said, expected);
}

interface CheckedBlock {
  readonly made: Block;
  readonly type: Ty;
}

export function checkBlock(cx: BodyContext, block: AstBlock, expected: Ty | undefined): CheckedBlock {
  const stmts: Stmt[] = [];
  let value: Expr | undefined;
  const last = block.stmts.length - 1;
  block.stmts.forEach((id, i) => {
    const stmt = cx.tree.stmt(id);
    if (i === last && stmt.kind === "expr" && !stmt.semicolon) value = checkExpr(cx, stmt.expr, expected);
    else checkStmt(cx, stmt, stmts);
  });
  const made: Block = { stmts, value, unsafe: block.unsafe, span: block.span };
  if (value !== undefined) return { made, type: value.type };
  return { made, type: cx.diverges ? NEVER : UNIT };
}

function checkStmt(cx: BodyContext, stmt: AstStmt, out: Stmt[]): void {
  switch (stmt.kind) {
    case "let":
      out.push(cx.decidedBy(undefined, () => checkLetStmt(cx, stmt)));
      break;
    case "expr": {
      const expr = stmt.semicolon ? checkExpr(cx, stmt.expr) : blockLike(cx, stmt.expr);
      cx.lastStatementType = expr.type;
      out.push({ kind: "expr", expr, semicolon: stmt.semicolon, span: stmt.span });
      break;
    }
    default: // items are checked by themselves; macro calls have been expanded
  }
}

/** An expression statement without semicolon that is not the last must be `()`. */
function blockLike(cx: BodyContext, id: number): Expr {
  const expr = checkExpr(cx, id, UNIT);
  return tryCoerce(cx, expr, UNIT) ?? coerceOrReport(cx, expr, UNIT);
}

/** The type that is written, or else the value. */
function letRoot(cx: BodyContext, { type, init }: AstStmt & { kind: "let" }): Omit<PatternRoot, "type"> | undefined {
  if (type !== undefined) return { span: cx.tree.span(type), what: "type" };
  return init === undefined ? undefined : { span: cx.tree.span(init), what: "expression" };
}

function checkLetStmt(cx: BodyContext, stmt: AstStmt & { kind: "let" }): Stmt {
  const declared = stmt.type === undefined ? cx.fresh(cx.tree.span(stmt.pat)) : cx.lowerType(stmt.type);
  let init: Expr | undefined;
  if (stmt.init !== undefined) {
    if (stmt.type !== undefined) cx.demands.set(stmt.init, { span: cx.tree.span(stmt.pat), reason: "expected because of this assignment" });
    const { type } = stmt;
    const because: Because | undefined =
      type === undefined
        ? undefined
        : (said, value) => adviseAnnotation(cx, said.label(cx.tree.span(type), "expected due to this"), type, declared, value);
    init = type === undefined ? letInit(cx, stmt.init, declared) : checkCoerced(cx, stmt.init, declared, because);
    extendTemporaries(init, cx.tcx.session.release);
  }
  const before = cx.diverges;
  const pat = checkTopPattern(cx, stmt.pat, declared, letRoot(cx, stmt));
  if (init !== undefined) makeMatched(cx, init, [pat]);
  const origin = stmt.type ?? stmt.init;
  if (origin !== undefined && pat.kind.kind === "binding")
    cx.origins.set(pat.kind.local, { span: cx.tree.span(origin), what: stmt.type === undefined ? " value" : " type" });
  if (pat.kind.kind === "binding") cx.lets.set(pat.kind.local, { ...pat.span, lo: pat.span.hi, hi: typeEnd(cx, stmt) });
  if (stmt.type === undefined && stmt.init === undefined) cx.requireSizedLocals.push({ type: declared, span: cx.tree.span(stmt.pat) });
  const otherwise = stmt.otherwise === undefined ? undefined : checkElse(cx, stmt.otherwise);
  cx.diverges = before;
  const made = { kind: "let", pat, init, otherwise, span: stmt.span } as const;
  return stmt.type === undefined ? made : { ...made, annotation: stmt.type };
}

function typeEnd(cx: BodyContext, { type, pat }: AstStmt & { kind: "let" }): number {
  return cx.tree.span(type ?? pat).hi;
}

/** Without a type, the pattern takes the initialiser's as it is. */
function letInit(cx: BodyContext, id: number, declared: Ty): Expr {
  const init = checkExpr(cx, id);
  if (cx.isNever(init.type)) {
    cx.unify(declared, cx.infer.freshDiverging(init.span));
    return cx.neverToAny(init, declared);
  }
  cx.unify(declared, init.type);
  selectDoomed(cx);
  return init;
}

function checkElse(cx: BodyContext, id: number): Expr {
  const block = cx.tree.block(id);
  const before = cx.diverges;
  cx.diverges = false;
  const expr = plainBlock(cx, block);
  cx.diverges = before;
  if (!cx.isNever(expr.type)) {
    const said = mismatch(cx, block.span, NEVER, expr.type).reworded("`else` clause of `let...else` does not diverge");
    said.help("try adding a diverging expression, such as `return` or `panic!(..)`");
    said.help("...or use `match` instead of `let...else`");
    cx.reportUnlessError(said, expr.type);
  }
  return expr;
}

function plainBlock(cx: BodyContext, block: AstBlock): Expr {
  const { made, type } = checkBlock(cx, block, NEVER);
  return cx.make(block.span, type, { kind: "block", block: made });
}

function labeledBlock(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "block" }, expected: Ty | undefined): Expr {
  const merger = new Merger(cx, expected, true);
  const breakable = cx.enterBreakable(ast.id, "block", merger);
  const block = cx.tree.block(kind.block);
  const { made, type } = checkBlock(cx, block, expected);
  cx.breakables.pop();
  let body = cx.make(block.span, type, { kind: "block", block: made });
  const wanted = merger.type;
  const meets = merger.add(made.value ?? body, (expr) => {
    body = made.value === undefined ? expr : cx.make(block.span, expr.type, { kind: "block", block: { ...made, value: expr } });
  });
  if (!meets) reportLabeled(cx, block, made, wanted);
  if (breakable.mayBreak) cx.diverges = false;
  return cx.make(ast.span, merger.type, { kind: "labeled", label: breakable.label, body });
}

/** The end of a block that is of another type than what leaves it before, or than what is wanted of it. */
function reportLabeled(cx: BodyContext, block: AstBlock, { value, span }: Block, wanted: Ty): void {
  const id = valueOf(cx.tree, block);
  if (value === undefined || id === undefined) return reportMismatch(cx, span, wanted, UNIT);
  const because = (said: DiagnosticBuilder): void => {
    adviseSemicolon(cx, said, id, wanted);
    explainValue(cx, said, block, wanted, value);
  };
  const found = value.type;
  const more = (said: DiagnosticBuilder): void => adviseMismatch(cx, said, { id, expected: wanted, found }, () => because(said));
  reportMismatch(cx, decidingSpan(value), wanted, found, more, value);
}

/** `const { .. }` inside a body: evaluated at compile time. */
export function checkConstBlock(cx: BodyContext, ast: AstExpr, block: number, expected: Ty | undefined): Expr {
  const inner = cx.withinConstBlock(() => blockExpr(cx, cx.tree.block(block), expected));
  return cx.make(ast.span, inner.type, { kind: "const-block", value: inner, node: ast.id });
}
