// Calls in constants and `const fn`s: only of what is `const` itself (E0015).
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { ConstPlace } from "./const-operations.ts";
import type { Expr, Pat } from "./thir.ts";

export function checkConstCall(tcx: TypeContext, expr: Expr & { kind: "call" }, place: ConstPlace): void {
  const { type } = expr.callee;
  if (type.kind === "fn-pointer") return tcx.report(error(`function pointer calls are not allowed in ${place}`).at(expr.span));
  if (expr.by === "formatting") return tcx.report(nonConst("formatting macro", expr, place));
  if (isNonStringPanic(tcx, expr))
    return tcx.report(error("argument to `panic!()` in a const context must have type `&str`").at(expr.span));
  if (type.kind !== "fn-def" || tcx.items.kind(type.def) === "constructor" || tcx.signature(type.def).const) return;
  if (!tcx.items.isLocal(type.def))
    return tcx.report(unsupported("KB0232", `a call of \`${tcx.items.path(type.def)}\` in ${place}`, expr.span));
  const parent = tcx.items.parent(type.def);
  const trait = parent !== undefined && tcx.items.kind(parent) === "trait";
  if (trait) return tcx.report(unsupported("KB0232", `a call of a trait's method in ${place}`, expr.span));
  const what = tcx.isMethod(type.def) ? "method" : tcx.items.kind(type.def) === "assoc-fn" ? "associated function" : "function";
  const self = what === "function" || parent === undefined ? "" : `${tcx.print(tcx.implHeader(parent).self)}::`;
  const said = nonConst(`${what} \`${self}${tcx.items.name(type.def)}\``, expr, place, (made) => {
    if (what === "function" && tcx.session.release.minor >= 86)
      made.noteAt(tcx.headSpan(type.def), `${what} \`${tcx.items.name(type.def)}\` is not const`);
  });
  if (place === "statics" && tcx.session.release.minor >= 80)
    said.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`");
  tcx.report(said);
}

/** `before`: notes that stand before the common one. */
export function nonConst(
  what: string,
  { span }: Expr | Pat,
  place: ConstPlace,
  before?: (said: DiagnosticBuilder) => void,
): DiagnosticBuilder {
  const said = error("E0015", `cannot call non-const ${what} in ${place}`).at(span);
  before?.(said);
  return said.note(`calls in ${place} are limited to constant functions, tuple structs and tuple variants`);
}

/** `panic!("{}", value)`: the value must be the text, as nothing is formatted. */
function isNonStringPanic(tcx: TypeContext, { callee, args }: Expr & { kind: "call" }): boolean {
  const { type } = callee;
  if (type.kind !== "fn-def" || tcx.items.path(type.def) !== "core::panicking::panic_display") return false;
  const shown = args[0]?.type;
  return shown?.kind === "ref" && !(shown.target.kind === "ref" && shown.target.target.kind === "str");
}
