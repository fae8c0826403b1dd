// What `core::any::type_name` says. Types made of primitive ones are written as in messages. Definitions are written with
// their whole path there, which the printer of messages leaves out, so they have no name here yet.
import type { Ty } from "../sema/types/ty.ts";

const PRIMITIVE: ReadonlySet<Ty["kind"]> = new Set<Ty["kind"]>(["bool", "char", "str", "never", "int", "float", "const"]);

/** Nothing in the type has a path. */
function isWithoutPath(type: Ty): boolean {
  switch (type.kind) {
    case "ref":
    case "ptr":
      return isWithoutPath(type.target);
    case "array":
    case "slice":
      return isWithoutPath(type.element);
    case "tuple":
      return type.elements.every(isWithoutPath);
    default:
      return PRIMITIVE.has(type.kind);
  }
}

/** The name in UTF-8; undefined where a path would stand in it. */
export function typeName(type: Ty, print: (type: Ty) => string): Uint8Array | undefined {
  return isWithoutPath(type) ? new TextEncoder().encode(print(type)) : undefined;
}
