// Built-in macros the expander understood: `asm!`, `offset_of!`, `format_args!`.
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Asm, AsmOperand as AstOperand, OffsetOf } from "../../expand/built-in.ts";
import type { AsmOperand, Expr, InlineAsm } from "../thir.ts";
import { I32, NEVER, UNIT, USIZE, type Ty } from "../ty.ts";
import { makeMutable } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";
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

export function checkAsm(cx: BodyContext, span: AstExpr["span"], asm: Asm): Expr {
  const options = asm.options.map((option) => option.name);
  const noreturn = options.includes("noreturn") || asm.macro === "naked_asm";
  const typed: InlineAsm = {
    macro: asm.macro,
    template: asm.pieces.map((piece) =>
      piece.kind === "text" ? { ...piece, span: asm.span } : { ...piece, modifier: piece.modifier ?? "" },
    ),
    operands: asm.operands.map((operand) => checkOperand(cx, operand)),
    options,
    clobberAbis: asm.clobberAbis.map((abi) => abi.name),
    span: asm.span,
  };
  return cx.make(span, noreturn ? NEVER : UNIT, { kind: "asm", asm: typed });
}

function checkOperand(cx: BodyContext, operand: AstOperand): AsmOperand {
  const { span } = operand;
  const place = (id: number): Expr => {
    const expr = checkExpr(cx, id);
    makeMutable(cx, expr);
    return expr;
  };
  switch (operand.kind) {
    case "in":
      return { kind: "in", span, reg: operand.reg, value: checkInput(cx, operand.expr) };
    case "out":
      return {
        kind: "out",
        span,
        reg: operand.reg,
        late: operand.late,
        place: operand.expr === undefined ? undefined : place(operand.expr),
      };
    case "inout":
      return { kind: "inout", span, reg: operand.reg, late: operand.late, place: place(operand.expr) };
    case "split-inout": {
      const value = checkInput(cx, operand.input);
      return {
        kind: "split-inout",
        span,
        reg: operand.reg,
        late: operand.late,
        value,
        place: operand.output === undefined ? undefined : place(operand.output),
      };
    }
    case "const":
      return { kind: "const", span, value: checkConst(cx, operand.expr) };
    case "sym":
      return { kind: "sym", span, value: checkSym(cx, operand.expr) };
    case "label":
      return { kind: "label", span, block: checkExpr(cx, operand.expr, UNIT) };
  }
}

/** A function as an input is its address. */
function checkInput(cx: BodyContext, id: number): Expr {
  const expr = checkExpr(cx, id);
  const type = cx.structurally(expr.type);
  const pointer = type.kind === "fn-def" ? cx.fnPointer(type) : undefined;
  return pointer === undefined ? expr : cx.make(expr.span, pointer, { kind: "coerce", to: "reify", operand: expr });
}

function checkConst(cx: BodyContext, id: number): Expr {
  const value = checkExpr(cx, id);
  cx.deferred.push(() => {
    const type = cx.structurally(value.type);
    if (type.kind === "infer" && type.of === "int") cx.unify(type, I32);
  });
  return value;
}

function checkSym(cx: BodyContext, id: number): Expr {
  const value = checkExpr(cx, id);
  if (value.kind !== "fn-item" && value.kind !== "static" && value.kind !== "error") {
    cx.report(
      error("invalid `sym` operand")
        .at(value.span, "is a local variable")
        .help("`sym` operands must refer to either a function or a static"),
    );
  }
  return value;
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
