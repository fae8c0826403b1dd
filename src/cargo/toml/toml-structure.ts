// The structure of a TOML text: its headers and assignments with the places of their keys and values. What a key or a scalar
// means is not looked at yet: cargo complains of all structure first. Each function stands at the token that it names.
import { TomlError, type TomlSpan } from "./toml-value.ts";
import { tomlTokens, type TomlToken, type TomlTokenKind } from "./toml-tokens.ts";

/** A key or a scalar as written: of atoms the empty or blank-joined text, of strings with their quotes. */
export interface TomlText extends TomlSpan {
  readonly quotes: TomlQuotes | undefined;
}

export type TomlQuotes = Extract<TomlTokenKind, `${string} string`>;

export type TomlNode =
  | { readonly kind: "scalar"; readonly text: TomlText }
  | { readonly kind: "array"; readonly items: readonly TomlNode[]; readonly span: TomlSpan }
  | { readonly kind: "table"; readonly assignments: readonly TomlAssignment[]; readonly span: TomlSpan };

export interface TomlAssignment {
  readonly kind: "assignment";
  readonly path: readonly TomlText[];
  readonly value: TomlNode;
}

export interface TomlHeader {
  readonly kind: "header";
  readonly isArray: boolean;
  readonly path: readonly TomlText[];
  readonly span: TomlSpan;
}

const MAX_DEPTH = 80;
const STRINGS: ReadonlySet<TomlTokenKind> = new Set<TomlQuotes>([
  "basic string",
  "literal string",
  "multi-line basic string",
  "multi-line literal string",
]);

const TRIVIA: ReadonlySet<TomlTokenKind> = new Set<TomlTokenKind>(["blanks", "comment", "line end", "end"]);

const LINE_END: ReadonlySet<TomlTokenKind> = new Set<TomlTokenKind>(["comment", "line end", "end"]);

const isString = (kind: TomlTokenKind): kind is TomlQuotes => STRINGS.has(kind);
/** Nothing, where a key or a value is missed: in front of the token there. */
const nothing = ({ lo }: TomlToken, quotes?: TomlQuotes): TomlText => ({ lo, hi: lo, quotes });
const textOf = ({ kind, lo, hi }: TomlToken): TomlText => ({ lo, hi, quotes: isString(kind) ? kind : undefined });
const fail = (message: string, lo: number, hi = lo): never => {
  throw new TomlError(message, { lo, hi });
};

class Structure {
  readonly #tokens: readonly TomlToken[];
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {
    this.#tokens = tomlTokens(text);
  }

  get #token(): TomlToken {
    return this.#tokens[this.#at] as TomlToken;
  }

  /** The token here, of which the last is never left. */
  #next(): TomlToken {
    const token = this.#token;
    if (token.kind !== "end") this.#at++;
    return token;
  }

  #take(kind: TomlTokenKind): TomlToken | undefined {
    return this.#token.kind === kind ? this.#next() : undefined;
  }

  statements(): (TomlHeader | TomlAssignment)[] {
    const statements: (TomlHeader | TomlAssignment)[] = [];
    for (;;) {
      const token = this.#token;
      switch (token.kind) {
        case "end":
          return statements;
        case "blanks":
        case "comment":
        case "line end":
          this.#trivia();
          break;
        case "[":
          statements.push(this.#header());
          break;
        case "]":
          return fail("missing table open, expected `[`", token.lo);
        case ",":
        case "{":
        case "}":
          return fail("invalid key-value pair, expected key", token.lo);
        default:
          statements.push(this.#statement());
      }
    }
  }

  /** Blanks, a comment or the end of a line. */
  #trivia(): void {
    const { kind, lo, hi } = this.#next();
    if (kind === "line end" && hi === lo + 1 && this.text[lo] === "\r")
      fail("carriage return must be followed by newline, expected newline", hi);
    if (kind !== "comment") return;
    const control = this.text.slice(lo, hi).search(/[^\t\x20-\x7e\x80-\uffff]/);
    if (control >= 0) fail("invalid comment character, expected printable characters", lo + control);
  }

  /** End of the last token that says something. */
  #before(): number {
    return this.#tokens.findLast(({ kind }) => !TRIVIA.has(kind))?.hi ?? 0;
  }

  #blanks(): void {
    if (this.#token.kind === "blanks") this.#next();
  }

  /** What is left of a line is blank or a comment. */
  #lineEnd(): void {
    this.#blanks();
    const { kind, lo } = this.#token;
    if (!LINE_END.has(kind)) fail("unexpected key or value, expected newline, `#`", lo);
  }

  #header(): TomlHeader {
    const open = this.#next();
    const isArray = this.#take("[") !== undefined;
    const { path, isWhole } = this.#key();
    const close = this.#take("]");
    if (close === undefined && isWhole) {
      const words = isArray ? "unclosed array table, expected `]]`" : "unclosed table, expected `]`";
      fail(words, (path.at(-1) as TomlText).hi);
    }
    const second = isArray && close !== undefined ? this.#take("]") : undefined;
    if (isArray && close !== undefined && second === undefined) fail("unclosed array table, expected `]`", close.hi);
    if (close !== undefined) this.#lineEnd();
    else while (!LINE_END.has(this.#token.kind)) this.#next();
    return { kind: "header", isArray, path, span: { lo: open.lo, hi: (second ?? close ?? open).hi } };
  }

  /** A path of keys. It is not whole where a key is missed; that is told later, with what else is wrong with keys. */
  #key(): { path: TomlText[]; isWhole: boolean } {
    const path: TomlText[] = [];
    for (;;) {
      this.#blanks();
      const { kind } = this.#token;
      if (kind === "atom" || isString(kind)) path.push(textOf(this.#next()));
      else path.push(nothing(this.#token));
      const isMissed = kind !== "atom" && kind !== "." && !isString(kind);
      if (isMissed) return { path, isWhole: false };
      this.#blanks();
      if (this.#take(".") === undefined) return { path, isWhole: true };
    }
  }

  #statement(): TomlAssignment {
    const missing = this.#token.kind === "." ? "missing value for key" : "key with no value";
    const { path } = this.#key();
    if (this.#take("=") === undefined) fail(`${missing}, expected \`=\``, this.#token.lo);
    this.#blanks();
    const value = this.#value();
    this.#lineEnd();
    return { kind: "assignment", path, value };
  }

  #value(): TomlNode {
    const token = this.#token;
    switch (token.kind) {
      case "=":
        return fail("extra `=`, expected nothing", token.lo, token.hi);
      case "}":
        return fail("missing inline table opening, expected `{`", token.lo);
      case "]":
        return fail("missing array opening, expected `[`", token.lo);
      case "[":
        return this.#nested(() => this.#array());
      case "{":
        return this.#nested(() => this.#inlineTable());
      case "blanks":
      case "comment":
      case "line end":
      case ",":
      case "end":
        return { kind: "scalar", text: nothing(token) };
      default:
        return this.#scalar();
    }
  }

  #nested(parse: () => TomlNode): TomlNode {
    if (++this.#depth > MAX_DEPTH) fail("cannot recurse further; max recursion depth met", this.#token.lo, this.#token.hi);
    const node = parse();
    this.#depth--;
    return node;
  }

  /** A string; or atoms and dots in a row, also with blanks between them and an atom. */
  #scalar(): TomlNode {
    const first = this.#next();
    if (isString(first.kind)) return { kind: "scalar", text: textOf(first) };
    let { hi } = first;
    for (;;) {
      const { kind } = this.#token;
      const behind = this.#tokens[this.#at + 1];
      if (kind === "." || kind === "atom") ({ hi } = this.#next());
      else if (kind === "blanks" && behind?.kind === "atom") {
        this.#next();
        ({ hi } = this.#next());
      } else return { kind: "scalar", text: { lo: first.lo, hi, quotes: undefined } };
    }
  }

  #array(): TomlNode {
    const open = this.#next();
    const items: TomlNode[] = [];
    let wantsComma = false;
    for (;;) {
      const token = this.#token;
      switch (token.kind) {
        case "blanks":
        case "comment":
        case "line end":
          this.#trivia();
          break;
        case "end":
          return fail("unclosed array, expected `]`", this.#before());
        case "]":
          return { kind: "array", items, span: { lo: open.lo, hi: this.#next().hi } };
        case ",":
          if (!wantsComma) fail("extra comma in array, expected value", token.lo, token.hi);
          this.#next();
          wantsComma = false;
          break;
        case "=":
          return fail("unexpected `=` in array, expected value, `]`", token.lo, token.hi);
        default:
          if (wantsComma) fail("missing comma between array elements, expected `,`", token.lo);
          items.push(this.#value());
          wantsComma = true;
      }
    }
  }

  #inlineTable(): TomlNode {
    const open = this.#next();
    const assignments: TomlAssignment[] = [];
    let wants = "key" as "key" | "`=`" | "value" | "`,`";
    let path: readonly TomlText[] = [];
    const add = (value: TomlNode) => {
      assignments.push({ kind: "assignment", path, value });
      wants = "`,`";
    };
    for (;;) {
      const token = this.#token;
      const { lo } = token;
      if (token.kind === "blanks" || token.kind === "comment" || token.kind === "line end") this.#trivia();
      else if (token.kind === "end") fail("unclosed inline table, expected `}`", this.#before());
      else if (token.kind === "}") {
        if (wants === "`=`" || wants === "value") add({ kind: "scalar", text: nothing(token, "literal string") });
        return { kind: "table", assignments, span: { lo: open.lo, hi: this.#next().hi } };
      } else if (token.kind === ",") {
        if (wants !== "`,`") fail(`extra comma in inline table, expected ${wants}`, lo);
        this.#next();
        wants = "key";
      } else if (token.kind === "=") {
        if (wants === "value" || wants === "`,`") fail(`extra assignment between key-value pairs, expected ${wants}`, lo);
        if (wants === "key") path = [nothing(token)];
        this.#next();
        wants = "value";
      } else if (token.kind === "]" && wants !== "value") fail(`invalid inline table element, expected ${wants}`, lo);
      else if (wants === "`=`") fail("missing assignment between key-value pairs, expected `=`", lo);
      else if (wants === "value") add(this.#value());
      else if (token.kind === "{" || token.kind === "[") fail(`missing key for inline table element, expected ${wants}`, lo);
      else if (wants === "`,`") fail("missing comma between key-value pairs, expected `,`", lo);
      else {
        ({ path } = this.#key());
        wants = "`=`";
      }
    }
  }
}

/** Headers and assignments of a text in order. Throws TomlError for the first mistake in how they are put together. */
export const tomlStructure = (text: string): (TomlHeader | TomlAssignment)[] => new Structure(text).statements();
