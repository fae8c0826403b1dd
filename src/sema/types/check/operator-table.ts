// The operators and their traits: a fact of the language.
import type { BinaryOp } from "../../../syntax/ast.ts";

export interface OperatorRow {
  /** Lang item of the trait; `_assign` is added for `op=`. */
  readonly lang: string;
  readonly method: string;
  readonly group: "math" | "bit" | "shift" | "compare";
  /** rustc's words: "cannot add `B` to `A`". */
  readonly words: (left: string, right: string) => string;
}

const row = (lang: string, group: OperatorRow["group"], words: OperatorRow["words"], method = lang): OperatorRow => ({
  lang,
  method,
  group,
  words,
});
const compared = (op: string) => (left: string, right: string) => `can't compare ${left} with ${right}` + (op === "" ? "" : "");
const noBit = (op: string) => (left: string, right: string) => `no implementation for ${joined(left, op, right)}`;
const joined = (left: string, op: string, right: string): string => `\`${left.slice(1, -1)} ${op} ${right.slice(1, -1)}\``;

const TABLE: Readonly<Record<Exclude<BinaryOp, "&&" | "||">, OperatorRow>> = {
  "+": row("add", "math", (left, right) => `cannot add ${right} to ${left}`),
  "-": row("sub", "math", (left, right) => `cannot subtract ${right} from ${left}`),
  "*": row("mul", "math", (left, right) => `cannot multiply ${left} by ${right}`),
  "/": row("div", "math", (left, right) => `cannot divide ${left} by ${right}`),
  "%": row("rem", "math", (left, right) => `cannot calculate the remainder of ${left} divided by ${right}`),
  "&": row("bitand", "bit", noBit("&")),
  "|": row("bitor", "bit", noBit("|")),
  "^": row("bitxor", "bit", noBit("^")),
  "<<": row("shl", "shift", noBit("<<")),
  ">>": row("shr", "shift", noBit(">>")),
  "==": row("eq", "compare", compared("=="), "eq"),
  "!=": row("eq", "compare", compared("!="), "ne"),
  "<": row("partial_ord", "compare", compared("<"), "lt"),
  "<=": row("partial_ord", "compare", compared("<="), "le"),
  ">": row("partial_ord", "compare", compared(">"), "gt"),
  ">=": row("partial_ord", "compare", compared(">="), "ge"),
};

export function operandRow(op: Exclude<BinaryOp, "&&" | "||">): OperatorRow {
  return TABLE[op];
}
