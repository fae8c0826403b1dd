// Hostile input: deep nesting of everything, and seeded mutations by tokens and bytes. The parser never throws, always
// ends soon, and its trees can be walked.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import { parseCrate } from "../../src/syntax/parse.ts";
import { printTree } from "../../src/syntax/print.ts";

const DEPTH = 100_000;
const DEEP: Readonly<Record<string, readonly [string, string, string]>> = {
  parentheses: ["fn f(){", "(", ")"],
  brackets: ["fn f(){", "[", "]"],
  braces: ["fn f(){", "{", "}"],
  calls: ["fn f(){", "a(", ")"],
  indexing: ["fn f(){a", "[a", "]"],
  negations: ["fn f(){", "!", ""],
  borrows: ["fn f(){", "&", ""],
  assignments: ["fn f(){a", "=a", ""],
  ranges: ["fn f(){", "..", ""],
  lets: ["fn f(){if ", "let a=", ""],
  closures: ["fn f(){", "||", ""],
  matches: ["fn f(){", "match a{a=>", "}"],
  references: ["type A=", "&", ""],
  arguments: ["type A=", "A<", ">"],
  tuples: ["type A=", "(", ")"],
  pointers: ["type A=", "fn(", ")"],
  objects: ["type A=dyn ", "A<dyn ", ">"],
  self: ["type A=", "<", ">::A"],
  patterns: ["fn f(){let ", "(", ")"],
  imports: ["use ", "a::{", "}"],
  modules: ["", "mod a{", "}"],
  functions: ["", "fn a(){", "}"],
  unclosed: ["", "(", ""],
  unopened: ["", ")", ""],
  comments: ["", "/*", "*/"],
};

function parse(text: string, edition = 2021) {
  const sources = new SourceMap();
  const file = sources.add("src/main.rs", text);
  return { file, ...parseCrate(sources, file, { edition, release: { minor: 96 } }) };
}

test.each(Object.keys(DEEP))("deep %s", (name) => {
  const [before, open, close] = DEEP[name] as readonly [string, string, string];
  const { diagnostics } = parse(`${before}${open.repeat(DEPTH)}${close.repeat(DEPTH)}`);
  if (name === "comments") expect(diagnostics).toEqual([]);
  else expect(diagnostics.length).toBeGreaterThan(0);
});

test.each([
  ["sums", "fn f(){1", "+1", "}"],
  ["methods", "fn f(){a", ".a()", "}"],
  ["else-ifs", "fn f(){if a{}", "else if a{}", "}"],
  ["alternatives", "fn f(){let (a", "|a", ")=1;}"],
  ["paths", "use a", "::a", ";"],
  ["attributes", "", "#[a]", "fn f(){}"],
])("long %s are no nesting", (_name, before, part, after) => {
  expect(parse(`${before}${part.repeat(DEPTH)}${after}`).diagnostics).toEqual([]);
});

/** Numbers from a seed (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const FOLDER = join(import.meta.dirname, "../../fixtures/syntax/slips");
const SEEDS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".rs"))
  .map((name) => readFileSync(join(FOLDER, name), "utf8"));
const PIECES =
  "; { } ( ) [ ] , . => -> : :: = == & && < > >> # ! ? @ $ fn let mut pub impl struct enum match if else for in while loop self Self crate unsafe extern const static type dyn async await 0 1.5 1. 'a 'a' \"s\" b'x' r#\"x\"# | || .. ..= ... _ ref move union macro_rules //! /// /* */ \u0000 \u2013 \ud83e\udd80".split(
    " ",
  );

function mutate(text: string, next: (below: number) => number): string {
  let out = text;
  for (let count = 1 + next(4); count > 0; count--) {
    const at = next(out.length + 1);
    const piece = PIECES[next(PIECES.length)] as string;
    const cut = next(3) === 0 ? next(8) : 0;
    out = `${out.slice(0, at)}${next(4) === 0 ? "" : ` ${piece} `}${out.slice(at + cut)}`;
  }
  return out;
}

test("mutated files: always a tree, never an exception", () => {
  const next = numbers(20);
  for (let round = 0; round < 3000; round++) {
    const base = `${SEEDS[next(SEEDS.length)]}${SEEDS[next(SEEDS.length)]}`;
    const { tree, file } = parse(mutate(base, next), [2015, 2018, 2021, 2024][next(4)]);
    if (round % 10 === 0) printTree(tree, file);
  }
});
