// Which sized type may stand behind a pointer to an unsized one.
import type { Span } from "../../../base/source.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { Ty } from "../ty.ts";
import { partsOf } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** True if `source` unsizes to `target`; unifies element types and requires the trait. */
export function unsizable(cx: BodyContext, source: Ty, target: Ty, span: Span): boolean {
  if (target.kind === "slice") return source.kind === "array" && cx.unify(source.element, target.element);
  if (target.kind === "dynamic") return source.kind === "dynamic" ? upcast(cx, source, target) : toDynamic(cx, source, target, span);
  if (target.kind === "adt" && source.kind === "adt" && source.def === target.def) return adtUnsizes(cx, source, target, span);
  return false;
}

function toDynamic(cx: BodyContext, source: Ty, target: Ty & { kind: "dynamic" }, span: Span): boolean {
  if (["str", "slice", "infer", "never"].includes(source.kind) && !(source.kind === "infer" && source.of !== "type")) return false;
  const { principal, autos } = target;
  if (principal !== undefined) {
    const args = [source, ...principal.args];
    cx.requireTrait(principal.trait, args, span);
    for (const { item, type } of principal.projections) {
      const ref = allSuperTraits(cx.tcx, { trait: principal.trait, args }).find((each) => each.trait === cx.tcx.items.parent(item));
      if (ref !== undefined) cx.require({ kind: "projection", item, args: ref.args, type, span }, span, { kind: "other" });
    }
  }
  for (const auto of autos) cx.requireTrait(auto, [source], span);
  return true;
}

/** `dyn Sub` to `dyn Super`; also dropping auto traits. Equal types are no coercion. */
function upcast(cx: BodyContext, source: Ty & { kind: "dynamic" }, target: Ty & { kind: "dynamic" }): boolean {
  if (cx.resolve(source) === cx.resolve(target) || source.principal === undefined || target.principal === undefined) return false;
  if (!target.autos.every((auto) => source.autos.includes(auto))) return false;
  const { trait, args, projections } = target.principal;
  if (source.principal.trait === trait) {
    if (source.autos.length === target.autos.length) return false; // unification decides
    return cx.infer.unifyAll(source.principal.args, args);
  }
  const found = allSuperTraits(cx.tcx, { trait: source.principal.trait, args: [source, ...source.principal.args] }).find(
    (each) => each.trait === trait && cx.infer.probe(() => cx.infer.unifyAll(each.args.slice(1), args)),
  );
  if (found === undefined || !cx.infer.unifyAll(found.args.slice(1), args)) return false;
  return projections.every(({ item, type }) => cx.unify(cx.normalize(cx.types.projection(item, found.args), { lo: 0, hi: 0 }), type));
}

/** `Cell<[T; N]>` to `Cell<[T]>`: the parameters that the last field alone mentions differ, and that field's type unsizes. */
function adtUnsizes(cx: BodyContext, source: Ty & { kind: "adt" }, target: Ty & { kind: "adt" }, span: Span): boolean {
  const definition = cx.tcx.adt(source.def);
  const fields = definition.variants[0]?.fields ?? [];
  const last = fields.at(-1);
  if (definition.kind !== "struct" || last === undefined) return false;
  const unsizing = parametersIn([last.type]);
  for (const index of parametersIn(fields.slice(0, -1).map(({ type }) => type))) unsizing.delete(index);
  const mark = cx.infer.snapshot();
  const others = source.args.filter((_, i) => !unsizing.has(i));
  const isSame = cx.infer.unifyAll(
    others,
    target.args.filter((_, i) => !unsizing.has(i)),
  );
  if (isSame && tailUnsizes(cx, [source, target].map(({ args }) => cx.instantiate(last.type, args, span)) as [Ty, Ty], span)) return true;
  cx.infer.rollback(mark);
  return false;
}

function tailUnsizes(cx: BodyContext, [from, to]: readonly [Ty, Ty], span: Span): boolean {
  const [left, right] = [cx.shallow(from), cx.shallow(to)];
  return cx.resolve(left) !== cx.resolve(right) && !(left.kind === "infer" && left.of === "type") && unsizable(cx, left, right, span);
}

/** The places of the parameters that the types mention. */
function parametersIn(types: readonly Ty[], found = new Set<number>()): Set<number> {
  for (const type of types) {
    if (type.kind === "param") found.add(type.index);
    else parametersIn(partsOf(type), found);
  }
  return found;
}
