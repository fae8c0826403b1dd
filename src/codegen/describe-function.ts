// A compiled function as debuggers see it: its place in the crate, its lines, its variables. Core's functions are not
// described, as in the installed core, nor are shims.
import { exportedName } from "../mir/exports.ts";
import type { Body } from "../mir/mir.ts";
import type { DebugNotes } from "./debug-notes.ts";
import type { DebugFunction, DebugVariable } from "./dwarf/sections.ts";
import type { FunctionInstance, ModuleContext } from "./module.ts";

function describeVariables(context: ModuleContext, body: Body, { variables }: DebugNotes): DebugVariable[] {
  return variables.flatMap(({ local, offset }) => {
    const { name, type, span } = body.locals[local] as Body["locals"][number];
    const place = context.place(span);
    if (name === undefined || place === undefined) return [];
    return [{ name, type, line: place.line, isParameter: local <= body.argumentCount, offset }];
  });
}

/** `size`: bytes of code. Undefined for what is not described. */
export function describeFunction(
  context: ModuleContext,
  { def, symbol, shim }: FunctionInstance,
  body: Body,
  size: number,
  notes: DebugNotes,
): DebugFunction | undefined {
  if (!context.program.definitions.isLocal(def) || shim !== undefined) return undefined;
  const { type: returns } = body.locals[0] as Body["locals"][number];
  const own = context.place(context.program.definitions.span(def));
  if (own === undefined) return undefined;
  const lines = notes.rows.flatMap(({ offset, span }) => {
    const place = context.place(span);
    return place === undefined ? [] : [{ offset, ...place, isPrologueEnd: false }];
  });
  const [first, ...rest] = lines;
  return {
    symbol,
    size,
    path: context.pathOf(def),
    file: own.file,
    line: own.line,
    isExternal: exportedName(context.program, def) !== undefined,
    isNoReturn: returns.kind === "never",
    returns,
    rows: [
      { offset: 0, ...own, column: 0, isPrologueEnd: false },
      ...(first === undefined ? [] : [{ ...first, isPrologueEnd: true }, ...rest]),
    ],
    frame: notes.frame,
    variables: describeVariables(context, body, notes),
  };
}
