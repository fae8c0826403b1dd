// Tokens of a linker script. The lexer knows two modes: outside of expressions a word may hold nearly everything
// (`file-name.o`, `*(.text.*)`), inside of them operators stand alone. Errors are told once, with the line and a caret.

import type { LldMajor } from "../options.ts";

/** What is wrong with a script, as LLD tells it: `file:line: what`, the line, a caret. */
export class ScriptError extends Error {}

const WORD = /[A-Za-z0-9_.$/\\~=+[\]*?\-!^:]/;
const EXPRESSION_OPERATORS = "!~*/+-<>?^:=";

/** A file that another is read within, from where it goes on. */
interface Suspended {
  readonly file: string;
  readonly text: string;
  readonly at: number;
}

export class ScriptLexer {
  #file: string;
  #text: string;
  #at = 0;
  readonly #suspended: Suspended[] = [];
  /** All files that were read within others. */
  readonly #entered = new Set<string>();
  #peeked: { readonly token: string; readonly end: number; readonly start: number; readonly inExpression: boolean } | undefined;
  /** Where the last token taken started. */
  #last = 0;
  /** All tokens taken. */
  readonly #taken: { readonly start: number; readonly token: string }[] = [];
  protected inExpression = false;

  constructor(
    file: string,
    text: string,
    readonly lld: LldMajor,
  ) {
    this.#file = file;
    this.#text = text;
  }

  /** The script that is being read. */
  get file(): string {
    return this.#file;
  }

  get text(): string {
    return this.#text;
  }

  /** Reads the other file before it goes on; false where that would never end. LLD 15 reads none twice. */
  enter(file: string, text: string): boolean {
    const isCycle = this.lld === 15 ? this.#entered.has(file) : [this.#file, ...this.#suspended.map((one) => one.file)].includes(file);
    if (isCycle) return false;
    this.#entered.add(file);
    this.#suspended.push({ file: this.#file, text: this.#text, at: this.#at });
    this.#file = file;
    this.#text = text;
    this.#at = this.#last = 0;
    this.#peeked = undefined;
    this.#taken.length = 0;
    return true;
  }

  /** `script.ld:3`, of the last token taken. */
  get place(): string {
    return `${this.file}:${this.#lineNumber(this.#last)}`;
  }

  #lineNumber(at: number): number {
    let line = 1;
    for (let i = this.text.indexOf("\n"); i >= 0 && i < at; i = this.text.indexOf("\n", i + 1)) line++;
    return line;
  }

  /** Throws: `what`, with the line of the last token. */
  fail(what: string): never {
    throw new ScriptError(this.problem(what));
  }

  problem(what: string): string {
    const start = this.text.lastIndexOf("\n", Math.max(0, this.#last - 1)) + 1;
    const end = this.text.indexOf("\n", this.#last);
    const line = this.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
    return `${this.place}: ${what}\n>>> ${line}\n>>> ${" ".repeat(this.#last - start)}^`;
  }

  #skipSpace(): void {
    for (;;) {
      while (this.#at < this.text.length && /\s/.test(this.text[this.#at] as string)) this.#at++;
      if (this.text.startsWith("/*", this.#at)) {
        const end = this.text.indexOf("*/", this.#at + 2);
        if (end < 0) throw new ScriptError(`${this.place}: unclosed comment in a linker script`);
        this.#at = end + 2;
      } else if (this.text[this.#at] === "#") {
        const end = this.text.indexOf("\n", this.#at);
        this.#at = end < 0 ? this.text.length : end + 1;
      } else return;
    }
  }

  #scan(): { readonly token: string; readonly end: number; readonly start: number; readonly inExpression: boolean } {
    const { inExpression } = this;
    if (this.#peeked?.inExpression === inExpression) return this.#peeked;
    this.#skipSpace();
    while (this.#at >= this.#text.length && this.#leave()) this.#skipSpace();
    const start = this.#at;
    const token = this.#tokenAt(start);
    this.#peeked = { token, start, end: start + token.length, inExpression };
    return this.#peeked;
  }

  /** Goes on with the file that this one was read within. */
  #leave(): boolean {
    const outer = this.#suspended.pop();
    if (outer === undefined) return false;
    this.#file = outer.file;
    this.#text = outer.text;
    this.#at = this.#last = outer.at;
    this.#taken.length = 0;
    return true;
  }

  #tokenAt(at: number): string {
    const { text } = this;
    if (at >= text.length) return "";
    if (text[at] === '"') {
      const end = text.indexOf('"', at + 1);
      if (end < 0) throw new ScriptError(`${this.file}:${this.#lineNumber(at)}: unclosed quote`);
      return text.slice(at, end + 1);
    }
    const operator = /^(?:<<=|>>=|[-*/+<>&^|]=|<<|>>|&&|\|\|)/.exec(text.slice(at, at + 3))?.[0];
    if (operator !== undefined && !(operator === "^=" && this.lld === 15)) return operator;
    let end = at;
    while (end < text.length && WORD.test(text[end] as string)) end++;
    const word = text.slice(at, Math.max(end, at + 1));
    return this.inExpression ? firstOfExpression(word, this.lld) : word;
  }

  get atEnd(): boolean {
    return this.#scan().token === "";
  }

  peek(): string {
    return this.#scan().token;
  }

  /** The token behind the next one. */
  peekSecond(): string {
    const at = this.#at;
    this.#at = this.#scan().end;
    this.#peeked = undefined;
    const { token } = this.#scan();
    this.#at = at;
    this.#peeked = undefined;
    return token;
  }

  next(): string {
    const { token, start, end } = this.#scan();
    if (token === "") {
      // LLD 22 knows no line of what is over.
      if (this.lld === 22) throw new ScriptError(`${this.file}:1: unexpected EOF`);
      this.#last = Math.max(0, this.text.trimEnd().length - 1);
      this.fail("unexpected EOF");
    }
    this.#last = start;
    this.#taken.push({ start, token });
    this.#at = end;
    this.#peeked = undefined;
    return token;
  }

  /** Offset of the next token, for the text of a command. */
  get position(): number {
    return this.#scan().start;
  }

  /** What stands between `from` and the next token; LLD 15 sets its words apart. */
  textFrom(from: number): string {
    if (this.lld === 15) {
      const first = this.#taken.findLastIndex(({ start }) => start < from) + 1;
      return this.#taken
        .slice(first)
        .map(({ token }) => token)
        .join(" ");
    }
    return this.text.slice(from, this.position).replace(/\s+/g, " ");
  }

  consume(token: string): boolean {
    if (this.peek() !== token) return false;
    this.next();
    return true;
  }

  expect(token: string): void {
    const found = this.next();
    if (found !== token) this.fail(`${token} expected, but got ${found}`);
  }

  /** A `NAME=value` written without spaces around is one word: takes the sign off as a token of its own. */
  consumeLabel(label: string): boolean {
    const before = this.inExpression;
    this.inExpression = true;
    const found = this.peek() === label;
    if (found) {
      this.next();
      const sign = this.peek();
      if (sign === "=" || sign === ":") this.next();
      else this.fail(`= expected, but got ${sign}`);
    }
    this.inExpression = before;
    return found;
  }
}

/** A word's first part, where operators stand for themselves. */
function firstOfExpression(word: string, lld: LldMajor): string {
  const operators = lld === 15 ? EXPRESSION_OPERATORS.replace("^", "") : EXPRESSION_OPERATORS;
  const at = [...word].findIndex((character) => operators.includes(character));
  if (at < 0) return word;
  if (at > 0) return word.slice(0, at);
  return /^(?:!=|==|>=|<=|<<|>>)/.exec(word)?.[0] ?? (word[0] as string);
}

export function unquote(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1) : token;
}
