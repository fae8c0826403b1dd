// JSON with places: objects know where they end, and a mistake is told in the words of the parser that rustc uses.

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly fields: ReadonlyMap<string, JsonValue>;
  /** Where its `}` stands, both from 1, columns in bytes. */
  readonly endLine: number;
  readonly endColumn: number;
}

export class JsonError extends Error {}

const MAX_DEPTH = 128;
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

class Parser {
  at = 0;
  #depth = 0;
  constructor(readonly text: string) {}

  place(at: number): { line: number; column: number } {
    const before = this.text.slice(0, at);
    return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
  }

  fail(words: string, at = this.at): never {
    const { line, column } = this.place(at);
    const ended = at >= this.text.length;
    throw new JsonError(`${words} at line ${line} column ${ended ? column - 1 : column}`);
  }

  blanks(): string | undefined {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
    return this.text[this.at];
  }

  value(): JsonValue {
    const first = this.blanks();
    if (first === undefined) return this.fail("EOF while parsing a value");
    if (first === "{" || first === "[") return this.nested(first);
    if (first === '"') return this.string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    return this.number();
  }

  nested(first: string): JsonValue {
    if (++this.#depth > MAX_DEPTH) this.fail("recursion limit exceeded");
    const value = first === "{" ? this.object() : this.array();
    this.#depth--;
    return value;
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

  object(): JsonObject {
    const fields = new Map<string, JsonValue>();
    this.at++;
    for (let next = this.blanks(); next !== "}"; next = this.blanks()) {
      if (next === undefined) return this.fail("EOF while parsing an object");
      if (next !== '"') return this.fail(fields.size > 0 ? "trailing comma" : "key must be a string");
      const key = this.string();
      if (this.blanks() !== ":") return this.fail("expected `:`");
      this.at++;
      fields.set(key, this.value());
      const end = this.blanks();
      if (end === ",") this.at++;
      else if (end !== "}") return this.fail(end === undefined ? "EOF while parsing an object" : "expected `,` or `}`");
      if (end === "," && this.blanks() === "}") return this.fail("trailing comma");
    }
    const { line, column } = this.place(this.at++);
    return { fields, endLine: line, endColumn: column };
  }

  array(): JsonValue[] {
    const items: JsonValue[] = [];
    this.at++;
    while (this.blanks() !== "]") {
      items.push(this.value());
      const end = this.blanks();
      if (end === ",") this.at++;
      else if (end !== "]") return this.fail(end === undefined ? "EOF while parsing a list" : "expected `,` or `]`");
      if (end === "," && this.blanks() === "]") return this.fail("trailing comma");
    }
    this.at++;
    return items;
  }
}

export function parseJson(text: string): JsonValue {
  const parser = new Parser(text);
  const value = parser.value();
  if (parser.blanks() !== undefined) parser.fail("trailing characters");
  return value;
}
