// What ends a program: every way in which core and the compiler panic, at a place that depends on what is computed. The message
// and the place are shown by the panic handler.
import { named } from "./holes.ts";
import type { Holes } from "./holes.ts";
import { INTS } from "./types.ts";

/** `fn NAME(n: u64) -> u64`, which may panic and tells how far it came. */
export function panics(holes: Holes, name: string): string {
  const { random } = holes;
  const type = random.pick(INTS);
  const T = type.name;
  const i = () => `(n as usize % ${2 + random.below(9)})`;
  const value = () => holes.of([named("n", "u64"), named("x", T)], type, 1);
  const one = () =>
    random.pick([
      `x = x ${random.pick(["+", "-", "*", "/", "%"])} ${value()};`,
      `x ${random.pick(["+=", "-=", "*=", "/=", "%="])} ${value()};`,
      `x = x ${random.pick(["<<", ">>"])} (n as u32 % ${type.bits + 4});`,
      type.signed ? "x = -x;" : `x = x.pow(n as u32 % 9);`,
      type.signed ? "x = x.abs();" : "x = x.next_power_of_two();",
      `a[${i()}] = x;`,
      `x = a[${i()}];`,
      `x = a[${i()}..${i()}].len() as ${T};`,
      `x = a[..=${i()}][0];`,
      `x = a[${i()}..].iter().fold(x, |p, q| p ^ q);`,
      `x = a.split_at(${i()}).0.len() as ${T};`,
      `x = *a.chunks(${i()}).last().unwrap().first().unwrap();`,
      `a[${i()}..].copy_from_slice(&b[${i()}..]);`,
      `a.swap(${i()}, 0);`,
      `a.rotate_left(${i()});`,
      `x = Some(x).filter(|v| *v ${random.pick(["<", ">", "!="])} ${value()}).unwrap();`,
      `x = Some(x).filter(|v| *v ${random.pick(["<", ">", "!="])} ${value()}).expect("there is none");`,
      `x = u8::try_from(n).unwrap() as ${T};`,
      `x = ${T}::try_from(n).expect("too large");`,
      `x = text[${i()}..].len() as ${T};`,
      `x = text[..${i()}].chars().count() as ${T};`,
      `x = "${random.pick(["12", "-3", "400", "x", ""])}".parse::<${T}>().unwrap();`,
      `x = checked(x, ${value()}).unwrap();`,
      `x = checked(x, ${value()}).unwrap_or_else(|e| panic!("never {e:?} {}", n));`,
      `assert!(x ${random.pick(["<", ">", "!="])} ${value()});`,
      `assert!(x ${random.pick(["<", ">", "!="])} ${value()}, "x is {x}, n {n:#x}");`,
      `assert_eq!(x, ${value()});`,
      `assert_ne!(x, ${value()}, "at {}", ${i()});`,
      `debug_assert!(x ${random.pick(["<", ">", "!="])} ${value()}, "debug");`,
      `match n % ${2 + random.below(5)} { 0 => unreachable!(), 1 => unreachable!("n {}", n), 2 => todo!(), 3 => unimplemented!("not {n}"), _ => {} }`,
      `if n % ${2 + random.below(5)} == 0 { panic!(); }`,
      `{ let _g = cell.borrow_mut(); if n % ${2 + random.below(3)} == 0 { cell.borrow().show(); } }`,
      `*cell.borrow_mut() = x;`,
      `x = core::num::NonZero::new(x).unwrap().get();`,
      `x = [1, 2, 3].into_iter().nth(${i()}).map(|k: u8| k as ${T}).unwrap();`,
      `x = x.rem_euclid(${value()});`,
      `x = x.${type.signed ? "div_euclid" : "div_ceil"}(${value()});`,
      `x = char::from_digit(n as u32 % 20, 16).unwrap() as u8 as ${T};`,
      `x = (x as u8).ilog2() as ${T};`,
      `for v in (${i()}..9).step_by(${i()}) { x ^= v as ${T}; }`,
      `x = x.clamp(${value()}, ${value()});`,
      `x = here(x, ${i()});`,
    ]);
  return `#[track_caller]
fn ${name}_here(x: ${T}, i: usize) -> ${T} { let p = core::panic::Location::caller(); put(p.line() as u64 ^ p.column() as u64); [x, !x, 3][i] }
fn ${name}_checked(x: ${T}, y: ${T}) -> Result<${T}, (${T}, &'static str)> { x.checked_${random.pick(["add", "sub", "mul"])}(y).ok_or((y, "no")) }
fn ${name}(n: u64) -> u64 {
use ${name}_here as here;
use ${name}_checked as checked;
let mut x = ${holes.of([named("n", "u64")], type, 1)};
let mut a = [x, ${random.below(99)}, ${random.below(99)}, x ^ 1, 5];
let b = [1 as ${T}; 5];
let text = "a\\u{e9}b\\u{20ac}c\\u{1f600}";
let cell = core::cell::RefCell::new(x);
${random
  .list(1 + random.below(4), one)
  .map((text) => `${text} x.show();`)
  .join("\n")}
a.show();
x as u64
}`;
}
