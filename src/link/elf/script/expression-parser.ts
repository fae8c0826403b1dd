// Expressions of linker scripts: C's operators over 64-bit numbers, symbols, and functions about sections and memory.
import type { Expression, LinkerScript, ScriptPlace } from "./commands.ts";
import { ScriptLexer, unquote } from "./lexer.ts";

const PRECEDENCE: Readonly<Record<string, number>> = {
  "*": 11,
  "/": 11,
  "%": 11,
  "+": 10,
  "-": 10,
  "<<": 9,
  ">>": 9,
  "<": 8,
  "<=": 8,
  ">": 8,
  ">=": 8,
  "==": 7,
  "!=": 7,
  "&": 6,
  "^": 5,
  "|": 4,
  "&&": 3,
  "||": 2,
};

/** What stands between a function's parentheses: a section, region or symbol, then expressions. */
type Signature = "section" | "place of section" | "region" | "symbol" | "word, expression" | 0 | 1 | 2 | "1 or 2";

const FUNCTIONS: Readonly<Record<string, Signature>> = {
  ABSOLUTE: 1,
  ADDR: "place of section",
  ALIGN: "1 or 2",
  ALIGNOF: "section",
  DATA_SEGMENT_ALIGN: 2,
  DATA_SEGMENT_END: 1,
  DATA_SEGMENT_RELRO_END: 2,
  DEFINED: "symbol",
  LENGTH: "region",
  LOADADDR: "place of section",
  LOG2CEIL: 1,
  MAX: 2,
  MIN: 2,
  ORIGIN: "region",
  SEGMENT_START: "word, expression",
  SIZEOF: "section",
};

const NUMBER = /^(?:0[xX]([0-9a-fA-F]+)|([0-9a-fA-F]+)[hH]|(\d+))$/;
const SCALED = /^(.+)([kKmM])$/;

export class ExpressionParser extends ScriptLexer {
  constructor(
    file: string,
    text: string,
    readonly script: LinkerScript,
  ) {
    super(file, text, script.lld);
  }

  /** expression: operand { operator operand } [ `?` expression `:` expression ] */
  readExpression(): Expression {
    const before = this.inExpression;
    this.inExpression = true;
    const expression = this.#readOperators(this.readPrimary(), 0);
    this.inExpression = before;
    return expression;
  }

  #readOperators(first: Expression, lowest: number): Expression {
    let left = first;
    for (;;) {
      if (this.consume("?")) return this.#readChoice(left);
      const operator = this.peek();
      const precedence = this.#precedence(operator);
      if (precedence < lowest) return left;
      this.next();
      const { place } = this;
      let right = this.readPrimary();
      while (this.#precedence(this.peek()) > precedence) right = this.#readOperators(right, this.#precedence(this.peek()));
      left = { kind: "binary", operator, left, right, place };
    }
  }

  /** -1 for what is no operator; LLD 15 has no exclusive or. */
  #precedence(operator: string): number {
    return operator === "^" && this.lld === 15 ? -1 : (PRECEDENCE[operator] ?? -1);
  }

  #readChoice(condition: Expression): Expression {
    const then = this.readExpression();
    this.expect(":");
    return { kind: "choice", condition, then, otherwise: this.readExpression() };
  }

  /** `(` expression `)` */
  readParenthesized(): Expression {
    this.expect("(");
    const expression = this.readExpression();
    this.expect(")");
    return expression;
  }

  readPrimary(): Expression {
    if (this.peek() === "(") return this.readParenthesized();
    if (this.consume("~")) return { kind: "unary", operator: "~", operand: this.readPrimary() };
    if (this.consume("!")) return { kind: "unary", operator: "!", operand: this.readPrimary() };
    if (this.consume("-")) return { kind: "unary", operator: "-", operand: this.readPrimary() };
    if (this.consume("+")) return this.readPrimary();
    const token = this.next();
    const { place } = this;
    if (token === "ASSERT") return this.#readAssert(place);
    if (token === "CONSTANT") return this.#readConstant(place);
    if (token === "SIZEOF_HEADERS") return { kind: "call", function: token, operands: [], name: "", place };
    const signature = FUNCTIONS[token];
    if (signature !== undefined) return this.#readCall(token, signature, place);
    return this.#readOperand(token, place);
  }

  #readOperand(token: string, place: ScriptPlace): Expression {
    if (token === ".") return { kind: "symbol", name: ".", place };
    const value = parseNumber(token);
    if (value !== undefined) return { kind: "number", value };
    const name = unquote(token);
    if (!token.startsWith('"') && !/^[A-Za-z_.$][A-Za-z0-9_.$]*$/.test(name)) this.fail(`malformed number: ${token}`);
    this.noteReference(name);
    return { kind: "symbol", name, place };
  }

  /** Of the PROVIDE that is being read. */
  protected provided: string | undefined;

  /** LLD 22 asks for what a PROVIDE names only if that itself is wanted. */
  protected noteReference(name: string): void {
    const { script, provided } = this;
    if (provided === undefined || script.lld === 15) script.referenced.push(name);
    else script.provides.set(provided, [...(script.provides.get(provided) ?? []), name]);
  }

  /** `ASSERT(expression, "message")`; its value is the location counter. */
  #readAssert(place: ScriptPlace): Expression {
    this.expect("(");
    const condition = this.readExpression();
    this.expect(",");
    const name = unquote(this.next());
    this.expect(")");
    return { kind: "call", function: "ASSERT", operands: [condition], name, place };
  }

  readAssertion(): Expression {
    const before = this.inExpression;
    this.inExpression = true;
    const assertion = this.#readAssert(this.place);
    this.inExpression = before;
    return assertion;
  }

  #readConstant(place: ScriptPlace): Expression {
    this.expect("(");
    const name = this.next();
    this.expect(")");
    if (name !== "COMMONPAGESIZE" && name !== "MAXPAGESIZE") this.fail(`unknown constant: ${name}`);
    return { kind: "call", function: "CONSTANT", operands: [], name, place };
  }

  #readCall(name: string, signature: Signature, place: ScriptPlace): Expression {
    this.expect("(");
    const call = (operands: readonly Expression[], about = ""): Expression => ({
      kind: "call",
      function: name,
      operands,
      name: about,
      place,
    });
    const result = this.#readOperands(signature, call);
    if (name === "DATA_SEGMENT_ALIGN") this.script.dataAligned = true;
    if (name === "DATA_SEGMENT_RELRO_END") this.script.relroEnd = true;
    this.expect(")");
    if (signature === "region" && result.kind === "call" && !this.script.regions.has(result.name))
      this.fail(`memory region not defined: ${result.name}`);
    return result;
  }

  #readOperands(signature: Signature, call: (operands: readonly Expression[], about?: string) => Expression): Expression {
    if (signature === "section" || signature === "place of section") return call([], this.#sectionName(signature));
    if (signature === "region" || signature === "symbol") return call([], unquote(this.next()));
    if (signature === "word, expression") {
      const word = this.next();
      this.expect(",");
      return call([this.readExpression()], word);
    }
    const operands = [this.readExpression()];
    if (signature === 2 || (signature === "1 or 2" && this.peek() !== ")")) {
      this.expect(",");
      operands.push(this.readExpression());
    }
    return call(operands);
  }

  #sectionName(signature: Signature): string {
    const before = this.inExpression;
    this.inExpression = false;
    const name = unquote(this.next());
    this.inExpression = before;
    this.script.namedSections.add(name);
    if (signature === "place of section") this.script.placedSections.add(name);
    return name;
  }
}

/** `0x10`, `10h`, `16`, `16K`, `16M`; undefined if it is no number. */
export function parseNumber(token: string): bigint | undefined {
  const whole = NUMBER.exec(token);
  if (whole !== null) return BigInt(whole[3] ?? `0x${whole[1] ?? whole[2]}`);
  const scaled = SCALED.exec(token);
  const base = scaled === null ? null : NUMBER.exec(scaled[1] as string);
  if (scaled === null || base?.[3] === undefined) return undefined;
  return BigInt(base[3]) * (/[kK]/.test(scaled[2] as string) ? 1024n : 1024n * 1024n);
}
