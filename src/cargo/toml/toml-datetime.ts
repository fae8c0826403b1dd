// Dates and times of TOML 1.1: what is wrong with one.

interface Part {
  readonly name: string;
  readonly pattern: RegExp;
}

const flaw = (what: string, expected: string): string => `invalid ${what}, expected ${expected}`;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

class Reader {
  #at = 0;
  constructor(readonly text: string) {}

  take({ pattern }: Pick<Part, "pattern">): string | undefined {
    const found = pattern.exec(this.text.slice(this.#at))?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  get isAtEnd(): boolean {
    return this.#at === this.text.length;
  }
}

const DIGITS = { pattern: /^\d+/ };
const DASH = { pattern: /^-/ };
const COLON = { pattern: /^:/ };
const DOT = { pattern: /^\./ };

/** Days of a month, 1 to 12. */
export function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !isLeap ? 28 : (DAYS[month - 1] ?? 31);
}

function dateFlaw(reader: Reader): string | undefined {
  const year = reader.take(DIGITS) ?? "";
  if (reader.take(DASH) === undefined) return flaw("date", "`-` (YYYY-MM)");
  const month = reader.take(DIGITS);
  if (month === undefined) return flaw("date", "month");
  if (reader.take(DASH) === undefined) return flaw("date", "`-` (MM-DD)");
  const day = reader.take(DIGITS);
  if (day === undefined) return flaw("date", "day");
  if (year.length !== 4) return flaw("date", "a four-digit year (YYYY)");
  if (month.length !== 2) return flaw("date", "a two-digit month (MM)");
  if (day.length !== 2) return flaw("date", "a two-digit day (DD)");
  if (+month < 1 || +month > 12) return flaw("date", "month between 01 and 12");
  const days = daysOf(+year, +month);
  return +day < 1 || +day > days ? flaw("date", `day between 01 and ${days}`) : undefined;
}

function timeFlaw(reader: Reader): string | undefined {
  const hour = reader.take(DIGITS);
  if (hour === undefined) return flaw("time", "hour");
  if (reader.take(COLON) === undefined) return flaw("time", "`:` (HH:MM)");
  const minute = reader.take(DIGITS);
  if (minute === undefined) return flaw("time", "minute");
  let second: string | undefined;
  if (reader.take(COLON) !== undefined) {
    second = reader.take(DIGITS);
    if (second === undefined) return flaw("time", "second");
    if (reader.take(DOT) !== undefined && reader.take(DIGITS) === undefined) return flaw("time", "nanosecond");
  }
  if (hour.length !== 2) return flaw("time", "a two-digit hour (HH)");
  if (minute.length !== 2) return flaw("time", "a two-digit minute (MM)");
  if (second !== undefined && second.length !== 2) return flaw("time", "a two-digit second (SS)");
  if (+hour > 23) return flaw("time", "hour between 00 and 23");
  if (+minute > 59) return flaw("time", "minute between 00 and 59");
  return second !== undefined && +second > 60 ? flaw("time", "second between 00 and 60") : undefined;
}

function offsetFlaw(reader: Reader): string | undefined {
  if (reader.take({ pattern: /^[Zz]/ }) !== undefined || reader.take({ pattern: /^[+-]/ }) === undefined) return undefined;
  const hours = reader.take(DIGITS);
  if (hours === undefined) return flaw("offset", "hour");
  if (reader.take(COLON) === undefined) return flaw("offset", "`:` (HH:MM)");
  const minutes = reader.take(DIGITS);
  if (minutes === undefined) return flaw("offset", "minute");
  if (hours.length !== 2) return flaw("offset", "a two-digit hour (HH)");
  if (minutes.length !== 2) return flaw("offset", "a two-digit minute (MM)");
  if (+hours > 23) return flaw("offset", "hours between 00 and 23");
  return +minutes > 59 ? flaw("offset", "minutes between 00 and 59") : undefined;
}

/** Cargo's words for what keeps `text` (perhaps a sign, digits, then `-` or `:`, and more) from being a date, a time, or both. */
export function datetimeFlaw(text: string): string | undefined {
  const reader = new Reader(text);
  if (/^[+-]/.test(text)) return flaw("datetime", "year or hour");
  const hasDate = /^\d+-/.test(text);
  if (hasDate) {
    const found = dateFlaw(reader);
    if (found !== undefined) return found;
    if (reader.isAtEnd) return undefined;
    if (reader.take({ pattern: /^[Tt ]/ }) === undefined) return flaw("date-time", "`T` between date and time");
  }
  const found = timeFlaw(reader) ?? (hasDate ? offsetFlaw(reader) : undefined);
  return found ?? (reader.isAtEnd ? undefined : "invalid datetime");
}
