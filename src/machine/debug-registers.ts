// The debug registers: breakpoints of code, watched data, and the status that tells a handler which of them it was.
// Intel SDM, volume 3, sections 18.2 and 18.3.
import { Fault } from "./memory.ts";
import { DEBUG_EXCEPTION, GENERAL_PROTECTION, INVALID_OPCODE } from "./processor.ts";

const [STATUS, CONTROL] = [6, 7] as const;
/** Bits that are always set. */
const STATUS_ONES = 0xffff0ff0n;
const CONTROL_ONES = 0x400n;
/** What a kernel can set: B0 to B3, BD, BS, BT. */
const STATUS_BITS = 0xe00fn;
const CONTROL_BITS = 0xffff23ffn;
const DETECT = 1n << 13n;
const ACCESS_DETECTED = 1n << 13n;
export const SINGLE_STEP = 1n << 14n;

const [EXECUTED, WRITTEN] = [0, 1] as const;

interface Breakpoint {
  readonly number: number;
  readonly address: bigint;
  /** EXECUTED, WRITTEN, or more: read or written. */
  readonly kind: number;
  readonly length: bigint;
}

export class DebugRegisters {
  readonly #values = [0n, 0n, 0n, 0n, 0n, 0n, STATUS_ONES, CONTROL_ONES];
  #breakpoints: readonly Breakpoint[] = [];

  /** `changed`: called with whether any breakpoint is on. */
  constructor(readonly changed: (isOn: boolean) => void) {}

  get isOn(): boolean {
    return this.#breakpoints.length > 0;
  }

  /** Registers 4 and 5 are 6 and 7, unless `extended` (CR4.DE). */
  #place(number: number, extended: boolean): number {
    if (number !== 4 && number !== 5) return number;
    if (extended) throw new Fault(INVALID_OPCODE);
    return number + 2;
  }

  /** A kernel may forbid itself to touch them. */
  #checkAccess(): void {
    const control = this.#values[CONTROL] as bigint;
    if ((control & DETECT) === 0n) return;
    this.#values[CONTROL] = control & ~DETECT;
    this.note(ACCESS_DETECTED);
    throw new Fault(DEBUG_EXCEPTION);
  }

  read(number: number, extended: boolean): bigint {
    const place = this.#place(number, extended);
    this.#checkAccess();
    return this.#values[place] as bigint;
  }

  write(number: number, value: bigint, extended: boolean): void {
    const place = this.#place(number, extended);
    this.#checkAccess();
    if (place >= STATUS && value >> 32n !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
    if (place === STATUS) this.#values[STATUS] = (value & STATUS_BITS) | STATUS_ONES;
    else this.#values[place] = place === CONTROL ? (value & CONTROL_BITS) | CONTROL_ONES : value;
    const before = this.isOn;
    this.#breakpoints = this.#enabled();
    if (before || this.isOn) this.changed(this.isOn);
  }

  #enabled(): Breakpoint[] {
    const control = Number(this.#values[CONTROL]);
    return [0, 1, 2, 3].flatMap((number): Breakpoint[] => {
      if (((control >> (2 * number)) & 3) === 0) return [];
      const field = (control >>> (16 + 4 * number)) & 15;
      const length = [1n, 2n, 8n, 4n][field >> 2] as bigint;
      return [{ number, address: (this.#values[number] as bigint) & -length, kind: field & 3, length }];
    });
  }

  /** Adds bits to the status. */
  note(bits: bigint): void {
    this.#values[STATUS] = (this.#values[STATUS] as bigint) | bits;
  }

  /** Status bits of the breakpoints of code at an address. */
  executed(address: bigint): bigint {
    return this.#bits((one) => one.kind === EXECUTED && (this.#values[one.number] as bigint) === address);
  }

  /** Status bits of the watched data that `size` bytes at an address are part of. */
  accessed(address: bigint, size: bigint, isWrite: boolean): bigint {
    return this.#bits(
      ({ kind, address: start, length }) =>
        (kind === WRITTEN ? isWrite : kind > WRITTEN) && address < start + length && start < address + size,
    );
  }

  #bits(is: (breakpoint: Breakpoint) => boolean): bigint {
    return this.#breakpoints.reduce((bits, one) => (is(one) ? bits | (1n << BigInt(one.number)) : bits), 0n);
  }

  /** Whether data on the page of a linear address is watched. */
  watchesPage(low: number, high: number): boolean {
    const page = ((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0)) >> 12n;
    return this.#breakpoints.some(({ kind, address }) => kind !== EXECUTED && address >> 12n === page);
  }
}
