// Jumps, calls and returns that name a code segment, and loads of a pointer with its segment. Offsets are as wide as the
// operand size says; the selector stands behind them. Gates of calls are not among the targets: long mode's kernels use
// interrupts and `syscall`. Intel SDM, volume 2: CALL, JMP, RET, LDS/LES/LFS/LGS/LSS.
import type { Computer } from "./computer.ts";
import type { Instruction, MemoryOperand, Operand, RegisterOperand } from "./decode.ts";
import { checkReturn, checkStack } from "./segment-checks.ts";

type Action = (computer: Computer, instruction: Instruction) => void;

const RSP = 4;
const STACK = 2;
const SEGMENT_OF: Readonly<Record<string, number>> = { lss: STACK, lfs: 4, lgs: 5 };

const add = (address: bigint, distance: bigint) => BigInt.asUintN(64, address + distance);

/** The offset and the selector behind it. */
function farPointer({ processor }: Computer, operand: MemoryOperand, bits: number): readonly [offset: bigint, selector: number] {
  const at = processor.address(operand);
  return [processor.load(at, bits), Number(processor.load(add(at, BigInt(bits / 8)), 16))];
}

function widthOf({ row }: Instruction): 16 | 32 | 64 {
  return row.rexW ? 64 : row.size === 16 ? 16 : 32;
}

function goTo(computer: Computer, ip: bigint, selector: number): void {
  computer.processor.setIp(ip);
  computer.segments[1] = selector;
}

export const farJump: Action = (computer, instruction) => {
  const [ip, selector] = farPointer(computer, instruction.operands[0] as MemoryOperand, widthOf(instruction));
  computer.codeSegment(selector);
  goTo(computer, ip, selector);
};

export const farCall: Action = (computer, instruction) => {
  const p = computer.processor;
  const bits = widthOf(instruction);
  const [ip, selector] = farPointer(computer, instruction.operands[0] as MemoryOperand, bits);
  computer.codeSegment(selector);
  const before = p.register(RSP);
  p.store(add(before, BigInt(-bits / 4)), bits, p.ip & ((1n << BigInt(bits)) - 1n));
  p.push(BigInt(computer.segments[1] as number), bits);
  p.setRegister(RSP, 64, add(before, BigInt(-bits / 4)));
  goTo(computer, ip, selector);
};

/** A return by words of so many bytes; to a level of less trust, with that level's stack. */
export function farReturn(word: 4 | 8): Action {
  return (computer, { operands: [extra] }) => {
    const p = computer.processor;
    const start = p.register(RSP);
    const wordAt = (i: number, more = 0n) => p.load(add(start, BigInt(word * i) + more), 8 * word);
    const passed = extra === undefined ? 0n : p.read(extra, 16);
    const [ip, selector] = [wordAt(0), Number(wordAt(1) & 0xffffn)];
    const level = checkReturn(computer, selector);
    let stack = add(start, BigInt(2 * word) + passed);
    if (level > p.level) {
      const stackSelector = Number(wordAt(3, passed) & 0xffffn);
      checkStack(computer, stackSelector, level);
      stack = add(wordAt(2, passed), passed);
      computer.segments[STACK] = stackSelector;
    }
    p.setRegister(RSP, 64, stack);
    goTo(computer, ip, selector);
    computer.setLevel(level);
  };
}

export const loadFarPointer: Action = (computer, instruction) => {
  const [to, from] = instruction.operands as readonly [RegisterOperand, MemoryOperand & Operand];
  const [offset, selector] = farPointer(computer, from, to.bits);
  computer.loadSegment(SEGMENT_OF[instruction.mnemonic] as number, selector);
  computer.processor.write(to, offset);
};
