// Integer expressions over variables that are there: what fills the holes of the templates in `shapes.ts`.
import { scalarLiteral } from "./numbers.ts";
import type { Random } from "./random.ts";
import { INTS, int } from "./types.ts";
import type { IntType } from "./types.ts";

/** An operand: its text, its type. */
export interface Named {
  readonly text: string;
  readonly type: IntType;
}

export const named = (text: string, type: string): Named => ({ text, type: int(type) });

const COMPARED = ["==", "!=", "<", "<=", ">", ">="] as const;

/** An expression of `type` that does not panic, or only where `mayPanic` and seldom. */
export class Holes {
  constructor(
    readonly random: Random,
    readonly mayPanic = false,
  ) {}

  literal(type: IntType): string {
    return this.random.chance(50) ? `${this.random.below(20)}${type.name}` : scalarLiteral(this.random, type);
  }

  leaf(from: readonly Named[], type: IntType): string {
    const { random } = this;
    if (from.length === 0 || random.chance(20)) return this.literal(type);
    const same = from.filter((one) => one.type.name === type.name);
    const one = random.pick(same.length > 0 && random.chance(70) ? same : from);
    return one.type.name === type.name ? one.text : `(${one.text} as ${type.name})`;
  }

  /** Any type of up to 64 bits: wide ones are slow to look at and rare in loops. */
  type(): IntType {
    return this.random.chance(6) ? int(this.random.pick(["u128", "i128"])) : this.random.pick(INTS);
  }

  of(from: readonly Named[], type: IntType, depth: number): string {
    const { random } = this;
    if (depth <= 0 || random.chance(20)) return this.leaf(from, type);
    const e = (wanted: IntType = type) => this.of(from, wanted, depth - 1);
    const shift = () => (random.chance(50) ? String(random.below(type.bits)) : `(${e(int("u32"))} & ${type.bits - 1})`);
    const other = this.type();
    return random.pick<() => string>([
      () => `(${e()}).wrapping_${random.pick(["add", "sub", "mul"])}(${e()})`,
      () => `(${e()}).wrapping_${random.pick(["add", "sub", "mul"])}(${this.literal(type)})`,
      () => `(${e()} ${random.pick(["&", "|", "^"])} ${e()})`,
      () => `(${e()} ${random.pick(["<<", ">>"])} ${shift()})`,
      () => `(${e()}).rotate_${random.pick(["left", "right"])}(${random.below(type.bits + 1)})`,
      () => `(${e()} ${random.pick(["/", "%"])} ${random.pick([2, 3, 5, 6, 7, 8, 9, 10, 12, 25, 60, 64, 100, 125])}${type.name})`,
      () => `(${e()}).wrapping_${random.pick(["div", "rem"])}(${e()} | 1)`,
      () => `(${e(other)} as ${type.name})`,
      () => `(${this.condition(from, depth - 1)} as ${type.name})`,
      () => `(if ${this.condition(from, depth - 1)} { ${e()} } else { ${e()} })`,
      () => `(${e()}).${random.pick(["min", "max"])}(${e()})`,
      () => `!(${e()})`,
      () => `(${e()}).saturating_${random.pick(["add", "sub"])}(${e()})`,
      () =>
        `((${e()} & 63) ${random.pick(["+", "*"])} ${1 + random.below(2 ** (type.bits === 8 ? 1 : 9))})`.replace(
          /\+ (\d+)/,
          (_, n) => `+ ${Number(n) % 60}`,
        ),
      () => `(${e()}).${random.pick(["count_ones", "leading_zeros", "trailing_zeros"])}() as ${type.name}`.replace(/^(.*)$/s, "($1)"),
      () => (this.mayPanic && random.chance(10) ? `(${e()} ${random.pick(["+", "-", "*", "/", "%"])} ${e()})` : e()),
    ])();
  }

  condition(from: readonly Named[], depth: number): string {
    const { random } = this;
    const type = from.length > 0 && random.chance(80) ? random.pick(from).type : this.type();
    const simple = `(${this.of(from, type, depth - 1)} ${random.pick(COMPARED)} ${this.of(from, type, depth - 1)})`;
    const roll = random.below(10);
    if (depth <= 0 || roll < 6) return simple;
    if (roll < 8) return `(${simple} ${random.pick(["&&", "||", "&", "|", "^", "!="])} ${this.condition(from, depth - 1)})`;
    if (roll === 8) return `(${this.of(from, type, depth - 1)} & ${2 ** random.below(7)} ${random.pick(["==", "!="])} 0)`;
    return `matches!(${this.of(from, type, depth - 1)}, ${random.pick(["1..=9", "0 | 3 | 5 | 7", "0..=20", "2 | 4..=6 | 9", "100.."])})`;
  }
}
