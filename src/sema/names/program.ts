// The names stage as a whole: crates are collected and expanded, imports followed, and what bodies name is found, for the crate
// at once and for others item by item as they are asked for.
import { corePlace } from "../../corelib/places.ts";
import type { Span } from "../../base/source.ts";
import type { Tree } from "../../syntax/ast.ts";
import { Compilation, type FoundLint } from "../compilation.ts";
import { AS_WRITTEN, ROOT_SCOPE } from "../expand/macro-scope.ts";
import type { Program, Resolutions } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import { reportAmbiguities } from "./ambiguity.ts";
import { checkAttributes } from "./attribute-check.ts";
import { ImportChecker } from "./imports.ts";
import { findPath, LangItems } from "./lang-items.ts";
import { CoreImpls } from "./core-impls.ts";
import { CrateLoader, type ProgramInput, type Unit } from "./crate-loader.ts";
import { ForeignItems } from "./foreign-items.ts";
import type { LinkedCrates } from "./linked-crates.ts";
import { Lookup } from "./lookup.ts";
import { MacroLookup } from "./macro-lookup.ts";
import { ShownNames } from "./shown-names.ts";
import { TraitScopes } from "./trait-scopes.ts";
import { UnusedImports } from "./unused-imports.ts";
import { reportUnusedMacros } from "./unused-macros.ts";

export class ResolvedProgram implements Program {
  readonly compilation: Compilation;
  readonly lookup: Lookup;
  readonly #macros: MacroLookup;
  readonly #traits: TraitScopes;
  readonly #crates: CrateLoader;
  readonly #foreign: ForeignItems;
  readonly #impls: CoreImpls;
  readonly #lang: LangItems;
  readonly #unit: Unit;

  constructor(input: ProgramInput) {
    this.compilation = new Compilation(input);
    this.lookup = new Lookup(this.compilation);
    this.#macros = new MacroLookup(this.compilation, this.lookup);
    this.shownNames = new ShownNames(this.compilation);
    this.#traits = new TraitScopes(this.compilation, this.lookup);
    this.#crates = new CrateLoader(this.compilation, this.lookup, this.#macros, this.#traits);
    this.#foreign = new ForeignItems(this.#crates);
    this.#impls = new CoreImpls(this.#crates);
    this.#lang = new LangItems(this.#crates, this.lookup);
    this.#unit = this.#crates.load(input);
    this.#expandLocal();
  }

  get local(): number {
    return this.#unit.crate.number;
  }

  get definitions() {
    return this.compilation.definitions;
  }

  get known() {
    return this.compilation.known;
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
    return this.#unit.crate.recursionLimit;
  }

  readonly shownNames: ShownNames;

  /** The name of the macro of core's that expanded to what stands there. */
  macroOfCore({ ctxt }: Span): string | undefined {
    const expansion = this.compilation.hygiene.expansionOf(ctxt);
    return expansion?.ofCore === true ? expansion.name.split("::").at(-1) : undefined;
  }

  /** A macro of core's expanded to what stands there. */
  isWrittenByCore({ ctxt }: Span): boolean {
    return this.compilation.hygiene.expansionOf(ctxt)?.ofCore === true;
  }

  /** The file there is blank: as many characters, and lines, before the place as the real one has. */
  placeInCore(thing: string): Span | undefined {
    const { release } = this.compilation.session;
    const place = corePlace(release.minor, thing);
    if (place === undefined) return undefined;
    const { file, line, column, offset, length } = place;
    const before = " ".repeat(offset - column - line + 1) + "\n".repeat(line - 1) + " ".repeat(column);
    const name = `/rustc/${release.commitHash}/library/core/src/${file}`;
    const { start } = this.compilation.sources.add(name, before + " ".repeat(length), false);
    return { lo: start + offset, hi: start + offset + length };
  }

  get stash() {
    return this.compilation.stash;
  }

  get unknownTraits() {
    return this.compilation.unknownTraits;
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

  // --- The crate -------------------------------------------------------------------------------------------------

  #expandLocal(): void {
    const { crate, collector } = this.#unit;
    const { tree } = crate;
    collector.expander.attributes.keeps(tree.crateId, () => "crate");
    this.#crates.crateAttributes(this.#unit);
    collector.items(tree.crate.items, { module: crate.root, scope: ROOT_SCOPE, nesting: AS_WRITTEN });
    collector.settle();
    // Bodies may define owners: the iterator comes to them as well.
    for (const owner of crate.owners.values()) this.#crates.expand(this.#unit, owner);
    collector.settle();
    new ImportChecker(this.compilation, this.lookup, collector).check();
    reportAmbiguities(this.compilation, this.lookup, this.#macros, crate);
    this.#macros.reportUnresolved();
    checkAttributes(this.compilation, collector);
  }

  /** Names in all items of the crate, then what nobody used. */
  resolveCrate(): void {
    const unit = this.#unit;
    for (;;) {
      const open = [...unit.crate.owners.values()].filter(({ resolved }) => !resolved);
      if (open.length === 0) break;
      for (const owner of open) {
        this.#crates.expand(unit, owner);
        if (owner.module.kind !== "block") unit.late.owner(owner);
      }
      for (const owner of open) if (!owner.resolved && owner.module.kind === "block") unit.late.nested(owner);
    }
    reportUnusedMacros(this.compilation, unit.crate);
    this.#unusedImports = new UnusedImports(this.compilation, this.lookup, unit.crate, this.#traits);
  }

  #unusedImports: UnusedImports | undefined;

  /** What no path came through. */
  get unusedImports(): UnusedImports {
    if (this.#unusedImports === undefined) throw new Error("asked for unused imports before all names are resolved");
    return this.#unusedImports;
  }

  // --- Other crates, as needed -----------------------------------------------------------------------------------

  /** Resolves the signature of an item of another crate; of the local crate, everything is done already. */
  prepare(def: DefId): void {
    this.#foreign.prepare(def);
  }

  /** Expands and resolves the body of an item of another crate. */
  prepareBody(def: DefId): void {
    this.#foreign.prepareBody(def);
  }

  resolutions(tree: Tree): Resolutions {
    const unit = this.#crates.units.find(({ crate }) => crate.tree === tree);
    if (unit === undefined) throw new Error("resolutions: a tree of no crate");
    return unit.tables;
  }

  /** All of core. `each` is told the impls: by their definition, and `#2` or "" for where in their module they are made. */
  loadCore(each: (impl: DefId, part: string) => void): void {
    this.#impls.loadCore(each);
  }

  /** All of the dependencies' modules. */
  loadDependencies(): void {
    this.#impls.loadDependencies();
  }

  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    this.#impls.load(trait, keys);
  }

  /** The dependencies that are linked. */
  get linked(): LinkedCrates {
    return this.#crates.linked;
  }

  lang(name: string): DefId | undefined {
    return this.#lang.get(name);
  }

  isLang(def: DefId, name: string): boolean {
    return this.#lang.is(def, name);
  }

  find(path: string): DefId | undefined {
    return findPath(this.compilation, this.lookup, path);
  }
}

/** All of the stage: expansion, imports, names. */
export function resolveProgram(input: ProgramInput): ResolvedProgram {
  const program = new ResolvedProgram(input);
  program.resolveCrate();
  return program;
}
