// Operands in Intel syntax: registers, `size ptr segment:[base + index*scale + displacement]`, expressions. A symbol alone is
// the memory there; `offset symbol` is its address; in a branch it is the target.
import { isAddress } from "../encode.ts";
import { registerByName } from "../operand.ts";
import type { Memory, Operand, Register, SymbolReference } from "../operand.ts";
import { ExpressionParser } from "./expression.ts";
import type { Names, Value } from "./expression.ts";
import type { Cursor } from "./lexer.ts";

const SIZES: Readonly<Record<string, number | undefined>> = {
  byte: 8,
  word: 16,
  dword: 32,
  fword: 48,
  qword: 64,
  tbyte: 80,
  mmword: 64,
  xmmword: 128,
  oword: 128,
  ymmword: 256,
  zmmword: 512,
};

/** What an operand parser needs of the assembler. */
export interface OperandContext extends Names {
  readonly isBranch: boolean;
  /** It may go where a register or memory says. */
  readonly isIndirectBranch: boolean;
  /** The reference of a symbol; `minus` is a label whose address is taken away (in AT&T syntax). */
  reference(symbol: string, addend: bigint, minus?: string): SymbolReference;
  target(symbol: string, addend: bigint): Operand;
}

interface Address {
  base: Memory["base"];
  index: Register | undefined;
  scale: 1 | 2 | 4 | 8;
  displacement: bigint;
  symbol: string | undefined;
}

const noAddress = (): Address => ({ base: undefined, index: undefined, scale: 1, displacement: 0n, symbol: undefined });

export class IntelOperands {
  readonly #expressions: ExpressionParser;

  constructor(
    readonly cursor: Cursor,
    readonly context: OperandContext,
  ) {
    this.#expressions = new ExpressionParser(cursor, context, true);
  }

  /** operands = [ operand { "," operand } ] */
  all(): Operand[] {
    const operands: Operand[] = [];
    if (this.cursor.isEnd) return operands;
    do operands.push(this.#operand());
    while (this.cursor.take(","));
    if (!this.cursor.isEnd) this.cursor.fail("unexpected token in argument list");
    return operands;
  }

  /** operand = register | [size ["ptr"]] [segment ":"] memory | ["offset" | "short"] expression */
  #operand(): Operand {
    const { cursor } = this;
    let size = SIZES[cursor.lower];
    if (size !== undefined) {
      cursor.next();
      if (!cursor.take("ptr") && cursor.token.text !== "[") size = undefined;
    }
    if (size === undefined && cursor.take("offset")) return this.#offset();
    cursor.take("short");
    const register = this.#register();
    if (register === undefined) return this.#memoryOrValue(size, undefined);
    if (!cursor.take(":")) return register;
    if (register.class !== "sreg") cursor.fail("invalid segment register");
    return this.#memoryOrValue(size, register.number);
  }

  #register(): Register | undefined {
    const { cursor } = this;
    const found = cursor.token.kind === "word" ? registerByName(cursor.lower) : undefined;
    if (found !== undefined) cursor.next();
    return found;
  }

  #offset(): Operand {
    const { constant, plus, minus } = this.#expressions.parse();
    if (minus !== undefined) this.cursor.fail("unexpected token!");
    if (plus === undefined) return { kind: "immediate", value: constant };
    return { kind: "immediate", value: 0n, symbol: this.context.reference(plus, constant) };
  }

  #memoryOrValue(size: number | undefined, segment: number | undefined): Operand {
    const { cursor } = this;
    if (cursor.token.text === "[") return this.#memory(noAddress(), size, segment);
    const value = this.#expressions.parse();
    const address = { ...noAddress(), displacement: value.constant, symbol: value.plus };
    if (cursor.token.text === "[") return this.#memory(address, size, segment);
    if (value.plus === undefined && segment === undefined && size === undefined) return { kind: "immediate", value: value.constant };
    if (this.context.isBranch && segment === undefined && size === undefined) return this.#target(value);
    if (value.minus !== undefined) cursor.fail("cannot use more than one symbol in memory operand");
    return this.#finish(address, size, segment);
  }

  #target({ constant, plus, minus }: Value): Operand {
    if (plus === undefined || minus !== undefined) return this.cursor.fail("expected relocatable expression");
    return this.context.target(plus, constant);
  }

  /** { "[" term { ("+"|"-") term } "]" } */
  #memory(address: Address, size: number | undefined, segment: number | undefined): Memory {
    const { cursor } = this;
    while (cursor.take("[")) {
      let sign = cursor.take("-") ? -1n : 1n;
      for (;;) {
        this.#term(address, sign);
        if (cursor.take("+")) sign = 1n;
        else if (cursor.take("-")) sign = -1n;
        else break;
      }
      cursor.expect("]", "unexpected token in argument list");
    }
    return this.#finish(address, size, segment);
  }

  #finish(address: Address, size: number | undefined, segment: number | undefined): Memory {
    const { base, index } = address;
    const isStackIndex = index?.number === 4 && address.scale === 1 && base !== "rip";
    const memory: Memory = {
      kind: "memory",
      base: isStackIndex ? index : base,
      index: isStackIndex ? (base as Register | undefined) : index,
      scale: address.scale,
      displacement: Number(BigInt.asIntN(64, address.displacement)),
      ...(base === undefined && index === undefined ? { address: address.displacement } : {}),
      symbol: address.symbol === undefined ? undefined : this.context.reference(address.symbol, 0n),
      ...(size === undefined ? {} : { size }),
      ...(segment === undefined ? {} : { segment }),
    };
    return isAddress(memory) ? memory : this.cursor.fail("invalid base+index expression");
  }

  /** term = register ["*" scale] | scale "*" register | factor */
  #term(out: Address, sign: bigint): void {
    const { cursor } = this;
    if (cursor.lower === "rip") {
      cursor.next();
      out.base = "rip";
      return;
    }
    const register = this.#register();
    if (register !== undefined) return this.#addressRegister(out, register);
    if (cursor.token.kind === "number" && cursor.peek(1).text === "*" && registerByName(cursor.peek(2).text.toLowerCase()) !== undefined) {
      const scale = cursor.next().value;
      cursor.next();
      return this.#scaled(out, this.#register() as Register, scale);
    }
    const value = this.#factor();
    if (value.plus !== undefined) out.symbol = value.plus;
    out.displacement += sign * value.constant;
  }

  /** A factor of a sum: products of numbers, symbols, parentheses. */
  #factor(): Value {
    const { cursor } = this;
    let value: Value;
    const token = cursor.next();
    if (token.text === "(" && token.kind === "punctuation") {
      value = this.#expressions.parse();
      cursor.expect(")", "expected ')' in parentheses expression");
    } else if (token.kind === "number") value = { constant: token.value };
    else if (token.kind === "local") value = { constant: 0n, plus: this.context.local(token.text) };
    else if (token.kind === "word") value = this.context.named(token.text);
    else return cursor.fail("unknown token in expression");
    while (value.plus === undefined && cursor.token.text === "*") {
      cursor.next();
      value = { constant: value.constant * this.#factor().constant };
    }
    return value;
  }

  #addressRegister(out: Address, register: Register): void {
    if (this.cursor.take("*")) return this.#scaled(out, register, this.#factor().constant);
    if (out.base === undefined) out.base = register;
    else if (out.index === undefined) out.index = register;
    else this.cursor.fail("BaseReg/IndexReg already set!");
  }

  #scaled(out: Address, register: Register, scale: bigint): void {
    if (![1n, 2n, 4n, 8n].includes(scale)) this.cursor.fail("scale factor in address must be 1, 2, 4 or 8");
    if (out.index !== undefined) this.cursor.fail("BaseReg/IndexReg already set!");
    out.index = register;
    out.scale = Number(scale) as 1 | 2 | 4 | 8;
  }
}
