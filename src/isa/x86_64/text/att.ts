// Operands in AT&T syntax: `%register`, `$immediate`, `segment:displacement(base, index, scale)`, `*` before what an indirect
// branch goes to. They come source first; what is handed on is in Intel's order.
import { isAddress } from "../encode.ts";
import { registerByName } from "../operand.ts";
import type { Memory, Operand, Register } from "../operand.ts";
import { ExpressionParser } from "./expression.ts";
import type { Value } from "./expression.ts";
import type { OperandContext } from "./intel.ts";
import type { Cursor } from "./lexer.ts";

export class AttOperands {
  readonly #expressions: ExpressionParser;

  constructor(
    readonly cursor: Cursor,
    readonly context: OperandContext,
  ) {
    this.#expressions = new ExpressionParser(cursor, context, false);
  }

  /** operands = [ operand { "," operand } ] */
  all(): Operand[] {
    const operands: Operand[] = [];
    if (this.cursor.isEnd) return operands;
    do operands.push(this.#operand());
    while (this.cursor.take(","));
    if (!this.cursor.isEnd) this.cursor.fail("unexpected token in argument list");
    // Two immediates stand in one order in both syntaxes.
    return operands.every(({ kind }) => kind === "immediate") ? operands : operands.reverse();
  }

  /** operand = "$" expression | ["*"] ( register | memory ) */
  #operand(): Operand {
    const { cursor } = this;
    if (cursor.token.text.startsWith("$") && cursor.token.kind !== "string") return this.#immediate();
    const isIndirect = cursor.take("*");
    if (cursor.token.text !== "%") return this.#marked(this.#memory(undefined, isIndirect), isIndirect);
    const register = this.#register();
    if (!cursor.take(":")) return this.#marked(register, isIndirect);
    if (register.class !== "sreg") cursor.fail("invalid segment register");
    return this.#marked(this.#memory(register.number, true), isIndirect);
  }

  /** `*` stands before what a branch goes through, and nowhere else. */
  #marked(operand: Operand, isIndirect: boolean): Operand {
    const isThrough = this.context.isIndirectBranch && (operand.kind === "register" || operand.kind === "memory");
    return isThrough === isIndirect ? operand : this.cursor.fail("invalid operand for instruction");
  }

  #register(): Register {
    const { cursor } = this;
    cursor.expect("%", "expected register here");
    const found = registerByName(cursor.lower);
    if (found === undefined) cursor.fail("invalid register name");
    cursor.next();
    return found as Register;
  }

  /** `$name` is one word to the lexer, `$ 5` two tokens. */
  #immediate(): Operand {
    const { cursor } = this;
    const { text } = cursor.token;
    const value: Value = text === "$" ? (cursor.next(), this.#expressions.parse()) : this.#named(text.slice(1));
    if (value.plus === undefined) return { kind: "immediate", value: value.constant };
    return { kind: "immediate", value: 0n, symbol: this.context.reference(value.plus, value.constant, value.minus) };
  }

  /** `$name + 4` */
  #named(name: string): Value {
    const { cursor } = this;
    cursor.next();
    const first = this.context.named(name);
    if (cursor.token.text !== "+" && cursor.token.text !== "-") return first;
    const rest = this.#expressions.parse();
    if ((first.plus !== undefined && rest.plus !== undefined) || (first.minus !== undefined && rest.minus !== undefined))
      cursor.fail("expected relocatable expression");
    return { constant: first.constant + rest.constant, plus: first.plus ?? rest.plus, minus: first.minus ?? rest.minus };
  }

  /** memory = [expression] [ "(" [register] ["," register ["," scale]] ")" ] */
  #memory(segment: number | undefined, isMemory: boolean): Operand {
    const { cursor } = this;
    const isBare = cursor.token.text === "(" && (cursor.peek(1).text === "%" || cursor.peek(1).text === ",");
    const value: Value = isBare ? { constant: 0n } : this.#expressions.parse();
    if (cursor.token.text !== "(" && !isMemory && this.context.isBranch) {
      if (value.plus === undefined || value.minus !== undefined) return cursor.fail("invalid operand for instruction");
      return this.context.target(value.plus, value.constant);
    }
    const parts = this.#parts();
    const memory: Memory = {
      kind: "memory",
      ...parts,
      ...(parts.base === undefined && parts.index === undefined ? { address: value.constant } : {}),
      displacement: value.plus === undefined ? Number(BigInt.asIntN(64, value.constant)) : 0,
      symbol: value.plus === undefined ? undefined : this.context.reference(value.plus, value.constant, value.minus),
      ...(segment === undefined ? {} : { segment }),
    };
    return isAddress(memory) ? memory : cursor.fail("invalid base+index expression");
  }

  #parts(): Pick<Memory, "base" | "index" | "scale"> {
    const { cursor } = this;
    const out: { base: Memory["base"]; index: Register | undefined; scale: Memory["scale"] } = {
      base: undefined,
      index: undefined,
      scale: 1,
    };
    if (!cursor.take("(")) return out;
    if (cursor.token.text === "%") out.base = cursor.peek(1).text === "rip" ? this.#instructionPointer() : this.#register();
    if (cursor.take(",")) {
      if (cursor.token.text === "%") out.index = this.#register();
      if (cursor.take(",")) out.scale = this.#scale();
    }
    cursor.expect(")", "unexpected token in argument list");
    return out;
  }

  #instructionPointer(): "rip" {
    this.cursor.next();
    this.cursor.next();
    return "rip";
  }

  #scale(): Memory["scale"] {
    const scale = Number(this.#expressions.absolute("expected scale expression"));
    if (scale !== 1 && scale !== 2 && scale !== 4 && scale !== 8) return this.cursor.fail("scale factor in address must be 1, 2, 4 or 8");
    return scale;
  }
}
