// Removes what nobody sees: assignments to locals whose value never reaches memory others can see, a branch, a call,
// assembly or the result. A local that only feeds itself (`x = x + 1` in an endless loop) is as dead as one that is
// never read. Assertions keep what they test.
import type { Body, Local, Operand, Place, Rvalue, Statement } from "./mir.ts";
import { isOperand } from "./mir.ts";

function placeLocals(place: Place): Local[] {
  return [place.local, ...place.projection.flatMap((step) => (step.kind === "index" ? [step.index] : []))];
}

function operandLocals(operand: Operand): Local[] {
  return operand.kind === "constant" ? [] : placeLocals(operand.place);
}

function rvalueLocals(value: Rvalue): Local[] {
  switch (value.kind) {
    case "use":
    case "unary":
    case "cast":
    case "repeat":
      return operandLocals(value.operand);
    case "binary":
    case "checked-binary":
      return [...operandLocals(value.left), ...operandLocals(value.right)];
    case "aggregate":
      return value.fields.flatMap(({ operand }) => operandLocals(operand));
    default:
      return placeLocals(value.place);
  }
}

/** A store through a pointer is seen by others. */
function isOwn({ place }: Statement): boolean {
  return !place.projection.some(({ kind }) => kind === "deref");
}

class Liveness {
  readonly live = new Set<Local>([0]);
  readonly #queue: Local[] = [0];
  readonly #feeds = new Map<Local, Local[]>();
  #use = (local: Local): void => {
    if (this.live.has(local)) return;
    this.live.add(local);
    this.#queue.push(local);
  };

  constructor(body: Body) {
    for (const { statements, terminator } of body.blocks) {
      for (const statement of statements) this.#statement(statement);
      this.#terminator(terminator);
    }
  }

  #statement(statement: Statement): void {
    const sources = [...rvalueLocals(statement.value), ...placeLocals(statement.place).slice(1)];
    if (!isOwn(statement)) return [...sources, statement.place.local].forEach(this.#use);
    const known = this.#feeds.get(statement.place.local);
    if (known === undefined) this.#feeds.set(statement.place.local, sources);
    else known.push(...sources);
    if (statement.value.kind === "ref") this.#use(statement.value.place.local);
    return undefined;
  }

  #terminator(terminator: Body["blocks"][number]["terminator"]): void {
    switch (terminator.kind) {
      case "switch":
        return operandLocals(terminator.operand).forEach(this.#use);
      case "assert":
        operandLocals(terminator.condition).forEach(this.#use);
        if (terminator.message.kind === "bounds-check")
          [terminator.message.length, terminator.message.index].flatMap(operandLocals).forEach(this.#use);
        return undefined;
      case "call":
        terminator.args.flatMap(operandLocals).forEach(this.#use);
        if (isOperand(terminator.callee)) operandLocals(terminator.callee).forEach(this.#use);
        return placeLocals(terminator.destination).forEach(this.#use);
      case "asm":
        for (const operand of terminator.asm.operands) {
          if (operand.kind === "in" || operand.kind === "inout") operandLocals(operand.value).forEach(this.#use);
          if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined)
            placeLocals(operand.place).forEach(this.#use);
        }
        return undefined;
      default:
        return undefined;
    }
  }

  run(): ReadonlySet<Local> {
    for (let local = this.#queue.pop(); local !== undefined; local = this.#queue.pop()) this.#feeds.get(local)?.forEach(this.#use);
    return this.live;
  }
}

export function removeDeadStores(body: Body): Body {
  const live = new Liveness(body).run();
  const isDead = (statement: Statement): boolean => isOwn(statement) && !live.has(statement.place.local);
  if (!body.blocks.some(({ statements }) => statements.some(isDead))) return body;
  const blocks = body.blocks.map(({ statements, terminator }) => ({
    statements: statements.filter((statement) => !isDead(statement)),
    terminator,
  }));
  return { ...body, blocks };
}
