// Closures: parameters and result from what is written and from what is expected, then the body. What is captured, and
// which of the `Fn` traits it has, is decided when the whole body is typed (`capture.ts`).
import { unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Span } from "../../../base/source.ts";
import type { BodyParam, Expr } from "../thir.ts";
import { ERROR, type Ty } from "../ty.ts";
import { stronger, type ClosureKind, type ClosureState } from "../closure-table.ts";
import type { DefId } from "../def-id.ts";
import type { BodyContext } from "./context.ts";
import { coercedBlock, explainValue, valueOf } from "./block.ts";
import { checkExpr, coerceOrReport } from "./expr.ts";
import { Merger } from "./merge.ts";
import { checkTopPattern } from "./pattern-root.ts";

type ClosureExpr = AstExpr["kind"] & { kind: "closure" };

/** A closure whose captures are not known yet. */
export interface OpenClosure {
  readonly state: ClosureState;
  readonly move: boolean;
  readonly params: readonly BodyParam[];
  value: Expr;
  readonly span: Span;
  readonly headSpan: Span;
  readonly node: ExprId;
  /** Locals declared inside are those from here ... */
  readonly firstLocal: number;
  /** ... up to here. */
  readonly endLocal: number;
}

export function checkClosure(cx: BodyContext, ast: AstExpr, kind: ClosureExpr, expected: Ty | undefined): Expr {
  if (kind.asyncness || kind.isStatic) {
    cx.report(unsupported("KB0203", "`async` closures", ast.span));
    return cx.error(ast.span);
  }
  const hint = expected === undefined ? undefined : deduceSignature(cx, cx.shallow(expected));
  const params = kind.params.map((param, i) => {
    const written = cx.tree.type(param.type).kind.kind === "infer" ? undefined : cx.lowerType(param.type);
    // With another number of parameters nothing is known of them, and that is told where the closure is asked for.
    const wanted = hint === undefined || hint.params.length === kind.params.length ? hint?.params[i] : ERROR;
    if (written !== undefined && wanted !== undefined) cx.unify(written, wanted);
    return written ?? wanted ?? cx.fresh(param.span);
  });
  const output = kind.output === undefined ? (hint?.output ?? cx.fresh(ast.span)) : cx.lowerType(kind.output);
  const state = cx.tcx.closureTable.open(kind.headSpan, params, output, hint?.kind);
  const type = cx.types.closure(state.id, cx.tcx.identityArgs(cx.owner));
  const firstLocal = cx.locals.length;
  const body = checkBody(cx, kind, params, output);
  cx.closures.push({
    state,
    move: kind.move,
    params: body.params,
    value: body.value,
    span: ast.span,
    headSpan: kind.headSpan,
    node: ast.id,
    firstLocal,
    endLocal: cx.locals.length,
  });
  return cx.make(ast.span, type, { kind: "closure", closure: state.id });
}

function checkBody(cx: BodyContext, kind: ClosureExpr, types: readonly Ty[], output: Ty): { params: BodyParam[]; value: Expr } {
  const before = cx.diverges;
  cx.closureDepth++;
  cx.closureHeads.push(kind.headSpan);
  const span = kind.output === undefined ? undefined : cx.tree.span(kind.output);
  cx.returns.push({ type: output, merger: new Merger(cx, output), span, place: undefined, head: kind.headSpan });
  cx.tails.add(kind.body);
  cx.diverges = false;
  const params = kind.params.map((param, i) => {
    const type = types[i] as Ty;
    const typed = cx.tree.type(param.type).kind.kind !== "infer";
    return {
      pat: checkTopPattern(cx, param.pat, type, { span: typed ? cx.tree.span(param.type) : cx.tree.span(param.pat), what: "type" }),
      type,
      span: param.span,
    };
  });
  const value = closureValue(cx, kind.body, output);
  cx.returns.pop();
  cx.closureDepth--;
  cx.closureHeads.pop();
  cx.diverges = before;
  return { params, value };
}

/** The value of a block's end must be what is returned, also where that is not known yet. */
function closureValue(cx: BodyContext, id: ExprId, output: Ty): Expr {
  const { kind } = cx.expr(id);
  if (kind.kind !== "block" || kind.label !== undefined) return coerceOrReport(cx, checkExpr(cx, id, output), output);
  const block = cx.tree.block(kind.block);
  const tail = valueOf(cx.tree, block);
  if (tail !== undefined) cx.passOn(id, tail);
  return coercedBlock(cx, block, output, (said, value) => explainValue(cx, said, block, output, value));
}

interface Signature {
  readonly params: readonly Ty[];
  readonly output: Ty | undefined;
  readonly kind: ClosureKind;
}

/** From an expected `dyn Fn(..)`, `fn(..)`, or from what is required of an expected variable or parameter. */
function deduceSignature(cx: BodyContext, expected: Ty): Signature | undefined {
  switch (expected.kind) {
    case "fn-pointer":
      return { params: expected.params, output: expected.output, kind: "Fn" };
    case "dynamic": {
      const { principal } = expected;
      const kind = principal && kindOf(cx, principal.trait);
      const input = principal?.args[0];
      const output = principal?.projections[0]?.type;
      return input?.kind === "tuple" && kind !== undefined ? { params: input.elements, output, kind } : undefined;
    }
    case "infer":
      return fromObligations(cx, expected);
    case "opaque":
      return fromBounds(cx, expected);
    default:
      return undefined;
  }
}

function fromBounds(cx: BodyContext, type: Ty): Signature | undefined {
  let found: Signature | undefined;
  for (const predicate of cx.selector.boundsOf(type)) {
    const kind = predicate.kind === "trait" ? kindOf(cx, predicate.ref.trait) : undefined;
    if (predicate.kind !== "trait" || kind === undefined) continue;
    const input = predicate.ref.args[1];
    if (input?.kind === "tuple") found ??= { params: input.elements, output: undefined, kind };
  }
  for (const predicate of cx.selector.boundsOf(type)) {
    if (predicate.kind === "projection" && cx.tcx.isLang(predicate.item, "fn_once_output") && found !== undefined)
      found = { ...found, output: predicate.type };
  }
  return found;
}

function fromObligations(cx: BodyContext, variable: Ty): Signature | undefined {
  let params: readonly Ty[] | undefined;
  let output: Ty | undefined;
  let kind: ClosureKind = "FnOnce";
  for (const { predicate } of cx.obligations) {
    const args = predicate.kind === "trait" ? predicate.ref.args : predicate.args;
    if (args[0] === undefined || cx.shallow(args[0]) !== variable) continue;
    const isCall = predicate.kind === "trait" ? cx.tcx.isFnTrait(predicate.ref.trait) : cx.tcx.isLang(predicate.item, "fn_once_output");
    const input = isCall && args[1] !== undefined ? cx.shallow(args[1]) : undefined;
    if (input?.kind !== "tuple") continue;
    params ??= input.elements;
    if (predicate.kind === "trait") kind = stronger(kind, kindOf(cx, predicate.ref.trait) ?? kind);
    if (predicate.kind === "projection") output ??= predicate.type;
  }
  return params === undefined ? undefined : { params, output, kind };
}

function kindOf({ tcx }: BodyContext, trait: DefId): ClosureKind | undefined {
  if (tcx.isLang(trait, "fn")) return "Fn";
  if (tcx.isLang(trait, "fn_mut")) return "FnMut";
  return tcx.isLang(trait, "fn_once") ? "FnOnce" : undefined;
}
