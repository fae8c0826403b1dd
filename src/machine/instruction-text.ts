// Instructions as text, in Intel syntax, for traces. Branch targets are addresses.
import type { Instruction, MemoryOperand, Operand, RegisterOperand } from "./decode.ts";

const NAMES = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"] as const;
const SEGMENTS = ["es", "cs", "ss", "ds", "fs", "gs"] as const;
const SIZES: Readonly<Record<number, string>> = {
  8: "byte ptr ",
  16: "word ptr ",
  32: "dword ptr ",
  64: "qword ptr ",
  128: "xmmword ptr ",
};

function byteRegister(number: number, high: boolean): string {
  if (number >= 8) return `r${number}b`;
  const name = NAMES[number] as string;
  return high ? `${name[0]}h` : number < 4 ? `${name[0]}l` : `${name}l`;
}

export function registerName({ number, bits, high }: Pick<RegisterOperand, "number" | "bits" | "high">): string {
  if (bits === 8) return byteRegister(number, high);
  if (number >= 8) return `r${number}${bits === 32 ? "d" : bits === 16 ? "w" : ""}`;
  return `${bits === 64 ? "r" : bits === 32 ? "e" : ""}${NAMES[number]}`;
}

const whole = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0);
const signed = (value: bigint): string => (value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`);

function memoryText(operand: MemoryOperand): string {
  const bits = operand.narrow ? 32 : 64;
  const named = (number: number) => registerName({ number, bits, high: false });
  const parts: string[] = [];
  if (operand.base >= 0) parts.push(named(operand.base));
  if (operand.index >= 0) parts.push(`${named(operand.index)}${operand.shift > 0 ? `*${1 << operand.shift}` : ""}`);
  const displacement = whole(operand.low, operand.high);
  let text = parts.join(" + ");
  if (text === "") text = `0x${BigInt.asUintN(64, displacement).toString(16)}`;
  else if (displacement !== 0n) text += displacement < 0n ? ` - ${signed(-displacement)}` : ` + ${signed(displacement)}`;
  const segment = operand.segment === undefined ? "" : `${operand.segment}:`;
  return `${SIZES[operand.bits] ?? ""}${segment}[${text}]`;
}

function operandText(operand: Operand, isTarget: boolean): string {
  switch (operand.kind) {
    case "register":
      return registerName(operand);
    case "memory":
      return memoryText(operand);
    case "immediate": {
      const value = whole(operand.low, operand.high);
      return isTarget ? `0x${BigInt.asUintN(64, value).toString(16)}` : signed(value);
    }
    case "sreg":
      return SEGMENTS[operand.number] ?? `sreg${operand.number}`;
    default:
      return `${operand.kind}${operand.number}`;
  }
}

/** `mov qword ptr [rsp + 0x8], rax` */
export function instructionText(instruction: Instruction): string {
  const { mnemonic, operands, repeat } = instruction;
  const isTarget = /^(?:j|call|loop)/.test(mnemonic);
  const prefix = repeat === 0 ? "" : repeat === 0xf2 ? "repne " : "rep ";
  const text = operands.map((operand) => operandText(operand, isTarget)).join(", ");
  return `${prefix}${mnemonic}${text === "" ? "" : ` ${text}`}`;
}
