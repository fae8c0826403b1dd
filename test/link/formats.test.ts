// Windows and macOS images: files of lld-link 15 and of Apple's static form to the byte, and what the linkers of these
// systems say on the way to them.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import * as elf from "../../src/elf/constants.ts";
import type { ElfObject, ObjectSection } from "../../src/elf/object.ts";
import { linkMachO, readMachArguments } from "../../src/link/macho/link-macho.ts";
import { linkPe } from "../../src/link/pe/link-pe.ts";
import { readPeArguments } from "../../src/link/pe/options.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures/link/formats");

function program(code: readonly number[], more: readonly ObjectSection[] = [], calls: ObjectSection["relocations"] = []): ElfObject {
  const plain = { value: 0n, visibility: elf.STV_DEFAULT };
  const text = { type: elf.SHT_PROGBITS, flags: elf.SHF_ALLOC | elf.SHF_EXECINSTR, alignment: 16, entrySize: 0 };
  return {
    name: "k.o",
    is64: true,
    littleEndian: true,
    machine: elf.EM_X86_64,
    flags: 0,
    osAbi: 0,
    sections: [{ ...text, name: ".text._start", data: Uint8Array.from(code), size: code.length, relocations: calls }, ...more],
    symbols: [
      { ...plain, name: "", size: 0n, binding: elf.STB_LOCAL, type: elf.STT_SECTION, place: more.length > 0 ? 1 : 0 },
      { ...plain, name: "_start", size: BigInt(code.length), binding: elf.STB_GLOBAL, type: elf.STT_FUNC, place: 0 },
      { ...plain, name: "puts", size: 0n, binding: elf.STB_GLOBAL, type: elf.STT_NOTYPE, place: "undefined" },
    ],
  };
}

const LOOPS = { dev: [0xeb, 0x00, 0xeb, 0xfe], release: [0xeb, 0xfe] };

function pe(object: ElfObject, ...args: string[]) {
  const request = readPeArguments(args, false);
  if (typeof request === "string") throw new Error(request);
  return linkPe(object, request, "k.exe");
}

function mach(object: ElfObject, ...args: string[]) {
  const request = readMachArguments(args);
  if (typeof request === "string") throw new Error(request);
  return linkMachO(object, request);
}

const image = (result: { readonly image: Uint8Array } | object): Uint8Array =>
  "image" in result ? (result.image as Uint8Array) : new Uint8Array();

for (const [name, code] of Object.entries(LOOPS))
  test(`${name}.exe as lld-link writes it`, () => {
    const made = image(pe(program(code), "/ENTRY:_start", "/SUBSYSTEM:console"));
    expect(Buffer.compare(made, readFileSync(join(FIXTURES, `${name}.exe`)))).toBe(0);
  });

for (const [name, code] of Object.entries(LOOPS))
  test(`${name}-brepro.exe as lld-link writes it: a hash instead of a time`, () => {
    const made = image(pe(program(code), "/ENTRY:_start", "/SUBSYSTEM:console", "/Brepro"));
    expect(Buffer.compare(made, readFileSync(join(FIXTURES, `${name}-brepro.exe`)))).toBe(0);
  });

test("dev.macho in Apple's static form", () => {
  const made = image(mach(program([0x55, 0x48, 0x89, 0xe5, ...LOOPS.dev]), "-e", "__start", "-static", "-nostartfiles"));
  expect(Buffer.compare(made, readFileSync(join(FIXTURES, "dev.macho")))).toBe(0);
});

test("addresses in data are listed for the loader of Windows, and final on macOS", () => {
  const pointer = { type: elf.R_X86_64_64, symbol: 1, addend: 2n };
  const data: ObjectSection = {
    name: ".data.P",
    type: elf.SHT_PROGBITS,
    flags: elf.SHF_ALLOC | elf.SHF_WRITE,
    alignment: 8,
    entrySize: 0,
    data: new Uint8Array(24),
    size: 24,
    relocations: [{ ...pointer, offset: 8 }],
  };
  // lea rax, [rip + P]; jmp to itself
  const code = [0x48, 0x8d, 0x05, 0, 0, 0, 0, 0xeb, 0xfe];
  const object = program(code, [data], [{ offset: 3, type: elf.R_X86_64_PC32, symbol: 0, addend: -4n }]);
  const windows = new DataView(image(pe(object, "/ENTRY:_start", "/SUBSYSTEM:console")).buffer);
  // Sections: .text at 0x1000, .data at 0x2000, .reloc at 0x3000, in the file at 0x400, 0x600, 0x800.
  expect(windows.getUint32(0x400 + 3, true)).toBe(0x2000 - 0x1007);
  expect(windows.getBigUint64(0x600 + 8, true)).toBe(0x140001002n);
  expect([windows.getUint32(0x800, true), windows.getUint32(0x804, true), windows.getUint16(0x808, true)]).toEqual([0x2000, 12, 0xa008]);
  const mac = new DataView(image(mach(object, "-e", "__start", "-static", "-nostartfiles")).buffer);
  // The address of __text stands in the first section's header.
  expect(mac.getBigUint64(0x1000 + 8, true)).toBe(mac.getBigUint64(0xd0, true) + 2n);
});

test("what link.exe says", () => {
  const lines = (...args: string[]) => {
    const result = pe(program(LOOPS.dev), ...args);
    return "lines" in result ? [...result.lines, result.exitCode] : [];
  };
  expect(lines()).toEqual(["LINK : fatal error LNK1561: entry point must be defined", 1561]);
  expect(lines("/entry:_start")).toEqual(["LINK : fatal error LNK1221: a subsystem can't be inferred and must be defined", 1221]);
  expect(lines("/SUBSYSTEM:console")).toEqual([
    "LINK : error LNK2001: unresolved external symbol mainCRTStartup",
    "k.exe : fatal error LNK1120: 1 unresolved externals",
    1120,
  ]);
  expect(readPeArguments(["/ENTRY:_start", "/FROB"], false)).toBe("/FROB");
});

test("what ld says on a Mac", () => {
  const first = (...args: string[]) => {
    const result = mach(program(LOOPS.dev), ...args);
    return "lines" in result ? result.lines[0] : undefined;
  };
  expect(first()).toBe("ld: entry point (_main) undefined. for architecture x86_64");
  expect(first("-e", "__start")).toBe("ld: dynamic main executables must link with libSystem.dylib for architecture x86_64");
  expect(first("-e", "__start", "-static")).toBe("ld: library not found for -lcrt0.o");
  expect(first("-static", "-nostartfiles")).toBe("ld: entry point (start) undefined. for architecture x86_64");
});
