// E0107: generic arguments that do not fit the parameters in number.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { PathSegment } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { GenericParamDef } from "./tables.ts";

/** `own`: the parameters that arguments are written for; some have defaults. */
export function reportArgumentCount(
  tcx: TypeContext,
  def: DefId,
  { ident, args }: Pick<PathSegment, "ident" | "args">,
  own: readonly GenericParamDef[],
  given: readonly Span[],
): void {
  const kind = nameOfKind(tcx, def);
  const required = own.filter((param) => param.default === undefined).length;
  const plural = (n: number): string => `${n} generic argument${n === 1 ? "" : "s"}`;
  const isFew = given.length < required;
  const bound = isFew ? required : own.length;
  const quantifier = required === own.length ? "" : isFew ? "at least " : "at most ";
  const message =
    args === undefined
      ? `missing generics for ${kind} \`${tcx.items.name(def)}\``
      : `${kind} takes ${quantifier}${plural(bound)} but ${plural(given.length)} ${given.length === 1 ? "was" : "were"} supplied`;
  const said = error("E0107", message).at(ident.span, `expected ${quantifier}${plural(bound)}`);
  if (isFew) given.forEach((span, i) => said.label(span, i + 1 === given.length ? `supplied ${plural(i + 1)}` : ""));
  if (tcx.items.isLocal(def)) noteDefinition(tcx, said, { def, own, bound, quantifier });
  if (isFew) suggestMore(tcx, said, { ident, args }, { def, missing: own.slice(given.length, required), given });
  else suggestFewer(tcx, said, { ident, args }, { def, own, given });
  tcx.report(said);
}

function noteDefinition(
  tcx: TypeContext,
  said: DiagnosticBuilder,
  wanted: {
    readonly def: DefId;
    readonly own: readonly GenericParamDef[];
    readonly bound: number;
    readonly quantifier: string;
  },
): void {
  const { def, own, bound, quantifier } = wanted;
  const names = own.slice(0, bound).map(({ name }) => `\`${name}\``);
  const list = names.length === 0 ? "" : `: ${names.join(", ")}`;
  const params = own.slice(0, bound).map((_, i) => ({ span: paramSpan(tcx, def, i), primary: false, label: "" }));
  said.note(
    `${nameOfKind(tcx, def)} defined here, with ${quantifier}${bound} generic parameter${bound === 1 ? "" : "s"}${list}`,
    { span: tcx.items.identSpan(def), primary: true },
    ...params,
  );
}

/** Of the `index`-th parameter that is no lifetime. */
export function paramSpan(tcx: TypeContext, def: DefId, index: number): Span {
  const params = tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind !== "lifetime") ?? [];
  const param = params[index];
  return param === undefined ? tcx.items.identSpan(def) : tcx.items.tree(def).span(param.id);
}

/** `V` for `V<T>`: the parameters' names stand for what is missing, `_` where the function's arguments tell it. */
function suggestMore(
  tcx: TypeContext,
  said: DiagnosticBuilder,
  { ident, args }: Pick<PathSegment, "ident" | "args">,
  { def, missing, given }: { readonly def: DefId; readonly missing: readonly GenericParamDef[]; readonly given: readonly Span[] },
): void {
  const told = isFunction(tcx, def) ? tcx.signature(def).params : [];
  const name = (param: GenericParamDef): string =>
    param.kind === "type" && told.some((type) => type.kind === "param" && type.name === param.name) ? "_" : param.name;
  const text = missing.map(name).join(", ");
  const message = `add missing generic argument${missing.length === 1 ? "" : "s"}`;
  const last = given.at(-1);
  const place = args === undefined ? ident.span.hi : (last?.hi ?? args.span.lo + 1);
  const isWhole = args === undefined && tcx.session.release.minor < 80;
  const edit = isWhole
    ? { span: ident.span, text: `${ident.name}<${text}>` }
    : { span: { ...ident.span, lo: place, hi: place }, text: args === undefined ? `<${text}>` : last === undefined ? text : `, ${text}` };
  said.suggest(message, [edit], "HasPlaceholders", "verbose");
}

function isFunction(tcx: TypeContext, def: DefId): boolean {
  return tcx.items.kind(def) === "fn" || tcx.items.kind(def) === "assoc-fn";
}

/** `A<u8>` for `A`. Of a trait with associated types, one of those may have been meant. */
function suggestFewer(
  tcx: TypeContext,
  said: DiagnosticBuilder,
  { ident, args }: Pick<PathSegment, "ident" | "args">,
  { def, own, given }: { readonly def: DefId; readonly own: readonly GenericParamDef[]; readonly given: readonly Span[] },
): void {
  if (args?.kind !== "angle" || tcx.items.kind(def) === "trait") return;
  const excess = given.length - own.length;
  const which = tcx.session.release.minor >= 80 ? "the unnecessary" : excess === 1 ? "this" : "these";
  if (excess >= args.args.length) {
    const all = tcx.session.release.minor >= 80 ? "the unnecessary" : "these";
    said.suggest(`remove ${all} generics`, [{ span: { ...args.span, lo: ident.span.hi }, text: "" }], "MaybeIncorrect", "short");
    return;
  }
  const lo = own.length === 0 ? (given[0] as Span).hi : (given[own.length - 1] as Span).hi;
  const span = { ...args.span, lo, hi: (given.at(-1) as Span).hi };
  said.suggest(`remove ${which} generic argument${excess === 1 ? "" : "s"}`, [{ span, text: "" }], "MaybeIncorrect", "short");
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
