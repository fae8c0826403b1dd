// Patterns that are values: literals, ranges, constants, unit structs and variants.
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId, Pat as AstPat } from "../../../syntax/ast.ts";
import type { Expr, Pat, PatConstant } from "../thir.ts";
import { HAS_ERROR, U8, type Ty } from "../ty.ts";
import { checkExpr } from "./expr.ts";
import type { BodyContext } from "./context.ts";
import { reportPatternMismatch } from "./pattern-root.ts";
import { plain, wrong } from "./pattern.ts";
import { resolveValue } from "./path.ts";
import { constantPattern, type PatternFault } from "../constant-pattern.ts";
import type { DefId } from "../def-id.ts";
import { bitsOfText, floatBinary, formatOf, numberOf } from "../float-bits.ts";

export function checkConstantPattern(cx: BodyContext, ast: AstPat, id: ExprId, type: Ty): Pat {
  const before = cx.diverges;
  const expr = checkExpr(cx, id, cx.expr(id).kind.kind === "unary" ? undefined : type);
  cx.diverges = before;
  const known = cx.structurally(type);
  const found = byteSlice(cx, expr, known) ?? expr.type;
  if (!cx.unify(found, known)) {
    reportPatternMismatch(cx, expr.span, type, expr.type);
    return wrong(cx, ast, type);
  }
  if (expr.kind === "constant") return namedConstant(cx, ast, expr, known);
  if (expr.kind === "error") return wrong(cx, ast, type);
  if (expr.kind === "bytes" && expr.cstr) {
    cx.report(error("cannot use unsized non-slice type `CStr` in constant patterns").at(ast.span));
    return wrong(cx, ast, type);
  }
  cx.patternLiterals.push(expr);
  const text = floatText(expr);
  if (text !== undefined) return floatLiteral(cx, ast, text, known);
  const value = literalValue(expr);
  if (value === undefined) {
    cx.report(unsupported("KB0217", "this pattern", ast.span));
    return wrong(cx, ast, type);
  }
  return plain(ast, known, { kind: "constant", value });
}

/** A byte string matches slices, too: `match bytes { b"ab" => .. }`. */
function byteSlice(cx: BodyContext, expr: Expr, known: Ty): Ty | undefined {
  if (expr.kind !== "bytes" || expr.cstr || known.kind !== "ref") return undefined;
  const target = cx.shallow(known.target);
  return target.kind === "slice" ? cx.types.ref(cx.types.slice(U8)) : undefined;
}

/** Of a floating-point literal, with its sign. */
function floatText(expr: Expr): string | undefined {
  if (expr.kind === "float") return expr.text;
  return expr.kind === "unary" && expr.op === "-" && expr.operand.kind === "float" ? `-${expr.operand.text}` : undefined;
}

/** Its bits are known when its type is. */
function floatLiteral(cx: BodyContext, ast: AstPat, text: string, type: Ty): Pat {
  const pat: { -readonly [K in keyof Pat]: Pat[K] } = plain(ast, type, { kind: "error" });
  cx.atEnd.push(() => {
    const format = formatOf(cx.resolve(type));
    if (format === undefined) cx.report(unsupported("KB0217", "this pattern", ast.span));
    else pat.kind = { kind: "constant", value: { kind: "float", bits: bitsOfText(text, format) } };
  });
  return pat;
}

function literalValue(expr: Expr): PatConstant | undefined {
  switch (expr.kind) {
    case "int":
      return { kind: "scalar", value: expr.value };
    case "bool":
      return { kind: "scalar", value: expr.value ? 1n : 0n };
    case "char":
      return { kind: "scalar", value: BigInt(expr.value) };
    case "str":
      return { kind: "str", value: expr.value };
    case "bytes":
      return { kind: "bytes", value: expr.value };
    default:
      return undefined;
  }
}

function namedConstant(cx: BodyContext, ast: AstPat, expr: Expr & { kind: "constant" }, type: Ty): Pat {
  const pat: { -readonly [K in keyof Pat]: Pat[K] } = plain(ast, type, {
    kind: "constant",
    value: { kind: "named", def: expr.def, args: expr.args },
  });
  pat.constant = expr.def;
  cx.atEnd.push(() => {
    const args = expr.args.map((arg) => cx.resolve(arg));
    const made = constantPattern(cx.tcx, expr.def, args, cx.resolve(type), ast.span);
    if (typeof made === "string") reportFault(cx, made, expr.def, ast.span);
    else pat.kind = made.kind;
  });
  return pat;
}

/** Before, a pattern of what is no number compiled, and never matched. */
const NAMES_NAN_SINCE = 75;

function reportFault(cx: BodyContext, fault: PatternFault, def: DefId, span: Span): void {
  cx.tainted = true;
  const { tcx } = cx;
  if (fault === "nan" && tcx.session.release.minor >= NAMES_NAN_SINCE && tcx.items.isLocal(def)) {
    const said = error("cannot use NaN in patterns").at(span, "evaluates to `NaN`, which is not allowed in patterns");
    said.label(tcx.headSpan(def), "constant defined here");
    said.note("NaNs compare inequal to everything, even themselves, so this pattern would never match");
    cx.report(said.help("try using the `is_nan` method instead"));
  } else cx.report(unsupported("KB0219", "this constant as a pattern", span));
}

/** E0158 */
function reportParameter(cx: BodyContext, { id, span }: AstPat | AstExpr): void {
  const isModern = cx.tcx.session.release.minor >= 86;
  const said = error("E0158", `${isModern ? "constant" : "const"} parameters cannot be referenced in patterns`);
  const res = cx.tcx.items.resolution(cx.tree, id);
  if (!isModern || res?.base.kind !== "def") return cx.report(said.at(span));
  cx.report(said.at(span, "can't be used in patterns").label(cx.tcx.items.span(res.base.def), "constant defined here"));
}

/** A path: a unit struct or variant, or a constant. */
export function checkPathPattern(cx: BodyContext, ast: AstPat, type: Ty): Pat {
  const found = resolveValue(cx, ast);
  if (found === undefined) return wrong(cx, ast, type);
  if (found.kind === "const-param") {
    if (cx.unify(found.expr.type, type)) reportParameter(cx, ast);
    else reportPatternMismatch(cx, ast.span, type, found.expr.type);
    return wrong(cx, ast, type);
  }
  if (found.kind === "constant") {
    const expr = found.expr as Expr & { kind: "constant" };
    if (!cx.unify(expr.type, type)) {
      reportPatternMismatch(cx, ast.span, type, expr.type);
      return wrong(cx, ast, type);
    }
    return namedConstant(cx, ast, expr, cx.structurally(type));
  }
  if (found.kind !== "unit") {
    const said = error("E0533", `expected unit struct, unit variant or constant, found ${found.what} \`${cx.snippet(ast.span)}\``);
    const label = cx.tcx.session.release.minor >= 90 ? "not a unit struct, unit variant or constant" : undefined;
    cx.report(said.at(ast.span, label));
    return wrong(cx, ast, type);
  }
  if (!cx.unify(found.type, type)) {
    reportPatternMismatch(cx, ast.span, type, found.type);
    return wrong(cx, ast, type);
  }
  const adt = cx.shallow(found.type);
  if (adt.kind !== "adt" || cx.tcx.adt(adt.def).kind !== "enum") return plain(ast, type, { kind: "leaf", fields: [] });
  return plain(ast, type, { kind: "variant", variant: found.variant, fields: [] });
}

export function checkRangePattern(cx: BodyContext, ast: AstPat, kind: AstPat["kind"] & { kind: "range" }, type: Ty): Pat {
  const end = (id: ExprId | undefined): Expr | undefined => {
    if (id === undefined) return undefined;
    const expr = checkExpr(cx, id);
    if (expr.kind === "const-param") reportParameter(cx, cx.expr(id));
    cx.patternLiterals.push(expr);
    return expr;
  };
  const ends: RangeEnds = { start: end(kind.start), stop: end(kind.end) };
  const pat: { -readonly [K in keyof Pat]: Pat[K] } = plain(ast, type, { kind: "error" });
  if (reportUnordered(cx, ast, ends)) return pat;
  const isStartFit = fitsEnd(cx, ends.start, ends.stop, type);
  if (!fitsEnd(cx, ends.stop, ends.start, type) || !isStartFit) return pat;
  cx.atEnd.push(() => finishRange(cx, ast, kind.syntax !== "..", ends, pat));
  return pat;
}

interface RangeEnds {
  readonly start: Expr | undefined;
  readonly stop: Expr | undefined;
}

function mayBound(cx: BodyContext, expr: Expr): boolean {
  const { kind } = cx.structurally(expr.type);
  return ["int", "char", "float", "error", "infer"].includes(kind);
}

/** A text is for ever. */
function printed(cx: BodyContext, { type }: Expr): string {
  const known = cx.resolve(type);
  return known.kind === "ref" && known.target.kind === "str" ? "&'static str" : cx.print(known);
}

/** E0029: of both ends at once. */
function reportUnordered(cx: BodyContext, { span }: AstPat, { start, stop }: RangeEnds): boolean {
  const all = [start, stop].flatMap((one) => (one === undefined ? [] : [one]));
  const wrong = all.filter((one) => !mayBound(cx, one));
  const [first] = wrong;
  if (first === undefined) return false;
  const said = error("E0029", "only `char` and numeric types are allowed in range patterns").at(wrong.length > 1 ? span : first.span);
  const label = (one: Expr, words: string): void => {
    if (one.span.lo === said.spans[0]?.span.lo && one.span.hi === said.spans[0].span.hi)
      said.spans.splice(0, 1, { span: one.span, primary: true, label: words });
    else said.label(one.span, words);
  };
  for (const one of wrong) label(one, `this is of type \`${printed(cx, one)}\` but it should be \`char\` or numeric`);
  for (const one of all) if (!wrong.includes(one)) label(one, `this is of type \`${printed(cx, one)}\``);
  cx.report(said);
  return true;
}

/** An end that is not of the type of what is matched is told of, with the type of the other end. */
function fitsEnd(cx: BodyContext, end: Expr | undefined, other: Expr | undefined, type: Ty): boolean {
  if (end === undefined || cx.unify(cx.structurally(end.type), type)) return true;
  reportPatternMismatch(cx, end.span, type, end.type, (said) => {
    if (cx.tcx.session.release.minor < 90 || other === undefined) return;
    const known = cx.resolve(other.type);
    if ((known.flags & HAS_ERROR) === 0) said.label(other.span, `this is of type \`${cx.print(known)}\``);
  });
  return false;
}

function finishRange(
  cx: BodyContext,
  ast: AstPat,
  inclusive: boolean,
  { start, stop }: RangeEnds,
  pat: { kind: Pat["kind"]; readonly type: Ty },
): void {
  const low = boundValue(cx, start);
  const high = boundValue(cx, stop);
  if (start?.kind === "const-param" || stop?.kind === "const-param") return;
  if (low === "unknown" || high === "unknown") {
    if (!cx.tainted) cx.report(unsupported("KB0219", "this constant as a pattern", ast.span));
    return;
  }
  if (low !== undefined && high !== undefined && isEmptyRange(cx.resolve(pat.type), low, high, inclusive)) {
    const isModern = cx.tcx.session.release.minor >= 90;
    const [lower, upper] = isModern ? ["lower bound for range pattern", "upper bound"] : ["lower range bound", "upper"];
    if (inclusive) {
      const said = error("E0030", `${lower} must be less than or equal to ${upper}`);
      cx.report(said.at(ast.span, "lower bound larger than upper bound"));
    } else cx.report(error("E0579", `${lower} must be less than ${upper}`).at(ast.span));
    return;
  }
  pat.kind = { kind: "range", start: low, end: high, inclusive };
}

/** Ends that are floating-point numbers are known by their bits, which do not compare as they do. */
function isEmptyRange(type: Ty, low: bigint, high: bigint, inclusive: boolean): boolean {
  const format = formatOf(type);
  if (format === undefined) return inclusive ? low > high : low >= high;
  return floatBinary(inclusive ? "<=" : "<", low, high, format) === 0n;
}

function boundValue(cx: BodyContext, expr: Expr | undefined): bigint | undefined | "unknown" {
  if (expr === undefined) return undefined;
  const text = floatText(expr);
  if (text !== undefined) {
    const format = formatOf(cx.resolve(expr.type));
    return format === undefined ? "unknown" : bitsOfText(text, format);
  }
  const value = expr.kind === "constant" ? undefined : literalValue(expr);
  if (value?.kind === "scalar") return value.value;
  if (expr.kind !== "constant") return "unknown";
  const args = expr.args.map((arg) => cx.resolve(arg));
  const found = cx.tcx.evaluator?.(expr.def, args);
  const format = formatOf(cx.resolve(expr.type));
  const isNan = found !== undefined && format !== undefined && Number.isNaN(numberOf(found, format));
  if (!isNan) return found ?? "unknown";
  reportFault(cx, "nan", expr.def, expr.span);
  return "unknown";
}
