// E0107: generic arguments that do not fit the parameters in number.
import { error } from "../../diag/diagnostic.ts";
import type { PathSegment } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { GenericParamDef } from "./tables.ts";

/** `own`: the parameters that arguments are written for; some have defaults. */
export function reportArgumentCount(
  tcx: TypeContext,
  def: DefId,
  { ident, args }: PathSegment,
  own: readonly GenericParamDef[],
  given: number,
): void {
  const kind = nameOfKind(tcx, def);
  const required = own.filter((param) => param.default === undefined).length;
  const plural = (n: number): string => `${n} generic argument${n === 1 ? "" : "s"}`;
  const isFew = given < required;
  const bound = isFew ? required : own.length;
  const quantifier = required === own.length ? "" : isFew ? "at least " : "at most ";
  const message =
    args === undefined
      ? `missing generics for ${kind} \`${tcx.items.name(def)}\``
      : `${kind} takes ${quantifier}${plural(bound)} but ${plural(given)} ${given === 1 ? "was" : "were"} supplied`;
  const said = error("E0107", message).at(ident.span, `expected ${quantifier}${plural(bound)}`);
  if (tcx.items.isLocal(def)) {
    const names = own.slice(0, bound).map(({ name }) => `\`${name}\``);
    const list = names.length === 0 ? "" : `: ${names.join(", ")}`;
    said.children.push({
      level: "note",
      message: `${kind} defined here, with ${quantifier}${bound} generic parameter${bound === 1 ? "" : "s"}${list}`,
      spans: [{ span: tcx.items.identSpan(def), primary: true }],
    });
  }
  tcx.report(said);
}

export function nameOfKind(tcx: TypeContext, def: DefId): string {
  switch (tcx.items.kind(def)) {
    case "fn":
      return "function";
    case "assoc-fn":
      return tcx.isMethod(def) ? "method" : "associated function";
    case "type-alias":
      return "type alias";
    case "assoc-type":
      return "associated type";
    default:
      return tcx.items.kind(def);
  }
}
