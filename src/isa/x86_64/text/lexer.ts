// Assembly text to statements and tokens. Statements end at line ends and `;`; comments are `#` and `//` to the line's end
// and `/* */`. Neither counts inside a string.

export class AsmError extends Error {
  constructor(
    message: string,
    /** UTF-16 offset in the text of the statement that is wrong. */
    readonly offset: number,
    /** LLVM says this, too, and means so many characters from there; 0 if it is only that kbuild cannot read it. */
    readonly length = 0,
  ) {
    super(message);
  }
}

export interface Token {
  readonly kind: "number" | "local" | "word" | "string" | "punctuation" | "end";
  readonly text: string;
  /** Of numbers and characters. */
  readonly value: bigint;
  /** UTF-16 offset in the text. */
  readonly offset?: number;
  /** Of strings: their bytes. */
  readonly bytes?: readonly number[];
}

export interface Statement {
  readonly tokens: readonly Token[];
  readonly offset: number;
}

const SPACE = /[ \t\r]+|\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|0[bB][01]+(?![0-9a-zA-Z])|\d+[bf](?![\w])|\d+/y;
const WORD = /\$?[A-Za-z_.][\w.$@]*/y;
const STRING = /"(?:[^"\\]|\\[^])*"/y;
const CHARACTER = /'(?:\\([^])|([^'\\]))'?/y;
const PUNCTUATION = /<<|>>|==|!=|<=|>=|&&|\|\||[[\](){},:+\-*/%~!&|^=<>$@\\]/y;

const END: Token = { kind: "end", text: "", value: 0n };
const ESCAPES: Readonly<Record<string, number | undefined>> = { n: 10, t: 9, r: 13, b: 8, f: 12, "\\": 92, '"': 34, "'": 39 };

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The bytes of a string: escapes as the GNU assembler knows them, the rest in UTF-8. */
function stringBytes(text: string, offset: number): number[] {
  const out: number[] = [];
  const pattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|([^]))|([^\\]+)/g;
  for (const [, octal, hex, escape, plain] of text.slice(1, -1).matchAll(pattern)) {
    if (octal !== undefined) out.push(Number.parseInt(octal, 8) & 0xff);
    else if (hex !== undefined) out.push(Number.parseInt(hex.slice(-2), 16));
    else if (escape !== undefined) out.push(ESCAPES[escape] ?? fail("invalid escape sequence (unrecognized character)", offset));
    else out.push(...new TextEncoder().encode(plain));
  }
  return out;
}

function fail(message: string, offset: number): never {
  throw new AsmError(message, offset);
}

function numberToken(text: string, offset: number): Token {
  if (/[bf]$/.test(text) && /^\d+$/.test(text.slice(0, -1))) return { kind: "local", text, value: BigInt(text.slice(0, -1)) };
  if (/^0\d*[89]/.test(text)) return fail("invalid octal number", offset);
  const isOctal = /^0[0-7]+$/.test(text);
  return { kind: "number", text, value: isOctal ? BigInt(`0o${text.slice(1)}`) : BigInt(text) };
}

class Lexer {
  #at = 0;
  readonly statements: Statement[] = [];
  #tokens: Token[] = [];
  #start = 0;

  constructor(readonly text: string) {}

  run(): Statement[] {
    while (this.#at < this.text.length) this.#next();
    this.#finish();
    return this.statements;
  }

  #finish(): void {
    if (this.#tokens.length > 0) this.statements.push({ tokens: [...this.#tokens, END], offset: this.#start });
    this.#tokens = [];
  }

  #next(): void {
    const { text } = this;
    const space = match(SPACE, text, this.#at);
    if (space !== null) return void (this.#at += space[0].length);
    const here = text[this.#at] as string;
    if (here === "\n" || here === ";") {
      this.#finish();
      this.#at++;
      return;
    }
    if (this.#tokens.length === 0) this.#start = this.#at;
    this.#tokens.push(this.#token());
  }

  #token(): Token {
    const { text } = this;
    const number = match(NUMBER, text, this.#at);
    if (number !== null) return this.#take(number[0], numberToken(number[0], this.#at));
    const word = match(WORD, text, this.#at);
    if (word !== null) return this.#take(word[0], { kind: "word", text: word[0], value: 0n });
    const string = match(STRING, text, this.#at);
    if (string !== null)
      return this.#take(string[0], { kind: "string", text: string[0], value: 0n, bytes: stringBytes(string[0], this.#at) });
    const character = match(CHARACTER, text, this.#at);
    if (character !== null) return this.#character(character);
    const punctuation = match(PUNCTUATION, text, this.#at);
    if (punctuation !== null) return this.#take(punctuation[0], { kind: "punctuation", text: punctuation[0], value: 0n });
    return fail("unexpected token at start of statement", this.#at);
  }

  #character([whole, escape, plain]: RegExpExecArray): Token {
    const code = escape === undefined ? (plain?.codePointAt(0) ?? 0) : (ESCAPES[escape] ?? escape.codePointAt(0) ?? 0);
    return this.#take(whole, { kind: "number", text: whole, value: BigInt(code) });
  }

  #take(text: string, token: Token): Token {
    const offset = this.#at;
    this.#at += text.length;
    return { ...token, offset };
  }
}

export function lex(text: string): Statement[] {
  return new Lexer(text).run();
}

/** A place in the tokens of one statement. */
export class Cursor {
  at = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly offset: number,
  ) {}

  get token(): Token {
    return this.tokens[this.at] ?? END;
  }

  get lower(): string {
    return this.token.kind === "string" ? "" : this.token.text.toLowerCase();
  }

  get isEnd(): boolean {
    return this.token.kind === "end";
  }

  peek(ahead: number): Token {
    return this.tokens[this.at + ahead] ?? END;
  }

  next(): Token {
    const { token } = this;
    this.at++;
    return token;
  }

  take(text: string): boolean {
    if (this.token.kind === "string" || this.lower !== text) return false;
    this.at++;
    return true;
  }

  expect(text: string, message: string): void {
    if (!this.take(text)) this.fail(message);
  }

  fail(message: string): never {
    throw new AsmError(message, this.offset);
  }

  /** What LLVM says, too, of `length` characters from a token on. */
  failAsLlvm(message: string, token: Token, length: number): never {
    throw new AsmError(message, token.offset ?? this.offset, length);
  }
}
