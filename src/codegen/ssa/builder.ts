// Makes values block by block, and turns variables into values as it goes (Braun, Buchwald, Hack, Leißa, Mallon, Zwinkau:
// "Simple and Efficient Construction of Static Single Assignment Form"). A variable is a number its caller chooses; reading
// it in a block whose predecessors are not all known makes a phi that is filled in when they are.
import type { Span } from "../../base/source.ts";
import { Folder } from "./fold.ts";
import type { Maker } from "./fold.ts";
import { isPure, targetsOf } from "./ir.ts";
import type { Block, BlockNumber, Op, SsaFunction, Terminator, Value, ValueId } from "./ir.ts";

export class Builder implements Maker {
  block: Block;
  /** What values are made for from now on; undefined if nobody wants to know. */
  span: Span | undefined;
  readonly #folder: Folder;
  readonly #definitions: Map<number, ValueId>[] = [];
  readonly #sealed = new Set<BlockNumber>();
  readonly #incomplete = new Map<BlockNumber, Map<number, ValueId>>();
  readonly #sizes = new Map<number, number>();
  #known = new Map<string, ValueId>();

  constructor(readonly f: SsaFunction) {
    this.block = f.newBlock();
    this.#folder = new Folder(f, this);
  }

  /** Goes on in a block. */
  enter(block: Block): void {
    this.block = block;
    this.#known = new Map();
  }

  readonly #constants = new Map<string, ValueId>();

  /** Constants are in no block: they are where they are used. */
  constant(size: number, value: bigint): ValueId {
    const imm = BigInt.asUintN(8 * size, value);
    const key = `${size} ${imm}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const { id } = this.f.create(0, "const", size, [], { imm });
    this.#constants.set(key, id);
    return id;
  }

  make(op: Op, size: number, args: ValueId[], rest: Partial<Value> = {}): ValueId {
    const folded = this.#folder.fold(op, size, args, rest);
    if (folded === undefined) return this.#keep(op, size, args, rest);
    if (folded.kind === "value") return folded.id;
    if (folded.kind === "const") return this.constant(folded.size, folded.value);
    return this.make(folded.op, folded.size, folded.args, folded.rest);
  }

  /** The same operation on the same values in one block is one value. */
  #keep(op: Op, size: number, args: ValueId[], rest: Partial<Value>): ValueId {
    const key = `${op} ${size} ${args.join()} ${rest.imm ?? 0} ${rest.condition ?? ""} ${rest.slot ?? ""} ${rest.name ?? ""}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const value = this.f.create(this.block.id, op, size, args, this.span === undefined ? rest : { span: this.span, ...rest });
    this.block.values.push(value.id);
    if (isPure(value)) this.#known.set(key, value.id);
    return value.id;
  }

  isFlag(id: ValueId): boolean {
    return this.#folder.isFlag(id);
  }

  /** Ends the block. */
  end(terminator: Terminator): void {
    this.block.terminator = terminator;
    if (this.span !== undefined) this.block.span = this.span;
    for (const target of targetsOf(terminator)) this.f.block(target).predecessors.push(this.block.id);
  }

  // --- Variables ---------------------------------------------------------------------------------------------------

  write(variable: number, value: ValueId, block: BlockNumber = this.block.id): void {
    this.#definitionsOf(block).set(variable, value);
  }

  #definitionsOf(block: BlockNumber): Map<number, ValueId> {
    return (this.#definitions[block] ??= new Map());
  }

  read(variable: number, size: number, block: BlockNumber = this.block.id): ValueId {
    const known = this.#definitionsOf(block).get(variable);
    if (known !== undefined) return this.#current(known);
    this.#sizes.set(variable, size);
    const value = this.#readBefore(variable, size, block);
    this.write(variable, value, block);
    return value;
  }

  #readBefore(variable: number, size: number, block: BlockNumber): ValueId {
    const { predecessors } = this.f.block(block);
    if (!this.#sealed.has(block)) {
      const phi = this.#phi(block, size);
      let open = this.#incomplete.get(block);
      if (open === undefined) this.#incomplete.set(block, (open = new Map()));
      open.set(variable, phi);
      return phi;
    }
    if (predecessors.length === 1) return this.read(variable, size, predecessors[0] as BlockNumber);
    const phi = this.#phi(block, size);
    this.write(variable, phi, block);
    return this.#fill(variable, phi);
  }

  #phi(block: BlockNumber, size: number): ValueId {
    const value = this.f.create(block, "phi", size, []);
    this.f.block(block).phis.push(value.id);
    return value.id;
  }

  #fill(variable: number, phi: ValueId): ValueId {
    const value = this.f.value(phi);
    value.args = this.f.block(value.block).predecessors.map((from) => this.read(variable, value.size, from));
    return this.#simplified(value);
  }

  readonly #replaced = new Map<ValueId, ValueId>();

  #current(id: ValueId): ValueId {
    let at = id;
    for (let next = this.#replaced.get(at); next !== undefined; next = this.#replaced.get(at)) at = next;
    return at;
  }

  /** A phi of itself and one other value is that value. Users of it are mended at the end. */
  #simplified(phi: Value): ValueId {
    let only: ValueId | undefined;
    for (const arg of phi.args) {
      const current = this.#current(arg);
      if (current === phi.id || current === only) continue;
      if (only !== undefined) return phi.id;
      only = current;
    }
    // A variable that is read and never written: it does not matter which value.
    only ??= this.constant(phi.size, 0n);
    this.#replaced.set(phi.id, only);
    return only;
  }

  /** All its predecessors are known. */
  seal(block: BlockNumber): void {
    this.#sealed.add(block);
    const open = this.#incomplete.get(block);
    this.#incomplete.delete(block);
    for (const [variable, phi] of open ?? []) this.#fill(variable, phi);
  }

  /** What was replaced is replaced everywhere. */
  finish(): void {
    const { f } = this;
    for (const value of f.values) value.args = value.args.map((arg) => this.#current(arg));
    for (const block of f.blocks) {
      block.phis = block.phis.filter((phi) => !this.#replaced.has(phi));
      const { terminator } = block;
      if (terminator.kind === "branch") terminator.condition = this.#current(terminator.condition);
      if (terminator.kind === "switch") terminator.value = this.#current(terminator.value);
      if (terminator.kind === "return") terminator.values = terminator.values.map((value) => this.#current(value));
    }
  }
}
