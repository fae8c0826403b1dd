// Syntax that only a feature allows: what the parser met, told as E0658 unless the crate turns the feature on. The rows
// hold rustc's words and the tracking issue; where 1.68.1 differs, its own follow.
import type { Span } from "../base/source.ts";
import { type Diagnostic, error } from "../diag/diagnostic.ts";
import type { ParseOptions } from "./cursor.ts";
import type { SyntaxTree } from "./tree.ts";
import * as T from "./token-kinds.ts";

interface Gate {
  readonly words: string;
  readonly issue: number | undefined;
  readonly help?: string;
}

const row = (words: string, issue?: number, help?: string): Gate => (help === undefined ? { words, issue } : { words, issue, help });

const GATES: Readonly<Record<string, Gate>> = {
  associated_type_bounds: row("associated type bounds are unstable", 52662),
  async_closure: row("async closures are unstable", 62290),
  async_for_loop: row("`for await` loops are experimental", 118898),
  async_trait_bounds: row("`async` trait bounds are unstable", 62290, "use the desugared name of the async trait, such as `AsyncFn`"),
  auto_traits: row("auto traits are experimental and possibly buggy", 13231),
  box_patterns: row("box pattern syntax is experimental", 29641),
  builtin_syntax: row("`builtin #` syntax is unstable", 110680),
  c_variadic: row("C-variadic functions are unstable", 44930),
  closure_lifetime_binder: row("`for<...>` binders for closures are experimental", 97362, "consider removing `for<...>`"),
  const_block_items: row("const block items are experimental", 149226),
  const_closures: row("const closures are experimental", 106003),
  const_trait_impl: row("const trait impls are experimental", 143874),
  coroutines: row("coroutine syntax is experimental", 43122),
  decl_macro: row("`macro` is experimental", 39412),
  default_field_values: row("default values on fields are experimental", 132162),
  ergonomic_clones: row("ergonomic clones are experimental", 132290),
  exclusive_range_pattern: row("exclusive range pattern syntax is experimental", 37854),
  explicit_tail_calls: row("`become` expression is experimental", 112788),
  final_associated_functions: row("`final` on trait functions is experimental", 131179),
  extern_types: row("extern types are experimental", 43467),
  fn_delegation: row("functions delegation is not yet fully implemented", 118212),
  frontmatter: row("frontmatters are experimental", 136889),
  gen_blocks: row("gen blocks are experimental", 117078),
  generic_arg_infer: row("using `_` for array lengths is unstable", 85077),
  generic_const_items: row("generic const items are experimental", 113521),
  guard_patterns: row("guard patterns are experimental", 129967, "consider using match arm guards"),
  if_let_guard: row(
    "`if let` guards are experimental",
    51114,
    "you can write `if matches!(<expr>, <pattern>)` instead of `if let <pattern> = <expr>`",
  ),
  impl_restriction: row("`impl` restrictions are experimental", 105077),
  inline_const: row("inline-const is experimental", 76001),
  inline_const_pat: row("inline-const in pattern position is experimental", 76001),
  let_chains: row("`let` expressions in this position are unstable", 53667),
  min_generic_const_args: row("`type const` syntax is experimental", 132980),
  mut_ref: row("mutable by-reference bindings are experimental", 123076),
  negative_bounds: row("negative bounds are not supported"),
  negative_impls: row("negative impls are experimental", 68318, "use marker types for now"),
  never_patterns: row("`!` patterns are experimental", 118155),
  pin_ergonomics: row("pinned reference syntax is experimental", 130494),
  postfix_match: row("postfix match is experimental", 121618),
  raw_ref_op: row("raw address of syntax is experimental", 64490),
  return_type_notation: row("return type notation is experimental", 109417),
  specialization: row("specialization is experimental", 31844),
  stmt_expr_attributes: row("attributes on expressions are experimental", 15701),
  super_let: row("`super let` is experimental", 139076),
  trait_alias: row("trait aliases are experimental", 41517),
  try_blocks: row("`try` expression is experimental", 154391),
  try_blocks_heterogeneous: row("`try bikeshed` expression is experimental", 149488),
  unsafe_binders: row("unsafe binder types are experimental", 130516),
  unsafe_fields: row("`unsafe` fields are experimental", 132922),
  yeet_expr: row("`do yeet` expression is experimental", 96373),
  yield_expr: row("yield syntax is experimental", 43122),
};

/** What 1.68.1 says otherwise. */
const GATES_1_68: Readonly<Record<string, Gate>> = {
  const_trait_impl: row("const trait impls are experimental", 67792),
  negative_impls: row("negative trait bounds are not yet fully implemented; use marker types for now", 68318),
  try_blocks: row("`try` expression is experimental", 31436),
};

/** E0658 for all gated syntax of the crate's files and expansions whose feature is not on. `isCores`: core's macros wrote it; they may. */
export function checkFeatureGates(
  tree: SyntaxTree,
  options: ParseOptions & { readonly unstableFeatures: boolean },
  isCores: (span: Span) => boolean,
): Diagnostic[] {
  if (tree.gated.length === 0) return [];
  const on = enabledFeatures(tree);
  const told = new Set<string>();
  return [...tree.gated]
    .sort((a, b) => a.span.lo - b.span.lo)
    .flatMap(({ feature, span }) => {
      const key = `${feature} ${span.lo} ${span.hi}`;
      const old = options.release.minor < 73 ? GATES_1_68[feature] : undefined;
      const gate = old ?? GATES[feature];
      if (gate === undefined || on.has(feature) || told.has(key) || isCores(span)) return [];
      told.add(key);
      const diagnostic = error("E0658", gate.words).at(span);
      if (gate.issue !== undefined) {
        diagnostic.note(`see issue #${gate.issue} <https://github.com/rust-lang/rust/issues/${gate.issue}> for more information`);
      }
      if (gate.help !== undefined) diagnostic.help(gate.help);
      if (options.unstableFeatures) diagnostic.help(`add \`#![feature(${feature})]\` to the crate attributes to enable`);
      return [diagnostic];
    });
}

/** The names in `#![feature(...)]`. */
export function enabledFeatures(tree: SyntaxTree): Set<string> {
  const names = new Set<string>();
  for (const { path, args } of tree.crate.attrs) {
    if (path.segments[0]?.ident.name !== "feature" || path.segments.length !== 1 || args.kind !== "delimited") continue;
    for (let at = args.tokens.from; at < args.tokens.to; at++) if (tree.tokens.kind(at) === T.Ident) names.add(tree.tokens.text(at));
  }
  return names;
}
