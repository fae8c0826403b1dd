// `#[unsafe(..)]` round an attribute that can break nothing.
import type { SourceMap } from "../../base/source.ts";
import { error, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute } from "../../syntax/ast.ts";

/** There is such a thing as an unsafe attribute. */
export const UNSAFE_ATTRIBUTES_SINCE = 82;

export function notUnsafe(sources: SourceMap, { path, span }: Attribute): Diagnostic {
  const name = path.segments.map(({ ident }) => ident.name).join("::");
  // Behind `#[`, or at the beginning of what `cfg_attr` holds.
  const lo = span.lo + Math.max(0, sources.snippet(span).indexOf("unsafe"));
  return error(`\`${name}\` is not an unsafe attribute`)
    .at({ ...span, lo, hi: lo + "unsafe".length }, "this is not an unsafe attribute")
    .note("extraneous unsafe is not allowed in attributes");
}
