// Which member of a type somebody may have meant by a name that there is not: of the names near enough those that could stand
// there, of all impls of the type and all traits, and of them the nearest.
import { memberDistance, similarMember } from "../../../base/near-names.ts";
import type { Span } from "../../../base/source.ts";
import { coreTraitsWith, linesOf } from "../core-members.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { coreOffers } from "./core-doubt.ts";
import { findItem } from "./probe-path.ts";
import { boundTraits, isPick, probeMethod } from "./probe.ts";

export interface Wanted {
  readonly name: string;
  readonly span: Span;
  /** Where it is looked for. */
  readonly node: number;
  /** `value.name()` rather than `Type::name`. */
  readonly isMethod: boolean;
  /** The receiver's type, or the one before `::`. */
  readonly type: Ty;
  /** With all that the receiver may be dereferenced to. */
  readonly types: readonly Ty[];
}

/** The item; "unknown" if it may be one that kbuild's core does not have. */
export function nearMember(cx: BodyContext, wanted: Wanted): DefId | "unknown" | undefined {
  const found = new Map<string, DefId>();
  const unsure = new Set<string>();
  for (const name of nearNames(cx, wanted)) {
    const item = itemNamed(cx, wanted, name);
    if (item !== undefined) found.set(name, item);
    else if (coreOffers(cx, wanted.types, name, wanted.isMethod)) unsure.add(name);
  }
  const best = similarMember([...found.keys(), ...unsure].sort(), wanted.name);
  if (best === undefined) return undefined;
  return found.get(best) ?? "unknown";
}

/** What the name would mean if all traits were in scope. */
export function itemNamed(cx: BodyContext, { type, node, span, isMethod }: Wanted, name: string): DefId | undefined {
  const traits = traitsWith(cx, name);
  return cx.infer.probe(() => {
    if (!isMethod) {
      const items = findItem(cx, type, name, traits, span);
      return items.length === 1 ? items[0]?.item : undefined;
    }
    const picked = probeMethod(cx, type, name, node, span, traits);
    return isPick(picked) ? picked.candidate.method : undefined;
  });
}

/** Traits with an item of that name, in scope or not. */
export function traitsWith(cx: BodyContext, name: string): readonly DefId[] {
  const { items } = cx.tcx;
  const ofCrates = items.traits().filter((trait) => !items.isCore(trait) && items.named(trait, name).length > 0);
  return [...ofCrates, ...coreTraitsWith(cx.tcx, name).flatMap(({ def }) => def ?? [])];
}

/** Variants are looked for by themselves. */
function nearNames(cx: BodyContext, { name: wanted, types }: Wanted): ReadonlySet<string> {
  const { items } = cx.tcx;
  const isNear = (name: string): boolean => (memberDistance(wanted, name) ?? 0) > 0;
  const names = new Set(items.known.traitItems(isNear));
  const add = (owner: DefId): void => {
    for (const child of items.children(owner)) if (isNear(items.name(child))) names.add(items.name(child));
  };
  for (const trait of items.traits()) if (!items.isCore(trait)) add(trait);
  for (const type of types) {
    for (const impl of cx.tcx.inherentImpls(type)) add(impl);
    for (const { trait } of boundTraits(cx, type)) add(trait);
    for (const line of linesOf(cx.tcx, type) ?? [])
      for (const { name, kind } of items.known.in(line) ?? []) if ((kind === "f" || kind === "C") && isNear(name)) names.add(name);
  }
  return names;
}
