// `callee(args)`: functions and constructors directly, pointers, closures and whatever implements `Fn*` through it.
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import { checkArguments, type CallSite } from "./arguments.ts";
import { applyDerefs, derefSteps, type DerefStep } from "./autoderef.ts";
import { borrowOf } from "./coerce.ts";
import type { BodyContext } from "./context.ts";
import { undecided } from "./undecided-call.ts";
import { checkExpr } from "./expr.ts";

type Call = AstExpr["kind"] & { kind: "call" };

export function checkCall(cx: BodyContext, ast: AstExpr, kind: Call, expected: Ty | undefined): Expr {
  cx.callees.set(kind.callee, { args: kind.args, span: ast.span });
  const callee = checkExpr(cx, kind.callee);
  const steps = derefSteps(cx, callee.type, callee.span);
  for (const [count, step] of steps.entries()) {
    const made = callAt(cx, ast, kind, { callee, steps, count, type: step.type }, expected);
    if (made !== undefined) return made;
  }
  for (const arg of kind.args) checkExpr(cx, arg);
  unknownFunction(cx, kind);
  const type = cx.structurally(callee.type);
  if ((cx.resolve(type).flags & HAS_ERROR) === 0) reportNotCallable(cx, ast, callee, type);
  return cx.error(ast.span);
}

/** There is no function of that name: told behind what there is to say of the arguments. */
function unknownFunction(cx: BodyContext, { callee }: Call): void {
  const { kind } = cx.tree.expr(callee);
  if (kind.kind !== "path" || kind.path.segments.length !== 1) return;
  const waiting = cx.tcx.items.stashed("call", kind.path.span);
  if (waiting !== undefined) cx.report(waiting);
}

interface CalleeAt {
  readonly callee: Expr;
  readonly steps: readonly DerefStep[];
  readonly count: number;
  readonly type: Ty;
}

function callAt(cx: BodyContext, ast: AstExpr, kind: Call, at: CalleeAt, expected: Ty | undefined): Expr | undefined {
  const { type } = at;
  if (type.kind === "fn-def") return callFunction(cx, ast, kind, at, type, expected);
  if (type.kind === "fn-pointer") {
    const callee = applyDerefs(cx, at.callee, at.steps, at.count);
    return finish(cx, ast, kind, callee, { params: type.params, output: type.output, variadic: type.variadic }, expected, undefined);
  }
  if (type.kind === "infer" && type.of === "type") {
    cx.report(undecided(cx, at.callee, type));
    for (const arg of kind.args) checkExpr(cx, arg);
    return cx.error(ast.span);
  }
  return callOverloaded(cx, ast, kind, at, expected);
}

function callFunction(
  cx: BodyContext,
  ast: AstExpr,
  kind: Call,
  at: CalleeAt,
  type: Ty & { kind: "fn-def" },
  expected: Ty | undefined,
): Expr {
  const signature = cx.tcx.signature(type.def);
  const put = (part: Ty): Ty => cx.instantiate(part, type.args, ast.span);
  const callee = applyDerefs(cx, at.callee, at.steps, at.count);
  const shape = { params: signature.params.map(put), output: put(signature.output), variadic: signature.variadic };
  shape.params.forEach((param, i) => requireSized(cx, param, cx.tree.span(kind.args[i] ?? kind.callee)));
  return finish(cx, ast, kind, callee, shape, expected, type.def);
}

/** Parameters without a size are told where the function is, and at each call. */
function requireSized(cx: BodyContext, param: Ty, span: Span): void {
  const isUnsized = param.kind === "str" || param.kind === "slice" || param.kind === "dynamic";
  if (!isUnsized) return;
  const told = unsizedArguments.get(cx) ?? new Set();
  if (!told.has(param)) cx.requireTrait(cx.tcx.lang("sized"), [param], span, { kind: "argument" });
  unsizedArguments.set(cx, told.add(param));
}

/** In each body a type is told once. */
const unsizedArguments = new WeakMap<BodyContext, Set<Ty>>();

interface Shape {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly variadic: boolean;
}

function finish(
  cx: BodyContext,
  ast: AstExpr,
  kind: Call,
  callee: Expr,
  shape: Shape,
  expected: Ty | undefined,
  def: number | undefined,
): Expr {
  const args = checkArguments(cx, {
    args: kind.args,
    expected,
    callSpan: ast.span,
    calleeSpan: callee.span,
    def,
    isMethod: false,
    ...shape,
  });
  return cx.make(ast.span, cx.shallow(shape.output), { kind: "call", callee, args, by: "call", callSpan: ast.span });
}

const FORMS = [
  { lang: "fn", method: "call", by: "ref" },
  { lang: "fn_mut", method: "call_mut", by: "ref-mut" },
  { lang: "fn_once", method: "call_once", by: "value" },
] as const;

/** Through the first of `Fn`, `FnMut`, `FnOnce` that holds. */
function callOverloaded(cx: BodyContext, ast: AstExpr, kind: Call, at: CalleeAt, expected: Ty | undefined): Expr | undefined {
  const { type } = at;
  if (["int", "bool", "char", "str", "tuple", "array", "slice", "ref", "ptr", "error", "never"].includes(type.kind)) return undefined;
  const inputs = kind.args.map((arg) => cx.fresh(cx.tree.span(arg)));
  const tuple = cx.types.tuple(inputs);
  for (const form of FORMS) {
    const trait = cx.tcx.lang(form.lang);
    const input =
      type.kind === "closure"
        ? cx.types.tuple(cx.tcx.closureTable.signature(type.closure, type.args).params)
        : trait !== undefined && cx.selector.traitHolds(trait, [type, tuple]) === "no"
          ? declaredInput(cx, type, form.lang)
          : tuple;
    if (trait === undefined || input?.kind !== "tuple" || cx.selector.traitHolds(trait, [type, input]) === "no") continue;
    const callee = applyDerefs(cx, at.callee, at.steps, at.count);
    cx.requireTrait(trait, [type, input], ast.span);
    cx.selectPending();
    const output = cx.normalize(cx.types.projection(cx.tcx.core.member("fn_once", "Output"), [type, input]), ast.span);
    const args = checkArguments(cx, {
      params: input.elements,
      args: kind.args,
      variadic: false,
      output,
      expected,
      callSpan: ast.span,
      calleeSpan: callee.span,
      def: undefined,
      isMethod: false,
      isOverloaded: true,
      ...closureHead(cx, type),
    });
    return overloadedCall(cx, ast, callee, { form, input, output, args, type });
  }
  return undefined;
}

/** What a bound or an object says that is to be given; undefined if it can be called in no way. */
function declaredInput(cx: BodyContext, type: Ty, lang: (typeof FORMS)[number]["lang"]): Ty | undefined {
  const trait = cx.tcx.lang(lang);
  const given = cx.fresh({ lo: 0, hi: 0 });
  if (trait === undefined || (type.kind !== "param" && type.kind !== "dynamic" && type.kind !== "opaque")) return undefined;
  if (cx.selector.traitHolds(trait, [type, given]) === "no") return undefined;
  cx.requireTrait(trait, [type, given], { lo: 0, hi: 0 });
  cx.selectPending();
  return cx.structurally(given);
}

function closureHead(cx: BodyContext, type: Ty): Pick<CallSite, "closure"> {
  if (type.kind !== "closure") return {};
  const made = cx.closures.find(({ state }) => state.id === type.closure);
  return made === undefined ? {} : { closure: { head: made.headSpan, params: made.params.map(({ span }) => span) } };
}

interface Overloaded {
  readonly form: (typeof FORMS)[number];
  readonly input: Ty;
  readonly output: Ty;
  readonly args: readonly Expr[];
  readonly type: Ty;
}

function overloadedCall(cx: BodyContext, ast: AstExpr, callee: Expr, { form, input, output, args, type }: Overloaded): Expr {
  const receiver = form.by === "value" ? callee : borrowOf(cx, callee, form.by === "ref-mut", callee.span, false);
  const method = cx.tcx.core.member(form.lang, form.method);
  const fn = cx.make(ast.span, cx.types.fnDef(method, [type, input]), { kind: "fn-item" });
  const packed = cx.make(ast.span, input, { kind: "tuple", elements: args });
  const call = cx.make(ast.span, cx.shallow(output), {
    kind: "call",
    callee: fn,
    args: [receiver, packed],
    by: "call",
    callSpan: ast.span,
  });
  if (type.kind === "closure") cx.closureCalls.push({ call, callee, closure: type.closure });
  return call;
}

function reportNotCallable(cx: BodyContext, ast: AstExpr, callee: Expr, type: Ty): void {
  const said = error("E0618", `expected function, found \`${cx.print(type)}\``);
  said.at(callee.span).label(ast.span, "call expression requires function");
  if (callee.kind === "local") {
    const local = cx.locals[callee.local];
    const name = local?.name ?? "";
    if (local !== undefined) said.label(local.span, `\`${name}\` has type \`${cx.print(type)}\``);
  }
  if (callee.kind === "adt" && callee.fields.length === 0 && callee.base === undefined) return reportUnitCalled(cx, ast, callee, type);
  const called = callee.kind === "call" && callee.callee.type.kind === "fn-def" ? callee.callee.type.def : undefined;
  if (called !== undefined && cx.tcx.items.isLocal(called) && cx.tcx.items.kind(called) === "fn")
    said.label(cx.tcx.headSpan(called), `\`${cx.tcx.items.name(called)}\` defined here returns \`${cx.print(type)}\``);
  cx.reportUnlessError(said, type);
}

/** E0618: a struct or variant without fields is no function. */
function reportUnitCalled(cx: BodyContext, ast: AstExpr, callee: Expr & { kind: "adt" }, type: Ty): void {
  if (type.kind !== "adt") return;
  const variant = cx.tcx.adt(type.def).variants[callee.variant];
  const path = cx.snippet(callee.span);
  const isVariant = variant !== undefined && cx.tcx.items.kind(variant.def) === "variant";
  const what = isVariant ? "enum variant" : "struct";
  const isEmpty = ast.kind.kind === "call" && ast.kind.args.length === 0;
  const said = error("E0618", `expected function, found ${isEmpty ? `${what} \`${path}\`` : `\`${cx.print(type)}\``}`);
  said.at(callee.span).label(ast.span, "call expression requires function");
  if (variant !== undefined && cx.tcx.items.isLocal(variant.def)) {
    const span = isVariant ? cx.tcx.items.identSpan(variant.def) : cx.tcx.headSpan(type.def);
    said.label(span, `${isEmpty ? `${what} ` : ""}\`${path}\` defined here`);
  }
  if (!isEmpty) return cx.report(said);
  const edit = { span: { ...ast.span, lo: callee.span.hi }, text: "" };
  const words = `\`${path}\` is a unit ${what}, and does not take parentheses to be constructed`;
  cx.report(said.suggest(words, [edit], "MachineApplicable", "verbose"));
}
