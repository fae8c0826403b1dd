// `e as T`. A coercion if one exists; else one of the casts of the Reference, decided when inference is done.
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { BOOL, CHAR, HAS_ERROR, HAS_INFER, U8, USIZE, type Ty } from "../ty.ts";
import { isFloating, isIntegral, isNumeric } from "../ty-util.ts";
import { adviseCharacter } from "./character-cast.ts";
import { coercion, tryCoerce } from "./coerce.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import { attempt } from "./attempt.ts";
import { noteMentions } from "./closure-mentions.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";

export function checkCast(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "cast" }): Expr {
  const type = cx.lowerType(kind.type);
  const operand = checkExpr(cx, kind.operand, isLiteral(cx, kind.operand) ? castHint(cx, type) : undefined);
  const made = cx.make(ast.span, type, { kind: "cast", operand });
  if (cx.isNever(operand.type)) return cx.neverToAny(operand, type);
  const early = cx.shallow(operand.type);
  const target = cx.shallow(type);
  if (early.kind === "infer" && early.of === "int" && target.kind === "char") cx.unify(early, U8);
  if (!settle(cx, made, false)) cx.deferred.push(() => void settle(cx, made, true));
  return made;
}

/** A literal, also negated or in parentheses. */
function isLiteral(cx: BodyContext, id: number): boolean {
  const { kind } = cx.expr(id);
  if (kind.kind === "paren") return isLiteral(cx, kind.inner);
  if (kind.kind === "unary") return isLiteral(cx, kind.operand);
  return kind.kind === "literal";
}

/** A literal takes the cast's numeric type; for pointers the hint is `usize`, for `char` it is `u8`. */
function castHint(cx: BodyContext, type: Ty): Ty | undefined {
  const target = cx.shallow(type);
  if (isNumeric(target)) return target;
  if (target.kind === "ptr" || target.kind === "fn-pointer") return USIZE;
  return target === CHAR ? U8 : undefined;
}

type Cast = { type: Ty; operand: Expr } & Expr & { kind: "cast" };

/** True if the cast is decided. `last`: nothing more will be known. */
function settle(cx: BodyContext, cast: Expr, last: boolean): boolean {
  const made = cast as Cast;
  const from = last ? cx.structurally(made.operand.type) : cx.shallow(made.operand.type);
  const to = cx.structurally(made.type);
  if ((cx.resolve(from).flags | cx.resolve(to).flags) & HAS_ERROR) {
    cx.tainted = true;
    return true;
  }
  if (!last && ((cx.resolve(from).flags | cx.resolve(to).flags) & HAS_INFER) !== 0) return false;
  const coerced = asCoercion(cx, made, from, to);
  if (coerced !== undefined) {
    Object.assign(made, { operand: coerced });
    return true;
  }
  return decide(cx, made, from, to);
}

/** Numeric casts are never coercions of a variable: `1 as u64` keeps its own type, if it has one. */
function asCoercion(cx: BodyContext, made: Cast, from: Ty, to: Ty): Expr | undefined {
  if (from.kind === "infer" && from.of !== "type") return undefined;
  return attempt(cx, () => tryCoerce(cx, made.operand, to));
}

function decide(cx: BodyContext, made: Cast, from: Ty, to: Ty): boolean {
  if (isLegal(cx, made, from, to)) return true;
  reportIllegal(cx, made, from, to);
  return true;
}

function isLegal(cx: BodyContext, made: Cast, from: Ty, to: Ty): boolean {
  if (isNumeric(from) && isNumeric(to)) return true;
  if (isIntegral(to)) return toInteger(cx, made, from, to);
  if (to === CHAR) return from === U8 || (from.kind === "infer" && from.of === "int" && cx.unify(from, U8));
  if (to.kind === "ptr") return toPointer(cx, made, from, to);
  if (to.kind === "fn-pointer") return false;
  return false;
}

/** Its destructor would be lost. */
function isDropped(cx: BodyContext, made: Cast, from: Ty & { kind: "adt" }, to: Ty): boolean {
  if (!cx.tcx.hasDrop(from.def)) return false;
  const words = `cannot cast enum \`${cx.print(from)}\` into integer \`${cx.print(to)}\` because it implements \`Drop\``;
  cx.report(
    cx.tcx.session.release.minor >= 86 ? error(words).at(made.span) : unsupported("KB0211", "casts of enums with a destructor", made.span),
  );
  return false;
}

function toInteger(cx: BodyContext, made: Cast, from: Ty, to: Ty): boolean {
  if (from === BOOL || from === CHAR) return true;
  if (from.kind === "adt") return isFieldless(cx, from) && !isDropped(cx, made, from, to);
  if (from.kind === "ptr") return cx.isThin(from.target);
  if (from.kind === "fn-pointer") return true;
  if (from.kind === "fn-def") {
    const pointer = cx.fnPointer(from);
    if (pointer !== undefined) Object.assign(made, { operand: coercion(cx, made.operand, "reify", pointer) });
    return pointer !== undefined;
  }
  return false;
}

function isFieldless(cx: BodyContext, type: Ty & { kind: "adt" }): boolean {
  const definition = cx.tcx.adt(type.def);
  return (
    definition.kind === "enum" && definition.variants.length > 0 && definition.variants.every((variant) => variant.fields.length === 0)
  );
}

function toPointer(cx: BodyContext, made: Cast, from: Ty, to: Ty & { kind: "ptr" }): boolean {
  if (isIntegral(from)) {
    if (from.kind === "infer") cx.unify(from, USIZE);
    return cx.isThin(to.target);
  }
  if (from.kind === "ptr") {
    checkAutos(cx, made.span, from, to);
    return pointerToPointer(cx, from, to);
  }
  if (from.kind === "fn-pointer") return cx.isThin(to.target);
  if (from.kind === "fn-def") {
    const pointer = cx.fnPointer(from);
    if (pointer !== undefined) Object.assign(made, { operand: coercion(cx, made.operand, "reify", pointer) });
    return pointer !== undefined && cx.isThin(to.target);
  }
  if (from.kind === "ref") return referenceToPointer(cx, made, from, to);
  return false;
}

/** E0804: what is behind the pointer need not have the auto trait. */
function checkAutos(cx: BodyContext, span: Span, from: Ty & { kind: "ptr" }, to: Ty & { kind: "ptr" }): void {
  const [a, b] = [wideTail(cx, from.target), wideTail(cx, cx.structurally(to.target))];
  if (a.kind !== "dynamic" || b.kind !== "dynamic" || a.principal === undefined) return;
  const { trait, args } = a.principal;
  const implied = new Set(allSuperTraits(cx.tcx, { trait, args: [a, ...args] }).map((each) => each.trait));
  const added = b.autos.filter((auto) => !a.autos.includes(auto) && !implied.has(auto));
  if (added.length === 0) return;
  const names = added.map((auto) => `\`${cx.tcx.items.name(auto)}\``).join(", ");
  const word = added.length === 1 ? "trait" : "traits";
  const said = error("E0804", `cannot add auto ${word} ${names} to dyn bound via pointer cast`).at(span, "unsupported cast");
  cx.report(said.note("this could allow UB elsewhere"));
}

/** Anything to thin; wide to wide of the same metadata; never thin to wide. */
function pointerToPointer(cx: BodyContext, from: Ty & { kind: "ptr" }, to: Ty & { kind: "ptr" }): boolean {
  const target = cx.structurally(to.target);
  if (target.kind === "infer") return cx.unify(target, from.target);
  if (cx.isThin(target)) return true;
  if (cx.isThin(from.target)) return false;
  const [a, b] = [wideTail(cx, from.target), wideTail(cx, target)];
  if (isCounted(a) && isCounted(b)) return true;
  if (a.kind === "dynamic" && b.kind === "dynamic") return a.principal?.trait === b.principal?.trait;
  return a === b;
}

/** What an unsized type ends in: its metadata is that of the whole. */
function wideTail(cx: BodyContext, type: Ty): Ty {
  const outer = cx.structurally(type);
  if (outer.kind === "tuple" && outer.elements.length > 0) return wideTail(cx, outer.elements.at(-1) as Ty);
  if (outer.kind !== "adt") return outer;
  const last = cx.tcx.adt(outer.def).variants[0]?.fields.at(-1);
  return last === undefined ? outer : wideTail(cx, cx.tcx.types.substitute(last.type, outer.args));
}

/** Its metadata is a number of elements. */
function isCounted({ kind }: Ty): boolean {
  return kind === "slice" || kind === "str";
}

/** `&T as *const U`: to `*const T` first; `&[T; N] as *const T` gives the address of the first element. */
function referenceToPointer(cx: BodyContext, made: Cast, from: Ty & { kind: "ref" }, to: Ty & { kind: "ptr" }): boolean {
  if (to.mutable && !from.mutable) return false;
  const array = cx.structurally(from.target);
  if (array.kind !== "array" || !cx.unify(array.element, to.target)) return false;
  const raw = tryCoerce(cx, made.operand, cx.types.ptr(array, to.mutable));
  if (raw === undefined) return false;
  Object.assign(made, { operand: coercion(cx, raw, "array-to-pointer", to) });
  return true;
}

/** Of an enum whose variants have no fields: it is a number, and may become an integer alone. */
function reportEnum(cx: BodyContext, made: Cast, from: string, to: Ty): boolean {
  if (to === BOOL) cx.report(error("E0054", `cannot cast \`${from}\` as \`bool\``).at(made.span, "unsupported cast"));
  else if (to === CHAR) cx.report(error("E0604", `only \`u8\` can be cast as \`char\`, not \`${from}\``).at(made.span, "invalid cast"));
  else if (isFloating(to) || to.kind === "ptr") {
    const said = error("E0606", `casting \`${from}\` as \`${cx.print(to)}\` is invalid`).at(made.span);
    cx.report(isFloating(to) ? said.help("cast through an integer first") : said);
  } else return false;
  return true;
}

function reportIllegal(cx: BodyContext, made: Cast, from: Ty, to: Ty): void {
  const [f, t] = [cx.print(from), cx.print(to)];
  const primitive = ["int", "float", "bool", "char", "infer", "ptr", ...(to.kind === "fn-pointer" ? [] : ["fn-pointer"])];
  if (from.kind === "infer" && from.of === "type")
    return cx.report(error("E0282", "type annotations needed").at(made.operand.span, "cannot infer type"));
  if (from.kind === "adt" && isFieldless(cx, from) && reportEnum(cx, made, f, to)) return;
  if (to === BOOL && (isIntegral(from) || isFloating(from))) {
    const said = error("E0054", `cannot cast \`${f}\` as \`bool\``).at(made.span);
    const value = isIntegral(from) ? " != 0" : "";
    if (value !== "")
      said.suggest(
        "compare with zero instead",
        [{ span: { lo: made.operand.span.hi, hi: made.span.hi }, text: value }],
        "MachineApplicable",
        "verbose",
      );
    else said.spans[0] = { span: made.span, primary: true, label: "unsupported cast" };
    return cx.report(said);
  }
  if (to === CHAR && isNumeric(from)) {
    const said = error("E0604", `only \`u8\` can be cast as \`char\`, not \`${f}\``).at(made.span, "invalid cast");
    adviseCharacter(cx, { span: made.span, operand: made.operand.span }, from, said);
    return cx.report(said);
  }
  if (from.kind === "ref" && isNumeric(to)) {
    const said = error("E0606", `casting \`${f}\` as \`${t}\` is invalid`).at(made.span);
    if (cx.shallow(from.target).kind === "int" || cx.shallow(from.target).kind === "infer") {
      said.suggest(
        "dereference the expression",
        [{ span: { lo: made.operand.span.lo, hi: made.operand.span.lo }, text: "*" }],
        "MachineApplicable",
        "verbose",
      );
    }
    return cx.reportUnlessError(said, from, to);
  }
  if (from.kind === "ptr" && to.kind === "ptr" && cx.isThin(from.target)) {
    const said = error("E0607", `cannot cast thin pointer \`${f}\` to wide pointer \`${t}\``).at(made.span);
    return cx.reportUnlessError(said, from, to);
  }
  if ((primitive.includes(from.kind) && primitive.includes(to.kind)) || (from.kind === "ref" && to.kind === "ptr")) {
    const said = error("E0606", `casting \`${f}\` as \`${t}\` is invalid`).at(made.span);
    const isModern = cx.tcx.session.release.minor >= 81;
    if (from.kind === "ptr" && to.kind === "ptr")
      said.note(isModern ? "the pointers have different metadata" : "vtable kinds may not match");
    return cx.reportUnlessError(said, from, to);
  }
  if (primitive.includes(to.kind) || to.kind === "fn-pointer") {
    const said = error("E0605", `non-primitive cast: \`${f}\` as \`${t}\``).at(
      made.span,
      from.kind === "adt" || from.kind === "tuple"
        ? "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object"
        : "invalid cast",
    );
    noteMentions(cx, said, to, from);
    return cx.reportUnlessError(said, from, to);
  }
  cx.reportUnlessError(
    error("E0605", `non-primitive cast: \`${f}\` as \`${t}\``).at(
      made.span,
      "an `as` expression can only be used to convert between primitive types or to coerce to a specific trait object",
    ),
    from,
    to,
  );
}
