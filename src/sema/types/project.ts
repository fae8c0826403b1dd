// What an associated type is: found by the impl, assumption, bound, object type or built-in rule that selection chose.
import { traitItem } from "./collect-predicates.ts";
import type { DefId } from "./def-id.ts";
import { callableOf } from "./callable.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import type { Selection, Selector } from "./select.ts";
import { ERROR, ISIZE, type Ty, U8 } from "./ty.ts";

/** "none" also for projections on parameters that nothing decides: they stand for themselves. */
export function projectType(selector: Selector, item: DefId, args: readonly Ty[], nested: Predicate[]): Ty | "ambiguous" | "none" {
  const { tcx, infer } = selector;
  const trait = tcx.items.parent(item) as DefId;
  const count = tcx.generics(trait).params.length;
  const ref: TraitRef = { trait, args: args.slice(0, count) };
  const stated = fromPredicates(selector, selector.env, item, args);
  if (stated !== undefined) return stated;
  const self = infer.shallow(args[0] as Ty);
  const bounds = fromPredicates(selector, selector.boundsOf(self), item, args);
  if (bounds !== undefined) return bounds;
  const selection = selector.select(ref);
  if (selection === "ambiguous" || selection === "none") return selection;
  nested.push(...selection.nested);
  return fromSelection(selector, selection, item, args, count, self) ?? "none";
}

/** `Item = T` among assumptions. */
function fromPredicates(selector: Selector, predicates: readonly Predicate[], item: DefId, args: readonly Ty[]): Ty | undefined {
  const { infer } = selector;
  const resolved = args.map((arg) => infer.resolve(arg));
  if (resolved[0]?.kind === "infer") return undefined;
  const fitting = predicates.filter(
    (each): each is Predicate & { kind: "projection" } =>
      each.kind === "projection" && each.item === item && infer.probe(() => infer.unifyAll(each.args, resolved)),
  );
  const chosen =
    fitting.find((each) => each.args.every((arg, i) => arg === resolved[i])) ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (chosen === undefined) return undefined;
  infer.unifyAll(chosen.args, resolved);
  return chosen.type;
}

function fromSelection(
  selector: Selector,
  selection: Selection,
  item: DefId,
  args: readonly Ty[],
  count: number,
  self: Ty,
): Ty | undefined {
  const { tcx } = selector;
  switch (selection.kind) {
    case "impl": {
      const name = tcx.items.name(item);
      const given = tcx.implItem(selection.impl, name, "assoc-type");
      if (given !== undefined) return tcx.types.substitute(tcx.typeOf(given), [...selection.args, ...args.slice(count)]);
      const kind = tcx.items.item(item)?.kind;
      if (kind?.kind === "type-alias" && kind.type !== undefined) return tcx.types.substitute(tcx.typeOf(item), args);
      // That it lacks, which is told of the impl.
      return tcx.items.isLocal(selection.impl) ? ERROR : undefined;
    }
    case "assumed":
      return tcx.types.projection(item, [...selection.ref.args, ...args.slice(count)]);
    case "object":
      return fromObject(selector, self, item, selection.ref);
    case "builtin":
      return builtinProjection(selector, item, args, self);
  }
}

function fromObject(selector: Selector, self: Ty, item: DefId, ref: TraitRef): Ty | undefined {
  if (self.kind !== "dynamic" || self.principal === undefined) return undefined;
  const given = self.principal.projections.find((each) => each.item === item);
  if (given !== undefined) return given.type;
  const found = traitItem(selector.tcx, ref, selector.tcx.items.name(item), "assoc-type");
  return found === undefined ? undefined : selector.tcx.types.projection(item, ref.args);
}

function builtinProjection(selector: Selector, item: DefId, args: readonly Ty[], self: Ty): Ty | undefined {
  const { tcx } = selector;
  if (tcx.isLang(item, "fn_once_output")) {
    const callable = callableOf(selector, self);
    const input = args[1];
    if (callable === undefined || input === undefined) return undefined;
    selector.infer.unify(tcx.types.tuple(callable.params), input);
    return callable.output;
  }
  return tcx.isLang(item, "discriminant_type") ? discriminantOf(selector, self) : undefined;
}

/** What `DiscriminantKind` says of a type: the representation of an enum, `u8` of what has no variants. */
function discriminantOf({ tcx }: Selector, self: Ty): Ty | undefined {
  if (self.kind === "param" || self.kind === "projection" || self.kind === "infer") return undefined;
  const adt = self.kind === "adt" ? tcx.adt(self.def) : undefined;
  return adt?.kind === "enum" ? (adt.repr.int ?? ISIZE) : U8;
}
