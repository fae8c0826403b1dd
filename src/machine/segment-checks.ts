// What a processor asks of a selector before it loads it into a segment register. Intel SDM, volume 3, 5.6 (data), 5.7 (stack), 5.8.6
// (returns); volume 2, MOV, IRET, LLDT. Descriptors: volume 3, 3.4.5.
import type { Computer } from "./computer.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION } from "./processor.ts";

const SEGMENT_NOT_PRESENT = 11;
const STACK_FAULT = 12;
const LOCAL_TABLE = 2n;

const isNull = (selector: number) => (selector & ~3) === 0;
const bit = (descriptor: bigint, number: number) => ((descriptor >> BigInt(number)) & 1n) === 1n;
const levelOf = (descriptor: bigint) => Number((descriptor >> 45n) & 3n);
const [PRESENT, IS_SEGMENT, IS_CODE, IS_CONFORMING, MAY_MORE] = [47, 44, 43, 42, 41] as const;

const refuse = (selector: number): never => {
  throw new Fault(GENERAL_PROTECTION, selector & 0xfffc);
};

/** A stack of this level: data that may be written to. (Of a null selector's level QEMU asks nothing, and so nothing is asked here.) */
export function checkStack(computer: Computer, selector: number, level: number): void {
  if (isNull(selector)) return level === 3 ? refuse(0) : undefined;
  const descriptor = computer.descriptor(selector);
  const isData = bit(descriptor, IS_SEGMENT) && !bit(descriptor, IS_CODE) && bit(descriptor, MAY_MORE);
  if (!isData || (selector & 3) !== level || levelOf(descriptor) !== level) refuse(selector);
  if (!bit(descriptor, PRESENT)) throw new Fault(STACK_FAULT, selector & 0xfffc);
}

/** Data, or code that may be read. Returns the descriptor; undefined for a null selector. */
export function checkData(computer: Computer, selector: number): bigint | undefined {
  if (isNull(selector)) return undefined;
  const descriptor = computer.descriptor(selector);
  const isCode = bit(descriptor, IS_CODE);
  if (!bit(descriptor, IS_SEGMENT) || (isCode && !bit(descriptor, MAY_MORE))) refuse(selector);
  const level = Math.max(selector & 3, computer.processor.level);
  if (!(isCode && bit(descriptor, IS_CONFORMING)) && levelOf(descriptor) < level) refuse(selector);
  if (!bit(descriptor, PRESENT)) throw new Fault(SEGMENT_NOT_PRESENT, selector & 0xfffc);
  return descriptor;
}

/** The code segment that a return goes to, of the level that the selector asks for. Returns that level. */
export function checkReturn(computer: Computer, selector: number): number {
  const { level } = computer.codeSegment(selector);
  const asked = selector & 3;
  const isConforming = bit(computer.descriptor(selector), IS_CONFORMING);
  if (asked < computer.processor.level || (isConforming ? level > asked : level !== asked)) refuse(selector);
  return asked;
}

/** A table of local descriptors, or none. */
export function checkLocalTable(computer: Computer, selector: number): void {
  if (isNull(selector)) return;
  const descriptor = computer.descriptor(selector);
  if (((descriptor >> 40n) & 0x1fn) !== LOCAL_TABLE) refuse(selector);
  if (!bit(descriptor, PRESENT)) throw new Fault(SEGMENT_NOT_PRESENT, selector & 0xfffc);
}
