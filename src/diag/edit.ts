// What a tool that applies a suggestion changes.
import type { SourceMap, Span } from "../base/source.ts";
import type { Release } from "../target/release.ts";
import { atLeast } from "../target/release.ts";
import type { Edit } from "./diagnostic.ts";

/** A removal of whole lines takes their last line end with it, in newer releases (rustc's `json.rs`, `from_span_full`). */
export function editedSpan({ span, text }: Edit, sources: SourceMap, release: Release): Span {
  const file = sources.fileAt(span.lo);
  if (text !== "" || file === undefined || !atLeast(release, 78)) return span;
  const startsLine = sources.locate(span.lo)?.column === 1;
  const lineEnd = /^\r?\n/.exec(file.text.slice(span.hi - file.start, span.hi - file.start + 2));
  return startsLine && lineEnd !== null ? { ...span, hi: span.hi + lineEnd[0].length } : span;
}
