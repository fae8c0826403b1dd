// Casts and coercions: which lifetimes go through them.
import type { Expr } from "../types/thir.ts";
import type { DefId } from "../types/def-id.ts";
import { boundRegion, isBound, parameterRegion, regionsOf } from "../types/regions.ts";
import type { Region, Ty } from "../types/ty.ts";
import type { Value } from "./builder.ts";
import { closureIn, lowerClosure } from "./closure-flow.ts";
import type { Lowering } from "./lower.ts";
import type { RegionItems } from "./region-items.ts";
import { COVARIANT, INVARIANT } from "./variance.ts";

export function lowerConversion(lowering: Lowering, expr: Expr & { kind: "cast" | "coerce" }): Value {
  const { builder } = lowering;
  const type = lowering.wanted.get(expr) ?? lowering.fresh(expr.type);
  const { operand } = expr;
  if (expr.kind === "coerce" && expr.to === "unsize") expectClosure(lowering, operand, type);
  if (expr.kind === "cast" && operand.kind === "coerce") lowering.casts.set(operand, expr.span);
  // A closure where a function pointer is wanted takes what the pointer says.
  const value = operand.kind === "closure" && type.kind === "fn-pointer" ? lowerClosure(lowering, operand, type) : lowering.value(operand);
  builder.span = lowering.casts.get(expr) ?? builder.span;
  const pointer = expr.kind === "coerce" && expr.to === "reify" ? pointerTo(lowering, value.type, expr.type) : undefined;
  if (pointer !== undefined) return builder.value(pointer, [value]);
  if (expr.kind === "cast" && (namesLifetime(lowering, expr) || bindsOtherwise(value.type, type))) {
    builder.doubt();
    builder.unsure.push(expr.span);
  }
  if (expr.kind === "cast" && expr.coerced !== true && value.type.kind === "ptr" && type.kind === "ptr")
    castPointer(lowering, value.type.target, type.target);
  else if (expr.kind === "cast") cast(lowering, value.type, type);
  else if (expr.to === "unsize") unsize(lowering, value.type, type);
  else if (expr.to === "reify" || expr.to === "closure-to-fn") reify(lowering, value.type, type);
  else if (expr.to === "unsafe" || expr.to === "mut-to-const" || expr.to === "array-to-pointer") cast(lowering, value.type, type);
  return builder.value(type, [value]);
}

/** A closure of which a trait object is made takes what that says: `&|x| ..` where `&dyn Fn(&u8)` is wanted. */
function expectClosure(lowering: Lowering, operand: Expr, to: Ty): void {
  const closure = closureIn(operand);
  const object = to.kind === "ref" || to.kind === "ptr" ? to.target : to;
  const { tcx } = lowering.types.items;
  if (closure === undefined || object.kind !== "dynamic" || object.principal === undefined) return;
  const { trait, args, projections } = object.principal;
  const [inputs] = args;
  if (!tcx.isFnTrait(trait) || inputs?.kind !== "tuple") return;
  const output = projections.find(({ item }) => tcx.isLang(item, "fn_once_output"))?.type;
  lowering.expectations.set(closure, { params: inputs.elements, output });
}

/** The type behind `as` names a lifetime, which is not followed; `'_` names none. */
function namesLifetime({ types }: Lowering, { span, operand }: Expr & { kind: "cast" }): boolean {
  const written = types.items.tcx.items.snippet({ ...span, lo: operand.span.hi });
  return types.owner >= 0 && (span.ctxt ?? 0) === 0 && /'(?!_\b)[a-z_]\w*(?!')/.test(written);
}

/** `fn(&'a u8)` as `fn(&u8)`, which is for every lifetime: no such cast is there. */
function bindsOtherwise(from: Ty, to: Ty): boolean {
  const bound = (type: Ty): number => regionsOf(type).filter(isBound).length;
  return from.kind === "fn-pointer" && to.kind === "fn-pointer" && bound(from) !== bound(to);
}

/** References keep their lifetimes, and pointers those of what they point to. */
function cast(lowering: Lowering, from: Ty, to: Ty): void {
  const { types } = lowering;
  if (from.kind === "fn-pointer" && to.kind === "fn-pointer") {
    from.params.forEach((param, i) => types.equate(param, to.params[i] as Ty));
    types.equate(from.output, to.output);
  } else if ((from.kind === "ref" || from.kind === "ptr") && (to.kind === "ref" || to.kind === "ptr")) {
    if (from.kind === "ref" && to.kind === "ref") types.relateRegions(from.region, to.region, COVARIANT);
    if (types.erase(from.target) === types.erase(to.target)) types.equate(from.target, to.target);
    else if (from.target.kind === "array") types.relate(from.target.element, to.target);
  } else if (from.kind === "fn-def" || from.kind === "closure") reify(lowering, from, to);
  else if (types.erase(from) === types.erase(to)) types.relate(from, to);
}

/** A raw pointer becomes another: of lifetimes, those of a trait object alone are kept. */
function castPointer({ types, builder }: Lowering, from: Ty, to: Ty): void {
  if (types.erase(from) !== types.erase(to)) return;
  if (from.kind === "dynamic" && to.kind === "dynamic") types.relateObjects(from, to);
  else if (builder.facts.tables.unsizedTail(types.erase(from)).kind === "dynamic") types.equate(from, to);
}

/** Bound regions of a function that becomes a pointer, apart from those of types in its type arguments. */
const FIRST_OF_POINTER = 1_000_000;

/**
 * The type of a pointer to a function: what the type arguments hold stays as it is, and the function's own lifetimes are bound
 * by the pointer where its parameters speak of them and nothing is asked of them (Reference, "Higher-ranked trait bounds";
 * rustc calls them late-bound).
 */
function pointerTo({ types, projections }: Lowering, from: Ty, to: Ty): Ty | undefined {
  const { items, sink } = types;
  if (from.kind !== "fn-def" || to.kind !== "fn-pointer" || items.tcx.items.kind(from.def) === "constructor") return undefined;
  const { params, output, count } = items.signature(from.def);
  const first = items.inherited(from.def);
  const spoken = new Set(params.flatMap((param) => regionsOf(param)));
  const asked = regionsAsked(items, from.def);
  const regions = Array.from({ length: count }, (_, i) => {
    const region = parameterRegion(i);
    return i >= first && spoken.has(region) && !asked.has(region) ? boundRegion(FIRST_OF_POINTER + i) : sink.fresh();
  });
  const put = (part: Ty): Ty => projections.normalize(types.instantiate(part, from.args, regions));
  const made = items.tcx.types.fnPointer(params.map(put), put(output), to.abi, to.unsafe, to.variadic);
  return types.erase(made) === types.erase(to) ? made : undefined;
}

/** Lifetimes that the bounds of an item speak of. */
function regionsAsked(items: RegionItems, def: DefId): ReadonlySet<Region> {
  const outlived = items.outlives(def).flatMap(({ long, short }) => [short, ...(typeof long === "number" ? [long] : regionsOf(long))]);
  const bounds = items.predicates(def).flatMap((each) => (each.kind === "trait" ? each.ref.args : [...each.args, each.type]));
  return new Set([...outlived, ...bounds.flatMap((type) => regionsOf(type))]);
}

function reify(lowering: Lowering, from: Ty, to: Ty): void {
  const { types, projections } = lowering;
  if (to.kind !== "fn-pointer") return;
  const { abi, unsafe, variadic } = to;
  types.relateOpened(() => {
    const callable = projections.callable(from);
    return callable === undefined ? to : types.items.tcx.types.fnPointer(callable.params, callable.output, abi, unsafe, variadic);
  }, to);
}

function unsize(lowering: Lowering, from: Ty, to: Ty): void {
  const { types } = lowering;
  if ((from.kind === "ref" || from.kind === "ptr") && (to.kind === "ref" || to.kind === "ptr")) {
    if (from.kind === "ref" && to.kind === "ref") types.relateRegions(from.region, to.region, COVARIANT);
    return unsizeTarget(lowering, from.target, to.target, to.mutable);
  }
  unsizeTarget(lowering, from, to, true);
}

function unsizeTarget(lowering: Lowering, from: Ty, to: Ty, mutable: boolean): void {
  const { types } = lowering;
  const variance = mutable ? INVARIANT : COVARIANT;
  if (from.kind === "array" && to.kind === "slice") return types.relate(from.element, to.element, variance);
  if (to.kind === "dynamic") return unsizeToObject(lowering, from, to);
  if (from.kind !== "adt" || to.kind !== "adt" || from.def !== to.def) return types.relate(from, to, variance);
  from.regions.forEach((region, i) => types.relateRegions(region, to.regions[i] as number, variance));
  from.args.forEach((arg, i) => {
    const other = to.args[i] as Ty;
    if (types.erase(arg) === types.erase(other)) types.relate(arg, other, variance);
    else if (arg.kind === "ref") unsize(lowering, arg, other);
    else unsizeTarget(lowering, arg, other, mutable);
  });
}

function unsizeToObject(lowering: Lowering, from: Ty, to: Ty & { kind: "dynamic" }): void {
  const { types, projections } = lowering;
  if (from.kind === "dynamic") {
    if (from.principal?.trait === to.principal?.trait) return types.relateObjects(from, to);
    from.regions.forEach((region, i) => types.relateRegions(region, to.regions[i] as number, COVARIANT));
    if (types.items.tcx.generics(to.principal?.trait ?? -1).params.length > 1) types.sink.doubt();
    return;
  }
  for (const region of to.regions) types.outlives(from, region);
  const { principal } = to;
  if (principal === undefined) return;
  const parts = types.openAll([...principal.args, ...principal.projections.map(({ type }) => type)], () => types.sink.placeholder());
  const args = [from, ...parts.slice(0, principal.args.length)];
  const ref = { trait: principal.trait, args };
  projections.prove({ kind: "trait", ref, span: lowering.body.span }, [], []);
  principal.projections.forEach(({ item }, i) => {
    const type = parts[principal.args.length + i] as Ty;
    projections.prove({ kind: "projection", item, args, type, span: lowering.body.span }, [], []);
  });
}
