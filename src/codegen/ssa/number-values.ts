// Global value numbering over the dominator tree: an operation that was computed on every way to here is not computed
// again, values are simplified with what became known of their arguments, and comparisons that a branch on the way has
// decided are constants. Loads give what is known to be in memory.
import { compareConstants, Folder } from "./fold.ts";
import type { Maker } from "./fold.ts";
import { dominators, reversePostorder } from "./graph.ts";
import { Memory } from "./memory.ts";
import { hasEffect, mapTerminator, opposite } from "./ir.ts";
import { compareRanges, factAt, Ranges } from "./ranges.ts";
import type { Fact } from "./ranges.ts";
import type { Block, BlockNumber, Condition, Op, SsaFunction, Value, ValueId } from "./ir.ts";

/** What a condition on two values says of another on the same two. */
const IMPLIED: Readonly<Record<Condition, readonly Condition[]>> = {
  e: ["e", "be", "ae", "le", "ge"],
  ne: ["ne"],
  b: ["b", "be", "ne"],
  be: ["be"],
  a: ["a", "ae", "ne"],
  ae: ["ae"],
  l: ["l", "le", "ne"],
  le: ["le"],
  g: ["g", "ge", "ne"],
  ge: ["ge"],
};

class Numbering implements Maker {
  readonly #folder: Folder;
  readonly #scopes: Map<string, ValueId>[] = [];
  readonly #facts: Fact[] = [];
  readonly #order: readonly BlockNumber[];
  readonly #immediate: ReadonlyMap<BlockNumber, BlockNumber>;
  readonly #ranges: Ranges;
  readonly #replaced = new Map<ValueId, ValueId>();
  readonly #constants = new Map<string, ValueId>();
  #block: Block;
  #out: ValueId[] = [];
  readonly #memory: Memory;

  constructor(readonly f: SsaFunction) {
    this.#folder = new Folder(f, this);
    this.#block = f.block(0);
    this.#order = reversePostorder(f);
    this.#immediate = dominators(f, this.#order);
    this.#ranges = new Ranges(f, this.#immediate);
    this.#memory = new Memory(f, this.#immediate, (id) => this.#current(id));
    for (const value of f.values) if (value.op === "const") this.#constants.set(`${value.size} ${value.imm}`, value.id);
  }

  run(): void {
    const children = new Map<BlockNumber, BlockNumber[]>();
    for (const block of this.#order) {
      if (block === 0) continue;
      const parent = this.#immediate.get(block) as BlockNumber;
      children.set(parent, [...(children.get(parent) ?? []), block]);
    }
    const stack: { block: BlockNumber; facts: number; left: BlockNumber[] }[] = [];
    const enter = (block: BlockNumber) => {
      const facts = this.#facts.length;
      this.#scopes.push(new Map());
      this.#visit(this.f.block(block));
      stack.push({ block, facts, left: children.get(block) ?? [] });
    };
    enter(0);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.left.shift();
      if (next !== undefined) {
        enter(next);
        continue;
      }
      this.#facts.length = top.facts;
      this.#scopes.pop();
      stack.pop();
    }
    for (const block of this.f.blocks)
      for (const phi of block.phis) this.f.value(phi).args = this.f.value(phi).args.map((arg) => this.#current(arg));
  }

  #current(id: ValueId): ValueId {
    let at = id;
    for (let next = this.#replaced.get(at); next !== undefined; next = this.#replaced.get(at)) at = next;
    return at;
  }

  constant(size: number, value: bigint): ValueId {
    const imm = BigInt.asUintN(8 * size, value);
    const key = `${size} ${imm}`;
    let known = this.#constants.get(key);
    if (known === undefined) this.#constants.set(key, (known = this.f.create(0, "const", size, [], { imm }).id));
    return known;
  }

  make(op: Op, size: number, args: ValueId[], rest: Partial<Value> = {}): ValueId {
    const folded = this.#folder.fold(op, size, args, rest);
    if (folded?.kind === "value") return folded.id;
    if (folded?.kind === "const") return this.constant(folded.size, folded.value);
    if (folded?.kind === "op") return this.make(folded.op, folded.size, folded.args, folded.rest);
    const value = this.f.create(this.#block.id, op, size, args, rest);
    return this.#numbered(value);
  }

  #numbered(value: Value): ValueId {
    const key = keyOf(value);
    for (const scope of this.#scopes) {
      const known = scope.get(key);
      if (known !== undefined) return known;
    }
    (this.#scopes.at(-1) as Map<string, ValueId>).set(key, value.id);
    this.#out.push(value.id);
    return value.id;
  }

  #visit(block: Block): void {
    this.#block = block;
    this.#out = [];
    this.#memory.enter(block);
    this.#learn(block);
    for (const id of block.values) this.#value(this.f.value(id));
    this.#memory.leave(block);
    block.values = this.#out;
    block.terminator = mapTerminator(block.terminator, (id) => this.#decided(this.#current(id)));
  }

  /** A block with one way in knows why that way was taken. */
  #learn(block: Block): void {
    const fact = factAt(this.f, block);
    if (fact !== undefined) this.#facts.push(fact);
  }

  #value(value: Value): void {
    value.args = value.args.map((arg) => this.#current(arg));
    if (value.op === "load") return this.#load(value);
    if (hasEffect(value)) return this.#effect(value);
    if (value.op === "param" || value.op === "phi") {
      this.#out.push(value.id);
      return;
    }
    const { op, size, args } = value;
    const folded = this.#folder.fold(op, size, args, value);
    let made: ValueId;
    if (folded === undefined) made = this.#numbered(value);
    else if (folded.kind === "value") made = folded.id;
    else if (folded.kind === "const") made = this.constant(folded.size, folded.value);
    else made = this.make(folded.op, folded.size, folded.args, folded.rest);
    made = this.#decided(made);
    if (made !== value.id) this.#replaced.set(value.id, made);
  }

  /** A comparison that a branch has decided. */
  #decided(id: ValueId): ValueId {
    const value = this.f.value(id);
    if (value.op !== "compare") return id;
    const [left, right] = value.args as [ValueId, ValueId];
    const condition = value.condition as Condition;
    for (const fact of this.#facts) {
      if (fact.left !== left) continue;
      const known = fact.right === right ? sameSides(fact.condition, condition) : this.#byConstants(fact, right, condition);
      if (known !== undefined) return this.constant(1, known ? 1n : 0n);
    }
    const ranges = this.#ranges;
    const known = compareRanges(condition, ranges.at(left, this.#facts), ranges.at(right, this.#facts), this.f.value(left).size);
    return known === undefined ? id : this.constant(1, known ? 1n : 0n);
  }

  /** `x < 5` decides `x < 9`. */
  #byConstants({ right, condition, left }: Fact, other: ValueId, asked: Condition): boolean | undefined {
    const [a, b] = [this.f.value(right), this.f.value(other)];
    if (a.op !== "const" || b.op !== "const") return undefined;
    const { size } = this.f.value(left);
    if (condition === "e") return compareConstants(asked, size, a.imm, b.imm);
    if (condition !== "b" && condition !== "be") return undefined;
    const most = condition === "b" ? a.imm - 1n : a.imm;
    if (most < b.imm && (asked === "b" || asked === "be" || asked === "ne")) return true;
    if (most < b.imm && (asked === "a" || asked === "ae" || asked === "e")) return false;
    return most === b.imm && asked === "be" ? true : most === b.imm && asked === "a" ? false : undefined;
  }

  // --- Memory ------------------------------------------------------------------------------------------------------

  /** An address as a base and an offset: what is added to the base counts with the offset. */
  #canonical(value: Value): void {
    for (;;) {
      const base = this.f.value(value.args[0] as ValueId);
      const added = base.op === "add" ? this.f.value(base.args[1] as ValueId) : undefined;
      let offset: bigint;
      let inner: ValueId;
      if (added?.op === "const") [inner, offset] = [base.args[0] as ValueId, BigInt.asIntN(8 * added.size, added.imm)];
      else if (base.op === "slot" && base.imm !== 0n)
        [inner, offset] = [this.make("slot", base.size, [], { slot: base.slot as number }), base.imm];
      else return;
      if (BigInt.asIntN(31, value.imm + offset) !== value.imm + offset) return;
      value.args = [inner, ...value.args.slice(1)];
      value.imm += offset;
    }
  }

  #load(value: Value): void {
    this.#canonical(value);
    if (value.isVolatile === true) this.#memory.write(value);
    else {
      const known = this.#memory.read(value);
      if (known !== undefined) {
        this.#replaced.set(value.id, known);
        return;
      }
    }
    this.#out.push(value.id);
  }

  #effect(value: Value): void {
    if (value.op === "store") this.#canonical(value);
    this.#out.push(value.id);
    this.#memory.write(value);
  }
}

function sameSides(known: Condition, asked: Condition): boolean | undefined {
  if (IMPLIED[known].includes(asked)) return true;
  return IMPLIED[known].includes(opposite(asked)) ? false : undefined;
}

function keyOf({ op, size, args, imm, condition, slot, name }: Value): string {
  return `${op} ${size} ${args.join()} ${imm} ${condition ?? ""} ${slot ?? ""} ${name ?? ""}`;
}

export function numberValues(f: SsaFunction): void {
  new Numbering(f).run();
}
