// What following a path through modules may come to, and how it is followed.
import type { Ident } from "../../syntax/ast.ts";
import type { Namespace } from "./known-names.ts";
import type { Binding, Import, Module } from "./module.ts";

/** What a path's beginning came to. */
export type PathResult =
  /** All segments name modules (or enums, traits). */
  | { readonly kind: "module"; readonly module: Module; readonly privates: readonly Private[] }
  /** `segments` of them were used; what is left is for types. */
  | { readonly kind: "binding"; readonly binding: Binding; readonly used: number; readonly privates: readonly Private[] }
  /** The crate could not be loaded: reported elsewhere. */
  | { readonly kind: "silent" }
  | {
      readonly kind: "failed";
      readonly at: number;
      readonly why: PathFailure;
      readonly module: Module | undefined;
      readonly privates: readonly Private[];
    };

export type PathFailure = "unknown-crate" | "not-in-module" | "too-many-supers" | "not-a-module" | "misplaced-keyword" | "crate-not-root";

/** A segment that may not be named from there. */
export interface Private {
  readonly segment: Ident;
  readonly binding: Binding;
}

/** How a path is followed. */
export interface PathOptions {
  readonly isImport: boolean;
  /** The import that is being followed: it is no answer. */
  readonly itself?: Import;
  /** Where the last name is looked for. */
  readonly last?: Namespace;
  /** Told of each name on the way. */
  readonly visit?: (binding: Binding) => void;
}
