// The library's functions, and the examples of src/library.md: each block of code prints what the block behind it says.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inspect } from "node:util";
import { expect, test } from "vitest";
import * as kbuild from "../../src/index.ts";
import * as kbuildNode from "../../src/node/open-file.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const path = `${ROOT}/fixtures/link/elf168/dev`;
const bytes = new Uint8Array(readFileSync(path));
const page = readFileSync(`${ROOT}/src/library.md`, "utf8");

const examples = [...page.matchAll(/```js\n([^]*?)```\n+```text\n([^]*?)```/g)].map(([, code = "", output = ""]) => ({ code, output }));

// oxlint-disable-next-line typescript/no-unsafe-assignment
const AsyncFunction: new (...names: string[]) => (...values: unknown[]) => Promise<void> = Object.getPrototypeOf(
  async () => {},
).constructor;

test.each(examples)("example %#", async ({ code, output }) => {
  const body = code.replaceAll(/^import (\{[^}]*\}) from "(kbuild(?:\/node)?)";/gm, (_, names: string, from: string) => {
    return `const ${names} = ${from === "kbuild" ? "kbuild" : "kbuildNode"};`;
  });
  let printed = "";
  const log = (...values: unknown[]): void => {
    printed += `${values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" ")}`.trimEnd() + "\n";
  };
  await new AsyncFunction("kbuild", "kbuildNode", "console", "bytes", "path", body)(kbuild, kbuildNode, { log }, bytes, path);
  expect(printed).toBe(output);
});

test("only the tables asked for are read", () => {
  let read = 0;
  const large = new Uint8Array(4_000_000);
  large.set(bytes);
  const file = kbuild.openElf({
    size: large.length,
    read(offset, length) {
      read += Math.min(length, large.length - offset);
      return large.subarray(offset, offset + length);
    },
    close() {},
  });
  expect([...kbuild.symbols(file)].length).toBeGreaterThan(0);
  expect(read).toBeLessThan(large.length * 0.15);
});

test("a range of code is decoded from its start, in either syntax", async () => {
  const file = kbuild.openElf(new Uint8Array(readFileSync(`${ROOT}/fixtures/inspect/x86-odd.o`)));
  const found: string[] = [];
  for await (const { address, text } of kbuild.disassemble(file, { start: 0x5cn, stop: 0x6dn, syntax: "intel" }))
    found.push(`${address} ${text}`);
  expect(found).toEqual(["92 mov\trax, qword ptr fs:[40]", "101 mov\trax, qword ptr [2*riz + 40]"]);
});

test("what is no ELF file is told in LLVM's words", () => {
  expect(() => kbuild.openElf(new TextEncoder().encode("text"))).toThrow("The file was not recognized as a valid object file");
});
