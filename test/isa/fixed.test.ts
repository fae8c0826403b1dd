// Rows of the fixed-width machines against llvm-mc: each line of a fixture is the bytes llvm-mc 22 makes of the text behind
// them. `riscv64c` holds what is compressed wherever it can be.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { AARCH64 } from "../../src/isa/aarch64/table.ts";
import { assembleText } from "../../src/isa/fixed/assemble.ts";
import { FixedBuffer } from "../../src/isa/fixed/code.ts";
import type { FixedIsa, Form } from "../../src/isa/fixed/form.ts";
import { RISCV64 } from "../../src/isa/riscv64/table.ts";
import { THUMB } from "../../src/isa/thumb/table.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures/isa/fixed");

/** The machine without its forms of two bytes. */
function uncompressed(isa: FixedIsa): FixedIsa {
  const isLong = ({ size }: Form) => size === 4;
  return { ...isa, forms: new Map([...isa.forms].map(([name, forms]) => [name, forms.filter(isLong)])) };
}

const MACHINES: Readonly<Record<string, FixedIsa>> = { aarch64: AARCH64, riscv64: uncompressed(RISCV64), riscv64c: RISCV64, thumb: THUMB };

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

for (const [name, isa] of Object.entries(MACHINES))
  test(`${name} as llvm-mc encodes it`, () => {
    const lines = readFileSync(join(FIXTURES, `${name}.txt`), "utf8")
      .trimEnd()
      .split("\n");
    const made = lines.map((line) => {
      const text = line.slice(line.indexOf(" ") + 1);
      const code = new FixedBuffer(isa);
      assembleText(code, text, "test");
      return `${hex(code.finish().bytes)} ${text}`;
    });
    expect(made).toEqual(lines);
  });

function assembled(isa: FixedIsa, text: string): string {
  const code = new FixedBuffer(isa);
  assembleText(code, text, "test");
  return hex(code.finish().bytes);
}

test("branches take the shortest form that reaches", () => {
  expect(assembled(THUMB, "1: b 1b")).toBe("fee7");
  expect(assembled(THUMB, `b 1f\n${"nop\n".repeat(1100)}1: bx lr`).slice(0, 8)).toBe("00f04cbc");
  expect(assembled(THUMB, `1:\n${"nop\n".repeat(200)}bne 1b`).slice(-8)).toBe("7ff436af");
  expect(assembled(RISCV64, "1: j 1b")).toBe("01a0");
  expect(assembled(RISCV64, `j 1f\n${"nop\n".repeat(1100)}1: ret`).slice(0, 8)).toBe("6f00d009");
  expect(assembled(AARCH64, "1: b 1b\ncbz x0, 1b")).toBe("00000014e0ffffb4");
});
