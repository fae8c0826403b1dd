// The strict reader: silent on what LLD makes, and each of its rules is seen when an image breaks it.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { IMAGE_RULES, imageViolations } from "../../src/elf/image-rules.ts";

const read = (path: string) => new Uint8Array(readFileSync(`${import.meta.dirname}/../../fixtures/link/${path}`));

test("images of the real linkers break no rule", () => {
  const images = [
    "elf168/dev",
    "elf168/dev.static",
    "elf168/noentry",
    "elf168/release.stripped",
    "elf196/dev",
    "elf196/release",
    "elf-rules/norelax.lld22",
  ];
  for (const image of images) expect(imageViolations(read(image))).toEqual([]);
});

interface Break {
  readonly rule: string;
  /** Offset of what is written, and the 64-bit value. */
  readonly at: number;
  readonly value: bigint;
}

/** The sections of `elf-rules/norelax.lld22`, and where the headers of the file are. */
const IMAGE = read("elf-rules/norelax.lld22");
const VIEW = new DataView(IMAGE.buffer, IMAGE.byteOffset);
const SECTIONS = Number(VIEW.getBigUint64(40, true));
const segment = (index: number, field: number) => 64 + 56 * index + field;
const section = (index: number, field: number) => SECTIONS + 64 * index + field;
const byType = (type: number) =>
  Array.from({ length: VIEW.getUint16(60, true) }, (_, i) => i).find((i) => VIEW.getUint32(section(i, 4), true) === type) as number;
const [SYMTAB, RELA, DYNSYM] = [byType(2), byType(4), byType(11)];
const offsetOf = (index: number) => Number(VIEW.getBigUint64(section(index, 24), true));

const BREAKS: readonly Break[] = [
  { rule: "header-tables", at: 40, value: 0xffffff00n },
  { rule: "entry-executable", at: 24, value: 0x10n },
  { rule: "segment-bounds", at: segment(2, 32), value: 0x100000n },
  { rule: "segment-alignment", at: segment(2, 48), value: 3n },
  { rule: "segment-alignment", at: segment(2, 8), value: 1n },
  { rule: "load-order", at: segment(2, 16), value: 0n },
  { rule: "phdr-loaded", at: segment(0, 16), value: 0x900000n },
  { rule: "section-bounds", at: section(SYMTAB, 32), value: 0x100000n },
  { rule: "section-overlap", at: section(SYMTAB, 24), value: BigInt(offsetOf(DYNSYM)) },
  { rule: "section-alignment", at: section(DYNSYM, 48), value: 0x10000n },
  { rule: "section-loaded", at: section(DYNSYM, 16), value: 0x900000n },
  { rule: "section-links", at: section(SYMTAB, 40), value: 200n },
  { rule: "symbol-targets", at: offsetOf(SYMTAB) + 24, value: 0xfffffn },
  { rule: "relocation-targets", at: offsetOf(RELA), value: 0x900000n },
];

test.each(BREAKS)("$rule is seen at $at", ({ rule, at, value }) => {
  const broken = IMAGE.slice();
  new DataView(broken.buffer).setBigUint64(at, value, true);
  const seen = imageViolations(broken);
  expect(seen.map((one) => one.rule)).toContain(rule);
  expect(seen.every(({ source, message }) => source !== "" && message !== "")).toBe(true);
});

test("every rule is broken above", () => {
  expect(new Set(BREAKS.map(({ rule }) => rule))).toEqual(new Set(IMAGE_RULES));
});

test("what is no image is told", () => {
  expect(imageViolations(new Uint8Array(10))).toMatchObject([{ rule: "magic" }]);
});
