// Attributes that only a feature allows (E0658), those that only the standard library may write (E0734), and the compiler's own.
// The rows hold rustc's words and the tracking issue.
import { error } from "../diag/diagnostic.ts";
import type { Span } from "../base/source.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import * as T from "../syntax/token-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { metaItems } from "./meta-items.ts";
import { attributeName, findAttribute, type CrateView } from "./crate-view.ts";

interface Gate {
  readonly words: string;
  readonly feature: string;
  readonly issue: number | undefined;
}

const gate = (words: string, feature: string, issue?: number): Gate => ({ words, feature, issue });
const experimental = (name: string, feature: string, issue?: number): Gate =>
  gate(`the \`#[${name}]\` attribute is an experimental feature`, feature, issue);

const GATES: Readonly<Record<string, Gate>> = {
  no_core: experimental("no_core", "no_core", 29639),
  must_not_suspend: experimental("must_not_suspend", "must_not_suspend", 83310),
  rustc_align: experimental("rustc_align", "fn_align", 82232),
  rustc_align_static: experimental("rustc_align_static", "static_align", 146177),
  move_size_limit: experimental("move_size_limit", "large_assignments", 83518),
  force_target_feature: experimental("force_target_feature", "effective_target_features", 143352),
  sanitize: experimental("sanitize", "sanitize", 39699),
  coverage: experimental("coverage", "coverage_attribute", 84605),
  export_stable: experimental("export_stable", "export_stable", 139939),
  marker: experimental("marker", "marker_trait_attr", 29864),
  optimize: experimental("optimize", "optimize_attribute", 54882),
  ffi_pure: experimental("ffi_pure", "ffi_pure", 58329),
  ffi_const: experimental("ffi_const", "ffi_const", 58328),
  register_tool: experimental("register_tool", "register_tool", 66079),
  cfi_encoding: experimental("cfi_encoding", "cfi_encoding", 89653),
  coroutine: experimental("coroutine", "coroutines", 43122),
  patchable_function_entry: experimental("patchable_function_entry", "patchable_function_entry", 123115),
  const_continue: experimental("const_continue", "loop_match", 132306),
  loop_match: experimental("loop_match", "loop_match", 132306),
  pin_v2: experimental("pin_v2", "pin_ergonomics", 130494),
  fundamental: experimental("fundamental", "fundamental", 29635),
  panic_runtime: experimental("panic_runtime", "panic_runtime", 32837),
  needs_panic_runtime: experimental("needs_panic_runtime", "needs_panic_runtime", 32837),
  default_lib_allocator: experimental("default_lib_allocator", "allocator_internals"),
  needs_allocator: experimental("needs_allocator", "allocator_internals"),
  test_runner: gate("custom test frameworks are an unstable feature", "custom_test_frameworks", 50297),
  reexport_test_harness_main: gate("custom test frameworks are an unstable feature", "custom_test_frameworks", 50297),
  thread_local: gate("`#[thread_local]` is an experimental feature, and does not currently handle destructors", "thread_local", 29594),
  allow_internal_unstable: gate("allow_internal_unstable side-steps feature gating and stability checks", "allow_internal_unstable"),
  allow_internal_unsafe: gate("allow_internal_unsafe side-steps the unsafe_code lint", "allow_internal_unsafe"),
  may_dangle: gate("`may_dangle` has unstable semantics and may be removed in the future", "dropck_eyepatch", 34761),
  lang: gate("lang items are subject to change", "lang_items"),
  linkage: gate("the `linkage` attribute is experimental and not portable across platforms", "linkage", 29603),
  prelude_import: gate("`#[prelude_import]` is for use by rustc only", "prelude_import"),
  rustc_paren_sugar: gate("unboxed_closures are still evolving", "unboxed_closures", 29625),
  rustc_intrinsic: gate("the `#[rustc_intrinsic]` attribute is used to declare intrinsics as function items", "intrinsics"),
  custom_mir: gate("the `#[custom_mir]` attribute is just used for the Rust test suite", "custom_mir"),
};

/** Those that a later release let stand, and which. */
const ONCE_GATED: Readonly<Record<string, { readonly until: number; readonly gate: Gate }>> = {
  expect: { until: 81, gate: experimental("expect", "lint_reasons", 54503) },
  collapse_debuginfo: { until: 79, gate: experimental("collapse_debuginfo", "collapse_debuginfo", 100758) },
  debugger_visualizer: { until: 71, gate: experimental("debugger_visualizer", "debugger_visualizer", 95939) },
};

const INTERNAL: ReadonlySet<string> = new Set(
  (
    "rustc_pass_indirectly_in_non_rustic_abis rustc_allowed_through_unstable_modules rustc_deprecated_safe_2024 " +
    "rustc_pub_transparent rustc_never_type_options rustc_allocator rustc_nounwind rustc_reallocator " +
    "rustc_deallocator rustc_allocator_zeroed rustc_allocator_zeroed_variant rustc_std_internal_symbol " +
    "rustc_objc_class rustc_objc_selector rustc_builtin_macro rustc_proc_macro_decls rustc_macro_transparency " +
    "rustc_autodiff rustc_offload_kernel rustc_on_unimplemented rustc_confusables rustc_conversion_suggestion " +
    "rustc_trivial_field_reads rustc_lint_query_instability rustc_lint_untracked_query_information " +
    "rustc_lint_opt_ty rustc_lint_opt_deny_field_access rustc_promotable rustc_legacy_const_generics " +
    "rustc_do_not_const_check rustc_const_stable_indirect rustc_intrinsic_const_stable_indirect " +
    "rustc_allow_const_fn_unstable rustc_layout_scalar_valid_range_start rustc_layout_scalar_valid_range_end " +
    "rustc_simd_monomorphize_lane_limit rustc_nonnull_optimization_guaranteed rustc_as_ptr " +
    "rustc_should_not_be_called_on_const_items rustc_pass_by_value rustc_never_returns_null_ptr " +
    "rustc_no_implicit_autorefs rustc_coherence_is_core rustc_coinductive rustc_allow_incoherent_impl " +
    "rustc_preserve_ub_checks rustc_deny_explicit_impl rustc_dyn_incompatible_trait " +
    "rustc_has_incoherent_inherent_impls rustc_non_const_trait_method rustc_inherit_overflow_checks " +
    "rustc_reservation_impl rustc_test_marker rustc_unsafe_specialization_marker rustc_specialization_trait " +
    "rustc_main rustc_skip_during_method_dispatch rustc_must_implement_one_of rustc_doc_primitive " +
    "rustc_no_mir_inline rustc_force_inline rustc_scalable_vector rustc_must_match_exhaustively " +
    "rustc_effective_visibility rustc_dump_inferred_outlives rustc_capture_analysis rustc_insignificant_dtor " +
    "rustc_no_implicit_bounds rustc_strict_coherence rustc_dump_variances rustc_dump_variances_of_opaques " +
    "rustc_dump_hidden_type_of_opaques rustc_dump_layout rustc_abi rustc_regions " +
    "rustc_delayed_bug_from_inside_query rustc_dump_user_args rustc_evaluate_where_clauses rustc_if_this_changed " +
    "rustc_then_this_would_need rustc_clean rustc_partition_reused rustc_partition_codegened " +
    "rustc_expected_cgu_reuse rustc_dump_symbol_name rustc_dump_def_path rustc_mir rustc_dump_item_bounds " +
    "rustc_dump_predicates rustc_dump_def_parents rustc_dump_object_lifetime_defaults rustc_dump_vtable rustc_dummy "
  )
    .trim()
    .split(" "),
);

const STABILITY: ReadonlySet<string> = new Set([
  "stable",
  "unstable",
  "rustc_const_stable",
  "rustc_const_unstable",
  "rustc_default_body_unstable",
]);

export function checkGatedAttributes(view: CrateView): Diagnostic[] {
  const { tree } = view;
  if (!(tree instanceof SyntaxTree)) return [];
  const removed = [...tree.removedNodes()].map((node) => tree.span(node));
  const on = enabledFeatures(tree);
  const own = new Set(tree.crate.attrs.map(({ span }) => span.lo));
  const all = [...tree.attributedNodes()].flatMap((node) => [...tree.attributes(node)]);
  return (
    all
      // The crate's own `no_core` is told of elsewhere.
      .filter((attribute) => attributeName(attribute) !== "no_core" || !own.has(attribute.span.lo))
      .filter(({ span }) => !removed.some(({ lo, hi }) => lo <= span.lo && span.lo < hi))
      .sort((a, b) => a.span.lo - b.span.lo)
      .flatMap((attribute) => [...[judge(attribute, on, view.session.release.minor) ?? []].flat(), ...judgeWords(tree, attribute, on)])
  );
}

function judge(attribute: Attribute, on: ReadonlySet<string>, minor: number): Diagnostic | undefined {
  const name = attributeName(attribute);
  if (name === undefined) return undefined;
  const { span } = attribute;
  if (STABILITY.has(name)) {
    return on.has("staged_api")
      ? undefined
      : error("E0734", "stability attributes may not be used outside of the standard library").at(span);
  }
  if (INTERNAL.has(name) && !on.has("rustc_attrs")) {
    const said = error("E0658", "use of an internal attribute").at(span);
    said.note(`the \`#[${name}]\` attribute is an internal implementation detail that will never be stable`);
    return said;
  }
  const once = Object.hasOwn(ONCE_GATED, name) ? ONCE_GATED[name] : undefined;
  if (once !== undefined && minor < once.until) return gated(once.gate, span, on);
  return gated(Object.hasOwn(GATES, name) ? GATES[name] : undefined, span, on);
}

function gated(found: Gate | undefined, span: Span, on: ReadonlySet<string>): Diagnostic | undefined {
  if (found === undefined || on.has(found.feature)) return undefined;
  const said = error("E0658", found.words).at(span);
  if (found.issue === undefined) return said;
  return said.note(`see issue #${found.issue} <https://github.com/rust-lang/rust/issues/${found.issue}> for more information`);
}

const internal = (name: string): Gate => gate(`\`#[doc(${name})]\` is meant for internal use only`, "rustdoc_internals", 90418);
const ofDoc = (name: string, feature: string, issue: number): Gate => gate(`\`#[doc(${name})]\` is experimental`, feature, issue);

/** What `#[doc(..)]` and `#[used(..)]` hold. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Gate>>>> = {
  doc: {
    cfg: ofDoc("cfg", "doc_cfg", 43781),
    auto_cfg: ofDoc("auto_cfg", "doc_cfg", 43781),
    masked: ofDoc("masked", "doc_masked", 44027),
    notable_trait: ofDoc("notable_trait", "doc_notable_trait", 45040),
    fake_variadic: internal("fake_variadic"),
    keyword: internal("keyword"),
    attribute: internal("attribute"),
    search_unbox: internal("search_unbox"),
  },
  used: {
    linker: gate("`#[used(linker)]` is currently unstable", "used_with_arg", 93798),
    compiler: gate("`#[used(compiler)]` is currently unstable", "used_with_arg", 93798),
  },
};

function judgeWords(tree: SyntaxTree, attribute: Attribute, on: ReadonlySet<string>): Diagnostic[] {
  const name = attributeName(attribute);
  const words = name === undefined || !Object.hasOwn(WORDS, name) ? undefined : WORDS[name];
  if (words === undefined || attribute.docComment) return [];
  return (metaItems(tree, attribute) ?? []).flatMap((item) => {
    const word = item.name;
    return gated(word === undefined || !Object.hasOwn(words, word) ? undefined : words[word], attribute.span, on) ?? [];
  });
}

export function enabledFeatures(tree: SyntaxTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (const attribute of tree.crate.attrs) {
    if (findAttribute([attribute], "feature") === undefined || attribute.args.kind !== "delimited") continue;
    const { from, to } = attribute.args.tokens;
    for (let at = from; at < to; at++) if (tree.tokens.kind(at) === T.Ident) names.add(tree.tokens.text(at));
  }
  return names;
}
