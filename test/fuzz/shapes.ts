// Functions of shapes that random statements seldom take: loops over arrays and tables, state machines, chains of iterators,
// raw pointers, closures that write, texts. Each is a template with holes; all take a `u64` and give one.
import { Holes, named } from "./holes.ts";
import type { Named } from "./holes.ts";
import { arithmetic } from "./arithmetic.ts";
import { calls } from "./calls.ts";
import { cells, formatted } from "./cells.ts";
import { chain } from "./chains.ts";
import { parameters, sources } from "./generics.ts";
import { panics } from "./panics.ts";
import { slices } from "./slices.ts";
import type { Random } from "./random.ts";
import { INTS, int } from "./types.ts";
import type { IntType } from "./types.ts";

type Shape = (name: string) => string;

const [U64, USIZE] = [int("u64"), int("usize")];
const N: Named = named("n", "u64");

/** Those that have a file of their own, by how often they are wanted. */
const WHOLE = [
  arithmetic,
  arithmetic,
  arithmetic,
  slices,
  slices,
  panics,
  panics,
  sources,
  parameters,
  calls,
  calls,
  cells,
  cells,
  formatted,
  formatted,
];

export class Shapes {
  readonly holes: Holes;

  constructor(readonly random: Random) {
    this.holes = new Holes(random, random.chance(30));
  }

  /** Items of which `fn NAME(n: u64) -> u64` is one. */
  function(name: string): string {
    const inline = this.random.pick(["#[inline(never)]\n", "", "", "#[inline(always)]\n"]);
    const shape = this.random.pick(this.#all());
    return shape(name).replace(/^fn /m, `${inline}fn `);
  }

  #all(): readonly Shape[] {
    return [
      (name) => this.#arrays(name),
      (name) => this.#arrays(name),
      (name) => this.#arrays(name),
      (name) => this.#grid(name),
      (name) => this.#tables(name),
      (name) => this.#tables(name),
      (name) => this.#machine(name),
      (name) => this.#machine(name),
      (name) => this.#pointers(name),
      (name) => this.#pointers(name),
      (name) => this.#closures(name),
      (name) => this.#closures(name),
      (name) => chain(this.holes, name),
      (name) => chain(this.holes, name),
      (name) => chain(this.holes, name),
      (name) => this.#recursion(name),
      (name) => this.#texts(name),
      (name) => this.#formats(name),
      (name) => this.#wide(name),
      (name) => this.#objects(name),
      (name) => this.#operators(name),
      (name) => this.#discriminants(name),
      (name) => this.#places(name),
      ...WHOLE.map((make) => (name: string) => make(this.holes, name)),
    ];
  }

  #e(from: readonly Named[], type: IntType, depth = 2): string {
    return this.holes.of(from, type, depth);
  }

  #if(from: readonly Named[], depth = 1): string {
    return this.holes.condition(from, depth);
  }

  #int(): IntType {
    return this.random.pick(INTS);
  }

  /** `i`, kept below `length`. */
  #index(from: readonly Named[], length: number): string {
    const whole = this.#e(from, USIZE, 1);
    return (length & (length - 1)) === 0 && this.random.chance(60) ? `(${whole} & ${length - 1})` : `(${whole} % ${length})`;
  }

  /** One or two nested loops that read and write arrays and carry values around. */
  #arrays(name: string): string {
    const { random } = this;
    const [t, u, acc] = [this.#int(), this.#int(), this.holes.type()];
    const length = random.pick([4, 5, 8, 13, 16, 32]);
    const i = named("i", random.pick(["usize", "usize", "u32", "i32", "u8"]));
    const at = i.type.name === "usize" ? "i" : "(i as usize)";
    const vars = [N, i, named(`a[${at}]`, t.name), named("acc", acc.name), named("last", u.name)];
    const inside = [...vars, named(`a[${this.#index(vars.slice(0, 2), length)}]`, t.name), named(`b[${at} / 2]`, u.name)];
    const some = () =>
      random.pick([
        `acc = ${this.#e(inside, acc)};`,
        `acc ${random.pick(["^=", "|=", "&="])} ${this.#e(inside, acc)};`,
        `a[${at}] = ${this.#e(inside, t)};`,
        `a[${this.#index(inside, length)}] = ${this.#e(inside, t)};`,
        `b[${at} / 2] = ${this.#e(inside, u)};`,
        `last = ${this.#e(inside, u)};`,
        `if ${this.#if(inside)} { acc = ${this.#e(inside, acc)}; } else { last = ${this.#e(inside, u)}; }`,
        `if ${this.#if(inside)} { let k = ${this.#index(inside, length)}; a.swap(${at}, k); }`,
        `if ${this.#if(inside)} && acc != 0 { ${random.pick(["break", "continue"])}; }`,
        `core::mem::swap(&mut a[${at}], &mut t);`,
      ]);
    const body = random.list(1 + random.below(4), some).join("\n");
    const inner = random.chance(30)
      ? `let mut j = ${random.below(3)}usize;\nwhile j < ${at}${random.pick(["", " / 2", " + 1"])} {\nj += ${1 + random.below(3)};\n${some().replace(/\b(break|continue);/, "acc = !acc;")}\nacc = ${this.#e([...inside, named("j", "usize")], acc)};\n}\n`
      : "";
    const loop = random.pick([
      `for i in 0..${length}${i.type.name} {\n${body}\n${inner}}`,
      `for i in (0..${length}${i.type.name}).rev() {\n${body}\n${inner}}`,
      `for i in (${random.below(3)}..${length}${i.type.name}).step_by(${1 + random.below(4)}) {\n${body}\n${inner}}`,
      `let mut k = 0${i.type.name};\nwhile k < ${length} {\nlet i = k;\nk += ${1 + random.below(3)};\n${body}\n${inner}}`,
      `let mut k = ${length}${i.type.name};\nwhile k > ${random.below(2)} {\nk -= 1;\nlet i = k;\n${body}\n${inner}}`,
      `let mut k = 0${i.type.name};\nloop {\nif k >= ${length} { break; }\nlet i = k;\nk = k + 1;\n${body}\n${inner}}`,
    ]);
    return `fn ${name}(n: u64) -> u64 {
let mut a = [0${t.name}; ${length}];
let mut b = [${this.holes.literal(u)}; ${length}];
let mut t = ${this.#e([N], t, 1)};
let mut acc = ${this.#e([N], acc, 1)};
let mut last = ${this.#e([N], u, 1)};
for (i, x) in a.iter_mut().enumerate() { *x = ${this.#e([N, named("i", "usize")], t)}; }
${loop}
a.show(); b.show(); t.show(); last.show();
acc.code()
}`;
  }

  /** Rows and columns, with a row borrowed now and then. */
  #grid(name: string): string {
    const { random } = this;
    const t = this.#int();
    const [rows, columns] = [2 + random.below(4), 2 + random.below(5)];
    const vars = [N, named("r", "usize"), named("c", "usize"), named("g[r][c]", t.name), named(`g[(r + 1) % ${rows}][c]`, t.name)];
    const extra = random.pick([
      `let row = &mut g[${random.below(rows)}];\nrow[0] = ${this.#e([N, named("row[1]", t.name)], t)};\nrow.reverse();`,
      `let (top, rest) = g.split_at_mut(1);\ntop[0].copy_from_slice(&rest[0]);\nrest[0][1] = ${this.#e([N, named("top[0][0]", t.name)], t)};`,
      `g.swap(0, ${rows - 1});\nlet copy = g;\nfor (to, from) in g.iter_mut().zip(copy.iter().rev()) { to[0] = from[1]; }`,
      `for row in g.iter_mut() { let first = row[0]; for x in row.iter_mut().skip(1) { *x = ${this.#e([named("first", t.name), named("*x", t.name)], t, 1)}; } }`,
    ]);
    return `fn ${name}(n: u64) -> u64 {
let mut g = [[${this.holes.literal(t)}; ${columns}]; ${rows}];
let mut sum = 0u64;
for r in 0..${rows} {
for c in 0..${columns} {
g[r][c] = ${this.#e(vars, t)};
if ${this.#if(vars)} { ${random.pick(["continue", "break", "sum ^= 5", "g[r][0] = g[r][c]"])}; }
sum = ${this.#e([...vars, named("sum", "u64")], U64)};
}
}
${extra}
g.show();
sum
}`;
  }

  /** Tables that are computed when compiled, and statics that are written. */
  #tables(name: string): string {
    const { random } = this;
    const [t, u] = [this.#int(), this.#int()];
    const length = random.pick([3, 4, 8, 11, 16]);
    const up = name.toUpperCase();
    const vars = [named("i", "usize"), named("x", t.name)];
    const at = [N, named("i", "usize"), named(`${up}_T[i]`, t.name), named(`${up}_M[i]`, u.name)];
    return `const fn ${name}_table() -> [${t.name}; ${length}] {
let mut all = [0; ${length}];
let mut x = ${this.holes.literal(t)};
let mut i = 0usize;
while i < ${length} {
x = ${constant(this.#e(vars, t))};
if ${constant(this.#if(vars))} { x = !x; }
all[${random.pick(["i", `${length - 1} - i`])}] = x;
i += 1;
}
all
}
static ${up}_T: [${t.name}; ${length}] = ${name}_table();
static mut ${up}_M: [${u.name}; ${length}] = [${this.holes.literal(u)}; ${length}];
static mut ${up}_C: (u8, ${u.name}, bool) = (1, ${this.holes.literal(u)}, true);
const ${up}_K: ${t.name} = ${name}_table()[${random.below(length)}];
static ${up}_R: &[&[${t.name}]] = &[&[1, 2, ${up}_K], &[], &[${up}_K]];
fn ${name}(n: u64) -> u64 {
let mut sum = ${up}_K as u64 ^ ${up}_R[n as usize % 3].len() as u64;
for i in 0..${length} {
unsafe {
${up}_M[i] = ${this.#e(at, u)};
if ${this.#if(at)} { ${up}_C.1 = ${up}_M[(i + 1) % ${length}]; ${up}_C.2 = !${up}_C.2; }
${up}_C.0 = ${this.#e([...at, named(`${up}_C.0`, "u8")], int("u8"))};
}
sum = sum.rotate_left(7) ^ ${up}_T[unsafe { ${this.#index(at, length)} }] as u64;
}
unsafe { let (m, c) = (${up}_M, ${up}_C); m.show(); c.show(); }
for row in ${up}_R { for x in *row { x.show(); } }
sum
}`;
  }

  /** A loop around a match on a state, which jump threading takes apart; some arms fall in a table. */
  #machine(name: string): string {
    const { random } = this;
    const states = 3 + random.below(5);
    const state = int(random.pick(["u8", "u32", "usize", "i8", "i64"]));
    const vars = [N, named("x", "u32"), named("steps", "u32"), named("y", "i64")];
    const next = () =>
      random.chance(50)
        ? String(random.below(states + 1))
        : `if ${this.#if(vars)} { ${random.below(states)} } else { ${random.below(states + 2)} }`;
    const arm = (i: number) =>
      `${random.chance(20) ? `${i} | ${100 + i}` : i}${random.chance(15) ? ` if ${this.#if(vars)}` : ""} => { ${random.pick(["x", "y"]) === "x" ? `x = ${this.#e(vars, int("u32"))}` : `y = ${this.#e(vars, int("i64"))}`}; ${random.chance(20) ? `if ${this.#if(vars)} { break; } ` : ""}state = ${next()}; }`;
    return `fn ${name}(n: u64) -> u64 {
let (mut state, mut x, mut y, mut steps) = ((n % ${states}) as ${state.name}, n as u32, -3i64, 0u32);
let end = loop {
steps += 1;
if steps > 40 { break 1u64; }
match state {
${random
  .shuffled(random.list(states, arm))
  .join("\n")
  .replace(/break;/g, "break 2;")}
${random.below(20) + 50}..=${random.below(20) + 80} => x ^= 1,
_ => { if x & 1 == 0 { break x as u64; } x >>= 1; state = ${random.below(states)}; }
}
};
x.show(); y.show(); steps.show();
end
}`;
  }

  /** Raw pointers into arrays, slices made of them, bytes of wider values. */
  #pointers(name: string): string {
    const { random } = this;
    const t = this.#int();
    const length = random.pick([4, 6, 8, 16]);
    const i = () => String(random.below(length));
    const vars = [N, named("*p.add(1)", t.name), named(`p.add(${i()}).read()`, t.name), named("*q", t.name)];
    const some = () =>
      random.pick([
        `*p.add(${i()}) = ${this.#e(vars, t)};`,
        `p.add(${i()}).write(${this.#e(vars, t)});`,
        `q = p.wrapping_add(${i()});`,
        `*q = ${this.#e(vars, t)};`,
        `p.add(${i()}).write_volatile(${this.#e(vars, t)});`,
        `core::ptr::copy(p, p.add(1), ${length - 1});`,
        `core::ptr::copy_nonoverlapping(p.add(${length / 2}), p, ${length / 2});`,
        `core::ptr::swap(p.add(${i()}), q);`,
        `core::ptr::write_bytes(p.add(${length - 1}), ${random.below(256)}, 1);`,
        `let s = core::slice::from_raw_parts_mut(p.add(1), ${length - 2}); s.rotate_left(1); s[0] = ${this.#e([N, named("s[1]", t.name)], t)};`,
        `let bytes = core::slice::from_raw_parts(p as *const u8, ${(length * t.bits) / 8}); for b in bytes { sum = sum.wrapping_mul(31) ^ *b as u64; }`,
        `sum ^= q.offset_from(p) as u64;`,
        `let w = &mut *(p.add(${i()}) as *mut ${t.name.replace(/^[ui]/, (c) => (c === "u" ? "i" : "u"))}); *w = w.wrapping_sub(1);`,
        `let end = p.add(${length}); let mut at = p; while at < end { sum = sum.rotate_left(1) ^ *at as u64; at = at.add(1); }`,
        `sum ^= (*(p as *const [${t.name}; 2]))[1] as u64;`,
      ]);
    return `fn ${name}(n: u64) -> u64 {
let mut a: [${t.name}; ${length}] = core::array::from_fn(|i| (i as u64).wrapping_mul(n ^ 0x9e37) as ${t.name});
let mut sum = n;
let p = a.as_mut_ptr();
let mut q = p;
unsafe {
${random.list(3 + random.below(4), some).join("\n")}
}
a.show();
sum
}`;
  }

  /** Closures that write what they captured, passed as values, references and objects. */
  #closures(name: string): string {
    const { random } = this;
    const t = this.#int();
    const x = named("x", "u64");
    const work = this.#e([x, N, named("count", "u64")], U64);
    const calls = [
      `${name}_each(|x| { count = ${work}; count }, n)`,
      `${name}_each(move |x| { count = ${work}; count ^ x }, n)`,
      `{ let mut f = |x: u64| -> u64 { total.0 = total.0.wrapping_add(x as ${t.name}); total.1[x as usize % 3] ^= 1; x ^ ${random.below(99)} }; ${name}_each(&mut f, n) ^ f(7) }`,
      `{ let mut f = |x: u64| -> u64 { total.1[0] = total.1[1] ^ x as u16; count += 1; ${this.#e([x, N], U64)} }; ${name}_dyn(&mut f, n) }`,
      `${name}_adder(n)(${this.#e([N], U64, 1)})`,
      `${name}_once(move || { let (a, b, _) = total; (a as u64) ^ b[2] as u64 })`,
      `${name}_pick(n as usize)(count)`,
      `[|x: u64| -> u64 { ${this.#e([x], U64)} }, |x| x ^ 3, ${name}_plain][n as usize % 3](count)`,
      `{ let f = |a: u64, g: &dyn Fn(u64) -> u64| g(g(a)); f(n, &|x| ${this.#e([x, N], U64)}) }`,
      `{ let mut left = 3u32; ${name}_until(|| { left -= 1; if left == 0 { None } else { Some(${this.#e([named("left", "u32")], U64)}) } }) }`,
    ];
    return `fn ${name}_each<F: FnMut(u64) -> u64>(mut f: F, n: u64) -> u64 { let mut all = 0; for i in 0..4 { all = f(n.wrapping_add(i)) ^ (all << 1); } all }
fn ${name}_dyn(f: &mut dyn FnMut(u64) -> u64, n: u64) -> u64 { f(n) ^ f(n >> 3) }
fn ${name}_adder(n: u64) -> impl Fn(u64) -> u64 { let k = [n, n >> 8]; move |x| x.wrapping_add(k[x as usize & 1]) }
fn ${name}_once<T>(f: impl FnOnce() -> T) -> T { f() }
fn ${name}_plain(x: u64) -> u64 { ${this.#e([x], U64)} }
fn ${name}_pick(i: usize) -> fn(u64) -> u64 { const ALL: [fn(u64) -> u64; 3] = [${name}_plain, |x| x ^ 1, u64::swap_bytes]; ALL[i % 3] }
fn ${name}_until(mut f: impl FnMut() -> Option<u64>) -> u64 { let mut sum = 0; while let Some(x) = f() { sum = sum * 2 ^ x & 0xffff; } sum }
fn ${name}(n: u64) -> u64 {
let mut count = n & 0xffff;
let mut total = (${this.holes.literal(t)}, [1u16, 2, 3], n as u8);
let mut out = 0u64;
${random.list(2 + random.below(3), () => `out = out.rotate_left(3) ^ ${random.pick(calls)};`).join("\n")}
count.show(); total.show();
out
}`;
  }

  #recursion(name: string): string {
    const { random } = this;
    const t = this.#int();
    const vars = [N, named("depth", "u32"), named("x", t.name)];
    return `fn ${name}_in(n: u64, depth: u32, x: ${t.name}, all: &mut [${t.name}]) -> u64 {
if depth == 0 || ${this.#if(vars)} { if let Some(last) = all.last_mut() { *last = x; } return ${this.#e(vars, U64)}; }
if let [first, rest @ ..] = all { *first = ${this.#e([...vars, named("*first", t.name)], t)}; return ${name}_in(${this.#e(vars, U64)}, depth - 1, ${this.#e(vars, t)}, rest) ^ x as u64; }
${random.pick([`${name}_in(n >> 1, depth - 1, x, all)`, `${name}_in(n >> 1, depth - 1, !x, all).wrapping_add(${name}_in(n, depth / 2, x, all))`, `${name}_other(depth - 1, n)`])}
}
fn ${name}_other(depth: u32, n: u64) -> u64 { if depth < 2 { n } else { ${name}_in(n ^ 1, depth - 1, ${this.holes.literal(t)}, &mut []) } }
fn ${name}(n: u64) -> u64 {
let mut all = [${this.holes.literal(t)}; ${1 + random.below(5)}];
let out = ${name}_in(n, 7, ${this.#e([N], t, 1)}, &mut all);
all.show();
out
}`;
  }

  #texts(name: string): string {
    const { random } = this;
    const text = random.pick([
      "key=12;other=-7;x=;y",
      "  the quick  brown fox ",
      "a,b,,c",
      "h\u00e9llo w\u00f6rld \u20ac",
      "0x1f 255 300 -1 +7 abc",
      "",
    ]);
    const some = () =>
      random.pick([
        `for part in text.split(${random.pick(["';'", "' '", "','", '"="', "char::is_whitespace", "|c: char| c.is_ascii_digit()"])}) { part.len().show(); part.parse::<${random.pick(["u8", "i32", "u64", "i16"])}>().ok().show(); }`,
        `for (i, c) in text.char_indices() { if c.is_alphabetic() { i.show(); c.to_ascii_uppercase().show(); } }`,
        `text.find(${random.pick(["'o'", '"="', "'\u00f6'", "char::is_numeric"])}).show();`,
        `text.trim().len().show(); text.bytes().rev().take(3).for_each(|b| b.show());`,
        `match text { "a,b,,c" => 1u8.show(), "" => 2u8.show(), t if t.starts_with("key") => 3u8.show(), _ => 4u8.show() }`,
        `if let Some((a, b)) = text.split_once(${random.pick(["'='", "','", '" "'])}) { a.len().show(); (b < a).show(); }`,
        `text.get(..${random.below(9)}).map(|t| t.len()).show(); text.is_char_boundary(${random.below(9)}).show();`,
        `text.chars().rev().filter(|c| *c != ' ').fold(n, |h, c| h.wrapping_mul(31) ^ c as u64).show();`,
        `for line in text.split_whitespace() { (line.as_bytes()[0], line.chars().count()).show(); }`,
        `(text.cmp("k") as i8).show(); text.as_bytes().iter().position(|b| *b == b' ').show();`,
        `let mut buffer = [0u8; 8]; let end = text.len().min(8); buffer[..end].copy_from_slice(&text.as_bytes()[..end]); core::str::from_utf8(&buffer[..end]).map(|t| t.len()).map_err(|e| e.valid_up_to()).show();`,
      ]);
    return `fn ${name}(n: u64) -> u64 {\nlet text = ${JSON.stringify(text)};\n${random.list(2 + random.below(3), some).join("\n")}\ntext.len() as u64 ^ n\n}`;
  }

  #formats(name: string): string {
    const { random } = this;
    const spec = () =>
      random.pick(["", "?", "?", "x", "#x", "#010b", "o", "X", ">9", "<6", "^7", "*^+9", "05", "+", "#?", "08x", "1$", "w$"]);
    const value = () => {
      const t = this.holes.type();
      return this.#e([N], t);
    };
    const one = () => {
      const s = spec();
      const extra = s === "1$" ? ", 7" : s === "w$" ? ", w = n as usize % 9" : "";
      return `let _ = write!(Out, "{${s === "" ? "" : `:${s}`}}|", ${value()}${extra});`;
    };
    return `#[derive(Debug, Clone, Copy, PartialEq)]
enum ${name}E { A, B(u8, i16), C { x: ${this.#int().name}, y: Option<bool> } }
#[derive(Debug)]
struct ${name}S<'a> { e: [${name}E; 2], t: &'a str, u: () }
fn ${name}(n: u64) -> u64 {
${random.list(2 + random.below(3), one).join("\n")}
let e = if ${this.#if([N])} { ${name}E::B(n as u8, ${this.#e([N], int("i16"))}) } else if n & 1 == 0 { ${name}E::C { x: ${random.below(99)}, y: Some(n > 5) } } else { ${name}E::A };
let s = ${name}S { e: [e, ${name}E::A], t: "q\\"\\u{e9}\\n", u: () };
let _ = write!(Out, "{${random.pick([":?", ":#?"])}} {:?} {:>6}|{:<5}|{:^5}|{:?}", s, (n as u8, 'x', [n > 3]), "ab", 'c', true, Some("t"));
line();
n.rotate_left(4)
}`;
  }

  /** 128 bits and carries. */
  #wide(name: string): string {
    const { random } = this;
    const t = int(random.pick(["u128", "i128"]));
    const vars = [N, named("x", t.name), named("y", t.name), named("i", "u32")];
    return `fn ${name}(n: u64) -> u64 {
let (mut x, mut y) = (${this.#e([N], t)}, ${this.#e([N], t)});
for i in 0..${2 + random.below(12)}u32 {
x = ${this.#e(vars, t)};
if ${this.#if(vars)} { y = ${this.#e(vars, t)}; }
${random.pick([`x = x.wrapping_mul(y) ^ (y >> (i % 128));`, `y = y.wrapping_add(x / (y | 1));`, `let (z, over) = x.overflowing_add(y); x = z ^ over as ${t.name};`, `(x, y) = (y, x % ${t.name}::MAX);`, `y = x.checked_mul(y).unwrap_or(y >> 3);`])}
}
x.show(); y.show(); x.leading_zeros().show(); (x as i8, y as u32, x as u64).show();
(x.min(y) >> ${random.below(100)}) as u64
}`;
  }

  /** Traits with constants and defaults, through generics and vtables. */
  #objects(name: string): string {
    const { random } = this;
    const [t, u, length] = [this.#int(), this.#int(), 1 + random.below(4)];
    const own = (fields: readonly Named[]) => this.#e([...fields, named("n", "u64"), named("(Self::K as u64)", "u64")], U64);
    return `trait ${name}Base { const K: u8; fn base(&self) -> u64 { Self::K as u64 + 1 } }
trait ${name}Dyn { fn go(&mut self, n: u64) -> u64; fn name(&self) -> &'static str { "none" } fn twice(&mut self, n: u64) -> u64 { let a = self.go(n); a ^ self.go(a) } }
#[derive(Clone, Copy)] struct ${name}A(${t.name}, u8);
struct ${name}B<T, const L: usize> { all: [T; L], at: usize }
struct ${name}Z;
impl ${name}Base for ${name}A { const K: u8 = ${random.below(200)}; fn base(&self) -> u64 { let n = 1u64; ${own([named("self.0", t.name), named("self.1", "u8")])} } }
impl ${name}Base for ${name}Z { const K: u8 = ${random.below(200)}; }
impl ${name}Dyn for ${name}A { fn go(&mut self, n: u64) -> u64 { self.0 = ${this.#e([N, named("self.0", t.name)], t)}; self.1 ^= 3; self.base() } }
impl ${name}Dyn for ${name}Z { fn go(&mut self, n: u64) -> u64 { n ^ self.base() } fn name(&self) -> &'static str { "zero" } }
impl<T: Mix, const L: usize> ${name}Dyn for ${name}B<T, L> { fn go(&mut self, n: u64) -> u64 { self.at = (self.at + 1) % L; let old = self.all[self.at]; self.all[self.at] = T::build(n); old.code() ^ L as u64 } fn twice(&mut self, n: u64) -> u64 { self.go(n).rotate_left(5) } }
fn ${name}_all(all: &mut [&mut dyn ${name}Dyn], n: u64) -> u64 { let mut sum = n; for (i, one) in all.iter_mut().enumerate() { sum = sum.rotate_left(9) ^ one.twice(n.wrapping_add(i as u64)) ^ one.name().len() as u64; } sum }
fn ${name}_of<T: ${name}Base + ${name}Dyn>(one: &mut T, n: u64) -> u64 { if T::K > 100 { one.go(n) } else { one.twice(n) } }
fn ${name}(n: u64) -> u64 {
let mut a = ${name}A(n as ${t.name}, 7);
let mut b = ${name}B::<${u.name}, ${length}> { all: [${this.#e([N], u, 1)}; ${length}], at: 0 };
let mut z = ${name}Z;
let out = ${name}_all(&mut [&mut a, &mut b, &mut z], n);
let kept = a;
let more = ${name}_of(&mut a, n) ^ ${name}_of(&mut z, n) ^ core::mem::size_of_val(&z as &dyn ${name}Dyn) as u64;
kept.0.show(); a.0.show(); b.all.show();
out ^ more
}`;
  }

  #operators(name: string): string {
    const { random } = this;
    const t = this.#int();
    const [a, b] = [named("self.0", t.name), named("o.0", t.name)];
    const v = `${name}V`;
    return `#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)] struct ${v}(${t.name}, i16);
impl core::ops::Add for ${v} { type Output = ${v}; fn add(self, o: ${v}) -> ${v} { ${v}(${this.#e([a, b], t)}, self.1 ^ o.1) } }
impl core::ops::Mul<u8> for ${v} { type Output = ${v}; fn mul(self, k: u8) -> ${v} { ${v}(${this.#e([a, named("k", "u8")], t)}, self.1) } }
impl core::ops::Neg for ${v} { type Output = ${v}; fn neg(self) -> ${v} { ${v}(!self.0, self.1) } }
impl core::ops::AddAssign<${v}> for ${v} { fn add_assign(&mut self, o: ${v}) { self.0 = ${this.#e([a, b], t)}; self.1 = self.1.wrapping_add(o.1); } }
struct ${v}s([${v}; 3]);
impl core::ops::Index<usize> for ${v}s { type Output = ${v}; fn index(&self, i: usize) -> &${v} { &self.0[i % 3] } }
impl core::ops::IndexMut<usize> for ${v}s { fn index_mut(&mut self, i: usize) -> &mut ${v} { &mut self.0[(i + 1) % 3] } }
impl Iterator for ${v}s { type Item = ${v}; fn next(&mut self) -> Option<${v}> { let first = self.0[0]; if first.1 == 0 { return None; } self.0[0].1 /= 2; self.0.rotate_left(1); Some(first) } }
fn ${name}(n: u64) -> u64 {
let x = ${v}(n as ${t.name}, 5);
let mut all = ${v}s([x, x * 3 + -x, ${v}::default()]);
all[1] += x;
all[n as usize] = all[0] + all[2] * ${random.below(256)};
all[2].1 = ${random.below(40)};
let (most, sorted) = (all.0.iter().max().copied(), { let mut s = all.0; s.sort_unstable(); s });
for one in [all.0[0], all.0[1], all.0[2], sorted[0], most.unwrap_or_default()] { one.0.show(); one.1.show(); }
(all[0] ${random.pick(["<", "==", ">=", "!="])} all[1]).show();
all.take(9).map(|v| v.1 as u64 ^ v.0 as u64).fold(n, |h, x| h.wrapping_mul(33) ^ x)
}`;
  }

  #discriminants(name: string): string {
    const { random } = this;
    const repr = random.pick(["", "u8", "i8", "u16", "i32", "u64", "isize"]);
    const values = random.shuffled(repr.startsWith("u") ? [0, 1, 5, 6, 7, 200, 31] : [-1, 0, -100, 5, 6, 7, 100]).slice(0, 5);
    const arm = (i: number) => `${name}D::V${i} => ${this.#e([N, named("(m as u64)", "u64")], U64)},`;
    return `${repr === "" ? "" : `#[repr(${repr})]\n`}#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ${name}D { ${values.map((value, i) => (i === 3 && !values.includes((values[2] ?? 0) + 1) && !(repr === "u8" && values[2] === 255) ? `V${i}` : `V${i} = ${value}`)).join(", ")} }
impl ${name}D { const ALL: [${name}D; 5] = [${values.map((_, i) => `${name}D::V${i}`).join(", ")}]; fn next(self) -> Option<Self> { Self::ALL.iter().copied().find(|m| *m > self) } }
fn ${name}(n: u64) -> u64 {
let m = ${name}D::ALL[n as usize % 5];
let found = match m {
${values.map((_, i) => arm(i)).join("\n")}
};
let nested: Option<Option<${name}D>> = if ${this.#if([N])} { Some(m.next()) } else { None };
core::mem::size_of_val(&nested).show(); (m as i64).show(); (m as u8).show(); (m as u128).show();
match nested { Some(Some(${name}D::V1 | ${name}D::V3)) => 1u8.show(), Some(None) => 2u8.show(), Some(Some(x)) if x < m => 3u8.show(), None => 4u8.show(), _ => 5u8.show() }
let mut list = ${name}D::ALL; list.sort_unstable(); for one in list { (one as i32).show(); }
found ^ (nested == Some(m.next())) as u64
}`;
  }

  /** Places inside of places: packed, nested, unions, transmutes. */
  #places(name: string): string {
    const { random } = this;
    const [t, u] = [this.#int(), this.#int()];
    const vars = [N, named("o.a.x", t.name), named("o.a.y[1]", u.name), named("o.b.1", t.name), named("({ p.w })", u.name)];
    const target = () =>
      random.pick([
        ["o.a.x", t],
        ["o.a.y[n as usize % 3]", u],
        ["o.b.1", t],
        ["p.w", u],
        ["o.c", int("u8")],
      ] as [string, IntType][]);
    const some = () => {
      const [place, type] = target();
      return random.pick([
        `${place} = ${this.#e(vars, type)};`,
        `o.a = ${name}I { x: ${this.#e(vars, t)}, ..o.a };`,
        `let old = core::mem::replace(&mut o.a, ${name}I { x: 1, y: [2; 3] }); sum ^= old.x as u64;`,
        `let ${name}O { a: ${name}I { ref mut x, .. }, b: (_, ref k), .. } = o; *x ^= *k;`,
        `if let ${name}O { a: ${name}I { y: [first, .., last], .. }, .. } = &mut o { core::mem::swap(first, last); }`,
        `p = ${name}P { b: p.b ^ 1, w: ${this.#e(vars, u)} };`,
        `let w = ${name}W { whole: n }; unsafe { sum ^= w.parts[1] as u64 + w.bytes[3] as u64; }`,
        `let f: [u16; 4] = unsafe { core::mem::transmute(sum) }; sum = f[3] as u64 ^ (f[0] as u64) << 9;`,
        `let both = (o, p); o = both.0; sum = sum.wrapping_add(both.0.c as u64);`,
        `sum ^= ${name}_by(o, &mut o.a) as u64;`,
      ]);
    };
    return `#[derive(Clone, Copy)] struct ${name}I { x: ${t.name}, y: [${u.name}; 3] }
#[derive(Clone, Copy)] struct ${name}O { c: u8, a: ${name}I, b: (bool, ${t.name}) }
#[derive(Clone, Copy)] #[repr(C, packed)] struct ${name}P { b: u8, w: ${u.name} }
#[repr(C)] union ${name}W { whole: u64, parts: [u32; 2], bytes: [u8; 8] }
fn ${name}_by(mut o: ${name}O, a: &mut ${name}I) -> ${t.name} { o.a.x = !o.a.x; a.y[0] = a.y[2]; o.a.x ^ a.x }
fn ${name}(n: u64) -> u64 {
let mut o = ${name}O { c: n as u8, a: ${name}I { x: ${this.#e([N], t)}, y: [${this.#e([N], u)}; 3] }, b: (n > 9, ${this.holes.literal(t)}) };
let mut p = ${name}P { b: 3, w: ${this.#e([N], u)} };
let mut sum = n;
${random.list(3 + random.below(4), some).join("\n")}
o.a.x.show(); o.a.y.show(); o.b.show(); o.c.show(); p.b.show(); { p.w }.show();
sum
}`;
  }
}

/** What a constant function may call: not the methods of `Ord`. */
function constant(text: string): string {
  return text.replace(/\)\.(min|max)\(/g, ").wrapping_add(");
}
