// Places read as values: copied, or moved if they may be. Nothing is moved out of what is borrowed, indexed, or has a destructor
// (rustc: `check_movable_place`).
import type { Span } from "../../base/source.ts";
import type { Ty } from "../types/ty.ts";
import type { Value } from "./builder.ts";
import type { Binding, IllegalMove, Path, Slot } from "./graph.ts";
import type { Lowering, Place } from "./lower.ts";

/** `binding`: the variable of a pattern that the value goes to. */
export function readPlace(lowering: Lowering, { path, type }: Place, span: Span, binding?: Binding): Value {
  const { builder } = lowering;
  const copied = builder.facts.isCopy(type);
  const illegal = copied || type.kind === "never" ? undefined : illegality(lowering, path);
  if (illegal !== undefined) return wrest(lowering, { path, type }, span, { ...illegal, binding });
  const value = builder.temporary(type);
  const [first, ...others] = copied ? [path] : elementwise(path);
  for (const other of others) builder.access(other, "move", span);
  builder.access(first as Path, copied ? "copy" : "move", span, undefined, [], value.temporary);
  return value;
}

/** A move that is not allowed: the value is there still. */
function wrest(lowering: Lowering, { path, type }: Place, span: Span, why: Illegality & { binding: Binding | undefined }): Value {
  const { builder } = lowering;
  const value = builder.temporary(type);
  builder.access(path, "wrest", span, undefined, [], value.temporary);
  const point = builder.points.length - 1;
  builder.unmovable.push({ path, span, point, closure: builder.capturing, isGuarded: false, ...why });
  return value;
}

type Illegality = Pick<IllegalMove, "why" | "length">;

/** What of a place forbids to move out of it. */
function illegality({ builder }: Lowering, { root, steps }: Path): Illegality | undefined {
  if (root < 0) return { why: "unknown", length: 0 };
  let at: Ty | undefined = (builder.slots[root] as Slot).type;
  const { facts } = builder;
  for (const [length, step] of steps.entries()) {
    if (step.kind === "deref") return { why: "borrowed", length: length + 1 };
    if (step.kind === "index" || at?.kind === "slice") return { why: "elements", length };
    if (step.kind === "field" && at?.kind === "adt" && facts.tcx.hasDrop(at.def)) return { why: "destructor", length };
    at = at && facts.fieldType(at, step);
  }
  return undefined;
}

/** What is moved out of an array by a pattern is moved element by element. */
function elementwise(path: Path): Path[] {
  const last = path.steps.at(-1);
  if (last?.kind !== "elements" || last.to - last.from <= 1) return [path];
  const before = path.steps.slice(0, -1);
  return Array.from({ length: last.to - last.from }, (_, i) => {
    const from = last.from + i;
    return { root: path.root, steps: [...before, { ...last, from, to: from + 1 }] };
  });
}
