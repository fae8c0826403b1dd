// Literals. One without a suffix takes the expected integer (or float) type, or a variable of its kind.
import { unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, Literal } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { BOOL, CHAR, STR, U8, USIZE, primitiveByName, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

export function checkLiteral(cx: BodyContext, ast: AstExpr, literal: Literal, expected: Ty | undefined): Expr {
  const { span } = ast;
  switch (literal.kind) {
    case "bool":
      return cx.make(span, BOOL, { kind: "bool", value: literal.value });
    case "char":
      return cx.make(span, CHAR, { kind: "char", value: literal.value });
    case "byte":
      return cx.make(span, U8, { kind: "int", value: BigInt(literal.value) });
    case "int":
      return integer(cx, ast, literal, expected);
    case "float":
      return cx.make(span, floatType(cx, ast, literal.suffix, expected), { kind: "float", text: literal.text });
    case "string":
      return cx.make(span, cx.types.ref(STR), { kind: "str", value: literal.value });
    case "byte-string":
      return byteString(cx, ast, literal.value, expected);
    case "c-string":
      return cString(cx, ast, literal.value);
    case "error":
      return cx.error(span);
  }
}

function integer(cx: BodyContext, ast: AstExpr, literal: Literal & { kind: "int" }, expected: Ty | undefined): Expr {
  const suffix = primitiveByName(literal.suffix);
  if (suffix?.kind === "float") return cx.make(ast.span, suffix, { kind: "float", text: literal.value.toString() });
  return cx.make(ast.span, suffix ?? hinted(cx, ast, "int", expected), { kind: "int", value: literal.value });
}

/** Where a pointer is expected, a number is an address; where a character is, a byte. */
function hinted(cx: BodyContext, ast: AstExpr, of: "int" | "float", expected: Ty | undefined): Ty {
  const hint = expected === undefined ? undefined : cx.shallow(expected);
  if (hint !== undefined && (hint.kind === of || (hint.kind === "infer" && hint.of === of))) return hint;
  if (of === "int" && (hint?.kind === "ptr" || hint?.kind === "fn-pointer" || hint?.kind === "fn-def")) return USIZE;
  if (of === "int" && hint?.kind === "char") return U8;
  return cx.infer.fresh(ast.span, of);
}

function floatType(cx: BodyContext, ast: AstExpr, suffix: string, expected: Ty | undefined): Ty {
  return primitiveByName(suffix) ?? hinted(cx, ast, "float", expected);
}

/** `&[u8; N]`, or `&[u8]` where a slice pattern or place wants it. */
function byteString(cx: BodyContext, ast: AstExpr, value: Uint8Array, _expected: Ty | undefined): Expr {
  return cx.make(ast.span, cx.types.ref(cx.types.arrayOf(U8, value.length)), { kind: "bytes", value, cstr: false });
}

function cString(cx: BodyContext, ast: AstExpr, value: Uint8Array): Expr {
  const cstr = cx.tcx.lang("CStr");
  if (cstr === undefined) {
    cx.report(unsupported("KB0212", "C string literals", ast.span));
    return cx.error(ast.span);
  }
  const withNul = new Uint8Array(value.length + 1);
  withNul.set(value);
  return cx.make(ast.span, cx.types.ref(cx.types.adt(cstr, [])), { kind: "bytes", value: withNul, cstr: true });
}
