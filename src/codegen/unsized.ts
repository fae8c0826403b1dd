// Pointers to unsized types: what stands beside the address.
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";

/** The number of elements of a `[T; N]` that becomes a `[T]`, itself or at the end of a struct; undefined for other coercions. */
export function unsizedLength(tables: TypeTables, from: Ty, to: Ty): bigint | undefined {
  const [source, target] = [tables.unsizedTail(from), tables.unsizedTail(to)];
  return source.kind === "array" && source.length.kind === "const" && target.kind === "slice" ? source.length.value : undefined;
}
