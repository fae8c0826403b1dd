// `cannot construct .. due to private fields`: a literal that lacks fields, of a type that has some which the place cannot name.
import { error } from "../../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Span } from "../../../base/source.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

type StructExpr = AstExpr["kind"] & { kind: "struct" };

interface PrivateFields {
  readonly kind: StructExpr;
  /** Of the whole literal. */
  readonly span: Span;
  readonly adt: Ty & { kind: "adt" };
  /** Names of the fields that cannot be named here. */
  readonly hidden: readonly string[];
}

/** More are not listed. */
const MOST_LISTED = 6;
/** Seen with 1.96, not with 1.63; the release between is a guess. */
const ADVISES_SINCE = 76;

function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length < 3) return quoted.join(" and ");
  return `${quoted.slice(0, -1).join(", ")}, and ${quoted.at(-1)}`;
}

/** What the fields decide of the arguments is not looked at. */
function shown(cx: BodyContext, adt: Ty & { kind: "adt" }): string {
  if (adt.args.length === 0) return cx.print(adt);
  const args = adt.args.map((arg) => (arg.kind === "infer" ? "_" : cx.print(arg)));
  return `${cx.tcx.items.shownName(adt.def)}<${args.join(", ")}>`;
}

export function reportPrivateFields(cx: BodyContext, { kind, span, adt, hidden }: PrivateFields): void {
  const isModern = cx.tcx.session.release.minor >= ADVISES_SINCE;
  const said = error(`cannot construct \`${shown(cx, adt)}\` with struct literal syntax due to private fields`).at(kind.path.span);
  for (const field of kind.fields) if (hidden.includes(field.ident.name)) said.label(field.span, "private field");
  const left = hidden.filter((name) => !kind.fields.some(({ ident }) => ident.name === name));
  if ((cx.tcx.items.isLocal(adt.def) || kind.fields.length > 0) && left.length > 0) {
    const names = left.length > MOST_LISTED ? "" : `${listed(left)} `;
    const others = isModern ? (kind.fields.length > 0 ? "...and other " : "") : "... and other ";
    const [plural, were] = left.length === 1 ? ["", "was"] : ["s", "were"];
    said.note(`${others}private field${plural} ${names}that ${were} not provided`);
  }
  if (isModern) adviseFunctions(cx, said, { lo: kind.path.span.hi, hi: span.hi }, adt);
  if (isModern && cx.selector.traitHolds(cx.tcx.core.trait("default::Default"), [adt]) === "yes") {
    const edits = [
      { span: { lo: kind.path.span.lo, hi: kind.path.span.lo }, text: "<" },
      { span: { lo: kind.path.span.hi, hi: span.hi }, text: " as std::default::Default>::default()" },
    ];
    said.suggest("consider using the `Default` trait", edits, "MaybeIncorrect", "verbose");
  }
  cx.report(said);
}

/** Functions of the type that give one, those that are called `new` first. */
function adviseFunctions(cx: BodyContext, said: DiagnosticBuilder, span: Span, adt: Ty & { kind: "adt" }): void {
  const { items } = cx.tcx;
  const makers = cx.tcx
    .inherentImpls(adt)
    .flatMap((impl) =>
      items.children(impl).filter((item) => items.kind(item) === "assoc-fn" && !cx.tcx.isMethod(item) && gives(cx, item, adt)),
    );
  const isNew = (item: DefId): boolean => items.name(item).startsWith("new");
  const sorted = [...makers.filter(isNew), ...makers.filter((item) => !isNew(item))];
  const [first, ...more] = sorted;
  if (first === undefined) return;
  const editsOf = (item: DefId) => {
    const args = cx.tcx.signature(item).params.map(() => "_");
    return [{ span, text: `::${items.name(item)}(${args.join(", ")})` }];
  };
  if (more.length > 0) {
    said.suggestOneOf("you might have meant to use an associated function to build this type", sorted.map(editsOf), "MaybeIncorrect");
    return;
  }
  const words = `you might have meant to use the \`${items.name(first)}\` associated function`;
  said.suggest(words, editsOf(first), "MaybeIncorrect", "verbose");
}

function gives(cx: BodyContext, item: DefId, adt: Ty): boolean {
  return cx.infer.probe(() => {
    const args = cx.selector.freshArgs(item, cx.tcx.items.span(item));
    return cx.unify(cx.resolve(cx.tcx.types.substitute(cx.tcx.signature(item).output, args)), adt);
  });
}
