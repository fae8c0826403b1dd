// The inspectors against what LLVM's tools print (fixtures/inspect/expected.json; bless.js beside this file).
import { inflateSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { FileError } from "../../src/base/host.ts";
import type { RandomAccess } from "../../src/base/host.ts";
import type { Desk } from "../../src/inspect/desk.ts";
import { nm } from "../../src/inspect/nm.ts";
import { objdump } from "../../src/inspect/objdump/objdump.ts";
import { readelf } from "../../src/inspect/readelf/readelf.ts";
import { size } from "../../src/inspect/size.ts";
import { strip } from "../../src/inspect/strip/strip.ts";
import { brokenFile } from "./broken-names.js";

interface Expected {
  readonly line: string;
  readonly llvm: 15 | 22;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const FIXTURES = resolve(import.meta.dirname, "../../fixtures");
const expected: readonly Expected[] = JSON.parse(readFileSync(`${FIXTURES}/inspect/expected.json`, "utf8"));

class TestDesk implements Desk {
  stdout = "";
  stderr = "";

  constructor(readonly llvm: 15 | 22) {}

  print(text: string): void {
    this.stdout += text;
  }
  printBytes(bytes: Uint8Array): void {
    this.stdout += Buffer.from(bytes).toString("latin1");
  }
  error(text: string): void {
    this.stderr += text;
  }
  open(path: string): RandomAccess {
    try {
      const bytes = brokenFile(`${FIXTURES}/${path}`, readFileSync);
      return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => {} };
    } catch (error) {
      throw new FileError(error instanceof Error && "code" in error ? String(error.code) : "ENOENT", path);
    }
  }
  write(path: string, bytes: Uint8Array): void {
    if (path === "-") this.printBytes(bytes);
  }
  /** As bless.js's tools see it with TZ=UTC. */
  timeText(seconds: number): string {
    const [, day, month, year, time] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
    return `${new Date(seconds * 1000).toUTCString().slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
  }
  sourceLines(): undefined {
    return undefined;
  }
  unpack(bytes: Uint8Array): Uint8Array {
    return inflateSync(bytes);
  }
}

const TOOLS = { nm, size, objdump, readelf, strip };

function isTool(name: string): name is keyof typeof TOOLS {
  return name in TOOLS;
}

test.each(expected)("LLVM $llvm: $line", async ({ line, llvm, status, stdout, stderr }) => {
  const [tool = "", ...args] = line.split(" ");
  if (!isTool(tool)) throw new Error(`no tool ${tool}`);
  const desk = new TestDesk(llvm);
  const code = await TOOLS[tool](desk, args);
  expect({ stdout: desk.stdout, stderr: desk.stderr, code }).toEqual({ stdout, stderr, code: status });
});
