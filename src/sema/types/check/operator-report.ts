// Errors of operators: E0369 when the left type has no such operator at all, E0277 when not with this right operand,
// E0368 for `op=`, E0600 for unary ones.
import type { Span } from "../../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { isNumeric } from "../ty-util.ts";
import { adviseBound, adviseDerive } from "../unsatisfied-advice.ts";
import type { BodyContext } from "./context.ts";
import type { OperatorRow } from "./operator-table.ts";

interface Operands {
  readonly ast: AstExpr;
  readonly op: string;
  readonly row: OperatorRow;
  readonly left: Expr;
  readonly right: Expr;
  readonly opSpan: Span;
}

/** Core's own number types have more operators than are modelled. */
function isIncomplete(cx: BodyContext, ...types: readonly Ty[]): boolean {
  return types.some((type) => {
    let at = cx.shallow(type);
    while (at.kind === "ref") at = cx.shallow(at.target);
    return at.kind === "adt" && cx.tcx.items.path(at.def).startsWith("core::num::");
  });
}

export function reportBinary(cx: BodyContext, { ast, op, row, left, right, opSpan }: Operands, a: Ty, b: Ty | undefined): void {
  if (isIncomplete(cx, a, right.type))
    return cx.reportUnlessError(unsupported("KB0214", "this operator with these operands", ast.span), a, right.type);
  const [l, r] = [`\`${cx.print(a)}\``, `\`${cx.print(right.type)}\``];
  if (b !== undefined && isNumeric(cx.shallow(a))) {
    const said = error("E0277", row.words(l, r)).at(opSpan, `no implementation for \`${cx.print(a)} ${op} ${cx.print(right.type)}\``);
    const name = cx.tcx.items.name(cx.tcx.items.parent(cx.tcx.traitMethod(row.lang, row.method)) as number);
    said.help(`the trait \`${name}<${cx.print(right.type)}>\` is not implemented for \`${cx.print(a)}\``);
    return cx.reportUnlessError(said, a, right.type);
  }
  if (row.group !== "compare") {
    const said = labelled(cx, error("E0369", row.words(l, r)).at(opSpan), left, right);
    noteMissing(cx, row.lang, [a, right.type], said);
    return cx.reportUnlessError(said, a, right.type);
  }
  const said = labelled(cx, error("E0369", `binary operation \`${op}\` cannot be applied to type ${l}`).at(opSpan), left, right);
  noteMissing(cx, row.lang, [a, right.type], said);
  cx.reportUnlessError(said, a, right.type);
}

/** The operands' types, unless both stand in one place. */
function labelled(cx: BodyContext, said: DiagnosticBuilder, left: Expr, right: Expr): DiagnosticBuilder {
  if (left.span.lo === right.span.lo && left.span.hi === right.span.hi) return said;
  return said.label(left.span, cx.print(left.type)).label(right.span, cx.print(right.type));
}

/** Since then a trait is named with its argument only where that is another type. */
const NAMES_OTHERS = 90;

/** Which type of the crate lacks the operator's trait, or which bound a parameter lacks. */
function noteMissing(cx: BodyContext, lang: string, operands: readonly Ty[], said: DiagnosticBuilder): void {
  const trait = cx.tcx.lang(lang);
  if (trait === undefined) return;
  const wanted = { trait, args: operands.map((type) => cx.resolve(type)) };
  const { ref } = cx.selector.culprit({ kind: "trait", ref: wanted, span: said.spans[0]?.span ?? { lo: 0, hi: 0 } });
  const [self] = ref.args;
  if (self?.kind === "adt" && cx.tcx.items.isLocal(self.def)) {
    const plain = cx.tcx.items.name(trait);
    const name =
      cx.tcx.session.release.minor >= NAMES_OTHERS ? cx.tcx.printer.trait(trait, ref.args) : ref.args.length > 1 ? `${plain}<_>` : plain;
    const words = `an implementation of \`${name}\` might be missing for \`${cx.print(self)}\``;
    said.noteAt(cx.tcx.headSpan(self.def), words, `must implement \`${name}\``);
    adviseDerive(cx.tcx, ref, said);
  } else if (COMPARED.has(lang)) adviseBound(cx.tcx, cx.owner, ref, said);
}

const COMPARED: ReadonlySet<string> = new Set(["eq", "partial_ord"]);

export function reportAssignOp(cx: BodyContext, { op, row, left, right, opSpan, ast }: Operands, a: Ty, b: Ty | undefined): void {
  if (b === undefined) {
    const said = error("E0368", `binary assignment operation \`${op}=\` cannot be applied to type \`${cx.print(a)}\``).at(ast.span);
    said.label(left.span, `cannot use \`${op}=\` on type \`${cx.print(a)}\``);
    noteMissing(cx, `${row.lang}_assign`, [a, right.type], said);
    return cx.reportUnlessError(said, a);
  }
  if (!isNumeric(cx.shallow(a))) return cx.reportUnlessError(unsupported("KB0214", "this operator with these operands", ast.span), a, b);
  const verbs: Readonly<Record<string, string>> = {
    "+": `cannot add-assign \`${cx.print(right.type)}\` to \`${cx.print(a)}\``,
    "-": `cannot subtract-assign \`${cx.print(right.type)}\` from \`${cx.print(a)}\``,
    "*": `cannot multiply-assign \`${cx.print(a)}\` by \`${cx.print(right.type)}\``,
    "/": `cannot divide-assign \`${cx.print(a)}\` by \`${cx.print(right.type)}\``,
  };
  const words = verbs[op] ?? `no implementation for \`${cx.print(a)} ${op}= ${cx.print(right.type)}\``;
  const said = error("E0277", words).at(opSpan, `no implementation for \`${cx.print(a)} ${op}= ${cx.print(right.type)}\``);
  cx.reportUnlessError(said, a, b);
}

export function reportUnary(cx: BodyContext, ast: AstExpr, op: "!" | "-", type: Ty): void {
  if (isIncomplete(cx, type)) return cx.reportUnlessError(unsupported("KB0214", "this operator with this operand", ast.span), type);
  const said = error("E0600", `cannot apply unary operator \`${op}\` to type \`${cx.print(type)}\``);
  said.at(ast.span, `cannot apply unary operator \`${op}\``);
  if (op === "-" && type.kind === "int") {
    said.note("unsigned values cannot be negated");
    if (/^-\s*1$/.test(cx.snippet(ast.span)) && cx.tcx.session.release.minor >= 60) {
      const name = cx.print(type);
      const edits = [{ span: ast.span, text: `${name}::MAX` }];
      said.suggest(`you may have meant the maximum value of \`${name}\``, edits, "MaybeIncorrect", "verbose");
    }
  }
  noteMissing(cx, op === "-" ? "neg" : "not", [type], said);
  cx.reportUnlessError(said, type);
}
