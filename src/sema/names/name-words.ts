// What messages call that which a name means.
import type { DefId } from "../types/def-id.ts";
import type { Res } from "../resolution.ts";
import type { LateResolver } from "./late.ts";
import { isTupleConstructor } from "./path-fit.ts";
import { kindWord } from "./privacy.ts";

/** Undefined for what has no word that is sure. */
export function wordOf(late: LateResolver, res: Res): string | undefined {
  if (res.kind === "primitive") return "builtin type";
  if (res.kind === "local") return "local variable";
  if (res.kind !== "def" || res.def < 0) return undefined;
  const { kind, parent } = late.compilation.definitions.get(res.def);
  if (kind === "mod" && parent === undefined) return "crate";
  if (kind === "constructor") return constructorWord(late, res.def);
  if (kind === "type-param") return "type parameter";
  return kind === "unmodelled" ? undefined : kindWord(kind);
}

function constructorWord(late: LateResolver, def: DefId): string {
  const { definitions } = late.compilation;
  const { parent } = definitions.get(def);
  const isVariant = parent !== undefined && definitions.get(parent).kind === "variant";
  const shape = isTupleConstructor(late.compilation.definitions, def) ? "tuple" : "unit";
  return `${shape} ${isVariant ? "variant" : "struct"}`;
}

/** Of what core has and no model is of. */
export function knownWord(late: LateResolver, def: DefId): string {
  const kind = late.lookup.unmodelled.knownOf(def)?.kind ?? "";
  return (
    { s: "struct", "1": "struct", "0": "struct", e: "enum", t: "trait", f: "function", c: "constant", u: "union", y: "type alias" }[kind] ??
    "item"
  );
}
