// E0384: a second value for a variable that is not `mut`.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access } from "../flow/graph.ts";
import type { LocalId } from "../types/thir.ts";
import { isSameSpan, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { describeAny } from "./place-names.ts";
import { declaredAt } from "./declarations.ts";

export function tellReassignment(cx: BorrowContext, { path, span }: Access, point: number): DiagnosticBuilder {
  const local = cx.slot(path.root).local as LocalId;
  const origin = cx.typed.originOf(local);
  const declared = declaredAt(cx, path) as Span;
  const name = describeAny(cx, path);
  const isArgument = origin === "parameter" || origin === "closure-parameter";
  const said = error("E0384", `cannot assign ${isArgument ? "to immutable argument" : "twice to immutable variable"} ${name}`);
  const first = origin === "late" ? firstAssignment(cx, path.root, point) : declared;
  if (first !== undefined && !isSameSpan(first, span) && !isArgument) said.label(first, `first assignment to ${name}`);
  if (cx.body.locals[local]?.byRef === false) {
    const isLoop = origin === "for";
    const at = startOf(declared);
    const text = isLoop ? `(mut ${cx.snippet(declared)}) ` : "mut ";
    said.suggest("consider making this binding mutable", [{ span: at, text }], "MachineApplicable", "verbose");
    if (origin === "pattern")
      said.suggest("to modify the original value, take a borrow instead", [{ span: at, text: "ref mut " }], "MaybeIncorrect", "verbose");
  }
  said.at(span, isArgument ? "cannot assign to immutable argument" : "cannot assign twice to immutable variable");
  return said;
}

/** The first in the source that may come before. */
function firstAssignment(cx: BorrowContext, root: number, point: number): Span | undefined {
  const { points } = cx.graph;
  const reaching = assignmentsBefore(cx, root, point);
  return reaching.map((each) => points[each]?.access?.span).find((each) => each !== undefined);
}

/** Points at which a variable may have got a value that is there at `point`, in source order. */
function assignmentsBefore(cx: BorrowContext, root: number, point: number): number[] {
  return cx.graph.points.flatMap(({ access }, id) =>
    id !== point && access?.kind === "write" && access.path.root === root && access.path.steps.length === 0 ? [id] : [],
  );
}
