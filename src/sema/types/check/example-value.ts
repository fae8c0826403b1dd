// A value of a type, for suggestions: what rustc writes where one is missing.
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

const ANY = "/* value */";

/** Undefined for types without values. */
export function exampleOf(cx: BodyContext, type: Ty): string | undefined {
  const known = cx.resolve(type);
  switch (known.kind) {
    case "never":
    case "error":
      return undefined;
    case "bool":
      return "false";
    case "char":
      return "'x'";
    case "int":
      return "42";
    case "float":
      return "3.14159";
    case "slice":
      return "[]";
    case "adt":
      return ofAdt(cx, known);
    case "ref":
      return ofReference(cx, known);
    case "array":
      return ofArray(cx, known);
    case "tuple":
      return ofTuple(cx, known.elements);
    default:
      return ANY;
  }
}

function ofAdt(cx: BodyContext, type: Ty & { kind: "adt" }): string | undefined {
  const path = cx.tcx.items.path(type.def);
  if (path === "core::option::Option") return "None";
  if (path === "core::result::Result") {
    const inner = exampleOf(cx, type.args[0] as Ty);
    return inner === undefined ? undefined : `Ok(${inner})`;
  }
  return cx.selector.traitHolds(cx.tcx.core.trait("default::Default"), [type]) === "yes" ? "Default::default()" : ANY;
}

function ofReference(cx: BodyContext, { target, mutable }: Ty & { kind: "ref" }): string | undefined {
  if (target.kind === "str" && !mutable) return '""';
  const inner = exampleOf(cx, target);
  return inner === undefined ? undefined : `&${mutable ? "mut " : ""}${inner}`;
}

function ofArray(cx: BodyContext, { element, length }: Ty & { kind: "array" }): string | undefined {
  const count = length.kind === "const" ? length.value : undefined;
  if (count === 0n) return "[]";
  const isRepeatable = count === 1n || cx.selector.traitHolds(cx.tcx.lang("copy"), [element]) === "yes";
  if (count === undefined || !isRepeatable) return ANY;
  const inner = exampleOf(cx, element);
  return inner === undefined ? undefined : `[${inner}; ${count}]`;
}

function ofTuple(cx: BodyContext, elements: readonly Ty[]): string | undefined {
  const parts = elements.map((element) => exampleOf(cx, element));
  return parts.includes(undefined) ? undefined : `(${parts.join(", ")}${parts.length === 1 ? "," : ""})`;
}
