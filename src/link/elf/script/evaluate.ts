// Values of script expressions. A value counts from a section where it can (so that a symbol moves with its section),
// else it is a plain number of 64 bits.
import { ScriptError } from "./lexer.ts";
import * as elf from "../../../elf/constants.ts";
import { Chunk, isInput, sectionAddress } from "../input.ts";
import { OutputSection } from "../output.ts";
import type { LinkSymbol } from "../symbol.ts";
import type { Expression, ScriptPlace } from "./commands.ts";
import type { MemoryRegion } from "./memory.ts";

const MASK = 0xffffffffffffffffn;

export interface Value {
  /** What it counts from; undefined for plain numbers. */
  readonly section: Chunk | OutputSection | undefined;
  /** From the section's start, or the number itself. */
  readonly value: bigint;
  /** The address is rounded up to it. */
  readonly alignment: bigint;
  /** ABSOLUTE was asked for. */
  readonly forced: boolean;
  /** STT_* of the symbol it is an alias of. */
  readonly type: number;
  readonly place: ScriptPlace;
}

/** What expressions can ask of the layout so far. */
export interface EvaluationContext {
  readonly dot: bigint;
  /** Section that the location counter is in; undefined before the first. */
  readonly dotSection: OutputSection | undefined;
  /** False while there is no location counter yet. */
  readonly hasDot: boolean;
  symbol(name: string): LinkSymbol | undefined;
  section(name: string): OutputSection | undefined;
  region(name: string): MemoryRegion | undefined;
  readonly headersSize: number;
  readonly maxPageSize: number;
  readonly commonPageSize: number;
  /** What DATA_SEGMENT_RELRO_END rounds up to. */
  readonly relroPageSize: number;
  /** Symbols may still be without a value: asked before layout. */
  fail(message: string, isFinal?: boolean): void;
}

export const plain = (value: bigint, place = ""): Value => ({
  section: undefined,
  value: value & MASK,
  alignment: 1n,
  forced: false,
  type: elf.STT_NOTYPE,
  place,
});

function align(value: bigint, alignment: bigint): bigint {
  return alignment <= 1n ? value : ((value + alignment - 1n) / alignment) * alignment;
}

function startOf(section: Chunk | OutputSection, offset: bigint): bigint {
  if (section instanceof OutputSection) return section.address + offset;
  if (isInput(section)) return sectionAddress(section, Number(offset));
  return section.address + offset;
}

const baseOf = ({ section }: Value): bigint => (section === undefined ? 0n : startOf(section, 0n));

/** The number it is in the end: an address, or itself. */
export function numberOf(value: Value): bigint {
  const raw = value.section === undefined ? value.value : startOf(value.section, value.value);
  return align(raw, value.alignment) & MASK;
}

export const isAbsolute = (value: Value): boolean => value.forced || value.section === undefined;

/** Distance from its section's start; the number itself if there is none. */
export function offsetOf(value: Value): bigint {
  return value.alignment === 1n ? value.value : numberOf(value) - baseOf(value);
}

const truth = (condition: boolean): bigint => (condition ? 1n : 0n);

/** Operators that look at numbers only. */
const NUMERIC: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  "*": (a, b) => a * b,
  "<<": (a, b) => (b > 63n ? 0n : a << b),
  ">>": (a, b) => (b > 63n ? 0n : a >> b),
  "<": (a, b) => truth(a < b),
  ">": (a, b) => truth(a > b),
  "<=": (a, b) => truth(a <= b),
  ">=": (a, b) => truth(a >= b),
  "==": (a, b) => truth(a === b),
  "!=": (a, b) => truth(a !== b),
  "&&": (a, b) => truth(a !== 0n && b !== 0n),
  "||": (a, b) => truth(a !== 0n || b !== 0n),
};

/** Operators whose result stays in the section of an operand. */
const BITWISE: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
};

export class Evaluator {
  constructor(readonly context: EvaluationContext) {}

  number(expression: Expression): bigint {
    return numberOf(this.value(expression));
  }

  value(expression: Expression): Value {
    switch (expression.kind) {
      case "number":
        return plain(expression.value);
      case "symbol":
        return this.#symbol(expression.name, expression.place);
      case "unary":
        return this.#unary(expression.operator, this.number(expression.operand));
      case "binary":
        return this.#binary(expression.operator, this.value(expression.left), this.value(expression.right), expression.place);
      case "choice":
        return this.value(this.number(expression.condition) !== 0n ? expression.then : expression.otherwise);
      case "call":
        return this.#call(expression);
    }
  }

  #symbol(name: string, place: ScriptPlace): Value {
    const { context } = this;
    if (name === ".") {
      if (!context.hasDot) context.fail(`${place}: unable to get location counter value`);
      const start = context.dotSection?.address ?? 0n;
      return { ...plain(context.dot - start, place), section: context.dotSection };
    }
    const symbol = context.symbol(name);
    if (symbol?.kind !== "defined" || !symbol.isPlaced) {
      context.fail(`${place}: symbol not found: ${name}`, true);
      return plain(0n, place);
    }
    const { section, type } = symbol;
    if (section === undefined) return { ...plain(symbol.absolute, place), type };
    const start = section instanceof OutputSection && symbol.atEnd ? BigInt(section.size) : BigInt(symbol.value);
    return { ...plain(start, place), section, type };
  }

  #unary(operator: string, operand: bigint): Value {
    if (operator === "!") return plain(truth(operand === 0n));
    return plain(operator === "~" ? ~operand : -operand);
  }

  #binary(operator: string, left: Value, right: Value, place: ScriptPlace): Value {
    const numeric = NUMERIC[operator];
    if (numeric !== undefined) return plain(numeric(numberOf(left), numberOf(right)));
    if (operator === "/" || operator === "%") return this.#divide(operator, left, right, place);
    if (operator === "-") return subtract(left, right);
    const [base, other] = this.#absoluteRight(left, right);
    const bitwise = BITWISE[operator];
    const result = bitwise === undefined ? offsetOf(base) + numberOf(other) : bitwise(numberOf(base), numberOf(other)) - baseOf(base);
    return { ...plain(result, base.place), section: base.section, forced: base.forced };
  }

  #divide(operator: string, left: Value, right: Value, place: ScriptPlace): Value {
    const divisor = numberOf(right);
    if (divisor === 0n) {
      this.context.fail(`${place}: ${operator === "/" ? "division" : "modulo"} by zero`, true);
      return plain(0n);
    }
    return plain(operator === "/" ? numberOf(left) / divisor : numberOf(left) % divisor);
  }

  /** The side that counts from a section first. */
  #absoluteRight(left: Value, right: Value): readonly [Value, Value] {
    const swap = left.section === undefined || (left.forced && !isAbsolute(right));
    const [base, other] = swap ? [right, left] : [left, right];
    if (!isAbsolute(other)) this.context.fail(`${base.place}: at least one side of the expression must be absolute`);
    return [base, other];
  }

  #call(call: Extract<Expression, { kind: "call" }>): Value {
    const { context } = this;
    const [first, second] = call.operands;
    const operand = (expression: Expression | undefined) => (expression === undefined ? 0n : this.number(expression));
    const atLeastOne = (value: bigint) => (value < 1n ? 1n : value);
    switch (call.function) {
      case "ABSOLUTE":
        return { ...this.value(first as Expression), forced: true };
      case "ALIGN":
        return second === undefined
          ? this.#alignDot(atLeastOne(operand(first)), call.place)
          : this.#alignTo(first as Expression, operand(second), call.place);
      case "DATA_SEGMENT_ALIGN":
        return plain(align(context.dot, atLeastOne(operand(first))));
      case "DATA_SEGMENT_RELRO_END":
        return plain(align(context.dot, BigInt(context.relroPageSize)));
      case "DATA_SEGMENT_END":
        return plain(context.dot);
      case "SEGMENT_START":
        return this.value(first as Expression);
      case "MAX":
        return plain(operand(first) > operand(second) ? operand(first) : operand(second));
      case "MIN":
        return plain(operand(first) < operand(second) ? operand(first) : operand(second));
      case "LOG2CEIL":
        return plain(BigInt(atLeastOne(operand(first)) === 1n ? 0 : (operand(first) - 1n).toString(2).length));
      case "CONSTANT":
        return plain(BigInt(call.name === "MAXPAGESIZE" ? context.maxPageSize : context.commonPageSize));
      case "SIZEOF_HEADERS":
        return plain(BigInt(context.headersSize));
      case "ASSERT":
        if (this.number(first as Expression) === 0n) context.fail(`${call.name}`);
        return plain(context.dot);
      default:
        return this.#about(call);
    }
  }

  #alignDot(alignment: bigint, place: ScriptPlace): Value {
    if (!isPowerOfTwo(alignment)) this.context.fail(`${place}: alignment must be power of 2`);
    return plain(align(this.context.dot, alignment));
  }

  #alignTo(expression: Expression, alignment: bigint, place: ScriptPlace): Value {
    if (!isPowerOfTwo(alignment)) this.context.fail(`${place}: alignment must be power of 2`);
    return { ...this.value(expression), alignment };
  }

  /** Functions about a section, a region or a symbol by name. */
  #about({ function: name, name: about, place }: Extract<Expression, { kind: "call" }>): Value {
    const { context } = this;
    if (name === "DEFINED") return plain(truth(context.symbol(about)?.kind === "defined"));
    if (name === "ORIGIN" || name === "LENGTH") {
      const region = context.region(about);
      if (region === undefined) context.fail(`memory region not defined: ${about}`);
      else return plain(this.number(name === "ORIGIN" ? region.origin : region.length));
      return plain(0n);
    }
    const section = context.section(about);
    if (name === "SIZEOF") return plain(BigInt(section?.size ?? 0));
    if (name === "end of load") return plain(section === undefined ? 0n : section.loadAddress + BigInt(section.size));
    if (section === undefined) {
      context.fail(`${place}: undefined section ${about}`);
      return plain(0n);
    }
    if (name === "ALIGNOF") return plain(BigInt(section.alignment));
    return name === "LOADADDR" ? plain(section.loadAddress) : { ...plain(0n, place), section };
  }
}

/** What is computed without a layout knows of no symbol and no place. */
const NO_LAYOUT: EvaluationContext = {
  dot: 0n,
  dotSection: undefined,
  hasDot: false,
  symbol: () => undefined,
  section: () => undefined,
  region: () => undefined,
  headersSize: 0,
  maxPageSize: 0,
  commonPageSize: 0,
  relroPageSize: 0,
  fail: (message) => {
    throw new ScriptError(message);
  },
};

/** Throws a ScriptError for what depends on the layout. */
export const constantValue = (expression: Expression): bigint => new Evaluator(NO_LAYOUT).number(expression);

export function isConstant(expression: Expression): boolean {
  try {
    constantValue(expression);
    return true;
  } catch (problem) {
    if (problem instanceof ScriptError) return false;
    throw problem;
  }
}

export const isPowerOfTwo = (value: bigint): boolean => value > 0n && (value & (value - 1n)) === 0n;

/** The distance of two places is a number. */
function subtract(left: Value, right: Value): Value {
  if (!isAbsolute(left) && !isAbsolute(right)) return plain(numberOf(left) - numberOf(right));
  return { ...plain(offsetOf(left) - numberOf(right), left.place), section: left.section };
}
