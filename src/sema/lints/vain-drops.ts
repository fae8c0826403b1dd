// Values given to `drop` and `forget` that these do nothing for: references, `Copy` types, and `ManuallyDrop`.
// (rustc_lint: `DropForgetUseless`.)
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr } from "../types/thir.ts";
import type { TypedLint } from "./typed-lints.ts";
import type { WrittenBody } from "./written.ts";

const FUNCTIONS: ReadonlyMap<string, { readonly name: string; readonly doing: string }> = new Map([
  ["core::mem::drop", { name: "drop", doing: "dropping" }],
  ["core::mem::forget", { name: "forget", doing: "forgetting" }],
  ["core::intrinsics::forget", { name: "forget", doing: "forgetting" }],
]);

/** As far as is evident from its form. */
function mayDoSomething(expr: Expr): boolean {
  switch (expr.kind) {
    case "call":
    case "assign":
    case "assign-op":
    case "loop":
    case "match":
    case "if":
    case "block":
    case "labeled":
    case "break":
    case "continue":
    case "return":
    case "asm":
      return true;
    case "field":
    case "cast":
    case "borrow":
    case "unary":
    case "deref":
    case "coerce":
      return mayDoSomething(expr.operand);
    case "index":
      return mayDoSomething(expr.operand) || mayDoSomething(expr.index);
    case "binary":
    case "logical":
      return mayDoSomething(expr.left) || mayDoSomething(expr.right);
    case "tuple":
    case "array":
      return expr.elements.some(mayDoSomething);
    default:
      return false;
  }
}

export const vainDrops: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  const called = call === undefined || call.isMethod ? undefined : FUNCTIONS.get(call.path);
  const [arg] = call?.args ?? [];
  // `ManuallyDrop::drop` has the path of `drop`.
  if (call === undefined || called === undefined || arg === undefined || ask.isAssociated(call.def)) return undefined;
  // `pattern => drop(f()),` throws a result away, as is usual.
  const isIdiom = called.name === "drop" && body.arms.has(expr) && mayDoSomething(arg);
  const label = `argument has type \`${ask.print(arg.type)}\``;
  const say = (what: string) =>
    warning(`calls to \`std::mem::${called.name}\` with ${what} does nothing`).at(expr.span).label(arg.span, label);
  if (arg.type.kind === "ref") {
    if (isIdiom) return undefined;
    return [
      {
        lint: `${called.doing}_references`,
        diagnostic: ignoring(say("a reference instead of an owned value"), expr, arg, isStatement(expr, arg, body)),
      },
    ];
  }
  if (ask.isCopy(arg.type)) {
    if (isIdiom) return undefined;
    return [
      {
        lint: `${called.doing}_copy_types`,
        diagnostic: ignoring(say("a value that implements `Copy`"), expr, arg, isStatement(expr, arg, body)),
      },
    ];
  }
  if (called.name !== "drop" || arg.type.kind !== "adt" || !ask.isLang(arg.type.def, "manually_drop")) return undefined;
  const at = (place: number, text: string) => ({ span: { ...arg.span, lo: place, hi: place }, text });
  const said = say("`std::mem::ManuallyDrop` instead of the inner value").suggest(
    "use `std::mem::ManuallyDrop::into_inner` to get the inner value",
    [at(arg.span.lo, "std::mem::ManuallyDrop::into_inner("), at(arg.span.hi, ")")],
    "MachineApplicable",
    "verbose",
  );
  return [{ lint: "undropped_manually_drops", diagnostic: said }];
};

const isStatement = (expr: Expr, arg: Expr, body: WrittenBody): boolean => body.statements.has(expr) && expr.span.ctxt === arg.span.ctxt;

const IGNORE = "use `let _ = ...` to ignore the expression or result";

function ignoring(said: DiagnosticBuilder, expr: Expr, arg: Expr, isStatement: boolean): DiagnosticBuilder {
  if (!isStatement) return said.note(IGNORE);
  const head = { span: { ...expr.span, hi: arg.span.lo }, text: "let _ = " };
  const tail = { span: { ...expr.span, lo: arg.span.hi }, text: "" };
  return said.suggest(IGNORE, [head, tail], "MaybeIncorrect", "verbose");
}
