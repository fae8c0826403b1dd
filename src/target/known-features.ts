// Features as rustc 1.96.0 and its core know them: of the language accepted, removed and experimental ones, and those of the
// library. Facts only, from the compiler's own tables and the stability attributes of core; a name's release is behind a colon.

/** Of the language, and since when they need no attribute. */
const ACCEPTED =
  "test_accepted_feature:1.0.0 aarch64_target_feature:1.61.0 abi_efiapi:1.68.0 abi_sysv64:1.24.0 abi_thiscall:1.73.0 " +
  "adx_target_feature:1.61.0 arbitrary_enum_discriminant:1.66.0 asm_cfg:1.93.0 asm_const:1.82.0 asm_goto:1.87.0 " +
  "asm_sym:1.66.0 associated_consts:1.20.0 associated_type_bounds:1.79.0 associated_types:1.0.0 async_await:1.39.0 " +
  "async_closure:1.85.0 async_fn_in_trait:1.75.0 attr_literals:1.30.0 augmented_assignments:1.8.0 " +
  "avx512_target_feature:1.89.0 bind_by_move_pattern_guards:1.39.0 bindings_after_at:1.56.0 braced_empty_structs:1.8.0 " +
  "c_str_literals:1.77.0 c_unwind:1.81.0 cfg_attr_multi:1.33.0 cfg_boolean_literals:1.88.0 cfg_doctest:1.40.0 " +
  "cfg_panic:1.60.0 cfg_select:1.95.0 cfg_target_abi:1.78.0 cfg_target_feature:1.27.0 cfg_target_vendor:1.33.0 " +
  "clone_closures:1.26.0 closure_to_fn_coercion:1.19.0 cmpxchg16b_target_feature:1.69.0 collapse_debuginfo:1.79.0 " +
  "compile_error:1.20.0 conservative_impl_trait:1.26.0 const_constructor:1.40.0 const_extern_fn:1.83.0 " +
  "const_fn_floating_point_arithmetic:1.82.0 const_fn_fn_ptr_basics:1.61.0 const_fn_trait_bound:1.61.0 " +
  "const_fn_transmute:1.56.0 const_fn_union:1.56.0 const_fn_unsize:1.54.0 const_generics_defaults:1.59.0 " +
  "const_if_match:1.46.0 const_impl_trait:1.61.0 const_indexing:1.26.0 const_let:1.33.0 const_loop:1.46.0 " +
  "const_mut_refs:1.83.0 const_panic:1.57.0 const_raw_ptr_deref:1.58.0 const_refs_to_cell:1.83.0 " +
  "const_refs_to_static:1.83.0 copy_closures:1.26.0 crate_in_paths:1.30.0 custom_code_classes_in_docs:1.80.0 " +
  "debugger_visualizer:1.71.0 default_alloc_error_handler:1.68.0 default_type_params:1.0.0 deprecated:1.9.0 " +
  "derive_default_enum:1.62.0 destructuring_assignment:1.59.0 diagnostic_namespace:1.78.0 do_not_recommend:1.85.0 " +
  "doc_alias:1.48.0 dotdot_in_tuple_patterns:1.14.0 dotdoteq_in_patterns:1.26.0 drop_types_in_const:1.22.0 " +
  "dyn_trait:1.27.0 exclusive_range_pattern:1.80.0 exhaustive_integer_patterns:1.33.0 " +
  "explicit_generic_args_with_impl_trait:1.63.0 expr_fragment_specifier_2024:1.83.0 extended_key_value_attributes:1.54.0 " +
  "extended_varargs_abi_support:1.91.0 extern_absolute_paths:1.30.0 extern_crate_item_prelude:1.31.0 " +
  "extern_crate_self:1.34.0 extern_prelude:1.30.0 extern_system_varargs:1.93.0 f16c_target_feature:1.68.0 " +
  "field_init_shorthand:1.17.0 fn_must_use:1.27.0 format_args_capture:1.58.0 generic_arg_infer:1.89.0 " +
  "generic_associated_types:1.65.0 generic_param_attrs:1.27.0 global_allocator:1.28.0 globs:1.0.0 " +
  "half_open_range_patterns:1.66.0 i128_type:1.26.0 if_let:1.0.0 if_let_guard:1.95.0 if_let_rescope:1.84.0 " +
  "if_while_or_patterns:1.33.0 impl_header_lifetime_elision:1.31.0 impl_trait_projections:1.74.0 imported_main:1.79.0 " +
  "inclusive_range_syntax:1.26.0 infer_outlives_requirements:1.30.0 inline_const:1.79.0 irrefutable_let_patterns:1.33.0 " +
  "isa_attribute:1.67.0 item_like_imports:1.15.0 keylocker_x86:1.89.0 label_break_value:1.65.0 let_chains:1.88.0 " +
  "let_else:1.65.0 lint_reasons:1.81.0 loop_break_value:1.19.0 macro_at_most_once_rep:1.32.0 " +
  "macro_attributes_in_derive_output:1.57.0 macro_lifetime_matcher:1.27.0 macro_literal_matcher:1.32.0 macro_rules:1.0.0 " +
  "macro_vis_matcher:1.30.0 macros_in_extern:1.40.0 match_beginning_vert:1.25.0 match_default_bindings:1.26.0 " +
  "member_constraints:1.54.0 min_const_fn:1.31.0 min_const_generics:1.51.0 min_const_unsafe_fn:1.33.0 " +
  "min_exhaustive_patterns:1.82.0 more_struct_aliases:1.16.0 movbe_target_feature:1.70.0 move_ref_pattern:1.49.0 " +
  "naked_functions:1.88.0 native_link_modifiers:1.61.0 native_link_modifiers_bundle:1.63.0 " +
  "native_link_modifiers_verbatim:1.67.0 native_link_modifiers_whole_archive:1.61.0 nll:1.63.0 no_std:1.6.0 " +
  "non_ascii_idents:1.53.0 non_exhaustive:1.40.0 non_modrs_mods:1.30.0 offset_of_nested:1.82.0 or_patterns:1.53.0 " +
  "packed_bundled_libs:1.74.0 panic_handler:1.30.0 param_attrs:1.39.0 pattern_parentheses:1.31.0 " +
  "precise_capturing:1.82.0 precise_capturing_in_traits:1.87.0 proc_macro:1.29.0 proc_macro_path_invoc:1.30.0 " +
  "pub_restricted:1.18.0 question_mark:1.13.0 raw_dylib:1.71.0 raw_identifiers:1.30.0 raw_ref_op:1.82.0 " +
  "re_rebalance_coherence:1.41.0 relaxed_adts:1.19.0 relaxed_struct_unsize:1.58.0 repr128:1.89.0 repr_align:1.25.0 " +
  "repr_align_enum:1.37.0 repr_packed:1.33.0 repr_transparent:1.28.0 result_ffi_guarantees:1.84.0 " +
  "return_position_impl_trait_in_trait:1.75.0 rvalue_static_promotion:1.21.0 s390x_target_feature_vector:1.93.0 " +
  "self_in_typedefs:1.32.0 self_struct_ctor:1.32.0 sha512_sm_x86:1.89.0 shorter_tail_lifetimes:1.84.0 " +
  "slice_patterns:1.42.0 slicing_syntax:1.0.0 sse4a_target_feature:1.91.0 static_in_const:1.17.0 static_recursion:1.17.0 " +
  "struct_field_attributes:1.20.0 struct_variant:1.0.0 target_feature:1.27.0 target_feature_11:1.86.0 " +
  "tbm_target_feature:1.91.0 termination_trait:1.26.0 termination_trait_test:1.27.0 tool_attributes:1.30.0 " +
  "tool_lints:1.31.0 track_caller:1.46.0 trait_upcasting:1.86.0 transparent_enums:1.42.0 tuple_indexing:1.0.0 " +
  "type_alias_enum_variants:1.37.0 type_macros:1.13.0 type_privacy_lints:1.79.0 underscore_const_names:1.37.0 " +
  "underscore_imports:1.33.0 underscore_lifetimes:1.26.0 uniform_paths:1.32.0 universal_impl_trait:1.26.0 " +
  "unrestricted_attribute_tokens:1.34.0 unsafe_attributes:1.82.0 unsafe_block_in_unsafe_fn:1.52.0 " +
  "unsafe_extern_blocks:1.82.0 use_extern_macros:1.30.0 use_nested_groups:1.25.0 used:1.30.0 while_let:1.0.0 " +
  "windows_subsystem:1.18.0";

/** Of the language, experimental. */
const UNSTABLE =
  "anonymous_lifetime_in_impl_trait generic_assert with_negative_coherence abi_vectorcall auto_traits box_patterns " +
  "doc_notable_trait dropck_eyepatch fundamental linkage rustc_private rustdoc_missing_doc_code_examples sized_hierarchy " +
  "structural_match unboxed_closures unqualified_local_imports aarch64_unstable_target_feature " +
  "aarch64_ver_target_feature abi_avr_interrupt abi_cmse_nonsecure_call abi_custom abi_gpu_kernel abi_msp430_interrupt " +
  "abi_ptx abi_riscv_interrupt abi_x86_interrupt adt_const_params alloc_error_handler apx_target_feature " +
  "arbitrary_self_types arbitrary_self_types_pointers arm_target_feature asm_experimental_arch asm_experimental_reg " +
  "asm_goto_with_outputs asm_unwind associated_type_defaults async_fn_track_caller async_for_loop async_trait_bounds " +
  "avr_target_feature avx10_target_feature bpf_target_feature c_variadic c_variadic_naked_functions cfg_contract_checks " +
  "cfg_overflow_checks cfg_relocation_model cfg_sanitize cfg_sanitizer_cfi cfg_target_compact cfg_target_has_atomic " +
  "cfg_target_has_atomic_equal_alignment cfg_target_thread_local cfg_ub_checks cfg_version cfi_encoding " +
  "closure_lifetime_binder closure_track_caller cmse_nonsecure_entry const_async_blocks const_block_items " +
  "const_c_variadic const_closures const_destruct const_for const_precise_live_drops const_trait_impl const_try " +
  "coroutine_clone coroutines coverage_attribute csky_target_feature custom_inner_attributes custom_test_frameworks " +
  "decl_macro default_field_values deprecated_suggestion deref_patterns derive_from diagnostic_on_const " +
  "diagnostic_on_move diagnostic_on_unknown doc_cfg doc_masked ermsb_target_feature exhaustive_patterns " +
  "explicit_extern_abis extern_item_impls extern_types f128 f16 ffi_const ffi_pure final_associated_functions fmt_debug " +
  "fn_align frontmatter gen_blocks generic_const_args global_registration half_open_range_patterns_in_slices " +
  "hexagon_target_feature impl_trait_in_assoc_type impl_trait_in_bindings impl_trait_in_fn_trait_return " +
  "import_trait_associated_functions intra_doc_pointers lahfsahf_target_feature large_assignments link_arg_attribute " +
  "loongarch_target_feature m68k_target_feature macro_attr macro_derive macro_guard_matcher macro_metavar_expr " +
  "macro_metavar_expr_concat marker_trait_attr min_adt_const_params min_specialization mips_target_feature " +
  "more_qualified_paths movrs_target_feature multiple_supertrait_upcastable must_not_suspend naked_functions_rustic_abi " +
  "naked_functions_target_feature native_link_modifiers_as_needed negative_impls never_type new_range no_core " +
  "non_exhaustive_omitted_patterns_lint nvptx_target_feature offset_of_enum offset_of_slice optimize_attribute " +
  "patchable_function_entry postfix_match powerpc_target_feature prfchw_target_feature proc_macro_hygiene reborrow " +
  "register_tool repr_simd return_type_notation riscv_target_feature rtm_target_feature rust_cold_cc " +
  "rust_preserve_none_cc s390x_target_feature sanitize simd_ffi sparc_target_feature static_align stmt_expr_attributes " +
  "strict_provenance_lints super_let supertrait_item_shadowing target_feature_inline_always thread_local trait_alias " +
  "transmute_generic_consts transparent_unions trivial_bounds try_blocks try_blocks_heterogeneous type_alias_impl_trait " +
  "type_changing_struct_update used_with_arg wasm_target_feature where_clause_attrs x86_amx_intrinsics " +
  "x87_target_feature xop_target_feature yeet_expr yield_expr";

const INTERNAL =
  "abi_unadjusted allocator_internals allow_internal_unsafe allow_internal_unstable cfg_emscripten_wasm_eh " +
  "cfg_target_has_reliable_f16_f128 compiler_builtins custom_mir eii_internals field_representing_type_raw intrinsics " +
  "lang_items link_cfg more_maybe_bounds negative_bounds pattern_complexity_limit prelude_import profiler_runtime " +
  "rustc_attrs staged_api test_unstable_lint builtin_syntax link_llvm_intrinsics needs_panic_runtime panic_runtime " +
  "pattern_types rustdoc_internals contracts_internals freeze_impls unsized_fn_params";

const INCOMPLETE =
  "test_incomplete_feature async_drop async_fn_in_dyn_trait contracts effective_target_features ergonomic_clones " +
  "explicit_tail_calls export_stable field_projections fn_delegation generic_const_exprs generic_const_items " +
  "generic_const_parameter_types generic_pattern_types guard_patterns impl_restriction inherent_associated_types " +
  "lazy_type_alias loop_match mgca_type_const_syntax min_generic_const_args mut_ref never_patterns non_lifetime_binders " +
  "pin_ergonomics raw_dylib_elf ref_pat_eat_one_layer_2024 ref_pat_eat_one_layer_2024_structural specialization " +
  "unsafe_binders unsafe_fields unsized_const_params";

/** Of the library. */
const STABLE_LIBRARY =
  "addr_from_into_ip:1.17.0 addr_parse_error_error:1.4.0 align_offset:1.36.0 alloc_layout:1.28.0 " +
  "alloc_layout_const_new:1.42.0 alloc_layout_error:1.50.0 alloc_layout_extra:1.95.0 alloc_layout_manipulation:1.44.0 " +
  "alloc_module:1.28.0 any_send_sync_methods:1.28.0 array_as_slice:1.57.0 array_borrow:1.4.0 array_from_fn:1.63.0 " +
  "array_from_ref:1.53.0 array_into_iter_impl:1.53.0 array_map:1.55.0 array_methods:1.77.0 array_repeat:1.91.0 " +
  "array_tuple_conv:1.71.0 array_value_iter:1.51.0 array_value_iter_default:1.89.0 array_value_iter_impls:1.40.0 " +
  "array_windows:1.94.0 as_array_of_cells:1.91.0 as_cell:1.37.0 as_mut_str_for_str:1.51.0 " +
  "ascii_ctype_on_intrinsics:1.24.0 ascii_escape_display:1.39.0 ascii_methods_on_intrinsics:1.23.0 asm:1.59.0 " +
  "assert_matches:1.96.0 assert_ne:1.13.0 assertunwindsafe_default:1.62.0 assoc_char_consts:1.52.0 " +
  "assoc_char_funcs:1.52.0 assoc_int_consts:1.43.0 async_closure:1.85.0 atomic_access:1.15.0 atomic_as_ptr:1.70.0 " +
  "atomic_bool_fetch_not:1.81.0 atomic_bool_from:1.24.0 atomic_debug:1.3.0 atomic_fetch_update:1.53.0 atomic_from:1.23.0 " +
  "atomic_from_ptr:1.75.0 atomic_min_max:1.45.0 atomic_nand:1.27.0 atomic_pointer:1.24.0 atomic_try_update:1.95.0 " +
  "bench_black_box:1.66.0 bool_to_option:1.62.0 bool_try_from_int:1.95.0 borrow_state:1.37.0 bound_as_ref_shared:1.65.0 " +
  "bound_cloned:1.55.0 bound_map:1.77.0 boxed_slice_into_iter:1.80.0 build_hasher_default_const_new:1.85.0 " +
  "build_hasher_simple_hash_one:1.71.0 builtin_macro_prelude:1.38.0 byte_slice_trim_ascii:1.80.0 c_str_module:1.88.0 " +
  "c_string_eq_c_str:1.90.0 case_mapping_double_ended:1.59.0 catch_unwind:1.9.0 cell_as_ptr:1.12.0 cell_eq:1.2.0 " +
  "cell_extras:1.15.0 cell_filter_map:1.63.0 cell_from:1.12.0 cell_get_mut:1.11.0 cell_map:1.8.0 cell_ord:1.10.0 " +
  "cell_update:1.88.0 cfg_select:1.95.0 char_convert:1.13.0 char_escape_debug:1.20.0 char_from_str:1.20.0 " +
  "char_from_unchecked:1.5.0 char_indices_offset:1.82.0 char_max_len_assoc:1.93.0 char_min:1.83.0 " +
  "char_struct_display:1.16.0 chars_debug_impl:1.38.0 chunks_exact:1.31.0 clamp:1.50.0 clone_from_slice:1.7.0 " +
  "cmp_min_max_by:1.53.0 cold_path:1.95.0 collection_debug:1.17.0 collections_bound:1.17.0 collections_range:1.28.0 " +
  "compile_error_macro:1.20.0 compiler_fences:1.21.0 const_align_of:1.24.0 const_align_of_val:1.85.0 " +
  "const_alloc_layout:1.85.0 const_alloc_layout_size_align:1.50.0 const_alloc_layout_unchecked:1.36.0 " +
  "const_arguments_as_str:1.84.0 const_array_as_mut_slice:1.89.0 const_array_each_ref:1.91.0 const_array_from_ref:1.83.0 " +
  "const_array_from_ref_shared:1.63.0 const_ascii_ctype_on_intrinsics:1.47.0 const_ascii_methods_on_intrinsics:1.52.0 " +
  "const_atomic_from_ptr:1.84.0 const_atomic_into_inner:1.79.0 const_atomic_new:1.24.0 const_black_box:1.86.0 " +
  "const_caller_location:1.79.0 const_cell:1.88.0 const_cell_as_ptr:1.32.0 const_cell_into_inner:1.83.0 " +
  "const_cell_new:1.24.0 const_char_classify:1.87.0 const_char_convert:1.67.0 const_char_encode_utf16:1.84.0 " +
  "const_char_encode_utf8:1.83.0 const_char_from_u32_unchecked:1.81.0 const_char_is_ascii:1.32.0 " +
  "const_char_len_utf:1.52.0 const_checked_int_div:1.52.0 const_checked_int_methods:1.47.0 const_copy_from_slice:1.87.0 " +
  "const_cstr_from_ptr:1.81.0 const_cstr_methods:1.72.0 const_cstr_unchecked:1.59.0 const_discriminant:1.75.0 " +
  "const_eq_ignore_ascii_case:1.89.0 const_euclidean_int_methods:1.52.0 const_exposed_provenance:1.91.0 " +
  "const_float_bits_conv:1.83.0 const_float_classify:1.83.0 const_float_methods:1.85.0 const_fmt_from_fn:1.95.0 " +
  "const_forget:1.46.0 const_identity:1.33.0 const_inclusive_range_methods:1.32.0 const_inherent_ptr_replace:1.88.0 " +
  "const_int_conversion:1.44.0 const_int_conversions:1.32.0 const_int_from_str:1.82.0 const_int_methods:1.32.0 " +
  "const_int_pow:1.50.0 const_int_sign:1.47.0 const_integer_atomics:1.34.0 const_intrinsic_copy:1.83.0 " +
  "const_ip_32:1.32.0 const_ip_50:1.50.0 const_ipv6_to_ipv4_mapped:1.75.0 const_is_char_boundary:1.86.0 " +
  "const_is_power_of_two:1.32.0 const_iter_empty:1.32.0 const_location_fields:1.79.0 const_make_ascii:1.84.0 " +
  "const_manually_drop:1.32.0 const_math:1.32.0 const_max_value:1.32.0 const_maybe_uninit:1.36.0 " +
  "const_maybe_uninit_as_mut_ptr:1.83.0 const_maybe_uninit_as_ptr:1.59.0 const_maybe_uninit_assume_init:1.84.0 " +
  "const_maybe_uninit_assume_init_by_value:1.59.0 const_maybe_uninit_assume_init_read:1.75.0 " +
  "const_maybe_uninit_assume_init_ref:1.59.0 const_maybe_uninit_write:1.85.0 const_maybe_uninit_zeroed:1.75.0 " +
  "const_mem_needs_drop:1.36.0 const_mem_size_of:1.24.0 const_mem_zeroed:1.75.0 const_min_value:1.32.0 " +
  "const_nonnull_as_ptr:1.32.0 const_nonnull_as_ref:1.73.0 const_nonnull_cast:1.36.0 const_nonnull_dangling:1.36.0 " +
  "const_nonnull_new:1.85.0 const_nonnull_new_unchecked:1.25.0 const_nonzero_checked_ops:1.64.0 const_nonzero_get:1.34.0 " +
  "const_nonzero_int_methods:1.47.0 const_option:1.83.0 const_option_basics:1.48.0 const_option_ext:1.84.0 " +
  "const_ordering:1.48.0 const_overflowing_int_methods:1.52.0 const_pin:1.84.0 const_pointer_byte_offsets:1.75.0 " +
  "const_poll:1.49.0 const_ptr_as_ref:1.83.0 const_ptr_cast:1.38.0 const_ptr_is_null:1.84.0 const_ptr_null:1.24.0 " +
  "const_ptr_offset:1.61.0 const_ptr_offset_from:1.65.0 const_ptr_read:1.71.0 const_ptr_sized_atomics:1.24.0 " +
  "const_ptr_sub_ptr:1.87.0 const_ptr_write:1.83.0 const_range_new:1.32.0 const_refcell_new:1.24.0 const_replace:1.83.0 " +
  "const_result:1.83.0 const_result_basics:1.48.0 const_reverse_bits:1.37.0 const_saturating_int_methods:1.47.0 " +
  "const_size_of_val:1.85.0 const_slice_as_ptr:1.32.0 const_slice_first_last:1.83.0 const_slice_first_last_chunk:1.83.0 " +
  "const_slice_first_last_not_mut:1.56.0 const_slice_flatten:1.87.0 const_slice_from_raw_parts:1.64.0 " +
  "const_slice_from_raw_parts_mut:1.83.0 const_slice_from_ref:1.83.0 const_slice_from_ref_shared:1.63.0 " +
  "const_slice_is_ascii:1.74.0 const_slice_is_empty:1.39.0 const_slice_last_chunk:1.80.0 const_slice_len:1.39.0 " +
  "const_slice_ptr_is_empty_nonnull:1.79.0 const_slice_ptr_len:1.79.0 const_slice_ptr_len_nonnull:1.63.0 " +
  "const_slice_reverse:1.90.0 const_slice_rotate:1.92.0 const_slice_split_at_mut:1.83.0 " +
  "const_slice_split_at_not_mut:1.71.0 const_slice_split_at_unchecked:1.77.0 const_sockaddr_setters:1.87.0 " +
  "const_socketaddr:1.69.0 const_str_as_mut:1.83.0 const_str_as_ptr:1.32.0 const_str_from_utf8:1.87.0 " +
  "const_str_from_utf8_shared:1.63.0 const_str_from_utf8_unchecked:1.55.0 const_str_from_utf8_unchecked_mut:1.83.0 " +
  "const_str_is_empty:1.39.0 const_str_len:1.39.0 const_str_split_at:1.86.0 const_swap:1.85.0 " +
  "const_swap_nonoverlapping:1.88.0 const_transmute:1.56.0 const_transmute_copy:1.74.0 const_type_id:1.91.0 " +
  "const_u8_is_ascii:1.43.0 const_unicode_case_lookup:1.84.0 const_unreachable_unchecked:1.57.0 " +
  "const_unsafe_cell_new:1.32.0 const_unsafecell_get:1.32.0 const_unsafecell_get_mut:1.83.0 const_waker:1.82.0 " +
  "const_wrapping_int_methods:1.52.0 const_wrapping_math:1.32.0 control_flow_enum:1.83.0 control_flow_enum_is:1.59.0 " +
  "control_flow_enum_type:1.55.0 control_flow_ok:1.96.0 convert_id:1.33.0 convert_infallible:1.34.0 " +
  "convert_infallible_hash:1.44.0 copied:1.35.0 copy_clone_array_lib:1.58.0 copy_from_slice:1.9.0 copy_within:1.37.0 " +
  "copysign:1.35.0 core:1.6.0 core_array:1.35.0 core_ascii:1.26.0 core_c_str:1.64.0 core_c_void:1.30.0 core_ffi:1.30.0 " +
  "core_ffi_c:1.64.0 core_hint:1.27.0 core_impl_debug:1.9.0 core_panic_info:1.41.0 core_prelude:1.4.0 " +
  "core_primitive:1.43.0 core_slice_as_array:1.93.0 cstr_count_bytes:1.79.0 cstr_debug:1.3.0 cstr_default:1.10.0 " +
  "cstr_from_bytes:1.10.0 cstr_from_bytes_until_nul:1.69.0 cstr_is_empty:1.71.0 cstr_range_from:1.47.0 cstr_to_str:1.4.0 " +
  "cstring_asref:1.7.0 debug_builders:1.2.0 debug_map_key_value:1.42.0 debug_more_non_exhaustive:1.83.0 " +
  "debug_non_exhaustive:1.53.0 decode_utf16:1.9.0 decode_utf16_fused_iterator:1.75.0 default_iters:1.70.0 " +
  "default_mut_str:1.28.0 discriminant_value:1.21.0 div_duration:1.80.0 double_ended_peek_iterator:1.38.0 " +
  "double_ended_skip_iterator:1.9.0 double_ended_step_by_iterator:1.38.0 double_ended_take_iterator:1.38.0 " +
  "drop_in_place:1.8.0 duration:1.3.0 duration_abs_diff:1.81.0 duration_as_u128:1.33.0 duration_checked_float:1.66.0 " +
  "duration_checked_ops:1.16.0 duration_constructors_lite:1.91.0 duration_consts:1.32.0 duration_consts_2:1.58.0 " +
  "duration_consts_float:1.83.0 duration_core:1.25.0 duration_debug_impl:1.27.0 duration_extras:1.27.0 " +
  "duration_float:1.38.0 duration_from_micros:1.27.0 duration_from_nanos_u128:1.93.0 duration_saturating_ops:1.53.0 " +
  "duration_sum:1.16.0 duration_zero:1.53.0 element_offset:1.94.0 encode_utf16:1.8.0 encode_wide_debug:1.92.0 " +
  "encode_wide_fused_iterator:1.62.0 error_by_ref:1.51.0 error_downcast:1.3.0 error_in_core:1.81.0 " +
  "error_in_core_neg_impl:1.65.0 error_source:1.30.0 euclidean_division:1.38.0 euler_gamma_golden_ratio:1.94.0 " +
  "exact_size_case_mapping_iter:1.35.0 exact_size_escape:1.11.0 exact_size_take_repeat:1.82.0 exposed_provenance:1.84.0 " +
  "extend_for_tuple:1.56.0 extend_for_unit:1.28.0 extended_compare_and_swap:1.10.0 extra_log_consts:1.43.0 " +
  "f32_deg_rad_conversions:1.7.0 file_with_nul:1.92.0 float_approx_unchecked_to:1.44.0 float_bits_conv:1.20.0 " +
  "float_from_bool:1.68.0 float_next_up_down:1.86.0 float_to_from_bytes:1.40.0 fmt_as_str:1.52.0 fmt_error:1.11.0 " +
  "fmt_flags:1.5.0 fmt_flags_align:1.28.0 fmt_from_fn:1.93.0 fmt_write_blanket_impl:1.4.0 fmt_write_char:1.1.0 " +
  "fn_once_output:1.12.0 fnptr_impls:1.4.0 from_bool:1.28.0 from_iterator_for_tuple:1.79.0 from_nonzero:1.31.0 " +
  "from_ref:1.28.0 from_slice_v4:1.9.0 from_wrapper_impls:1.96.0 frombyteswithnulerror_impls:1.17.0 fused:1.26.0 " +
  "future_poll_fn:1.64.0 future_readiness_fns:1.48.0 futures_api:1.36.0 generic_nonzero:1.79.0 get_many_mut:1.86.0 " +
  "get_type_id:1.34.0 global_alloc:1.28.0 global_allocator:1.28.0 global_asm:1.59.0 hash_slice:1.3.0 hasher_write:1.3.0 " +
  "hint_assert_unchecked:1.81.0 i128:1.26.0 inclusive_range:1.26.0 inclusive_range_methods:1.27.0 " +
  "index_trait_on_arrays:1.50.0 indirect_hasher_impl:1.22.0 inherent_ascii_escape:1.60.0 " +
  "inherent_str_constructors:1.87.0 inner_deref:1.47.0 int_abs_diff:1.60.0 int_bits_const:1.53.0 " +
  "int_error_matching:1.55.0 int_log:1.67.0 int_roundings1:1.73.0 int_to_from_bytes:1.32.0 integer_atomics_stable:1.34.0 " +
  "integer_exp_format:1.42.0 integer_sign_cast:1.87.0 into_future:1.64.0 ip_addr:1.7.0 ip_bitops:1.75.0 ip_bits:1.80.0 " +
  "ip_cmp:1.16.0 ip_constructors:1.30.0 ip_from:1.91.0 ip_from_ip:1.16.0 ip_from_slice:1.17.0 ip_in_core:1.77.0 " +
  "ip_shared:1.12.0 ip_to_canonical:1.75.0 ip_u32:1.1.0 ipaddr_checker:1.16.0 ipv6_from_octets:1.9.0 " +
  "ipv6_from_segments:1.16.0 ipv6_is_unique_local:1.84.0 ipv6_to_ipv4_mapped:1.63.0 ipv6_to_octets:1.12.0 " +
  "is_char_boundary:1.9.0 is_none_or:1.82.0 is_some_and:1.70.0 is_sorted:1.82.0 is_subnormal:1.53.0 isqrt:1.84.0 " +
  "iter_arith:1.11.0 iter_arith_traits:1.12.0 iter_arith_traits_option:1.37.0 iter_arith_traits_result:1.16.0 " +
  "iter_chain:1.91.0 iter_cloned:1.1.0 iter_cmp_by_key:1.6.0 iter_copied:1.36.0 iter_empty:1.2.0 iter_from_fn:1.34.0 " +
  "iter_map_while:1.57.0 iter_max_by:1.15.0 iter_min_by:1.15.0 iter_nth_back:1.37.0 iter_once:1.2.0 " +
  "iter_once_with:1.43.0 iter_once_with_debug:1.68.0 iter_order:1.5.0 iter_repeat_n:1.82.0 iter_rfind:1.27.0 " +
  "iter_rfold:1.27.0 iter_successors:1.34.0 iter_to_slice:1.4.0 iter_zip:1.59.0 iterator_find_map:1.30.0 " +
  "iterator_flatten:1.29.0 iterator_fold_self:1.51.0 iterator_for_each:1.21.0 iterator_repeat_with:1.28.0 " +
  "iterator_repeat_with_debug:1.68.0 iterator_step_by:1.28.0 iterator_try_fold:1.27.0 lazy_bool_to_option:1.50.0 " +
  "lazy_cell:1.80.0 lazy_deref_mut:1.89.0 lazy_get:1.94.0 leading_trailing_ones:1.46.0 lossless_float_conv:1.6.0 " +
  "lossless_int_conv:1.5.0 lossless_iusize_conv:1.26.0 manually_drop:1.20.0 manually_drop_take:1.42.0 " +
  "matches_macro:1.42.0 maybe_uninit:1.36.0 maybe_uninit_debug:1.41.0 maybe_uninit_extra:1.60.0 maybe_uninit_ref:1.55.0 " +
  "maybe_uninit_slice:1.93.0 maybe_uninit_write:1.55.0 maybe_uninit_write_slice:1.93.0 mem_take:1.40.0 " +
  "min_const_control_flow:1.95.0 mixed_integer_ops:1.66.0 mixed_integer_ops_unsigned_sub:1.90.0 " +
  "more_char_conversions:1.51.0 more_conversion_trait_impls:1.95.0 move_cell:1.17.0 mut_slice_default:1.5.0 " +
  "naked_functions:1.88.0 needs_drop:1.21.0 never_hash:1.29.0 new_range_api:1.96.0 new_range_from_api:1.96.0 " +
  "new_range_inclusive_api:1.95.0 new_range_to_inclusive_api:1.96.0 no_more_cas:1.45.0 no_panic_abs:1.13.0 " +
  "no_panic_pow:1.34.0 non_null_convenience:1.80.0 non_null_from_ref:1.89.0 non_zero_count_ones:1.86.0 nonnull:1.25.0 " +
  "nonnull_cast:1.27.0 nonnull_provenance:1.89.0 nonnull_slice_from_raw_parts:1.70.0 nonzero:1.28.0 nonzero_bitor:1.45.0 " +
  "nonzero_bits:1.67.0 nonzero_checked_ops:1.64.0 nonzero_div:1.51.0 nonzero_div_assign:1.79.0 nonzero_fmt_exp:1.84.0 " +
  "nonzero_is_power_of_two:1.59.0 nonzero_leading_trailing_zeros:1.53.0 nonzero_min_max:1.70.0 " +
  "nonzero_negation_ops:1.71.0 nonzero_parse:1.35.0 noop_waker:1.85.0 not_never:1.60.0 num_midpoint:1.85.0 " +
  "num_midpoint_signed:1.87.0 num_wrapping:1.2.0 nz_int_conv:1.41.0 nzint_try_from_int_conv:1.46.0 " +
  "nzint_try_from_nzint_conv:1.49.0 offset_of:1.77.0 once_cell:1.70.0 op_assign_builtins_by_ref:1.22.0 " +
  "op_assign_traits:1.8.0 option_as_slice:1.75.0 option_deref:1.40.0 option_entry:1.20.0 option_filter:1.27.0 " +
  "option_flattening:1.40.0 option_get_or_insert_default:1.83.0 option_insert:1.53.0 option_ref_from_ref_option:1.30.0 " +
  "option_replace:1.31.0 option_result_unwrap_unchecked:1.58.0 option_take_if:1.80.0 option_xor:1.37.0 " +
  "option_zip_option:1.46.0 ord_max_min:1.21.0 ordering_chaining:1.17.0 ordering_helpers:1.53.0 panic_col:1.25.0 " +
  "panic_hook_display:1.26.0 panic_hooks:1.10.0 panic_info_message:1.81.0 partition_point:1.52.0 peekable_next_if:1.51.0 " +
  "peekable_next_if_map:1.94.0 peekable_peek_mut:1.53.0 pin:1.33.0 pin_deref_mut:1.84.0 pin_into_inner:1.39.0 " +
  "pin_macro:1.68.0 pin_raw:1.38.0 pin_static_ref:1.61.0 pin_trait_impls:1.41.0 pointer_byte_offsets:1.75.0 " +
  "pointer_is_aligned:1.79.0 pointer_methods:1.26.0 poll_map:1.51.0 prelude_2015:1.55.0 prelude_2018:1.55.0 " +
  "prelude_2021:1.55.0 prelude_2024:1.85.0 ptr_addr_eq:1.76.0 ptr_as_ref:1.9.0 ptr_as_ref_unchecked:1.95.0 " +
  "ptr_cast:1.38.0 ptr_const_cast:1.65.0 ptr_eq:1.17.0 ptr_fn_addr_eq:1.85.0 ptr_from_ref:1.76.0 ptr_hash:1.35.0 " +
  "ptr_offset_from:1.47.0 ptr_sub_ptr:1.87.0 ptr_unaligned:1.17.0 ptr_wrapping_offset:1.16.0 range_contains:1.35.0 " +
  "range_is_empty:1.47.0 raw_ptr_default:1.88.0 raw_ref_macros:1.51.0 rchunks:1.31.0 ready_into_inner:1.82.0 " +
  "ready_macro:1.64.0 refcell_map_split:1.35.0 refcell_replace:1.24.0 refcell_replace_swap:1.35.0 refcell_swap:1.24.0 " +
  "refcell_take:1.50.0 renamed_spin_loop:1.49.0 result_cloned:1.59.0 result_copied:1.59.0 result_expect:1.4.0 " +
  "result_expect_err:1.17.0 result_flattening:1.89.0 result_map_or:1.41.0 result_map_or_else:1.41.0 " +
  "result_option_inspect:1.76.0 result_unwrap_or_default:1.16.0 reverse_bits:1.37.0 reverse_cmp_key:1.19.0 " +
  "round_char_boundary:1.91.0 rust1:1.0.0 rustc_str_as_ptr:1.32.0 saturating_div:1.58.0 " +
  "saturating_int_assign_impl:1.74.0 saturating_int_impl:1.74.0 saturating_iter_arith:1.91.0 saturating_neg:1.45.0 " +
  "select_unpredictable:1.88.0 signed_nonzero:1.34.0 signed_nonzero_neg:1.71.0 simd_arch:1.27.0 size_of_prelude:1.80.0 " +
  "slice_align_to:1.30.0 slice_as_chunks:1.88.0 slice_binary_search_by_key:1.10.0 slice_fill:1.50.0 " +
  "slice_fill_with:1.51.0 slice_first_last_chunk:1.77.0 slice_flatten:1.80.0 slice_from_raw_parts:1.42.0 " +
  "slice_get_slice:1.28.0 slice_get_slice_impls:1.15.0 slice_group_by:1.77.0 slice_group_by_clone:1.89.0 " +
  "slice_index_str_with_ops_bound_pair:1.73.0 slice_index_with_ops_bound_pair:1.53.0 slice_iter_as_ref:1.13.0 " +
  "slice_iter_mut_as_slice:1.53.0 slice_ptr_is_empty_nonnull:1.79.0 slice_ptr_len:1.79.0 slice_ptr_len_nonnull:1.63.0 " +
  "slice_ptr_range:1.48.0 slice_rotate:1.26.0 slice_rsplit:1.27.0 slice_select_nth_unstable:1.49.0 " +
  "slice_split_at_unchecked:1.79.0 slice_splits:1.5.0 slice_strip:1.51.0 slice_take:1.87.0 sockaddr_checker:1.16.0 " +
  "sockaddr_setters:1.9.0 socket_addr_from_str:1.5.0 sort_unstable:1.20.0 spin_loop_hint:1.24.0 " +
  "split_ascii_whitespace:1.34.0 split_at_checked:1.80.0 split_inclusive:1.51.0 split_whitespace:1.1.0 std_debug:1.16.0 " +
  "std_guard_impls:1.20.0 str_as_bytes:1.39.0 str_as_mut_ptr:1.36.0 str_checked_slicing:1.20.0 str_escape:1.34.0 " +
  "str_match_indices:1.5.0 str_matches:1.2.0 str_mut_extras:1.20.0 str_parse_error2:1.8.0 str_slice_mut:1.5.0 " +
  "str_split_at:1.4.0 str_split_once:1.52.0 str_strip:1.45.0 strict_overflow_ops:1.91.0 strict_provenance:1.84.0 " +
  "strict_provenance_atomic_ptr:1.91.0 swap_nonoverlapping:1.27.0 swap_with_slice:1.27.0 " +
  "symmetric_u32_duration_mul:1.31.0 tau_constant:1.47.0 time_augmented_assignment:1.9.0 todo_macro:1.40.0 " +
  "total_cmp:1.62.0 track_caller:1.46.0 transpose_result:1.33.0 trim_direction:1.30.0 try_borrow:1.13.0 try_from:1.34.0 " +
  "try_from_mut_slice_to_array:1.59.0 try_from_slice_error:1.36.0 type_name:1.38.0 type_name_of_val:1.76.0 " +
  "u16_from_char:1.74.0 u8_from_char:1.59.0 unbounded_shifts:1.87.0 unchecked_math:1.79.0 unchecked_neg:1.93.0 " +
  "unchecked_shifts:1.93.0 unicode_encode_char:1.15.0 unicode_version:1.45.0 unit_from_iter:1.23.0 unreachable:1.27.0 " +
  "unsafe_cell_default:1.10.0 unsafe_cell_from_mut:1.84.0 unsafe_cell_get_mut:1.50.0 unsafe_cell_raw_get:1.56.0 " +
  "unsigned_abs:1.51.0 unsigned_bigint_helpers:1.91.0 unsigned_is_multiple_of:1.87.0 unsigned_nonzero_div_ceil:1.92.0 " +
  "unsigned_signed_diff:1.91.0 unwind_safe_atomic_refs:1.14.0 unzip_option:1.66.0 usize_try_from_char:1.94.0 " +
  "utf8_chunks:1.79.0 utf8_error:1.5.0 utf8_error_error_len:1.20.0 volatile:1.9.0 waker_getters:1.83.0 wrapping:1.7.0 " +
  "wrapping_display:1.10.0 wrapping_div:1.3.0 wrapping_fmt:1.11.0 wrapping_impls:1.7.0 wrapping_int_assign_impl:1.60.0 " +
  "wrapping_iter_arith:1.14.0 wrapping_neg:1.10.0 wrapping_ref:1.14.0 wrapping_ref_ops:1.39.0";

const UNSTABLE_LIBRARY =
  "abort_unwind addr_parse_ascii adt_const_params align_to_uninit_mut alloc_error_handler allocator_api " +
  "arbitrary_self_types array_into_iter_constructors array_ptr_get array_try_from_fn array_try_map ascii_char " +
  "ascii_char_variants async_drop async_fn_traits async_gen_internals async_iter_from_iter async_iterator " +
  "atomic_from_mut atomic_internals atomic_ptr_null autodiff bikeshed_guaranteed_no_drop bool_to_result " +
  "borrowed_buf_init bound_as_ref bound_copied breakpoint bstr bstr_internals c_size_t c_variadic c_void_variant " +
  "case_ignorable cast_maybe_uninit cell_get_cloned cell_leak cfg_accessible cfg_eval char_internals char_max_len " +
  "clamp_magnitude clone_to_uninit cmp_minmax coerce_pointee_validated coerce_unsized concat_bytes const_array " +
  "const_bool const_c_variadic const_carrying_mul_add const_cell_traits const_clone const_cmp const_control_flow " +
  "const_convert const_default const_destruct const_drop_guard const_drop_in_place const_eval_select const_format_args " +
  "const_heap const_index const_iter const_manually_drop_take const_never_short_circuit " +
  "const_nonnull_with_exposed_provenance const_ops const_option_ops const_param_ty_trait const_range const_range_bounds " +
  "const_raw_ptr_comparison const_ref_cell const_result_trait_fn const_result_unwrap_unchecked " +
  "const_select_unpredictable const_slice_from_mut_ptr_range const_slice_from_ptr_range const_slice_make_iter " +
  "const_split_off_first_last const_swap_with_slice const_trait_impl const_try const_try_residual const_type_name " +
  "const_unsigned_bigint_helpers context_ext contracts contracts_internals control_flow_into_value convert_float_to_int " +
  "copied_into_inner core_float_math core_intrinsics core_intrinsics_fallbacks core_io_borrowed_buf core_private_bignum " +
  "core_private_diy_float coroutine_trait cstr_bytes cstr_display cstr_internals custom_mir custom_test_frameworks " +
  "darwin_objc debug_closure_helpers dec2flt deref_patterns deref_pure_trait derive_clone_copy_internals " +
  "derive_coerce_pointee derive_const derive_eq_internals derive_from derive_macro_global_path discriminant_kind " +
  "disjoint_bitor dispatch_from_dyn downcast_unchecked drop_guard duration_constants duration_constructors " +
  "duration_integer_division duration_millis_float duration_units edition_panic eii_internals ergonomic_clones " +
  "error_generic_member_access error_iter error_type_id exact_bitshifts exact_div exact_size_is_empty exclusive_wrapper " +
  "extend_one extend_one_unchecked extern_item_impls f128 f16 field_projections field_representing_type_raw " +
  "float_algebraic float_bits_const float_exact_integer_constants float_minimum_maximum flt2dec fmt_arguments_from_str " +
  "fmt_helpers_for_derive fmt_internals fn_ptr_trait fn_traits forget_unsized format_args_nl formatting_options freeze " +
  "funnel_shifts future_join gen_future generic_assert_internals generic_atomic get_disjoint_mut_helpers gpu_intrinsics " +
  "hasher_prefixfree_extras hashmap_internals hint_must_use hint_prefetch inplace_iteration int_format_into " +
  "int_from_ascii int_lowest_highest_one int_roundings integer_atomics integer_extend_truncate ip ip_as_octets " +
  "ip_multicast_reserved is_ascii_octdigit isolate_most_least_significant_one iter_advance_by iter_array_chunks " +
  "iter_collect_into iter_from_coroutine iter_intersperse iter_is_partitioned iter_macro iter_map_windows " +
  "iter_next_chunk iter_order_by iter_partition_in_place iterator_try_collect iterator_try_reduce layout_for_ptr " +
  "lazy_cell_into_inner legacy_receiver_trait likely_unlikely local_waker log_syntax marker_trait maybe_dangling " +
  "maybe_uninit_array_assume_init maybe_uninit_as_bytes maybe_uninit_fill maybe_uninit_uninit_array_transpose " +
  "mem_conjure_zst mem_copy_fn min_adt_const_params more_float_constants never_type new_range_api_legacy " +
  "new_range_remainder next_index nonzero_bitwise nonzero_from_mut nonzero_from_str_radix nonzero_internals nonzero_ops " +
  "num_internals numfmt objc_class_variant objc_selector_variant once_cell_get_mut once_cell_try once_cell_try_insert " +
  "one_sided_range option_array_transpose option_get_or_try_insert_with option_into_flat_iter option_reduce " +
  "option_reference_flattening option_zip panic_can_unwind panic_internals partial_ord_chaining_methods pattern " +
  "pattern_type_macro pattern_type_range_trait phantom_variance_markers pin_coerce_unsized_trait pin_derefmut_internals " +
  "pointer_is_aligned_to pointer_try_cast_aligned portable_simd prelude_future profiling_marker_api ptr_alignment_type " +
  "ptr_as_uninit ptr_cast_array ptr_cast_slice ptr_internals ptr_mask ptr_metadata " +
  "pub_crate_should_not_need_unstable_attr random range_bounds_is_empty range_into_bounds raw_slice_split reborrow " +
  "refcell_try_map result_option_map_or_default rev_into_inner sealed set_ptr_value signed_bigint_helpers " +
  "sized_hierarchy sized_type_properties slice_from_ptr_range slice_index_methods slice_internals " +
  "slice_iter_mut_as_mut_slice slice_partial_sort_unstable slice_partition_dedup slice_pattern slice_ptr_get slice_range " +
  "slice_shift slice_split_once slice_swap_unchecked sliceindex_wrappers sort_floats split_array split_as_slice " +
  "std_internals step_trait str_as_str str_from_raw_parts str_internals str_lines_remainder " +
  "str_split_inclusive_remainder str_split_remainder str_split_whitespace_remainder strip_circumfix structural_match " +
  "substr_range sync_unsafe_cell temporary_niche_types test titlecase trace_macros transmutability trim_prefix_suffix " +
  "trivial_clone trusted_len trusted_len_next_unchecked trusted_random_access trusted_step try_as_dyn try_find " +
  "try_trait_v2 try_trait_v2_residual try_trait_v2_yeet tuple_trait type_alias_impl_trait type_ascription type_info " +
  "ub_checks uint_bit_width uint_carryless_mul uint_gather_scatter_bits unicode_internals unsafe_binders " +
  "unsafe_cell_access unsafe_pinned unsafe_unpin unsize unsized_const_params unwrap_infallible utf16_extra variant_count " +
  "waker_from_fn_ptr widening_mul wrapping_int_impl wrapping_next_power_of_two wtf8_internals yeet_desugar_details";

export interface RemovedFeature {
  readonly since: string;
  /** The change that removed it. */
  readonly pull: number | undefined;
  readonly reason: string | undefined;
}

const REMOVED: Readonly<Record<string, readonly [string, number, string]>> = {
  abi_amdgpu_kernel: ["1.77.0", 120495, ""],
  abi_c_cmse_nonsecure_call: ["1.90.0", 142146, "renamed to abi_cmse_nonsecure_call"],
  advanced_slice_patterns: ["1.42.0", 67712, "merged into `#![feature(slice_patterns)]`"],
  allocator: ["1.0.0", 0, ""],
  allow_fail: ["1.60.0", 93416, "removed due to no clear use cases"],
  associated_const_equality: ["1.94.0", 0, "merged into `min_generic_const_args`"],
  await_macro: ["1.38.0", 62293, "subsumed by `.await` syntax"],
  box_syntax: ["1.70.0", 108471, "replaced with `#[rustc_box]`"],
  capture_disjoint_fields: ["1.69.0", 108550, "stabilized in Rust 2021"],
  const_compare_raw_pointers: ["1.46.0", 73398, "cannot be allowed in const eval in any meaningful way"],
  const_eval_limit: ["1.72.0", 103877, "removed the limit entirely"],
  const_evaluatable_checked: ["1.56.0", 88369, "renamed to `generic_const_exprs`"],
  const_fn: ["1.54.0", 85109, "split into finer-grained feature gates"],
  const_generics: ["1.56.0", 88369, "removed in favor of `#![feature(adt_const_params)]` and `#![feature(generic_const_exprs)]`"],
  const_raw_ptr_to_usize_cast: [
    "1.55.0",
    87020,
    "at compile-time, pointers do not have an integer value, so these casts cannot be properly supported",
  ],
  const_trait_bound_opt_out: ["1.56.0", 88328, "Removed in favor of `[const]` bound in #![feature(const_trait_impl)]"],
  crate_visibility_modifier: ["1.63.0", 97254, "removed in favor of `pub(crate)`"],
  custom_attribute: ["1.0.0", 66070, "removed in favor of `#![register_tool]` and `#![register_attr]`"],
  custom_derive: ["1.32.0", 0, "subsumed by `#[proc_macro_derive]`"],
  default_type_parameter_fallback: ["1.82.0", 127655, "never properly implemented; requires significant design work"],
  deprecated_safe: ["1.95.0", 152554, "never properly implemented, in the way of attribute refactor"],
  derive_smart_pointer: ["1.84.0", 131284, "replaced by `CoercePointee`"],
  doc_auto_cfg: ["1.92.0", 138907, "merged into `doc_cfg`"],
  doc_cfg_hide: ["1.92.0", 138907, "merged into `doc_cfg`"],
  doc_keyword: ["1.58.0", 90420, "merged into `#![feature(rustdoc_internals)]`"],
  doc_primitive: ["1.58.0", 90420, "merged into `#![feature(rustdoc_internals)]`"],
  doc_spotlight: ["1.53.0", 80965, "renamed to `doc_notable_trait`"],
  dropck_parametricity: ["1.38.0", 0, ""],
  dyn_compatible_for_dispatch: ["1.87.0", 136522, "removed, not used heavily and represented additional complexity in dyn compatibility"],
  dyn_star: ["1.65.0", 0, "removed as it was no longer necessary for AFIDT (async fn in dyn trait) support"],
  effects: ["1.84.0", 132479, "removed, redundant with `#![feature(const_trait_impl)]`"],
  existential_type: ["1.38.0", 0, "removed in favor of `#![feature(type_alias_impl_trait)]`"],
  extern_in_paths: ["1.33.0", 57572, "subsumed by `::foo::bar` paths"],
  external_doc: ["1.54.0", 85457, 'use #[doc = include_str!("filename")] instead, which handles macro invocations'],
  ffi_returns_twice: ["1.78.0", 120502, "being investigated by the ffi-unwind project group"],
  generator_clone: ["1.75.0", 116958, "renamed to `coroutine_clone`"],
  generators: ["1.75.0", 116958, "renamed to `coroutines`"],
  import_shadowing: ["1.0.0", 0, ""],
  in_band_lifetimes: ["1.61.0", 93845, "removed due to unsolved ergonomic questions and added lifetime resolution complexity"],
  infer_static_outlives_requirements: ["1.63.0", 97875, "removed as it caused some confusion and discussion was inactive for years"],
  inline_const_pat: ["1.88.0", 138492, "removed due to implementation concerns as it requires significant refactorings"],
  issue_5723_bootstrap: ["1.95.0", 0, ""],
  lazy_normalization_consts: ["1.56.0", 88369, "superseded by `generic_const_exprs`"],
  lifetime_capture_rules_2024: ["1.87.0", 136787, "unnecessary -- use edition 2024 instead"],
  macro_reexport: ["1.0.0", 49982, "subsumed by `pub use`"],
  main: ["1.53.0", 84217, ""],
  managed_boxes: ["1.0.0", 0, ""],
  min_type_alias_impl_trait: ["1.56.0", 87564, "removed in favor of full type_alias_impl_trait"],
  mut_preserve_binding_mode_2024: ["1.80.0", 125168, "superseded by `ref_pat_eat_one_layer_2024`"],
  needs_allocator: ["1.4.0", 0, "subsumed by `#![feature(allocator_internals)]`"],
  negate_unsigned: ["1.0.0", 0, ""],
  never_type_fallback: ["1.93.0", 148871, "removed in favor of unconditional fallback"],
  no_coverage: ["1.74.0", 114656, "renamed to `coverage_attribute`"],
  no_debug: ["1.43.0", 69667, "removed due to lack of demand"],
  no_stack_check: ["1.0.0", 40110, ""],
  object_safe_for_dispatch: ["1.83.0", 131511, "renamed to `dyn_compatible_for_dispatch`"],
  omit_gdb_pretty_printer_section: ["1.91.0", 144738, ""],
  on_unimplemented: ["1.40.0", 65794, ""],
  opt_out_copy: ["1.0.0", 20740, ""],
  optin_builtin_traits: ["1.50.0", 79336, "renamed to `auto_traits`"],
  overlapping_marker_traits: ["1.42.0", 68544, "removed in favor of `#![feature(marker_trait_attr)]`"],
  panic_implementation: ["1.28.0", 53619, "subsumed by `#[panic_handler]`"],
  platform_intrinsics: ["1.78.0", 121516, "SIMD intrinsics use the regular intrinsics ABI now"],
  plugin: ["1.75.0", 116412, "plugins are no longer supported"],
  plugin_registrar: ["1.75.0", 116412, "plugins are no longer supported"],
  precise_pointer_size_matching: ["1.76.0", 118598, "removed in favor of half-open ranges"],
  pref_align_of: ["1.89.0", 0, "removed due to marginal use and inducing compiler complications"],
  proc_macro_expr: ["1.27.0", 52121, "subsumed by `#![feature(proc_macro_hygiene)]`"],
  proc_macro_gen: ["1.27.0", 52121, "subsumed by `#![feature(proc_macro_hygiene)]`"],
  proc_macro_mod: ["1.27.0", 52121, "subsumed by `#![feature(proc_macro_hygiene)]`"],
  proc_macro_non_items: ["1.27.0", 52121, "subsumed by `#![feature(proc_macro_hygiene)]`"],
  pub_macro_rules: ["1.53.0", 0, "removed due to being incomplete, in particular it does not work across crates"],
  pushpop_unsafe: ["1.2.0", 0, ""],
  quad_precision_float: ["1.0.0", 0, ""],
  quote: ["1.33.0", 0, ""],
  ref_pat_everywhere: ["1.80.0", 125168, "superseded by `ref_pat_eat_one_layer_2024"],
  reflect: ["1.0.0", 0, ""],
  register_attr: ["1.65.0", 66070, "removed in favor of `#![register_tool]`"],
  rust_2018_preview: ["1.76.0", 0, "2018 Edition preview is no longer relevant"],
  rustc_diagnostic_macros: ["1.38.0", 64139, ""],
  sanitizer_runtime: ["1.17.0", 65241, ""],
  simd: ["1.0.0", 0, "removed in favor of `#[repr(simd)]`"],
  start: ["1.86.0", 134299, "not portable enough and never RFC'd"],
  string_deref_patterns: ["1.94.0", 150530, "superseded by `deref_patterns`"],
  struct_inherit: ["1.0.0", 0, ""],
  test_removed_feature: ["1.0.0", 0, ""],
  unmarked_api: ["1.0.0", 0, ""],
  unnamed_fields: ["1.83.0", 131045, "feature needs redesign"],
  unsafe_no_drop_flag: ["1.0.0", 0, ""],
  unsized_locals: ["1.89.0", 0, "removed due to implementation concerns; see https://github.com/rust-lang/rust/issues/111942"],
  unsized_tuple_coercion: ["1.87.0", 137728, "The feature restricts possible layouts for tuples, and this restriction is not worth it."],
  untagged_unions: ["1.64.0", 97995, "unions with `Copy` and `ManuallyDrop` fields are stable; there is no intent to stabilize more"],
  unwind_attributes: ["1.56.0", 86155, "use the C-unwind ABI instead"],
  visible_private_types: ["1.0.0", 0, ""],
  wasm_abi: ["1.81.0", 127605, "non-standard wasm ABI is no longer supported"],
  concat_idents: ["1.90.0", 142704, "use the `${concat(..)}` metavariable expression instead"],
};

function releases(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(" ").map((row) => row.split(":") as [string, string]));
}

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}

export interface FeatureTables {
  readonly accepted: ReadonlyMap<string, string>;
  readonly internal: ReadonlySet<string>;
  readonly incomplete: ReadonlySet<string>;
  readonly stableLibrary: ReadonlyMap<string, string>;
  isKnown(name: string): boolean;
  removed(name: string): RemovedFeature | undefined;
}

export function featureTables(): FeatureTables {
  const accepted = releases(ACCEPTED);
  const stableLibrary = releases(STABLE_LIBRARY);
  const [internal, incomplete, unstable, unstableLibrary] = [INTERNAL, INCOMPLETE, UNSTABLE, UNSTABLE_LIBRARY].map(names) as [
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
    ReadonlySet<string>,
  ];
  const all = [accepted, stableLibrary, internal, incomplete, unstable, unstableLibrary];
  return {
    accepted,
    internal,
    incomplete,
    stableLibrary,
    isKnown: (name) => name in REMOVED || all.some((known) => known.has(name)),
    removed: (name) => {
      const row = Object.hasOwn(REMOVED, name) ? REMOVED[name] : undefined;
      if (row === undefined) return undefined;
      const [since, pull, reason] = row;
      return { since, pull: pull === 0 ? undefined : pull, reason: reason === "" ? undefined : reason };
    },
  };
}
