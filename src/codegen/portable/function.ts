// A function for machines without an optimizing backend: MIR to values (`../ssa`), each value to a word of the frame. An
// operation loads its operands into scratch registers, computes, and stores the result; between operations no register
// holds anything. What the way through values does not do is told by `NotOptimized`.
import type { Span } from "../../base/source.ts";
import { EncodingError, FixedBuffer } from "../../isa/fixed/code.ts";
import type { FixedCode } from "../../isa/fixed/code.ts";
import { assembleText } from "../../isa/fixed/assemble.ts";
import type { Body } from "../../mir/mir.ts";
import { notesAt } from "../debug-notes.ts";
import type { DebugNotes, Note } from "../debug-notes.ts";
import type { PortableTarget } from "../machines.ts";
import { reversePostorder } from "../ssa/graph.ts";
import type { Block, BlockNumber, SsaFunction, Terminator, Value, ValueId } from "../ssa/ir.ts";
import { Lowering } from "../ssa/lower.ts";
import type { Assembly, DebugWishes } from "../ssa/lower.ts";
import { optimize } from "../ssa/optimize.ts";
import { verifySsa } from "../ssa/verify.ts";
import { NotOptimized } from "../ssa/places.ts";
import type { FunctionHost } from "../function-host.ts";
import { layoutBlocks, splitEdges } from "../x86_64/optimized/layout.ts";
import { branchIfDouble } from "./double.ts";
import { PortableFrameLayout } from "./frame.ts";
import type { NoteFrame, PortableEmitter, PortableMachine, Register } from "./machine.ts";
import { emitOperation } from "./operations.ts";

export interface PortableOptions {
  readonly target: PortableTarget;
  readonly isOptimized: boolean;
  /** Functions that need no frame have one, too. */
  readonly alwaysFrame: boolean;
  readonly wishes: DebugWishes;
}

/** A function's code and what debuggers want to know of it. */
export interface PortableCode extends DebugNotes {
  readonly code: FixedCode;
}

export class PortableFunction {
  readonly m: PortableEmitter;
  readonly frame: PortableFrameLayout;
  readonly #order: readonly BlockNumber[];
  #at = 0;
  #labels = 0;
  readonly #notes: Note[] = [];
  #row: Span | undefined;

  constructor(
    readonly f: SsaFunction,
    readonly host: FunctionHost,
    readonly assemblies: readonly Assembly[],
    readonly options: PortableOptions,
  ) {
    const { target, isOptimized, alwaysFrame } = options;
    const { machine, isa } = target;
    splitEdges(f);
    this.#order = isOptimized ? layoutBlocks(f) : reversePostorder(f).sort((a, b) => a - b);
    const blocks = this.#order.map((id) => f.block(id));
    this.frame = new PortableFrameLayout(f, blocks, machine, alwaysFrame);
    this.m = machine.emitter(new FixedBuffer(isa));
  }

  get machine(): PortableMachine {
    return this.options.target.machine;
  }

  get scratch(): PortableMachine["scratch"] {
    return this.machine.scratch;
  }

  compile(): Omit<PortableCode, "variables"> {
    this.m.prologue(this.frame, this.#noteFrame);
    this.#parameters();
    this.#order.forEach((id, i) => {
      this.#at = i;
      this.#block(this.f.block(id));
    });
    const code = this.m.code.finish();
    return { code, ...notesAt(code, this.#notes) };
  }

  // --- Notes -------------------------------------------------------------------------------------------------------

  #note(note: Note): void {
    this.m.code.note(this.#notes.push(note) - 1);
  }

  readonly #noteFrame: NoteFrame = (distance, saved, base) =>
    this.#note({ kind: "frame", distance, ...(saved === undefined ? {} : { saved }), ...(base === undefined ? {} : { base }) });

  #noteRow(span: Span | undefined): void {
    if (span === undefined || this.#row?.lo === span.lo) return;
    this.#row = span;
    this.#note({ kind: "row", span });
  }

  // --- Values ------------------------------------------------------------------------------------------------------

  value(id: ValueId): Value {
    return this.f.value(id);
  }

  newLabel(): string {
    return `inner${this.#labels++}`;
  }

  /** The value in a register; what is above its size may be anything. */
  load(to: Register, id: ValueId): void {
    const { m, frame } = this;
    const { op, imm, name, slot, size } = this.value(id);
    const sp = this.machine.stackPointer;
    if (op === "const") m.constant(to, BigInt.asIntN(8 * size, imm));
    else if (op === "symbol") {
      m.symbol(to, name as string);
      if (imm !== 0n) m.addOffset(to, to, Number(imm));
    } else if (op === "slot") m.addOffset(to, sp, frame.slot(slot as number) + Number(imm));
    else m.load(to, sp, frame.cell(id) as number, this.machine.wordSize);
  }

  /** The low or high word of a value of two words. */
  loadHalf(to: Register, id: ValueId, half: 0 | 1): void {
    const { wordSize, stackPointer } = this.machine;
    const { op, imm } = this.value(id);
    if (op === "const") this.m.constant(to, BigInt.asIntN(8 * wordSize, imm >> BigInt(8 * wordSize * half)));
    else this.m.load(to, stackPointer, (this.frame.cell(id) as number) + half * wordSize, wordSize);
  }

  defineHalf(id: ValueId, half: 0 | 1, from: Register): void {
    const { wordSize, stackPointer } = this.machine;
    const cell = this.frame.cell(id);
    if (cell !== undefined) this.m.store(from, stackPointer, cell + half * wordSize, wordSize);
  }

  #isDouble(id: ValueId): boolean {
    return this.value(id).size > this.machine.wordSize;
  }

  /** The value with all bits of the register defined. */
  loadExtended(to: Register, id: ValueId, signed: boolean): void {
    this.load(to, id);
    const { size } = this.value(id);
    if (size < this.machine.wordSize) this.m.extend(to, to, size, signed);
  }

  define(id: ValueId, from: Register): void {
    const cell = this.frame.cell(id);
    if (cell !== undefined) this.m.store(from, this.machine.stackPointer, cell, this.machine.wordSize);
  }

  // --- Blocks ------------------------------------------------------------------------------------------------------

  #parameters(): void {
    const { machine, frame, m } = this;
    const registers = machine.argumentRegisters;
    const used = this.f
      .block(0)
      .values.map((id) => this.value(id))
      .filter(({ op }) => op === "param");
    for (const { id, imm } of used) if (imm < registers.length) this.define(id, registers[Number(imm)] as Register);
    for (const { id, imm } of used) {
      if (imm < registers.length) continue;
      m.load(this.scratch[0], ...frame.argument(Number(imm) - registers.length), machine.wordSize);
      this.define(id, this.scratch[0]);
    }
  }

  #block(block: Block): void {
    const { m } = this;
    if (this.#at > 0) m.code.label(`bb${block.id}`);
    const before = m.code.count;
    for (const phi of block.phis) this.#receivePhi(phi);
    for (const id of block.values) {
      this.#noteRow(this.value(id).span);
      this.#value(this.value(id));
    }
    this.#phiMoves(block);
    this.#noteRow(block.span);
    this.#terminator(block.terminator, m.code.count === before);
  }

  #phiMoves(block: Block): void {
    if (block.terminator.kind !== "jump") return;
    const target = this.f.block(block.terminator.target);
    const from = target.predecessors.indexOf(block.id);
    for (const phi of target.phis) this.#leavePhi(phi, this.value(phi).args[from] as ValueId);
  }

  #receivePhi(phi: ValueId): void {
    const { m, frame } = this;
    const { wordSize, stackPointer } = this.machine;
    const [a] = this.scratch;
    for (const half of this.#isDouble(phi) ? ([0, 1] as const) : ([0] as const)) {
      m.load(a, stackPointer, frame.incoming(phi) + half * wordSize, wordSize);
      this.defineHalf(phi, half, a);
    }
  }

  #leavePhi(phi: ValueId, value: ValueId): void {
    const { m, frame } = this;
    const { wordSize, stackPointer } = this.machine;
    const [a] = this.scratch;
    for (const half of this.#isDouble(phi) ? ([0, 1] as const) : ([0] as const)) {
      if (this.#isDouble(phi)) this.loadHalf(a, value, half);
      else this.load(a, value);
      m.store(a, stackPointer, frame.incoming(phi) + half * wordSize, wordSize);
    }
  }

  #value(value: Value): void {
    if (value.op === "call") this.#call(value);
    else if (value.op === "asm") this.#asm(value);
    else emitOperation(this, value);
  }

  #call(call: Value): void {
    const { m, machine } = this;
    const words = call.name === undefined ? call.args.slice(1) : call.args;
    const registers = machine.argumentRegisters;
    words.slice(registers.length).forEach((id, i) => {
      this.load(this.scratch[0], id);
      m.store(this.scratch[0], machine.stackPointer, i * machine.wordSize, machine.wordSize);
    });
    if (call.name === undefined) this.load(machine.callTarget, call.args[0] as ValueId);
    words.slice(0, registers.length).forEach((id, i) => this.load(registers[i] as Register, id));
    if (call.name === undefined) m.callRegister(machine.callTarget);
    else m.call(call.name);
    call.results?.forEach((id, i) => this.define(id, machine.resultRegisters[i] as Register));
  }

  #asm({ args, asm: fixed, results }: Value): void {
    if (fixed === undefined) throw new Error("assembly without its registers");
    if ([...args, ...(results ?? [])].some((id) => this.#isDouble(id)))
      throw new NotOptimized("assembly with integers wider than a register");
    const { asm, assigned } = this.assemblies[fixed.key] as Assembly;
    fixed.inputs.forEach((register, i) => this.load(register, args[i] as ValueId));
    const text = asm.template
      .map((piece) => {
        if (piece.kind === "text") return piece.text;
        const operand = assigned[piece.operand];
        if (operand?.operand.kind === "const") return String(operand.operand.value);
        if (operand?.register === undefined) throw new NotOptimized("this operand of assembly");
        return this.options.target.registerName(operand.register, piece.modifier);
      })
      .join("");
    try {
      assembleText(this.m.code, text, `asm${fixed.key}`);
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      this.host.refuse(`this assembly (${error.message})`, asm.templates[0]?.span ?? { lo: 0, hi: 0 });
    }
    results?.forEach((id, i) => this.define(id, fixed.outputs[i] as Register));
  }

  // --- Ways out ----------------------------------------------------------------------------------------------------

  /** A jump to the next block is left out, but for one that is alone in its block when not optimizing. */
  #jump(target: BlockNumber, isAlone: boolean): void {
    const isNext = this.#order[this.#at + 1] === target;
    if (!isNext || (isAlone && !this.options.isOptimized)) this.m.jump(`bb${target}`);
  }

  #terminator(terminator: Terminator, isAlone: boolean): void {
    const [a, b] = this.scratch;
    switch (terminator.kind) {
      case "jump":
        return this.#jump(terminator.target, isAlone);
      case "branch":
        this.loadExtended(a, terminator.condition, false);
        this.m.branchIfZero(a, `bb${terminator.otherwise}`);
        return this.#jump(terminator.then, false);
      case "switch": {
        const { size } = this.value(terminator.value);
        if (this.#isDouble(terminator.value)) {
          for (const { value, target } of terminator.cases) branchIfDouble(this, terminator.value, value, `bb${target}`);
          return this.#jump(terminator.otherwise, false);
        }
        this.loadExtended(a, terminator.value, true);
        for (const { value, target } of terminator.cases) {
          this.m.constant(b, BigInt.asIntN(8 * size, value));
          this.m.branchIf("e", a, b, `bb${target}`);
        }
        return this.#jump(terminator.otherwise, false);
      }
      case "return":
        terminator.values.forEach((id, i) => this.load(this.machine.resultRegisters[i] as Register, id));
        return this.m.epilogue(this.frame, this.#noteFrame);
      case "unreachable":
    }
  }
}

/** Throws `NotOptimized` for what cannot be compiled this way. */
export function compilePortable(body: Body, host: FunctionHost, tracksCaller: boolean, options: PortableOptions): PortableCode {
  const lowering = new Lowering(body, host, tracksCaller, options.wishes);
  const f = lowering.run();
  if (options.isOptimized) optimize(f, host.verifies);
  else if (host.verifies) verifySsa(f, "lowering");
  const made = new PortableFunction(f, host, lowering.assemblies, options);
  const variables = options.wishes.keepsVariables
    ? [...lowering.p.slots].flatMap(([local, slot]) =>
        body.locals[local]?.name === undefined && (local === 0 || local > body.argumentCount)
          ? []
          : [{ local, offset: made.frame.slot(slot) }],
      )
    : [];
  return { ...made.compile(), variables: variables.sort((a, b) => a.local - b.local) };
}
