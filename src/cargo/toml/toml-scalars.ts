// Keys and scalars of TOML, from their text to their value.
import { datetimeFlaw } from "./toml-datetime.ts";
import type { TomlText } from "./toml-structure.ts";
import { TomlError, type TomlSpan, type TomlValue } from "./toml-value.ts";

const NOTHING = ", expected nothing";
const KEY_CHARACTERS = ", expected letters, numbers, `-`, `_`";
const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  e: "\u001b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const WORDS: Readonly<Record<string, readonly [word: string, kind: "boolean" | "float"]>> = {
  t: ["true", "boolean"],
  f: ["false", "boolean"],
  i: ["inf", "float"],
  n: ["nan", "float"],
};
const RADIXES: Readonly<Record<string, { readonly name: string; readonly digit: RegExp }>> = {
  x: { name: "hexadecimal", digit: /[^0-9A-Fa-f_]/ },
  o: { name: "octal", digit: /[^0-7_]/ },
  b: { name: "binary", digit: /[^01_]/ },
};
const MAX_INTEGER = (1n << 128n) - 1n;
const MIN_INTEGER = -(1n << 127n);

/** One key or scalar. Its complaints count from where it begins. */
class Decoder {
  readonly #raw: string;
  readonly #text: TomlText;

  constructor(text: string, place: TomlText) {
    this.#raw = text.slice(place.lo, place.hi);
    this.#text = place;
  }

  get #span(): TomlSpan {
    return { lo: this.#text.lo, hi: this.#text.hi };
  }

  #fail(message: string, lo: number, hi = lo): never {
    throw new TomlError(message, { lo: this.#text.lo + lo, hi: this.#text.lo + hi });
  }

  #failWhole(message: string): never {
    this.#fail(message, 0, this.#raw.length);
  }

  key(): string {
    const { quotes } = this.#text;
    if (quotes?.startsWith("multi-line")) this.#failWhole(`keys cannot be ${quotes}s, expected basic string, literal string`);
    if (quotes !== undefined) return this.#string();
    if (this.#raw === "") this.#fail(`unquoted keys cannot be empty${KEY_CHARACTERS}`, 0);
    const odd = /[^A-Za-z0-9_-]+/.exec(this.#raw);
    if (odd !== null) this.#fail(`invalid unquoted key${KEY_CHARACTERS}`, odd.index, odd.index + odd[0].length);
    return this.#raw;
  }

  scalar(): TomlValue {
    if (this.#text.quotes !== undefined) return { kind: "string", value: this.#string(), span: this.#span };
    const raw = this.#raw;
    const first = (raw[0] ?? "").toLowerCase();
    if (WORDS[first] !== undefined) return this.#word(WORDS[first], raw, 0);
    if (/[+\-_.0-9]/.test(first)) return this.#number();
    return this.#unquoted();
  }

  #unquoted(): never {
    const quote = ["'''", '"""', "'", '"'].find((each) => this.#raw.endsWith(each));
    if (quote !== undefined) this.#fail(`missing opening quote, expected \`${quote}\``, 0);
    this.#failWhole("string values must be quoted, expected literal string");
  }

  #word([word, kind]: readonly [string, "boolean" | "float"], written: string, at: number): TomlValue {
    if (written !== word && written.includes(" ") && at === 0) this.#unquoted();
    if (written !== word) this.#fail(`invalid ${kind}, expected \`${word}\``, at, this.#raw.length);
    if (kind === "boolean") return { kind, value: word === "true", span: this.#span };
    return { kind, value: word === "nan" ? Number.NaN : this.#raw[0] === "-" ? -Infinity : Infinity, span: this.#span };
  }

  #number(): TomlValue {
    const raw = this.#raw;
    const at = /^[+-]/.test(raw) ? 1 : 0;
    const first = raw[at] ?? "";
    if (at > 0 && /[+-]/.test(first)) this.#fail(`redundant numeric sign${NOTHING}`, at, at + 1);
    if (at > 0 && /[in]/i.test(first)) return this.#word(WORDS[first.toLowerCase()] as readonly [string, "float"], raw.slice(at), at);
    if (/^0[xobd]/i.test(raw.slice(at))) return this.#radix(at);
    if (first === "." && !raw.includes(" ")) return this.#float(0);
    if (!/[_0-9]/.test(first)) this.#unquoted();
    const digits = /^\d*/.exec(raw.slice(at))?.[0] ?? "";
    const rest = raw.slice(at + digits.length);
    if (rest.startsWith("-") || rest.startsWith(":")) return this.#datetime();
    if (rest.includes(" ")) this.#unquoted();
    if (/[.eE]/.test(rest)) return this.#float(at);
    if (rest !== "" && !rest.startsWith("_")) this.#unquoted();
    if (raw[at] === "0" && raw.length > at + 1) this.#fail(`unexpected leading zero${NOTHING}`, at, at + 1);
    return this.#integer(this.#digits(0, /[0-9a-f]/i));
  }

  #radix(at: number): TomlValue {
    const letter = this.#raw[at + 1] as string;
    if (at > 0) this.#fail(`integers with a radix cannot be signed${NOTHING}`, 0, 1);
    const radix = RADIXES[letter.toLowerCase()];
    if (radix === undefined) this.#fail(`redundant integer number prefix${NOTHING}`, 0, 2);
    if (letter !== letter.toLowerCase()) this.#fail(`radix must be lowercase, expected \`0${letter.toLowerCase()}\``, 0, 2);
    if (/[+-]/.test(this.#raw[2] ?? "")) this.#fail(`unexpected sign${NOTHING}`, 2, 3);
    const odd = this.#raw.slice(2).search(radix.digit);
    if (odd >= 0) this.#fail(`invalid ${radix.name} number`, 2 + odd);
    return this.#integer(`0${letter}${this.#digits(2, /[0-9a-f]/i)}`);
  }

  /** The text behind `from` without its underscores, which stand between two `digit`s. */
  #digits(from: number, digit: RegExp): string {
    const raw = this.#raw;
    for (let at = raw.indexOf("_", from); at >= 0; at = raw.indexOf("_", at + 1))
      if (at === from || !digit.test(raw[at - 1] ?? "") || !digit.test(raw[at + 1] ?? ""))
        this.#fail(`\`_\` may only go between digits${NOTHING}`, at, at + 1);
    return raw.slice(from).replaceAll("_", "");
  }

  #integer(digits: string): TomlValue {
    const isNegative = digits.startsWith("-");
    const bare = digits.replace(/^[+-]/, "");
    const magnitude = /^(?:\d+|0[xob][0-9a-f]+)$/i.test(bare) ? BigInt(bare) : undefined;
    const value = isNegative && magnitude !== undefined ? -magnitude : magnitude;
    if (value === undefined || value > MAX_INTEGER || value < MIN_INTEGER) this.#failWhole("integer number overflowed");
    return { kind: "integer", value, span: this.#span };
  }

  /** From `at`: digits, a dot with digits, an exponent. */
  #float(at: number): TomlValue {
    const raw = this.#raw;
    const run = (from: number, part: string, mayLead: boolean): number => {
      const digits = /^[0-9_]*/.exec(raw.slice(from))?.[0] ?? "";
      const count = digits.replaceAll("_", "").length;
      if (count === 0) this.#fail(`invalid ${part}, expected digits`, from);
      if (count > 1 && digits.startsWith("0") && !mayLead) this.#fail(`unexpected leading zero${NOTHING}`, from, from + 1);
      return from + digits.length;
    };
    let end = run(at, "mantissa", false);
    if (raw[end] === ".") end = run(end + 1, "fraction", true);
    if (/[eE]/.test(raw[end] ?? "")) end = run(/[+-]/.test(raw[end + 1] ?? "") ? end + 2 : end + 1, "exponent", true);
    if (end < raw.length) this.#fail(`invalid float${NOTHING}`, end, raw.length);
    const value = Number(this.#digits(0, /\d/));
    if (!Number.isFinite(value)) this.#failWhole("floating-point number overflowed");
    return { kind: "float", value, span: this.#span };
  }

  #datetime(): TomlValue {
    const flaw = datetimeFlaw(this.#raw);
    if (flaw !== undefined) this.#failWhole(flaw);
    return { kind: "datetime", text: this.#raw, span: this.#span };
  }

  /** What the quotes hold. */
  #string(): string {
    const { quotes } = this.#text;
    const isBasic = quotes?.endsWith("basic string") ?? false;
    const isMultiLine = quotes?.startsWith("multi-line") ?? false;
    const quote = isBasic ? '"' : "'";
    const close = isMultiLine ? quote.repeat(3) : quote;
    const raw = this.#raw;
    if (!raw.startsWith(close)) this.#fail(`invalid ${quotes}, expected \`${quote}\``, 0);
    const start = close.length + (isMultiLine ? (/^\r?\n/.exec(raw.slice(close.length, close.length + 2))?.[0].length ?? 0) : 0);
    if (raw.length < start + close.length || !raw.endsWith(close)) this.#fail(`invalid ${quotes}, expected \`${quote}\``, raw.length);
    const end = raw.length - close.length;
    return isBasic ? this.#escaped(start, end, isMultiLine) : this.#literal(start, end, isMultiLine);
  }

  #literal(start: number, end: number, isMultiLine: boolean): string {
    const body = this.#raw.slice(start, end);
    const odd = body.search(isMultiLine ? /[^\t\n\x20-\x7e\x80-\uffff](?<!\r(?=\n))/ : /[^\t\x20-\x7e\x80-\uffff]/);
    if (odd >= 0 && body[odd] === "\r" && isMultiLine)
      this.#fail("carriage return must be followed by newline, expected newline", start + odd + 1);
    if (odd >= 0)
      this.#fail(`invalid ${this.#text.quotes}, expected non-single-quote ${isMultiLine ? "" : "visible "}characters`, start + odd);
    return body;
  }

  #escaped(start: number, end: number, isMultiLine: boolean): string {
    const raw = this.#raw;
    const plain = isMultiLine ? /[\t\n\x20-\x5b\x5d-\x7e\x80-\uffff]+/y : /[\t\x20\x21\x23-\x5b\x5d-\x7e\x80-\uffff]+/y;
    const odd = isMultiLine ? /^[^\t\n\x20-\x7e\x80-\uffff]+/ : /^(?:"|[^\t\x20-\x7e\x80-\uffff])+/;
    let value = "";
    for (let at = start; at < end;) {
      plain.lastIndex = at;
      const part = plain.exec(raw)?.[0].slice(0, end - at) ?? "";
      value += part;
      at += part.length;
      if (at >= end) break;
      if (raw[at] === "\\" && isMultiLine && /[ \t\r\n]/.test(raw[at + 1] ?? "")) at = this.#skipLineEnd(at + 1, end);
      else if (raw[at] === "\\") {
        const [character, behind] = this.#escape(at + 1, end);
        value += character;
        at = behind;
      } else if (raw[at] === "\r" && isMultiLine) {
        if (raw[at + 1] !== "\n") this.#fail("carriage return must be followed by newline, expected newline", at + 1);
        value += "\r\n";
        at += 2;
      } else {
        const expected = isMultiLine ? "`\\`, characters" : "non-double-quote visible characters, `\\`";
        this.#fail(`invalid ${this.#text.quotes}, expected ${expected}`, at, at + (odd.exec(raw.slice(at, end))?.[0].length ?? 0));
      }
    }
    return value;
  }

  /** Behind a backslash at the end of a line: blanks and line ends up to what follows. */
  #skipLineEnd(at: number, end: number): number {
    const raw = this.#raw.slice(0, end);
    while (/[ \t]/.test(raw[at] ?? "")) at++;
    if (!/[\r\n]/.test(raw[at] ?? "")) this.#fail(`invalid ${this.#text.quotes}, expected newline`, at);
    for (; /[ \t\r\n]/.test(raw[at] ?? ""); at++)
      if (raw[at] === "\r" && raw[at + 1] !== "\n") this.#fail("carriage return must be followed by newline, expected newline", at + 1);
    return at;
  }

  /** The character that the escape at `at`, behind its backslash, stands for, and where it ends. */
  #escape(at: number, end: number): [character: string, end: number] {
    const letter = at < end ? (this.#raw[at] as string) : "";
    const simple = ESCAPES[letter];
    if (simple !== undefined) return [simple, at + 1];
    const length = HEX_LENGTHS[letter];
    if (length === undefined) this.#fail('missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `"`, `x`, `u`, `U`', at);
    const digits = /^[0-9A-Fa-f]*/.exec(this.#raw.slice(at + 1, Math.min(end, at + 1 + length)))?.[0] ?? "";
    const expected = ", expected unicode hexadecimal value";
    if (digits.length < length) this.#fail(`too few unicode value digits${expected}`, at + 1 + digits.length);
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) this.#fail(`invalid value${expected}`, at + 1);
    return [String.fromCodePoint(code), at + 1 + length];
  }
}

/** The name that a key of `text` spells. Throws TomlError. */
export const tomlKey = (text: string, place: TomlText): string => new Decoder(text, place).key();

/** The value that a scalar of `text` spells. Throws TomlError. */
export const tomlScalar = (text: string, place: TomlText): TomlValue => new Decoder(text, place).scalar();
