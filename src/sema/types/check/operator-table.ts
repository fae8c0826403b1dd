// The operators and their traits: a fact of the language.
import type { BinaryOp, ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";

export interface OperatorRow {
  /** Lang item of the trait; `_assign` is added for `op=`. */
  readonly lang: string;
  readonly method: string;
  readonly group: "math" | "bit" | "shift" | "compare";
  /** rustc's words: "cannot add `B` to `A`". */
  readonly words: (left: string, right: string) => string;
  /** Of `op=`, where it has words of its own. */
  readonly assignWords?: OperatorRow["words"];
}

/** Operands that an operator's trait must be there for. */
export interface OperandsCause {
  readonly kind: "operands";
  readonly trait: DefId;
  readonly words: (left: string, right: string) => { readonly message: string; readonly label: string };
  readonly sides: Sides | undefined;
}

/** The operands as they are written. */
export interface Sides {
  readonly left: ExprId;
  readonly right: ExprId;
}

const row = (lang: string, group: OperatorRow["group"], words: OperatorRow["words"], assignWords?: OperatorRow["words"]): OperatorRow => ({
  lang,
  method: lang,
  group,
  words,
  ...(assignWords === undefined ? {} : { assignWords }),
});
const comparison = (lang: string, method: string): OperatorRow => ({
  ...row(lang, "compare", (left, right) => `can't compare ${left} with ${right}`),
  method,
});
const noBit = (op: string) => (left: string, right: string) => `no implementation for ${joined(left, op, right)}`;
const joined = (left: string, op: string, right: string): string => `\`${left.slice(1, -1)} ${op} ${right.slice(1, -1)}\``;

const TABLE: Readonly<Record<Exclude<BinaryOp, "&&" | "||">, OperatorRow>> = {
  "+": row(
    "add",
    "math",
    (left, right) => `cannot add ${right} to ${left}`,
    (left, right) => `cannot add-assign ${right} to ${left}`,
  ),
  "-": row(
    "sub",
    "math",
    (left, right) => `cannot subtract ${right} from ${left}`,
    (left, right) => `cannot subtract-assign ${right} from ${left}`,
  ),
  "*": row(
    "mul",
    "math",
    (left, right) => `cannot multiply ${left} by ${right}`,
    (left, right) => `cannot multiply-assign ${left} by ${right}`,
  ),
  "/": row(
    "div",
    "math",
    (left, right) => `cannot divide ${left} by ${right}`,
    (left, right) => `cannot divide-assign ${left} by ${right}`,
  ),
  "%": row(
    "rem",
    "math",
    (left, right) => `cannot calculate the remainder of ${left} divided by ${right}`,
    (left, right) => `cannot calculate and assign the remainder of ${left} divided by ${right}`,
  ),
  "&": row("bitand", "bit", noBit("&")),
  "|": row("bitor", "bit", noBit("|")),
  "^": row("bitxor", "bit", noBit("^")),
  "<<": row("shl", "shift", noBit("<<")),
  ">>": row("shr", "shift", noBit(">>")),
  "==": comparison("eq", "eq"),
  "!=": comparison("eq", "ne"),
  "<": comparison("partial_ord", "lt"),
  "<=": comparison("partial_ord", "le"),
  ">": comparison("partial_ord", "gt"),
  ">=": comparison("partial_ord", "ge"),
};

export function operandRow(op: Exclude<BinaryOp, "&&" | "||">): OperatorRow {
  return TABLE[op];
}
