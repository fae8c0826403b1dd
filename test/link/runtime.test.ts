// The objects rustc brings along, made by kbuild, in place of the assembler's: the images stay those of the real linker.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readObject } from "../../src/elf/read-object.ts";
import { linkElf } from "../../src/link/elf/link-elf.ts";
import { defaultLinkOptions } from "../../src/link/elf/options.ts";
import { runtimeObjects } from "../../src/link/runtime-objects.ts";
import { disagreements } from "../../src/link/second-reader.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

const read = (path: string) => new Uint8Array(readFileSync(`${import.meta.dirname}/../../fixtures/link/${path}`));

test("1.96 with kbuild's own probestack object", () => {
  const result = linkElf([readObject("dev.o", read("elf196/dev.o")), ...runtimeObjects(RELEASE_1_96_0)], defaultLinkOptions(22));
  expect(Buffer.compare(result.image as Uint8Array, read("elf196/dev"))).toBe(0);
});

test("1.68.1 brings nothing along", () => {
  expect(runtimeObjects(RELEASE_1_68_1)).toEqual([]);
});

test("elfy reads the goldens as they say themselves", () => {
  for (const image of ["elf168/dev", "elf168/dev.static", "elf196/dev", "elf196/release"])
    expect(disagreements(read(image), Buffer.from)).toEqual([]);
});
