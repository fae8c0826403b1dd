// Capstone's AT&T text to LLVM's, by rules over the encoding and the operands; no rule knows an input.
import type { Instruction } from "./instruction.ts";
import { encodingOf, immediateForm } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";

export interface TextStyle {
  readonly is64: boolean;
  readonly hex: boolean;
  readonly llvm: 15 | 22;
}

/** A number as the style wants it: decimal, or `0x`, `-0x`. */
export function number(value: bigint, style: TextStyle): string {
  if (!style.hex) return value.toString();
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

function parse(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}

/** Operands, cut at the commas outside parentheses and braces. */
export function splitOperands(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x28) depth++;
    else if (c === 0x29) depth--;
    else if (c === 0x2c && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  if (text !== "") parts.push(text.slice(from).trim());
  return parts;
}

const MEMORY = /^(\*?)((?:%[a-z]+:)?)(-?(?:0x)?[0-9a-f]*)\(([^)]*)\)(.*)$/;

function memoryText(operand: string, style: TextStyle): string {
  const match = MEMORY.exec(operand);
  if (match === null) return operand;
  const [, star = "", segment = "", displacement = "", registers = "", rest = ""] = match;
  const shown = displacement === "" ? "" : number(signed32(parse(displacement)), style);
  return `${star}${segment}${shown}(${registers.replaceAll(" ", "")})${rest}`;
}

/** A displacement is at most 32 bits wide, and signed. */
function signed32(value: bigint): bigint {
  return value > 0x7fffffffn || value < -0x80000000n ? BigInt.asIntN(32, value) : value;
}

function immediateValue(value: bigint, encoding: Encoding, style: TextStyle): bigint {
  if (encoding.map === 0 && encoding.opcode >= 0xb8 && encoding.opcode <= 0xbf && (encoding.rex & 8) !== 0) return BigInt.asIntN(64, value);
  const form = immediateForm(encoding, style.is64);
  if (!form.signed) return BigInt.asUintN(form.bits, value);
  return form.bits === 64 ? BigInt.asIntN(64, BigInt.asIntN(32, value)) : BigInt.asIntN(form.bits, value);
}

/** `imm = 0xHEX`, for a value beyond a byte's. */
function immediateComment(value: bigint, encoding: Encoding, style: TextStyle): string | undefined {
  if (value <= 255n && value >= -256n) return undefined;
  const bits = encoding.map === 0 && !encoding.vex ? immediateForm(encoding, style.is64).bits : 8;
  if (bits === 8) return undefined;
  let width = 64;
  if (value === BigInt.asIntN(16, value) || value === BigInt.asUintN(16, value)) width = 16;
  else if (value === BigInt.asIntN(32, value) || value === BigInt.asUintN(32, value)) width = 32;
  return `imm = 0x${BigInt.asUintN(width, value).toString(16).toUpperCase()}`;
}

const BRANCH = /^(?:j[a-z]+|call[lqw]?|loop(?:n?e)?|xbegin)$/;
const PREFIX_WORDS: Readonly<Record<string, string>> = {
  rep: "rep",
  repe: "rep",
  repne: "repne",
  repz: "rep",
  repnz: "repne",
  notrack: "notrack",
  bnd: "repne",
};

/** Operands of string instructions name the segment of the destination. */
function stringOperand(mnemonic: string, operand: string): string {
  const names = /^(?:stos|movs|cmps|scas|ins)/.test(mnemonic) && /^\(%[re]?di\)$/.test(operand);
  return names ? `%es:${operand}` : operand;
}

class Rewriter {
  readonly comments: string[] = [];
  reference: bigint | undefined;
  branch: bigint | undefined;

  constructor(
    readonly encoding: Encoding,
    readonly style: TextStyle,
    readonly end: bigint,
  ) {}

  operand(mnemonic: string, text: string): string {
    if (text.startsWith("$")) return this.#immediate(text.slice(1));
    if (text.includes("(")) return this.#memory(stringOperand(mnemonic, text));
    const absolute = /^(\*?)(%[a-z]s:)?(-?(?:0x)?[0-9a-f]+)$/.exec(text);
    if (absolute !== null)
      return `${absolute[1] ?? ""}${absolute[2] ?? ""}${number(this.#absolute(parse(absolute[3] as string)), this.style)}`;
    return text;
  }

  #absolute(value: bigint): bigint {
    if (this.encoding.map === 0 && this.encoding.opcode >= 0xa0 && this.encoding.opcode <= 0xa3)
      return BigInt.asIntN(this.style.is64 ? 64 : 32, value);
    return BigInt.asIntN(32, value);
  }

  #immediate(text: string): string {
    const value = immediateValue(parse(text), this.encoding, this.style);
    const comment = immediateComment(value, this.encoding, this.style);
    if (comment !== undefined) this.comments.push(comment);
    return `$${number(value, this.style)}`;
  }

  #memory(text: string): string {
    const relative = /^\*?(-?(?:0x)?[0-9a-f]*)\(%([re])ip\)/.exec(text);
    if (relative !== null) {
      const displacement = relative[1] === "" ? 0n : signed32(parse(relative[1] as string));
      this.reference = BigInt.asUintN(64, this.end + displacement);
      if (displacement === 0n) return text.replace(/^(\*?)0?\(/, "$1(");
    }
    return memoryText(text, this.style);
  }
}

const SHIFT_BY_ONE = new Set([0xd0, 0xd1]);

function arrange(mnemonic: string, operands: string[], encoding: Encoding): string[] {
  if (/^xchg/.test(mnemonic) && operands.length === 2) return [operands[1] as string, operands[0] as string];
  if (encoding.map === 0 && SHIFT_BY_ONE.has(encoding.opcode) && operands.length === 2) return operands.slice(1);
  return operands;
}

/** Mnemonics that differ between the two. */
function rename(mnemonic: string, operands: readonly string[]): string {
  if (/^v?cvtsi2s[sd][lq]$/.test(mnemonic) && operands[0]?.startsWith("%") === true) return mnemonic;
  return mnemonic;
}

/** One instruction of Capstone's as the lines LLVM prints for it. */
export function rewriteX86(
  code: Uint8Array,
  at: number,
  size: number,
  capMnemonic: string,
  capOperands: string,
  address: bigint,
  style: TextStyle,
): Instruction[] {
  const encoding = encodingOf(code, at, style.is64);
  const words = capMnemonic.split(" ");
  const lines: Instruction[] = [];
  let prefix = "";
  let rest = size;
  while (words.length > 1) {
    const word = words.shift() as string;
    if (word === "lock" || word === "xacquire" || word === "xrelease") {
      lines.push({ size: 1, text: word });
      rest--;
    } else prefix += `${PREFIX_WORDS[word] ?? word}\t\t`;
  }
  const mnemonic = words[0] as string;
  const end = address + BigInt(size);
  const rewriter = new Rewriter(encoding, style, end);
  let operands = arrange(mnemonic, splitOperands(capOperands), encoding);
  if (BRANCH.test(mnemonic) && /^0x[0-9a-f]+$|^\d$/.test(capOperands)) {
    const target = BigInt.asUintN(style.is64 ? 64 : 32, BigInt(capOperands));
    lines.push({ size: rest, text: `${prefix}${mnemonic}\t0x${target.toString(16)}`, branch: target });
    return lines;
  }
  operands = operands.map((operand) => rewriter.operand(mnemonic, operand));
  const text =
    operands.length === 0 ? `${prefix}${rename(mnemonic, operands)}` : `${prefix}${rename(mnemonic, operands)}\t${operands.join(", ")}`;
  lines.push({
    size: rest,
    text,
    ...(rewriter.reference === undefined ? {} : { reference: rewriter.reference }),
    ...(rewriter.comments.length === 0 ? {} : { comments: rewriter.comments }),
  });
  return lines;
}
