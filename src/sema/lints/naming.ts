// Names of the wrong case: types in CamelCase, functions, variables, fields and modules in snake_case, constants and
// statics in UPPER_CASE. Each message offers the name converted.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Attribute, Expr, Generics, Ident, Item, ItemKind, NodeId, Pat, Path, Tree, TypeNode, VariantData } from "../../syntax/ast.ts";
import { readRepr } from "../types/repr.ts";
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

/** Where an item stands, if not in a module. */
type Place = "trait" | "trait-impl" | "impl" | "extern";

export interface NamingQuestions {
  /** Whether a lone name in a pattern declares a variable. */
  isBinding(pat: Pat): boolean;
  /** Types are named before the crate's types are known, the rest after. */
  looksFor(lint: NamingLint): boolean;
  /** Others can name what is declared there: to change it is their affair, too. */
  isExported(node: NodeId): boolean;
  /** Where what the path of a node names is declared, if in the crate; and whether it is a constant. */
  target(node: NodeId): { readonly node: NodeId; readonly isConstant: boolean } | undefined;
}

export class NamingLints implements TreeVisitor {
  readonly found: FoundLint[] = [];
  /** Findings whose uses are renamed along, by what is declared. */
  readonly #renamed = new Map<NodeId, { readonly diagnostic: DiagnosticBuilder; readonly text: string }>();
  readonly #uses = new Map<NodeId, Span[]>();
  readonly #places = new Map<NodeId, Place>();
  readonly #foreignParams = new Set<NodeId>();

  constructor(
    readonly tree: Tree,
    readonly ask: NamingQuestions,
  ) {}

  #check(lint: NamingLint, sort: string, ident: Ident, node: NodeId, isOwn = false): void {
    const { ok, convert, word } = HAS[lint];
    if (!this.ask.looksFor(lint) || ident.name === "" || ident.raw === true || ok(ident.name)) return;
    const converted = convert(ident.name);
    const diagnostic = warning(`${sort} \`${ident.name}\` should have ${word} name`);
    const plain = word.replace(/^an? /, "");
    const isFixable = isOwn && !this.ask.isExported(node);
    if (converted !== "" && converted !== ident.name) {
      const edits = [{ span: ident.span, text: converted }];
      diagnostic.at(ident.span).suggest(`convert the identifier to ${plain}`, edits, isFixable ? "MachineApplicable" : "MaybeIncorrect");
      if (isFixable) this.#renamed.set(node, { diagnostic, text: converted });
    } else diagnostic.at(ident.span, `should have ${word.replace(/^(an?) /, "$1 ")} name`);
    this.found.push({ lint, node, diagnostic });
  }

  item(item: Item): void {
    const { kind, ident, id, attrs } = item;
    this.#notePlaces(kind);
    const place = this.#places.get(id);
    if ("generics" in kind) this.#generics(kind.generics);
    if (place === "trait-impl") return;
    switch (kind.kind) {
      case "fn":
        return this.#function(item, place);
      case "mod":
        return this.#check("non_snake_case", "module", ident, id);
      case "static":
        if (!named(attrs, "no_mangle") && place !== "extern") this.#check("non_upper_case_globals", "static variable", ident, id, true);
        return;
      case "const":
        if (ident.name === "_") return;
        if (place === undefined) return this.#check("non_upper_case_globals", "constant", ident, id, true);
        return this.#check("non_upper_case_globals", "associated constant", ident, id);
      default:
        return this.#type(item, place);
    }
  }

  #notePlaces(kind: ItemKind): void {
    const note = (items: readonly NodeId[], place: Place) => {
      for (const inner of items) this.#places.set(inner, place);
    };
    if (kind.kind === "impl") note(kind.items, kind.trait === undefined ? "impl" : "trait-impl");
    if (kind.kind === "trait") note(kind.items, "trait");
    if (kind.kind === "extern-block") note(kind.items, "extern");
  }

  #generics({ params }: Generics): void {
    for (const { kind, ident, id } of params) {
      if (kind === "type") this.#check("non_camel_case_types", "type parameter", ident, id);
      else if (kind === "lifetime") this.#check("non_snake_case", "lifetime", ident, id);
      else this.#check("non_upper_case_globals", "const parameter", ident, id, true);
    }
  }

  #function({ id, attrs, ident, kind }: Item, place: Place | undefined): void {
    if (kind.kind !== "fn") return;
    if (place === "extern") {
      for (const { pat } of kind.params) this.#foreignParams.add(pat);
      return;
    }
    const { extern } = kind.header;
    const isForeign = extern.kind === "implicit" || (extern.kind === "explicit" && extern.abi.value !== "Rust");
    if (place !== "trait" && isForeign && named(attrs, "no_mangle")) return;
    const sort = place === "trait" ? "trait method" : place === "impl" ? "method" : "function";
    this.#check("non_snake_case", sort, ident, id);
  }

  #type({ id, ident, kind, attrs }: Item, place: Place | undefined): void {
    if (!readRepr(attrs, this.tree).c) this.#typeName(ident, kind, id, place);
    if (kind.kind === "enum") {
      for (const variant of kind.variants) {
        this.#check("non_camel_case_types", "variant", variant.ident, variant.id);
        this.#fields(variant.data);
      }
    }
    if (kind.kind === "struct" || kind.kind === "union") this.#fields(kind.data);
  }

  #typeName(ident: Ident, { kind }: ItemKind, id: NodeId, place: Place | undefined): void {
    if (kind === "struct" || kind === "union" || kind === "enum") this.#check("non_camel_case_types", "type", ident, id);
    else if (kind === "trait") this.#check("non_camel_case_types", "trait", ident, id);
    else if (kind === "trait-alias") this.#check("non_camel_case_types", "trait alias", ident, id);
    else if (kind === "type-alias") this.#check("non_camel_case_types", place === undefined ? "type" : "associated type", ident, id);
  }

  #fields(data: VariantData): void {
    if (data.kind !== "struct") return;
    for (const field of data.fields) this.#check("non_snake_case", "structure field", field.ident, field.id);
  }

  pat(pat: Pat): void {
    const { kind } = pat;
    if (kind.kind === "path") return this.#use(pat.id, kind.path);
    if (kind.kind !== "ident" || this.#foreignParams.has(pat.id)) return;
    if (this.ask.isBinding(pat)) return this.#check("non_snake_case", "variable", kind.ident, pat.id);
    const target = this.ask.target(pat.id);
    if (target?.isConstant !== true) return;
    this.#check("non_upper_case_globals", "constant in pattern", kind.ident, pat.id);
    this.#noteUse(target.node, kind.ident.span);
  }

  expr({ id, kind }: Expr): void {
    if (kind.kind === "path") this.#use(id, kind.path);
  }

  type({ id, kind }: TypeNode): void {
    if (kind.kind === "path") this.#use(id, kind.path);
  }

  #use(node: NodeId, { segments }: Path): void {
    const last = segments.at(-1);
    if (last === undefined || isUpperCase(last.ident.name)) return;
    const target = this.ask.target(node);
    if (target !== undefined) this.#noteUse(target.node, last.ident.span);
  }

  #noteUse(declared: NodeId, span: Span): void {
    const uses = this.#uses.get(declared);
    if (uses === undefined) this.#uses.set(declared, [span]);
    else uses.push(span);
  }

  /** Once the whole crate was seen. */
  renameUses(): void {
    for (const [node, { diagnostic, text }] of this.#renamed)
      for (const span of this.#uses.get(node) ?? [])
        diagnostic.suggest("convert the identifier to upper case", [{ span, text }], "MachineApplicable", "tool-only");
  }
}
