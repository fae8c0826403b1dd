// The words for names inside items that mean nothing.
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident, Item, Path } from "../../syntax/ast.ts";
import { importCandidates, placeForImport } from "./candidates.ts";
import { adviseFieldOfSelf, adviseItemOfSelf, adviseItemOfTrait, adviseTypeOfTrait } from "./fields-of-self.ts";
import type { LateResolver } from "./late.ts";
import { type PathSource } from "./late-paths.ts";
import type { PathResult, Private } from "./path-result.ts";
import { pathFailure } from "./path-errors.ts";
import { kindWord, reportPrivate } from "./privacy.ts";
import { outerParameter } from "./scope-errors.ts";
import { key } from "./scopes.ts";
import { adviseParameter } from "./missing-parameter.ts";
import { MeantNames } from "./meant-names.ts";
import type { Written } from "./misfit-constructors.ts";
import { macroWord, suggestBang } from "./meant-macros.ts";
import { UNFIT_CODES, UnfitNames } from "./unfit-names.ts";

const EXPECTED: Readonly<Record<PathSource, string>> = {
  type: "type",
  trait: "trait",
  value: "value",
  call: "function",
  struct: "struct, variant or union type",
  pattern: "unit struct, unit variant or constant",
  "tuple-struct-pattern": "tuple struct or tuple variant",
};

export class NameErrors {
  /** The words for names of the wrong kind. */
  readonly unfit: UnfitNames;
  readonly #late: LateResolver;
  readonly #meant: MeantNames;
  readonly #seen = new Set<string>();

  constructor(late: LateResolver) {
    this.#late = late;
    this.#meant = new MeantNames(late);
    this.unfit = new UnfitNames(late, this.#meant);
  }

  #since(minor: number): boolean {
    return this.#late.compilation.since(minor);
  }

  #report(diagnostic: DiagnosticBuilder): void {
    this.#late.compilation.report("names", diagnostic);
  }

  /** Of paths that lead nowhere: told after all bodies. */
  #reportUse(diagnostic: DiagnosticBuilder): void {
    this.#late.compilation.report("uses", diagnostic);
  }

  // --- Not found -------------------------------------------------------------------------------------------------

  /** E0425 and its kin. */
  report(path: Path, source: PathSource, written?: Written): void {
    const last = path.segments.at(-1)?.ident as Ident;
    if (this.#late.lookup.hasOpenGlob(this.#late.module)) {
      this.#reportUse(unsupported("KB0323", "a name that a glob import of core::arch may bring", path.span));
      return;
    }
    if (this.#keyword(path, last, source)) return;
    if (this.#deriveMacro(path, source, last)) return;
    if (this.unfit.wrongNamespace(path, source, written)) return;
    if (path.segments.length === 1 && !path.global && this.#macro(source, path, last)) return;
    const where = this.#where(path);
    if (where === undefined) {
      this.#reportUse(unsupported("KB0323", "a path of this form", path.span));
      return;
    }
    const said = error(this.#code(source), `cannot find ${this.#expected(source, last)} \`${last.name}\` in ${where.full}`);
    said.at(last.span);
    const isName = path.segments.length === 1 && (source === "value" || source === "call");
    if (isName) {
      adviseItemOfSelf(this.#late, said, last, source === "call");
      if (adviseFieldOfSelf(this.#late, said, last)) return this.#reportUse(said);
    }
    if (path.segments.length === 1 && this.#bindingOfLastBlock(said, last)) return this.#reportUse(said);
    if (this.#adviseLet(said, last)) {
      said.spans[0] = { span: last.span, primary: true, label: `not found in ${where.short}` };
      return this.#reportUse(said);
    }
    const isOfTrait = isName
      ? adviseItemOfTrait(this.#late, said, last, source === "call")
      : path.segments.length === 1 && source === "type" && adviseTypeOfTrait(this.#late, said, last);
    const typo = this.#meant.typo(path, source, last);
    const label = typo === undefined && !isOfTrait ? `not found in ${where.short}` : undefined;
    if (label !== undefined) said.spans[0] = { span: last.span, primary: true, label };
    if (typo !== undefined) this.#meant.suggestTypo(said, typo, last);
    if (typo === undefined && !isOfTrait && path.segments.length === 1) this.#meant.hygiene(said, last, source);
    const hasAdvice = this.#meant.suggestImport(said, path, source, last) || adviseParameter(this.#late, said, path, source, last);
    if (!hasAdvice && source === "call" && path.segments.length === 1 && this.#since(66))
      this.#late.compilation.tellLater("call", last.span, said);
    else this.#reportUse(said);
  }

  /** The block that ended last has a variable of that name. */
  #bindingOfLastBlock(said: DiagnosticBuilder, { name, span }: Ident): boolean {
    const node = this.#since(80) ? this.#late.lastBlock?.get(key(name, span.ctxt)) : undefined;
    const pattern = node === undefined ? undefined : this.#late.tree.pat(node).kind;
    if (pattern?.kind !== "ident") return false;
    said.helpAt(pattern.ident.span, `the binding \`${name}\` is available in a different scope in the same function`);
    return true;
  }

  /** `if Some(x) = y` lacks its `let`. */
  #adviseLet(said: DiagnosticBuilder, { span }: Ident): boolean {
    const { condition } = this.#late;
    if (condition === undefined || span.lo < condition.left.lo || span.hi > condition.left.hi) return false;
    const start = { ...condition.whole, hi: condition.whole.lo };
    said.suggest("you might have meant to use pattern matching", [{ span: start, text: "let " }], "MaybeIncorrect", "verbose");
    return true;
  }

  #macro(source: PathSource, path: Path, last: Ident): boolean {
    const code = UNFIT_CODES[source];
    const word = code === undefined ? undefined : macroWord(this.#late, last);
    if (code === undefined || word === undefined) return false;
    const expected = this.#expected(source, last);
    const said = error(code, `expected ${expected}, found ${word} \`${last.name}\``).at(last.span, `not a ${expected}`);
    suggestBang(said, word, source, last);
    const typo = this.#meant.typo(path, source, last);
    if (typo !== undefined) this.#meant.suggestTypo(said, typo, last);
    this.#reportUse(said);
    return true;
  }

  #code(source: PathSource): string {
    switch (source) {
      case "type":
        return this.#since(93) ? "E0425" : "E0412";
      case "trait":
        return "E0405";
      case "struct":
        return "E0422";
      case "pattern":
      case "tuple-struct-pattern":
        return "E0531";
      default:
        return "E0425";
    }
  }

  #expected(source: PathSource, last: Ident): string {
    const first = last.name.charAt(0);
    if (source === "call" && first !== first.toLowerCase()) return "function, tuple struct or tuple variant";
    return EXPECTED[source];
  }

  /** "this scope", "module `a`", "crate `core`"; undefined where the words are not sure. */
  #where(path: Path): { full: string; short: string } | undefined {
    const { segments } = path;
    if (segments.length === 1 && !path.global) return { full: "this scope", short: "this scope" };
    if (segments.length === 1) return undefined;
    if (segments.length === 2 && segments[0]?.ident.name === "crate") return { full: "the crate root", short: "the crate root" };
    const late = this.#late;
    const prefix = segments.slice(0, -1).map(({ ident }) => ident);
    const result = late.lookup.path(prefix, path.global, late.module, { isImport: false });
    if (result.kind !== "module") return undefined;
    const text = `\`${path.global ? "::" : ""}${prefix.map(({ name }) => name).join("::")}\``;
    const { kind, parent } = late.compilation.definitions.get(result.module.def);
    const byName = prefix.length === 1 && !["self", "super", "$crate"].includes(prefix[0]?.name ?? "");
    const word = kind === "mod" && parent === undefined && byName ? "crate" : kindWord(kind);
    return { full: `${word} ${text}`, short: text };
  }

  /** `self`, `Self`, `super` out of place. */
  #keyword(path: Path, last: Ident, source: PathSource): boolean {
    if (path.segments.length !== 1) return false;
    if (last.name === "self" && (source === "value" || source === "call")) {
      this.#selfValue(last);
      return true;
    }
    if (last.name === "Self") {
      this.#selfType(last, source);
      return true;
    }
    if (last.name === "_" || last.name === "") {
      this.#reportUse(unsupported("KB0323", "a path of this form", last.span));
      return true;
    }
    return false;
  }

  #selfValue({ span }: Ident): void {
    const said = error("E0424", "expected value, found module `self`").at(
      span,
      "`self` value is a keyword only available in methods with a `self` parameter",
    );
    const fn = this.#late.function;
    if (fn !== undefined && !fn.isAssociated) {
      said.label(fn.item.ident.span, "this function can't have a `self` parameter");
      this.#reportUse(said);
      return;
    }
    if (fn !== undefined && !fn.hasSelf && fn.item.kind.kind === "fn") {
      this.#withoutSelf(said, fn.item);
      return;
    }
    this.#reportUse(unsupported("KB0323", "`self` here", span));
  }

  #withoutSelf(said: DiagnosticBuilder, item: Item): void {
    if (item.kind.kind !== "fn") return;
    said.label(item.ident.span, "this function doesn't have a `self` parameter");
    const open = this.#late.compilation.sources.snippet({ ...item.span, lo: item.ident.span.hi }).indexOf("(");
    const at = item.ident.span.hi + open + 1;
    const text = item.kind.params.length === 0 ? "&self" : "&self, ";
    said.suggest(
      "add a `self` receiver parameter to make the associated `fn` a method",
      [{ span: { lo: at, hi: at }, text }],
      "MaybeIncorrect",
      "verbose",
    );
    this.#reportUse(said);
  }

  #selfType(ident: Ident, source: PathSource): void {
    const { span } = ident;
    if (outerParameter(this.#late, ident)) return;
    const label = "`Self` is only available in impls, traits, and type definitions";
    if (source === "type") {
      const said = error("E0411", "cannot find type `Self` in this scope").at(span, label);
      const fn = this.#late.function;
      if (fn !== undefined) said.label(fn.item.ident.span, "`Self` not allowed in a function");
      this.#reportUse(said);
    } else if (source === "value")
      this.#reportUse(error("E0425", "cannot find value `Self` in this scope").at(span, "not found in this scope"));
    else this.#reportUse(unsupported("KB0323", "`Self` here", span));
  }

  /** `Debug` and `Hash` are in the prelude as derive macros only. */
  #deriveMacro(path: Path, source: PathSource, last: Ident): boolean {
    if (source !== "trait" || path.segments.length !== 1 || path.global || this.#late.crate.noPrelude) return false;
    const { known } = this.#late.compilation;
    const isDerive = known
      .in(`core::prelude::rust_${this.#late.crate.edition}`)
      ?.some((entry) => entry.kind === "d" && entry.name === last.name);
    if (isDerive !== true) return false;
    const said = error("E0404", `expected trait, found derive macro \`${last.name}\``).at(last.span, "not a trait");
    const [candidate] = importCandidates(this.#late, last.name, source);
    const place = placeForImport(this.#late);
    if (candidate !== undefined && place !== undefined) {
      const edit = { span: place.span, text: `use ${candidate.path};${place.beforeUse ? "\n" : "\n\n"}` };
      said.suggest("consider importing this trait instead", [edit], "MaybeIncorrect", "verbose");
    }
    this.#reportUse(said);
    return true;
  }

  // --- Others ----------------------------------------------------------------------------------------------------

  pathFailed(result: PathResult & { kind: "failed" }, idents: readonly Ident[], path: Path): void {
    this.privates(result.privates, path);
    const { compilation } = this.#late;
    const [first] = idents;
    if (first === undefined || !this.#since(90)) return compilation.report("names", pathFailure(compilation, result, idents, true));
    const isModule = result.why === "unknown-crate" && !/^\p{Lu}/u.test(first.name);
    const said = pathFailure(compilation, result, idents, false);
    const isLike = isModule && this.#meant.suggestModule(said, first);
    const whole = isLike ? said : pathFailure(compilation, result, idents, true);
    if (this.#meant.suggestPrefix(whole, idents)) return this.#reportUse(whole);
    if (idents.length === 2 && !isLike) this.#meant.suggestType(whole, path);
    if (idents.length === 2) compilation.tellLater("path", first.span, whole);
    else compilation.report("names", whole);
  }

  privates(privates: readonly Private[], path: Path): void {
    for (const found of privates.slice(0, 1)) {
      const id = `${found.segment.span.lo}`;
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      reportPrivate(this.#late.compilation, found, path.span);
    }
  }

  notInTrait(ident: Ident, trait: Path, isValue: boolean): void {
    const name = trait.segments.map((segment) => segment.ident.name).join("::");
    const what = isValue ? "method or associated constant" : "associated type";
    const said = error("E0576", `cannot find ${what} \`${ident.name}\` in trait \`${name}\``);
    this.#report(said.at(ident.span, `not found in \`${name}\``));
  }
}
