// Each fixture of a slip gets the words, codes and places that rustc 1.96.0 gave it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import type { Diagnostic } from "../../src/diag/diagnostic.ts";
import { parseCrate } from "../../src/syntax/parse.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/syntax/slips");
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".rs"))
  .map((name) => name.slice(0, -3));

function line(diagnostic: Diagnostic, sources: SourceMap): string {
  const primary = diagnostic.spans.find((span) => span.primary);
  const place = primary === undefined ? undefined : sources.locate(primary.span.lo);
  const code = diagnostic.code === undefined ? "" : `[${diagnostic.code}]`;
  return `${place?.line ?? 0}:${place?.column ?? 0}: ${diagnostic.level}${code}: ${diagnostic.message}\n`;
}

test.each(NAMES)("%s", (name) => {
  const sources = new SourceMap();
  const file = sources.add("src/main.rs", readFileSync(join(FOLDER, `${name}.rs`), "utf8"));
  const { diagnostics } = parseCrate(sources, file, { edition: 2021, release: { minor: 96 }, parseOnly: true });
  expect(diagnostics.map((diagnostic) => line(diagnostic, sources)).join("")).toBe(readFileSync(join(FOLDER, `${name}.errors`), "utf8"));
});
