// Generic code: traits with associated types and constants, adapters over them, const parameters, blanket implementations,
// objects of generic traits, and iterators of the program's own.
import { named } from "./holes.ts";
import type { Holes } from "./holes.ts";
import { INTS, int } from "./types.ts";

const U64 = int("u64");
const N = named("n", "u64");

/** A source of items, adapters that wrap one, and a consumer: `Iterator` in small. */
export function sources(holes: Holes, name: string): string {
  const { random } = holes;
  const [t, u] = [random.pick(INTS), random.pick(INTS)];
  const P = name.toUpperCase();
  const chain = () => {
    let text = random.pick([`${P}Count::<${random.below(6)}>(0)`, `${P}List { all: &held, at: 0 }`]);
    for (let i = random.below(4); i > 0; i--)
      text = random.pick([
        `${text}.mapped(|x| ${holes.of([named("x", t.name)], t, 2)})`,
        `${text}.kept(|x| ${holes.condition([named("(*x)", t.name)], 1)})`,
        `${P}Pair { a: ${text}, b: ${P}Count::<4>(1), left: n & 1 == 0 }`,
        `${text}.boxed::<${random.below(5)}>()`,
      ]);
    return text;
  };
  const use = () =>
    random.pick([
      `out = out.rotate_left(5) ^ ${P}_sum(${chain()});`,
      `{ let mut s = ${chain()}; while let Some(x) = s.get() { if ${holes.condition([named("x", t.name)], 1)} { break; } x.show(); } s.get().show(); }`,
      `out ^= ${P}_dyn(&mut ${chain()}, ${random.below(4)});`,
      `for x in ${P}Iter(${chain()}).${random.pick(["take(3)", "skip(1)", "step_by(2)", "filter(|x| *x != 0)", "chain([1, 2])"])} { x.show(); }`,
      `${P}Iter(${chain()}).${random.pick(["max()", "last()", "count()", "min_by_key(|x| *x % 3)", "map(|x| (x, 1u8)).nth(1)"])}.show();`,
    ]);
  return `trait ${P}Source { type Item: Mix + Show; const SIZE: usize; fn get(&mut self) -> Option<Self::Item>;
fn mapped<R: Mix + Show, F: FnMut(Self::Item) -> R>(self, f: F) -> ${P}Map<Self, F> where Self: Sized { ${P}Map { from: self, f } }
fn kept<F: Fn(&Self::Item) -> bool>(self, f: F) -> ${P}Keep<Self, F> where Self: Sized { ${P}Keep { from: self, f, lost: 0 } }
fn boxed<const L: usize>(self) -> ${P}Buffer<Self, L> where Self: Sized { ${P}Buffer { from: self, held: [None; L], used: 0 } } }
struct ${P}Count<const N: u32>(u32);
struct ${P}List<'a, T> { all: &'a [T], at: usize }
struct ${P}Map<S, F> { from: S, f: F }
struct ${P}Keep<S, F> { from: S, f: F, lost: ${u.name} }
struct ${P}Pair<A, B> { a: A, b: B, left: bool }
struct ${P}Buffer<S: ${P}Source, const L: usize> { from: S, held: [Option<S::Item>; L], used: usize }
struct ${P}Iter<S>(S);
impl<const N: u32> ${P}Source for ${P}Count<N> { type Item = ${t.name}; const SIZE: usize = N as usize; fn get(&mut self) -> Option<${t.name}> { if self.0 >= N { None } else { self.0 += 1; Some(self.0 as ${t.name}) } } }
impl<'a, T: Mix + Show> ${P}Source for ${P}List<'a, T> { type Item = T; const SIZE: usize = 1 << 4; fn get(&mut self) -> Option<T> { let x = self.all.get(self.at)?; self.at += 1; Some(*x) } }
impl<S: ${P}Source, R: Mix + Show, F: FnMut(S::Item) -> R> ${P}Source for ${P}Map<S, F> { type Item = R; const SIZE: usize = S::SIZE; fn get(&mut self) -> Option<R> { self.from.get().map(&mut self.f) } }
impl<S: ${P}Source, F> ${P}Source for ${P}Keep<S, F> where F: Fn(&S::Item) -> bool { type Item = S::Item; const SIZE: usize = S::SIZE / 2; fn get(&mut self) -> Option<S::Item> { loop { let x = self.from.get()?; if (self.f)(&x) { return Some(x); } self.lost = self.lost.wrapping_add(3); } } }
impl<A: ${P}Source, B: ${P}Source<Item = A::Item>> ${P}Source for ${P}Pair<A, B> { type Item = A::Item; const SIZE: usize = A::SIZE + B::SIZE; fn get(&mut self) -> Option<A::Item> { self.left = !self.left; if self.left { self.a.get().or_else(|| self.b.get()) } else { match self.b.get() { None => self.a.get(), some => some } } } }
impl<S: ${P}Source, const L: usize> ${P}Source for ${P}Buffer<S, L> { type Item = S::Item; const SIZE: usize = L * 2 + S::SIZE; fn get(&mut self) -> Option<S::Item> { while self.used < L { match self.from.get() { Some(x) => { self.held[self.used] = Some(x); self.used += 1; } None => break } } if self.used == 0 { return self.from.get(); } self.used -= 1; self.held[self.used].take() } }
impl<S: ${P}Source> Iterator for ${P}Iter<S> { type Item = S::Item; fn next(&mut self) -> Option<S::Item> { self.0.get() } fn size_hint(&self) -> (usize, Option<usize>) { (0, Some(S::SIZE)) } }
fn ${P}_sum<S: ${P}Source>(mut s: S) -> u64 where S::Item: Copy { let mut sum = S::SIZE as u64; while let Some(x) = s.get() { sum = sum.rotate_left(7) ^ x.code(); } sum }
fn ${P}_dyn<T: Mix>(s: &mut dyn ${P}Shown<Out = T>, times: u32) -> u64 { (0..times).fold(1, |sum, _| sum.wrapping_mul(31) ^ s.shown().map_or(5, |x| x.code())) }
trait ${P}Shown { type Out; fn shown(&mut self) -> Option<Self::Out>; }
impl<S: ${P}Source> ${P}Shown for S { type Out = S::Item; fn shown(&mut self) -> Option<S::Item> { self.get().inspect(|x| x.show()) } }
fn ${name}(n: u64) -> u64 {
let (mut out, held) = (n, [3, 1, n as ${t.name}, 7]);
${random.list(2 + random.below(2), use).join("\n")}
out
}`;
}

/** Const parameters, associated constants, default type parameters, generic methods, recursion over types. */
export function parameters(holes: Holes, name: string): string {
  const { random } = holes;
  const t = random.pick(INTS);
  const [rows, columns] = [1 + random.below(4), 1 + random.below(4)];
  const P = name.toUpperCase();
  const cell = holes.of([N, named("r", "usize"), named("c", "usize")], t, 2);
  return `#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
struct ${P}Grid<T, const R: usize, const C: usize>([[T; C]; R]);
impl<T: Mix + PartialOrd + Show, const R: usize, const C: usize> ${P}Grid<T, R, C> {
const CELLS: usize = R * C; const LAST: (usize, usize) = (R - 1, C - 1);
fn of(f: impl Fn(usize, usize) -> T) -> Self { ${P}Grid(core::array::from_fn(|r| core::array::from_fn(|c| f(r, c)))) }
fn turned(&self) -> ${P}Grid<T, C, R> { ${P}Grid::of(|r, c| self.0[c][r]) }
fn most(&self) -> T { let mut most = self.0[0][0]; for row in &self.0 { for x in row { if *x > most { most = *x; } } } most }
fn row<const I: usize>(&self) -> &[T; C] { &self.0[I % R] }
fn cells(&self) -> impl Iterator<Item = (usize, T)> + '_ { self.0.iter().flatten().copied().enumerate() } }
impl<T, const R: usize, const C: usize> core::ops::Index<(usize, usize)> for ${P}Grid<T, R, C> { type Output = T; fn index(&self, (r, c): (usize, usize)) -> &T { &self.0[r % R][c % C] } }
trait ${P}Level { const DEPTH: u32; type Next: ${P}Level; fn walk(n: u64) -> u64 { if Self::DEPTH == 0 { n } else { ${holes.of([N, named("Self::DEPTH", "u32")], U64, 1)} ^ <Self::Next as ${P}Level>::walk(n >> 3) } } }
struct ${P}L<const D: u32>; struct ${P}End;
impl ${P}Level for ${P}End { const DEPTH: u32 = 0; type Next = ${P}End; }
impl ${P}Level for ${P}L<1> { const DEPTH: u32 = 1; type Next = ${P}End; }
impl ${P}Level for ${P}L<2> { const DEPTH: u32 = 2 * Self::Next::DEPTH; type Next = ${P}L<1>; }
impl ${P}Level for ${P}L<3> { const DEPTH: u32 = 3 + <Self::Next as ${P}Level>::DEPTH; type Next = ${P}L<2>; fn walk(n: u64) -> u64 { !Self::Next::walk(n) } }
struct ${P}Tagged<T, U = ${t.name}> { value: T, tag: core::marker::PhantomData<U> }
impl<T, U> ${P}Tagged<T, U> { const WIDTH: usize = core::mem::size_of::<U>(); fn new(value: T) -> Self { Self { value, tag: core::marker::PhantomData } } fn map<V>(self, f: impl FnOnce(T) -> V) -> ${P}Tagged<V, U> { ${P}Tagged::new(f(self.value)) } }
impl<T: Mix, U> From<T> for ${P}Tagged<T, U> { fn from(value: T) -> Self { Self::new(value) } }
fn ${P}_all<T: Default + Copy, const L: usize, I: IntoIterator<Item = T>>(from: I) -> ([T; L], usize) where T: PartialEq { let mut all = [T::default(); L]; let mut used = 0; for (to, x) in all.iter_mut().zip(from) { *to = x; used += 1; } (all, used) }
fn ${name}(n: u64) -> u64 {
let g = ${P}Grid::<${t.name}, ${rows}, ${columns}>::of(|r, c| ${cell});
g.0.show(); g.turned().0.show(); g.most().show(); g.row::<${random.below(4)}>().show(); ${P}Grid::<${t.name}, ${rows}, ${columns}>::CELLS.show();
let t = g.turned(); (t[(n as usize % 9, 1)] == g[(1, n as usize % 9)]).show(); (g.turned().turned() == g).show();
for (i, x) in g.cells().filter(|(i, x)| ${holes.condition([named("(*i)", "usize"), named("(*x)", t.name)], 1)}) { i.show(); x.show(); }
let tagged: ${P}Tagged<u64> = n.into(); let w = ${P}Tagged::<u64>::WIDTH;
${P}Tagged::<_, [u16; 5]>::new(w).map(|x| x as u32 + 1).value.show();
let (all, used) = ${P}_all::<_, ${1 + random.below(5)}, _>(${random.pick(["[n, !n, 3]", "(0..n % 7).map(|x| x * x)", "Some(n)", "g.cells().map(|(_, x)| x as u64)"])});
all.show(); used.show();
${P}L::<3>::walk(n) ^ <${P}L<2>>::walk(n) ^ tagged.map(|x| x.rotate_left(w as u32)).value
}`;
}
