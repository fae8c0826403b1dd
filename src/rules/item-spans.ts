// The span by which a message names an item: its header in older releases (`fn f() -> u8`), the whole item in newer.
import type { Span } from "../base/source.ts";
import type { Item } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";

/** From the visibility to the end of a function's signature. */
export function signatureSpan(item: Item): Span {
  const { visibility, kind, span } = item;
  if (kind.kind !== "fn") return span;
  return { lo: visibility.kind === "inherited" ? kind.signatureSpan.lo : visibility.span.lo, hi: kind.signatureSpan.hi };
}

export function headerSpan(item: Item, release: Release): Span {
  return atLeast(release, 85) ? item.span : signatureSpan(item);
}

/** The head of a struct, enum or union: to its name, with parameters in newer releases; the whole item in older ones. */
export function typeHeadSpan({ kind, visibility, span, ident }: Item, release: Release): Span {
  if (!atLeast(release, 68) || (kind.kind !== "struct" && kind.kind !== "enum" && kind.kind !== "union")) return span;
  const lo = visibility.kind === "inherited" ? span.lo : visibility.span.lo;
  return { lo, hi: Math.max(ident.span.hi, kind.generics.span.hi) };
}
