// One function to machine code in the manner of an unoptimizing compiler: block by block, statement by statement.
// Values live in registers inside a block; variables have a home on the stack. What the frame must hold is known behind the
// last block: then the code that was written on the way is encoded.
import type { Span } from "../../base/source.ts";
import type { Code } from "../../isa/x86_64/code.ts";
import { generalRegister, memory } from "../../isa/x86_64/operand.ts";
import type { Memory } from "../../isa/x86_64/operand.ts";
import type { BasicBlock, Body, Local, LocalDecl, Operand, Place, SourceInfo } from "../../mir/mir.ts";
import { successors } from "../../mir/mir.ts";
import { panicsLast } from "../../mir/panics-last.ts";
import type { Value as ConstValue } from "../../sema/constants/value.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import type { Layout, Layouts, Scalar } from "../../sema/types/layout.ts";
import type { DebugNotes } from "../debug-notes.ts";
import type { FunctionHost } from "../function-host.ts";
import { Leaves } from "../ssa/leaves.ts";
import { analyseLocals } from "./analysis.ts";
import type { LocalUse } from "./analysis.ts";
import { receiveArguments } from "./call.ts";
import { readConstant } from "./constant.ts";
import { decisionOf, emitDecision } from "./decisions.ts";
import { Emission } from "./emission.ts";
import { Frame } from "./frame.ts";
import { placeAddress } from "./place.ts";
import { RSP, Registers } from "./registers.ts";
import type { Part } from "./registers.ts";
import { emitAssign } from "./rvalue.ts";
import { INCOMING, LARGEST_FRAME, StackFrame, frameMemory } from "./stack-frame.ts";
import type { FrameMemory } from "./stack-frame.ts";
import { emitTerminator } from "./terminators.ts";

/** A value in registers: one, or two for pairs. `owned` ones may be overwritten. */
export interface Value {
  readonly registers: readonly number[];
  readonly owned: boolean;
}

/** Of a value's first or second part in memory. */
function partAddress(address: Memory, { abi }: Layout, part: number): Memory {
  const offset = part === 1 && abi.kind === "pair" ? abi.secondOffset : 0;
  return offset === 0 ? address : { ...address, displacement: address.displacement + offset };
}

/** A function's code and what debuggers want to know of it. */
export interface CompiledFunction extends DebugNotes {
  readonly code: Code;
}

export class FunctionCompiler extends Emission {
  readonly frame = new Frame();
  readonly registers: Registers;
  readonly leaves: Leaves;
  readonly layouts: Layouts;
  uses: LocalUse[] = [];
  block = 0;
  span: Span;
  /** Slot of the caller's location, where the function takes it. */
  locationSlot: number | undefined;
  /** Slot of the address the caller wants the result at. */
  resultPointer: number | undefined;

  readonly body: Body;

  constructor(
    body: Body,
    host: FunctionHost,
    /** This function has `#[track_caller]`. */
    readonly tracksCaller: boolean,
  ) {
    super(host);
    this.layouts = host.layouts;
    this.body = panicsLast(body);
    this.span = body.span;
    this.leaves = new Leaves(host.layouts);
    this.registers = new Registers((part, register) => this.#evict(part, register));
  }

  compile(): CompiledFunction {
    this.uses = analyseLocals(this.body, this.layouts, this.host.isDev);
    this.later((code, stack, note) => stack.prologue(code, note));
    this.body.blocks.forEach((block, i) => this.#emitBlock(block, i));
    const shape = this.frame.layout();
    if (shape.size > LARGEST_FRAME) this.host.refuse("variables of this size", this.body.span);
    const stack = new StackFrame(shape, this.host.hasFramePointer);
    const { code, rows, frame, scopes } = this.finish(stack);
    return { code, rows, frame, scopes, variables: this.#variables(stack) };
  }

  #variables(stack: StackFrame): DebugNotes["variables"] {
    const isShown = (local: Local) => this.body.locals[local]?.name !== undefined || (local > 0 && local <= this.body.argumentCount);
    return this.body.locals.flatMap((_, local) =>
      isShown(local) && this.uses[local]?.hasHome === true ? [{ local, offset: this.#offsetOf(local, stack) }] : [],
    );
  }

  /** What is empty is anywhere; what else has no home is not written to. */
  #offsetOf(local: Local, stack: StackFrame): number | undefined {
    if (this.frame.hasHome(local)) return stack.place(this.homeOf(local)).displacement;
    return this.layoutOf(local).size === 0 ? 0 : undefined;
  }

  epilogue(): void {
    this.later((code, stack, note) => stack.epilogue(code, note));
  }

  #emitBlock(block: BasicBlock, id: number): void {
    this.block = id;
    if (id > 0) this.registers.clear();
    this.startBlock(id, !this.host.isDev && this.#isLoopHeader(id));
    if (id === 0) receiveArguments(this);
    const decision = decisionOf(this, block);
    for (const statement of decision === undefined ? block.statements : block.statements.slice(0, -1)) {
      this.#startLine(statement);
      emitAssign(this, statement.place, statement.value);
      this.registers.endStatement();
    }
    this.#startLine(decision?.statement ?? block.terminator);
    if (decision === undefined) emitTerminator(this, block.terminator);
    else emitDecision(this, decision);
  }

  #startLine({ span, scope }: SourceInfo): void {
    this.span = span;
    this.noteRow(span);
    this.noteScope(scope);
  }

  /** Some later (or the same) block jumps back to it. */
  #isLoopHeader(id: number): boolean {
    return id > 0 && this.body.blocks.some((block, from) => from >= id && successors(block.terminator).includes(id));
  }

  /** Room for a value that only this statement needs. */
  scratchSlot(size: number, alignment: number): number {
    return this.frame.slot(size, alignment);
  }

  // --- Values -----------------------------------------------------------------------------------------------------

  layoutOf(local: Local): Layout {
    return this.layouts.of((this.body.locals[local] as LocalDecl).type);
  }

  scalarOf(layout: Layout): Scalar {
    const [first] = this.partsOf(layout);
    if (first === undefined || layout.abi.kind !== "scalar") return this.host.refuse("a value of this type here", this.span);
    return first;
  }

  partsOf({ abi }: Layout): readonly Scalar[] {
    if (abi.kind === "scalar") return [abi.scalar];
    return abi.kind === "pair" ? [abi.first, abi.second] : [];
  }

  slotAddress(slot: number): FrameMemory {
    return frameMemory(slot, 0);
  }

  /** Of the arguments that came on the stack, behind the return address. */
  incoming(offset: number): FrameMemory {
    return frameMemory(INCOMING, offset);
  }

  /** Of the arguments of a call to be made. */
  outgoing(offset: number, size: number): Memory {
    this.frame.reserveOutgoing(offset + size);
    return memory(generalRegister(RSP, 64), offset);
  }

  homeOf(local: Local): FrameMemory {
    const layout = this.layoutOf(local);
    return this.slotAddress(this.frame.home(local, layout.size, layout.alignment));
  }

  #partHome({ local, part }: Part): { address: Memory; scalar: Scalar } {
    const layout = this.layoutOf(local);
    return { address: partAddress(this.homeOf(local), layout, part), scalar: this.partsOf(layout)[part] as Scalar };
  }

  #evict(part: Part, register: number): void {
    const use = this.uses[part.local] as LocalUse;
    if (use.hasHome || use.reads <= 0) return;
    const { address, scalar } = this.#partHome(part);
    this.store(address, scalar, register);
  }

  /** An operand in registers. Constants and memory are loaded; `preferred` is where they would best go. */
  operand(operand: Operand, preferred: readonly (number | undefined)[] = []): Value {
    if (operand.kind === "constant") return readConstant(this, operand, preferred);
    return this.read(operand.place, preferred);
  }

  read(place: Place, preferred: readonly (number | undefined)[] = []): Value {
    const layout = this.layouts.of(place.type);
    const use = this.uses[place.local] as LocalUse;
    if (use.isValue && place.projection.every(({ kind }) => kind !== "deref")) return this.#readValue(place, layout, preferred);
    const { address } = placeAddress(this, place);
    const value = this.loadParts(address, layout, preferred);
    this.freeAddress(address, value.registers);
    return value;
  }

  freeAddress(address: Memory, except: readonly number[] = []): void {
    for (const register of [address.base, address.index]) {
      if (register === undefined || register === "rip" || register.number === RSP || except.includes(register.number)) continue;
      this.registers.free(register.number);
    }
  }

  /** A whole value local, or a field of it that is one of its parts. */
  #readValue(place: Place, layout: Layout, preferred: readonly (number | undefined)[]): Value {
    const use = this.uses[place.local] as LocalUse;
    const whole = this.layoutOf(place.local);
    const first = place.projection.length > 0 ? this.#partIndex(place, whole) : 0;
    const parts = this.partsOf(layout);
    use.reads--;
    const owned = use.reads <= 0;
    const held = parts.map((_, i) => this.registers.find({ local: place.local, part: first + i }));
    // The one part must not be loaded over the other.
    for (const register of held) if (register !== undefined) this.registers.adopt(register);
    const registers = parts.map(
      (scalar, i) => held[i] ?? this.#loadPart({ local: place.local, part: first + i }, scalar, preferred[i], owned),
    );
    if (owned) for (let part = 0; part < 2; part++) this.registers.release({ local: place.local, part });
    for (const register of registers) this.registers.adopt(register);
    return { registers, owned };
  }

  #loadPart(part: Part, scalar: Scalar, preferred: number | undefined, owned: boolean): number {
    const register = this.registers.take(preferred);
    this.load(register, scalar, this.#partHome(part).address);
    if (!owned) this.registers.bind(part, register);
    // The other part must not push it out.
    this.registers.adopt(register);
    return register;
  }

  #partIndex(place: Place, whole: Layout): number {
    let offset = 0;
    let layout = whole;
    for (const projection of place.projection) {
      if (projection.kind !== "field") return this.host.refuse("this part of a value", this.span);
      offset += fieldOffset(layout, projection.variant, projection.field);
      layout = this.layouts.of(projection.type);
    }
    return whole.abi.kind === "pair" && offset === whole.abi.secondOffset ? 1 : 0;
  }

  /** Gives back the registers of a value that was read. */
  done(value: Value): void {
    for (const register of value.registers) this.registers.free(register);
  }

  /** A copy that may be overwritten. */
  owned(value: Value, sizes: readonly Scalar[]): readonly number[] {
    if (value.owned) return value.registers;
    return value.registers.map((register, i) => {
      const copy = this.registers.take();
      this.move(copy, register, (sizes[i] as Scalar).size);
      this.registers.free(register);
      return copy;
    });
  }

  /** The value becomes a local's. */
  define(local: Local, registers: readonly number[]): void {
    const use = this.uses[local] as LocalUse;
    registers.forEach((register, part) => {
      if (use.hasHome) {
        const { address, scalar } = this.#partHome({ local, part });
        this.store(address, scalar, register);
      }
      this.registers.free(register);
      if (use.reads > 0) this.registers.bind({ local, part }, register);
    });
  }

  /** The first result of a checked operation becomes a local's, whose flag nobody reads any more. */
  defineNumber(local: Local, register: number): void {
    const use = this.uses[local] as LocalUse;
    use.reads--;
    if (use.reads > 0) {
      const [number = 0, flag = 0] = this.layoutOf(local).fields;
      const { address, scalar } = this.#partHome({ local, part: number <= flag ? 0 : 1 });
      this.store(address, scalar, register);
    }
    this.registers.free(register);
  }

  /** Where a constant lies that is no plain number. */
  constantAddress(type: Ty, value: ConstValue): Memory {
    return memory("rip", 0, { symbol: this.host.constantSymbol(type, value), addend: 0 });
  }

  /** A value in memory to registers. */
  loadParts(address: Memory, layout: Layout, preferred: readonly (number | undefined)[]): Value {
    const registers = this.partsOf(layout).map((scalar, part) => {
      const register = this.registers.take(preferred[part]);
      this.load(register, scalar, partAddress(address, layout, part));
      return register;
    });
    return { registers, owned: true };
  }
}
