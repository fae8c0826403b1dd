// Built-in macros the expander understood: `asm!`, `offset_of!`, `format_args!`.
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { OffsetOf } from "../../expand/built-in.ts";
import type { Expr } from "../thir.ts";
import { USIZE, type Ty } from "../ty.ts";
import { checkAsm } from "./asm.ts";
import type { BodyContext } from "./context.ts";
import { fieldOf } from "./field.ts";
import { checkFormatArgs } from "./format-args.ts";

export function checkBuiltIn(cx: BodyContext, ast: AstExpr, _expected: Ty | undefined): Expr {
  const value = cx.tcx.items.builtIn(cx.tree, ast.id);
  switch (value?.kind) {
    case "asm":
      return checkAsm(cx, ast.span, value);
    case "format-args":
      return checkFormatArgs(cx, ast, value);
    case "offset-of":
      return checkOffsetOf(cx, ast, value);
    default:
      cx.report(unsupported("KB0224", "this built-in macro", ast.span));
      return cx.error(ast.span);
  }
}

function checkOffsetOf(cx: BodyContext, ast: AstExpr, value: OffsetOf): Expr {
  const container = cx.lowerType(value.type);
  let type = cx.structurally(container);
  const path: { variant: number; field: number }[] = [];
  for (const ident of value.fields) {
    const found = fieldOf(cx, type, ident.name, ident.span);
    if (found === undefined) {
      if (type.kind !== "error")
        cx.report(error("E0609", `no field \`${ident.name}\` on type \`${cx.print(type)}\``).at(ident.span, "unknown field"));
      return cx.error(ast.span);
    }
    path.push({ variant: 0, field: found.index });
    type = cx.structurally(found.type);
  }
  return cx.make(ast.span, USIZE, { kind: "offset-of", container, path });
}
