// TOML 1.0 as cargos before 1.90 read it: by characters, with one complaint that names the character it did not expect. What the
// words hang on (blanks in front, the first key or a later one) is how that parser put its parts together.
import { TomlScalarReader } from "./toml-before-90-scalars.ts";
import { newTable, type TomlSpan, type TomlTable, type TomlValue } from "./toml-value.ts";

interface Key {
  readonly name: string;
  readonly span: TomlSpan;
}

/** What holds the keys of a statement: the document, a table in braces, or a header. */
type Holder = "line" | "braces" | "header";

const HEADER = ["Table Header"];
const MAX_DEPTH = 80;

class Parser extends TomlScalarReader {
  #depth = 0;

  duplicate(key: Key, path: readonly string[], header?: number): never {
    const where = path.length === 0 ? "document root" : `table \`${path.join(".")}\``;
    const words = `Duplicate key \`${key.name}\` in ${where}`;
    this.fail(header === undefined ? words : `${words}\n`, header ?? key.span.lo, header === undefined ? [] : HEADER);
  }

  notExtended(path: readonly Key[], count: number, value: TomlValue, header?: number): never {
    const name = path
      .slice(0, count)
      .map((key) => key.name)
      .join(".");
    const kind = value.kind === "table" ? "inline table" : value.kind;
    const words = `Dotted key \`${name}\` attempted to extend non-table type (${kind})`;
    this.fail(header === undefined ? words : `${words}\n`, header ?? path[0]?.span.lo, header === undefined ? [] : HEADER);
  }

  skipBlanks(): void {
    this.match(/[ \t]*/y);
  }

  /** Blanks, line ends and comments, inside arrays and between lines. */
  skipLines(): void {
    while (this.match(/[ \t\n]+|\r\n|#[\t\x20-\x7e\x80-\uffff]*/y) !== undefined);
  }

  /** document = { line } */
  document(): TomlTable {
    const root = newTable({ lo: 0, hi: this.text.length }, "header");
    let current = { table: root, path: [] as readonly string[] };
    for (this.skipLines(); this.at < this.text.length; this.skipLines()) {
      const isHeader = this.peek("[");
      if (isHeader) current = this.header(root);
      else this.keyValue(current.table, current.path, "line");
      this.endOfLine(isHeader ? HEADER : []);
    }
    return root;
  }

  endOfLine(within: readonly string[]): void {
    const start = this.at;
    this.skipBlanks();
    const expected = this.at === start ? "Expected `#`" : "Expected newline or end of input";
    const isComment = this.match(/#[\t\x20-\x7e\x80-\uffff]*/y) !== undefined;
    if (this.at < this.text.length && this.match(/\r?\n/y) === undefined)
      this.unexpected([isComment ? "Expected newline or end of input" : expected], within);
  }

  /** header = "[" key "]" | "[[" key "]]" */
  header(root: TomlTable): { table: TomlTable; path: string[] } {
    const start = this.at;
    const isArray = this.take("[[");
    if (!isArray) this.take("[");
    const keys = this.keyPath("header");
    const close = isArray ? "]]" : "]";
    if (!this.take(close)) this.unexpected([`Expected \`.\` or \`${close}\``], HEADER);
    const path = keys.map(({ name }) => name);
    const parent = this.descend(root, keys, start);
    const last = keys.at(-1) as Key;
    const within = path.slice(0, -1);
    return { table: isArray ? this.arrayTable(parent, last, start, within) : this.table(parent, last, start, within), path };
  }

  /** The table that a header's leading keys name; of an array of tables its last. */
  descend(root: TomlTable, path: readonly Key[], start: number): TomlTable {
    let table = root;
    for (const [index, key] of path.slice(0, -1).entries()) {
      const known = table.entries.get(key.name)?.value;
      const last = known?.kind === "array" ? known.items.at(-1) : known;
      if (known === undefined || last === undefined) {
        const made = newTable(key.span, "implicit");
        table.entries.set(key.name, { key: key.span, value: made });
        table = made;
      } else if (last.kind !== "table" || last.origin === "inline") this.notExtended(path, index + 1, known, start);
      else table = last;
    }
    return table;
  }

  table(parent: TomlTable, key: Key, start: number, within: readonly string[]): TomlTable {
    const known = parent.entries.get(key.name)?.value;
    if (known === undefined) {
      const made = newTable({ lo: start, hi: this.at }, "header");
      parent.entries.set(key.name, { key: key.span, value: made });
      return made;
    }
    if (known.kind !== "table" || known.origin !== "implicit") this.duplicate(key, within, start);
    known.origin = "header";
    known.span = { lo: start, hi: this.at };
    return known;
  }

  arrayTable(parent: TomlTable, key: Key, start: number, within: readonly string[]): TomlTable {
    const made = newTable({ lo: start, hi: this.at }, "header");
    const known = parent.entries.get(key.name)?.value;
    if (known === undefined) parent.entries.set(key.name, { key: key.span, value: { kind: "array", items: [made], span: made.span } });
    else if (known.kind === "array" && known.items[0]?.kind === "table") (known.items as TomlValue[]).push(made);
    else this.duplicate(key, within, start);
    return made;
  }

  /** keyValue = keyPath "=" value */
  keyValue(table: TomlTable, within: readonly string[], holder: "line" | "braces"): void {
    const start = this.at;
    const path = this.keyPath(holder);
    if (!this.take("=")) this.unexpected(["Expected `.` or `=`"]);
    this.skipBlanks();
    const value = this.value();
    const last = path.at(-1) as Key;
    let target = table;
    for (const [index, key] of path.slice(0, -1).entries()) {
      const known = target.entries.get(key.name)?.value;
      if (known !== undefined && (known.kind !== "table" || (known.origin === "inline" && holder === "line")))
        this.notExtended(path, index + 1, known);
      if (known?.origin === "header") this.fail(`Duplicate key \`${last.name}\``, start);
      target = known ?? this.dotted(target, key);
    }
    if (target.entries.has(last.name)) {
      if (holder === "braces") this.fail(`Duplicate key \`${last.name}\``, table.span.lo + 1);
      this.duplicate({ ...last, span: { lo: start, hi: last.span.hi } }, within);
    }
    target.entries.set(last.name, { key: last.span, value });
  }

  dotted(table: TomlTable, key: Key): TomlTable {
    const made = newTable(key.span, "dotted");
    table.entries.set(key.name, { key: key.span, value: made });
    return made;
  }

  /** keyPath = key { "." key } */
  keyPath(holder: Holder): Key[] {
    const path: Key[] = [];
    do {
      const start = this.at;
      this.skipBlanks();
      path.push(this.key(holder, path.length === 0, this.at > start));
      this.skipBlanks();
    } while (this.take("."));
    return path;
  }

  key(holder: Holder, isFirst: boolean, isBehindBlanks: boolean): Key {
    const lo = this.at;
    const name = isFirst && holder !== "header" ? this.attempt(() => this.keyName()) : this.keyName();
    if (name === undefined) this.noKey(holder, isFirst, isBehindBlanks);
    return { name, span: { lo, hi: this.at } };
  }

  noKey(holder: Holder, isFirst: boolean, isBehindBlanks: boolean): never {
    if (holder === "line" && isFirst) this.fail("Could not parse the line");
    const blank = isBehindBlanks || (holder === "braces" && /[ \t]/.test(this.text[this.at - 1] ?? ""));
    const lines = blank ? [`Unexpected \`${this.text[this.at - 1]}\``] : [];
    this.unexpected(isFirst ? [...lines, "Expected key"] : lines, holder === "header" ? HEADER : []);
  }

  value(): TomlValue {
    const lo = this.at;
    if (++this.#depth > MAX_DEPTH) this.fail("cannot recurse further; max recursion depth met", lo);
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
    if (this.take("true")) return { kind: "boolean", value: true, span: span() };
    if (this.take("false")) return { kind: "boolean", value: false, span: span() };
    return this.datetime(lo) ?? this.number(lo);
  }

  array(lo: number): TomlValue {
    this.at++;
    const items: TomlValue[] = [];
    for (this.skipLines(); !this.take("]"); this.skipLines()) {
      items.push(this.element(this.at === lo + 1));
      this.skipLines();
      if (!this.take(",") && !this.peek("]")) this.unexpected(["Expected `]`"]);
    }
    return { kind: "array", items, span: { lo, hi: this.at } };
  }

  /** Whatever is wrong within an element, the array complains of where it begins. */
  element(isAtBracket: boolean): TomlValue {
    return this.attempt(() => this.value()) ?? this.unexpected([isAtBracket ? "Expected newline or `#`" : "Expected `]`"]);
  }

  inlineTable(lo: number): TomlTable {
    this.at++;
    const table = newTable({ lo, hi: lo }, "dotted");
    this.skipBlanks();
    if (!this.take("}"))
      do {
        this.skipBlanks();
        this.keyValue(table, [], "braces");
        this.skipBlanks();
        if (!this.peek(",") && !this.peek("}")) this.unexpected(["Expected `}`"]);
      } while (!this.take("}") && this.take(","));
    return { ...table, span: { lo, hi: this.at }, origin: "inline" };
  }
}

/** The document of a text. Throws TomlError. */
export const documentBefore90 = (text: string): TomlTable => new Parser(text).document();
