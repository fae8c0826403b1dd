// What the names stage knows of one crate: its tree, its modules, its macros, and which other crates it can name.
import type { ExternPrelude } from "./extern-prelude.ts";
import type { SourceFile } from "../../base/source.ts";
import type { NodeId, UseTree } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Cfg, Edition } from "../../target/session.ts";
import type { CrateNumber, Visible } from "../definitions.ts";
import type { MacroDefinition, MacroScope, Nesting } from "../expand/macro-scope.ts";
import type { DefId } from "../types/def-id.ts";
import type { Import, Module } from "./module.ts";

/** An item whose inside is still to be expanded and resolved, and where it stands. */
export interface Owner {
  readonly item: NodeId;
  readonly def: DefId;
  readonly module: Module;
  readonly scope: MacroScope;
  readonly nesting: Nesting;
  /** Macros inside have been expanded; names inside have been resolved. */
  expanded: boolean;
  resolved: boolean;
}

export interface UseItem {
  readonly item: NodeId;
  readonly tree: UseTree;
  readonly module: Module;
  readonly visibility: Visible;
}

export interface CrateNames {
  readonly number: CrateNumber;
  readonly name: string;
  readonly edition: Edition;
  readonly tree: SyntaxTree;
  readonly file: SourceFile;
  readonly isLocal: boolean;
  /** What is on for `cfg` in it. */
  readonly cfgs: readonly Cfg[];
  /** A file of it, as text; undefined if there is none. */
  readonly readText: (path: string) => string | undefined;
  /** Whose syntax its files are in: core's are in the newest, whichever release is simulated. */
  readonly release: { readonly minor: number };
  /** Of core: impls that derives and calls marked `#[impls]` stand for are made when they are asked for. */
  readonly defersImpls: boolean;
  root: Module;
  /** Modules, enums and traits by definition; blocks by their node. */
  readonly modules: Map<DefId, Module>;
  readonly blocks: Map<NodeId, Module>;
  /** Top-level items by definition, in source order. */
  readonly owners: Map<DefId, Owner>;
  readonly imports: Import[];
  /** Paths of derive macros, by which imports are used: their first names. */
  readonly derived: { readonly first: string; readonly isPath: boolean; readonly module: Module }[];
  /** `use` items of the crate being compiled. */
  readonly uses: UseItem[];
  /** `#[macro_export]`ed and otherwise path-visible macros are bindings; all definitions are here. */
  readonly macros: MacroDefinition[];
  /** Names that begin paths: `core`, dependencies. */
  readonly externPrelude: ExternPrelude;
  /** By `#[macro_use] extern crate`. */
  readonly macroUse: Map<string, MacroDefinition>;
  /** Some path of the crate being compiled begins with its name: only then is it linked. */
  isNamed: boolean;
  noStd: boolean;
  noCore: boolean;
  /** The prelude and the macros that come with it are those of a standard library that is not there. */
  noPrelude: boolean;
  recursionLimit: number;
  readonly features: Set<string>;
}
