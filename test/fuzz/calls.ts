// How values reach functions: many parameters of every size, in registers, in memory and as parts; results likewise; through
// `extern "C"`, function pointers, objects and closures.
import { named } from "./holes.ts";
import type { Holes } from "./holes.ts";
import { INTS, int } from "./types.ts";

interface Passed {
  readonly type: string;
  /** From `n`. */
  readonly value: string;
  /** To an integer. */
  readonly code: (path: string) => string;
}

const FLOATS = ["f32", "f64"] as const;

function passed(holes: Holes, P: string): Passed {
  const { random } = holes;
  const t = random.pick(random.chance(15) ? [int("u128"), int("i128")] : INTS);
  const value = holes.of([named("n", "u64")], t, 1);
  const scalar: Passed = { type: t.name, value, code: (path) => `${path} as u64` };
  return random.pick<() => Passed>([
    () => scalar,
    () => scalar,
    () => ({ type: "bool", value: "(n & 1 == 1)", code: (path) => `${path} as u64` }),
    () => ({ type: "char", value: "(n as u8 as char)", code: (path) => `${path} as u64` }),
    () => {
      const type = random.pick(FLOATS);
      return { type, value: `(n as u16 as ${type} / 4.0)`, code: (path) => `${path}.to_bits() as u64` };
    },
    () => ({ type: `(${t.name}, u8)`, value: `(${value}, n as u8)`, code: (path) => `(${path}.0 as u64 ^ ${path}.1 as u64)` }),
    () => ({ type: `[${t.name}; 3]`, value: `[${value}, 1, 2]`, code: (path) => `(${path}[0] as u64 ^ ${path}[2] as u64)` }),
    () => ({ type: `Option<${t.name}>`, value: `(if n & 4 == 0 { Some(${value}) } else { None })`, code: (path) => `${path}.code()` }),
    () => ({ type: `&${t.name}`, value: `&(${value})`, code: (path) => `*${path} as u64` }),
    () => ({ type: "&str", value: `&"abcdef"[n as usize % 5..]`, code: (path) => `${path}.len() as u64` }),
    () => ({
      type: `&[${t.name}]`,
      value: `&[${value}, 7][n as usize % 2..]`,
      code: (path) => `${path}.iter().fold(0, |s, x| s ^ *x as u64)`,
    }),
    () => ({ type: `${P}Small`, value: `${P}Small { a: n as u8, b: n as u16 }`, code: (path) => `(${path}.a as u64 ^ ${path}.b as u64)` }),
    () => ({
      type: `${P}Mixed`,
      value: `${P}Mixed { a: n as u32, f: n as u8 as f32, b: !n }`,
      code: (path) => `(${path}.a as u64 ^ ${path}.f.to_bits() as u64 ^ ${path}.b)`,
    }),
    () => ({ type: `${P}Large`, value: `${P}Large([n, 1, 2, 3, n >> 5])`, code: (path) => `(${path}.0[0] ^ ${path}.0[4])` }),
    () => ({ type: `${P}Choice`, value: `${P}_choice(n)`, code: (path) => `${path}.code()` }),
    () => ({ type: "()", value: "()", code: () => "3" }),
    () => ({ type: "fn(u64) -> u64", value: `${P}_plain`, code: (path) => `${path}(5)` }),
    () => ({ type: "*const u8", value: "(n as *const u8)", code: (path) => `${path} as u64` }),
  ])();
}

/** `fn NAME(n: u64) -> u64`, which calls some functions in several ways. */
export function calls(holes: Holes, name: string): string {
  const { random } = holes;
  const P = name.toUpperCase();
  const made = random.list(1 + random.below(3), (i) => oneCall(holes, P, `${name}_f${i}`));
  return `#[derive(Clone, Copy)] struct ${P}Small { a: u8, b: u16 }
#[derive(Clone, Copy)] ${random.pick(["", "#[repr(C)] "])}struct ${P}Mixed { a: u32, f: f32, b: u64 }
#[derive(Clone, Copy)] struct ${P}Large([u64; 5]);
#[derive(Clone, Copy)] enum ${P}Choice { A(u8), B { x: u64, y: i16 }, C }
impl ${P}Choice { fn code(&self) -> u64 { match *self { Self::A(a) => a as u64, Self::B { x, y } => x ^ y as u64, Self::C => 77 } } }
#[inline(never)] fn ${P}_choice(n: u64) -> ${P}Choice { match n % 3 { 0 => ${P}Choice::A(n as u8), 1 => ${P}Choice::B { x: n, y: -3 }, _ => ${P}Choice::C } }
fn ${P}_plain(x: u64) -> u64 { x.wrapping_mul(3) }
${made.map(({ item }) => item).join("\n")}
fn ${name}(n: u64) -> u64 {
let mut out = n;
${made.flatMap(({ uses }) => uses).join("\n")}
out
}`;
}

function oneCall(holes: Holes, P: string, name: string): { readonly item: string; readonly uses: readonly string[] } {
  const { random } = holes;
  const isC = random.chance(35);
  const all = random.list(1 + random.below(isC ? 12 : 8), () => passed(holes, P));
  const result = random.pick(all);
  const sum = all.map(({ code }, i) => code(`p${i}`)).map((code) => `s = s.rotate_left(9) ^ (${code});`);
  const types = all.map(({ type }) => type);
  const lifetimes = (type: string) => type.replace("&", "&'a ");
  const inline = random.pick(["#[inline(never)] ", "", "#[inline(always)] "]);
  const abi = isC ? 'extern "C" ' : "";
  const item = `${inline}${abi}fn ${name}<'a>(${all.map(({ type }, i) => `p${i}: ${lifetimes(type)}`).join(", ")}) -> (${lifetimes(result.type)}, u64) {
let mut s = 0u64; ${sum.join(" ")}
(p${all.indexOf(result)}, s) }`;
  const args = all.map(({ value }) => value).join(", ");
  const take = (call: string) => `match ${call} { (r, s) => out = out.rotate_left(3) ^ s ^ (${result.code("r")}) }`;
  const pointer = `for<'a> ${abi}fn(${types.map(lifetimes).join(", ")}) -> (${lifetimes(result.type)}, u64)`;
  const uses = [
    take(`${name}(${args})`),
    ...(random.chance(40) ? [`{ let f: ${pointer} = ${name}; ${take(`f(${args})`)} }`] : []),
    ...(random.chance(30)
      ? [`{ let f = |n: u64| { let (mut out, keep) = (n, n); ${take(`${name}(${args})`)} out ^ keep }; out ^= f(n ^ 5) ^ f(n >> 1); }`]
      : []),
  ];
  return { item, uses };
}
