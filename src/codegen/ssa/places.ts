// Places of MIR as addresses or variables. A place in a split local is some of its variables; any other is an address
// with an offset, and behind a fat pointer the length or vtable.
import type { Body, Constant, Local, Operand, Place, Projection } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import type { Layouts } from "../../sema/types/layout.ts";
import { isPlacedByVtable } from "../unsized.ts";
import type { FunctionHost } from "../function-host.ts";
import { Builder } from "./builder.ts";
import type { ValueId } from "./ir.ts";
import { Leaves, localPart, splitLocals } from "./leaves.ts";
import type { Leaf } from "./leaves.ts";

/** What this way of compiling does not do: the function is compiled by the other. */
export class NotOptimized extends Error {}

export interface Address {
  readonly base: ValueId;
  /** Bytes behind it. */
  readonly offset: number;
  readonly metadata: ValueId | undefined;
}

/** Words of a vtable before the one that tells the alignment. */
const ALIGNMENT_ENTRY = 2;

/** Variables of one local are this far apart. */
const VARIABLES = 16;

export const typeOf = (operand: Operand): Ty => (operand.kind === "constant" ? operand.type : operand.place.type);

export class Places {
  readonly leaves: Leaves;
  readonly split: readonly boolean[];
  readonly #slots = new Map<Local, number>();

  /** Slots of the frame that locals are in. */
  get slots(): ReadonlyMap<Local, number> {
    return this.#slots;
  }

  constructor(
    readonly body: Body,
    readonly host: FunctionHost,
    readonly b: Builder,
    /** Debuggers are to find variables in memory. */
    keepsVariables = false,
  ) {
    this.leaves = new Leaves(host.layouts);
    const stays = (local: Local) => keepsVariables && body.locals[local]?.name !== undefined;
    this.split = splitLocals(body, this.leaves).map((split, local) => split && !stays(local));
  }

  get layouts(): Layouts {
    return this.host.layouts;
  }

  localType(local: Local): Ty {
    return (this.body.locals[local] as { type: Ty }).type;
  }

  leavesOf(type: Ty): readonly Leaf[] | undefined {
    return this.leaves.of(type);
  }

  /** Bytes of an address. */
  get wordSize(): number {
    return this.layouts.pointerSize;
  }

  word(value: bigint | number): ValueId {
    return this.b.constant(this.wordSize, BigInt(value));
  }

  // --- Memory ------------------------------------------------------------------------------------------------------

  /** Room in the frame. */
  temporary(size: number, alignment: number): ValueId {
    this.b.f.slots.push({ size, alignment });
    return this.b.make("slot", this.wordSize, [], { slot: this.b.f.slots.length - 1 });
  }

  slotOf(local: Local): ValueId {
    let slot = this.#slots.get(local);
    if (slot === undefined) {
      const { size, alignment } = this.layouts.of(this.localType(local));
      this.b.f.slots.push({ size, alignment });
      this.#slots.set(local, (slot = this.b.f.slots.length - 1));
    }
    return this.b.make("slot", this.wordSize, [], { slot });
  }

  load(base: ValueId, offset: number, size: number, isVolatile = false): ValueId {
    return this.b.make("load", size, [base], { imm: BigInt(offset), ...(isVolatile ? { isVolatile } : {}) });
  }

  store(base: ValueId, offset: number, value: ValueId, isVolatile = false): void {
    this.b.make("store", 0, [base, value], { imm: BigInt(offset), ...(isVolatile ? { isVolatile } : {}) });
  }

  pointer({ base, offset }: Address): ValueId {
    return offset === 0 ? base : this.b.make("add", this.wordSize, [base, this.word(offset)]);
  }

  copy(to: Address, from: Address, size: number): void {
    if (size === 0) return;
    this.b.make("copy", 0, [this.pointer(to), this.pointer(from)], { imm: BigInt(size) });
  }

  // --- Places ------------------------------------------------------------------------------------------------------

  /** The variables a place is; undefined if it is in memory. */
  variables(place: Place): readonly { readonly variable: number; readonly size: number }[] | undefined {
    if (this.split[place.local] !== true || place.projection.some(({ kind }) => kind === "deref")) return undefined;
    const root = this.localType(place.local);
    const numbers = this.leaves.within(root, place);
    if (numbers === undefined) throw new NotOptimized("a part of a value");
    const all = this.leavesOf(root) as readonly Leaf[];
    return numbers.map((number) => ({ variable: place.local * VARIABLES + number, size: (all[number] as Leaf).size }));
  }

  /** Address of a place in memory. */
  address(place: Place): Address {
    const pointer = localPart(place, this.localType(place.local));
    const isBehind = pointer.projection.length < place.projection.length;
    let at: Address;
    let { type } = pointer;
    let rest: readonly Projection[];
    if (isBehind && this.split[place.local] === true) {
      const [base, metadata] = this.read(pointer);
      at = { base: base as ValueId, offset: 0, metadata };
      type = (place.projection[pointer.projection.length] as Projection).type;
      rest = place.projection.slice(pointer.projection.length + 1);
    } else {
      if (this.split[place.local] === true) throw new NotOptimized("the address of a variable");
      at = { base: this.slotOf(place.local), offset: 0, metadata: undefined };
      type = this.localType(place.local);
      rest = place.projection;
    }
    for (const projection of rest) {
      at = this.#project(at, type, projection);
      type = projection.type;
    }
    return at;
  }

  #project(at: Address, type: Ty, projection: Projection): Address {
    switch (projection.kind) {
      case "deref": {
        const isFat = this.layouts.of(type).abi.kind === "pair";
        const { wordSize } = this;
        const metadata = isFat ? this.load(at.base, at.offset + wordSize, wordSize) : undefined;
        return { base: this.load(at.base, at.offset, wordSize), offset: 0, metadata };
      }
      case "field":
        this.#refusePacked(type, projection.type);
        return this.#field(
          { ...at, offset: at.offset + fieldOffset(this.layouts.of(type), projection.variant, projection.field) },
          type,
          projection.type,
        );
      case "index":
        return this.#indexed(
          at,
          this.read({ local: projection.index, projection: [], type: this.localType(projection.index) })[0] as ValueId,
          projection.type,
        );
      case "constant-index":
        return this.#constantIndex(at, type, projection);
      case "subslice":
        return this.#subslice(at, type, projection);
    }
  }

  /** A trait object at a struct's end begins where its own type may stand. */
  #field(at: Address, struct: Ty, field: Ty): Address {
    const { metadata } = at;
    if (metadata === undefined || !isPlacedByVtable(this.layouts.tables, field)) return at;
    if (struct.kind === "adt" && this.layouts.tables.adt(struct.def).repr.packed !== undefined)
      throw new NotOptimized("an unsized part of a packed struct");
    return {
      base: this.alignedTo(this.pointer(at), this.load(metadata, ALIGNMENT_ENTRY * this.wordSize, this.wordSize)),
      offset: 0,
      metadata,
    };
  }

  /** The next multiple of a power of two. */
  alignedTo(value: ValueId, alignment: ValueId): ValueId {
    const word = (operation: "add" | "sub" | "and", a: ValueId, b: ValueId) => this.b.make(operation, this.wordSize, [a, b]);
    return word("and", word("sub", word("add", value, alignment), this.word(1)), word("sub", this.word(0), alignment));
  }

  /** Fields at addresses that the machine does not read words from. */
  #refusePacked(type: Ty, field: Ty): void {
    if (this.host.portable?.machine.strictAlignment !== true) return;
    if (this.layouts.of(field).alignment > this.layouts.of(type).alignment) throw new NotOptimized("a packed struct");
  }

  #indexed(at: Address, index: ValueId, element: Ty): Address {
    const { size } = this.layouts.of(element);
    const scaled = this.b.make("mul", this.wordSize, [index, this.word(size)]);
    return { ...at, base: this.b.make("add", this.wordSize, [at.base, scaled]) };
  }

  #constantIndex(at: Address, type: Ty, { offset, fromEnd, type: element }: Extract<Projection, { kind: "constant-index" }>): Address {
    const { size } = this.layouts.of(element);
    const length = type.kind === "array" && type.length.kind === "const" ? Number(type.length.value) : undefined;
    if (!fromEnd) return { ...at, offset: at.offset + offset * size, metadata: undefined };
    if (length !== undefined) return { ...at, offset: at.offset + (length - offset) * size, metadata: undefined };
    if (at.metadata === undefined) throw new NotOptimized("the end of a slice");
    return this.#indexed({ ...at, offset: at.offset - offset * size, metadata: undefined }, at.metadata, element);
  }

  #subslice(at: Address, type: Ty, { from, to }: Extract<Projection, { kind: "subslice" }>): Address {
    if (type.kind !== "array" && type.kind !== "slice") throw new NotOptimized("this pattern");
    const { size } = this.layouts.of(type.element);
    const metadata = at.metadata === undefined ? undefined : this.b.make("sub", this.wordSize, [at.metadata, this.word(from + to)]);
    return { ...at, offset: at.offset + from * size, metadata };
  }

  // --- Values ------------------------------------------------------------------------------------------------------

  /** The leaves of a place's value. */
  read(place: Place): ValueId[] {
    const variables = this.variables(place);
    if (variables !== undefined) return variables.map(({ variable, size }) => this.b.read(variable, size));
    return this.loadLeaves(this.address(place), this.#leavesOrFail(place.type));
  }

  loadLeaves({ base, offset }: Address, leaves: readonly Leaf[]): ValueId[] {
    return leaves.map((leaf) => this.load(base, offset + leaf.offset, leaf.size));
  }

  #leavesOrFail(type: Ty): readonly Leaf[] {
    const leaves = this.leavesOf(type);
    if (leaves === undefined) throw new NotOptimized("a value in memory");
    return leaves;
  }

  /** Assigns a place of a type with leaves. */
  write(place: Place, values: readonly ValueId[]): void {
    const variables = this.variables(place);
    if (variables !== undefined) return variables.forEach(({ variable }, i) => this.b.write(variable, values[i] as ValueId));
    const leaves = this.#leavesOrFail(place.type);
    if (leaves.length === 0) return;
    const { base, offset } = this.address(place);
    leaves.forEach((leaf, i) => this.store(base, offset + leaf.offset, values[i] as ValueId));
  }

  operand(operand: Operand): ValueId[] {
    return operand.kind === "constant" ? this.#constant(operand) : this.read(operand.place);
  }

  /** The one leaf of an operand. */
  scalar(operand: Operand): ValueId {
    const values = this.operand(operand);
    if (values.length !== 1) throw new NotOptimized("not a scalar");
    return values[0] as ValueId;
  }

  symbol(name: string): ValueId {
    return this.b.make("symbol", this.wordSize, [], { name });
  }

  #constant({ type, value }: Constant): ValueId[] {
    const leaves = this.#leavesOrFail(type);
    if (leaves.length === 0) return [];
    switch (value.kind) {
      case "int": {
        if (leaves.length === 1) return [this.b.constant((leaves[0] as Leaf).size, value.value)];
        return [this.b.constant(8, value.value), this.b.constant(8, value.value >> 64n)];
      }
      case "static":
        return [this.symbol(this.host.staticSymbol(value.def))];
      case "fn":
        return [this.symbol(this.host.pointerSymbol(value.instance))];
      case "bytes":
        return this.#pointerTo(this.host.bytesSymbol(value.bytes), leaves, value.length);
      case "promoted":
        return this.#pointerTo(this.host.constantSymbol(value.type, value.value), leaves, value.length);
      case "memory":
        return this.loadLeaves({ base: this.symbol(this.host.constantSymbol(type, value.value)), offset: 0, metadata: undefined }, leaves);
      case "unread":
        return leaves.map(({ size }) => this.b.constant(size, 0n));
      case "zero-sized":
        throw new NotOptimized("this constant");
    }
  }

  #pointerTo(symbol: string, leaves: readonly Leaf[], length: bigint | undefined): ValueId[] {
    const address = this.symbol(symbol);
    return leaves.length === 1 ? [address] : [address, this.word(length ?? 0n)];
  }

  /** Where an operand's value is in memory; a value of variables is put into the frame. */
  operandAddress(operand: Operand): Address {
    if (operand.kind === "constant") {
      if (operand.value.kind === "memory")
        return { base: this.symbol(this.host.constantSymbol(operand.type, operand.value.value)), offset: 0, metadata: undefined };
    } else if (this.variables(operand.place) === undefined) return this.address(operand.place);
    const type = typeOf(operand);
    const { size, alignment } = this.layouts.of(type);
    const base = this.temporary(size, alignment);
    const values = this.operand(operand);
    (this.leavesOf(type) as readonly Leaf[]).forEach((leaf, i) => this.store(base, leaf.offset, values[i] as ValueId));
    return { base, offset: 0, metadata: undefined };
  }
}
