// What `assert!` says of its condition and what `stringify!` stands for, against rustc's own texts of both releases
// (`fixtures/syntax/pretty`, blessed by test/tools/bless-pretty.mjs). What is refused has no text: it is counted.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import { resolveProgram } from "../../src/sema/names/program.ts";
import { decodeString } from "../../src/syntax/literals.ts";
import { parseCrate } from "../../src/syntax/parse.ts";
import * as T from "../../src/syntax/token-kinds.ts";
import type { SyntaxTree } from "../../src/syntax/tree.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0, type Release } from "../../src/target/release.ts";
import { NO_REMAPPING } from "../../src/target/shown-path.ts";
import type { Target } from "../../src/target/target.ts";
import { findTarget, targetCfgs } from "../../src/target/targets.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/syntax/pretty");
const CORE = resolve(import.meta.dirname, "../../src/corelib");
const RELEASES: readonly (readonly [string, Release])[] = [
  ["1.96", RELEASE_1_96_0],
  ["1.68", RELEASE_1_68_1],
];
/** How many texts of a file are refused. */
const REFUSED: Readonly<Record<string, number>> = {
  "conditions.rs 1.68": 10,
  "docs.rs 1.68": 4,
  "random-conditions.rs 1.68": 72,
  "random-tokens.rs 1.68": 19,
};
const REFUSAL = "";

function readCore(path: string): string | undefined {
  try {
    return readFileSync(join(CORE, path), "utf8");
  } catch {
    return undefined;
  }
}

function textsOf(source: string, release: Release): string[] {
  const sources = new SourceMap();
  const root = sources.add("src/lib.rs", source);
  const target = findTarget("x86_64-unknown-none") as Target;
  const { tree, diagnostics } = parseCrate(sources, root, { edition: 2021, release });
  expect(diagnostics).toEqual([]);
  resolveProgram({
    session: {
      release,
      target,
      crateName: "sample",
      crateType: "lib",
      edition: 2021,
      panic: "abort",
      optLevel: "0",
      debugInfo: "full",
      overflowChecks: true,
      debugAssertions: true,
      relocationModel: "pie",
      codeModel: undefined,
      metadata: [],
      extraFilename: "",
      incremental: false,
      cfgs: targetCfgs(target, release, "abort"),
      lintLevels: [],
      capLints: undefined,
      unstableFeatures: false,
      workingDirectory: "/",
      pathRemapping: NO_REMAPPING,
    },
    sources,
    tree,
    root,
    readFile: () => undefined,
    readCore,
    environment: {},
    dependencies: [],
    dependencyNames: new Map(),
  });
  return [...asserted(tree), ...constants(tree)];
}

/** The messages are tokens of the asserts' expansions. */
function asserted({ tokens }: SyntaxTree): string[] {
  const found: string[] = [];
  for (let at = 1; at < tokens.count; at++)
    if (tokens.kind(at) === T.Str && /^"(?:assertion failed: .*)?"$/s.test(tokens.text(at)) && tokens.text(at - 2) === "panic")
      found.push(decodeString(T.Str, tokens.text(at)));
  return found;
}

function constants(tree: SyntaxTree): string[] {
  return tree.crate.items.flatMap((id) => {
    const { kind } = tree.item(id);
    if (kind.kind !== "const" || kind.value === undefined) return [];
    const value = tree.expr(kind.value).kind;
    return value.kind === "literal" && value.literal.kind === "string" ? [value.literal.value] : [];
  });
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".rs")))
  for (const [name, release] of RELEASES)
    test(`${file} ${name}`, () => {
      const expected = readFileSync(join(FOLDER, file.replace(/\.rs$/, `.${name}.jsonl`)), "utf8");
      const texts = textsOf(readFileSync(join(FOLDER, file), "utf8"), release);
      const wanted = expected
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as string);
      expect(texts.map((text, i) => (text === REFUSAL ? wanted[i] : text))).toEqual(wanted);
      expect(texts.filter((text) => text === REFUSAL).length).toBe(REFUSED[`${file} ${name}`] ?? 0);
    });
