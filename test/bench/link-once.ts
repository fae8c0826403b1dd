// The linker alone, for the benchmark. `make FOLDER` writes ten objects of a thousand functions, each of which calls the next and
// reads a variable of its own, with names and unwinding rules as compilers write them; `link OUTPUT OBJECT...` links as rustc
// asks for, and tells the most memory it took, in KiB.
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

function unwindTable(first: number): ObjectSection {
  const data = new Uint8Array(CIE.length + FDE_SIZE * FUNCTIONS);
  const view = new DataView(data.buffer);
  data.set(CIE);
  const relocations: Relocation[] = [];
  for (let i = 0; i < FUNCTIONS; i++) {
    const at = CIE.length + FDE_SIZE * i;
    view.setUint32(at, FDE_SIZE - 4, true);
    view.setUint32(at + 4, at + 4, true);
    view.setUint32(at + 12, CODE.length, true);
    data.set([0, 0x41, 0x0e, 0x10], at + 16);
    relocations.push({ offset: at + 8, type: elf.R_X86_64_PC32, symbol: first + i, addend: 0n });
  }
  return section(".eh_frame", elf.SHF_ALLOC, data, relocations, elf.SHT_X86_64_UNWIND);
}

function makeObject(number: number): ElfObject {
  const from = number * FUNCTIONS;
  const text = { binding: elf.STB_GLOBAL, type: elf.STT_FUNC, visibility: elf.STV_DEFAULT, value: 0n, size: BigInt(CODE.length) };
  const isLast = number === OBJECTS - 1;
  const name = (i: number) => (i === 0 ? "_start" : `_ZN4many${i}function17h${i.toString(16).padStart(16, "0")}E`);
  const symbols: ObjectSymbol[] = [];
  for (let i = 0; i < FUNCTIONS; i++) symbols.push({ ...text, name: name(from + i), place: i });
  for (let i = 0; i < FUNCTIONS; i++)
    symbols.push({ ...text, type: elf.STT_OBJECT, size: 4n, name: `variable_${from + i}`, place: FUNCTIONS + i });
  if (!isLast) symbols.push({ ...text, type: elf.STT_NOTYPE, size: 0n, name: name(from + FUNCTIONS), place: "undefined" });
  const sections = Array.from({ length: FUNCTIONS }, (_, i) => {
    const next = i + 1 < FUNCTIONS ? i + 1 : isLast ? i : 2 * FUNCTIONS;
    return section(`.text.${name(from + i)}`, elf.SHF_ALLOC | elf.SHF_EXECINSTR, Uint8Array.from(CODE), [
      { offset: 2, type: elf.R_X86_64_PLT32, symbol: next, addend: -4n },
      { offset: 8, type: elf.R_X86_64_PC32, symbol: FUNCTIONS + i, addend: -4n },
    ]);
  });
  for (let i = 0; i < FUNCTIONS; i++)
    sections.push(section(`.data.variable_${from + i}`, elf.SHF_ALLOC | elf.SHF_WRITE, Uint8Array.of(i, 0, 0, 0), []));
  sections.push(unwindTable(0));
  const plain = { is64: true, littleEndian: true, machine: elf.EM_X86_64, flags: 0, osAbi: 0 };
  return { ...plain, name: `many${number}.o`, sections, symbols };
}

function make(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < OBJECTS; i++) writeFileSync(join(folder, `many${i}.o`), writeObject(makeObject(i)));
}

function link(output: string, objects: readonly string[]): void {
  const options = defaultLinkOptions(22);
  const { image, errors } = runLld({ objects: new Map(), arguments: objects, options, readFile: (path) => readFileSync(path) });
  if (image === undefined) throw new Error(errors.join("\n"));
  writeFileSync(output, image, { mode: 0o755 });
  console.log(process.resourceUsage().maxRSS);
}

const [verb, path = "", ...rest] = process.argv.slice(2);
if (verb === "make") make(path);
else link(path, rest);
