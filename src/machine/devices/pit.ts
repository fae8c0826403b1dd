// The 8254 timer: three counters of 1.193182 MHz. The first raises interrupt line 0, the third is what the loudspeaker sounds by,
// with its gate and its output in port 61. Modes and commands: Intel 8254 data sheet.
import type { Device } from "./ports.ts";

const FREQUENCY = 1193182;
const NANOSECONDS = 1e9 / FREQUENCY;
const [LOW, BOTH] = [1, 3] as const;
const READ_BACK = 3;
/** Of a mode: counts once; counts again and again; as long on as off. */
const isOnce = (mode: number) => mode !== 2 && mode !== 3;
const SQUARE = 3;

class Counter {
  reload = 0x10000;
  mode = SQUARE;
  /** When it began to count; Infinity: it waits for a number, or for its gate. */
  start = 0;
  isLoaded = true;
  gate = true;
  #access: number = BOTH;
  #isDecimal = false;
  #reads = 0;
  #writes = 0;
  #written = 0;
  #latched: number | undefined;
  #status: number | undefined;

  configure(value: number, now: number): void {
    const access = (value >> 4) & 3;
    if (access === 0) return this.latch(now);
    this.#access = access;
    // 6 and 7 are 2 and 3.
    this.mode = (value >> 1) & ((value >> 1) & 2 ? 3 : 7);
    this.#isDecimal = (value & 1) !== 0;
    this.#reads = this.#writes = 0;
    this.start = Infinity;
    this.isLoaded = false;
  }

  #ticks(now: number): number {
    return Math.floor((now - this.start) / NANOSECONDS);
  }

  count(now: number): number {
    if (this.start === Infinity) return this.isLoaded ? this.reload & 0xffff : 0;
    const ticks = this.#ticks(now);
    if (isOnce(this.mode)) return (this.reload - ticks) & 0xffff;
    return this.reload - ((this.mode === SQUARE ? 2 * ticks : ticks) % this.reload);
  }

  /** Whether its output is on. */
  output(now: number): boolean {
    if (this.start === Infinity) return this.mode !== 0;
    const ticks = this.#ticks(now);
    if (this.mode === 0) return ticks >= this.reload;
    if (this.mode === 1) return ticks >= this.reload;
    if (this.mode === 2) return ticks % this.reload !== this.reload - 1;
    if (this.mode === SQUARE) return ticks % this.reload < (this.reload + 1) >> 1;
    return ticks !== this.reload;
  }

  latch(now: number): void {
    this.#latched ??= this.count(now);
  }

  latchStatus(now: number): void {
    this.#status ??=
      (this.output(now) ? 0x80 : 0) | (this.isLoaded ? 0 : 0x40) | (this.#access << 4) | (this.mode << 1) | (this.#isDecimal ? 1 : 0);
  }

  read(now: number): number {
    const status = this.#status;
    if (status !== undefined) {
      this.#status = undefined;
      return status;
    }
    const value = this.#shown(this.#latched ?? this.count(now));
    const isSecond = this.#access === BOTH ? this.#reads++ % 2 === 1 : this.#access !== LOW;
    if (isSecond || this.#access === LOW) this.#latched = undefined;
    return (isSecond ? value >> 8 : value) & 0xff;
  }

  /** Four decimal digits, if it counts so. */
  #shown(value: number): number {
    return this.#isDecimal ? Number.parseInt(String(value % 10_000), 16) : value;
  }

  /** True once the whole number is there. */
  write(value: number, now: number): boolean {
    if (this.#access === BOTH && this.#writes++ % 2 === 0) {
      this.#written = value;
      return false;
    }
    const number = this.#access === BOTH ? this.#written | (value << 8) : this.#access === LOW ? value : value << 8;
    const counts = this.#isDecimal ? Number(number.toString(16)) : number;
    this.reload = counts === 0 ? (this.#isDecimal ? 10_000 : 0x10000) : counts;
    this.isLoaded = true;
    this.start = this.gate || this.mode === 0 ? now : Infinity;
    return true;
  }

  /** Most modes begin anew where the gate opens. */
  setGate(isOpen: boolean, now: number): void {
    if (isOpen && !this.gate && this.isLoaded && this.mode !== 0 && this.mode !== 4) this.start = now;
    this.gate = isOpen;
  }

  /** Nanoseconds from its start to the end of the count. */
  get period(): number {
    return this.reload * NANOSECONDS;
  }
}

export class Timer implements Device {
  readonly ports = [[0x40, 0x43]] as const;
  readonly line = 0;
  readonly #counters = [new Counter(), new Counter(), new Counter()] as const;

  /** When line 0 rises next. */
  next: number;

  constructor(
    readonly now: () => number,
    readonly raise: () => void,
    readonly changed: () => void,
  ) {
    this.#counters[2].gate = false;
    this.next = this.#counters[0].period;
  }

  /** The counter of the loudspeaker. */
  get sound(): { readonly isOn: boolean; setGate(isOpen: boolean): void; readonly gate: boolean } {
    const counter = this.#counters[2];
    return { isOn: counter.output(this.now()), gate: counter.gate, setGate: (isOpen) => counter.setGate(isOpen, this.now()) };
  }

  read(port: number): number {
    return port === 0x43 ? 0xff : (this.#counters[(port & 3) as 0 | 1 | 2].read(this.now()) ?? 0);
  }

  write(port: number, value: number): void {
    if (port === 0x43) return this.#command(value);
    const isWhole = this.#counters[(port & 3) as 0 | 1 | 2].write(value, this.now());
    if (!isWhole || port !== 0x40) return;
    this.next = this.now() + this.#counters[0].period;
    this.changed();
  }

  #command(value: number): void {
    const number = value >> 6;
    if (number === READ_BACK) return this.#readBack(value);
    (this.#counters[number] as Counter).configure(value, this.now());
    if (number === 0 && (value & 0x30) !== 0) this.next = Infinity;
  }

  /** Latches counts (bit 5 clear) and statuses (bit 4 clear) of the counters named by bits 1 to 3. */
  #readBack(value: number): void {
    this.#counters.forEach((counter, i) => {
      if ((value & (2 << i)) === 0) return;
      if ((value & 0x20) === 0) counter.latch(this.now());
      if ((value & 0x10) === 0) counter.latchStatus(this.now());
    });
  }

  /** Line 0 rises; when does it rise again? */
  expire(): void {
    const [counter] = this.#counters;
    this.next = isOnce(counter.mode) ? Infinity : this.next + counter.period;
    this.raise();
  }
}
