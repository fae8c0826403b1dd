// What core keeps values in: cells, `MaybeUninit`, `ManuallyDrop`, atomics, pointers, iterators of the program's own that are walked
// from both ends, `Ordering`, `Duration`, hashes and types asked for at run time.
import { named } from "./holes.ts";
import type { Holes } from "./holes.ts";
import { INTS, int } from "./types.ts";

const N = named("n", "u64");

/** `fn NAME(n: u64) -> u64` over some of them. */
export function cells(holes: Holes, name: string): string {
  const { random } = holes;
  const t = random.pick(INTS);
  const T = t.name;
  const value = (depth = 1) => holes.of([N, named("c.get()", T)], t, depth);
  const atomic = random.pick(["U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "Usize", "Isize"]);
  const A = atomic.toLowerCase();
  const order = () => random.pick(["Relaxed", "SeqCst", "AcqRel"]);
  const some = () =>
    random.pick([
      `c.set(${value(2)});`,
      `c.replace(${value()}).show();`,
      `{ let d = Cell::new(${value()}); c.swap(&d); d.into_inner().show(); }`,
      `Cell::from_mut(&mut a[..]).as_slice_of_cells()[${random.below(4)}].set(${value()});`,
      `c.update(|x| ${holes.of([N, named("x", T)], t, 1)});`,
      `*r.borrow_mut() = (${value()}, n as u8);`,
      `{ let mut b = r.borrow_mut(); b.1 ^= 1; core::mem::swap(&mut b.0, &mut a[0]); }`,
      `r.try_borrow_mut().is_ok().show(); { let _b = r.borrow(); r.try_borrow_mut().is_err().show(); r.try_borrow().is_ok().show(); }`,
      `{ let p = core::cell::Ref::map(r.borrow(), |x| &x.1); p.show(); }`,
      `r.replace_with(|x| (x.0, x.1.wrapping_add(3))).1.show();`,
      `o.get_or_init(|| { put(8); ${value()} }).show(); o.set(${value()}).is_err().show();`,
      `{ let mut m: [MaybeUninit<${T}>; 3] = [const { MaybeUninit::uninit() }; 3]; for (i, x) in m.iter_mut().enumerate() { x.write(i as ${T} ^ ${value()}); } unsafe { m[n as usize % 3].assume_init().show(); } }`,
      `{ let mut m = MaybeUninit::<[${T}; 4]>::zeroed(); unsafe { (*m.as_mut_ptr())[1] = ${value()}; m.assume_init().show(); } }`,
      `{ let mut t = ManuallyDrop::new(Tracer(5)); if n & 1 == 0 { unsafe { ManuallyDrop::drop(&mut t) } } t.id().show(); }`,
      `drop(Some(Tracer(n as u32 & 7)).filter(|t| t.id() > 3));`,
      `{ let mut s = Some(Tracer(1)); if let Some(t) = s.as_mut() { t.0 += 4; } s.insert(Tracer(9)).id().show(); s.take().is_some().show(); s.get_or_insert_with(|| Tracer(2)).id().show(); }`,
      `at.fetch_${random.pick(["add", "sub", "and", "or", "xor", "max", "min", "nand"])}(n as ${A}, Ordering::${order()}).show();`,
      `at.compare_exchange(n as ${A}, 7, Ordering::SeqCst, Ordering::Relaxed).is_ok().show(); at.swap(n as ${A} ^ 3, Ordering::${order()}).show();`,
      `at.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |x| x.checked_add(n as ${A})).show();`,
      `at.store(n as ${A}, Ordering::Relaxed); flag.fetch_not(Ordering::SeqCst).show(); flag.load(Ordering::Acquire).show();`,
      `{ let p = AtomicPtr::new(a.as_mut_ptr()); let q = p.swap(core::ptr::null_mut(), Ordering::SeqCst); unsafe { (*q.add(1)).show(); } p.load(Ordering::SeqCst).is_null().show(); }`,
      `for x in (${name.toUpperCase()}Both { lo: n as u8 & 3, hi: ${random.below(9)} })${random.pick(["", ".rev()", ".skip(1).step_by(2)", ".rev().enumerate().map(|(i, x)| x ^ i as u8)", ".zip(0u8..).map(|(x, y)| x * 2 + y)", ".chain(3..5).rev()", ".peekable()", ".take_while(|x| x % 4 != 3)"])} { x.show(); }`,
      `{ let mut b = ${name.toUpperCase()}Both { lo: 1, hi: 7 }; b.next_back().show(); b.len().show(); b.nth(1).show(); b.rfold(n, |s, x| s.wrapping_mul(3) ^ x as u64).show(); }`,
      `(${value()}.cmp(&${value()}).then_with(|| n.cmp(&9)).reverse() as i8).show();`,
      `core::cmp::Reverse(${value()}).lt(&core::cmp::Reverse(${value()})).show(); core::cmp::max_by_key(${value()}, ${value()}, |x| x % 5).show();`,
      `{ let d = Duration::from_millis(n & 0xffff) * ${1 + random.below(9)} + Duration::from_nanos(n >> 40); (d.as_secs(), d.subsec_nanos(), d.as_micros() as u64).show(); d.checked_sub(Duration::from_secs(2)).is_some().show(); let _ = write!(Out, "{:?} {:.3?} ", d, d / 7); }`,
      `{ let mut h = ${name.toUpperCase()}Sum(3); (n, ${value()}, "ab", [1u8, 2], Some('x')).hash(&mut h); h.finish().show(); }`,
      `{ let x: &dyn Any = ${random.pick([`&${value()}`, "&n", '&"text"', "&[1u8; 2]"])}; x.is::<u64>().show(); x.downcast_ref::<${T}>().copied().show(); (x.type_id() == TypeId::of::<&'static str>()).show(); }`,
      `{ let (p, q) = (&raw mut a[0], &raw const a[3]); unsafe { q.offset_from(p).show(); core::ptr::swap(p, p.add(2)); p.add(1).replace(${value()}).show(); p.copy_to(p.add(2), 2); } }`,
      `{ let u: [u8; size_of::<${T}>()] = ${value()}.to_ne_bytes(); u.show(); let x = unsafe { u.as_ptr().cast::<${T}>().read_unaligned() }; x.show(); }`,
      `{ let p = core::ptr::NonNull::from(&mut a[1]); unsafe { *p.as_ptr() = ${value()}; p.as_ref().show(); } p.cast::<u8>().as_ptr().is_aligned().show(); }`,
      `core::mem::take(&mut a[n as usize % 4]).show(); core::mem::discriminant(&Some(n)).eq(&core::mem::discriminant(&None)).show();`,
      `{ let r = (${value()}..=${value()}); r.contains(&${value()}).show(); r.is_empty().show(); let (s, e) = r.into_inner(); (s < e).show(); }`,
      `{ let mut i = (n as u8 & 15..20).into_iter(); i.by_ref().nth(2).show(); i.len().show(); i.rposition(|x| x % 3 == 0).show(); }`,
      `matches!(n.checked_rem(c.get() as u64), Some(0..=4 | 8)).show(); Option::zip(Some(n), c.get().checked_add(1)).show();`,
      `Some(n).xor(None).and_then(|x| x.checked_mul(3)).ok_or(4u8).and_then(|x| if x & 1 == 0 { Ok(x) } else { Err(7) }).map_err(|e| e * 2).show();`,
      `[Some(1u8), Some(2), if n & 1 == 0 { None } else { Some(3) }].into_iter().try_fold(0u8, |s, x| x.map(|x| s + x)).show();`,
      `{ let s: Result<u32, u8> = [Ok(1u32), if n & 2 == 0 { Err(5u8) } else { Ok(2) }, Err(6)].into_iter().sum(); s.show(); let p: Option<u64> = [Some(n & 7), Some(3)].into_iter().product(); p.show(); }`,
    ]);
  const P = name.toUpperCase();
  return `struct ${P}Both { lo: u8, hi: u8 }
impl Iterator for ${P}Both { type Item = u8; fn next(&mut self) -> Option<u8> { if self.lo >= self.hi { return None; } self.lo += 1; Some(self.lo - 1) } fn size_hint(&self) -> (usize, Option<usize>) { let k = self.hi.saturating_sub(self.lo) as usize; (k, Some(k)) } }
impl DoubleEndedIterator for ${P}Both { fn next_back(&mut self) -> Option<u8> { if self.lo >= self.hi { return None; } self.hi -= 1; Some(self.hi) } }
impl ExactSizeIterator for ${P}Both {}
struct ${P}Sum(u64);
impl core::hash::Hasher for ${P}Sum { fn write(&mut self, bytes: &[u8]) { for b in bytes { self.0 = self.0.wrapping_mul(31) ^ *b as u64; } } fn finish(&self) -> u64 { self.0 } }
fn ${name}(n: u64) -> u64 {
use core::{any::{Any, TypeId}, cell::{Cell, OnceCell, RefCell}, hash::{Hash, Hasher}, mem::{ManuallyDrop, MaybeUninit}, sync::atomic::*, time::Duration};
let (c, r, o) = (Cell::new(${holes.of([N], t, 1)}), RefCell::new((${random.below(99)} as ${T}, 3u8)), OnceCell::new());
let mut a = [${holes.of([N], t, 1)}, 1, 2, 3];
static AT: Atomic${atomic} = Atomic${atomic}::new(${random.below(99)});
let (at, flag) = (&AT, AtomicBool::new(n & 1 == 1));
let _: Option<&${T}> = o.get();
${random.list(3 + random.below(4), some).join("\n")}
a.show(); c.get().show(); r.borrow().1.show(); at.load(Ordering::Relaxed).show();
n
}`;
}

/** Texts made by `core::fmt`: every kind of value with every kind of wish. */
export function formatted(holes: Holes, name: string): string {
  const { random } = holes;
  const P = name.toUpperCase();
  const t = random.chance(20) ? int(random.pick(["u128", "i128"])) : random.pick(INTS);
  const value = () => holes.of([N], t, 1);
  const fill = () => random.pick(["", "", "*", "0", "\u00e9"]);
  const align = () => random.pick(["<", ">", "^"]);
  const wide = () => (random.chance(60) ? `${fill()}${align()}`.replace(/^0/, "_") : "");
  const width = () => random.pick(["", "3", "8", "12", "1$", "w$"]);
  const flags = () => random.pick(["", "", "+", "#", "0", "+0", "#0"]);
  const precision = () => random.pick(["", ".0", ".1", ".3", ".10", ".1$", ".w$"]);
  const spec = (kinds: readonly string[], exact = "") => {
    const text = `${wide()}${flags()}${width()}${exact}${random.pick(kinds)}`;
    return text === "" ? "{}" : `{:${text}}`;
  };
  const float = () =>
    random.pick([
      "(n as i32 as f64 / 8.0)",
      "(n as f32)",
      "f64::from_bits(n >> 2)",
      "1e21f64",
      "(n as u8 as f32 / 256.0)",
      "-0.0f64",
      "f64::INFINITY",
      "f32::NAN",
      "1.0e-7f64",
      "(n % 1000) as f64 * 0.001",
    ]);
  const one = () =>
    random.pick<() => [string, string]>([
      () => [spec(["", "", "?", "x", "X", "o", "b", "e", "x?", "X?"]), value()],
      () => [spec(["", "?", "x", "b"]), value()],
      () => [spec(["", "?", "e", "E"], precision()), float()],
      () => [spec(["", "?", "e"], precision()), float()],
      () => [spec(["", "?"], precision()), random.pick(['"h\\u{e9}llo"', '"a\\"b\\\\\\n\\t\\u{7f}\\u{200b}"', "text", '""'])],
      () => [spec(["", "?"]), random.pick(["'\\''", "'\\u{301}'", "'x'", "(n as u8 as char)"])],
      () => [spec(["", "?"]), "(n & 1 == 0)"],
      () => [
        spec(["?"]),
        random.pick([
          "Some(n as u8)",
          "(1u8, 'a', ())",
          "[1u16, 2]",
          "None::<u8>",
          "Ok::<i8, u8>(-1)",
          "[[0u8; 2]; 2]",
          "&[Some(true)][..]",
          "0..n as u8",
          "..=5i8",
          "core::cmp::Ordering::Less",
          "core::cell::Cell::new(3)",
          "core::num::Wrapping(n as i8)",
        ]),
      ],
      () => [spec(["?"]), `${P}::${random.pick(["A", `B(${value()}, 1.5)`, `C { x: Some(${value()}), inner: (1, "q") }`])}`],
      () => [spec(["", "?", "x"]), `${P}Own(n as u16, ${random.below(4)})`],
      () => [spec(["?"]), `${P}List(n)`],
      () => ["{}", `format_args!("{:>4}|{n:#x}", ${value()})`],
      () => ["{n:>w$}{text:^9.2}{0:?}", ""],
    ])();
  const writes = random.list(3 + random.below(5), () => {
    const [text, shown] = one();
    const needs = text.includes("1$") ? `, ${random.below(12)}usize` : text.includes("{0:?}") ? "n as u8, 5usize" : "";
    const line = text.includes("{0:?}") ? `"${text}|", n as u8` : `"${text}|", ${shown}${needs}`;
    return `let _ = write!(Out, ${line});`;
  });
  return `#[derive(Debug, Clone, Copy)] enum ${P} { A, B(${t.name}, f32), C { x: Option<${t.name}>, inner: (u8, &'static str) } }
struct ${P}Own(u16, u8);
impl core::fmt::Display for ${P}Own { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { match self.1 { 0 => f.pad("own"), 1 => f.pad_integral(self.0 & 1 == 0, "0o", "17"), 2 => write!(f, "{}{:?}{:?}{}", f.alternate(), f.width(), f.precision(), f.fill()), _ => core::fmt::Display::fmt(&self.0, f) } } }
impl core::fmt::LowerHex for ${P}Own { fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result { core::fmt::LowerHex::fmt(&self.0, f) } }
impl core::fmt::Debug for ${P}Own { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { match self.1 { 0 => f.debug_struct("Own").field("a", &self.0).finish_non_exhaustive(), 1 => f.debug_tuple("").field(&self.0).field(&Some("x")).finish(), 2 => f.debug_map().entry(&1, &self.0).entries([(2u8, [0u16; 0])]).finish(), _ => f.debug_set().entry(&self.0).entries(&[1, 2]).finish() } } }
struct ${P}List(u64);
impl core::fmt::Debug for ${P}List { fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.debug_list().entries((0..self.0 % 3).map(|i| ${P}Own(i as u16, i as u8))).finish() } }
fn ${name}(n: u64) -> u64 {
let (w, text) = (n as usize % 11, &"formatted"[n as usize % 7..]);
${writes.join("\n")}
line();
n ^ w as u64
}`;
}
