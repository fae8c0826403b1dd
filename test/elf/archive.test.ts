// Archives as `llvm-ar-22 rcD` writes them: a short name, a member of odd size that is no object, a name for the table of long
// ones. The members are those of `fixtures/link/general`.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess } from "../../src/base/memory-host.ts";
import { Archive } from "../../src/elf/archive.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { writeArchive } from "../../src/elf/write-archive.ts";
import type { NewMember } from "../../src/elf/write-archive.ts";
import { definedNames } from "../../src/inspect/strip/defined-names.ts";

const FOLDER = `${import.meta.dirname}/../../fixtures/link/general`;

function member(name: string, file: string): NewMember {
  const bytes = new Uint8Array(readFileSync(`${FOLDER}/${file}`));
  return { name, bytes, symbols: definedNames(new ElfFile(bytesAccess(bytes))) };
}

const MEMBERS: readonly NewMember[] = [
  member("short.o", "main.pic.o"),
  { name: "odd.txt", bytes: new TextEncoder().encode("odd"), symbols: [] },
  member("a-name-of-more-than-fifteen.o", "helper.pic.o"),
];

test("byte for byte llvm-ar's", () => {
  expect(Buffer.from(writeArchive(MEMBERS, { withMap: true, isThin: false })).equals(readFileSync(`${FOLDER}/archived.a`))).toBe(true);
});

test("read again", () => {
  const archive = new Archive(bytesAccess(writeArchive(MEMBERS, { withMap: true, isThin: false })));
  expect(archive.members.map(({ name, size }) => [name, size])).toEqual(MEMBERS.map(({ name, bytes }) => [name, bytes.length]));
});
