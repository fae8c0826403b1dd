// Which kinds of things are fit for a place that a path stands in.
import type { DefKind, Definitions } from "../definitions.ts";
import type { Res } from "../resolution.ts";
import type { PathSource } from "./late-paths.ts";

const FIT: Readonly<Record<PathSource, readonly DefKind[]>> = {
  type: ["struct", "enum", "union", "trait", "trait-alias", "type-alias", "foreign-type", "assoc-type", "type-param", "unmodelled"],
  trait: ["trait", "trait-alias", "unmodelled"],
  value: ["fn", "assoc-fn", "const", "assoc-const", "static", "constructor", "const-param", "unmodelled"],
  call: ["fn", "assoc-fn", "const", "assoc-const", "static", "constructor", "const-param", "unmodelled"],
  struct: ["struct", "union", "variant", "type-alias", "assoc-type", "unmodelled"],
  pattern: ["const", "assoc-const", "static", "constructor", "unmodelled"],
  "tuple-struct-pattern": ["constructor", "unmodelled"],
};

export function fits(definitions: Definitions, res: Res, source: PathSource): boolean {
  switch (res.kind) {
    case "def":
      return res.def < 0 || fitsDefinition(definitions, res.def, source);
    case "primitive":
      return source === "type";
    case "self-type":
      return source === "type" || source === "struct";
    case "self-constructor":
    case "local":
      return source === "value" || source === "call" || (res.kind === "self-constructor" && source !== "type" && source !== "trait");
    default:
      return true;
  }
}

function fitsDefinition(definitions: Definitions, def: number, source: PathSource): boolean {
  const { kind, parent } = definitions.get(def);
  if (!FIT[source].includes(kind)) return false;
  if (kind !== "constructor" || parent === undefined) return true;
  const isTuple = isTupleConstructor(definitions, def);
  if (source === "tuple-struct-pattern") return isTuple;
  return source !== "pattern" || !isTuple;
}

/** The constructor takes arguments. */
export function isTupleConstructor(definitions: Definitions, def: number): boolean {
  const { parent, tree } = definitions.get(def);
  if (parent === undefined) return false;
  const owner = definitions.get(parent);
  if (owner.kind === "struct") {
    const { kind } = tree.item(owner.node);
    return kind.kind === "struct" && kind.data.kind === "tuple";
  }
  const holder = owner.parent === undefined ? undefined : definitions.get(owner.parent);
  if (holder?.kind !== "enum") return false;
  const { kind } = tree.item(holder.node);
  return kind.kind === "enum" && kind.variants.find(({ id }) => id === owner.node)?.data.kind === "tuple";
}
