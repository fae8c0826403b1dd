// The text of a `global_asm!` with its operands put in: constants as numbers, `sym` operands as symbol names.
import type { Span } from "../base/source.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance } from "../sema/types/tables.ts";
import type { Expr, InlineAsm } from "../sema/types/thir.ts";
import type { ModuleContext } from "./module.ts";

export interface AsmSymbols {
  symbolOf(instance: Instance): string;
  staticSymbol(def: DefId): string;
  refuse(construct: string, span: Span): never;
}

function operandText(asm: InlineAsm, index: number, symbols: AsmSymbols, context: ModuleContext): string {
  const operand = asm.operands[index];
  if (operand?.kind === "const") return String(context.evaluate(operand.value) ?? symbols.refuse("this `const` operand", operand.span));
  if (operand?.kind !== "sym") return symbols.refuse("this operand of `global_asm!`", asm.span);
  const { value } = operand;
  if (value.kind === "static") return symbols.staticSymbol(value.def);
  const { type } = value;
  if (type.kind !== "fn-def") return symbols.refuse("this `sym` operand", operand.span);
  return symbols.symbolOf(context.tables.resolveInstance(type.def, type.args));
}

export function globalAsmText(asm: InlineAsm, symbols: AsmSymbols, context: ModuleContext): string {
  return asm.template.map((piece) => (piece.kind === "text" ? piece.text : operandText(asm, piece.operand, symbols, context))).join("");
}

/** The one `naked_asm!` of a naked function's body; undefined if there is anything else. */
export function nakedAsm(value: Expr): InlineAsm | undefined {
  if (value.kind === "asm") return value.asm.macro === "naked_asm" ? value.asm : undefined;
  if (value.kind === "coerce") return nakedAsm(value.operand);
  if (value.kind !== "block") return undefined;
  const { stmts, value: last } = value.block;
  const [only] = stmts;
  if (stmts.length === 0) return last === undefined ? undefined : nakedAsm(last);
  return stmts.length === 1 && last === undefined && only?.kind === "expr" ? nakedAsm(only.expr) : undefined;
}
