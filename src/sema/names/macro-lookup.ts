// Which macro a call means: textual scope first, then names in modules, then what core brings everywhere.
import { type DiagnosticBuilder, error, unsupported } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { Ident, MacroCall, NodeId, Path } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import { isBuiltInMacro } from "../expand/built-in-names.ts";
import { rulesIn } from "../expand/call.ts";
import { pathText } from "../expand/call.ts";
import type { Place } from "../expand/expander.ts";
import { AS_WRITTEN, findInScope, type MacroDefinition, type MacroScope } from "../expand/macro-scope.ts";
import { FIRST_OWN } from "../definitions.ts";
import type { DefId } from "../types/def-id.ts";
import { macroCandidates, placeForImport } from "./candidates.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import { type Binding, type Module, useImports } from "./module.ts";
import { noteOtherKind } from "./other-kinds.ts";
import { reportPrivate } from "./privacy.ts";
import { reportPathFailure } from "./path-errors.ts";
import { checkUnstableMacro } from "./unstable-macros.ts";
import { similarName } from "../../base/near-names.ts";

interface Unresolved {
  readonly crate: CrateNames;
  readonly call: MacroCall;
  readonly place: Place;
}

export class MacroLookup {
  readonly #compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #byDef = new Map<DefId, MacroDefinition>();
  readonly #unresolved: Unresolved[] = [];

  /** Core's macros. */
  readonly #library: MacroLookup | undefined;

  constructor(compilation: Compilation, lookup: Lookup, library: MacroLookup | undefined) {
    this.#compilation = compilation;
    this.#lookup = lookup;
    this.#library = library;
  }

  // --- Defining --------------------------------------------------------------------------------------------------

  define(crate: CrateNames, item: NodeId, place: Place): MacroScope {
    const { tree } = crate;
    const { definitions } = this.#compilation;
    const decoded = tree.item(item);
    if (decoded.kind.kind !== "macro-def") return place.scope;
    const { name, span: nameSpan } = decoded.ident;
    const exports = decoded.attrs.filter((attribute) => simpleName(attribute) === "macro_export");
    const exported = exports.length > 0;
    const localInner = exports.some(({ args }) => args.kind === "delimited" && this.#snippet(args.span).includes("local_inner_macros"));
    const builtIn = decoded.attrs.some((attribute) => simpleName(attribute) === "rustc_builtin_macro");
    const { legacy } = decoded.kind;
    const visibility = exported || (!legacy && decoded.visibility.kind === "public") ? "public" : crate.root.def;
    const parent = exported ? crate.root.def : place.module.def;
    const def = definitions.add({
      kind: "macro",
      name,
      parent,
      crate: crate.number,
      tree,
      node: item,
      span: decoded.span,
      identSpan: nameSpan,
      visibility,
      attrs: decoded.attrs,
    });
    const { tokens } = decoded.kind;
    const macro = this.#compilation.addMacro((index) => ({
      index,
      name,
      // Those of core's `macro name { rules }`; in the crate itself that is unstable, with a hygiene of its own.
      kind: builtIn ? "built-in" : legacy || !crate.isLocal ? "rules" : "attribute",
      builtIn: builtIn ? name : "",
      crate,
      def,
      tree,
      body: tokens,
      headSpan: { ...decoded.span, hi: nameSpan.hi },
      nameSpan,
      nesting: place.nesting,
      exported,
      localInner,
      used: false,
      usedRules: new Set(),
      rules: new WeakMap(),
    }));
    crate.macros.push(macro);
    this.#byDef.set(def, macro);
    this.#modules.set(def, place.module);
    const binding: Binding = { res: { kind: "def", def }, visibility, span: decoded.span, import: undefined, target: undefined };
    if (exported) crate.root.define("macro", name, binding);
    else if (!legacy) place.module.define("macro", name, binding);
    else place.module.nearest.textual.set(name, binding);
    if (crate.isLocal && macro.kind === "rules") rulesIn(this.#compilation, macro, tree);
    return legacy ? { kind: "macro", before: place.scope, macro } : place.scope;
  }

  #snippet(span: Span): string {
    return this.#compilation.input.sources.snippet(span);
  }

  readonly #modules = new Map<DefId, Module>();

  /** The module, or block, that a macro is defined in. */
  moduleOf(def: DefId): Module | undefined {
    return this.#modules.get(def) ?? this.#library?.moduleOf(def);
  }

  /** Paths of calls in the crate, by their beginning: once all is expanded, they must still mean one thing. */
  readonly called = new Map<string, { readonly path: Path; readonly place: Place }>();

  // --- Finding ---------------------------------------------------------------------------------------------------

  find(crate: CrateNames, path: Path, place: Place): MacroDefinition | "unknown" | undefined {
    const [first] = path.segments;
    if (crate.isLocal && first !== undefined && !path.global)
      this.called.set(`${first.ident.span.lo} ${first.ident.span.ctxt}`, { path, place });
    if (path.segments.length === 1 && !path.global && first !== undefined) {
      const home = this.#localHome(first.ident);
      return home === undefined ? this.#single(crate, first.ident.name, place) : this.#atRoot(home, first.ident.name);
    }
    const idents = path.segments.map(({ ident }) => ident);
    const result = this.#lookup.path(idents, path.global, place.module, { isImport: false, last: "macro", visit: useImports });
    if (result.kind !== "binding" || result.used !== idents.length) return undefined;
    return this.definitionOf(result.binding);
  }

  /** The crate that a name written by a macro with `local_inner_macros` belongs to. */
  #localHome({ span }: Ident): CrateNames | undefined {
    const expansion = this.#compilation.hygiene.expansionOf(span.ctxt);
    const macro = expansion === undefined ? undefined : this.#compilation.macro(expansion.macro);
    return macro?.localInner === true ? macro.crate : undefined;
  }

  #atRoot({ root }: CrateNames, name: string): MacroDefinition | undefined {
    const found = this.#lookup.inModule(root, name, "macro");
    return found === undefined ? undefined : this.#use(found);
  }

  #single(crate: CrateNames, name: string, place: Place): MacroDefinition | "unknown" | undefined {
    const textual = findInScope(place.scope, name);
    if (textual !== undefined) return textual;
    let module: Module | undefined = place.module;
    while (module !== undefined) {
      const found = this.#lookup.inModule(module, name, "macro");
      if (found !== undefined) return this.#use(found);
      if (module.kind === "mod") break;
      module = module.parent;
    }
    return this.outside(crate, name);
  }

  /** Beyond scopes and modules: what `#[macro_use]`, core and its prelude bring. */
  outside(crate: CrateNames, name: string): MacroDefinition | undefined {
    const found = this.#brought(crate, name);
    if (found !== undefined && crate.isLocal) this.usedCrates.add(found.crate);
    return found;
  }

  /** Crates of which macros are called that nothing else brings into scope. */
  readonly usedCrates = new Set<CrateNames>();

  #brought(crate: CrateNames, name: string): MacroDefinition | undefined {
    const brought = crate.macroUse.get(name);
    if (brought !== undefined) return brought;
    const core = this.#core();
    const exported = core === undefined || crate.noPrelude || (crate.noCore && crate.isLocal) ? undefined : this.#fromCore(core, name);
    if (exported !== undefined) return exported;
    const prelude = this.#lookup.prelude(crate);
    const found = prelude === undefined ? undefined : this.#lookup.inModule(prelude, name, "macro");
    return found === undefined ? undefined : this.#use(found);
  }

  #use(binding: Binding): MacroDefinition | undefined {
    useImports(binding);
    return this.definitionOf(binding);
  }

  #core(): CrateNames | undefined {
    return this.#compilation.crates.find(({ name }) => name === "core");
  }

  /** What `#[macro_use] extern crate core` brings: the macros at its root. */
  #fromCore(core: CrateNames, name: string): MacroDefinition | undefined {
    const own = core.root.tables.macro.get(name);
    if (own !== undefined && this.#exists(name)) return this.definitionOf(own);
    const known = this.#compilation.known.find("core", name, "macro");
    return known === undefined ? undefined : this.#builtIn(name, core);
  }

  /** The release has a macro of this name at core's root. */
  #exists(name: string): boolean {
    return this.#compilation.known.find("core", name, "macro") !== undefined || this.#compilation.known.in("core") === undefined;
  }

  definitionOf(binding: Binding): MacroDefinition | undefined {
    if (binding.res.kind !== "def") return undefined;
    const known =
      binding.res.def < FIRST_OWN && this.#library !== undefined ? this.#library.definitionOf(binding) : this.#byDef.get(binding.res.def);
    if (known !== undefined) return known;
    const def = this.#compilation.definitions.get(binding.res.def);
    const crate = this.#compilation.crates[def.crate] as CrateNames;
    return def.kind === "unmodelled" ? this.#builtIn(def.name, crate) : undefined;
  }

  readonly #builtIns = new Map<string, MacroDefinition>();

  /** A macro without rules of its own. */
  #builtIn(name: string, crate: CrateNames): MacroDefinition | undefined {
    if (!isBuiltInMacro(name)) return undefined;
    const known = this.#builtIns.get(name);
    if (known !== undefined) return known;
    const span = { lo: 0, hi: 0 };
    const made = this.#compilation.addMacro((index) => ({
      index,
      name,
      kind: "built-in",
      builtIn: name,
      crate,
      def: undefined,
      tree: crate.tree,
      body: { from: 0, to: 0 },
      headSpan: span,
      nameSpan: span,
      nesting: AS_WRITTEN,
      exported: true,
      localInner: false,
      used: false,
      usedRules: new Set(),
      rules: new WeakMap(),
    }));
    this.#builtIns.set(name, made);
    return made;
  }

  findCrate(crate: CrateNames, name: string): CrateNames | undefined {
    const found = crate.externPrelude.get(name);
    if (found === "missing") return undefined;
    if (found !== undefined && crate.isLocal) found.isNamed = true;
    return found ?? this.#compilation.crates.find((known) => known.name === name && known !== crate) ?? this.#tableCrate(name);
  }

  /** A crate of the distribution of which only the table of names is known. */
  tableCrate: (name: string) => CrateNames | undefined = () => undefined;

  #tableCrate(name: string): CrateNames | undefined {
    return this.#compilation.known.in(name) === undefined ? undefined : this.tableCrate(name);
  }

  useAll(crate: CrateNames, from: CrateNames): void {
    if (from.name === "alloc" && !from.isLocal) this.#usersOfAlloc.add(crate);
    for (const macro of from.macros) if (macro.exported) crate.macroUse.set(macro.name, macro);
  }

  forget(): void {
    this.#lookup.forget();
    this.#lookup.forgetPrefixes();
  }

  /** Crates with `#[macro_use] extern crate alloc`. */
  readonly #usersOfAlloc = new Set<CrateNames>();

  // --- Not found -------------------------------------------------------------------------------------------------

  unresolved(crate: CrateNames, call: MacroCall, place: Place): void {
    if (crate.isLocal) this.#unresolved.push({ crate, call, place });
  }

  reportUnresolved(): void {
    for (const unresolved of this.#unresolved) this.#report(unresolved);
  }

  /** Of the crate's calls. */
  reportUnstable(crate: CrateNames): void {
    for (const { path, place } of this.called.values()) {
      this.#reportPrivate(path, place);
      const last = path.segments.at(-1)?.ident;
      const macro = last && this.find(crate, path, place);
      if (last !== undefined && typeof macro === "object" && macro.kind === "built-in" && macro.builtIn === last.name)
        checkUnstableMacro(this.#compilation, crate, "call", last, path.span);
    }
  }

  #reportPrivate(path: Path, { module }: Place): void {
    if (path.segments.length < 2) return;
    const idents = path.segments.map(({ ident }) => ident);
    const result = this.#lookup.path(idents, path.global, module, { isImport: false, last: "macro" });
    if (result.kind === "binding") for (const found of result.privates) reportPrivate(this.#compilation, found, path.span);
  }

  #report({ crate, call, place }: Unresolved): void {
    const { known } = this.#compilation;
    const name = call.path.segments.at(-1)?.ident.name ?? "";
    if (call.path.segments.length > 1 || call.path.global) {
      this.#reportPath(call, place);
      return;
    }
    const bound = this.#lookup.lexical(place.module, name, "macro");
    if (bound?.res.kind === "error") return;
    const isCallable = (path: string): boolean => known.find(path, name, "macro")?.kind === "x";
    if (
      (bound !== undefined && !this.#isNeverCalled(bound)) ||
      (this.#usersOfAlloc.has(crate) && isCallable("alloc")) ||
      (!crate.noPrelude && (isCallable("core") || isCallable(`core::prelude::rust_${crate.edition}`)))
    ) {
      this.#compilation.report("macros", unsupported("KB0313", `the macro \`${name}!\``, call.path.span));
      return;
    }
    const said = error(`cannot find macro \`${name}\` in this scope`).at(call.path.span, undefined);
    const later = crate.macros.find((macro) => macro.name === name);
    if (later?.exported === true)
      this.#compilation.report("macros", unsupported("KB0313", `the macro \`${name}!\` before its definition`, call.path.span));
    else if (later !== undefined) this.#reportLater(call, later, place);
    else {
      this.#suggest(said, crate, place, name, call);
      if (name !== "macro_rules") this.#noteOtherKind(call, place, said);
      if (name === "macro_rules" && this.#compilation.since(72)) noteMissingName(said, call.path.span);
      this.#compilation.report("macros", said);
    }
  }

  /** Macros that are attributes or derives. */
  #isNeverCalled(binding: Binding): boolean {
    const kind = this.definitionOf(binding)?.kind;
    if (kind !== undefined) return kind === "derive" || kind === "attribute";
    const known = binding.res.kind === "def" ? this.#lookup.unmodelled.knownOf(binding.res.def)?.kind : undefined;
    return known === "d" || known === "a";
  }

  #suggestImport(said: DiagnosticBuilder, crate: CrateNames, { module }: Place, name: string): void {
    const compilation = this.#compilation;
    const paths = macroCandidates({ compilation, crate }, name);
    const [first] = paths;
    const at = placeForImport({ compilation, tree: crate.tree, module });
    if (first === undefined || at === undefined) return;
    const end = at.beforeUse ? "\n" : "\n\n";
    const edits = paths.map((path) => [{ span: at.span, text: `use ${path};${end}` }]);
    const message = paths.length === 1 ? "consider importing this macro" : "consider importing one of these macros";
    if (paths.length === 1) said.suggest(message, edits[0] ?? [], "MaybeIncorrect", "verbose");
    else said.suggestOneOf(message, edits, "MaybeIncorrect");
  }

  #reportPath(call: MacroCall, place: Place): void {
    const idents = call.path.segments.map(({ ident }) => ident);
    const result = this.#lookup.path(idents, call.path.global, place.module, { isImport: false, last: "macro" });
    if (result.kind === "failed") reportPathFailure(this.#compilation, result, idents, "macros");
    else if (result.kind !== "silent") {
      this.#compilation.report("macros", unsupported("KB0313", `the macro \`${pathText(call)}!\``, call.path.span));
    }
  }

  /** Where it may be moved up: one of the same module that is of no use where it stands. */
  #reportLater(call: MacroCall, later: MacroDefinition, place: Place): void {
    const { name, def, used } = later;
    const isMoved = this.#compilation.since(85) && !used && def !== undefined && this.#modules.get(def) === place.module.nearest;
    const label = isMoved ? `consider moving the definition of \`${name}\` before this call` : undefined;
    const said = error(`cannot find macro \`${name}\` in this scope`).at(call.path.span, label);
    if (isMoved) said.noteAt(later.nameSpan, "a macro with the same name exists, but it appears later");
    else if (!this.#noteOtherKind(call, place, said)) said.help("have you added the `#[macro_use]` on the module/import?");
    this.#compilation.report("macros", said);
  }

  #noteOtherKind(call: MacroCall, { module }: Place, said: DiagnosticBuilder): boolean {
    const last = call.path.segments.at(-1)?.ident;
    const names = { compilation: this.#compilation, lookup: this.#lookup };
    return last !== undefined && noteOtherKind(names, module, last, "macro", said);
  }

  #suggest(said: ReturnType<typeof error>, crate: CrateNames, place: Place, name: string, call: MacroCall): void {
    const names = new Map<string, MacroDefinition | undefined>();
    for (let at = place.scope; at.kind !== "root"; at = at.kind === "call" ? (at.inside ?? at.before) : at.before) {
      if (at.kind === "macro") names.set(at.macro.name, at.macro);
    }
    for (const { name: found, binding } of this.#lookup.names(place.module.nearest, "macro"))
      if (binding.res.kind !== "error") names.set(found, this.definitionOf(binding));
    const core = crate.noPrelude ? undefined : this.#core();
    for (const known of this.#compilation.known.in("core") ?? [])
      if (known.kind === "x" && known.feature === undefined && core !== undefined) names.set(known.name, undefined);
    const similar = similarName([...names.keys()], name);
    if (similar === undefined) return this.#suggestImport(said, crate, place, name);
    const macro = names.get(similar);
    const verbose = this.#compilation.since(90);
    if (macro !== undefined && macro.crate === crate) said.label(macro.headSpan, `similarly named macro \`${similar}\` defined here`);
    said.suggest(
      "a macro with a similar name exists",
      [{ span: call.path.span, text: similar }],
      "MaybeIncorrect",
      verbose ? "verbose" : "inline",
    );
  }
}

function noteMissingName(said: DiagnosticBuilder, path: Span): void {
  said.noteAt({ ...path, lo: path.hi }, "maybe you have forgotten to define a name for this `macro_rules!`", "put a macro name here");
}
