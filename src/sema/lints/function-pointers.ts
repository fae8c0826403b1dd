// `unpredictable_function_pointer_comparisons`: addresses of functions compared, which need not be unique.
import { warning } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { TypedLint, TypedQuestions } from "./typed-lints.ts";
import { written } from "./written.ts";

const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ["core::cmp::PartialEq::eq", "=="],
  ["core::cmp::PartialEq::ne", "!="],
  ...["lt", "le", "gt", "ge"].map((name) => [`core::cmp::PartialOrd::${name}`, name] as const),
]);

const isFunction = ({ kind }: Ty): boolean => kind === "fn-pointer" || kind === "fn-def";

interface Comparison {
  readonly op: string;
  /** As coerced. */
  readonly operands: readonly [Expr, Expr];
}

function comparisonOf(expr: Expr, ask: TypedQuestions): Comparison | undefined {
  if (expr.kind === "binary") return { op: expr.op, operands: [expr.left, expr.right] };
  if (expr.kind !== "call" || expr.by !== "operator" || expr.callee.type.kind !== "fn-def") return undefined;
  const op = COMPARISONS.get(ask.pathInCore(expr.callee.type.def) ?? "");
  const [left, right] = expr.args;
  return op === undefined || left === undefined || right === undefined ? undefined : { op, operands: [left, right] };
}

/** Without borrows and references: the type, and how many references were written. */
function withoutReferences(expr: Expr): { readonly expr: Expr; readonly type: Ty; readonly count: number } {
  let at = written(expr);
  while (at.kind === "borrow") at = written(at.operand);
  let { type } = at;
  let count = 0;
  for (; type.kind === "ref"; count++) type = type.target;
  return { expr: at, type, count };
}

/** Without the references that a comparison takes by itself. */
function coerced(expr: Expr): Expr {
  let at = expr;
  while (at.kind === "borrow") at = at.operand;
  return at;
}

export const functionPointers: TypedLint = (expr, _body, ask) => {
  const comparison = comparisonOf(expr, ask);
  if (comparison === undefined) return undefined;
  const [left, right] = comparison.operands.map(withoutReferences) as [
    ReturnType<typeof withoutReferences>,
    ReturnType<typeof withoutReferences>,
  ];
  const areFunctions = isFunction(left.type) && isFunction(right.type);
  const isOption = ({ type }: typeof left) =>
    type.kind === "adt" && ask.isLang(type.def, "Option") && type.args[0] !== undefined && isFunction(type.args[0]);
  if (!areFunctions && !(isOption(left) && isOption(right))) return undefined;
  const said = warning(
    "function pointer comparisons do not produce meaningful results since their addresses are not guaranteed to be unique",
  ).at(expr.span);
  said.note("the address of the same function can vary between different codegen units");
  said.note("furthermore, different functions could have the same address after being merged together");
  said.note("for more information visit <https://doc.rust-lang.org/nightly/core/ptr/fn.fn_addr_eq.html>");
  const lint = "unpredictable_function_pointer_comparisons";
  if (!areFunctions || (comparison.op !== "==" && comparison.op !== "!=")) return [{ lint, diagnostic: said }];
  const cast = right.type.kind === "fn-def" ? ` as ${ask.print(coerced(comparison.operands[1]).type)}` : "";
  const between = (lo: number, hi: number, text: string) => ({ span: { ...expr.span, lo, hi }, text });
  said.suggest(
    "refactor your code, or use `std::ptr::fn_addr_eq` to suppress the lint",
    [
      between(expr.span.lo, left.expr.span.lo, `${comparison.op === "!=" ? "!" : ""}std::ptr::fn_addr_eq(${"*".repeat(left.count)}`),
      between(left.expr.span.hi, right.expr.span.lo, `, ${"*".repeat(right.count)}`),
      between(right.expr.span.hi, expr.span.hi, `${cast})`),
    ],
    "MaybeIncorrect",
    "verbose",
  );
  return [{ lint, diagnostic: said }];
};
