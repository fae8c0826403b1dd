// Capstone's text of an x86 instruction to LLVM's, as a template. Rules look at the encoding and the operands; no rule knows an input.
// Memory operands are written anew from the encoding; of Capstone's text the mnemonic and the registers stay.
import { shuffleComment } from "./x86-shuffles.ts";
import type { RawText } from "./capstone.ts";
import { HOLE, templateOf } from "./template.ts";
import type { Template, TemplateRest } from "./template.ts";
import { immediateForm } from "./x86-immediates.ts";
import { VECTOR } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";
import { memoryText, segmentText } from "./x86-memory.ts";
import type { MemoryText, Syntax } from "./x86-memory.ts";

export interface TextStyle {
  readonly is64: boolean;
  readonly syntax: Syntax;
  readonly hex: boolean;
  readonly llvm: 15 | 22;
  /** --symbolize-operands: what is relative to the next instruction is left out, to be named behind. */
  readonly symbolizes: boolean;
}

/** Operands, cut at the commas outside brackets. */
export function splitOperands(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === "(" || c === "[") depth++;
    else if (c === ")" || c === "]") depth--;
    else if (c === "," && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  if (text !== "") parts.push(text.slice(from).trim());
  return parts;
}

const PREFIX_WORDS = /^(?:lock|rep|repe|repz|repne|repnz|xacquire|xrelease|notrack|bnd|data16|addr32) /;

/** Words in front of the mnemonic that Capstone shows and the encoding decides. */
function bareMnemonic(text: string): string {
  let rest = text;
  while (PREFIX_WORDS.test(rest)) rest = rest.slice(rest.indexOf(" ") + 1);
  return rest;
}

/** By opcode: branches with a distance. */
const IS_BRANCH_0 = Uint8Array.from({ length: 256 }, (_, opcode) => {
  const isNear = (opcode >= 0x70 && opcode <= 0x7f) || (opcode >= 0xe0 && opcode <= 0xe3);
  return isNear || opcode === 0xe8 || opcode === 0xe9 || opcode === 0xeb ? 1 : 0;
});

/** Whether the instruction is a branch with a distance. */
export function isBranch(e: Encoding): boolean {
  if (e.vector !== VECTOR.none) return false;
  const { opcode } = e;
  if (e.map === 0) return IS_BRANCH_0[opcode] === 1 || (opcode === 0xc7 && e.modrm === 0xf8);
  return e.map === 1 && opcode >= 0x80 && opcode <= 0x8f;
}

const isAbsoluteMove = (e: Encoding): boolean =>
  e.vector === VECTOR.none && e.map === 0 && e.opcode >= 0xa0 && e.opcode <= 0xa3 && !(e.opcode === 0xa1 && e.rex2 !== 0);
const isX87 = (e: Encoding): boolean => e.vector === VECTOR.none && e.map === 0 && e.opcode >= 0xd8 && e.opcode <= 0xdf;
/** FLDENV, FNSTENV, FRSTOR, FNSAVE: their area has no size that is told. */
const isX87State = (e: Encoding): boolean => isX87(e) && (e.opcode === 0xd9 || e.opcode === 0xdd) && [4, 6].includes((e.modrm >> 3) & 7);
const isString = (e: Encoding): boolean =>
  e.vector === VECTOR.none &&
  e.map === 0 &&
  ((e.opcode >= 0xa4 && e.opcode <= 0xa7) || (e.opcode >= 0xaa && e.opcode <= 0xaf) || (e.opcode >= 0x6c && e.opcode <= 0x6f));

/** Their base is told unless it is ten. */
const AAM = 0xd4;
const AAD = 0xd5;

/** By opcode: ENTER, far pointers, AAM and AAD. */
const KEEPS_IMMEDIATE_0 = new Uint8Array(256);
for (const opcode of [0xc8, 0x9a, 0xea, AAM, AAD]) KEEPS_IMMEDIATE_0[opcode] = 1;

/** Whether the immediate belongs to the shape: it chooses a name, a comment, or there are two of them. */
export function keepsImmediate(e: Encoding): boolean {
  if (e.immediateSize === 0) return false;
  if (e.map !== 0 || e.vector !== VECTOR.none) return !isBranch(e);
  return KEEPS_IMMEDIATE_0[e.opcode] === 1;
}

/** Operands of x87 arithmetic on registers: LLVM always shows both. */
function x87Operands(e: Encoding, shown: readonly string[]): readonly string[] {
  if (!isX87(e) || e.modrm < 0xc0) return shown;
  const group = (e.modrm >> 3) & 7;
  const other = `%st(${e.modrm & 7})`;
  const isCompare = group === 2 || group === 3;
  switch (e.opcode) {
    case 0xd8:
      return isCompare ? shown : [other, "%st"];
    case 0xdc:
    case 0xde:
      return isCompare ? shown : ["%st", other];
    case 0xda:
      return group < 4 ? [other, "%st"] : shown;
    case 0xdb:
      return group < 4 || group === 5 || group === 6 ? [other, "%st"] : shown;
    case 0xdf:
      return group === 5 || group === 6 ? [other, "%st"] : shown;
    default:
      return shown;
  }
}

/** MOVD and MOVQ to a vector register. */
const MOVE_FROM_GENERAL = 0x6e;

/** Stands for an operand that will not be shown. */
const LEFT_OUT = "\uE004";

/** The words of LOCK and of F2 or F3, where they are no part of the opcode. */
export function prefixWords({ mandatory, hasLock }: Encoding, repeat: number): string {
  if (mandatory !== 0) return "";
  return (hasLock ? "lock\t\t" : "") + (repeat === 0xf2 ? "repne\t\t" : repeat === 0xf3 ? "rep\t\t" : "");
}

/** The word of an address-size prefix that changes no operand. */
export const addressWord = ({ is64 }: TextStyle): string => (is64 ? "addr32\t\t" : "addr16\t\t");

class TemplateMaker {
  readonly #comments: string[] = [];
  #memory: MemoryText | undefined;
  #scale = 1;
  #hasImmediate = false;

  constructor(
    readonly code: Uint8Array,
    readonly e: Encoding,
    readonly style: TextStyle,
  ) {}

  #number(value: number): string {
    if (!this.style.hex) return String(value);
    return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
  }

  /** Prefixes that are told before the mnemonic. */
  #prefixes(): string {
    const { e } = this;
    const isPause = e.vector === VECTOR.none && e.map === 0 && e.opcode === 0x90 && e.repeat === 0xf3;
    return prefixWords(e, isPause ? 0 : e.repeat) + (this.#ignoresAddressSize() ? addressWord(this.style) : "");
  }

  #ignoresAddressSize(): boolean {
    const { e } = this;
    if (!e.addressSize || isString(e)) return false;
    // A byte is moved with another operand size as without.
    if (isAbsoluteMove(e)) return (e.opcode & 1) === 0 && ((e.rex & 8) !== 0 || e.operandSize);
    if (e.vector === VECTOR.none && e.map === 0 && e.opcode === 0xe3) return false;
    return e.modrm < 0 || e.modrm >= 0xc0 || this.#memory?.isAbsolute === true;
  }

  #isMemory(operand: string): boolean {
    if (this.style.syntax === "intel") return operand.includes("[");
    if (/^\*?(?:%[a-z]s:)?-?(?:0x)?[0-9a-f]+$/.test(operand)) return true;
    return operand.includes("(") && !operand.startsWith("%st(");
  }

  #operand(operand: string): string {
    if (this.#isMemory(operand)) return this.#memoryOperand(operand);
    const isImmediate =
      this.style.syntax === "att" ? operand.startsWith("$") : /^-?(?:0x)?[0-9a-f]+$/.test(operand) && /^-?[0-9]/.test(operand);
    return isImmediate ? this.#immediate(operand) : operand;
  }

  #memoryOperand(operand: string): string {
    if (isString(this.e)) return this.#stringOperand(operand);
    const around =
      this.style.syntax === "att" ? /^(\*?)[^(]*(?:\([^)]*\))?(.*)$/.exec(operand) : /^(.*?)(?:[a-z]s:)?\[[^\]]*\](.*)$/.exec(operand);
    const before = this.#sizeWords(around?.[1] ?? "");
    const after = around?.[2] ?? "";
    if (isAbsoluteMove(this.e)) {
      const hole = this.style.syntax === "att" ? HOLE.displacement : `[${HOLE.displacement}]`;
      this.#memory = { text: segmentText(this.e, this.style.syntax) + hole, form: "always", isRelative: false, isAbsolute: false };
    } else if (this.e.modrm < 0 || this.e.modrm >= 0xc0) {
      return operand.replaceAll(", ", ",");
    } else {
      const index = /[(,+* ]%?([xyz]mm\d+)/.exec(operand)?.[1];
      this.#memory = memoryText(this.code, this.e, this.style.is64, this.style.syntax, this.style.llvm, index);
      if (this.e.vector === VECTOR.evex && this.e.displacementSize === 1) this.#scale = this.#scaleOf(operand);
    }
    if (this.style.symbolizes && this.#memory.isRelative) return before + LEFT_OUT + after;
    return before + this.#memory.text + after;
  }

  /** Intel's `qword ptr`: x87's long numbers, and elements of a gather, have sizes of their own in LLVM. */
  #sizeWords(words: string): string {
    if (this.style.syntax === "att") return words;
    const { e } = this;
    if (isX87State(e)) return "";
    if (isX87(e)) return words.replace("xword", "tbyte");
    // BOUND: of one of its two limits.
    if (e.map === 0 && e.opcode === 0x62) return e.operandSize ? words.replace("dword", "word") : words.replace("qword", "dword");
    if (words.startsWith("ptr ")) return words.slice(4);
    const isOrderedDouble = e.vector === VECTOR.none && e.map === 1 && e.opcode === 0x2f;
    if (isOrderedDouble) return words.replace("xmmword", "qword");
    const isGather =
      e.vector !== VECTOR.none && e.map === 2 && ((e.opcode >= 0x90 && e.opcode <= 0x93) || (e.opcode >= 0xa0 && e.opcode <= 0xa3));
    if (!isGather || this.style.llvm === 15) return words;
    const isWide = ((this.code[e.start + 2] as number) & 0x80) !== 0;
    return words.replace(/^\w+ ptr/, isWide ? "qword ptr" : "dword ptr");
  }

  /** Factor of the displacement, which was 1 when Capstone was asked. */
  #scaleOf(operand: string): number {
    const found = this.style.syntax === "att" ? /^(0x[0-9a-f]+|\d+)\(/.exec(operand) : /\+ (0x[0-9a-f]+|\d+)\]/.exec(operand);
    return found === null ? 1 : Number(found[1]);
  }

  /** The destination of a string instruction lies in ES, whatever the prefix. */
  #stringOperand(operand: string): string {
    const isDestination = /di[)\]]$/.test(operand) || (this.style.syntax === "intel" && /[er]?di\]$/.test(operand));
    if (this.style.syntax === "intel") return isDestination ? operand.replace(/(?:[a-z]s:)?\[/, "es:[") : operand;
    const bare = operand.replace(/^%[a-z]s:/, "");
    return isDestination ? `%es:${bare}` : `${segmentText(this.e, "att")}${bare}`;
  }

  #immediate(operand: string): string {
    const sign = this.style.syntax === "att" ? "$" : "";
    if (keepsImmediate(this.e)) {
      const value = this.#kept(Number(operand.replace(/^\$?-?/, "")), operand);
      if (this.e.immediateSize === 4) this.#comments.push(...this.#largeComment(value));
      return sign + this.#number(value);
    }
    if (this.e.immediateSize === 0) return sign + this.#number(Number(operand.replace(/^\$/, "")));
    this.#hasImmediate = true;
    return sign + HOLE.immediate;
  }

  /** An immediate that Capstone gives: a byte is unsigned, but for AAM and AAD. */
  #kept(value: number, operand: string): number {
    const signed = operand.includes("-") ? -value : value;
    if (this.e.vector === VECTOR.none && this.e.map === 0) return (signed << 24) >> 24;
    return this.e.immediateSize === 1 || this.e.immediateSize === 2 ? signed & 0xff : signed;
  }

  #arrange(mnemonic: string, shown: readonly string[]): readonly string[] {
    const { e } = this;
    const isFirst = e.vector === VECTOR.none && e.map === 0;
    if (/^xchg/.test(mnemonic) && shown.length === 2 && (e.modrm < 0 || e.modrm >= 0xc0)) return [shown[1] as string, shown[0] as string];
    const isIntel = this.style.syntax === "intel";
    if (isFirst && (e.opcode === 0xd0 || e.opcode === 0xd1) && shown.length === 2) return isIntel ? shown.slice(0, 1) : shown.slice(1);
    const both = x87Operands(e, shown);
    return isIntel && both !== shown ? both.map((operand) => operand.slice(1)).reverse() : both;
  }

  /** Mnemonics that differ between the two. */
  #rename(mnemonic: string, operands: readonly string[]): string {
    const conversion = /^(v?cvtu?si2s[sdh])[lq]$/.exec(mnemonic);
    if (conversion !== null && operands[0]?.startsWith("%") === true && this.e.modrm >= 0xc0) return conversion[1] as string;
    if (/^l[fgs]s$/.test(mnemonic) && this.style.syntax === "att" && (this.e.rex & 8) !== 0) return `${mnemonic}q`;
    return mnemonic;
  }

  #branch(mnemonic: string): Template {
    return templateOf(`${this.#prefixes()}${mnemonic}\t${HOLE.target}`);
  }

  #comment(mnemonic: string, operands: readonly string[]): void {
    const { e } = this;
    if (e.vector === VECTOR.none && e.map === 0) return;
    const ordered = this.style.syntax === "att" ? operands : operands.toReversed();
    const immediate = e.immediateSize > 0 && !isBranch(e) ? (this.code[e.immediateAt] as number) : 0;
    const shown = this.style.syntax === "att" || e.immediateSize === 0 ? ordered : [`$${ordered[0]}`, ...ordered.slice(1)];
    const isStore = e.map === 1 && e.opcode === 0x11;
    const isVectorWide = e.vector !== VECTOR.none && this.code[e.start] !== 0xc5 && ((this.code[e.start + 2] as number) & 0x80) !== 0;
    const isWide = e.vector === VECTOR.none ? (e.rex & 8) !== 0 : isVectorWide && e.opcode === MOVE_FROM_GENERAL;
    const comment = shuffleComment({
      mnemonic,
      operands: shown,
      immediate,
      llvm: this.style.llvm,
      isStore,
      isWide,
      isEvex: e.vector === VECTOR.evex,
      isVexWide: e.vector === VECTOR.vex && isVectorWide,
    });
    if (comment !== undefined) this.#comments.push(comment);
  }

  /** ENTER's two immediates are signed. */
  #enter(): Template {
    const { code, e } = this;
    const frame = (((code[e.immediateAt] as number) | ((code[e.immediateAt + 1] as number) << 8)) << 16) >> 16;
    const level = ((code[e.immediateAt + 2] as number) << 24) >> 24;
    const sign = this.style.syntax === "att" ? "$" : "";
    const comments = this.#largeComment(frame);
    return templateOf(`${this.#prefixes()}enter\t${sign}${this.#number(frame)}, ${sign}${this.#number(level)}`, { comments });
  }

  /** The comment of an immediate that is part of the shape. */
  #largeComment(value: number): string[] {
    if (this.style.syntax !== "att" || (value <= 255 && value >= -256)) return [];
    const bits = value >= -0x8000 ? 16 : 32;
    return [`imm = 0x${(value < 0 ? BigInt.asUintN(bits, BigInt(value)) : value).toString(16).toUpperCase()}`];
  }

  /** Far pointers: selector and offset. */
  #far(mnemonic: string): Template {
    const { code, e } = this;
    const at = e.immediateAt + e.immediateSize - 2;
    const word = (code[at] as number) | ((code[at + 1] as number) << 8);
    const selector = e.operandSize ? word : (word << 16) >> 16;
    let offset = 0;
    for (let i = e.immediateSize - 3; i >= 0; i--) offset = offset * 256 + (code[e.immediateAt + i] as number);
    const sign = this.style.syntax === "att" ? "$" : "";
    const text = `${sign}${this.#number(selector)}, ${sign}${this.#number(offset)}`;
    return templateOf(`${this.#prefixes()}${mnemonic}\t${text}`, {
      comments: [...this.#largeComment(selector), ...this.#largeComment(offset)],
    });
  }

  /** A predicate above 31 has no name: it is shown as a number. */
  #unnamedPredicate(mnemonic: string, operands: string[]): string {
    const { e, code } = this;
    if (e.vector !== VECTOR.evex || e.map !== 1 || e.opcode !== 0xc2) return mnemonic;
    const predicate = code[e.immediateAt] as number;
    const type = /^vcmp[a-z_]*?([ps][sd])$/.exec(mnemonic);
    if (predicate < 32 || type === null) return mnemonic;
    if (this.style.syntax === "att") operands.unshift(`$${this.#number(predicate)}`);
    else operands.push(this.#number(predicate));
    return `vcmp${type[1]}`;
  }

  #isDefaultBase(): boolean {
    const { e, code } = this;
    return e.vector === VECTOR.none && e.map === 0 && (e.opcode === AAM || e.opcode === AAD) && code[e.immediateAt] === 10;
  }

  make({ mnemonic: shownMnemonic, operands: shownOperands }: RawText): Template {
    const bare = bareMnemonic(shownMnemonic);
    if (isBranch(this.e)) return this.#branch(bare);
    if (bare === "enter") return this.#enter();
    if (this.e.map === 0 && this.e.vector === VECTOR.none && (this.e.opcode === 0x9a || this.e.opcode === 0xea)) return this.#far(bare);
    const arranged = this.#arrange(bare, splitOperands(shownOperands));
    const operands = this.#isDefaultBase() ? [] : arranged.map((operand) => this.#operand(operand));
    const mnemonic = this.#unnamedPredicate(this.#rename(bare, operands), operands);
    this.#comment(mnemonic, operands);
    const rest: TemplateRest = {
      displacement: this.#memory?.form ?? "att",
      scale: this.#scale,
      immediate: immediateForm(this.e, this.style.is64),
      commentsImmediate: this.#hasImmediate && this.style.syntax === "att" && this.#comments.length === 0,
      isRelative: this.#memory?.isRelative ?? false,
      comments: this.#comments,
    };
    const text = operands.length === 0 ? mnemonic : `${mnemonic}\t${operands.join(", ")}`;
    return templateOf(this.#prefixes() + text.replace(LEFT_OUT, ""), rest);
  }
}

/** The template of an instruction that Capstone decoded from `code`, whose layout is `e`. */
export function x86Template(code: Uint8Array, e: Encoding, raw: RawText, style: TextStyle): Template {
  return new TemplateMaker(code, e, style).make(raw);
}
