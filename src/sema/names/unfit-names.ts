// Names that mean something of the wrong kind: a module where a value is wanted, a function where a trait is.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Path } from "../../syntax/ast.ts";
import type { Res } from "../resolution.ts";
import type { LateResolver } from "./late.ts";
import { namespaceOf, type PathSource } from "./late-paths.ts";
import { wordOf } from "./name-words.ts";

const UNFIT_CODES: Readonly<Partial<Record<PathSource, string>>> = {
  type: "E0573",
  trait: "E0404",
  value: "E0423",
  call: "E0423",
  struct: "E0574",
  pattern: "E0532",
  "tuple-struct-pattern": "E0532",
};

export class UnfitNames {
  readonly #late: LateResolver;

  constructor(late: LateResolver) {
    this.#late = late;
  }

  #since(minor: number): boolean {
    return this.#late.compilation.since(minor);
  }

  /** Of paths that lead nowhere: told after all bodies. */
  #reportUse(diagnostic: DiagnosticBuilder): void {
    this.#late.compilation.report("uses", diagnostic);
  }

  /** Something of the name exists in the other namespace. */
  wrongNamespace(path: Path, source: PathSource): boolean {
    const other: PathSource = namespaceOf(source) === "value" ? "type" : "value";
    if (path.segments.length > 1) {
      if (namespaceOf(source) === "type") return false;
      const found = this.#late.paths.find(path, "type");
      if (found === undefined || found === "reported" || found.unresolved > 0) return false;
      this.report(path, source, found.res);
      return true;
    }
    const found = this.#quiet(() => this.#late.paths.find(path, other));
    if (found === undefined || found === "reported" || found.res.kind === "error" || found.res.kind === "local") return false;
    if (found.res.kind === "def" && found.res.def >= 0) {
      const { kind } = this.#late.compilation.definitions.get(found.res.def);
      if (kind === "mod" && namespaceOf(source) === "value" && this.#late.compilation.definitions.get(found.res.def).parent === undefined)
        return false;
    }
    if (source === "struct" && (found.res.kind !== "def" || wordOf(this.#late, found.res) !== "function")) return false;
    if (namespaceOf(source) === "type" && (found.res.kind !== "def" || found.res.def < 0)) return false;
    if (namespaceOf(source) === "type" && wordOf(this.#late, found.res) === undefined) return false;
    this.report(path, source, found.res);
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

  report(path: Path, source: PathSource, res: Res): void {
    const code = UNFIT_CODES[source];
    const word = wordOf(this.#late, res);
    const text = path.segments.map(({ ident }) => ident.name).join("::");
    const { span } = path;
    if (word === undefined || code === undefined || path.global) {
      this.#reportUse(unsupported("KB0323", "a path of this form", span));
      return;
    }
    if ((source === "value" || source === "call") && this.#structAsValue(path, source, res, text)) return;
    if (source === "type" && (word === "module" || word === "crate" || word === "function" || word === "constant" || word === "static")) {
      this.#reportUse(error(code, `expected type, found ${word} \`${text}\``).at(span, "not a type"));
      return;
    }
    if (source === "struct" && word === "function") {
      const expected = "struct, variant or union type";
      this.#reportUse(error(code, `expected ${expected}, found function \`${text}\``).at(span, `not a ${expected}`));
      return;
    }
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
      this.#notValue(source, word, text, span);
      return;
    }
    this.#reportUse(unsupported("KB0328", `a ${word} where another kind of name is wanted`, span));
  }

  #notValue(source: PathSource, word: string, text: string, span: Span): void {
    const expected = source === "call" ? "function" : "value";
    const label = source === "call" ? "not a function" : "not a value";
    const full =
      source === "call" && text.charAt(0) !== text.charAt(0).toLowerCase() ? "function, tuple struct or tuple variant" : expected;
    const said = error("E0423", `expected ${full}, found ${word} \`${text}\``);
    said.at(span, full.includes(",") ? "not a function, tuple struct or tuple variant" : label);
    if (source === "call" && !text.includes("::") && this.#since(66)) this.#late.compilation.tellLater("call", span, said);
    else this.#reportUse(said);
  }

  /** `Port` or `Port(1)` for a struct with named fields. */
  #structAsValue(path: Path, source: PathSource, res: Res, text: string): boolean {
    if (res.kind !== "def" || res.def < 0) return false;
    const { definitions } = this.#late.compilation;
    const def = definitions.get(res.def);
    if (def.kind !== "struct" || !definitions.isLocal(def.id)) return false;
    const { kind } = def.tree.item(def.node);
    if (kind.kind !== "struct" || kind.data.kind !== "struct") return false;
    const expected = source === "call" ? "function, tuple struct or tuple variant" : "value";
    const fields = kind.data.fields.map(({ ident }) => ident.name);
    const said = error("E0423", `expected ${expected}, found struct \`${text}\``).at(path.span);
    if (source === "call") {
      this.#reportUse(unsupported("KB0328", "a struct with named fields called like a function", path.span));
      return true;
    }
    said.label(def.span, `\`${text}\` defined here`);
    const literal = `${text} { ${fields.map((field) => `${field}: val`).join(", ")} }`;
    said.suggest("use struct literal syntax instead", [{ span: path.span, text: literal }], "HasPlaceholders", "inline");
    this.#reportUse(said);
    return true;
  }
}
