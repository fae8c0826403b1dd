// Addresses to source lines, held to what `llvm-symbolizer` says of every byte of code; and the words made of them.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { breakpoints, checkTraced, placeFilter } from "../../src/cli/machine/breakpoints.ts";
import { stopWords } from "../../src/cli/machine/stop-words.ts";
import { symbolsOf } from "../../src/cli/machine/symbols.ts";
import { tracer } from "../../src/cli/machine/trace.ts";
import { readLineTable } from "../../src/elf/line-table.ts";
import { placeKernel } from "../../src/elf/place.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { setPatience } from "../../src/machine/block.ts";
import { Computer } from "../../src/machine/computer.ts";

const FOLDER = "fixtures/machine/lines";
/** In seconds since 1970. */
const NOON = 1_767_268_800;
const image = (version: number) => readFileSync(`${FOLDER}/lines.v${version}.elf`);

test.each([4, 5])("every address, DWARF %i", (version) => {
  const table = readLineTable(new ElfFile(bytesAccess(image(version))));
  const wanted = readFileSync(`${FOLDER}/lines.v${version}.txt`, "utf8").trimEnd().split("\n");
  for (const [i, row] of wanted.entries()) {
    const [start = "", where = ""] = row.split(" ");
    const end = Number(wanted[i + 1]?.split(" ")[0] ?? start);
    for (let address = Number(start); address < end; address++) {
      const found = table.at(BigInt(address));
      const isNone = where.endsWith(":0");
      expect(
        `0x${address.toString(16)} ${found === undefined ? "none" : `${found.file}:${found.line}`}`.replace(
          / (?:\/k\/)?lines/,
          " /k/lines",
        ),
      ).toBe(`0x${address.toString(16)} ${isNone ? "none" : where}`);
    }
  }
});

test("a table cut short anywhere is no error", () => {
  const bytes = image(5);
  const elf = new ElfFile(bytesAccess(bytes));
  const section = elf.sections.find((one) => elf.sectionNameOrEmpty(one) === ".debug_line");
  const start = Number(section?.offset);
  for (let at = start; at < start + Number(section?.size); at += 7) {
    const broken = bytes.slice();
    broken.fill(0xff, at, at + 3);
    expect(() => readLineTable(new ElfFile(bytesAccess(broken))).at(0x2016f0n)).not.toThrow();
  }
});

function machine() {
  const kernel = placeKernel(bytesAccess(image(4)));
  const symbols = symbolsOf(bytesAccess(image(4)), kernel.delta);
  const computer = new Computer({ memory: 0x1000000, serial: () => {}, time: NOON, exitPort: undefined });
  computer.load(kernel);
  return { computer, symbols };
}

test("a fault is told with its line", () => {
  const { computer, symbols } = machine();
  const reason = computer.run();
  expect(stopWords(reason, computer.processor.ip, symbols, false, computer.runner.count).text).toMatch(
    /^triple fault: page fault at 0x400000001000 \(reading a page that is not there\), instruction at core::ptr::const_ptr::<impl \*const T>::read_volatile\+0x[0-9a-f]+ \(.*mod\.rs:\d+\), no handler$/,
  );
});

test("breakpoints of a function, and of a line", () => {
  for (const [name, line] of [
    ["_start", 21],
    ["lines::middle", 12],
    ["lines.rs:15", 15],
  ] as const) {
    const { computer, symbols } = machine();
    computer.runner.breakpoints = breakpoints([name], symbols);
    expect(computer.run()).toEqual({ kind: "breakpoint" });
    expect(symbols.place(computer.processor.ip).line?.line).toBe(line);
  }
  expect([...breakpoints(["deepest"], machine().symbols)]).toEqual([...breakpoints(["lines::deepest"], machine().symbols)]);
  expect(() => breakpoints(["lines::depest"], machine().symbols)).toThrow(
    "there is no function `lines::depest` to stop at; `lines::deepest` is near",
  );
  expect(() => checkTraced(["nowhere"], machine().symbols)).toThrow("there is no function `nowhere` to trace");
  expect(() => breakpoints(["nowhere"], machine().symbols)).toThrow("there is no function `nowhere` to stop at");
  expect(() => breakpoints(["lines.rs:4"], machine().symbols)).toThrow("there is no code of lines.rs, line 4, to stop at");
});

test("a trace of some places", () => {
  const { computer, symbols } = machine();
  const lines: string[] = [];
  setPatience(Infinity);
  computer.runner.hooks.trace = tracer(symbols, ["lines::deepest"], (text) => lines.push(...text.trimEnd().split("\n")));
  computer.run();
  setPatience(24);
  expect(lines.slice(0, 3)).toMatchInlineSnapshot(`
    [
      "0x2018f0 lines::deepest (lines.rs:7): push rbp",
      "0x2018f1 lines::deepest+0x1 (lines.rs:7): mov rbp, rsp",
      "0x2018f4 lines::deepest+0x4 (lines.rs:8): mov rsi, 0x200568",
    ]
  `);
  expect(placeFilter(["core::"])({ name: "core::ptr::read", distance: 0n, line: undefined })).toBe(true);
});
