// Expressions as operands: constants as they are, places read, anything else through a temporary.
import { bitsOfText, formatOf } from "../../sema/types/float-bits.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type * as thir from "../../sema/types/thir.ts";
import type { Constant, Operand } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { exprInto } from "./expr-into.ts";
import { promoted } from "./promote.ts";
import { exprToPlace, isPlaceExpr } from "./place.ts";

const ENCODER = new TextEncoder();

/** A constant the expression is, or undefined. */
export function exprToConstant(b: BodyBuilder, expr: thir.Expr): Constant | undefined {
  const type = b.type(expr.type);
  switch (expr.kind) {
    case "int":
      return b.int(expr.value, type);
    case "bool":
      return b.int(expr.value ? 1n : 0n, type);
    case "char":
      return b.int(BigInt(expr.value), type);
    case "float":
      return floatConstant(b, type, expr.text);
    case "str": {
      const bytes = ENCODER.encode(expr.value);
      return { kind: "constant", type, value: { kind: "bytes", bytes, length: BigInt(bytes.length) } };
    }
    case "bytes":
      return {
        kind: "constant",
        type,
        value: { kind: "bytes", bytes: expr.value, length: expr.cstr ? BigInt(expr.value.length) : undefined },
      };
    case "fn-item":
      return b.zeroSized(type);
    case "constant":
    case "const-block":
    case "const-param": {
      const value = b.context.evaluateValue(expr.kind === "const-block" ? expr.value : expr, b.args);
      if (value === undefined) return undefined;
      return value.kind === "scalar" ? b.int(value.value, type) : { kind: "constant", type, value: { kind: "memory", value } };
    }
    case "borrow":
      return promoted(b, expr);
    case "unary":
      return negatedLiteral(b, expr);
    default:
      return undefined;
  }
}

function floatConstant(b: BodyBuilder, type: Ty, text: string): Constant | undefined {
  const format = formatOf(type);
  return format === undefined ? undefined : b.int(bitsOfText(text, format), type);
}

/** `-128i8` is a literal. */
function negatedLiteral(b: BodyBuilder, expr: Extract<thir.Expr, { kind: "unary" }>): Constant | undefined {
  return expr.op === "-" && expr.operand.kind === "int" ? b.int(-expr.operand.value, b.type(expr.type)) : undefined;
}

export function exprToOperand(b: BodyBuilder, expr: thir.Expr): Operand {
  const constant = exprToConstant(b, expr);
  if (constant !== undefined) return constant;
  if (isPlaceExpr(expr)) {
    // A later operand may change the place: what is read now is kept.
    const place = exprToPlace(b, expr);
    const temporary = b.temporary(place.type, expr.span);
    b.assign(temporary, { kind: "use", operand: b.operandOf(place) }, expr.span);
    b.schedule(temporary.local, "temporaries");
    return { kind: "move", place: temporary };
  }
  const temporary = b.temporary(b.type(expr.type), expr.span);
  exprInto(b, temporary, expr);
  b.schedule(temporary.local, "temporaries");
  return { kind: "move", place: temporary };
}
