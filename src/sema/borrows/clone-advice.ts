// Cloning a value instead of moving it: written for the reader where its type can be cloned, else what would make it so (rustc:
// `suggest_cloning`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder, LabeledSpan, Edit } from "../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import type { ImplHeader } from "../types/collect-items.ts";
import type { Ty } from "../types/ty.ts";
import { endOf, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import type { UseSite } from "./use-sites.ts";
import { parameterSpan } from "./declarations.ts";
import { isFnCall } from "./calls.ts";

export interface Cloned {
  readonly type: Ty;
  readonly expr: AstExpr;
  readonly site: UseSite | undefined;
  /** What is moved or used, as it is called. */
  readonly place?: string | undefined;
}

export function adviseClone(cx: BorrowContext, cloned: Cloned, said: DiagnosticBuilder): void {
  const { type, expr } = cloned;
  if (expr.kind.kind === "struct" && expr.kind.rest.kind === "base") return cloneField(cx, type, expr, said);
  if (cx.implementsClone(type)) {
    if (!inMoveClosure(cx, expr)) writeClone(cx, expr, said);
    else if (cloned.place !== undefined && cloned.site?.kind === "closure") cloneBefore(cx, cloned.place, cloned.site, said);
    return;
  }
  if (type.kind === "adt" && cx.tcx.items.isLocal(type.def) && fieldsClone(cx, type)) return noteLackingClone(cx, type, expr, said);
  if (type.kind === "param") return helpParameter(cx, cloned, type, said);
  if (type.kind === "adt") noteFailingPart(cx, type, expr, said);
}

function cloneable(cx: BorrowContext, expr: AstExpr): LabeledSpan {
  return { span: cx.source.spanWithParens(expr), primary: false, label: "you could clone this value" };
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
  const isOfType = ({ self }: ImplHeader): boolean => self.kind === "adt" && self.def === type.def;
  const impls = tcx.traitImpls(tcx.core.trait("clone"), tcx.identityAdt(type.def));
  const derived = impls.filter((impl) => tcx.items.isDerived(impl) && isOfType(tcx.implHeader(impl)));
  const here = cloneable(cx, expr);
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
    cloneable(cx, expr),
  );
}

/** `Option<T>` can be cloned where `T` can. */
function noteFailingPart(cx: BorrowContext, type: Ty, expr: AstExpr, said: DiagnosticBuilder): void {
  const { tcx } = cx;
  const clone = tcx.core.trait("clone");
  const failed = cx.failing({ trait: clone, args: [type] });
  const self = failed?.trait === clone ? failed.args[0] : undefined;
  if (self?.kind !== "adt" || !tcx.items.isLocal(self.def)) return;
  said.note(
    `if \`${cx.print(self)}\` implemented \`Clone\`, you could clone the value`,
    { span: tcx.headSpan(self.def), primary: true, label: "consider implementing `Clone` for this type" },
    cloneable(cx, expr),
  );
}

/** `S { a, ..base }`: fields of the type could be written, cloned from the base. */
function cloneField(cx: BorrowContext, type: Ty, { kind, span }: AstExpr, said: DiagnosticBuilder): void {
  const made = cx.typed.at(span).find((each) => each.kind === "adt");
  if (kind.kind !== "struct" || kind.rest.kind !== "base" || made?.type.kind !== "adt") return;
  const { tree } = cx.source;
  const base = cx.source.withoutParens(tree.expr(kind.rest.expr));
  const { args, def } = made.type;
  const fields = cx.tcx.adt(def).variants[0]?.fields ?? [];
  if (base.kind.kind !== "path") return;
  const from = cx.snippet(base.span);
  const written = new Set(kind.fields.map(({ ident }) => ident.name));
  const added = fields.filter((field) => !written.has(field.name) && cx.erase(cx.tcx.types.substitute(field.type, args)) === type);
  const texts = added.map(({ name }) => `${name}: ${from}.${name}.clone()`);
  const isWhole = kind.fields.length + added.length === fields.length;
  const last = kind.fields.at(-1)?.span;
  const rest = isWhole ? "" : `, ..${from}`;
  const edit: Edit =
    last === undefined
      ? { span: { ...span, lo: kind.path.span.hi }, text: ` { ${texts.join(", ")}${rest} }` }
      : { span: { ...span, lo: last.hi, hi: isWhole ? base.span.hi : last.hi }, text: `, ${texts.join(", ")}` };
  const name = cx.print(type);
  if (!cx.implementsClone(type)) {
    const words = `\`${name}\` doesn't implement \`Copy\` or \`Clone\``;
    if (type.kind === "adt" && cx.tcx.items.isLocal(type.def)) said.noteAt(cx.tcx.headSpan(type.def), words);
    else said.note(words);
  }
  const prefix = cx.implementsClone(type) ? "" : `if \`${name}\` implemented \`Clone\`, you could `;
  const words = `${prefix}clone the value from the field instead of using the functional record update syntax`;
  said.suggest(words, [edit], "MachineApplicable", "verbose");
}

/** A `move` closure takes a clone that is made before it. */
function cloneBefore(cx: BorrowContext, place: string, { closure, span }: UseSite & { kind: "closure" }, said: DiagnosticBuilder): void {
  if (!closure.move) return;
  const expr = cx.source.exprAt(span);
  const parent = expr && cx.source.parentExpr(expr.id);
  if (parent?.kind.kind === "assign" && cx.source.withoutParens(cx.source.tree.expr(parent.kind.left)).id === expr?.id) return;
  const words = "consider cloning the value before moving it into the closure";
  const use = { span, text: "value" };
  const around = cx.source.around(closure.node);
  const end = around.findIndex((id) => cx.source.isExpr(id) && cx.source.tree.expr(id).kind.kind === "closure");
  const stmt = around.slice(0, end < 0 ? around.length : end).find((id) => cx.source.statement(id) !== undefined);
  const at = stmt === undefined ? closure.span : cx.source.tree.span(stmt);
  const padding = cx.tcx.items.indentation(at.lo);
  const made = `let value = ${place}.clone();\n${padding}`;
  const edits: Edit[] =
    stmt === undefined
      ? [{ span: startOf(at), text: `{\n${padding}${made}` }, use, { span: endOf(at), text: `\n${padding}}` }]
      : [{ span: startOf(at), text: made }, use];
  said.suggest(words, edits, "MachineApplicable", "verbose");
}

/** `.clone()` behind the expression; `&` and `*` before it fall away, but of raw pointers. */
function writeClone(cx: BorrowContext, expr: AstExpr, said: DiagnosticBuilder): void {
  if (expr.kind.kind === "closure") return;
  let inner = expr;
  let isRaw = false;
  while (!isRaw && (inner.kind.kind === "address-of" || (inner.kind.kind === "unary" && inner.kind.op === "*"))) {
    if (inner.kind.kind === "address-of" && inner.kind.mutable) return;
    inner = cx.source.withoutParens(cx.source.tree.expr(inner.kind.operand));
    isRaw = cx.typed.at(inner.span)[0]?.type.kind === "ptr";
  }
  const written = cx.source.spanWithParens(expr);
  const words = "consider cloning the value if the performance cost is acceptable";
  if (isRaw) {
    const edits = [
      { span: startOf(written), text: "(" },
      { span: endOf(written), text: ").clone()" },
    ];
    said.suggest(words, edits, "MachineApplicable", "verbose");
    return;
  }
  const edits: Edit[] = [];
  const at = cx.source.spanWithParens(inner);
  if (at.lo !== written.lo) edits.push({ span: { ...written, hi: at.lo }, text: "" });
  const name = cx.source.shorthandField(expr);
  const text = name === undefined ? ".clone()" : `: ${name}.clone()`;
  const end: Span = at.hi === written.hi ? endOf(written) : { ...written, lo: at.hi };
  edits.push({ span: end, text });
  said.suggest(words, edits, "MachineApplicable", "verbose");
}
