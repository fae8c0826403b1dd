// The language of format strings: text with `{argument:specification}` in it. The result names arguments as written;
// `format-args.ts` finds which they are.
import type { FormatTrait } from "./built-in.ts";

export type ArgumentName =
  | { readonly kind: "next" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string; readonly at: number };
export type Count =
  | { readonly kind: "literal"; readonly value: number }
  | { readonly kind: "argument"; readonly argument: ArgumentName }
  | { readonly kind: "star" };

export interface Placeholder {
  readonly kind: "placeholder";
  readonly argument: ArgumentName;
  readonly trait: FormatTrait;
  readonly fill: number | undefined;
  readonly align: "left" | "center" | "right" | undefined;
  readonly sign: "plus" | "minus" | undefined;
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  readonly debugHex: "lower" | "upper" | undefined;
  readonly precision: Count | undefined;
  readonly width: Count | undefined;
  /** Offsets in the string's value, braces included. */
  readonly from: number;
  readonly to: number;
}

export type TemplatePart = { readonly kind: "text"; readonly text: string } | Placeholder;

export interface TemplateError {
  readonly message: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly note?: string;
  /** Its words are not sure. */
  readonly unsure?: boolean;
}

export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly error: TemplateError | undefined;
}

const TRAITS: Readonly<Record<string, FormatTrait>> = {
  "": "Display",
  "?": "Debug",
  "x?": "Debug",
  "X?": "Debug",
  e: "LowerExp",
  E: "UpperExp",
  o: "Octal",
  p: "Pointer",
  b: "Binary",
  x: "LowerHex",
  X: "UpperHex",
};

export function parseTemplate(text: string): Template {
  return new TemplateParser(text).parse();
}

const UNESCAPED_CLOSE = "if you intended to print `}`, you can escape it using `}}`";
const UNESCAPED_OPEN = "if you intended to print `{`, you can escape it using `{{`";

class TemplateParser {
  readonly #text: string;
  #at = 0;
  #error: TemplateError | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Template {
    const parts: TemplatePart[] = [];
    let text = "";
    while (this.#at < this.#text.length && this.#error === undefined) {
      const here = this.#text[this.#at] as string;
      if ((here === "{" || here === "}") && this.#text[this.#at + 1] === here) {
        text += here;
        this.#at += 2;
      } else if (here === "{") {
        if (text !== "") parts.push({ kind: "text", text });
        text = "";
        const placeholder = this.#placeholder();
        if (placeholder !== undefined) parts.push(placeholder);
      } else if (here === "}") {
        this.#fail("unmatched `}` found", "unmatched `}` in format string", this.#at, this.#at + 1, UNESCAPED_CLOSE);
      } else {
        text += here;
        this.#at++;
      }
    }
    if (text !== "") parts.push({ kind: "text", text });
    return { parts, error: this.#error };
  }

  #fail(message: string, label: string, from: number, to: number, note?: string, unsure = false): undefined {
    this.#error ??= note === undefined ? { message, label, from, to, unsure } : { message, label, from, to, note, unsure };
    return undefined;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #placeholder(): Placeholder | undefined {
    const from = this.#at++;
    this.#skipSpace();
    const argument = this.#argument() ?? { kind: "next" };
    this.#skipSpace();
    const spec = this.#text[this.#at] === ":" ? this.#specification() : PLAIN;
    if (spec === undefined) return undefined;
    this.#skipSpace();
    if (this.#text[this.#at] !== "}") {
      const found = this.#text[this.#at];
      if (found === undefined) {
        return this.#fail(
          "expected `}` but string was terminated",
          "expected `}` in format string",
          this.#at,
          this.#at,
          UNESCAPED_OPEN,
          true,
        );
      }
      return this.#fail(
        `expected \`}\`, found \`${found}\``,
        "expected `}` in format string",
        this.#at,
        this.#at + 1,
        UNESCAPED_OPEN,
        true,
      );
    }
    this.#at++;
    return { kind: "placeholder", argument, ...spec, from, to: this.#at };
  }

  #argument(): ArgumentName | undefined {
    const rest = this.#text.slice(this.#at);
    const digits = /^\d+/.exec(rest)?.[0];
    if (digits !== undefined) {
      this.#at += digits.length;
      return { kind: "number", value: Number(digits) };
    }
    const name = /^(?:[\p{XID_Start}_])\p{XID_Continue}*/u.exec(rest)?.[0];
    if (name === undefined) return undefined;
    const at = this.#at;
    this.#at += name.length;
    return { kind: "name", name, at };
  }

  #specification(): Omit<Placeholder, "kind" | "argument" | "from" | "to"> | undefined {
    this.#at++;
    const { fill, align } = this.#alignment();
    const sign = this.#take("+") ? "plus" : this.#take("-") ? "minus" : undefined;
    const alternate = this.#take("#");
    const zeroPad = this.#text[this.#at] === "0" && this.#text[this.#at + 1] !== "$" && this.#take("0");
    const width = this.#count();
    const precision = this.#take(".") ? (this.#take("*") ? ({ kind: "star" } as const) : this.#count()) : undefined;
    const kind = this.#type();
    const trait = TRAITS[kind];
    if (trait === undefined) {
      const message = `unknown format trait \`${kind}\``;
      return this.#fail(message, message, this.#at - kind.length, this.#at, undefined, true);
    }
    const debugHex = kind === "x?" ? "lower" : kind === "X?" ? "upper" : undefined;
    return { trait, fill, align, sign, alternate, zeroPad, debugHex, precision, width };
  }

  #alignment(): { fill: number | undefined; align: Placeholder["align"] } {
    const first = this.#text.codePointAt(this.#at);
    if (first === undefined) return { fill: undefined, align: undefined };
    const width = first > 0xffff ? 2 : 1;
    const after = ALIGNMENTS[this.#text[this.#at + width] ?? ""];
    if (after !== undefined) {
      this.#at += width + 1;
      return { fill: first, align: after };
    }
    const here = ALIGNMENTS[this.#text[this.#at] ?? ""];
    if (here !== undefined) this.#at++;
    return { fill: undefined, align: here };
  }

  #take(text: string): boolean {
    if (this.#text[this.#at] !== text) return false;
    this.#at++;
    return true;
  }

  /** `12`, `3$`, `name$` */
  #count(): Count | undefined {
    const start = this.#at;
    const argument = this.#argument();
    if (argument === undefined) return undefined;
    if (this.#take("$")) return { kind: "argument", argument };
    if (argument.kind === "number") return { kind: "literal", value: argument.value };
    this.#at = start;
    return undefined;
  }

  #type(): string {
    if (this.#take("?")) return "?";
    const kind = /^[xX]\?|^[\p{XID_Start}_]\p{XID_Continue}*/u.exec(this.#text.slice(this.#at))?.[0] ?? "";
    this.#at += kind.length;
    return kind;
  }
}

const ALIGNMENTS: Readonly<Record<string, Placeholder["align"]>> = { "<": "left", "^": "center", ">": "right" };

const PLAIN = {
  trait: "Display",
  fill: undefined,
  align: undefined,
  sign: undefined,
  alternate: false,
  zeroPad: false,
  debugHex: undefined,
  precision: undefined,
  width: undefined,
} as const;
