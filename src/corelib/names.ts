// Every public name of core and alloc. Made by test/tools/generate-core-names.mjs from the libraries of 1.96 and 1.63.
//
// A line: the path of a module, type or trait, then its names. A name: a letter for its kind, the name, and marks.
// Primitive types and forms of types have lines like <u8>, <str>, <*mut>, <[_]>, <[_; N]>, <tuple>, <fn>, and <T> for any type;
// what all integers have stands under <int>, of half of them under <signed> and <unsigned>, of f32 and f64 under <float>;
// what alloc adds stands under alloc::<str> and the like.
//   m module  s struct  1 tuple struct  0 unit struct  e enum  u union  t trait  T trait alias  y type alias  f function
//   c constant  S static  x macro  d derive macro  a attribute macro  p primitive type
//   v unit variant  w tuple variant  V struct variant  C associated constant  Y associated type
//   !name a trait that it implements  &name one that a reference to it implements
//   *N in so many impls
//   >name=path an export of another crate's  * any name may exist here
//   @N stable since 1.N (without: since 1.63 or before)  ~F unstable, feature number F  - unknown to 1.63
export const featureNames = (): string =>
  "never_type pointer_try_cast_aligned set_ptr_value ptr_metadata ptr_as_uninit ptr_mask const_raw_ptr_comparison pointer_is_aligned_to cast_maybe_uninit ptr_cast_slice slice_ptr_get ptr_cast_array array_ptr_get atomic_internals raw_slice_split sized_type_properties clone_to_uninit coroutine_trait arbitrary_self_types async_iterator allocator_api ascii_char maybe_uninit_uninit_array_transpose maybe_uninit_fill maybe_uninit_as_bytes align_to_uninit_mut option_array_transpose array_try_map split_array slice_swap_unchecked slice_split_once strip_circumfix trim_prefix_suffix slice_partial_sort_unstable slice_partition_dedup slice_shift portable_simd substr_range str_as_str sort_floats bstr bool_to_result nonzero_internals step_trait titlecase case_ignorable is_ascii_octdigit convert_float_to_int f128 float_bits_const float_exact_integer_constants clamp_magnitude float_algebraic f16 float_minimum_maximum int_format_into isolate_most_least_significant_one int_lowest_highest_one exact_div exact_bitshifts signed_bigint_helpers widening_mul int_roundings integer_extend_truncate int_from_ascii range_into_bounds uint_bit_width funnel_shifts uint_carryless_mul uint_gather_scatter_bits disjoint_bitor wrapping_next_power_of_two fmt_internals utf16_extra ptr_alignment_type get_disjoint_mut_helpers derive_from autodiff contracts core_intrinsics profiling_marker_api ub_checks field_projections sliceindex_wrappers generic_assert_internals core_io_borrowed_buf darwin_objc panic_internals pattern_type_macro random unsafe_binders wtf8_internals unicode_internals derive_macro_global_path const_format_args format_args_nl concat_bytes log_syntax trace_macros bstr_internals layout_for_ptr try_as_dyn type_info breakpoint stdarch_arm_neon_intrinsics riscv_ext_intrinsics simd_wasm64 stdarch_mips stdarch_powerpc stdarch_nvptx stdarch_amdgpu stdarch_loongarch stdarch_s390x stdarch_hexagon array_try_from_fn array_into_iter_constructors std_internals ascii_char_variants async_iter_from_iter cell_get_cloned sync_unsafe_cell lazy_cell_into_inner once_cell_try_insert once_cell_get_mut once_cell_try refcell_try_map cell_leak unsafe_cell_access char_internals char_max_len trivial_clone ergonomic_clones derive_clone_copy_internals derive_eq_internals cmp_minmax partial_ord_chaining_methods contracts_internals error_generic_member_access error_iter error_type_id more_float_constants core_float_math c_variadic c_size_t cstr_bytes cstr_display c_void_variant field_representing_type_raw formatting_options fmt_arguments_from_str debug_closure_helpers fmt_helpers_for_derive async_drop future_join gen_future hashmap_internals hasher_prefixfree_extras hint_must_use likely_unlikely hint_prefetch core_intrinsics_fallbacks gpu_intrinsics custom_mir borrowed_buf_init iter_array_chunks iter_map_windows inplace_iteration trusted_random_access iter_intersperse iter_macro iter_from_coroutine trusted_fused trusted_len trusted_step copied_into_inner iter_advance_by next_index exact_size_is_empty extend_one extend_one_unchecked iter_next_chunk iterator_try_collect iter_collect_into iter_partition_in_place iter_is_partitioned iterator_try_reduce try_find iter_order_by rev_into_inner phantom_variance_markers sized_hierarchy unsize structural_match bikeshed_guaranteed_no_drop discriminant_kind freeze unsafe_unpin const_destruct tuple_trait const_param_ty_trait min_adt_const_params fn_ptr_trait derive_coerce_pointee coerce_pointee_validated maybe_dangling transmutability drop_guard forget_unsized mem_copy_fn variant_count mem_conjure_zst maybe_uninit_array_assume_init ip ip_as_octets addr_parse_ascii ip_multicast_reserved num_internals temporary_niche_types nonzero_from_mut nonzero_bitwise nonzero_ops nonzero_from_str_radix wrapping_int_impl core_private_bignum dec2flt core_private_diy_float flt2dec numfmt async_fn_traits deref_pure_trait legacy_receiver_trait one_sided_range reborrow try_trait_v2_residual try_trait_v2_yeet try_trait_v2 coerce_unsized dispatch_from_dyn bound_as_ref bound_copied control_flow_into_value fn_traits range_bounds_is_empty option_into_flat_iter result_option_map_or_default option_get_or_try_insert_with option_zip option_reduce option_reference_flattening objc_class_variant objc_selector_variant edition_panic abort_unwind panic_can_unwind pattern_type_range_trait unsafe_pinned pin_coerce_unsized_trait prelude_future derive_const cfg_accessible cfg_eval type_ascription deref_patterns type_alias_impl_trait extern_item_impls eii_internals ptr_internals new_range_api_legacy new_range_remainder unwrap_infallible slice_internals str_internals slice_range slice_from_ptr_range slice_pattern slice_iter_mut_as_mut_slice slice_index_methods split_as_slice pattern str_from_raw_parts str_lines_remainder str_split_remainder str_split_whitespace_remainder str_split_inclusive_remainder exclusive_wrapper generic_atomic atomic_from_mut atomic_ptr_null local_waker context_ext waker_from_fn_ptr async_gen_internals duration_constants duration_constructors duration_millis_float duration_integer_division liballoc_internals alloc_internals cow_is_borrowed thin_box downcast_unchecked smart_pointer_try_map box_into_boxed_slice box_into_inner box_take clone_from_ref alloc_slice_into_array box_vec_non_null box_as_ptr try_reserve_kind btreemap_alloc map_try_insert btree_merge btree_cursors btree_set_entry binary_heap_from_raw_vec binary_heap_pop_if binary_heap_drain_sorted binary_heap_into_iter_sorted binary_heap_as_mut_slice linked_list_cursors linked_list_remove linked_list_retain vec_deque_extract_if try_with_capacity vec_deque_truncate_front deque_extend_front binary_heap_peek_mut_refresh vec_deque_iter_as_slices unique_rc_arc get_mut_unchecked slice_concat_trait string_into_chars string_from_utf8_lossy_owned str_from_utf16_endian string_remove_matches string_replace_in_place arc_is_unique waker_fn vec_peek_mut drain_keep_rest vec_from_fn const_heap vec_fallible_shrink vec_try_remove vec_push_within_capacity vec_split_at_spare vec_into_chunks vec_recycle";
export const coreNames = (): string => `<!> !Clone~0 !Debug~0 !Display~0 !Eq~0 !Error~0 !Hash !Not !Ord~0 !PartialEq~0 !PartialOrd~0
<()> !Debug !Default !Eq !Extend !FromIterator !Hash !Ord !PartialEq !PartialOrd
<*const> !Clone !Debug !Default@88 !Eq !Hash !Ord !PartialEq !PartialOrd !Pointer fadd faddr@84 falign_offset fas_array@93- fas_ptr*2~10 fas_ref fas_ref_unchecked@95- fas_slice~12- fas_uninit_ref~4 fas_uninit_slice~4 fbyte_add@75 fbyte_offset@75 fbyte_offset_from@75 fbyte_offset_from_unsigned@87- fbyte_sub@75 fcast fcast_array~11- fcast_init~8- fcast_mut@65 fcast_slice~9- fcast_uninit~8- fcopy_to fcopy_to_nonoverlapping fexpose_provenance@84- fget_unchecked~10 fguaranteed_eq~6 fguaranteed_ne~6 fis_aligned@79 fis_aligned_to~7 fis_empty@79 fis_null flen@79 fmap_addr@84 fmask~5- foffset foffset_from foffset_from_unsigned@87- fread fread_unaligned fread_volatile fsub fto_raw_parts~3 ftry_cast_aligned~1- fwith_addr@84 fwith_metadata_of~2 fwrapping_add fwrapping_byte_add@75 fwrapping_byte_offset@75 fwrapping_byte_sub@75 fwrapping_offset fwrapping_sub
<*mut> !AtomicPrimitive~13 !Clone !Debug !Default@88 !Eq !Hash !Ord !PartialEq !PartialOrd !Pointer fadd faddr@84 falign_offset fas_mut fas_mut_array@93- fas_mut_ptr*2~10 fas_mut_slice~12- fas_mut_unchecked@95- fas_ref fas_ref_unchecked@95- fas_uninit_mut~4 fas_uninit_ref~4 fas_uninit_slice_mut~4 fas_uninit_slice~4 fbyte_add@75 fbyte_offset@75 fbyte_offset_from@75 fbyte_offset_from_unsigned@87- fbyte_sub@75 fcast fcast_array~11- fcast_const@65 fcast_init~8- fcast_slice~9- fcast_uninit~8- fcopy_from fcopy_from_nonoverlapping fcopy_to fcopy_to_nonoverlapping fdrop_in_place fexpose_provenance@84- fget_unchecked_mut~10 fguaranteed_eq~6 fguaranteed_ne~6 fis_aligned@79 fis_aligned_to~7 fis_empty@79 fis_null flen@79 fmap_addr@84 fmask~5- foffset foffset_from foffset_from_unsigned@87- fread fread_unaligned fread_volatile freplace fsplit_at_mut_unchecked~14 fsplit_at_mut~14 fsub fswap fto_raw_parts~3 ftry_cast_aligned~1- fwith_addr@84 fwith_metadata_of~2 fwrapping_add fwrapping_byte_add@75 fwrapping_byte_offset@75 fwrapping_byte_sub@75 fwrapping_offset fwrapping_sub fwrite fwrite_bytes fwrite_unaligned fwrite_volatile
<T> &Allocator~20 !Any &AsMut &AsRef &AsyncFn@85 &AsyncFnMut@85 &AsyncFnOnce@85 &AsyncIterator~19 &Binary !BitOr !Borrow &Borrow !BorrowMut &BorrowMut &Clone !CloneToUninit~16 &Coroutine~17 !Debug &Debug &Deref &DerefMut &Display &Distribution &DoubleEndedIterator !Eq &Eq &Error &ExactSizeIterator &Fn &FnMut &FnOnce !From &Future !Hash &Hash &Hasher !Into !IntoAsyncIterator~19 !IntoFuture@64 !IntoIterator &Iterator &LowerExp &LowerHex &Octal !Ord &Ord !PartialEq &PartialEq !PartialOrd &PartialOrd !Pattern !Pointer &Pointer !Receiver~18 !SizedTypeProperties~15 !TryFrom !TryInto &UpperExp &UpperHex &Write
<[AsciiChar]> fas_bytes~21- fas_str~21-
<[MaybeUninit; N]> !From@95 ftranspose~22-
<[MaybeUninit]> falign_to_uninit_mut~25- fas_bytes_mut~24- fas_bytes~24- fassume_init_drop@93- fassume_init_mut@93- fassume_init_ref@93- fwrite_clone_of_slice@93- fwrite_copy_of_slice@93- fwrite_filled~23- fwrite_iter~23- fwrite_with~23-
<[Option; N]> ftranspose~26-
<[_; N]> !AsMut !AsRef !Borrow !BorrowMut !Clone !Debug !Default !Eq !From@71 !Hash !Index !IndexMut !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd !SlicePattern !TryFrom &TryFrom fas_mut_slice fas_slice feach_mut@77 feach_ref@77 fmap frsplit_array_mut~28 frsplit_array_ref~28 fsplit_array_mut~28 fsplit_array_ref~28 ftry_map~27
<[_]> !AsMut !AsRef !CloneToUninit~16 !Debug &Default !Eq !Hash !Index !IndexMut &IntoIterator !Ord !PartialEq &PartialEq !PartialOrd !SlicePattern falign_to falign_to_mut farray_windows@94 fas_array@93- fas_chunks@88 fas_chunks_mut@88 fas_chunks_unchecked@88 fas_chunks_unchecked_mut@88 fas_mut_array@93- fas_mut_ptr fas_mut_ptr_range fas_mut_slice~38- fas_ptr fas_ptr_range fas_rchunks@88 fas_rchunks_mut@88 fas_simd_mut~36 fas_simd~36 fas_slice~38 fbinary_search fbinary_search_by fbinary_search_by_key fchunk_by@77- fchunk_by_mut@77- fchunks fchunks_exact fchunks_exact_mut fchunks_mut fclone_from_slice fcontains fcopy_from_slice fcopy_within felement_offset@94- fends_with ffill ffill_with ffirst ffirst_chunk@77- ffirst_chunk_mut@77- ffirst_mut fget fget_disjoint_mut@86- fget_disjoint_unchecked_mut@86- fget_mut fget_unchecked fget_unchecked_mut fis_empty fis_sorted@82 fis_sorted_by@82 fis_sorted_by_key@82 fiter fiter_mut flast flast_chunk@77- flast_chunk_mut@77- flast_mut flen fpartial_sort_unstable_by_key~33- fpartial_sort_unstable_by~33- fpartial_sort_unstable~33- fpartition_dedup_by_key~34 fpartition_dedup_by~34 fpartition_dedup~34 fpartition_point frchunks frchunks_exact frchunks_exact_mut frchunks_mut freverse frotate_left frotate_right frsplit frsplit_mut frsplit_once~30- frsplitn frsplitn_mut fselect_nth_unstable fselect_nth_unstable_by fselect_nth_unstable_by_key fshift_left~35- fshift_right~35- fsort_unstable fsort_unstable_by fsort_unstable_by_key fsplit fsplit_at fsplit_at_checked@80- fsplit_at_mut fsplit_at_mut_checked@80- fsplit_at_mut_unchecked@79 fsplit_at_unchecked@79 fsplit_first fsplit_first_chunk@77- fsplit_first_chunk_mut@77- fsplit_first_mut fsplit_inclusive fsplit_inclusive_mut fsplit_last fsplit_last_chunk@77- fsplit_last_chunk_mut@77- fsplit_last_mut fsplit_mut fsplit_off@87- fsplit_off_first@87- fsplit_off_first_mut@87- fsplit_off_last@87- fsplit_off_last_mut@87- fsplit_off_mut@87- fsplit_once~30- fsplitn fsplitn_mut fstarts_with fstrip_circumfix~31- fstrip_prefix fstrip_suffix fsubslice_range~37- fswap fswap_unchecked~29 fswap_with_slice ftrim_prefix~32- ftrim_suffix~32- fwindows
<[array]> fas_flattened@80- fas_flattened_mut@80-
<[bool; N]> !From
<[char; N]> !Pattern &Pattern
<[char]> &Pattern
<[f32]> fsort_floats~39-
<[f64]> fsort_floats~39-
<[u8; N]> !PartialEq~40 &PartialEq~40 fas_ascii_unchecked~21- fas_ascii~21-
<[u8]> !PartialEq &PartialEq fas_ascii_unchecked~21- fas_ascii~21- feq_ignore_ascii_case fescape_ascii fis_ascii fmake_ascii_lowercase fmake_ascii_uppercase ftrim_ascii@80 ftrim_ascii_end@80 ftrim_ascii_start@80 futf8_chunks@79-
<bool> !AtomicPrimitive~13 !BitAnd &BitAnd !BitAndAssign !BitOr &BitOr !BitOrAssign !BitXor &BitXor !BitXorAssign !Clone !Debug !Default !DisjointBitOr !Display !Eq !FromStr !Hash !Not &Not !Ord !PartialEq !PartialOrd !TryFrom@95 fok_or_else~41- fok_or~41- fthen fthen_some
<char> !Clone !Debug !Default !Display !Eq !FromStr !From~21 !Hash CMAX CMAX_LEN_UTF16@93- CMAX_LEN_UTF8@93- CMIN@83- !Ord !PartialEq !PartialOrd !Pattern CREPLACEMENT_CHARACTER !RangePattern !Step~43 !TryFrom CUNICODE_VERSION !ZeroablePrimitive~42 fas_ascii_unchecked~21- fas_ascii~21- fcase~44- fdecode_utf16 fencode_utf16 fencode_utf8 feq_ignore_ascii_case fescape_debug fescape_default fescape_unicode ffrom_digit ffrom_u32 ffrom_u32_unchecked fis_alphabetic fis_alphanumeric fis_ascii fis_ascii_alphabetic fis_ascii_alphanumeric fis_ascii_control fis_ascii_digit fis_ascii_graphic fis_ascii_hexdigit fis_ascii_lowercase fis_ascii_octdigit~46- fis_ascii_punctuation fis_ascii_uppercase fis_ascii_whitespace fis_case_ignorable~45- fis_cased~44- fis_control fis_digit fis_lowercase fis_numeric fis_titlecase~44- fis_uppercase fis_whitespace flen_utf16 flen_utf8 fmake_ascii_lowercase fmake_ascii_uppercase fto_ascii_lowercase fto_ascii_uppercase fto_digit fto_lowercase fto_titlecase~44- fto_uppercase
<dyn> !Debug
<f128> !Add &Add !AddAssign CBITS~49- !Clone CDIGITS~48- !Debug !Default !Div &Div !DivAssign CEPSILON~48- !FloatToInt~47 !From CINFINITY~48- CMANTISSA_DIGITS~48- CMAX_10_EXP~48- CMAX_EXACT_INTEGER~50- CMAX_EXP~48- CMAX~48- CMIN_10_EXP~48- CMIN_EXACT_INTEGER~50- CMIN_EXP~48- CMIN_POSITIVE~48- CMIN~48- !Mul &Mul !MulAssign CNAN~48- CNEG_INFINITY~48- !Neg &Neg !PartialEq !PartialOrd !Product CRADIX~48- !Rem &Rem !RemAssign !Sub &Sub !SubAssign !Sum fabs~48- falgebraic_add~52- falgebraic_div~52- falgebraic_mul~52- falgebraic_rem~52- falgebraic_sub~52- fceil~48- fclamp_magnitude~51- fclamp~48- fclassify~48- fcopysign~48- fdiv_euclid~48- ffloor~48- ffract~48- ffrom_be_bytes~48- ffrom_bits~48- ffrom_le_bytes~48- ffrom_ne_bytes~48- fis_finite~48- fis_infinite~48- fis_nan~48- fis_normal~48- fis_sign_negative~48- fis_sign_positive~48- fis_subnormal~48- fmaximum~48- fmax~48- fmidpoint~48- fminimum~48- fmin~48- fmul_add~48- fnext_down~48- fnext_up~48- fpowi~48- frecip~48- frem_euclid~48- fround_ties_even~48- fround~48- fsignum~48- fsqrt~48- fto_be_bytes~48- fto_bits~48- fto_degrees~48- fto_int_unchecked~48- fto_le_bytes~48- fto_ne_bytes~48- fto_radians~48- ftotal_cmp~48- ftrunc~48-
<f16> !Add &Add !AddAssign CBITS~49- !Clone CDIGITS~53- !Debug !DecodableFloat !Default !Display !Div &Div !DivAssign CEPSILON~53- !Float !FloatExt !FloatToInt~47 !From !FromStr CINFINITY~53- !Lemire !LowerExp CMANTISSA_DIGITS~53- CMAX_10_EXP~53- CMAX_EXACT_INTEGER~50- CMAX_EXP~53- CMAX~53- CMIN_10_EXP~53- CMIN_EXACT_INTEGER~50- CMIN_EXP~53- CMIN_POSITIVE~53- CMIN~53- !Mul &Mul !MulAssign CNAN~53- CNEG_INFINITY~53- !Neg &Neg !PartialEq !PartialOrd !Product CRADIX~53- !Rem &Rem !RemAssign !Sub &Sub !SubAssign !Sum !UpperExp fabs~53- falgebraic_add~52- falgebraic_div~52- falgebraic_mul~52- falgebraic_rem~52- falgebraic_sub~52- fcbrt~53- fceil~53- fclamp_magnitude~51- fclamp~53- fclassify~53- fcopysign~53- fdiv_euclid~53- ffloor~53- ffract~53- ffrom_be_bytes~53- ffrom_bits~53- ffrom_le_bytes~53- ffrom_ne_bytes~53- fis_finite~53- fis_infinite~53- fis_nan~53- fis_normal~53- fis_sign_negative~53- fis_sign_positive~53- fis_subnormal~53- fmaximum~53- fmax~53- fmidpoint~53- fminimum~53- fmin~53- fmul_add~53- fnext_down~53- fnext_up~53- fpowi~53- frecip~53- frem_euclid~53- fround_ties_even~53- fround~53- fsignum~53- fsqrt~53- fto_be_bytes~53- fto_bits~53- fto_degrees~53- fto_int_unchecked~53- fto_le_bytes~53- fto_ne_bytes~53- fto_radians~53- ftotal_cmp~53- ftrunc~53-
<f64> fis_negative fis_positive
<float> !Add &Add !AddAssign CBITS~49- !Clone CDIGITS !Debug !DecodableFloat !Default !Display !Div &Div !DivAssign CEPSILON !Float !FloatExt !FloatToInt~47 !From !FromStr CINFINITY !Lemire !LowerExp CMANTISSA_DIGITS CMAX CMAX_10_EXP CMAX_EXACT_INTEGER~50- CMAX_EXP CMIN CMIN_10_EXP CMIN_EXACT_INTEGER~50- CMIN_EXP CMIN_POSITIVE !Mul &Mul !MulAssign CNAN CNEG_INFINITY !Neg &Neg !PartialEq !PartialOrd !Product CRADIX !Rem &Rem !RemAssign !Sub &Sub !SubAssign !Sum !UpperExp fabs@85- falgebraic_add~52- falgebraic_div~52- falgebraic_mul~52- falgebraic_rem~52- falgebraic_sub~52- fclamp fclamp_magnitude~51- fclassify fcopysign@85- ffrom_be_bytes ffrom_bits ffrom_le_bytes ffrom_ne_bytes fis_finite fis_infinite fis_nan fis_normal fis_sign_negative fis_sign_positive fis_subnormal fmax fmaximum~54 fmidpoint@85- fmin fminimum~54 fnext_down@86- fnext_up@86- frecip fsignum@85- fto_be_bytes fto_bits fto_degrees fto_int_unchecked fto_le_bytes fto_ne_bytes fto_radians ftotal_cmp
<i16> !AtomicPrimitive~13
<i32> !AtomicPrimitive~13 !NotAllOnesHelper
<i64> !AtomicPrimitive~13 !NotAllOnesHelper
<i8> !AtomicPrimitive~13
<int> !Add &Add !AddAssign CBITS !Binary !BitAnd &BitAnd !BitAndAssign !BitOr &BitOr !BitOrAssign !BitXor &BitXor !BitXorAssign !CarryingMulAdd !Clone !Debug !Default !DisjointBitOr !Display !Div &Div !Eq !FromStr !Hash !LowerExp !LowerHex CMAX CMIN !Mul &Mul !MulAssign !Not &Not !NumBufferTrait~55 !Octal !Ord !PartialEq !PartialOrd !Product !RangePattern !Rem &Rem !Shl &Shl !ShlAssign !Shr &Shr !ShrAssign !Step~43 !Sub &Sub !SubAssign !Sum !TryFrom !UpperExp !UpperHex !ZeroablePrimitive~42 fabs_diff fchecked_add fchecked_div fchecked_div_euclid fchecked_div_exact~58- fchecked_ilog10@67 fchecked_ilog2@67 fchecked_ilog@67 fchecked_mul fchecked_neg fchecked_pow fchecked_rem fchecked_rem_euclid fchecked_shl fchecked_shr fchecked_sub fchecked_truncate~63- fcount_ones fcount_zeros fdiv_euclid fdiv_exact~58- fdiv_floor~62 fextend~63- fformat_into~55- ffrom_ascii_radix~64- ffrom_ascii~64- ffrom_be ffrom_be_bytes ffrom_le ffrom_le_bytes ffrom_ne_bytes ffrom_str_radix fhighest_one~57- filog10@67 filog2@67 filog@67 fisolate_highest_one~56- fisolate_lowest_one~56- fisqrt@84- fleading_ones fleading_zeros flowest_one~57- fmax_value fmin_value foverflowing_add foverflowing_div foverflowing_div_euclid foverflowing_mul foverflowing_neg foverflowing_pow foverflowing_rem foverflowing_rem_euclid foverflowing_shl foverflowing_shr foverflowing_sub fpow frem_euclid freverse_bits frotate_left frotate_right fsaturating_add fsaturating_div fsaturating_mul fsaturating_pow fsaturating_sub fsaturating_truncate~63- fshl_exact~59- fshr_exact~59- fstrict_add@91- fstrict_div@91- fstrict_div_euclid@91- fstrict_mul@91- fstrict_neg@91- fstrict_pow@91- fstrict_rem@91- fstrict_rem_euclid@91- fstrict_shl@91- fstrict_shr@91- fstrict_sub@91- fswap_bytes fto_be fto_be_bytes fto_le fto_le_bytes fto_ne_bytes ftrailing_ones ftrailing_zeros ftruncate~63- funbounded_shl@87- funbounded_shr@87- funchecked_add@79 funchecked_div_exact~58- funchecked_mul@79 funchecked_shl@93 funchecked_shl_exact~59- funchecked_shr@93 funchecked_shr_exact~59- funchecked_sub@79 fwrapping_add fwrapping_div fwrapping_div_euclid fwrapping_mul fwrapping_neg fwrapping_pow fwrapping_rem fwrapping_rem_euclid fwrapping_shl fwrapping_shr fwrapping_sub
<isize> !AtomicPrimitive~13
<signed> !DivAssign !From !Neg &Neg !RemAssign fabs fborrowing_sub~60- fcarrying_add~60- fcarrying_mul_add~60- fcarrying_mul~60- fcast_unsigned@87- fchecked_abs fchecked_add_unsigned@66 fchecked_isqrt@84- fchecked_next_multiple_of~62 fchecked_sub_unsigned@66 fclamp_magnitude~51- fdiv_ceil~62 fis_negative fis_positive fmidpoint@87- fnext_multiple_of~62 foverflowing_abs foverflowing_add_unsigned@66 foverflowing_sub_unsigned@66 fsaturating_abs fsaturating_add_unsigned@66 fsaturating_neg fsaturating_sub_unsigned@66 fsignum fstrict_abs@91- fstrict_add_unsigned@91- fstrict_sub_unsigned@91- funchecked_neg@93- funsigned_abs fwidening_mul~61- fwrapping_abs fwrapping_add_unsigned@66 fwrapping_sub_unsigned@66
<str> !AsMut !AsRef !CloneToUninit~16 !Debug &Default !Display !Eq !Hash !Index !IndexMut !Ord !PartialEq &PartialEq !PartialOrd &Pattern &TryFrom~40 fas_ascii_unchecked~21- fas_ascii~21- fas_bytes fas_bytes_mut fas_mut_ptr fas_ptr fas_str~38- fbytes fceil_char_boundary@91 fchar_indices fchars fcontains fencode_utf16 fends_with feq_ignore_ascii_case fescape_debug fescape_default fescape_unicode ffind ffloor_char_boundary@91 ffrom_utf8@87- ffrom_utf8_mut@87- ffrom_utf8_unchecked@87- ffrom_utf8_unchecked_mut@87- fget fget_mut fget_unchecked fget_unchecked_mut fis_ascii fis_char_boundary fis_empty flen flines flines_any fmake_ascii_lowercase fmake_ascii_uppercase fmatch_indices fmatches fparse frfind frmatch_indices frmatches frsplit frsplit_once frsplit_terminator frsplitn fslice_mut_unchecked fslice_unchecked fsplit fsplit_ascii_whitespace fsplit_at fsplit_at_checked@80- fsplit_at_mut fsplit_at_mut_checked@80- fsplit_inclusive fsplit_once fsplit_terminator fsplit_whitespace fsplitn fstarts_with fstrip_circumfix~31- fstrip_prefix fstrip_suffix fsubstr_range~37- ftrim ftrim_ascii@80- ftrim_ascii_end@80- ftrim_ascii_start@80- ftrim_end ftrim_end_matches ftrim_left ftrim_left_matches ftrim_matches ftrim_prefix~32- ftrim_right ftrim_right_matches ftrim_start ftrim_start_matches ftrim_suffix~32-
<tuple> !Debug !Default !Eq !Extend !From@71 !FromIterator@79 !Hash !IntoBounds~65 !Ord !PartialEq !PartialOrd !RangeBounds !SliceIndex~40
<u128> !From fcarrying_mul@91- fwidening_mul~61-
<u16> !AtomicPrimitive~13 !From !FullOps !Int fcarrying_mul@91 fis_utf16_surrogate~73 fwidening_carryless_mul~68- fwidening_mul~61
<u32> !AtomicPrimitive~13 !From !FullOps !Int !NotAllOnesHelper fcarrying_mul@91 fwidening_carryless_mul~68- fwidening_mul~61
<u64> !AtomicPrimitive~13 !From !FullOps !Int !NotAllOnesHelper fcarrying_mul@91 fwidening_carryless_mul~68- fwidening_mul~61
<u8> !AtomicPrimitive~13 !From !FullOps fas_ascii_unchecked~21- fas_ascii~21- fcarrying_mul@91 feq_ignore_ascii_case fescape_ascii fis_ascii fis_ascii_alphabetic fis_ascii_alphanumeric fis_ascii_control fis_ascii_digit fis_ascii_graphic fis_ascii_hexdigit fis_ascii_lowercase fis_ascii_octdigit~46- fis_ascii_punctuation fis_ascii_uppercase fis_ascii_whitespace fmake_ascii_lowercase fmake_ascii_uppercase fto_ascii_lowercase fto_ascii_uppercase fwidening_carryless_mul~68- fwidening_mul~61
<unsigned> !CarrylessMul !DivAssign@79 !FunnelShift !RemAssign@79 f_fmt~72- fbit_width~66- fborrowing_sub@91 fcarrying_add@91 fcarrying_carryless_mul~68- fcarrying_mul_add@91- fcarryless_mul~68- fcast_signed@87- fchecked_add_signed@66 fchecked_next_multiple_of@73 fchecked_next_power_of_two fchecked_signed_diff@91- fchecked_sub_signed@90- fdeposit_bits~69- fdiv_ceil@73 fextract_bits~69- ffunnel_shl~67- ffunnel_shr~67- fis_multiple_of@87- fis_power_of_two fmidpoint@85- fnext_multiple_of@73 fnext_power_of_two foverflowing_add_signed@66 foverflowing_sub_signed@90- fsaturating_add_signed@66 fsaturating_sub_signed@90- fstrict_add_signed@91- fstrict_sub_signed@91- funchecked_disjoint_bitor~70- funchecked_funnel_shl~67- funchecked_funnel_shr~67- fwrapping_add_signed@66 fwrapping_next_power_of_two~71 fwrapping_sub_signed@90-
<usize> !AtomicPrimitive~13 !From~74 !GetDisjointMutIndex~75 !SliceIndex~40 fcarrying_mul@91 fwidening_mul~61
core malloc many march marray parray mascii xassert xassert_eq xassert_matches@96 xassert_ne xassert_unsafe_precondition~81- masserting~84 masync_iter~19 mautodiff~77- pbool mborrow mbstr~40- mcell xcfg xcfg_select@95- mchar pchar mclone mcmp xcolumn xcompile_error xconcat xconcat_bytes~96 xconst_format_args~94 mcontracts~78- mconvert xdebug_assert xdebug_assert_eq xdebug_assert_matches@96- xdebug_assert_ne mdefault aderive~93- xenv merror@81- mf128~48- pf128~48- mf16~53- pf16~53- mf32 pf32 mf64 pf64 mffi mfield~82- xfile mfmt pfn xformat_args xformat_args_nl~95 mfrom~76- mfuture mhash mhint mi128 pi128 mi16 pi16 mi32 pi32 mi64 pi64 mi8 pi8 ximpl_partial_eq_n~99- ximpl_partial_eq_ord~99- ximpl_partial_eq~99- xinclude xinclude_bytes xinclude_str mindex~83- mintrinsics~79 mio~85- misize pisize miter xline xlog_syntax~97 mmarker xmatches mmem xmodule_path mnet@77- pnever~0 mnum mops moption xoption_env mos~86- mpanic xpanic mpanicking~87 xpattern_type~88- mpat~88- mpin ppointer mprelude mprimitive mprofiling~80- mptr mrandom~89- mrange@95- preference mresult msimd~36 mslice pslice mstr pstr xstringify msync mtask mtime xtodo xtrace_macros~98 xtry ptuple mu128 pu128 mu16 pu16 mu32 pu32 mu64 pu64 mu8 pu8 mub_checks~81- municode~92 xunimplemented punit xunreachable munsafe_binder~90- musize pusize xwrite xwriteln mwtf8~91-
core::alloc 0AllocError~20 tAllocator~20 tGlobalAlloc sLayout yLayoutErr 0LayoutError
core::alloc::AllocError !Clone~20 !Debug~20 !Display~20 !Eq~20 !Error~20 !PartialEq~20
core::alloc::Allocator fallocate fallocate_zeroed fby_ref fdeallocate fgrow fgrow_zeroed fshrink
core::alloc::GlobalAlloc falloc falloc_zeroed fdealloc frealloc
core::alloc::Layout !Clone !Debug !Eq !Hash !PartialEq fadjust_alignment_to~74- falign falign_to falignment~74- farray fdangling_ptr@95- fextend fextend_packed@95 ffor_value ffor_value_raw~100 ffrom_size_align ffrom_size_align_unchecked ffrom_size_alignment_unchecked~74- ffrom_size_alignment~74- fnew fpad_to_align fpadding_needed_for~74 frepeat@95 frepeat_packed@95 fsize
core::alloc::LayoutError !Clone !Debug !Display !Eq !Error !PartialEq
core::any tAny sTypeId ftry_as_dyn_mut~101- ftry_as_dyn~101- ftype_name ftype_name_of_val@76
core::any::Any ftype_id
core::any::TypeId !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd finfo~102- fof ftrait_info_of_trait_type_id~102- ftrait_info_of~102-
core::arch maarch64 mamdgpu~110- marm~104 xasm fbreakpoint~103- xglobal_asm mhexagon~113- mloongarch32~111- mloongarch64~111- mmips64~107 mmips~107 xnaked_asm@88- mnvptx~109 mpowerpc64~108 mpowerpc~108 mriscv32~105 mriscv64~105 ms390x~112- mwasm32 mwasm64~106 mwasm~106 mx86 mx86_64
core::arch::aarch64 *
core::arch::amdgpu *~110-
core::arch::arm *~104-
core::arch::hexagon *~113-
core::arch::loongarch32 *~111-
core::arch::loongarch64 *~111-
core::arch::mips *~107-
core::arch::mips64 *~107-
core::arch::nvptx *~109-
core::arch::powerpc *~108-
core::arch::powerpc64 *~108-
core::arch::riscv32 *~105-
core::arch::riscv64 *~105-
core::arch::s390x *~112-
core::arch::wasm *~106-
core::arch::wasm32 *
core::arch::wasm64 *~106-
core::arch::x86 *
core::arch::x86_64 *
core::array sIntoIter sTryFromSliceError ffrom_fn ffrom_mut ffrom_ref frepeat@91- ftry_from_fn~114
core::array::IntoIter !Clone !Debug !Default@89 !DoubleEndedIterator !Drop !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~116 fas_mut_slice fas_slice fempty~115 fnew fnew_unchecked~115
core::array::TryFromSliceError !Clone !Debug !Display !Error !From
core::ascii eChar~21- sEscapeDefault fescape_default
core::ascii::Char vAcknowledge~117- vAmpersand~117- vApostrophe~117- vAsterisk~117- vBackspace~117- vBell~117- vCancel~117- vCapitalA~117- vCapitalB~117- vCapitalC~117- vCapitalD~117- vCapitalE~117- vCapitalF~117- vCapitalG~117- vCapitalH~117- vCapitalI~117- vCapitalJ~117- vCapitalK~117- vCapitalL~117- vCapitalM~117- vCapitalN~117- vCapitalO~117- vCapitalP~117- vCapitalQ~117- vCapitalR~117- vCapitalS~117- vCapitalT~117- vCapitalU~117- vCapitalV~117- vCapitalW~117- vCapitalX~117- vCapitalY~117- vCapitalZ~117- vCarriageReturn~117- vCharacterTabulation~117- vCircumflexAccent~117- !Clone~21 vColon~117- vComma~117- vCommercialAt~117- vDataLinkEscape~117- !Debug~21 !Default vDelete~117- vDeviceControlFour~117- vDeviceControlOne~117- vDeviceControlThree~117- vDeviceControlTwo~117- vDigit0~117- vDigit1~117- vDigit2~117- vDigit3~117- vDigit4~117- vDigit5~117- vDigit6~117- vDigit7~117- vDigit8~117- vDigit9~117- !Display~21 vDollarSign~117- vEndOfMedium~117- vEndOfText~117- vEndOfTransmissionBlock~117- vEndOfTransmission~117- vEnquiry~117- vEqualsSign~117- !Eq~21 vEscape~117- vExclamationMark~117- vFormFeed~117- vFullStop~117- vGraveAccent~117- vGreaterThanSign~117- !Hash~21 vHyphenMinus~117- vInformationSeparatorFour~117- vInformationSeparatorOne~117- vInformationSeparatorThree~117- vInformationSeparatorTwo~117- vLeftCurlyBracket~117- vLeftParenthesis~117- vLeftSquareBracket~117- vLessThanSign~117- vLineFeed~117- vLineTabulation~117- vLowLine~117- CMAX~21- CMIN~21- vNegativeAcknowledge~117- vNull~117- vNumberSign~117- !Ord~21 !PartialEq~21 !PartialOrd~21 vPercentSign~117- vPlusSign~117- vQuestionMark~117- vQuotationMark~117- vReverseSolidus~117- vRightCurlyBracket~117- vRightParenthesis~117- vRightSquareBracket~117- vSemicolon~117- vShiftIn~117- vShiftOut~117- vSmallA~117- vSmallB~117- vSmallC~117- vSmallD~117- vSmallE~117- vSmallF~117- vSmallG~117- vSmallH~117- vSmallI~117- vSmallJ~117- vSmallK~117- vSmallL~117- vSmallM~117- vSmallN~117- vSmallO~117- vSmallP~117- vSmallQ~117- vSmallR~117- vSmallS~117- vSmallT~117- vSmallU~117- vSmallV~117- vSmallW~117- vSmallX~117- vSmallY~117- vSmallZ~117- vSolidus~117- vSpace~117- vStartOfHeading~117- vStartOfText~117- !Step~43 vSubstitute~117- vSynchronousIdle~117- vTilde~117- vVerticalLine~117- fas_str~21- fdigit_unchecked~21- fdigit~21- feq_ignore_case~21- fescape_ascii~21- ffrom_u8_unchecked~21- ffrom_u8~21- fis_alphabetic~21- fis_alphanumeric~21- fis_control~21- fis_digit~21- fis_graphic~21- fis_hexdigit~21- fis_lowercase~21- fis_octdigit~21- fis_punctuation~21- fis_uppercase~21- fis_whitespace~21- fmake_lowercase~21- fmake_uppercase~21- fto_char~21- fto_lowercase~21- fto_u8~21- fto_uppercase~21-
core::ascii::EscapeDefault !Clone !Debug !Display !DoubleEndedIterator !ExactSizeIterator !Iterator
core::asserting sCapture~84 tPrintable~84 tTryCaptureGeneric~84 tTryCapturePrintable~84 0TryCaptureWithDebug~84 0TryCaptureWithoutDebug~84 1Wrapper~84
core::asserting::Capture !Debug fnew
core::asserting::TryCaptureGeneric ftry_capture
core::asserting::TryCapturePrintable ftry_capture
core::asserting::Wrapper &TryCaptureGeneric !TryCapturePrintable
core::async_iter tAsyncIterator sFromIter tIntoAsyncIterator ffrom_iter
core::async_iter::AsyncIterator YItem fpoll_next fsize_hint
core::async_iter::FromIter !AsyncIterator~118 !Clone~118 !Debug~118
core::async_iter::IntoAsyncIterator YIntoAsyncIter YItem finto_async_iter
core::autodiff aautodiff_forward~77- aautodiff_reverse~77-
core::borrow tBorrow tBorrowMut
core::borrow::Borrow fborrow
core::borrow::BorrowMut fborrow_mut
core::bstr 1ByteStr~40- ximpl_partial_eq_n~99- ximpl_partial_eq_ord~99- ximpl_partial_eq~99-
core::bstr::ByteStr !AsMut~40 !AsRef~40 !BorrowMut~40 !Borrow~40 !CloneToUninit~40 !Debug~40 &Default~40 !DerefMut~40 !Deref~40 !Display~40 !Eq~40 !Hash~40 !IndexMut~40 !Index~40 !Ord~40 !PartialEq~40 !PartialOrd~40 fas_byte_str~40- fas_bytes_mut~99- fas_bytes~99- fas_mut_byte_str~40- ffrom_bytes_mut~99- ffrom_bytes~99- fnew~40-
core::cell sBorrowError sBorrowMutError sCell tCloneFromCell~119- sLazyCell@80 sOnceCell@70 sRef sRefCell sRefMut sSyncUnsafeCell~120 sUnsafeCell
core::cell::BorrowError !Debug !Display !Error
core::cell::BorrowMutError !Debug !Display !Error
core::cell::Cell !AsRef@95 !Clone !Debug !Default !Eq !From !Ord !PartialEq !PartialOrd fas_array_of_cells@91 fas_ptr fas_slice_of_cells ffrom_mut fget fget_cloned fget_mut finto_inner fnew freplace fset fswap ftake fupdate@88
core::cell::LazyCell !Debug@80 !Default@80 !Deref@80 !DerefMut@89 !From@96 fforce@80 fforce_mut@94- fget@94- fget_mut@94- finto_inner~121- fnew@80
core::cell::OnceCell !Clone@70 !Debug@70 !Default@70 !Eq@70 !From@70 !PartialEq@70 fget@70 fget_mut@70 fget_mut_or_init~123- fget_mut_or_try_init~123- fget_or_init@70 fget_or_try_init~124 finto_inner@70 fnew@70 fset@70 ftake@70 ftry_insert~122-
core::cell::Ref !Debug !Deref !Display fclone ffilter_map fleak~126 fmap fmap_split ftry_map~125-
core::cell::RefCell !Clone !Debug !Default !Eq !From !Ord !PartialEq !PartialOrd fas_ptr fborrow fborrow_mut fget_mut finto_inner fnew freplace freplace_with fswap ftake ftry_borrow ftry_borrow_mut ftry_borrow_unguarded fundo_leak~126
core::cell::RefMut !Debug !Deref !DerefMut !Display ffilter_map fleak~126 fmap fmap_split ftry_map~125-
core::cell::SyncUnsafeCell !Debug~120 !Default~120 !From~120 fget fget_mut finto_inner fnew fraw_get
core::cell::UnsafeCell !Debug !Default !From fas_mut_unchecked~127- fas_ref_unchecked~127- ffrom_mut@84- fget fget_mut finto_inner fnew fraw_get freplace~127-
core::char eCharCase~44- sCharTryFromError sDecodeUtf16 sDecodeUtf16Error sEscapeDebug sEscapeDefault sEscapeUnicode cMAX cMAX_LEN_UTF16~129- cMAX_LEN_UTF8~129- sParseCharError cREPLACEMENT_CHARACTER sToLowercase sToTitlecase~44- sToUppercase sTryFromCharError cUNICODE_VERSION fdecode_utf16 fencode_utf16_raw~128 fencode_utf8_raw_unchecked~128- fencode_utf8_raw~128 ffrom_digit ffrom_u32 ffrom_u32_unchecked
core::char::CharCase !Clone~44 !Debug~44 !Eq~44 !Hash~44 vLower !Ord~44 !PartialEq~44 !PartialOrd~44 vTitle vUpper
core::char::CharTryFromError !Clone !Debug !Display !Eq !Error !PartialEq
core::char::DecodeUtf16 !Clone !Debug !Iterator
core::char::DecodeUtf16Error !Clone !Debug !Display !Eq !Error !PartialEq funpaired_surrogate
core::char::EscapeDebug !Clone !Debug !Display !ExactSizeIterator !Iterator
core::char::EscapeDefault !Clone !Debug !Display !ExactSizeIterator !Iterator
core::char::EscapeUnicode !Clone !Debug !Display !ExactSizeIterator !Iterator
core::char::ParseCharError !Clone !Debug !Display !Eq !Error !PartialEq
core::char::ToLowercase !Clone !Debug !Display !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~116
core::char::ToTitlecase !Clone~44 !Debug~44 !Display~44 !DoubleEndedIterator~44 !ExactSizeIterator~44 !Iterator~44 !TrustedRandomAccessNoCoerce~116
core::char::ToUppercase !Clone !Debug !Display !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~116
core::char::TryFromCharError !Clone !Debug !Display !Eq !Error !PartialEq
core::clone sAssertParamIsClone~132 sAssertParamIsCopy~132 tClone dClone tCloneToUninit~16- tTrivialClone~130- tUseCloned~131-
core::clone::Clone fclone fclone_from
core::clone::CloneToUninit fclone_to_uninit
core::cmp sAssertParamIsEq~133 tEq dEq tOrd dOrd eOrdering tPartialEq dPartialEq tPartialOrd dPartialOrd 1Reverse fmax fmax_by fmax_by_key fmin fmin_by fmin_by_key fminmax_by_key~134- fminmax_by~134- fminmax~134-
core::cmp::Eq fassert_fields_are_eq~133- fassert_receiver_is_total_eq
core::cmp::Ord fclamp fcmp fmax fmin
core::cmp::Ordering !Clone !Debug !Eq vEqual vGreater !Hash vLess !Ord !PartialEq !PartialOrd fis_eq fis_ge fis_gt fis_le fis_lt fis_ne freverse fthen fthen_with
core::cmp::PartialEq feq fne
core::cmp::PartialOrd f__chaining_ge~135- f__chaining_gt~135- f__chaining_le~135- f__chaining_lt~135- fge fgt fle flt fpartial_cmp
core::cmp::Reverse !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd
core::contracts fbuild_check_ensures~136- aensures arequires
core::convert tAsMut tAsRef tFloatToInt~47 tFrom eInfallible tInto tTryFrom tTryInto fidentity
core::convert::AsMut fas_mut
core::convert::AsRef fas_ref
core::convert::FloatToInt fto_int_unchecked~47
core::convert::From ffrom
core::convert::Infallible !Clone !Debug !Display !Eq !Error !From !Hash !Ord !PartialEq !PartialOrd
core::convert::Into finto
core::convert::TryFrom YError ftry_from
core::convert::TryInto YError ftry_into
core::default tDefault dDefault
core::default::Default fdefault
core::error tError sRequest~137- sSource~138- frequest_ref~137- frequest_value~137-
core::error::Error fcause fdescription fprovide~137- fsource ftype_id~139
core::error::Request !Debug~137 fprovide_ref_with~137- fprovide_ref~137- fprovide_value_with~137- fprovide_value~137- fwould_be_satisfied_by_ref_of~137- fwould_be_satisfied_by_value_of~137-
core::error::Source !Clone~138 !Debug~138 !Iterator~138
core::f128 mconsts~48-
core::f128::consts cEULER_GAMMA~48- cE~48- cFRAC_1_PI~48- cFRAC_1_SQRT_2PI~48- cFRAC_1_SQRT_2~48- cFRAC_1_SQRT_3~48- cFRAC_1_SQRT_5~140- cFRAC_1_SQRT_PI~48- cFRAC_2_PI~48- cFRAC_2_SQRT_PI~48- cFRAC_PI_2~48- cFRAC_PI_3~48- cFRAC_PI_4~48- cFRAC_PI_6~48- cFRAC_PI_8~48- cGOLDEN_RATIO~48- cLN_10~48- cLN_2~48- cLOG10_2~48- cLOG10_E~48- cLOG2_10~48- cLOG2_E~48- cPI~48- cSQRT_2~48- cSQRT_3~48- cSQRT_5~140- cTAU~48-
core::f16 mconsts~53-
core::f16::consts cEULER_GAMMA~53- cE~53- cFRAC_1_PI~53- cFRAC_1_SQRT_2PI~53- cFRAC_1_SQRT_2~53- cFRAC_1_SQRT_3~53- cFRAC_1_SQRT_5~140- cFRAC_1_SQRT_PI~53- cFRAC_2_PI~53- cFRAC_2_SQRT_PI~53- cFRAC_PI_2~53- cFRAC_PI_3~53- cFRAC_PI_4~53- cFRAC_PI_6~53- cFRAC_PI_8~53- cGOLDEN_RATIO~53- cLN_10~53- cLN_2~53- cLOG10_2~53- cLOG10_E~53- cLOG2_10~53- cLOG2_E~53- cPI~53- cSQRT_2~53- cSQRT_3~53- cSQRT_5~140- cTAU~53-
core::f32 cDIGITS cEPSILON cINFINITY cMANTISSA_DIGITS cMAX cMAX_10_EXP cMAX_EXP cMIN cMIN_10_EXP cMIN_EXP cMIN_POSITIVE cNAN cNEG_INFINITY cRADIX mconsts mmath~141-
core::f32::consts cE cEULER_GAMMA@94- cFRAC_1_PI cFRAC_1_SQRT_2 cFRAC_1_SQRT_2PI~140- cFRAC_1_SQRT_3~140- cFRAC_1_SQRT_5~140- cFRAC_1_SQRT_PI~140- cFRAC_2_PI cFRAC_2_SQRT_PI cFRAC_PI_2 cFRAC_PI_3 cFRAC_PI_4 cFRAC_PI_6 cFRAC_PI_8 cGOLDEN_RATIO@94- cLN_10 cLN_2 cLOG10_2 cLOG10_E cLOG2_10 cLOG2_E cPI cSQRT_2 cSQRT_3~140- cSQRT_5~140- cTAU
core::f32::math fabs_sub fcbrt~141- fceil~141- fdiv_euclid~141- ffloor~141- ffract~141- fmul_add~141- fpowi~141- frem_euclid~141- fround_ties_even~141- fround~141- fsqrt~141- ftrunc~141-
core::f64 cDIGITS cEPSILON cINFINITY cMANTISSA_DIGITS cMAX cMAX_10_EXP cMAX_EXP cMIN cMIN_10_EXP cMIN_EXP cMIN_POSITIVE cNAN cNEG_INFINITY cRADIX mconsts mmath~141-
core::f64::consts cE cEULER_GAMMA@94- cFRAC_1_PI cFRAC_1_SQRT_2 cFRAC_1_SQRT_2PI~140- cFRAC_1_SQRT_3~140- cFRAC_1_SQRT_5~140- cFRAC_1_SQRT_PI~140- cFRAC_2_PI cFRAC_2_SQRT_PI cFRAC_PI_2 cFRAC_PI_3 cFRAC_PI_4 cFRAC_PI_6 cFRAC_PI_8 cGOLDEN_RATIO@94- cLN_10 cLN_2 cLOG10_2 cLOG10_E cLOG2_10 cLOG2_E cPI cSQRT_2 cSQRT_3~140- cSQRT_5~140- cTAU
core::f64::math fabs_sub~141- fcbrt~141- fceil~141- fdiv_euclid~141- ffloor~141- ffract~141- fmul_add~141- fpowi~141- frem_euclid~141- fround_ties_even~141- fround~141- fsqrt~141- ftrunc~141-
core::ffi sCStr@64 sFromBytesUntilNulError@69 eFromBytesWithNulError@64 tVaArgSafe~142- sVaList~142 yc_char@64 yc_double@64 yc_float@64 yc_int@64 yc_long@64 yc_longlong@64 yc_ptrdiff_t~143 yc_schar@64 yc_short@64 yc_size_t~143 yc_ssize_t~143 mc_str@88- yc_uchar@64 yc_uint@64 yc_ulong@64 yc_ulonglong@64 yc_ushort@64 ec_void mva_list~142-
core::ffi::CStr !AsRef !CloneToUninit~16 !Debug &Default !Eq@64 !Hash@64 !Index !Ord !PartialEq@64 !PartialOrd fas_c_str~38- fas_ptr fbytes~144- fcount_bytes@79- fdisplay~145- ffrom_bytes_until_nul@69 ffrom_bytes_with_nul ffrom_bytes_with_nul_unchecked ffrom_ptr fis_empty@71- fto_bytes fto_bytes_with_nul fto_str
core::ffi::FromBytesUntilNulError !Clone@69 !Debug@69 !Display@69 !Eq@69 !Error@69 !PartialEq@69
core::ffi::FromBytesWithNulError !Clone@64 !Debug@64 !Display !Eq@64 !Error VInteriorNul vNotNulTerminated !PartialEq@64
core::ffi::VaList !Clone !Debug !Drop farg
core::ffi::c_str sBytes~144- sCStr@64 sFromBytesUntilNulError@69- eFromBytesWithNulError@64
core::ffi::c_str::Bytes !Clone~144 !Debug~144 !Iterator~144
core::ffi::c_str::CStr !AsRef !CloneToUninit~16 !Debug &Default !Eq@64 !Hash@64 !Index !Ord !PartialEq@64 !PartialOrd fas_c_str~38- fas_ptr fbytes~144- fcount_bytes@79- fdisplay~145- ffrom_bytes_until_nul@69 ffrom_bytes_with_nul ffrom_bytes_with_nul_unchecked ffrom_ptr fis_empty@71- fto_bytes fto_bytes_with_nul fto_str
core::ffi::c_str::FromBytesUntilNulError !Clone@69 !Debug@69 !Display@69 !Eq@69 !Error@69 !PartialEq@69
core::ffi::c_str::FromBytesWithNulError !Clone@64 !Debug@64 !Display !Eq@64 !Error VInteriorNul vNotNulTerminated !PartialEq@64
core::ffi::c_void !Debug v__variant1~146 v__variant2~146
core::ffi::va_list tVaArgSafe sVaList
core::ffi::va_list::VaList !Clone !Debug !Drop farg
core::field sFieldRepresentingType~147- tField~82- xfield_of~82-
core::field::Field YBase COFFSET YType
core::field::FieldRepresentingType !Clone
core::fmt eAlignment sArguments tBinary tDebug dDebug eDebugAsHex~148- sDebugList sDebugMap sDebugSet sDebugStruct sDebugTuple tDisplay 0Error sFormatter sFormattingOptions~148- sFromFn@93- tLowerExp tLowerHex tNumBufferTrait~55- sNumBuffer~55- tOctal tPointer yResult eSign~148- tUpperExp tUpperHex tWrite ffrom_fn@93- fwrite
core::fmt::Alignment vCenter !Clone !Debug !Eq vLeft !PartialEq vRight
core::fmt::Arguments !Clone !Debug !Display fas_statically_known_str~72- fas_str festimated_capacity ffrom_str_nonconst ffrom_str~149- fnew
core::fmt::Binary ffmt
core::fmt::Debug ffmt
core::fmt::DebugAsHex !Clone~148 !Debug~148 !Eq~148 vLower !PartialEq~148 vUpper
core::fmt::DebugList fentries fentry fentry_with~150- ffinish ffinish_non_exhaustive@83-
core::fmt::DebugMap fentries fentry ffinish ffinish_non_exhaustive@83- fkey fkey_with~150- fvalue fvalue_with~150-
core::fmt::DebugSet fentries fentry fentry_with~150- ffinish ffinish_non_exhaustive@83-
core::fmt::DebugStruct ffield ffield_with~150- ffinish ffinish_non_exhaustive
core::fmt::DebugTuple ffield ffield_with~150- ffinish ffinish_non_exhaustive@83-
core::fmt::Display ffmt
core::fmt::Error !Clone !Debug !Default !Display !Eq !Error !Hash !Ord !PartialEq !PartialOrd
core::fmt::Formatter !Write falign falternate fdebug_list fdebug_map fdebug_set fdebug_struct fdebug_struct_field1_finish~151- fdebug_struct_field2_finish~151- fdebug_struct_field3_finish~151- fdebug_struct_field4_finish~151- fdebug_struct_field5_finish~151- fdebug_struct_fields_finish~151- fdebug_tuple fdebug_tuple_field1_finish~151- fdebug_tuple_field2_finish~151- fdebug_tuple_field3_finish~151- fdebug_tuple_field4_finish~151- fdebug_tuple_field5_finish~151- fdebug_tuple_fields_finish~151- ffill fflags fnew~148 foptions~148- fpad fpad_integral fprecision fsign_aware_zero_pad fsign_minus fsign_plus fsign~148- fwidth fwith_options~148- fwrite_fmt fwrite_str
core::fmt::FormattingOptions !Clone~148 !Debug~148 !Default~148 !Eq~148 !PartialEq~148 falign~148- falternate~148- fcreate_formatter~148- fdebug_as_hex~148- ffill~148- fget_align~148- fget_alternate~148- fget_debug_as_hex~148- fget_fill~148- fget_precision~148- fget_sign_aware_zero_pad~148- fget_sign~148- fget_width~148- fnew~148- fprecision~148- fsign_aware_zero_pad~148- fsign~148- fwidth~148-
core::fmt::FromFn !Debug@93 !Display@93
core::fmt::LowerExp ffmt
core::fmt::LowerHex ffmt
core::fmt::NumBuffer !Debug~55 fcapacity~55- fnew~55-
core::fmt::NumBufferTrait CBUF_SIZE
core::fmt::Octal ffmt
core::fmt::Pointer ffmt
core::fmt::Sign !Clone~148 !Debug~148 !Eq~148 vMinus !PartialEq~148 vPlus
core::fmt::UpperExp ffmt
core::fmt::UpperHex ffmt
core::fmt::Write fwrite_char fwrite_fmt fwrite_str
core::from dFrom~76-
core::future tAsyncDrop~152- tFuture tIntoFuture@64 sPending sPollFn@64 sReady sResumeTy~154 fasync_drop_in_place~152- fget_context~154 xjoin~153 fpending fpoll_fn@64 fready
core::future::AsyncDrop fdrop
core::future::Future YOutput fpoll
core::future::IntoFuture YIntoFuture@64 YOutput@64 finto_future@64
core::future::Pending !Clone !Debug !Future
core::future::PollFn !Debug@64 !Future@64
core::future::Ready !Clone !Debug !Future finto_inner@82-
core::future::ResumeTy !Clone~154 !Debug~154
core::hash tBuildHasher sBuildHasherDefault tHash dHash tHasher sSipHasher sSipHasher13~155
core::hash::BuildHasher YHasher fbuild_hasher fhash_one@71
core::hash::BuildHasherDefault !BuildHasher !Clone !Debug !Default !Eq !PartialEq fnew@85-
core::hash::Hash fhash fhash_slice
core::hash::Hasher ffinish fwrite fwrite_i128 fwrite_i16 fwrite_i32 fwrite_i64 fwrite_i8 fwrite_isize fwrite_length_prefix~156 fwrite_str~156 fwrite_u128 fwrite_u16 fwrite_u32 fwrite_u64 fwrite_u8 fwrite_usize
core::hash::SipHasher !Clone !Debug !Default !Hasher fnew fnew_with_keys
core::hash::SipHasher13 !Clone~155 !Debug~155 !Default~155 !Hasher~155 fnew_with_keys~155- fnew~155-
core::hint eLocality~159- fassert_unchecked@81- fblack_box@66 fcold_path@95- flikely~158- fmust_use~157 fprefetch_read_instruction~159- fprefetch_read_non_temporal~159- fprefetch_read~159- fprefetch_write_non_temporal~159- fprefetch_write~159- fselect_unpredictable@88- fspin_loop funlikely~158- funreachable_unchecked
core::hint::Locality !Clone~159 !Debug~159 !Eq~159 !Hash~159 vL1 vL2 vL3 !PartialEq~159
core::i128 cMAX cMIN
core::i16 cMAX cMIN
core::i32 cMAX cMIN
core::i64 cMAX cMIN
core::i8 cMAX cMIN
core::index 1Clamp~83- 0Last~83-
core::index::Clamp !Debug~83 !SliceIndex~83
core::index::Last !Debug~83 !SliceIndex~83
core::intrinsics eAtomicOrdering fabort fadd_with_overflow faggregate_raw_ptr~79- falign_of_val~79- falign_of~79- farith_offset fassert_inhabited fassert_mem_uninitialized_valid fassert_zero_valid fassume~79 fatomic_and fatomic_cxchg fatomic_cxchgweak fatomic_fence fatomic_load fatomic_max fatomic_min fatomic_nand fatomic_or fatomic_singlethreadfence fatomic_store fatomic_umax fatomic_umin fatomic_xadd fatomic_xchg fatomic_xor fatomic_xsub fautodiff fbitreverse fblack_box fbreakpoint fbswap fcaller_location fcarrying_mul_add~79- fcarryless_mul~68- fcatch_unwind fceilf128 fceilf16 fceilf32 fceilf64 fcold_path fcompare_bytes fconst_allocate fconst_deallocate~79 fconst_eval_select fconst_make_global fcontract_check_ensures~136- fcontract_check_requires~136- fcopy fcopy_nonoverlapping fcopysignf128 fcopysignf16 fcopysignf32 fcopysignf64 fcosf128 fcosf16 fcosf32 fcosf64 fctlz fctlz_nonzero fctpop fcttz fcttz_nonzero fdiscriminant_value fdisjoint_bitor fexact_div fexp2f128 fexp2f16 fexp2f32 fexp2f64 fexpf128 fexpf16 fexpf32 fexpf64 ffabs ffadd_algebraic ffadd_fast mfallback~160- ffdiv_algebraic ffdiv_fast ffield_offset~82- ffloat_to_int_unchecked ffloorf128 ffloorf16 ffloorf32 ffloorf64 ffmaf128 ffmaf16 ffmaf32 ffmaf64 ffmul_algebraic ffmul_fast ffmuladdf128 ffmuladdf16 ffmuladdf32 ffmuladdf64 fforget ffrem_algebraic ffrem_fast ffsub_algebraic ffsub_fast mgpu~161- fis_val_statically_known~79- flikely~79 flog10f128 flog10f16 flog10f32 flog10f64 flog2f128 flog2f16 flog2f32 flog2f64 flogf128 flogf16 flogf32 flogf64 fmaximum_number_nsz_f128 fmaximum_number_nsz_f16 fmaximum_number_nsz_f32 fmaximum_number_nsz_f64 fmaximumf128 fmaximumf16 fmaximumf32 fmaximumf64 fminimum_number_nsz_f128 fminimum_number_nsz_f16 fminimum_number_nsz_f32 fminimum_number_nsz_f64 fminimumf128 fminimumf16 fminimumf32 fminimumf64 mmir~162- fmul_with_overflow fneeds_drop fnontemporal_store foffload foffset foffset_of~79- foverflow_checks fpowf128 fpowf16 fpowf32 fpowf64 fpowif128 fpowif16 fpowif32 fpowif64 fprefetch_read_data fprefetch_read_instruction fprefetch_write_data fprefetch_write_instruction fptr_guaranteed_cmp fptr_mask fptr_metadata~79- fptr_offset_from fptr_offset_from_unsigned fraw_eq fread_via_copy frotate_left frotate_right fround_ties_even_f128 fround_ties_even_f16 fround_ties_even_f32 fround_ties_even_f64 froundf128 froundf16 froundf32 froundf64 frustc_peek fsaturating_add fsaturating_sub fselect_unpredictable~79- msimd fsinf128 fsinf16 fsinf32 fsinf64 fsize_of_val~79 fsize_of~79 fslice_get_unchecked fsqrtf128 fsqrtf16 fsqrtf32 fsqrtf64 fsub_with_overflow fthree_way_compare ftransmute ftransmute_unchecked ftruncf128 ftruncf16 ftruncf32 ftruncf64 ftype_id_eq~79- ftype_id_vtable~79- ftype_id~79 ftype_name~79 ftype_of~79- ftyped_swap_nonoverlapping fub_checks funaligned_volatile_load funaligned_volatile_store funchecked_add funchecked_div funchecked_funnel_shl~67- funchecked_funnel_shr~67- funchecked_mul funchecked_rem funchecked_shl funchecked_shr funchecked_sub funlikely~79 funreachable fva_arg fva_copy fva_end fvariant_count~79 fvolatile_copy_memory fvolatile_copy_nonoverlapping_memory fvolatile_load fvolatile_set_memory fvolatile_store fvtable_align~79- fvtable_size~79- fwrapping_add fwrapping_mul fwrapping_sub fwrite_bytes fwrite_via_move
core::intrinsics::AtomicOrdering vAcqRel vAcquire !Debug !Eq !PartialEq vRelaxed vRelease vSeqCst
core::intrinsics::fallback tCarryingMulAdd tCarrylessMul tDisjointBitOr tFunnelShift
core::intrinsics::fallback::CarryingMulAdd YUnsigned fcarrying_mul_add
core::intrinsics::fallback::CarrylessMul fcarryless_mul
core::intrinsics::fallback::DisjointBitOr fdisjoint_bitor
core::intrinsics::fallback::FunnelShift funchecked_funnel_shl funchecked_funnel_shr
core::intrinsics::mir fAssume eBasicBlock fCall fCastPtrToPtr fCastTransmute fCastUnsize fChecked fDiscriminant fDrop fField fGoto fMove fOffset fPtrMetadata vReasonAbi vReasonInCleanup fRetag fReturn fReturnTo 0ReturnToArg fSetDiscriminant fStatic fStaticMut fStorageDead fStorageLive fTailCall fUnreachable 0UnwindActionArg fUnwindCleanup fUnwindContinue fUnwindResume fUnwindTerminate eUnwindTerminateReason fUnwindUnreachable fVariant f__debuginfo x__internal_declare_basic_blocks x__internal_extract_let f__internal_make_place x__internal_remove_let xmir xplace
core::intrinsics::mir::BasicBlock vCleanup vNormal
core::intrinsics::mir::UnwindTerminateReason vAbi vInCleanup
core::intrinsics::simd eSimdAlign mscalable fsimd_add fsimd_and fsimd_arith_offset fsimd_as fsimd_bitmask fsimd_bitreverse fsimd_bswap fsimd_carryless_mul fsimd_cast fsimd_cast_ptr fsimd_ceil fsimd_ctlz fsimd_ctpop fsimd_cttz fsimd_div fsimd_eq fsimd_expose_provenance fsimd_extract fsimd_extract_dyn fsimd_fabs fsimd_fcos fsimd_fexp fsimd_fexp2 fsimd_flog fsimd_flog10 fsimd_flog2 fsimd_floor fsimd_fma fsimd_fsin fsimd_fsqrt fsimd_funnel_shl fsimd_funnel_shr fsimd_gather fsimd_ge fsimd_gt fsimd_insert fsimd_insert_dyn fsimd_le fsimd_lt fsimd_masked_load fsimd_masked_store fsimd_maximum_number_nsz fsimd_minimum_number_nsz fsimd_mul fsimd_ne fsimd_neg fsimd_or fsimd_reduce_add_ordered fsimd_reduce_add_unordered fsimd_reduce_all fsimd_reduce_and fsimd_reduce_any fsimd_reduce_max fsimd_reduce_min fsimd_reduce_mul_ordered fsimd_reduce_mul_unordered fsimd_reduce_or fsimd_reduce_xor fsimd_relaxed_fma fsimd_rem fsimd_round fsimd_round_ties_even fsimd_saturating_add fsimd_saturating_sub fsimd_scatter fsimd_select fsimd_select_bitmask fsimd_shl fsimd_shr fsimd_shuffle fsimd_splat fsimd_sub fsimd_trunc fsimd_with_exposed_provenance fsimd_xor
core::intrinsics::simd::SimdAlign !Debug vElement !Eq !PartialEq vUnaligned vVector
core::intrinsics::simd::scalable fsve_cast fsve_tuple_create2 fsve_tuple_create3 fsve_tuple_create4 fsve_tuple_get fsve_tuple_set
core::io sBorrowedBuf~85- sBorrowedCursor~85-
core::io::BorrowedBuf !Debug !From fcapacity fclear ffilled ffilled_mut finto_filled finto_filled_mut fis_init~163- flen fset_init~163- funfilled
core::io::BorrowedCursor !Debug fadvance fadvance_checked~163- fappend fas_mut fcapacity fensure_init~163- fis_init~163- freborrow fset_init~163- fwith_unfilled_buf fwritten
core::isize cMAX cMIN
core::iter sArrayChunks~164- 1ByRefSized~116 sChain sCloned sCopied sCycle tDoubleEndedIterator sEmpty sEnumerate tExactSizeIterator tExtend sFilter sFilterMap sFlatMap sFlatten sFromCoroutine~170- sFromFn tFromIterator sFuse tFusedIterator tInPlaceIterable~166 sInspect sIntersperseWith~168 sIntersperse~168 tIntoIterator tIterator sMap sMapWhile sMapWindows~165- sOnce sOnceWith sPeekable tProduct sRepeat sRepeatN@82- sRepeatWith sRev sScan sSkip sSkipWhile tSourceIter~166 sStepBy tStep~43 sSuccessors tSum sTake sTakeWhile tTrustedFused~171- tTrustedLen~172 tTrustedRandomAccessNoCoerce~167 tTrustedRandomAccess~167 tTrustedStep~173 sZip fchain@91- fempty ffrom_coroutine~170- ffrom_fn xiter~169- fonce fonce_with frepeat frepeat_n@82- frepeat_with fsuccessors fzip
core::iter::ArrayChunks !Clone~164 !Debug~164 !DoubleEndedIterator~164 !ExactSizeIterator~164 !InPlaceIterable~166 !Iterator~164 !SourceIter~166 finto_remainder~164-
core::iter::ByRefSized !Debug~116 !DoubleEndedIterator~116 !Iterator~116
core::iter::Chain !Clone !Debug !Default@70 !DoubleEndedIterator !Iterator
core::iter::Cloned !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167
core::iter::Copied !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167 finto_inner~174-
core::iter::Cycle !Clone !Debug !Iterator
core::iter::DoubleEndedIterator fadvance_back_by~175 fnext_back fnth_back frfind frfold ftry_rfold
core::iter::Empty !Clone !Debug !Default !DoubleEndedIterator !ExactSizeIterator !Iterator
core::iter::Enumerate !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167 fnext_index~176-
core::iter::ExactSizeIterator fis_empty~177 flen
core::iter::Extend fextend fextend_one_unchecked~179- fextend_one~178 fextend_reserve~178
core::iter::Filter !Clone !Debug !DoubleEndedIterator !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::FilterMap !Clone !Debug !DoubleEndedIterator !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::FlatMap !Clone !Debug !DoubleEndedIterator !Iterator !SourceIter~166
core::iter::Flatten !Clone !Debug !Default@70 !DoubleEndedIterator !Iterator !SourceIter~166
core::iter::FromCoroutine !Clone~170 !Debug~170 !Iterator~170
core::iter::FromFn !Clone !Debug !Iterator
core::iter::FromIterator ffrom_iter
core::iter::Fuse !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167
core::iter::InPlaceIterable CEXPAND_BY CMERGE_BY
core::iter::Inspect !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::Intersperse !Clone~168 !Debug~168 !Iterator~168
core::iter::IntersperseWith !Clone~168 !Debug~168 !Iterator~168
core::iter::IntoIterator YIntoIter YItem finto_iter
core::iter::Iterator YItem f__iterator_get_unchecked~167 fadvance_by~175 fall fany farray_chunks~164- fby_ref fchain fcloned fcmp fcmp_by~187 fcollect fcollect_into~182 fcopied fcount fcycle fenumerate feq feq_by~187 ffilter ffilter_map ffind ffind_map fflat_map fflatten ffold ffor_each ffuse fge fgt finspect fintersperse_with~168 fintersperse~168 fis_partitioned~184 fis_sorted@82 fis_sorted_by@82 fis_sorted_by_key@82 flast fle flt fmap fmap_while fmap_windows~165- fmax fmax_by fmax_by_key fmin fmin_by fmin_by_key fne fnext fnext_chunk~180- fnth fpartial_cmp fpartial_cmp_by~187 fpartition fpartition_in_place~183 fpeekable fposition fproduct freduce frev frposition fscan fsize_hint fskip fskip_while fstep_by fsum ftake ftake_while ftry_collect~181 ftry_find~186 ftry_fold ftry_for_each ftry_reduce~185 funzip fzip
core::iter::Map !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167
core::iter::MapWhile !Clone !Debug !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::MapWindows !Clone~165 !Debug~165 !ExactSizeIterator~165 !Iterator~165
core::iter::Once !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::iter::OnceWith !Clone !Debug@68 !DoubleEndedIterator !ExactSizeIterator !Iterator
core::iter::Peekable !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !SourceIter~166 fnext_if fnext_if_eq fnext_if_map@94- fnext_if_map_mut@94- fpeek fpeek_mut
core::iter::Product fproduct
core::iter::Repeat !Clone !Debug !DoubleEndedIterator !Iterator
core::iter::RepeatN !Clone@82 !Debug@82 !DoubleEndedIterator@82 !ExactSizeIterator@82 !Iterator@82
core::iter::RepeatWith !Clone !Debug@68 !Iterator
core::iter::Rev !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !Iterator finto_inner~188-
core::iter::Scan !Clone !Debug !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::Skip !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167
core::iter::SkipWhile !Clone !Debug !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::SourceIter YSource fas_inner
core::iter::Step fbackward fbackward_checked fbackward_unchecked fforward fforward_checked fforward_unchecked fsteps_between
core::iter::StepBy !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::iter::Successors !Clone !Debug !Iterator
core::iter::Sum fsum
core::iter::Take !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::TakeWhile !Clone !Debug !InPlaceIterable~166 !Iterator !SourceIter~166
core::iter::TrustedRandomAccessNoCoerce CMAY_HAVE_SIDE_EFFECT fsize
core::iter::Zip !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedRandomAccessNoCoerce~167
core::marker tBikeshedGuaranteedNoDrop~193- tCoercePointeeValidated~203- dCoercePointee~202- tConstParamTy_~199- dConstParamTy~200- tCopy dCopy tDestruct~197 tDiscriminantKind~194 tFnPtr~201- tFreeze~195- tMetaSized~190- sPhantomContravariantLifetime~189- sPhantomContravariant~189- sPhantomCovariantLifetime~189- sPhantomCovariant~189- 0PhantomData sPhantomInvariantLifetime~189- sPhantomInvariant~189- 0PhantomPinned tPointeeSized~190- tSend tSized tStructuralPartialEq~192 tSync tTuple~198- tUnpin tUnsafeUnpin~196- tUnsize~191 tVariance~189- fvariance~189-
core::marker::DiscriminantKind YDiscriminant
core::marker::FnPtr faddr
core::marker::PhantomContravariant !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomContravariantLifetime !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomCovariant !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomCovariantLifetime !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomData !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd
core::marker::PhantomInvariant !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomInvariantLifetime !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd fnew
core::marker::PhantomPinned !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd
core::mem sAlignment~74- sAssume~205- sDiscriminant sDropGuard~206- sManuallyDrop sMaybeDangling~204- uMaybeUninit tSizedTypeProperties~15- tTransmuteFrom~205- falign_of falign_of_val falign_of_val_raw~100 fconjure_zst~210- fcopy~208 fdiscriminant fdrop fforget fforget_unsized~207 fmin_align_of fmin_align_of_val fneeds_drop xoffset_of@77- freplace fsize_of fsize_of_val fsize_of_val_raw~100 fswap ftake ftransmute ftransmute_copy mtype_info~102- funinitialized fvariant_count~209 fzeroed
core::mem::Alignment !Clone~74 !Debug~74 !Default~74 !Eq~74 !Hash~74 CMIN~74- !Ord~74 !PartialEq~74 !PartialOrd~74 !TryFrom~74 fas_nonzero_usize~74- fas_nonzero~74- fas_usize~74- flog2~74- fmask~74- fnew_unchecked~74- fnew~74- fof_val_raw~74- fof_val~74- fof~74-
core::mem::Assume CALIGNMENT~205- !Add~205 !Clone~205 !Debug~205 !Eq~205 CLIFETIMES~205- CNOTHING~205- !PartialEq~205 CSAFETY~205- !Sub~205 CVALIDITY~205- fand~205- fbut_not~205-
core::mem::Discriminant !Clone !Debug !Eq !Hash !PartialEq
core::mem::DropGuard !Debug~206 !DerefMut~206 !Deref~206 !Drop~206 fdismiss~206- fnew~206-
core::mem::ManuallyDrop !Clone !Debug !Default !Deref !DerefMut !Eq !Hash !Ord !PartialEq !PartialOrd fdrop finto_inner fnew ftake
core::mem::MaybeDangling !Clone !Debug !Default fas_mut fas_ref finto_inner fnew
core::mem::MaybeUninit !AsMut@95 !AsRef@95 !Clone !Debug !From@95 farray_assume_init~211 fas_bytes_mut~24 fas_bytes~24 fas_mut_ptr fas_ptr fassume_init fassume_init_drop fassume_init_mut fassume_init_read fassume_init_ref fnew ftranspose~22- funinit fwrite fzeroed
core::mem::SizedTypeProperties CALIGNMENT~74- CALIGN~15- CIS_ZST~15- CLAYOUT~15- CMAX_SLICE_LEN~15- CSIZE~15-
core::mem::TransmuteFrom ftransmute
core::mem::type_info eAbi~102- sArray~102- sBool~102- sChar~102- sConst~102- sDynTraitPredicate~102- sDynTrait~102- sEnum~102- sField~102- sFloat~102- sFnPtr~102- sGenericType~102- eGeneric~102- sInt~102- sLifetime~102- sPointer~102- sReference~102- sSlice~102- sStruct~102- sStr~102- sTraitImpl~102- sTrait~102- sTuple~102- eTypeKind~102- sType~102- sUnion~102- sVariant~102-
core::mem::type_info::Abi !Debug~102 !Default~102 vExternC vExternRust wNamed
core::mem::type_info::Array !Debug~102
core::mem::type_info::Bool !Debug~102
core::mem::type_info::Char !Debug~102
core::mem::type_info::Const !Debug~102
core::mem::type_info::DynTrait !Debug~102
core::mem::type_info::DynTraitPredicate !Debug~102
core::mem::type_info::Enum !Debug~102
core::mem::type_info::Field !Debug~102
core::mem::type_info::Float !Debug~102
core::mem::type_info::FnPtr !Debug~102
core::mem::type_info::Generic wConst !Debug~102 wLifetime wType
core::mem::type_info::GenericType !Debug~102
core::mem::type_info::Int !Debug~102
core::mem::type_info::Lifetime !Debug~102
core::mem::type_info::Pointer !Debug~102
core::mem::type_info::Reference !Debug~102
core::mem::type_info::Slice !Debug~102
core::mem::type_info::Str !Debug~102
core::mem::type_info::Struct !Debug~102
core::mem::type_info::Trait !Debug~102
core::mem::type_info::TraitImpl !Debug~102 !Eq~102 !PartialEq~102 fget_vtable
core::mem::type_info::Tuple !Debug~102
core::mem::type_info::Type !Debug~102 fof~102-
core::mem::type_info::TypeKind wArray wBool wChar !Debug~102 wDynTrait wEnum wFloat wFnPtr wInt vOther wPointer wReference wSlice wStr wStruct wTuple wUnion
core::mem::type_info::Union !Debug~102
core::mem::type_info::Variant !Debug~102
core::net sAddrParseError eIpAddr sIpv4Addr sIpv6Addr eIpv6MulticastScope eSocketAddr sSocketAddrV4 sSocketAddrV6
core::net::AddrParseError !Clone !Debug !Display !Eq !Error !PartialEq
core::net::IpAddr !Clone !Debug !Display !Eq !From !FromStr !Hash !Ord !PartialEq !PartialOrd wV4 wV6 fas_octets~213- fis_benchmarking~212- fis_documentation~212- fis_global~212- fis_ipv4 fis_ipv6 fis_loopback fis_multicast fis_unspecified fparse_ascii~214- fto_canonical@75-
core::net::Ipv4Addr CBITS@80- CBROADCAST !BitAnd@75 &BitAnd@75 !BitAndAssign@75 !BitOr@75 &BitOr@75 !BitOrAssign@75 !Clone !Debug !Display !Eq !From !FromStr !Hash CLOCALHOST !Not@75 &Not@75 !Ord !PartialEq !PartialOrd !Step~43 CUNSPECIFIED fas_octets~213- ffrom_bits@80- ffrom_octets@91- fis_benchmarking~212- fis_broadcast fis_documentation fis_global~212- fis_link_local fis_loopback fis_multicast fis_private fis_reserved~212- fis_shared~212- fis_unspecified fnew foctets fparse_ascii~214- fto_bits@80- fto_ipv6_compatible fto_ipv6_mapped
core::net::Ipv6Addr CBITS@80- !BitAnd@75 &BitAnd@75 !BitAndAssign@75 !BitOr@75 &BitOr@75 !BitOrAssign@75 !Clone !Debug !Display !Eq !From !FromStr !Hash CLOCALHOST !Not@75 &Not@75 !Ord !PartialEq !PartialOrd !Step~43 CUNSPECIFIED fas_octets~213- ffrom_bits@80- ffrom_octets@91- ffrom_segments@91- fis_benchmarking~212- fis_documentation~212- fis_global~212- fis_ipv4_mapped~212- fis_loopback fis_multicast fis_unicast_global~212- fis_unicast_link_local@84- fis_unicast~212- fis_unique_local@84- fis_unspecified fmulticast_scope~212- fnew foctets fparse_ascii~214- fsegments fto_bits@80- fto_canonical@75- fto_ipv4 fto_ipv4_mapped
core::net::Ipv6MulticastScope vAdminLocal !Clone~212 !Debug~212 !Eq~212 vGlobal !Hash~212 vInterfaceLocal vLinkLocal !Ord~212 vOrganizationLocal !PartialEq~212 !PartialOrd~212 vRealmLocal vReserved0~215- vReservedF~215- vSiteLocal vUnassigned6 vUnassigned7 vUnassigned9 vUnassignedA vUnassignedB vUnassignedC vUnassignedD
core::net::SocketAddr !Clone !Debug !Display !Eq !From !FromStr !Hash !Ord !PartialEq !PartialOrd wV4 wV6 fip fis_ipv4 fis_ipv6 fnew fparse_ascii~214- fport fset_ip fset_port
core::net::SocketAddrV4 !Clone !Debug !Display !Eq !FromStr !Hash !Ord !PartialEq !PartialOrd fip fnew fparse_ascii~214- fport fset_ip fset_port
core::net::SocketAddrV6 !Clone !Debug !Display !Eq !FromStr !Hash !Ord !PartialEq !PartialOrd fflowinfo fip fnew fparse_ascii~214- fport fscope_id fset_flowinfo fset_ip fset_port fset_scope_id
core::num eFpCategory eIntErrorKind sNonZero@79- yNonZeroI128 yNonZeroI16 yNonZeroI32 yNonZeroI64 yNonZeroI8 yNonZeroIsize yNonZeroU128 yNonZeroU16 yNonZeroU32 yNonZeroU64 yNonZeroU8 yNonZeroUsize sParseFloatError sParseIntError 1Saturating@74 sTryFromIntError 1Wrapping tZeroablePrimitive~42- fcan_not_overflow~116 mimp~216- mniche_types~217-
core::num::FpCategory !Clone !Debug !Eq vInfinite vNan vNormal !PartialEq vSubnormal vZero
core::num::IntErrorKind !Clone !Debug vEmpty !Eq !Hash vInvalidDigit vNegOverflow !PartialEq vPosOverflow vZero
core::num::NonZero CBITS*12@67 !Binary !BitOr !BitOrAssign !Clone !Debug !Display !Eq !FromStr !From~74 !Hash !LowerExp@84 !LowerHex CMAX*12@70- CMIN*12@70- !Neg@71 &Neg@71 !Octal !Ord !PartialEq !PartialOrd !Step~43 !TryFrom !UpperExp@84 !UpperHex fabs*6@64 fbit_width*6~66- fcast_signed*6@87- fcast_unsigned*6@87- fchecked_abs*6@64 fchecked_add*6@64 fchecked_mul*12@64 fchecked_neg*6@71- fchecked_next_power_of_two*6@64 fchecked_pow*12@64 fcount_ones*12@86- fdiv_ceil*6@92- ffrom_ascii*12~64- ffrom_ascii_radix*12~64- ffrom_be*12~219- ffrom_le*12~219- ffrom_mut_unchecked~218- ffrom_mut~218- ffrom_str_radix*12~221- fget fhighest_one*12~57- filog10*6@67 filog2*6@67 fis_negative*6@71- fis_positive*6@71- fis_power_of_two*6 fisolate_highest_one*12~56- fisolate_lowest_one*12~56- fisqrt*6@84- fleading_zeros*12 flowest_one*12~57- fmidpoint*6@85- fnew fnew_unchecked foverflowing_abs*6@64 foverflowing_neg*6@71- freverse_bits*12~219- frotate_left*12~219- frotate_right*12~219- fsaturating_abs*6@64 fsaturating_add*6@64 fsaturating_mul*12@64 fsaturating_neg*6@71- fsaturating_pow*12@64 fswap_bytes*12~219- fto_be*12~219- fto_le*12~219- ftrailing_zeros*12 funchecked_add*6~220- funchecked_mul*12~220- funsigned_abs*6@64 fwrapping_abs*6@64 fwrapping_neg*6@71-
core::num::ParseFloatError !Clone !Debug !Display !Eq !Error !PartialEq
core::num::ParseIntError !Clone !Debug !Display !Eq !Error !PartialEq fkind
core::num::Saturating !Add@74 &Add@74 !AddAssign@74 CBITS*12@74 !Binary@74 !BitAnd@74 &BitAnd@74 !BitAndAssign@74 !BitOr@74 &BitOr@74 !BitOrAssign@74 !BitXor@74 &BitXor@74 !BitXorAssign@74 !Clone@74 !Debug@74 !Default@74 !Display@74 !Div@74 &Div@74 !DivAssign@74 !Eq@74 !Hash@74 !LowerHex@74 CMAX*12@74 CMIN*12@74 !Mul@74 &Mul@74 !MulAssign@74 !Neg@74 &Neg@74 !Not@74 &Not@74 !Octal@74 !Ord@74 !PartialEq@74 !PartialOrd@74 !Product@91 !Rem@74 &Rem@74 !RemAssign@74 !Sub@74 &Sub@74 !SubAssign@74 !Sum@91 !UpperHex@74 fabs*6@74 fcount_ones*12@74 fcount_zeros*12@74 ffrom_be*12@74 ffrom_le*12@74 fis_negative*6@74 fis_positive*6@74 fis_power_of_two*6@74 fleading_zeros*12@74 fpow*12@74 freverse_bits*12@74 frotate_left*12@74 frotate_right*12@74 fsignum*6@74 fswap_bytes*12@74 fto_be*12@74 fto_le*12@74 ftrailing_zeros*12@74
core::num::TryFromIntError !Clone !Debug !Display !Eq !Error !From !PartialEq
core::num::Wrapping !Add &Add !AddAssign CBITS*12~222 !Binary !BitAnd &BitAnd !BitAndAssign !BitOr &BitOr !BitOrAssign !BitXor &BitXor !BitXorAssign !Clone !Debug !Default !Display !Div &Div !DivAssign !Eq !Hash !LowerHex CMAX*12~222 CMIN*12~222 !Mul &Mul !MulAssign !Neg &Neg !Not &Not !Octal !Ord !PartialEq !PartialOrd !Product !Rem &Rem !RemAssign !Shl &Shl !ShlAssign !Shr &Shr !ShrAssign !Sub &Sub !SubAssign !Sum !UpperHex fabs*6~222 fcount_ones*12~222 fcount_zeros*12~222 ffrom_be*12~222 ffrom_le*12~222 fis_negative*6~222 fis_positive*6~222 fis_power_of_two*6~222 fleading_zeros*12~222 fnext_power_of_two*6~71 fpow*12~222 freverse_bits*12 frotate_left*12~222 frotate_right*12~222 fsignum*6~222 fswap_bytes*12~222 fto_be*12~222 fto_le*12~222 ftrailing_zeros*12~222
core::num::ZeroablePrimitive YNonZeroInner
core::num::imp tFloat tFloatExt tInt mbignum~223- mdec2flt~224- mdiy_float~225- mflt2dec~226- mfmt~227-
core::num::imp::Float CBITS CEXP_BIAS CEXP_BITS CEXP_MASK CEXP_MIN CEXP_SAT CINFINITE_POWER CINFINITY YInt CLARGEST_POWER_OF_TEN CMAX_EXPONENT_ROUND_TO_EVEN CMIN_EXPONENT_ROUND_TO_EVEN CNAN CNEG_INFINITY CNEG_NAN CSIG_BITS CSIG_MASK CSIG_TOTAL_BITS CSMALLEST_POWER_OF_TEN fclassify fto_bits
core::num::imp::FloatExt ffrom_u64_bits finteger_decode
core::num::imp::Int CONE CZERO
core::num::imp::bignum sBig32x40 yDigit32 tFullOps mtests
core::num::imp::bignum::Big32x40 !Clone !Debug !Eq !Ord !PartialEq !PartialOrd fadd fadd_small fbit_length fdigits fdiv_rem_small ffrom_small ffrom_u64 fget_bit fis_zero fmul_digits fmul_pow2 fmul_pow5 fmul_small fsub
core::num::imp::bignum::FullOps ffull_div_rem ffull_mul_add
core::num::imp::bignum::tests sBig8x3
core::num::imp::bignum::tests::Big8x3 !Clone !Debug !Eq !Ord !PartialEq !PartialOrd fadd fadd_small fbit_length fdigits fdiv_rem_small ffrom_small ffrom_u64 fget_bit fis_zero fmul_digits fmul_pow2 fmul_pow5 fmul_small fsub
core::num::imp::dec2flt tLemire fdec2flt mdecimal mdecimal_seq mlemire mparse fpfe_invalid
core::num::imp::dec2flt::Lemire CMAX_EXPONENT_DISGUISED_FAST_PATH CMAX_EXPONENT_FAST_PATH CMAX_MANTISSA_FAST_PATH CMIN_EXPONENT_FAST_PATH ffrom_u64 fpow10_fast_path
core::num::imp::dec2flt::decimal sDecimal
core::num::imp::dec2flt::decimal::Decimal !Clone !Debug !Default !Eq !PartialEq ftry_fast_path
core::num::imp::dec2flt::decimal_seq sDecimalSeq fparse_decimal_seq
core::num::imp::dec2flt::decimal_seq::DecimalSeq !Clone !Debug !Default CMAX_DIGITS !PartialEq ftrim
core::num::imp::dec2flt::lemire fcompute_float
core::num::imp::dec2flt::parse fparse_number
core::num::imp::diy_float sFp
core::num::imp::diy_float::Fp !Clone !Debug fmul fnormalize fnormalize_to
core::num::imp::flt2dec tDecodableFloat sDecoded eFullDecoded cMAX_SIG_DIGITS eSign fdecode mdecoder mestimator fround_up mstrategy fto_exact_exp_str fto_exact_fixed_str fto_shortest_exp_str fto_shortest_str
core::num::imp::flt2dec::DecodableFloat fmin_pos_norm_value
core::num::imp::flt2dec::Decoded !Clone !Debug !Eq !PartialEq
core::num::imp::flt2dec::FullDecoded !Clone !Debug !Eq wFinite vInfinite vNan !PartialEq vZero
core::num::imp::flt2dec::Sign !Clone !Debug !Eq vMinus vMinusPlus !PartialEq
core::num::imp::flt2dec::decoder tDecodableFloat sDecoded eFullDecoded fdecode
core::num::imp::flt2dec::decoder::DecodableFloat fmin_pos_norm_value
core::num::imp::flt2dec::decoder::Decoded !Clone !Debug !Eq !PartialEq
core::num::imp::flt2dec::decoder::FullDecoded !Clone !Debug !Eq wFinite vInfinite vNan !PartialEq vZero
core::num::imp::flt2dec::estimator festimate_scaling_factor
core::num::imp::flt2dec::strategy mdragon mgrisu
core::num::imp::flt2dec::strategy::dragon fformat_exact fformat_shortest fmul_pow10
core::num::imp::flt2dec::strategy::grisu cALPHA SCACHED_POW10 cCACHED_POW10_FIRST_E cCACHED_POW10_LAST_E cGAMMA fcached_power fformat_exact fformat_exact_opt fformat_shortest fformat_shortest_opt fmax_pow10_no_more_than
core::num::imp::fmt sFormatted ePart
core::num::imp::fmt::Formatted !Clone flen fwrite
core::num::imp::fmt::Part !Clone wCopy !Debug !Eq wNum !PartialEq wZero flen fwrite
core::num::niche_types sCodePointInner sI32NotAllOnes sI64NotAllOnes sNanoseconds sNonZeroCharInner sNonZeroI128Inner sNonZeroI16Inner sNonZeroI32Inner sNonZeroI64Inner sNonZeroI8Inner sNonZeroIsizeInner sNonZeroU128Inner sNonZeroU16Inner sNonZeroU32Inner sNonZeroU64Inner sNonZeroU8Inner sNonZeroUsizeInner yNotAllOnes tNotAllOnesHelper sU32NotAllOnes sU64NotAllOnes sUsizeNoHighBit
core::num::niche_types::CodePointInner !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd CZERO fas_inner fnew fnew_unchecked
core::num::niche_types::I32NotAllOnes !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::I64NotAllOnes !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::Nanoseconds !Clone !Debug !Default !Eq !Hash !Ord !PartialEq !PartialOrd CZERO fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroCharInner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI128Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI16Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI32Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI64Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI8Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroIsizeInner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU128Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU16Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU32Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU64Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU8Inner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroUsizeInner !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::NotAllOnesHelper YType
core::num::niche_types::U32NotAllOnes !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::U64NotAllOnes !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::num::niche_types::UsizeNoHighBit !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd fas_inner fnew fnew_unchecked
core::ops tAdd tAddAssign tAsyncFnMut~228- tAsyncFnOnce~228- tAsyncFn~228- tBitAnd tBitAndAssign tBitOr tBitOrAssign tBitXor tBitXorAssign eBound tCoerceShared~232- tCoerceUnsized~236 eControlFlow eCoroutineState~17- tCoroutine~17- tDeref tDerefMut tDerefPure~229- tDispatchFromDyn~237 tDiv tDivAssign tDrop tFn tFnMut tFnOnce tFromResidual~235 tIndex tIndexMut tIntoBounds~65- tLegacyReceiver~230- tMul tMulAssign tNeg tNot eOneSidedRangeBound~231- tOneSidedRange~231 sRange tRangeBounds sRangeFrom 0RangeFull sRangeInclusive sRangeTo sRangeToInclusive tReborrow~232- tReceiver~18 tRem tRemAssign tResidual~233 tShl tShlAssign tShr tShrAssign tSub tSubAssign tTry~235 1Yeet~234
core::ops::Add YOutput fadd
core::ops::AddAssign fadd_assign
core::ops::AsyncFn fasync_call~228-
core::ops::AsyncFnMut YCallRefFuture~228- fasync_call_mut~228-
core::ops::AsyncFnOnce YCallOnceFuture~228- YOutput~228- fasync_call_once~228-
core::ops::BitAnd YOutput fbitand
core::ops::BitAndAssign fbitand_assign
core::ops::BitOr YOutput fbitor
core::ops::BitOrAssign fbitor_assign
core::ops::BitXor YOutput fbitxor
core::ops::BitXorAssign fbitxor_assign
core::ops::Bound !Clone !Debug !Eq wExcluded !Hash wIncluded !PartialEq vUnbounded fas_mut~238 fas_ref@65 fcloned fcopied~239- fmap@77
core::ops::CoerceShared YTarget
core::ops::ControlFlow wBreak !Clone wContinue !Debug !Eq !FromResidual~235 !Hash !PartialEq !Residual~233 !Try~235 fbreak_ok@96- fbreak_value@83 fcontinue_ok@96- fcontinue_value@83- finto_value~240- fis_break fis_continue fmap_break@83 fmap_continue@83-
core::ops::Coroutine YReturn YYield fresume
core::ops::CoroutineState !Clone~17 wComplete !Debug~17 !Eq~17 !Hash~17 !Ord~17 !PartialEq~17 !PartialOrd~17 wYielded
core::ops::Deref YTarget fderef
core::ops::DerefMut fderef_mut
core::ops::Div YOutput fdiv
core::ops::DivAssign fdiv_assign
core::ops::Drop fdrop
core::ops::Fn fcall~241
core::ops::FnMut fcall_mut~241
core::ops::FnOnce YOutput fcall_once~241
core::ops::FromResidual ffrom_residual~235
core::ops::Index YOutput findex
core::ops::IndexMut findex_mut
core::ops::IntoBounds fintersect finto_bounds
core::ops::Mul YOutput fmul
core::ops::MulAssign fmul_assign
core::ops::Neg YOutput fneg
core::ops::Not YOutput fnot
core::ops::OneSidedRange fbound
core::ops::OneSidedRangeBound vEnd vEndInclusive vStartInclusive
core::ops::Range !Clone !Debug !Default !DoubleEndedIterator !Eq !ExactSizeIterator !From@96 !GetDisjointMutIndex~75 !Hash !IntoBounds~65 !Iterator !PartialEq !RangeBounds !SliceIndex~40 !TrustedRandomAccessNoCoerce~167 fcontains fis_empty
core::ops::RangeBounds fcontains fend_bound fis_empty~242- fstart_bound
core::ops::RangeFrom !Clone !Debug !Eq !From@96 !Hash !IntoBounds~65 !Iterator !OneSidedRange~231 !PartialEq !RangeBounds !SliceIndex~40 fcontains
core::ops::RangeFull !Clone !Debug !Default !Distribution !Eq !Hash !IntoBounds~65 !PartialEq !RangeBounds !SliceIndex~40
core::ops::RangeInclusive !Clone !Debug !DoubleEndedIterator !Eq !ExactSizeIterator !From@95 !GetDisjointMutIndex~75 !Hash !IntoBounds~65 !Iterator !PartialEq !RangeBounds !SliceIndex~40 fcontains fend finto_inner fis_empty fnew fstart
core::ops::RangeTo !Clone !Debug !Eq !Hash !IntoBounds~65 !OneSidedRange~231 !PartialEq !RangeBounds !SliceIndex~40 fcontains
core::ops::RangeToInclusive !Clone !Debug !Eq !From@96 !Hash !IntoBounds~65 !OneSidedRange~231 !PartialEq !RangeBounds !SliceIndex~40 fcontains
core::ops::Receiver YTarget~18-
core::ops::Rem YOutput frem
core::ops::RemAssign frem_assign
core::ops::Residual YTryType~233
core::ops::Shl YOutput fshl
core::ops::ShlAssign fshl_assign
core::ops::Shr YOutput fshr
core::ops::ShrAssign fshr_assign
core::ops::Sub YOutput fsub
core::ops::SubAssign fsub_assign
core::ops::Try YOutput~235 YResidual~235 fbranch~235 ffrom_output~235
core::ops::Yeet !Debug~234
core::option sIntoIter sIter sIterMut eOption sOptionFlatten~243-
core::option::IntoIter !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::option::Iter !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::option::IterMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::option::Option !Clone !Debug !Default !Eq !From !FromIterator !FromResidual~235 !Hash !IntoIterator &IntoIterator vNone !Ord !PartialEq !PartialOrd !Product !Residual~233 wSome !Sum !Try~235 fand fand_then fas_deref fas_deref_mut fas_mut fas_mut_slice@75- fas_pin_mut fas_pin_ref fas_ref fas_slice@75- fcloned*2 fcopied*2 fexpect ffilter fflatten fflatten_mut~248- fflatten_ref*2~248- fget_or_insert fget_or_insert_default@83 fget_or_insert_with fget_or_try_insert_with~245- finsert finspect@76 finto_flat_iter~243- fis_none fis_none_or@82- fis_some fis_some_and@70 fiter fiter_mut fmap fmap_or fmap_or_default~244- fmap_or_else fok_or fok_or_else for for_else freduce~247- freplace ftake ftake_if@80- ftranspose funwrap funwrap_or funwrap_or_default funwrap_or_else funwrap_unchecked funzip@66 fxor fzip fzip_with~246
core::option::OptionFlatten !Clone~243 !Debug~243 !DoubleEndedIterator~243 !ExactSizeIterator~243 !Iterator~243
core::os mdarwin~86-
core::os::darwin mobjc~86-
core::os::darwin::objc yClass ySEL xclass eobjc_class eobjc_selector xselector
core::os::darwin::objc::objc_class !Debug v__variant1~249- v__variant2~249-
core::os::darwin::objc::objc_selector !Debug v__variant1~250- v__variant2~250-
core::panic 1AssertUnwindSafe sLocation sPanicInfo sPanicMessage@81- tPanicPayload~116- tRefUnwindSafe tUnwindSafe fabort_unwind~252- xconst_assert~87- xconst_panic~87- xpanic_2015~251 xpanic_2021~251 xunreachable_2015~251 xunreachable_2021~251
core::panic::AssertUnwindSafe !AsyncIterator~19 !Debug !Default !Deref !DerefMut !FnOnce !From@96 !Future
core::panic::Location !Clone !Debug !Display !Eq !Hash !Ord !PartialEq !PartialOrd fcaller fcolumn ffile ffile_as_c_str@92- fline
core::panic::PanicInfo !Debug !Display fcan_unwind~253 fforce_no_backtrace~87- flocation fmessage@81 fpayload
core::panic::PanicMessage !Debug@81 !Display@81 fas_str@81-
core::panic::PanicPayload fas_str fget ftake_box
core::panicking eAssertKind fassert_failed fassert_matches_failed fconst_panic_fmt fpanic mpanic_const fpanic_display fpanic_fmt fpanic_nounwind fpanic_nounwind_fmt fpanic_nounwind_nobacktrace fpanic_str_2015 funreachable_display
core::panicking::AssertKind !Debug vEq vMatch vNe
core::panicking::panic_const fpanic_const_add_overflow fpanic_const_async_fn_resumed fpanic_const_async_fn_resumed_drop fpanic_const_async_fn_resumed_panic fpanic_const_async_gen_fn_resumed fpanic_const_async_gen_fn_resumed_drop fpanic_const_async_gen_fn_resumed_panic fpanic_const_coroutine_resumed fpanic_const_coroutine_resumed_drop fpanic_const_coroutine_resumed_panic fpanic_const_div_by_zero fpanic_const_div_overflow fpanic_const_gen_fn_none fpanic_const_gen_fn_none_drop fpanic_const_gen_fn_none_panic fpanic_const_mul_overflow fpanic_const_neg_overflow fpanic_const_rem_by_zero fpanic_const_rem_overflow fpanic_const_shl_overflow fpanic_const_shr_overflow fpanic_const_sub_overflow
core::pat tRangePattern~254-
core::pat::RangePattern CMAX CMIN fsub_one
core::pin sPin tPinCoerceUnsized~256- sUnsafePinned~255- xpin@68
core::pin::Pin !AsyncIterator~19 !Clone !Coroutine~17 !Debug !Deref !DerefMut !Display !Eq !Future !Hash !Ord !PartialEq !PartialOrd !Pointer fas_deref_mut@84 fas_mut fas_ref fget_mut fget_ref fget_unchecked_mut finto_inner finto_inner_unchecked finto_ref fmap_unchecked fmap_unchecked_mut fnew fnew_unchecked fset fstatic_mut fstatic_ref
core::pin::UnsafePinned !Debug~255 !Default~255 !From~255 fget_mut_pinned~255- fget_mut_unchecked~255- fget~255- finto_inner~255- fnew~255- fraw_get_mut~255- fraw_get~255-
core::prelude mrust_2015 mrust_2018 mrust_2021 mrust_2024@85 mrust_future~257- mv1
core::prelude::rust_2015 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259- acfg_eval~260- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96- xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97- xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98- xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::prelude::rust_2018 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259- acfg_eval~260- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96- xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97- xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98- xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::prelude::rust_2021 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259- acfg_eval~260- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96- xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97- xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98- xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::prelude::rust_2024 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator tFuture@85- dHash tInto tIntoFuture@85- tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259- acfg_eval~260- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96- xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97- xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98- xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::prelude::rust_future tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator tFuture@85- dHash tInto tIntoFuture@85- tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259- acfg_eval~260- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96- xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97- xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98- xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::prelude::v1 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~259 acfg_eval~260 xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~96 xconst_format_args~94- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~263- xderef~262- aderive aderive_const~258- fdrop aeii_declaration~265- aeii~264- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~97 xmatches xmodule_path xoption_env xpanic xpattern_type~88- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~98 xtry xtype_ascribe~261- xunimplemented xunreachable aunsafe_eii~264- xwrite xwriteln
core::primitive >bool=bool >char=char >f32=f32 >f64=f64 >i128=i128 >i16=i16 >i32=i32 >i64=i64 >i8=i8 >isize=isize >str=str >u128=u128 >u16=u16 >u32=u32 >u64=u64 >u8=u8 >usize=usize
core::profiling fcompiler_copy~80- fcompiler_move~80-
core::ptr yAlignment~74- sDynMetadata~3 sNonNull tPointee~3 TThin~3 sUnique~266 faddr_eq@76- xaddr_of xaddr_of_mut fcopy fcopy_nonoverlapping fdangling@84- fdangling_mut@84- fdrop_in_place feq ffn_addr_eq@85- ffrom_mut@76- ffrom_raw_parts_mut~3 ffrom_raw_parts~3 ffrom_ref@76- fhash fmetadata~3 fnull fnull_mut fread fread_unaligned fread_volatile freplace fslice_from_raw_parts fslice_from_raw_parts_mut fswap fswap_nonoverlapping fwith_exposed_provenance@84- fwith_exposed_provenance_mut@84- fwithout_provenance@84- fwithout_provenance_mut@84- fwrite fwrite_bytes fwrite_unaligned fwrite_volatile
core::ptr::DynMetadata !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd falign_of flayout fsize_of
core::ptr::NonNull !Clone !Debug !Eq !From~266 !Hash !Ord !PartialEq !PartialOrd !Pointer fadd@80- faddr@84 falign_offset@80- fas_mut fas_mut_ptr~10 fas_non_null_ptr~10 fas_ptr fas_ref fas_uninit_mut~4 fas_uninit_ref~4 fas_uninit_slice_mut~4 fas_uninit_slice~4 fbyte_add@80- fbyte_offset@80- fbyte_offset_from@80- fbyte_offset_from_unsigned@87- fbyte_sub@80- fcast fcast_array~11- fcast_init~8- fcast_slice~9- fcast_uninit~8- fcopy_from@80- fcopy_from_nonoverlapping@80- fcopy_to@80- fcopy_to_nonoverlapping@80- fdangling fdrop_in_place@80- fexpose_provenance@89- ffrom_mut@89- ffrom_raw_parts~3 ffrom_ref@89- fget_unchecked_mut~10 fis_aligned@79- fis_aligned_to~7- fis_empty@79- flen fmap_addr@84 fnew fnew_unchecked foffset@80- foffset_from@80- foffset_from_unsigned@87- fread@80- fread_unaligned@80- fread_volatile@80- freplace@80- fslice_from_raw_parts@70 fsub@80- fswap@80- fto_raw_parts~3 ftry_cast_aligned~1- fwith_addr@84 fwith_exposed_provenance@89- fwithout_provenance@89- fwrite@80- fwrite_bytes@80- fwrite_unaligned@80- fwrite_volatile@80-
core::ptr::Pointee YMetadata
core::ptr::Unique !Clone~266 !Debug~266 !From~266 !Pointer~266 fas_mut fas_non_null_ptr fas_ptr fas_ref fcast fdangling ffrom_non_null fnew fnew_unchecked
core::random tDistribution~89- tRandomSource~89-
core::random::Distribution fsample
core::random::RandomSource ffill_bytes
core::range sRange@96- sRangeFrom@96- sRangeFromIter@96- sRangeInclusive@95- sRangeInclusiveIter@95- sRangeIter@96- sRangeToInclusive@96- mlegacy~267-
core::range::Range !Clone@96 !Debug@96 !Default@96 !Eq@96 !From@96 !GetDisjointMutIndex~75 !Hash@96 !IntoBounds~65 !IntoIterator@96 !PartialEq@96 !RangeBounds@96 !SliceIndex~40 fcontains@96 fis_empty@96 fiter@96-
core::range::RangeFrom !Clone@96 !Debug@96 !Eq@96 !From@96 !Hash@96 !IntoBounds~65 !IntoIterator@96 !OneSidedRange~231 !PartialEq@96 !RangeBounds@96 !SliceIndex~40 fcontains@96 fiter@96-
core::range::RangeFromIter !Clone@96 !Debug@96 !Iterator@96 fremainder~268-
core::range::RangeInclusive !Clone@95 !Debug@95 !Eq@95 !From@95 !GetDisjointMutIndex~75 !Hash@95 !IntoBounds~65 !IntoIterator@95 !PartialEq@95 !RangeBounds@95 !SliceIndex~40 fcontains@95 fis_empty@95 fiter@95-
core::range::RangeInclusiveIter !Clone@95 !Debug@95 !DoubleEndedIterator@95 !ExactSizeIterator@95 !Iterator@95 fremainder~268-
core::range::RangeIter !Clone@96 !Debug@96 !DoubleEndedIterator@96 !ExactSizeIterator@96 !Iterator@96 !TrustedRandomAccessNoCoerce~167 fremainder~268-
core::range::RangeToInclusive !Clone@96 !Debug@96 !Eq@96 !From@96 !Hash@96 !IntoBounds~65 !OneSidedRange~231 !PartialEq@96 !RangeBounds@96 !SliceIndex~40 fcontains@96
core::range::legacy sRange sRangeFrom sRangeInclusive sRangeToInclusive
core::range::legacy::Range !Clone !Debug !Default !DoubleEndedIterator !Eq !ExactSizeIterator !From@96 !GetDisjointMutIndex~75 !Hash !IntoBounds~65 !Iterator !PartialEq !RangeBounds !SliceIndex~40 !TrustedRandomAccessNoCoerce~167 fcontains fis_empty
core::range::legacy::RangeFrom !Clone !Debug !Eq !From@96 !Hash !IntoBounds~65 !Iterator !OneSidedRange~231 !PartialEq !RangeBounds !SliceIndex~40 fcontains
core::range::legacy::RangeInclusive !Clone !Debug !DoubleEndedIterator !Eq !ExactSizeIterator !From@95 !GetDisjointMutIndex~75 !Hash !IntoBounds~65 !Iterator !PartialEq !RangeBounds !SliceIndex~40 fcontains fend finto_inner fis_empty fnew fstart
core::range::legacy::RangeToInclusive !Clone !Debug !Eq !From@96 !Hash !IntoBounds~65 !OneSidedRange~231 !PartialEq !RangeBounds !SliceIndex~40 fcontains
core::result sIntoIter sIter sIterMut eResult
core::result::IntoIter !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::result::Iter !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::result::IterMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator
core::result::Result !Clone !Debug !Eq wErr !FromIterator !FromResidual~235 !Hash !IntoIterator &IntoIterator wOk !Ord !PartialEq !PartialOrd !Product !Residual~233 !Sum !Try~235 fand fand_then fas_deref fas_deref_mut fas_mut fas_ref fcloned*2 fcopied*2 ferr fexpect fexpect_err fflatten@89 finspect@76 finspect_err@76 finto_err~269 finto_ok~269 fis_err fis_err_and@70 fis_ok fis_ok_and@70 fiter fiter_mut fmap fmap_err fmap_or fmap_or_default~244- fmap_or_else fok for for_else ftranspose funwrap funwrap_err funwrap_err_unchecked funwrap_or funwrap_or_default funwrap_or_else funwrap_unchecked
core::simd *~36-
core::slice sArrayWindows@94 sChunkBy@77- sChunkByMut@77- sChunks sChunksExact sChunksExactMut sChunksMut sEscapeAscii eGetDisjointMutError@86- tGetDisjointMutIndex~75- sIter sIterMut sRChunks sRChunksExact sRChunksExactMut sRChunksMut sRSplit sRSplitMut sRSplitN sRSplitNMut tSliceIndex tSlicePattern~274 sSplit sSplitInclusive sSplitInclusiveMut sSplitMut sSplitN sSplitNMut sWindows ffrom_mut ffrom_mut_ptr_range~273 ffrom_ptr_range~273 ffrom_raw_parts ffrom_raw_parts_mut ffrom_ref fis_ascii_simple~271- mmemchr~270 frange~272 msort~270- ftry_range~272-
core::slice::ArrayWindows !Clone@94 !Debug@94 !DoubleEndedIterator@94 !ExactSizeIterator@94 !Iterator@94 !TrustedRandomAccessNoCoerce~167
core::slice::ChunkBy !Clone@89 !Debug@77 !DoubleEndedIterator@77 !Iterator@77
core::slice::ChunkByMut !Debug@77 !DoubleEndedIterator@77 !Iterator@77
core::slice::Chunks !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::slice::ChunksExact !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 fremainder
core::slice::ChunksExactMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 finto_remainder
core::slice::ChunksMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::slice::EscapeAscii !Clone !Debug !Display !DoubleEndedIterator !Iterator
core::slice::GetDisjointMutError !Clone@86 !Debug@86 !Display@86 !Eq@86 !Error@86 vIndexOutOfBounds vOverlappingIndices !PartialEq@86
core::slice::GetDisjointMutIndex fis_in_bounds~75- fis_overlapping~75-
core::slice::Iter !AsRef !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 fas_slice
core::slice::IterMut !AsRef !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 fas_mut_slice~275 fas_slice finto_slice
core::slice::RChunks !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::slice::RChunksExact !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 fremainder
core::slice::RChunksExactMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167 finto_remainder
core::slice::RChunksMut !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::slice::RSplit !Clone !Debug !DoubleEndedIterator !Iterator
core::slice::RSplitMut !Debug !DoubleEndedIterator !Iterator
core::slice::RSplitN !Debug !Iterator
core::slice::RSplitNMut !Debug !Iterator
core::slice::SliceIndex YOutput fget_mut~276 fget_unchecked_mut~276 fget_unchecked~276 fget~276 findex_mut~276 findex~276
core::slice::SlicePattern YItem fas_slice
core::slice::Split !Clone !Debug !DoubleEndedIterator !Iterator fas_slice~277
core::slice::SplitInclusive !Clone !Debug !DoubleEndedIterator !Iterator
core::slice::SplitInclusiveMut !Debug !DoubleEndedIterator !Iterator
core::slice::SplitMut !Debug !DoubleEndedIterator !Iterator
core::slice::SplitN !Debug !Iterator
core::slice::SplitNMut !Debug !Iterator
core::slice::Windows !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::slice::memchr fmemchr fmemrchr
core::slice::sort mstable munstable
core::slice::sort::stable tBufGuard fsort
core::slice::sort::stable::BufGuard fas_uninit_slice_mut fwith_capacity
core::slice::sort::unstable fpartial_sort fsort
core::str sBytes sCharIndices sChars sEncodeUtf16 sEscapeDebug sEscapeDefault sEscapeUnicode tFromStr sLines sLinesAny sMatchIndices sMatches 0ParseBoolError sRMatchIndices sRMatches sRSplit sRSplitN sRSplitTerminator sSplit sSplitAsciiWhitespace sSplitInclusive sSplitN sSplitTerminator sSplitWhitespace sUtf8Chunk@79- sUtf8Chunks@79- sUtf8Error ffrom_raw_parts_mut~279- ffrom_raw_parts~279- ffrom_utf8 ffrom_utf8_mut ffrom_utf8_unchecked ffrom_utf8_unchecked_mut fnext_code_point~271 mpattern~278 futf8_char_width~271
core::str::Bytes !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !Iterator !TrustedRandomAccessNoCoerce~167
core::str::CharIndices !Clone !Debug !DoubleEndedIterator !Iterator fas_str foffset@82
core::str::Chars !Clone !Debug !DoubleEndedIterator !Iterator fas_str
core::str::EncodeUtf16 !Clone !Debug !Iterator
core::str::EscapeDebug !Clone !Debug !Display !Iterator
core::str::EscapeDefault !Clone !Debug !Display !Iterator
core::str::EscapeUnicode !Clone !Debug !Display !Iterator
core::str::FromStr YErr ffrom_str
core::str::Lines !Clone !Debug !DoubleEndedIterator !Iterator fremainder~280-
core::str::LinesAny !Clone !Debug !DoubleEndedIterator !Iterator
core::str::MatchIndices !Clone !Debug !DoubleEndedIterator !Iterator
core::str::Matches !Clone !Debug !DoubleEndedIterator !Iterator
core::str::ParseBoolError !Clone !Debug !Display !Eq !Error !PartialEq
core::str::RMatchIndices !Clone !Debug !DoubleEndedIterator !Iterator
core::str::RMatches !Clone !Debug !DoubleEndedIterator !Iterator
core::str::RSplit !Clone !Debug !DoubleEndedIterator !Iterator fremainder~281-
core::str::RSplitN !Clone !Debug !Iterator fremainder~281-
core::str::RSplitTerminator !Clone !Debug !DoubleEndedIterator !Iterator fremainder~281-
core::str::Split !Clone !Debug !DoubleEndedIterator !Iterator fremainder~281-
core::str::SplitAsciiWhitespace !Clone !Debug !DoubleEndedIterator !Iterator fremainder~282-
core::str::SplitInclusive !Clone !Debug !DoubleEndedIterator !Iterator fremainder~283-
core::str::SplitN !Clone !Debug !Iterator fremainder~281-
core::str::SplitTerminator !Clone !Debug !DoubleEndedIterator !Iterator fremainder~281-
core::str::SplitWhitespace !Clone !Debug !DoubleEndedIterator !Iterator fremainder~282-
core::str::Utf8Chunk !Clone@79 !Debug@79 !Eq@79 !PartialEq@79 finvalid@79- fvalid@79-
core::str::Utf8Chunks !Clone@79 !Debug@79 !Iterator@79 fdebug~271-
core::str::Utf8Error !Clone !Debug !Display !Eq !Error !PartialEq ferror_len fvalid_up_to
core::str::pattern sCharArrayRefSearcher sCharArraySearcher sCharPredicateSearcher sCharSearcher sCharSliceSearcher tDoubleEndedSearcher tPattern tReverseSearcher eSearchStep tSearcher sStrSearcher eUtf8Pattern
core::str::pattern::CharArrayRefSearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::CharArraySearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::CharPredicateSearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::CharSearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::CharSliceSearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::Pattern YSearcher fas_utf8_pattern finto_searcher fis_contained_in fis_prefix_of fis_suffix_of fstrip_prefix_of fstrip_suffix_of
core::str::pattern::ReverseSearcher fnext_back fnext_match_back fnext_reject_back
core::str::pattern::SearchStep !Clone !Debug vDone !Eq wMatch !PartialEq wReject
core::str::pattern::Searcher fhaystack fnext fnext_match fnext_reject
core::str::pattern::StrSearcher !Clone !Debug !ReverseSearcher !Searcher
core::str::pattern::Utf8Pattern wCharPattern !Clone !Debug !Eq !PartialEq wStringPattern
core::sync sSyncView~284- matomic
core::sync::SyncView !AsMut~284 !AsRef~284 !AsyncFnMut~284 !AsyncFnOnce~284 !AsyncFn~284 !Clone~284 !Coroutine~17 !Debug~284 !Default~284 !Eq~284 !FnMut~284 !FnOnce~284 !Fn~284 !From~284 !Future~284 !Hash~284 !Ord~284 !PartialEq~284 !PartialOrd~284 fas_pin_mut~284- fas_pin~284- ffrom_mut~284- ffrom_pin_mut~284- finto_inner~284- fnew~284-
core::sync::atomic cATOMIC_BOOL_INIT cATOMIC_ISIZE_INIT cATOMIC_USIZE_INIT yAtomicBool yAtomicI16 yAtomicI32 yAtomicI64 yAtomicI8 yAtomicIsize tAtomicPrimitive~13- yAtomicPtr yAtomicU16 yAtomicU32 yAtomicU64 yAtomicU8 yAtomicUsize sAtomic~285- eOrdering fatomic_compare_exchange~79- fcompiler_fence ffence fspin_loop_hint
core::sync::atomic::Atomic fas_ptr*12@70- fcompare_and_swap*12 fcompare_exchange*12 fcompare_exchange_weak*12 ffetch_add*10 ffetch_and*12 ffetch_byte_add@91- ffetch_byte_sub@91- ffetch_max*10 ffetch_min*10 ffetch_nand*11 ffetch_not@81- ffetch_or*12 ffetch_ptr_add@91- ffetch_ptr_sub@91- ffetch_sub*10 ffetch_update*12 ffetch_xor*12 ffrom_mut*12~286- ffrom_mut_slice*12~286- ffrom_ptr*12@75- fget_mut*12 fget_mut_slice*12~286- finto_inner*12 fload*12 fnew*12 fnull~287- fstore*12 fswap*12 ftry_update*12@95- fupdate*12@95-
core::sync::atomic::AtomicBool !Debug !Default !From
core::sync::atomic::AtomicI16 !Debug !Default !From
core::sync::atomic::AtomicI32 !Debug !Default !From
core::sync::atomic::AtomicI64 !Debug !Default !From
core::sync::atomic::AtomicI8 !Debug !Default !From
core::sync::atomic::AtomicIsize !Debug !Default !From
core::sync::atomic::AtomicPrimitive YStorage
core::sync::atomic::AtomicPtr !Debug !Default !From !Pointer
core::sync::atomic::AtomicU16 !Debug !Default !From
core::sync::atomic::AtomicU32 !Debug !Default !From
core::sync::atomic::AtomicU64 !Debug !Default !From
core::sync::atomic::AtomicU8 !Debug !Default !From
core::sync::atomic::AtomicUsize !Debug !Default !From
core::sync::atomic::Ordering vAcqRel vAcquire !Clone !Debug !Eq !Hash !PartialEq vRelaxed vRelease vSeqCst
core::task sContext sContextBuilder sLocalWaker ePoll sRawWaker sRawWakerVTable sWaker xready@64
core::task::Context !Debug fext~289- ffrom_waker flocal_waker~288- fwaker
core::task::ContextBuilder !Debug~288 fbuild~288- fext~289- ffrom_waker~288- ffrom~289- flocal_waker~288- fwaker~289-
core::task::LocalWaker !Clone~288 !Debug~288 !Drop~288 fdata~288- ffrom_fn_ptr~290- ffrom_raw~288- fnew~288- fnoop~288- fvtable~288- fwake_by_ref~288- fwake~288- fwill_wake~288-
core::task::Poll !Clone !Debug !Eq CFINISHED~291- !From !FromResidual~235 !Hash !Ord CPENDING~291- !PartialEq !PartialOrd vPending wReady !Try~235 fasync_gen_ready~291- fis_pending fis_ready fmap fmap_err*2 fmap_ok*2
core::task::RawWaker !Debug !PartialEq fnew
core::task::RawWakerVTable !Clone !Debug !PartialEq fnew
core::task::Waker !AsRef~288 !Clone !Debug !Drop fdata@83- ffrom_fn_ptr~290- ffrom_raw fnew@83- fnoop@85- fvtable@83- fwake fwake_by_ref fwill_wake
core::time sDuration sTryFromFloatSecsError@66
core::time::Duration !Add !AddAssign !Clone !Debug !Default !Div !DivAssign !Eq !Hash CMAX CMICROSECOND~292 CMILLISECOND~292 !Mul !MulAssign CNANOSECOND~292 !Ord !PartialEq !PartialOrd CSECOND~292 !Sub !SubAssign !Sum CZERO fabs_diff@81- fas_micros fas_millis fas_millis_f32~294- fas_millis_f64~294- fas_nanos fas_secs fas_secs_f32 fas_secs_f64 fchecked_add fchecked_div fchecked_mul fchecked_sub fdiv_duration_ceil~295- fdiv_duration_f32@80 fdiv_duration_f64@80 fdiv_duration_floor~295- fdiv_f32 fdiv_f64 ffrom_days~293- ffrom_hours@91- ffrom_micros ffrom_millis ffrom_mins@91- ffrom_nanos ffrom_nanos_u128@93- ffrom_secs ffrom_secs_f32 ffrom_secs_f64 ffrom_weeks~293- fis_zero fmul_f32 fmul_f64 fnew fsaturating_add fsaturating_mul fsaturating_sub fsubsec_micros fsubsec_millis fsubsec_nanos ftry_from_secs_f32@66 ftry_from_secs_f64@66
core::time::TryFromFloatSecsError !Clone@66 !Debug@66 !Display@66 !Eq@66 !Error@66 !PartialEq@66
core::u128 cMAX cMIN
core::u16 cMAX cMIN
core::u32 cMAX cMIN
core::u64 cMAX cMIN
core::u8 cMAX cMIN
core::ub_checks xassert_unsafe_precondition~81- fcheck_library_ub~81-
core::unicode cUNICODE_VERSION mconversions municode_data
core::unicode::conversions fto_lower fto_title fto_upper
core::unicode::unicode_data cUNICODE_VERSION malphabetic mcase_ignorable mcased mconversions mgrapheme_extend mlowercase mn muppercase mwhite_space
core::unicode::unicode_data::alphabetic flookup
core::unicode::unicode_data::case_ignorable flookup
core::unicode::unicode_data::cased flookup
core::unicode::unicode_data::conversions fto_lower fto_title fto_upper
core::unicode::unicode_data::grapheme_extend flookup
core::unicode::unicode_data::lowercase flookup
core::unicode::unicode_data::n flookup
core::unicode::unicode_data::uppercase flookup
core::unicode::unicode_data::white_space flookup
core::unsafe_binder xunwrap_binder~90- xwrap_binder~90-
core::usize cMAX cMIN
core::wtf8 sCodePoint sEncodeWide sWtf8 sWtf8CodePoints
core::wtf8::CodePoint !Clone !Debug !Eq !Hash !Ord !PartialEq !PartialOrd ffrom_char ffrom_u32 ffrom_u32_unchecked fto_char fto_char_lossy fto_lead_surrogate fto_trail_surrogate fto_u32
core::wtf8::EncodeWide !Clone !Debug@92 !Iterator
core::wtf8::Wtf8 !AsRef !CloneToUninit~16 !Debug !Display !Eq !Hash !Index !Ord !PartialEq !PartialOrd fas_bytes fas_str fascii_byte_at fcheck_utf8_boundary fcode_points fencode_wide feq_ignore_ascii_case ffinal_lead_surrogate ffrom_bytes_unchecked ffrom_mut_bytes_unchecked ffrom_str finitial_trail_surrogate fis_ascii fis_code_point_boundary fis_empty flen fmake_ascii_lowercase fmake_ascii_uppercase fnext_surrogate
core::wtf8::Wtf8CodePoints !Clone !Debug !Iterator`;
export const allocNames =
  (): string => `alloc m__export~296 malloc mborrow mboxed mbstr~40- mcollections mffi@64 mfmt xformat mintrinsics~296- mrc mslice mstr mstring msync mtask mvec xvec mwtf8~91-
alloc::<T> !ToOwned !ToString
alloc::<[_; N]> !TryFrom
alloc::<[_]> fconcat fconnect finto_vec fjoin frepeat fsort fsort_by fsort_by_cached_key fsort_by_key fto_ascii_lowercase fto_ascii_uppercase fto_vec fto_vec_in~20-
alloc::<[u8; N]> !PartialEq~40 &PartialEq~40
alloc::<[u8]> !PartialEq &PartialEq
alloc::<str> finto_boxed_bytes finto_string frepeat freplace freplacen fto_ascii_lowercase fto_ascii_uppercase fto_lowercase fto_uppercase
alloc::__export >format_args=core::format_args >must_use=core::hint::must_use
alloc::alloc 0Global~20 m__alloc_error_handler~297 falloc falloc_zeroed *core::alloc fdealloc fhandle_alloc_error frealloc
alloc::alloc::Global !Allocator~20 !Clone~20 !Copy~20 !Debug~20 !Default~20 !TrivialClone~20
alloc::alloc::__alloc_error_handler f__rdl_alloc_error_handler
alloc::borrow >Borrow=core::borrow::Borrow >BorrowMut=core::borrow::BorrowMut eCow tToOwned
alloc::borrow::Cow !Add !AddAssign !AsRef !Borrow wBorrowed !Clone !Debug !Default !Deref !DerefPure~229 !Display !Eq !FromIterator !From~40 !Hash !Ord wOwned !PartialEq !PartialOrd finto_owned fis_borrowed~298 fis_owned~298 fto_mut
alloc::borrow::ToOwned YOwned fclone_into fto_owned
alloc::boxed sBox sThinBox~299 fbox_assume_init_into_vec_unsafe~296-
alloc::boxed::Box !Allocator~20 !AsMut !AsRef !AsyncFn@85 !AsyncFnMut@85 !AsyncFnOnce@85 !AsyncIterator~19 !Borrow !BorrowMut !Clone !CoerceUnsized~236 !Coroutine~17 !Debug !Default !Deref !DerefMut !DerefPure~229 !DispatchFromDyn~237 !Display !DoubleEndedIterator !Drop !Eq !Error !ExactSizeIterator !Fn !FnMut !FnOnce !From !FromIterator@80 !FusedIterator !Future !Hash !Hasher !IntoIterator@80 &IntoIterator@80 !Iterator !LegacyReceiver~230 !Ord !PartialEq !PartialOrd !PinCoerceUnsized~256 !Pointer !TryFrom !Unpin fallocator~20 fas_mut_ptr~308- fas_ptr~308- fassume_init*2@82 fclone_from_ref_in~305- fclone_from_ref~305- fdowncast*3 fdowncast_unchecked*3~300 ffrom_non_null_in~20- ffrom_non_null~307- ffrom_raw ffrom_raw_in~20 finto_array~306- finto_boxed_slice~302 finto_inner~303 finto_non_null_with_allocator~20- finto_non_null~307- finto_pin finto_raw finto_raw_with_allocator~20 finto_unique~266 fleak fmap~301- fnew fnew_in~20 fnew_uninit@82 fnew_uninit_in~20 fnew_uninit_slice@82 fnew_uninit_slice_in~20 fnew_zeroed@92 fnew_zeroed_in~20 fnew_zeroed_slice@92 fnew_zeroed_slice_in~20 fpin fpin_in~20 ftake~304- ftry_clone_from_ref_in~305- ftry_clone_from_ref~305- ftry_map~301- ftry_new_in~20 ftry_new_uninit_in~20 ftry_new_uninit_slice_in~20- ftry_new_uninit_slice~20 ftry_new_uninit~20 ftry_new_zeroed_in~20 ftry_new_zeroed_slice_in~20- ftry_new_zeroed_slice~20 ftry_new_zeroed~20 ftry_new~20 fwrite@87
alloc::boxed::ThinBox !Debug~299 !DerefMut~299 !Deref~299 !Display~299 !Drop~299 !Error~299 !From~299 !Send~299 !Sync~299 fnew fnew_unsize ftry_new
alloc::bstr >ByteStr=core::bstr::ByteStr~40- 1ByteString~40-
alloc::bstr::ByteString !AsMut~40 !AsRef~40 !BorrowMut~40 !Borrow~40 !Clone~40 !Debug~40 !Default~40 !DerefMut~40 !DerefPure~229 !Deref~40 !Display~40 !Eq~40 !FromIterator~40 !FromStr~40 !From~40 !Hash~40 !IndexMut~40 !Index~40 !Ord~40 !PartialEq~40 !PartialOrd~40
alloc::collections sBTreeMap sBTreeSet sBinaryHeap sLinkedList sTryReserveError eTryReserveErrorKind~309 sVecDeque mbinary_heap mbtree_map mbtree_set mlinked_list mvec_deque
alloc::collections::BTreeMap !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !Index &IntoIterator !IntoIterator !Ord !PartialEq !PartialOrd !UnwindSafe@64 fappend fclear fcontains_key fentry fextract_if@91- ffirst_entry@66 ffirst_key_value@66 fget fget_key_value fget_mut finsert finto_keys finto_values fis_empty fiter fiter_mut fkeys flast_entry@66 flast_key_value@66 flen flower_bound_mut~313- flower_bound~313- fmerge~312- fnew fnew_in~310 fpop_first@66 fpop_last@66 frange frange_mut fremove fremove_entry fretain fsplit_off ftry_insert~311 fupper_bound_mut~313- fupper_bound~313- fvalues fvalues_mut
alloc::collections::BTreeSet &BitAnd &BitOr &BitXor !Clone !Debug !Default !Eq !Extend !From !FromIterator !Hash !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd &Sub fappend fclear fcontains fdifference fentry~314- fextract_if@91- ffirst@66 fget fget_or_insert_with~314- fget_or_insert~314- finsert fintersection fis_disjoint fis_empty fis_subset fis_superset fiter flast@66 flen flower_bound_mut~313- flower_bound~313- fnew fnew_in~310 fpop_first@66 fpop_last@66 frange fremove freplace fretain fsplit_off fsymmetric_difference ftake funion fupper_bound_mut~313- fupper_bound~313-
alloc::collections::BinaryHeap !Clone !Debug !Default !Extend !From !FromIterator !IntoIterator &IntoIterator fallocator~20- fappend fas_mut_slice~319- fas_slice@80 fcapacity fclear fdrain fdrain_sorted~317 ffrom_raw_vec~315- finto_iter_sorted~318 finto_sorted_vec finto_vec fis_empty fiter flen fnew fnew_in~20- fpeek fpeek_mut fpop fpop_if~316- fpush freserve freserve_exact fretain@70 fshrink_to fshrink_to_fit ftry_reserve ftry_reserve_exact fwith_capacity fwith_capacity_in~20-
alloc::collections::LinkedList !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd !Send !Sync fappend fback fback_mut fclear fcontains fcursor_back_mut~320 fcursor_back~320 fcursor_front_mut~320 fcursor_front~320 fextract_if@87- ffront ffront_mut fis_empty fiter fiter_mut flen fnew fnew_in~20- fpop_back fpop_front fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- fremove~321 fretain~322- fsplit_off
alloc::collections::TryReserveError !Clone !Debug !Display !Eq !Error !From~309 !PartialEq !StructuralPartialEq fkind~309
alloc::collections::TryReserveErrorKind VAllocError vCapacityOverflow !Clone~309 !Debug~309 !Eq~309 !From~309 !PartialEq~309 !StructuralPartialEq~309
alloc::collections::VecDeque !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !Index !IndexMut !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd fallocator~20 fappend fas_mut_slices fas_slices fback fback_mut fbinary_search fbinary_search_by fbinary_search_by_key fcapacity fclear fcontains fdrain fextend_from_within~326- fextend_front~326- fextract_if~323- ffront ffront_mut fget fget_mut finsert finsert_mut@95- fis_empty fiter fiter_mut flen fmake_contiguous fnew fnew_in~20 fpartition_point fpop_back fpop_back_if@93- fpop_front fpop_front_if@93- fprepend_from_within~326- fprepend~326- fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- frange frange_mut fremove freserve freserve_exact fresize fresize_with fretain fretain_mut frotate_left frotate_right fshrink_to fshrink_to_fit fsplice~326- fsplit_off fswap fswap_remove_back fswap_remove_front ftruncate ftruncate_front~325- ftry_reserve ftry_reserve_exact ftry_with_capacity~324- fwith_capacity fwith_capacity_in~20
alloc::collections::binary_heap sBinaryHeap sDrain sDrainSorted~317 sIntoIter sIntoIterSorted~318 sIter sPeekMut
alloc::collections::binary_heap::BinaryHeap !Clone !Debug !Default !Extend !From !FromIterator !IntoIterator &IntoIterator fallocator~20- fappend fas_mut_slice~319- fas_slice@80 fcapacity fclear fdrain fdrain_sorted~317 ffrom_raw_vec~315- finto_iter_sorted~318 finto_sorted_vec finto_vec fis_empty fiter flen fnew fnew_in~20- fpeek fpeek_mut fpop fpop_if~316- fpush freserve freserve_exact fretain@70 fshrink_to fshrink_to_fit ftry_reserve ftry_reserve_exact fwith_capacity fwith_capacity_in~20-
alloc::collections::binary_heap::Drain !Debug !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator fallocator~20
alloc::collections::binary_heap::DrainSorted !Debug~317 !Drop~317 !ExactSizeIterator~317 !FusedIterator~317 !Iterator~317 !TrustedLen~172 fallocator~20-
alloc::collections::binary_heap::IntoIter !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !InPlaceIterable~166 !Iterator !SourceIter~166 !TrustedFused~171 fallocator~20
alloc::collections::binary_heap::IntoIterSorted !Clone~318 !Debug~318 !ExactSizeIterator~318 !FusedIterator~318 !Iterator~318 !TrustedLen~172 fallocator~20-
alloc::collections::binary_heap::Iter !Clone !Debug !Default@82 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator
alloc::collections::binary_heap::PeekMut !Debug !Deref !DerefMut !Drop fpop frefresh~327-
alloc::collections::btree_map sBTreeMap sCursorMutKey~313- sCursorMut~313- sCursor~313- eEntry sExtractIf@91- sIntoIter sIntoKeys sIntoValues sIter sIterMut sKeys sOccupiedEntry sOccupiedError sRange sRangeMut sUnorderedKeyError~313- sVacantEntry sValues sValuesMut
alloc::collections::btree_map::BTreeMap !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !Index &IntoIterator !IntoIterator !Ord !PartialEq !PartialOrd !UnwindSafe@64 fappend fclear fcontains_key fentry fextract_if@91- ffirst_entry@66 ffirst_key_value@66 fget fget_key_value fget_mut finsert finto_keys finto_values fis_empty fiter fiter_mut fkeys flast_entry@66 flast_key_value@66 flen flower_bound_mut~313- flower_bound~313- fmerge~312- fnew fnew_in~310 fpop_first@66 fpop_last@66 frange frange_mut fremove fremove_entry fretain fsplit_off ftry_insert~311 fupper_bound_mut~313- fupper_bound~313- fvalues fvalues_mut
alloc::collections::btree_map::Cursor !Clone~313 !Debug~313 fnext~313- fpeek_next~313 fpeek_prev~313 fprev~313-
alloc::collections::btree_map::CursorMut !Debug~313 fas_cursor~313 finsert_after_unchecked~313- finsert_after~313 finsert_before_unchecked~313- finsert_before~313 fnext~313- fpeek_next~313 fpeek_prev~313 fprev~313- fremove_next~313- fremove_prev~313- fwith_mutable_key~313-
alloc::collections::btree_map::CursorMutKey !Debug~313 fas_cursor~313- finsert_after_unchecked~313- finsert_after~313- finsert_before_unchecked~313- finsert_before~313- fnext~313- fpeek_next~313- fpeek_prev~313- fprev~313- fremove_next~313- fremove_prev~313-
alloc::collections::btree_map::Entry !Debug wOccupied wVacant fand_modify finsert_entry@92- fkey for_default for_insert for_insert_with for_insert_with_key
alloc::collections::btree_map::ExtractIf !Debug@91 !FusedIterator@91 !Iterator@91
alloc::collections::btree_map::IntoIter !Debug !Default@70 !DoubleEndedIterator !Drop !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::IntoKeys !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::IntoValues !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::Iter !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::IterMut !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::Keys !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::OccupiedEntry !Debug fget fget_mut finsert finto_mut fkey fremove fremove_entry
alloc::collections::btree_map::OccupiedError !Debug~311 !Display~311 !Error~311
alloc::collections::btree_map::Range !Clone !Debug !Default@70 !DoubleEndedIterator !FusedIterator !Iterator
alloc::collections::btree_map::RangeMut !Debug !Default@82 !DoubleEndedIterator !FusedIterator !Iterator
alloc::collections::btree_map::UnorderedKeyError !Clone~313 !Debug~313 !Display~313 !Eq~313 !Error~313 !PartialEq~313 !StructuralPartialEq~313
alloc::collections::btree_map::VacantEntry !Debug finsert finsert_entry@92- finto_key fkey
alloc::collections::btree_map::Values !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_map::ValuesMut !Debug !Default@82 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_set sBTreeSet sCursorMutKey~313- sCursorMut~313- sCursor~313- sDifference eEntry~314- sExtractIf@91- sIntersection sIntoIter sIter sOccupiedEntry~314- sRange sSymmetricDifference sUnion sUnorderedKeyError~313- sVacantEntry~314-
alloc::collections::btree_set::BTreeSet &BitAnd &BitOr &BitXor !Clone !Debug !Default !Eq !Extend !From !FromIterator !Hash !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd &Sub fappend fclear fcontains fdifference fentry~314- fextract_if@91- ffirst@66 fget fget_or_insert_with~314- fget_or_insert~314- finsert fintersection fis_disjoint fis_empty fis_subset fis_superset fiter flast@66 flen flower_bound_mut~313- flower_bound~313- fnew fnew_in~310 fpop_first@66 fpop_last@66 frange fremove freplace fretain fsplit_off fsymmetric_difference ftake funion fupper_bound_mut~313- fupper_bound~313-
alloc::collections::btree_set::Cursor !Clone~313 !Debug~313 fnext~313- fpeek_next~313 fpeek_prev~313 fprev~313-
alloc::collections::btree_set::CursorMut !Debug~313 fas_cursor~313 finsert_after_unchecked~313- finsert_after~313 finsert_before_unchecked~313- finsert_before~313 fnext~313- fpeek_next~313 fpeek_prev~313 fprev~313- fremove_next~313- fremove_prev~313- fwith_mutable_key~313-
alloc::collections::btree_set::CursorMutKey !Debug~313 fas_cursor~313- finsert_after_unchecked~313- finsert_after~313- finsert_before_unchecked~313- finsert_before~313- fnext~313- fpeek_next~313- fpeek_prev~313- fprev~313- fremove_next~313- fremove_prev~313-
alloc::collections::btree_set::Difference !Clone !Debug !FusedIterator !Iterator
alloc::collections::btree_set::Entry !Debug~314 wOccupied~314 wVacant~314 fget~314- finsert~314- for_insert~314
alloc::collections::btree_set::ExtractIf !Debug@91 !FusedIterator@91 !Iterator@91
alloc::collections::btree_set::Intersection !Clone !Debug !FusedIterator !Iterator
alloc::collections::btree_set::IntoIter !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_set::Iter !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::btree_set::OccupiedEntry !Debug~314 fget~314 fremove~314
alloc::collections::btree_set::Range !Clone !Debug !Default@70 !DoubleEndedIterator !FusedIterator !Iterator
alloc::collections::btree_set::SymmetricDifference !Clone !Debug !FusedIterator !Iterator
alloc::collections::btree_set::Union !Clone !Debug !FusedIterator !Iterator
alloc::collections::btree_set::UnorderedKeyError !Clone~313 !Debug~313 !Display~313 !Eq~313 !Error~313 !PartialEq~313 !StructuralPartialEq~313
alloc::collections::btree_set::VacantEntry !Debug~314 fget~314- finsert~314 finto_value~314-
alloc::collections::linked_list sCursorMut~320 sCursor~320 sExtractIf@87- sIntoIter sIter sIterMut sLinkedList
alloc::collections::linked_list::Cursor !Clone~320 !Debug~320 !Send~320 !Sync~320 fas_list~320- fback~320 fcurrent~320 ffront~320 findex~320 fmove_next~320 fmove_prev~320 fpeek_next~320 fpeek_prev~320
alloc::collections::linked_list::CursorMut !Debug~320 !Send~320 !Sync~320 fas_cursor~320 fas_list~320- fback_mut~320 fback~320 fcurrent~320 ffront_mut~320 ffront~320 findex~320 finsert_after~320 finsert_before~320 fmove_next~320 fmove_prev~320 fpeek_next~320 fpeek_prev~320 fpop_back~320 fpop_front~320 fpush_back~320 fpush_front~320 fremove_current_as_list~320 fremove_current~320 fsplice_after~320 fsplice_before~320 fsplit_after~320 fsplit_before~320
alloc::collections::linked_list::ExtractIf !Debug@87 !Iterator@87
alloc::collections::linked_list::IntoIter !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator
alloc::collections::linked_list::Iter !Clone !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !Send !Sync
alloc::collections::linked_list::IterMut !Debug !Default@70 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !Send !Sync
alloc::collections::linked_list::LinkedList !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd !Send !Sync fappend fback fback_mut fclear fcontains fcursor_back_mut~320 fcursor_back~320 fcursor_front_mut~320 fcursor_front~320 fextract_if@87- ffront ffront_mut fis_empty fiter fiter_mut flen fnew fnew_in~20- fpop_back fpop_front fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- fremove~321 fretain~322- fsplit_off
alloc::collections::vec_deque sDrain sExtractIf~323- sIntoIter sIter sIterMut sSplice~326- sVecDeque
alloc::collections::vec_deque::Drain !Debug !DoubleEndedIterator !Drop !ExactSizeIterator !FusedIterator !Iterator !Send !Sync
alloc::collections::vec_deque::ExtractIf !Debug~323 !Drop~323 !Iterator~323 fallocator~20-
alloc::collections::vec_deque::IntoIter !Clone !Debug !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172
alloc::collections::vec_deque::Iter !Clone !Debug !Default@82 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172 !TrustedRandomAccessNoCoerce~167 !TrustedRandomAccess~167 fas_slices~328-
alloc::collections::vec_deque::IterMut !Debug !Default@82 !DoubleEndedIterator !ExactSizeIterator !FusedIterator !Iterator !TrustedLen~172 !TrustedRandomAccessNoCoerce~167 !TrustedRandomAccess~167 fas_mut_slices~328- fas_slices~328- finto_slices~328-
alloc::collections::vec_deque::Splice !Debug~326 !DoubleEndedIterator~326 !Drop~326 !ExactSizeIterator~326 !Iterator~326
alloc::collections::vec_deque::VecDeque !Clone !Debug !Default !Drop !Eq !Extend !From !FromIterator !Hash !Index !IndexMut !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd fallocator~20 fappend fas_mut_slices fas_slices fback fback_mut fbinary_search fbinary_search_by fbinary_search_by_key fcapacity fclear fcontains fdrain fextend_from_within~326- fextend_front~326- fextract_if~323- ffront ffront_mut fget fget_mut finsert finsert_mut@95- fis_empty fiter fiter_mut flen fmake_contiguous fnew fnew_in~20 fpartition_point fpop_back fpop_back_if@93- fpop_front fpop_front_if@93- fprepend_from_within~326- fprepend~326- fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- frange frange_mut fremove freserve freserve_exact fresize fresize_with fretain fretain_mut frotate_left frotate_right fshrink_to fshrink_to_fit fsplice~326- fsplit_off fswap fswap_remove_back fswap_remove_front ftruncate ftruncate_front~325- ftry_reserve ftry_reserve_exact ftry_with_capacity~324- fwith_capacity fwith_capacity_in~20
alloc::ffi sCString@64 sFromVecWithNulError@64 sIntoStringError@64 sNulError@64 mc_str@88-
alloc::ffi::CString !AsRef !Borrow !Clone@64 !Debug !Default !Deref !Drop !Eq@64 !From !FromStr@85 !Hash@64 !Index !Ord@64 !PartialEq@90 !PartialOrd@64 !StructuralPartialEq@64 fas_bytes fas_bytes_with_nul fas_c_str ffrom_raw ffrom_vec_unchecked ffrom_vec_with_nul ffrom_vec_with_nul_unchecked finto_boxed_c_str finto_bytes finto_bytes_with_nul finto_raw finto_string fnew
alloc::ffi::FromVecWithNulError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 fas_bytes finto_bytes
alloc::ffi::IntoStringError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 finto_cstring futf8_error
alloc::ffi::NulError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 finto_vec fnul_position
alloc::ffi::c_str sCString@64 sFromVecWithNulError@64 sIntoStringError@64 sNulError@64
alloc::ffi::c_str::CString !AsRef !Borrow !Clone@64 !Debug !Default !Deref !Drop !Eq@64 !From !FromStr@85 !Hash@64 !Index !Ord@64 !PartialEq@90 !PartialOrd@64 !StructuralPartialEq@64 fas_bytes fas_bytes_with_nul fas_c_str ffrom_raw ffrom_vec_unchecked ffrom_vec_with_nul ffrom_vec_with_nul_unchecked finto_boxed_c_str finto_bytes finto_bytes_with_nul finto_raw finto_string fnew
alloc::ffi::c_str::FromVecWithNulError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 fas_bytes finto_bytes
alloc::ffi::c_str::IntoStringError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 finto_cstring futf8_error
alloc::ffi::c_str::NulError !Clone@64 !Debug@64 !Display !Eq@64 !Error !PartialEq@64 !StructuralPartialEq@64 finto_vec fnul_position
alloc::fmt >Alignment=core::fmt::Alignment >Arguments=core::fmt::Arguments >Binary=core::fmt::Binary >Debug=core::fmt::Debug >Debug=core::fmt::macros::Debug >DebugAsHex=core::fmt::DebugAsHex~148- >DebugList=core::fmt::builders::DebugList >DebugMap=core::fmt::builders::DebugMap >DebugSet=core::fmt::builders::DebugSet >DebugStruct=core::fmt::builders::DebugStruct >DebugTuple=core::fmt::builders::DebugTuple >Display=core::fmt::Display >Error=core::fmt::Error >Formatter=core::fmt::Formatter >FormattingOptions=core::fmt::FormattingOptions~148- >FromFn=core::fmt::builders::FromFn@93- >LowerExp=core::fmt::LowerExp >LowerHex=core::fmt::LowerHex >Octal=core::fmt::Octal >Pointer=core::fmt::Pointer >Result=core::fmt::Result >Sign=core::fmt::Sign~148- >UpperExp=core::fmt::UpperExp >UpperHex=core::fmt::UpperHex >Write=core::fmt::Write fformat >from_fn=core::fmt::builders::from_fn@93- >write=core::fmt::write
alloc::intrinsics fwrite_box_via_move
alloc::rc sRc sUniqueRc~329- sWeak
alloc::rc::Rc !Allocator~20 !AsRef !Borrow !Clone !CloneFromCell~119 !CoerceUnsized~236 !Debug !Default@80 !Deref !DerefPure~229 !DispatchFromDyn~237 !Display !Drop !Eq !From !FromIterator !Hash !LegacyReceiver~230 !Ord !PartialEq !PartialOrd !PinCoerceUnsized~256 !Pointer !RefUnwindSafe !TryFrom !Unpin !UnwindSafe !UseCloned~131 fallocator~20- fas_ptr fassume_init*2@82 fclone_from_ref_in~305- fclone_from_ref~305- fdecrement_strong_count fdecrement_strong_count_in~20- fdowncast fdowncast_unchecked~300 fdowngrade ffrom_raw ffrom_raw_in~20- fget_mut fget_mut_unchecked~330 fincrement_strong_count fincrement_strong_count_in~20- finto_array~306- finto_inner@70- finto_raw finto_raw_with_allocator~20- fmake_mut fmap~301- fnew fnew_cyclic fnew_cyclic_in~20- fnew_in~20- fnew_uninit@82 fnew_uninit_in~20- fnew_uninit_slice@82 fnew_uninit_slice_in~20- fnew_zeroed@92 fnew_zeroed_in~20- fnew_zeroed_slice@92 fnew_zeroed_slice_in~20- fpin fpin_in~20- fptr_eq fstrong_count ftry_clone_from_ref_in~305- ftry_clone_from_ref~305- ftry_map~301- ftry_new_in~20- ftry_new_uninit_in~20- ftry_new_uninit~20 ftry_new_zeroed_in~20- ftry_new_zeroed~20 ftry_new~20 ftry_unwrap funwrap_or_clone@76 fweak_count
alloc::rc::UniqueRc !AsMut~329 !AsRef~329 !BorrowMut~329 !Borrow~329 !CoerceUnsized~329 !Debug~329 !DerefMut~329 !DerefPure~229 !Deref~329 !DispatchFromDyn~237 !Display~329 !Drop~329 !Eq~329 !From~329 !Hash~329 !Ord~329 !PartialEq~329 !PartialOrd~329 !PinCoerceUnsized~256 !Pointer~329 !Unpin~329 fdowngrade~329- finto_rc~329- fmap~301- fnew_in~329- fnew~329- ftry_map~301-
alloc::rc::Weak !Clone !CloneFromCell~119 !CoerceUnsized~236 !Debug !Default !DispatchFromDyn~237 !Drop !UseCloned~131 fallocator~20- fas_ptr ffrom_raw ffrom_raw_in~20- finto_raw finto_raw_with_allocator~20- fnew fnew_in~20- fptr_eq fstrong_count fupgrade fweak_count
alloc::slice >ArrayWindows=core::slice::iter::ArrayWindows@94- >ChunkBy=core::slice::iter::ChunkBy@77- >ChunkByMut=core::slice::iter::ChunkByMut@77- >Chunks=core::slice::iter::Chunks >ChunksExact=core::slice::iter::ChunksExact >ChunksExactMut=core::slice::iter::ChunksExactMut >ChunksMut=core::slice::iter::ChunksMut tConcat~331 >EscapeAscii=core::slice::ascii::EscapeAscii >GetDisjointMutError=core::slice::GetDisjointMutError@86- >Iter=core::slice::iter::Iter >IterMut=core::slice::iter::IterMut tJoin~331 >RChunks=core::slice::iter::RChunks >RChunksExact=core::slice::iter::RChunksExact >RChunksExactMut=core::slice::iter::RChunksExactMut >RChunksMut=core::slice::iter::RChunksMut >RSplit=core::slice::iter::RSplit >RSplitMut=core::slice::iter::RSplitMut >RSplitN=core::slice::iter::RSplitN >RSplitNMut=core::slice::iter::RSplitNMut >SliceIndex=core::slice::index::SliceIndex >Split=core::slice::iter::Split >SplitInclusive=core::slice::iter::SplitInclusive >SplitInclusiveMut=core::slice::iter::SplitInclusiveMut >SplitMut=core::slice::iter::SplitMut >SplitN=core::slice::iter::SplitN >SplitNMut=core::slice::iter::SplitNMut >Windows=core::slice::iter::Windows >from_mut=core::slice::raw::from_mut >from_mut_ptr_range=core::slice::raw::from_mut_ptr_range~273- >from_ptr_range=core::slice::raw::from_ptr_range~273- >from_raw_parts=core::slice::raw::from_raw_parts >from_raw_parts_mut=core::slice::raw::from_raw_parts_mut >from_ref=core::slice::raw::from_ref >range=core::slice::index::range~272- >try_range=core::slice::index::try_range~272-
alloc::slice::Concat YOutput~331 fconcat~331
alloc::slice::Join YOutput~331 fjoin~331
alloc::str >Bytes=core::str::iter::Bytes >CharIndices=core::str::iter::CharIndices >Chars=core::str::iter::Chars >EncodeUtf16=core::str::iter::EncodeUtf16 >EscapeDebug=core::str::iter::EscapeDebug >EscapeDefault=core::str::iter::EscapeDefault >EscapeUnicode=core::str::iter::EscapeUnicode >FromStr=core::str::traits::FromStr >Lines=core::str::iter::Lines >LinesAny=core::str::iter::LinesAny >MatchIndices=core::str::iter::MatchIndices >Matches=core::str::iter::Matches >ParseBoolError=core::str::error::ParseBoolError >RMatchIndices=core::str::iter::RMatchIndices >RMatches=core::str::iter::RMatches >RSplit=core::str::iter::RSplit >RSplitN=core::str::iter::RSplitN >RSplitTerminator=core::str::iter::RSplitTerminator >Split=core::str::iter::Split >SplitAsciiWhitespace=core::str::iter::SplitAsciiWhitespace >SplitInclusive=core::str::iter::SplitInclusive >SplitN=core::str::iter::SplitN >SplitTerminator=core::str::iter::SplitTerminator >SplitWhitespace=core::str::iter::SplitWhitespace >Utf8Chunk=core::str::lossy::Utf8Chunk@79- >Utf8Chunks=core::str::lossy::Utf8Chunks@79- >Utf8Error=core::str::error::Utf8Error fconvert_while_ascii~271- ffrom_boxed_utf8_unchecked >from_raw_parts=core::str::converts::from_raw_parts~279- >from_raw_parts_mut=core::str::converts::from_raw_parts_mut~279- >from_utf8=core::str::converts::from_utf8 >from_utf8_mut=core::str::converts::from_utf8_mut >from_utf8_unchecked=core::str::converts::from_utf8_unchecked >from_utf8_unchecked_mut=core::str::converts::from_utf8_unchecked_mut >pattern=core::str::pattern
alloc::string sDrain sFromUtf16Error sFromUtf8Error sIntoChars~332- yParseError sString tToString
alloc::string::Drain !AsRef !Debug !DoubleEndedIterator !Drop !FusedIterator !Iterator !Send !Sync fas_str
alloc::string::FromUtf16Error !Debug !Display !Error
alloc::string::FromUtf8Error !Clone !Debug !Display !Eq !Error !PartialEq !StructuralPartialEq fas_bytes finto_bytes finto_utf8_lossy~333- futf8_error
alloc::string::IntoChars !Clone~332 !Debug~332 !DoubleEndedIterator~332 !FusedIterator~332 !Iterator~332 fas_str~332- finto_string~332-
alloc::string::String !Add !AddAssign !AsMut !AsRef !Borrow !BorrowMut !Clone !Debug !Default !Deref !DerefMut !DerefPure~229 !Display !Eq !Extend !From !FromIterator !FromStr !Hash !Index !IndexMut !Ord !PartialEq !PartialOrd &Pattern~278 !StructuralPartialEq !TryFrom~40 !Write fas_bytes fas_mut_str fas_mut_vec fas_str fcapacity fclear fdrain fextend_from_within@87 ffrom_raw_parts ffrom_utf16 ffrom_utf16_lossy ffrom_utf16be_lossy~334- ffrom_utf16be~334- ffrom_utf16le_lossy~334- ffrom_utf16le~334- ffrom_utf8 ffrom_utf8_lossy ffrom_utf8_lossy_owned~333- ffrom_utf8_unchecked finsert finsert_str finto_boxed_str finto_bytes finto_chars~332- finto_raw_parts@93 fis_empty fleak@72- flen fnew fpop fpush fpush_str fremove fremove_matches~335 freplace_first~336- freplace_last~336- freplace_range freserve freserve_exact fretain fshrink_to fshrink_to_fit fsplit_off ftruncate ftry_reserve ftry_reserve_exact ftry_with_capacity~324- fwith_capacity
alloc::string::ToString fto_string
alloc::sync sArc sUniqueArc~329- sWeak
alloc::sync::Arc !Allocator~20 !AsRef !Borrow !Clone !CloneFromCell~119 !CoerceUnsized~236 !Debug !Default !Deref !DerefPure~229 !DispatchFromDyn~237 !Display !Drop !Eq !Error !From !FromIterator !Hash !LegacyReceiver~230 !Ord !PartialEq !PartialOrd !PinCoerceUnsized~256 !Pointer !Send !Sync !TryFrom !Unpin !UnwindSafe !UseCloned~131 fallocator~20- fas_ptr fassume_init*2@82 fclone_from_ref_in~305- fclone_from_ref~305- fdecrement_strong_count fdecrement_strong_count_in~20- fdowncast fdowncast_unchecked~300 fdowngrade ffrom_raw ffrom_raw_in~20- fget_mut fget_mut_unchecked~330 fincrement_strong_count fincrement_strong_count_in~20- finto_array~306- finto_inner@70- finto_raw finto_raw_with_allocator~20- fis_unique~337- fmake_mut fmap~301- fnew fnew_cyclic fnew_cyclic_in~20- fnew_in~20- fnew_uninit@82 fnew_uninit_in~20- fnew_uninit_slice@82 fnew_uninit_slice_in~20- fnew_zeroed@92 fnew_zeroed_in~20- fnew_zeroed_slice@92 fnew_zeroed_slice_in~20- fpin fpin_in~20- fptr_eq fstrong_count ftry_clone_from_ref_in~305- ftry_clone_from_ref~305- ftry_map~301- ftry_new_in~20- ftry_new_uninit_in~20- ftry_new_uninit~20 ftry_new_zeroed_in~20- ftry_new_zeroed~20 ftry_new~20 ftry_pin_in~20- ftry_pin~20 ftry_unwrap funwrap_or_clone@76 fweak_count
alloc::sync::UniqueArc !AsMut~329 !AsRef~329 !BorrowMut~329 !Borrow~329 !CoerceUnsized~329 !Debug~329 !DerefMut~329 !DerefPure~329 !Deref~329 !DispatchFromDyn~237 !Display~329 !Drop~329 !Eq~329 !From~329 !Hash~329 !Ord~329 !PartialEq~329 !PartialOrd~329 !PinCoerceUnsized~256 !Pointer~329 !Send~329 !Sync~329 !Unpin~329 fdowngrade~329- finto_arc~329- fmap~301- fnew_in~329- fnew~329- ftry_map~301-
alloc::sync::Weak !Clone !CloneFromCell~119 !CoerceUnsized~236 !Debug !Default !DispatchFromDyn~237 !Drop !Send !Sync !UseCloned~131 fallocator~20- fas_ptr ffrom_raw ffrom_raw_in~20- finto_raw finto_raw_with_allocator~20- fnew fnew_in~20- fptr_eq fstrong_count fupgrade fweak_count
alloc::task tLocalWake~288- tWake flocal_waker_fn~338- fwaker_fn~338-
alloc::task::LocalWake fwake_by_ref~288- fwake~288-
alloc::task::Wake fwake fwake_by_ref
alloc::vec sDrain sExtractIf@87- sIntoIter sPeekMut~339- sSplice sVec ffrom_elem ffrom_elem_in~20
alloc::vec::Drain !AsRef !Debug !DoubleEndedIterator !Drop !ExactSizeIterator !FusedIterator !Iterator !Send !Sync !TrustedLen~172 fallocator~20 fas_slice fkeep_rest~340-
alloc::vec::ExtractIf !Debug@87 !Drop@87 !Iterator@87 fallocator~20-
alloc::vec::IntoIter !AsRef !Clone !Debug !Default@70 !DoubleEndedIterator !Drop !ExactSizeIterator !FusedIterator !InPlaceIterable~166 !Iterator !Send !SourceIter~166 !Sync !TrustedFused~171 !TrustedLen~172 !TrustedRandomAccessNoCoerce~116 !UnwindSafe fallocator~20 fas_mut_slice fas_slice
alloc::vec::PeekMut !Debug~339 !DerefMut~339 !Deref~339 fpop~339
alloc::vec::Splice !Debug !DoubleEndedIterator !Drop !ExactSizeIterator !Iterator
alloc::vec::Vec !AsMut !AsRef !Borrow !BorrowMut !BufGuard~116 !Clone !Debug !Default !Deref !DerefMut !DerefPure~229 !Drop !Eq !Extend !From !FromIterator !Hash !Index !IndexMut !IntoIterator &IntoIterator !Ord !PartialEq !PartialOrd fallocator~20 fappend fas_mut_ptr fas_mut_slice fas_non_null~307- fas_ptr fas_slice fcapacity fclear fconst_make_global~342- fdedup fdedup_by fdedup_by_key fdrain fextend_from_slice fextend_from_within fextract_if@87- ffrom_fn~341- ffrom_parts_in~20- ffrom_parts~307- ffrom_raw_parts ffrom_raw_parts_in~20 finsert finsert_mut@95- finto_boxed_slice finto_chunks~347- finto_flattened@80 finto_parts_with_alloc~20- finto_parts~307- finto_raw_parts@93 finto_raw_parts_with_alloc~20 fis_empty fleak flen fnew fnew_in~20 fpeek_mut~339- fpop fpop_if@86- fpush fpush_mut@95- fpush_within_capacity~345- frecycle~348- fremove freserve freserve_exact fresize fresize_with fretain fretain_mut fset_len fshrink_to fshrink_to_fit fspare_capacity_mut fsplice fsplit_at_spare_mut~346 fsplit_off fswap_remove ftruncate ftry_remove~344- ftry_reserve ftry_reserve_exact ftry_shrink_to_fit~343- ftry_shrink_to~343- ftry_with_capacity_in~20- ftry_with_capacity~324- fwith_capacity fwith_capacity_in~20
alloc::wtf8 >CodePoint=core::wtf8::CodePoint >EncodeWide=core::wtf8::EncodeWide >Wtf8=core::wtf8::Wtf8 sWtf8Buf >Wtf8CodePoints=core::wtf8::Wtf8CodePoints
alloc::wtf8::Wtf8Buf !Clone !Debug !Deref !DerefMut !Display !Eq !Extend !FromIterator !Hash !Ord !PartialEq !PartialOrd !StructuralPartialEq fas_mut_slice fas_slice fcapacity fclear fextend_from_slice_unchecked ffrom_box ffrom_bytes_unchecked ffrom_str ffrom_string ffrom_wide finto_box finto_bytes finto_string finto_string_lossy fleak fnew fpush fpush_char fpush_str fpush_wtf8 freserve freserve_exact fshrink_to fshrink_to_fit ftruncate ftry_reserve ftry_reserve_exact fwith_capacity`;
