// Functions that compute with floating-point numbers: random expressions of both widths, casts from and to integers, comparisons,
// loops, arrays and texts. NaNs differ in sign and payload by how they came about: a result shows only that it is one.
import type { Random } from "./random.ts";

const OPERATORS = ["+", "-", "*", "/", "%", "+", "-", "*"] as const;
const LITERALS = ["0.0", "1.0", "-1.5", "0.1", "3.25", "1e10", "1e-7", "123456.789", "-0.0", "2.5e-3", "9007199254740993.0"] as const;
const INTS = ["u8", "i8", "u16", "i32", "u32", "i64", "u64", "u128", "i128", "usize"] as const;
const METHODS = ["abs()", "signum()", "recip()", "to_degrees()", "to_radians()", "next_up()", "next_down()"] as const;
const CONSTANTS = ["EPSILON", "MAX", "MIN_POSITIVE", "INFINITY", "consts::PI", "consts::E", "consts::LN_2"] as const;

type Width = "f32" | "f64";

export class FloatFunctions {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** `fn name(n: u64) -> u64`, which shows what it computes. */
  function(name: string): string {
    const random = this.#random;
    const body: string[] = [];
    for (let i = 0; i < 3; i++)
      body.push(`let mut x${i}: f64 = ${this.#value("f64", 2, 0)};`, `let mut y${i}: f32 = ${this.#value("f32", 2, 0)};`);
    body.push(...random.list(3 + random.below(4), () => this.#statement()));
    const shown = [0, 1, 2].map((i) => `sum = mix(sum, bits(x${i})); sum = mix(sum, bits(y${i} as f64));`).join(" ");
    return `fn ${name}(n: u64) -> u64 {
fn mix(a: u64, b: u64) -> u64 { (a.rotate_left(7) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15) }
fn bits(x: f64) -> u64 { if x.is_nan() { 1 } else { x.to_bits() } }
let mut sum = n;
${body.join("\n")}
${shown}
sum
}`;
  }

  #variable(width: Width): string {
    return `${width === "f64" ? "x" : "y"}${this.#random.below(3)}`;
  }

  /** `known`: how many variables may be read. */
  #value(width: Width, depth: number, known = 3): string {
    const random = this.#random;
    const other: Width = width === "f64" ? "f32" : "f64";
    const roll = random.below(depth <= 0 ? 4 : 13);
    if (roll < 2 && known > 0) return this.#variable(width);
    if (roll < 3) return `(${random.pick(LITERALS)} as ${width})`;
    if (roll < 4) return `(((n >> ${random.below(40)}) as ${random.pick(INTS)}) as ${width})`;
    if (roll < 8) return `(${this.#value(width, depth - 1, known)} ${random.pick(OPERATORS)} ${this.#value(width, depth - 1, known)})`;
    if (roll < 9) return `(${this.#value(other, depth - 1, known)} as ${width})`;
    if (roll < 10) return `((${this.#value(width, depth - 1, known)} as ${random.pick(INTS)}) as ${width})`;
    if (roll < 11)
      return `(if ${this.#condition(depth - 1, known)} { ${this.#value(width, depth - 1, known)} } else { -${this.#value(width, 0, known)} })`;
    if (roll < 12) return `${width}::${random.pick(METHODS).replace("()", "")}(${this.#value(width, depth - 1, known)})`;
    return random.pick([
      `core::${width}::${random.pick(CONSTANTS)}`,
      `${width}::copysign(${this.#value(width, 0, known)}, ((n >> ${random.below(40)}) as i32) as ${width})`,
      `${width}::from_bits((n ${random.pick(["^", ">>"])} ${random.below(30)}) as ${width === "f64" ? "u64" : "u32"} & !(0x7f << ${width === "f64" ? 56 : 24}))`,
    ]);
  }

  #condition(depth: number, known: number): string {
    const width = this.#random.pick(["f32", "f64"] as const);
    const operator = this.#random.pick(["<", "<=", ">", ">=", "==", "!="]);
    return `${this.#value(width, depth, known)} ${operator} ${this.#value(width, depth, known)}`;
  }

  #statement(): string {
    const random = this.#random;
    const width = random.pick(["f32", "f64"] as const);
    const place = this.#variable(width);
    switch (random.below(7)) {
      case 0:
        return `${place} ${random.pick(OPERATORS)}= ${this.#value(width, 2)};`;
      case 1:
        return `if ${this.#condition(1, 3)} { ${place} = ${this.#value(width, 2)}; } else { sum = mix(sum, ${this.#value(width, 1)} as u64); }`;
      case 2:
        return `for i in 0..${2 + random.below(9)} { ${place} = ${this.#value(width, 1)} + i as ${width}; if ${place} > 1e6 { break; } }`;
      case 3:
        return `let a = [${random.list(4, () => this.#value(width, 1)).join(", ")}]; ${place} = a.iter().fold(${this.#value(width, 0)}, |s, x| s ${random.pick(["+", "-", "*"])} *x); ${place} += a[(n % 4) as usize];`;
      case 4:
        return `match ${this.#variable(width)} { 0.0 => sum += 1, 1.0 | -1.5 => sum += 2, x if x < 0.0 => sum = mix(sum, x as i32 as u64), x if x.is_nan() => sum += 3, _ => ${place} = ${this.#value(width, 1)} }`;
      case 5:
        return `sum = mix(sum, ${this.#value(width, 2)} as ${random.pick(INTS)} as u64);`;
      default:
        // In their order NaNs have a place by their sign.
        return `if !${place}.is_nan() && !${width === "f64" ? "x" : "y"}0.is_nan() { sum = mix(sum, ${place}.total_cmp(&${width === "f64" ? "x" : "y"}0) as i8 as u64); } sum = mix(sum, ${this.#variable(width)}.partial_cmp(&${this.#value(width, 1)}).map_or(9, |o| o as i8) as u64);`;
    }
  }
}
