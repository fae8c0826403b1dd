// The crates of a compilation: dependencies, crates known by their names alone, and the one that is compiled, or core, which the
// others are given. Each brings what its part of the stage is made of.
import type { NodeId } from "../../syntax/ast.ts";
import type { SourceFile, Span } from "../../base/source.ts";
import { error, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute } from "../../syntax/ast.ts";
import { parseCrate } from "../../syntax/parse.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Edition } from "../../target/session.ts";
import type { Compilation, CompilationInput, DependencySource } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import { AS_WRITTEN, ROOT_SCOPE } from "../expand/macro-scope.ts";
import type { DefId } from "../types/def-id.ts";
import { Collector } from "./collect.ts";
import { CoreImpls } from "./core-impls.ts";
import type { CrateNames, Owner } from "./crate-names.ts";
import { DependencyCrate, ExternPrelude } from "./extern-prelude.ts";
import { ALLOC_IMPLS, ImplPlaces } from "./impl-places.ts";
import { LateResolver } from "./late.ts";
import { LinkedCrates } from "./linked-crates.ts";
import type { Lookup } from "./lookup.ts";
import type { MacroLookup } from "./macro-lookup.ts";
import { Module } from "./module.ts";
import { ResolutionTables } from "./tables.ts";
import type { TraitScopes } from "./trait-scopes.ts";

export interface ProgramInput extends CompilationInput {
  readonly tree: SyntaxTree;
  readonly root: SourceFile;
}

/** What a crate's own part of the stage is made of. */
export interface Unit {
  readonly crate: CrateNames;
  readonly collector: Collector;
  readonly tables: ResolutionTables;
  readonly late: LateResolver;
}

/** Paths of core's files in messages; no code is shown of them. */
const CORE_FOLDER = "";
const CORE_EDITION: Edition = 2024;
const CORE_RELEASE = { minor: 96 };
/** Deeper expansion than this would exhaust the stack. */
const MAXIMUM_RECURSION = 512;

/** `value`: what stands where the string should. */
function malformedLimit(span: Span, value: Span | undefined): Diagnostic {
  const said = error("E0539", "malformed `recursion_limit` attribute input").at(span);
  if (value !== undefined) said.label(value, "expected a string literal here");
  said.suggest("must be of the form", [{ span, text: '#![recursion_limit = "N"]' }], "HasPlaceholders");
  const more = "https://doc.rust-lang.org/reference/attributes/limits.html#the-recursion_limit-attribute";
  return said.note(`for more information, visit <${more}>`);
}

export class CrateLoader {
  readonly units: Unit[];
  readonly core: Unit | undefined;
  /** By `id`, each behind those that it names. */
  readonly dependencies = new Map<string, DependencyCrate>();
  readonly compilation: Compilation;
  readonly #lookup: Lookup;
  readonly #macros: MacroLookup;
  readonly #traits: TraitScopes;

  constructor(compilation: Compilation, lookup: Lookup, macros: MacroLookup, traits: TraitScopes, core: Unit | undefined) {
    this.compilation = compilation;
    this.core = core;
    this.units = core === undefined ? [] : [core];
    this.#lookup = lookup;
    this.#macros = macros;
    this.#traits = traits;
    macros.tableCrate = (name) => this.#addTableCrate(name);
  }

  /** The crate; what it depends on is read as it is asked for. */
  load({ tree, root, dependencies, dependencyNames, session }: ProgramInput): Unit {
    for (const source of dependencies) this.#addDependency(source);
    const unit = this.#add(session.crateName.replaceAll("-", "_"), session.edition, tree, root, true);
    for (const [name, id] of dependencyNames) unit.crate.externPrelude.set(name, this.dependencies.get(id) ?? "missing");
    return unit;
  }

  loadCore(text: string): Unit {
    const { compilation } = this;
    const { sources } = compilation;
    const file = sources.add(`${CORE_FOLDER}lib.rs`, text, "library");
    const { tree } = parseCrate(sources, file, { edition: CORE_EDITION, release: CORE_RELEASE });
    const unit = this.#add("core", CORE_EDITION, tree, file, false);
    unit.collector.folders.set(unit.crate.root, { children: "", path: "" });
    this.silently(() => {
      unit.collector.items(tree.crate.items, { module: unit.crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
      unit.collector.settle();
    });
    return unit;
  }

  #addDependency(source: DependencySource): void {
    const readText = () => this.#textOf(source.root) ?? "";
    this.dependencies.set(source.id, new DependencyCrate(source, readText, (dependency) => this.#loadDependency(dependency)));
  }

  #textOf(path: string): string | undefined {
    const bytes = this.compilation.input.readFile(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  #loadDependency({ source, text }: DependencyCrate): CrateNames {
    const { sources, session } = this.compilation;
    const { name, edition, cfgs, root, names } = source;
    const file = sources.add(root, text, "dependency");
    const { tree } = parseCrate(sources, file, { edition, release: session.release, defersBodies: true });
    const unit = this.#add(name, edition, tree, file, false, { cfgs, readText: (path) => this.#textOf(path), release: session.release });
    for (const [own, other] of names) unit.crate.externPrelude.set(own, this.dependencies.get(other) ?? "missing");
    this.silently(() => {
      unit.collector.expander.attributes.keeps(tree.crateId, () => "crate");
      this.crateAttributes(unit);
      unit.collector.items(tree.crate.items, { module: unit.crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
      unit.collector.settle();
      // Macros that it exports may stand in any module.
      this.loadModules(unit);
    });
    return unit.crate;
  }

  /** `alloc`, beside core: kbuild's own sources, as far as there are some; of all else the names are known. */
  #addTableCrate(name: string): CrateNames {
    const { sources, input } = this.compilation;
    const folder = `lib${name}`;
    const file = sources.add(`${folder}/lib.rs`, input.readCore(`${folder}/lib.rs`) ?? "", "library");
    const { tree } = parseCrate(sources, file, { edition: CORE_EDITION, release: CORE_RELEASE });
    const own = { cfgs: this.core?.crate.cfgs ?? [], readText: input.readCore, release: CORE_RELEASE };
    const unit = this.#add(name, CORE_EDITION, tree, file, false, own);
    if (this.core !== undefined) unit.crate.externPrelude.set("core", this.core.crate);
    unit.collector.folders.set(unit.crate.root, { children: folder, path: folder });
    if (name === "alloc") this.#alloc = new CoreImpls(this, unit, new ImplPlaces(ALLOC_IMPLS));
    this.hasBesideCore = true;
    this.silently(() => {
      unit.collector.items(tree.crate.items, { module: unit.crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
      unit.collector.settle();
    });
    return unit.crate;
  }

  #alloc: CoreImpls | undefined;

  /** `alloc` is named. */
  hasBesideCore = false;

  /** Impls of alloc: of a trait (inherent ones if undefined) for types with these keys, all if undefined. */
  loadBesideCore(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    this.#alloc?.load(trait, keys);
  }

  #add(
    name: string,
    edition: Edition,
    tree: SyntaxTree,
    file: SourceFile,
    isLocal: boolean,
    own?: Pick<CrateNames, "cfgs" | "readText" | "release">,
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
      release: own?.release ?? (isLocal ? compilation.session.release : CORE_RELEASE),
      root: undefined as never,
      modules: new Map(),
      blocks: new Map(),
      owners: new Map(),
      imports: [],
      derived: [],
      uses: [],
      macros: [],
      externPrelude: new ExternPrelude(),
      macroUse: new Map(),
      isNamed: false,
      noStd: false,
      noCore: false,
      noPrelude: false,
      recursionLimit: 128,
      features: new Set(),
    };
    crate.root = new Module("mod", root, undefined, crate, name);
    crate.modules.set(root, crate.root);
    compilation.crates.push(crate);
    definitions.crates.push({ number, name, tree, root, isLocal });
    const collector = new Collector(compilation, crate, this.#macros);
    const tables = new ResolutionTables(number, tree, this.#traits);
    const late = new LateResolver(compilation, crate, this.#lookup, this.#macros, tables);
    late.paths.broken = (module) => collector.broken.has(module);
    const unit = { crate, collector, tables, late };
    this.units.push(unit);
    return unit;
  }

  /** `no_std`, `no_core`, `recursion_limit`, and which crates there are. */
  crateAttributes(unit: Unit): void {
    const { crate, collector } = unit;
    const { tree } = crate;
    for (const attribute of tree.crate.attrs) {
      const name = simpleName(attribute);
      if (name === "no_std") crate.noStd = true;
      if (name === "no_core") crate.noCore = true;
      if (name === "recursion_limit") this.#recursionLimit(crate, attribute);
      if (name === "type_length_limit" && attribute.args.kind === "value") this.#limit(crate, attribute, attribute.args);
      if (name === "feature" && attribute.args.kind === "delimited") {
        for (let at = attribute.args.tokens.from; at < attribute.args.tokens.to; at++) crate.features.add(tree.tokens.text(at));
      }
    }
    if (crate.noCore) return;
    if (this.core !== undefined) crate.externPrelude.set("core", this.core.crate);
    if (!crate.noStd) this.#withoutStd(collector);
  }

  /** Without a limit that it understands rustc ends at once. */
  #recursionLimit(crate: CrateNames, attribute: Attribute): void {
    const { args, span } = attribute;
    if (this.compilation.aborted) return;
    const limit = args.kind === "value" ? this.#limit(crate, attribute, args) : undefined;
    if (limit !== undefined) crate.recursionLimit = Math.min(limit, MAXIMUM_RECURSION);
    const ends = this.compilation.since(90);
    if (ends && args.kind !== "value") this.compilation.report("expansion", malformedLimit(span, undefined));
    if (ends && limit === undefined) this.compilation.aborted = true;
  }

  /** A number in a string; undefined after a report. */
  #limit(crate: CrateNames, { path, span }: Attribute, { value }: { readonly value: number }): number | undefined {
    const { kind } = crate.tree.expr(value);
    const text = kind.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : undefined;
    const isLimit = text !== undefined && /^\+?\d+$/.test(text);
    if (isLimit && BigInt(text) < 1n << 64n) return Number(text);
    const place = crate.tree.span(value);
    if (text === undefined) {
      const isModern = this.compilation.since(90) && path.segments[0]?.ident.name === "recursion_limit";
      if (isModern) this.compilation.report("expansion", malformedLimit(span, place));
      return undefined;
    }
    const label = isLimit ? "`limit` is too large" : text === "" ? "`limit` must be a non-negative integer" : "not a valid integer";
    this.compilation.report("expansion", error("`limit` must be a non-negative integer").at(span).label(place, label));
    return undefined;
  }

  /** The crate wants std, and there is none for bare metal. */
  #withoutStd(collector: Collector): void {
    const { crate, compilation } = collector;
    crate.externPrelude.set("std", "missing");
    crate.noPrelude = crate.isLocal && !compilation.session.target.hasStd && compilation.since(88);
    if (compilation.session.target.hasStd) {
      // Of what it has from there nothing is known.
      compilation.aborted = true;
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

  loadModules(unit: Unit): void {
    for (let count = -1; count !== unit.crate.modules.size;) {
      count = unit.crate.modules.size;
      for (const module of [...unit.crate.modules.values()]) module.load();
    }
    unit.collector.settle();
  }

  expand(unit: Unit, owner: Owner): void {
    if (owner.expanded) return;
    owner.expanded = true;
    this.expandInside(unit, owner.item, owner);
  }

  /** Macros below a node, which is the owner's or in it. Of another crate nobody asks for items in a body by themselves. */
  expandInside(unit: Unit, node: NodeId, owner: Owner): void {
    const { crate, collector } = unit;
    const known = crate.owners.size;
    collector.expander.inside(node, owner);
    collector.settle();
    if (crate.isLocal || crate.owners.size === known) return;
    for (const inner of [...crate.owners.values()].slice(known)) if (inner.module.kind === "block") this.expand(unit, inner);
  }

  silently(action: () => void): void {
    this.compilation.muted++;
    action();
    this.compilation.muted--;
  }

  /** The dependencies that the crate names, and what these name in turn. */
  get linked(): LinkedCrates {
    return new LinkedCrates(this.compilation, this.dependencies);
  }

  #hasImpls = false;

  /** Reads those of the linked dependencies that may hold impls. */
  loadDependenciesWithImpls(): void {
    if (this.#hasImpls) return;
    this.#hasImpls = true;
    for (const { dependency } of this.linked.all()) if (dependency.mayHoldImpls) dependency.load();
  }

  /** Reads all dependencies. */
  loadDependencies(): void {
    for (const dependency of this.dependencies.values()) dependency.load();
  }
}
