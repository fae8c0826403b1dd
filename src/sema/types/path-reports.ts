// What is wrong with types as they are written: placeholders, associated types that are not there or are more than one.
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { PathSegment } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { Ty } from "./ty.ts";

export function reportPlaceholder(tcx: TypeContext, span: Span): void {
  const message = "the placeholder `_` is not allowed within types on item signatures";
  tcx.report(error("E0121", message).at(span, "not allowed in type signatures"));
}

export function reportUnknownAssociatedType(tcx: TypeContext, base: Ty, { ident }: PathSegment, span: Span): void {
  if (base.kind !== "param") return reportAmbiguousPath(tcx, span);
  if (tcx.items.hasUnmodelledBound) return tcx.report(unsupported("KB0301", `\`${base.name}::${ident.name}\``, span));
  const said = error("E0220", `associated type \`${ident.name}\` not found for \`${base.name}\``);
  tcx.report(said.at(ident.span, `associated type \`${ident.name}\` not found`));
}

export function reportAmbiguousPath(tcx: TypeContext, span: Span): void {
  tcx.report(error("E0223", "ambiguous associated type").at(span));
}

export function reportAmbiguousAssociatedType(tcx: TypeContext, base: Ty, { ident }: PathSegment, span: Span): void {
  const said = error("E0221", `ambiguous associated type \`${ident.name}\` in bounds of \`${tcx.print(base)}\``);
  tcx.report(said.at(span, `ambiguous associated type \`${ident.name}\``));
}
