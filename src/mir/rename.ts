// A body's statements and terminators with other numbers for its locals and blocks. What keeps its numbers stays the same object:
// most of a body comes through here, and most of it does. What is made anew is written out field by field: V8 looks at each
// spread of objects of many kinds as if it were the first.
import type { AsmOperand, AssertMessage, BlockId, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { assignment, isOperand } from "./mir.ts";
import { retarget } from "./simplify.ts";

export class Renamer {
  constructor(
    readonly local: (local: Local) => Local,
    readonly block: (block: BlockId) => BlockId,
  ) {}

  place(place: Place): Place {
    const local = this.local(place.local);
    const projection = this.#projection(place.projection);
    return local === place.local && projection === place.projection ? place : { local, projection, type: place.type };
  }

  #projection(steps: Place["projection"]): Place["projection"] {
    if (steps.length === 0 || !steps.some((step) => step.kind === "index" && this.local(step.index) !== step.index)) return steps;
    return steps.map((step) => (step.kind === "index" ? { ...step, index: this.local(step.index) } : step));
  }

  operand(operand: Operand): Operand {
    if (operand.kind === "constant") return operand;
    const place = this.place(operand.place);
    return place === operand.place ? operand : { kind: operand.kind, place };
  }

  rvalue(value: Rvalue): Rvalue {
    switch (value.kind) {
      case "use":
      case "unary":
      case "cast":
      case "repeat": {
        const operand = this.operand(value.operand);
        return operand === value.operand ? value : withOperand(value, operand);
      }
      case "binary":
      case "checked-binary": {
        const left = this.operand(value.left);
        const right = this.operand(value.right);
        if (left === value.left && right === value.right) return value;
        return value.kind === "binary"
          ? { kind: "binary", op: value.op, left, right }
          : { kind: "checked-binary", op: value.op, left, right };
      }
      case "aggregate":
        return {
          kind: "aggregate",
          type: value.type,
          variant: value.variant,
          fields: value.fields.map(({ field, operand }) => ({ field, operand: this.operand(operand) })),
        };
      case "ref":
        return this.#borrow(value);
      case "len":
      case "discriminant": {
        const place = this.place(value.place);
        return place === value.place ? value : { kind: value.kind, place };
      }
    }
  }

  #borrow(value: Extract<Rvalue, { readonly kind: "ref" }>): Rvalue {
    const place = this.place(value.place);
    if (place === value.place) return value;
    const { mutable, raw, twoPhase } = value;
    const made = { kind: "ref", mutable, raw, place } as const;
    return twoPhase === undefined ? made : { twoPhase, ...made };
  }

  statement(statement: Statement): Statement {
    const place = this.place(statement.place);
    const value = this.rvalue(statement.value);
    return place === statement.place && value === statement.value ? statement : assignment(statement, place, value);
  }

  terminator(terminator: Terminator): Terminator {
    const renamed = retarget(terminator, (block) => this.block(block));
    switch (renamed.kind) {
      case "switch":
        return {
          kind: "switch",
          operand: this.operand(renamed.operand),
          cases: renamed.cases,
          otherwise: renamed.otherwise,
          span: renamed.span,
          scope: renamed.scope,
        };
      case "call":
        return {
          kind: "call",
          callee: isOperand(renamed.callee) ? this.operand(renamed.callee) : renamed.callee,
          args: renamed.args.map((arg) => this.operand(arg)),
          destination: this.place(renamed.destination),
          target: renamed.target,
          span: renamed.span,
          scope: renamed.scope,
          passing: renamed.passing,
        };
      case "assert":
        return {
          kind: "assert",
          condition: this.operand(renamed.condition),
          expected: renamed.expected,
          message: this.#message(renamed.message),
          target: renamed.target,
          span: renamed.span,
          scope: renamed.scope,
        };
      case "drop":
        return { ...renamed, place: this.place(renamed.place) };
      case "asm":
        return { ...renamed, asm: { ...renamed.asm, operands: renamed.asm.operands.map((operand) => this.#asmOperand(operand)) } };
      default:
        return renamed;
    }
  }

  #message(message: AssertMessage): AssertMessage {
    switch (message.kind) {
      case "overflow":
        return { ...message, operands: message.operands.map((operand) => this.operand(operand)) };
      case "bounds-check":
        return { ...message, length: this.operand(message.length), index: this.operand(message.index) };
      default:
        return { ...message, operand: this.operand(message.operand) };
    }
  }

  #asmOperand(operand: AsmOperand): AsmOperand {
    switch (operand.kind) {
      case "in":
        return { ...operand, value: this.operand(operand.value) };
      case "out":
        return { ...operand, place: operand.place && this.place(operand.place) };
      case "inout":
        return { ...operand, value: this.operand(operand.value), place: operand.place && this.place(operand.place) };
      default:
        return operand;
    }
  }
}

type OfOneOperand = Extract<Rvalue, { readonly kind: "use" | "unary" | "cast" | "repeat" }>;

function withOperand(value: OfOneOperand, operand: Operand): Rvalue {
  switch (value.kind) {
    case "use":
      return { kind: "use", operand };
    case "unary":
      return { kind: "unary", op: value.op, operand };
    case "cast":
      return { kind: "cast", cast: value.cast, operand, type: value.type };
    case "repeat":
      return { kind: "repeat", operand, count: value.count };
  }
}
