// The 8254 timer: three counters of 1.193182 MHz, the first of which raises interrupt line 0. Modes 0, 2 and 3: what kernels use.
import type { Device } from "./ports.ts";

const FREQUENCY = 1193182;
const NANOSECONDS = 1e9 / FREQUENCY;

class Counter {
  reload = 0x10000;
  mode = 3;
  /** When the counter was loaded. */
  start = 0;
  #access = 3;
  #half = 0;
  #written = 0;
  #latched: number | undefined;

  configure(value: number, now: number): void {
    const access = (value >> 4) & 3;
    if (access === 0) {
      this.#latched = this.count(now);
      return;
    }
    this.#access = access;
    this.mode = (value >> 1) & 7 & ((value >> 1) & 2 ? 3 : 7);
    this.#half = 0;
    this.start = Infinity;
  }

  count(now: number): number {
    if (this.start === Infinity) return 0;
    const ticks = Math.floor((now - this.start) / NANOSECONDS) * (this.mode === 3 ? 2 : 1);
    return this.mode >= 2 ? this.reload - (ticks % this.reload) : (this.reload - ticks) & 0xffff;
  }

  read(now: number): number {
    const value = this.#latched ?? this.count(now);
    if (this.#access === 3) {
      this.#half ^= 1;
      if (this.#half === 1) return value & 0xff;
      this.#latched = undefined;
      return (value >> 8) & 0xff;
    }
    this.#latched = undefined;
    return (this.#access === 2 ? value >> 8 : value) & 0xff;
  }

  /** True once the whole number is there. */
  write(value: number, now: number): boolean {
    if (this.#access === 3 && this.#half === 0) {
      this.#written = value;
      this.#half = 1;
      return false;
    }
    const number = this.#access === 3 ? this.#written | (value << 8) : this.#access === 2 ? value << 8 : value;
    this.#half = 0;
    this.reload = number === 0 ? 0x10000 : number;
    this.start = now;
    return true;
  }
}

export class Timer implements Device {
  readonly ports = [[0x40, 0x43]] as const;
  readonly #counters = [new Counter(), new Counter(), new Counter()] as const;
  /** When line 0 rises next. */
  next: number;

  constructor(
    readonly now: () => number,
    readonly changed: () => void,
  ) {
    this.next = this.#period;
  }

  get #period(): number {
    return this.#counters[0].reload * NANOSECONDS;
  }

  read(port: number): number {
    return port === 0x43 ? 0xff : (this.#counters[(port & 3) as 0 | 1 | 2].read(this.now()) ?? 0);
  }

  write(port: number, value: number): void {
    if (port === 0x43) {
      if (value >> 6 < 3) this.#counters[(value >> 6) as 0 | 1 | 2].configure(value, this.now());
      if (value >> 6 === 0 && (value & 0x30) !== 0) this.next = Infinity;
      return;
    }
    if (!this.#counters[(port & 3) as 0 | 1 | 2].write(value, this.now()) || port !== 0x40) return;
    this.next = this.now() + this.#period;
    this.changed();
  }

  /** Line 0 rose; when does it rise again? */
  expire(): void {
    this.next = this.#counters[0].mode >= 2 ? this.next + this.#period : Infinity;
  }
}
