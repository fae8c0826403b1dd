// What constants and `const fn`s may not do, told by what is written alone: calls of what is not `const`, comparing texts by `match`,
// asking for the number of a pointer, assembly. In: a typed body. Out: reports (rustc: `rustc_const_eval::check_consts`).
import { error } from "../../diag/diagnostic.ts";
import { checkConstCall, nonConst } from "./const-calls.ts";
import type { TypeContext } from "./context.ts";
import type { Body, Expr, Pat } from "./thir.ts";
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
  for (const { pat } of body.params) onPat(pat);
  // What is computed first is told first: an operand before what is done with it.
  const work: { readonly expr: Expr; readonly isReady: boolean }[] = [{ expr: body.value, isReady: false }];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    const { expr, isReady } = at;
    if (isReady) checkExpression(tcx, expr, place);
    else {
      work.push({ expr, isReady: true });
      // `const { .. }` is a body of its own.
      if (expr.kind !== "const-block") for (const child of childrenOf(expr, onPat).reverse()) work.push({ expr: child, isReady: false });
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
