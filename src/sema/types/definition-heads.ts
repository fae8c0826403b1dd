// Where rustc points for a definition as a whole: at its first line, not at its body.
import type { Span } from "../../base/source.ts";
import type { DefId } from "./def-id.ts";
import type { Items } from "./items.ts";

/** From the keyword (or visibility) to the name and generics, or a constant's type: where rustc points for a definition. */
export function headSpan(items: Items, def: DefId): Span {
  const { lo, ctxt } = items.span(def);
  const { hi } = items.identSpan(def);
  const generics = items.astGenerics(def)?.span;
  const kind = items.item(def)?.kind;
  // Without a body it ends with the semicolon.
  if (kind?.kind === "fn") return { ...kind.signatureSpan, lo, hi: kind.body === undefined ? items.span(def).hi : kind.signatureSpan.hi };
  if (kind?.kind === "const" || kind?.kind === "static") {
    const type = kind.type === undefined ? undefined : items.tree(def).span(kind.type);
    return type === undefined ? items.identSpan(def) : { ...type, lo };
  }
  const bound = kind?.kind === "trait" ? kind.bounds.at(-1) : undefined;
  const bounds = bound === undefined ? hi : bound.kind === "lifetime" ? bound.lifetime.ident.span.hi : bound.span.hi;
  const end = Math.max(bounds, generics?.hi ?? hi);
  // A name that a macro was given is no part of what the macro says.
  if (ctxt !== undefined && items.identSpan(def).ctxt !== ctxt) return items.span(def);
  return ctxt === undefined ? { lo, hi: end } : { lo, hi: end, ctxt };
}

/** `impl Trait for Type`, without what follows. */
export function implHead(items: Items, impl: DefId): Span {
  const kind = items.item(impl)?.kind;
  const { lo, hi, ctxt } = items.span(impl);
  const end = kind?.kind === "impl" ? items.tree(impl).span(kind.self).hi : hi;
  return ctxt === undefined ? { lo, hi: end } : { lo, hi: end, ctxt };
}

export function implTraitSpan(items: Items, impl: DefId): Span {
  const kind = items.item(impl)?.kind;
  return (kind?.kind === "impl" ? kind.trait?.span : undefined) ?? items.span(impl);
}

export function implSelfSpan(items: Items, impl: DefId): Span {
  const kind = items.item(impl)?.kind;
  return kind?.kind === "impl" ? items.tree(impl).span(kind.self) : items.span(impl);
}
