// Objects of the real assembler, linked by kbuild and by the real LLD: the images must be equal byte for byte.
// Blessed by ld.lld 15.0.6 (elf168*, *.lld15) and 22.1.8 (elf196, *.lld22); see fixtures/link/README.md for the commands.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readObject } from "../../src/elf/read-object.ts";
import { linkElf } from "../../src/link/elf/link-elf.ts";
import { defaultLinkOptions } from "../../src/link/elf/options.ts";
import type { LinkOptions } from "../../src/link/elf/options.ts";

const FIXTURES = `${import.meta.dirname}/../../fixtures/link`;
const read = (path: string) => new Uint8Array(readFileSync(`${FIXTURES}/${path}`));

interface Case {
  readonly image: string;
  readonly objects: readonly string[];
  readonly lld: 15 | 22;
  readonly options?: Partial<LinkOptions>;
}

const one = (image: string, objects: readonly string[], lld: 15 | 22, options: Partial<LinkOptions> = {}): Case => ({
  image,
  objects,
  lld,
  options,
});
const PROBESTACK = "elf196/probestack.o";

const CASES: readonly Case[] = [
  ...["dev", "release", "noentry"].flatMap((name) => [
    one(`elf168/${name}`, [`elf168/${name}.o`], 15),
    one(`elf168/${name}.static`, [`elf168/${name}.o`], 15, { pie: false }),
  ]),
  one("elf168-seed/kernel", ["elf168-seed/kernel.o"], 15),
  one("elf168-seed/kernel.static", ["elf168-seed/kernel.o"], 15, { pie: false }),
  one("elf196/dev", ["elf196/dev.o", PROBESTACK], 22),
  one("elf196/release", ["elf196/release.o", PROBESTACK], 22, { strip: "debug" }),
  one("elf196/noentry", ["elf196/noentry.o", PROBESTACK], 22),
  one("elf196/dev.static", ["elf196/dev.o", PROBESTACK], 22, { pie: false }),
  ...["relax", "norelax"].flatMap((name) =>
    ([15, 22] as const).flatMap((lld) => [
      one(`elf-rules/${name}.lld${lld}`, [`elf-rules/${name}.o`], lld),
      one(`elf-rules/${name}.static.lld${lld}`, [`elf-rules/${name}.o`], lld, { pie: false }),
    ]),
  ),
];

/** LLD's own string; the goldens of elf-rules were linked by Debian's builds. */
function identification(image: string, lld: 15 | 22): string {
  if (lld === 22) return "Linker: Debian LLD 22.1.8";
  return image.startsWith("elf-rules") ? "Linker: Debian LLD 15.0.6" : "Linker: LLD 15.0.6";
}

test.each(CASES)("$image", ({ image, objects, lld, options }) => {
  const all = { ...defaultLinkOptions(lld), identification: identification(image, lld), ...options };
  const result = linkElf(
    objects.map((path) => readObject(path, read(path))),
    all,
  );
  expect(result.errors).toEqual([]);
  expect(firstDifference(result.image as Uint8Array, read(image))).toBe("identical");
});

function firstDifference(ours: Uint8Array, golden: Uint8Array): string {
  const at = golden.findIndex((byte, i) => byte !== ours[i]);
  return at < 0 && ours.length === golden.length
    ? "identical"
    : `differs at 0x${at.toString(16)}, ${ours.length} bytes for ${golden.length}`;
}
