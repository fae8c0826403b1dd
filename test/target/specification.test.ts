// What is wrong with target specifications, in rustc's words: `mistakes.txt` was written by rustc 1.96.0.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { SpecMistake, readTargetSpec } from "../../src/cargo/targets/target-spec.ts";
import { siphash13 } from "../../src/base/siphash.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const BASE =
  '"llvm-target": "x86_64-unknown-none", "data-layout": "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128", "arch": "x86_64", "target-pointer-width": 64';

test("mistakes in specifications", () => {
  const lines = readFileSync(resolve(import.meta.dirname, "../../fixtures/targets/mistakes.txt"), "utf8")
    .split("\n")
    .slice(2, -1);
  const found = lines.map((line) => {
    if (!line.startsWith("$ ")) return "";
    const shown = line.slice(2).replaceAll("\\n", "\n");
    const text = shown.startsWith(".. ") ? `{\n${BASE},\n ${shown.slice(3)}\n}` : shown;
    const read = readTargetSpec("t", text, RELEASE_1_96_0);
    const words = read instanceof SpecMistake ? read.words : "";
    return `= ${words.replaceAll("\n", "\\n").replace(/(expected one of `llvm-target`).*(`entry-abi`)/, "$1 .. $2")}`;
  });
  // What rustc would read and kbuild has no code for is refused in kbuild's words.
  const pairs = lines.flatMap((line, i) => (line.startsWith("$ ") ? [{ line, expected: lines[i + 1], found: found[i] }] : []));
  expect(pairs.filter((pair) => pair.expected !== pair.found)).toEqual([]);
  expect(pairs.length).toBeGreaterThan(90);
});

test("Rust's default hash", () => {
  expect(siphash13(new Uint8Array())).toBe(0xd1fba762150c532cn);
});
