// Two types beside each other, as the note of E0308 shows them: what is the same on both sides is left out as `_`.
import { lifetimeCount } from "../print-names.ts";
import type { Ty } from "../ty.ts";
import type { TypeContext } from "../context.ts";

/** What prints types: that of a body, or of the whole crate. */
export interface Printing {
  readonly tcx: TypeContext;
  print(type: Ty): string;
}

/** Whether the outermost reference of a side is `&'static`: of literals, and of types of constants. */
export interface Statics {
  readonly left: boolean;
  readonly right: boolean;
}

const NONE: Statics = { left: false, right: false };

export function compareTypes(cx: Printing, left: Ty, right: Ty, statics = NONE): readonly [string, string] {
  if (left.kind === "adt" && right.kind === "adt" && left.def === right.def) return compareArguments(cx, left, right);
  if (left.kind === "ref" || right.kind === "ref") return compareReferences(cx, left, right, statics);
  if (left.kind === "tuple" && right.kind === "tuple" && left.elements.length === right.elements.length)
    return compareTuples(cx, left.elements, right.elements);
  return leaves(cx, left, right);
}

function leaves(cx: Printing, left: Ty, right: Ty): readonly [string, string] {
  return left === right ? ["_", "_"] : [cx.print(left), cx.print(right)];
}

function compareArguments(cx: Printing, left: Ty & { kind: "adt" }, right: Ty & { kind: "adt" }): readonly [string, string] {
  if (left.args.length === 0) return [cx.print(left), cx.print(right)];
  const lifetimes = Array.from({ length: lifetimeCount(cx.tcx, left.def) }, () => "'_");
  const pairs = left.args.map((arg, i) => {
    const other = right.args[i] as Ty;
    return arg === other ? (["_", "_"] as const) : compareTypes(cx, arg, other);
  });
  const whole = (side: 0 | 1): string =>
    `${cx.tcx.items.shownName(left.def)}<${[...lifetimes, ...pairs.map((pair) => pair[side])].join(", ")}>`;
  return [whole(0), whole(1)];
}

function compareReferences(cx: Printing, left: Ty, right: Ty, statics: Statics): readonly [string, string] {
  const prefix = (type: Ty, isStatic: boolean): string =>
    type.kind === "ref" ? `&${isStatic ? "'static " : ""}${type.mutable ? "mut " : ""}` : "";
  const inner = (type: Ty): Ty => (type.kind === "ref" ? type.target : type);
  const [a, b] = compareTypes(cx, inner(left), inner(right));
  return [prefix(left, statics.left) + a, prefix(right, statics.right) + b];
}

function compareTuples(cx: Printing, left: readonly Ty[], right: readonly Ty[]): readonly [string, string] {
  const pairs = left.map((element, i) => compareTypes(cx, element, right[i] as Ty));
  const whole = (side: 0 | 1): string => `(${pairs.map((pair) => pair[side]).join(", ")}${pairs.length === 1 ? "," : ""})`;
  return [whole(0), whole(1)];
}
