// Expressions: numbers, symbols, operators with the precedence of LLVM's assembler. A value is a constant, or a symbol plus a
// constant, or the difference of two symbols plus a constant.
import type { Cursor } from "./lexer.ts";

export interface Value {
  readonly constant: bigint;
  readonly plus?: string | undefined;
  readonly minus?: string | undefined;
}

/** What names mean. */
export interface Names {
  /** What a name stands for: what `.set` or `=` made of it, else the symbol. */
  named(name: string): Value;
  /** The key of a numeric label, `2b` or `2f`, or of `.`, this place. */
  local(text: string): string;
}

/** Binary operators by precedence, weakest first. */
const LEVELS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["|", "^", "&", "or", "xor", "and"],
  ["+", "-"],
  ["*", "/", "%", "<<", ">>", "shl", "shr", "mod"],
];
const DEPTH_LIMIT = 200;
const MASK = 64;

const isWord = (operator: string) => /^[a-z]/.test(operator);

export class ExpressionParser {
  #depth = 0;

  constructor(
    readonly cursor: Cursor,
    readonly names: Names,
    /** `and`, `shl` and the like are operators. */
    readonly isIntel: boolean,
  ) {}

  parse(): Value {
    return this.#binary(0);
  }

  /** A value that must be known now. */
  absolute(message = "expected absolute expression"): bigint {
    const { constant, plus, minus } = this.parse();
    return plus === undefined && minus === undefined ? constant : this.cursor.fail(message);
  }

  #binary(level: number): Value {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = this.#operator(operators);
      if (operator === undefined) return left;
      left = this.#apply(operator, left, this.#binary(level + 1));
    }
  }

  #operator(operators: readonly string[]): string | undefined {
    const { lower, token } = this.cursor;
    const isKnown = operators.includes(lower) && (token.kind === "punctuation" || (this.isIntel && isWord(lower)));
    if (!isKnown) return undefined;
    this.cursor.next();
    return lower;
  }

  #unary(): Value {
    const { cursor } = this;
    if (++this.#depth > DEPTH_LIMIT) cursor.fail("expression is nested too deeply");
    const value = this.#prefixed();
    this.#depth--;
    return value;
  }

  #prefixed(): Value {
    const { cursor } = this;
    if (cursor.take("+")) return this.#unary();
    if (cursor.take("-")) return this.#negate(this.#unary());
    if (cursor.take("~") || (this.isIntel && cursor.take("not"))) return { constant: BigInt.asIntN(MASK, ~this.#known(this.#unary())) };
    if (cursor.take("!")) return { constant: this.#known(this.#unary()) === 0n ? 1n : 0n };
    if (cursor.take("(")) {
      const inner = this.parse();
      cursor.expect(")", "expected ')' in parentheses expression");
      return inner;
    }
    return this.#primary();
  }

  #primary(): Value {
    const { cursor } = this;
    const token = cursor.next();
    if (token.kind === "number") return { constant: token.value };
    if (token.kind === "local") return { constant: 0n, plus: this.names.local(token.text) };
    if (token.kind !== "word") return cursor.fail("unknown token in expression");
    if (token.text === ".") return { constant: 0n, plus: this.names.local(".") };
    return this.names.named(token.text);
  }

  #known({ constant, plus, minus }: Value): bigint {
    return plus === undefined && minus === undefined ? constant : this.cursor.fail("expected absolute expression");
  }

  #negate({ constant, plus, minus }: Value): Value {
    return { constant: -constant, plus: minus, minus: plus };
  }

  #apply(operator: string, left: Value, right: Value): Value {
    if (operator === "+") return this.#sum(left, right);
    if (operator === "-") return this.#sum(left, this.#negate(right));
    return { constant: BigInt.asIntN(MASK, this.#compute(operator, this.#known(left), this.#known(right))) };
  }

  #sum(left: Value, right: Value): Value {
    if ((left.plus !== undefined && right.plus !== undefined) || (left.minus !== undefined && right.minus !== undefined))
      return this.cursor.fail("expected relocatable expression");
    const plus = left.plus ?? right.plus;
    const minus = left.minus ?? right.minus;
    const constant = left.constant + right.constant;
    return plus !== undefined && plus === minus ? { constant } : { constant, plus, minus };
  }

  #compute(operator: string, a: bigint, b: bigint): bigint {
    const truth = (is: boolean) => (is ? -1n : 0n);
    switch (operator) {
      case "*":
        return a * b;
      case "/":
        return b === 0n ? this.cursor.fail("expected relocatable expression") : a / b;
      case "%":
      case "mod":
        return b === 0n ? this.cursor.fail("expected relocatable expression") : a % b;
      case "<<":
      case "shl":
        return a << (b & 63n);
      case ">>":
      case "shr":
        return BigInt.asUintN(MASK, a) >> (b & 63n);
      case "&":
      case "and":
        return a & b;
      case "|":
      case "or":
        return a | b;
      case "^":
      case "xor":
        return a ^ b;
      case "==":
        return truth(a === b);
      case "!=":
        return truth(a !== b);
      case "<":
        return truth(a < b);
      case "<=":
        return truth(a <= b);
      case ">":
        return truth(a > b);
      case ">=":
        return truth(a >= b);
      case "&&":
        return a !== 0n && b !== 0n ? 1n : 0n;
      default:
        return a !== 0n || b !== 0n ? 1n : 0n;
    }
  }
}
