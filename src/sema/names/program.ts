// The names stage as a whole: core and the crate are collected and expanded, imports followed, and what bodies name is found,
// for the crate at once and for core item by item as others ask.
import type { SourceFile } from "../../base/source.ts";
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Tree } from "../../syntax/ast.ts";
import { LANG_PATHS } from "../../corelib/lang-paths.ts";
import { parseCrate } from "../../syntax/parse.ts";
import { SyntaxTree } from "../../syntax/tree.ts";
import type { Edition } from "../../target/session.ts";
import { Compilation, type CompilationInput, type DependencySource, type FoundLint } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import { AS_WRITTEN, ROOT_SCOPE } from "../expand/macro-scope.ts";
import type { Program, Resolutions } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import { reportAmbiguities } from "./ambiguity.ts";
import { checkAttributes } from "./attribute-check.ts";
import { Collector } from "./collect.ts";
import type { CrateNames, Owner } from "./crate-names.ts";
import { ImplPlaces, INHERENT } from "./impl-places.ts";
import { ImportChecker } from "./imports.ts";
import { langItemName } from "./lang-items.ts";
import { LateResolver } from "./late.ts";
import { Lookup } from "./lookup.ts";
import { MacroLookup } from "./macro-lookup.ts";
import { Module } from "./module.ts";
import { ResolutionTables } from "./tables.ts";
import { TraitScopes } from "./trait-scopes.ts";
import { reportUnusedMacros } from "./unused-macros.ts";

export interface ProgramInput extends CompilationInput {
  readonly tree: SyntaxTree;
  readonly root: SourceFile;
}

/** What a crate's own part of the stage is made of. */
interface Unit {
  readonly crate: CrateNames;
  readonly collector: Collector;
  readonly tables: ResolutionTables;
  readonly late: LateResolver;
}

export class ResolvedProgram implements Program {
  readonly compilation: Compilation;
  readonly lookup: Lookup;
  readonly #macros: MacroLookup;
  readonly #units: Unit[] = [];
  readonly #traits: TraitScopes;
  readonly #lang = new Map<string, DefId>();
  #langOfCrate = false;
  readonly #core: Unit | undefined;
  readonly #implPlaces = new ImplPlaces();
  readonly local: number;

  constructor(input: ProgramInput) {
    this.compilation = new Compilation(input);
    this.lookup = new Lookup(this.compilation);
    this.#macros = new MacroLookup(this.compilation, this.lookup);
    this.#traits = new TraitScopes(this.compilation, this.lookup);
    this.#macros.tableCrate = (name) => this.#addTableCrate(name);
    const { session } = input;
    const isBare = hasAttribute(input.tree, "no_core");
    const core = isBare ? undefined : this.#addCore();
    this.#core = core;
    for (const dependency of input.dependencies) this.#addDependency(dependency, core?.crate);
    const unit = this.#add(session.crateName.replaceAll("-", "_"), session.edition, input.tree, input.root, true);
    for (const [name, id] of input.dependencyNames) unit.crate.externPrelude.set(name, this.#dependencies.get(id) ?? "missing");
    this.local = unit.crate.number;
    this.#expandLocal(unit, core?.crate);
  }

  get definitions() {
    return this.compilation.definitions;
  }

  /** The source text of a span. */
  snippet(span: Span): string {
    return this.compilation.sources.snippet(span);
  }

  indentation(pos: number): string {
    return this.compilation.sources.indentation(pos);
  }

  place({ lo, hi }: Span): string {
    const { sources } = this.compilation;
    const [from, to] = [sources.locate(lo), sources.locate(hi)];
    return from === undefined || to === undefined ? "" : `${from.file.name}:${from.line}:${from.column}: ${to.line}:${to.column}`;
  }

  lineOf(pos: number): number {
    return this.compilation.sources.locate(pos)?.line ?? 0;
  }

  get recursionLimit(): number {
    return this.compilation.crates[this.local]?.recursionLimit ?? MAXIMUM_RECURSION;
  }

  get builtIns() {
    return this.compilation.builtIns;
  }

  get diagnostics() {
    return this.compilation.diagnostics;
  }

  /** Expansion failed in a way after which rustc says nothing more. */
  get aborted(): boolean {
    return this.compilation.aborted;
  }

  get lints(): readonly FoundLint[] {
    return this.compilation.aborted ? [] : this.compilation.lints;
  }

  // --- Crates ----------------------------------------------------------------------------------------------------

  readonly #dependencies = new Map<string, CrateNames>();

  #addDependency({ id, name, edition, cfgs, root, names }: DependencySource, core: CrateNames | undefined): void {
    const { sources, session, input } = this.compilation;
    const readText = (path: string) => {
      const bytes = input.readFile(path);
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    };
    const file = sources.add(root, readText(root) ?? "", false);
    const { tree } = parseCrate(sources, file, { edition, release: session.release, defersBodies: true });
    const unit = this.#add(name, edition, tree, file, false, { cfgs, readText });
    this.#dependencies.set(id, unit.crate);
    for (const [own, other] of names) unit.crate.externPrelude.set(own, this.#dependencies.get(other) ?? "missing");
    this.#silently(() => {
      unit.collector.expander.attributes.keeps(tree.crateId, () => "crate");
      this.#crateAttributes(unit, core);
      unit.collector.items(tree.crate.items, { module: unit.crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
      unit.collector.settle();
      // Macros that it exports may stand in any module.
      this.#loadModules(unit);
    });
  }

  #loadModules(unit: Unit): void {
    for (let count = -1; count !== unit.crate.modules.size;) {
      count = unit.crate.modules.size;
      for (const module of [...unit.crate.modules.values()]) module.load();
    }
    unit.collector.settle();
  }

  #add(
    name: string,
    edition: Edition,
    tree: SyntaxTree,
    file: SourceFile,
    isLocal: boolean,
    own?: Pick<CrateNames, "cfgs" | "readText">,
  ): Unit {
    const { compilation } = this;
    const { definitions } = compilation;
    const number = compilation.crates.length;
    const span = tree.crate.span;
    const root = definitions.add({
      kind: "mod",
      name: "",
      parent: undefined,
      crate: number,
      tree,
      node: tree.crateId,
      span,
      identSpan: { ...span, hi: span.lo },
      visibility: "public",
      attrs: tree.crate.attrs,
    });
    const crate: CrateNames = {
      number,
      name,
      edition,
      tree,
      file,
      isLocal,
      cfgs: own?.cfgs ?? compilation.session.cfgs,
      readText: own?.readText ?? compilation.input.readCore,
      defersImpls: !isLocal && own === undefined,
      release: isLocal || own !== undefined ? compilation.session.release : CORE_RELEASE,
      root: undefined as never,
      modules: new Map(),
      blocks: new Map(),
      owners: new Map(),
      imports: [],
      macros: [],
      externPrelude: new Map(),
      macroUse: new Map(),
      isNamed: false,
      noStd: false,
      noCore: false,
      recursionLimit: 128,
      features: new Set(),
    };
    crate.root = new Module("mod", root, undefined, crate, name);
    crate.modules.set(root, crate.root);
    compilation.crates.push(crate);
    definitions.crates.push({ number, name, tree, root, isLocal });
    const collector = new Collector(compilation, crate, this.#macros);
    const tables = new ResolutionTables(number, tree, (at) => this.#traits.inScope(at, crate));
    const late = new LateResolver(compilation, crate, this.lookup, this.#macros, tables);
    late.paths.broken = (module) => collector.broken.has(module);
    const unit = { crate, collector, tables, late };
    this.#units.push(unit);
    return unit;
  }

  #addCore(): Unit | undefined {
    const { compilation } = this;
    const text = compilation.input.readCore("lib.rs");
    if (text === undefined) return undefined;
    const { sources } = compilation;
    const file = sources.add(`${CORE_FOLDER}lib.rs`, text, false);
    const { tree } = parseCrate(sources, file, { edition: CORE_EDITION, release: CORE_RELEASE });
    const unit = this.#add("core", CORE_EDITION, tree, file, false);
    unit.collector.folders.set(unit.crate.root, { children: "", path: "" });
    this.#silently(() => {
      unit.collector.items(tree.crate.items, { module: unit.crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
      unit.collector.settle();
    });
    return unit;
  }

  /** `alloc`: its names are known, nothing else. */
  #addTableCrate(name: string): CrateNames {
    const { sources } = this.compilation;
    const file = sources.add(`${name}/lib.rs`, "", false);
    const { tree } = parseCrate(sources, file, { edition: CORE_EDITION, release: CORE_RELEASE });
    return this.#add(name, CORE_EDITION, tree, file, false).crate;
  }

  #silently(action: () => void): void {
    this.compilation.muted++;
    action();
    this.compilation.muted--;
  }

  // --- The crate -------------------------------------------------------------------------------------------------

  #expandLocal(unit: Unit, core: CrateNames | undefined): void {
    const { crate, collector } = unit;
    const { tree } = crate;
    collector.expander.attributes.keeps(tree.crateId, () => "crate");
    this.#crateAttributes(unit, core);
    collector.items(tree.crate.items, { module: crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
    collector.settle();
    // Bodies may define owners: the iterator comes to them as well.
    for (const owner of crate.owners.values()) this.#expand(unit, owner);
    collector.settle();
    new ImportChecker(this.compilation, this.lookup, collector).check();
    reportAmbiguities(this.compilation, this.lookup, this.#macros, crate);
    this.#macros.reportUnresolved();
    checkAttributes(this.compilation, collector);
  }

  /** `no_std`, `no_core`, `recursion_limit`, and which crates there are. */
  #crateAttributes(unit: Unit, core: CrateNames | undefined): void {
    const { crate, collector } = unit;
    const { tree } = crate;
    for (const attribute of tree.crate.attrs) {
      const name = simpleName(attribute);
      if (name === "no_std") crate.noStd = true;
      if (name === "no_core") crate.noCore = true;
      if (name === "recursion_limit" && attribute.args.kind === "value") this.#recursionLimit(crate, attribute.args.value, attribute.span);
      if (name === "feature" && attribute.args.kind === "delimited") {
        for (let at = attribute.args.tokens.from; at < attribute.args.tokens.to; at++) crate.features.add(tree.tokens.text(at));
      }
    }
    if (crate.noCore) return;
    if (core !== undefined) crate.externPrelude.set("core", core);
    if (!crate.noStd) this.#withoutStd(collector);
  }

  #recursionLimit(crate: CrateNames, value: number, span: { lo: number; hi: number }): void {
    const { kind } = crate.tree.expr(value);
    const text = kind.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : undefined;
    if (text !== undefined && /^\d+$/.test(text)) {
      crate.recursionLimit = Math.min(Number(text), MAXIMUM_RECURSION);
      return;
    }
    if (text === undefined) return;
    const said = error("`limit` must be a non-negative integer").at(span);
    this.compilation.report("expansion", said.label(crate.tree.span(value), "not a valid integer"));
  }

  /** The crate wants std, and there is none for bare metal. */
  #withoutStd(collector: Collector): void {
    const { crate, compilation } = collector;
    crate.externPrelude.set("std", "missing");
    if (compilation.session.target.hasStd) {
      compilation.report(
        "expansion",
        error("KB0302", "kbuild does not compile crates that use the standard library yet").at({
          ...crate.tree.crate.span,
          hi: crate.tree.crate.span.lo,
        }),
      );
      return;
    }
  }

  #expand(unit: Unit, owner: Owner): void {
    if (owner.expanded) return;
    owner.expanded = true;
    unit.collector.expander.inside(owner.item, owner);
    unit.collector.settle();
  }

  /** Names in all items of the crate, then what nobody used. */
  resolveCrate(): void {
    const unit = this.#units[this.local] as Unit;
    for (;;) {
      const open = [...unit.crate.owners.values()].filter(({ resolved }) => !resolved);
      if (open.length === 0) break;
      for (const owner of open) {
        this.#expand(unit, owner);
        if (owner.module.kind !== "block") unit.late.owner(owner);
      }
      for (const owner of open) if (!owner.resolved && owner.module.kind === "block") unit.late.nested(owner);
    }
    reportUnusedMacros(this.compilation, unit.crate);
    this.#traits.markUsed(unit.crate);
    this.#unusedImports = () => new ImportChecker(this.compilation, this.lookup, unit.collector).reportUnused();
  }

  #unusedImports: () => void = () => undefined;

  /** `unused_imports`; traits that the type checker found methods in must have been told by `useTrait`. */
  reportUnusedImports(): void {
    this.#unusedImports();
  }

  // --- Core, as needed -------------------------------------------------------------------------------------------

  /** Resolves the signature of an item of another crate; of the local crate, everything is done already. */
  prepare(def: DefId): void {
    const place = this.#foreign(def);
    if (place !== undefined) this.#signature(place.unit, place.owner, place.inner);
  }

  /** Expands and resolves the body of an item of another crate. */
  prepareBody(def: DefId): void {
    const place = this.#foreign(def);
    if (place === undefined) return;
    const { unit, owner, inner } = place;
    this.#signature(unit, owner, inner);
    const id = inner ?? owner.def;
    if (this.#bodies.has(id)) return;
    this.#bodies.add(id);
    this.#silently(() => {
      const { node } = this.definitions.get(id);
      unit.collector.expander.inside(node, owner);
      unit.collector.settle();
      unit.late.partOf(owner, "body", inner);
    });
  }

  readonly #signatures = new Set<DefId>();
  readonly #bodies = new Set<DefId>();

  /** The item of another crate a definition belongs to, and which item of an impl or trait. */
  #foreign(def: DefId): { unit: Unit; owner: Owner; inner: DefId | undefined } | undefined {
    const unit = this.#units[this.definitions.get(def).crate];
    if (unit === undefined || unit.crate.isLocal) return undefined;
    let inner: DefId | undefined;
    for (let at: DefId | undefined = def; at !== undefined; at = this.definitions.get(at).parent) {
      const owner = unit.crate.owners.get(at);
      if (owner !== undefined) return owner.module.kind === "block" ? undefined : { unit, owner, inner };
      const { kind } = this.definitions.get(at);
      if (kind === "assoc-fn" || kind === "assoc-const" || kind === "assoc-type") inner = at;
    }
    return undefined;
  }

  #signature(unit: Unit, owner: Owner, inner: DefId | undefined): void {
    const id = inner ?? owner.def;
    if (this.#signatures.has(id)) return;
    this.#signatures.add(id);
    this.#silently(() => {
      const { kind } = this.definitions.get(owner.def);
      if (kind === "struct" || kind === "enum" || kind === "union" || kind === "extern-block") {
        this.#expand(unit, owner);
        unit.late.owner(owner);
      } else unit.late.partOf(owner, "signature", inner);
    });
  }

  resolutions(tree: Tree): Resolutions {
    const unit = this.#units.find(({ crate }) => crate.tree === tree);
    if (unit === undefined) throw new Error("resolutions: a tree of no crate");
    return unit.tables;
  }

  /** All of core. `each` is told the impls: by their definition, and `#2` or "" for where in their module they are made. */
  loadCore(each: (impl: DefId, part: string) => void): void {
    const core = this.#core;
    if (core === undefined) return;
    const { impls } = this.definitions;
    let seen = 0;
    const tell = (part: string): void => {
      for (; seen < impls.length; seen++) each(impls[seen] as DefId, part);
    };
    this.#silently(() => {
      this.#loadModules(core);
      tell("");
      for (const module of core.crate.modules.values()) {
        module.deferred.forEach((make, i) => {
          make();
          core.collector.settle();
          tell(`#${i}`);
        });
      }
    });
  }

  /** All of the dependencies' modules. */
  loadDependencies(): void {
    for (const unit of this.#units) if (!unit.crate.isLocal && unit !== this.#core) this.#silently(() => this.#loadModules(unit));
  }

  /** The dependency that brings it, if it is linked. */
  outerPanicHandler(): DependencySource | undefined {
    if (this.#dependencies.size === 0) return undefined;
    const linked = this.#linked();
    for (let def = 0; def < this.definitions.count; def++) {
      const { attrs, crate } = this.definitions.get(def);
      if (!linked.has(crate) || !attrs.some((attribute) => simpleName(attribute) === "panic_handler")) continue;
      return this.compilation.input.dependencies.find(({ id }) => this.#dependencies.get(id)?.number === crate);
    }
    return undefined;
  }

  /** Numbers of the dependencies that the crate names, and of what these name in turn. */
  #linked(): ReadonlySet<number> {
    const found = new Set<number>();
    const visit = (crate: CrateNames): void => {
      if (found.has(crate.number)) return;
      found.add(crate.number);
      for (const other of crate.externPrelude.values()) if (other !== "missing") visit(other);
    };
    for (const crate of this.#dependencies.values()) if (crate.isNamed) visit(crate);
    return found;
  }

  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    const core = this.#core;
    if (core === undefined) return;
    if (trait !== undefined && this.definitions.get(trait).crate !== core.crate.number) return;
    const open = this.#implPlaces.of(trait === undefined ? INHERENT : this.definitions.path(trait), keys);
    if (open.length > 0) this.#silently(() => open.forEach((place) => this.#loadPlace(core, place)));
  }

  /** A place of `corelib/impl-places.ts`: `core::iter::range`, or `core::num#2` for what is deferred there. */
  #loadPlace({ crate, collector }: Unit, place: string): void {
    const [path = "", part] = place.split("#");
    const module = this.#loadModule(crate, path);
    if (part !== undefined) {
      module.deferred[Number(part)]?.();
      module.deferred[Number(part)] = () => undefined;
    }
    collector.settle();
  }

  #loadModule(crate: CrateNames, path: string): Module {
    let at = crate.root;
    for (const name of path.split("::").slice(1)) {
      const found = at.tables.type.get(name)?.res;
      const module = found?.kind === "def" ? crate.modules.get(found.def) : undefined;
      if (module === undefined) throw new Error(`impl-places: no module ${path}`);
      module.load();
      at = module;
    }
    return at;
  }

  /** Core's own stand in a table; the crate may have some as well. */
  lang(name: string): DefId | undefined {
    const path = LANG_PATHS[name];
    const known = this.#lang.get(name);
    if (known !== undefined || path !== undefined) return known ?? this.#langAt(name, path as string);
    if (!this.#langOfCrate) {
      this.#langOfCrate = true;
      for (let def = 0; def < this.definitions.count; def++) {
        const found = langItemName(this.definitions.get(def));
        if (found !== undefined && !this.#lang.has(found)) this.#lang.set(found, def);
      }
    }
    return this.#lang.get(name);
  }

  isLang(def: DefId, name: string): boolean {
    const path = LANG_PATHS[name];
    if (this.#lang.has(name) || path === undefined || this.#core === undefined) return this.lang(name) === def;
    const { crate, kind, name: own } = this.definitions.get(def);
    if (crate !== this.#core.crate.number || kind === "constructor" || !path.endsWith(`::${own}`)) return false;
    return this.definitions.path(def) === path;
  }

  #langAt(name: string, path: string): DefId | undefined {
    const found = this.find(path);
    if (found !== undefined) this.#lang.set(name, found);
    return found;
  }

  find(path: string): DefId | undefined {
    const [first, ...rest] = path.split("::");
    let module: Module | undefined = this.compilation.crates.find(({ name }) => name === first)?.root;
    const last = rest.pop();
    for (const name of rest) {
      const found = module === undefined ? undefined : this.lookup.inModule(module, name, "type");
      module = found === undefined ? undefined : this.lookup.moduleFor(found.res);
    }
    if (module === undefined || last === undefined) return undefined;
    const found = this.lookup.inModule(module, last, "type") ?? this.lookup.inModule(module, last, "value");
    return found?.res.kind === "def" ? found.res.def : undefined;
  }
}

/** Paths of core's files in messages; no code is shown of them. */
const CORE_FOLDER = "";
const CORE_EDITION: Edition = 2024;
const CORE_RELEASE = { minor: 96 };
/** Deeper expansion than this would exhaust the stack. */
const MAXIMUM_RECURSION = 512;

function hasAttribute(tree: SyntaxTree, name: string): boolean {
  return tree.crate.attrs.some((attribute) => simpleName(attribute) === name);
}

/** All of the stage: expansion, imports, names. */
export function resolveProgram(input: ProgramInput): ResolvedProgram {
  const program = new ResolvedProgram(input);
  program.resolveCrate();
  return program;
}
