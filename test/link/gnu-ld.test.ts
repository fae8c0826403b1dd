// What GNU ld says of names that are missing or there twice, held to what GNU ld 2.40 said of the same object behind the
// start files of glibc 2.36: the words under `gnuLdErrors` were copied from it.
import { expect, test } from "vitest";
import * as elf from "../../src/elf/constants.ts";
import type { ElfObject, ObjectSymbol } from "../../src/elf/object.ts";
import { gnuLdErrors } from "../../src/link/gnu-ld.ts";
import { START_FILES } from "../../src/link/start-files.ts";

function symbol(name: string, type: number, place: ObjectSymbol["place"], size: bigint): ObjectSymbol {
  const binding = type === elf.STT_FILE ? elf.STB_LOCAL : elf.STB_GLOBAL;
  return { name, value: 0n, size, binding, type, visibility: elf.STV_DEFAULT, place };
}

/** `main` calls `foo` twice and `bar` seven times; `_init` collides with crti.o's. */
function program(): ElfObject {
  const section = { type: elf.SHT_PROGBITS, flags: 6, alignment: 16, entrySize: 0, data: new Uint8Array(64), size: 64 };
  const call = (offset: number, to: number) => ({ offset, type: elf.R_X86_64_PLT32, symbol: to, addend: -4n });
  const calls = [call(4, 3), call(9, 3), ...Array.from({ length: 7 }, (_, i) => call(14 + 5 * i, 4))];
  return {
    name: "k.rcgu.o",
    is64: true,
    littleEndian: true,
    machine: elf.EM_X86_64,
    flags: 0,
    osAbi: 0,
    sections: [
      { ...section, name: ".text.main", relocations: calls },
      { ...section, name: ".text._init", relocations: [] },
    ],
    symbols: [
      symbol("k.1234-cgu.0", elf.STT_FILE, "absolute", 0n),
      symbol("main", elf.STT_FUNC, 0, 64n),
      symbol("_init", elf.STT_FUNC, 1, 64n),
      symbol("foo", elf.STT_NOTYPE, "undefined", 0n),
      symbol("bar", elf.STT_NOTYPE, "undefined", 0n),
    ],
  };
}

test("doubles first, then what is missing, each function named once", () => {
  const lines = gnuLdErrors(program(), "/t/k.rcgu.o", START_FILES.pie, "_start", () => undefined);
  const bar = (offset: string) => `/usr/bin/ld: k.1234-cgu.0:(.text.main+${offset}): undefined reference to \`bar'`;
  expect(lines).toEqual([
    "/usr/bin/ld: /t/k.rcgu.o: in function `_init':",
    "k.1234-cgu.0:(.text._init+0x0): multiple definition of `_init'; /usr/lib/gcc/x86_64-linux-gnu/12/../../../x86_64-linux-gnu/crti.o:(.init+0x0): first defined here",
    "/usr/bin/ld: /usr/lib/gcc/x86_64-linux-gnu/12/../../../x86_64-linux-gnu/Scrt1.o: in function `_start':",
    "(.text+0x1d): undefined reference to `__libc_start_main'",
    "/usr/bin/ld: /t/k.rcgu.o: in function `main':",
    "k.1234-cgu.0:(.text.main+0x4): undefined reference to `foo'",
    "/usr/bin/ld: k.1234-cgu.0:(.text.main+0x9): undefined reference to `foo'",
    ...["0xe", "0x13", "0x18", "0x1d", "0x22"].map(bar),
    "/usr/bin/ld: k.1234-cgu.0:(.text.main+0x27): more undefined references to `bar' follow",
  ]);
});

test("nothing is said where the entry needs nothing", () => {
  expect(gnuLdErrors(program(), "/t/k.rcgu.o", [], "_init", () => undefined)).toEqual([]);
});
