// Operators on scalars, with the checks that the session asks for and those that are always there (division).
import type { Span } from "../../base/source.ts";
import type * as thir from "../../sema/types/thir.ts";
import { BOOL, bitsOf, primitiveByName } from "../../sema/types/ty.ts";
import type { Ty, TyOf } from "../../sema/types/ty.ts";
import type { BinaryOp, Operand, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";

const isInt = (type: Ty): type is TyOf<"int"> => type.kind === "int";

/** `destination = left op right`. */
export function binaryInto(b: BodyBuilder, destination: Place, op: BinaryOp, left: Operand, right: Operand, type: Ty, span: Span): void {
  if (isInt(type)) {
    if (op === "/" || op === "%") checkDivision(b, op, left, right, type, span);
    else if (b.context.overflowChecks && (op === "+" || op === "-" || op === "*"))
      return checked(b, destination, op, left, right, type, span);
    else if (b.context.overflowChecks && (op === "<<" || op === ">>")) checkShift(b, op, right, type, span);
  }
  b.assign(destination, { kind: "binary", op, left, right }, span);
}

function checked(b: BodyBuilder, destination: Place, op: "+" | "-" | "*", left: Operand, right: Operand, type: Ty, span: Span): void {
  const pair = b.temporary(b.context.tables.types.tuple([type, BOOL]), span);
  b.assign(pair, { kind: "checked-binary", op, left, right }, span);
  const overflowed: Operand = { kind: "move", place: b.project(pair, { kind: "field", variant: -1, field: 1, type: BOOL }) };
  b.assert(overflowed, false, { kind: "overflow", op, operands: [left, right] }, span);
  b.assign(
    destination,
    { kind: "use", operand: { kind: "move", place: b.project(pair, { kind: "field", variant: -1, field: 0, type }) } },
    span,
  );
}

function compare(b: BodyBuilder, op: BinaryOp, left: Operand, right: Operand, span: Span): Operand {
  const flag = b.temporary(BOOL, span);
  b.assign(flag, { kind: "binary", op, left, right }, span);
  return { kind: "move", place: flag };
}

/** The zero test comes before the overflow test; both are there in every profile. */
function checkDivision(b: BodyBuilder, op: "/" | "%", left: Operand, right: Operand, type: TyOf<"int">, span: Span): void {
  const known = right.kind === "constant" && right.value.kind === "int" ? right.value.value : undefined;
  // A zero that is written there is told by a lint, which may be allowed.
  if (known === undefined || known === 0n) {
    b.assert(
      compare(b, "==", right, b.int(0n, type), span),
      false,
      { kind: op === "/" ? "division-by-zero" : "remainder-by-zero", operand: left },
      span,
    );
  }
  if (!type.signed || (known !== undefined && known !== -1n)) return;
  const isMinusOne = compare(b, "==", right, b.int(-1n, type), span);
  const isMinimum = compare(b, "==", left, b.int(-(1n << BigInt(bitsOf(type) - 1)), type), span);
  const both = b.temporary(BOOL, span);
  b.assign(both, { kind: "binary", op: "&", left: isMinusOne, right: isMinimum }, span);
  b.assert({ kind: "move", place: both }, false, { kind: "overflow", op, operands: [left, right] }, span);
}

/** The amount, as the unsigned type of its own width, must be below the bits of what is shifted. */
function checkShift(b: BodyBuilder, op: "<<" | ">>", right: Operand, type: TyOf<"int">, span: Span): void {
  const amountType = right.kind === "constant" ? right.type : right.place.type;
  if (!isInt(amountType)) return;
  const unsigned = primitiveByName(`u${amountType.name.slice(1)}`) as Ty;
  const amount = b.temporary(unsigned, span);
  b.assign(amount, { kind: "cast", cast: "int-to-int", operand: right, type: unsigned }, span);
  const inRange = compare(b, "<", { kind: "copy", place: amount }, b.int(BigInt(bitsOf(type)), unsigned), span);
  b.assert(inRange, true, { kind: "overflow", op, operands: [right] }, span);
}

/** `-x` and `!x`. */
export function unaryInto(b: BodyBuilder, destination: Place, expr: Extract<thir.Expr, { kind: "unary" }>, operand: Operand): void {
  const type = b.type(expr.type);
  if (expr.op === "-" && isInt(type) && b.context.overflowChecks) {
    const minimum = b.int(-(1n << BigInt(bitsOf(type) - 1)), type);
    b.assert(compare(b, "==", operand, minimum, expr.span), false, { kind: "overflow", op: "neg", operands: [operand] }, expr.span);
  }
  b.assign(destination, { kind: "unary", op: expr.op, operand }, expr.span);
}
