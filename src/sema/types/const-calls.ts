// Calls in constants and `const fn`s: only of what is `const` itself (E0015).
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { Body, Expr } from "./thir.ts";
import { walk } from "./thir-walk.ts";

export function checkConstCalls(tcx: TypeContext, body: Body): void {
  const place = placeOf(tcx, body);
  if (place === undefined) return;
  walk(body.value, (expr) => {
    if (expr.kind === "call") checkCall(tcx, expr, place);
  });
}

interface ConstPlace {
  readonly one: string;
  readonly many: string;
}

function placeOf(tcx: TypeContext, body: Body): ConstPlace | undefined {
  if (body.owner < 0) return { one: "constants", many: "constants" };
  switch (tcx.items.kind(body.owner)) {
    case "const":
    case "assoc-const":
      return { one: "constants", many: "constants" };
    case "static":
      return { one: "statics", many: "statics" };
    case "fn":
    case "assoc-fn":
      return tcx.signature(body.owner).const ? { one: "constant functions", many: "constant functions" } : undefined;
    default:
      return undefined;
  }
}

function checkCall(tcx: TypeContext, expr: Expr & { kind: "call" }, place: ConstPlace): void {
  const { type } = expr.callee;
  if (type.kind === "fn-pointer") {
    return tcx.report(error(`function pointer calls are not allowed in ${place.one}`).at(expr.span));
  }
  if (type.kind !== "fn-def" || tcx.items.kind(type.def) === "constructor" || tcx.signature(type.def).const) return;
  if (!tcx.items.isLocal(type.def))
    return tcx.report(unsupported("KB0232", `a call of \`${tcx.items.path(type.def)}\` in ${place.one}`, expr.span));
  const parent = tcx.items.parent(type.def);
  const trait = parent !== undefined && tcx.items.kind(parent) === "trait";
  if (trait) return tcx.report(unsupported("KB0232", `a call of a trait's method in ${place.one}`, expr.span));
  const what = tcx.isMethod(type.def) ? "method" : tcx.items.kind(type.def) === "assoc-fn" ? "associated function" : "function";
  const self = what === "function" || parent === undefined ? "" : `${tcx.print(tcx.implHeader(parent).self)}::`;
  const said = error("E0015", `cannot call non-const ${what} \`${self}${tcx.items.name(type.def)}\` in ${place.one}`).at(expr.span);
  if (what === "function" && tcx.session.release.minor >= 86)
    said.noteAt(tcx.headSpan(type.def), `${what} \`${tcx.items.name(type.def)}\` is not const`);
  said.note(`calls in ${place.many} are limited to constant functions, tuple structs and tuple variants`);
  if (place.one === "statics" && tcx.session.release.minor >= 80)
    said.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`");
  tcx.report(said);
}
