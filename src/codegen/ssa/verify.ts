// What holds of every function of values between passes (`-Z verify-llvm-ir`): each value stands in one block, once; its
// definition comes before its uses on every way there; a phi has one argument for each predecessor; predecessors are the
// edges there are; widths fit. A pass that breaks one of these is a bug of the compiler: `Error` says which pass, and
// where. Nothing of this runs otherwise.
import { dominators, reversePostorder } from "./graph.ts";
import { targetsOf, terminatorArguments } from "./ir.ts";
import type { Block, BlockNumber, Op, SsaFunction, Value, ValueId } from "./ir.ts";

/** Operations whose arguments are as wide as their result. */
const EVEN: ReadonlySet<Op> = new Set<Op>([
  ...(["add", "sub", "mul", "and", "or", "xor", "udiv", "urem", "sdiv", "srem", "mulhu", "mulhs"] as const),
  ...(["neg", "not", "bswap", "phi"] as const),
]);
const SHIFTS: ReadonlySet<Op> = new Set<Op>(["shl", "shr", "sar", "rol", "ror"]);

class Verifier {
  readonly #order: readonly BlockNumber[];
  readonly #immediate: ReadonlyMap<BlockNumber, BlockNumber>;
  /** In its block; phis are before everything. */
  readonly #positions = new Map<ValueId, number>();

  constructor(
    readonly f: SsaFunction,
    readonly after: string,
  ) {
    this.#order = reversePostorder(f);
    this.#edges();
    this.#immediate = dominators(f, this.#order);
  }

  run(): void {
    const blocks = this.#order.map((id) => this.f.block(id));
    for (const block of blocks) this.#place(block);
    for (const block of blocks) {
      for (const phi of block.phis) this.#phi(this.f.value(phi), block);
      block.values.forEach((id, i) => this.#value(this.f.value(id), block, i));
      for (const id of terminatorArguments(block.terminator)) this.#use(id, block.id, Infinity, "its end");
    }
  }

  #fail(words: string): never {
    throw new Error(`SSA after ${this.after}: ${words}`);
  }

  /** Predecessors are told as often as there are edges. */
  #edges(): void {
    const counts = new Map<string, number>();
    const count = (from: BlockNumber, to: BlockNumber, by: number) => {
      const key = `from block ${from} to block ${to}`;
      counts.set(key, (counts.get(key) ?? 0) + by);
    };
    const reachable = new Set(this.#order);
    for (const from of this.#order) for (const to of targetsOf(this.f.block(from).terminator)) count(from, to, 1);
    for (const to of this.#order) for (const from of this.f.block(to).predecessors) if (reachable.has(from)) count(from, to, -1);
    for (const [edge, left] of counts) if (left !== 0) this.#fail(`edges ${edge}: ${left} more than predecessors say`);
    if (this.f.block(0).predecessors.some((from) => reachable.has(from))) this.#fail("the entry has predecessors");
  }

  #place({ id: block, phis, values }: Block): void {
    const define = (id: ValueId, at: number) => {
      if (this.#positions.has(id)) this.#fail(`value ${id} stands there twice, in block ${block}`);
      if (this.f.value(id).block !== block) this.#fail(`value ${id} of block ${this.f.value(id).block} stands in block ${block}`);
      this.#positions.set(id, at);
    };
    for (const phi of phis) define(phi, -1);
    values.forEach(define);
  }

  #dominates(a: BlockNumber, b: BlockNumber): boolean {
    for (let at = b; ; at = this.#immediate.get(at) as BlockNumber) {
      if (at === a) return true;
      if (at === 0) return false;
    }
  }

  /** `id` is there at a position of a block, and is a value that can be used. */
  #use(id: ValueId, block: BlockNumber, at: number, by: string): void {
    this.#made(id, block, at, by);
    if (this.f.value(id).size === 0) this.#fail(`value ${id} (${this.f.value(id).op}) has no result, and ${by} uses it`);
  }

  #made(id: ValueId, block: BlockNumber, at: number, by: string): void {
    if (this.f.value(id).op === "const") return; // stands nowhere, and is there everywhere
    const position = this.#positions.get(id);
    if (position === undefined)
      return this.#fail(`value ${id} (${this.f.value(id).op}) is used by ${by} in block ${block} and stands nowhere`);
    const home = this.f.value(id).block;
    const isThere = home === block ? position < at : this.#dominates(home, block);
    if (!isThere) this.#fail(`value ${id} of block ${home} is used by ${by} in block ${block}, where it need not be`);
  }

  #phi(phi: Value, { id, predecessors }: Block): void {
    if (phi.op !== "phi") this.#fail(`value ${phi.id} (${phi.op}) stands among the phis of block ${id}`);
    if (phi.args.length !== predecessors.length)
      this.#fail(`phi ${phi.id} of block ${id} has ${phi.args.length} arguments for ${predecessors.length} predecessors`);
    phi.args.forEach((arg, i) => {
      const from = predecessors[i] as BlockNumber;
      if (this.#immediate.has(from)) this.#use(arg, from, Infinity, `phi ${phi.id}`);
    });
    this.#widths(phi);
  }

  #value(value: Value, { id }: Block, at: number): void {
    if (value.op === "phi") this.#fail(`phi ${value.id} stands among the values of block ${id}`);
    if (value.op === "param" && id !== 0) this.#fail(`parameter ${value.id} stands in block ${id}`);
    const by = `value ${value.id} (${value.op})`;
    for (const arg of value.args) {
      // What has several results has none itself.
      if (value.op === "result") this.#made(arg, id, at, by);
      else this.#use(arg, id, at, by);
    }
    this.#widths(value);
    for (const result of value.results ?? [])
      if (this.f.value(result).op !== "result") this.#fail(`value ${result} is a result of ${value.id}, and a ${this.f.value(result).op}`);
  }

  #widths(value: Value): void {
    const sizes = value.args.map((arg) => this.f.value(arg).size);
    if (!this.#fits(value, sizes)) this.#fail(`value ${value.id}: ${value.op} of ${value.size} bytes takes values of ${sizes.join()}`);
  }

  #fits({ op, size }: Value, sizes: readonly number[]): boolean {
    const [first = 0, second = 0, third = 0] = sizes;
    if (EVEN.has(op)) return sizes.every((one) => one === size);
    if (SHIFTS.has(op)) return first === size;
    if (op === "trunc") return first > size;
    if (op === "zext" || op === "sext") return first < size;
    if (op === "compare") return size === 1 && first === second;
    if (op === "select") return first === 1 && second === size && third === size;
    if (op === "load" || op === "store") return first === this.f.wordSize;
    if (op === "slot" || op === "symbol") return size === this.f.wordSize;
    return true;
  }
}

export function verifySsa(f: SsaFunction, after: string): void {
  new Verifier(f, after).run();
}
