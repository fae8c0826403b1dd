// What the instructions work on: state, memory and the surroundings (a process's system calls or a computer's devices).
import type { Instruction, MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import type { Access, Memory } from "./memory.ts";
import { FS_BASE, GS_BASE, HIGH, IP, State } from "./state.ts";

/** Why the machine came to rest, thrown from wherever it shows. */
export class Stop {
  constructor(readonly reason: StopReason) {}
}

export type StopReason =
  | { readonly kind: "exit"; readonly status: number }
  | { readonly kind: "debug-exit"; readonly value: number }
  | { readonly kind: "halted" }
  | { readonly kind: "spinning" }
  | { readonly kind: "returned" }
  | { readonly kind: "breakpoint" }
  | { readonly kind: "limit" }
  | { readonly kind: "timeout" }
  /** Somebody outside wants it to end. */
  | { readonly kind: "interrupted" }
  /** Not at rest: `pauses` asked for it; it may be run on. */
  | { readonly kind: "pause" }
  | { readonly kind: "reset" }
  /** Switched off. */
  | { readonly kind: "off" }
  | { readonly kind: "system-call"; readonly number: number }
  | { readonly kind: "unknown-instruction"; readonly bytes: Uint8Array }
  /** An instruction goes to 16- or 32-bit code. */
  | { readonly kind: "narrow-code"; readonly selector: number }
  /** An exception nobody handles; `chain` is those that led to it, the first one first. */
  | { readonly kind: "fault"; readonly chain: readonly Fault[] };

/** What differs between a process and a computer. */
export interface Surroundings {
  /** `syscall`. */
  systemCall(processor: Processor): void;
  /** Instructions of the system, `int` and ports; false: unknown. */
  system(processor: Processor, instruction: Instruction): boolean;
}

const mask = (bits: number) => (1n << BigInt(bits)) - 1n;

export class Processor {
  readonly state = new State();
  readonly slots = this.state.slots;
  readonly access: Access;
  /** 0 (kernel) or 3 (user). */
  level = 3;
  /** Called when `popf` may have let interrupts in. */
  onFlags: () => void = () => {};
  /** Instructions run, for `rdtsc`. */
  clock: () => number = () => 0;
  /** What `rdtsc` told last: it never says the same twice. */
  timeStamp = -1;
  /** Where the source of `rdrand` is. */
  randomState = 0n;
  /** MXCSR. */
  sseControl = 0x1f80;
  /** The control word of the older floating-point unit, which computes nothing here. */
  floatControl = 0x37f;
  /** The exception that instructions of that unit, and those of SSE, lead to while they are switched off. */
  floatFault: number | undefined;
  vectorFault: number | undefined;
  /** `rdtsc` is for the kernel alone. */
  hidesTimeStamp = false;
  /** CR4.OSXSAVE, and XCR0. */
  savesExtended = false;
  extendedState = 1n;
  /** What `rdtscp` and `rdpid` tell: the low half of IA32_TSC_AUX. */
  processorNumber = 0n;

  constructor(
    readonly memory: Memory,
    readonly surroundings: Surroundings,
  ) {
    this.access = memory.access(this.slots, HIGH);
  }

  get ip(): bigint {
    return this.state.pair(IP);
  }

  /** Linear address of an operand. */
  address(operand: MemoryOperand): bigint {
    let sum = (BigInt(operand.high) << 32n) + BigInt(operand.low >>> 0);
    if (operand.base >= 0) sum += this.state.pair(2 * operand.base);
    if (operand.index >= 0) sum += this.state.pair(2 * operand.index) << BigInt(operand.shift);
    sum &= mask(operand.narrow ? 32 : 64);
    if (operand.segment !== undefined) sum += this.state.pair(operand.segment === "fs" ? FS_BASE : GS_BASE);
    return sum & mask(64);
  }

  load(address: bigint, bits: number): bigint {
    const low = Number(address & 0xffffffffn) | 0;
    const high = Number((address >> 32n) & 0xffffffffn) | 0;
    if (bits === 8) return BigInt(this.access.read8(low, high));
    if (bits === 16) return BigInt(this.access.read16(low, high));
    if (bits === 32) return BigInt(this.access.read32(low, high) >>> 0);
    const value = this.access.read64(low, high) >>> 0;
    return (BigInt((this.slots[HIGH] as number) >>> 0) << 32n) | BigInt(value);
  }

  store(address: bigint, bits: number, value: bigint): void {
    const low = Number(address & 0xffffffffn) | 0;
    const high = Number((address >> 32n) & 0xffffffffn) | 0;
    const number = Number(value & 0xffffffffn) | 0;
    if (bits === 8) this.access.write8(low, high, number);
    else if (bits === 16) this.access.write16(low, high, number);
    else if (bits === 32) this.access.write32(low, high, number);
    else this.access.write64(low, high, number, Number((value >> 32n) & 0xffffffffn) | 0);
  }

  /** A register's low bits, unsigned. */
  register(number: number, bits = 64): bigint {
    return this.state.pair(2 * number) & mask(bits);
  }

  setRegister(number: number, bits: number, value: bigint): void {
    const kept = bits >= 32 ? 0n : this.state.pair(2 * number) & ~mask(bits);
    this.state.setPair(2 * number, kept | (value & mask(bits)));
  }

  /** Value of an operand, unsigned in `bits`. */
  read(operand: Operand, bits = operand.bits): bigint {
    switch (operand.kind) {
      case "register":
        return operand.high ? (this.register(operand.number) >> 8n) & 0xffn : this.register(operand.number, bits);
      case "memory":
        return this.load(this.address(operand), bits);
      case "immediate":
        return ((BigInt(operand.high) << 32n) | BigInt(operand.low >>> 0)) & mask(bits);
      default:
        throw new Error(`operand of kind ${operand.kind} read as a number`);
    }
  }

  write(operand: Operand, value: bigint, bits = operand.bits): void {
    if (operand.kind === "memory") this.store(this.address(operand), bits, value);
    else if (operand.kind !== "register") throw new Error(`operand of kind ${operand.kind} written as a number`);
    else if (operand.high) this.state.setPair(2 * operand.number, (this.register(operand.number) & ~0xff00n) | ((value & 0xffn) << 8n));
    else this.setRegister(operand.number, bits, value);
  }

  push(value: bigint, bits = 64): void {
    const at = (this.register(4) - BigInt(bits / 8)) & mask(64);
    this.store(at, bits, value);
    this.setRegister(4, 64, at);
  }

  pop(bits = 64): bigint {
    const at = this.register(4);
    const value = this.load(at, bits);
    this.setRegister(4, 64, at + BigInt(bits / 8));
    return value;
  }

  setIp(value: bigint): void {
    this.state.setPair(IP, value);
  }
}

export const DEBUG_EXCEPTION = 1;
export const INVALID_OPCODE = 6;
export const DEVICE_NOT_AVAILABLE = 7;
export const GENERAL_PROTECTION = 13;
export const PAGE_FAULT = 14;

export function invalidOpcode(): never {
  throw new Fault(INVALID_OPCODE);
}
