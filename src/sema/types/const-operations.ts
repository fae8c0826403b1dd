// What constants and `const fn`s may not do, told by what is written alone: calls of what is not `const`, comparing texts by `match`,
// asking for the number of a pointer, assembly. In: a typed body. Out: reports (rustc: `rustc_const_eval::check_consts`).
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import { checkConstCall, nonConst } from "./const-calls.ts";
import type { TypeContext } from "./context.ts";
import type { Body, Expr, Pat } from "./thir.ts";
import type { Ty } from "./ty.ts";
import { childrenOf, walkPat } from "./thir-walk.ts";

/** As messages name it. */
export type ConstPlace = "constants" | "statics" | "constant functions";

export function constPlaceOf(tcx: TypeContext, { owner }: Body): ConstPlace | undefined {
  if (owner < 0) return "constants";
  switch (tcx.items.kind(owner)) {
    case "const":
    case "assoc-const":
      return "constants";
    case "static":
      return "statics";
    case "fn":
    case "assoc-fn":
      return tcx.signature(owner).const ? "constant functions" : undefined;
    default:
      return undefined;
  }
}

export function checkConstOperations(tcx: TypeContext, body: Body): void {
  const place = constPlaceOf(tcx, body);
  if (place === undefined) return;
  const onPat = (pat: Pat): void => walkPat(pat, (each) => checkPattern(tcx, each, place));
  const strict = isStrict(tcx, body);
  for (const [i, { pat }] of body.params.entries()) {
    onPat(pat);
    if (strict && place === "constant functions" && holdsMutable(pat.type))
      reportMutable(tcx, receiverSpan(tcx, body, i) ?? pat.span, place);
  }
  // What is computed first is told first: an operand before what is done with it.
  const work: { readonly expr: Expr; readonly isReady: boolean; readonly isPassing: boolean }[] = [
    { expr: body.value, isReady: false, isPassing: false },
  ];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const { expr, isReady, isPassing } = at;
    if (isReady) {
      checkExpression(tcx, expr, place);
      if (strict) checkStrictly(tcx, expr, place, isPassing);
    } else {
      work.push({ expr, isReady: true, isPassing });
      // `const { .. }` is a body of its own.
      if (expr.kind === "const-block") continue;
      const value = expr.kind === "block" ? expr.block.value : undefined;
      for (const child of childrenOf(expr, onPat).reverse())
        work.push({ expr: child, isReady: false, isPassing: isPassing || (expr.kind === "block" && child !== value) });
    }
  }
}

function checkExpression(tcx: TypeContext, expr: Expr, place: ConstPlace): void {
  switch (expr.kind) {
    case "call":
      return checkConstCall(tcx, expr, place);
    case "binary":
      return isPointer(expr.left) ? reportComparison(tcx, expr) : undefined;
    case "cast":
      return isPointer(expr.operand) && expr.type.kind === "int" ? reportNumber(tcx, expr) : undefined;
    case "asm":
      return tcx.report(error("E0015", `inline assembly is not allowed in ${place}`).at(expr.span));
    default:
  }
}

function isPointer({ type }: Expr): boolean {
  return type.kind === "ptr" || type.kind === "fn-pointer" || type.kind === "fn-def";
}

function reportComparison(tcx: TypeContext, { span }: Expr): void {
  const said = error("pointers cannot be reliably compared during const eval").at(span);
  tcx.report(said.note("see issue #53020 <https://github.com/rust-lang/rust/issues/53020> for more information"));
}

function reportNumber(tcx: TypeContext, { span }: Expr): void {
  const said = error("pointers cannot be cast to integers during const eval").at(span);
  said.note("at compile-time, pointers do not have an integer value");
  const ways = "avoiding this restriction via `transmute`, `union`, or raw pointers leads to compile-time undefined behavior";
  tcx.report(said.note(ways));
}

/** Texts are compared by a call of `PartialEq::eq`. */
function checkPattern(tcx: TypeContext, pat: Pat, place: ConstPlace): void {
  if (pat.kind.kind !== "constant" || pat.kind.value.kind !== "str") return;
  if (tcx.session.release.minor < 86) return tcx.report(nonConst("operator", pat, place));
  const said = error("E0658", `cannot match on \`str\` in ${place}`).at(pat.span);
  said.note("`str` cannot be compared in compile-time, and therefore cannot be used in `match`es");
  said.note(`calls in ${place} are limited to constant functions, tuple structs and tuple variants`);
  tcx.report(said.note("see issue #143874 <https://github.com/rust-lang/rust/issues/143874> for more information"));
  tcx.report(error("`PartialEq` is not yet stable as a const trait").at(pat.span));
}

// --- Before 1.83 --------------------------------------------------------------------------------------------------

/** Since then constants may refer to statics and hold mutable references while they are computed. */
const REFERS_SINCE = 83;

/** Core is written for the newest release. */
const isStrict = (tcx: TypeContext, { owner }: Body): boolean =>
  tcx.session.release.minor < REFERS_SINCE && (owner < 0 || tcx.items.isLocal(owner));

/** `isPassing`: it is over before the value is there. */
function checkStrictly(tcx: TypeContext, expr: Expr, place: ConstPlace, isPassing: boolean): void {
  if (expr.kind === "static" && place !== "statics") {
    const said = error("E0013", `${place} cannot refer to statics`).at(expr.span);
    tcx.report(said.help("consider extracting the value of the `static` to a `const`, and referring to that"));
  }
  if (expr.kind === "borrow" && isNewBorrow(expr) && (place === "constant functions" || isPassing)) reportMutable(tcx, expr.span, place);
}

/** A borrow of what is behind a reference is a copy of that. */
function isNewBorrow({ mutable, operand }: Expr & { kind: "borrow" }): boolean {
  return mutable && operand.kind !== "deref" && !(operand.kind === "array" && operand.elements.length === 0);
}

function reportMutable(tcx: TypeContext, span: Span, place: ConstPlace): void {
  const said = error("E0658", `mutable references are not allowed in ${place}`).at(span);
  tcx.report(said.note("see issue #57349 <https://github.com/rust-lang/rust/issues/57349> for more information"));
}

/** `&mut self` is told of as a whole. */
function receiverSpan(tcx: TypeContext, { owner }: Body, index: number): Span | undefined {
  const kind = owner < 0 ? undefined : tcx.items.item(owner)?.kind;
  const param = kind?.kind === "fn" ? kind.params[index] : undefined;
  return param?.self === undefined || param.self === "typed" ? undefined : param.span;
}

function holdsMutable(type: Ty): boolean {
  if (type.kind === "ref") return type.mutable || holdsMutable(type.target);
  if (type.kind === "array" || type.kind === "slice") return holdsMutable(type.element);
  return type.kind === "tuple" && type.elements.some(holdsMutable);
}
