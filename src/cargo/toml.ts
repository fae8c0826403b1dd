// TOML 1.0 to values with spans, and one error with its place: cargo stops at the first, too.
// Offsets are UTF-16 units of the text; words are those of the `toml` crate that cargo 1.96 uses.

export interface TomlSpan {
  readonly lo: number;
  readonly hi: number;
}

export type TomlValue =
  | { readonly kind: "string"; readonly value: string; readonly span: TomlSpan }
  | { readonly kind: "integer"; readonly value: bigint; readonly span: TomlSpan }
  | { readonly kind: "float"; readonly value: number; readonly span: TomlSpan }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: TomlSpan }
  | { readonly kind: "datetime"; readonly text: string; readonly span: TomlSpan }
  | { readonly kind: "array"; readonly items: readonly TomlValue[]; readonly span: TomlSpan }
  | TomlTable;

export interface TomlTable {
  readonly kind: "table";
  readonly entries: Map<string, TomlEntry>;
  readonly span: TomlSpan;
  /** Made by `[header]`, by a dotted key, or inline: decides who may add to it. */
  origin: "header" | "dotted" | "implicit" | "inline";
}

export interface TomlEntry {
  readonly key: TomlSpan;
  readonly value: TomlValue;
}

export class TomlError extends Error {
  constructor(
    message: string,
    readonly span: TomlSpan,
    /** What the parser of cargos before 1.90 said; its place is the same or given as `oldAt`. */
    readonly oldWords: string = message,
    readonly oldAt: number = span.lo,
  ) {
    super(message);
  }
}

interface OldWords {
  readonly words: string;
  readonly at: number;
}

interface Key {
  readonly name: string;
  readonly span: TomlSpan;
}

const newTable = (lo: number, hi: number, origin: TomlTable["origin"]): TomlTable => ({
  kind: "table",
  entries: new Map(),
  span: { lo, hi },
  origin,
});
const BARE_KEY = /[A-Za-z0-9_-]+/y;
const DATETIME = /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?/y;
const NUMBER = /[+-]?(?:0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|inf|nan|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?)/y;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };
const MAX_DEPTH = 80;

class Parser {
  at = 0;
  #depth = 0;
  constructor(readonly text: string) {}

  fail(message: string, lo = this.at, hi = lo, old?: OldWords): never {
    throw new TomlError(message, { lo, hi }, old?.words, old?.at);
  }

  /** What cargos before 1.90 say of an unexpected character. */
  unexpected(expected?: string, within?: string, at = this.at): OldWords {
    const character = this.text[at];
    const lines = [character === undefined ? "Unexpected end of input" : `Unexpected \`${character}\``];
    if (expected !== undefined) lines.push(`Expected ${expected}`);
    if (within !== undefined) lines.push(`While parsing a ${within}`);
    return { words: lines.join("\n"), at };
  }

  duplicate(key: Key, table: string | undefined, header: number | undefined): never {
    const where = table === undefined ? "document root" : `table \`${table}\``;
    const within = header === undefined ? "" : "\n\nWhile parsing a Table Header";
    const words = `Duplicate key \`${key.name}\` in ${where}${within}`;
    this.fail("duplicate key", key.span.lo, key.span.hi, { words, at: header ?? key.span.lo });
  }

  /** Text of a sticky pattern here, or undefined. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  peek(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at += text.length;
    return true;
  }

  skipBlanks(): void {
    this.match(/[ \t]*/y);
  }

  skipComment(): void {
    this.match(/#[^\n]*/y);
  }

  /** Blanks, line ends and comments, inside arrays and between lines. */
  skipLines(): void {
    while (this.match(/[ \t\r\n]+|#[^\n]*/y) !== undefined);
  }

  /** document = { line } */
  document(): TomlTable {
    const root = newTable(0, this.text.length, "header");
    let current = root;
    for (this.skipLines(); this.at < this.text.length; this.skipLines()) {
      const isHeader = this.peek("[");
      if (isHeader) current = this.header(root);
      else this.keyValue(current);
      this.endOfLine(isHeader);
    }
    return root;
  }

  endOfLine(isHeader: boolean): void {
    this.skipBlanks();
    this.skipComment();
    if (this.at < this.text.length && this.match(/\r?\n/y) === undefined)
      this.fail(
        "unexpected key or value, expected newline, `#`",
        isHeader ? this.at : this.lineRest(),
        undefined,
        this.unexpected("newline or end of input"),
      );
  }

  /** Where the second assignment of a line is noticed: at its `=`, else at its start. */
  lineRest(): number {
    const rest = /[^=\r\n#]*=/y;
    rest.lastIndex = this.at;
    const found = rest.exec(this.text)?.[0];
    return found === undefined ? this.at : this.at + found.length - 1;
  }

  /** End of the run of text that an error underlines. */
  wordEnd(): number {
    const end = this.text.slice(this.at).search(/[\s#=\]]/);
    return end < 0 ? this.text.length : this.at + Math.max(1, end);
  }

  /** header = "[" key "]" | "[[" key "]]" */
  header(root: TomlTable): TomlTable {
    const start = this.at;
    const isArray = this.take("[[");
    if (!isArray) this.take("[");
    const path = this.keyPath();
    if (!this.take(isArray ? "]]" : "]")) this.unclosedHeader(isArray);
    const last = path.pop() as Key;
    const parent = this.descend(root, path);
    const within = path.length === 0 ? undefined : path.map(({ name }) => name).join(".");
    return isArray ? this.arrayTable(parent, last, start) : this.table(parent, last, start, within);
  }

  unclosedHeader(isArray: boolean): never {
    const old = this.unexpected(isArray ? "`.` or `]]`" : "`.` or `]`", "Table Header");
    if (isArray) this.take("]");
    this.fail(isArray ? "unclosed array table, expected `]`" : "unclosed table, expected `]`", this.at, this.at, old);
  }

  /** The table that a header's leading keys name; of an array of tables its last. */
  descend(root: TomlTable, path: readonly Key[]): TomlTable {
    let table = root;
    for (const key of path) {
      const known = table.entries.get(key.name)?.value;
      if (known === undefined) {
        const made = newTable(key.span.lo, key.span.hi, "implicit");
        table.entries.set(key.name, { key: key.span, value: made });
        table = made;
      } else table = this.tableOf(known, key);
    }
    return table;
  }

  tableOf(value: TomlValue, key: Key): TomlTable {
    const last = value.kind === "array" ? value.items.at(-1) : value;
    if (last?.kind !== "table" || last.origin === "inline") this.fail("duplicate key", key.span.lo, key.span.hi);
    return last;
  }

  table(parent: TomlTable, key: Key, start: number, within: string | undefined): TomlTable {
    const known = parent.entries.get(key.name)?.value;
    if (known === undefined) {
      const made = newTable(start, this.at, "header");
      parent.entries.set(key.name, { key: key.span, value: made });
      return made;
    }
    if (known.kind !== "table" || known.origin !== "implicit") this.duplicate(key, within, start);
    known.origin = "header";
    (known as { span: TomlSpan }).span = { lo: start, hi: this.at };
    return known;
  }

  arrayTable(parent: TomlTable, key: Key, start: number): TomlTable {
    const made = newTable(start, this.at, "header");
    const known = parent.entries.get(key.name)?.value;
    if (known === undefined) parent.entries.set(key.name, { key: key.span, value: { kind: "array", items: [made], span: made.span } });
    else if (known.kind === "array" && known.items[0]?.kind === "table") (known.items as TomlValue[]).push(made);
    else this.fail("duplicate key", key.span.lo, key.span.hi);
    return made;
  }

  /** keyValue = keyPath "=" value */
  keyValue(table: TomlTable, isInline = false): void {
    const path = this.keyPath();
    if (!this.take("=")) this.noAssignment(isInline);
    this.skipBlanks();
    const last = path.pop() as Key;
    let target = table;
    for (const key of path) target = this.dotted(target, key);
    const value = this.value();
    if (target.entries.has(last.name)) this.duplicate(last, undefined, undefined);
    target.entries.set(last.name, { key: last.span, value });
  }

  /** Noticed behind the word that the key's last letters stand in, and the blanks there. */
  noAssignment(isInline: boolean): never {
    const old = this.unexpected("`.` or `=`");
    this.match(/[^\s=.,"'[\]{}#]*/y);
    this.skipBlanks();
    const words = isInline ? "missing assignment between key-value pairs" : "key with no value";
    return this.fail(`${words}, expected \`=\``, this.at, this.at, old);
  }

  dotted(table: TomlTable, key: Key): TomlTable {
    const known = table.entries.get(key.name)?.value;
    if (known === undefined) {
      const made = newTable(key.span.lo, key.span.hi, "dotted");
      table.entries.set(key.name, { key: key.span, value: made });
      return made;
    }
    if (known.kind !== "table" || known.origin === "inline" || known.origin === "header")
      this.fail("duplicate key", key.span.lo, key.span.hi);
    return known;
  }

  /** keyPath = key { "." key } */
  keyPath(): Key[] {
    const path: Key[] = [];
    do {
      this.skipBlanks();
      path.push(this.key());
      this.skipBlanks();
    } while (this.take("."));
    return path;
  }

  key(): Key {
    const lo = this.at;
    const name = this.peek('"') ? this.basicString() : this.peek("'") ? this.literalString() : this.match(BARE_KEY);
    if (name === undefined) this.notAKey(lo);
    return { name, span: { lo, hi: this.at } };
  }

  notAKey(lo: number): never {
    const empty = /[=.\]\s]/.test(this.text[lo] ?? " ");
    const words = empty ? "unquoted keys cannot be empty" : "invalid unquoted key";
    this.fail(`${words}, expected letters, numbers, \`-\`, \`_\``, lo, empty ? lo : lo + 1, this.unexpected("key or end of input"));
  }

  value(): TomlValue {
    const lo = this.at;
    if (++this.#depth > MAX_DEPTH) this.fail("cannot recurse further; max recursion depth met", lo, lo + 1);
    const value = this.valueHere(lo);
    this.#depth--;
    return value;
  }

  valueHere(lo: number): TomlValue {
    const span = () => ({ lo, hi: this.at });
    if (this.peek('"""')) return { kind: "string", value: this.multiLine('"""', true), span: span() };
    if (this.peek("'''")) return { kind: "string", value: this.multiLine("'''", false), span: span() };
    if (this.peek('"')) return { kind: "string", value: this.basicString(), span: span() };
    if (this.peek("'")) return { kind: "string", value: this.literalString(), span: span() };
    if (this.peek("[")) return this.array(lo);
    if (this.peek("{")) return this.inlineTable(lo);
    if (this.match(/true(?![A-Za-z0-9_])/y)) return { kind: "boolean", value: true, span: span() };
    if (this.match(/false(?![A-Za-z0-9_])/y)) return { kind: "boolean", value: false, span: span() };
    const date = this.match(DATETIME);
    if (date !== undefined) return { kind: "datetime", text: date, span: span() };
    return this.number(lo);
  }

  number(lo: number): TomlValue {
    const text = this.match(NUMBER);
    if (text === undefined) return this.notAValue(lo);
    const plain = text.replaceAll("_", "");
    const span = { lo, hi: this.at };
    if (/inf|nan/.test(plain)) return { kind: "float", value: Number(plain.replace("inf", "Infinity").replace(/[+-]?nan/, "NaN")), span };
    if (!/^[+-]?0[xob]/.test(plain) && /[.eE]/.test(plain)) return { kind: "float", value: Number(plain), span };
    const negative = plain.startsWith("-");
    const digits = BigInt(plain.replace(/^[+-]/, ""));
    return { kind: "integer", value: negative ? -digits : digits, span };
  }

  notAValue(lo: number): never {
    const hi = this.wordEnd();
    const word = this.text.slice(lo, hi);
    const old = this.unexpected("quoted string", undefined, lo);
    if (word.startsWith("=")) this.fail("extra `=`, expected nothing", lo, lo + 1, old);
    if (word === "" || /^[\r\n#]/.test(word)) this.fail("string values must be quoted, expected literal string", lo, lo, old);
    const guess = { t: "boolean, expected `true`", f: "boolean, expected `false`", n: "float, expected `nan`", i: "float, expected `inf`" }[
      (word[0] as string).toLowerCase()
    ];
    this.fail(guess === undefined ? "string values must be quoted, expected literal string" : `invalid ${guess}`, lo, hi, old);
  }

  array(lo: number): TomlValue {
    this.at++;
    const items: TomlValue[] = [];
    for (this.skipLines(); !this.take("]"); this.skipLines()) {
      if (this.at >= this.text.length) this.unclosed("array", "]", lo);
      items.push(this.value());
      this.skipLines();
      if (this.at >= this.text.length) this.unclosed("array", "]", lo);
      if (!this.take(",") && !this.peek("]"))
        this.fail("missing comma between array elements, expected `,`", this.at, this.at, this.unexpected("`]`"));
    }
    return { kind: "array", items, span: { lo, hi: this.at } };
  }

  inlineTable(lo: number): TomlTable {
    this.at++;
    const table = newTable(lo, lo, "dotted");
    for (this.skipLines(); !this.take("}"); this.skipLines()) {
      if (this.at >= this.text.length) this.unclosed("inline table", "}", lo);
      this.keyValue(table, true);
      this.skipLines();
      if (!this.take(",") && !this.peek("}"))
        this.fail("extra assignment between key-value pairs, expected `,`", this.lineRest(), undefined, this.unexpected("`}`"));
    }
    return { ...table, span: { lo, hi: this.at }, origin: "inline" };
  }

  /** The end of the text in an array or inline table: noticed at the end of its last line. */
  unclosed(what: string, bracket: string, lo: number): never {
    const end = lo + this.text.slice(lo).trimEnd().length;
    this.fail(`unclosed ${what}, expected \`${bracket}\``, end, end, this.unexpected(`\`${bracket}\``));
  }

  basicString(): string {
    this.at++;
    let value = "";
    for (;;) {
      value += this.match(/[^"\\\n\r]+/y) ?? "";
      if (this.take('"')) return value;
      if (this.take("\\")) value += this.escape();
      else this.fail('invalid basic string, expected `"`', this.at, this.at, this.unexpected('`"`', "Basic String"));
    }
  }

  literalString(): string {
    this.at++;
    const value = this.match(/[^'\n\r]+/y) ?? "";
    if (!this.take("'")) this.fail("invalid literal string, expected `'`", this.at, this.at, this.unexpected("`'`", "Literal String"));
    return value;
  }

  multiLine(quote: string, escapes: boolean): string {
    this.at += 3;
    this.match(/\r?\n/y);
    let value = "";
    while (!this.peek(quote)) {
      if (this.at >= this.text.length)
        this.fail(`invalid multi-line ${escapes ? "basic" : "literal"} string, expected \`${quote[0]}\``, this.at, this.at);
      if (escapes && this.take("\\")) value += this.match(/[ \t]*\r?\n\s*/y) === undefined ? this.escape() : "";
      else value += this.text[this.at++];
    }
    this.at += 3;
    while (this.take(quote[0] as string)) value += quote[0];
    return value;
  }

  escape(): string {
    const lo = this.at;
    const letter = this.text[this.at++] ?? "";
    const simple = ESCAPES[letter];
    if (simple !== undefined) return simple;
    const digits = letter === "u" ? this.match(/[0-9A-Fa-f]{4}/y) : letter === "U" ? this.match(/[0-9A-Fa-f]{8}/y) : undefined;
    const code = digits === undefined ? Number.NaN : Number.parseInt(digits, 16);
    if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff))
      this.fail(
        'missing escaped value, expected `b`, `e`, `f`, `n`, `r`, `\\`, `"`, `x`, `u`, `U`',
        lo,
        lo,
        this.unexpected(undefined, undefined, lo),
      );
    return String.fromCodePoint(code);
  }
}

/** Parses a document. Throws TomlError with the place of the first mistake. */
export function parseToml(text: string): TomlTable {
  return new Parser(text.startsWith("\ufeff") ? text.slice(1) : text).document();
}
