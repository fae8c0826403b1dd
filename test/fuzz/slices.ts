// Methods of slices, on arrays of integers and of pairs: they sort, search, split, turn and copy, and what is left is shown.
import { named } from "./holes.ts";
import type { Holes } from "./holes.ts";
import { INTS } from "./types.ts";

/** `fn NAME(n: u64) -> u64` around some statements over one array. */
export function slices(holes: Holes, name: string): string {
  const { random } = holes;
  const type = random.pick(INTS);
  const isPair = random.chance(30);
  const length = 1 + random.below(12);
  const small = (below = length + 1) => random.below(below);
  const x = named(isPair ? "x.0" : "(*x)", type.name);
  const key = () => random.pick([isPair ? "x.1" : "*x", `(${holes.of([x], type, 1)})`]);
  const test = () => holes.condition([x], 1);
  const one = () => (isPair ? `(${holes.of([named("n", "u64")], type, 1)}, ${small(9)}u8)` : holes.of([named("n", "u64")], type, 1));
  const by = () =>
    random.pick([
      "|a, b| b.cmp(a)",
      "|a, b| a.cmp(b)",
      isPair ? "|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))" : "|a, b| (*a % 7).cmp(&(*b % 7)).then_with(|| b.cmp(a))",
    ]);
  const some = random.list(2 + random.below(4), () =>
    random.pick([
      "a.sort_unstable();",
      `a.sort_unstable_by(${by()});`,
      `a.sort_unstable_by_key(|x| { let k = ${key()}; (k, *x) });`,
      "a.reverse();",
      `a.rotate_left(${small()});`,
      `a.rotate_right(${small()});`,
      `a.swap(${small(length)}, ${small(length)});`,
      `a.fill(${one()});`,
      `{ let mut c = n; a[${small()}..].fill_with(|| { c = c.rotate_left(5); ${isPair ? `(c as ${type.name}, c as u8)` : `c as ${type.name}`} }); }`,
      `a.copy_within(..${small(length)}, ${0});`,
      `{ let b = a; a[${small()}..].copy_from_slice(&b[${small()}..]); }`,
      `{ let at = ${small()}; let (p, q) = a.split_at_mut(at); let m = p.len().min(q.len()); p[..m].swap_with_slice(&mut q[..m]); }`,
      `a.select_nth_unstable(${small(length)}).1.show();`,
      `{ a.sort_unstable(); a.binary_search(&${one()}).map_err(|i| i | 0x100).show(); }`,
      `{ a.sort_unstable(); a.partition_point(|x| *x < ${one()}).show(); }`,
      `a.binary_search_by_key(&${small()}, |_| ${small()}).is_ok().show();`,
      `for c in a.chunks(${1 + small()}) { c.len().show(); c[0].show(); }`,
      `for c in a.rchunks(${1 + small()}) { c.len().show(); c[0].show(); }`,
      `for c in a.chunks_mut(${1 + small()}) { c.reverse(); c[0] = ${one()}; }`,
      `{ let c = a.chunks_exact(${1 + small()}); c.remainder().len().show(); for x in c.rev() { x[0].show(); } }`,
      `for c in a.chunks_exact_mut(${1 + small()}) { c.rotate_left(1); }`,
      `for w in a.windows(${1 + small()}) { (w[0] <= w[w.len() - 1]).show(); }`,
      `for p in a.split(|x| ${test()}) { p.len().show(); }`,
      `for p in a.splitn(${1 + small(4)}, |x| ${test()}) { p.len().show(); }`,
      `for p in a.rsplit(|x| ${test()}) { p.first().copied().show(); }`,
      `for p in a.split_inclusive(|x| ${test()}) { p.last().copied().show(); }`,
      `for p in a.split_mut(|x| ${test()}) { p.reverse(); }`,
      `for p in a.chunk_by(|x, y| x ${random.pick(["==", "<=", "!="])} y) { p.len().show(); }`,
      `if let [first, mid @ .., last] = &mut a[..] { core::mem::swap(first, last); mid.reverse(); }`,
      `if let Some((h, t)) = a.split_first() { h.show(); t.len().show(); }`,
      `if let Some((h, t)) = a.split_last_mut() { t.fill(*h); *h = ${one()}; }`,
      `if let [p, q, ..] = a[${small()}..] { p.show(); (p == q).show(); }`,
      `a.get(${small()}..${length - small()}).map(|s| s.len()).show();`,
      `a.first_chunk::<2>().copied().show(); a.last_chunk::<3>().is_some().show();`,
      `a.as_chunks::<2>().0.len().show();`,
      `a.iter().rposition(|x| ${test()}).show(); a.iter().max().copied().show();`,
      `a.iter().min_by(${by()}).copied().show(); a.iter().max_by_key(|x| ${key()}).copied().show();`,
      `a.is_sorted().show(); a.contains(&${one()}).show();`,
      `a.starts_with(&[${one()}]).show(); a.strip_prefix(&[a[0]]).map(|s| s.len()).show();`,
      `(a[..${small()}].cmp(&a[${small()}..]) as i8).show(); (a[..] == a[..${small()}]).show();`,
      `a.iter().rev().enumerate().filter(|(i, x)| i % 2 == 0 && ${test()}).for_each(|(i, x)| { i.show(); x.show(); });`,
      `a.iter_mut().zip(${random.pick(["0u8..9", "[1u8; 4]", "b'a'..=b'e'"])}).for_each(|(x, k)| { let ${isPair ? "(p, q)" : "p"} = *x; *x = ${isPair ? `(p ^ k as ${type.name}, k)` : `p ^ k as ${type.name}`}; });`,
      `a.iter().step_by(${1 + small()}).skip(1).take(3).for_each(|x| x.show());`,
      `a.map(|x| ${isPair ? "x.1 as u64" : "x as u64"}).iter().fold(0u64, |s, x| s.wrapping_add(*x)).show();`,
      `a.each_ref().len().show(); a.as_slice().iter().copied().reduce(|p, q| if p < q { q } else { p }).show();`,
    ]),
  );
  const element = isPair ? `(${type.name}, u8)` : type.name;
  const made = isPair ? `(v as ${type.name}, v as u8 & 3)` : random.pick([`v as ${type.name}`, `(v & 7) as ${type.name}`]);
  return `fn ${name}(n: u64) -> u64 {
let mut a: [${element}; ${length}] = core::array::from_fn(|i| { let v = (n ^ i as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 13; ${made} });
${some.join("\nline();\n")}
a.show();
n
}`;
}
