// A body's statements and terminators with other numbers for its locals and blocks.
import type { AsmOperand, AssertMessage, BlockId, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { isOperand } from "./mir.ts";
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
    if (!steps.some(({ kind }) => kind === "index")) return steps;
    return steps.map((step) => (step.kind === "index" ? { ...step, index: this.local(step.index) } : step));
  }

  operand(operand: Operand): Operand {
    return operand.kind === "constant" ? operand : { kind: operand.kind, place: this.place(operand.place) };
  }

  rvalue(value: Rvalue): Rvalue {
    switch (value.kind) {
      case "use":
      case "unary":
      case "cast":
      case "repeat":
        return { ...value, operand: this.operand(value.operand) };
      case "binary":
      case "checked-binary":
        return { ...value, left: this.operand(value.left), right: this.operand(value.right) };
      case "aggregate":
        return { ...value, fields: value.fields.map(({ field, operand }) => ({ field, operand: this.operand(operand) })) };
      default:
        return { ...value, place: this.place(value.place) };
    }
  }

  statement(statement: Statement): Statement {
    return { ...statement, place: this.place(statement.place), value: this.rvalue(statement.value) };
  }

  terminator(terminator: Terminator): Terminator {
    const renamed = retarget(terminator, (block) => this.block(block));
    switch (renamed.kind) {
      case "switch":
        return { ...renamed, operand: this.operand(renamed.operand) };
      case "call":
        return {
          ...renamed,
          callee: isOperand(renamed.callee) ? this.operand(renamed.callee) : renamed.callee,
          args: renamed.args.map((arg) => this.operand(arg)),
          destination: this.place(renamed.destination),
        };
      case "assert":
        return { ...renamed, condition: this.operand(renamed.condition), message: this.#message(renamed.message) };
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
