// Tables that the ABIs of other machines than x86-64 want in images, made of those that objects have: ARM's exception
// index, and the attributes that say what code was made for. Facts: Exception Handling ABI for the Arm Architecture, 5;
// LLD's ways with them.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
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
 * The last entry stands where the code ends. Functions with unwinding rules are refused, so that all say the same.
 */
export class ExceptionIndex extends SyntheticChunk {
  readonly #inputs: InputSection[] = [];
  readonly #code: InputSection[] = [];
  readonly size = 2 * ENTRY_SIZE;

  constructor() {
    super(".ARM.exidx", elf.SHT_ARM_EXIDX, elf.SHF_ALLOC | elf.SHF_LINK_ORDER, 0, 4);
  }

  override get isNeeded(): boolean {
    return this.#inputs.length > 0 && this.#code.length > 0;
  }

  add(section: InputSection): void {
    this.#inputs.push(section);
  }

  addCode(section: InputSection): void {
    this.#code.push(section);
  }

  /** Inputs with unwinding rules. */
  get unwinding(): readonly InputSection[] {
    const cannotUnwind = ({ data }: InputSection) =>
      data.length === ENTRY_SIZE && new DataView(data.buffer, data.byteOffset).getUint32(4, true) === EXIDX_CANTUNWIND;
    return this.#inputs.filter((section) => !cannotUnwind(section));
  }

  /** The first and the last of the code, in the image's order. */
  get code(): readonly [InputSection, InputSection] | undefined {
    const place = ({ output, offset }: InputSection) => (output?.index ?? 0) * 2 ** 40 + offset;
    const sections = this.#code.filter(({ output }) => output !== undefined).sort((a, b) => place(a) - place(b));
    const [first, last] = [sections[0], sections.at(-1)];
    return first === undefined || last === undefined ? undefined : [first, last];
  }

  bytes(): Uint8Array {
    const { code } = this;
    if (code === undefined) return new Uint8Array(this.size);
    const [first, last] = code;
    const out = new ByteWriter();
    for (const [i, function_] of [first.address, last.address + BigInt(last.size)].entries())
      out.u32(Number(BigInt.asUintN(31, function_ - (this.address + BigInt(ENTRY_SIZE * i))))).u32(EXIDX_CANTUNWIND);
    return out.bytes.slice();
  }
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
    const unwinding = this.exceptionIndex.unwinding.map((section) => `${section.file.displayName}:(${section.name})`);
    const attributes = this.#joined !== undefined && this.#joined.joined === undefined ? [`${this.#joined.name}`] : [];
    return [
      ...unwinding.map((place) => `kbuild's linker does not keep unwinding rules of ARM code yet: ${place}`),
      ...attributes.map((name) => `kbuild's linker does not join these attributes yet: ${name}`),
    ];
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
  const first = exceptionIndex.code?.[0].output;
  if (output instanceof OutputSection && first !== undefined) output.link = first;
}
