// Lints that kbuild does not have yet. Where they only warn, nothing is said; where somebody turned one into an error, the
// crate is refused rather than accepted without having looked.
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { LintSetting } from "./lint-attributes.ts";
import { TYPED_LINTS } from "./typed-lints.ts";
import type { LintTable } from "./lint-table.ts";

const JUDGED: ReadonlySet<string> = new Set([
  ...TYPED_LINTS,
  ...(
    "unsafe_op_in_unsafe_fn unused_results missing_debug_implementations drop_bounds dyn_drop unused_visibilities forbidden_lint_groups unused_parens unused_braces irrefutable_let_patterns missing_docs unused_doc_comments deprecated ambiguous_associated_items useless_deprecated unconditional_recursion redundant_semicolons missing_abi non_snake_case non_camel_case_types non_upper_case_globals while_true " +
    "ellipsis_inclusive_range_patterns unused_attributes unused_variables unused_assignments unused_mut unused_unsafe unused_labels " +
    "unreachable_code unsafe_code no_mangle_const_items unused_imports unused_macros dead_code warnings asm_sub_register " +
    "unexpected_cfgs unknown_lints renamed_and_removed_lints unused_must_use path_statements unreachable_patterns private_interfaces private_bounds unused_comparisons unconditional_panic arithmetic_overflow stable_features linker_messages " +
    "bare_trait_objects anonymous_parameters double_negations break_with_label_and_loop special_module_name deprecated_where_clause_location type_alias_bounds no_mangle_generic_items non_shorthand_field_patterns const_item_mutation improper_ctypes improper_ctypes_definitions " +
    "unknown_crate_types deprecated_cfg_attr_crate_type_name mismatched_lifetime_syntaxes overlapping_range_endpoints non_contiguous_range_endpoints bad_asm_style " +
    "static_mut_refs ambiguous_glob_reexports hidden_glob_reexports dangling_pointers_from_locals non_local_definitions " +
    "trivial_casts trivial_numeric_casts unreachable_pub unused_import_braces ambiguous_negative_literals non_ascii_idents " +
    "missing_copy_implementations variant_size_differences explicit_outlives_requirements unit_bindings let_underscore_drop " +
    "meta_variable_misuse unsafe_attr_outside_unsafe missing_unsafe_on_extern keyword_idents_2018 keyword_idents_2024 macro_use_extern_crate unused_qualifications unused_extern_crates elided_lifetimes_in_paths single_use_lifetimes unused_lifetimes unused_macro_rules " +
    "clashing_extern_declarations late_bound_lifetime_arguments confusable_idents mixed_script_confusables"
  ).split(" "),
]);

/** Groups of which all but what is rare is judged: in practice they are denied for what kbuild does look at. */
const GROUPS: ReadonlySet<string> = new Set(["unused", "nonstandard_style", "bad_style", "warnings", "future_incompatible"]);

export function unjudgedLints(settings: readonly LintSetting[], table: LintTable): Diagnostic[] {
  const strict = settings.filter(({ level, name }) => (level === "deny" || level === "forbid") && !name.includes("::"));
  const isJudged = (lint: string): boolean => JUDGED.has(lint) || table.defaultLevel(lint) === "deny";
  return strict
    .filter(({ name }) => {
      const members = table.group(name);
      if (members !== undefined) return !GROUPS.has(name) && !members.every(isJudged);
      const lint = table.renamed(name)?.to ?? name;
      return table.isLint(lint) && !isJudged(lint);
    })
    .map(({ name, nameSpan }) => unsupported("KB0406", `crates that make \`${name}\` an error`, nameSpan));
}
