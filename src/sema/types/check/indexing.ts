// `a[i]`: built in for arrays and slices by `usize`, else `Index::index`.
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { HAS_ERROR, USIZE, type Ty } from "../ty.ts";
import { adviseIndexImpls } from "../index-impls.ts";
import { applyDerefs, derefSteps } from "./autoderef.ts";
import { coercion } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { undecided } from "./undecided-call.ts";
import { checkExpr } from "./expr.ts";

export function checkIndex(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "index" }): Expr {
  const operand = checkExpr(cx, kind.operand);
  const index = checkExpr(cx, kind.index);
  if (cx.structurally(operand.type).kind === "error") return cx.error(ast.span);
  const steps = derefSteps(cx, operand.type);
  const counted = steps.find(({ type }) => type.kind === "array" || type.kind === "slice");
  if (counted !== undefined && isNegativeLiteral(cx, kind.index)) return reportNegative(cx, ast, kind, counted.type);
  for (const [count, step] of steps.entries()) {
    const found = builtinIndex(cx, ast, applied(cx, operand, steps, count), step.type, index);
    if (found !== undefined) return found;
    const overloaded = overloadedIndex(cx, ast, () => applyDerefs(cx, operand, steps, count), step.type, index);
    if (overloaded !== undefined) return overloaded;
  }
  return reportNoIndex(cx, ast, operand, index);
}

function isNegativeLiteral(cx: BodyContext, id: ExprId): boolean {
  const { kind } = cx.expr(id);
  if (kind.kind === "paren") return isNegativeLiteral(cx, kind.inner);
  const operand = kind.kind === "unary" && kind.op === "-" ? cx.expr(kind.operand).kind : undefined;
  return operand?.kind === "literal" && operand.literal.kind === "int";
}

function reportNegative(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "index" }, type: Ty): Expr {
  const printed = cx.print(type);
  const { lo, hi } = cx.tree.span(kind.index);
  const said = error(`negative integers cannot be used to index on a \`${printed}\``);
  said.at({ lo, hi }, `cannot use a negative integer for indexing on \`${printed}\``);
  const operand = cx.expr(kind.operand);
  if (operand.kind.kind === "path") {
    const words = `to access an element starting from the end of the \`${printed}\`, compute the index`;
    const edit = { span: { lo, hi: lo }, text: `${cx.snippet(operand.span)}.len() ` };
    said.suggest(words, [edit], "MachineApplicable", cx.tcx.session.release.minor >= 80 ? "verbose" : "inline");
  }
  cx.report(said);
  return cx.error(ast.span);
}

function applied(cx: BodyContext, operand: Expr, steps: ReturnType<typeof derefSteps>, count: number): () => Expr {
  return () => applyDerefs(cx, operand, steps, count);
}

function builtinIndex(cx: BodyContext, ast: AstExpr, place: () => Expr, type: Ty, index: Expr): Expr | undefined {
  if (type.kind !== "array" && type.kind !== "slice") return undefined;
  const by = cx.structurally(index.type);
  const fits = by === USIZE || (by.kind === "infer" && by.of === "int" && cx.unify(by, USIZE));
  if (!fits) return undefined;
  return cx.make(ast.span, cx.shallow(type.element), { kind: "index", operand: place(), index });
}

/** Arrays are also tried as slices: `a[1..]`. */
function overloadedIndex(cx: BodyContext, ast: AstExpr, place: () => Expr, type: Ty, index: Expr): Expr | undefined {
  const trait = cx.tcx.lang("index");
  if (trait === undefined || type.kind === "infer") return undefined;
  const slice = type.kind === "array" ? cx.types.slice(type.element) : undefined;
  // An array may have impls of its own, for indices of the crate's types.
  if (slice !== undefined && holds(cx, trait, slice, index.type)) {
    const operand = place();
    const borrowed = cx.make(operand.span, cx.types.ref(type), { kind: "borrow", mutable: false, twoPhase: false, operand });
    const unsized = coercion(cx, borrowed, "unsize", cx.types.ref(slice));
    return call(cx, ast, cx.make(ast.span, slice, { kind: "deref", operand: unsized }), slice, index);
  }
  return holds(cx, trait, type, index.type) ? call(cx, ast, place(), type, index) : undefined;
}

function holds(cx: BodyContext, trait: number, type: Ty, index: Ty): boolean {
  return cx.selector.traitHolds(trait, [type, index]) !== "no";
}

function call(cx: BodyContext, ast: AstExpr, place: Expr, type: Ty, index: Expr): Expr {
  const method = cx.tcx.core.member("index", "index");
  const args = [type, index.type];
  cx.requireTrait(cx.tcx.lang("index"), args, ast.span);
  const output = cx.normalize(cx.types.projection(cx.tcx.core.member("index", "Output"), args), ast.span);
  const receiver = cx.make(place.span, cx.types.ref(type), { kind: "borrow", mutable: false, twoPhase: false, operand: place });
  const callee = cx.make(ast.span, cx.types.fnDef(method, args), { kind: "fn-item" });
  const made = cx.make(ast.span, cx.types.ref(output), {
    kind: "call",
    callee,
    args: [receiver, index],
    by: "operator",
    callSpan: cx.tcx.session.release.minor < 74 || ast.kind.kind !== "index" ? ast.span : ast.kind.bracketsSpan,
  });
  return cx.make(ast.span, cx.shallow(output), { kind: "deref", operand: made });
}

function reportNoIndex(cx: BodyContext, ast: AstExpr, operand: Expr, index: Expr): Expr {
  const type = cx.structurally(operand.type);
  if (((cx.resolve(type).flags | cx.resolve(index.type).flags) & HAS_ERROR) !== 0) return cx.error(ast.span);
  if (type.kind === "infer" && type.of === "type") {
    cx.report(undecided(cx, operand, type));
    return cx.error(ast.span);
  }
  const inner = derefSteps(cx, type).at(-1)?.type ?? type;
  if (inner.kind === "array") return reportIndexType(cx, ast, cx.types.slice(inner.element), index, inner);
  if (inner.kind === "slice" || inner.kind === "str") return reportIndexType(cx, ast, inner, index);
  cx.reportUnlessError(
    error("E0608", `cannot index into a value of type \`${cx.print(type)}\``).at({ lo: operand.span.hi, hi: ast.span.hi }),
    type,
  );
  return cx.error(ast.span);
}

const NTH =
  "you can use `.chars().nth()` or `.bytes().nth()`\n" +
  "for more information, see chapter 8 in The Book: <https://doc.rust-lang.org/book/ch08-02-strings.html#indexing-into-strings>";

/** As core's `SliceIndex` has it. `type` is a slice or `str`, of `array` if that is indexed. */
function reportIndexType(cx: BodyContext, ast: AstExpr, type: Ty, index: Expr, array?: Ty): Expr {
  const [whole, by] = [cx.print(type), cx.print(index.type)];
  const known = cx.resolve(index.type);
  const said = error("E0277", `the type \`${whole}\` cannot be indexed by \`${by}\``);
  said.at(
    index.span,
    type.kind === "str" ? "string indices are ranges of `usize`" : "slice indices are of type `usize` or ranges of `usize`",
  );
  if (known.kind !== "param") said.help(`the trait \`SliceIndex<${whole}>\` is not implemented for \`${by}\``);
  if (type.kind === "str" && by === "{integer}") said.note(NTH);
  const { ended } = adviseIndexImpls(cx.tcx, known, type, said);
  if (cx.tcx.session.release.minor >= NOTES_REQUIREMENT) {
    said.note(`required for \`${whole}\` to implement \`Index<${by}>\``);
    if (array !== undefined) said.note("1 redundant requirement hidden");
    if (array !== undefined) said.note(`required for \`${cx.print(array)}\` to implement \`Index<${by}>\``);
  }
  if (type.kind !== "str" && known.kind === "ref" && known.target === USIZE && cx.tcx.session.release.minor >= NOTES_REQUIREMENT)
    said.suggest("dereference this index", [{ span: { ...index.span, hi: index.span.lo }, text: "*" }], "MachineApplicable", "verbose");
  ended();
  cx.reportUnlessError(said, type, index.type);
  return cx.error(ast.span);
}

/** Older releases are not looked at. */
const NOTES_REQUIREMENT = 90;
