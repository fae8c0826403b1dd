// `cfg(all(unix, target_os = "linux"))` of manifests and configurations: read as cargo reads it, which is not quite as rustc does,
// and judged against a target's cfgs.
import type { Cfg } from "../../target/session.ts";

export type CfgExpression =
  | { readonly kind: "not"; readonly of: CfgExpression }
  | { readonly kind: "all" | "any"; readonly of: readonly CfgExpression[] }
  | { readonly kind: "literal"; readonly value: boolean }
  /** A name alone, or with a value; `raw` if it is written `r#name`. */
  | { readonly kind: "name"; readonly name: string; readonly raw: boolean; readonly value: string | undefined };

/** What is wrong with an expression, without its text. */
export class CfgError extends Error {
  constructor(
    /** The text inside of `cfg(..)`. */
    readonly text: string,
    words: string,
  ) {
    super(`failed to parse \`${text}\` as a cfg expression: ${words}`);
  }
}

interface Token {
  readonly kind: "mark" | "word" | "string";
  readonly text: string;
  readonly raw: boolean;
}

const described = ({ kind, text }: Token): string => (kind === "mark" ? `\`${text}\`` : kind === "word" ? "an identifier" : "a string");

class Parser {
  #at = 0;

  constructor(
    readonly text: string,
    /** Since 1.88 `true` and `false` are no names. */
    readonly hasLiterals: boolean,
  ) {}

  #fail(words: string): never {
    throw new CfgError(this.text, words);
  }

  #unexpected(character: string): never {
    return this.#fail(`unexpected character \`${character}\` in cfg, expected parens, a comma, an identifier, or a string`);
  }

  /** The next token; undefined at the end. */
  #next(): Token | undefined {
    while (this.text[this.#at] === " ") this.#at++;
    const rest = this.text.slice(this.#at);
    const [first = ""] = rest;
    if (first === "") return undefined;
    if ("(),=".includes(first)) return this.#take(1, { kind: "mark", text: first, raw: false });
    if (first === '"') {
      const end = rest.indexOf('"', 1);
      if (end < 0) return this.#fail("unterminated string in cfg");
      return this.#take(end + 1, { kind: "string", text: rest.slice(1, end), raw: false });
    }
    const raw = this.hasLiterals && rest.startsWith("r#");
    const word = /^[A-Za-z_]\w*/.exec(raw ? rest.slice(2) : rest)?.[0];
    if (word !== undefined) return this.#take(word.length + (raw ? 2 : 0), { kind: "word", text: word, raw });
    if (!raw) return this.#unexpected([...rest][0] ?? "");
    const [after] = rest.slice(2);
    return after === undefined ? this.#fail("expected identifier, but cfg expression ended") : this.#unexpected(after);
  }

  #take(length: number, token: Token): Token {
    this.#at += length;
    return token;
  }

  #peek(): Token | undefined {
    const before = this.#at;
    const token = this.#next();
    this.#at = before;
    return token;
  }

  #takes(mark: string): boolean {
    const before = this.#at;
    try {
      const token = this.#next();
      if (token?.kind === "mark" && token.text === mark) return true;
    } catch (error) {
      if (!(error instanceof CfgError)) throw error;
    }
    this.#at = before;
    return false;
  }

  #expect(mark: string): void {
    const token = this.#next();
    if (token?.kind === "mark" && token.text === mark) return;
    const wanted = `expected \`${mark}\``;
    this.#fail(token === undefined ? `${wanted}, but cfg expression ended` : `${wanted}, found ${described(token)}`);
  }

  /** expr = ("all" | "any") "(" [ expr { "," expr } [ "," ] ] ")" | "not" "(" expr ")" | name [ "=" string ] */
  expression(): CfgExpression {
    const token = this.#peek();
    if (token === undefined) return this.#fail("expected start of a cfg expression, but cfg expression ended");
    const isPlainWord = token.kind === "word" && !token.raw;
    if (isPlainWord && (token.text === "all" || token.text === "any")) {
      this.#next();
      return { kind: token.text, of: this.#list() };
    }
    if (!isPlainWord || token.text !== "not") return this.#name();
    this.#next();
    this.#expect("(");
    const of = this.expression();
    this.#expect(")");
    return { kind: "not", of };
  }

  #list(): CfgExpression[] {
    const found: CfgExpression[] = [];
    this.#expect("(");
    while (!this.#takes(")")) {
      found.push(this.expression());
      if (this.#takes(",")) continue;
      this.#expect(")");
      break;
    }
    return found;
  }

  #name(): CfgExpression {
    const token = this.#next();
    if (token === undefined) return this.#fail("expected identifier, but cfg expression ended");
    if (token.kind !== "word") return this.#fail(`expected identifier, found ${described(token)}`);
    const { text: name, raw } = token;
    if (!this.#takes("=")) {
      const isLiteral = this.hasLiterals && (name === "true" || name === "false");
      return isLiteral ? { kind: "literal", value: name === "true" } : { kind: "name", name, raw, value: undefined };
    }
    const value = this.#next();
    if (value === undefined) return this.#fail("expected a string, but cfg expression ended");
    if (value.kind !== "string") return this.#fail(`expected a string, found ${described(value)}`);
    return { kind: "name", name, raw, value: value.text };
  }

  whole(): CfgExpression {
    const found = this.expression();
    const rest = this.text.slice(this.#at).replace(/^ +/, "");
    return rest === "" ? found : this.#fail(`unexpected content \`${rest}\` found after cfg expression`);
  }
}

export const isCfgKey = (key: string): boolean => key.startsWith("cfg(") && key.endsWith(")");

/** What stands inside of `cfg(..)`. Throws CfgError. */
export function parseCfgKey(key: string, hasLiterals: boolean): CfgExpression {
  return new Parser(key.slice("cfg(".length, -1), hasLiterals).whole();
}

function holds(expression: CfgExpression, cfgs: readonly Cfg[]): boolean {
  switch (expression.kind) {
    case "not":
      return !holds(expression.of, cfgs);
    case "all":
      return expression.of.every((one) => holds(one, cfgs));
    case "any":
      return expression.of.some((one) => holds(one, cfgs));
    case "literal":
      return expression.value;
    case "name":
      return cfgs.some(({ name, value }) => name === expression.name && value === expression.value);
  }
}

/** Whether a key `cfg(..)` holds; one that cannot be read does not. */
export function cfgMatches(key: string, cfgs: readonly Cfg[]): boolean {
  if (!isCfgKey(key)) return false;
  try {
    return holds(parseCfgKey(key, true), cfgs);
  } catch (error) {
    if (error instanceof CfgError) return false;
    throw error;
  }
}
