// Keys and scalars of TOML 1.0 as cargos before 1.90 read them.
import { TomlReader } from "./toml-before-90-reader.ts";
import { daysOf } from "./toml-datetime.ts";
import type { TomlValue } from "./toml-value.ts";

const BARE_KEY = /[A-Za-z0-9_-]+/y;
const DATE = /(\d{4})-(\d\d)-(\d\d)/y;
const TIME = /(\d\d):(\d\d):(\d\d)(?:\.\d+)?/y;
const OFFSET = /[Zz]|[+-](\d\d):(\d\d)/y;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };
const RADIX_DIGITS = { x: /[0-9A-Fa-f]+/y, o: /[0-7]+/y, b: /[01]+/y };

export class TomlScalarReader extends TomlReader {
  keyName(): string | undefined {
    return this.peek('"') ? this.basicString() : this.peek("'") ? this.literalString() : this.match(BARE_KEY);
  }

  /** A date, a time or both; undefined where neither stands. */
  datetime(lo: number): TomlValue | undefined {
    const found = () => ({ kind: "datetime" as const, text: this.text.slice(lo, this.at), span: { lo, hi: this.at } });
    if (this.time()) return found();
    if (this.match(/\d{4}-/y) === undefined) return undefined;
    this.at = lo;
    const date = this.matches(DATE);
    if (date === undefined) {
      const part = this.match(/\d{4}-(?:\d\d(?=-)-)?/y) as string;
      const digits = this.match(/\d{1,2}/y)?.length ?? 0;
      const missing = `expected ${2 - digits} more elements`;
      if (digits === 1) this.fail(missing, this.at, ["Date-Time"]);
      this.unexpected([digits === 0 ? missing : "Expected `-`"], ["Date-Time"], lo + part.length + digits);
    }
    this.within(date, lo, [5, 8], [1, 1], [12, daysOf(Number(date[1]), Number(date[2]))], ["Date-Time"]);
    const end = this.at;
    if (this.match(/[Tt ]/y) !== undefined && this.time()) this.offset();
    else this.at = end;
    return found();
  }

  offset(): void {
    const lo = this.at;
    const offset = this.matches(OFFSET);
    if (offset?.[1] !== undefined) this.within(offset, lo, [1, 4], [0, 0], [23, 59], ["Time Offset", "Date-Time"]);
  }

  time(): boolean {
    const lo = this.at;
    const time = this.matches(TIME);
    if (time !== undefined) this.within(time, lo, [0, 3, 6], [0, 0, 0], [23, 59, 60], ["Time", "Date-Time"]);
    return time !== undefined;
  }

  /** The last numbers of `found`, each at its offset from `lo`, lie between their bounds. */
  within(
    found: RegExpExecArray,
    lo: number,
    offsets: readonly number[],
    least: readonly number[],
    most: readonly number[],
    within: readonly string[],
  ): void {
    for (const [index, offset] of offsets.entries()) {
      const value = Number(found.at(index - offsets.length));
      if (value < (least[index] as number) || value > (most[index] as number)) this.fail("Value is out of range\n", lo + offset, within);
    }
  }

  number(lo: number): TomlValue {
    const span = () => ({ lo, hi: this.at });
    const special = this.match(/[+-]?(?:inf|nan)/y);
    if (special !== undefined) {
      const value = special.endsWith("nan") ? Number.NaN : special.startsWith("-") ? -Infinity : Infinity;
      return { kind: "float", value, span: span() };
    }
    if (this.match(/0x[0-9A-Fa-f]|0o[0-7]|0b[01]/y) !== undefined) {
      this.at--;
      return this.integer(lo, this.digits(RADIX_DIGITS[this.text[this.at - 1] as "x" | "o" | "b"], "Integer"));
    }
    if (/[tfin]/.test(this.text[lo] ?? "")) this.noWord(lo);
    const isSigned = this.match(/[+-]/y) !== undefined;
    if (!/\d/.test(this.text[this.at] ?? ""))
      this.unexpected(isSigned ? ["Expected `0`"] : ["Expected quoted string"], isSigned ? ["Integer"] : []);
    if (!this.take("0")) this.digits(/\d+/y, /^[\d_]*(?:\.\d|[eE])/.test(this.text.slice(this.at)) ? "Float" : "Integer");
    if (!this.peek(".") && !/[eE]/.test(this.text[this.at] ?? "")) return this.integer(lo, this.text.slice(lo, this.at));
    if (this.take(".")) this.fraction();
    if (this.match(/[eE]/y) !== undefined) {
      const isExponentSigned = this.match(/[+-]/y) !== undefined;
      if (!/\d/.test(this.text[this.at] ?? ""))
        this.unexpected([isExponentSigned ? "Expected digit" : "Expected `+`, `-` or digit"], ["Float"]);
      this.fraction();
    }
    return { kind: "float", value: Number(this.text.slice(lo, this.at).replaceAll("_", "")), span: span() };
  }

  /** Letters that begin as `true`, `false`, `inf` or `nan` do and are none of them. */
  noWord(lo: number): never {
    const word = ["true", "false", "inf", "nan"].find((each) => each[0] === this.text[lo]) as string;
    const rest = this.text.slice(lo, lo + word.length);
    if (word === "inf" || word === "nan") {
      const odd = [...word].findIndex((letter, index) => letter !== rest[index]);
      this.fail(`Unexpected \`${this.byteAt(lo + odd) ?? "end of input"}\``, lo);
    }
    if (rest.length < word.length) this.fail(`Unexpected end of input\nUnexpected \`${word[0]}\`\nExpected quoted string`, lo);
    this.unexpected(["Expected quoted string"], [], lo);
  }

  fraction(): void {
    if (!/\d/.test(this.text[this.at] ?? "")) this.unexpected(["Expected digit"], ["Float"]);
    this.digits(/\d+/y, "Float");
  }

  /** Runs of digits with an underscore between each two. */
  digits(run: RegExp, within: "Integer" | "Float"): string {
    const start = this.at;
    do if (this.match(run) === undefined) this.unexpected(["Expected digit"], [within]);
    while (this.take("_"));
    return this.text.slice(start, this.at);
  }

  integer(lo: number, digits: string): TomlValue {
    const prefix = /^0[xob]/.exec(this.text.slice(lo, lo + 2))?.[0] ?? "";
    const plain = digits.replaceAll("_", "");
    const magnitude = BigInt(prefix + plain.replace(/^[+-]/, ""));
    const value = plain.startsWith("-") ? -magnitude : magnitude;
    if (BigInt.asIntN(64, value) !== value) this.fail("number too large to fit in target type", lo, ["Integer"]);
    return { kind: "integer", value, span: { lo, hi: this.at } };
  }

  basicString(): string {
    this.at++;
    let value = "";
    for (;;) {
      value += this.match(/[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\uffff]+/y) ?? "";
      if (this.take('"')) return value;
      if (this.peek("\\")) value += this.escape();
      else this.unexpected(/[\n\r]|^$/.test(this.text[this.at] ?? "") ? ['Expected `"`'] : [], ["Basic String"]);
    }
  }

  literalString(): string {
    this.at++;
    const value = this.match(/[\t\x20-\x26\x28-\x7e\x80-\uffff]+/y) ?? "";
    if (!this.take("'")) this.unexpected(["Expected `'`"], ["Literal String"]);
    return value;
  }

  multiLine(quote: string, escapes: boolean): string {
    const [what, expected] = escapes
      ? ["Multiline Basic String", 'Expected `""`, `"`, newline or `\\`']
      : ["Multiline Literal String", "Expected `''` or `'`"];
    this.at += 3;
    this.match(/\r?\n/y);
    let value = "";
    while (!this.peek(quote)) {
      if (this.at >= this.text.length) this.unexpected([expected], [what]);
      if (escapes && this.peek("\\")) value += this.match(/\\[ \t]*\r?\n\s*/y) === undefined ? this.multiLineEscape(expected, what) : "";
      else value += this.text[this.at++];
    }
    this.at += 3;
    while (this.take(quote[0] as string)) value += quote[0];
    return value;
  }

  multiLineEscape(expected: string, what: string): string {
    return this.attempt(() => this.escape()) ?? this.unexpected([expected], [what]);
  }

  /** What a backslash and what follows stand for. */
  escape(): string {
    this.at++;
    const letter = this.text[this.at] ?? "";
    const simple = ESCAPES[letter];
    const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
    if (simple === undefined && length === 0) this.unexpected(["While parsing escape sequence"], ["Basic String"]);
    this.at++;
    if (simple !== undefined) return simple;
    const start = this.at;
    const digits = this.match(/[0-9A-Fa-f]{1,8}/y)?.slice(0, length) ?? "";
    this.at = start + digits.length;
    const missing = `expected ${length - digits.length} more elements`;
    if (digits === "") this.unexpected(["Expected hex_digit", missing], ["Basic String"]);
    if (digits.length < length) this.fail(missing, this.at, ["Basic String"]);
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      this.fail(`Invalid hex escape code: ${code.toString(16)} \n`, start, ["Basic String"]);
    return String.fromCodePoint(code);
  }
}
