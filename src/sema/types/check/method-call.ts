// `receiver.method(args)`.
import { reportAmbiguous } from "./ambiguous-candidates.ts";
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import { numbersHave, reportAmbiguousNumber } from "./ambiguous-number.ts";
import { applyDerefs } from "./autoderef.ts";
import { checkArguments } from "./arguments.ts";
import { borrowOf, coercion } from "./coerce.ts";
import { checkArguments as checkGenericArguments } from "../forms/generic-arguments.ts";
import { reportDestructor } from "./destructor-calls.ts";
import type { BodyContext } from "./context.ts";
import { undecided } from "./undecided-call.ts";
import { coreMayHave } from "./core-doubt.ts";
import { checkExpr } from "./expr.ts";
import { lendReceiver } from "./lend.ts";
import { isPick, probeMethod, receiverTypes, type Pick, type ProbeResult } from "./probe.ts";
import { reportUnknownMember } from "./unknown-member.ts";

type MethodCall = AstExpr["kind"] & { kind: "method-call" };

export function checkMethodCall(cx: BodyContext, ast: AstExpr, kind: MethodCall, expected: Ty | undefined): Expr {
  const receiver = checkExpr(cx, kind.receiver);
  const result = probeMethod(cx, cx.structurally(receiver.type), kind.segment.ident.name, ast.id, kind.segment.ident.span);
  if (!isPick(result)) return noMethod(cx, ast, kind, receiver, result);
  const self = adjustReceiver(cx, receiver, result);
  return confirm(cx, ast, kind, self, result, expected);
}

function adjustReceiver(cx: BodyContext, receiver: Expr, pick: Pick): Expr {
  const place = applyDerefs(cx, receiver, pick.steps, pick.derefs);
  switch (pick.autoref) {
    case "none":
      return reborrowed(cx, place);
    case "const-pointer":
      return coercion(cx, place, "mut-to-const", cx.types.ptr((place.type as Ty & { kind: "ptr" }).target));
    default: {
      const mutable = pick.autoref === "ref-mut";
      const borrowed = borrowOf(cx, place, mutable, receiver.span, mutable);
      if (!pick.unsize) return borrowed;
      const array = cx.shallow(place.type) as Ty & { kind: "array" };
      return coercion(cx, borrowed, "unsize", cx.types.ref(cx.types.slice(array.element), mutable));
    }
  }
}

/** A `&mut` receiver by value is reborrowed, not moved, even where the method takes any `Self`: `iterator.for_each(f)`. */
function reborrowed(cx: BodyContext, place: Expr): Expr {
  const type = cx.shallow(place.type);
  if (type.kind !== "ref" || !type.mutable) return lendReceiver(cx, place);
  const inner = cx.make(place.span, cx.shallow(type.target), { kind: "deref", operand: place });
  return borrowOf(cx, inner, true, place.span, true);
}

function confirm(cx: BodyContext, ast: AstExpr, kind: MethodCall, self: Expr, pick: Pick, expected: Ty | undefined): Expr {
  const { method } = pick.candidate;
  const { span } = kind.segment.ident;
  cx.tcx.useMember(method, span, cx.owner);
  reportDestructor(cx, method, span, { receiver: cx.tree.span(kind.receiver), whole: ast.span });
  checkGenericArguments(cx.tcx, cx.tree, method, kind.segment, true, true);
  const args = cx.lowering.argsFor(method, kind.segment.args, span, undefined, pick.parentArgs);
  const signature = cx.tcx.signature(method);
  const params = signature.params.map((param) => cx.instantiate(param, args, span));
  const output = cx.instantiate(signature.output, args, span);
  cx.unify(params[0] as Ty, self.type);
  cx.requireBounds(method, args, span, { self: span, written: kind.segment.args });
  const callee = cx.make(span, cx.types.fnDef(method, args), { kind: "fn-item" });
  const rest = checkArguments(cx, {
    params: params.slice(1),
    args: kind.args,
    variadic: false,
    output,
    expected,
    callSpan: { ...kind.callSpan, lo: kind.callSpan.lo },
    calleeSpan: span,
    def: method,
    isMethod: true,
    receiver: self.span,
  });
  return cx.make(ast.span, cx.shallow(output), { kind: "call", callee, args: [self, ...rest], by: "method", callSpan: kind.callSpan });
}

/** What may be why nothing was found: nobody is told that imports of traits with such a method are for nothing. */
function useTraits({ tcx: { items }, tree, module }: BodyContext, { id }: AstExpr, name: string): void {
  for (const trait of items.traitsInScope(tree, id, module))
    if (items.named(trait, name).length > 0) items.useTrait(tree, id, module, trait);
}

function noMethod(cx: BodyContext, ast: AstExpr, kind: MethodCall, receiver: Expr, result: Exclude<ProbeResult, Pick>): Expr {
  useTraits(cx, ast, kind.segment.ident.name);
  const type = cx.structurally(receiver.type);
  if ((cx.resolve(type).flags & HAS_ERROR) === 0) reportNoMethod(cx, ast.id, kind, receiver, type, result);
  for (const arg of kind.args) checkExpr(cx, arg);
  return cx.error(ast.span);
}

function reportNoMethod(
  cx: BodyContext,
  node: number,
  kind: MethodCall,
  receiver: Expr,
  type: Ty,
  result: Exclude<ProbeResult, Pick>,
): void {
  const { name, span } = kind.segment.ident;
  if (result !== undefined && result.kind === "unknown-type") {
    cx.report(undecided(cx, receiver, cx.resolve(receiver.type)));
    return;
  }
  if (result !== undefined && result.kind === "unknown-target") return reportUnknownTarget(cx, receiver, result.pointer, span);
  if (result !== undefined && result.kind === "private") {
    cx.report(
      error("E0624", `method \`${name}\` is private`)
        .at(span, "private method")
        .label(cx.tcx.headSpan(result.method), "private method defined here"),
    );
    return;
  }
  if (result !== undefined) {
    const self = cx.resolve(type);
    const items = result.candidates.map(({ method }) => method);
    const call = { span: cx.tree.span(node), receiver: kind.receiver, args: kind.args };
    return reportAmbiguous(cx, { name, span, self, items }, call);
  }
  const types = receiverTypes(cx, type);
  if (coreMayHave(cx, types, name, node, true))
    return cx.report(unsupported("KB0223", `the method \`${name}\` of \`${cx.print(type)}\``, span));
  if (type.kind === "infer" && numbersHave(cx, name)) return reportAmbiguousNumber(cx, kind.segment.ident, receiver, type);
  const { ident } = kind.segment;
  const whole = cx.tree.span(node);
  reportUnknownMember(cx, {
    name,
    span,
    ident,
    node,
    isMethod: true,
    type,
    types,
    receiver,
    receiverId: kind.receiver,
    args: kind.args,
    whole,
  });
}

/** Since then it is E0282. */
const OWN_CODE_UNTIL = 90;

/** E0282, or E0699: whoever looks for a method behind a raw pointer must know what lies there. */
function reportUnknownTarget(cx: BodyContext, receiver: Expr, pointer: Ty, name: Span): void {
  if (cx.tcx.session.release.minor < OWN_CODE_UNTIL)
    return cx.report(error("E0699", "the type of this value must be known to call a method on a raw pointer on it").at(name));
  const local = receiver.kind === "local" ? cx.locals[receiver.local] : undefined;
  const printed = cx.print(pointer);
  const said = error("E0282", `type annotations needed for \`${printed}\``).at(local?.span ?? receiver.span);
  said.label(name, "cannot call a method on a raw pointer with an unknown pointee type");
  if (local !== undefined) {
    const edit = { span: { ...local.span, lo: local.span.hi }, text: `: ${printed}` };
    said.suggest(
      `consider giving \`${local.name}\` an explicit type, where the placeholders \`_\` are specified`,
      [edit],
      "HasPlaceholders",
      "verbose",
    );
  }
  cx.report(said);
}
