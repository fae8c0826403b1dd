// `*b` of a `Box` is a place of its own as long as it matters what is in it (moves, drops). Afterwards it is what lies behind
// the pointer that the box holds: `*b.0.pointer.pointer`.
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { Body, Place, Projection } from "./mir.ts";
import { rewritePlaces } from "./rewrite.ts";

/** From a box to the pointer in it, the only field of the only field. */
function toPointer(tables: TypeTables, box: Ty): Projection[] {
  const steps: Projection[] = [];
  for (let type = box; type.kind === "adt";) {
    const field = tables.adt(type.def).variants[0]?.fields[0];
    if (field === undefined) throw new Error("a box without a pointer");
    type = tables.instantiate(field.type, type.args);
    steps.push({ kind: "field", variant: -1, field: 0, type });
  }
  return steps;
}

const isOfBox = (step: Projection): boolean => step.kind === "deref" && step.ofBox === true;

function opened(tables: TypeTables, body: Body, place: Place): Place {
  if (!place.projection.some(isOfBox)) return place;
  let whole = body.locals[place.local]?.type as Ty;
  const projection = place.projection.flatMap((step): Projection[] => {
    const made: Projection[] = isOfBox(step) ? [...toPointer(tables, whole), { kind: "deref", type: step.type }] : [step];
    whole = step.type;
    return made;
  });
  return { ...place, projection };
}

export function openBoxes(body: Body, tables: TypeTables): Body {
  return tables.knowsBoxes() ? rewritePlaces(body, (place) => opened(tables, body, place)) : body;
}
