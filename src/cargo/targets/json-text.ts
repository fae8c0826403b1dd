// JSON with places: every value knows where it begins and ends, and a mistake is told in the words of the parser that rustc
// uses. What was read before a mistake is kept: a reader of types meets what is wrong in the order of the text.

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly fields: ReadonlyMap<string, JsonValue>;
  /** Where its `}` stands, both from 1, columns in bytes. */
  readonly endLine: number;
  readonly endColumn: number;
}

/** A value with the offsets of its first character and behind its last. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: JsonValue;
  /** As written; of numbers it says whether they are integers. */
  readonly text: string;
  readonly items: readonly JsonNode[];
  readonly entries: readonly JsonEntry[];
}

export interface JsonEntry {
  readonly key: string;
  /** Behind the key's closing quote. */
  readonly keyEnd: number;
  readonly node: JsonNode;
}

export class JsonError extends Error {}

/** Line and column of what was consumed last, as messages count them: a column is 0 behind a line's end. */
export function placeText(text: string, end: number): string {
  const before = text.slice(0, end);
  const column = new TextEncoder().encode(before.slice(before.lastIndexOf("\n") + 1)).length;
  return ` at line ${before.split("\n").length} column ${column}`;
}

const MAX_DEPTH = 128;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const WORDS = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const;

class Parser {
  at = 0;
  /** Keys whose values are still open, outermost first, with the offsets behind them. */
  readonly path: Omit<OpenEntry, "node">[] = [];
  /** A key that its colon is not seen of yet. */
  bare: Omit<OpenEntry, "node"> | undefined;
  /** Entries of the outermost object, as far as they were read. */
  readonly top: JsonEntry[] = [];
  #depth = 0;
  constructor(readonly text: string) {}

  /** At the character that is wrong: it counts as seen, the end of the text does not. */
  fail(words: string): never {
    throw new JsonError(words + placeText(this.text, Math.min(this.at + 1, this.text.length)));
  }

  blanks(): string | undefined {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
    return this.text[this.at];
  }

  node(start: number, value: JsonValue, parts: Partial<JsonNode> = {}): JsonNode {
    return { start, end: this.at, value, text: this.text.slice(start, this.at), items: [], entries: [], ...parts };
  }

  value(): JsonNode {
    const first = this.blanks();
    const start = this.at;
    if (first === undefined) return this.fail("EOF while parsing a value");
    if (first === "{" || first === "[") return this.nested(first);
    if (first === '"') return this.node(start, this.string());
    for (const [word, value] of WORDS) {
      if (!first.startsWith(word.slice(0, 1))) continue;
      for (const letter of word) {
        if (this.text[this.at] !== letter) return this.fail(this.at < this.text.length ? "expected ident" : "EOF while parsing a value");
        this.at++;
      }
      return this.node(start, value);
    }
    return this.node(start, this.number());
  }

  nested(first: string): JsonNode {
    if (++this.#depth > MAX_DEPTH) this.fail("recursion limit exceeded");
    const node = first === "{" ? this.object() : this.array();
    this.#depth--;
    return node;
  }

  number(): number {
    const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    number.lastIndex = this.at;
    const found = number.exec(this.text)?.[0];
    if (found === undefined) return this.fail("expected value");
    this.at += found.length;
    return Number(found);
  }

  string(): string {
    let value = "";
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      const character = this.text[this.at];
      if (character === undefined) return this.fail("EOF while parsing a string");
      if (character < " ") return this.fail("control character (\\u0000-\\u001F) found while parsing a string");
      value += character === "\\" ? this.escape() : character;
    }
    this.at++;
    return value;
  }

  escape(): string {
    const letter = this.text[++this.at] ?? "";
    const simple = ESCAPES[letter];
    if (simple !== undefined) return simple;
    const digits = letter === "u" ? /^[0-9A-Fa-f]{4}/.exec(this.text.slice(this.at + 1))?.[0] : undefined;
    if (digits === undefined) return this.fail("invalid escape");
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  object(): JsonNode {
    const start = this.at++;
    const entries: JsonEntry[] = this.#depth === 1 ? this.top : [];
    for (let next = this.blanks(); next !== "}"; next = this.blanks()) {
      if (next === undefined) return this.fail("EOF while parsing an object");
      if (next !== '"') return this.fail("key must be a string");
      entries.push(this.entry());
      const end = this.blanks();
      if (end === ",") this.at++;
      else if (end !== "}") return this.fail(end === undefined ? "EOF while parsing an object" : "expected `,` or `}`");
      if (end === "," && this.blanks() === "}") return this.fail("trailing comma");
    }
    this.at++;
    const place = / line (\d+) column (\d+)$/.exec(placeText(this.text, this.at));
    const fields = new Map(entries.map(({ key, node }) => [key, node.value]));
    return this.node(start, { fields, endLine: Number(place?.[1]), endColumn: Number(place?.[2]) }, { entries });
  }

  entry(): JsonEntry {
    const key = this.string();
    const keyEnd = this.at;
    this.bare = { key, keyEnd };
    if (this.blanks() !== ":") return this.fail("expected `:`");
    this.bare = undefined;
    this.at++;
    this.path.push({ key, keyEnd });
    const node = this.value();
    this.path.pop();
    return { key, keyEnd, node };
  }

  array(): JsonNode {
    const items: JsonNode[] = [];
    const start = this.at++;
    while (this.blanks() !== "]") {
      items.push(this.value());
      const end = this.blanks();
      if (end === ",") this.at++;
      else if (end !== "]") return this.fail(end === undefined ? "EOF while parsing a list" : "expected `,` or `]`");
      if (end === "," && this.blanks() === "]") return this.fail("trailing comma");
    }
    this.at++;
    return this.node(
      start,
      items.map(({ value }) => value),
      { items },
    );
  }
}

interface OpenEntry {
  readonly key: string;
  readonly keyEnd: number;
  readonly node: JsonNode | undefined;
}

export interface JsonReading {
  /** Undefined after a mistake. */
  readonly root: JsonNode | undefined;
  /** Entries of the outermost object in front of the mistake. */
  readonly entries: readonly JsonEntry[];
  /** The outermost object's key whose value has the mistake, and that value, empty, if it is a list or an object. */
  readonly open: OpenEntry | undefined;
  readonly mistake: string;
}

function openEntry(text: string, open: Omit<OpenEntry, "node"> | undefined): OpenEntry | undefined {
  if (open === undefined) return undefined;
  const start = open.keyEnd + (/^\s*:\s*/.exec(text.slice(open.keyEnd))?.[0].length ?? 0);
  const part = { start, end: start, text: "", items: [], entries: [] };
  const object: JsonObject = { fields: new Map(), endLine: 0, endColumn: 0 };
  const value = text[start] === "[" ? [] : text[start] === "{" ? object : undefined;
  return { ...open, node: value === undefined ? undefined : { ...part, value } };
}

/** The first value of a text, whatever follows it; the mistake names the keys that lead to it. */
export function readJson(text: string): JsonReading {
  const parser = new Parser(text);
  try {
    return { root: parser.value(), entries: parser.top, open: undefined, mistake: "" };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const path = parser.path.length === 0 ? "" : `${parser.path.map(({ key }) => key).join(".")}: `;
    return { root: undefined, entries: parser.top, open: openEntry(text, parser.path[0] ?? parser.bare), mistake: path + error.message };
  }
}

export function parseJson(text: string): JsonValue {
  const parser = new Parser(text);
  const { value } = parser.value();
  if (parser.blanks() !== undefined) parser.fail("trailing characters");
  return value;
}
