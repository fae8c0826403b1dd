// Calls: the callee's instance where it is known, arguments from left to right, a block to return to.
import type * as thir from "../../sema/types/thir.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Operand, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { exprToOperand } from "./operand.ts";

/** The code a callee stands for; a value of fn pointer type is called through. */
function calleeOf(b: BodyBuilder, callee: thir.Expr): Instance | Operand {
  const type = b.type(callee.type);
  if (type.kind === "fn-def") return b.context.resolve(type.def, type.args);
  return exprToOperand(b, callee);
}

export function callInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "call" }>): void {
  const callee = calleeOf(b, expr.callee);
  const args = expr.args.map((arg) => exprToOperand(b, arg));
  if (callee.kind === "constructor") {
    const type = b.context.tables.types.adt(callee.adt, callee.args);
    return b.assign(
      destination,
      { kind: "aggregate", type, variant: callee.variant, fields: args.map((operand, field) => ({ field, operand })) },
      expr.span,
    );
  }
  const diverges = b.type(expr.type).kind === "never";
  const target = diverges ? undefined : b.newBlock();
  b.terminate({ kind: "call", callee, args, destination, target, span: expr.callSpan });
  if (target === undefined) b.diverge();
  else b.startBlock(target);
}
