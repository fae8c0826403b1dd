// An output section: what it is made of in order, with the address and file offset that `addresses.ts` gives it.
// A linker script may say where it goes and what stands in it; without one it is a single run of inputs.
import * as elf from "../../elf/constants.ts";
import type { Chunk } from "./input.ts";
import type { Assignment, DataCommand, SectionDescription } from "./script/commands.ts";
import type { MemoryRegion } from "./script/memory.ts";
import type { Segment } from "./segments.ts";

export function alignUp(value: number, alignment: number): number {
  if (alignment <= 1) return value;
  const most = value + alignment - 1;
  return most - (most % alignment);
}
export const alignUp64 = (value: bigint, alignment: bigint): bigint =>
  alignment <= 1n ? value : ((value + alignment - 1n) / alignment) * alignment;
export const alignDown64 = (value: bigint, alignment: bigint): bigint => value - (value % alignment);

/** A run of inputs: all a pattern of the script gathered, or all there are. */
export interface InputRun {
  readonly kind: "inputs";
  chunks: Chunk[];
}

/** A command inside an output section, with the place it had at the last layout. */
export type OutputCommand = InputRun | PlacedData | Assignment;

export interface PlacedData {
  readonly kind: "data";
  readonly command: DataCommand;
  offset: number;
}

/** Types that can share a section of plain contents. */
const MERGEABLE_TYPES: ReadonlySet<number> = new Set([
  elf.SHT_NOBITS,
  elf.SHT_PROGBITS,
  elf.SHT_INIT_ARRAY,
  elf.SHT_FINI_ARRAY,
  elf.SHT_PREINIT_ARRAY,
  elf.SHT_NOTE,
  elf.SHT_X86_64_UNWIND,
]);

/** What a chunk has otherwise than the section that takes it; thread-local data mixes with nothing else. */
export type Mismatch = { readonly what: "type" } | { readonly what: "flags"; readonly before: number };

export class OutputSection {
  readonly kind = "output";
  readonly commands: OutputCommand[] = [];
  flags = 0;
  entrySize = 0;
  alignment = 1;
  size = 0;
  address = 0n;
  offset = 0;
  /** In the section header table. */
  index = 0;
  link: OutputSection | undefined;
  info = 0;
  hasInputs = false;
  /** Order of kinds, see `order.ts`. */
  rank = 0;
  /** The script's words for it; undefined for sections no script mentions. */
  description: SectionDescription | undefined;
  /** Fixed by a command line option or by the segment it starts. */
  addressRule: ((dot: bigint) => bigint) | undefined;
  memoryRegion: MemoryRegion | undefined;
  loadRegion: MemoryRegion | undefined;
  /** Names of the PHDRS it goes to. */
  segmentNames: readonly string[] = [];
  /** The PT_LOAD that holds it. */
  load: Segment | undefined;
  /** The type was given by the script. */
  typeIsSet = false;
  /** Not loaded although its inputs are: `(INFO)`, `(OVERLAY)`, ... */
  nonAlloc = false;
  /** It holds the global offset table, or that of procedures, whatever its name. */
  slots: "addresses" | "procedures" | undefined;
  /** An expression asks for its place or size. */
  usedInExpression = false;

  constructor(
    readonly name: string,
    public type: number,
  ) {}

  get isAlloc(): boolean {
    return (this.flags & elf.SHF_ALLOC) !== 0;
  }

  get isNobits(): boolean {
    return this.type === elf.SHT_NOBITS;
  }

  get isTls(): boolean {
    return (this.flags & elf.SHF_TLS) !== 0;
  }

  /** Bytes it takes in the file. */
  get fileSize(): number {
    return this.isNobits ? 0 : this.size;
  }

  get end(): bigint {
    return this.address + BigInt(this.size);
  }

  /** Where it is loaded, which `AT` may set apart from where it runs. */
  get loadAddress(): bigint {
    return this.address + (this.load?.loadOffset ?? 0n);
  }

  get chunks(): Chunk[] {
    return this.commands.flatMap((command) => (command.kind === "inputs" ? command.chunks : []));
  }

  get isScripted(): boolean {
    return this.description !== undefined;
  }

  /** PF_* that its contents need. */
  get segmentFlags(): number {
    return elf.PF_R | ((this.flags & elf.SHF_WRITE) !== 0 ? elf.PF_W : 0) | ((this.flags & elf.SHF_EXECINSTR) !== 0 ? elf.PF_X : 0);
  }

  /** Takes a chunk at the end of its inputs. */
  add(chunk: Chunk): Mismatch | undefined {
    const last = this.commands[this.commands.length - 1];
    if (last?.kind === "inputs") last.chunks.push(chunk);
    else this.commands.push({ kind: "inputs", chunks: [chunk] });
    return this.commit(chunk);
  }

  /** Type, flags, alignment and record size with one more chunk. */
  commit(chunk: Chunk): Mismatch | undefined {
    const { flags } = this;
    if (this.hasInputs && this.type === chunk.type && flags === chunk.flags) {
      this.#measure(chunk);
      return undefined;
    }
    const isThreadMix = this.hasInputs && ((flags ^ chunk.flags) & elf.SHF_TLS) !== 0;
    const mismatch = this.#commitType(chunk);
    this.#measure(chunk);
    this.hasInputs = true;
    this.flags = (this.flags | chunk.flags) >>> 0;
    if (this.nonAlloc) this.flags = (this.flags & ~elf.SHF_ALLOC) >>> 0;
    return isThreadMix ? { what: "flags", before: flags } : mismatch;
  }

  #measure(chunk: Chunk): void {
    if (!this.hasInputs) this.entrySize = chunk.entrySize;
    else if (this.entrySize !== 0 && this.entrySize !== chunk.entrySize) this.entrySize = 0;
    if (chunk.alignment > this.alignment) this.alignment = chunk.alignment;
    chunk.output = this;
  }

  #commitType(chunk: Chunk): Mismatch | undefined {
    if (this.type === chunk.type && this.hasInputs) return undefined;
    if (!this.hasInputs && !this.typeIsSet) {
      this.type = chunk.type;
      return undefined;
    }
    if (this.type === chunk.type) return undefined;
    if (!this.typeIsSet && MERGEABLE_TYPES.has(this.type) && MERGEABLE_TYPES.has(chunk.type)) {
      this.type = elf.SHT_PROGBITS;
      return undefined;
    }
    return { what: "type" };
  }
}
