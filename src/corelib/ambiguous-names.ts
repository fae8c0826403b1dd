// Names that mean more than one thing of core: messages print those with their path. `type`: types, traits, modules and variants;
// `value`: functions, constants and constructors. Made by test/tools/generate-ambiguous-names.mjs from the library of 1.96;
// `newer` are those that 1.63 did not have twice.
export const AMBIGUOUS_NAMES = {
  type: {
    old: "AcqRel Acquire Empty Error EscapeDebug EscapeDefault EscapeUnicode IntoIter Iter IterMut Ordering Pending RSplit RSplitN Ready Relaxed Release SeqCst Split SplitInclusive SplitN V4 V6 Zero consts simd",
    newer:
      "Abi Alignment Array Bool Bytes Char Const DynTrait Enum Field Float FnPtr FromFn Int Lifetime Lower Normal Pointer Range RangeFrom RangeInclusive RangeToInclusive Reference Slice Str Struct Tuple Type Union Upper cmp math num prelude ptr",
  },
  value: {
    old: "AcqRel Acquire DIGITS E EPSILON Empty EscapeDefault FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 INFINITY LN_10 LN_2 LOG10_2 LOG10_E LOG2_10 LOG2_E MANTISSA_DIGITS MAX MAX_10_EXP MAX_EXP MIN MIN_10_EXP MIN_EXP MIN_POSITIVE NAN NEG_INFINITY PI RADIX Ready Relaxed Release SQRT_2 SeqCst TAU V4 V6 Zero black_box by_ref cmp copy copy_nonoverlapping drop eq fmt forget from_fn from_iter from_mut from_raw_parts from_raw_parts_mut from_ref ge gt hash index index_mut le lt max max_by max_by_key min min_by min_by_key ne needs_drop next next_back partial_cmp product replace size_hint size_of size_of_val sum swap take type_id type_name variant_count write write_bytes write_str zip",
    newer:
      "Discriminant EULER_GAMMA FRAC_1_SQRT_2PI FRAC_1_SQRT_3 FRAC_1_SQRT_5 FRAC_1_SQRT_PI FromFn GOLDEN_RATIO Lower Normal SQRT_3 SQRT_5 Upper abs abs_diff abs_sub addr align_of align_of_val carrying_mul_add carryless_mul cast cbrt ceil chain cold_path count_ones count_zeros disjoint_bitor div_euclid expose_provenance floor fract is_empty is_null leading_ones leading_zeros likely mul_add powi prefetch_read_instruction reduce_and reduce_max reduce_min reduce_or reduce_product reduce_sum reduce_xor rem_euclid repeat reverse_bits round round_ties_even saturating_add saturating_sub select_unpredictable signum simd_clamp simd_eq simd_ge simd_gt simd_le simd_lt simd_max simd_min simd_ne sqrt swap_bytes trailing_ones trailing_zeros transmute trunc unchecked_funnel_shl unchecked_funnel_shr unlikely with_addr with_exposed_provenance without_provenance wrapping_add wrapping_offset wrapping_sub",
  },
};
