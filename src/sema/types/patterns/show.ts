// Witnesses as rustc prints them.
import type { TypeContext } from "../context.ts";
import type { Ty } from "../ty.ts";
import { boundsOf } from "./constructors.ts";
import type { Witness } from "./usefulness.ts";

export function showWitness(tcx: TypeContext, witness: Witness): string {
  const { constructor, type } = witness;
  const fields = witness.fields.map((field) => showWitness(tcx, field));
  switch (constructor.kind) {
    case "range":
    case "missing-range":
      return showRange(constructor.low, constructor.high, type);
    case "variant":
    case "single":
      return showStruct(tcx, type, constructor.kind === "variant" ? constructor.index : 0, fields);
    case "slice": {
      const { prefix, open } = constructor;
      const all = open ? [...fields.slice(0, prefix), "..", ...fields.slice(prefix)] : fields;
      return `[${all.join(", ")}]`;
    }
    default:
      return "_";
  }
}

function showStruct(tcx: TypeContext, type: Ty, variant: number, fields: readonly string[]): string {
  if (type.kind === "ref") return `&${fields[0] ?? "_"}`;
  if (type.kind === "tuple") return fields.length === 1 ? `(${fields[0]},)` : `(${fields.join(", ")})`;
  if (type.kind !== "adt") return "_";
  const definition = tcx.adt(type.def);
  const shape = definition.variants[variant];
  const bare = ["Option", "Result"].includes(definition.name) && !tcx.items.isLocal(type.def);
  const name = definition.kind === "enum" && !bare ? `${tcx.items.shownName(type.def)}::${shape?.name}` : (shape?.name ?? "_");
  if (shape === undefined || shape.shape === "unit") return name;
  if (shape.shape === "tuple") return `${name}(${fields.join(", ")})`;
  if (fields.every((field) => field === "_")) return `${name} { .. }`;
  return `${name} { ${shape.fields.map((field, i) => `${field.name}: ${fields[i]}`).join(", ")} }`;
}

function showRange(low: bigint, high: bigint, type: Ty): string {
  const [least, greatest] = boundsOf(type) ?? [low, high];
  if (type.kind === "bool") return low === high ? (low === 0n ? "false" : "true") : "_";
  if (low <= least && high >= greatest) return "_";
  const show = (value: bigint): string => showValue(value, type, least, greatest);
  // What lies beyond all numbers: `usize::MAX..` is not quite right, and said all the same.
  if (high < least) return `..${show(least)}`;
  if (high > greatest) return `${show(low > greatest ? greatest : low)}..`;
  if (low < least) return `..=${show(high)}`;
  return low === high ? show(low) : `${show(low)}..=${show(high)}`;
}

function showPlain(value: bigint, type: Ty): string {
  return type.kind === "int" ? `${value}_${type.name}` : value.toString();
}

function showValue(value: bigint, type: Ty, least: bigint, greatest: bigint): string {
  if (type.kind === "char") return charText(value);
  if (type.kind !== "int") return value.toString();
  if (value === greatest) return `${type.name}::MAX`;
  if (type.signed && value === least) return `${type.name}::MIN`;
  return showPlain(value, type);
}

function charText(value: bigint): string {
  const code = Number(value);
  if (code === 0) return "'\\0'";
  if (code < 32 || code === 0x7f || code > 0xd7ff) return `'\\u{${code.toString(16)}}'`;
  return `'${String.fromCodePoint(code)}'`;
}
