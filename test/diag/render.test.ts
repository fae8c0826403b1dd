// Diagnostics as rustc 1.96 and 1.63 printed them, laid out again from the value and the sources alone.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import type { Span } from "../../src/base/source.ts";
import type { Diagnostic } from "../../src/diag/diagnostic.ts";
import { renderDiagnostic } from "../../src/diag/render.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/diag");

/** A recorded diagnostic: its spans are `[file, from, to]`. */
interface Recorded {
  readonly name: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly diagnostic: unknown;
  readonly rendered: string;
}

function replay({ sources, diagnostic }: Recorded): { map: SourceMap; diagnostic: Diagnostic } {
  const map = new SourceMap();
  const starts = new Map(Object.entries(sources).map(([name, text]) => [name, map.add(name, text).start]));
  const toSpan = (at: readonly [string, number, number]): Span => {
    const start = starts.get(at[0]) ?? 0;
    return { lo: start + at[1], hi: start + at[2] };
  };
  const text = JSON.stringify(diagnostic);
  return { map, diagnostic: JSON.parse(text, (key, value) => (key === "span" ? toSpan(value) : value)) };
}

describe.each([
  ["1.96", 96],
  ["1.63", 63],
])("as rustc %s", (release, minor) => {
  const recorded: Recorded[] = readFileSync(join(FOLDER, `rendered-${release}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  test.each(recorded)("$name: $diagnostic.message", (one) => {
    const { map, diagnostic } = replay(one);
    expect(renderDiagnostic(diagnostic, map, { release: { minor } })).toBe(one.rendered);
  });
});
