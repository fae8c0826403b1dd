// Cloning a value instead of moving it: written for the reader where its type can be cloned, else what would make it so (rustc:
// `suggest_cloning`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import type { Ty } from "../types/ty.ts";
import { endOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import type { UseSite } from "./use-sites.ts";
import { parameterSpan } from "./declarations.ts";
import { isFnCall } from "./calls.ts";

export interface Cloned {
  readonly type: Ty;
  readonly expr: AstExpr;
  readonly site: UseSite | undefined;
}

export function adviseClone(cx: BorrowContext, cloned: Cloned, said: DiagnosticBuilder): void {
  const { type, expr } = cloned;
  if (expr.kind.kind === "struct" && expr.kind.rest.kind === "base") return;
  if (cx.implementsClone(type)) {
    if (!inMoveClosure(cx, expr)) writeClone(cx, expr, said);
    return;
  }
  if (type.kind === "adt" && cx.tcx.items.isLocal(type.def) && fieldsClone(cx, type)) return noteLackingClone(cx, type, expr, said);
  if (type.kind === "param") return helpParameter(cx, cloned, type, said);
  if (type.kind === "adt") noteFailingPart(cx, type, expr, said);
}

function inMoveClosure(cx: BorrowContext, expr: AstExpr): boolean {
  return cx.source.exprsAround(expr.id).some(({ kind }) => kind.kind === "closure" && kind.move);
}

function fieldsClone(cx: BorrowContext, type: Ty & { kind: "adt" }): boolean {
  return cx.tcx
    .adt(type.def)
    .variants.every(({ fields }) =>
      fields.every((field) => cx.implementsClone(cx.selector.normalize(cx.tcx.types.substitute(field.type, type.args), []))),
    );
}

/** A type of the crate's own whose fields can all be cloned. */
function noteLackingClone(cx: BorrowContext, type: Ty & { kind: "adt" }, expr: AstExpr, said: DiagnosticBuilder): void {
  const { tcx } = cx;
  const head = tcx.headSpan(type.def);
  const derived = tcx.traitImpls(tcx.coreTrait("clone"), tcx.identityAdt(type.def)).filter((impl) => cx.tcx.items.isDerived(impl));
  const here = { span: expr.span, primary: false, label: "you could clone this value" };
  const [impl] = derived;
  if (impl === undefined) {
    const spans = [{ span: head, primary: true, label: "consider implementing `Clone` for this type" }, here];
    said.note(`if \`${cx.print(type)}\` implemented \`Clone\`, you could clone the value`, ...spans);
    return;
  }
  const params = tcx.items.astGenerics(type.def)?.params.filter(({ kind }) => kind === "type") ?? [];
  said.note(
    "if all bounds were met, you could clone the value",
    { span: head, primary: true },
    { span: tcx.items.span(impl), primary: false, label: "derived `Clone` adds implicit bounds on type parameters" },
    ...params.map(({ ident }) => ({ span: ident.span, primary: false, label: `introduces an implicit \`${ident.name}: Clone\` bound` })),
    here,
  );
  said.help("consider manually implementing `Clone` to avoid undesired bounds");
}

function helpParameter(cx: BorrowContext, { expr, site }: Cloned, type: Ty & { kind: "param" }, said: DiagnosticBuilder): void {
  if (site?.kind === "self" && isFnCall(cx, site.call)) return;
  const span = parameterSpan(cx, type);
  if (span === undefined) return;
  said.help(
    `if \`${cx.print(type)}\` implemented \`Clone\`, you could clone the value`,
    { span, primary: true, label: "consider constraining this type parameter with `Clone`" },
    { span: expr.span, primary: false, label: "you could clone this value" },
  );
}

/** `Option<T>` can be cloned where `T` can. */
function noteFailingPart(cx: BorrowContext, type: Ty, expr: AstExpr, said: DiagnosticBuilder): void {
  const { tcx } = cx;
  const clone = tcx.coreTrait("clone");
  const failed = cx.failing({ trait: clone, args: [type] });
  const self = failed?.trait === clone ? failed.args[0] : undefined;
  if (self?.kind !== "adt" || !tcx.items.isLocal(self.def)) return;
  said.note(
    `if \`${cx.print(self)}\` implemented \`Clone\`, you could clone the value`,
    { span: tcx.headSpan(self.def), primary: true, label: "consider implementing `Clone` for this type" },
    { span: expr.span, primary: false, label: "you could clone this value" },
  );
}

/** `.clone()` behind the expression; `&` and `*` before it fall away. */
function writeClone(cx: BorrowContext, expr: AstExpr, said: DiagnosticBuilder): void {
  if (expr.kind.kind === "closure") return;
  let inner = expr;
  while (inner.kind.kind === "address-of" || (inner.kind.kind === "unary" && inner.kind.op === "*")) {
    if (inner.kind.kind === "address-of" && inner.kind.mutable) return;
    inner = cx.source.tree.expr(inner.kind.operand);
  }
  const written = cx.source.spanWithParens(expr);
  const edits: Edit[] = [];
  const at = cx.source.spanWithParens(inner);
  if (at.lo !== written.lo) edits.push({ span: { ...written, hi: at.lo }, text: "" });
  const name = cx.source.shorthandField(expr);
  const text = name === undefined ? ".clone()" : `: ${name}.clone()`;
  const end: Span = at.hi === written.hi ? endOf(written) : { ...written, lo: at.hi };
  edits.push({ span: end, text });
  said.suggest("consider cloning the value if the performance cost is acceptable", edits, "MachineApplicable", "verbose");
}
