// What the table's kinds of operands take: `r/m32` a register of 32 bits or memory, `imm8s` a number that fits eight bits
// with its sign. Each kind is read once; what comes out is a function that is asked for every operand.
import type { Immediate, Memory, Operand, Register, RegisterClass } from "./operand.ts";

/** Whether an operand is of a kind, in an instruction of so many bits. */
export type OperandTest = (operand: Operand, instructionBits: number) => boolean;

const FIXED: Readonly<Record<string, readonly [cls: RegisterClass, number: number]>> = {
  al: ["r8", 0],
  ax: ["r16", 0],
  eax: ["r32", 0],
  rax: ["r64", 0],
  xmm0: ["xmm", 0],
  cl: ["r8", 1],
  dx: ["r16", 2],
  es: ["sreg", 0],
  cs: ["sreg", 1],
  ss: ["sreg", 2],
  ds: ["sreg", 3],
  fs: ["sreg", 4],
  gs: ["sreg", 5],
};

const never = () => false;

function registerTest(kind: string): (register: Register) => boolean {
  const fixed = FIXED[kind];
  if (fixed !== undefined) return (register) => register.class === fixed[0] && register.number === fixed[1] && register.high !== true;
  const cls = kind.startsWith("r/") ? `r${kind.slice(3)}` : /^[xy]mm\//.test(kind) ? kind.slice(0, 3) : kind.replace(/v$|(?<=mm)s$/, "");
  return (register) => register.class === cls;
}

const isAddress = ({ base, index }: Memory): boolean => base === undefined && index === undefined;
const addressOf = ({ address, displacement }: Memory): bigint => BigInt.asIntN(64, address ?? BigInt(displacement));

/** What a string operation reads, `[rsi]` in any segment, or writes, `es:[rdi]`. */
function isStringAddress({ base, index, displacement, symbol, segment, size }: Memory, isSource: boolean, bits: number): boolean {
  if (base === undefined || base === "rip" || index !== undefined || displacement !== 0 || symbol !== undefined) return false;
  if (base.number !== (isSource ? 6 : 7) || (size !== undefined && size !== bits)) return false;
  return isSource || segment === undefined || segment === 0;
}

/** A memory operand whose text does not tell its size may be of any. */
function memoryTest(kind: string): (memory: Memory) => boolean {
  const string = /^(src|dst)(\d+)$/.exec(kind);
  if (string !== null) return (memory) => isStringAddress(memory, string[1] === "src", Number(string[2]));
  if (kind === "m" || kind === "xmm/m") return () => true;
  if (kind === "moffs") return isAddress;
  if (kind === "moffs64") return (memory) => isAddress(memory) && memory.symbol === undefined && !fitsSigned(addressOf(memory), 32);
  const bits = /^(?:(?:r|[xy]mm)\/)?m(\d+)$/.exec(kind)?.[1];
  return bits === undefined ? never : (memory) => memory.size === undefined || memory.size === Number(bits);
}

function fitsSigned(value: bigint, bits: number): boolean {
  return BigInt.asIntN(bits, value) === value;
}

/** LLVM takes for a number with its sign what 64 bits hold of it. */
const cutTo64 = (value: bigint): bigint => BigInt.asIntN(64, value);

/** An immediate may be written as the signed or the unsigned number of its width. */
function fitsEither(value: bigint, bits: number): boolean {
  return fitsSigned(value, bits) || BigInt.asUintN(bits, value) === value;
}

/** `imm8s` is sign-extended: a number that has eight bits once it is cut to the instruction's. */
function fitsByte(value: bigint, instructionBits: number): boolean {
  return fitsSigned(cutTo64(value), 8) || (fitsSigned(BigInt.asIntN(instructionBits, value), 8) && fitsEither(value, instructionBits));
}

const TAKES_SYMBOLS: ReadonlySet<string> = new Set(["imm16", "imm32", "imm32s", "imm64"]);

function numberTest(kind: string): (value: bigint, instructionBits: number) => boolean {
  if (/^\d$/.test(kind)) return (value) => value === BigInt(kind);
  if (kind === "imm8s") return fitsByte;
  if (kind === "imm32s") return (value) => fitsSigned(cutTo64(value), 32);
  // Of these LLVM takes the low bits.
  if (kind === "imm16" || kind === "imm32" || kind === "imm8t") return (value) => fitsEither(value, 64);
  if (!kind.startsWith("imm")) return never;
  const bits = Number(kind.slice(3));
  return (value) => fitsEither(value, bits);
}

function makeTest(kind: string): OperandTest {
  const register = registerTest(kind);
  const memory = memoryTest(kind);
  const number = numberTest(kind);
  const takesSymbols = TAKES_SYMBOLS.has(kind);
  const isDistance = kind.startsWith("rel");
  const immediate = ({ value, symbol }: Immediate, bits: number) => (symbol === undefined ? number(value, bits) : takesSymbols);
  return (operand, instructionBits) => {
    switch (operand.kind) {
      case "register":
        return register(operand);
      case "memory":
        return memory(operand);
      case "immediate":
        return immediate(operand, instructionBits);
      case "target":
        return isDistance;
    }
  };
}

const tests = new Map<string, OperandTest>();

/** The test of a kind, made when it is first asked for. */
export function operandTest(kind: string): OperandTest {
  const known = tests.get(kind);
  if (known !== undefined) return known;
  const test = makeTest(kind);
  tests.set(kind, test);
  return test;
}
