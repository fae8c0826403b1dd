// Where rustc's printer puts parentheses that the source has none of: round what a macro captured, where what stands beside
// it would be read as a part of it.
import type { BinaryOp, Expr, ExprId } from "../ast.ts";
import type { SyntaxTree } from "../tree.ts";

/** How tightly an expression binds. */
export const JUMP = 0;
export const ASSIGN = 1;
export const RANGE = 2;
export const OR = 3;
export const AND = 4;
const COMPARE = 5;
export const CAST = 12;
export const PREFIX = 13;
export const UNAMBIGUOUS = 14;

const BINARY: Readonly<Record<BinaryOp, number>> = {
  "||": OR,
  "&&": AND,
  "==": COMPARE,
  "!=": COMPARE,
  "<": COMPARE,
  "<=": COMPARE,
  ">": COMPARE,
  ">=": COMPARE,
  "|": 6,
  "^": 7,
  "&": 8,
  "<<": 9,
  ">>": 9,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  "%": 11,
};

export const binaryPrecedence = (op: BinaryOp): number => BINARY[op];
export const isComparison = (op: BinaryOp): boolean => BINARY[op] === COMPARE;

export function precedence({ kind }: Expr): number {
  switch (kind.kind) {
    case "closure":
      return kind.output === undefined ? JUMP : UNAMBIGUOUS;
    case "break":
    case "return":
    case "yield":
      return kind.value === undefined ? UNAMBIGUOUS : JUMP;
    case "become":
      return JUMP;
    case "range":
      return RANGE;
    case "binary":
      return BINARY[kind.op];
    case "cast":
      return CAST;
    case "assign":
    case "assign-op":
      return ASSIGN;
    case "address-of":
    case "let":
    case "unary":
      return PREFIX;
    default:
      return UNAMBIGUOUS;
  }
}

/** An `if`, a block, a loop: as a statement it wants no semicolon. */
export function isComplete({ kind }: Expr): boolean {
  switch (kind.kind) {
    case "if":
    case "match":
    case "block":
    case "while":
    case "loop":
    case "for":
    case "try-block":
    case "const-block":
      return true;
    default:
      return false;
  }
}

export function wantsSemicolon(expr: Expr): boolean {
  return expr.kind.kind === "macro-call" ? expr.kind.call.delimiter !== "brace" : !isComplete(expr);
}

/** A struct literal that no bracket keeps from a block behind it. */
export function hasBareStruct(tree: SyntaxTree, id: ExprId): boolean {
  const { kind } = tree.expr(id);
  switch (kind.kind) {
    case "struct":
      return true;
    case "assign":
    case "assign-op":
    case "binary":
      return hasBareStruct(tree, kind.left) || hasBareStruct(tree, kind.right);
    case "await":
    case "unary":
    case "cast":
    case "field":
    case "index":
      return hasBareStruct(tree, kind.operand);
    case "method-call":
      return hasBareStruct(tree, kind.receiver);
    case "match":
      return kind.postfix && hasBareStruct(tree, kind.scrutinee);
    default:
      return false;
  }
}

/** The first token of the expression is the label of a loop or block. */
export function beginsWithLabel(tree: SyntaxTree, id: ExprId): boolean {
  for (let at: ExprId | undefined = id; at !== undefined;) {
    const { kind } = tree.expr(at);
    if (kind.kind === "block" || kind.kind === "for" || kind.kind === "loop" || kind.kind === "while") return kind.label !== undefined;
    at = leftmost(kind);
  }
  return false;
}

function leftmost(kind: Expr["kind"]): ExprId | undefined {
  switch (kind.kind) {
    case "assign":
    case "assign-op":
    case "binary":
      return kind.left;
    case "await":
    case "cast":
    case "field":
    case "index":
    case "try":
      return kind.operand;
    case "call":
      return kind.callee;
    case "method-call":
      return kind.receiver;
    case "range":
      return kind.start;
    case "match":
      return kind.postfix ? kind.scrutinee : undefined;
    default:
      return undefined;
  }
}

/** What stands around an expression, as far as it wants parentheses for it. */
export class Fixup {
  /** A statement of its own. */
  readonly statement: boolean = false;
  /** What a statement begins with. */
  readonly beginsStatement: boolean = false;
  readonly arm: boolean = false;
  readonly beginsArm: boolean = false;
  /** A block follows. */
  readonly condition: boolean = false;
  /** An operator follows that could begin an expression. */
  readonly beforePrefix: boolean = false;
  /** An operator follows. */
  readonly beforeOperator: boolean = false;

  constructor(facts: Partial<Fixup> = {}) {
    Object.assign(this, facts);
  }

  /** Of what begins the expression, before an operator. */
  left(beforePrefix = false): Fixup {
    return new Fixup({
      condition: this.condition,
      beginsStatement: this.statement || this.beginsStatement,
      beginsArm: this.arm || this.beginsArm,
      beforePrefix,
      beforeOperator: true,
    });
  }

  /** Of what begins the expression, before `.` or `?`. */
  dotted(): Fixup {
    return new Fixup({
      condition: this.condition,
      statement: this.statement || this.beginsStatement,
      arm: this.arm || this.beginsArm,
      beforeOperator: true,
    });
  }

  /** Of what ends the expression. */
  right(): Fixup {
    const { condition, beforePrefix, beforeOperator } = this;
    return new Fixup({ condition, beforePrefix, beforeOperator });
  }

  /** It would end the statement or the arm that it begins. */
  endsTooEarly(expr: Expr): boolean {
    return (this.beginsStatement && !wantsSemicolon(expr)) || (this.beginsArm && isComplete(expr));
  }

  precedence(expr: Expr): number {
    const { kind } = expr.kind;
    const isJump = kind === "break" || kind === "return" || kind === "yield";
    if (this.beforePrefix && isJump) return JUMP;
    if (!this.beforeOperator && (isJump || kind === "closure" || (expr.kind.kind === "range" && expr.kind.start === undefined)))
      return PREFIX;
    return precedence(expr);
  }
}

export const NO_FIXUP: Fixup = new Fixup();
export const STATEMENT: Fixup = new Fixup({ statement: true });
export const ARM: Fixup = new Fixup({ arm: true });
export const CONDITION: Fixup = new Fixup({ condition: true });
