// A static Linux program in the machine: its segments in pages of its own, a stack, and the two system calls that programs
// without a library use most, `write` and `exit`. Anything else stops the machine with the call's number.
// Numbers and registers of system calls: System V psABI, appendix A.2; the first stack frame: section 3.4.1.
import { ElfError, ElfFile } from "../elf/read.ts";
import type { Segment } from "../elf/read.ts";
import type { RandomAccess } from "../base/host.ts";
import { Fault, Memory, WRITE } from "./memory.ts";
import type { Purpose } from "./memory.ts";
import { PAGE_FAULT, Processor, Stop } from "./processor.ts";
import type { StopReason } from "./processor.ts";
import { Runner } from "./run.ts";

const STACK_TOP = 0x7ffff000n;
const STACK_PAGES = 2048;
const FLAG_WRITABLE = 2;
/** Instructions between looks at whether to pause. */
const SLICE = 1_000_000;
const ENOSYS = -38n;
const EBADF = -9n;
const EFAULT = -14n;

export interface ProcessOptions {
  /** Bytes written to descriptor 1 or 2. */
  readonly write: (descriptor: number, bytes: Uint8Array) => void;
  /** Bytes of memory; 256 MiB if not said. */
  readonly memory?: number;
  readonly maxInstructions?: number;
}

/** Pages of a process: linear page number -> physical address, bit 0 set if writable. */
class Pages {
  readonly map = new Map<number, number>();
  #used = 0x1000;

  constructor(readonly size: number) {}

  add(page: number, writable: boolean): number {
    const known = this.map.get(page);
    if (known !== undefined) {
      if (writable) this.map.set(page, known | 1);
      return known & ~1;
    }
    const physical = this.#used;
    this.#used += 0x1000;
    if (this.#used > this.size) throw new ElfError("the program does not fit into the machine's memory");
    this.map.set(page, physical | (writable ? 1 : 0));
    return physical;
  }

  readonly translate = (low: number, high: number, purpose: Purpose): number => {
    const entry = this.map.get((high >>> 0) * 0x100000 + (low >>> 12));
    if (entry === undefined || (purpose === WRITE && (entry & 1) === 0)) {
      throw new Fault(PAGE_FAULT, (purpose === WRITE ? 2 : 0) | 4 | (entry === undefined ? 0 : 1), low, high);
    }
    return (entry & ~1) + (low & 0xfff);
  };
}

function loadSegment(access: RandomAccess, segment: Segment, pages: Pages, bytes: Uint8Array): void {
  const end = segment.vaddr + segment.memorySize;
  for (let page = segment.vaddr >> 12n; page << 12n < end; page++) {
    const physical = pages.add(Number(page), (segment.flags & FLAG_WRITABLE) !== 0);
    const start = page << 12n > segment.vaddr ? page << 12n : segment.vaddr;
    const fileEnd = segment.vaddr + segment.fileSize;
    const stop = (page + 1n) << 12n < fileEnd ? (page + 1n) << 12n : fileEnd;
    if (stop > start)
      bytes.set(access.read(Number(segment.offset + start - segment.vaddr), Number(stop - start)), physical + Number(start & 0xfffn));
  }
}

export class Process {
  readonly processor: Processor;
  readonly runner: Runner;
  /** es, cs, ss, ds, fs, gs, as Linux has them. */
  readonly segments: number[] = [0, 0x33, 0x2b, 0, 0, 0];
  readonly #pages: Pages;

  /** Throws ElfError for what is not a static x86-64 program. */
  constructor(
    access: RandomAccess,
    readonly options: ProcessOptions,
  ) {
    const size = options.memory ?? 0x10000000;
    this.#pages = new Pages(size);
    const memory = new Memory(size, this.#pages.translate);
    this.processor = new Processor(memory, { systemCall: () => this.#systemCall(), system: () => false });
    this.runner = new Runner(this.processor, {
      fault: (fault) => {
        throw new Stop({ kind: "fault", chain: [fault] });
      },
      slice: () => SLICE,
    });
    this.runner.limit = options.maxInstructions ?? Infinity;
    this.processor.clock = () => this.runner.time;
    this.#load(access, memory);
  }

  #load(access: RandomAccess, memory: Memory): void {
    const elf = new ElfFile(access);
    if (elf.header.machine !== 62) throw new ElfError("not a program for x86-64");
    const segments = elf.segments;
    if (elf.header.type !== 2 || segments.some(({ type }) => type === 3)) throw new ElfError("not a static program");
    for (const segment of segments) if (segment.type === 1) loadSegment(access, segment, this.#pages, memory.bytes);
    const top = Number(STACK_TOP >> 12n);
    for (let page = top - STACK_PAGES; page < top; page++) this.#pages.add(page, true);
    const { processor } = this;
    processor.setIp(elf.header.entry);
    // argc 0, then the ends of argv, the environment and the auxiliary vector: 0 and a pair of 0.
    processor.setRegister(4, 64, STACK_TOP - 64n);
  }

  #systemCall(): void {
    const p = this.processor;
    const number = Number(p.register(0));
    p.setRegister(1, 64, p.ip);
    p.setRegister(11, 64, BigInt(p.state.flags));
    if (number === 60 || number === 231) throw new Stop({ kind: "exit", status: Number(p.register(7) & 0xffn) });
    if (number === 1) return p.setRegister(0, 64, BigInt.asUintN(64, this.#write()));
    if (number >= 0x1000) return p.setRegister(0, 64, BigInt.asUintN(64, ENOSYS));
    throw new Stop({ kind: "system-call", number });
  }

  #write(): bigint {
    const p = this.processor;
    const descriptor = Number(p.register(7) & 0xffffffffn);
    const [address, length] = [p.register(6), Number(p.register(2))];
    if (descriptor !== 1 && descriptor !== 2) return EBADF;
    try {
      const bytes = new Uint8Array(Math.min(length, 0x1000000));
      for (let i = 0; i < bytes.length; i++) bytes[i] = Number(p.load(address + BigInt(i), 8));
      this.options.write(descriptor, bytes);
      return BigInt(bytes.length);
    } catch (error) {
      if (error instanceof Fault) return EFAULT;
      throw error;
    }
  }

  run(): StopReason {
    return this.runner.run();
  }
}
