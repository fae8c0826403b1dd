// A function by the optimizing way: MIR to values, passes, blocks in order, registers, instructions. What it does not do
// is said by `NotOptimized`, before anything is made; the simple way (`../function.ts`) then compiles the function.
import { AsmErrors, AsmError, Assembler } from "../../../isa/x86_64/assemble.ts";
import { CodeBuffer } from "../../../isa/x86_64/code.ts";
import { generalRegister, immediate, memory, registerName } from "../../../isa/x86_64/operand.ts";
import type { Body } from "../../../mir/mir.ts";
import type { AssignedOperand } from "../../ssa/asm.ts";
import type { Block, BlockNumber, SsaFunction, Terminator, Value, ValueId } from "../../ssa/ir.ts";
import { Lowering } from "../../ssa/lower.ts";
import type { Assembly } from "../../ssa/lower.ts";
import { optimize } from "../../ssa/optimize.ts";
import { verifySsa } from "../../ssa/verify.ts";
import { NotOptimized } from "../../ssa/places.ts";
import { notesAt } from "../../debug-notes.ts";
import type { Note } from "../../debug-notes.ts";
import type { FunctionHost } from "../../function-host.ts";
import type { CompiledFunction } from "../function.ts";
import { DWARF_NUMBERS } from "../registers.ts";
import { LARGEST_FRAME, STACK_ALIGNMENT } from "../stack-frame.ts";
import { allocateRegisters } from "./allocate.ts";
import type { Allocation } from "./allocate.ts";
import { registerOf, SCRATCH, SCRATCH_2, stackBytes, wayOf } from "./constraints.ts";
import { OPPOSITES } from "../conditions.ts";
import { resultToVectors, vectorRegister, vectorsToResult } from "../c-words.ts";
import { reg, Values } from "./emit.ts";
import { FrameLayout } from "./frame.ts";
import { copyPieces, emitDecision, emitValue } from "./instructions.ts";
import { layoutBlocks, splitEdges } from "./layout.ts";
import { Selection } from "./select.ts";
import { verifyAllocation } from "./verify-allocation.ts";
import { emitInputs, emitResults } from "./sequences.ts";

const RSP = 4;
const RBP = 5;

class FunctionEmitter {
  readonly v: Values;
  readonly #order: readonly BlockNumber[];
  /** In the layout with the empty blocks. */
  readonly #positions: ReadonlyMap<BlockNumber, number>;
  /** Blocks without an instruction of their own, and where they lead. */
  readonly #passed = new Map<BlockNumber, BlockNumber>();
  #at = 0;

  constructor(
    readonly f: SsaFunction,
    readonly host: FunctionHost,
    readonly assemblies: readonly Assembly[],
  ) {
    splitEdges(f);
    const layout = layoutBlocks(f);
    const selection = new Selection(f);
    const allocation = allocateRegisters(f, selection, layout, host.hasFramePointer ? [RBP] : []);
    if (host.verifies) {
      verifySsa(f, "splitting edges");
      verifyAllocation(f, selection, layout, allocation);
    }
    this.#positions = new Map(layout.map((id, i) => [id, i]));
    this.#order = this.#withoutEmpty(layout, selection, allocation);
    const values = layout.flatMap((id) => f.block(id).values.map((value) => f.value(value)));
    const calls = values.filter(({ op }) => op === "call");
    const outgoing = Math.max(0, ...calls.map(stackBytes));
    const isAligned = calls.length > 0 || values.some(({ asm }) => asm?.needsStack === true);
    const frame = new FrameLayout(
      f.slots,
      allocation.spillSlots,
      host.hasFramePointer ? [RBP, ...allocation.saved] : allocation.saved,
      outgoing,
      isAligned,
    );
    if (frame.size > LARGEST_FRAME) throw new NotOptimized("variables of this size");
    this.v = new Values(f, new CodeBuffer(host.wantsText, host.longestNop), selection, allocation, frame, host);
  }

  #withoutEmpty(layout: readonly BlockNumber[], selection: Selection, { locations }: Allocation): readonly BlockNumber[] {
    for (const id of layout) {
      const { values, terminator, phis } = this.f.block(id);
      if (id === 0 || terminator.kind !== "jump" || terminator.target === id || phis.length > 0) continue;
      if (values.some((value) => !selection.isFolded(value))) continue;
      const target = this.f.block(terminator.target);
      const from = target.predecessors.indexOf(id);
      const isMoved = (phi: ValueId) => {
        const to = locations.get(phi);
        return to !== undefined && locations.get(this.f.value(phi).args[from] as ValueId) !== to;
      };
      if (!target.phis.some(isMoved)) this.#passed.set(id, terminator.target);
    }
    // A ring of empty blocks keeps its members.
    for (const id of layout) if (this.#passed.has(id) && this.#passed.has(this.#final(id))) this.#passed.delete(id);
    return layout.filter((id) => !this.#passed.has(id));
  }

  /** Where a jump to a block arrives. */
  #final(id: BlockNumber): BlockNumber {
    let at = id;
    for (let steps = 0; steps < this.f.blocks.length; steps++) {
      const next = this.#passed.get(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  readonly #notes: Note[] = [];
  #distance = 8;

  /** The stack pointer moved: the caller's frame is as far from it now; `pushed`: what lies where it points. */
  #moved(by: number, pushed?: number): void {
    this.#distance += by;
    const saved = pushed === undefined ? {} : { saved: [{ register: DWARF_NUMBERS[pushed] as number, below: this.#distance }] };
    this.v.code.note(this.#notes.push({ kind: "frame", distance: this.#distance, ...saved }) - 1);
  }

  compile(): CompiledFunction {
    this.#prologue();
    this.#order.forEach((id, i) => {
      this.#at = i;
      this.#block(this.f.block(id));
    });
    const code = this.v.code.finish();
    return { code, ...notesAt(code, this.#notes), variables: [] };
  }

  #prologue(): void {
    const { v } = this;
    for (const register of v.frame.saved) {
      v.emit("push", reg(register));
      this.#moved(8, register);
      if (register === RBP && this.host.hasFramePointer) v.emit("mov", reg(RBP), reg(RSP));
    }
    if (v.frame.size === 8) v.emit("push", reg(0));
    else if (v.frame.size > 0) v.emit("sub", reg(RSP), immediate(v.frame.size));
    if (v.frame.size > 0) this.#moved(v.frame.size);
  }

  #epilogue(): void {
    const { v } = this;
    const inside = this.#distance;
    if (v.frame.size === 8) v.emit("pop", reg(1));
    else if (v.frame.size > 0) v.emit("add", reg(RSP), immediate(v.frame.size));
    if (v.frame.size > 0) this.#moved(-v.frame.size);
    for (const register of [...v.frame.saved].reverse()) {
      v.emit("pop", reg(register));
      this.#moved(-8);
    }
    v.emit("ret");
    if (this.#distance !== inside) this.#moved(inside - this.#distance);
  }

  #block(block: Block): void {
    const { v } = this;
    if (this.#at > 0) {
      if (this.#isLoopHeader(block.id)) v.code.align(16);
      v.code.label(`bb${block.id}`);
    } else this.#parameters(block);
    for (const id of block.values) this.#value(this.f.value(id));
    this.#phiMoves(block);
    this.#terminator(block.terminator);
  }

  /** Some later (or the same) block jumps back to it. */
  #isLoopHeader(id: BlockNumber): boolean {
    const position = this.#positions.get(id) as number;
    return this.f.block(id).predecessors.some((from) => (this.#positions.get(from) ?? -1) >= position);
  }

  #parameters(block: Block): void {
    const { v } = this;
    const used = block.values.map((id) => this.f.value(id)).filter(({ op }) => op === "param");
    const { passing } = this.f;
    v.transferTogether(
      used.flatMap(({ id, imm }) => {
        const to = v.location(id);
        const source = registerOf(passing, Number(imm));
        return to === undefined || source === undefined ? [] : [{ source, to, size: 8 }];
      }),
    );
    for (const { id, imm } of used) {
      const way = wayOf(passing, Number(imm));
      if (way.kind === "general" || way.kind === "nothing") continue;
      const target = v.target(id);
      if (way.kind === "vector") v.emit("movq", reg(target), vectorRegister(way.index));
      else v.emit(way.kind === "copied" ? "lea" : "mov", reg(target), memory(generalRegister(RSP, 64), v.frame.incoming(way.offset)));
      v.finish(id, target);
    }
  }

  #value(value: Value): void {
    if (value.op === "param" || value.op === "result" || this.v.selection.isFolded(value.id)) return;
    if (value.op === "call") this.#call(value);
    else if (value.op === "asm") this.#asm(value);
    else emitValue(this.v, value);
  }

  #call(value: Value): void {
    const { v } = this;
    const words = value.name === undefined ? value.args.slice(1) : value.args;
    const { passing } = value;
    words.forEach((id, i) => {
      const way = wayOf(passing, i);
      if (value.unread?.has(i) === true || way.kind === "general" || way.kind === "nothing") return;
      const register = v.register(id, SCRATCH);
      if (way.kind === "vector") v.emit("movq", vectorRegister(way.index), reg(register));
      else if (way.kind === "stack") v.emit("mov", memory(generalRegister(RSP, 64), way.offset), reg(register));
      else copyPieces(v, memory(generalRegister(RSP, 64), way.offset), memory(reg(register), 0), way.size);
    });
    if (value.name === undefined) v.load(SCRATCH_2, value.args[0] as ValueId);
    emitInputs(v, value);
    if (passing?.vectors !== undefined) v.emit("mov", reg(0, 4), immediate(passing.vectors));
    if (value.name === undefined) v.emit("call", reg(SCRATCH_2));
    else v.emit("call", { kind: "target", symbol: value.name, isLabel: false });
    if (passing !== undefined) vectorsToResult(passing.results, (mnemonic, ...operands) => v.emit(mnemonic, ...operands));
    emitResults(v, value);
  }

  #asm(value: Value): void {
    const { v } = this;
    emitInputs(v, value);
    const key = value.asm?.key ?? 0;
    const { asm, assigned } = this.assemblies[key] as Assembly;
    const syntax = asm.options.includes("att_syntax") ? "att" : "intel";
    const text = asm.template
      .map((piece) =>
        piece.kind === "text" ? piece.text : this.#operandText(assigned[piece.operand] as AssignedOperand, piece.modifier, syntax),
      )
      .join("");
    try {
      v.code.mark("\t#APP\n");
      new Assembler(`asm${key}`, { syntax, inside: v.code, llvm: this.host.llvm }).assemble(text);
      v.code.mark("\n\t#NO_APP");
    } catch (error) {
      if (error instanceof AsmErrors) return this.host.refuseAsm(error, { text, isIntel: syntax === "intel", templates: asm.templates });
      if (!(error instanceof AsmError)) throw error;
      this.host.refuse(`this assembly (${error.message})`, asm.templates[0]?.span ?? { lo: 0, hi: 0 });
    }
    emitResults(v, value);
  }

  /** `{0:e}`: the name of an operand in the template. */
  #operandText({ operand, register }: AssignedOperand, modifier: string, syntax: "intel" | "att"): string {
    if (operand.kind === "const") return String(operand.value);
    if (operand.kind === "sym")
      return operand.instance === undefined ? this.host.staticSymbol(operand.static as number) : this.host.symbolOf(operand.instance);
    if (register === undefined) throw new Error("an operand without a register");
    const percent = syntax === "att" ? "%" : "";
    if (modifier === "h") return `${percent}${registerName({ kind: "register", class: "r8", number: register + 4, high: true })}`;
    const width = ({ "": operand.register.name === "reg_byte" ? 8 : 64, r: 64, e: 32, x: 16, l: 8 } as const)[modifier as ""];
    return `${percent}${registerName(generalRegister(register, width))}`;
  }

  // --- Ways out ----------------------------------------------------------------------------------------------------

  #phiMoves(block: Block): void {
    if (block.terminator.kind !== "jump") return;
    const target = this.f.block(block.terminator.target);
    const from = target.predecessors.indexOf(block.id);
    this.v.moveTogether(
      target.phis.flatMap((phi) => {
        const to = this.v.location(phi);
        return to === undefined ? [] : [{ from: this.f.value(phi).args[from] as ValueId, to }];
      }),
    );
  }

  #isNext(target: BlockNumber): boolean {
    return this.#order[this.#at + 1] === this.#final(target);
  }

  #jump(mnemonic: string, target: BlockNumber): void {
    this.v.emit(mnemonic, { kind: "target", symbol: `bb${this.#final(target)}`, isLabel: true });
  }

  #terminator(terminator: Terminator): void {
    switch (terminator.kind) {
      case "jump":
        if (!this.#isNext(terminator.target)) this.#jump("jmp", terminator.target);
        return;
      case "branch":
        return this.#branch(terminator);
      case "switch":
        return this.#switch(terminator);
      case "return":
        this.v.moveTogether(terminator.values.map((from, i) => ({ from, to: i === 0 ? 0 : 2 })));
        resultToVectors(this.f.passing?.results ?? [], (mnemonic, ...operands) => this.v.emit(mnemonic, ...operands));
        return this.#epilogue();
      case "unreachable":
    }
  }

  #branch({ condition, then, otherwise }: Extract<Terminator, { kind: "branch" }>): void {
    if (this.#final(then) === this.#final(otherwise)) {
      if (!this.#isNext(then)) this.#jump("jmp", then);
      return;
    }
    const holds = emitDecision(this.v, condition);
    if (this.#isNext(then)) return this.#jump(`j${OPPOSITES[holds]}`, otherwise);
    this.#jump(`j${holds}`, then);
    if (!this.#isNext(otherwise)) this.#jump("jmp", otherwise);
  }

  #switch({ value, cases, otherwise }: Extract<Terminator, { kind: "switch" }>): void {
    const { v } = this;
    const { size } = this.f.value(value);
    const register = v.register(value, SCRATCH);
    for (const one of cases) {
      const number = BigInt.asIntN(8 * size, one.value);
      if (number === 0n) v.emit("test", reg(register, size), reg(register, size));
      else if (BigInt.asIntN(32, number) === number) v.emit("cmp", reg(register, size), immediate(number));
      else {
        v.loadConstant(SCRATCH_2, one.value, size);
        v.emit("cmp", reg(register, size), reg(SCRATCH_2, size));
      }
      this.#jump("je", one.target);
    }
    if (!this.#isNext(otherwise)) this.#jump("jmp", otherwise);
  }
}

/** Throws `NotOptimized` for what must be compiled the simple way. */
export function compileOptimized(body: Body, host: FunctionHost, tracksCaller: boolean): CompiledFunction {
  const lowering = new Lowering(body, host, tracksCaller);
  const f = lowering.run();
  if (f.slots.some(({ alignment }) => alignment > STACK_ALIGNMENT)) throw new NotOptimized("an alignment above 16");
  optimize(f, host.verifies);
  return new FunctionEmitter(f, host, lowering.assemblies).compile();
}
