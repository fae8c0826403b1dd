// Reference and copy propagation. A local that is assigned once, whole, and never borrowed stands for its value: where it
// is a copy of another such local, that one is used; where it is the address of a place that needs no computing, what is
// behind it is that place. So `(*iter).start` becomes `range.start` when `iter = &mut range`, and `range` needs no address.
//
// Sound because every use of a local comes behind its only assignment (definite initialization), so between the two the
// locals its value names, assigned once themselves and before it, cannot change.
import type { Body, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { rewritePlaces } from "./rewrite.ts";
import type { Ty } from "../sema/types/ty.ts";

/** What a local stands for. */
type Meaning =
  | { readonly kind: "copy"; readonly local: Local }
  /** Another kind of pointer to the same: the same only where it is dereferenced. */
  | { readonly kind: "cast"; readonly local: Local }
  /** The address of this place. */
  | { readonly kind: "address"; readonly place: Place };

export class Definitions {
  readonly counts: number[];
  readonly borrowed = new Set<Local>();
  readonly values = new Map<Local, Rvalue>();

  constructor(readonly body: Body) {
    this.counts = body.locals.map((_, i) => (i > 0 && i <= body.argumentCount ? 1 : 0));
    for (const { statements, terminator } of body.blocks) {
      for (const statement of statements) this.#statement(statement);
      this.#terminator(terminator);
    }
  }

  #assign({ local, projection }: Place): void {
    if (projection.some(({ kind }) => kind === "deref")) return;
    // A part that is assigned counts as much as the whole: the local has not one value.
    this.counts[local] = (this.counts[local] as number) + (projection.length > 0 ? 2 : 1);
  }

  #statement({ place, value }: Statement): void {
    this.#assign(place);
    if (place.projection.length === 0) this.values.set(place.local, value);
    if (value.kind === "ref" && value.place.projection.every(({ kind }) => kind !== "deref")) this.borrowed.add(value.place.local);
  }

  #terminator(terminator: Terminator): void {
    if (terminator.kind === "call") this.#assign(terminator.destination);
    if (terminator.kind !== "asm") return;
    for (const operand of terminator.asm.operands)
      if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined) this.#assign(operand.place);
  }

  /** It has one value all its life. */
  isSingle(local: Local): boolean {
    return this.counts[local] === 1 && !this.borrowed.has(local);
  }

  meaning(local: Local): Meaning | undefined {
    if (local === 0 || !this.isSingle(local)) return undefined;
    const value = this.values.get(local);
    if (value === undefined) return undefined;
    if (value.kind === "use") return this.#copied(local, value.operand);
    if (value.kind === "cast" && value.cast === "pointer") return this.#copied(local, value.operand);
    return value.kind === "ref" && this.#isFixed(value.place) ? { kind: "address", place: value.place } : undefined;
  }

  #copied(local: Local, operand: Operand): Meaning | undefined {
    if (operand.kind === "constant" || operand.place.projection.length > 0) return undefined;
    const source = operand.place.local;
    if (source === 0 || !this.isSingle(source)) return undefined;
    const [from, to] = [this.body.locals[source]?.type, this.body.locals[local]?.type];
    if (from === to) return { kind: "copy", local: source };
    return pointee(from) !== undefined && pointee(from) === pointee(to) ? { kind: "cast", local: source } : undefined;
  }

  /** The place is the same memory whenever it is named: fields of a local, or behind one that does not change. */
  #isFixed({ local, projection }: Place): boolean {
    const [first, ...rest] = projection;
    if (projection.some((step) => step.kind === "index" || step.kind === "subslice")) return false;
    if (rest.some(({ kind }) => kind === "deref")) return false;
    return first?.kind !== "deref" || this.isSingle(local);
  }
}

const pointee = (type: Ty | undefined): Ty | undefined => (type?.kind === "ref" || type?.kind === "ptr" ? type.target : undefined);

export function propagateReferences(body: Body): Body {
  const definitions = new Definitions(body);
  const known = new Map<Local, Meaning>();
  body.locals.forEach((_, local) => {
    const meaning = definitions.meaning(local);
    if (meaning !== undefined) known.set(local, meaning);
  });
  if (known.size === 0) return body;
  return rewritePlaces(body, (place) => replace(known, place));
}

function replace(known: ReadonlyMap<Local, Meaning>, place: Place): Place {
  let at = place;
  for (let round = 0; round < MOST_STEPS; round++) {
    const meaning = known.get(at.local);
    if (meaning === undefined) return at;
    if (meaning.kind !== "copy" && at.projection[0]?.kind !== "deref") return at;
    if (meaning.kind !== "address") {
      at = { ...at, local: meaning.local };
      continue;
    }
    at = { local: meaning.place.local, projection: [...meaning.place.projection, ...at.projection.slice(1)], type: at.type };
  }
  return at;
}

/** Chains are as long as functions nest; longer ones are left as they are. */
const MOST_STEPS = 64;
