// Tables that the ABIs of other machines than x86-64 want in images, made of those that objects have: ARM's exception
// index, and the attributes that say what code was made for. Facts: Exception Handling ABI for the Arm Architecture, 5;
// LLD's ways with them.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { ElfObject } from "../../elf/object.ts";
import { InputSection, leaveNames } from "./input.ts";
import type { Chunk } from "./input.ts";
import type { LldMajor } from "./options.ts";
import { OutputSection } from "./output.ts";
import { joinAttributes } from "./riscv-attributes.ts";
import { SyntheticChunk } from "./synthetic.ts";

const EXIDX_CANTUNWIND = 1;
const ENTRY_SIZE = 8;

/**
 * `.ARM.exidx`: entries by address, each for all code up to the next; what follows an entry that says the same is left out.
 * The last entry stands where the code ends.
 */
export class ExceptionIndex extends SyntheticChunk {
  readonly #inputs = new Map<InputSection, InputSection>();
  readonly #code: InputSection[] = [];

  constructor() {
    super(".ARM.exidx", elf.SHT_ARM_EXIDX, elf.SHF_ALLOC | elf.SHF_LINK_ORDER, 0, 4);
  }

  override get isNeeded(): boolean {
    return this.#inputs.size > 0 && this.#code.length > 0;
  }

  /** The entries of a section of code, which it is ordered after. */
  add(section: InputSection): void {
    const code = section.file.sections[section.linkOrder];
    if (code !== undefined && isIndexed(code)) this.#inputs.set(code, section);
  }

  get inputs(): Iterable<InputSection> {
    return this.#inputs.values();
  }

  addCode(section: InputSection): void {
    if (isIndexed(section)) this.#code.push(section);
  }

  /** All code that is placed, in the image's order. */
  get code(): readonly InputSection[] {
    const places = new Map<Chunk, number>();
    for (const output of new Set(this.#code.map((section) => section.output)))
      for (const [i, chunk] of output?.chunks.entries() ?? []) places.set(chunk, (output?.index ?? 0) * 2 ** 32 + i);
    const placeOf = (section: InputSection) => places.get(section) ?? 0;
    return this.#code.filter(({ output }) => output !== undefined).sort((a, b) => placeOf(a) - placeOf(b));
  }

  /** Code that has entries of its own: what would be told as what is in front of it has none. Undefined entries say that it cannot unwind. */
  #entries(): { readonly code: InputSection; readonly entries: InputSection | undefined }[] {
    const kept: { readonly code: InputSection; readonly entries: InputSection | undefined }[] = [];
    for (const code of this.code) {
      const entries = this.#inputs.get(code);
      const last = kept.at(-1);
      if (last === undefined || !isTold(last.entries, entries)) kept.push({ code, entries });
    }
    return kept;
  }

  /** And a last entry, behind all code. */
  get size(): number {
    return this.#entries().reduce((size, { entries }) => size + (entries?.size ?? ENTRY_SIZE), ENTRY_SIZE);
  }

  /** The entries that objects brought, in their places, to be written with their relocations applied. */
  get parts(): readonly InputSection[] {
    const parts: InputSection[] = [];
    let at = this.offset;
    for (const { entries } of this.#entries()) {
      if (entries !== undefined) {
        entries.output = this.output;
        entries.offset = at;
        parts.push(entries);
      }
      at += entries?.size ?? ENTRY_SIZE;
    }
    return parts;
  }

  bytes(): Uint8Array {
    const out = new ByteWriter();
    const cannotUnwind = (address: bigint) =>
      out.u32(Number(BigInt.asUintN(31, address - (this.address + BigInt(out.length))))).u32(EXIDX_CANTUNWIND);
    for (const { code, entries } of this.#entries()) {
      if (entries === undefined) cannotUnwind(code.address);
      else out.append(entries.data);
    }
    const last = this.code.at(-1);
    if (last !== undefined) cannotUnwind(last.address + BigInt(last.size));
    return out.bytes.slice();
  }
}

const isIndexed = ({ flags, size }: InputSection): boolean =>
  (flags & (elf.SHF_ALLOC | elf.SHF_EXECINSTR)) === (elf.SHF_ALLOC | elf.SHF_EXECINSTR) && size > 0;

/** Second words of the entries: how to unwind. */
function rulesOf(entries: InputSection | undefined): readonly number[] {
  if (entries === undefined) return [EXIDX_CANTUNWIND];
  const { data } = entries;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: Math.floor(data.length / ENTRY_SIZE) }, (_, i) => view.getUint32(ENTRY_SIZE * i + 4, true));
}

/** Rules that stand elsewhere are not compared. */
const isElsewhere = (rule: number): boolean => rule >>> 31 === 0 && rule !== EXIDX_CANTUNWIND;

function isTold(before: InputSection | undefined, entries: InputSection | undefined): boolean {
  const known = rulesOf(before).at(-1) ?? EXIDX_CANTUNWIND;
  return !isElsewhere(known) && rulesOf(entries).every((rule) => rule === known);
}

/** `.riscv.attributes` of all objects, at the place of the first. */
class JoinedAttributes extends SyntheticChunk {
  readonly inputs: InputSection[] = [];
  #joined: Uint8Array | undefined;

  constructor(first: InputSection) {
    super(first.name, first.type, first.flags, first.entrySize, first.alignment);
  }

  /** Undefined if they cannot be joined. */
  get joined(): Uint8Array | undefined {
    this.#joined ??= joinAttributes(this.inputs.map(({ data }) => data));
    return this.#joined;
  }

  get size(): number {
    return this.bytes().length;
  }

  bytes(): Uint8Array {
    return this.joined ?? new Uint8Array();
  }
}

const ATTRIBUTES: ReadonlyMap<number, string> = new Map([
  [elf.EM_ARM, ".ARM.attributes"],
  [elf.EM_RISCV, ".riscv.attributes"],
]);

export class AbiTables {
  readonly exceptionIndex = new ExceptionIndex();
  /** One table of attributes is kept: ARM's, and RISC-V's up to LLD 15, from the first object. */
  #first: InputSection | undefined;
  #joined: JoinedAttributes | undefined;

  constructor(readonly lld: LldMajor) {}

  get chunks(): readonly Chunk[] {
    return [this.exceptionIndex];
  }

  /** What kbuild's linker does not do with them yet. */
  problems(): string[] {
    const attributes = this.#joined !== undefined && this.#joined.joined === undefined ? [`${this.#joined.name}`] : [];
    return [...attributes.map((name) => `kbuild's linker does not join these attributes yet: ${name}`)];
  }

  /** Only sections of such objects are replaced. */
  concerns({ machine }: ElfObject): boolean {
    return ATTRIBUTES.has(machine);
  }

  /** What goes into the image in place of an input; undefined for nothing. */
  replace(section: InputSection): Chunk | undefined {
    if (section.file.object.machine === elf.EM_ARM) {
      if ((section.flags & elf.SHF_EXECINSTR) !== 0) this.exceptionIndex.addCode(section);
      if (section.type === elf.SHT_ARM_EXIDX) {
        this.exceptionIndex.add(section);
        return undefined;
      }
    }
    const name = ATTRIBUTES.get(section.file.object.machine);
    return name !== undefined && name === section.name ? this.#replaceAttributes(section) : section;
  }

  #replaceAttributes(section: InputSection): Chunk | undefined {
    const isFirst = this.#first === undefined;
    this.#first ??= section;
    if (section.file.object.machine === elf.EM_ARM || this.lld === 15) return isFirst ? section : undefined;
    // LLD makes them anew, and leaves the names in the old ones.
    leaveNames(section);
    const joined = (this.#joined ??= new JoinedAttributes(section));
    joined.inputs.push(section);
    return isFirst ? joined : undefined;
  }
}

/** The index is linked to the code it begins with. */
export function linkExceptionIndex({ exceptionIndex }: AbiTables): void {
  const { output } = exceptionIndex;
  const first = exceptionIndex.code[0]?.output;
  if (output instanceof OutputSection && first !== undefined) output.link = first;
}
