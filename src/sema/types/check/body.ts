// Checking one body from beginning to end.
import { lacksLifetime } from "../elision.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { ExprId, Fn, TypeId } from "../../../syntax/ast.ts";
import * as K from "../../../syntax/node-kinds.ts";
import { SyntaxTree } from "../../../syntax/tree.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { leavesOpen } from "../open-types.ts";
import type { Body, BodyParam, Expr } from "../thir.ts";
import { ERROR, HAS_ERROR, NEVER, UNIT, type Ty } from "../ty.ts";
import { adviseAnnotation } from "./annotation-advice.ts";
import { checkAsm } from "./asm.ts";
import { checkNaked } from "./naked.ts";
import { checkBlock, decidingSpan, valueOf } from "./block.ts";
import { tryCoerce } from "./coerce.ts";
import { BodyContext } from "./context.ts";
import { checkCoerced, coerceOrReport } from "./expr.ts";
import { finishBody } from "./finish.ts";
import { selectPending } from "./fulfil.ts";
import { adviseLoopValue, adviseReturned, adviseSemicolon, returnSpans } from "./return-advice.ts";
import { Merger } from "./merge.ts";
import { mismatch, reportMismatch } from "./mismatch.ts";
import { adviseMismatch } from "./mismatch-advice.ts";
import { checkTopPattern } from "./pattern-root.ts";

/** The typed body of a function, constant, static, `global_asm!` or anonymous constant; undefined if it has none. */
export function checkBodyOf(tcx: TypeContext, def: DefId): Body | undefined {
  if (def < 0) {
    const { tree, expr, owner, type, body } = tcx.anonymous(def);
    if (body !== undefined) return { ...body, owner: def };
    return constantBody(newContext(tcx, owner, tree), def, expr, type);
  }
  const kind = tcx.items.item(def)?.kind;
  tcx.items.prepareBody(def);
  if (kind?.kind === "fn") return kind.body === undefined ? undefined : fnBody(tcx, def, kind);
  if (kind?.kind === "const" || kind?.kind === "static") {
    if (kind.value === undefined) return undefined;
    const cx = newContext(tcx, def, tcx.items.tree(def));
    if (!leavesOpen(cx.tree, kind.type)) return constantBody(cx, def, kind.value, tcx.typeOf(def));
    return constantBody(cx, def, kind.value, openType(cx, kind.type));
  }
  return tcx.items.kind(def) === "global-asm" ? asmBody(tcx, def) : undefined;
}

/** Of a constant whose type is not, or not all, written: what the value tells. */
function openType(cx: BodyContext, type: TypeId): Ty {
  const { tree } = cx;
  return tree instanceof SyntaxTree && tree.kind(type) === K.ErrorType ? cx.infer.fresh(tree.span(type)) : cx.lowerType(type);
}

function newContext(tcx: TypeContext, owner: DefId, tree: ReturnType<TypeContext["items"]["tree"]>): BodyContext {
  const cx = new BodyContext(tcx, owner, tree);
  cx.selectPending = () => selectPending(cx);
  return cx;
}

function constantBody(cx: BodyContext, def: DefId, expr: ExprId, type: Ty): Body {
  cx.inConstant = true;
  const value = checkCoerced(cx, expr, type, (said, found) => {
    const { kind } = cx.tcx.items.item(def) ?? {};
    const isStatic = kind?.kind === "static";
    if (kind === undefined || (!isStatic && kind.kind !== "const") || kind.type === undefined) return;
    said.label(cx.tree.span(kind.type), `expected because of the type of the ${isStatic ? "static" : "constant"}`);
    if (!isStatic) adviseAnnotation(cx, said, kind.type, type, found);
  });
  return finishBody(cx, def, { params: [], result: type, value, span: cx.tree.span(expr) });
}

function asmBody(tcx: TypeContext, def: DefId): Body | undefined {
  const cx = newContext(tcx, def, tcx.items.tree(def));
  const item = tcx.items.item(def);
  const asm = item === undefined ? undefined : tcx.items.builtIn(cx.tree, item.id);
  if (item === undefined || asm?.kind !== "asm") return undefined;
  const value = checkAsm(cx, item.span, asm);
  return finishBody(cx, def, { params: [], result: UNIT, value, span: item.span });
}

/** What is written so stands for no type. */
const NO_TYPE: ReadonlySet<string> = new Set(["E0106", "E0191", "E0224", "E0225", "E0393", "E0747"]);

/** A lifetime is lacking in the result: nothing is asked of what is returned. */
function hasWrongOutput(tcx: TypeContext, def: DefId, { output }: Fn): boolean {
  return output !== undefined && lacksLifetime(tcx, tcx.items.tree(def).span(output));
}

function fnBody(tcx: TypeContext, def: DefId, fn: Fn): Body {
  const cx = newContext(tcx, def, tcx.items.tree(def));
  const signature = tcx.signature(def);
  const result = hasWrongOutput(tcx, def, fn) ? ERROR : cx.revealOwn(signature.output);
  cx.fnSpan = fn.signatureSpan;
  if ([...signature.params, result].some((type) => (type.flags & HAS_ERROR) !== 0)) cx.tainted = true;
  const { lo, hi } = fn.signatureSpan;
  if (tcx.wrongTypes.some(({ at, code = "" }) => lo <= at && at < hi && NO_TYPE.has(code))) cx.tainted = true;
  cx.returns.push({ type: result, merger: new Merger(cx, result), ...returnSpans(cx, def, fn) });
  const isObject = requireSizedResult(cx, fn, result);
  cx.inParameter = true;
  const params: BodyParam[] = fn.params.map((param, i) => {
    const type = cx.normalize(signature.params[i] as Ty, param.span);
    const isTyped = param.self === undefined && tcx.session.release.minor >= 80;
    cx.requireTrait(tcx.lang("sized"), [type], cx.tree.span(isTyped ? param.type : param.pat), { kind: "parameter" });
    const pat = checkTopPattern(
      cx,
      param.pat,
      type,
      param.self === undefined ? { span: cx.tree.span(param.type), what: "type" } : undefined,
    );
    if (pat.kind.kind === "binding") cx.origins.set(pat.kind.local, { span: cx.tree.span(param.type), what: " parameter type" });
    return { pat, type, span: param.span };
  });
  cx.inParameter = false;
  const value = fnValue(cx, def, fn, isObject ? ERROR : result);
  checkNaked(cx, def, fn, value);
  return finishBody(cx, def, { params, result, value, span: cx.tree.block(fn.body as number).span });
}

/** True if it is an object, which was told. */
function requireSizedResult(cx: BodyContext, { output }: Fn, result: Ty): boolean {
  if (output === undefined) return false;
  const span = cx.tree.span(output);
  if (result.kind !== "dynamic") {
    cx.requireTrait(cx.tcx.lang("sized"), [result], span, { kind: "result" });
    return false;
  }
  const said = error("E0746", "return type cannot be a trait object without pointer indirection");
  said.at(span, "doesn't have a size known at compile-time");
  const edit = { span: { ...span, hi: span.lo + "dyn".length }, text: "impl" };
  const words = "consider returning an `impl Trait` instead of a `dyn Trait`";
  if (cx.tcx.session.release.minor >= 85) said.suggest(words, [edit], "MaybeIncorrect", "verbose");
  cx.report(said);
  return true;
}

function fnValue(cx: BodyContext, def: DefId, fn: Fn, result: Ty): Expr {
  const block = cx.tree.block(fn.body as number);
  const tail = valueOf(cx.tree, block);
  if (tail !== undefined) cx.tails.add(tail);
  noteDemand(cx, def, fn, tail);
  const { made, type } = checkBlock(cx, block, result);
  const whole = cx.make(block.span, type, { kind: "block", block: made });
  if (made.value !== undefined) {
    const value = tryCoerce(cx, made.value, result);
    if (value === undefined) {
      reportMismatch(
        cx,
        decidingSpan(made.value),
        result,
        made.value.type,
        (said) => {
          const id = valueOf(cx.tree, block) as ExprId;
          const found = (made.value as Expr).type;
          adviseMismatch(cx, said, { id, expected: result, found }, () => {
            adviseSemicolon(cx, said, id, result);
            adviseReturned(cx, said, result, found, made.value);
          });
          adviseLoopValue(cx, said, id, result);
        },
        made.value,
      );
    }
    return cx.make(block.span, result, { kind: "block", block: { ...made, value: value ?? cx.error(made.value.span) } });
  }
  const coerced = type === NEVER ? coerceOrReport(cx, whole, result) : tryCoerce(cx, whole, result);
  if (coerced !== undefined) return coerced;
  reportNoValue(cx, def, fn, result);
  return cx.error(block.span);
}

/** A free function's value must be what its signature says. */
function noteDemand(cx: BodyContext, def: DefId, { output }: Fn, id: ExprId | undefined): void {
  if (id === undefined || cx.tcx.items.kind(def) !== "fn") return;
  const place = cx.returns.at(-1)?.place?.span;
  if (output === undefined) {
    if (place !== undefined) cx.demands.set(id, { span: place, reason: "expected `()` because of this return type" });
    return;
  }
  const span = cx.tree.span(output);
  cx.demands.set(id, { span, reason: `expected \`${cx.snippet(span)}\` because of this return type` });
}

/** A body that ends without the value its signature promises. */
function reportNoValue(cx: BodyContext, def: DefId, fn: Fn, result: Ty): void {
  const block = cx.tree.block(fn.body as number);
  const last = block.stmts.length === 0 ? undefined : cx.tree.stmt(block.stmts[block.stmts.length - 1] as number);
  const output = fn.output === undefined ? block.span : cx.tree.span(fn.output);
  const said = mismatch(cx, output, result, UNIT);
  said.label(cx.tcx.items.identSpan(def), "implicitly returns `()` as its body has no tail or `return` expression");
  const value = cx.lastStatementType;
  if (
    last?.kind === "expr" &&
    last.semicolon &&
    value !== undefined &&
    !cx.isNever(value) &&
    (value.flags & HAS_ERROR) === 0 &&
    cx.unify(value, result)
  ) {
    said.label({ lo: last.span.hi - 1, hi: last.span.hi }, "help: remove this semicolon to return this value");
    said.spans.pop();
    said.suggest(
      "remove this semicolon to return this value",
      [{ span: { lo: last.span.hi - 1, hi: last.span.hi }, text: "" }],
      "MachineApplicable",
      "short",
    );
  }
  cx.reportUnlessError(said, result);
}
