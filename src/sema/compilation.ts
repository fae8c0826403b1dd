// What the names stage shares: the session, the sources, the tables under construction, and what has been reported, kept
// by phase because rustc tells of expansion, imports, macros, names and privacy in that order.
import { inOrderOfRounds } from "./names/macro-order.ts";
import type { Qualification } from "./names/qualifications.ts";
import type { Span, SourceMap } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { atLeast } from "../target/release.ts";
import type { Cfg, Edition, Session } from "../target/session.ts";
import { Definitions, FIRST_OWN } from "./definitions.ts";
import { Deprecations, type DeprecatedUse } from "./deprecation.ts";
import { BuiltIns } from "./expand/built-in.ts";
import { Hygiene } from "./expand/hygiene.ts";
import type { MacroDefinition } from "./expand/macro-scope.ts";
import type { NodeId } from "../syntax/ast.ts";
import type { GatedSyntax } from "../syntax/parse.ts";
import type { CrateNames } from "./names/crate-names.ts";
import { KnownNames } from "./names/known-names.ts";
import { Stash, type StashKind } from "./stash.ts";
import type { DefId } from "./types/def-id.ts";

/** A lint's finding; levels are decided later, by the attributes around `node`. */
export interface FoundLint {
  readonly lint: string;
  /** The node whose attributes decide the level; 0 for the crate. */
  readonly node: NodeId;
  /** See `lints/report.ts`. */
  readonly place?: number;
  readonly diagnostic: Diagnostic;
}

/** `names`: told at once; `uses`: paths that lead nowhere, told after all bodies. */
export type Phase = "expansion" | "imports" | "macros" | "names" | "uses" | "ambiguities" | "privacy";

/** Another crate as source: it is expanded, resolved and compiled along, as far as it is needed. */
export interface DependencySource {
  /** Tells crates apart. */
  readonly id: string;
  /** The crate's own name. */
  readonly name: string;
  readonly edition: Edition;
  readonly cfgs: readonly Cfg[];
  /** The library made of it, as messages name it. */
  readonly library: string;
  /** Its root file, as messages show it. */
  readonly root: string;
  /** Names that its paths begin with, and the crates they mean. */
  readonly names: ReadonlyMap<string, string>;
}

export interface CompilationInput {
  /** Each behind those that it names. */
  readonly dependencies: readonly DependencySource[];
  /** The crate's own names for them: from name to `id`. */
  readonly dependencyNames: ReadonlyMap<string, string>;
  readonly session: Session;
  readonly sources: SourceMap;
  /** A file of the crate by its path as diagnostics show it. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  /** A source of corelib: `option.rs`, `fmt/mod.rs`. */
  readonly readCore: (path: string) => string | undefined;
  /** Environment variables for `env!`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export class Compilation {
  readonly input: CompilationInput;
  readonly session: Session;
  readonly sources: SourceMap;
  readonly definitions: Definitions;
  readonly hygiene: Hygiene;
  readonly builtIns: BuiltIns;
  readonly known: KnownNames;
  readonly crates: CrateNames[];
  readonly #macros: MacroDefinition[] = [];
  readonly #library: Compilation | undefined;
  readonly lints: FoundLint[] = [];
  /** Whether anybody asks for a lint that is allowed otherwise. */
  asks: (lint: string) => boolean = () => false;
  readonly qualifications: Qualification[] = [];
  readonly gated: GatedSyntax[] = [];
  /** Conditions of the crate, for `unexpected_cfgs`. */
  readonly seenCfgs: { name: string; value: string | undefined; span: Span; valueSpan: Span | undefined }[] = [];
  readonly #phases: Record<Phase, Diagnostic[]> = {
    expansion: [],
    imports: [],
    macros: [],
    names: [],
    uses: [],
    ambiguities: [],
    privacy: [],
  };
  /** What the type checker tells. */
  readonly stash = new Stash();
  /** Paths to traits that lead nowhere. */
  readonly unknownTraits: Span[] = [];
  /** A macro call fitted no rule (1.96), or the recursion limit was hit: nothing after expansion is told. */
  aborted = false;
  /** While above 0 nothing is reported: work on crates that are not the user's, or questions asked twice. */
  muted = 0;
  /** See `Program`. */
  hasUnmodelledBound = false;

  /** `library`: core's, of which this one knows all; undefined for core itself and for crates without. */
  constructor(input: CompilationInput, library: Compilation | undefined, first = FIRST_OWN) {
    this.input = input;
    this.session = input.session;
    this.sources = input.sources;
    this.#library = library;
    this.#firstMacro = first;
    this.definitions = new Definitions(library?.definitions, first);
    this.hygiene = new Hygiene(library?.hygiene, first);
    this.builtIns = new BuiltIns(library?.builtIns);
    this.crates = [...(library?.crates ?? [])];
    this.known = library?.known ?? new KnownNames(input.session.release.minor);
    if (library !== undefined) this.sources.library = library.sources;
  }

  readonly #firstMacro: number;

  /** What makes a macro's definition of its number. */
  addMacro(make: (index: number) => MacroDefinition): MacroDefinition {
    const made = make(this.#firstMacro + this.#macros.length);
    this.#macros.push(made);
    return made;
  }

  /** By its number. */
  macro(index: number): MacroDefinition | undefined {
    return index < this.#firstMacro ? this.#library?.macro(index) : this.#macros[index - this.#firstMacro];
  }

  macroOf(def: DefId): MacroDefinition | undefined {
    return this.#macros.find((macro) => macro.def === def) ?? this.#library?.macroOf(def);
  }

  #deprecations: Deprecations | undefined;
  /** Where the crate names what is deprecated. */
  readonly deprecatedUses: DeprecatedUse[] = [];

  get deprecations(): Deprecations {
    this.#deprecations ??= new Deprecations(
      this.definitions,
      this.session.release.minor,
      ({ ctxt }) => this.hygiene.expansionOf(ctxt)?.kind === "derive",
    );
    return this.#deprecations;
  }

  /** `span`: of the name, the last in its path; `through`: the name before it. */
  noteUse(def: DefId, span: Span, through: string | undefined, isValue = false): void {
    if (this.muted > 0 || def < 0) return;
    const found = this.deprecations.of(def);
    if (found === undefined) return;
    if (!this.deprecations.isOfUnstableModule(found) || (through === "intrinsics" && this.since(85)))
      this.deprecatedUses.push({ def, span, isValue, place: this.hygiene.sourceCallSite(span).lo });
  }

  readonly #told = new Set<string>();
  readonly #notes = new Set<string>();

  /** Whether a note that rustc prints once in a run is still to be printed: now it is. */
  once(note: string): boolean {
    if (this.muted > 0 || this.#notes.has(note)) return false;
    this.#notes.add(note);
    return true;
  }

  /** The same is told once: a path may be asked for as a type and as a constant. */
  report(phase: Phase, diagnostic: Diagnostic): void {
    if (this.muted > 0) return;
    const { code, message, spans } = diagnostic;
    const key = `${phase} ${code} ${message} ${spans.map(({ span }) => `${span.lo}-${span.hi}-${span.ctxt}`).join()}`;
    if (spans.length === 0 || !this.#told.has(key)) this.#phases[phase].push(diagnostic);
    this.#told.add(key);
  }

  /** To be told when the name's place is checked. */
  tellLater(kind: StashKind, name: Span, diagnostic: Diagnostic): void {
    if (this.muted === 0) this.stash.put(kind, name, diagnostic);
  }

  lint(found: FoundLint): void {
    if (this.muted === 0) this.lints.push(found);
  }

  /** Where calls of macros that nobody knows stand for expressions, types or patterns. */
  readonly unknownValues = new Set<number>();
  /** What stands under attributes that nobody knows, each from the attribute's name on. */
  readonly underUnknown: Span[] = [];

  get diagnostics(): readonly Diagnostic[] {
    const { expansion, imports, macros, names, uses, ambiguities, privacy } = this.#phases;
    if (this.aborted) return expansion;
    return [...expansion, ...imports, ...inOrderOfRounds(macros, this), ...names, ...uses, ...ambiguities, ...privacy];
  }

  hasErrors(phase: Phase): boolean {
    return this.#phases[phase].some(({ level }) => level === "error");
  }

  /** `unexpected_cfgs`: what a condition names and nobody has announced. */
  foundCfg(name: string, value: string | undefined, span: Span, valueSpan: Span | undefined, crate: CrateNames): void {
    if (crate.isLocal && this.since(80)) this.seenCfgs.push({ name, value, span, valueSpan });
  }

  since(minor: number): boolean {
    return atLeast(this.session.release, minor);
  }

  /** The edition of the crate a span's token was written in. */
  editionAt(span: Span): number {
    const expansion = this.hygiene.expansionOf(span.ctxt);
    const macro = expansion === undefined ? undefined : this.macro(expansion.macro);
    return macro === undefined ? this.session.edition : macro.crate.edition;
  }
}
