// Which sized type may stand behind a pointer to an unsized one.
import type { Span } from "../../../base/source.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { Ty } from "../ty.ts";
import { partsOf } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** Where it unsizes, and between which pointers. */
export interface Unsizing {
  readonly span: Span;
  readonly from: Ty;
  readonly to: Ty;
}

/** True if `source` unsizes to `target`; unifies element types and requires the trait. */
export function unsizable(cx: BodyContext, source: Ty, target: Ty, at: Unsizing): boolean {
  if (target.kind === "slice") return source.kind === "array" && cx.unify(source.element, target.element);
  if (target.kind === "dynamic") return source.kind === "dynamic" ? upcast(cx, source, target) : toDynamic(cx, source, target, at);
  if (target.kind === "adt" && source.kind === "adt" && source.def === target.def) return adtUnsizes(cx, source, target, at);
  return false;
}

/** What may have no size. */
const SIZELESS: ReadonlySet<string> = new Set(["str", "slice", "param", "projection", "opaque", "adt"]);

function toDynamic(cx: BodyContext, source: Ty, target: Ty & { kind: "dynamic" }, { span, from, to }: Unsizing): boolean {
  if (source.kind === "never" || (source.kind === "infer" && source.of === "type")) return false;
  const { principal, autos } = target;
  const cause = { kind: "unsizing", from, to } as const;
  if (principal !== undefined) {
    const args = [source, ...principal.args];
    cx.requireTrait(principal.trait, args, span, cause);
    for (const { item, type } of principal.projections) {
      const ref = allSuperTraits(cx.tcx, { trait: principal.trait, args }).find((each) => each.trait === cx.tcx.items.parent(item));
      if (ref !== undefined) cx.require({ kind: "projection", item, args: ref.args, type, span }, span, cause);
    }
  }
  for (const auto of autos) cx.requireTrait(auto, [source], span, cause);
  if (SIZELESS.has(source.kind)) cx.requireTrait(cx.tcx.lang("sized"), [source], span, cause);
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
function adtUnsizes(cx: BodyContext, source: Ty & { kind: "adt" }, target: Ty & { kind: "adt" }, at: Unsizing): boolean {
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
  if (isSame && tailUnsizes(cx, [source, target].map(({ args }) => cx.instantiate(last.type, args, at.span)) as [Ty, Ty], at)) return true;
  cx.infer.rollback(mark);
  return false;
}

function tailUnsizes(cx: BodyContext, [from, to]: readonly [Ty, Ty], at: Unsizing): boolean {
  const [left, right] = [cx.shallow(from), cx.shallow(to)];
  return cx.resolve(left) !== cx.resolve(right) && !(left.kind === "infer" && left.of === "type") && unsizable(cx, left, right, at);
}

/** The places of the parameters that the types mention. */
function parametersIn(types: readonly Ty[], found = new Set<number>()): Set<number> {
  for (const type of types) {
    if (type.kind === "param") found.add(type.index);
    else parametersIn(partsOf(type), found);
  }
  return found;
}
