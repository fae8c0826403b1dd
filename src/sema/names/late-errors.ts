// The words for names inside items that mean nothing, or the wrong thing, and what somebody may have meant.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident, Item, Path } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import type { Res } from "../resolution.ts";
import { importCandidates, placeForImport } from "./candidates.ts";
import { headSpan } from "./duplicates.ts";
import type { LateResolver } from "./late.ts";
import { namespaceOf, type PathSource } from "./late-paths.ts";
import { PRIMITIVES, type PathResult, type Private } from "./lookup.ts";
import type { Binding } from "./module.ts";
import { reportPathFailure } from "./path-errors.ts";
import { kindWord, reportPrivate } from "./privacy.ts";
import { similarName } from "./similar.ts";

const EXPECTED: Readonly<Record<PathSource, string>> = {
  type: "type",
  trait: "trait",
  value: "value",
  call: "function",
  struct: "struct, variant or union type",
  pattern: "unit struct, unit variant or constant",
  "tuple-struct-pattern": "tuple struct or tuple variant",
};

interface Candidate {
  readonly name: string;
  readonly word: string;
  readonly def: DefId | undefined;
}

export class NameErrors {
  readonly #late: LateResolver;
  readonly #seen = new Set<string>();

  constructor(late: LateResolver) {
    this.#late = late;
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
  report(path: Path, source: PathSource): void {
    const last = path.segments.at(-1)?.ident as Ident;
    if (this.#keyword(path, last, source)) return;
    if (this.#deriveMacro(path, source, last)) return;
    if (this.#wrongNamespace(path, source)) return;
    const where = this.#where(path);
    if (where === undefined) {
      this.#reportUse(unsupported("KB0323", "a path of this form", path.span));
      return;
    }
    const said = error(this.#code(source), `cannot find ${this.#expected(source, last)} \`${last.name}\` in ${where.full}`);
    said.at(last.span);
    const typo = this.#typo(path, source, last);
    const label = typo === undefined ? `not found in ${where.short}` : undefined;
    if (label !== undefined) said.spans[0] = { span: last.span, primary: true, label };
    if (typo !== undefined) this.#suggestTypo(said, typo, last);
    if (typo === undefined && path.segments.length === 1) this.#hygiene(said, last, source);
    this.#suggestImport(said, path, source, last);
    this.#reportUse(said);
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
    const byName = prefix.length === 1 && !["self", "super"].includes(prefix[0]?.name ?? "");
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

  #selfType({ span }: Ident, source: PathSource): void {
    const label = "`Self` is only available in impls, traits, or type definitions";
    if (source === "type") {
      const said = error("E0411", "cannot find type `Self` in this scope").at(span, label);
      const fn = this.#late.function;
      if (fn !== undefined) said.label(fn.item.ident.span, "`Self` not allowed in a function");
      this.#reportUse(said);
    } else this.#reportUse(unsupported("KB0323", "`Self` here", span));
  }

  /** `Debug` and `Hash` are in the prelude as derive macros only. */
  #deriveMacro(path: Path, source: PathSource, last: Ident): boolean {
    if (source !== "trait" || path.segments.length !== 1 || path.global) return false;
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

  // --- The wrong kind --------------------------------------------------------------------------------------------

  /** Something of the name exists in the other namespace. */
  #wrongNamespace(path: Path, source: PathSource): boolean {
    const other: PathSource = namespaceOf(source) === "value" ? "type" : "value";
    if (path.segments.length > 1) {
      if (namespaceOf(source) === "type") return false;
      const found = this.#late.paths.find(path, "type");
      if (found === undefined || found === "reported" || found.unresolved > 0) return false;
      this.reportUnfit(path, source, found.res);
      return true;
    }
    const found = this.#quiet(() => this.#late.paths.find(path, other));
    if (found === undefined || found === "reported" || found.res.kind === "error" || found.res.kind === "local") return false;
    if (found.res.kind === "def" && found.res.def >= 0) {
      const { kind } = this.#late.compilation.definitions.get(found.res.def);
      if (kind === "mod" && namespaceOf(source) === "value" && this.#late.compilation.definitions.get(found.res.def).parent === undefined)
        return false;
    }
    if (source === "struct" && (found.res.kind !== "def" || this.#wordOf(found.res) !== "function")) return false;
    if (namespaceOf(source) === "type" && (found.res.kind !== "def" || found.res.def < 0)) return false;
    if (namespaceOf(source) === "type" && this.#wordOf(found.res) === undefined) return false;
    this.reportUnfit(path, source, found.res);
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

  reportUnfit(path: Path, source: PathSource, res: Res): void {
    const code = UNFIT_CODES[source];
    const word = this.#wordOf(res);
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
    this.#reportUse(
      error("E0423", `expected ${full}, found ${word} \`${text}\``).at(
        span,
        full.includes(",") ? "not a function, tuple struct or tuple variant" : label,
      ),
    );
  }

  #wordOf(res: Res): string | undefined {
    if (res.kind === "primitive") return "builtin type";
    if (res.kind === "local") return "local variable";
    if (res.kind !== "def" || res.def < 0) return undefined;
    const { kind, parent } = this.#late.compilation.definitions.get(res.def);
    if (kind === "mod" && parent === undefined) return "crate";
    if (kind === "constructor") return this.#constructorWord(res.def);
    if (kind === "type-param") return "type parameter";
    return kind === "unmodelled" ? undefined : kindWord(kind);
  }

  #constructorWord(def: DefId): string {
    const { definitions } = this.#late.compilation;
    const { parent } = definitions.get(def);
    const isVariant = parent !== undefined && definitions.get(parent).kind === "variant";
    const shape = this.#late.paths.isTupleConstructor(def) ? "tuple" : "unit";
    return `${shape} ${isVariant ? "variant" : "struct"}`;
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

  // --- What may be meant -----------------------------------------------------------------------------------------

  #typo(path: Path, source: PathSource, last: Ident): Candidate | undefined {
    const candidates = path.segments.length === 1 && !path.global ? this.#inScope(source) : this.#inPrefix(path, source);
    const byName = new Map<string, Candidate>();
    for (const candidate of candidates) if (!byName.has(candidate.name)) byName.set(candidate.name, candidate);
    const names = [...byName.keys()].toSorted();
    const found = similarName(names, last.name);
    return found === undefined ? undefined : byName.get(found);
  }

  *#inScope(source: PathSource): Generator<Candidate> {
    const late = this.#late;
    const namespace = namespaceOf(source);
    if (namespace === "value") for (const { name } of late.scopes.variableNames()) yield { name, word: "local variable", def: undefined };
    if (source === "type") {
      for (const { name, def } of late.scopes.genericNames()) {
        if (def >= 0 && late.compilation.definitions.get(def).kind === "type-param") yield { name, word: "type parameter", def };
      }
    }
    for (let module = late.module; ; module = module.parent as typeof module) {
      yield* this.#fitting(late.lookup.names(module, namespace), source);
      if (module.kind === "mod" || module.parent === undefined) break;
    }
    const prelude = late.lookup.prelude(late.crate);
    if (prelude !== undefined) yield* this.#fitting(late.lookup.names(prelude, namespace), source);
    if (source === "type") for (const name of PRIMITIVES) yield { name, word: "builtin type", def: undefined };
  }

  *#inPrefix(path: Path, source: PathSource): Generator<Candidate> {
    const late = this.#late;
    const prefix = path.segments.slice(0, -1).map(({ ident }) => ident);
    const result = late.lookup.path(prefix, path.global, late.module, { isImport: false });
    if (result.kind === "module") yield* this.#fitting(late.lookup.names(result.module, namespaceOf(source)), source);
  }

  *#fitting(names: Iterable<{ name: string; binding: Binding }>, source: PathSource): Generator<Candidate> {
    for (const { name, binding } of names) {
      const { res } = binding;
      if (res.kind !== "def" || !this.#late.paths.fits(res, source)) continue;
      const word = this.#wordOf(res) ?? this.#knownWord(res.def);
      if (source === "call" && word !== "function" && word !== "tuple struct" && word !== "tuple variant") continue;
      yield { name, word, def: res.def };
    }
  }

  #knownWord(def: DefId): string {
    const kind = this.#late.lookup.unmodelled.knownOf.get(def)?.kind ?? "";
    return (
      { s: "struct", "1": "struct", "0": "struct", e: "enum", t: "trait", f: "function", c: "constant", u: "union", y: "type alias" }[
        kind
      ] ?? "item"
    );
  }

  #suggestTypo(said: DiagnosticBuilder, typo: Candidate, last: Ident): void {
    const { definitions } = this.#late.compilation;
    if (typo.def !== undefined && typo.def >= 0 && definitions.isLocal(typo.def)) {
      const def = definitions.get(typo.def);
      const holder = def.kind === "constructor" && def.parent !== undefined ? definitions.get(def.parent) : def;
      said.label(this.#definitionSpan(holder.id), `similarly named ${typo.word} \`${typo.name}\` defined here`);
    }
    const article = /^[aeiou]/.test(typo.word) ? "an" : "a";
    const style = this.#since(90) ? "verbose" : "inline";
    said.suggest(`${article} ${typo.word} with a similar name exists`, [{ span: last.span, text: typo.name }], "MaybeIncorrect", style);
  }

  /** What rustc calls the definition's span: signature or head. */
  #definitionSpan(def: DefId): Span {
    const { definitions } = this.#late.compilation;
    const found = definitions.get(def);
    if (found.kind === "fn" || found.kind === "assoc-fn") {
      const { kind } = found.tree.item(found.node);
      if (kind.kind === "fn") return { ...kind.signatureSpan, lo: found.span.lo };
    }
    return headSpan(this.#late.compilation, found.span);
  }

  /** 1.96 tells of variables that only hygiene hides. */
  #hygiene(said: DiagnosticBuilder, last: Ident, source: PathSource): void {
    if (source !== "value" || !this.#since(90)) return;
    for (let i = this.#late.scopes.ribs.length - 1; i >= 0; i--) {
      for (const [name, node] of this.#late.scopes.ribs[i]?.variables ?? []) {
        if (name.split("#")[0] !== last.name) continue;
        said.helpAt(
          this.#late.tree.span(node),
          "an identifier with the same name is defined here, but is not accessible due to macro hygiene",
        );
        return;
      }
    }
  }

  #suggestImport(said: DiagnosticBuilder, path: Path, source: PathSource, last: Ident): void {
    if (path.segments.length > 1 || path.global) return;
    const candidates = importCandidates(this.#late, last.name, source);
    const [first] = candidates;
    if (first === undefined) return;
    const place = placeForImport(this.#late);
    if (place === undefined) return;
    const words = new Set(candidates.map(({ word }) => word));
    const kind = words.size === 1 ? first.word : "item";
    const message =
      candidates.length === 1
        ? `consider importing this ${kind}`
        : `consider importing one of these ${kind === "item" ? "items" : `${kind}s`}`;
    const end = place.beforeUse ? "\n" : "\n\n";
    const edits = candidates.map((candidate) => [{ span: place.span, text: `use ${candidate.path};${end}` }]);
    if (edits.length === 1) said.suggest(message, edits[0] as (typeof edits)[number], "MaybeIncorrect", "verbose");
    else said.suggestOneOf(message, edits, "MaybeIncorrect");
  }

  // --- Others ----------------------------------------------------------------------------------------------------

  pathFailed(result: PathResult & { kind: "failed" }, idents: readonly Ident[]): void {
    this.privates(result.privates);
    const phase = this.#since(90) && idents.length === 2 ? "paths" : "names";
    reportPathFailure(this.#late.compilation, result, idents, phase, true);
  }

  privates(privates: readonly Private[]): void {
    for (const found of privates.slice(0, 1)) {
      const id = `${found.segment.span.lo}`;
      if (this.#seen.has(id)) continue;
      this.#seen.add(id);
      reportPrivate(this.#late.compilation, found);
    }
  }

  /** E0401 */
  outerGeneric(ident: Ident, def: DefId): void {
    const said = error("E0401", "can't use generic parameters from outer item");
    said.at(ident.span, "use of generic parameter from outer item");
    if (def >= 0) {
      const { kind, identSpan } = this.#late.compilation.definitions.get(def);
      said.label(identSpan, `${kind === "const-param" ? "const" : "type"} parameter from outer item`);
    }
    this.#report(said);
  }

  outerLifetime(ident: Ident, outer: Span): void {
    const said = error("E0401", "can't use generic parameters from outer item");
    said.at(ident.span, "use of generic parameter from outer item").label(outer, "lifetime parameter from outer item");
    this.#report(said);
  }

  forwardDeclared(ident: Ident): void {
    const said = error("E0128", "generic parameter defaults cannot reference parameters before they are declared");
    this.#report(said.at(ident.span, `cannot reference \`${ident.name}\` before it is declared`));
  }

  inConstType(ident: Ident): void {
    const said = error("E0770", "the type of const parameters must not depend on other generic parameters");
    said.at(ident.span, `the type must not depend on the parameter \`${ident.name}\``);
    this.#report(said);
  }

  selfInDefault(ident: Ident): void {
    this.#report(error("E0735", "generic parameters cannot use `Self` in their defaults").at(ident.span));
  }

  genericInConstant(ident: Ident, def: DefId): void {
    const said = error("generic parameters may not be used in const operations");
    said.at(ident.span, `cannot perform const operation using \`${ident.name}\``);
    const isConst = def >= 0 && this.#late.compilation.definitions.get(def).kind === "const-param";
    if (isConst) said.help(`const parameters may only be used as standalone arguments here, i.e. \`${ident.name}\``);
    else said.note("type parameters may not be used in const expressions");
    this.#report(said);
  }

  outerVariable(ident: Ident, through: "item" | "constant"): void {
    if (through === "item") {
      const said = error("E0434", "can't capture dynamic environment in a fn item").at(ident.span);
      this.#report(said.help("use the `|| { ... }` closure form instead"));
      return;
    }
    const said = error("E0435", "attempt to use a non-constant value in a constant").at(ident.span, "non-constant value");
    this.#report(said);
  }

  notInTrait(ident: Ident, trait: Path, isValue: boolean): void {
    const name = trait.segments.map((segment) => segment.ident.name).join("::");
    const what = isValue ? "method or associated constant" : "associated type";
    const said = error("E0576", `cannot find ${what} \`${ident.name}\` in trait \`${name}\``);
    this.#report(said.at(ident.span, `not found in \`${name}\``));
  }

  undeclaredLabel(ident: Ident, known: readonly Ident[]): void {
    const said = error("E0426", `use of undeclared label \`${ident.name}\``);
    const similar = similarName(
      known.map(({ name }) => name),
      ident.name,
    );
    const found = known.find(({ name }) => name === similar);
    if (similar === undefined || found === undefined) {
      this.#report(said.at(ident.span, `undeclared label \`${ident.name}\``));
      return;
    }
    said.at(ident.span).label(found.span, "a label with a similar name is reachable");
    const edit = { span: ident.span, text: similar };
    said.suggest("try using similarly named label", [edit], "MaybeIncorrect", this.#since(78) ? "verbose" : "inline");
    this.#report(said);
  }

  undeclaredLifetime(name: string, span: Span): void {
    const said = error("E0261", `use of undeclared lifetime name \`${name}\``).at(span, "undeclared lifetime");
    const fn = this.#late.function;
    const generics = fn?.item.kind.kind === "fn" ? fn.item.kind.generics : undefined;
    if (generics === undefined || fn === undefined || fn.isAssociated || !this.#since(68)) {
      this.#report(unsupported("KB0332", "an undeclared lifetime here", span));
      return;
    }
    const [param] = generics.params;
    const at = param === undefined ? fn.item.ident.span.hi : this.#late.crate.tree.span(param.id).lo;
    const edit = { span: { lo: at, hi: at }, text: param === undefined ? `<${name}>` : `${name}, ` };
    said.suggest(`consider introducing lifetime \`${name}\` here`, [edit], "MaybeIncorrect", "verbose");
    this.#report(said);
  }
}

const UNFIT_CODES: Readonly<Partial<Record<PathSource, string>>> = {
  type: "E0573",
  trait: "E0404",
  value: "E0423",
  call: "E0423",
  struct: "E0574",
  pattern: "E0532",
  "tuple-struct-pattern": "E0532",
};
