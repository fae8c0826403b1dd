// The control registers, and XCR0: which bits there are, which go together, and what they switch. Intel SDM, volume 3, section 2.5
// and 2.6, and volume 1, section 13.3.
import { Fault } from "./memory.ts";
import type { PagingState } from "./paging.ts";
import { DEVICE_NOT_AVAILABLE, GENERAL_PROTECTION, INVALID_OPCODE } from "./processor.ts";
import type { Processor } from "./processor.ts";

const bit = (number: number) => 1n << BigInt(number);
const bits = (...numbers: readonly number[]) => numbers.reduce((all, number) => all | bit(number), 0n);

const [PROTECTION, EMULATION, SWITCHED, TYPE, WRITE_PROTECT, NOT_WRITE_THROUGH, CACHE_DISABLE, PAGING] = [0, 2, 3, 4, 16, 29, 30, 31].map(
  bit,
) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
const ZEROTH = bits(0, 1, 2, 3, 4, 5, 16, 18, 29, 30, 31);

const [NO_TIME_STAMP, EXTENSIONS, VECTORS, CONTEXTS] = [2, 5, 9, 17].map(bit) as [bigint, bigint, bigint, bigint];
export const DEBUG_EXTENSIONS = bit(3);
export const INSTRUCTION_PROTECTION = bit(11);
export const SEGMENT_BASES = bit(16);
export const EXTENDED_STATE = bit(18);
const [EXECUTE_PREVENTION, ACCESS_PREVENTION] = [bit(20), bit(21)];
const FOURTH = bits(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 20, 21);
const CONTEXT = 0xfffn;
const KEEPS_TRANSLATIONS = bit(63);
/** Of addresses, in CR3. */
const ROOT = 0xffffffffff000n;

/** x87 and SSE: what XSAVE can save here. */
const STATES = 3n;

const refuse = (): never => {
  throw new Fault(GENERAL_PROTECTION, 0);
};

export class ControlRegisters {
  #zeroth = PROTECTION | TYPE | PAGING | bit(1);
  #third = 0n;
  #fourth = EXTENSIONS | bits(9, 10);
  #extended = 1n;

  /** `priority`: CR8, which is the local APIC's. */
  constructor(
    readonly processor: () => Processor,
    readonly paging: PagingState,
    readonly priority: { get: () => number; set: (value: number) => void },
  ) {}

  /** CR0, 3, 4 or 8; others do not exist. */
  read(number: number): bigint {
    if (number === 0) return this.#zeroth;
    if (number === 3) return this.#third;
    if (number === 4) return this.#fourth;
    if (number === 8) return BigInt(this.priority.get());
    throw new Fault(INVALID_OPCODE);
  }

  /** Throws a Fault for what does not go together. Long mode cannot be left. */
  write(number: number, value: bigint): void {
    if (number === 0) this.#writeZeroth(value);
    else if (number === 3) this.#writeThird(value);
    else if (number === 4) this.#writeFourth(value);
    else if (number === 8) this.#writePriority(value);
    else throw new Fault(INVALID_OPCODE);
    this.#switch();
  }

  #writeZeroth(value: bigint): void {
    const isOdd = (value & NOT_WRITE_THROUGH) !== 0n && (value & CACHE_DISABLE) === 0n;
    if (value >> 32n !== 0n || isOdd || (value & PROTECTION) === 0n || (value & PAGING) === 0n) refuse();
    this.#zeroth = (value & ZEROTH) | TYPE;
  }

  #writeThird(value: bigint): void {
    const hasContexts = (this.#fourth & CONTEXTS) !== 0n;
    const address = hasContexts ? value & ~KEEPS_TRANSLATIONS : value;
    if ((address & ~(ROOT | CONTEXT)) !== 0n) refuse();
    this.#third = address;
  }

  #writeFourth(value: bigint): void {
    const beginsContexts = (value & CONTEXTS) !== 0n && (this.#fourth & CONTEXTS) === 0n;
    if ((value & ~FOURTH) !== 0n || (value & EXTENSIONS) === 0n || (beginsContexts && (this.#third & CONTEXT) !== 0n)) refuse();
    this.#fourth = value;
  }

  #writePriority(value: bigint): void {
    if (value > 15n) refuse();
    this.priority.set(Number(value));
  }

  /** What the bits mean to those who work by them. */
  #switch(): void {
    const { paging } = this;
    const processor = this.processor();
    paging.root = Number(this.#third & ROOT);
    paging.writeProtect = (this.#zeroth & WRITE_PROTECT) !== 0n;
    paging.preventsExecution = (this.#fourth & EXECUTE_PREVENTION) !== 0n;
    paging.preventsAccess = (this.#fourth & ACCESS_PREVENTION) !== 0n;
    const isSwitched = (this.#zeroth & SWITCHED) !== 0n;
    processor.floatFault = isSwitched || (this.#zeroth & EMULATION) !== 0n ? DEVICE_NOT_AVAILABLE : undefined;
    const hasVectors = (this.#zeroth & EMULATION) === 0n && (this.#fourth & VECTORS) !== 0n;
    processor.vectorFault = hasVectors ? (isSwitched ? DEVICE_NOT_AVAILABLE : undefined) : INVALID_OPCODE;
    processor.hidesTimeStamp = (this.#fourth & NO_TIME_STAMP) !== 0n;
    processor.savesExtended = this.has(EXTENDED_STATE);
  }

  /** Whether a bit of CR4 is set. */
  has(feature: bigint): boolean {
    return (this.#fourth & feature) !== 0n;
  }

  /** XCR0, for `xgetbv` and `xsetbv` with number 0. */
  get extended(): bigint {
    return this.#extended;
  }

  set extended(value: bigint) {
    if ((value & 1n) === 0n || (value & ~STATES) !== 0n) refuse();
    this.#extended = value;
    this.processor().extendedState = value;
  }
}
