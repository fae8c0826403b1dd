// Operations without an instruction become calls of `core::soft`: division, shifts by a variable and overflowing
// multiplication of 128-bit integers, their bit operations, and counting and reversing bits at any width.
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance } from "../sema/types/tables.ts";
import { primitiveByName } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { BasicBlock, Body, LocalDecl, Operand, Place, Rvalue, SourceInfo, Statement, Terminator } from "./mir.ts";

/** The function `core::soft::NAME`, or the machine's own of that name. */
export type SoftFunction = (name: string) => DefId;

const U32 = primitiveByName("u32") as Ty;
const U64 = primitiveByName("u64") as Ty;

/** Intrinsics that have a function for 128 bits; those of `EVERY_WIDTH` also for less. */
const WIDE = new Set(
  "mul_with_overflow saturating_add saturating_sub ctpop ctlz cttz bswap bitreverse rotate_left rotate_right unchecked_shl unchecked_shr".split(
    " ",
  ),
);
const EVERY_WIDTH = new Set(["ctpop", "bitreverse"]);
const DIVISIONS: Readonly<Record<string, string>> = { unchecked_div: "div", unchecked_rem: "rem", exact_div: "div" };

/** Two words by one; a function on machines without an instruction for it. */
const TWO_WORDS = "divide_two_words";

/** On machines of 32 bits, what has no instruction at 64 bits. */
const HALF_WIDE = new Set("mul_with_overflow ctlz cttz bswap rotate_left rotate_right".split(" "));

const typeOf = (operand: Operand): Ty => (operand.kind === "constant" ? operand.type : operand.place.type);
const isWide = (type: Ty): boolean => type.kind === "int" && (type.name === "u128" || type.name === "i128");
const isHalfWide = (type: Ty): boolean => type.kind === "int" && (type.name === "u64" || type.name === "i64");
const nameOf = (type: Ty): string => (type.kind === "int" ? type.name : "");

interface SoftCall {
  readonly name: string;
  readonly args: readonly Operand[];
}

/** The call an assignment stands for; undefined if there are instructions for it. */
const FLOAT_OPERATIONS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "rem",
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};

/** With floating-point numbers nothing is computed in registers of their own. */
function floatAssignment(value: Rvalue): SoftCall | undefined {
  if (value.kind === "binary") {
    const type = typeOf(value.left);
    return type.kind === "float" ? { name: `${type.name}_${FLOAT_OPERATIONS[value.op]}`, args: [value.left, value.right] } : undefined;
  }
  if (value.kind === "unary") {
    const type = typeOf(value.operand);
    return type.kind === "float" ? { name: `${type.name}_neg`, args: [value.operand] } : undefined;
  }
  if (value.kind !== "cast" || !value.cast.includes("float")) return undefined;
  const from = typeOf(value.operand);
  return { name: `${printedName(value.type)}_of_${printedName(from)}`, args: [value.operand] };
}

const printedName = (type: Ty): string => (type.kind === "int" || type.kind === "float" ? type.name : type.kind);

function softAssignment(value: Rvalue, wordBits: number): SoftCall | undefined {
  const ofFloats = floatAssignment(value);
  if (ofFloats !== undefined) return ofFloats;
  if (value.kind !== "binary" && value.kind !== "checked-binary") return undefined;
  const type = typeOf(value.left);
  const isHalf = wordBits < 64 && isHalfWide(type);
  if (!isWide(type) && !isHalf) return undefined;
  const args = [value.left, value.right];
  if (value.kind === "checked-binary") return value.op === "*" ? { name: `${nameOf(type)}_mul_with_overflow`, args } : undefined;
  if (value.op === "/") return { name: `${nameOf(type)}_div`, args };
  if (value.op === "%") return { name: `${nameOf(type)}_rem`, args };
  if (isHalf || value.right.kind === "constant") return undefined;
  if (value.op === "<<") return { name: `${nameOf(type)}_unchecked_shl`, args };
  return value.op === ">>" ? { name: `${nameOf(type)}_unchecked_shr`, args } : undefined;
}

function softIntrinsic({ name, args }: Extract<Instance, { kind: "intrinsic" }>, wordBits: number): string | undefined {
  if (name === TWO_WORDS) return name;
  const [type] = args;
  if (type === undefined) return undefined;
  const isHalf = wordBits < 64 && isHalfWide(type);
  if (!isWide(type) && !isHalf) return undefined;
  if ((isHalf ? HALF_WIDE : WIDE).has(name)) return `${nameOf(type)}_${name}`;
  return name in DIVISIONS ? `${nameOf(type)}_${DIVISIONS[name]}` : undefined;
}

class Lowering {
  readonly locals: LocalDecl[];
  readonly blocks: BasicBlock[];

  constructor(
    readonly body: Body,
    readonly functionOf: SoftFunction,
    readonly wordBits: number,
  ) {
    this.locals = [...body.locals];
    this.blocks = body.blocks.map(({ statements, terminator }) => ({ statements: [...statements], terminator }));
  }

  run(): Body {
    for (let at = 0; at < this.blocks.length; at++) this.#block(this.blocks[at] as BasicBlock);
    // A block in which something is lowered ends with a call of its own.
    if (this.blocks.every(({ terminator }, i) => terminator === this.body.blocks[i]?.terminator)) return this.body;
    return { ...this.body, locals: this.locals, blocks: this.blocks };
  }

  #block(block: BasicBlock): void {
    const at = block.statements.findIndex(({ value }) => softAssignment(value, this.wordBits) !== undefined);
    if (at < 0) return this.#terminator(block);
    const { place, value, span, scope } = block.statements[at] as Statement;
    const rest = this.blocks.length;
    this.blocks.push({ statements: block.statements.slice(at + 1), terminator: block.terminator });
    block.statements.length = at;
    const { name, args } = softAssignment(value, this.wordBits) as SoftCall;
    block.terminator = this.#call(block, name, args, place, rest, { span, scope });
  }

  #terminator(block: BasicBlock): void {
    const call = block.terminator;
    if (call.kind !== "call" || call.callee.kind !== "intrinsic") return;
    const name = softIntrinsic(call.callee, this.wordBits);
    if (name !== undefined) block.terminator = this.#call(block, name, call.args, call.destination, call.target, call);
    else if (EVERY_WIDTH.has(call.callee.name)) this.#narrow(block, call, call.callee.name);
  }

  #temporary(type: Ty, { span, scope }: SourceInfo): Place {
    this.locals.push({ type, name: undefined, mutable: true, span, scope, visibleIn: scope });
    return { local: this.locals.length - 1, projection: [], type };
  }

  #cast(block: BasicBlock, operand: Operand, type: Ty, info: SourceInfo): Operand {
    if (typeOf(operand) === type) return operand;
    const place = this.#temporary(type, info);
    const { span, scope } = info;
    block.statements.push({ kind: "assign", place, value: { kind: "cast", cast: "int-to-int", operand, type }, span, scope });
    return { kind: "move", place };
  }

  /** Amounts of shifts and rotations are `u32`. */
  #call(
    block: BasicBlock,
    name: string,
    args: readonly Operand[],
    destination: Place,
    target: number | undefined,
    info: SourceInfo,
  ): Terminator {
    const isShift = /_(?:unchecked_sh|rotate_)/.test(name);
    const [first, second] = args as readonly [Operand, Operand | undefined];
    const passed = second === undefined || !isShift ? args : [first, this.#cast(block, second, U32, info)];
    const { span, scope } = info;
    const callee = { kind: "item", def: this.functionOf(name), args: [] } as const;
    return { kind: "call", callee, args: passed, destination, target, span, scope };
  }

  /** Up to 64 bits: as 64 bits without sign; reversed bits are then at the upper end. */
  #narrow(block: BasicBlock, call: Extract<Terminator, { kind: "call" }>, name: string): void {
    const [argument] = call.args as readonly [Operand];
    const type = typeOf(argument);
    if (type.kind !== "int") return;
    const unsigned = primitiveByName(`u${type.name.slice(1)}`) as Ty;
    const wide = this.#cast(block, this.#cast(block, argument, unsigned, call), U64, call);
    if (name === "ctpop") {
      block.terminator = this.#call(block, "u64_ctpop", [wide], call.destination, call.target, call);
      return;
    }
    const reversed = this.#temporary(U64, call);
    const next = this.blocks.length;
    const { span, scope } = call;
    const bits = type.name.endsWith("size") ? this.wordBits : Number(type.name.slice(1));
    const shifted = this.#temporary(U64, call);
    const amount: Operand = { kind: "constant", type: U32, value: { kind: "int", value: BigInt(64 - bits) } };
    const result: BasicBlock = {
      statements: [
        {
          kind: "assign",
          place: shifted,
          value: { kind: "binary", op: ">>", left: { kind: "move", place: reversed }, right: amount },
          span,
          scope,
        },
      ],
      terminator: call.target === undefined ? { kind: "unreachable", span, scope } : { kind: "goto", target: call.target, span, scope },
    };
    result.statements.push({
      kind: "assign",
      place: call.destination,
      value: { kind: "cast", cast: "int-to-int", operand: { kind: "move", place: shifted }, type: call.destination.type },
      span,
      scope,
    });
    this.blocks.push(result);
    block.terminator = this.#call(block, "u64_bitreverse", [wide], reversed, next, call);
  }
}

export function lowerSoft(body: Body, functionOf: SoftFunction, wordBits: number): Body {
  return new Lowering(body, functionOf, wordBits).run();
}
