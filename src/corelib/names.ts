// Every public name of core and alloc. Made by test/tools/generate-core-names.mjs from the libraries of 1.96 and 1.63.
//
// A line: the path of a module, type or trait, then its names. A name: a letter for its kind, the name, and marks.
//   m module  s struct  1 tuple struct  0 unit struct  e enum  u union  t trait  T trait alias  y type alias  f function
//   c constant  S static  x macro  d derive macro  a attribute macro  p primitive type
//   v unit variant  w tuple variant  V struct variant  C associated constant  Y associated type
//   >name=path an export of another crate's  * any name may exist here
//   @N stable since 1.N (without: since 1.63 or before)  ~F unstable, feature number F  - unknown to 1.63
export const FEATURES =
  "derive_from autodiff contracts f128 f16 core_intrinsics profiling_marker_api ub_checks field_projections sliceindex_wrappers generic_assert_internals async_iterator bstr core_io_borrowed_buf darwin_objc panic_internals pattern_type_macro random unsafe_binders wtf8_internals unicode_internals portable_simd derive_macro_global_path const_format_args format_args_nl concat_bytes log_syntax trace_macros bstr_internals never_type allocator_api ptr_alignment_type layout_for_ptr try_as_dyn type_info breakpoint stdarch_arm_neon_intrinsics riscv_ext_intrinsics simd_wasm64 stdarch_mips stdarch_powerpc stdarch_nvptx stdarch_amdgpu stdarch_loongarch stdarch_s390x stdarch_hexagon array_try_from_fn array_into_iter_constructors ascii_char ascii_char_variants bool_to_result cell_get_cloned sync_unsafe_cell lazy_cell_into_inner once_cell_try_insert once_cell_get_mut once_cell_try refcell_try_map cell_leak unsafe_cell_access char_internals char_max_len titlecase trivial_clone ergonomic_clones derive_clone_copy_internals clone_to_uninit derive_eq_internals cmp_minmax partial_ord_chaining_methods contracts_internals convert_float_to_int error_generic_member_access error_iter error_type_id more_float_constants core_float_math c_variadic c_size_t cstr_bytes cstr_display str_as_str const_c_variadic c_void_variant field_representing_type_raw int_format_into formatting_options fmt_arguments_from_str fmt_internals debug_closure_helpers fmt_helpers_for_derive async_drop future_join gen_future hashmap_internals hasher_prefixfree_extras hint_must_use likely_unlikely hint_prefetch core_intrinsics_fallbacks gpu_intrinsics custom_mir disjoint_bitor funnel_shifts uint_carryless_mul const_cmp const_eval_select const_heap borrowed_buf_init iter_array_chunks std_internals iter_map_windows inplace_iteration trusted_random_access iter_intersperse step_trait iter_macro iter_from_coroutine trusted_fused trusted_len trusted_step copied_into_inner iter_advance_by next_index exact_size_is_empty extend_one extend_one_unchecked iter_next_chunk iterator_try_collect iter_collect_into iter_partition_in_place iter_is_partitioned iterator_try_reduce try_find iter_order_by rev_into_inner phantom_variance_markers sized_hierarchy unsize structural_match bikeshed_guaranteed_no_drop discriminant_kind freeze unsafe_unpin const_destruct tuple_trait const_param_ty_trait min_adt_const_params fn_ptr_trait derive_coerce_pointee coerce_pointee_validated maybe_dangling transmutability drop_guard forget_unsized mem_copy_fn variant_count sized_type_properties mem_conjure_zst maybe_uninit_array_assume_init maybe_uninit_as_bytes maybe_uninit_uninit_array_transpose ip ip_as_octets addr_parse_ascii ip_multicast_reserved num_internals temporary_niche_types nonzero_internals nonzero_from_mut isolate_most_least_significant_one int_lowest_highest_one nonzero_bitwise nonzero_ops uint_bit_width int_from_ascii nonzero_from_str_radix wrapping_int_impl wrapping_next_power_of_two core_private_bignum dec2flt core_private_diy_float flt2dec numfmt async_fn_traits coroutine_trait deref_pure_trait legacy_receiver_trait arbitrary_self_types range_into_bounds one_sided_range reborrow try_trait_v2_residual try_trait_v2_yeet try_trait_v2 coerce_unsized dispatch_from_dyn bound_as_ref bound_copied control_flow_into_value fn_traits range_bounds_is_empty option_into_flat_iter result_option_map_or_default option_get_or_try_insert_with option_zip option_reduce option_reference_flattening objc_class_variant objc_selector_variant edition_panic abort_unwind panic_can_unwind pattern_type_range_trait unsafe_pinned pin_coerce_unsized_trait pointer_try_cast_aligned set_ptr_value ptr_metadata ptr_as_uninit ptr_mask const_raw_ptr_comparison pointer_is_aligned_to cast_maybe_uninit ptr_cast_slice slice_ptr_get ptr_cast_array array_ptr_get raw_slice_split prelude_future derive_const cfg_accessible cfg_eval type_ascription deref_patterns type_alias_impl_trait extern_item_impls eii_internals ptr_internals new_range_api_legacy new_range_remainder unwrap_infallible slice_internals str_internals slice_range slice_from_ptr_range slice_pattern get_disjoint_mut_helpers slice_iter_mut_as_mut_slice slice_index_methods split_as_slice pattern str_from_raw_parts str_lines_remainder str_split_remainder str_split_whitespace_remainder str_split_inclusive_remainder exclusive_wrapper atomic_internals generic_atomic atomic_from_mut atomic_ptr_null local_waker context_ext waker_from_fn_ptr async_gen_internals duration_constants duration_constructors duration_millis_float duration_integer_division liballoc_internals alloc_internals cow_is_borrowed thin_box downcast_unchecked smart_pointer_try_map box_into_boxed_slice box_into_inner box_take clone_from_ref alloc_slice_into_array box_vec_non_null box_as_ptr try_reserve_kind btreemap_alloc map_try_insert btree_merge btree_cursors btree_set_entry binary_heap_from_raw_vec binary_heap_pop_if binary_heap_drain_sorted binary_heap_into_iter_sorted binary_heap_as_mut_slice linked_list_cursors linked_list_remove linked_list_retain vec_deque_extract_if try_with_capacity vec_deque_truncate_front deque_extend_front binary_heap_peek_mut_refresh vec_deque_iter_as_slices unique_rc_arc get_mut_unchecked slice_concat_trait string_into_chars string_from_utf8_lossy_owned str_from_utf16_endian string_remove_matches string_replace_in_place arc_is_unique waker_fn vec_peek_mut drain_keep_rest vec_from_fn vec_fallible_shrink vec_try_remove vec_push_within_capacity vec_split_at_spare vec_into_chunks vec_recycle";
export const CORE_NAMES = `core malloc many march marray parray mascii xassert xassert_eq xassert_matches@96 xassert_ne xassert_unsafe_precondition~7- masserting~10 masync_iter~11 mautodiff~1- pbool mborrow mbstr~12- mcell xcfg xcfg_select@95- mchar pchar mclone mcmp xcolumn xcompile_error xconcat xconcat_bytes~25 xconst_format_args~23 mcontracts~2- mconvert xdebug_assert xdebug_assert_eq xdebug_assert_matches@96- xdebug_assert_ne mdefault aderive~22- xenv merror@81- mf128~3- pf128~3- mf16~4- pf16~4- mf32 pf32 mf64 pf64 mffi mfield~8- xfile mfmt pfn xformat_args xformat_args_nl~24 mfrom~0- mfuture mhash mhint mi128 pi128 mi16 pi16 mi32 pi32 mi64 pi64 mi8 pi8 ximpl_partial_eq_n~28- ximpl_partial_eq_ord~28- ximpl_partial_eq~28- xinclude xinclude_bytes xinclude_str mindex~9- mintrinsics~5 mio~13- misize pisize miter xline xlog_syntax~26 mmarker xmatches mmem xmodule_path mnet@77- pnever~29 mnum mops moption xoption_env mos~14- mpanic xpanic mpanicking~15 xpattern_type~16- mpat~16- mpin ppointer mprelude mprimitive mprofiling~6- mptr mrandom~17- mrange@95- preference mresult msimd~21 mslice pslice mstr pstr xstringify msync mtask mtime xtodo xtrace_macros~27 xtry ptuple mu128 pu128 mu16 pu16 mu32 pu32 mu64 pu64 mu8 pu8 mub_checks~7- municode~20 xunimplemented punit xunreachable munsafe_binder~18- musize pusize xwrite xwriteln mwtf8~19-
core::alloc 0AllocError~30 tAllocator~30 tGlobalAlloc sLayout yLayoutErr 0LayoutError
core::alloc::Allocator fallocate fallocate_zeroed fby_ref fdeallocate fgrow fgrow_zeroed fshrink
core::alloc::GlobalAlloc falloc falloc_zeroed fdealloc frealloc
core::alloc::Layout fadjust_alignment_to~31- falign falign_to falignment~31- farray fdangling_ptr@95- fextend fextend_packed@95 ffor_value ffor_value_raw~32 ffrom_size_align ffrom_size_align_unchecked ffrom_size_alignment_unchecked~31- ffrom_size_alignment~31- fnew fpad_to_align fpadding_needed_for~31 frepeat@95 frepeat_packed@95 fsize
core::any tAny sTypeId ftry_as_dyn_mut~33- ftry_as_dyn~33- ftype_name ftype_name_of_val@76
core::any::Any ftype_id
core::any::TypeId finfo~34- fof ftrait_info_of_trait_type_id~34- ftrait_info_of~34-
core::arch maarch64 mamdgpu~42- marm~36 xasm fbreakpoint~35- xglobal_asm mhexagon~45- mloongarch32~43- mloongarch64~43- mmips64~39 mmips~39 xnaked_asm@88- mnvptx~41 mpowerpc64~40 mpowerpc~40 mriscv32~37 mriscv64~37 ms390x~44- mwasm32 mwasm64~38 mwasm~38 mx86 mx86_64
core::arch::aarch64 *
core::arch::amdgpu *~42-
core::arch::arm *~36-
core::arch::hexagon *~45-
core::arch::loongarch32 *~43-
core::arch::loongarch64 *~43-
core::arch::mips *~39-
core::arch::mips64 *~39-
core::arch::nvptx *~41-
core::arch::powerpc *~40-
core::arch::powerpc64 *~40-
core::arch::riscv32 *~37-
core::arch::riscv64 *~37-
core::arch::s390x *~44-
core::arch::wasm *~38-
core::arch::wasm32 *
core::arch::wasm64 *~38-
core::arch::x86 *
core::arch::x86_64 *
core::array sIntoIter sTryFromSliceError ffrom_fn ffrom_mut ffrom_ref frepeat@91- ftry_from_fn~46
core::array::IntoIter fas_mut_slice fas_slice fempty~47 fnew fnew_unchecked~47
core::ascii eChar~48- sEscapeDefault fescape_default
core::ascii::Char vAcknowledge~49- vAmpersand~49- vApostrophe~49- vAsterisk~49- vBackspace~49- vBell~49- vCancel~49- vCapitalA~49- vCapitalB~49- vCapitalC~49- vCapitalD~49- vCapitalE~49- vCapitalF~49- vCapitalG~49- vCapitalH~49- vCapitalI~49- vCapitalJ~49- vCapitalK~49- vCapitalL~49- vCapitalM~49- vCapitalN~49- vCapitalO~49- vCapitalP~49- vCapitalQ~49- vCapitalR~49- vCapitalS~49- vCapitalT~49- vCapitalU~49- vCapitalV~49- vCapitalW~49- vCapitalX~49- vCapitalY~49- vCapitalZ~49- vCarriageReturn~49- vCharacterTabulation~49- vCircumflexAccent~49- vColon~49- vComma~49- vCommercialAt~49- vDataLinkEscape~49- vDelete~49- vDeviceControlFour~49- vDeviceControlOne~49- vDeviceControlThree~49- vDeviceControlTwo~49- vDigit0~49- vDigit1~49- vDigit2~49- vDigit3~49- vDigit4~49- vDigit5~49- vDigit6~49- vDigit7~49- vDigit8~49- vDigit9~49- vDollarSign~49- vEndOfMedium~49- vEndOfText~49- vEndOfTransmissionBlock~49- vEndOfTransmission~49- vEnquiry~49- vEqualsSign~49- vEscape~49- vExclamationMark~49- vFormFeed~49- vFullStop~49- vGraveAccent~49- vGreaterThanSign~49- vHyphenMinus~49- vInformationSeparatorFour~49- vInformationSeparatorOne~49- vInformationSeparatorThree~49- vInformationSeparatorTwo~49- vLeftCurlyBracket~49- vLeftParenthesis~49- vLeftSquareBracket~49- vLessThanSign~49- vLineFeed~49- vLineTabulation~49- vLowLine~49- CMAX~48- CMIN~48- vNegativeAcknowledge~49- vNull~49- vNumberSign~49- vPercentSign~49- vPlusSign~49- vQuestionMark~49- vQuotationMark~49- vReverseSolidus~49- vRightCurlyBracket~49- vRightParenthesis~49- vRightSquareBracket~49- vSemicolon~49- vShiftIn~49- vShiftOut~49- vSmallA~49- vSmallB~49- vSmallC~49- vSmallD~49- vSmallE~49- vSmallF~49- vSmallG~49- vSmallH~49- vSmallI~49- vSmallJ~49- vSmallK~49- vSmallL~49- vSmallM~49- vSmallN~49- vSmallO~49- vSmallP~49- vSmallQ~49- vSmallR~49- vSmallS~49- vSmallT~49- vSmallU~49- vSmallV~49- vSmallW~49- vSmallX~49- vSmallY~49- vSmallZ~49- vSolidus~49- vSpace~49- vStartOfHeading~49- vStartOfText~49- vSubstitute~49- vSynchronousIdle~49- vTilde~49- vVerticalLine~49- fas_str~48- fdigit_unchecked~48- fdigit~48- feq_ignore_case~48- fescape_ascii~48- ffrom_u8_unchecked~48- ffrom_u8~48- fis_alphabetic~48- fis_alphanumeric~48- fis_control~48- fis_digit~48- fis_graphic~48- fis_hexdigit~48- fis_lowercase~48- fis_octdigit~48- fis_punctuation~48- fis_uppercase~48- fis_whitespace~48- fmake_lowercase~48- fmake_uppercase~48- fto_char~48- fto_lowercase~48- fto_u8~48- fto_uppercase~48-
core::asserting sCapture~10 tPrintable~10 tTryCaptureGeneric~10 tTryCapturePrintable~10 0TryCaptureWithDebug~10 0TryCaptureWithoutDebug~10 1Wrapper~10
core::asserting::Capture fnew
core::asserting::TryCaptureGeneric ftry_capture
core::asserting::TryCapturePrintable ftry_capture
core::async_iter tAsyncIterator sFromIter tIntoAsyncIterator ffrom_iter
core::async_iter::AsyncIterator YItem fpoll_next fsize_hint
core::async_iter::IntoAsyncIterator YIntoAsyncIter YItem finto_async_iter
core::autodiff aautodiff_forward~1- aautodiff_reverse~1-
core::bool fok_or_else~50- fok_or~50- fthen fthen_some
core::borrow tBorrow tBorrowMut
core::borrow::Borrow fborrow
core::borrow::BorrowMut fborrow_mut
core::bstr 1ByteStr~12- ximpl_partial_eq_n~28- ximpl_partial_eq_ord~28- ximpl_partial_eq~28-
core::bstr::ByteStr fas_byte_str~12- fas_bytes_mut~28- fas_bytes~28- fas_mut_byte_str~12- ffrom_bytes_mut~28- ffrom_bytes~28- fnew~12-
core::cell sBorrowError sBorrowMutError sCell tCloneFromCell~51- sLazyCell@80 sOnceCell@70 sRef sRefCell sRefMut sSyncUnsafeCell~52 sUnsafeCell
core::cell::Cell fas_array_of_cells@91 fas_ptr fas_slice_of_cells ffrom_mut fget fget_cloned fget_mut finto_inner fnew freplace fset fswap ftake fupdate@88
core::cell::LazyCell fforce@80 fforce_mut@94- fget@94- fget_mut@94- finto_inner~53- fnew@80
core::cell::OnceCell fget@70 fget_mut@70 fget_mut_or_init~55- fget_mut_or_try_init~55- fget_or_init@70 fget_or_try_init~56 finto_inner@70 fnew@70 fset@70 ftake@70 ftry_insert~54-
core::cell::Ref fclone ffilter_map fleak~58 fmap fmap_split ftry_map~57-
core::cell::RefCell fas_ptr fborrow fborrow_mut fget_mut finto_inner fnew freplace freplace_with fswap ftake ftry_borrow ftry_borrow_mut ftry_borrow_unguarded fundo_leak~58
core::cell::RefMut ffilter_map fleak~58 fmap fmap_split ftry_map~57-
core::cell::SyncUnsafeCell fget fget_mut finto_inner~52 fnew fraw_get
core::cell::UnsafeCell fas_mut_unchecked~59- fas_ref_unchecked~59- ffrom_mut@84- fget fget_mut finto_inner fnew fraw_get freplace~59-
core::char eCharCase~62- sCharTryFromError sDecodeUtf16 sDecodeUtf16Error sEscapeDebug sEscapeDefault sEscapeUnicode cMAX cMAX_LEN_UTF16~61- cMAX_LEN_UTF8~61- sParseCharError cREPLACEMENT_CHARACTER sToLowercase sToTitlecase~62- sToUppercase sTryFromCharError cUNICODE_VERSION fdecode_utf16 fencode_utf16_raw~60 fencode_utf8_raw_unchecked~60- fencode_utf8_raw~60 ffrom_digit ffrom_u32 ffrom_u32_unchecked
core::char::CharCase vLower vTitle vUpper
core::char::DecodeUtf16Error funpaired_surrogate
core::clone sAssertParamIsClone~65 sAssertParamIsCopy~65 tClone dClone tCloneToUninit~66- tTrivialClone~63- tUseCloned~64-
core::clone::Clone fclone fclone_from
core::clone::CloneToUninit fclone_to_uninit
core::cmp sAssertParamIsEq~67 tEq dEq tOrd dOrd eOrdering tPartialEq dPartialEq tPartialOrd dPartialOrd 1Reverse fmax fmax_by fmax_by_key fmin fmin_by fmin_by_key fminmax_by_key~68- fminmax_by~68- fminmax~68-
core::cmp::Eq fassert_fields_are_eq~67- fassert_receiver_is_total_eq
core::cmp::Ord fclamp fcmp fmax fmin
core::cmp::Ordering vEqual vGreater vLess fis_eq fis_ge fis_gt fis_le fis_lt fis_ne freverse fthen fthen_with
core::cmp::PartialEq feq fne
core::cmp::PartialOrd f__chaining_ge~69- f__chaining_gt~69- f__chaining_le~69- f__chaining_lt~69- fge fgt fle flt fpartial_cmp
core::contracts fbuild_check_ensures~70- aensures arequires
core::convert tAsMut tAsRef tFloatToInt~71 tFrom eInfallible tInto tTryFrom tTryInto fidentity
core::convert::AsMut fas_mut
core::convert::AsRef fas_ref
core::convert::FloatToInt fto_int_unchecked~71
core::convert::From ffrom
core::convert::Into finto
core::convert::TryFrom YError ftry_from
core::convert::TryInto YError ftry_into
core::default tDefault dDefault
core::default::Default fdefault
core::error tError sRequest~72- sSource~73- frequest_ref~72- frequest_value~72-
core::error::Error fcause fdescription fprovide~72- fsource ftype_id~74
core::error::Request fprovide_ref_with~72- fprovide_ref~72- fprovide_value_with~72- fprovide_value~72- fwould_be_satisfied_by_ref_of~72- fwould_be_satisfied_by_value_of~72-
core::f128 mconsts~3-
core::f128::consts cEULER_GAMMA~3- cE~3- cFRAC_1_PI~3- cFRAC_1_SQRT_2PI~3- cFRAC_1_SQRT_2~3- cFRAC_1_SQRT_3~3- cFRAC_1_SQRT_5~75- cFRAC_1_SQRT_PI~3- cFRAC_2_PI~3- cFRAC_2_SQRT_PI~3- cFRAC_PI_2~3- cFRAC_PI_3~3- cFRAC_PI_4~3- cFRAC_PI_6~3- cFRAC_PI_8~3- cGOLDEN_RATIO~3- cLN_10~3- cLN_2~3- cLOG10_2~3- cLOG10_E~3- cLOG2_10~3- cLOG2_E~3- cPI~3- cSQRT_2~3- cSQRT_3~3- cSQRT_5~75- cTAU~3-
core::f16 mconsts~4-
core::f16::consts cEULER_GAMMA~4- cE~4- cFRAC_1_PI~4- cFRAC_1_SQRT_2PI~4- cFRAC_1_SQRT_2~4- cFRAC_1_SQRT_3~4- cFRAC_1_SQRT_5~75- cFRAC_1_SQRT_PI~4- cFRAC_2_PI~4- cFRAC_2_SQRT_PI~4- cFRAC_PI_2~4- cFRAC_PI_3~4- cFRAC_PI_4~4- cFRAC_PI_6~4- cFRAC_PI_8~4- cGOLDEN_RATIO~4- cLN_10~4- cLN_2~4- cLOG10_2~4- cLOG10_E~4- cLOG2_10~4- cLOG2_E~4- cPI~4- cSQRT_2~4- cSQRT_3~4- cSQRT_5~75- cTAU~4-
core::f32 cDIGITS cEPSILON cINFINITY cMANTISSA_DIGITS cMAX cMAX_10_EXP cMAX_EXP cMIN cMIN_10_EXP cMIN_EXP cMIN_POSITIVE cNAN cNEG_INFINITY cRADIX mconsts mmath~76-
core::f32::consts cE cEULER_GAMMA@94- cFRAC_1_PI cFRAC_1_SQRT_2 cFRAC_1_SQRT_2PI~75- cFRAC_1_SQRT_3~75- cFRAC_1_SQRT_5~75- cFRAC_1_SQRT_PI~75- cFRAC_2_PI cFRAC_2_SQRT_PI cFRAC_PI_2 cFRAC_PI_3 cFRAC_PI_4 cFRAC_PI_6 cFRAC_PI_8 cGOLDEN_RATIO@94- cLN_10 cLN_2 cLOG10_2 cLOG10_E cLOG2_10 cLOG2_E cPI cSQRT_2 cSQRT_3~75- cSQRT_5~75- cTAU
core::f32::math fabs_sub fcbrt~76- fceil~76- fdiv_euclid~76- ffloor~76- ffract~76- fmul_add~76- fpowi~76- frem_euclid~76- fround_ties_even~76- fround~76- fsqrt~76- ftrunc~76-
core::f64 cDIGITS cEPSILON cINFINITY cMANTISSA_DIGITS cMAX cMAX_10_EXP cMAX_EXP cMIN cMIN_10_EXP cMIN_EXP cMIN_POSITIVE cNAN cNEG_INFINITY cRADIX mconsts mmath~76-
core::f64::consts cE cEULER_GAMMA@94- cFRAC_1_PI cFRAC_1_SQRT_2 cFRAC_1_SQRT_2PI~75- cFRAC_1_SQRT_3~75- cFRAC_1_SQRT_5~75- cFRAC_1_SQRT_PI~75- cFRAC_2_PI cFRAC_2_SQRT_PI cFRAC_PI_2 cFRAC_PI_3 cFRAC_PI_4 cFRAC_PI_6 cFRAC_PI_8 cGOLDEN_RATIO@94- cLN_10 cLN_2 cLOG10_2 cLOG10_E cLOG2_10 cLOG2_E cPI cSQRT_2 cSQRT_3~75- cSQRT_5~75- cTAU
core::f64::math fabs_sub~76- fcbrt~76- fceil~76- fdiv_euclid~76- ffloor~76- ffract~76- fmul_add~76- fpowi~76- frem_euclid~76- fround_ties_even~76- fround~76- fsqrt~76- ftrunc~76-
core::ffi sCStr@64 sFromBytesUntilNulError@69 eFromBytesWithNulError@64 tVaArgSafe~77- sVaList~77 yc_char@64 yc_double@64 yc_float@64 yc_int@64 yc_long@64 yc_longlong@64 yc_ptrdiff_t~78 yc_schar@64 yc_short@64 yc_size_t~78 yc_ssize_t~78 mc_str@88- yc_uchar@64 yc_uint@64 yc_ulong@64 yc_ulonglong@64 yc_ushort@64 ec_void mva_list~77-
core::ffi::CStr fas_c_str~81- fas_ptr fbytes~79- fcount_bytes@79- fdisplay~80- ffrom_bytes_until_nul@69 ffrom_bytes_with_nul ffrom_bytes_with_nul_unchecked ffrom_ptr fis_empty@71- fto_bytes fto_bytes_with_nul fto_str
core::ffi::FromBytesWithNulError VInteriorNul vNotNulTerminated
core::ffi::VaList farg~82-
core::ffi::c_str sBytes~79- sCStr@64 sFromBytesUntilNulError@69- eFromBytesWithNulError@64
core::ffi::c_str::CStr fas_c_str~81- fas_ptr fbytes~79- fcount_bytes@79- fdisplay~80- ffrom_bytes_until_nul@69 ffrom_bytes_with_nul ffrom_bytes_with_nul_unchecked ffrom_ptr fis_empty@71- fto_bytes fto_bytes_with_nul fto_str
core::ffi::c_str::FromBytesWithNulError VInteriorNul vNotNulTerminated
core::ffi::c_void v__variant1~83 v__variant2~83
core::ffi::va_list tVaArgSafe sVaList
core::ffi::va_list::VaList farg~82-
core::field sFieldRepresentingType~84- tField~8- xfield_of~8-
core::field::Field YBase COFFSET YType
core::fmt eAlignment sArguments tBinary tDebug dDebug eDebugAsHex~86- sDebugList sDebugMap sDebugSet sDebugStruct sDebugTuple tDisplay 0Error sFormatter sFormattingOptions~86- sFromFn@93- tLowerExp tLowerHex tNumBufferTrait~85- sNumBuffer~85- tOctal tPointer yResult eSign~86- tUpperExp tUpperHex tWrite ffrom_fn@93- fwrite
core::fmt::Alignment vCenter vLeft vRight
core::fmt::Arguments fas_statically_known_str~88- fas_str festimated_capacity ffrom_str_nonconst ffrom_str~87- fnew
core::fmt::Binary ffmt
core::fmt::Debug ffmt
core::fmt::DebugAsHex vLower vUpper
core::fmt::DebugList fentries fentry fentry_with~89- ffinish ffinish_non_exhaustive@83-
core::fmt::DebugMap fentries fentry ffinish ffinish_non_exhaustive@83- fkey fkey_with~89- fvalue fvalue_with~89-
core::fmt::DebugSet fentries fentry fentry_with~89- ffinish ffinish_non_exhaustive@83-
core::fmt::DebugStruct ffield ffield_with~89- ffinish ffinish_non_exhaustive
core::fmt::DebugTuple ffield ffield_with~89- ffinish ffinish_non_exhaustive@83-
core::fmt::Display ffmt
core::fmt::Formatter falign falternate fdebug_list fdebug_map fdebug_set fdebug_struct fdebug_struct_field1_finish~90- fdebug_struct_field2_finish~90- fdebug_struct_field3_finish~90- fdebug_struct_field4_finish~90- fdebug_struct_field5_finish~90- fdebug_struct_fields_finish~90- fdebug_tuple fdebug_tuple_field1_finish~90- fdebug_tuple_field2_finish~90- fdebug_tuple_field3_finish~90- fdebug_tuple_field4_finish~90- fdebug_tuple_field5_finish~90- fdebug_tuple_fields_finish~90- ffill fflags fnew~86 foptions~86- fpad fpad_integral fprecision fsign_aware_zero_pad fsign_minus fsign_plus fsign~86- fwidth fwith_options~86- fwrite_fmt fwrite_str
core::fmt::FormattingOptions falign~86- falternate~86- fcreate_formatter~86- fdebug_as_hex~86- ffill~86- fget_align~86- fget_alternate~86- fget_debug_as_hex~86- fget_fill~86- fget_precision~86- fget_sign_aware_zero_pad~86- fget_sign~86- fget_width~86- fnew~86- fprecision~86- fsign_aware_zero_pad~86- fsign~86- fwidth~86-
core::fmt::LowerExp ffmt
core::fmt::LowerHex ffmt
core::fmt::NumBuffer fcapacity~85- fnew~85-
core::fmt::NumBufferTrait CBUF_SIZE
core::fmt::Octal ffmt
core::fmt::Pointer ffmt
core::fmt::Sign vMinus vPlus
core::fmt::UpperExp ffmt
core::fmt::UpperHex ffmt
core::fmt::Write fwrite_char fwrite_fmt fwrite_str
core::from dFrom~0-
core::future tAsyncDrop~91- tFuture tIntoFuture@64 sPending sPollFn@64 sReady sResumeTy~93 fasync_drop_in_place~91- fget_context~93 xjoin~92 fpending fpoll_fn@64 fready
core::future::AsyncDrop fdrop
core::future::Future YOutput fpoll
core::future::IntoFuture YIntoFuture@64 YOutput@64 finto_future@64
core::future::Ready finto_inner@82-
core::hash tBuildHasher sBuildHasherDefault tHash dHash tHasher sSipHasher sSipHasher13~94
core::hash::BuildHasher YHasher fbuild_hasher fhash_one@71
core::hash::BuildHasherDefault fnew@85-
core::hash::Hash fhash fhash_slice
core::hash::Hasher ffinish fwrite fwrite_i128 fwrite_i16 fwrite_i32 fwrite_i64 fwrite_i8 fwrite_isize fwrite_length_prefix~95 fwrite_str~95 fwrite_u128 fwrite_u16 fwrite_u32 fwrite_u64 fwrite_u8 fwrite_usize
core::hash::SipHasher fnew fnew_with_keys
core::hash::SipHasher13 fnew_with_keys~94- fnew~94-
core::hint eLocality~98- fassert_unchecked@81- fblack_box@66 fcold_path@95- flikely~97- fmust_use~96 fprefetch_read_instruction~98- fprefetch_read_non_temporal~98- fprefetch_read~98- fprefetch_write_non_temporal~98- fprefetch_write~98- fselect_unpredictable@88- fspin_loop funlikely~97- funreachable_unchecked
core::hint::Locality vL1 vL2 vL3
core::i128 cMAX cMIN
core::i16 cMAX cMIN
core::i32 cMAX cMIN
core::i64 cMAX cMIN
core::i8 cMAX cMIN
core::index 1Clamp~9- 0Last~9-
core::intrinsics eAtomicOrdering fabort fadd_with_overflow faggregate_raw_ptr~5- falign_of_val~5- falign_of~5- farith_offset fassert_inhabited fassert_mem_uninitialized_valid fassert_zero_valid fassume~5 fatomic_and fatomic_cxchg fatomic_cxchgweak fatomic_fence fatomic_load fatomic_max fatomic_min fatomic_nand fatomic_or fatomic_singlethreadfence fatomic_store fatomic_umax fatomic_umin fatomic_xadd fatomic_xchg fatomic_xor fatomic_xsub fautodiff fbitreverse fblack_box fbreakpoint fbswap fcaller_location fcarrying_mul_add~5- fcarryless_mul~104- fcatch_unwind fceilf128 fceilf16 fceilf32 fceilf64 fcold_path fcompare_bytes~105- fconst_allocate~107 fconst_deallocate~107 fconst_eval_select~106 fconst_make_global~107- fcontract_check_ensures~70- fcontract_check_requires~70- fcopy fcopy_nonoverlapping fcopysignf128 fcopysignf16 fcopysignf32 fcopysignf64 fcosf128 fcosf16 fcosf32 fcosf64 fctlz fctlz_nonzero fctpop fcttz fcttz_nonzero fdiscriminant_value fdisjoint_bitor~102- fexact_div fexp2f128 fexp2f16 fexp2f32 fexp2f64 fexpf128 fexpf16 fexpf32 fexpf64 ffabs ffadd_algebraic ffadd_fast mfallback~99- ffdiv_algebraic ffdiv_fast ffield_offset~8- ffloat_to_int_unchecked ffloorf128 ffloorf16 ffloorf32 ffloorf64 ffmaf128 ffmaf16 ffmaf32 ffmaf64 ffmul_algebraic ffmul_fast ffmuladdf128 ffmuladdf16 ffmuladdf32 ffmuladdf64 fforget ffrem_algebraic ffrem_fast ffsub_algebraic ffsub_fast mgpu~100- fis_val_statically_known~5- flikely~5 flog10f128 flog10f16 flog10f32 flog10f64 flog2f128 flog2f16 flog2f32 flog2f64 flogf128 flogf16 flogf32 flogf64 fmaximum_number_nsz_f128 fmaximum_number_nsz_f16 fmaximum_number_nsz_f32 fmaximum_number_nsz_f64 fmaximumf128 fmaximumf16 fmaximumf32 fmaximumf64 fminimum_number_nsz_f128 fminimum_number_nsz_f16 fminimum_number_nsz_f32 fminimum_number_nsz_f64 fminimumf128 fminimumf16 fminimumf32 fminimumf64 mmir~101- fmul_with_overflow fneeds_drop fnontemporal_store foffload foffset foffset_of~5- foverflow_checks fpowf128 fpowf16 fpowf32 fpowf64 fpowif128 fpowif16 fpowif32 fpowif64 fprefetch_read_data fprefetch_read_instruction fprefetch_write_data fprefetch_write_instruction fptr_guaranteed_cmp fptr_mask fptr_metadata~5- fptr_offset_from fptr_offset_from_unsigned fraw_eq fread_via_copy frotate_left frotate_right fround_ties_even_f128 fround_ties_even_f16 fround_ties_even_f32 fround_ties_even_f64 froundf128 froundf16 froundf32 froundf64 frustc_peek fsaturating_add fsaturating_sub fselect_unpredictable~5- msimd fsinf128 fsinf16 fsinf32 fsinf64 fsize_of_val~5 fsize_of~5 fslice_get_unchecked fsqrtf128 fsqrtf16 fsqrtf32 fsqrtf64 fsub_with_overflow fthree_way_compare ftransmute ftransmute_unchecked ftruncf128 ftruncf16 ftruncf32 ftruncf64 ftype_id_eq~5- ftype_id_vtable~5- ftype_id~5 ftype_name~5 ftype_of~5- ftyped_swap_nonoverlapping fub_checks funaligned_volatile_load funaligned_volatile_store funchecked_add funchecked_div funchecked_funnel_shl~103- funchecked_funnel_shr~103- funchecked_mul funchecked_rem funchecked_shl funchecked_shr funchecked_sub funlikely~5 funreachable fva_arg fva_copy fva_end fvariant_count~5 fvolatile_copy_memory fvolatile_copy_nonoverlapping_memory fvolatile_load fvolatile_set_memory fvolatile_store fvtable_align~5- fvtable_size~5- fwrapping_add fwrapping_mul fwrapping_sub fwrite_bytes fwrite_via_move
core::intrinsics::AtomicOrdering vAcqRel vAcquire vRelaxed vRelease vSeqCst
core::intrinsics::fallback tCarryingMulAdd~99- tCarrylessMul~99- tDisjointBitOr~99- tFunnelShift~99-
core::intrinsics::fallback::CarryingMulAdd YUnsigned fcarrying_mul_add
core::intrinsics::fallback::CarrylessMul fcarryless_mul
core::intrinsics::fallback::DisjointBitOr fdisjoint_bitor
core::intrinsics::fallback::FunnelShift funchecked_funnel_shl funchecked_funnel_shr
core::intrinsics::mir fAssume eBasicBlock fCall fCastPtrToPtr fCastTransmute fCastUnsize fChecked fDiscriminant fDrop fField fGoto fMove fOffset fPtrMetadata vReasonAbi vReasonInCleanup fRetag fReturn fReturnTo 0ReturnToArg fSetDiscriminant fStatic fStaticMut fStorageDead fStorageLive fTailCall fUnreachable 0UnwindActionArg fUnwindCleanup fUnwindContinue fUnwindResume fUnwindTerminate eUnwindTerminateReason fUnwindUnreachable fVariant f__debuginfo x__internal_declare_basic_blocks x__internal_extract_let f__internal_make_place x__internal_remove_let xmir xplace
core::intrinsics::mir::BasicBlock vCleanup vNormal
core::intrinsics::mir::UnwindTerminateReason vAbi vInCleanup
core::intrinsics::simd eSimdAlign mscalable fsimd_add fsimd_and fsimd_arith_offset fsimd_as fsimd_bitmask fsimd_bitreverse fsimd_bswap fsimd_carryless_mul fsimd_cast fsimd_cast_ptr fsimd_ceil fsimd_ctlz fsimd_ctpop fsimd_cttz fsimd_div fsimd_eq fsimd_expose_provenance fsimd_extract fsimd_extract_dyn fsimd_fabs fsimd_fcos fsimd_fexp fsimd_fexp2 fsimd_flog fsimd_flog10 fsimd_flog2 fsimd_floor fsimd_fma fsimd_fsin fsimd_fsqrt fsimd_funnel_shl fsimd_funnel_shr fsimd_gather fsimd_ge fsimd_gt fsimd_insert fsimd_insert_dyn fsimd_le fsimd_lt fsimd_masked_load fsimd_masked_store fsimd_maximum_number_nsz fsimd_minimum_number_nsz fsimd_mul fsimd_ne fsimd_neg fsimd_or fsimd_reduce_add_ordered fsimd_reduce_add_unordered fsimd_reduce_all fsimd_reduce_and fsimd_reduce_any fsimd_reduce_max fsimd_reduce_min fsimd_reduce_mul_ordered fsimd_reduce_mul_unordered fsimd_reduce_or fsimd_reduce_xor fsimd_relaxed_fma fsimd_rem fsimd_round fsimd_round_ties_even fsimd_saturating_add fsimd_saturating_sub fsimd_scatter fsimd_select fsimd_select_bitmask fsimd_shl fsimd_shr fsimd_shuffle fsimd_splat fsimd_sub fsimd_trunc fsimd_with_exposed_provenance fsimd_xor
core::intrinsics::simd::SimdAlign vElement vUnaligned vVector
core::intrinsics::simd::scalable fsve_cast fsve_tuple_create2 fsve_tuple_create3 fsve_tuple_create4 fsve_tuple_get fsve_tuple_set
core::io sBorrowedBuf~13- sBorrowedCursor~13-
core::io::BorrowedBuf fcapacity fclear ffilled ffilled_mut finto_filled finto_filled_mut fis_init~108- flen fset_init~108- funfilled
core::io::BorrowedCursor fadvance fadvance_checked~108- fappend fas_mut fcapacity fensure_init~108- fis_init~108- freborrow fset_init~108- fwith_unfilled_buf fwritten
core::isize cMAX cMIN
core::iter sArrayChunks~109- 1ByRefSized~110 sChain sCloned sCopied sCycle tDoubleEndedIterator sEmpty sEnumerate tExactSizeIterator tExtend sFilter sFilterMap sFlatMap sFlatten sFromCoroutine~117- sFromFn tFromIterator sFuse tFusedIterator tInPlaceIterable~112 sInspect sIntersperseWith~114 sIntersperse~114 tIntoIterator tIterator sMap sMapWhile sMapWindows~111- sOnce sOnceWith sPeekable tProduct sRepeat sRepeatN@82- sRepeatWith sRev sScan sSkip sSkipWhile tSourceIter~112 sStepBy tStep~115 sSuccessors tSum sTake sTakeWhile tTrustedFused~118- tTrustedLen~119 tTrustedRandomAccessNoCoerce~113 tTrustedRandomAccess~113 tTrustedStep~120 sZip fchain@91- fempty ffrom_coroutine~117- ffrom_fn xiter~116- fonce fonce_with frepeat frepeat_n@82- frepeat_with fsuccessors fzip
core::iter::ArrayChunks finto_remainder~109-
core::iter::Copied finto_inner~121-
core::iter::DoubleEndedIterator fadvance_back_by~122 fnext_back fnth_back frfind frfold ftry_rfold
core::iter::Enumerate fnext_index~123-
core::iter::ExactSizeIterator fis_empty~124 flen
core::iter::Extend fextend fextend_one_unchecked~126- fextend_one~125 fextend_reserve~125
core::iter::FromIterator ffrom_iter
core::iter::InPlaceIterable CEXPAND_BY CMERGE_BY
core::iter::IntoIterator YIntoIter YItem finto_iter
core::iter::Iterator YItem f__iterator_get_unchecked~113 fadvance_by~122 fall fany farray_chunks~109- fby_ref fchain fcloned fcmp fcmp_by~134 fcollect fcollect_into~129 fcopied fcount fcycle fenumerate feq feq_by~134 ffilter ffilter_map ffind ffind_map fflat_map fflatten ffold ffor_each ffuse fge fgt finspect fintersperse_with~114 fintersperse~114 fis_partitioned~131 fis_sorted@82 fis_sorted_by@82 fis_sorted_by_key@82 flast fle flt fmap fmap_while fmap_windows~111- fmax fmax_by fmax_by_key fmin fmin_by fmin_by_key fne fnext fnext_chunk~127- fnth fpartial_cmp fpartial_cmp_by~134 fpartition fpartition_in_place~130 fpeekable fposition fproduct freduce frev frposition fscan fsize_hint fskip fskip_while fstep_by fsum ftake ftake_while ftry_collect~128 ftry_find~133 ftry_fold ftry_for_each ftry_reduce~132 funzip fzip
core::iter::Peekable fnext_if fnext_if_eq fnext_if_map@94- fnext_if_map_mut@94- fpeek fpeek_mut
core::iter::Product fproduct
core::iter::Rev finto_inner~135-
core::iter::SourceIter YSource fas_inner
core::iter::Step fbackward fbackward_checked fbackward_unchecked fforward fforward_checked fforward_unchecked fsteps_between
core::iter::Sum fsum
core::iter::TrustedRandomAccessNoCoerce CMAY_HAVE_SIDE_EFFECT fsize
core::marker tBikeshedGuaranteedNoDrop~140- tCoercePointeeValidated~150- dCoercePointee~149- tConstParamTy_~146- dConstParamTy~147- tCopy dCopy tDestruct~144 tDiscriminantKind~141 tFnPtr~148- tFreeze~142- tMetaSized~137- sPhantomContravariantLifetime~136- sPhantomContravariant~136- sPhantomCovariantLifetime~136- sPhantomCovariant~136- 0PhantomData sPhantomInvariantLifetime~136- sPhantomInvariant~136- 0PhantomPinned tPointeeSized~137- tSend tSized tStructuralPartialEq~139 tSync tTuple~145- tUnpin tUnsafeUnpin~143- tUnsize~138 tVariance~136- fvariance~136-
core::marker::DiscriminantKind YDiscriminant
core::marker::FnPtr faddr
core::marker::PhantomContravariant fnew
core::marker::PhantomContravariantLifetime fnew
core::marker::PhantomCovariant fnew
core::marker::PhantomCovariantLifetime fnew
core::marker::PhantomInvariant fnew
core::marker::PhantomInvariantLifetime fnew
core::mem sAlignment~31- sAssume~152- sDiscriminant sDropGuard~153- sManuallyDrop sMaybeDangling~151- uMaybeUninit tSizedTypeProperties~157- tTransmuteFrom~152- falign_of falign_of_val falign_of_val_raw~32 fconjure_zst~158- fcopy~155 fdiscriminant fdrop fforget fforget_unsized~154 fmin_align_of fmin_align_of_val fneeds_drop xoffset_of@77- freplace fsize_of fsize_of_val fsize_of_val_raw~32 fswap ftake ftransmute ftransmute_copy mtype_info~34- funinitialized fvariant_count~156 fzeroed
core::mem::Alignment CMIN~31- fas_nonzero_usize~31- fas_nonzero~31- fas_usize~31- flog2~31- fmask~31- fnew_unchecked~31- fnew~31- fof_val_raw~31- fof_val~31- fof~31-
core::mem::Assume CALIGNMENT~152- CLIFETIMES~152- CNOTHING~152- CSAFETY~152- CVALIDITY~152- fand~152- fbut_not~152-
core::mem::DropGuard fdismiss~153- fnew~153-
core::mem::ManuallyDrop fdrop finto_inner fnew ftake
core::mem::MaybeDangling fas_mut fas_ref finto_inner fnew
core::mem::MaybeUninit farray_assume_init~159 fas_bytes_mut~160 fas_bytes~160 fas_mut_ptr fas_ptr fassume_init fassume_init_drop fassume_init_mut fassume_init_read fassume_init_ref fnew ftranspose~161- funinit fwrite fzeroed
core::mem::SizedTypeProperties CALIGNMENT~31- CALIGN~157- CIS_ZST~157- CLAYOUT~157- CMAX_SLICE_LEN~157- CSIZE~157-
core::mem::TransmuteFrom ftransmute
core::mem::type_info eAbi~34- sArray~34- sBool~34- sChar~34- sConst~34- sDynTraitPredicate~34- sDynTrait~34- sEnum~34- sField~34- sFloat~34- sFnPtr~34- sGenericType~34- eGeneric~34- sInt~34- sLifetime~34- sPointer~34- sReference~34- sSlice~34- sStruct~34- sStr~34- sTraitImpl~34- sTrait~34- sTuple~34- eTypeKind~34- sType~34- sUnion~34- sVariant~34-
core::mem::type_info::Abi vExternC vExternRust wNamed
core::mem::type_info::Generic wConst wLifetime wType
core::mem::type_info::TraitImpl fget_vtable
core::mem::type_info::Type fof~34-
core::mem::type_info::TypeKind wArray wBool wChar wDynTrait wEnum wFloat wFnPtr wInt vOther wPointer wReference wSlice wStr wStruct wTuple wUnion
core::net sAddrParseError eIpAddr sIpv4Addr sIpv6Addr eIpv6MulticastScope eSocketAddr sSocketAddrV4 sSocketAddrV6
core::net::IpAddr wV4 wV6 fas_octets~163- fis_benchmarking~162- fis_documentation~162- fis_global~162- fis_ipv4 fis_ipv6 fis_loopback fis_multicast fis_unspecified fparse_ascii~164- fto_canonical@75-
core::net::Ipv4Addr CBITS@80- CBROADCAST CLOCALHOST CUNSPECIFIED fas_octets~163- ffrom_bits@80- ffrom_octets@91- fis_benchmarking~162- fis_broadcast fis_documentation fis_global~162- fis_link_local fis_loopback fis_multicast fis_private fis_reserved~162- fis_shared~162- fis_unspecified fnew foctets fparse_ascii~164- fto_bits@80- fto_ipv6_compatible fto_ipv6_mapped
core::net::Ipv6Addr CBITS@80- CLOCALHOST CUNSPECIFIED fas_octets~163- ffrom_bits@80- ffrom_octets@91- ffrom_segments@91- fis_benchmarking~162- fis_documentation~162- fis_global~162- fis_ipv4_mapped~162- fis_loopback fis_multicast fis_unicast_global~162- fis_unicast_link_local@84- fis_unicast~162- fis_unique_local@84- fis_unspecified fmulticast_scope~162- fnew foctets fparse_ascii~164- fsegments fto_bits@80- fto_canonical@75- fto_ipv4 fto_ipv4_mapped
core::net::Ipv6MulticastScope vAdminLocal vGlobal vInterfaceLocal vLinkLocal vOrganizationLocal vRealmLocal vReserved0~165- vReservedF~165- vSiteLocal vUnassigned6 vUnassigned7 vUnassigned9 vUnassignedA vUnassignedB vUnassignedC vUnassignedD
core::net::SocketAddr wV4 wV6 fip fis_ipv4 fis_ipv6 fnew fparse_ascii~164- fport fset_ip fset_port
core::net::SocketAddrV4 fip fnew fparse_ascii~164- fport fset_ip fset_port
core::net::SocketAddrV6 fflowinfo fip fnew fparse_ascii~164- fport fscope_id fset_flowinfo fset_ip fset_port fset_scope_id
core::num eFpCategory eIntErrorKind sNonZero@79- yNonZeroI128 yNonZeroI16 yNonZeroI32 yNonZeroI64 yNonZeroI8 yNonZeroIsize yNonZeroU128 yNonZeroU16 yNonZeroU32 yNonZeroU64 yNonZeroU8 yNonZeroUsize sParseFloatError sParseIntError 1Saturating@74 sTryFromIntError 1Wrapping tZeroablePrimitive~168- fcan_not_overflow~110 mimp~166- mniche_types~167-
core::num::FpCategory vInfinite vNan vNormal vSubnormal vZero
core::num::IntErrorKind vEmpty vInvalidDigit vNegOverflow vPosOverflow vZero
core::num::NonZero CBITS@67 CMAX@70- CMIN@70- fabs@64 fbit_width~174- fcast_signed@87- fcast_unsigned@87- fchecked_abs@64 fchecked_add@64 fchecked_mul@64 fchecked_neg@71- fchecked_next_power_of_two@64 fchecked_pow@64 fcount_ones@86- fdiv_ceil@92- ffrom_ascii_radix~175- ffrom_ascii~175- ffrom_be~172- ffrom_le~172- ffrom_mut_unchecked~169- ffrom_mut~169- ffrom_str_radix~176- fget fhighest_one~171- filog10@67 filog2@67 fis_negative@71- fis_positive@71- fis_power_of_two fisolate_highest_one~170- fisolate_lowest_one~170- fisqrt@84- fleading_zeros flowest_one~171- fmidpoint@85- fnew fnew_unchecked foverflowing_abs@64 foverflowing_neg@71- freverse_bits~172- frotate_left~172- frotate_right~172- fsaturating_abs@64 fsaturating_add@64 fsaturating_mul@64 fsaturating_neg@71- fsaturating_pow@64 fswap_bytes~172- fto_be~172- fto_le~172- ftrailing_zeros funchecked_add~173- funchecked_mul~173- funsigned_abs@64 fwrapping_abs@64 fwrapping_neg@71-
core::num::ParseIntError fkind@82
core::num::Saturating CBITS@74 CMAX@74 CMIN@74 fabs@74 fcount_ones@74 fcount_zeros@74 ffrom_be@74 ffrom_le@74 fis_negative@74 fis_positive@74 fis_power_of_two@74 fleading_zeros@74 fpow@74 freverse_bits@74 frotate_left@74 frotate_right@74 fsignum@74 fswap_bytes@74 fto_be@74 fto_le@74 ftrailing_zeros@74
core::num::Wrapping CBITS~177 CMAX~177 CMIN~177 fabs~177 fcount_ones~177 fcount_zeros~177 ffrom_be~177 ffrom_le~177 fis_negative~177 fis_positive~177 fis_power_of_two~177 fleading_zeros~177 fnext_power_of_two~178 fpow~177 freverse_bits frotate_left~177 frotate_right~177 fsignum~177 fswap_bytes~177 fto_be~177 fto_le~177 ftrailing_zeros~177
core::num::ZeroablePrimitive YNonZeroInner
core::num::imp tFloat tFloatExt tInt mbignum~179- mdec2flt~180- mdiy_float~181- mflt2dec~182- mfmt~183-
core::num::imp::Float CBITS CEXP_BIAS CEXP_BITS CEXP_MASK CEXP_MIN CEXP_SAT CINFINITE_POWER CINFINITY YInt CLARGEST_POWER_OF_TEN CMAX_EXPONENT_ROUND_TO_EVEN CMIN_EXPONENT_ROUND_TO_EVEN CNAN CNEG_INFINITY CNEG_NAN CSIG_BITS CSIG_MASK CSIG_TOTAL_BITS CSMALLEST_POWER_OF_TEN fclassify fto_bits
core::num::imp::FloatExt ffrom_u64_bits finteger_decode
core::num::imp::Int CONE CZERO
core::num::imp::bignum sBig32x40 yDigit32 tFullOps mtests
core::num::imp::bignum::Big32x40 fadd fadd_small fbit_length fdigits fdiv_rem_small ffrom_small ffrom_u64 fget_bit fis_zero fmul_digits fmul_pow2 fmul_pow5 fmul_small fsub
core::num::imp::bignum::FullOps ffull_div_rem ffull_mul_add
core::num::imp::bignum::tests sBig8x3
core::num::imp::bignum::tests::Big8x3 fadd fadd_small fbit_length fdigits fdiv_rem_small ffrom_small ffrom_u64 fget_bit fis_zero fmul_digits fmul_pow2 fmul_pow5 fmul_small fsub
core::num::imp::dec2flt tLemire fdec2flt mdecimal mdecimal_seq mlemire mparse fpfe_invalid
core::num::imp::dec2flt::Lemire CMAX_EXPONENT_DISGUISED_FAST_PATH CMAX_EXPONENT_FAST_PATH CMAX_MANTISSA_FAST_PATH CMIN_EXPONENT_FAST_PATH ffrom_u64 fpow10_fast_path
core::num::imp::dec2flt::decimal sDecimal
core::num::imp::dec2flt::decimal::Decimal ftry_fast_path
core::num::imp::dec2flt::decimal_seq sDecimalSeq fparse_decimal_seq
core::num::imp::dec2flt::decimal_seq::DecimalSeq CMAX_DIGITS ftrim
core::num::imp::dec2flt::lemire fcompute_float
core::num::imp::dec2flt::parse fparse_number
core::num::imp::diy_float sFp
core::num::imp::diy_float::Fp fmul fnormalize fnormalize_to
core::num::imp::flt2dec tDecodableFloat sDecoded eFullDecoded cMAX_SIG_DIGITS eSign fdecode mdecoder mestimator fround_up mstrategy fto_exact_exp_str fto_exact_fixed_str fto_shortest_exp_str fto_shortest_str
core::num::imp::flt2dec::DecodableFloat fmin_pos_norm_value
core::num::imp::flt2dec::FullDecoded wFinite vInfinite vNan vZero
core::num::imp::flt2dec::Sign vMinus vMinusPlus
core::num::imp::flt2dec::decoder tDecodableFloat sDecoded eFullDecoded fdecode
core::num::imp::flt2dec::decoder::DecodableFloat fmin_pos_norm_value
core::num::imp::flt2dec::decoder::FullDecoded wFinite vInfinite vNan vZero
core::num::imp::flt2dec::estimator festimate_scaling_factor
core::num::imp::flt2dec::strategy mdragon mgrisu
core::num::imp::flt2dec::strategy::dragon fformat_exact fformat_shortest fmul_pow10
core::num::imp::flt2dec::strategy::grisu cALPHA SCACHED_POW10 cCACHED_POW10_FIRST_E cCACHED_POW10_LAST_E cGAMMA fcached_power fformat_exact fformat_exact_opt fformat_shortest fformat_shortest_opt fmax_pow10_no_more_than
core::num::imp::fmt sFormatted ePart
core::num::imp::fmt::Formatted flen fwrite
core::num::imp::fmt::Part wCopy wNum wZero flen fwrite
core::num::niche_types sCodePointInner sI32NotAllOnes sI64NotAllOnes sNanoseconds sNonZeroCharInner sNonZeroI128Inner sNonZeroI16Inner sNonZeroI32Inner sNonZeroI64Inner sNonZeroI8Inner sNonZeroIsizeInner sNonZeroU128Inner sNonZeroU16Inner sNonZeroU32Inner sNonZeroU64Inner sNonZeroU8Inner sNonZeroUsizeInner yNotAllOnes tNotAllOnesHelper sU32NotAllOnes sU64NotAllOnes sUsizeNoHighBit
core::num::niche_types::CodePointInner CZERO fas_inner fnew fnew_unchecked
core::num::niche_types::I32NotAllOnes fas_inner fnew fnew_unchecked
core::num::niche_types::I64NotAllOnes fas_inner fnew fnew_unchecked
core::num::niche_types::Nanoseconds CZERO fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroCharInner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI128Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI16Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI32Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI64Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroI8Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroIsizeInner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU128Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU16Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU32Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU64Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroU8Inner fas_inner fnew fnew_unchecked
core::num::niche_types::NonZeroUsizeInner fas_inner fnew fnew_unchecked
core::num::niche_types::NotAllOnesHelper YType
core::num::niche_types::U32NotAllOnes fas_inner fnew fnew_unchecked
core::num::niche_types::U64NotAllOnes fas_inner fnew fnew_unchecked
core::num::niche_types::UsizeNoHighBit fas_inner fnew fnew_unchecked
core::ops tAdd tAddAssign tAsyncFnMut~184- tAsyncFnOnce~184- tAsyncFn~184- tBitAnd tBitAndAssign tBitOr tBitOrAssign tBitXor tBitXorAssign eBound tCoerceShared~191- tCoerceUnsized~195 eControlFlow eCoroutineState~185- tCoroutine~185- tDeref tDerefMut tDerefPure~186- tDispatchFromDyn~196 tDiv tDivAssign tDrop tFn tFnMut tFnOnce tFromResidual~194 tIndex tIndexMut tIntoBounds~189- tLegacyReceiver~187- tMul tMulAssign tNeg tNot eOneSidedRangeBound~190- tOneSidedRange~190 sRange tRangeBounds sRangeFrom 0RangeFull sRangeInclusive sRangeTo sRangeToInclusive tReborrow~191- tReceiver~188 tRem tRemAssign tResidual~192 tShl tShlAssign tShr tShrAssign tSub tSubAssign tTry~194 1Yeet~193
core::ops::Add YOutput fadd
core::ops::AddAssign fadd_assign
core::ops::AsyncFn fasync_call~184-
core::ops::AsyncFnMut YCallRefFuture~184- fasync_call_mut~184-
core::ops::AsyncFnOnce YCallOnceFuture~184- YOutput~184- fasync_call_once~184-
core::ops::BitAnd YOutput fbitand
core::ops::BitAndAssign fbitand_assign
core::ops::BitOr YOutput fbitor
core::ops::BitOrAssign fbitor_assign
core::ops::BitXor YOutput fbitxor
core::ops::BitXorAssign fbitxor_assign
core::ops::Bound wExcluded wIncluded vUnbounded fas_mut~197 fas_ref@65 fcloned fcopied~198- fmap@77
core::ops::CoerceShared YTarget
core::ops::ControlFlow wBreak wContinue fbreak_ok@96- fbreak_value@83 fcontinue_ok@96- fcontinue_value@83- finto_value~199- fis_break fis_continue fmap_break@83 fmap_continue@83-
core::ops::Coroutine YReturn YYield fresume
core::ops::CoroutineState wComplete wYielded
core::ops::Deref YTarget fderef
core::ops::DerefMut fderef_mut
core::ops::Div YOutput fdiv
core::ops::DivAssign fdiv_assign
core::ops::Drop fdrop
core::ops::Fn fcall~200
core::ops::FnMut fcall_mut~200
core::ops::FnOnce YOutput fcall_once~200
core::ops::FromResidual ffrom_residual~194
core::ops::Index YOutput findex
core::ops::IndexMut findex_mut
core::ops::IntoBounds fintersect finto_bounds
core::ops::Mul YOutput fmul
core::ops::MulAssign fmul_assign
core::ops::Neg YOutput fneg
core::ops::Not YOutput fnot
core::ops::OneSidedRange fbound
core::ops::OneSidedRangeBound vEnd vEndInclusive vStartInclusive
core::ops::Range fcontains fis_empty
core::ops::RangeBounds fcontains fend_bound fis_empty~201- fstart_bound
core::ops::RangeFrom fcontains
core::ops::RangeInclusive fcontains fend finto_inner fis_empty fnew fstart
core::ops::RangeTo fcontains
core::ops::RangeToInclusive fcontains
core::ops::Receiver YTarget~188-
core::ops::Rem YOutput frem
core::ops::RemAssign frem_assign
core::ops::Residual YTryType~192
core::ops::Shl YOutput fshl
core::ops::ShlAssign fshl_assign
core::ops::Shr YOutput fshr
core::ops::ShrAssign fshr_assign
core::ops::Sub YOutput fsub
core::ops::SubAssign fsub_assign
core::ops::Try YOutput~194 YResidual~194 fbranch~194 ffrom_output~194
core::option sIntoIter sIter sIterMut eOption sOptionFlatten~202-
core::option::Option vNone wSome fand fand_then fas_deref fas_deref_mut fas_mut fas_mut_slice@75- fas_pin_mut fas_pin_ref fas_ref fas_slice@75- fcloned fcopied fexpect ffilter fflatten fflatten_mut~207- fflatten_ref~207- fget_or_insert fget_or_insert_default@83 fget_or_insert_with fget_or_try_insert_with~204- finsert finspect@76 finto_flat_iter~202- fis_none fis_none_or@82- fis_some fis_some_and@70 fiter fiter_mut fmap fmap_or fmap_or_default~203- fmap_or_else fok_or fok_or_else for for_else freduce~206- freplace ftake ftake_if@80- ftranspose funwrap funwrap_or funwrap_or_default funwrap_or_else funwrap_unchecked funzip@66 fxor fzip fzip_with~205
core::os mdarwin~14-
core::os::darwin mobjc~14-
core::os::darwin::objc yClass ySEL xclass eobjc_class eobjc_selector xselector
core::os::darwin::objc::objc_class v__variant1~208- v__variant2~208-
core::os::darwin::objc::objc_selector v__variant1~209- v__variant2~209-
core::panic 1AssertUnwindSafe sLocation sPanicInfo sPanicMessage@81- tPanicPayload~110- tRefUnwindSafe tUnwindSafe fabort_unwind~211- xconst_assert~15- xconst_panic~15- xpanic_2015~210 xpanic_2021~210 xunreachable_2015~210 xunreachable_2021~210
core::panic::Location fcaller fcolumn ffile ffile_as_c_str@92- fline
core::panic::PanicInfo fcan_unwind~212 fforce_no_backtrace~15- flocation fmessage@81 fpayload
core::panic::PanicMessage fas_str@81-
core::panic::PanicPayload fas_str fget ftake_box
core::panicking eAssertKind fassert_failed fassert_matches_failed fconst_panic_fmt fpanic mpanic_const fpanic_display fpanic_fmt fpanic_nounwind fpanic_nounwind_fmt fpanic_nounwind_nobacktrace fpanic_str_2015 funreachable_display
core::panicking::AssertKind vEq vMatch vNe
core::panicking::panic_const fpanic_const_add_overflow fpanic_const_async_fn_resumed fpanic_const_async_fn_resumed_drop fpanic_const_async_fn_resumed_panic fpanic_const_async_gen_fn_resumed fpanic_const_async_gen_fn_resumed_drop fpanic_const_async_gen_fn_resumed_panic fpanic_const_coroutine_resumed fpanic_const_coroutine_resumed_drop fpanic_const_coroutine_resumed_panic fpanic_const_div_by_zero fpanic_const_div_overflow fpanic_const_gen_fn_none fpanic_const_gen_fn_none_drop fpanic_const_gen_fn_none_panic fpanic_const_mul_overflow fpanic_const_neg_overflow fpanic_const_rem_by_zero fpanic_const_rem_overflow fpanic_const_shl_overflow fpanic_const_shr_overflow fpanic_const_sub_overflow
core::pat tRangePattern~213-
core::pat::RangePattern CMAX CMIN fsub_one
core::pin sPin tPinCoerceUnsized~215- sUnsafePinned~214- xpin@68
core::pin::Pin fas_deref_mut@84 fas_mut fas_ref fget_mut fget_ref@84 fget_unchecked_mut finto_inner@84 finto_inner_unchecked@84 finto_ref@84 fmap_unchecked fmap_unchecked_mut fnew@84 fnew_unchecked@84 fset fstatic_mut fstatic_ref
core::pin::UnsafePinned fget_mut_pinned~214- fget_mut_unchecked~214- fget~214- finto_inner~214- fnew~214- fraw_get_mut~214- fraw_get~214-
core::pointer fadd faddr@84 falign_offset fas_array@93- fas_mut fas_mut_array@93- fas_mut_ptr~225 fas_mut_slice~227- fas_mut_unchecked@95- fas_ptr~225 fas_ref fas_ref_unchecked@95- fas_slice~227- fas_uninit_mut~219 fas_uninit_ref~219 fas_uninit_slice_mut~219 fas_uninit_slice~219 fbyte_add@75 fbyte_offset@75 fbyte_offset_from@75 fbyte_offset_from_unsigned@87- fbyte_sub@75 fcast fcast_array~226- fcast_const@65 fcast_init~223- fcast_mut@65 fcast_slice~224- fcast_uninit~223- fcopy_from@83 fcopy_from_nonoverlapping@83 fcopy_to@83 fcopy_to_nonoverlapping@83 fdrop_in_place fexpose_provenance@84- fget_unchecked_mut~225 fget_unchecked~225 fguaranteed_eq~221 fguaranteed_ne~221 fis_aligned@79 fis_aligned_to~222 fis_empty@79 fis_null flen@79 fmap_addr@84 fmask~220- foffset foffset_from foffset_from_unsigned@87- fread fread_unaligned fread_volatile freplace fsplit_at_mut_unchecked~228 fsplit_at_mut~228 fsub fswap fto_raw_parts~218 ftry_cast_aligned~216- fwith_addr@84 fwith_metadata_of~217 fwrapping_add fwrapping_byte_add@75 fwrapping_byte_offset@75 fwrapping_byte_sub@75 fwrapping_offset fwrapping_sub fwrite fwrite_bytes fwrite_unaligned fwrite_volatile
core::prelude mrust_2015 mrust_2018 mrust_2021 mrust_2024@85 mrust_future~229- mv1
core::prelude::rust_2015 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231- acfg_eval~232- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25- xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26- xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27- xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::prelude::rust_2018 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231- acfg_eval~232- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25- xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26- xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27- xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::prelude::rust_2021 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231- acfg_eval~232- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25- xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26- xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27- xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::prelude::rust_2024 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator tFuture@85- dHash tInto tIntoFuture@85- tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231- acfg_eval~232- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25- xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26- xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27- xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::prelude::rust_future tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom tFromIterator tFuture@85- dHash tInto tIntoFuture@85- tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tTryFrom tTryInto tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231- acfg_eval~232- xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25- xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26- xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27- xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::prelude::v1 tAsMut tAsRef tAsyncFn@85- tAsyncFnMut@85- tAsyncFnOnce@85- tClone dClone tCopy dCopy dDebug tDefault dDefault tDoubleEndedIterator tDrop tEq dEq wErr tExactSizeIterator tExtend tFn tFnMut tFnOnce tFrom dHash tInto tIntoIterator tIterator vNone wOk eOption tOrd dOrd tPartialEq dPartialEq tPartialOrd dPartialOrd eResult tSend tSized wSome tSync tUnpin falign_of@80- falign_of_val@80- aalloc_error_handler xassert xassert_eq xassert_ne abench xcfg acfg_accessible~231 acfg_eval~232 xcfg_select@95- xcolumn xcompile_error xconcat xconcat_bytes~25 xconst_format_args~23- xdebug_assert xdebug_assert_eq xdebug_assert_ne adefine_opaque~235- xderef~234- aderive aderive_const~230- fdrop aeii_declaration~237- aeii~236- xenv xfile xformat_args aglobal_allocator xinclude xinclude_bytes xinclude_str xline xlog_syntax~26 xmatches xmodule_path xoption_env xpanic xpattern_type~16- fsize_of@80- fsize_of_val@80- xstringify atest atest_case xtodo xtrace_macros~27 xtry xtype_ascribe~233- xunimplemented xunreachable aunsafe_eii~236- xwrite xwriteln
core::primitive >bool=bool >char=char >f32=f32 >f64=f64 >i128=i128 >i16=i16 >i32=i32 >i64=i64 >i8=i8 >isize=isize >str=str >u128=u128 >u16=u16 >u32=u32 >u64=u64 >u8=u8 >usize=usize
core::profiling fcompiler_copy~6- fcompiler_move~6-
core::ptr yAlignment~31- sDynMetadata~218 sNonNull tPointee~218 TThin~218 sUnique~238 faddr_eq@76- xaddr_of xaddr_of_mut fcopy fcopy_nonoverlapping fdangling@84- fdangling_mut@84- fdrop_in_place feq ffn_addr_eq@85- ffrom_mut@76- ffrom_raw_parts_mut~218 ffrom_raw_parts~218 ffrom_ref@76- fhash fmetadata~218 fnull fnull_mut fread fread_unaligned fread_volatile freplace fslice_from_raw_parts fslice_from_raw_parts_mut fswap fswap_nonoverlapping fwith_exposed_provenance@84- fwith_exposed_provenance_mut@84- fwithout_provenance@84- fwithout_provenance_mut@84- fwrite fwrite_bytes fwrite_unaligned fwrite_volatile
core::ptr::DynMetadata falign_of flayout fsize_of
core::ptr::NonNull fadd@80- faddr@84 falign_offset@80- fas_mut fas_mut_ptr~225 fas_non_null_ptr~225 fas_ptr fas_ref fas_uninit_mut~219 fas_uninit_ref~219 fas_uninit_slice_mut~219 fas_uninit_slice~219 fbyte_add@80- fbyte_offset@80- fbyte_offset_from@80- fbyte_offset_from_unsigned@87- fbyte_sub@80- fcast fcast_array~226- fcast_init~223- fcast_slice~224- fcast_uninit~223- fcopy_from@80- fcopy_from_nonoverlapping@80- fcopy_to@80- fcopy_to_nonoverlapping@80- fdangling fdrop_in_place@80- fexpose_provenance@89- ffrom_mut@89- ffrom_raw_parts~218 ffrom_ref@89- fget_unchecked_mut~225 fis_aligned@79- fis_aligned_to~222- fis_empty@79- flen fmap_addr@84 fnew fnew_unchecked foffset@80- foffset_from@80- foffset_from_unsigned@87- fread@80- fread_unaligned@80- fread_volatile@80- freplace@80- fslice_from_raw_parts@70 fsub@80- fswap@80- fto_raw_parts~218 ftry_cast_aligned~216- fwith_addr@84 fwith_exposed_provenance@89- fwithout_provenance@89- fwrite@80- fwrite_bytes@80- fwrite_unaligned@80- fwrite_volatile@80-
core::ptr::Pointee YMetadata
core::ptr::Unique fas_mut fas_non_null_ptr fas_ptr fas_ref fcast fdangling ffrom_non_null fnew fnew_unchecked
core::random tDistribution~17- tRandomSource~17-
core::random::Distribution fsample
core::random::RandomSource ffill_bytes
core::range sRange@96- sRangeFrom@96- sRangeFromIter@96- sRangeInclusive@95- sRangeInclusiveIter@95- sRangeIter@96- sRangeToInclusive@96- mlegacy~239-
core::range::Range fcontains@96 fis_empty@96 fiter@96-
core::range::RangeFrom fcontains@96 fiter@96-
core::range::RangeFromIter fremainder~240-
core::range::RangeInclusive fcontains@95 fis_empty@95 fiter@95-
core::range::RangeInclusiveIter fremainder~240-
core::range::RangeIter fremainder~240-
core::range::RangeToInclusive fcontains@96
core::range::legacy sRange sRangeFrom sRangeInclusive sRangeToInclusive
core::range::legacy::Range fcontains fis_empty
core::range::legacy::RangeFrom fcontains
core::range::legacy::RangeInclusive fcontains fend finto_inner fis_empty fnew fstart
core::range::legacy::RangeToInclusive fcontains
core::reference fget_mut fget_ref@84- fget_unchecked_mut finto_ref@84- fmap_unchecked fmap_unchecked_mut fstatic_mut fstatic_ref
core::result sIntoIter sIter sIterMut eResult
core::result::Result wErr wOk fand fand_then fas_deref fas_deref_mut fas_mut fas_ref fcloned fcopied ferr fexpect fexpect_err fflatten@89 finspect@76 finspect_err@76 finto_err~241 finto_ok~241 fis_err fis_err_and@70 fis_ok fis_ok_and@70 fiter fiter_mut fmap fmap_err fmap_or fmap_or_default~203- fmap_or_else fok for for_else ftranspose funwrap funwrap_err funwrap_err_unchecked funwrap_or funwrap_or_default funwrap_or_else funwrap_unchecked
core::simd *~21-
core::slice sArrayWindows@94 sChunkBy@77- sChunkByMut@77- sChunks sChunksExact sChunksExactMut sChunksMut sEscapeAscii eGetDisjointMutError@86- tGetDisjointMutIndex~247- sIter sIterMut sRChunks sRChunksExact sRChunksExactMut sRChunksMut sRSplit sRSplitMut sRSplitN sRSplitNMut tSliceIndex tSlicePattern~246 sSplit sSplitInclusive sSplitInclusiveMut sSplitMut sSplitN sSplitNMut sWindows ffrom_mut ffrom_mut_ptr_range~245 ffrom_ptr_range~245 ffrom_raw_parts ffrom_raw_parts_mut ffrom_ref fis_ascii_simple~243- mmemchr~242 frange~244 msort~242- ftry_range~244-
core::slice::ChunksExact fremainder
core::slice::ChunksExactMut finto_remainder
core::slice::GetDisjointMutError vIndexOutOfBounds vOverlappingIndices
core::slice::GetDisjointMutIndex fis_in_bounds~247- fis_overlapping~247-
core::slice::Iter fas_slice
core::slice::IterMut fas_mut_slice~248 fas_slice finto_slice
core::slice::RChunksExact fremainder
core::slice::RChunksExactMut finto_remainder
core::slice::SliceIndex YOutput fget_mut~249 fget_unchecked_mut~249 fget_unchecked~249 fget~249 findex_mut~249 findex~249
core::slice::SlicePattern YItem fas_slice
core::slice::Split fas_slice~250
core::slice::memchr fmemchr fmemrchr
core::slice::sort mstable munstable
core::slice::sort::stable tBufGuard fsort
core::slice::sort::stable::BufGuard fas_uninit_slice_mut fwith_capacity
core::slice::sort::unstable fpartial_sort fsort
core::str sBytes sCharIndices sChars sEncodeUtf16 sEscapeDebug sEscapeDefault sEscapeUnicode tFromStr sLines sLinesAny sMatchIndices sMatches 0ParseBoolError sRMatchIndices sRMatches sRSplit sRSplitN sRSplitTerminator sSplit sSplitAsciiWhitespace sSplitInclusive sSplitN sSplitTerminator sSplitWhitespace sUtf8Chunk@79- sUtf8Chunks@79- sUtf8Error ffrom_raw_parts_mut~252- ffrom_raw_parts~252- ffrom_utf8 ffrom_utf8_mut ffrom_utf8_unchecked ffrom_utf8_unchecked_mut fnext_code_point~243 mpattern~251 futf8_char_width~243
core::str::CharIndices fas_str foffset@82
core::str::Chars fas_str
core::str::FromStr YErr ffrom_str
core::str::Lines fremainder~253-
core::str::RSplit fremainder~254-
core::str::RSplitN fremainder~254-
core::str::RSplitTerminator fremainder~254-
core::str::Split fremainder~254-
core::str::SplitAsciiWhitespace fremainder~255-
core::str::SplitInclusive fremainder~256-
core::str::SplitN fremainder~254-
core::str::SplitTerminator fremainder~254-
core::str::SplitWhitespace fremainder~255-
core::str::Utf8Chunk finvalid@79- fvalid@79-
core::str::Utf8Chunks fdebug~243-
core::str::Utf8Error ferror_len fvalid_up_to
core::str::pattern sCharArrayRefSearcher sCharArraySearcher sCharPredicateSearcher sCharSearcher sCharSliceSearcher tDoubleEndedSearcher tPattern tReverseSearcher eSearchStep tSearcher sStrSearcher eUtf8Pattern
core::str::pattern::Pattern YSearcher fas_utf8_pattern finto_searcher fis_contained_in fis_prefix_of fis_suffix_of fstrip_prefix_of fstrip_suffix_of
core::str::pattern::ReverseSearcher fnext_back fnext_match_back fnext_reject_back
core::str::pattern::SearchStep vDone wMatch wReject
core::str::pattern::Searcher fhaystack fnext fnext_match fnext_reject
core::str::pattern::Utf8Pattern wCharPattern wStringPattern
core::sync sSyncView~257- matomic
core::sync::SyncView fas_pin_mut~257- fas_pin~257- ffrom_mut~257- ffrom_pin_mut~257- finto_inner~257- fnew~257-
core::sync::atomic cATOMIC_BOOL_INIT cATOMIC_ISIZE_INIT cATOMIC_USIZE_INIT yAtomicBool yAtomicI16 yAtomicI32 yAtomicI64 yAtomicI8 yAtomicIsize tAtomicPrimitive~258- yAtomicPtr yAtomicU16 yAtomicU32 yAtomicU64 yAtomicU8 yAtomicUsize sAtomic~259- eOrdering fatomic_compare_exchange~5- fcompiler_fence ffence fspin_loop_hint
core::sync::atomic::Atomic fas_ptr@70- fcompare_and_swap fcompare_exchange fcompare_exchange_weak ffetch_add ffetch_and ffetch_byte_add@91- ffetch_byte_sub@91- ffetch_max ffetch_min ffetch_nand ffetch_not@81- ffetch_or ffetch_ptr_add@91- ffetch_ptr_sub@91- ffetch_sub ffetch_update ffetch_xor ffrom_mut_slice~260- ffrom_mut~260- ffrom_ptr@75- fget_mut fget_mut_slice~260- finto_inner fload fnew fnull~261- fstore fswap ftry_update@95- fupdate@95-
core::sync::atomic::AtomicPrimitive YStorage
core::sync::atomic::Ordering vAcqRel vAcquire vRelaxed vRelease vSeqCst
core::task sContext sContextBuilder sLocalWaker ePoll sRawWaker sRawWakerVTable sWaker xready@64
core::task::Context fext~263- ffrom_waker flocal_waker~262- fwaker
core::task::ContextBuilder fbuild~262- fext~263- ffrom_waker~262- ffrom~263- flocal_waker~262- fwaker~263-
core::task::LocalWaker fdata~262- ffrom_fn_ptr~264- ffrom_raw~262- fnew~262- fnoop~262- fvtable~262- fwake_by_ref~262- fwake~262- fwill_wake~262-
core::task::Poll CFINISHED~265- CPENDING~265- vPending wReady fasync_gen_ready~265- fis_pending fis_ready fmap fmap_err fmap_ok
core::task::RawWaker fnew
core::task::RawWakerVTable fnew
core::task::Waker fdata@83- ffrom_fn_ptr~264- ffrom_raw fnew@83- fnoop@85- fvtable@83- fwake fwake_by_ref fwill_wake
core::time sDuration sTryFromFloatSecsError@66
core::time::Duration CMAX CMICROSECOND~266 CMILLISECOND~266 CNANOSECOND~266 CSECOND~266 CZERO fabs_diff@81- fas_micros fas_millis fas_millis_f32~268- fas_millis_f64~268- fas_nanos fas_secs fas_secs_f32 fas_secs_f64 fchecked_add fchecked_div fchecked_mul fchecked_sub fdiv_duration_ceil~269- fdiv_duration_f32@80 fdiv_duration_f64@80 fdiv_duration_floor~269- fdiv_f32 fdiv_f64 ffrom_days~267- ffrom_hours@91- ffrom_micros ffrom_millis ffrom_mins@91- ffrom_nanos ffrom_nanos_u128@93- ffrom_secs ffrom_secs_f32 ffrom_secs_f64 ffrom_weeks~267- fis_zero fmul_f32 fmul_f64 fnew fsaturating_add fsaturating_mul fsaturating_sub fsubsec_micros fsubsec_millis fsubsec_nanos ftry_from_secs_f32@66 ftry_from_secs_f64@66
core::u128 cMAX cMIN
core::u16 cMAX cMIN
core::u32 cMAX cMIN
core::u64 cMAX cMIN
core::u8 cMAX cMIN
core::ub_checks xassert_unsafe_precondition~7- fcheck_library_ub~7-
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
core::unsafe_binder xunwrap_binder~18- xwrap_binder~18-
core::usize cMAX cMIN
core::wtf8 sCodePoint sEncodeWide sWtf8 sWtf8CodePoints
core::wtf8::CodePoint ffrom_char ffrom_u32 ffrom_u32_unchecked fto_char fto_char_lossy fto_lead_surrogate fto_trail_surrogate fto_u32
core::wtf8::Wtf8 fas_bytes fas_str fascii_byte_at fcheck_utf8_boundary fcode_points fencode_wide feq_ignore_ascii_case ffinal_lead_surrogate ffrom_bytes_unchecked ffrom_mut_bytes_unchecked ffrom_str finitial_trail_surrogate fis_ascii fis_code_point_boundary fis_empty flen fmake_ascii_lowercase fmake_ascii_uppercase fnext_surrogate`;
export const ALLOC_NAMES = `alloc m__export~270 malloc mborrow mboxed mbstr~12- mcollections mffi@64 mfmt xformat mintrinsics~270- mrc mslice mstr mstring msync mtask mvec xvec mwtf8~19-
alloc::__export >format_args=core::format_args >must_use=core::hint::must_use
alloc::alloc 0Global~30 m__alloc_error_handler~271 falloc falloc_zeroed *core::alloc fdealloc fhandle_alloc_error frealloc
alloc::alloc::__alloc_error_handler f__rdl_alloc_error_handler
alloc::borrow >Borrow=core::borrow::Borrow >BorrowMut=core::borrow::BorrowMut eCow tToOwned
alloc::borrow::Cow wBorrowed wOwned finto_owned fis_borrowed~272 fis_owned~272 fto_mut
alloc::borrow::ToOwned YOwned fclone_into fto_owned
alloc::boxed sBox sThinBox~273 fbox_assume_init_into_vec_unsafe~270-
alloc::boxed::Box fallocator~30 fas_mut_ptr~282- fas_ptr~282- fassume_init@82 fclone_from_ref_in~279- fclone_from_ref~279- fdowncast fdowncast_unchecked~274 ffrom_non_null_in~30- ffrom_non_null~281- ffrom_raw ffrom_raw_in~30 finto_array~280- finto_boxed_slice~276 finto_inner~277 finto_non_null_with_allocator~30- finto_non_null~281- finto_pin finto_raw finto_raw_with_allocator~30 finto_unique~238 fleak fmap~275- fnew fnew_in~30 fnew_uninit@82 fnew_uninit_in~30 fnew_uninit_slice@82 fnew_uninit_slice_in~30 fnew_zeroed@92 fnew_zeroed_in~30 fnew_zeroed_slice@92 fnew_zeroed_slice_in~30 fpin fpin_in~30 ftake~278- ftry_clone_from_ref_in~279- ftry_clone_from_ref~279- ftry_map~275- ftry_new_in~30 ftry_new_uninit_in~30 ftry_new_uninit_slice_in~30- ftry_new_uninit_slice~30 ftry_new_uninit~30 ftry_new_zeroed_in~30 ftry_new_zeroed_slice_in~30- ftry_new_zeroed_slice~30 ftry_new_zeroed~30 ftry_new~30 fwrite@87
alloc::boxed::ThinBox fnew fnew_unsize ftry_new
alloc::bstr >ByteStr=core::bstr::ByteStr~12- 1ByteString~12-
alloc::collections sBTreeMap sBTreeSet sBinaryHeap sLinkedList sTryReserveError eTryReserveErrorKind~283 sVecDeque mbinary_heap mbtree_map mbtree_set mlinked_list mvec_deque
alloc::collections::BTreeMap fappend fclear fcontains_key fentry fextract_if@91- ffirst_entry@66 ffirst_key_value@66 fget fget_key_value fget_mut finsert finto_keys finto_values fis_empty fiter fiter_mut fkeys flast_entry@66 flast_key_value@66 flen flower_bound_mut~287- flower_bound~287- fmerge~286- fnew fnew_in~284 fpop_first@66 fpop_last@66 frange frange_mut fremove fremove_entry fretain fsplit_off ftry_insert~285 fupper_bound_mut~287- fupper_bound~287- fvalues fvalues_mut
alloc::collections::BTreeSet fappend fclear fcontains fdifference fentry~288- fextract_if@91- ffirst@66 fget fget_or_insert_with~288- fget_or_insert~288- finsert fintersection fis_disjoint fis_empty fis_subset fis_superset fiter flast@66 flen flower_bound_mut~287- flower_bound~287- fnew fnew_in~284 fpop_first@66 fpop_last@66 frange fremove freplace fretain fsplit_off fsymmetric_difference ftake funion fupper_bound_mut~287- fupper_bound~287-
alloc::collections::BinaryHeap fallocator~30- fappend fas_mut_slice~293- fas_slice@80 fcapacity fclear fdrain fdrain_sorted~291 ffrom_raw_vec~289- finto_iter_sorted~292 finto_sorted_vec finto_vec fis_empty fiter flen fnew fnew_in~30- fpeek fpeek_mut fpop fpop_if~290- fpush freserve freserve_exact fretain@70 fshrink_to fshrink_to_fit ftry_reserve ftry_reserve_exact fwith_capacity fwith_capacity_in~30-
alloc::collections::LinkedList fappend fback fback_mut fclear fcontains fcursor_back_mut~294 fcursor_back~294 fcursor_front_mut~294 fcursor_front~294 fextract_if@87- ffront ffront_mut fis_empty fiter fiter_mut flen fnew fnew_in~30- fpop_back fpop_front fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- fremove~295 fretain~296- fsplit_off
alloc::collections::TryReserveError fkind~283
alloc::collections::TryReserveErrorKind VAllocError vCapacityOverflow
alloc::collections::VecDeque fallocator~30 fappend fas_mut_slices fas_slices fback fback_mut fbinary_search fbinary_search_by fbinary_search_by_key fcapacity fclear fcontains fdrain fextend_from_within~300- fextend_front~300- fextract_if~297- ffront ffront_mut fget fget_mut finsert finsert_mut@95- fis_empty fiter fiter_mut flen fmake_contiguous fnew fnew_in~30 fpartition_point fpop_back fpop_back_if@93- fpop_front fpop_front_if@93- fprepend_from_within~300- fprepend~300- fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- frange frange_mut fremove freserve freserve_exact fresize fresize_with fretain fretain_mut frotate_left frotate_right fshrink_to fshrink_to_fit fsplice~300- fsplit_off fswap fswap_remove_back fswap_remove_front ftruncate ftruncate_front~299- ftry_reserve ftry_reserve_exact ftry_with_capacity~298- fwith_capacity fwith_capacity_in~30
alloc::collections::binary_heap sBinaryHeap sDrain sDrainSorted~291 sIntoIter sIntoIterSorted~292 sIter sPeekMut
alloc::collections::binary_heap::BinaryHeap fallocator~30- fappend fas_mut_slice~293- fas_slice@80 fcapacity fclear fdrain fdrain_sorted~291 ffrom_raw_vec~289- finto_iter_sorted~292 finto_sorted_vec finto_vec fis_empty fiter flen fnew fnew_in~30- fpeek fpeek_mut fpop fpop_if~290- fpush freserve freserve_exact fretain@70 fshrink_to fshrink_to_fit ftry_reserve ftry_reserve_exact fwith_capacity fwith_capacity_in~30-
alloc::collections::binary_heap::Drain fallocator~30
alloc::collections::binary_heap::DrainSorted fallocator~30-
alloc::collections::binary_heap::IntoIter fallocator~30
alloc::collections::binary_heap::IntoIterSorted fallocator~30-
alloc::collections::binary_heap::PeekMut fpop frefresh~301-
alloc::collections::btree_map sBTreeMap sCursorMutKey~287- sCursorMut~287- sCursor~287- eEntry sExtractIf@91- sIntoIter sIntoKeys sIntoValues sIter sIterMut sKeys sOccupiedEntry sOccupiedError sRange sRangeMut sUnorderedKeyError~287- sVacantEntry sValues sValuesMut
alloc::collections::btree_map::BTreeMap fappend fclear fcontains_key fentry fextract_if@91- ffirst_entry@66 ffirst_key_value@66 fget fget_key_value fget_mut finsert finto_keys finto_values fis_empty fiter fiter_mut fkeys flast_entry@66 flast_key_value@66 flen flower_bound_mut~287- flower_bound~287- fmerge~286- fnew fnew_in~284 fpop_first@66 fpop_last@66 frange frange_mut fremove fremove_entry fretain fsplit_off ftry_insert~285 fupper_bound_mut~287- fupper_bound~287- fvalues fvalues_mut
alloc::collections::btree_map::Cursor fnext~287- fpeek_next~287 fpeek_prev~287 fprev~287-
alloc::collections::btree_map::CursorMut fas_cursor~287 finsert_after_unchecked~287- finsert_after~287 finsert_before_unchecked~287- finsert_before~287 fnext~287- fpeek_next~287 fpeek_prev~287 fprev~287- fremove_next~287- fremove_prev~287- fwith_mutable_key~287-
alloc::collections::btree_map::CursorMutKey fas_cursor~287- finsert_after_unchecked~287- finsert_after~287- finsert_before_unchecked~287- finsert_before~287- fnext~287- fpeek_next~287- fpeek_prev~287- fprev~287- fremove_next~287- fremove_prev~287-
alloc::collections::btree_map::Entry wOccupied wVacant fand_modify finsert_entry@92- fkey for_default for_insert for_insert_with for_insert_with_key
alloc::collections::btree_map::OccupiedEntry fget fget_mut finsert finto_mut fkey fremove fremove_entry
alloc::collections::btree_map::VacantEntry finsert finsert_entry@92- finto_key fkey
alloc::collections::btree_set sBTreeSet sCursorMutKey~287- sCursorMut~287- sCursor~287- sDifference eEntry~288- sExtractIf@91- sIntersection sIntoIter sIter sOccupiedEntry~288- sRange sSymmetricDifference sUnion sUnorderedKeyError~287- sVacantEntry~288-
alloc::collections::btree_set::BTreeSet fappend fclear fcontains fdifference fentry~288- fextract_if@91- ffirst@66 fget fget_or_insert_with~288- fget_or_insert~288- finsert fintersection fis_disjoint fis_empty fis_subset fis_superset fiter flast@66 flen flower_bound_mut~287- flower_bound~287- fnew fnew_in~284 fpop_first@66 fpop_last@66 frange fremove freplace fretain fsplit_off fsymmetric_difference ftake funion fupper_bound_mut~287- fupper_bound~287-
alloc::collections::btree_set::Cursor fnext~287- fpeek_next~287 fpeek_prev~287 fprev~287-
alloc::collections::btree_set::CursorMut fas_cursor~287 finsert_after_unchecked~287- finsert_after~287 finsert_before_unchecked~287- finsert_before~287 fnext~287- fpeek_next~287 fpeek_prev~287 fprev~287- fremove_next~287- fremove_prev~287- fwith_mutable_key~287-
alloc::collections::btree_set::CursorMutKey fas_cursor~287- finsert_after_unchecked~287- finsert_after~287- finsert_before_unchecked~287- finsert_before~287- fnext~287- fpeek_next~287- fpeek_prev~287- fprev~287- fremove_next~287- fremove_prev~287-
alloc::collections::btree_set::Entry wOccupied~288 wVacant~288 fget~288- finsert~288- for_insert~288
alloc::collections::btree_set::OccupiedEntry fget~288 fremove~288
alloc::collections::btree_set::VacantEntry fget~288- finsert~288 finto_value~288-
alloc::collections::linked_list sCursorMut~294 sCursor~294 sExtractIf@87- sIntoIter sIter sIterMut sLinkedList
alloc::collections::linked_list::Cursor fas_list~294- fback~294 fcurrent~294 ffront~294 findex~294 fmove_next~294 fmove_prev~294 fpeek_next~294 fpeek_prev~294
alloc::collections::linked_list::CursorMut fas_cursor~294 fas_list~294- fback_mut~294 fback~294 fcurrent~294 ffront_mut~294 ffront~294 findex~294 finsert_after~294 finsert_before~294 fmove_next~294 fmove_prev~294 fpeek_next~294 fpeek_prev~294 fpop_back~294 fpop_front~294 fpush_back~294 fpush_front~294 fremove_current_as_list~294 fremove_current~294 fsplice_after~294 fsplice_before~294 fsplit_after~294 fsplit_before~294
alloc::collections::linked_list::LinkedList fappend fback fback_mut fclear fcontains fcursor_back_mut~294 fcursor_back~294 fcursor_front_mut~294 fcursor_front~294 fextract_if@87- ffront ffront_mut fis_empty fiter fiter_mut flen fnew fnew_in~30- fpop_back fpop_front fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- fremove~295 fretain~296- fsplit_off
alloc::collections::vec_deque sDrain sExtractIf~297- sIntoIter sIter sIterMut sSplice~300- sVecDeque
alloc::collections::vec_deque::ExtractIf fallocator~30-
alloc::collections::vec_deque::Iter fas_slices~302-
alloc::collections::vec_deque::IterMut fas_mut_slices~302- fas_slices~302- finto_slices~302-
alloc::collections::vec_deque::VecDeque fallocator~30 fappend fas_mut_slices fas_slices fback fback_mut fbinary_search fbinary_search_by fbinary_search_by_key fcapacity fclear fcontains fdrain fextend_from_within~300- fextend_front~300- fextract_if~297- ffront ffront_mut fget fget_mut finsert finsert_mut@95- fis_empty fiter fiter_mut flen fmake_contiguous fnew fnew_in~30 fpartition_point fpop_back fpop_back_if@93- fpop_front fpop_front_if@93- fprepend_from_within~300- fprepend~300- fpush_back fpush_back_mut@95- fpush_front fpush_front_mut@95- frange frange_mut fremove freserve freserve_exact fresize fresize_with fretain fretain_mut frotate_left frotate_right fshrink_to fshrink_to_fit fsplice~300- fsplit_off fswap fswap_remove_back fswap_remove_front ftruncate ftruncate_front~299- ftry_reserve ftry_reserve_exact ftry_with_capacity~298- fwith_capacity fwith_capacity_in~30
alloc::ffi sCString@64 sFromVecWithNulError@64 sIntoStringError@64 sNulError@64 mc_str@88-
alloc::ffi::CString fas_bytes fas_bytes_with_nul fas_c_str ffrom_raw ffrom_vec_unchecked ffrom_vec_with_nul ffrom_vec_with_nul_unchecked finto_boxed_c_str finto_bytes finto_bytes_with_nul finto_raw finto_string fnew
alloc::ffi::FromVecWithNulError fas_bytes finto_bytes
alloc::ffi::IntoStringError finto_cstring futf8_error
alloc::ffi::NulError finto_vec fnul_position
alloc::ffi::c_str sCString@64 sFromVecWithNulError@64 sIntoStringError@64 sNulError@64
alloc::ffi::c_str::CString fas_bytes fas_bytes_with_nul fas_c_str ffrom_raw ffrom_vec_unchecked ffrom_vec_with_nul ffrom_vec_with_nul_unchecked finto_boxed_c_str finto_bytes finto_bytes_with_nul finto_raw finto_string fnew
alloc::ffi::c_str::FromVecWithNulError fas_bytes finto_bytes
alloc::ffi::c_str::IntoStringError finto_cstring futf8_error
alloc::ffi::c_str::NulError finto_vec fnul_position
alloc::fmt >Alignment=core::fmt::Alignment >Arguments=core::fmt::Arguments >Binary=core::fmt::Binary >Debug=core::fmt::Debug >Debug=core::fmt::macros::Debug >DebugAsHex=core::fmt::DebugAsHex~86- >DebugList=core::fmt::builders::DebugList >DebugMap=core::fmt::builders::DebugMap >DebugSet=core::fmt::builders::DebugSet >DebugStruct=core::fmt::builders::DebugStruct >DebugTuple=core::fmt::builders::DebugTuple >Display=core::fmt::Display >Error=core::fmt::Error >Formatter=core::fmt::Formatter >FormattingOptions=core::fmt::FormattingOptions~86- >FromFn=core::fmt::builders::FromFn@93- >LowerExp=core::fmt::LowerExp >LowerHex=core::fmt::LowerHex >Octal=core::fmt::Octal >Pointer=core::fmt::Pointer >Result=core::fmt::Result >Sign=core::fmt::Sign~86- >UpperExp=core::fmt::UpperExp >UpperHex=core::fmt::UpperHex >Write=core::fmt::Write fformat >from_fn=core::fmt::builders::from_fn@93- >write=core::fmt::write
alloc::intrinsics fwrite_box_via_move
alloc::rc sRc sUniqueRc~303- sWeak
alloc::rc::Rc fallocator~30- fas_ptr fassume_init@82 fclone_from_ref_in~279- fclone_from_ref~279- fdecrement_strong_count fdecrement_strong_count_in~30- fdowncast fdowncast_unchecked~274 fdowngrade ffrom_raw ffrom_raw_in~30- fget_mut fget_mut_unchecked~304 fincrement_strong_count fincrement_strong_count_in~30- finto_array~280- finto_inner@70- finto_raw finto_raw_with_allocator~30- fmake_mut fmap~275- fnew fnew_cyclic fnew_cyclic_in~30- fnew_in~30- fnew_uninit@82 fnew_uninit_in~30- fnew_uninit_slice@82 fnew_uninit_slice_in~30- fnew_zeroed@92 fnew_zeroed_in~30- fnew_zeroed_slice@92 fnew_zeroed_slice_in~30- fpin fpin_in~30- fptr_eq fstrong_count ftry_clone_from_ref_in~279- ftry_clone_from_ref~279- ftry_map~275- ftry_new_in~30- ftry_new_uninit_in~30- ftry_new_uninit~30 ftry_new_zeroed_in~30- ftry_new_zeroed~30 ftry_new~30 ftry_unwrap funwrap_or_clone@76 fweak_count
alloc::rc::UniqueRc fdowngrade~303- finto_rc~303- fmap~275- fnew_in~303- fnew~303- ftry_map~275-
alloc::rc::Weak fallocator~30- fas_ptr ffrom_raw ffrom_raw_in~30- finto_raw finto_raw_with_allocator~30- fnew fnew_in~30- fptr_eq fstrong_count fupgrade fweak_count
alloc::slice >ArrayWindows=core::slice::iter::ArrayWindows@94- >ChunkBy=core::slice::iter::ChunkBy@77- >ChunkByMut=core::slice::iter::ChunkByMut@77- >Chunks=core::slice::iter::Chunks >ChunksExact=core::slice::iter::ChunksExact >ChunksExactMut=core::slice::iter::ChunksExactMut >ChunksMut=core::slice::iter::ChunksMut tConcat~305 >EscapeAscii=core::slice::ascii::EscapeAscii >GetDisjointMutError=core::slice::GetDisjointMutError@86- >Iter=core::slice::iter::Iter >IterMut=core::slice::iter::IterMut tJoin~305 >RChunks=core::slice::iter::RChunks >RChunksExact=core::slice::iter::RChunksExact >RChunksExactMut=core::slice::iter::RChunksExactMut >RChunksMut=core::slice::iter::RChunksMut >RSplit=core::slice::iter::RSplit >RSplitMut=core::slice::iter::RSplitMut >RSplitN=core::slice::iter::RSplitN >RSplitNMut=core::slice::iter::RSplitNMut >SliceIndex=core::slice::index::SliceIndex >Split=core::slice::iter::Split >SplitInclusive=core::slice::iter::SplitInclusive >SplitInclusiveMut=core::slice::iter::SplitInclusiveMut >SplitMut=core::slice::iter::SplitMut >SplitN=core::slice::iter::SplitN >SplitNMut=core::slice::iter::SplitNMut >Windows=core::slice::iter::Windows >from_mut=core::slice::raw::from_mut >from_mut_ptr_range=core::slice::raw::from_mut_ptr_range~245- >from_ptr_range=core::slice::raw::from_ptr_range~245- >from_raw_parts=core::slice::raw::from_raw_parts >from_raw_parts_mut=core::slice::raw::from_raw_parts_mut >from_ref=core::slice::raw::from_ref >range=core::slice::index::range~244- >try_range=core::slice::index::try_range~244-
alloc::slice::Concat YOutput~305 fconcat~305
alloc::slice::Join YOutput~305 fjoin~305
alloc::str >Bytes=core::str::iter::Bytes >CharIndices=core::str::iter::CharIndices >Chars=core::str::iter::Chars >EncodeUtf16=core::str::iter::EncodeUtf16 >EscapeDebug=core::str::iter::EscapeDebug >EscapeDefault=core::str::iter::EscapeDefault >EscapeUnicode=core::str::iter::EscapeUnicode >FromStr=core::str::traits::FromStr >Lines=core::str::iter::Lines >LinesAny=core::str::iter::LinesAny >MatchIndices=core::str::iter::MatchIndices >Matches=core::str::iter::Matches >ParseBoolError=core::str::error::ParseBoolError >RMatchIndices=core::str::iter::RMatchIndices >RMatches=core::str::iter::RMatches >RSplit=core::str::iter::RSplit >RSplitN=core::str::iter::RSplitN >RSplitTerminator=core::str::iter::RSplitTerminator >Split=core::str::iter::Split >SplitAsciiWhitespace=core::str::iter::SplitAsciiWhitespace >SplitInclusive=core::str::iter::SplitInclusive >SplitN=core::str::iter::SplitN >SplitTerminator=core::str::iter::SplitTerminator >SplitWhitespace=core::str::iter::SplitWhitespace >Utf8Chunk=core::str::lossy::Utf8Chunk@79- >Utf8Chunks=core::str::lossy::Utf8Chunks@79- >Utf8Error=core::str::error::Utf8Error fconvert_while_ascii~243- ffrom_boxed_utf8_unchecked >from_raw_parts=core::str::converts::from_raw_parts~252- >from_raw_parts_mut=core::str::converts::from_raw_parts_mut~252- >from_utf8=core::str::converts::from_utf8 >from_utf8_mut=core::str::converts::from_utf8_mut >from_utf8_unchecked=core::str::converts::from_utf8_unchecked >from_utf8_unchecked_mut=core::str::converts::from_utf8_unchecked_mut >pattern=core::str::pattern
alloc::string sDrain sFromUtf16Error sFromUtf8Error sIntoChars~306- yParseError sString tToString
alloc::string::Drain fas_str
alloc::string::FromUtf8Error fas_bytes finto_bytes finto_utf8_lossy~307- futf8_error
alloc::string::IntoChars fas_str~306- finto_string~306-
alloc::string::String fas_bytes fas_mut_str fas_mut_vec fas_str fcapacity fclear fdrain fextend_from_within@87 ffrom_raw_parts ffrom_utf16 ffrom_utf16_lossy ffrom_utf16be_lossy~308- ffrom_utf16be~308- ffrom_utf16le_lossy~308- ffrom_utf16le~308- ffrom_utf8 ffrom_utf8_lossy ffrom_utf8_lossy_owned~307- ffrom_utf8_unchecked finsert finsert_str finto_boxed_str finto_bytes finto_chars~306- finto_raw_parts@93 fis_empty fleak@72- flen fnew fpop fpush fpush_str fremove fremove_matches~309 freplace_first~310- freplace_last~310- freplace_range freserve freserve_exact fretain fshrink_to fshrink_to_fit fsplit_off ftruncate ftry_reserve ftry_reserve_exact ftry_with_capacity~298- fwith_capacity
alloc::string::ToString fto_string
alloc::sync sArc sUniqueArc~303- sWeak
alloc::sync::Arc fallocator~30- fas_ptr fassume_init@82 fclone_from_ref_in~279- fclone_from_ref~279- fdecrement_strong_count fdecrement_strong_count_in~30- fdowncast fdowncast_unchecked~274 fdowngrade ffrom_raw ffrom_raw_in~30- fget_mut fget_mut_unchecked~304 fincrement_strong_count fincrement_strong_count_in~30- finto_array~280- finto_inner@70- finto_raw finto_raw_with_allocator~30- fis_unique~311- fmake_mut fmap~275- fnew fnew_cyclic fnew_cyclic_in~30- fnew_in~30- fnew_uninit@82 fnew_uninit_in~30- fnew_uninit_slice@82 fnew_uninit_slice_in~30- fnew_zeroed@92 fnew_zeroed_in~30- fnew_zeroed_slice@92 fnew_zeroed_slice_in~30- fpin fpin_in~30- fptr_eq fstrong_count ftry_clone_from_ref_in~279- ftry_clone_from_ref~279- ftry_map~275- ftry_new_in~30- ftry_new_uninit_in~30- ftry_new_uninit~30 ftry_new_zeroed_in~30- ftry_new_zeroed~30 ftry_new~30 ftry_pin_in~30- ftry_pin~30 ftry_unwrap funwrap_or_clone@76 fweak_count
alloc::sync::UniqueArc fdowngrade~303- finto_arc~303- fmap~275- fnew_in~303- fnew~303- ftry_map~275-
alloc::sync::Weak fallocator~30- fas_ptr ffrom_raw ffrom_raw_in~30- finto_raw finto_raw_with_allocator~30- fnew fnew_in~30- fptr_eq fstrong_count fupgrade fweak_count
alloc::task tLocalWake~262- tWake flocal_waker_fn~312- fwaker_fn~312-
alloc::task::LocalWake fwake_by_ref~262- fwake~262-
alloc::task::Wake fwake fwake_by_ref
alloc::vec sDrain sExtractIf@87- sIntoIter sPeekMut~313- sSplice sVec ffrom_elem ffrom_elem_in~30
alloc::vec::Drain fallocator~30 fas_slice fkeep_rest~314-
alloc::vec::ExtractIf fallocator~30-
alloc::vec::IntoIter fallocator~30 fas_mut_slice fas_slice
alloc::vec::PeekMut fpop~313
alloc::vec::Vec fallocator~30 fappend fas_mut_ptr fas_mut_slice fas_non_null~281- fas_ptr fas_slice fcapacity fclear fconst_make_global~107- fdedup fdedup_by fdedup_by_key fdrain fextend_from_slice fextend_from_within fextract_if@87- ffrom_fn~315- ffrom_parts_in~30- ffrom_parts~281- ffrom_raw_parts ffrom_raw_parts_in~30 finsert finsert_mut@95- finto_boxed_slice finto_chunks~320- finto_flattened@80 finto_parts_with_alloc~30- finto_parts~281- finto_raw_parts@93 finto_raw_parts_with_alloc~30 fis_empty fleak flen fnew fnew_in~30 fpeek_mut~313- fpop fpop_if@86- fpush fpush_mut@95- fpush_within_capacity~318- frecycle~321- fremove freserve freserve_exact fresize fresize_with fretain fretain_mut fset_len fshrink_to fshrink_to_fit fspare_capacity_mut fsplice fsplit_at_spare_mut~319 fsplit_off fswap_remove ftruncate ftry_remove~317- ftry_reserve ftry_reserve_exact ftry_shrink_to_fit~316- ftry_shrink_to~316- ftry_with_capacity_in~30- ftry_with_capacity~298- fwith_capacity fwith_capacity_in~30
alloc::wtf8 >CodePoint=core::wtf8::CodePoint >EncodeWide=core::wtf8::EncodeWide >Wtf8=core::wtf8::Wtf8 sWtf8Buf >Wtf8CodePoints=core::wtf8::Wtf8CodePoints
alloc::wtf8::Wtf8Buf fas_mut_slice fas_slice fcapacity fclear fextend_from_slice_unchecked ffrom_box ffrom_bytes_unchecked ffrom_str ffrom_string ffrom_wide finto_box finto_bytes finto_string finto_string_lossy fleak fnew fpush fpush_char fpush_str fpush_wtf8 freserve freserve_exact fshrink_to fshrink_to_fit ftruncate ftry_reserve ftry_reserve_exact fwith_capacity`;
