// The processor before long mode: 16-bit code in real mode, 32-bit code behind it, up to the far jump into 64-bit code, from where
// the computer goes on. It knows what boot code does, interpreted instruction by instruction; anything else stops the machine.
// Intel SDM, volume 3, sections 9.8.5 (into long mode) and 20.1 (real mode).
import type { Computer } from "../computer.ts";
import { decode } from "../decode.ts";
import type { Instruction, MemoryOperand, Operand, SpecialOperand } from "../decode.ts";
import { INTEGER } from "../interpret.ts";
import { plainOf } from "../plain.ts";
import { Stop } from "../processor.ts";
import type { Processor } from "../processor.ts";
import { FLAG_DIRECTION, SYSTEM } from "../state.ts";

const [RAX, RCX, RSP, RBP, RSI, RDI] = [0, 1, 4, 5, 6, 7] as const;
const [ES, CS, SS, DS] = [0, 1, 2, 3] as const;
const OVERRIDES: ReadonlyMap<number, number> = new Map([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65].map((prefix, segment) => [prefix, segment]));
const OTHER_PREFIXES = new Set([0x66, 0x67, 0xf0, 0xf2, 0xf3]);
const FAR_JUMP = 0xea;
const EFER = 0xc0000080;
const [LONG_MODE, PAGING, PROTECTION] = [0x100n, 1n << 31n, 1n] as const;
const WORD: Readonly<Record<string, 8 | 16 | 32>> = { b: 8, w: 16, d: 32 };
const MOST_BYTES = 15;

interface Written {
  readonly segment: number | undefined;
  readonly addressBits: 16 | 32;
}

/** What `int` of real mode asks the firmware for. */
export type Services = (vector: number) => void;

export class EarlyProcessor {
  /** Of es, cs, ss, ds, fs, gs. */
  readonly bases: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
  #isLong = false;
  #gdt = { base: 0, limit: 0 };
  readonly #controls = new Map<number, bigint>([
    [0, 0x10n],
    [3, 0n],
    [4, 0n],
  ]);
  #efer = 0n;

  constructor(
    readonly computer: Computer,
    public mode: 16 | 32,
    readonly services: Services,
  ) {}

  get #p(): Processor {
    return this.computer.processor;
  }

  /** Runs from the processor's rip on to the first 64-bit instruction. Throws Stop where the code rests, or is not known. */
  run(): void {
    const { memory } = this.#p;
    const { translate } = memory;
    memory.translate = (low) => low >>> 0;
    memory.flush();
    try {
      while (!this.#isLong) this.#step();
    } finally {
      memory.translate = translate;
      memory.flush();
    }
    for (const number of [3, 4, 0]) this.computer.setControl(number, this.#control(number));
    this.computer.setModelSpecific(EFER, this.#efer);
    this.computer.gdt = { base: BigInt(this.#gdt.base), limit: this.#gdt.limit };
  }

  #control(number: number): bigint {
    return this.#controls.get(number) ?? 0n;
  }

  #step(): void {
    const p = this.#p;
    const ip = Number(p.ip);
    const start = this.bases[CS] + ip;
    const bytes = p.memory.bytes.subarray(start, start + MOST_BYTES);
    if (bytes[0] === FAR_JUMP) return this.#jumpFar(start);
    const instruction = decode(bytes, ip, 0, this.mode);
    if (instruction === undefined) throw new Stop({ kind: "unknown-instruction", bytes: bytes.slice() });
    p.setIp(BigInt(ip + instruction.length));
    if (!this.#execute(instruction, this.#written(bytes)))
      throw new Stop({ kind: "unknown-instruction", bytes: bytes.slice(0, instruction.length) });
  }

  #written(bytes: Uint8Array): Written {
    let segment: number | undefined;
    let isOther = false;
    for (const byte of bytes) {
      const override = OVERRIDES.get(byte);
      if (override === undefined && !OTHER_PREFIXES.has(byte)) break;
      segment = override ?? segment;
      isOther ||= byte === 0x67;
    }
    return { segment, addressBits: (this.mode === 16) === isOther ? 32 : 16 };
  }

  /** Selector and offset stand behind the opcode. */
  #jumpFar(at: number): void {
    const { view } = this.#p.memory;
    const size = this.mode / 8;
    const offset = size === 2 ? view.getUint16(at + 1, true) : view.getUint32(at + 1, true);
    const selector = view.getUint16(at + 1 + size, true);
    this.#p.setIp(BigInt(offset));
    if ((this.#control(0) & PROTECTION) === 0n) {
      this.bases[CS] = 16 * selector;
      return;
    }
    const descriptor = this.#descriptor(selector);
    const isLong = ((descriptor >> 53n) & 1n) === 1n;
    this.#isLong = isLong && (this.#control(0) & PAGING) !== 0n && (this.#efer & LONG_MODE) !== 0n;
    this.mode = ((descriptor >> 54n) & 1n) === 1n ? 32 : 16;
    this.bases[CS] = baseOf(descriptor);
    this.computer.segments[CS] = selector;
  }

  #descriptor(selector: number): bigint {
    return this.#p.memory.view.getBigUint64(this.#gdt.base + (selector & ~7), true);
  }

  #loadSegment(number: number, selector: number): void {
    const isProtected = (this.#control(0) & PROTECTION) !== 0n;
    this.bases[number as 0] = !isProtected ? 16 * selector : selector === 0 ? 0 : baseOf(this.#descriptor(selector));
    this.computer.segments[number as 0] = selector;
  }

  /** Offset in its segment. */
  #offset({ base, index, shift, low }: MemoryOperand, bits: 16 | 32): number {
    const register = (number: number) => (number < 0 ? 0 : Number(this.#p.register(number, bits)));
    const sum = low + register(base) + register(index) * 2 ** shift;
    return bits === 16 ? sum & 0xffff : sum >>> 0;
  }

  /** The operand as a plain address. */
  #located(operand: Operand, { segment, addressBits }: Written): Operand {
    if (operand.kind !== "memory") return operand;
    const ofStack = operand.base === RBP || (operand.base === RSP && addressBits === 32);
    const start = this.bases[(segment ?? (ofStack ? SS : DS)) as 0];
    const low = (start + this.#offset(operand, addressBits)) | 0;
    return { ...operand, base: -1, index: -1, shift: 0, low, high: 0, segment: undefined, narrow: false };
  }

  /** False: not known here. */
  #execute(instruction: Instruction, written: Written): boolean {
    const operands = instruction.operands.map((operand) => this.#located(operand, written));
    const located: Instruction = { ...instruction, operands };
    const { mnemonic } = instruction;
    const string = /^(movs|stos|lods)([bwd])$/.exec(mnemonic);
    if (string !== null) this.#string(string[1] as string, WORD[string[2] as string] as 8, instruction.repeat !== 0, written);
    else if (mnemonic === "lea")
      this.#p.write(operands[0] as Operand, BigInt(this.#offset(instruction.operands[1] as MemoryOperand, written.addressBits)));
    else if (operands.some(({ kind }) => kind === "sreg" || kind === "cr")) return this.#moveSpecial(located);
    else return this.#system(located) || this.#ordinary(located);
    return true;
  }

  #moveSpecial({ mnemonic, operands }: Instruction): boolean {
    const [to, from] = operands as readonly [Operand, Operand];
    if (mnemonic !== "mov") return false;
    if (to.kind === "sreg") this.#loadSegment(to.number, Number(this.#p.read(from, 16)));
    else if (to.kind === "cr") this.#controls.set(to.number, this.#p.read(from, 32));
    else if (from.kind === "cr") this.#p.write(to, this.#control(from.number));
    else this.#p.write(to, BigInt(this.computer.segments[(from as SpecialOperand).number] as number), 16);
    return true;
  }

  #push(value: bigint, bits: number): void {
    const p = this.#p;
    const at = (p.register(RSP, this.mode) - BigInt(bits / 8)) & ((1n << BigInt(this.mode)) - 1n);
    p.setRegister(RSP, this.mode, at);
    p.store(BigInt(this.bases[SS]) + at, bits, value);
  }

  #pop(bits: number): bigint {
    const p = this.#p;
    const at = p.register(RSP, this.mode);
    p.setRegister(RSP, this.mode, at + BigInt(bits / 8));
    return p.load(BigInt(this.bases[SS]) + at, bits);
  }

  #system({ mnemonic, operands }: Instruction): boolean {
    const p = this.#p;
    const [first] = operands as readonly [Operand, ...Operand[]];
    switch (mnemonic) {
      case "push":
        this.#push(p.read(first), first.kind === "immediate" ? this.mode : first.bits);
        return true;
      case "pop":
        p.write(first, this.#pop(first.bits));
        return true;
      case "call":
        if (first.kind !== "immediate") return false;
        this.#push(p.ip, this.mode);
        p.setIp(p.read(first, 32));
        return true;
      case "ret":
        if (first !== undefined) return false;
        p.setIp(this.#pop(this.mode));
        return true;
      case "lgdt": {
        const at = (first as MemoryOperand).low >>> 0;
        this.#gdt = { limit: p.memory.view.getUint16(at, true), base: p.memory.view.getUint32(at + 2, true) };
        return true;
      }
      case "int":
        if (this.mode !== 16) return false;
        this.services(Number(p.read(first, 8)));
        return true;
      case "cli":
      case "sti":
        return true;
      case "hlt":
        throw new Stop({ kind: "halted" });
      default:
        return this.#ports(mnemonic, operands) || this.#modelSpecific(mnemonic);
    }
  }

  #ports(mnemonic: string, [to, from]: readonly Operand[]): boolean {
    if (to === undefined || from === undefined || (mnemonic !== "in" && mnemonic !== "out")) return false;
    const p = this.#p;
    const port = Number(p.read(mnemonic === "in" ? from : to, 16) & 0xffffn);
    if (mnemonic === "in") p.write(to, BigInt(this.computer.ports.read(port, to.bits / 8) >>> 0));
    else this.computer.ports.write(port, from.bits / 8, Number(p.read(from)) | 0);
    return true;
  }

  #modelSpecific(mnemonic: string): boolean {
    const p = this.#p;
    if ((mnemonic !== "rdmsr" && mnemonic !== "wrmsr") || p.register(RCX, 32) !== BigInt(EFER)) return false;
    if (mnemonic === "wrmsr") this.#efer = p.register(RAX, 32);
    else p.setRegister(RAX, 32, this.#efer);
    if (mnemonic === "rdmsr") p.setRegister(2, 32, 0n);
    return true;
  }

  #ordinary(instruction: Instruction): boolean {
    const execute = INTEGER[instruction.mnemonic] ?? plainOf(instruction.mnemonic);
    if (execute === undefined) return false;
    execute(this.#p, instruction);
    return true;
  }

  #string(name: string, bits: 8 | 16 | 32, isRepeated: boolean, { segment, addressBits }: Written): void {
    const p = this.#p;
    const step = BigInt(((p.slots[SYSTEM] as number) & FLAG_DIRECTION ? -bits : bits) / 8);
    const advance = (register: number): bigint => {
      const at = p.register(register, addressBits);
      p.setRegister(register, addressBits, at + step);
      return at;
    };
    const load = () => p.load(BigInt(this.bases[(segment ?? DS) as 0]) + advance(RSI), bits);
    const store = (value: bigint) => p.store(BigInt(this.bases[ES]) + advance(RDI), bits, value);
    for (let left = isRepeated ? p.register(RCX, addressBits) : 1n; left > 0n; left--) {
      if (name === "stos") store(p.register(RAX, bits));
      else if (name === "movs") store(load());
      else p.setRegister(RAX, bits, load());
    }
    if (isRepeated) p.setRegister(RCX, addressBits, 0n);
  }
}

function baseOf(descriptor: bigint): number {
  return Number(((descriptor >> 16n) & 0xffffffn) | ((descriptor >> 32n) & 0xff000000n));
}
