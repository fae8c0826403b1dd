// One function to machine code in the manner of an unoptimizing compiler: block by block, statement by statement.
// Values live in registers inside a block; variables have a home on the stack. The body is gone through twice: the
// first pass finds out what the frame must hold, the second makes the code.
import type { Span } from "../../base/source.ts";
import { notesAt } from "../debug-notes.ts";
import type { DebugNotes, Note } from "../debug-notes.ts";
import type { AsmErrors } from "../../isa/x86_64/assemble.ts";
import type { AsmText } from "../asm-report.ts";
import { CodeBuffer } from "../../isa/x86_64/code.ts";
import type { Code } from "../../isa/x86_64/code.ts";
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Memory, Operand as IsaOperand, SymbolReference } from "../../isa/x86_64/operand.ts";
import type { BasicBlock, Body, Constant, Local, Operand, Place, Terminator } from "../../mir/mir.ts";
import { successors } from "../../mir/mir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Value as ConstValue } from "../../sema/constants/value.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import type { Layout, Layouts, Scalar } from "../../sema/types/layout.ts";
import { analyseLocals } from "./analysis.ts";
import type { LocalUse } from "./analysis.ts";
import { emitAsm } from "./inline-asm.ts";
import { emitCall, receiveArguments } from "./call.ts";
import type { PortableTarget } from "../machines.ts";
import { copyMemory } from "./copy.ts";
import { Frame } from "./frame.ts";
import { placeAddress } from "./place.ts";
import { RAX, RDX, RSP, Registers } from "./registers.ts";
import { StackFrame } from "./stack-frame.ts";
import type { Part } from "./registers.ts";
import { emitAssign } from "./rvalue.ts";

/** What is asked of the module while a function is compiled. */
export interface FunctionHost {
  readonly layouts: Layouts;
  /** Keep variables in memory for debuggers, and jumps that stand alone: `-C opt-level=0`. */
  readonly isDev: boolean;
  /** Addresses are known at link time: `-C relocation-model=static`. */
  readonly isStatic: boolean;
  /** The LLVM whose assembler reads inline assembly. */
  readonly llvm: 15 | 22;
  /** The machine, if it is not x86-64. */
  readonly portable: PortableTarget | undefined;
  /** What the processor reads as one no-operation. */
  readonly longestNop: number;
  /** What passes leave is checked: `-Z verify-llvm-ir`. */
  readonly verifies: boolean;
  /** Every function keeps rbp at its frame. */
  readonly hasFramePointer: boolean;
  /** The code is also wanted as text. */
  readonly wantsText: boolean;
  symbolOf(instance: Instance): string;
  staticSymbol(def: DefId): string;
  /** The table of methods of `type` as a `dyn`. */
  vtableSymbol(type: Ty, dyn: Ty): string;
  /** Read-only data that holds a constant. */
  constantSymbol(type: Ty, value: ConstValue): string;
  bytesSymbol(bytes: Uint8Array): string;
  /** A function with `#[track_caller]`: it takes the caller's location behind its arguments. */
  tracksCaller(instance: Instance): boolean;
  /** It does not look at that location. */
  ignoresPlace(instance: Instance): boolean;
  /** Address of a `Location` for a place in the source. */
  locationSymbol(span: Span): string;
  refuse(construct: string, span: Span): never;
  /** Assembly that LLVM refuses, too. */
  refuseAsm(errors: AsmErrors, asm: AsmText): never;
}

/** A value in registers: one, or two for pairs. `owned` ones may be overwritten. */
export interface Value {
  readonly registers: readonly number[];
  readonly owned: boolean;
}

/** Of a value's first or second part in memory. */
export function partAddress(address: Memory, { abi }: Layout, part: number): Memory {
  const offset = part === 1 && abi.kind === "pair" ? abi.secondOffset : 0;
  return { ...address, displacement: address.displacement + offset };
}

/** A function's code and what debuggers want to know of it. */
export interface CompiledFunction extends DebugNotes {
  readonly code: Code;
}

const bitsOf = (size: number): 8 | 16 | 32 | 64 => (8 * size) as 8 | 16 | 32 | 64;

export class FunctionCompiler {
  code = new CodeBuffer();
  readonly frame = new Frame();
  readonly registers: Registers;
  uses: LocalUse[] = [];
  block = 0;
  span: Span;
  #offsets: readonly number[] = [];
  #stack = new StackFrame({ size: 0, alignment: 1, offsets: [] }, false);
  #emitted = 0;
  /** The first pass only learns what the frame must hold: nothing is encoded. */
  #isDry = true;
  returnsInMemory = false;
  /** Slot of the caller's location, where the function takes it. */
  locationSlot: number | undefined;
  /** Slot of the address the caller wants the result at. */
  resultPointer: number | undefined;

  constructor(
    readonly body: Body,
    readonly host: FunctionHost,
    /** This function has `#[track_caller]`. */
    readonly tracksCaller: boolean,
  ) {
    this.span = body.span;
    this.registers = new Registers((part, register) => this.#evict(part, register));
  }

  get layouts(): Layouts {
    return this.host.layouts;
  }

  compile(): CompiledFunction {
    this.#pass();
    const shape = this.frame.layout();
    this.#stack = new StackFrame(shape, this.host.hasFramePointer);
    this.#offsets = shape.offsets;
    this.code = new CodeBuffer(this.host.wantsText, this.host.longestNop);
    this.#isDry = false;
    this.#pass();
    const code = this.code.finish();
    const variables = this.body.locals.flatMap(({ name }, local) =>
      name !== undefined && this.uses[local]?.hasHome === true ? [{ local, offset: this.homeOf(local).displacement }] : [],
    );
    return { code, ...notesAt(code, this.#notes), variables };
  }

  #notes: Note[] = [];

  readonly #note = (note: Note): void => {
    if (this.#isDry) return;
    this.code.note(this.#notes.push(note) - 1);
  };

  #row(span: Span): void {
    if (this.#isDry) return;
    const last = this.#notes.findLast(({ kind }) => kind === "row");
    if (last?.kind === "row" && last.span.lo === span.lo) return;
    this.#note({ kind: "row", span });
  }

  #pass(): void {
    this.uses = analyseLocals(this.body, this.layouts, this.host.isDev);
    this.registers.clear();
    this.#notes = [];
    this.#scratchUsed = 0;
    this.#stack.prologue(this.code, this.#note);
    this.block = 0;
    this.body.blocks.forEach((block, i) => this.#emitBlock(block, i));
  }

  epilogue(): void {
    this.#stack.epilogue(this.code, this.#note);
  }

  #emitBlock(block: BasicBlock, id: number): void {
    this.block = id;
    if (id > 0) {
      this.registers.clear();
      if (!this.host.isDev && this.#isLoopHeader(id)) this.code.align(16);
      this.code.label(`bb${id}`);
    }
    this.#emitted = 0;
    if (id === 0) receiveArguments(this);
    for (const statement of block.statements) {
      this.span = statement.span;
      this.#row(statement.span);
      emitAssign(this, statement.place, statement.value);
      this.registers.endStatement();
    }
    this.span = block.terminator.span;
    this.#row(block.terminator.span);
    this.#terminator(block.terminator);
  }

  /** Some later (or the same) block jumps back to it. */
  #isLoopHeader(id: number): boolean {
    const jumpsBack = this.body.blocks.some((block, from) => from >= id && successors(block.terminator).includes(id));
    return jumpsBack;
  }

  emit(mnemonic: string, ...operands: IsaOperand[]): void {
    this.#emitted++;
    if (!this.#isDry) this.code.emit(mnemonic, ...operands);
  }

  /** An instruction behind a prefix byte: `rep`, `lock`. */
  emitPrefixed(prefix: number, mnemonic: string, ...operands: IsaOperand[]): void {
    if (!this.#isDry) this.code.data([prefix]);
    this.emit(mnemonic, ...operands);
  }

  /** Assembly counts as code of the block. */
  countInstruction(): void {
    this.#emitted++;
  }

  #terminator(terminator: Terminator): void {
    switch (terminator.kind) {
      case "goto":
        return this.#goto(terminator.target);
      case "return":
        return this.#return();
      case "unreachable":
        return;
      case "switch":
        return this.#switch(terminator);
      case "call":
        emitCall(this, terminator);
        if (terminator.target !== undefined) this.#goto(terminator.target);
        return;
      case "assert":
      case "drop":
        throw new Error(`a terminator that is to be lowered: ${terminator.kind}`);
      case "asm":
        emitAsm(this, terminator.asm);
        if (terminator.target !== undefined) this.#goto(terminator.target);
        else if (terminator.asm.options.includes("noreturn")) this.emit("ud2");
    }
  }

  /**
   * A jump to the next block is left out, but for one that is alone in its block when not optimizing: it is what a
   * debugger stops at.
   */
  #goto(target: number): void {
    const isNext = target === this.block + 1;
    if (isNext && (this.#emitted > 0 || !this.host.isDev)) return;
    this.jump("jmp", target);
  }

  jump(mnemonic: string, target: number): void {
    if (!this.#isDry) this.code.emit(mnemonic, { kind: "target", symbol: `bb${target}`, isLabel: true });
  }

  #labels = 0;

  /** A place inside a block. */
  newLabel(): string {
    return `inner${this.#labels++}`;
  }

  jumpTo(mnemonic: string, label: string): void {
    this.#emitted++;
    if (!this.#isDry) this.code.emit(mnemonic, { kind: "target", symbol: label, isLabel: true });
  }

  #switch({ operand, cases, otherwise }: Extract<Terminator, { kind: "switch" }>): void {
    const type = operand.kind === "constant" ? operand.type : operand.place.type;
    const scalar = this.scalarOf(this.layouts.of(type));
    const value = this.operand(operand);
    const register = generalRegister(value.registers[0] as number, bitsOf(scalar.size));
    const isFlag = scalar.size === 1 && cases.length === 1 && cases[0]?.value === 0n;
    for (const { value: wanted, target } of cases) {
      if (isFlag) this.emit("test", register, immediate(1));
      else if (wanted === 0n) this.emit("test", register, register);
      else this.#compareImmediate(register, scalar, wanted);
      this.jump("je", target);
    }
    this.done(value);
    if (otherwise !== this.block + 1) this.jump("jmp", otherwise);
  }

  #compareImmediate(register: IsaOperand, scalar: Scalar, wanted: bigint): void {
    const value = BigInt.asIntN(8 * scalar.size, wanted);
    if (BigInt.asIntN(32, value) === value) return this.emit("cmp", register, immediate(value));
    const scratch = this.registers.take();
    this.loadImmediate(scratch, 8, value);
    this.emit("cmp", register, generalRegister(scratch, 64));
    this.registers.free(scratch);
  }

  #return(): void {
    const layout = this.layouts.of((this.body.locals[0] as { type: Place["type"] }).type);
    if (layout.abi.kind === "scalar" || layout.abi.kind === "pair") {
      const parts = this.partsOf(layout);
      const wanted = [RAX, RDX];
      const value = this.operand({
        kind: "copy",
        place: { local: 0, projection: [], type: (this.body.locals[0] as { type: Place["type"] }).type },
      });
      this.moveTogether(value.registers, wanted.slice(0, parts.length));
      this.done(value);
    }
    if (this.resultPointer !== undefined) this.#returnInMemory(layout);
    if (this.resultPointer !== undefined) this.load(RAX, { size: 8, signed: false }, this.slotAddress(this.resultPointer));
    this.epilogue();
  }

  #returnInMemory(layout: Layout): void {
    const target = this.registers.take();
    this.load(target, { size: 8, signed: false }, this.slotAddress(this.resultPointer as number));
    copyMemory(this, memory(generalRegister(target, 64), 0), this.homeOf(0), layout.size);
    this.registers.free(target);
  }

  /** Assembly blocks so far: their labels are kept apart by it. */
  asmCount = 0;
  readonly #scratch: number[] = [];
  #scratchUsed = 0;

  /** Room for a value that only this statement needs; the same in both passes. */
  scratchSlot(size: number, alignment: number): number {
    const index = this.#scratchUsed++;
    return (this.#scratch[index] ??= this.frame.slot(size, alignment));
  }

  // --- Values -----------------------------------------------------------------------------------------------------

  scalarOf(layout: Layout): Scalar {
    const [first] = this.partsOf(layout);
    if (first === undefined || layout.abi.kind !== "scalar") return this.host.refuse("a value of this type here", this.span);
    return first;
  }

  partsOf({ abi }: Layout): readonly Scalar[] {
    if (abi.kind === "scalar") return [abi.scalar];
    return abi.kind === "pair" ? [abi.first, abi.second] : [];
  }

  slotAddress(slot: number): Memory {
    return memory(generalRegister(RSP, 64), this.#offsets[slot] ?? 0);
  }

  /** A word of the arguments that came on the stack, behind the return address. */
  incomingWord(word: number): Memory {
    return this.#stack.incomingWord(word);
  }

  /** A word of the arguments of a call to be made. */
  outgoingWord(word: number): Memory {
    this.frame.reserveOutgoing(word + 1);
    return memory(generalRegister(RSP, 64), 8 * word);
  }

  homeOf(local: Local): Memory {
    const layout = this.layouts.of((this.body.locals[local] as { type: Place["type"] }).type);
    return this.slotAddress(this.frame.home(local, layout.size, layout.alignment));
  }

  #partHome({ local, part }: Part): { address: Memory; scalar: Scalar } {
    const layout = this.layouts.of((this.body.locals[local] as { type: Place["type"] }).type);
    const address = this.homeOf(local);
    const offset = part === 1 && layout.abi.kind === "pair" ? layout.abi.secondOffset : 0;
    return { address: { ...address, displacement: address.displacement + offset }, scalar: this.partsOf(layout)[part] as Scalar };
  }

  #evict(part: Part, register: number): void {
    const use = this.uses[part.local] as LocalUse;
    if (use.hasHome || use.reads <= 0) return;
    const { address, scalar } = this.#partHome(part);
    this.store(address, scalar, register);
    this.#evicted.add(`${part.local}`);
  }

  readonly #evicted = new Set<string>();

  /** An operand in registers. Constants and memory are loaded; `preferred` is where they would best go. */
  operand(operand: Operand, preferred: readonly (number | undefined)[] = []): Value {
    if (operand.kind === "constant") return this.#constant(operand, this.layouts.of(operand.type), preferred);
    return this.read(operand.place, preferred);
  }

  read(place: Place, preferred: readonly (number | undefined)[] = []): Value {
    const layout = this.layouts.of(place.type);
    const use = this.uses[place.local] as LocalUse;
    if (use.isValue && place.projection.every(({ kind }) => kind !== "deref")) return this.#readValue(place, layout, preferred);
    const { address } = placeAddress(this, place);
    const value = this.#loadParts(address, layout, preferred);
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
    const whole = this.layouts.of((this.body.locals[place.local] as { type: Place["type"] }).type);
    const first = place.projection.length > 0 ? this.#partIndex(place, whole) : 0;
    const parts = this.partsOf(layout);
    use.reads--;
    const owned = use.reads <= 0;
    const registers = parts.map((scalar, i) => this.#partRegister({ local: place.local, part: first + i }, scalar, preferred[i], owned));
    if (owned) for (let part = 0; part < 2; part++) this.registers.release({ local: place.local, part });
    for (const register of registers) this.registers.adopt(register);
    return { registers, owned };
  }

  #partRegister(part: Part, scalar: Scalar, preferred: number | undefined, owned: boolean): number {
    const known = this.registers.find(part);
    if (known !== undefined) return known;
    const register = this.registers.take(preferred);
    this.load(register, scalar, this.#partHome(part).address);
    if (!owned) this.registers.bind(part, register);
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

  #constant({ type, value }: Constant, layout: Layout, preferred: readonly (number | undefined)[]): Value {
    const parts = this.partsOf(layout);
    if (parts.length === 0) return { registers: [], owned: true };
    if (value.kind === "memory") return this.#loadParts(this.constantAddress(type, value.value), layout, preferred);
    const register = this.registers.take(preferred[0]);
    switch (value.kind) {
      case "int":
        this.loadImmediate(register, (parts[0] as Scalar).size, value.value);
        break;
      case "static":
        this.loadAddress(register, { symbol: this.host.staticSymbol(value.def), addend: 0 });
        break;
      case "bytes":
        this.loadAddress(register, { symbol: this.host.bytesSymbol(value.bytes), addend: 0 });
        break;
      case "fn":
        this.loadAddress(register, { symbol: this.host.symbolOf(value.instance), addend: 0 });
        break;
      case "promoted":
        this.loadAddress(register, { symbol: this.host.constantSymbol(value.type, value.value), addend: 0 });
        break;
      case "zero-sized":
        return this.host.refuse("a value of this type here", this.span);
    }
    if (parts.length === 1) return { registers: [register], owned: true };
    const second = this.registers.take(preferred[1]);
    const high =
      value.kind === "bytes" || value.kind === "promoted" ? (value.length ?? 0n) : value.kind === "int" ? value.value >> 64n : 0n;
    this.loadImmediate(second, (parts[1] as Scalar).size, high);
    return { registers: [register, second], owned: true };
  }

  /** Where a constant lies that is no plain number. */
  constantAddress(type: Ty, value: ConstValue): Memory {
    return memory("rip", 0, { symbol: this.host.constantSymbol(type, value), addend: 0 });
  }

  #loadParts(address: Memory, layout: Layout, preferred: readonly (number | undefined)[]): Value {
    const registers = this.partsOf(layout).map((scalar, part) => {
      const register = this.registers.take(preferred[part]);
      this.load(register, scalar, partAddress(address, layout, part));
      return register;
    });
    return { registers, owned: true };
  }

  // --- Moves ------------------------------------------------------------------------------------------------------

  loadAddress(register: number, symbol: SymbolReference): void {
    if (this.host.isStatic && !this.host.isDev) this.emit("mov", generalRegister(register, 32), { kind: "immediate", value: 0n, symbol });
    else this.emit("lea", generalRegister(register, 64), memory("rip", 0, symbol));
  }

  /** The shortest way to a constant: zero by xor, what fits in 32 bits by a 32-bit move. */
  loadImmediate(register: number, size: number, value: bigint): void {
    const bits = BigInt.asUintN(8 * size, value);
    if (size === 1) return this.emit("mov", generalRegister(register, 8), immediate(BigInt.asIntN(8, bits)));
    if (bits === 0n) return this.emit("xor", generalRegister(register, 32), generalRegister(register, 32));
    if (size === 2) return this.emit("mov", generalRegister(register, 16), immediate(bits));
    if (bits <= 0xffffffffn) return this.emit("mov", generalRegister(register, 32), immediate(bits));
    return this.emit("mov", generalRegister(register, 64), immediate(BigInt.asIntN(64, bits)));
  }

  load(register: number, { size }: Scalar, address: Memory): void {
    this.emit("mov", generalRegister(register, bitsOf(size)), address);
  }

  store(address: Memory, { size }: Scalar, register: number): void {
    this.emit("mov", address, generalRegister(register, bitsOf(size)));
  }

  move(to: number, from: number, size: number): void {
    if (to !== from) this.emit("mov", generalRegister(to, size === 8 ? 64 : 32), generalRegister(from, size === 8 ? 64 : 32));
  }

  /** Moves several registers at once, so that none is overwritten before it is read. */
  moveTogether(from: readonly number[], to: readonly number[]): void {
    const pending = from.map((source, i) => ({ source, target: to[i] as number })).filter(({ source, target }) => source !== target);
    while (pending.length > 0) {
      const at = pending.findIndex(({ target }) => !pending.some(({ source }) => source === target));
      const [next] = pending.splice(Math.max(0, at), 1) as [{ source: number; target: number }];
      if (at >= 0) {
        this.move(next.target, next.source, 8);
        continue;
      }
      this.emit("xchg", generalRegister(next.target, 64), generalRegister(next.source, 64));
      for (const other of pending) if (other.source === next.target) other.source = next.source;
    }
  }
}
