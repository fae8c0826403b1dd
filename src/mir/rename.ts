// A body's statements and terminators with other numbers for its locals and blocks. What is made anew is written out field by
// field: V8 looks at each spread of objects of many kinds as if it were the first, and most of a body comes through here.
import type { AsmOperand, AssertMessage, BlockId, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { assignment, isOperand } from "./mir.ts";
import { retarget } from "./simplify.ts";

export class Renamer {
  constructor(
    readonly local: (local: Local) => Local,
    readonly block: (block: BlockId) => BlockId,
  ) {}

  place(place: Place): Place {
    return { local: this.local(place.local), projection: this.#projection(place.projection), type: place.type };
  }

  #projection(steps: Place["projection"]): Place["projection"] {
    if (steps.length === 0 || !steps.some(({ kind }) => kind === "index")) return steps;
    return steps.map((step) => (step.kind === "index" ? { ...step, index: this.local(step.index) } : step));
  }

  operand(operand: Operand): Operand {
    return operand.kind === "constant" ? operand : { kind: operand.kind, place: this.place(operand.place) };
  }

  rvalue(value: Rvalue): Rvalue {
    switch (value.kind) {
      case "use":
        return { kind: "use", operand: this.operand(value.operand) };
      case "unary":
        return { kind: "unary", op: value.op, operand: this.operand(value.operand) };
      case "cast":
        return { kind: "cast", cast: value.cast, operand: this.operand(value.operand), type: value.type };
      case "repeat":
        return { kind: "repeat", operand: this.operand(value.operand), count: value.count };
      case "binary":
        return { kind: "binary", op: value.op, left: this.operand(value.left), right: this.operand(value.right) };
      case "checked-binary":
        return { kind: "checked-binary", op: value.op, left: this.operand(value.left), right: this.operand(value.right) };
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
      case "discriminant":
        return { kind: value.kind, place: this.place(value.place) };
    }
  }

  #borrow({ mutable, raw, place, twoPhase }: Extract<Rvalue, { readonly kind: "ref" }>): Rvalue {
    const made = { kind: "ref", mutable, raw, place: this.place(place) } as const;
    return twoPhase === undefined ? made : { twoPhase, ...made };
  }

  statement(statement: Statement): Statement {
    return assignment(statement, this.place(statement.place), this.rvalue(statement.value));
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
