// The linker alone, for the benchmark. `make FOLDER` writes ten objects of a thousand functions, and one of a single function, each of which calls the next and
// reads a variable of its own, with names and unwinding rules as compilers write them; `link OUTPUT OBJECT...` links as rustc
// asks for.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as elf from "../../src/elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol, Relocation } from "../../src/elf/object.ts";
import { writeObject } from "../../src/elf/write-object.ts";
import { runLld } from "../../src/link/elf/lld.ts";
import { defaultLinkOptions } from "../../src/link/elf/options.ts";

const OBJECTS = 10;
const FUNCTIONS = 1000;
/** push rax; call next; add eax, [variable]; pop rcx; ret */
const CODE = [0x50, 0xe8, 0, 0, 0, 0, 0x03, 0x05, 0, 0, 0, 0, 0x59, 0xc3];
const CIE = [0x14, 0, 0, 0, 0, 0, 0, 0, 1, 0x7a, 0x52, 0, 1, 0x78, 0x10, 1, 0x1b, 0x0c, 7, 8, 0x90, 1, 0, 0];
const FDE_SIZE = 24;

function section(
  name: string,
  flags: number,
  data: Uint8Array,
  relocations: readonly Relocation[],
  type = elf.SHT_PROGBITS,
): ObjectSection {
  return { name, type, flags, alignment: 16, entrySize: 0, data, size: data.length, relocations };
}

function unwindTable(count: number): ObjectSection {
  const data = new Uint8Array(CIE.length + FDE_SIZE * count);
  const view = new DataView(data.buffer);
  data.set(CIE);
  const relocations: Relocation[] = [];
  for (let i = 0; i < count; i++) {
    const at = CIE.length + FDE_SIZE * i;
    view.setUint32(at, FDE_SIZE - 4, true);
    view.setUint32(at + 4, at + 4, true);
    view.setUint32(at + 12, CODE.length, true);
    data.set([0, 0x41, 0x0e, 0x10], at + 16);
    relocations.push({ offset: at + 8, type: elf.R_X86_64_PC32, symbol: i, addend: 0n });
  }
  return section(".eh_frame", elf.SHF_ALLOC, data, relocations, elf.SHT_X86_64_UNWIND);
}

/** The functions from `from` on, each of which calls the next; the last of all calls itself. */
function makeObject(file: string, from: number, count: number, isLast: boolean): ElfObject {
  const text = { binding: elf.STB_GLOBAL, type: elf.STT_FUNC, visibility: elf.STV_DEFAULT, value: 0n, size: BigInt(CODE.length) };
  const name = (i: number) => (i === 0 ? "_start" : `_ZN4many${i}function17h${i.toString(16).padStart(16, "0")}E`);
  const symbols: ObjectSymbol[] = [];
  for (let i = 0; i < count; i++) symbols.push({ ...text, name: name(from + i), place: i });
  for (let i = 0; i < count; i++) symbols.push({ ...text, type: elf.STT_OBJECT, size: 4n, name: `variable_${from + i}`, place: count + i });
  if (!isLast) symbols.push({ ...text, type: elf.STT_NOTYPE, size: 0n, name: name(from + count), place: "undefined" });
  const sections = Array.from({ length: count }, (_, i) => {
    const next = i + 1 < count ? i + 1 : isLast ? i : 2 * count;
    return section(`.text.${name(from + i)}`, elf.SHF_ALLOC | elf.SHF_EXECINSTR, Uint8Array.from(CODE), [
      { offset: 2, type: elf.R_X86_64_PLT32, symbol: next, addend: -4n },
      { offset: 8, type: elf.R_X86_64_PC32, symbol: count + i, addend: -4n },
    ]);
  });
  for (let i = 0; i < count; i++)
    sections.push(section(`.data.variable_${from + i}`, elf.SHF_ALLOC | elf.SHF_WRITE, Uint8Array.of(i, 0, 0, 0), []));
  sections.push(unwindTable(count));
  const plain = { is64: true, littleEndian: true, machine: elf.EM_X86_64, flags: 0, osAbi: 0 };
  return { ...plain, name: file, sections, symbols };
}

function make(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const write = (object: ElfObject) => writeFileSync(join(folder, object.name), writeObject(object));
  for (let i = 0; i < OBJECTS; i++) write(makeObject(`many${i}.o`, i * FUNCTIONS, FUNCTIONS, i === OBJECTS - 1));
  write(makeObject("small.obj", 0, 1, true));
}

function link(output: string, objects: readonly string[]): void {
  const options = defaultLinkOptions(22);
  const { image, errors } = runLld({ objects: new Map(), arguments: objects, options, readFile: (path) => readFileSync(path) });
  if (image === undefined) throw new Error(errors.join("\n"));
  writeFileSync(output, image, { mode: 0o755 });
}

const [verb, path = "", ...rest] = process.argv.slice(2);
if (verb === "make") make(path);
else {
  link(path, rest);
  // As kbuild's own program does: what an ended program leaves is nobody's to collect.
  process.exit();
}
