// The left and right sides of `macro_rules!` rules as values. `parse-rules.ts` makes them from tokens, `match.ts` and
// `transcribe.ts` work with them, `check-rules.ts` judges them when the macro is defined.
import type { Span } from "../../base/source.ts";
import type { TokenRange } from "../../syntax/ast.ts";

export type FragmentKind =
  | "block"
  | "expr"
  | "expr_2021"
  | "ident"
  | "item"
  | "lifetime"
  | "literal"
  | "meta"
  | "pat"
  | "pat_param"
  | "path"
  | "stmt"
  | "tt"
  | "ty"
  | "vis";

export const FRAGMENT_KINDS: readonly FragmentKind[] = [
  "ident",
  "block",
  "stmt",
  "expr",
  "pat",
  "ty",
  "lifetime",
  "literal",
  "path",
  "meta",
  "tt",
  "item",
  "vis",
  "pat_param",
  "expr_2021",
];

/** As messages name it: before their editions, `expr` and `pat` mean the narrower kinds. */
export function fragmentName(kind: FragmentKind): string {
  return kind === "expr_2021" ? "expr" : kind;
}

export interface Repetition {
  readonly operator: "*" | "+" | "?";
  readonly operatorSpan: Span;
  /** A token's index. */
  readonly separator: number | undefined;
}

/** One element of a rule's side. Tokens are indices into the tree's buffer. */
export type RuleTree =
  | { readonly kind: "token"; readonly token: number }
  | { readonly kind: "delimited"; readonly open: number; readonly close: number; readonly trees: readonly RuleTree[] }
  | { readonly kind: "sequence"; readonly span: Span; readonly trees: readonly RuleTree[]; readonly repetition: Repetition }
  /** `$name:fragment`, in the left side. */
  | { readonly kind: "declaration"; readonly name: string; readonly span: Span; readonly nameSpan: Span; readonly fragment: FragmentKind }
  /** `$name`, in the right side. */
  | { readonly kind: "variable"; readonly name: string; readonly dollar: number; readonly token: number; readonly span: Span }
  /** `$crate` */
  | { readonly kind: "crate"; readonly token: number; readonly span: Span }
  /** `${count(x)}`, `${index()}`, `${ignore(x)}`, ... */
  | { readonly kind: "meta-expression"; readonly span: Span };

export interface Rule {
  readonly left: readonly RuleTree[];
  readonly leftSpan: Span;
  readonly leftRange: TokenRange;
  readonly right: readonly RuleTree[];
  readonly rightSpan: Span;
}

/** A `macro_rules!` macro. */
export interface MacroRules {
  /** Unique across crates. */
  readonly index: number;
  readonly name: string;
  readonly rules: readonly Rule[];
  /** Its definition was wrong, and reported: calls expand to nothing, silently. */
  readonly broken: boolean;
}

/** Names declared in a left side, with how deep they repeat. */
export function declarationsOf(trees: readonly RuleTree[], depth = 0, found = new Map<string, number>()): Map<string, number> {
  for (const tree of trees) {
    if (tree.kind === "declaration") found.set(tree.name, depth);
    else if (tree.kind === "delimited") declarationsOf(tree.trees, depth, found);
    else if (tree.kind === "sequence") declarationsOf(tree.trees, depth + 1, found);
  }
  return found;
}
