// Chains of iterators over `u32`, lazy and told by side effects: sources, adapters, ends.
import { named } from "./holes.ts";
import type { Holes, Named } from "./holes.ts";
import { int } from "./types.ts";

const U32 = int("u32");
const X: Named = named("x", "u32");

interface Chain {
  readonly text: string;
  /** Can be walked from its other end. */
  readonly both: boolean;
  /** Knows how many there are: `rev` behind `enumerate` needs it, `zip` and `rposition` too. */
  readonly exact: boolean;
}

/** `fn NAME(n: u64) -> u64` around some chains over an array of its own. */
export function chain(holes: Holes, name: string): string {
  const { random } = holes;
  const length = 1 + random.below(9);
  const N = named("n", "u64");
  const ends = random.list(1 + random.below(3), () => end(holes, adapted(holes, source(holes), random.below(4))));
  return `fn ${name}(n: u64) -> u64 {
let mut a = [0u32; ${length}];
for (i, x) in a.iter_mut().enumerate() { *x = ${holes.of([N, named("i", "usize")], U32, 2)} % ${random.pick(["50", "1000", "u32::MAX"])}; }
let mut sum = n as u32;
${ends.join("\n")}
a.show();
sum as u64
}`;
}

function source(holes: Holes): Chain {
  const { random } = holes;
  const small = () => 1 + random.below(7);
  return random.pick<() => Chain>([
    () => ({ text: "a.iter().copied()", both: true, exact: true }),
    () => ({ text: "a.iter().cloned()", both: true, exact: true }),
    () => ({ text: "a.into_iter()", both: true, exact: true }),
    () => ({ text: `(${random.below(4)}..${small()}u32)`, both: true, exact: true }),
    () => ({ text: `(${random.below(4)}..=${small()}u32)`, both: true, exact: false }),
    () => ({ text: `a.chunks(${small()}).map(|c| c.iter().fold(0u32, |s, x| s.wrapping_add(*x)))`, both: true, exact: true }),
    () => ({ text: `a.windows(2).map(|w| w[0] ^ w[1])`, both: true, exact: true }),
    () => ({ text: `a.chunks_exact(2).map(|c| c[0].wrapping_mul(c[1]))`, both: true, exact: true }),
    () => ({ text: `a.split(|x| x % 3 == 0).map(|s| s.len() as u32)`, both: true, exact: false }),
    () => ({ text: `core::iter::successors(Some(n as u32), |x| if *x < 5 { None } else { Some(x / 3) })`, both: false, exact: false }),
    () => ({ text: `core::iter::repeat(n as u32).take(${small()})`, both: false, exact: true }),
    () => ({ text: `core::iter::once(n as u32)`, both: true, exact: true }),
    () => ({
      text: `{ let mut k = 0u32; core::iter::from_fn(move || { k += 1; if k < ${small()} { Some(k) } else { None } }) }`,
      both: false,
      exact: false,
    }),
    () => ({ text: `"a1\u00e9\u20acz".chars().map(|c| c as u32)`, both: true, exact: false }),
    () => ({ text: `"text".bytes().map(|b| b as u32)`, both: true, exact: true }),
    () => ({ text: `[Some(3u32), None, Some(n as u32)].into_iter().flatten()`, both: true, exact: false }),
  ])();
}

function adapted(holes: Holes, from: Chain, count: number): Chain {
  const { random } = holes;
  if (count === 0) return from;
  const { text, both, exact } = from;
  const e = () => holes.of([X], U32, 2);
  const test = () => holes.condition([X], 1);
  const small = () => random.below(6);
  const made = random.pick<() => Chain | undefined>([
    () => ({ ...from, text: `${text}.map(|x| ${e()})` }),
    () => ({ text: `${text}.filter(|&x| ${test()})`, both, exact: false }),
    () => ({ text: `${text}.filter_map(|x| if ${test()} { Some(${e()}) } else { None })`, both, exact: false }),
    () => ({ text: `${text}.take(${small()})`, both: both && exact, exact }),
    () => ({ text: `${text}.skip(${small()})`, both: both && exact, exact }),
    () => ({ text: `${text}.step_by(${1 + small()})`, both: both && exact, exact }),
    () => (both ? { ...from, text: `${text}.rev()` } : undefined),
    () => (exact ? { ...from, text: `${text}.enumerate().map(|(i, x)| x.wrapping_add(i as u32))` } : undefined),
    () => (exact ? { text: `${text}.zip(a.iter()).map(|(x, y)| x ^ *y)`, both, exact } : undefined),
    () => ({ text: `${text}.chain([7u32, 8])`, both, exact: false }),
    () => ({ text: `${text}.take_while(|&x| ${test()})`, both: false, exact: false }),
    () => ({ text: `${text}.skip_while(|&x| ${test()})`, both: false, exact: false }),
    () => ({ text: `${text}.map_while(|x| if ${test()} { Some(x) } else { None })`, both: false, exact: false }),
    () => ({
      text: `${text}.scan(1u32, |s, x| { *s = s.wrapping_mul(3) ^ x; if *s % 11 == 0 { None } else { Some(*s) } })`,
      both: false,
      exact: false,
    }),
    () => ({ text: `${text}.flat_map(|x| 0..x % 3)`, both, exact: false }),
    () => ({ text: `${text}.inspect(|x| x.show())`, both, exact }),
    () => ({ text: `${text}.map(|x| { x.show(); ${e()} })`, both, exact }),
    () => ({ text: `${text}.peekable()`, both, exact }),
    () => ({ text: `${text}.fuse()`, both, exact }),
    () => ({ text: `${text}.cycle().take(${small() + 3})`, both: false, exact: false }),
    () => ({ text: `${text}.map(|x| (x, x >> 1)).map(|(x, y)| x ^ y)`, both, exact }),
  ])();
  return adapted(holes, made ?? from, count - 1);
}

function end(holes: Holes, { text, both, exact }: Chain): string {
  const { random } = holes;
  const e = () => holes.of([X, named("sum", "u32")], U32, 2);
  const test = () => holes.condition([X], 1);
  return random.pick([
    `for x in ${text} { sum = ${e()}; }`,
    `for x in ${text} { if ${test()} { ${random.pick(["break", "continue"])}; } sum = sum.rotate_left(3) ^ x; }`,
    `for (i, x) in ${text}.enumerate() { sum = sum.rotate_left(i as u32) ^ x; }`,
    `sum = ${text}.fold(sum, |s, x| s.wrapping_mul(31).wrapping_add(x));`,
    `${text}.${random.pick(["count()", "max()", "min()", "last()", "next()", `nth(${random.below(4)})`])}.show();`,
    `${text}.${random.pick(["any", "all"])}(|x| ${test()}).show();`,
    `${text}.${random.pick(["position(|x|", "find(|&x|"])} ${test()}).show();`,
    `${text}.reduce(|s, x| s.wrapping_mul(7) ^ x).show();`,
    `${text}.try_fold(0u32, |s, x| s.checked_add(x)).show();`,
    `${text}.for_each(|x| { x.show(); sum = sum.wrapping_add(x); });`,
    `${text}.${random.pick(["max_by_key", "min_by_key"])}(|x| x % 7).show();`,
    `{ let mut it = ${text}.peekable(); while let Some(x) = it.next() { if it.peek().is_some_and(|y| *y > x) { sum ^= 1; } sum = sum.wrapping_add(x); } }`,
    `{ let mut it = ${text}; it.next().show(); it.by_ref().take(1).count().show(); it.size_hint().0.show(); for x in it { x.show(); } }`,
    `{ let mut it = ${text}; it.nth(${random.below(3)}).show(); it.nth(${random.below(3)}).show(); it.${random.pick(["count()", "last()", "max()"])}.show(); }`,
    `{ let mut it = ${text}.peekable(); it.peek().copied().show(); it.${random.pick(["count()", "last()", `nth(${random.below(3)})`])}.show(); }`,
    `(${text}.map(|x| x as u64).sum::<u64>() & 0xffff).show();`,
    `${text}.map(|x| x % 5 + 1).product::<u32>().show();`,
    ...(both
      ? [
          `{ let mut it = ${text}; it.next_back().show(); it.next().show(); it.rev().for_each(|x| x.show()); }`,
          `{ let mut it = ${text}; it.nth_back(${random.below(3)}).show(); it.nth(${random.below(3)}).show(); it.nth_back(${random.below(2)}).show(); it.count().show(); }`,
          `${text}.rev().${random.pick(["count()", "last()", "min()", `nth(${random.below(4)})`, `skip(${random.below(3)}).last()`])}.show();`,
          `sum ^= ${text}.rfold(1u32, |s, x| s.rotate_left(1) ^ x);`,
        ]
      : []),
    ...(exact ? [`${text}.len().show();`] : []),
    `${text}.eq([1u32, 2, 3]).show();`,
  ]);
}
