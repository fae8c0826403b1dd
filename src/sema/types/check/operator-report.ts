// Errors of operators: E0369 when the left type has no such operator at all, E0277 when not with this right operand,
// E0368 for `op=`, E0600 for unary ones.
import type { Span } from "../../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { F64, I32, type Ty } from "../ty.ts";
import { unsatisfied } from "../unsatisfied.ts";
import { adviseBound, adviseDerive } from "../unsatisfied-advice.ts";
import type { DefId } from "../def-id.ts";
import { itemSite } from "../core-sites.ts";
import type { BodyContext } from "./context.ts";
import type { OperandsCause, OperatorRow, Sides } from "./operator-table.ts";

interface Operands {
  readonly ast: AstExpr;
  readonly op: string;
  readonly row: OperatorRow;
  readonly left: Expr;
  readonly right: Expr;
  readonly opSpan: Span;
  /** What the place wants of the result. */
  readonly expected?: Ty | undefined;
}

/** Core's own number types have more operators than are modelled. */
export function hasMoreOperators(cx: BodyContext, ...types: readonly Ty[]): boolean {
  return types.some((type) => {
    let at = cx.shallow(type);
    while (at.kind === "ref") at = cx.shallow(at.target);
    return at.kind === "adt" && cx.tcx.items.path(at.def).startsWith("core::num::");
  });
}

/** Why an operator's trait is asked for. */
export function operands(cx: BodyContext, row: OperatorRow, op: string, sides: Sides | undefined, assigns = false): OperandsCause {
  const lang = assigns ? `${row.lang}_assign` : row.lang;
  const trait = cx.tcx.lang(lang) as DefId;
  const bare = (words: string): string => words.slice(1, -1);
  const label = (l: string, r: string): string =>
    lang === "partial_ord"
      ? `no implementation for \`${bare(l)} < ${bare(r)}\` and \`${bare(l)} > ${bare(r)}\``
      : `no implementation for \`${bare(l)} ${lang === "eq" ? "==" : assigns ? `${op}=` : op} ${bare(r)}\``;
  const words = assigns ? (row.assignWords ?? label) : row.words;
  return { kind: "operands", trait, sides, words: (l, r) => ({ message: words(l, r), label: label(l, r) }) };
}

export function reportBinary(cx: BodyContext, { ast, op, row, left, right, opSpan, expected }: Operands, a: Ty): void {
  if (hasMoreOperators(cx, a, right.type))
    return cx.reportUnlessError(unsupported("KB0214", "this operator with these operands", ast.span), a, right.type);
  const [l, r] = [`\`${cx.print(a)}\``, `\`${cx.print(right.type)}\``];
  if (row.group !== "compare") {
    const said = labelled(cx, error("E0369", row.words(l, r)).at(opSpan), left, right);
    if (op === "+" && adviseConcatenation(cx, said, opSpan, { left, right }, a)) return cx.report(said);
    noteMissing(cx, row.lang, [a, right.type], said, expected === undefined ? undefined : cx.resolve(expected));
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

/** Texts are joined behind one that is owned (rustc: `check_str_addition`). True if that is what is said. */
function adviseConcatenation(
  cx: BodyContext,
  said: DiagnosticBuilder,
  op: Span,
  { left, right }: Pick<Operands, "left" | "right">,
  a: Ty,
): boolean {
  const isText = (type: Ty): boolean =>
    type.kind === "str" || (type.kind === "adt" && cx.tcx.items.path(type.def) === "alloc::string::String");
  const behind = (type: Ty): Ty | undefined => (type.kind === "ref" ? cx.resolve(type.target) : undefined);
  const [first, b] = [behind(cx.resolve(a)), cx.resolve(right.type)];
  const second = behind(b);
  if (first === undefined || !isText(first)) return false;
  const owned = { span: { ...left.span, lo: left.span.hi }, text: ".to_owned()" };
  if (second !== undefined && (isText(second) || behind(second)?.kind === "str")) {
    said.label(op, "`+` cannot be used to concatenate two `&str` strings");
    said.note("string concatenation requires an owned `String` on the left");
    said.suggest("create an owned `String` from a string reference", [owned], "MachineApplicable", "verbose");
    return true;
  }
  if (b.kind !== "adt" || !isText(b)) return false;
  said.label(op, "`+` cannot be used to concatenate a `&str` with a `String`");
  const lent = { span: { ...right.span, hi: right.span.lo }, text: "&" };
  said.suggest("create an owned `String` on the left and add a borrow on the right", [owned, lent], "MachineApplicable", "verbose");
  return true;
}

/** Since then a trait is named with its argument only where that is another type. */
const NAMES_OTHERS = 90;

/** Which type of the crate lacks the operator's trait, or which bound a parameter lacks. */
function noteMissing(cx: BodyContext, lang: string, operands: readonly Ty[], said: DiagnosticBuilder, output?: Ty): void {
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
    const site = COMPARED.has(lang) ? undefined : itemSite(cx.tcx, trait);
    if (site !== undefined) said.noteAt(site, `the trait \`${cx.tcx.items.name(trait)}\` must be implemented`);
  } else if (COMPARED.has(lang) || cx.tcx.session.release.minor >= RESTRICTS_OPERATORS)
    adviseBound(cx.tcx, cx.owner, { ...ref, args: ref.args.map(settledLiteral) }, said, { output });
}

/** What a literal becomes if nothing else decides. */
function settledLiteral(type: Ty): Ty {
  if (type.kind !== "infer" || type.of === "type") return type;
  return type.of === "int" ? I32 : F64;
}

/** Since then a parameter is told which operator's trait it lacks. */
const RESTRICTS_OPERATORS = 90;

const COMPARED: ReadonlySet<string> = new Set(["eq", "partial_ord"]);

export function reportAssignOp(cx: BodyContext, { op, row, left, right, ast }: Operands, a: Ty): void {
  const said = error("E0368", `binary assignment operation \`${op}=\` cannot be applied to type \`${cx.print(a)}\``).at(ast.span);
  said.label(left.span, `cannot use \`${op}=\` on type \`${cx.print(a)}\``);
  const lang = `${row.lang}_assign`;
  const inner = a.kind === "ref" || a.kind === "ptr" ? cx.resolve(a.target) : undefined;
  const trait = cx.tcx.lang(lang);
  if (inner !== undefined && trait !== undefined && cx.selector.traitHolds(trait, [inner, cx.resolve(right.type)]) !== "no") {
    const words = `\`${op}=\` can be used on \`${cx.print(inner)}\` if you dereference the left-hand side`;
    said.suggest(words, [{ span: { ...left.span, hi: left.span.lo }, text: "*" }], "MachineApplicable", "verbose");
  }
  noteMissing(cx, `${row.lang}_assign`, [a, right.type], said);
  cx.reportUnlessError(said, a);
}

const MANY_NEGATED = ["&f128", "&f16", "&f32", "&f64", "&i128", "&i16", "&i32", "&i64"];
const FEWER_NEGATED = ["&f32", "&f64", "&i128", "&i16", "&i32", "&i64", "&i8", "&isize"];

/** Of a number whose type came later and has no sign: which one has. */
export function reportNegation(cx: BodyContext, span: Span, operand: ExprId, wanted: Ty): void {
  const type = cx.resolve(wanted);
  const { kind, span: written } = cx.expr(operand);
  const said = unsatisfied(cx.tcx, { trait: cx.tcx.lang("neg") as DefId, args: [type] }, span);
  const isModern = cx.tcx.session.release.minor >= 90;
  if (isModern && kind.kind === "literal" && type.kind === "int" && /^\d+$/.test(cx.snippet(written))) {
    const edit = { span: { ...written, lo: written.hi }, text: cx.print(type).replace("u", "i") };
    said.suggest("consider specifying an integer type that can be negative", [edit], "MaybeIncorrect", "verbose");
  } else {
    const [names, rest] = isModern ? [MANY_NEGATED, 12] : [FEWER_NEGATED, 8];
    said.help(`the following other types implement trait \`Neg\`:${names.map((name) => `\n  ${name}`).join("")}\nand ${rest} others`);
  }
  cx.reportUnlessError(said, type);
}

/** As messages show it that name the lifetimes they know: those of texts, and of constants and statics, are `'static`. */
function printOperand(cx: BodyContext, id: ExprId, type: Ty): string {
  const { kind } = cx.expr(id);
  if (type.kind !== "ref") return cx.print(type);
  const { mutable, target } = type;
  const borrow = mutable ? "&mut " : "&";
  if (kind.kind === "paren") return printOperand(cx, kind.inner, type);
  if (kind.kind === "address-of") return borrow + printOperand(cx, kind.operand, cx.resolve(target));
  const base = kind.kind === "path" ? cx.tcx.items.resolution(cx.tree, id)?.base : undefined;
  const isConstant = base?.kind === "def" && ["const", "static"].includes(cx.tcx.items.kind(base.def));
  if (kind.kind === "literal" || isConstant) return `&'static ${mutable ? "mut " : ""}${cx.print(target)}`;
  return cx.print(type);
}

export function reportUnary(cx: BodyContext, ast: AstExpr, op: "!" | "-", type: Ty): void {
  if (hasMoreOperators(cx, type)) return cx.reportUnlessError(unsupported("KB0214", "this operator with this operand", ast.span), type);
  const printed = ast.kind.kind === "unary" ? printOperand(cx, ast.kind.operand, type) : cx.print(type);
  const said = error("E0600", `cannot apply unary operator \`${op}\` to type \`${printed}\``);
  said.at(ast.span, `cannot apply unary operator \`${op}\``);
  if (op === "-" && type.kind === "int") {
    said.note("unsigned values cannot be negated");
    if (/^-\s*1(?:_?u\w+)?$/.test(cx.snippet(ast.span)) && cx.tcx.session.release.minor >= 60) {
      const name = cx.print(type);
      const edits = [{ span: ast.span, text: `${name}::MAX` }];
      said.suggest(`you may have meant the maximum value of \`${name}\``, edits, "MaybeIncorrect", "verbose");
    }
  }
  noteMissing(cx, op === "-" ? "neg" : "not", [type], said);
  cx.reportUnlessError(said, type);
}
