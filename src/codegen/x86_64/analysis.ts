// What code generation wants to know of a body's locals before it starts: which hold one value for their whole life and
// can so live in registers, and which must have a place in memory.
import type { BlockId, Body, Local, Operand, Place, Statement, Terminator } from "../../mir/mir.ts";
import { rvalueOperands, terminatorOperands } from "../../mir/mir.ts";
import type { Layouts } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";

export interface LocalUse {
  /** Assigned once, whole, and never borrowed; scalar or pair: its value can be held in registers. */
  isValue: boolean;
  /** Needs a home in memory: a variable (for debuggers), or read in another block than the one that sets it. */
  hasHome: boolean;
  /** Reads that remain, counted down while code is made. */
  reads: number;
  /** Reads of the second field, or of the whole. */
  flagReads: number;
}

/** What a closure holds, in which debuggers find variables of the function around it. */
const isEnvironment = (type: Ty): boolean => type.kind === "closure" || (type.kind === "ref" && type.target.kind === "closure");

class Analysis {
  readonly #assigned: number[];
  readonly #definedIn: (BlockId | undefined)[];
  readonly uses: LocalUse[];

  constructor(
    readonly body: Body,
    readonly layouts: Layouts,
    readonly keepsVariables: boolean,
  ) {
    this.uses = body.locals.map(({ type, name }, local) => {
      const { abi } = layouts.of(type);
      const isShown = name !== undefined || (local === 1 && body.argumentCount > 0 && isEnvironment(type));
      const isValue = abi.kind === "scalar" || abi.kind === "pair";
      return { isValue, hasHome: keepsVariables && isShown, reads: 0, flagReads: 0 };
    });
    this.#assigned = body.locals.map((_, i) => (i > 0 && i <= body.argumentCount ? 1 : 0));
    this.#definedIn = body.locals.map((_, i) => (i <= body.argumentCount && i > 0 ? 0 : undefined));
  }

  run(): LocalUse[] {
    this.body.blocks.forEach((block, id) => this.#definitions(block.statements, block.terminator, id));
    this.body.blocks.forEach((block, id) => {
      for (const statement of block.statements) this.#statementReads(statement, id);
      this.#terminatorReads(block.terminator, id);
    });
    this.#assigned.forEach((count, local) => {
      if (count > 1) this.#use(local).isValue = false;
    });
    for (const use of this.uses) if (!use.isValue) use.hasHome = true;
    return this.uses;
  }

  #use(local: Local): LocalUse {
    return this.uses[local] as LocalUse;
  }

  #definitions(statements: readonly Statement[], terminator: Terminator, block: BlockId): void {
    for (const { place } of statements) this.#define(place, block);
    // What a terminator sets is read in other blocks only: it needs a home.
    if (terminator.kind === "call") this.#define(terminator.destination, undefined);
    if (terminator.kind !== "asm") return;
    for (const operand of terminator.asm.operands)
      if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined) this.#define(operand.place, undefined);
  }

  #define(place: Place, block: BlockId | undefined): void {
    if (place.projection.some(({ kind }) => kind === "deref")) return;
    if (place.projection.length > 0) this.#use(place.local).isValue = false;
    this.#assigned[place.local] = (this.#assigned[place.local] as number) + 1;
    this.#definedIn[place.local] = block;
  }

  #read(local: Local, block: BlockId): void {
    const use = this.#use(local);
    use.reads++;
    if (this.#definedIn[local] !== block) use.hasHome = true;
  }

  #placeRead(place: Place, block: BlockId): void {
    this.#read(place.local, block);
    const [first] = place.projection;
    if (first?.kind !== "field" || first.field === 1) this.#use(place.local).flagReads += first === undefined ? 2 : 1;
    for (const projection of place.projection) if (projection.kind === "index") this.#read(projection.index, block);
  }

  /** An assignment through a pointer, or to an element, reads the pointer and the index. */
  #target(place: Place, block: BlockId): void {
    if (place.projection.some(({ kind }) => kind === "deref")) this.#read(place.local, block);
    for (const projection of place.projection) if (projection.kind === "index") this.#read(projection.index, block);
  }

  #operandRead(operand: Operand, block: BlockId): void {
    if (operand.kind !== "constant") this.#placeRead(operand.place, block);
  }

  #statementReads({ place, value }: Statement, block: BlockId): void {
    this.#target(place, block);
    for (const operand of rvalueOperands(value)) this.#operandRead(operand, block);
    if (value.kind === "ref" || value.kind === "len" || value.kind === "discriminant") this.#placeRead(value.place, block);
    if (value.kind === "ref" && value.place.projection.every(({ kind }) => kind !== "deref")) this.#use(value.place.local).isValue = false;
  }

  #terminatorReads(terminator: Terminator, block: BlockId): void {
    for (const operand of terminatorOperands(terminator)) this.#operandRead(operand, block);
    if (terminator.kind === "return") this.#read(0, block);
    if (terminator.kind === "call") this.#target(terminator.destination, block);
    if (terminator.kind !== "asm") return;
    for (const operand of terminator.asm.operands)
      if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined) this.#target(operand.place, block);
  }
}

/** `keepsVariables`: named variables get a home for debuggers. */
export function analyseLocals(body: Body, layouts: Layouts, keepsVariables: boolean): LocalUse[] {
  return new Analysis(body, layouts, keepsVariables).run();
}
