// Which numbers a value can be, as an interval without sign. What varies in a loop is judged by induction: a value that
// starts in an interval, and is counted up or down only where a branch has shown that there is room, stays in it.
import { opposite, swapped } from "./ir.ts";
import type { Block, BlockNumber, Condition, SsaFunction, Value, ValueId } from "./ir.ts";

/** Both ends included. */
export interface Range {
  readonly low: bigint;
  readonly high: bigint;
}

/** A branch on the way here has shown that `condition` holds between two values. */
export interface Fact {
  readonly left: ValueId;
  readonly right: ValueId;
  readonly condition: Condition;
}

/** Sums of sums, and what they are compared with, are looked through so far. */
const DEPTH = 6;

const most = (size: number): bigint => (1n << BigInt(8 * size)) - 1n;
const mostSigned = (size: number): bigint => most(size) >> 1n;
const full = (size: number): Range => ({ low: 0n, high: most(size) });

const join = (a: Range, b: Range): Range => ({ low: a.low < b.low ? a.low : b.low, high: a.high > b.high ? a.high : b.high });
/** Where nothing is left, control does not come here; then any answer is right. */
const meet = (a: Range, b: Range): Range => ({ low: a.low > b.low ? a.low : b.low, high: a.high < b.high ? a.high : b.high });

/** What a comparison that holds says of its left side. */
function bounds(condition: Condition, right: Range, size: number): Range {
  const all = full(size);
  switch (condition) {
    case "e":
      return right;
    case "ne":
      return right.low === 0n && right.high === 0n ? { low: 1n, high: all.high } : all;
    case "b":
      return { low: 0n, high: right.high - 1n };
    case "be":
      return { low: 0n, high: right.high };
    case "a":
      return { low: right.low + 1n, high: all.high };
    case "ae":
      return { low: right.low, high: all.high };
    default:
      return all;
  }
}

/** The condition without sign that a comparison of numbers below half the width amounts to. */
const WITHOUT_SIGN: Partial<Record<Condition, Condition>> = { l: "b", le: "be", g: "a", ge: "ae" };

/** Whether a comparison holds; undefined if that depends. */
export function compareRanges(asked: Condition, left: Range, right: Range, size: number): boolean | undefined {
  const isPositive = left.high <= mostSigned(size) && right.high <= mostSigned(size);
  const condition = isPositive ? (WITHOUT_SIGN[asked] ?? asked) : asked;
  switch (condition) {
    case "b":
      return left.high < right.low ? true : left.low >= right.high ? false : undefined;
    case "be":
      return left.high <= right.low ? true : left.low > right.high ? false : undefined;
    case "a":
      return left.low > right.high ? true : left.high <= right.low ? false : undefined;
    case "ae":
      return left.low >= right.high ? true : left.high < right.low ? false : undefined;
    case "e":
    case "ne":
      return left.high < right.low || left.low > right.high ? condition === "ne" : undefined;
    default:
      return undefined;
  }
}

export class Ranges {
  readonly #known = new Map<ValueId, Range>();

  constructor(
    readonly f: SsaFunction,
    readonly immediate: ReadonlyMap<BlockNumber, BlockNumber>,
  ) {}

  /** Wherever the value is used. */
  of(id: ValueId, depth = DEPTH): Range {
    const value = this.f.value(id);
    if (value.op === "const") return { low: value.imm, high: value.imm };
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (depth === 0) return full(value.size);
    this.#known.set(id, full(value.size)); // a value that depends on itself
    const found = value.op === "phi" ? this.#phi(value, depth - 1) : this.combined(value, (arg) => this.of(arg, depth - 1));
    this.#known.set(id, found);
    return found;
  }

  /** The value's range by those of its operands. */
  combined({ op, size, args }: Value, of: (id: ValueId) => Range): Range {
    const all = full(size);
    const [first, second] = args as [ValueId, ValueId];
    switch (op) {
      case "compare":
      case "overflow":
        return { low: 0n, high: 1n };
      case "zext":
        return of(first);
      case "sext": {
        const range = of(first);
        return range.high <= mostSigned(this.f.value(first).size) ? range : all;
      }
      case "trunc": {
        const range = of(first);
        return range.high <= all.high ? range : all;
      }
      case "select":
        return join(of(second), of(args[2] as ValueId));
      case "and": {
        const [a, b] = [of(first), of(second)];
        return { low: 0n, high: a.high < b.high ? a.high : b.high };
      }
      case "add": {
        const [a, b] = [of(first), of(second)];
        if (a.high + b.high <= all.high) return { low: a.low + b.low, high: a.high + b.high };
        // Adding what is close to the top is taking away.
        const taken = b.low === b.high ? all.high + 1n - b.low : 0n;
        return taken > 0n && a.low >= taken ? { low: a.low - taken, high: a.high - taken } : all;
      }
      case "sub": {
        const [a, b] = [of(first), of(second)];
        return a.low >= b.high ? { low: a.low - b.high, high: a.high - b.low } : all;
      }
      case "shr":
      case "udiv":
      case "urem":
        return this.#divided(op, of(first), of(second), all);
      default:
        return all;
    }
  }

  #divided(op: "shr" | "udiv" | "urem", left: Range, right: Range, all: Range): Range {
    const width = BigInt(all.high.toString(2).length);
    if (op === "urem") return { low: 0n, high: right.high > 0n && right.high <= left.high ? right.high - 1n : left.high };
    if (op === "udiv") return right.low <= 0n || right.high <= 0n ? all : { low: left.low / right.high, high: left.high / right.low };
    if (right.low !== right.high || right.low >= width) return { low: 0n, high: left.high };
    return { low: left.low >> right.low, high: left.high >> right.low };
  }

  // --- Loops -------------------------------------------------------------------------------------------------------

  #phi(phi: Value, depth: number): Range {
    const { predecessors } = this.f.block(phi.block);
    const steps: { by: bigint; from: BlockNumber; next: ValueId }[] = [];
    let range: Range | undefined;
    for (const [i, arg] of phi.args.entries()) {
      const by = this.#step(phi, arg);
      if (by !== undefined) steps.push({ by, from: predecessors[i] as BlockNumber, next: arg });
      else if (arg !== phi.id) range = range === undefined ? this.of(arg, depth) : join(range, this.of(arg, depth));
    }
    if (range === undefined) return full(phi.size);
    for (const { by, from, next } of steps) {
      const facts = this.factsOf(from);
      const after = this.#counted(phi, range, by, facts, depth);
      const seen = this.within(next, full(phi.size), facts, depth);
      range = join(range, meet(after, seen));
    }
    // Each step was judged as if it were the only one.
    return steps.length > 1 ? full(phi.size) : range;
  }

  /** What is added, with its sign, where an argument is the phi and a constant. */
  #step(phi: Value, arg: ValueId): bigint | undefined {
    const { op, args, size } = this.f.value(arg);
    if ((op !== "add" && op !== "sub") || args[0] !== phi.id) return undefined;
    const by = this.f.value(args[1] as ValueId);
    if (by.op !== "const") return undefined;
    const amount = BigInt.asIntN(8 * size, by.imm);
    return op === "add" ? amount : -amount;
  }

  #counted(phi: Value, start: Range, by: bigint, facts: readonly Fact[], depth: number): Range {
    const all = full(phi.size);
    const signed = start.high <= mostSigned(phi.size) && by > 0n;
    const shown = this.within(phi.id, all, signed ? withoutSign(facts, phi.id) : facts, depth);
    if (by < 0n) return shown.low + by >= 0n ? { low: shown.low + by < start.low ? shown.low + by : start.low, high: start.high } : all;
    const limit = signed ? mostSigned(phi.size) : all.high;
    return shown.high + by <= limit ? { low: start.low, high: shown.high + by } : all;
  }

  /** The facts that hold in a block: those of the branches that lead to the blocks above it. */
  factsOf(block: BlockNumber): readonly Fact[] {
    const found: Fact[] = [];
    for (let at = block; ; at = this.immediate.get(at) as BlockNumber) {
      const fact = factAt(this.f, this.f.block(at));
      if (fact !== undefined) found.push(fact);
      if (at === 0) return found;
    }
  }

  /** A range made narrower by facts. */
  within(id: ValueId, range: Range, facts: readonly Fact[], depth = DEPTH): Range {
    const { size } = this.f.value(id);
    let narrowed = range;
    for (const { left, right, condition } of facts) {
      if (left === id) narrowed = meet(narrowed, bounds(condition, this.of(right, depth - 1), size));
      else if (right === id) narrowed = meet(narrowed, bounds(swapped(condition), this.of(left, depth - 1), size));
    }
    return narrowed;
  }

  /** Where facts hold; what the value is made of is narrowed by them, too. */
  at(id: ValueId, facts: readonly Fact[], depth = DEPTH): Range {
    const value = this.f.value(id);
    const own = this.within(id, this.of(id), facts);
    if (depth === 0 || value.op === "phi" || value.op === "const") return own;
    return meet(
      own,
      this.combined(value, (arg) => this.at(arg, facts, depth - 1)),
    );
  }
}

/** Below half the width on both sides, `<` with sign is `<` without. */
function withoutSign(facts: readonly Fact[], id: ValueId): readonly Fact[] {
  return facts.map((fact) => {
    const condition = fact.left === id && (fact.condition === "l" || fact.condition === "le") ? WITHOUT_SIGN[fact.condition] : undefined;
    return condition === undefined ? fact : { ...fact, condition };
  });
}

/** Why the one way into a block was taken. */
export function factAt(f: SsaFunction, { id, predecessors }: Block): Fact | undefined {
  const [only] = predecessors;
  if (predecessors.length !== 1 || only === undefined) return undefined;
  const { terminator } = f.block(only);
  if (terminator.kind !== "branch" || terminator.then === terminator.otherwise) return undefined;
  const { op, condition, args } = f.value(terminator.condition);
  if (op !== "compare" || condition === undefined) return undefined;
  const [left, right] = args as [ValueId, ValueId];
  return { left, right, condition: terminator.then === id ? condition : opposite(condition) };
}
