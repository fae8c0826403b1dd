// Calls: the callee's signature with lifetimes of its own for this call, arguments that must fit its parameters, and what
// it demands of them (its bounds).
import type { DefId } from "../types/def-id.ts";
import type { Predicate } from "../types/predicates.ts";
import type { Expr } from "../types/thir.ts";
import { boundAround, regionsOf } from "../types/regions.ts";
import { partsOf, UNIT, type Region, type Ty } from "../types/ty.ts";
import type { Value } from "./builder.ts";
import { closureIn, lowerClosure, type ExpectedClosure } from "./closure-flow.ts";
import { isPlace } from "./expressions.ts";
import { type Lowering } from "./lower.ts";
import type { CallableSignature } from "./region-types.ts";
import { wantedTypes } from "./wanted.ts";

type Call = Expr & { kind: "call" };

export function lowerCall(lowering: Lowering, expr: Call): Value {
  const { builder, types } = lowering;
  const callee = lowering.value(expr.callee);
  let { type } = callee;
  const count = type.kind === "fn-def" ? types.items.signature(type.def).count : 0;
  const regions = Array.from({ length: count }, () => builder.fresh());
  const args: Value[] = [];
  for (const [i, arg] of expr.args.entries()) {
    const closure = closureIn(arg);
    const expected = closure !== undefined && type.kind === "fn-def" ? expectation(lowering, type, i, regions) : undefined;
    if (closure !== undefined && closure !== arg && expected !== undefined) lowering.expectations.set(closure, expected);
    if (arg.kind !== "closure" && type.kind === "fn-def") wantArgument(lowering, arg, type, i, regions);
    if (i === 0 && expr.by === "method" && arg.type.kind === "ref" && !arg.type.mutable && isPlace(arg)) args.push(reborrow(lowering, arg));
    else args.push(arg.kind === "closure" ? lowerClosure(lowering, arg, expected) : lowering.value(arg));
    if (type.kind === "fn-def") type = asGiven(lowering, type, i, (args[i] as Value).type);
  }
  const signature = signatureOf(lowering, type, regions, expr);
  const isWritten = expr.by === "call" || expr.by === "method";
  const isConstructor = type.kind === "fn-def" && builder.facts.isConstructor(type.def);
  args.forEach((arg, i) => {
    const give = (): void => {
      if (signature.params[i] !== undefined) types.flow(arg.type, signature.params[i]);
    };
    if (isConstructor) builder.blaming("usage", (expr.args[i] as Expr).span, give);
    else if (isWritten) builder.blaming("argument", expr.span, give);
    else give();
  });
  for (const { loan } of args) {
    if (loan?.twoPhase === true) builder.access(loan.path, "mut", expr.span, loan);
    if (loan?.twoPhase === true) loan.activation = builder.at;
  }
  if (type.kind === "fn-def") builder.demanding(expr.span, () => prove(lowering, type, regions, signature));
  const consumer = isWritten ? ({ kind: "call", span: expr.callee.span } as const) : ({ kind: "other", span: expr.span } as const);
  const value = builder.value(signature.output, [callee, ...args], consumer);
  if (expr.type.kind === "never") builder.at = -1;
  return value;
}

/** A parameter that is a trait object says what lifetimes it is called with. */
function wantArgument(
  lowering: Lowering,
  arg: Expr,
  { def, args }: Ty & { kind: "fn-def" },
  index: number,
  regions: readonly Region[],
): void {
  const { types, projections } = lowering;
  const param = types.items.signature(def).params[index];
  if (param !== undefined && types.callsInside(param))
    wantedTypes(arg, projections.normalize(types.instantiate(param, args, regions)), lowering.wanted);
}

/** Type arguments as those of a given value have them, with all that is bound inside of these (`for<..>`). */
function asGiven({ types }: Lowering, callee: Ty & { kind: "fn-def" }, index: number, given: Ty): Ty & { kind: "fn-def" } {
  const param = types.items.signature(callee.def).params[index];
  if (param === undefined || !types.callsInside(given)) return callee;
  const args = [...callee.args];
  const put = (at: Ty, type: Ty): void => {
    const [parts, others] = [partsOf(at), partsOf(type)];
    if (at.kind !== "param")
      return at.kind === type.kind && parts.length === others.length ? parts.forEach((part, i) => put(part, others[i] as Ty)) : undefined;
    if (regionsOf(type).some(boundAround([type]))) return; // `for<..>` stands around it: it is another for each lifetime
    const before = args[at.index];
    if (before === callee.args[at.index] && before !== undefined && types.erase(type) === types.erase(before))
      args[at.index] = types.likewise(type);
  };
  put(param, given);
  return types.items.tcx.types.fnDef(callee.def, args) as Ty & { kind: "fn-def" };
}

/** A receiver that is a reference is passed as `&*receiver`. */
function reborrow(lowering: Lowering, receiver: Expr): Value {
  const { path, type } = lowering.place(receiver);
  if (type.kind !== "ref") return lowering.value(receiver);
  const target = lowering.deref({ path, type }, type.target);
  return lowering.builder.borrow(target.path, target.type, false, receiver.span, false);
}

function signatureOf(lowering: Lowering, callee: Ty, regions: readonly Region[], expr: Call): CallableSignature {
  const { types, projections } = lowering;
  if (callee.kind !== "fn-def") {
    const callable = projections.callable(callee);
    if (callable !== undefined) return callable;
    types.sink.doubt();
    return { params: [], output: lowering.fresh(expr.type) };
  }
  const { params, output } = types.items.signature(callee.def);
  const put = (type: Ty): Ty => projections.normalize(types.instantiate(type, callee.args, regions));
  return { params: params.map(put), output: put(output) };
}

/** What a bound `F: FnMut(A) -> B` says of the closure given for the parameter. */
function expectation(
  lowering: Lowering,
  callee: Ty & { kind: "fn-def" },
  argument: number,
  regions: readonly Region[],
): ExpectedClosure | undefined {
  const param = lowering.types.items.signature(callee.def).params[argument];
  return param && boundOn(lowering, param, { owner: ownerOf(lowering, callee.def), args: callee.args, regions });
}

/** Whose bounds a call has to meet: of a constructor the type's. */
function ownerOf({ types }: Lowering, callee: DefId): DefId {
  const { tcx } = types.items;
  return tcx.items.kind(callee) === "constructor" ? tcx.genericOwner(tcx.items.parent(callee) as DefId) : callee;
}

/** What bounds on a parameter of `owner` (`F: Fn(&u8)`) make of a closure that is given for it; also behind references. */
export function boundOn(
  lowering: Lowering,
  param: Ty,
  { owner, args, regions }: { readonly owner: DefId; readonly args: readonly Ty[]; readonly regions: readonly Region[] },
): ExpectedClosure | undefined {
  const { types, projections } = lowering;
  const { items } = types;
  if (param.kind === "ref") return boundOn(lowering, param.target, { owner, args, regions });
  if (param.kind !== "param") return undefined;
  const { index } = param;
  const isOurs = (self: Ty | undefined): boolean => self?.kind === "param" && self.index === index;
  return expectedBy(lowering, items.predicates(owner), isOurs, (type) => projections.normalize(types.instantiate(type, args, regions)));
}

/** The same, of bounds on an opaque type that the function itself gives (`-> impl Fn(&u8) -> u8`). */
export function boundOnOpaque(lowering: Lowering, type: Ty | undefined): ExpectedClosure | undefined {
  const { types, projections, body, regions } = lowering;
  if (type?.kind !== "opaque" || type.fn !== body.owner) return undefined;
  const bounds = types.items.signature(type.fn).opaques[type.index];
  if (bounds === undefined) return undefined;
  const put = (part: Ty): Ty => projections.normalize(types.instantiate(part, [], regions));
  return expectedBy(lowering, bounds.predicates, (self) => self === bounds.type, put);
}

/** What the bounds on one type make of a closure. */
function expectedBy(
  lowering: Lowering,
  predicates: readonly Predicate[],
  isOurs: (self: Ty | undefined) => boolean,
  put: (type: Ty) => Ty,
): ExpectedClosure | undefined {
  const { tcx } = lowering.types.items;
  const bound = predicates.find((each) => each.kind === "trait" && tcx.isFnTrait(each.ref.trait) && isOurs(each.ref.args[0]));
  const inputs = bound?.kind === "trait" ? bound.ref.args[1] : undefined;
  if (inputs === undefined || inputs.kind !== "tuple") return undefined;
  const output = predicates.find((each) => each.kind === "projection" && tcx.isLang(each.item, "fn_once_output") && isOurs(each.args[0]));
  // A result that is a parameter of its own is what the closure makes it.
  const result = output?.kind === "projection" && output.type.kind !== "param" ? put(output.type) : undefined;
  return { params: inputs.elements.map(put), output: result ?? (output === undefined ? UNIT : undefined) };
}

/** What the callee asks of its arguments, and what the types of its signature ask of their parts (a `&'a T` that `T: 'a`). */
function prove(lowering: Lowering, callee: Ty & { kind: "fn-def" }, regions: readonly Region[], signature: CallableSignature): void {
  const { projections } = lowering;
  projections.proveAll(ownerOf(lowering, callee.def), callee.args, regions);
  for (const param of signature.params) projections.wellFormed(param);
  projections.wellFormed(signature.output);
}
