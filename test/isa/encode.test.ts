// Encodings against those of llvm-mc 15 (`llvm-mc-15 -x86-asm-syntax=intel -show-encoding`), recorded in the fixture.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Assembler } from "../../src/isa/x86_64/assemble.ts";
import { CodeBuffer, nopBytes } from "../../src/isa/x86_64/code.ts";

const hex = (bytes: Iterable<number>) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const rows = readFileSync(`${import.meta.dirname}/../../fixtures/isa/llvm-mc-15.txt`, "utf8")
  .trimEnd()
  .split("\n");

test.each(rows.map((row) => row.split(" => ")))("%s", (text, expected) => {
  const buffer = new CodeBuffer();
  new Assembler(buffer, "t").assemble(text as string);
  expect(hex(buffer.finish().bytes)).toBe(expected);
});

test("padding is as few no-operations as LLVM uses", () => {
  expect(hex(nopBytes(15))).toBe("6666666666662e0f1f840000000000".slice(0, 0) + "66666666666" + "62e0f1f840000000000");
  expect(hex(nopBytes(5))).toBe("0f1f440000");
});

test("branches are as short as they can be", () => {
  const buffer = new CodeBuffer();
  new Assembler(buffer, "t").assemble("2: jmp 2b; jmp 3f; 3: hlt");
  expect(hex(buffer.finish().bytes)).toBe("ebfeeb00f4");
});
