// strip against llvm-strip's own output: files beside their stripped forms.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Desk } from "../../src/inspect/desk.ts";
import { strip } from "../../src/inspect/strip/strip.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures");

/** What strip makes of a file, without a word. */
function stripped(llvm: 15 | 22, options: readonly string[], path: string): Buffer {
  const bytes = readFileSync(path);
  let written: Uint8Array = new Uint8Array(0);
  const desk: Desk = {
    llvm,
    print: () => {},
    printBytes: () => {},
    error: (text) => expect(text).toBe(""),
    open: () => ({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => {} }),
    write: (_, result) => (written = result),
    timeText: () => "",
    sourceLines: () => undefined,
  };
  expect(strip(desk, [...options, "-o", "out", path])).toBe(0);
  return Buffer.from(written);
}

test.each(["elf168/dev", "elf168/release", "elf196/dev", "elf196/release"])("strip %s", (name) => {
  const path = `${FOLDER}/link/${name}`;
  expect(stripped(name.startsWith("elf196") ? 22 : 15, [], path).equals(readFileSync(`${path}.stripped`))).toBe(true);
});

test("a symbol with a mapping symbol's name and a type of its own is local like others", () => {
  const path = `${FOLDER}/inspect/typed-mapping.o`;
  expect(stripped(22, ["-x"], path).equals(readFileSync(`${FOLDER}/inspect/typed-mapping.stripped`))).toBe(true);
});

test("an archive whose map of symbols has numbers of eight bytes keeps them", () => {
  const path = `${FOLDER}/inspect/sym64.a`;
  expect(stripped(15, [], path).equals(readFileSync(`${FOLDER}/inspect/sym64.stripped`))).toBe(true);
});

test.each([15, 22] as const)("GNU's compressed debug sections are no debug sections for LLVM %i", (llvm) => {
  const path = `${FOLDER}/inspect/zdebug.o`;
  expect(stripped(llvm, ["-g"], path).equals(readFileSync(`${FOLDER}/inspect/zdebug.stripped`))).toBe(true);
});

test("groups that debug sections were all of stay, without members, with LLVM 15", () => {
  const path = `${FOLDER}/inspect/debug-groups.o`;
  expect(stripped(15, ["-g"], path).equals(readFileSync(`${FOLDER}/inspect/debug-groups.stripped`))).toBe(true);
});
