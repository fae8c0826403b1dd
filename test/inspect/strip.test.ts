// strip against llvm-strip's own output: the linked kernels of fixtures/link beside their stripped files.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Desk } from "../../src/inspect/desk.ts";
import { strip } from "../../src/inspect/strip/strip.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/link");

test.each(["elf168/dev", "elf168/release", "elf196/dev", "elf196/release"])("strip %s", (name) => {
  const bytes = readFileSync(`${FOLDER}/${name}`);
  let written: Uint8Array = new Uint8Array(0);
  const desk: Desk = {
    llvm: name.startsWith("elf196") ? 22 : 15,
    print: () => {},
    printBytes: () => {},
    error: (text) => expect(text).toBe(""),
    open: () => ({ size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => {} }),
    write: (_, result) => (written = result),
    timeText: () => "",
    sourceLines: () => undefined,
  };
  expect(strip(desk, ["-o", "out", name])).toBe(0);
  expect(Buffer.from(written).equals(readFileSync(`${FOLDER}/${name}.stripped`))).toBe(true);
});
