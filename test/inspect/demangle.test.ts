// The demanglers against llvm-cxxfilt (fixtures/inspect/demangled-*.txt; bless-names.js beside this file).
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { demangle } from "../../src/elf/demangle/demangle.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/inspect");
const lines = (name: string): string[] => readFileSync(`${folder}/${name}`, "latin1").split("\n");

test.each([15, 22] as const)("names as LLVM %i reads them", (llvm) => {
  const shown = lines("mangled-names.txt").map((name) => demangle(name, llvm, false));
  expect(shown).toEqual(lines(`demangled-${llvm}.txt`));
});

test("objdump takes one more underscore, nm 15 does not", () => {
  expect(demangle("__RNvC1a1b", 15)).toBe("a::b");
  expect(demangle("__RNvC1a1b", 15, false)).toBe("__RNvC1a1b");
  expect(demangle("._Z1fv", 22, false)).toBe(".f()");
});

test("hostile names end quickly, unchanged", () => {
  const doubling = `_Z1f${"IS_".repeat(20)}1AIS_S_E${"1AIS0_S0_E".repeat(40)}`;
  for (const name of [doubling, `_Z1f${"P".repeat(100_000)}i`, `_R${"NvC".repeat(50_000)}`, `_ZN${"1a".repeat(1000)}`]) {
    expect(demangle(name, 15)).toBe(name);
  }
});

test("cut and altered names never throw", () => {
  let seed = 7;
  const next = (limit: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % limit;
  for (const name of lines("mangled-names.txt")) {
    for (let i = 0; i < 20; i++) {
      const at = next(name.length + 1);
      demangle(name.slice(0, at) + String.fromCharCode(32 + next(95)) + name.slice(at + next(2)), 15);
    }
  }
});
