// The lang items that the compiler knows: what each must stand on, and how many generic parameters it has there. Facts from the
// compiler's own table in both releases.
import type { Release } from "../target/release.ts";
import type { Target } from "./attribute-targets.ts";

export interface LangItem {
  readonly on: Target;
  /** Generic parameters: undefined if any number will do. */
  readonly parameters: { readonly count: number; readonly isLeast: boolean } | undefined;
}

/** `name`, `name:2` (two parameters), `name:1+` (one at least). */
type Rows = Readonly<Partial<Record<Target, string>>>;

const ROWS: Rows = {
  trait:
    "sized:0 meta_sized:0 pointee_sized:0 unsize:1+ structural_peq copy:0 clone use_cloned trivial_clone sync:0 " +
    "discriminant_kind pointee_trait freeze:0 unsafe_unpin:0 fn_ptr_trait:0 drop destruct async_drop coerce_unsized:1+ " +
    "dispatch_from_dyn:1+ transmute_trait:2 add:1 sub:1 mul:1 div:1 rem:1 neg:0 not:0 bitxor:1 bitand:1 bitor:1 shl:1 shr:1 " +
    "add_assign:1 sub_assign:1 mul_assign:1 div_assign:1 rem_assign:1 bitxor_assign:1 bitand_assign:1 bitor_assign:1 " +
    "shl_assign:1 shr_assign:1 index:1 index_mut:1 deref:0 deref_mut:0 deref_pure:0 receiver legacy_receiver fn:1 fn_mut:1 " +
    "fn_once:1 async_fn:1 async_fn_mut:1 async_fn_once:1 async_fn_kind_helper:1 iterator:0 fused_iterator:0 future_trait:0 " +
    "async_iterator:0 coroutine:1 unpin eq:1 partial_ord:1 bikeshed_guaranteed_no_drop:0 termination Try tuple_trait:0 " +
    "coerce_pointee_validated:0 const_param_ty:0 default_trait4 default_trait3 default_trait2 default_trait1 reborrow:0 " +
    "coerce_shared:0 field:0",
  "assoc-const": "mem_align_const:0 mem_size_const:0 AsyncGenPending:1 AsyncGenFinished:1 RangeMax:0 RangeMin:0 field_offset:0",
  fn:
    "offset_of:1 async_drop_in_place:1 panic:0 panic_nounwind:0 panic_fmt panic_display const_panic_fmt " +
    "panic_bounds_check:0 panic_misaligned_pointer_dereference:0 panic_impl panic_cannot_unwind:0 panic_in_cleanup:0 " +
    "panic_const_add_overflow panic_const_sub_overflow panic_const_mul_overflow panic_const_div_overflow " +
    "panic_const_rem_overflow panic_const_neg_overflow panic_const_shr_overflow panic_const_shl_overflow " +
    "panic_const_div_by_zero panic_const_rem_by_zero panic_const_coroutine_resumed panic_const_async_fn_resumed " +
    "panic_const_async_gen_fn_resumed panic_const_gen_fn_none panic_const_coroutine_resumed_panic " +
    "panic_const_async_fn_resumed_panic panic_const_async_gen_fn_resumed_panic panic_const_gen_fn_none_panic " +
    "panic_null_pointer_dereference panic_invalid_enum_construction panic_const_coroutine_resumed_drop " +
    "panic_const_async_fn_resumed_drop panic_const_async_gen_fn_resumed_drop panic_const_gen_fn_none_drop begin_panic " +
    "drop_in_place:1+ start:1 eh_personality compiler_move:2 compiler_copy:2 from_yeet into_try_type get_context " +
    "contract_build_check_ensures contract_check_requires contract_check_ensures",
  required:
    "clone_fn fn_ptr_addr coroutine_resume from_residual from_output branch poll async_iterator_poll_next:0 " +
    "into_async_iter_into_iter:0 into_future into_iter next RangeSub:0",
  "assoc-type":
    "discriminant_type metadata_type deref_target receiver_target async_fn_once_output:1 call_once_future:1 " +
    "call_ref_future:2 async_fn_kind_upvars:5 fn_once_output future_output:0 coroutine_return:1 coroutine_yield:1 " +
    "field_base:0 field_type:0",
  struct:
    "dyn_metadata transmute_opts:0 unsafe_cell unsafe_pinned va_list pin type_info type_id panic_info panic_location " +
    "format_argument format_arguments alloc_layout owned_box:1+ global_alloc_ty phantom_data:1 manually_drop:1 " +
    "maybe_dangling:1 ResumeTy Context RangeFrom RangeFull RangeInclusive Range RangeToInclusive RangeTo RangeFromCopy " +
    "RangeCopy RangeInclusiveCopy RangeToInclusiveCopy String CStr field_representing_type:3",
  enum: "coroutine_state Ordering:0 c_void Poll Option",
  static: "eh_catch_typeinfo",
  union: "maybe_uninit",
  method: "slice_len_fn AsyncGenReady:1 new_unchecked range_inclusive_new",
  variant: "Ready Pending Some None Ok Err Continue Break",
};

/** Those that releases before 1.77 have otherwise, or that are gone since. */
const OLDER: Rows = {
  trait: "structural_teq generator:1+",
  enum: "generator_state",
  "assoc-type": "generator_return",
  fn: "panic_no_unwind:0 exchange_malloc box_free:1+ oom const_eval_select:4 align_offset from_generator",
  struct: "manually_drop",
  required: "from",
};

/** Those of above that came since. */
const NEWER =
  "meta_sized pointee_sized mem_align_const mem_size_const offset_of clone_fn use_cloned trivial_clone unsafe_unpin " +
  "fn_ptr_trait fn_ptr_addr async_drop async_drop_in_place transmute_opts transmute_trait unsafe_pinned deref_pure " +
  "receiver_target legacy_receiver async_fn async_fn_mut async_fn_once async_fn_once_output call_once_future " +
  "call_ref_future async_fn_kind_helper async_fn_kind_upvars iterator fused_iterator future_output async_iterator " +
  "coroutine_state coroutine coroutine_return coroutine_yield coroutine_resume Ordering c_void type_info type_id " +
  "panic_nounwind panic_misaligned_pointer_dereference panic_cannot_unwind panic_in_cleanup panic_const_add_overflow " +
  "panic_const_sub_overflow panic_const_mul_overflow panic_const_div_overflow panic_const_rem_overflow " +
  "panic_const_neg_overflow panic_const_shr_overflow panic_const_shl_overflow panic_const_div_by_zero " +
  "panic_const_rem_by_zero panic_const_coroutine_resumed panic_const_async_fn_resumed panic_const_async_gen_fn_resumed " +
  "panic_const_gen_fn_none panic_const_coroutine_resumed_panic panic_const_async_fn_resumed_panic " +
  "panic_const_async_gen_fn_resumed_panic panic_const_gen_fn_none_panic panic_null_pointer_dereference " +
  "panic_invalid_enum_construction panic_const_coroutine_resumed_drop panic_const_async_fn_resumed_drop " +
  "panic_const_async_gen_fn_resumed_drop panic_const_gen_fn_none_drop format_argument format_arguments compiler_move " +
  "compiler_copy global_alloc_ty maybe_dangling bikeshed_guaranteed_no_drop tuple_trait into_try_type " +
  "coerce_pointee_validated const_param_ty Poll AsyncGenReady AsyncGenPending AsyncGenFinished ResumeTy Context " +
  "async_iterator_poll_next into_async_iter_into_iter Option RangeMax RangeMin RangeSub RangeFromCopy RangeCopy " +
  "RangeInclusiveCopy RangeToInclusiveCopy String CStr contract_build_check_ensures contract_check_requires " +
  "default_trait4 default_trait3 default_trait2 default_trait1 contract_check_ensures reborrow coerce_shared " +
  "field_representing_type field field_base field_type field_offset";

/** Those that core does not define. */
const OUTSIDE_CORE =
  "eh_personality owned_box default_trait1 default_trait2 default_trait3 default_trait4 global_alloc_ty begin_panic " +
  "termination start String eh_catch_typeinfo";

/** Before, the table was another; what came in between is not known to the year. */
const MODERN = 77;

function read(rows: Rows): [string, LangItem][] {
  return Object.entries(rows).flatMap(([on, words]) =>
    words.split(" ").map((word): [string, LangItem] => {
      const [name = "", count] = word.split(":");
      const parameters = count === undefined ? undefined : { count: Number.parseInt(count, 10), isLeast: count.endsWith("+") };
      return [name, { on: on as Target, parameters }];
    }),
  );
}

const modern = new Map(read(ROWS));
const older = new Map([...read(ROWS), ...read(OLDER)]);
const newer: ReadonlySet<string> = new Set(NEWER.split(" "));
const outsideCore: ReadonlySet<string> = new Set(OUTSIDE_CORE.split(" "));

/** "unsure" of those that came since an older release. */
export function langItem(name: string, { minor }: Release): LangItem | "unknown" | "unsure" {
  if (minor >= MODERN) return modern.get(name) ?? "unknown";
  return newer.has(name) ? "unsure" : (older.get(name) ?? "unknown");
}

/** Of the newest release. */
export function isOfCore(name: string): boolean {
  return modern.has(name) && !outsideCore.has(name);
}
