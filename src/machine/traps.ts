// Debug exceptions: after an instruction that ran with the trap flag set or that touched watched data, and before one that a
// breakpoint is on. While there may be any, the machine runs one instruction at a time. Intel SDM, volume 3, sections 6.9 and 18.3.
import type { Computer } from "./computer.ts";
import { DebugRegisters, SINGLE_STEP } from "./debug-registers.ts";
import { raise } from "./exceptions.ts";
import { Fault } from "./memory.ts";
import { DEBUG_EXCEPTION } from "./processor.ts";
import { FLAG_RESUME, FLAG_TRAP, SYSTEM } from "./state.ts";

export class Traps {
  readonly registers = new DebugRegisters((isOn) => this.#watch(isOn));
  #isStepping = false;
  /** Status bits of the data that the last instruction touched. */
  #touched = 0n;

  constructor(readonly computer: Computer) {}

  #watch(isOn: boolean): void {
    const { registers, computer } = this;
    const { memory } = computer.processor;
    memory.watch = isOn
      ? {
          covers: (low, high) => registers.watchesPage(low, high),
          touched: (low, high, size, isWrite) => {
            const address = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
            this.#touched |= registers.accessed(address, BigInt(size), isWrite);
          },
        }
      : undefined;
    memory.flush();
    computer.attend();
  }

  /** An instruction that leads to a handler is no step. */
  forgetStep(): void {
    this.#isStepping = false;
  }

  #raise(bits: bigint): void {
    this.registers.note(bits);
    raise(this.computer, new Fault(DEBUG_EXCEPTION));
  }

  /** What the instruction before leads to. */
  afterInstruction(): void {
    const bits = this.#touched | (this.#isStepping ? SINGLE_STEP : 0n);
    this.#touched = 0n;
    this.#isStepping = false;
    if (bits !== 0n) this.#raise(bits);
  }

  /** What the instruction to come leads to. Returns whether it is to be run by itself. */
  beforeInstruction(): boolean {
    const { registers, computer } = this;
    const { slots, ip } = computer.processor;
    if (registers.isOn) {
      const resumes = ((slots[SYSTEM] as number) & FLAG_RESUME) !== 0;
      const bits = resumes ? 0n : registers.executed(ip);
      if (bits !== 0n) this.#raise(bits);
    }
    const flags = slots[SYSTEM] as number;
    slots[SYSTEM] = flags & ~FLAG_RESUME;
    this.#isStepping = (flags & FLAG_TRAP) !== 0;
    return this.#isStepping || registers.isOn;
  }
}
