// Names that mean something of the wrong kind: a module where a value is wanted, a function where a trait is.
import { error, unsupported, type DiagnosticBuilder, type Edit } from "../../diag/diagnostic.ts";
import type { Path } from "../../syntax/ast.ts";
import type { Res } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import type { LateResolver } from "./late.ts";
import type { MeantNames } from "./meant-names.ts";
import { MisfitConstructors, type Misfit, type Written } from "./misfit-constructors.ts";
import { namespaceOf, type PathSource } from "./late-paths.ts";
import { wordOf } from "./name-words.ts";

export const UNFIT_CODES: Readonly<Partial<Record<PathSource, string>>> = {
  type: "E0573",
  trait: "E0404",
  value: "E0423",
  call: "E0423",
  struct: "E0574",
  pattern: "E0532",
  "tuple-struct-pattern": "E0532",
};

/** Since then what was meant is told in these words. */
const KNOWN_WORDS = 90;
const FARTHEST = 40;

export class UnfitNames {
  readonly #late: LateResolver;

  readonly #constructors: MisfitConstructors;

  constructor(late: LateResolver, meant: MeantNames) {
    this.#late = late;
    this.#constructors = new MisfitConstructors(late, meant);
  }

  #since(minor: number): boolean {
    return this.#late.compilation.since(minor);
  }

  /** Of paths that lead nowhere: told after all bodies. */
  #reportUse(diagnostic: DiagnosticBuilder): void {
    this.#late.compilation.report("uses", diagnostic);
  }

  /** Something of the name exists in the other namespace. */
  wrongNamespace(path: Path, source: PathSource, written?: Written): boolean {
    const other: PathSource = namespaceOf(source) === "value" ? "type" : "value";
    if (path.segments.length > 1) {
      if (namespaceOf(source) === "type") return false;
      const found = this.#late.paths.find(path, "type");
      if (found === undefined || found === "reported" || found.unresolved > 0) return false;
      this.report(path, source, found.res, written);
      return true;
    }
    const found = this.#quiet(() => this.#late.paths.find(path, other));
    if (found === undefined || found === "reported" || found.res.kind === "error") return false;
    if (found.res.kind === "local") return (source === "struct" || source === "type") && this.#notType(path, source, "local variable");
    if (found.res.kind === "def" && found.res.def >= 0) {
      const { kind } = this.#late.compilation.definitions.get(found.res.def);
      if (kind === "mod" && namespaceOf(source) === "value" && this.#late.compilation.definitions.get(found.res.def).parent === undefined)
        return false;
    }
    if (namespaceOf(source) === "type" && (found.res.kind !== "def" || found.res.def < 0)) return false;
    if (namespaceOf(source) === "type" && wordOf(this.#late, found.res) === undefined) return false;
    this.report(path, source, found.res, written);
    return true;
  }

  #quiet<T>(action: () => T): T {
    const { compilation } = this.#late;
    compilation.muted++;
    try {
      return action();
    } finally {
      compilation.muted--;
    }
  }

  report(path: Path, source: PathSource, res: Res, written: Written = { span: path.span, parts: [] }): void {
    const code = UNFIT_CODES[source];
    const word = wordOf(this.#late, res);
    const text = path.segments.map(({ ident }) => ident.name).join("::");
    const { span } = path;
    if (word === undefined || code === undefined || path.global) {
      this.#reportUse(unsupported("KB0323", "a path of this form", span));
      return;
    }
    if (source === "value" && this.#structAsValue(path, res, text)) return;
    const misfit = res.kind === "def" && res.def >= 0 ? this.#formOf({ path, source, written }, res.def, word) : undefined;
    if (misfit !== undefined) return this.#reportCall(misfit, source, path);
    if (source === "type" && (word === "module" || word === "crate" || word === "function" || word === "constant" || word === "static")) {
      this.#reportUse(error(code, `expected type, found ${word} \`${text}\``).at(span, "not a type"));
      return;
    }
    if (source === "struct") return void this.#notType(path, source, word);
    if (source === "trait" && res.kind === "def") {
      const { kind } = this.#late.compilation.definitions.get(res.def);
      const local = this.#late.compilation.definitions.isLocal(res.def);
      if ((kind === "struct" || kind === "enum" || kind === "union") && (local || this.#since(60))) {
        this.#reportUse(error(code, `expected trait, found ${word} \`${text}\``).at(span, "not a trait"));
        return;
      }
    }
    if (source === "trait" && ["function", "constant", "static", "module", "type alias"].includes(word) && word !== "type alias") {
      this.#reportUse(error(code, `expected trait, found ${word} \`${text}\``).at(span, "not a trait"));
      return;
    }
    if (source === "trait" && res.kind === "primitive") {
      this.#reportUse(error(code, `expected trait, found builtin type \`${text}\``).at(span, "not a trait"));
      return;
    }
    if ((source === "value" || source === "call") && (res.kind === "primitive" || word === "module" || word === "trait")) {
      this.#notValue(source, word, path);
      return;
    }
    if (word === "type parameter" && res.kind === "def" && this.#isTypeParameter(path, source, res.def)) return;
    if (word === "enum" && source === "value" && res.kind === "def" && this.#enumAsValue(path, res.def, text)) return;
    this.#reportUse(unsupported("KB0328", `a ${word} where another kind of name is wanted`, span));
  }

  /** `T` of `<T>`, where a value or a function is wanted. */
  #isTypeParameter(path: Path, source: PathSource, def: DefId): boolean {
    if ((source !== "value" && source !== "call") || !this.#since(KNOWN_WORDS)) return false;
    const { name, identSpan } = this.#late.compilation.definitions.get(def);
    const expected = source === "value" ? "value" : "function, tuple struct or tuple variant";
    const said = error("E0423", `expected ${expected}, found type parameter \`${name}\``).at(path.span, `not a ${expected}`);
    said.label(identSpan, "found this type parameter");
    if (source === "value") {
      const edits = [
        { span: { ...identSpan, hi: identSpan.lo }, text: "const " },
        { span: { ...identSpan, lo: identSpan.hi }, text: ": /* Type */" },
      ];
      said.suggest("you might have meant to write a const parameter here", edits, "HasPlaceholders", "verbose");
    }
    this.#reportCall(said, source, path);
    return true;
  }

  /** `Color.Red` */
  #enumAsValue(path: Path, def: DefId, text: string): boolean {
    const edit = this.#separator(path);
    const { definitions } = this.#late.compilation;
    if (edit === undefined || !definitions.isLocal(def)) return false;
    const said = error("E0423", `expected value, found enum \`${text}\``).at(path.span);
    said.noteAt(definitions.span(def), "the enum is defined here");
    this.#reportUse(said.suggest("use the path separator to refer to a variant", [edit], "MaybeIncorrect", "verbose"));
    return true;
  }

  /** `::` in the place of the point behind a path, if a name follows. */
  #separator({ span }: Path): Edit | undefined {
    const { sources } = this.#late.compilation;
    const dot = /^\s*\.\s*(?=[A-Za-z_])/.exec(sources.snippet({ lo: span.hi, hi: span.hi + FARTHEST }))?.[0];
    if (dot === undefined || !this.#since(KNOWN_WORDS)) return undefined;
    return { span: { ...span, lo: span.hi, hi: span.hi + dot.length }, text: "::" };
  }

  #notType({ segments, span }: Path, source: "struct" | "type", word: string): true {
    const text = segments.map(({ ident }) => ident.name).join("::");
    const expected = source === "type" ? "type" : "struct, variant or union type";
    const said = error(UNFIT_CODES[source] ?? "", `expected ${expected}, found ${word} \`${text}\``);
    this.#reportUse(said.at(span, `not a ${expected}`));
    return true;
  }

  /** A lone struct where a value is wanted has words of its own. */
  #formOf(misfit: Misfit, def: DefId, word: string): DiagnosticBuilder | undefined {
    const found = this.#late.compilation.definitions.get(def);
    if (misfit.source === "value" && found.kind === "struct") return undefined;
    return this.#constructors.report(misfit, found, word);
  }

  /** Of names that are called it is told last. */
  #reportCall(said: DiagnosticBuilder, source: PathSource, { segments, span }: Path): void {
    if (source === "call" && segments.length === 1 && this.#since(66)) this.#late.compilation.tellLater("call", span, said);
    else this.#reportUse(said);
  }

  #notValue(source: PathSource, word: string, path: Path): void {
    const { span } = path;
    const text = path.segments.map(({ ident }) => ident.name).join("::");
    const expected = source === "call" ? "function" : "value";
    const label = source === "call" ? "not a function" : "not a value";
    const full =
      source === "call" && text.charAt(0) !== text.charAt(0).toLowerCase() ? "function, tuple struct or tuple variant" : expected;
    const said = error("E0423", `expected ${full}, found ${word} \`${text}\``);
    const edit = source === "value" && word !== "builtin type" ? this.#separator(path) : undefined;
    if (edit === undefined) said.at(span, full.includes(",") ? "not a function, tuple struct or tuple variant" : label);
    else said.at(span).suggest("use the path separator to refer to an item", [edit], "MaybeIncorrect", "verbose");
    this.#reportCall(said, source, path);
  }

  /** `Port` for a struct with named fields. */
  #structAsValue(path: Path, res: Res, text: string): boolean {
    if (res.kind !== "def" || res.def < 0) return false;
    const { definitions } = this.#late.compilation;
    const def = definitions.get(res.def);
    if (def.kind !== "struct" || !definitions.isLocal(def.id)) return false;
    const { kind } = def.tree.item(def.node);
    if (kind.kind !== "struct" || kind.data.kind !== "struct") return false;
    const fields = kind.data.fields.map(({ ident }) => ident.name);
    const said = error("E0423", `expected value, found struct \`${text}\``).at(path.span);
    const edit = this.#separator(path);
    if (edit !== undefined) {
      this.#reportUse(said.suggest("use the path separator to refer to an item", [edit], "MaybeIncorrect", "verbose"));
      return true;
    }
    said.label(def.span, `\`${text}\` defined here`);
    const literal = `${text} { ${fields.map((field) => `${field}: val`).join(", ")} }`;
    said.suggest("use struct literal syntax instead", [{ span: path.span, text: literal }], "HasPlaceholders", "inline");
    this.#reportUse(said);
    return true;
  }
}
