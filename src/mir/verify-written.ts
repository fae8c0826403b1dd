// Locals that are read where they need not have been written: forward over the blocks, what every way there has written
// is written. A local counts as written once a part of it is, or once somebody has its address. What has no size needs no
// writing. Drops look at flags first, and so does what destructors are inlined to: of a local that needs dropping it is
// enough that something writes it.
import { Bits } from "../base/bits.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import { successors } from "./mir.ts";
import type { BasicBlock, BlockId, Body, Local, Operand, Place, Rvalue, Terminator } from "./mir.ts";
import { rvalueOperands, terminatorOperands } from "./mir.ts";

/** What is asked about types. */
export type BodyTypes = Pick<TypeTables, "types" | "adt" | "instantiate" | "captureTypes" | "needsDrop" | "print">;

export interface UnwrittenRead {
  readonly local: Local;
  readonly where: string;
}

/** Which locals are certainly written. */
type Written = Bits;

const behindPointer = ({ projection }: Place): boolean => projection.some(({ kind }) => kind === "deref");

/** Nothing has to be stored for a value of it. */
function isEmpty(type: Ty, tables: BodyTypes): boolean {
  if (type.kind === "never" || type.kind === "fn-def") return true;
  if (type.kind === "tuple") return type.elements.every((one) => isEmpty(one, tables));
  if (type.kind === "closure") return tables.captureTypes(type).every((one) => isEmpty(one, tables));
  if (type.kind === "array") return isEmpty(type.element, tables) || (type.length.kind === "const" && type.length.value === 0n);
  if (type.kind !== "adt") return false;
  const { kind, variants } = tables.adt(type.def);
  if (kind === "union" || variants.length > 1) return false;
  return (variants[0]?.fields ?? []).every((field) => isEmpty(tables.instantiate(field.type, type.args), tables));
}

class WrittenLocals {
  readonly found: UnwrittenRead[] = [];
  /** On entry of each block that something leads to. */
  readonly #entries: (Written | undefined)[] = [];
  readonly #empty: readonly boolean[];
  readonly #drops: readonly boolean[];
  /** What stands there is told of, not only what it writes. */
  #tells = false;

  constructor(
    readonly body: Body,
    tables: BodyTypes,
  ) {
    this.#empty = body.locals.map(({ type }) => isEmpty(type, tables));
    this.#drops = body.locals.map(({ type }) => tables.needsDrop(type));
  }

  run(): void {
    const { blocks } = this.body;
    const writes = blocks.map((block, id) => this.#writes(block, id));
    this.#entries[0] = this.#start(writes);
    const work: BlockId[] = [0];
    for (let id = work.pop(); id !== undefined; id = work.pop()) {
      const after = (this.#entries[id] as Written).copy();
      after.union(writes[id] as Written);
      for (const target of successors((blocks[id] as BasicBlock).terminator)) if (this.#meet(target, after)) work.push(target);
    }
    this.#tells = true;
    blocks.forEach((block, id) => {
      const entry = this.#entries[id];
      if (entry !== undefined) this.#effects(entry, id, block);
    });
  }

  /** Arguments, and what some block writes of those that are dropped. */
  #start(writes: readonly Written[]): Written {
    const somewhere = this.#none();
    for (const each of writes) somewhere.union(each);
    const start = this.#none();
    this.#drops.forEach((drops, local) => {
      if (drops && somewhere.has(local)) start.add(local);
    });
    for (let argument = 1; argument <= this.body.argumentCount; argument++) start.add(argument);
    return start;
  }

  #none(): Written {
    return new Bits(this.body.locals.length);
  }

  #writes(block: BasicBlock, id: BlockId): Written {
    const written = this.#none();
    this.#effects(written, id, block);
    return written;
  }

  /** True if the block's entry is another one now. */
  #meet(target: BlockId, written: Written): boolean {
    const known = this.#entries[target];
    if (known !== undefined) return known.intersect(written);
    this.#entries[target] = written.copy();
    return true;
  }

  #effects(written: Written, id: BlockId, block: BasicBlock): void {
    block.statements.forEach(({ place, value }, i) => {
      const where = () => `statement ${i} of block ${id}`;
      this.#value(written, value, where);
      this.#write(written, place, where);
    });
    this.#terminator(written, block.terminator, () => `the terminator of block ${id}`);
  }

  #terminator(written: Written, terminator: Terminator, where: () => string): void {
    for (const operand of terminatorOperands(terminator)) this.#operand(written, operand, where);
    if (terminator.kind === "call") this.#write(written, terminator.destination, where);
    if (terminator.kind === "asm")
      for (const operand of terminator.asm.operands)
        if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined) this.#write(written, operand.place, where);
    if (terminator.kind === "return") this.#read(written, 0, where);
  }

  #value(written: Written, value: Rvalue, where: () => string): void {
    for (const operand of rvalueOperands(value)) this.#operand(written, operand, where);
    if (value.kind === "len" || value.kind === "discriminant") this.#place(written, value.place, where);
    if (value.kind !== "ref") return;
    if (behindPointer(value.place)) this.#place(written, value.place, where);
    else this.#write(written, value.place, where);
  }

  #operand(written: Written, operand: Operand, where: () => string): void {
    if (operand.kind !== "constant") this.#place(written, operand.place, where);
  }

  #place(written: Written, { local, projection }: Place, where: () => string): void {
    this.#read(written, local, where);
    for (const step of projection) if (step.kind === "index") this.#read(written, step.index, where);
  }

  #read(written: Written, local: Local, where: () => string): void {
    if (this.#tells && !written.has(local) && this.#empty[local] === false) this.found.push({ local, where: where() });
  }

  #write(written: Written, place: Place, where: () => string): void {
    if (behindPointer(place)) this.#place(written, place, where);
    for (const step of place.projection) if (step.kind === "index") this.#read(written, step.index, where);
    written.add(place.local);
  }
}

export function unwrittenReads(body: Body, tables: BodyTypes): readonly UnwrittenRead[] {
  const locals = new WrittenLocals(body, tables);
  locals.run();
  return locals.found;
}
