// Where a pattern's whole type comes from, and what a mismatch in the pattern says of that: E0308 with the scrutinee's type, or
// with the type that was written.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { PatId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Pat } from "../thir.ts";
import { HAS_ERROR, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { adviseLiteral } from "./mismatch-advice.ts";
import { mismatch } from "./mismatch.ts";
import { PatternModes } from "./pattern-modes.ts";
import { checkPattern } from "./pattern.ts";

export interface PatternRoot {
  readonly span: Span;
  /** An expression, what an iterator gives, or a type that somebody wrote. */
  readonly what: "expression" | "items" | "type";
  readonly type: Ty;
}

/** A pattern that is not part of another one. */
export function checkTopPattern(cx: BodyContext, id: PatId, type: Ty, root: Omit<PatternRoot, "type"> | undefined): Pat {
  const outer = cx.patternRoot;
  cx.patternRoot = root === undefined ? undefined : { span: root.span, what: root.what, type };
  const outerModes = cx.patternModes;
  cx.patternModes = new PatternModes((span) => cx.tcx.items.snippet(span));
  const pat = checkPattern(cx, id, type);
  const said = cx.tcx.session.edition >= 2024 ? cx.patternModes.tell() : undefined;
  if (said !== undefined) cx.tcx.wrongModes.push({ owner: cx.owner, said });
  cx.patternModes = outerModes;
  cx.patternRoot = outer;
  return pat;
}

/** E0308: the pattern's type is not that of what is matched. */
export function reportPatternMismatch(
  cx: BodyContext,
  span: Span,
  matched: Ty,
  pattern: Ty,
  more?: (said: DiagnosticBuilder) => void,
): void {
  cx.tainted = true;
  if (((cx.resolve(matched).flags | cx.resolve(pattern).flags) & HAS_ERROR) !== 0) return;
  const said = mismatch(cx, span, matched, pattern);
  if (cx.patternRoot !== undefined) labelRoot(cx, said, cx.patternRoot, span);
  more?.(said);
  adviseLiteral(cx, said, span, cx.resolve(matched), cx.resolve(pattern));
  if (cx.patternRoot?.what === "expression") suggestVariant(cx, said, span, cx.resolve(matched), pattern);
  cx.tcx.report(said);
}

function labelRoot(cx: BodyContext, said: DiagnosticBuilder, { span, what, type }: PatternRoot, at: Span): void {
  if (what === "type") {
    said.label(span, "expected due to this");
    return;
  }
  const known = cx.resolve(type);
  if (known.kind === "infer" && known.of === "type") return;
  if (what === "items") said.label(span, `this is an iterator with items of type \`${cx.print(known)}\``);
  else if (span.hi <= at.lo || at.hi <= span.lo) said.label(span, `this expression has type \`${cx.print(known)}\``);
}

/** `Some(pattern)` where the pattern fits what the variant holds. */
function suggestVariant(cx: BodyContext, said: DiagnosticBuilder, { lo, hi }: Span, matched: Ty, pattern: Ty): void {
  if (matched.kind !== "adt" || cx.tcx.adt(matched.def).kind !== "enum") return;
  const fitting = cx.tcx.adt(matched.def).variants.filter(({ def, fields }) => {
    const [field] = fields;
    if (field === undefined || fields.length > 1 || cx.tcx.items.variant(def)?.data.kind !== "tuple") return false;
    const type = cx.normalize(cx.types.substitute(field.type, matched.args), { lo, hi });
    return cx.infer.probe(() => cx.unify(type, pattern));
  });
  const around = (def: DefId) => [
    { span: { lo, hi: lo }, text: `${variantPath(cx, def)}(` },
    { span: { lo: hi, hi }, text: ")" },
  ];
  const [first] = fitting;
  if (first === undefined) return;
  if (fitting.length === 1)
    said.suggest(`try wrapping the pattern in \`${variantPath(cx, first.def)}\``, around(first.def), "MaybeIncorrect", "verbose");
  else {
    const words = `try wrapping the pattern in a variant of \`${cx.tcx.items.shownPath(matched.def)}\``;
    said.suggestOneOf(
      words,
      fitting.map(({ def }) => around(def)),
      "MaybeIncorrect",
    );
  }
}

/** The prelude's names are found there first. */
function variantPath(cx: BodyContext, def: DefId): string {
  const path = cx.tcx.items.path(def);
  const name = cx.tcx.items.name(def);
  return /^core::(?:option::Option|result::Result)::/.test(path) ? `core::prelude::v1::${name}` : path;
}
