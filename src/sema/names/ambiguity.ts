// E0659: a name that means one thing here and might mean another. While macros are expanded and imports followed, what a glob
// brings and what a macro call makes may still change, so such a name may not hide a different one further out: it is an
// error if it does. Once all is expanded, the beginnings of imports and of macro paths are looked at again, with every scope
// that has the name (rustc: `resolve_ident_in_scope_set`, `maybe_push_ambiguity` in rustc_resolve/src/ident.rs). Two globs of
// one module that bring different things are an error wherever the name is used.
import { error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { Place } from "../expand/expander.ts";
import { AS_WRITTEN, type MacroDefinition, type Nesting } from "../expand/macro-scope.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Namespace } from "./known-names.ts";
import { MISSING, sameRes, type Lookup } from "./lookup.ts";
import type { MacroLookup } from "./macro-lookup.ts";
import { type Binding, type Import, type Module, NAMESPACES, useImports } from "./module.ts";
import { thingOf } from "./privacy.ts";

type Conflict =
  | "a conflict between a `macro_rules` name and a non-`macro_rules` name from another module"
  | "a conflict between a name from a glob import and an outer scope during import or macro resolution"
  | "multiple glob imports of a name in the same module"
  | "a conflict between a name from a glob import and a macro-expanded name in the same module during import or macro resolution"
  | "a conflict between a macro-expanded name and a less macro-expanded name from outer scope during import or macro resolution";

/** What one scope has under the name. */
interface Candidate {
  readonly binding: Binding;
  readonly scope: "textual" | "module" | "globs" | "crates" | "prelude" | "types";
  /** Of `module` and `globs`, and where a textual macro is defined. */
  readonly module: Module | undefined;
  readonly nesting: Nesting;
  readonly macro?: MacroDefinition | undefined;
}

export function reportAmbiguities(compilation: Compilation, lookup: Lookup, macros: MacroLookup, crate: CrateNames): void {
  new AmbiguityFinder(compilation, lookup, macros, crate).all();
}

class AmbiguityFinder {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #macros: MacroLookup;
  readonly #crate: CrateNames;

  constructor(compilation: Compilation, lookup: Lookup, macros: MacroLookup, crate: CrateNames) {
    this.#compilation = compilation;
    this.#lookup = lookup;
    this.#macros = macros;
    this.#crate = crate;
  }

  all(): void {
    for (const imported of this.#crate.imports) this.#import(imported);
    for (const { path, place } of this.#macros.called.values()) {
      const [first] = path.segments;
      if (first === undefined || KEYWORDS.has(first.ident.name)) continue;
      if (path.segments.length > 1) this.#check(first.ident, place.nesting, this.#names(place.module, first.ident.name, "type"));
      else this.#check(first.ident, place.nesting, this.#macroNames(place, first.ident.name));
    }
  }

  #import(imported: Import): void {
    const { path, module, kind } = imported;
    const [first] = path;
    if (first === undefined || kind === "extern-crate") return;
    const isAlone = path.length === 1 && kind === "single" && !imported.isSelf;
    if (!imported.global && this.#crate.edition !== 2015 && !KEYWORDS.has(first.name)) {
      for (const namespace of isAlone ? NAMESPACES : (["type"] as const)) {
        this.#check(first, imported.nesting, this.#names(module, first.name, namespace, imported));
      }
    }
    const last = path.at(-1);
    if (kind !== "single" || last === undefined || imported.failed) return;
    const found = NAMESPACES.map((namespace) => this.#lookup.importTarget(imported, namespace));
    for (const binding of found) if (binding?.ambiguous !== undefined) reportGlobs(this.#compilation, last, binding, binding.ambiguous);
  }

  // --- Who has the name ------------------------------------------------------------------------------------------

  *#names(module: Module, name: string, namespace: Namespace, except?: Import): Generator<Candidate> {
    yield* this.#inModules(module, name, namespace, except);
    const crate = namespace === "type" ? this.#lookup.externCrate(this.#crate, name) : undefined;
    if (crate === MISSING) return;
    if (crate !== undefined) yield { binding: crate, scope: "crates", module: undefined, nesting: AS_WRITTEN };
    const outside = this.#lookup.outside(module, name, namespace);
    if (outside === undefined || outside === crate || crate !== undefined) return;
    const scope = outside.res.kind === "primitive" ? "types" : "prelude";
    yield { binding: outside, scope, module: undefined, nesting: AS_WRITTEN };
  }

  *#inModules(from: Module, name: string, namespace: Namespace, except?: Import): Generator<Candidate> {
    for (let module: Module | undefined = from; module !== undefined; module = module.parent) {
      const own = except !== undefined && except.module === module ? except : undefined;
      const named = this.#lookup.named(module, name, namespace, own);
      if (named !== undefined) yield this.#candidate(named, "module", module);
      const brought = this.#lookup.globbed(module, name, namespace);
      if (brought !== undefined) yield this.#candidate(brought, "globs", module);
      if (module.kind === "mod") return;
    }
  }

  *#macroNames(place: Place, name: string): Generator<Candidate> {
    for (let at = place.scope; at.kind !== "root"; at = at.kind === "call" ? (at.inside ?? at.before) : at.before) {
      if (at.kind === "macro" && at.macro.name === name) yield this.#macroCandidate(at.macro, "textual");
    }
    yield* this.#inModules(place.module, name, "macro");
    const outside = this.#macros.outside(this.#crate, name);
    if (outside !== undefined) yield this.#macroCandidate(outside, "prelude");
  }

  #candidate(binding: Binding, scope: "module" | "globs", module: Module): Candidate {
    return { binding, scope, module, nesting: this.#nestingOf(binding), macro: this.#macros.definitionOf(binding) };
  }

  #macroCandidate(macro: MacroDefinition, scope: "textual" | "prelude"): Candidate {
    const { definitions } = this.#compilation;
    const res = macro.def === undefined ? ({ kind: "error" } as const) : ({ kind: "def", def: macro.def } as const);
    const span = macro.def === undefined ? macro.headSpan : definitions.span(macro.def);
    const binding: Binding = { res, visibility: "public", span, import: undefined, target: undefined };
    const module = macro.def === undefined ? undefined : this.#macros.moduleOf(macro.def);
    return { binding, scope, module, nesting: macro.nesting, macro };
  }

  /** The expansion that an item or import is part of. */
  #nestingOf({ import: imported, res }: Binding): Nesting {
    if (imported !== undefined) return imported.nesting;
    if (res.kind !== "def") return AS_WRITTEN;
    const { definitions } = this.#compilation;
    const { kind, parent } = definitions.get(res.def);
    const def = kind === "constructor" && parent !== undefined ? parent : res.def;
    return this.#crate.owners.get(def)?.nesting ?? this.#crate.modules.get(def)?.nesting ?? AS_WRITTEN;
  }

  // --- Which of them conflict ------------------------------------------------------------------------------------

  #check(ident: Ident, from: Nesting, candidates: Iterable<Candidate>): void {
    let innermost: Candidate | undefined;
    for (const candidate of candidates) {
      if (candidate.binding.res.kind === "error" && candidate.macro === undefined) return;
      if (innermost === undefined) {
        innermost = candidate;
        const { ambiguous } = candidate.binding;
        if (ambiguous === undefined) continue;
        reportGlobs(this.#compilation, ident, candidate.binding, ambiguous);
        return;
      }
      const why = this.#conflict(innermost, candidate, from);
      if (why !== undefined) return this.#report(ident, why, innermost, candidate);
    }
  }

  #conflict(inner: Candidate, outer: Candidate, from: Nesting): Conflict | undefined {
    const isSame = inner.macro === undefined ? sameRes(inner.binding.res, outer.binding.res) : inner.macro === outer.macro;
    if (isSame) return undefined;
    const inModule = outer.scope === "module" || outer.scope === "globs";
    if (inner.scope === "textual" && inModule && !isAsIfLet(inner, outer)) {
      return "a conflict between a `macro_rules` name and a non-`macro_rules` name from another module";
    }
    if (isGlob(inner.binding)) {
      return "a conflict between a name from a glob import and an outer scope during import or macro resolution";
    }
    if (!isWithin(outer.nesting, inner.nesting) && !isWithin(from, inner.nesting)) {
      return "a conflict between a macro-expanded name and a less macro-expanded name from outer scope during import or macro resolution";
    }
    if (inner.nesting !== AS_WRITTEN && outer.scope === "globs" && inner.scope === "module" && inner.module === outer.module) {
      return "a conflict between a name from a glob import and a macro-expanded name in the same module during import or macro resolution";
    }
    return undefined;
  }

  // --- Saying so -------------------------------------------------------------------------------------------------

  #report(ident: Ident, why: Conflict, inner: Candidate, outer: Candidate): void {
    useImports(inner.binding);
    const said = error("E0659", `\`${ident.name}\` is ambiguous`).at(ident.span, "ambiguous name").note(`ambiguous because of ${why}`);
    const swapped = outer.scope === "crates" || outer.scope === "types";
    const [first, second] = swapped ? [outer, inner] : [inner, outer];
    const wantsExplicit = (candidate: Candidate) =>
      isGlob(candidate.binding) && candidate === inner && !why.includes("macro-expanded name from");
    for (const candidate of [first, second]) {
      const words = `\`${ident.name}\` could${candidate === second ? " also" : ""} refer to ${this.#description(candidate)}`;
      if (this.#isShown(candidate)) said.noteAt(candidate.binding.span, words);
      else said.note(words);
      const helps = wantsExplicit(candidate) ? [explicitImport(ident)] : [];
      const start = candidate.scope === "textual" ? undefined : unambiguousStart(candidate, this.#crate);
      if (start !== undefined) helps.push(`use \`${start}::${ident.name}\` to refer to this ${this.#thing(candidate)} unambiguously`);
      for (const [i, help] of helps.entries()) said.help(i === 0 ? help : `or ${help}`);
    }
    this.#compilation.report("ambiguities", said);
  }

  #isShown({ binding, macro, scope }: Candidate): boolean {
    if (binding.import !== undefined) return true;
    if (scope === "prelude" || scope === "crates" || scope === "types") return false;
    return macro === undefined || macro.def !== undefined;
  }

  #thing({ binding, macro }: Candidate): string {
    return macro === undefined ? thingOf(this.#compilation, binding) : "macro";
  }

  #description(candidate: Candidate): string {
    const thing = this.#thing(candidate);
    switch (candidate.scope) {
      case "types":
        return `a ${thing}`;
      case "crates":
        return `a built-in ${thing}`;
      case "prelude":
        return `${/^(enum|ass)/.test(thing) ? "an" : "a"} ${thing} from prelude`;
      default:
        return `the ${thing} ${candidate.binding.import === undefined ? "defined" : "imported"} here`;
    }
  }
}

const KEYWORDS = new Set(["self", "super", "crate", "$crate", "Self"]);

/** `macro_rules` in the module, or a block of it, shadow what the module has, as `let` would. */
function isAsIfLet(textual: Candidate, modular: Candidate): boolean {
  const { module } = textual;
  const other = modular.binding.import?.module ?? modular.module;
  if (module === undefined || other === undefined || module.nearest !== other.nearest) return false;
  for (let at: Module | undefined = module; at !== undefined; at = at.parent) if (at === other) return true;
  return false;
}

function isGlob({ import: imported }: Binding): boolean {
  return imported?.kind === "glob";
}

function isWithin(inner: Nesting, outer: Nesting): boolean {
  for (let at: Nesting | undefined = inner; at !== undefined; at = at.parent) if (at === outer) return true;
  return false;
}

function explicitImport({ name }: Ident): string {
  return `consider adding an explicit import of \`${name}\` to disambiguate`;
}

/** How a path to it begins that means nothing else. */
function unambiguousStart({ scope, module, binding }: Candidate, crate: CrateNames): string | undefined {
  if (scope === "crates" || binding.import?.kind === "extern-crate") return "";
  if (scope !== "module" && scope !== "globs") return undefined;
  if (module === crate.root) return "crate";
  return module?.kind === "mod" ? "self" : undefined;
}

/** Two globs of a module bring different things under the name. */
export function reportGlobs(compilation: Compilation, ident: Ident, first: Binding, second: Binding): "reported" {
  useImports(first);
  useImports(second);
  const said = error("E0659", `\`${ident.name}\` is ambiguous`).at(ident.span, "ambiguous name");
  said.note("ambiguous because of multiple glob imports of a name in the same module");
  for (const [i, binding] of [first, second].entries()) {
    said.noteAt(
      binding.span,
      `\`${ident.name}\` could${i === 0 ? "" : " also"} refer to the ${thingOf(compilation, binding)} imported here`,
    );
    said.help(explicitImport(ident));
  }
  compilation.report("ambiguities", said);
  return "reported";
}
