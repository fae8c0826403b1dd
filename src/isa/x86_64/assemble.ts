// The assembler for `asm!`, `global_asm!` and naked functions: text in Intel syntax to instructions in a CodeBuffer.
// Statements are parted by line ends and `;`. What it cannot read is an AsmError; the caller decides whose fault it is.
import { encode, isMnemonic } from "./encode.ts";
import type { CodeBuffer } from "./code.ts";
import { registerByName } from "./operand.ts";
import type { Memory, Operand, Register } from "./operand.ts";

export class AsmError extends Error {
  constructor(
    message: string,
    /** UTF-16 offset in the text of the statement that is wrong. */
    readonly offset: number,
  ) {
    super(message);
  }
}

const PREFIXES: Readonly<Record<string, number>> = { lock: 0xf0, rep: 0xf3, repe: 0xf3, repz: 0xf3, repne: 0xf2, repnz: 0xf2 };
const SIZES: Readonly<Record<string, number | undefined>> = {
  byte: 8,
  word: 16,
  dword: 32,
  qword: 64,
  xmmword: 128,
  tbyte: 80,
  oword: 128,
};
const TOKEN = /\s*(?:(0x[0-9a-f]+|0b[01]+|[0-9][0-9a-f]*h\b|\d+[bf]?\b|\d+)|([A-Za-z_.$][\w.$@]*)|([[\]+\-*:,(),]))/iy;

interface Token {
  readonly kind: "number" | "word" | "punctuation";
  readonly text: string;
}

function tokenize(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new AsmError("unknown token in expression", offset);
    const [, number, word, punctuation] = found;
    tokens.push(
      number !== undefined
        ? { kind: "number", text: number }
        : word !== undefined
          ? { kind: "word", text: word }
          : { kind: "punctuation", text: punctuation as string },
    );
  }
  return tokens;
}

function numberOf(text: string): bigint {
  return /h$/i.test(text) ? BigInt(`0x${text.slice(0, -1)}`) : BigInt(text);
}

const isLocalLabel = (text: string) => /^\d+[bf]$/i.test(text);

class OperandParser {
  #at = 0;
  constructor(
    readonly tokens: readonly Token[],
    readonly offset: number,
    readonly assembler: Assembler,
    readonly isBranch: boolean,
  ) {}

  #peek(text: string): boolean {
    return this.tokens[this.#at]?.text.toLowerCase() === text;
  }

  #take(text: string): boolean {
    if (!this.#peek(text)) return false;
    this.#at++;
    return true;
  }

  fail(message: string): never {
    throw new AsmError(message, this.offset);
  }

  /** operands = [ operand { "," operand } ] */
  all(): Operand[] {
    const operands: Operand[] = [];
    if (this.tokens.length === 0) return operands;
    do operands.push(this.operand());
    while (this.#take(","));
    if (this.#at < this.tokens.length) this.fail("unexpected token in argument list");
    return operands;
  }

  /** operand = register | [size "ptr"] [segment ":"] "[" address "]" | expression */
  operand(): Operand {
    let size: number | undefined;
    const word = this.tokens[this.#at]?.text.toLowerCase() ?? "";
    if (SIZES[word] !== undefined) {
      size = SIZES[word];
      this.#at++;
      this.#take("ptr");
    }
    if (word === "offset") this.#at++;
    const register = registerByName(word);
    if (register !== undefined && this.tokens[this.#at + 1]?.text === ":") {
      this.#at += 2;
      return this.#memory(size, register.number);
    }
    if (register !== undefined) {
      this.#at++;
      return register;
    }
    return this.#peek("[") ? this.#memory(size, undefined) : this.#value(size);
  }

  #value(size: number | undefined): Operand {
    const { value, symbol } = this.#expression();
    if (symbol === undefined) return { kind: "immediate", value };
    if (this.isBranch) return this.assembler.target(symbol);
    if (this.#peek("[")) return { ...(this.#memory(size, undefined) as Memory), symbol: { symbol, addend: Number(value) } };
    return { kind: "immediate", value: 0n, symbol: { symbol, addend: Number(value) } };
  }

  /** expression = ["-"] term { ("+"|"-"|"*") term } with at most one symbol */
  #expression(): { value: bigint; symbol: string | undefined } {
    let value = 0n;
    let symbol: string | undefined;
    let sign = this.#take("-") ? -1n : 1n;
    for (;;) {
      const token = this.tokens[this.#at++];
      if (token?.kind === "number" && !isLocalLabel(token.text)) {
        let term = numberOf(token.text);
        while (this.#take("*")) term *= numberOf(this.tokens[this.#at++]?.text ?? "0");
        value += sign * term;
      } else if (token !== undefined && token.kind !== "punctuation") symbol = token.text;
      else this.fail("unknown token in expression");
      if (this.#take("+")) sign = 1n;
      else if (this.#take("-")) sign = -1n;
      else return { value, symbol };
    }
  }

  /** "[" term { ("+"|"-") term } "]"; term = register ["*" scale] | number | symbol */
  #memory(size: number | undefined, segment: number | undefined): Memory {
    if (!this.#take("[")) this.fail("expected '[' token");
    const out = {
      base: undefined as Memory["base"],
      index: undefined as Register | undefined,
      scale: 1 as Memory["scale"],
      displacement: 0n,
      symbol: undefined as string | undefined,
    };
    let sign = this.#take("-") ? -1n : 1n;
    for (;;) {
      this.#term(out, sign);
      if (this.#take("+")) sign = 1n;
      else if (this.#take("-")) sign = -1n;
      else break;
    }
    if (!this.#take("]")) this.fail("expected ']' token");
    const symbol = out.symbol === undefined ? undefined : { symbol: out.symbol, addend: 0 };
    return {
      kind: "memory",
      base: out.base,
      index: out.index,
      scale: out.scale,
      displacement: Number(out.displacement),
      symbol,
      ...(size === undefined ? {} : { size }),
      ...(segment === undefined ? {} : { segment }),
    };
  }

  #term(
    out: { base: Memory["base"]; index: Register | undefined; scale: Memory["scale"]; displacement: bigint; symbol: string | undefined },
    sign: bigint,
  ): void {
    const token = this.tokens[this.#at++];
    const register = token === undefined ? undefined : registerByName(token.text.toLowerCase());
    if (token?.text.toLowerCase() === "rip") out.base = "rip";
    else if (register !== undefined) this.#addressRegister(out, register);
    else if (token?.kind === "number") this.#addressNumber(out, numberOf(token.text), sign);
    else if (token?.kind === "word") out.symbol = token.text;
    else this.fail("unknown token in expression");
  }

  #addressRegister(out: { base: Memory["base"]; index: Register | undefined; scale: Memory["scale"] }, register: Register): void {
    if (this.#take("*")) {
      out.index = register;
      out.scale = Number(this.tokens[this.#at++]?.text) as Memory["scale"];
    } else if (out.base === undefined) out.base = register;
    else out.index = register;
  }

  #addressNumber(out: { index: Register | undefined; scale: Memory["scale"]; displacement: bigint }, value: bigint, sign: bigint): void {
    if (this.#take("*")) {
      const register = registerByName(this.tokens[this.#at++]?.text.toLowerCase() ?? "");
      if (register === undefined) return void (out.displacement += sign * value);
      out.index = register;
      out.scale = Number(value) as Memory["scale"];
      return;
    }
    out.displacement += sign * value;
  }
}

/** Assembles statements into a buffer. Numeric labels (`2:`) may be defined again; `2b` and `2f` find the nearest. */
export class Assembler {
  readonly #counts = new Map<string, number>();
  /** Names that `.globl` exports. */
  readonly exported = new Set<string>();
  /** Labels with a name, defined here. */
  readonly named = new Set<string>();

  /** `scope` keeps this text's numeric labels apart from other texts'. */
  constructor(
    readonly buffer: CodeBuffer,
    readonly scope: string,
  ) {}

  #labelName(number: string, occurrence: number): string {
    return `${this.scope}.${number}.${occurrence}`;
  }

  target(symbol: string): Operand {
    if (!isLocalLabel(symbol)) return { kind: "target", symbol, isLabel: false };
    const number = symbol.slice(0, -1);
    const seen = this.#counts.get(number) ?? 0;
    return { kind: "target", symbol: this.#labelName(number, symbol.toLowerCase().endsWith("b") ? seen : seen + 1), isLabel: true };
  }

  assemble(text: string): void {
    let offset = 0;
    for (const statement of text.split(/[\n;]/)) {
      this.#statement(statement.replace(/(?:\/\/|#).*$/, ""), offset);
      offset += statement.length + 1;
    }
  }

  #statement(text: string, offset: number): void {
    const label = /^\s*([\w.$]+):/.exec(text);
    if (label !== null) {
      this.#define(label[1] as string);
      this.#statement(text.slice(label[0].length), offset);
      return;
    }
    const found = /^\s*([\w.]+)/.exec(text);
    if (found === null) return;
    const mnemonic = (found[1] as string).toLowerCase();
    const rest = text.slice(found[0].length);
    const prefix = PREFIXES[mnemonic];
    if (prefix !== undefined) {
      this.buffer.data([prefix]);
      this.#statement(rest, offset);
      return;
    }
    this.#instruction(mnemonic, rest, offset);
  }

  #define(name: string): void {
    if (!/^\d+$/.test(name)) {
      this.named.add(name);
      this.buffer.label(name);
      return;
    }
    const occurrence = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, occurrence);
    this.buffer.label(this.#labelName(name, occurrence));
  }

  /** The directives that do not make bytes, and alignment; false for others. */
  #directive(name: string, rest: string): boolean {
    switch (name) {
      case ".globl":
      case ".global":
        for (const symbol of rest.split(",")) this.exported.add(symbol.trim());
        return true;
      case ".type":
      case ".size":
      case ".text":
        return true;
      case ".p2align":
        this.buffer.align(2 ** Number(rest.split(",")[0]));
        return true;
      case ".balign":
        this.buffer.align(Number(rest.split(",")[0]));
        return true;
      default:
        return false;
    }
  }

  #instruction(mnemonic: string, rest: string, offset: number): void {
    if (mnemonic.startsWith(".") && this.#directive(mnemonic, rest.trim())) return;
    if (!isMnemonic(mnemonic))
      throw new AsmError(mnemonic.startsWith(".") ? "unknown directive" : `invalid instruction mnemonic '${mnemonic}'`, offset);
    const isBranch = mnemonic.startsWith("j") || mnemonic === "call";
    const operands = new OperandParser(tokenize(rest, offset), offset, this, isBranch).all();
    if (isBranch && operands[0]?.kind === "target" && operands[0].isLabel && mnemonic !== "call") {
      this.buffer.emit(mnemonic, ...operands);
      return;
    }
    const encoded = encode(mnemonic, operands);
    if (encoded === undefined)
      throw new AsmError(operands.length === 0 ? "too few operands for instruction" : "invalid operand for instruction", offset);
    this.buffer.append(encoded);
  }
}
