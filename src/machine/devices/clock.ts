// The clock and its memory (MC146818): what the time is in UTC, as it goes by, its three interrupts, and 114 bytes more.
// Registers: MC146818 data sheet; the bytes of the century and of the memory's size are where PC firmware keeps them.
import type { Device } from "./ports.ts";

const DAY = 86_400;
const HOURS_24 = 2;
const BINARY = 4;
const HOURS = 4;
const AFTERNOON = 0x80;
const CENTURY = 0x32;
const [A, B, C, D] = [0x0a, 0x0b, 0x0c, 0x0d] as const;

const decimal = (value: number) => (Math.floor(value / 10) << 4) | (value % 10);

/** Year, month (1 to 12) and day of a number of days since 1970, in the Gregorian calendar; years are counted from March. */
function dateOf(days: number): readonly [year: number, month: number, day: number] {
  const sinceYear0 = days + 719_468;
  const era = Math.floor(sinceYear0 / 146_097);
  const inEra = sinceYear0 - era * 146_097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, inYear - Math.floor((153 * fromMarch + 2) / 5) + 1];
}

/** Registers of the time by their numbers. Day 1 of the week is Sunday. */
function fieldsOf(time: number): ReadonlyMap<number, number> {
  const days = Math.floor(time / DAY);
  const second = time - days * DAY;
  const [year, month, day] = dateOf(days);
  return new Map([
    [0, second % 60],
    [2, Math.floor(second / 60) % 60],
    [4, Math.floor(second / 3600)],
    [6, ((days + 4) % 7) + 1],
    [7, day],
    [8, month],
    [9, year % 100],
    [CENTURY, Math.floor(year / 100)],
  ]);
}

const SECOND = 1e9;
/** Before a second is over, its registers are not to be read. */
const UPDATE = 244_000;
const [UPDATING, SETS] = [0x80, 0x80] as const;
/** Of B, those that are wanted; of C, those that there were. */
const [PERIODIC, ALARM, UPDATED, ANY] = [0x40, 0x20, 0x10, 0x80] as const;
const ALARMS = [
  [1, 0],
  [3, 2],
  [5, 4],
] as const;
/** An alarm's register of this and more is of any time. */
const ANY_TIME = 0xc0;
const CRYSTAL = 32_768;

/** Bytes that tell of memory: below and above 1 MiB in KiB, above 16 MiB in units of 64 KiB. */
function memoryBytes(size: number): readonly (readonly [register: number, value: number])[] {
  const words: readonly (readonly [number, number])[] = [
    [0x15, 640],
    [0x17, Math.min(Math.max(0, size / 1024 - 1024), 0xffff)],
    [0x30, Math.min(Math.max(0, size / 1024 - 1024), 0xffff)],
    [0x34, Math.max(0, (size - 0x1000000) / 0x10000)],
  ];
  return words.flatMap(([register, value]) => [[register, value & 0xff] as const, [register + 1, (value >> 8) & 0xff] as const]);
}

export class Clock implements Device {
  readonly ports = [[0x70, 0x71]] as const;
  readonly line = 8;
  readonly #memory = new Uint8Array(128);
  /** Registers of the time that were set. */
  readonly #set = new Map<number, number>();
  #index = 0;
  #nextPeriod = Infinity;
  #nextSecond = Infinity;

  /** `start`: seconds since 1970; `now`: nanoseconds since then; `memory`: bytes that the machine has. */
  constructor(
    readonly start: number,
    readonly now: () => number,
    readonly raise: () => void,
    memory = 0,
  ) {
    this.#memory[A] = 0x26;
    this.#memory[B] = HOURS_24;
    this.#memory[D] = 0x80;
    for (const [register, value] of memoryBytes(memory)) this.#memory[register] = value;
  }

  /** When it interrupts next. */
  get next(): number {
    return Math.min(this.#nextPeriod, this.#nextSecond);
  }

  #register(number: number): number {
    return this.#memory[number] as number;
  }

  /** Nanoseconds between periodic interrupts. */
  get #period(): number {
    const rate = this.#register(A) & 15;
    // The two fastest are as slow as those five later.
    return rate === 0 ? Infinity : (SECOND * 2 ** ((rate < 3 ? rate + 7 : rate) - 1)) / CRYSTAL;
  }

  /** Looks at what is wanted anew. */
  #plan(): void {
    const wanted = this.#register(B);
    const period = this.#period;
    const after = (step: number) => (Math.floor(this.now() / step) + 1) * step;
    this.#nextPeriod = wanted & PERIODIC && period !== Infinity ? after(period) : Infinity;
    this.#nextSecond = wanted & (UPDATED | ALARM) && (wanted & SETS) === 0 ? after(SECOND) : Infinity;
  }

  expire(): void {
    const { next } = this;
    if (next === this.#nextPeriod) {
      this.#nextPeriod += this.#period;
      this.#note(PERIODIC);
    }
    if (next !== this.#nextSecond) return;
    this.#nextSecond += SECOND;
    this.#note(UPDATED | (this.#isAlarm() ? ALARM : 0));
  }

  #isAlarm(): boolean {
    return ALARMS.every(([alarm, field]) => this.#register(alarm) >= ANY_TIME || this.#register(alarm) === this.#field(field));
  }

  /** The line rises with the first cause that is wanted, until C is read. */
  #note(causes: number): void {
    const before = this.#register(C);
    const isWanted = (causes & this.#register(B)) !== 0;
    this.#memory[C] = before | causes | (isWanted ? ANY : 0);
    if (isWanted && (before & ANY) === 0) this.raise();
  }

  /** A register of the time, in the form that is asked for; undefined: it is none. */
  #field(number: number): number | undefined {
    const set = this.#set.get(number);
    if (set !== undefined) return set;
    const field = fieldsOf(Math.floor(this.start + this.now() / SECOND)).get(number);
    if (field === undefined) return undefined;
    const isTwelve = number === HOURS && (this.#register(B) & HOURS_24) === 0;
    const shown = isTwelve ? ((field + 11) % 12) + 1 : field;
    return (this.#register(B) & BINARY ? shown : decimal(shown)) | (isTwelve && field >= 12 ? AFTERNOON : 0);
  }

  read(port: number): number {
    if (port === 0x70) return 0xff;
    const index = this.#index;
    const value = this.#field(index) ?? this.#register(index);
    if (index === A && this.now() % SECOND >= SECOND - UPDATE) return value | UPDATING;
    if (index === C) this.#memory[C] = 0;
    return value;
  }

  write(port: number, value: number): void {
    if (port === 0x70) this.#index = value & 0x7f;
    else this.#write(this.#index, value);
  }

  #write(index: number, value: number): void {
    if (fieldsOf(0).has(index)) this.#set.set(index, value);
    else if (index === A || index === B) {
      this.#memory[index] = index === A ? value & ~UPDATING : value;
      this.#plan();
    } else if (index !== C && index !== D) this.#memory[index] = value;
  }
}
