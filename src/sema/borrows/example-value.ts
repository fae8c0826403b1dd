// A value of a type, to be suggested where one is missing (rustc: `ty_kind_suggestion`).
import type { Ty } from "../types/ty.ts";
import type { BorrowContext } from "./context.ts";

const PLAIN: Readonly<Record<string, string>> = { bool: "false", char: "'x'", int: "42", float: "3.14159", slice: "[]" };

/** Undefined if there is none. */
export function exampleValue(cx: BorrowContext, type: Ty): string | undefined {
  switch (type.kind) {
    case "never":
    case "error":
      return undefined;
    case "adt":
      return ofData(cx, type);
    case "ref": {
      if (type.target.kind === "str" && !type.mutable) return '""';
      const value = exampleValue(cx, type.target);
      return value && `&${type.mutable ? "mut " : ""}${value}`;
    }
    case "array":
      return ofArray(cx, type);
    case "tuple": {
      const values = type.elements.map((element) => exampleValue(cx, element));
      return values.includes(undefined) ? undefined : `(${values.join(", ")}${values.length === 1 ? "," : ""})`;
    }
    default:
      return PLAIN[type.kind] ?? "/* value */";
  }
}

function ofData(cx: BorrowContext, type: Ty & { kind: "adt" }): string | undefined {
  const path = cx.tcx.items.path(type.def);
  if (path === "core::option::Option") return "None";
  if (path === "core::result::Result") {
    const value = exampleValue(cx, type.args[0] as Ty);
    return value && `Ok(${value})`;
  }
  if (cx.tcx.isLang(type.def, "owned_box")) {
    const value = exampleValue(cx, type.args[0] as Ty);
    return value && `Box::new(${value})`;
  }
  return cx.implementsTrait(cx.tcx.items.find("core::default::Default"), type) ? "Default::default()" : "/* value */";
}

function ofArray(cx: BorrowContext, { element, length }: Ty & { kind: "array" }): string | undefined {
  if (length.kind !== "const") return "/* value */";
  if (length.value === 0n) return "[]";
  if (length.value !== 1n && !cx.implementsTrait(cx.tcx.lang("copy"), element)) return "/* value */";
  const value = exampleValue(cx, element);
  return value && `[${value}; ${length.value}]`;
}
