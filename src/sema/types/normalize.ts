// Resolving projections outside of bodies: in signatures, environments and instances. No variables are involved.
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { mapPredicate, type Predicate } from "./predicates.ts";
import { projectType } from "./project.ts";
import { reveal } from "./reveal.ts";
import { Selector } from "./select.ts";
import { HAS_ALIAS, HAS_INFER, type Ty } from "./ty.ts";

function normalizeUnder(tcx: TypeContext, env: readonly Predicate[], type: Ty, reveals = false): Ty {
  if ((type.flags & HAS_ALIAS) === 0) return type;
  const infer = new InferenceTable(tcx.types);
  const selector = new Selector(tcx, infer, env, reveals);
  const nested: Predicate[] = [];
  const normal = selector.normalize(type, nested);
  decide(selector, nested);
  const found = infer.resolve(normal);
  return (found.flags & HAS_INFER) === 0 ? found : type;
}

/** Impls may name parameters that only their conditions tell: `B` of `F: FnMut(I::Item) -> B`. */
function decide(selector: Selector, predicates: readonly Predicate[]): void {
  let open = predicates;
  for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round++) {
    const next: Predicate[] = [];
    for (const predicate of open) {
      if (predicate.kind !== "projection") continue;
      const { item, args, type, span } = predicate;
      const known = args.map((arg) => selector.normalize(selector.infer.resolve(arg), next));
      const found = projectType(selector, item, known, next);
      if (found === "ambiguous") next.push({ kind: "projection", item, args: known, type, span });
      else if (found !== "none") selector.infer.unify(selector.normalize(found, next), type);
    }
    open = next;
  }
}

/** Each round decides what the one before has made known. */
const MOST_ROUNDS = 16;

/** Under what `def` may assume. */
export function normalizeIn(tcx: TypeContext, def: DefId, type: Ty): Ty {
  return normalizeUnder(tcx, tcx.environment(def), type);
}

/** The predicate itself is taken from the environment, or it would resolve to itself. */
export function normalizeWith(tcx: TypeContext, env: readonly Predicate[], predicate: Predicate): Predicate {
  const others = env.filter((each) => each !== predicate);
  return mapPredicate(predicate, (type) => normalizeUnder(tcx, others, type));
}

/** Concrete types: everything resolves. Opaque types show what they are. */
export function normalizeConcrete(tcx: TypeContext, type: Ty): Ty {
  if ((type.flags & HAS_ALIAS) === 0) return type;
  const revealed = reveal(tcx, normalizeUnder(tcx, [], type, true));
  return (revealed.flags & HAS_ALIAS) === 0 || revealed === type ? revealed : normalizeConcrete(tcx, revealed);
}
