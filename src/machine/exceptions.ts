// Exceptions and interrupts in long mode: the gate of the vector, the stack to go to, the frame on it; and `iret`, the way back.
// An exception while one is delivered becomes a double fault, and one while that is delivered ends the machine.
// Intel SDM, volume 3, sections 6.12 to 6.15.
import type { Computer } from "./computer.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION, PAGE_FAULT, Stop } from "./processor.ts";
import { checkReturn, checkStack } from "./segment-checks.ts";
import { FLAG_INTERRUPT, FLAG_RESUME, FLAG_TRAP, SYSTEM } from "./state.ts";

const DOUBLE_FAULT = 8;
const CONTRIBUTORY = new Set([0, 10, 11, 12, 13]);
const GATE_IDT_BIT = 2;

interface Gate {
  readonly selector: number;
  readonly offset: bigint;
  readonly stack: number;
  readonly isInterrupt: boolean;
}

function readGate(computer: Computer, vector: number, fromProgram: boolean): Gate {
  const { processor, idt } = computer;
  const code = vector * 8 + GATE_IDT_BIT;
  if (16 * vector + 15 > idt.limit) throw new Fault(GENERAL_PROTECTION, code);
  const at = idt.base + BigInt(16 * vector);
  const [low, high] = computer.asKernel(() => [processor.load(at, 64), processor.load(at + 8n, 64)] as const);
  const type = Number((low >> 40n) & 15n);
  const isPresent = ((low >> 47n) & 1n) === 1n;
  const allowed = Number((low >> 45n) & 3n);
  if ((type !== 14 && type !== 15) || (fromProgram && allowed < processor.level)) throw new Fault(GENERAL_PROTECTION, code);
  if (!isPresent) throw new Fault(11, code);
  return {
    selector: Number((low >> 16n) & 0xffffn),
    offset: (low & 0xffffn) | ((low >> 32n) & 0xffff0000n) | ((high & 0xffffffffn) << 32n),
    stack: Number((low >> 32n) & 7n),
    isInterrupt: type === 14,
  };
}

/** Where the frame goes: an interrupt stack of the TSS, its stack for level 0, or on. */
function stackFor(computer: Computer, gate: Gate, level: number): bigint {
  const { processor, taskState } = computer;
  if (gate.stack > 0) return computer.asKernel(() => processor.load(taskState.base + BigInt(0x24 + 8 * (gate.stack - 1)), 64));
  if (level < processor.level) return computer.asKernel(() => processor.load(taskState.base + 4n, 64));
  return processor.register(4);
}

function deliver(computer: Computer, vector: number, code: number | undefined, fromProgram: boolean): void {
  const { processor } = computer;
  const gate = readGate(computer, vector, fromProgram);
  if ((gate.selector & ~3) === 0) throw new Fault(GENERAL_PROTECTION, 0);
  const target = computer.codeSegment(gate.selector, true);
  const flags = BigInt(processor.state.flags);
  const [stackSelector, codeSelector, from, level] = [computer.segments[2], computer.segments[1], processor.register(4), processor.level];
  const frame = [stackSelector, from, flags, codeSelector, processor.ip].map(BigInt);
  const words = code === undefined ? frame : [...frame, BigInt(code)];
  let at = stackFor(computer, gate, target.level) & ~15n;
  computer.setLevel(target.level);
  try {
    for (const word of words) processor.store(BigInt.asUintN(64, (at -= 8n)), 64, word);
  } catch (error) {
    computer.setLevel(level);
    throw error;
  }
  processor.setRegister(4, 64, BigInt.asUintN(64, at));
  computer.segments[1] = (gate.selector & ~3) | target.level;
  if (target.level !== level) computer.segments[2] = target.level;
  processor.setIp(gate.offset);
  computer.traps.forgetStep();
  const { slots } = processor;
  slots[SYSTEM] = (slots[SYSTEM] as number) & ~(FLAG_TRAP | FLAG_RESUME) & (gate.isInterrupt ? ~FLAG_INTERRUPT : -1);
}

const isContributory = ({ vector }: Fault) => CONTRIBUTORY.has(vector);

/** What two exceptions in a row become. */
function combine(first: Fault, second: Fault): Fault {
  const isDouble = isContributory(first)
    ? isContributory(second)
    : first.vector === PAGE_FAULT && (isContributory(second) || second.vector === PAGE_FAULT);
  return isDouble ? new Fault(DOUBLE_FAULT, 0) : second;
}

/** Delivers an exception; throws Stop if that leads to a triple fault. */
export function raise(computer: Computer, fault: Fault): void {
  const chain: Fault[] = [fault];
  let current = fault;
  for (;;) {
    try {
      if (current.vector === PAGE_FAULT) computer.faultAddress = (BigInt(current.high >>> 0) << 32n) | BigInt(current.low >>> 0);
      return deliver(computer, current.vector, current.code, false);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      chain.push(error);
      if (current.vector === DOUBLE_FAULT) throw new Stop({ kind: "fault", chain });
      current = combine(current, error);
    }
  }
}

/** An interrupt from outside. */
export function interrupt(computer: Computer, vector: number): void {
  try {
    deliver(computer, vector, undefined, false);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    raise(computer, error);
  }
}

/** `int n` and `int3`: rip is behind the instruction already. */
export function softwareInterrupt(computer: Computer, vector: number): void {
  deliver(computer, vector, undefined, true);
}

/** `iret` from a frame of five words of `word` bytes. */
export function returnFromInterrupt(computer: Computer, word: 4 | 8): void {
  const { processor } = computer;
  const start = processor.register(4);
  const [ip, code, flags, stack, stackSelector] = [0, 1, 2, 3, 4].map((i) => processor.load(start + BigInt(word * i), 8 * word)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const level = checkReturn(computer, Number(code & 0xffffn));
  checkStack(computer, Number(stackSelector & 0xffffn), level);
  processor.setIp(ip);
  const kept = processor.level === 0 ? 0 : 0x3200;
  processor.state.flags = (Number(flags & 0x3f7fd7n) & ~kept) | (processor.state.flags & kept);
  computer.segments[1] = Number(code & 0xffffn);
  computer.segments[2] = Number(stackSelector & 0xffffn);
  processor.setRegister(4, 64, stack);
  computer.setLevel(level);
}
