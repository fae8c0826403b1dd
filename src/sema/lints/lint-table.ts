// The lints of both releases: name and default level, and the groups. Facts from `rustc -W help` of 1.96 and of 1.63 (which
// 1.68 is nearest to). Lints of one level are one text of names, for a table of strings alone loads fastest.
import type { LintLevel } from "../../target/session.ts";

type Default = "allow" | "warn" | "deny";
type Names = Readonly<Record<Default, string>>;

const LINTS_1_96: Names = {
  allow:
    "absolute_paths_not_starting_with_crate ambiguous_negative_literals closure_returning_async_block deprecated_in_future " +
    "deprecated_safe_2024 deref_into_dyn_supertrait edition_2024_expr_fragment_specifier elided_lifetimes_in_paths " +
    "explicit_outlives_requirements ffi_unwind_calls fuzzy_provenance_casts if_let_rescope impl_trait_overcaptures " +
    "impl_trait_redundant_captures keyword_idents_2018 keyword_idents_2024 let_underscore_drop linker_info linker_messages " +
    "lossy_provenance_casts macro_use_extern_crate meta_variable_misuse missing_copy_implementations missing_debug_implementations " +
    "missing_docs missing_unsafe_on_extern multiple_supertrait_upcastable must_not_suspend non_ascii_idents " +
    "non_exhaustive_omitted_patterns redundant_imports redundant_lifetimes resolving_to_items_shadowing_supertrait_items " +
    "rust_2021_incompatible_closure_captures rust_2021_incompatible_or_patterns rust_2021_prefixes_incompatible_syntax " +
    "rust_2021_prelude_collisions rust_2024_guarded_string_incompatible_syntax rust_2024_incompatible_pat " +
    "rust_2024_prelude_collisions shadowing_supertrait_items single_use_lifetimes tail_expr_drop_order trivial_casts " +
    "trivial_numeric_casts unit_bindings unnameable_types unqualified_local_imports unreachable_pub unsafe_attr_outside_unsafe " +
    "unsafe_code unsafe_op_in_unsafe_fn unstable_features unused_crate_dependencies unused_extern_crates unused_import_braces " +
    "unused_lifetimes unused_macro_rules unused_qualifications unused_results variant_size_differences",
  warn:
    "aarch64_softfloat_neon ambiguous_derive_helpers ambiguous_glob_imported_traits ambiguous_glob_reexports " +
    "ambiguous_import_visibilities ambiguous_panic_imports ambiguous_wide_pointer_comparisons anonymous_parameters array_into_iter " +
    "asm_sub_register async_fn_in_trait bad_asm_style bare_trait_objects boxed_slice_into_iter break_with_label_and_loop " +
    "clashing_extern_declarations coherence_leak_check confusable_idents const_evaluatable_unchecked const_item_interior_mutations " +
    "const_item_mutation dangling_pointers_from_locals dangling_pointers_from_temporaries dead_code deprecated " +
    "deprecated_where_clause_location double_negations drop_bounds dropping_copy_types dropping_references " +
    "duplicate_macro_attributes dyn_drop ellipsis_inclusive_range_patterns exported_private_dependencies for_loops_over_fallibles " +
    "forbidden_lint_groups forgetting_copy_types forgetting_references function_casts_as_integer function_item_references " +
    "hidden_glob_reexports improper_ctypes improper_ctypes_definitions improper_gpu_kernel_arg incomplete_features " +
    "inline_always_mismatching_target_features inline_no_sanitize integer_to_ptr_transmutes internal_eq_trait_method_impls " +
    "internal_features invalid_doc_attributes invalid_from_utf8 invalid_nan_comparisons invalid_value irrefutable_let_patterns " +
    "large_assignments late_bound_lifetime_arguments malformed_diagnostic_attributes malformed_diagnostic_format_literals " +
    "map_unit_fn mismatched_lifetime_syntaxes misplaced_diagnostic_attributes missing_abi missing_gpu_kernel_export_name " +
    "mixed_script_confusables named_arguments_used_positionally no_mangle_generic_items non_camel_case_types " +
    "non_contiguous_range_endpoints non_fmt_panics non_local_definitions non_shorthand_field_patterns non_snake_case " +
    "non_upper_case_globals noop_method_call opaque_hidden_inferred_bound overlapping_range_endpoints path_statements " +
    "private_bounds private_interfaces ptr_to_integer_transmute_in_consts redundant_semicolons refining_impl_trait_internal " +
    "refining_impl_trait_reachable renamed_and_removed_lints repr_c_enums_larger_than_int rtsan_nonblocking_async " +
    "self_constructor_from_outer_item special_module_name stable_features static_mut_refs suspicious_double_ref_op trivial_bounds " +
    "type_alias_bounds tyvar_behind_raw_pointer uncommon_codepoints unconditional_recursion uncovered_param_in_projection " +
    "unexpected_cfgs unfulfilled_lint_expectations ungated_async_fn_track_caller unknown_diagnostic_attributes unknown_lints " +
    "unnameable_test_items unnecessary_transmutes unpredictable_function_pointer_comparisons unreachable_cfg_select_predicates " +
    "unreachable_code unreachable_patterns unstable_name_collisions unstable_syntax_pre_expansion unsupported_calling_conventions " +
    "unused_allocation unused_assignments unused_associated_type_bounds unused_attributes unused_braces unused_comparisons " +
    "unused_doc_comments unused_features unused_imports unused_labels unused_macros unused_must_use unused_mut unused_parens " +
    "unused_unsafe unused_variables unused_visibilities useless_ptr_null_checks uses_power_alignment varargs_without_pattern " +
    "warnings while_true",
  deny:
    "ambiguous_associated_items ambiguous_glob_imports arithmetic_overflow binary_asm_labels bindings_with_variant_name " +
    "conflicting_repr_hints dangerous_implicit_autorefs default_overrides_default_fields dependency_on_unit_never_type_fallback " +
    "deref_nullptr duplicate_features elided_lifetimes_in_associated_constant enum_intrinsics_non_enums " +
    "explicit_builtin_cfgs_in_flags ill_formed_attribute_input incomplete_include ineffective_unstable_trait_impl " +
    "invalid_atomic_ordering invalid_from_utf8_unchecked invalid_macro_export_arguments invalid_null_arguments " +
    "invalid_reference_casting invalid_type_param_default legacy_derive_helpers let_underscore_lock long_running_const_eval " +
    "macro_expanded_macro_exports_accessed_by_absolute_paths mutable_transmutes named_asm_labels " +
    "never_type_fallback_flowing_into_unsafe no_mangle_const_items out_of_scope_macro_calls overflowing_literals " +
    "patterns_in_fns_without_body proc_macro_derive_resolution_fallback pub_use_of_private_extern_crate " +
    "repr_transparent_non_zst_fields semicolon_in_expressions_from_macros test_unstable_lint text_direction_codepoint_in_comment " +
    "text_direction_codepoint_in_literal unconditional_panic undropped_manually_drops uninhabited_static unknown_crate_types " +
    "useless_deprecated",
};

const LINTS_1_68: Names = {
  allow:
    "absolute_paths_not_starting_with_crate box_pointers deprecated_in_future elided_lifetimes_in_paths " +
    "explicit_outlives_requirements fuzzy_provenance_casts keyword_idents lossy_provenance_casts macro_use_extern_crate " +
    "meta_variable_misuse missing_abi missing_copy_implementations missing_debug_implementations missing_docs must_not_suspend " +
    "non_ascii_idents non_exhaustive_omitted_patterns noop_method_call pointer_structural_match " +
    "rust_2021_incompatible_closure_captures rust_2021_incompatible_or_patterns rust_2021_prefixes_incompatible_syntax " +
    "rust_2021_prelude_collisions single_use_lifetimes trivial_casts trivial_numeric_casts unreachable_pub unsafe_code " +
    "unsafe_op_in_unsafe_fn unstable_features unused_crate_dependencies unused_extern_crates unused_import_braces unused_lifetimes " +
    "unused_macro_rules unused_qualifications unused_results variant_size_differences",
  warn:
    "anonymous_parameters array_into_iter asm_sub_register bad_asm_style bare_trait_objects bindings_with_variant_name " +
    "break_with_label_and_loop clashing_extern_declarations coherence_leak_check confusable_idents const_evaluatable_unchecked " +
    "const_item_mutation dead_code deprecated deprecated_cfg_attr_crate_type_name deprecated_where_clause_location " +
    "deref_into_dyn_supertrait deref_nullptr drop_bounds duplicate_macro_attributes dyn_drop ellipsis_inclusive_range_patterns " +
    "exported_private_dependencies forbidden_lint_groups function_item_references illegal_floating_point_literal_pattern " +
    "improper_ctypes improper_ctypes_definitions incomplete_features indirect_structural_match inline_no_sanitize " +
    "invalid_doc_attributes invalid_value irrefutable_let_patterns large_assignments late_bound_lifetime_arguments " +
    "legacy_derive_helpers mixed_script_confusables no_mangle_generic_items non_camel_case_types non_fmt_panics " +
    "non_shorthand_field_patterns non_snake_case non_upper_case_globals nontrivial_structural_match overlapping_range_endpoints " +
    "path_statements private_in_public redundant_semicolons renamed_and_removed_lints semicolon_in_expressions_from_macros " +
    "stable_features suspicious_auto_trait_impls temporary_cstring_as_ptr trivial_bounds type_alias_bounds " +
    "tyvar_behind_raw_pointer uncommon_codepoints unconditional_recursion unexpected_cfgs unfulfilled_lint_expectations " +
    "uninhabited_static unknown_lints unnameable_test_items unreachable_code unreachable_patterns unstable_name_collisions " +
    "unsupported_calling_conventions unused_allocation unused_assignments unused_attributes unused_braces unused_comparisons " +
    "unused_doc_comments unused_features unused_imports unused_labels unused_macros unused_must_use unused_mut unused_parens " +
    "unused_unsafe unused_variables warnings where_clauses_object_safety while_true",
  deny:
    "ambiguous_associated_items arithmetic_overflow cenum_impl_drop_cast conflicting_repr_hints const_err " +
    "enum_intrinsics_non_enums ill_formed_attribute_input incomplete_include ineffective_unstable_trait_impl " +
    "invalid_atomic_ordering invalid_type_param_default macro_expanded_macro_exports_accessed_by_absolute_paths " +
    "missing_fragment_specifier mutable_transmutes named_asm_labels no_mangle_const_items order_dependent_trait_objects " +
    "overflowing_literals patterns_in_fns_without_body proc_macro_back_compat proc_macro_derive_resolution_fallback " +
    "pub_use_of_private_extern_crate soft_unstable test_unstable_lint text_direction_codepoint_in_comment " +
    "text_direction_codepoint_in_literal unaligned_references unconditional_panic unknown_crate_types useless_deprecated",
};

const GROUPS_1_96: Readonly<Record<string, string>> = {
  deprecated_safe: "deprecated_safe_2024",
  future_incompatible:
    "internal_eq_trait_method_impls aarch64_softfloat_neon ambiguous_associated_items ambiguous_derive_helpers " +
    "ambiguous_glob_imported_traits ambiguous_glob_imports ambiguous_import_visibilities ambiguous_panic_imports " +
    "coherence_leak_check conflicting_repr_hints const_evaluatable_unchecked elided_lifetimes_in_associated_constant " +
    "forbidden_lint_groups ill_formed_attribute_input invalid_macro_export_arguments invalid_type_param_default " +
    "late_bound_lifetime_arguments legacy_derive_helpers macro_expanded_macro_exports_accessed_by_absolute_paths " +
    "out_of_scope_macro_calls patterns_in_fns_without_body proc_macro_derive_resolution_fallback pub_use_of_private_extern_crate " +
    "repr_c_enums_larger_than_int repr_transparent_non_zst_fields self_constructor_from_outer_item " +
    "semicolon_in_expressions_from_macros uncovered_param_in_projection uninhabited_static unstable_name_collisions " +
    "unstable_syntax_pre_expansion unsupported_calling_conventions varargs_without_pattern",
  keyword_idents: "keyword_idents_2018 keyword_idents_2024",
  let_underscore: "let_underscore_drop let_underscore_lock",
  bad_style: "non_camel_case_types non_snake_case non_upper_case_globals",
  nonstandard_style: "non_camel_case_types non_snake_case non_upper_case_globals",
  refining_impl_trait: "refining_impl_trait_reachable refining_impl_trait_internal",
  rust_2018_compatibility: "keyword_idents_2018 anonymous_parameters absolute_paths_not_starting_with_crate tyvar_behind_raw_pointer",
  rust_2018_idioms:
    "bare_trait_objects unused_extern_crates ellipsis_inclusive_range_patterns elided_lifetimes_in_paths " +
    "explicit_outlives_requirements",
  rust_2021_compatibility:
    "ellipsis_inclusive_range_patterns array_into_iter non_fmt_panics bare_trait_objects rust_2021_incompatible_closure_captures " +
    "rust_2021_incompatible_or_patterns rust_2021_prefixes_incompatible_syntax rust_2021_prelude_collisions",
  rust_2024_compatibility:
    "keyword_idents_2024 edition_2024_expr_fragment_specifier boxed_slice_into_iter impl_trait_overcaptures if_let_rescope " +
    "static_mut_refs dependency_on_unit_never_type_fallback deprecated_safe_2024 missing_unsafe_on_extern " +
    "never_type_fallback_flowing_into_unsafe rust_2024_guarded_string_incompatible_syntax rust_2024_incompatible_pat " +
    "rust_2024_prelude_collisions tail_expr_drop_order unsafe_attr_outside_unsafe unsafe_op_in_unsafe_fn",
  unknown_or_malformed_diagnostic_attributes:
    "malformed_diagnostic_attributes malformed_diagnostic_format_literals misplaced_diagnostic_attributes " +
    "unknown_diagnostic_attributes",
  unused:
    "unused_imports unused_variables unused_visibilities unused_assignments dead_code unused_mut unreachable_code " +
    "unreachable_patterns unused_must_use unused_unsafe path_statements unused_attributes unused_macros unused_macro_rules " +
    "unused_allocation unused_doc_comments unused_extern_crates unused_features unused_labels unused_parens unused_braces " +
    "redundant_semicolons map_unit_fn",
};

const GROUPS_1_68: Readonly<Record<string, string>> = {
  future_incompatible:
    "forbidden_lint_groups illegal_floating_point_literal_pattern private_in_public pub_use_of_private_extern_crate " +
    "invalid_type_param_default const_err unaligned_references patterns_in_fns_without_body missing_fragment_specifier " +
    "late_bound_lifetime_arguments order_dependent_trait_objects coherence_leak_check unstable_name_collisions " +
    "where_clauses_object_safety proc_macro_derive_resolution_fallback macro_expanded_macro_exports_accessed_by_absolute_paths " +
    "ill_formed_attribute_input conflicting_repr_hints ambiguous_associated_items indirect_structural_match " +
    "pointer_structural_match nontrivial_structural_match soft_unstable cenum_impl_drop_cast const_evaluatable_unchecked " +
    "uninhabited_static invalid_doc_attributes semicolon_in_expressions_from_macros legacy_derive_helpers proc_macro_back_compat " +
    "unsupported_calling_conventions deref_into_dyn_supertrait deprecated_cfg_attr_crate_type_name suspicious_auto_trait_impls",
  bad_style: "non_camel_case_types non_snake_case non_upper_case_globals",
  nonstandard_style: "non_camel_case_types non_snake_case non_upper_case_globals",
  rust_2018_compatibility: "keyword_idents anonymous_parameters tyvar_behind_raw_pointer absolute_paths_not_starting_with_crate",
  rust_2018_idioms:
    "bare_trait_objects unused_extern_crates ellipsis_inclusive_range_patterns elided_lifetimes_in_paths " +
    "explicit_outlives_requirements",
  rust_2021_compatibility:
    "ellipsis_inclusive_range_patterns bare_trait_objects rust_2021_incompatible_closure_captures " +
    "rust_2021_incompatible_or_patterns rust_2021_prelude_collisions rust_2021_prefixes_incompatible_syntax array_into_iter " +
    "non_fmt_panics",
  unused:
    "unused_imports unused_variables unused_assignments dead_code unused_mut unreachable_code unreachable_patterns unused_must_use " +
    "unused_unsafe path_statements unused_attributes unused_macros unused_macro_rules unused_allocation unused_doc_comments " +
    "unused_extern_crates unused_features unused_labels unused_parens unused_braces redundant_semicolons",
};

/** Old names: to the new name, or undefined with the reason for what was removed. */
export interface Renaming {
  readonly to?: string;
  readonly removed?: string;
}

const RENAMED: Readonly<Record<string, Renaming>> = {
  bare_trait_object: { to: "bare_trait_objects" },
  unstable_name_collision: { to: "unstable_name_collisions" },
  unused_doc_comment: { to: "unused_doc_comments" },
  exceeding_bitshifts: { to: "arithmetic_overflow" },
  unions_with_drop_fields: {
    removed: "converted into hard error, see PR #97083 <https://github.com/rust-lang/rust/pull/97083> for more information",
  },
  private_no_mangle_fns: { removed: "no longer a warning, `#[no_mangle]` functions always exported" },
  private_no_mangle_statics: { removed: "no longer a warning, `#[no_mangle]` statics always exported" },
};

/** Of 1.96, from the names that rustc registers. */
const RENAMED_1_96: Readonly<Record<string, string>> = {
  single_use_lifetime: "single_use_lifetimes",
  elided_lifetime_in_path: "elided_lifetimes_in_paths",
  bare_trait_object: "bare_trait_objects",
  unstable_name_collision: "unstable_name_collisions",
  unused_doc_comment: "unused_doc_comments",
  async_idents: "keyword_idents_2018",
  exceeding_bitshifts: "arithmetic_overflow",
  redundant_semicolon: "redundant_semicolons",
  overlapping_patterns: "overlapping_range_endpoints",
  disjoint_capture_migration: "rust_2021_incompatible_closure_captures",
  or_patterns_back_compat: "rust_2021_incompatible_or_patterns",
  non_fmt_panic: "non_fmt_panics",
  unused_tuple_struct_fields: "dead_code",
  static_mut_ref: "static_mut_refs",
  temporary_cstring_as_ptr: "dangling_pointers_from_temporaries",
  elided_named_lifetimes: "mismatched_lifetime_syntaxes",
  repr_transparent_external_private_fields: "repr_transparent_non_zst_fields",
};

const REMOVED_1_96: Readonly<Record<string, string>> = {
  intra_doc_link_resolution_failure: "use `rustdoc::broken_intra_doc_links` instead",
  rustdoc: "use `rustdoc::all` instead",
  unknown_features: "replaced by an error",
  unsigned_negation: "replaced by negate_unsigned feature gate",
  negate_unsigned: "cast a signed value instead",
  raw_pointer_derive: "using derive with raw pointers is ok",
  raw_pointer_deriving: "using derive with raw pointers is ok",
  drop_with_repr_extern: "drop flags have been removed",
  fat_ptr_transmutes: "was accidentally removed back in 2014",
  deprecated_attr: "use `deprecated` instead",
  transmute_from_fn_item_types: "always cast functions before transmuting them",
  hr_lifetime_in_assoc_type:
    "converted into hard error, see issue #33685 <https://github.com/rust-lang/rust/issues/33685> for more information",
  inaccessible_extern_crate:
    "converted into hard error, see issue #36886 <https://github.com/rust-lang/rust/issues/36886> for more information",
  super_or_self_in_global_path:
    "converted into hard error, see issue #36888 <https://github.com/rust-lang/rust/issues/36888> for more information",
  overlapping_inherent_impls:
    "converted into hard error, see issue #36889 <https://github.com/rust-lang/rust/issues/36889> for more information",
  illegal_floating_point_constant_pattern:
    "converted into hard error, see issue #36890 <https://github.com/rust-lang/rust/issues/36890> for more information",
  illegal_struct_or_enum_constant_pattern:
    "converted into hard error, see issue #36891 <https://github.com/rust-lang/rust/issues/36891> for more information",
  lifetime_underscore: "converted into hard error, see issue #36892 <https://github.com/rust-lang/rust/issues/36892> for more information",
  extra_requirement_in_impl:
    "converted into hard error, see issue #37166 <https://github.com/rust-lang/rust/issues/37166> for more information",
  legacy_imports: "converted into hard error, see issue #38260 <https://github.com/rust-lang/rust/issues/38260> for more information",
  coerce_never: "converted into hard error, see issue #48950 <https://github.com/rust-lang/rust/issues/48950> for more information",
  resolve_trait_on_defaulted_unit:
    "converted into hard error, see issue #48950 <https://github.com/rust-lang/rust/issues/48950> for more information",
  private_no_mangle_fns: "no longer a warning, `#[no_mangle]` functions always exported",
  private_no_mangle_statics: "no longer a warning, `#[no_mangle]` statics always exported",
  bad_repr: "replaced with a generic attribute input check",
  duplicate_matcher_binding_name:
    "converted into hard error, see issue #57742 <https://github.com/rust-lang/rust/issues/57742> for more information",
  incoherent_fundamental_impls:
    "converted into hard error, see issue #46205 <https://github.com/rust-lang/rust/issues/46205> for more information",
  legacy_constructor_visibility:
    "converted into hard error, see issue #39207 <https://github.com/rust-lang/rust/issues/39207> for more information",
  legacy_directory_ownership:
    "converted into hard error, see issue #37872 <https://github.com/rust-lang/rust/issues/37872> for more information",
  safe_extern_statics: "converted into hard error, see issue #36247 <https://github.com/rust-lang/rust/issues/36247> for more information",
  parenthesized_params_in_types_and_modules:
    "converted into hard error, see issue #42238 <https://github.com/rust-lang/rust/issues/42238> for more information",
  duplicate_macro_exports:
    "converted into hard error, see issue #35896 <https://github.com/rust-lang/rust/issues/35896> for more information",
  nested_impl_trait: "converted into hard error, see issue #59014 <https://github.com/rust-lang/rust/issues/59014> for more information",
  plugin_as_library: "plugins have been deprecated and retired",
  unsupported_naked_functions:
    "converted into hard error, see RFC 2972 <https://github.com/rust-lang/rfcs/blob/master/text/2972-constrained-naked.md> for more information",
  mutable_borrow_reservation_conflict:
    "now allowed, see issue #59159 <https://github.com/rust-lang/rust/issues/59159> for more information",
  const_err: "converted into hard error, see issue #71800 <https://github.com/rust-lang/rust/issues/71800> for more information",
  safe_packed_borrows: "converted into hard error, see issue #82523 <https://github.com/rust-lang/rust/issues/82523> for more information",
  unaligned_references: "converted into hard error, see issue #82523 <https://github.com/rust-lang/rust/issues/82523> for more information",
  private_in_public:
    "replaced with another group of lints, see RFC <https://rust-lang.github.io/rfcs/2145-type-privacy.html> for more information",
  invalid_alignment: "converted into hard error, see PR #104616 <https://github.com/rust-lang/rust/pull/104616> for more information",
  implied_bounds_entailment:
    "converted into hard error, see PR #117984 <https://github.com/rust-lang/rust/pull/117984> for more information",
  coinductive_overlap_in_coherence:
    "converted into hard error, see PR #118649 <https://github.com/rust-lang/rust/pull/118649> for more information",
  illegal_floating_point_literal_pattern: "no longer a warning, float patterns behave the same as `==`",
  nontrivial_structural_match:
    "no longer needed, see RFC #3535 <https://rust-lang.github.io/rfcs/3535-constants-in-patterns.html> for more information",
  suspicious_auto_trait_impls: "no longer needed, see issue #93367 <https://github.com/rust-lang/rust/issues/93367> for more information",
  const_patterns_without_partial_eq:
    "converted into hard error, see RFC #3535 <https://rust-lang.github.io/rfcs/3535-constants-in-patterns.html> for more information",
  indirect_structural_match:
    "converted into hard error, see RFC #3535 <https://rust-lang.github.io/rfcs/3535-constants-in-patterns.html> for more information",
  deprecated_cfg_attr_crate_type_name:
    "converted into hard error, see issue #91632 <https://github.com/rust-lang/rust/issues/91632> for more information",
  pointer_structural_match:
    "converted into hard error, see RFC #3535 <https://rust-lang.github.io/rfcs/3535-constants-in-patterns.html> for more information",
  box_pointers: "it does not detect other kinds of allocations, and existed only for historical reasons",
  byte_slice_in_packed_struct_with_derive:
    "converted into hard error, see issue #107457 <https://github.com/rust-lang/rust/issues/107457> for more information",
  writes_through_immutable_pointer: "converted into hard error",
  const_eval_mutable_ptr_in_final_value: "partially allowed now, otherwise turned into a hard error",
  where_clauses_object_safety:
    "converted into hard error, see PR #125380 <https://github.com/rust-lang/rust/pull/125380> for more information",
  cenum_impl_drop_cast: "converted into hard error, see <https://github.com/rust-lang/rust/issues/73333> for more information",
  ptr_cast_add_auto_to_object:
    "converted into hard error, see issue #127323 <https://github.com/rust-lang/rust/issues/127323> for more information",
  unsupported_fn_ptr_calling_conventions: "converted into hard error",
  undefined_naked_function_abi:
    "converted into hard error, see PR #139001 <https://github.com/rust-lang/rust/issues/139001> for more information",
  abi_unsupported_vector_types: "converted into hard error, see <https://github.com/rust-lang/rust/issues/116558> for more information",
  missing_fragment_specifier: "converted into hard error, see <https://github.com/rust-lang/rust/issues/40107> for more information",
  wasm_c_abi: "the wasm C ABI has been fixed",
  soft_unstable: "the general soft-unstable mechanism has been removed",
};

/** Levels that editions change. */
const SINCE_2024: readonly (readonly [string, Default])[] = [
  ["static_mut_refs", "deny"],
  ["unsafe_op_in_unsafe_fn", "warn"],
];

const tables = new Map<string, LintTable>();

/** The lints of a release, as a crate of the edition has them. */
export function lintTable(minor: number, edition: number): LintTable {
  const key = `${minor} ${edition}`;
  const known = tables.get(key) ?? new LintTable(minor, edition);
  tables.set(key, known);
  return known;
}

export class LintTable {
  readonly #levels = new Map<string, Default>();
  readonly #groups = new Map<string, readonly string[]>();
  readonly #modern: boolean;

  constructor(minor: number, edition: number) {
    this.#modern = minor >= 80;
    const names = this.#modern ? LINTS_1_96 : LINTS_1_68;
    for (const level of ["allow", "warn", "deny"] as const) for (const name of names[level].split(" ")) this.#levels.set(name, level);
    if (this.#modern && edition >= 2024) for (const [name, level] of SINCE_2024) this.#levels.set(name, level);
    const groups = this.#modern ? GROUPS_1_96 : GROUPS_1_68;
    for (const [name, members] of Object.entries(groups)) this.#groups.set(name, members.split(" "));
  }

  defaultLevel(lint: string): LintLevel {
    return this.#levels.get(lint) ?? "warn";
  }

  isLint(name: string): boolean {
    return this.#levels.has(name);
  }

  /** Members of a group; undefined if there is no such group. `warnings` is not a group. */
  group(name: string): readonly string[] | undefined {
    return this.#groups.get(name);
  }

  /** The group that messages name a lint's default by. */
  groupOf(lint: string): string | undefined {
    let found: string | undefined;
    for (const [name, members] of this.#groups) if (members.includes(lint)) found = name;
    return found;
  }

  renamed(name: string): Renaming | undefined {
    if (!this.#modern) return RENAMED[name];
    const [to, removed] = [RENAMED_1_96[name], REMOVED_1_96[name]];
    if (to !== undefined) return { to };
    return removed === undefined ? undefined : { removed };
  }

  /** All names one may have meant. */
  names(): readonly string[] {
    return [...this.#levels.keys(), ...this.#groups.keys(), "warnings"];
  }
}
