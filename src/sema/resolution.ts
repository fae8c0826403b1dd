// What the names of a crate mean. The resolver (`names/`) fills these tables; types, rules, lints and MIR read them.
// All tables are by node id of the crate's tree; each crate has its own.
import type { Span } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { NodeId, Tree } from "../syntax/ast.ts";
import type { Session } from "../target/session.ts";
import type { BuiltIns } from "./expand/built-in.ts";
import type { Deprecations } from "./deprecation.ts";
import type { CrateNumber, Definitions } from "./definitions.ts";
import type { KnownNames } from "./names/known-names.ts";
import type { ShownNames } from "./names/shown-names.ts";
import type { Stash } from "./stash.ts";
import type { DefId } from "./types/def-id.ts";

/** What a path, or its resolved prefix, names. */
export type Res =
  | { readonly kind: "def"; readonly def: DefId }
  /** The binding pattern that declares the variable (for alternatives of `|`, the first). */
  | { readonly kind: "local"; readonly node: NodeId }
  /** `Self` in an impl, trait, struct, enum or union; `inConstant`: in a constant without a name, where it may not be generic. */
  | { readonly kind: "self-type"; readonly def: DefId; readonly inConstant?: boolean }
  /** `Self(..)` or `Self` as a value, in an impl. */
  | { readonly kind: "self-constructor"; readonly impl: DefId }
  | { readonly kind: "primitive"; readonly name: string }
  /** Reported; no follow-up errors. */
  | { readonly kind: "error" };

/** `unresolved` segments at the end are for the type checker: 1 in `Vec::new`, `T::Item`; 0 for most. */
export interface PathRes {
  readonly base: Res;
  readonly unresolved: number;
}

export type LifetimeRes = { readonly kind: "param"; readonly def: DefId } | { readonly kind: "static" | "elided" | "error" };

export interface Resolutions {
  readonly crate: CrateNumber;
  readonly tree: Tree;
  /**
   * By the node that bears the path: the expression (also struct literals), pattern (also a lone identifier that is a
   * constant), type, `Bound.pathId`, `Item.traitId` of impls, restricted visibility. With `<T as Trait>::x` the path is
   * resolved through the trait. Undefined: nothing to resolve (`<T>::x`, a fresh binding).
   */
  path(node: NodeId): PathRes | undefined;
  /** What an attribute-like, by-name use resolves to: the binding that this identifier pattern repeats in an or-pattern. */
  repeatedBinding(pat: NodeId): NodeId | undefined;
  /** The loop or labelled block a `break 'l`, `continue 'l` (or one without label) leaves; undefined if there is none. */
  breakTarget(expr: NodeId): NodeId | undefined;
  lifetime(node: NodeId): LifetimeRes | undefined;
  /** Traits whose methods can be called at this node (of a body in `module`), the prelude's included. */
  traitsInScope(node: NodeId, module: DefId): readonly DefId[];
  /** Tells that what `node` names is of that trait in scope: the imports that brought it are used. */
  useTrait(node: NodeId, module: DefId, trait: DefId): void;
}

/** The crates of a compilation with their names resolved: what `resolveCrate` gives. */
export interface Program {
  readonly deprecations: Deprecations;
  /** The source text of a span. */
  snippet(span: Span): string;
  /** The white space at the beginning of a position's line. */
  indentation(pos: number): string;
  /** The line of a position, from 1. */
  lineOf(pos: number): number;
  /** The name of the macro of core's that wrote it. */
  macroOfCore(span: Span): string | undefined;
  /** File, line and column of both ends: `src/lib.rs:3:9: 3:12`. */
  place(span: Span): string;
  readonly definitions: Definitions;
  /** A bound names a trait of core's or alloc's that is not modelled: what its types have by it is not known. */
  readonly hasUnmodelledBound: boolean;
  /** Core, which programs share; undefined in core itself, and where there is none. */
  readonly library: (Program & { readonly session: Session }) | undefined;
  /** The crate being compiled. */
  readonly local: CrateNumber;
  /**
   * Items of other crates are expanded and resolved when first looked at: to be called before the tree or the resolutions of
   * one are read. Does nothing for the crate itself.
   */
  prepare(def: DefId): void;
  /** The same for the body of an item: `prepare` sees to its signature alone. */
  prepareBody(def: DefId): void;
  /** Core's tables answer lazily: asking for a node resolves the item it lies in. */
  resolutions(tree: Tree): Resolutions;
  /** What the real core and alloc have. */
  readonly known: KnownNames;
  /** Names in messages, with their paths where a name is not enough. */
  readonly shownNames: ShownNames;
  /** The call of the outermost macro that expanded to what stands there; the place itself if none did. */
  callSite(span: Span): Span;
  /** A macro of core's expanded to what stands there. */
  isWrittenByCore(span: Span): boolean;
  /** Where the real core has a thing, if that is known: see `corePlace`. */
  placeInCore(name: string, atName?: boolean): Span | undefined;
  /** The same of several things of one file, in its order. */
  placesInCore(names: readonly string[]): readonly Span[] | undefined;
  /** Errors that are told when their place is checked. */
  readonly stash: Stash;
  /** Paths to traits that lead nowhere: the types of an item or body with one are not looked at, nor what comes after. */
  readonly unknownTraits: readonly Span[];
  readonly builtIns: BuiltIns;
  /** Lang items (`#[lang = "sized"]`, `panic_impl` by `#[panic_handler]`), of all crates. */
  lang(name: string): DefId | undefined;
  /** Whether a definition is that lang item, by its path if nobody has asked for it yet. */
  isLang(def: DefId, name: string): boolean;
  /** Definitions with `#[rustc_diagnostic_item]`-like names are not modelled; ask by path: `core::fmt::Debug`. */
  find(path: string): DefId | undefined;
  /** Loads the modules of core with impls of a trait (undefined: inherent ones) for types of these keys (undefined: all). */
  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void;
  /** How deep expansion and dereferencing may go: `#![recursion_limit]`. */
  readonly recursionLimit: number;
  readonly diagnostics: readonly Diagnostic[];
}
