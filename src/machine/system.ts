// Instructions of the system: what only kernels use. One function each, on the computer; those marked so at level 0 alone.
import type { Computer } from "./computer.ts";
import { privileged } from "./action.ts";
import type { Action } from "./action.ts";
import { DEBUG_EXTENSIONS, INSTRUCTION_PROTECTION, SEGMENT_BASES } from "./control-registers.ts";
import type { Instruction, MemoryOperand, Operand, SpecialOperand } from "./decode.ts";
import { interrupt, returnFromInterrupt, softwareInterrupt } from "./exceptions.ts";
import { Fault } from "./memory.ts";
import { DEVICE_NOT_AVAILABLE, GENERAL_PROTECTION, INVALID_OPCODE, invalidOpcode } from "./processor.ts";
import { PROTECTION } from "./protection.ts";
import { loadFarPointer, farCall, farJump, farReturn } from "./far-transfers.ts";
import { ENTRIES } from "./kernel-entries.ts";
import { checkLocalTable } from "./segment-checks.ts";
import { SEGMENT_QUESTIONS } from "./segment-questions.ts";
import { FLAG_INTERRUPT, FS_BASE, GS_BASE, SYSTEM } from "./state.ts";

const mask32 = 0xffffffffn;
/** Of CR0: what `lmsw` sets. */
const STATUS_BITS = 15n;
const SWITCHED = 8n;
const memoryOf = ({ operands }: Instruction) => operands[0] as MemoryOperand;
const twoOf = ({ operands }: Instruction) => operands as readonly [Operand, Operand];

function loadTable(name: "gdt" | "idt"): Action {
  return privileged((computer, instruction) => {
    const p = computer.processor;
    const at = p.address(memoryOf(instruction));
    computer[name] = { limit: Number(p.load(at, 16)), base: p.load(at + 2n, 64) };
  });
}

/** An action that a kernel can keep to itself (CR4.UMIP). */
const protectable =
  (action: Action): Action =>
  (computer, instruction) => {
    if (computer.processor.level !== 0 && computer.has(INSTRUCTION_PROTECTION)) throw new Fault(GENERAL_PROTECTION, 0);
    action(computer, instruction);
  };

function storeTable(name: "gdt" | "idt"): Action {
  return protectable((computer, instruction) => {
    const p = computer.processor;
    const at = p.address(memoryOf(instruction));
    p.store(at, 16, BigInt(computer[name].limit));
    p.store(at + 2n, 64, computer[name].base);
  });
}

const moveControl: Action = (computer, instruction) => {
  const [to, from] = twoOf(instruction);
  const p = computer.processor;
  if (to.kind === "cr") computer.setControl(to.number, p.read(from));
  else p.write(to, computer.control((from as SpecialOperand).number));
};

const moveSegment: Action = (computer, instruction) => {
  const [to, from] = twoOf(instruction);
  const p = computer.processor;
  if (to.kind === "sreg") computer.loadSegment(to.number, Number(p.read(from, 16)));
  else p.write(to, BigInt(computer.segments[(from as SpecialOperand).number] as number), to.bits === 0 ? 16 : to.bits);
};

const move: Action = (computer, instruction) => {
  const kinds = instruction.operands.map(({ kind }) => kind);
  if (kinds.includes("sreg")) moveSegment(computer, instruction);
  else if (kinds.includes("cr")) privileged(moveControl)(computer, instruction);
  else privileged(moveDebug)(computer, instruction);
};

const moveDebug: Action = (computer, instruction) => {
  const [to, from] = twoOf(instruction);
  const p = computer.processor;
  const isExtended = computer.has(DEBUG_EXTENSIONS);
  if (to.kind === "dr") computer.traps.registers.write(to.number, p.read(from), isExtended);
  else p.write(to, computer.traps.registers.read((from as SpecialOperand).number, isExtended));
};

function modelSpecific(writes: boolean): Action {
  return privileged((computer) => {
    const p = computer.processor;
    const number = Number(p.register(1, 32));
    if (writes) return computer.setModelSpecific(number, (p.register(2, 32) << 32n) | p.register(0, 32));
    const value = computer.modelSpecific(number);
    p.setRegister(0, 64, value & mask32);
    p.setRegister(2, 64, value >> 32n);
  });
}

/** Port operand: a number or dx. */
const portOf = (computer: Computer, operand: Operand) => Number(computer.processor.read(operand, 16) & 0xffffn);

/** Ports are for levels up to IOPL, and for those that the task state's map leaves open. */
export function checkPort(computer: Computer, port: number, bytes: number): void {
  if (mayInterrupt(computer)) return;
  const { base, limit } = computer.taskState;
  const map = Number(computer.asKernel(() => computer.processor.load(base + 0x66n, 16)));
  for (let at = port; at < port + bytes; at++) {
    const offset = map + (at >> 3);
    if (offset >= limit || limit < 0x67) throw new Fault(GENERAL_PROTECTION, 0);
    const byte = Number(computer.asKernel(() => computer.processor.load(base + BigInt(offset), 8)));
    if ((byte >> (at & 7)) & 1) throw new Fault(GENERAL_PROTECTION, 0);
  }
}

const input: Action = (computer, instruction) => {
  const [to, from] = twoOf(instruction);
  const port = portOf(computer, from);
  checkPort(computer, port, to.bits / 8);
  const value = computer.ports.read(port, to.bits / 8);
  computer.processor.write(to, BigInt(value >>> 0));
};

const output: Action = (computer, instruction) => {
  const [to, from] = twoOf(instruction);
  const port = portOf(computer, to);
  checkPort(computer, port, from.bits / 8);
  computer.ports.write(port, from.bits / 8, Number(computer.processor.read(from)) | 0);
  computer.attend();
};

/** Whether the level is one that IOPL trusts. */
const mayInterrupt = ({ processor }: Computer) => processor.level <= (((processor.slots[SYSTEM] as number) >> 12) & 3);

const setInterrupts =
  (on: boolean): Action =>
  (computer) => {
    if (!mayInterrupt(computer)) throw new Fault(GENERAL_PROTECTION, 0);
    const { slots } = computer.processor;
    const flags = slots[SYSTEM] as number;
    if (on && (flags & FLAG_INTERRUPT) === 0) computer.shadow = true;
    slots[SYSTEM] = on ? flags | FLAG_INTERRUPT : flags & ~FLAG_INTERRUPT;
    computer.attend();
  };

function baseOf(slot: number, writes: boolean): Action {
  return (computer, { operands }) => {
    if (!computer.has(SEGMENT_BASES)) throw new Fault(INVALID_OPCODE);
    const p = computer.processor;
    const operand = operands[0] as Operand;
    if (writes) p.state.setPair(slot, p.read(operand));
    else p.write(operand, p.state.pair(slot));
  };
}

const pushSegment: Action = (computer, { operands }) => {
  const [from] = operands as readonly [SpecialOperand];
  computer.processor.push(BigInt(computer.segments[from.number] as number));
};

const popSegment: Action = (computer, { operands }) => {
  const [to] = operands as readonly [SpecialOperand];
  const p = computer.processor;
  computer.loadSegment(to.number, Number(p.load(p.register(4), 16)));
  p.setRegister(4, 64, p.register(4) + 8n);
};

const returnBy =
  (word: 4 | 8): Action =>
  (computer) => {
    returnFromInterrupt(computer, word);
    computer.attend();
  };

/** The unit is always done, but it may be switched off. */
const waitForFloat: Action = (computer) => {
  const both = STATUS_BITS & (SWITCHED | 2n);
  if ((computer.control(0) & both) === both) throw new Fault(DEVICE_NOT_AVAILABLE);
};

const nothing: Action = () => {};

export const SYSTEM_ACTIONS: Readonly<Record<string, Action | undefined>> = {
  hlt: privileged((computer) => computer.halt()),
  cli: setInterrupts(false),
  sti: setInterrupts(true),
  int: (computer, { operands }) => softwareInterrupt(computer, Number(computer.processor.read(operands[0] as Operand, 8))),
  int3: (computer) => softwareInterrupt(computer, 3),
  int1: (computer) => interrupt(computer, 1),
  iretq: returnBy(8),
  iretd: returnBy(4),
  lgdt: loadTable("gdt"),
  lidt: loadTable("idt"),
  sgdt: storeTable("gdt"),
  sidt: storeTable("idt"),
  ltr: privileged((computer, { operands }) => computer.loadTask(Number(computer.processor.read(operands[0] as Operand, 16)))),
  str: protectable(({ processor, taskState }, { operands }) => processor.write(operands[0] as Operand, BigInt(taskState.selector))),
  lldt: privileged((computer, { operands }) => checkLocalTable(computer, Number(computer.processor.read(operands[0] as Operand, 16)))),
  sldt: protectable(({ processor }, { operands }) => processor.write(operands[0] as Operand, 0n)),
  mov: move,
  push: pushSegment,
  pop: popSegment,
  rdmsr: modelSpecific(false),
  wrmsr: modelSpecific(true),
  in: input,
  out: output,
  retfq: farReturn(8),
  retf: farReturn(4),
  ljmp: farJump,
  lcall: farCall,
  lss: loadFarPointer,
  lfs: loadFarPointer,
  lgs: loadFarPointer,
  ...SEGMENT_QUESTIONS,
  lmsw: privileged((computer, { operands }) => {
    const set = computer.processor.read(operands[0] as Operand, 16) & STATUS_BITS;
    const before = computer.control(0);
    // Protection is not switched off this way.
    computer.setControl(0, (before & ~(STATUS_BITS & ~1n)) | set);
  }),
  smsw: protectable((computer, { operands }) => {
    const to = operands[0] as Operand;
    computer.processor.write(to, computer.control(0) & ((1n << BigInt(to.bits)) - 1n));
  }),
  ...ENTRIES,
  ...PROTECTION,
  swapgs: privileged((computer) => {
    const { state } = computer.processor;
    const kernel = computer.modelSpecific(0xc0000102);
    computer.setModelSpecific(0xc0000102, state.pair(GS_BASE));
    state.setPair(GS_BASE, kernel);
  }),
  rdfsbase: baseOf(FS_BASE, false),
  wrfsbase: baseOf(FS_BASE, true),
  rdgsbase: baseOf(GS_BASE, false),
  wrgsbase: baseOf(GS_BASE, true),
  invlpg: privileged((computer) => computer.flushPages()),
  clts: privileged((computer) => computer.setControl(0, computer.control(0) & ~SWITCHED)),
  fwait: waitForFloat,
  wait: waitForFloat,
  mwait: privileged((computer) => computer.halt()),
  // There is one processor, and what it would wait for it writes itself.
  monitor: privileged(({ processor }) => void processor.load(processor.register(0), 8)),
  rdpmc: privileged(({ processor }) => [0, 2].forEach((register) => processor.setRegister(register, 64, 0n))),
  vmcall: invalidOpcode,
  vmmcall: invalidOpcode,
  rsm: invalidOpcode,
  wbinvd: privileged(nothing),
  wbnoinvd: privileged(nothing),
  invd: privileged(nothing),
};
