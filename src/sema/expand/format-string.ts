// The language of format strings: text with `{argument:specification}` in it (core::fmt's documentation, "Syntax"). The result
// names arguments as written; `format-args.ts` finds which they are. Positions are offsets in the string's value.
import type { FormatTrait } from "./built-in.ts";

export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** `extent` holds the blanks behind a name, too. */
export type ArgumentName = (
  | { readonly kind: "next" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
) & { readonly extent: Extent };
export type Count = (
  | { readonly kind: "literal"; readonly value: number }
  | { readonly kind: "argument"; readonly argument: Exclude<ArgumentName, { readonly kind: "next" }> }
  /** `.*`: the argument before the one that is shown. */
  | { readonly kind: "star" }
) & { readonly extent: Extent };

export interface Specification {
  /** Undefined for a type that there is not. */
  readonly trait: FormatTrait | undefined;
  readonly type: string;
  readonly typeExtent: Extent;
  readonly fill: number | undefined;
  readonly align: "left" | "center" | "right" | undefined;
  readonly sign: "plus" | "minus" | undefined;
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  readonly debugHex: "lower" | "upper" | undefined;
  readonly precision: Count | undefined;
  readonly width: Count | undefined;
}

export interface Placeholder extends Specification, Extent {
  readonly kind: "placeholder";
  readonly argument: ArgumentName;
}

export type TemplatePart = { readonly kind: "text"; readonly text: string } | Placeholder;

/** What would mend the mistake. */
export type TemplateCure =
  /** The argument belongs behind the string. */
  | { readonly kind: "positional" }
  | { readonly kind: "dbg" }
  | (Extent & { readonly kind: "replace"; readonly message: string; readonly text: string; readonly style: "inline" | "verbose" });

export interface TemplateError extends Extent {
  readonly message: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly secondary?: (Extent & { readonly label: string }) | undefined;
  readonly cure?: TemplateCure;
}

export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly error: TemplateError | undefined;
}

const TRAITS: Readonly<Record<string, FormatTrait>> = {
  "": "Display",
  "?": "Debug",
  e: "LowerExp",
  E: "UpperExp",
  o: "Octal",
  p: "Pointer",
  b: "Binary",
  x: "LowerHex",
  X: "UpperHex",
};

const ALIGNMENTS: Readonly<Record<string, Specification["align"]>> = { "<": "left", "^": "center", ">": "right" };

const MOST = 0xffff;

/** rustc's names for characters are narrower in format strings: a lone `_` is none. */
const START = /^[\p{XID_Start}_]/u;
const WORD = /^[\p{XID_Start}_]\p{XID_Continue}*/u;

const ESCAPE_OPEN = "if you intended to print `{`, you can escape it using `{{`";
const ESCAPE_OPEN_BRIEFLY = "to print `{`, you can escape it using `{{`";
const OPENED_HERE = "because of this opening brace";

/** Words and cures that came with this release. */
const NEW_WORDS = 73;

const ESCAPED: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\0": "\\0",
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
};

type Minor = { readonly minor: number };

/** `text` is the value of the string. */
export function parseTemplate(text: string, release: Minor): Template {
  return new TemplateParser(text, release).parse();
}

class TemplateParser {
  readonly #text: string;
  readonly #isNew: boolean;
  #at = 0;
  /** The first is the one to tell. */
  readonly #errors: TemplateError[] = [];
  #open: Extent | undefined;

  constructor(text: string, { minor }: Minor) {
    this.#text = text;
    this.#isNew = minor >= NEW_WORDS;
  }

  parse(): Template {
    const parts: TemplatePart[] = [];
    let text = "";
    while (this.#at < this.#text.length && this.#errors.length === 0) {
      const here = this.#text[this.#at] as string;
      if ((here === "{" || here === "}") && this.#text[this.#at + 1] === here) {
        text += here;
        this.#at += 2;
      } else if (here === "{") {
        if (text !== "") parts.push({ kind: "text", text });
        text = "";
        parts.push(this.#placeholder());
      } else if (here === "}") {
        const note = "if you intended to print `}`, you can escape it using `}}`";
        const to = this.#at + (this.#isNew ? 1 : 0);
        this.#errors.push({ message: "unmatched `}` found", label: "unmatched `}`", from: this.#at, to, note });
      } else {
        text += here;
        this.#at++;
      }
    }
    if (text !== "") parts.push({ kind: "text", text });
    return { parts, error: this.#errors[0] };
  }

  /** The character at `at`; "" at the end. */
  #peek(at = this.#at): string {
    const codePoint = this.#text.codePointAt(at);
    return codePoint === undefined ? "" : String.fromCodePoint(codePoint);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #since(from: number): Extent {
    return { from, to: this.#at };
  }

  #placeholder(): Placeholder {
    const from = this.#at++;
    this.#open = this.#since(from);
    const { argument, specification } = this.#argument();
    this.#skipSpace();
    if (!this.#take("}")) this.#unclosed(argument, specification);
    return { kind: "placeholder", argument, ...specification, from, to: this.#at };
  }

  #argument(): { readonly argument: ArgumentName; readonly specification: Specification } {
    const from = this.#at;
    const position = this.#position();
    if (this.#isNew) this.#skipSpace();
    const extent = this.#since(from);
    return { argument: { ...position, extent }, specification: this.#specification() };
  }

  #position(): { kind: "next" } | { kind: "number"; value: number } | { kind: "name"; name: string } {
    const value = this.#integer();
    if (value !== undefined) return { kind: "number", value };
    const from = this.#at;
    const name = this.#word();
    if (name === "") return { kind: "next" };
    if (name !== "r" || this.#text[this.#at] !== "#" || !START.test(this.#text.slice(this.#at + 1)) || !this.#isNew)
      return { kind: "name", name };
    this.#at++;
    const prefix = this.#since(from);
    const raw = this.#word();
    this.#errors.unshift({
      message: "raw identifiers are not supported",
      label: "raw identifier used here",
      ...this.#since(from),
      note: "identifiers in format strings can be keywords and don't need to be prefixed with `r#`",
      cure: { kind: "replace", message: "remove the `r#`", text: "", style: "inline", ...prefix },
    });
    return { kind: "name", name: raw };
  }

  #word(): string {
    const from = this.#at;
    const word = WORD.exec(this.#text.slice(from))?.[0] ?? "";
    this.#at += word.length;
    if (word === "_")
      this.#errors.push({
        message: "invalid argument name `_`",
        label: "invalid argument name",
        ...this.#since(from),
        note: "argument name cannot be a single underscore",
      });
    return word;
  }

  #integer(): number | undefined {
    const from = this.#at;
    const digits = /^\d+/.exec(this.#text.slice(from))?.[0];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    const value = Number(digits);
    if (value > MOST)
      this.#errors.push({
        message: `integer \`${digits}\` does not fit into the type \`u16\` whose range is \`0..=${MOST}\``,
        label: "integer out of range for `u16`",
        from,
        // The character behind the number is marked, too.
        to: Math.min(this.#at + 1, this.#text.length),
      });
    return value;
  }

  #specification(): Specification {
    const none = {
      fill: undefined,
      align: undefined,
      sign: undefined,
      alternate: false,
      zeroPad: false,
      width: undefined,
      precision: undefined,
    };
    if (!this.#take(":")) return { ...none, ...this.#typed("", this.#at, undefined) };
    const { fill, align } = this.#alignment();
    const sign = this.#take("+") ? "plus" : this.#take("-") ? "minus" : undefined;
    const alternate = this.#take("#");
    const zeroPad = this.#text[this.#at] === "0" && this.#text[this.#at + 1] !== "$" && this.#take("0");
    const width = this.#count(this.#at);
    const dot = this.#at;
    const precision = this.#take(".")
      ? this.#take("*")
        ? { kind: "star" as const, extent: this.#since(dot) }
        : this.#count(dot)
      : undefined;
    return { fill, align, sign, alternate, zeroPad, width, precision, ...this.#type() };
  }

  #alignment(): { fill: number | undefined; align: Specification["align"] } {
    const first = this.#peek();
    const after = ALIGNMENTS[this.#text[this.#at + first.length] ?? ""];
    if (first !== "" && after !== undefined) {
      this.#at += first.length + 1;
      return { fill: first.codePointAt(0), align: after };
    }
    const here = ALIGNMENTS[first];
    if (here !== undefined) this.#at++;
    return { fill: undefined, align: here };
  }

  /** `12`, `3$`, `name$`; `from` is where its extent begins. */
  #count(from: number): Count | undefined {
    const start = this.#at;
    const value = this.#integer();
    if (value !== undefined) {
      if (!this.#take("$")) return { kind: "literal", value, extent: this.#since(from) };
      return { kind: "argument", argument: { kind: "number", value, extent: this.#since(from) }, extent: this.#since(from) };
    }
    const name = WORD.exec(this.#text.slice(start))?.[0] ?? "";
    if (name === "" || this.#text[start + name.length] !== "$") return undefined;
    this.#word();
    const extent = this.#since(start);
    this.#at++;
    return { kind: "argument", argument: { kind: "name", name, extent }, extent: this.#since(from) };
  }

  #type(): Pick<Specification, "type" | "trait" | "typeExtent" | "debugHex"> {
    const from = this.#at;
    for (const [letter, hex] of [
      ["x", "lower"],
      ["X", "upper"],
    ] as const)
      if (this.#take(letter)) return this.#take("?") ? this.#typed("?", from, hex) : this.#typed(letter, from, undefined);
    if (!this.#take("?")) return this.#typed(this.#word(), from, undefined);
    const flag = this.#text[this.#at] ?? "";
    if (this.#isNew && /^[#xX]/.test(flag)) {
      const text = `${flag}?`;
      this.#errors.unshift({
        message: `expected \`}\`, found \`${flag}\``,
        label: "expected `'}'`",
        from: this.#at,
        to: this.#at + 1,
        cure: { kind: "replace", message: `did you mean \`${text}\`?`, text, style: "verbose", from, to: this.#at + 1 },
      });
    }
    return this.#typed("?", from, undefined);
  }

  #typed(
    type: string,
    from: number,
    debugHex: Specification["debugHex"],
  ): Pick<Specification, "type" | "trait" | "typeExtent" | "debugHex"> {
    return { type, trait: Object.hasOwn(TRAITS, type) ? TRAITS[type] : undefined, typeExtent: this.#since(from), debugHex };
  }

  /** No `}` where one is due. What people mean by what stands there is told instead of the plain words. */
  #unclosed(argument: ArgumentName, { fill, ...specification }: Specification): void {
    const at = this.#at;
    const found = this.#peek();
    const isFill = this.#isNew && fill === 125;
    this.#errors.push({
      ...this.#unclosedWords(found),
      from: at,
      to: at,
      note: isFill ? "the character `}` is interpreted as a fill character because of the `:` that precedes it" : ESCAPE_OPEN,
      secondary: isFill ? this.#fillLabel() : this.#openLabel(),
    });
    const next = this.#peek(at + found.length);
    if (!this.#isNew || found === "" || next === "") return;
    const open = this.#openLabel();
    const here = { from: at, to: at + 1 };
    if (found === "?" && next === "}")
      this.#errors.unshift({
        message: "expected `}`, found `?`",
        label: "expected `:` before `?` to format with `Debug`",
        ...here,
        note: ESCAPE_OPEN_BRIEFLY,
        cure: { kind: "replace", message: "add a colon before the format specifier", text: ":?", style: "inline", ...here },
      });
    else if (found === "?") this.#misplacedDebug(here);
    else if (ALIGNMENTS[found] !== undefined)
      this.#errors.unshift({
        message: "expected alignment specifier after `:` in format string; example: `{:>?}`",
        label: `expected \`${found}\` to occur after \`:\``,
        ...here,
      });
    else if (found === ",") {
      const message = "python's numeric grouping `,` is not supported in rust format strings";
      this.#errors.unshift({ message, label: "expected `}`", ...here, note: ESCAPE_OPEN_BRIEFLY, secondary: open });
    } else if (found === "=" && next === "}") {
      const message = "python's f-string debug `=` is not supported in rust, use `dbg(x)` instead";
      this.#errors.unshift({ message, label: "expected `}`", ...here, note: ESCAPE_OPEN_BRIEFLY, secondary: open, cure: { kind: "dbg" } });
    } else if (argument.kind === "name" && isPlain({ fill, ...specification })) this.#fieldAccess(argument);
  }

  #unclosedWords(found: string): { readonly message: string; readonly label: string } {
    const quoted = (text: string) => (this.#isNew ? text : `'${text}'`);
    if (found === "") return { message: `expected \`${quoted("}")}\` but string was terminated`, label: `expected \`${quoted("}")}\`` };
    const escaped = this.#isNew ? (ESCAPED[found] ?? found) : found === '"' ? found : (ESCAPED[found] ?? found);
    return { message: `expected \`${quoted("}")}\`, found \`${quoted(escaped)}\``, label: "expected `}`" };
  }

  #openLabel(): TemplateError["secondary"] {
    return this.#open === undefined ? undefined : { ...this.#open, label: OPENED_HERE };
  }

  #fillLabel(): TemplateError["secondary"] {
    const at = this.#text.indexOf(":", this.#open?.to) + 1;
    return { from: at, to: at + 1, label: "this is not interpreted as a formatting closing brace" };
  }

  /** `{?:x}` */
  #misplacedDebug(here: Extent): void {
    this.#at++;
    if (!this.#take(":")) return;
    const word = this.#word();
    const note = `\`?\` comes after \`:\`, try \`${word}:?\` instead`;
    this.#errors.unshift({
      message: "expected format parameter to occur after `:`",
      label: "expected `?` to occur after `:`",
      ...here,
      note,
    });
  }

  /** `{point.x}` */
  #fieldAccess(argument: ArgumentName): void {
    if (!this.#take(".")) return;
    const { argument: field } = this.#argument();
    if (!this.#take("}") || field.kind === "next") return;
    this.#errors.unshift({
      message: `${field.kind === "name" ? "field" : "tuple index"} access isn't supported`,
      label: "not supported",
      from: argument.extent.from,
      to: field.extent.to,
      note: "consider moving this expression to a local variable and then using the local here instead",
      cure: { kind: "positional" },
    });
  }
}

/** Nothing is said of how to show it. */
function isPlain({ type, fill, align, sign, alternate, zeroPad, debugHex, precision, width }: Specification): boolean {
  const flags = [fill, align, sign, debugHex, precision, width];
  return type === "" && !alternate && !zeroPad && flags.every((flag) => flag === undefined);
}

/** Any flag, width or precision, the kind of formatting aside. */
export function hasFlags(specification: Specification): boolean {
  return !isPlain({ ...specification, type: "" });
}
