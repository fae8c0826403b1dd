// Where things lie in the frame of a portably compiled function, from the stack pointer upwards: words of arguments for
// calls, then the slots of locals, then one or two words for each value.
import type { Block, SsaFunction, Value, ValueId } from "../ssa/ir.ts";
import { terminatorArguments } from "../ssa/ir.ts";
import type { PortableFrame, PortableMachine, Register } from "./machine.ts";

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

/** Values that are made again wherever they are needed. */
export const isRemade = ({ op }: Value): boolean => op === "const" || op === "symbol" || op === "slot";

function usedValues(f: SsaFunction, blocks: readonly Block[]): Set<ValueId> {
  const used = new Set<ValueId>();
  for (const block of blocks) {
    for (const id of [...block.phis, ...block.values]) f.value(id).args.forEach((arg) => used.add(arg));
    terminatorArguments(block.terminator).forEach((arg) => used.add(arg));
  }
  return used;
}

export class PortableFrameLayout implements PortableFrame {
  readonly size: number;
  readonly exists: boolean;
  readonly rounding: number | undefined;
  readonly #slots: number[] = [];
  readonly #cells = new Map<ValueId, number>();
  readonly #incoming = new Map<ValueId, number>();

  constructor(
    f: SsaFunction,
    blocks: readonly Block[],
    readonly machine: PortableMachine,
    always: boolean,
  ) {
    const { wordSize } = machine;
    const values = blocks.flatMap((block) => block.values.map((id) => f.value(id)));
    const calls = values.filter(({ op }) => op === "call");
    const words = calls.map((call) => call.args.length - (call.name === undefined ? 1 : 0) - machine.argumentRegisters.length);
    let at = wordSize * Math.max(0, ...words);
    for (const { size, alignment } of f.slots) {
      at = alignUp(at, alignment);
      this.#slots.push(at);
      at += size;
    }
    at = alignUp(at, wordSize);
    const used = usedValues(f, blocks);
    const next = (id: ValueId) => {
      const size = Math.max(wordSize, f.value(id).size);
      at += size;
      return at - size;
    };
    for (const block of blocks) {
      for (const id of block.phis) {
        this.#cells.set(id, next(id));
        this.#incoming.set(id, next(id));
      }
      for (const id of block.values) if (used.has(id) && !isRemade(f.value(id))) this.#cells.set(id, next(id));
    }
    const alignment = Math.max(machine.stackAlignment, ...f.slots.map((slot) => slot.alignment));
    this.rounding = alignment > machine.stackAlignment ? alignment : undefined;
    this.size = alignUp(at, alignment);
    const clobbers = values.some(({ asm }) => asm !== undefined && asm.clobbers.length > 0);
    this.exists = this.size > 0 || calls.length > 0 || clobbers || always;
  }

  /** Bytes from the stack pointer; undefined for values nobody reads. */
  cell(id: ValueId): number | undefined {
    return this.#cells.get(id);
  }

  /** Where a block's predecessors leave the value of a phi. */
  incoming(phi: ValueId): number {
    return this.#incoming.get(phi) as number;
  }

  slot(slot: number): number {
    return this.#slots[slot] as number;
  }

  /** A word of the arguments that came on the stack: a register and an offset. */
  argument(word: number): readonly [base: Register, offset: number] {
    const { stackPointer, framePointer, savedSize, wordSize } = this.machine;
    if (this.rounding !== undefined) return [framePointer.register, framePointer.toCaller + word * wordSize];
    return [stackPointer, this.size + savedSize + word * wordSize];
  }
}
