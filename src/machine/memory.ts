// Memory as instructions see it: linear addresses (low and high half) over a flat physical memory, with a small cache of
// translations in front of whoever knows the pages (the page tables of a kernel, the map of a process).
// A page that holds decoded code has no entry for writing: such a write takes the slow way, which drops the code.

/** What stops an instruction: an exception's vector, its error code where it has one, and for a page fault the address. */
export class Fault {
  constructor(
    readonly vector: number,
    readonly code: number | undefined = undefined,
    readonly low = 0,
    readonly high = 0,
  ) {}
}

export const READ = 0;
export const WRITE = 1;
export const EXECUTE = 2;
export type Purpose = typeof READ | typeof WRITE | typeof EXECUTE;

/** Physical address of a linear one, or a Fault thrown. */
export type Translate = (low: number, high: number, purpose: Purpose) => number;

/** Physical addresses that are not memory. Sizes in bytes; values up to 32 bits. */
export interface MemoryDevices {
  read(address: number, size: number): number;
  write(address: number, size: number, value: number): void;
}

/** Data that a kernel's debug registers watch. */
export interface Watch {
  /** Whether any of it lies on the page of a linear address. */
  covers(low: number, high: number): boolean;
  touched(low: number, high: number, size: number, isWrite: boolean): void;
}

const ENTRIES = 1024;
const PAGE = 0xfffff000 | 0;
const NO_PAGE = 1;

/** A buffer that the collector does not count as its own, where there are such: with 128 MiB to mind it would begin to collect at once. */
function zeroes(size: number): ArrayBuffer | SharedArrayBuffer {
  return typeof SharedArrayBuffer === "undefined" ? new ArrayBuffer(size) : new SharedArrayBuffer(size);
}

export class Memory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly #tags = [new Int32Array(ENTRIES), new Int32Array(ENTRIES)] as const;
  readonly #highs = [new Int32Array(ENTRIES), new Int32Array(ENTRIES)] as const;
  readonly #pages = [new Int32Array(ENTRIES), new Int32Array(ENTRIES)] as const;
  /** Of each physical page: the offsets its decoded code lies between; equal if there is none. */
  readonly #codeStart: Uint16Array;
  readonly #codeEnd: Uint16Array;
  devices: MemoryDevices = { read: () => -1, write: () => {} };
  watch: Watch | undefined;
  /** Called when code of a physical page was written to. */
  onCodeWritten: (page: number) => void = () => {};

  constructor(
    readonly size: number,
    public translate: Translate,
  ) {
    this.bytes = new Uint8Array(zeroes(size));
    this.view = new DataView(this.bytes.buffer);
    this.#codeStart = new Uint16Array(size >>> 12);
    this.#codeEnd = new Uint16Array(size >>> 12);
    this.flush();
  }

  /** Forgets all translations. */
  flush(): void {
    this.#tags[0].fill(NO_PAGE);
    this.#tags[1].fill(NO_PAGE);
  }

  /** Notes decoded code at a physical address. */
  markCode(address: number, length: number): void {
    const page = address >>> 12;
    if (page >= this.#codeStart.length) return;
    const start = address & 0xfff;
    const end = Math.min(start + length, 0x1000);
    const isNew = this.#codeStart[page] === this.#codeEnd[page];
    this.#codeStart[page] = isNew ? start : Math.min(start, this.#codeStart[page] as number);
    this.#codeEnd[page] = isNew ? end : Math.max(end, this.#codeEnd[page] as number);
    if (isNew) this.#tags[WRITE].fill(NO_PAGE);
  }

  #dropCode(address: number, length: number): void {
    const page = address >>> 12;
    const offset = address & 0xfff;
    if (offset >= (this.#codeEnd[page] as number) || offset + length <= (this.#codeStart[page] as number)) return;
    this.#codeStart[page] = this.#codeEnd[page] = 0;
    this.onCodeWritten(page);
  }

  /** Physical address; the page is remembered if it is memory, not watched, and without code if it is to be written to. */
  #walk(low: number, high: number, purpose: typeof READ | typeof WRITE): number {
    const physical = this.translate(low, high, purpose);
    const page = physical >>> 12;
    if (physical + 0x1000 > this.size || physical < 0) return physical;
    if ((purpose === WRITE && this.#codeStart[page] !== this.#codeEnd[page]) || this.watch?.covers(low, high) === true) return physical;
    const i = (low >>> 12) & (ENTRIES - 1);
    this.#tags[purpose][i] = low & PAGE;
    this.#highs[purpose][i] = high;
    this.#pages[purpose][i] = physical & PAGE;
    return physical;
  }

  #readPhysical(address: number, size: number): number {
    if (address + size > this.size) return this.devices.read(address, size);
    return size === 1 ? this.view.getUint8(address) : size === 2 ? this.view.getUint16(address, true) : this.view.getInt32(address, true);
  }

  #writePhysical(address: number, size: number, value: number): void {
    if (address + size > this.size) return this.devices.write(address, size, value);
    this.#dropCode(address, size);
    if (size === 1) this.view.setUint8(address, value);
    else if (size === 2) this.view.setUint16(address, value, true);
    else this.view.setInt32(address, value, true);
  }

  #readSlowly(low: number, high: number, size: number): number {
    this.watch?.touched(low, high, size, false);
    if ((low & 0xfff) + size <= 0x1000) return this.#readPhysical(this.#walk(low, high, READ), size);
    let value = 0;
    for (let i = 0; i < size; i++) {
      const at = (low + i) | 0;
      value |= this.#readPhysical(this.#walk(at, at >>> 0 < low >>> 0 ? (high + 1) | 0 : high, READ), 1) << (8 * i);
    }
    return value;
  }

  #writeSlowly(low: number, high: number, size: number, value: number): void {
    this.watch?.touched(low, high, size, true);
    if ((low & 0xfff) + size <= 0x1000) return this.#writePhysical(this.#walk(low, high, WRITE), size, value);
    this.#checkAcross(low, high);
    for (let i = 0; i < size; i++) {
      const at = (low + i) | 0;
      this.#writePhysical(this.#walk(at, at >>> 0 < low >>> 0 ? (high + 1) | 0 : high, WRITE), 1, value >> (8 * i));
    }
  }

  /** Before anything is written across a page's end: both pages must take it, the first one first. */
  #checkAcross(low: number, high: number): void {
    this.#walk(low, high, WRITE);
    const second = ((low & PAGE) + 0x1000) | 0;
    this.#walk(second, second === 0 ? (high + 1) | 0 : high, WRITE);
  }

  /** Physical address for `length` bytes within one page, as plain memory; -1 if they must be read or written one by one. */
  plain(low: number, high: number, length: number, purpose: typeof READ | typeof WRITE): number {
    const physical = this.translate(low, high, purpose);
    if (physical < 0 || physical + length > this.size || this.watch?.covers(low, high) === true) return -1;
    const page = physical >>> 12;
    return purpose === WRITE && this.#codeStart[page] !== this.#codeEnd[page] ? -1 : physical;
  }

  /** Writes a byte of physical memory from outside; code that it belongs to is decoded anew. */
  patch(address: number, value: number): void {
    this.#writePhysical(address, 1, value);
  }

  /** Functions for generated code, over captured arrays. 64-bit reads leave their high half in `slots[highSlot]`. */
  access(slots: Int32Array, highSlot: number): Access {
    const { view } = this;
    const [readTags, writeTags] = this.#tags;
    const [readHighs, writeHighs] = this.#highs;
    const [readPages, writePages] = this.#pages;
    /** Physical address of a cached page's byte; -1 if another way must be taken. */
    const readable = (low: number, high: number, last: number) => {
      const i = (low >>> 12) & (ENTRIES - 1);
      const offset = low & 0xfff;
      return readTags[i] === (low & PAGE) && readHighs[i] === high && offset <= last ? (readPages[i] as number) + offset : -1;
    };
    const writable = (low: number, high: number, last: number) => {
      const i = (low >>> 12) & (ENTRIES - 1);
      const offset = low & 0xfff;
      return writeTags[i] === (low & PAGE) && writeHighs[i] === high && offset <= last ? (writePages[i] as number) + offset : -1;
    };
    const read32 = (low: number, high: number) => {
      const at = readable(low, high, 0xffc);
      return at >= 0 ? view.getInt32(at, true) : this.#readSlowly(low, high, 4);
    };
    const write32 = (low: number, high: number, value: number) => {
      const at = writable(low, high, 0xffc);
      if (at >= 0) view.setInt32(at, value, true);
      else this.#writeSlowly(low, high, 4, value);
    };
    return {
      read8: (low, high) => {
        const at = readable(low, high, 0xfff);
        return at >= 0 ? view.getUint8(at) : this.#readSlowly(low, high, 1) & 0xff;
      },
      read16: (low, high) => {
        const at = readable(low, high, 0xffe);
        return at >= 0 ? view.getUint16(at, true) : this.#readSlowly(low, high, 2) & 0xffff;
      },
      read32,
      read64: (low, high) => {
        const at = readable(low, high, 0xff8);
        if (at >= 0) {
          slots[highSlot] = view.getInt32(at + 4, true);
          return view.getInt32(at, true);
        }
        const value = read32(low, high);
        const upper = (low + 4) | 0;
        slots[highSlot] = read32(upper, upper >>> 0 < low >>> 0 ? (high + 1) | 0 : high);
        return value;
      },
      write8: (low, high, value) => {
        const at = writable(low, high, 0xfff);
        if (at >= 0) view.setInt8(at, value);
        else this.#writeSlowly(low, high, 1, value);
      },
      write16: (low, high, value) => {
        const at = writable(low, high, 0xffe);
        if (at >= 0) view.setInt16(at, value, true);
        else this.#writeSlowly(low, high, 2, value);
      },
      write32,
      write64: (low, high, value, valueHigh) => {
        const at = writable(low, high, 0xff8);
        if (at >= 0) {
          view.setInt32(at, value, true);
          view.setInt32(at + 4, valueHigh, true);
          return;
        }
        const upper = (low + 4) | 0;
        const upperHigh = upper >>> 0 < low >>> 0 ? (high + 1) | 0 : high;
        if ((low & 0xfff) > 0xff8) this.#checkAcross(low, high);
        write32(low, high, value);
        write32(upper, upperHigh, valueHigh);
      },
    };
  }
}

export interface Access {
  readonly read8: (low: number, high: number) => number;
  readonly read16: (low: number, high: number) => number;
  readonly read32: (low: number, high: number) => number;
  /** The low half. */
  readonly read64: (low: number, high: number) => number;
  readonly write8: (low: number, high: number, value: number) => void;
  readonly write16: (low: number, high: number, value: number) => void;
  readonly write32: (low: number, high: number, value: number) => void;
  readonly write64: (low: number, high: number, value: number, valueHigh: number) => void;
}
