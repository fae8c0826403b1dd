// `e as T`. A coercion if one exists; else one of the casts of the Reference, decided when inference is done.
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, ExprId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import { BOOL, CHAR, ERROR, HAS_ERROR, HAS_INFER, U8, USIZE, type Ty } from "../ty.ts";
import { isIntegral, isNumeric } from "../ty-util.ts";
import { coercion, tryCoerce } from "./coerce.ts";
import { reportUndecidedCast } from "./undecided-call.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import { attempt } from "./attempt.ts";
import { isCounted, isFieldless, reportIllegal, wideTail, type Cast } from "./cast-report.ts";
import type { BodyContext } from "./context.ts";
import { checkExpr } from "./expr.ts";

export function checkCast(cx: BodyContext, ast: AstExpr, kind: AstExpr["kind"] & { kind: "cast" }): Expr {
  const type = cx.lowerType(kind.type);
  const operand = checkExpr(cx, kind.operand, isLiteral(cx, kind.operand) ? castHint(cx, type) : undefined);
  if (((cx.resolve(operand.type).flags | cx.resolve(type).flags) & HAS_ERROR) !== 0) {
    cx.tainted = true;
    return cx.error(ast.span);
  }
  const target = cx.structurally(type);
  if ((target.kind === "slice" || target.kind === "dynamic") && cx.tcx.session.release.minor >= TELLS_UNSIZED) {
    reportUnsized(cx, ast.span, kind, operand, target);
    return cx.error(ast.span);
  }
  const made = cx.make(ast.span, type, { kind: "cast", operand });
  if (cx.isNever(operand.type)) {
    noteTrivial(cx, ast.id, operand.type, type, false);
    return cx.neverToAny(operand, type);
  }
  const early = cx.shallow(operand.type);
  if (early.kind === "infer" && early.of === "int" && target.kind === "char") cx.unify(early, U8);
  if (!settle(cx, ast.id, made, false)) cx.deferred.push(() => void settle(cx, ast.id, made, true));
  return made;
}

/** Of older releases nobody has looked. */
const TELLS_UNSIZED = 90;

/** E0620: what is cast to has no known size. */
function reportUnsized(cx: BodyContext, span: Span, kind: AstExpr["kind"] & { kind: "cast" }, operand: Expr, target: Ty): void {
  const from = cx.resolve(operand.type);
  const said = error("E0620", `cast to unsized type: \`${cx.print(from)}\` as \`${cx.print(target)}\``).at(span);
  const written = cx.tree.span(kind.type);
  const edit = { span: { ...written, hi: written.lo }, text: from.kind === "ref" && from.mutable ? "&mut " : "&" };
  if (from.kind === "ref") said.suggest("consider casting to a reference instead", [edit], "MachineApplicable", "verbose");
  else said.helpAt(operand.span, "consider using a box or reference as appropriate");
  cx.report(said);
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

/** True if the cast is decided. `last`: nothing more will be known. */
function settle(cx: BodyContext, ast: ExprId, cast: Expr, last: boolean): boolean {
  const made = cast as Cast;
  const from = last ? cx.structurally(made.operand.type) : cx.shallow(made.operand.type);
  const to = cx.structurally(made.type);
  if ((cx.resolve(from).flags | cx.resolve(to).flags) & HAS_ERROR) {
    cx.tainted = true;
    return true;
  }
  if (!last && ((cx.resolve(from).flags | cx.resolve(to).flags) & HAS_INFER) !== 0) return false;
  if (from.kind === "infer" && from.of === "type") {
    reportUndecidedCast(cx, made.operand, from);
    return true;
  }
  // `x as _` takes its type from where it is used.
  if (to.kind === "infer" && to.of === "type") {
    // Of a variable it is told where that is declared.
    if (cx.locals.some((local) => cx.resolve(local.type) === to)) return true;
    const { kind } = cx.expr(ast);
    cx.report(
      error("E0282", "type annotations needed").at(kind.kind === "cast" ? cx.tree.span(kind.type) : made.span, "cannot infer type"),
    );
    cx.tainted = true;
    return cx.unify(to, ERROR);
  }
  const coerced = asCoercion(cx, made, from, to);
  if (coerced !== undefined) {
    Object.assign(made, { operand: coerced, coerced: isCoerced(cx, from, to) });
    noteTrivial(cx, ast, from, to, last);
    return true;
  }
  // What is wrong with others is told when all of the body has been looked at.
  if (!last) return isNumeric(from) && isNumeric(to);
  if (!isLegal(cx, made, from, to)) reportIllegal(cx, made, from, to);
  return true;
}

/** Pointers to the same may yet differ in lifetimes: since 1.73 a cast of one to another is never a coercion. */
function isCoerced(cx: BodyContext, from: Ty, to: Ty): boolean {
  return from.kind !== "ptr" || to.kind !== "ptr" || cx.tcx.session.release.minor < 73;
}

/** Of casts that coercion would do for lints tell, in the order in which all are decided. */
function noteTrivial(cx: BodyContext, node: ExprId, from: Ty, to: Ty, last: boolean): void {
  if (!isCoerced(cx, from, to) || !cx.tcx.items.isLocal(cx.owner)) return;
  const note = () => void cx.tcx.verdicts.trivialCasts.push({ node, from: cx.resolve(from), to: cx.resolve(to) });
  if (last) note();
  else cx.deferred.push(note);
}

/** Numeric casts are never coercions of a variable: `1 as u64` keeps its own type, if it has one. */
function asCoercion(cx: BodyContext, made: Cast, from: Ty, to: Ty): Expr | undefined {
  if (from.kind === "infer" && from.of !== "type") return undefined;
  return attempt(cx, () => tryCoerce(cx, made.operand, to));
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
  cx.report(said.note("this could allow UB elsewhere").help("use `transmute` if you're sure this is sound"));
}

/** Anything to thin; wide to wide of the same metadata; never thin to wide. */
function pointerToPointer(cx: BodyContext, from: Ty & { kind: "ptr" }, to: Ty & { kind: "ptr" }): boolean {
  const target = cx.structurally(to.target);
  if (target.kind === "infer") return cx.unify(target, from.target);
  if (cx.isThin(target)) return true;
  if (cx.isThin(from.target)) return false;
  const [a, b] = [wideTail(cx, from.target), wideTail(cx, target)];
  if (isCounted(a) && isCounted(b)) return true;
  if (a.kind === "dynamic" && b.kind === "dynamic") return hasSamePrincipal(cx, a, b);
  return a === b;
}

/** Of the same trait with the same arguments: the table of functions is the same. */
function hasSamePrincipal(
  cx: BodyContext,
  { principal: a }: Ty & { kind: "dynamic" },
  { principal: b }: Ty & { kind: "dynamic" },
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return attempt(cx, () => cx.unify(cx.types.dynamic(a, []), cx.types.dynamic(b, [])) || undefined) === true;
}

/** `&T as *const U`: to `*const T` first; `&[T; N] as *const T` gives the address of the first element. */
function referenceToPointer(cx: BodyContext, made: Cast, from: Ty & { kind: "ref" }, to: Ty & { kind: "ptr" }): boolean {
  if (to.mutable && !from.mutable) return false;
  const array = cx.structurally(from.target);
  if (array.kind !== "array" || !cx.unify(array.element, to.target)) return false;
  const raw = tryCoerce(cx, made.operand, cx.types.ptr(array, to.mutable));
  if (raw === undefined) return false;
  Object.assign(made, { operand: coercion(cx, raw, "array-to-pointer", to), coerced: true });
  return true;
}
