//! Operations without a body. `corelib/intrinsics.md` gives the meaning of each.
//! Integers `T` are any of the twelve types; a comparison of the two operands' signs is the type's.

unsafe extern "rust-intrinsic" {
    // Integers
    pub safe fn wrapping_add<T: Copy>(a: T, b: T) -> T;
    pub safe fn wrapping_sub<T: Copy>(a: T, b: T) -> T;
    pub safe fn wrapping_mul<T: Copy>(a: T, b: T) -> T;
    pub safe fn add_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
    pub safe fn sub_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
    pub safe fn mul_with_overflow<T: Copy>(a: T, b: T) -> (T, bool);
    pub safe fn saturating_add<T: Copy>(a: T, b: T) -> T;
    pub safe fn saturating_sub<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_add<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_sub<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_mul<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_div<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_rem<T: Copy>(a: T, b: T) -> T;
    pub unsafe fn unchecked_shl<T: Copy>(a: T, b: u32) -> T;
    pub unsafe fn unchecked_shr<T: Copy>(a: T, b: u32) -> T;
    pub unsafe fn exact_div<T: Copy>(a: T, b: T) -> T;
    pub safe fn rotate_left<T: Copy>(a: T, by: u32) -> T;
    pub safe fn rotate_right<T: Copy>(a: T, by: u32) -> T;
    pub safe fn ctpop<T: Copy>(a: T) -> u32;
    pub safe fn ctlz<T: Copy>(a: T) -> u32;
    pub safe fn cttz<T: Copy>(a: T) -> u32;
    pub safe fn bswap<T: Copy>(a: T) -> T;
    pub safe fn bitreverse<T: Copy>(a: T) -> T;
    pub safe fn divide_two_words(high: u64, low: u64, by: u64) -> (u64, u64);

    // Memory and types
    pub safe fn size_of<T>() -> usize;
    pub safe fn align_of<T>() -> usize;
    pub unsafe fn size_of_val<T: ?Sized>(value: *const T) -> usize;
    pub unsafe fn align_of_val<T: ?Sized>(value: *const T) -> usize;
    pub safe fn needs_drop<T: ?Sized>() -> bool;
    pub safe fn type_id<T: ?Sized>() -> u128;
    /// Lifetimes do not count.
    pub safe fn is_same_type<A: ?Sized, B: ?Sized>() -> bool;
    pub safe fn type_name<T: ?Sized>() -> &'static str;
    #[deprecated(note = "import this function via `std::mem` instead")]
    pub unsafe fn transmute<Src, Dst>(value: Src) -> Dst;
    /// As `transmute`, sizes not checked when the types are generic.
    pub unsafe fn transmute_unchecked<A, B>(value: A) -> B;
    pub unsafe fn uninit<T>() -> T;
    pub unsafe fn zeroed<T>() -> T;
    pub safe fn forget<T>(value: T);
    pub unsafe fn drop_in_place<T: ?Sized>(place: *mut T);
    pub safe fn discriminant_value<T>(value: &T) -> <T as crate::marker::DiscriminantKind>::Discriminant;
    #[deprecated(note = "import this function via `std::ptr` instead")]
    pub unsafe fn copy<T>(from: *const T, to: *mut T, count: usize);
    #[deprecated(note = "import this function via `std::ptr` instead")]
    pub unsafe fn copy_nonoverlapping<T>(from: *const T, to: *mut T, count: usize);
    #[deprecated(note = "import this function via `std::ptr` instead")]
    pub unsafe fn write_bytes<T>(to: *mut T, byte: u8, count: usize);
    pub unsafe fn compare_bytes(a: *const u8, b: *const u8, count: usize) -> i32;
    pub unsafe fn volatile_load<T>(from: *const T) -> T;
    pub unsafe fn volatile_store<T>(to: *mut T, value: T);
    pub unsafe fn unaligned_load<T>(from: *const T) -> T;
    pub unsafe fn unaligned_store<T>(to: *mut T, value: T);
    /// `base + count * size_of::<T>()`, inside one object.
    #[must_use = "returns a new pointer rather than modifying its argument"]
    pub unsafe fn offset<T>(base: *const T, count: isize) -> *const T;
    pub safe fn arith_offset<T>(base: *const T, count: isize) -> *const T;
    pub unsafe fn ptr_offset_from<T>(a: *const T, b: *const T) -> isize;
    /// A fat pointer of address and length, and its parts.
    pub safe fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T];
    pub safe fn slice_len<T>(slice: *const [T]) -> usize;
    pub safe fn str_from_bytes(bytes: *const [u8]) -> *const str;

    // Control
    /// `FnOnce::call_once` of what lies at an address, and is used up there.
    pub unsafe fn call_once_in_place<F: ?Sized + FnOnce<Args>, Args: crate::marker::Tuple>(f: *mut F, args: Args) -> <F as FnOnce<Args>>::Output;
    pub safe fn abort() -> !;
    pub unsafe fn unreachable() -> !;
    pub unsafe fn assume(condition: bool);
    pub safe fn black_box<T>(value: T) -> T;
    pub safe fn spin_loop();
    pub safe fn caller_location() -> &'static crate::panic::Location<'static>;
    pub safe fn const_eval_select_runtime() -> bool;

    // Atomics; `order` is 0 relaxed, 1 release, 2 acquire, 3 acqrel, 4 seqcst, always a constant after inlining.
    pub unsafe fn atomic_load<T: Copy>(from: *const T, order: u8) -> T;
    pub unsafe fn atomic_store<T: Copy>(to: *mut T, value: T, order: u8);
    pub unsafe fn atomic_xchg<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_cxchg<T: Copy>(to: *mut T, old: T, new: T, order: u8) -> (T, bool);
    pub unsafe fn atomic_xadd<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_xsub<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_and<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_or<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_xor<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_nand<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_max<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub unsafe fn atomic_min<T: Copy>(to: *mut T, value: T, order: u8) -> T;
    pub safe fn atomic_fence(order: u8);
    pub safe fn compiler_fence(order: u8);
}
