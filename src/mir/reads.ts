// Which locals a body looks at.
import { rvalueOperands, terminatorOperands } from "./mir.ts";
import type { Body, Local, Operand, Place } from "./mir.ts";

/** Locals of which anything is looked at: read, borrowed, dereferenced, used as an index. */
export function localsRead(body: Body): ReadonlySet<Local> {
  const read = new Set<Local>([0]);
  const look = (place: Place) => {
    read.add(place.local);
    for (const step of place.projection) if (step.kind === "index") read.add(step.index);
  };
  const write = (place: Place) => {
    if (place.projection.some(({ kind }) => kind === "deref" || kind === "index")) look(place);
  };
  const operand = (one: Operand) => {
    if (one.kind !== "constant") look(one.place);
  };
  for (const { statements, terminator } of body.blocks) {
    for (const { place, value } of statements) {
      write(place);
      rvalueOperands(value).forEach(operand);
      if (value.kind === "ref" || value.kind === "len" || value.kind === "discriminant") look(value.place);
    }
    terminatorOperands(terminator).forEach(operand);
    if (terminator.kind === "call") write(terminator.destination);
    if (terminator.kind === "drop") look(terminator.place);
    if (terminator.kind !== "asm") continue;
    for (const one of terminator.asm.operands)
      if ((one.kind === "out" || one.kind === "inout") && one.place !== undefined) write(one.place);
  }
  return read;
}
