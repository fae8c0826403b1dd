// Casts that are none: E0054, E0604 to E0607. In: the cast and both types. Out: the report, with the way round that rustc knows
// (`report_cast_error`).
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr } from "../thir.ts";
import { BOOL, CHAR, type Ty } from "../ty.ts";
import { isFloating, isIntegral, isNumeric } from "../ty-util.ts";
import { adviseCharacter } from "./character-cast.ts";
import { noteMentions } from "./closure-mentions.ts";
import type { BodyContext } from "./context.ts";

export type Cast = { type: Ty; operand: Expr } & Expr & { kind: "cast" };

export function isFieldless(cx: BodyContext, type: Ty & { kind: "adt" }): boolean {
  const definition = cx.tcx.adt(type.def);
  return (
    definition.kind === "enum" && definition.variants.length > 0 && definition.variants.every((variant) => variant.fields.length === 0)
  );
}

/** What an unsized type ends in: its metadata is that of the whole. */
export function wideTail(cx: BodyContext, type: Ty): Ty {
  const outer = cx.structurally(type);
  if (outer.kind === "tuple" && outer.elements.length > 0) return wideTail(cx, outer.elements.at(-1) as Ty);
  if (outer.kind !== "adt") return outer;
  const last = cx.tcx.adt(outer.def).variants[0]?.fields.at(-1);
  return last === undefined ? outer : wideTail(cx, cx.tcx.types.substitute(last.type, outer.args));
}

/** Its metadata is a number of elements. */
export function isCounted({ kind }: Ty): boolean {
  return kind === "slice" || kind === "str";
}

export function reportIllegal(cx: BodyContext, made: Cast, from: Ty, to: Ty): void {
  // What is wrong elsewhere may leave it open.
  if (cx.tainted && to.kind === "ptr" && cx.structurally(to.target).kind === "infer") return;
  cx.reportUnlessError(illegal(cx, made, from, to), from, to);
}

/** What has a number for a value. */
function isScalar(cx: BodyContext, type: Ty): boolean {
  if (type.kind === "adt") return isFieldless(cx, type);
  return ["int", "float", "bool", "char", "infer", "ptr", "fn-pointer", "fn-def"].includes(type.kind);
}

function illegal(cx: BodyContext, made: Cast, from: Ty, to: Ty): DiagnosticBuilder {
  const isTarget = isNumeric(to) || to === BOOL || to === CHAR || to.kind === "ptr";
  if (from.kind === "ref" && isNumeric(to)) return ofReference(cx, made, from, to);
  if (from.kind === "ref" && to.kind === "ptr") return invalid(cx, made, from, to);
  if (!isTarget || !isScalar(cx, from)) return nonPrimitive(cx, made, from, to);
  if (to === BOOL) return toBool(cx, made, from);
  if (to === CHAR) return toCharacter(cx, made, from);
  if (from.kind === "ptr" && to.kind === "ptr") return ofPointers(cx, made, from, to);
  if (isIntegral(from) && to.kind === "ptr") return toWide(cx, made, from, to);
  const said = invalid(cx, made, from, to);
  if (isFloating(to) && (from === BOOL || from === CHAR || from.kind === "adt")) return said.help("cast through an integer first");
  return from.kind === "ptr" && isIntegral(to) ? said.help("cast through a thin pointer first") : said;
}

function invalid(cx: BodyContext, made: Cast, from: Ty, to: Ty): DiagnosticBuilder {
  return error("E0606", `casting \`${cx.print(from)}\` as \`${cx.print(to)}\` is invalid`).at(made.span);
}

function ofReference(cx: BodyContext, made: Cast, from: Ty & { kind: "ref" }, to: Ty): DiagnosticBuilder {
  const said = invalid(cx, made, from, to);
  if (!isNumeric(cx.shallow(from.target))) return isIntegral(to) ? said.help("cast through a raw pointer first") : said;
  const { span } = made.operand;
  const { lo } = span;
  const inner = withoutBorrows(made.operand);
  if (inner !== made.operand && tellsOfBorrows(cx))
    return said.suggest("remove the unneeded borrow", [{ span: { ...span, hi: inner.span.lo }, text: "" }], "MachineApplicable", "verbose");
  return said.suggest("dereference the expression", [{ span: { lo, hi: lo }, text: "*" }], "MachineApplicable", "verbose");
}

function withoutBorrows(expr: Expr): Expr {
  return expr.kind === "borrow" ? withoutBorrows(expr.operand) : expr;
}

/** Of the releases that were asked: 1.63 does not, 1.96 does. */
const tellsOfBorrows = (cx: BodyContext): boolean => cx.tcx.session.release.minor >= 81;

function toBool(cx: BodyContext, made: Cast, from: Ty): DiagnosticBuilder {
  const said = error("E0054", `cannot cast \`${cx.print(from)}\` as \`bool\``);
  if (!isNumeric(from)) return said.at(made.span, "unsupported cast");
  const edit = { span: { lo: made.operand.span.hi, hi: made.span.hi }, text: " != 0" };
  return said.at(made.span).suggest("compare with zero instead", [edit], "MachineApplicable", "verbose");
}

function toCharacter(cx: BodyContext, made: Cast, from: Ty): DiagnosticBuilder {
  const said = error("E0604", `only \`u8\` can be cast as \`char\`, not \`${cx.print(from)}\``).at(made.span, "invalid cast");
  if (isNumeric(from)) adviseCharacter(cx, { span: made.span, operand: made.operand.span }, from, said);
  return said;
}

function ofPointers(cx: BodyContext, made: Cast, from: Ty & { kind: "ptr" }, to: Ty & { kind: "ptr" }): DiagnosticBuilder {
  if (cx.isThin(from.target))
    return error("E0607", `cannot cast thin pointer \`${cx.print(from)}\` to wide pointer \`${cx.print(to)}\``).at(made.span);
  const said = invalid(cx, made, from, to);
  if (cx.tcx.session.release.minor < 81) return said.note("vtable kinds may not match");
  const [a, b] = [wideTail(cx, from.target), wideTail(cx, cx.structurally(to.target))];
  if (a.kind === "dynamic" && b.kind === "dynamic") return said.note("the trait objects may have different vtables");
  const isKnown = (type: Ty): boolean => type.kind === "dynamic" || isCounted(type);
  return said.note(`the pointers ${isKnown(a) && isKnown(b) ? "have" : "may have"} different metadata`);
}

/** The type behind `as`. */
function castSpan(cx: BodyContext, { span }: Cast): Span {
  const cast = cx.snippet(span);
  return { ...span, lo: span.hi - (cast.length - cast.lastIndexOf(" as ") - " as ".length) };
}

/** A number is an address alone. */
function toWide(cx: BodyContext, made: Cast, from: Ty, to: Ty & { kind: "ptr" }): DiagnosticBuilder {
  if (cx.tcx.session.release.minor < 81) return invalid(cx, made, from, to);
  const target = cx.structurally(to.target);
  if (target.kind === "infer") {
    const said = error("E0641", "cannot cast to a pointer of an unknown kind").at(castSpan(cx, made), "needs more type information");
    return said.note("the type information given here is insufficient to check whether the pointer cast is valid");
  }
  const tail = wideTail(cx, target);
  const metadata = tail.kind === "dynamic" ? "a vtable" : isCounted(tail) ? "a length" : undefined;
  const label = `creating a \`${cx.print(to)}\` requires both an address and ${metadata ?? "type-specific metadata"}`;
  const words = metadata === undefined ? "may be" : "is";
  const said = error("E0606", `cannot cast \`${cx.print(from)}\` to a pointer that ${words} wide`).at(castSpan(cx, made), label);
  if (metadata === undefined && target.kind === "param")
    said.note(`the type parameter \`${target.name}\` is not known to be \`Sized\`, so this pointer may be wide`);
  return said;
}

function nonPrimitive(cx: BodyContext, made: Cast, from: Ty, to: Ty): DiagnosticBuilder {
  const said = error("E0605", `non-primitive cast: \`${cx.print(from)}\` as \`${cx.print(to)}\``);
  const isModern = cx.tcx.session.release.minor >= 81;
  const isEnum = isModern && from.kind === "adt" && cx.tcx.adt(from.def).kind === "enum" && isNumeric(to);
  if (to.kind === "fn-pointer" || to.kind === "closure") said.at(made.span, "invalid cast");
  else if (isEnum) {
    said.at(
      made.span,
      "an `as` expression can be used to convert enum types to numeric types only if the enum type is unit-only or field-less",
    );
    said.note("see https://doc.rust-lang.org/reference/items/enumerations.html#casting for more information");
  } else
    said.at(made.span, "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object");
  if (made.operand.kind === "borrow" && tellsOfBorrows(cx))
    said.note(`casting reference expression \`${cx.snippet(made.operand.span)}\` because \`&\` binds tighter than \`as\``);
  noteMentions(cx, said, to, from);
  return said;
}
