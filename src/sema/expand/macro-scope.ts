// Macros and the textual scope of `macro_rules!`: a chain, newest first, so that a place in the text is a link of it. A
// call whose expansion is not known yet is a link too; what it defines is put in its place when it has been expanded.
import type { Span } from "../../base/source.ts";
import type { TokenRange } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateNames } from "../names/crate-names.ts";
import type { MacroRules } from "./matcher.ts";

/** An expansion as a place in the program: those that it lies in are its parents. Text as written is `AS_WRITTEN`. */
export interface Nesting {
  readonly depth: number;
  readonly parent: Nesting | undefined;
}

export const AS_WRITTEN: Nesting = { depth: 0, parent: undefined };

export interface MacroDefinition {
  /** Unique across crates: `Expansion.macro`. */
  readonly index: number;
  readonly name: string;
  readonly kind: "rules" | "built-in" | "derive" | "attribute";
  /** Of built-in ones: which. */
  readonly builtIn: string;
  readonly crate: CrateNames;
  readonly def: DefId | undefined;
  readonly tree: SyntaxTree;
  /** The tokens of its rules. */
  readonly body: TokenRange;
  /** `macro_rules! name` */
  readonly headSpan: Span;
  readonly nameSpan: Span;
  /** Where it is defined. */
  readonly nesting: Nesting;
  readonly exported: boolean;
  /** `#[macro_export(local_inner_macros)]`: macros that its rules call are those at its crate's root. */
  readonly localInner: boolean;
  used: boolean;
  readonly usedRules: Set<number>;
  /** Parsed when first called, for each tree that calls it. */
  readonly rules: WeakMap<SyntaxTree, MacroRules>;
}

export type MacroScope =
  | { readonly kind: "root" }
  | { readonly kind: "macro"; readonly before: MacroScope; readonly macro: MacroDefinition }
  /** `inside` is the scope at the end of the expansion. */
  | { readonly kind: "call"; readonly before: MacroScope; inside: MacroScope | undefined };

export const ROOT_SCOPE: MacroScope = { kind: "root" };

/** The newest macro of the name; "unknown" if a call before it might define one. */
export function findInScope(scope: MacroScope, name: string): MacroDefinition | "unknown" | undefined {
  let at = scope;
  let unknown = false;
  while (at.kind !== "root") {
    if (at.kind === "macro") {
      if (at.macro.name === name) return unknown ? "unknown" : at.macro;
      at = at.before;
    } else if (at.inside === undefined) {
      unknown = true;
      at = at.before;
    } else at = at.inside;
  }
  return unknown ? "unknown" : undefined;
}
