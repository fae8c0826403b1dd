// Page tables of long mode: linear to physical address, with pages of 4 KiB, 2 MiB and 1 GiB, and the page faults they lead to.
// Intel SDM, volume 3, sections 4.5 to 4.8.
import { EXECUTE, Fault, WRITE } from "./memory.ts";
import type { Memory, Purpose } from "./memory.ts";
import { GENERAL_PROTECTION, PAGE_FAULT } from "./processor.ts";

const PRESENT = 1;
const WRITABLE = 2;
const USER = 4;
const ACCESSED = 0x20;
const DIRTY = 0x40;
const LARGE = 0x80;
const FETCH = 0x10;
const RESERVED = 8;

export interface PagingState {
  /** Physical address of the first table. */
  root: number;
  /** CR0.WP: the kernel may not write to read-only pages either. */
  writeProtect: boolean;
  /** EFER.NXE. */
  noExecute: boolean;
  /** CR4.SMEP: the kernel does not run what is the user's. */
  preventsExecution: boolean;
  /** CR4.SMAP: the kernel does not touch what is the user's, unless it says so (`stac`). */
  preventsAccess: boolean;
}

interface Step {
  /** Physical address of the entry. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

export class Paging {
  readonly state: PagingState = {
    root: 0,
    writeProtect: false,
    noExecute: false,
    preventsExecution: false,
    preventsAccess: false,
  };

  constructor(
    readonly memory: () => Memory,
    readonly level: () => number,
    /** Whether the kernel may touch what is the user's (RFLAGS.AC). */
    readonly mayAccessUser: () => boolean,
  ) {}

  #entry(table: number, index: number): Step {
    const at = table + 8 * index;
    const { view, size } = this.memory();
    if (at + 8 > size) return { at: -1, low: 0, high: 0 };
    return { at, low: view.getInt32(at, true), high: view.getInt32(at + 4, true) };
  }

  /** Physical address, or a Fault. A physical address past 4 GiB is given as one past the memory. */
  readonly translate = (low: number, high: number, purpose: Purpose): number => {
    const isUser = this.level() === 3;
    if (high >> 15 !== 0 && high >> 15 !== -1) throw new Fault(GENERAL_PROTECTION, 0, low, high);
    const code =
      (purpose === WRITE ? 2 : 0) |
      (isUser ? 4 : 0) |
      (purpose === EXECUTE && (this.state.noExecute || this.state.preventsExecution) ? FETCH : 0);
    const indices = [(high >> 7) & 511, ((high & 127) << 2) | (low >>> 30), (low >>> 21) & 511, (low >>> 12) & 511];
    const path: Step[] = [];
    let table = this.state.root;
    let allowed = WRITABLE | USER;
    let executable = true;
    for (let depth = 0; depth < 4; depth++) {
      const entry = this.#entry(table, indices[depth] as number);
      if ((entry.low & PRESENT) === 0) throw new Fault(PAGE_FAULT, code, low, high);
      if (entry.high < 0 && !this.state.noExecute) throw new Fault(PAGE_FAULT, code | PRESENT | RESERVED, low, high);
      if (depth === 0 && entry.low & LARGE) throw new Fault(PAGE_FAULT, code | PRESENT | RESERVED, low, high);
      allowed &= entry.low;
      if (entry.high < 0) executable = false;
      path.push(entry);
      table = physicalOf(entry);
      if (entry.low & LARGE || depth === 3) break;
    }
    this.#check(purpose, isUser, allowed, executable, () => new Fault(PAGE_FAULT, code | PRESENT, low, high));
    this.#mark(path, purpose);
    const offsetBits = 12 + 9 * (4 - path.length);
    const mask = 2 ** offsetBits;
    return Math.min(table - (table % mask) + ((low >>> 0) % mask), 0xffffffff);
  };

  #check(purpose: Purpose, isUser: boolean, allowed: number, executable: boolean, fault: () => Fault): void {
    if (isUser && (allowed & USER) === 0) throw fault();
    if (purpose === WRITE && (allowed & WRITABLE) === 0 && (isUser || this.state.writeProtect)) throw fault();
    if (purpose === EXECUTE && !executable) throw fault();
    if (isUser || (allowed & USER) === 0) return;
    if (purpose === EXECUTE ? this.state.preventsExecution : this.state.preventsAccess && !this.mayAccessUser()) throw fault();
  }

  /** The accessed bits of all entries, and the dirty bit of the last when it is written through. */
  #mark(path: readonly Step[], purpose: Purpose): void {
    const { view } = this.memory();
    path.forEach(({ at, low }, i) => {
      const marked = low | ACCESSED | (purpose === WRITE && i === path.length - 1 ? DIRTY : 0);
      if (marked !== low) view.setInt32(at, marked, true);
    });
  }
}

function physicalOf({ low, high }: Step): number {
  return (high & 0xfffff) * 0x100000000 + ((low & 0xfffff000) >>> 0);
}
