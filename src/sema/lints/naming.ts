// Names of the wrong case: types in CamelCase, functions, variables, fields and modules in snake_case, constants and
// statics in UPPER_CASE. Each message offers the name converted.
import { warning } from "../../diag/diagnostic.ts";
import type { Attribute, Ident, Item, NodeId, Pat, Tree } from "../../syntax/ast.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

export type NamingLint = "non_snake_case" | "non_camel_case_types" | "non_upper_case_globals";

function isUpper(character: string): boolean {
  return character !== character.toLowerCase();
}

function isLower(character: string): boolean {
  return character !== character.toUpperCase();
}

/** No capitals, and no doubled underscore within. */
export function isSnakeCase(name: string): boolean {
  const bare = name.replace(/^'?_*|_*$/g, "");
  return !bare.split("").some(isUpper) && !bare.includes("__");
}

export function toSnakeCase(name: string): string {
  const words: string[] = [];
  const lead = /^_*/.exec(name)?.[0] ?? "";
  for (const part of name.slice(lead.length).split("_")) {
    let word = "";
    let lastUpper = false;
    for (const character of part) {
      if (word !== "" && word !== "'" && isUpper(character) && !lastUpper) {
        words.push(word);
        word = "";
      }
      lastUpper = isUpper(character);
      word += character.toLowerCase();
    }
    if (word !== "") words.push(word);
  }
  return lead + words.join("_");
}

/** Not starting small, no two letters joined by `_`. */
export function isCamelCase(name: string): boolean {
  const bare = name.replace(/^_+|_+$/g, "");
  if (bare === "") return true;
  if (isLower(bare.charAt(0)) || bare.includes("__")) return false;
  return ![...bare].some((character, i, all) => {
    if (character !== "_") return false;
    const cased = (other: string | undefined) => other !== undefined && (isUpper(other) || isLower(other));
    return cased(all[i - 1]) || cased(all[i + 1]);
  });
}

export function toCamelCase(name: string): string {
  let result = "";
  let previous: string | undefined;
  for (const part of name
    .replace(/^_+|_+$/g, "")
    .split("_")
    .filter((word) => word !== "")) {
    let word = "";
    let first = true;
    let wasLower = true;
    for (const character of part) {
      const boundary = wasLower && isUpper(character);
      word += first || boundary ? character.toUpperCase() : character.toLowerCase();
      first = false;
      wasLower = isLower(character);
    }
    const joint = previous !== undefined && /\d$/.test(previous) && /^\d/.test(word) ? "_" : "";
    result += joint + word;
    previous = word;
  }
  return result;
}

export function isUpperCase(name: string): boolean {
  return !name.split("").some(isLower);
}

function toUpperCase(name: string): string {
  return toSnakeCase(name).toUpperCase();
}

const HAS: Readonly<
  Record<NamingLint, { readonly ok: (name: string) => boolean; readonly convert: (name: string) => string; readonly word: string }>
> = {
  non_snake_case: { ok: isSnakeCase, convert: toSnakeCase, word: "a snake case" },
  non_camel_case_types: { ok: isCamelCase, convert: toCamelCase, word: "an upper camel case" },
  non_upper_case_globals: { ok: isUpperCase, convert: toUpperCase, word: "an upper case" },
};

function named(attrs: readonly Attribute[], ...names: readonly string[]): boolean {
  return attrs.some(({ path }) => path.segments.length === 1 && names.includes(path.segments[0]?.ident.name ?? ""));
}

export class NamingLints implements TreeVisitor {
  readonly found: FoundLint[] = [];
  readonly #foreign = new Set<NodeId>();
  /** Items of trait implementations: their names are the trait's choice. */
  readonly #implemented = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    /** Whether a lone name in a pattern declares a variable. */
    readonly isBinding: (pat: Pat) => boolean,
    /** Types are named before the crate's types are known, the rest after. */
    readonly looksFor: (lint: NamingLint) => boolean,
  ) {}

  #check(lint: NamingLint, sort: string, ident: Ident, node: NodeId): void {
    const { ok, convert, word } = HAS[lint];
    if (!this.looksFor(lint) || ident.name === "" || ident.raw === true || ok(ident.name)) return;
    const converted = convert(ident.name);
    const diagnostic = warning(`${sort} \`${ident.name}\` should have ${word} name`);
    const plain = word.replace(/^an? /, "");
    if (converted !== "" && converted !== ident.name) {
      diagnostic.at(ident.span).suggest(`convert the identifier to ${plain}`, [{ span: ident.span, text: converted }], "MaybeIncorrect");
    } else diagnostic.at(ident.span, `should have ${word.replace(/^(an?) /, "$1 ")} name`);
    this.found.push({ lint, node, diagnostic });
  }

  item(item: Item): void {
    const { kind, ident, id, attrs } = item;
    if (kind.kind === "impl" && kind.trait !== undefined) for (const inner of kind.items) this.#implemented.add(inner);
    if (kind.kind === "extern-block") for (const inner of kind.items) this.#foreign.add(inner);
    if (this.#implemented.has(id)) return;
    switch (kind.kind) {
      case "fn":
        return this.#function(item);
      case "mod":
        return this.#check("non_snake_case", "module", ident, id);
      case "static":
        if (!named(attrs, "no_mangle") && !this.#foreign.has(id)) this.#check("non_upper_case_globals", "static variable", ident, id);
        return;
      case "const":
        if (ident.name !== "_") this.#check("non_upper_case_globals", "constant", ident, id);
        return;
      default:
        return this.#type(item);
    }
  }

  #function({ id, attrs, ident, kind }: Item): void {
    if (kind.kind !== "fn" || this.#foreign.has(id)) return;
    const exported = named(attrs, "no_mangle", "export_name");
    if (exported && kind.header.extern.kind !== "none") return;
    if (!exported) this.#check("non_snake_case", kind.params[0]?.self === undefined ? "function" : "method", ident, id);
  }

  #type({ id, ident, kind, attrs }: Item): void {
    const reprC = named(attrs, "repr");
    if (kind.kind === "struct" || kind.kind === "union" || kind.kind === "enum") {
      if (!reprC) this.#check("non_camel_case_types", "type", ident, id);
    } else if (kind.kind === "trait" || kind.kind === "type-alias")
      this.#check("non_camel_case_types", kind.kind === "trait" ? "trait" : "type", ident, id);
    if (kind.kind === "enum")
      for (const variant of kind.variants) this.#check("non_camel_case_types", "variant", variant.ident, variant.id);
    const data =
      kind.kind === "struct" || kind.kind === "union"
        ? [kind.data]
        : kind.kind === "enum"
          ? kind.variants.map((variant) => variant.data)
          : [];
    for (const one of data)
      if (one.kind === "struct") for (const field of one.fields) this.#check("non_snake_case", "structure field", field.ident, field.id);
  }

  pat(pat: Pat): void {
    if (pat.kind.kind === "ident" && this.isBinding(pat)) this.#check("non_snake_case", "variable", pat.kind.ident, pat.id);
  }
}
