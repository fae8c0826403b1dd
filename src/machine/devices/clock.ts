// The clock and its memory (MC146818): what the time is in UTC, as it goes by, and 114 bytes more.
// Registers: MC146818 data sheet; the century's byte is where PC firmware keeps it.
import type { Device } from "./ports.ts";

const DAY = 86_400;
const HOURS_24 = 2;
const BINARY = 4;
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

export class Clock implements Device {
  readonly ports = [[0x70, 0x71]] as const;
  readonly #memory = new Uint8Array(128);
  /** Registers of the time that were set. */
  readonly #set = new Map<number, number>();
  #index = 0;

  /** `time`: seconds since 1970. */
  constructor(readonly time: () => number) {
    this.#memory[A] = 0x26;
    this.#memory[B] = HOURS_24;
    this.#memory[D] = 0x80;
  }

  read(port: number): number {
    if (port === 0x70) return 0xff;
    const field = this.#set.get(this.#index) ?? fieldsOf(this.time()).get(this.#index);
    if (field === undefined) return this.#memory[this.#index] as number;
    return this.#set.has(this.#index) || (this.#memory[B] as number) & BINARY ? field : decimal(field);
  }

  write(port: number, value: number): void {
    if (port === 0x70) this.#index = value & 0x7f;
    else if (this.#index < A || this.#index === CENTURY) this.#set.set(this.#index, value);
    else if (this.#index !== C && this.#index !== D) this.#memory[this.#index] = value;
  }
}
