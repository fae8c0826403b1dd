// What crates name, asked by the stages behind: of the crate itself all is known, others are expanded and resolved item by
// item as they are asked for. A program (`program.ts`) is one such set of crates; core, which programs share, is another
// (`library.ts`).
import { type CorePlace, corePlace } from "../../corelib/places.ts";
import type { Span } from "../../base/source.ts";
import type { Tree } from "../../syntax/ast.ts";
import { Compilation, type CompilationInput } from "../compilation.ts";
import { FIRST_OWN } from "../definitions.ts";
import type { Program, Resolutions } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import { CrateLoader } from "./crate-loader.ts";
import { ForeignItems } from "./foreign-items.ts";
import { findPath, LangItems } from "./lang-items.ts";
import type { Library } from "./library.ts";
import { Lookup } from "./lookup.ts";
import { MacroLookup } from "./macro-lookup.ts";
import { ShownNames } from "./shown-names.ts";
import { TraitScopes } from "./trait-scopes.ts";

export abstract class NamedCrates implements Program {
  readonly compilation: Compilation;
  /** Core; undefined in core itself, and where there is none. */
  readonly library: Library | undefined;
  readonly lookup: Lookup;
  readonly macros: MacroLookup;
  readonly traits: TraitScopes;
  readonly crates: CrateLoader;
  readonly shownNames: ShownNames;
  readonly #foreign: ForeignItems;
  readonly #lang: LangItems;

  /** `first`: where its numbers begin. */
  constructor(input: CompilationInput, library: Library | undefined, first: number = FIRST_OWN) {
    this.library = library;
    this.compilation = new Compilation(input, library?.compilation, first);
    this.lookup = new Lookup(this.compilation, library?.lookup);
    this.macros = new MacroLookup(this.compilation, this.lookup, library?.macros);
    this.shownNames = new ShownNames(this.compilation);
    this.traits = new TraitScopes(this.compilation, this.lookup);
    this.crates = new CrateLoader(this.compilation, this.lookup, this.macros, this.traits, library?.unit);
    this.#foreign = new ForeignItems(this.crates);
    this.#lang = new LangItems(this.crates, this.lookup, library?.langItems);
  }

  abstract get local(): number;
  abstract get recursionLimit(): number;
  abstract loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void;

  get definitions() {
    return this.compilation.definitions;
  }

  get known() {
    return this.compilation.known;
  }

  get deprecations() {
    return this.compilation.deprecations;
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

  /** The name of the macro of core's that expanded to what stands there. */
  macroOfCore({ ctxt }: Span): string | undefined {
    const expansion = this.compilation.hygiene.expansionOf(ctxt);
    return expansion?.ofCore === true ? expansion.name.split("::").at(-1) : undefined;
  }

  /** The call of the outermost macro that expanded to what stands there; the place itself if none did. */
  callSite(span: Span): Span {
    return this.compilation.hygiene.backtrace(span).at(-1)?.callSite ?? span;
  }

  /** A macro of core's expanded to what stands there. */
  isWrittenByCore({ ctxt }: Span): boolean {
    return this.compilation.hygiene.expansionOf(ctxt)?.ofCore === true;
  }

  placeInCore(thing: string, atName = false): Span | undefined {
    const { release } = this.compilation.session;
    const place = corePlace(release.minor, thing, atName);
    return place && this.#blankFile([place])[0];
  }

  /** Several in one file, of which all must be known. */
  placesInCore(things: readonly string[]): readonly Span[] | undefined {
    const { minor } = this.compilation.session.release;
    const places = things.flatMap((thing) => corePlace(minor, thing) ?? []);
    const isWhole = places.length === things.length && places.every(({ file }) => file === places[0]?.file);
    return isWhole ? this.#blankFile(places) : undefined;
  }

  /** The file there is blank: as many characters, and lines, before each place as the real one has. `places` are in order. */
  #blankFile(places: readonly CorePlace[]): Span[] {
    let text = "";
    let line = 1;
    for (const place of places) {
      const room = place.offset - text.length;
      const lines = place.line - line;
      text += lines === 0 ? " ".repeat(room) : " ".repeat(room - lines - place.column) + "\n".repeat(lines) + " ".repeat(place.column);
      text += " ".repeat(place.length);
      line = place.line;
    }
    const { commitHash } = this.compilation.session.release;
    const name = `/rustc/${commitHash}/library/${places[0]?.library ?? "core"}/src/${places[0]?.file ?? ""}`;
    const { start } = this.compilation.sources.add(name, text, "library");
    return places.map(({ offset, length }) => ({ lo: start + offset, hi: start + offset + length }));
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

  // --- Other crates, as needed -----------------------------------------------------------------------------------

  /** Who resolves what is core's; undefined of others. */
  #sharing(def: DefId): Library | undefined {
    return def < FIRST_OWN ? this.library : undefined;
  }

  /** Resolves the signature of an item of another crate; of the local crate, everything is done already. */
  prepare(def: DefId): void {
    (this.#sharing(def) ?? this.#foreign).prepare(def);
  }

  /** Expands and resolves the body of an item of another crate. */
  prepareBody(def: DefId): void {
    (this.#sharing(def) ?? this.#foreign).prepareBody(def);
  }

  resolutions(tree: Tree): Resolutions {
    const unit = this.crates.units.find(({ crate }) => crate.tree === tree);
    if (unit === undefined) throw new Error("resolutions: a tree of no crate");
    return unit.tables;
  }

  get langItems(): LangItems {
    return this.#lang;
  }

  lang(name: string): DefId | undefined {
    return this.#lang.get(name);
  }

  isLang(def: DefId, name: string): boolean {
    return this.#lang.is(def, name);
  }

  get hasUnmodelledBound(): boolean {
    return this.compilation.hasUnmodelledBound;
  }

  find(path: string): DefId | undefined {
    return findPath(this.compilation, this.lookup, path);
  }
}
