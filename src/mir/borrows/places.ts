// Places that overlap, and what a place goes through: the questions the borrow checker asks of them.
import type { LocalDecl, Place, Projection } from "../mir.ts";
import type { Ty } from "../../sema/types/ty.ts";

/** One step leads to another place than the other for sure. */
function areApart(a: Projection, b: Projection): boolean {
  if (a.kind === "field" && b.kind === "field") return a.field !== b.field;
  if (a.kind === "constant-index" && b.kind === "constant-index") return a.fromEnd === b.fromEnd && a.offset !== b.offset;
  return false;
}

/** Their memory may have something in common, a part being the whole's. */
export function overlap(a: Place, b: Place): boolean {
  if (a.local !== b.local) return false;
  const shared = Math.min(a.projection.length, b.projection.length);
  for (let i = 0; i < shared; i++) if (areApart(a.projection[i] as Projection, b.projection[i] as Projection)) return false;
  return true;
}

/** `place` lies inside `whole` without a pointer on the way from it. */
export function isInside(place: Place, whole: Place): boolean {
  return overlap(place, whole) && place.projection.slice(whole.projection.length).every(({ kind }) => kind !== "deref");
}

/** Types before each step of the projection. */
function typesOf(place: Place, locals: readonly LocalDecl[]): Ty[] {
  return [(locals[place.local] as LocalDecl).type, ...place.projection.map(({ type }) => type)];
}

/** The kinds of pointers a place goes through, from its local on. */
export function pointersOf(place: Place, locals: readonly LocalDecl[]): readonly ("shared" | "mutable" | "raw")[] {
  const types = typesOf(place, locals);
  return place.projection.flatMap((step, i) => {
    const type = types[i] as Ty;
    if (step.kind !== "deref") return [];
    return type.kind === "ref" ? [type.mutable ? ("mutable" as const) : ("shared" as const)] : ["raw" as const];
  });
}
