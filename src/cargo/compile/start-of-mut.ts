import type { SourceMap, Span } from "../../base/source.ts";

/** Where `mut` before a name begins. */
export function startOfMut(sources: SourceMap, { lo }: Span): number | undefined {
  const before = sources.snippet({ lo: Math.max(1, lo - 40), hi: lo });
  const found = /\bmut\s+$/.exec(before);
  return found === null ? undefined : lo - found[0].length;
}
