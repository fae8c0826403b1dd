// What the code of an unoptimized function is written with: instructions and labels, notes for debuggers, constants and moves
// in their shortest form. All is kept until the frame is known: what is in the frame is named by its slot before.
import type { Span } from "../../base/source.ts";
import { Assembler } from "../../isa/x86_64/assemble.ts";
import { CodeBuffer } from "../../isa/x86_64/code.ts";
import type { Code } from "../../isa/x86_64/code.ts";
import { generalRegister, immediate, memory } from "../../isa/x86_64/operand.ts";
import type { Memory, Operand, SymbolReference } from "../../isa/x86_64/operand.ts";
import type { ScopeId } from "../../mir/mir.ts";
import type { Scalar } from "../../sema/types/layout.ts";
import { notesAt } from "../debug-notes.ts";
import type { DebugNotes, Note } from "../debug-notes.ts";
import type { FunctionHost } from "../function-host.ts";
import type { StackFrame } from "./stack-frame.ts";

/** What waits for the frame. */
type Step = { readonly mnemonic: string; readonly operands: readonly Operand[] } | LateStep;
type LateStep = (code: CodeBuffer, stack: StackFrame, note: (note: Note) => void) => void;

export const bitsOf = (size: number): 8 | 16 | 32 | 64 => (8 * size) as 8 | 16 | 32 | 64;

export class Emission {
  readonly #steps: Step[] = [];
  readonly #notes: Note[] = [];
  #row: Span | undefined;
  #scope: ScopeId = 0;
  #emitted = 0;
  #labels = 0;
  #assemblies = 0;

  constructor(readonly host: FunctionHost) {}

  /** The code at its final size. */
  protected finish(stack: StackFrame): { readonly code: Code } & Pick<DebugNotes, "rows" | "frame" | "scopes"> {
    const buffer = new CodeBuffer(this.host.wantsText, this.host.longestNop);
    const note = (noted: Note) => buffer.note(this.#notes.push(noted) - 1);
    for (const step of this.#steps) {
      if (typeof step === "function") step(buffer, stack, note);
      else buffer.instruction(step.mnemonic, stack.placed(step.operands));
    }
    const code = buffer.finish();
    return { code, ...notesAt(code, this.#notes) };
  }

  /** Writes into the buffer, once the frame is known. */
  protected later(write: LateStep): void {
    this.#steps.push(write);
  }

  /** The source goes on here. */
  protected noteRow(span: Span): void {
    if (this.#row?.lo === span.lo) return;
    this.#row = span;
    this.later((_code, _stack, note) => note({ kind: "row", span }));
  }

  /** What follows is made for this scope of the body. */
  protected noteScope(scope: ScopeId): void {
    if (this.#scope === scope) return;
    this.#scope = scope;
    this.later((_code, _stack, note) => note({ kind: "scope", scope }));
  }

  // --- Instructions -----------------------------------------------------------------------------------------------

  emit(mnemonic: string, ...operands: Operand[]): void {
    this.#emitted++;
    this.#steps.push({ mnemonic, operands });
  }

  /** An instruction behind a prefix byte: `rep`, `lock`. */
  emitPrefixed(prefix: number, mnemonic: string, ...operands: Operand[]): void {
    this.later((code) => code.data([prefix]));
    this.emit(mnemonic, ...operands);
  }

  /** Assembly in place, which counts as code of its block. `refuse` is told of AsmError and AsmErrors. */
  assemble(text: string, syntax: "intel" | "att", refuse: (error: unknown) => never): void {
    this.#emitted++;
    this.later((code) => {
      code.mark("\t#APP\n");
      try {
        new Assembler(`asm${this.#assemblies++}`, { syntax, inside: code, llvm: this.host.llvm }).assemble(text);
      } catch (error) {
        refuse(error);
      }
      code.mark("\n\t#NO_APP");
    });
  }

  /** A basic block begins; `isLoop`: where the processor likes to find it. */
  protected startBlock(id: number, isLoop: boolean): void {
    if (isLoop) this.later((code) => code.align(16));
    if (id > 0) this.label(`bb${id}`);
    this.#emitted = 0;
  }

  /** The block has code already. */
  get hasEmitted(): boolean {
    return this.#emitted > 0;
  }

  /** To a basic block. */
  jump(mnemonic: string, target: number): void {
    this.#steps.push({ mnemonic, operands: [{ kind: "target", symbol: `bb${target}`, isLabel: true }] });
  }

  /** The name of a place inside a block. */
  newLabel(): string {
    return `inner${this.#labels++}`;
  }

  label(name: string): void {
    this.later((code) => code.label(name));
  }

  jumpTo(mnemonic: string, label: string): void {
    this.emit(mnemonic, { kind: "target", symbol: label, isLabel: true });
  }

  // --- Moves ------------------------------------------------------------------------------------------------------

  loadAddress(register: number, symbol: SymbolReference): void {
    const { isStatic, isDev, isUpper } = this.host;
    if (isStatic && !isDev) this.emit("mov", generalRegister(register, isUpper ? 64 : 32), { kind: "immediate", value: 0n, symbol });
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
