// Places as their owner would write them: `s.a`, `*r`, `a[_]`.
import type { Ty } from "../types/ty.ts";
import type { Path } from "../flow/graph.ts";
import type { Expr } from "../types/thir.ts";
import type { BorrowContext } from "./context.ts";

/** `certain`: parts of variants have no name; `named`: numbered fields of structs and variants are left out. */
export type Detail = "all" | "certain" | "named";

/** As written; undefined for what has no name. */
export function describe(cx: BorrowContext, path: Path, detail: Detail = "all"): string | undefined {
  const { root, steps } = path;
  const captured = cx.captured(path);
  const item = cx.slot(root).static;
  const name =
    item !== undefined
      ? cx.tcx.items.name(item)
      : captured === undefined
        ? cx.local(path)?.name
        : expressionName(cx, captured.capture.place);
  if (name === undefined) return undefined;
  const start = captured?.length ?? (item === undefined ? 0 : 1);
  const lastPart = steps.findLastIndex(({ kind }, i) => i >= start && kind !== "deref" && kind !== "box");
  let text = name;
  let type = cx.typeOf({ root, steps: steps.slice(0, start) });
  for (let i = start; i < steps.length; i++) {
    const step = steps[i] as Path["steps"][number];
    if (step.kind === "deref" || step.kind === "box") text = i > lastPart ? `*${text}` : text;
    else if (step.kind === "index") text += "[_]";
    else if (step.kind === "elements") text += "[..]";
    else {
      if (detail === "certain" && type?.kind === "adt" && cx.tcx.adt(type.def).kind === "enum") return undefined;
      const field = type && fieldName(cx, type, step.variant, step.field);
      if (field === undefined) return undefined;
      if (detail !== "named" || type?.kind === "tuple" || !/^\d/.test(field)) text += `.${field}`;
    }
    type = cx.typeOf({ root, steps: steps.slice(0, i + 1) });
  }
  return text;
}

/** In backticks, or `value`. */
export function describeAny(cx: BorrowContext, path: Path): string {
  const name = describe(cx, path);
  return name === undefined ? "value" : `\`${name}\``;
}

/** Of a captured place: `s.a`, `*r`. */
export function expressionName(cx: BorrowContext, place: Expr): string | undefined {
  switch (place.kind) {
    case "local":
      return cx.body.locals[place.local]?.name;
    case "upvar":
      return cx.body.locals[place.local]?.name;
    case "field": {
      const base = expressionName(cx, place.operand);
      const name = fieldName(cx, place.operand.type, place.variant, place.field);
      return base === undefined || name === undefined ? undefined : `${base.replace(/^\*+/, "")}.${name}`;
    }
    case "deref": {
      const base = expressionName(cx, place.operand);
      return base && `*${base}`;
    }
    default:
      return undefined;
  }
}

function fieldName(cx: BorrowContext, type: Ty, variant: number, field: number): string | undefined {
  if (type.kind === "tuple") return String(field);
  return type.kind === "adt" ? cx.tcx.adt(type.def).variants[Math.max(0, variant)]?.fields[field]?.name : undefined;
}
