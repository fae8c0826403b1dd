// What would do instead of a move that is not allowed: a borrow, a clone, `ref` in the pattern; and which types are not copied.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { IllegalMove, Path } from "../flow/graph.ts";
import type { LocalId, Pat } from "../types/thir.ts";
import { isSameSpan, startOf } from "./body-source.ts";
import { adviseClone } from "./clone-advice.ts";
import type { BorrowContext } from "./context.ts";
import { initializerOf, letOf, parameterType } from "./declarations.ts";
import { describe, describeAny } from "./place-names.ts";
import { siteOfAccess } from "./use-sites.ts";

// --- Values used where they stand ------------------------------------------------------------------------------------

/** Of a move that no pattern makes. */
export function explainType(cx: BorrowContext, move: IllegalMove, said: DiagnosticBuilder): void {
  const { path, span, closure } = move;
  const type = cx.typeOf(path);
  if (type === undefined) return;
  const site = siteOfAccess(cx, { kind: "move", path, span, closure, loan: undefined });
  const place = describeAny(cx, path);
  const expr = cx.source.exprAt(site.span);
  if (expr !== undefined) adviseClone(cx, { type, expr, site, place: describe(cx, path) }, said);
  const captured = cx.captured(path);
  const at = (captured && declarationOf(cx, captured.capture.local)) ?? site.span;
  said.label(at, `move occurs because ${place} has type \`${cx.print(type)}\`, which does not implement the \`Copy\` trait`);
  if (site.kind === "closure") said.label(site.closure.headSpan, `${place} is moved here`);
  else if (!isSameSpan(at, span)) said.label(span, `${place} is moved here`);
}

/** Where a captured variable gets its type from. */
function declarationOf(cx: BorrowContext, local: LocalId): Span | undefined {
  const root = cx.graph.slots.findIndex((slot) => slot.local === local);
  if (root < 0) return undefined;
  const path: Path = { root, steps: [] };
  const parameter = parameterType(cx, path);
  if (parameter !== undefined) return parameter;
  const stmt = letOf(cx, path);
  if (stmt?.type !== undefined) return cx.source.tree.span(stmt.type);
  const value = initializerOf(cx, path);
  return value === undefined || cx.snippet(value.span).includes("\n") ? undefined : value.span;
}

// --- Patterns --------------------------------------------------------------------------------------------------------

/** Of what a pattern, or a `let`, takes out of a place that is written there. */
export function adviseBorrowing(cx: BorrowContext, move: IllegalMove, span: Span, isLet: boolean, said: DiagnosticBuilder): void {
  if (!cx.snippet(span).startsWith("*"))
    said.suggest("consider borrowing here", [{ span: startOf(span), text: "&" }], "MaybeIncorrect", "verbose");
  else if (!isRawPointer(cx, { ...span, lo: span.lo + 1 })) {
    const star = { ...span, hi: span.lo + 1 };
    said.suggest("consider removing the dereference here", [{ span: star, text: "" }], "MaybeIncorrect", "verbose");
  }
  const type = cx.typeOf(move.path);
  if (!isLet || type === undefined) return;
  const expr = cx.source.exprAt(span);
  if (expr !== undefined) adviseClone(cx, { type, expr, site: undefined, place: describe(cx, move.path) }, said);
  const place = describeAny(cx, move.path);
  said.label(span, `move occurs because ${place} has type \`${cx.print(type)}\`, which does not implement the \`Copy\` trait`);
}

function isRawPointer(cx: BorrowContext, span: Span): boolean {
  return cx.typed.at(span)[0]?.type.kind === "ptr";
}

/** A `&` of the pattern that could go, else `ref` before the name. */
export function adviseBindings(whole: Pat, bound: readonly LocalId[], said: DiagnosticBuilder): void {
  const finder = new BorrowFinder(bound);
  finder.visit(whole, undefined, false);
  const edits = finder.found.map(({ pat, borrow }) => {
    const inner = borrow?.kind.kind === "deref" ? borrow.kind.inner : undefined;
    if (borrow === undefined || inner === undefined || finder.kept.has(borrow))
      return { span: startOf(pat.span), words: "consider borrowing the pattern binding", text: "ref " };
    const span = { ...borrow.span, hi: inner.span.lo };
    return { span, words: `consider removing the ${isMutable(borrow) ? "mutable " : ""}borrow`, text: "" };
  });
  edits.sort((a, b) => a.span.lo - b.span.lo || a.span.hi - b.span.hi);
  edits.forEach(({ span, words, text }, i) => {
    const before = edits[i - 1]?.span;
    if (before === undefined || !isSameSpan(before, span)) said.suggest(words, [{ span, text }], "MachineApplicable", "verbose");
  });
}

function isMutable({ type }: Pat): boolean {
  return type.kind === "ref" && type.mutable;
}

class BorrowFinder {
  readonly found: { readonly pat: Pat; readonly borrow: Pat | undefined }[] = [];
  /** What must stay: other names would get another type. */
  readonly kept = new Set<Pat>();

  constructor(readonly bound: readonly LocalId[]) {}

  /** `borrow`: the innermost `&` around; `adjusted`: references were gone through that are not written. */
  visit(pat: Pat, borrow: Pat | undefined, adjusted: boolean): void {
    const { kind } = pat;
    switch (kind.kind) {
      case "deref":
        return this.#deref(pat, kind.inner, borrow, adjusted);
      case "binding":
        if (this.bound.includes(kind.local)) this.found.push({ pat, borrow });
        else if (borrow !== undefined) this.kept.add(borrow);
        return kind.sub && this.visit(kind.sub, borrow, adjusted);
      case "variant":
      case "leaf":
        return kind.fields.forEach((field) => this.visit(field.pat, borrow, adjusted));
      case "slice":
        return [...kind.prefix, ...(kind.middle ? [kind.middle] : []), ...kind.suffix].forEach((each) =>
          this.visit(each, borrow, adjusted),
        );
      case "or":
        return kind.alternatives.forEach((each) => this.visit(each, borrow, adjusted));
      default:
    }
  }

  #deref(pat: Pat, inner: Pat, borrow: Pat | undefined, adjusted: boolean): void {
    const isWritten = pat.span.lo < inner.span.lo;
    if (!isWritten) return this.visit(inner, borrow, true);
    if (borrow !== undefined) this.kept.add(borrow);
    if (adjusted) this.kept.add(pat);
    this.visit(inner, pat, false);
  }
}

/** Which names took what is not copied. */
export function labelBindings(cx: BorrowContext, bound: readonly LocalId[], said: DiagnosticBuilder): void {
  for (const [i, local] of bound.entries()) {
    const { name, type } = cx.body.locals[local] as BorrowContext["body"]["locals"][number];
    const span = cx.typed.bindingSpan(local);
    if (span === undefined) continue;
    const alone = `data moved here because \`${name}\` has type \`${cx.print(type)}\`, which does not implement the \`Copy\` trait`;
    said.label(span, bound.length === 1 ? alone : i === 0 ? "data moved here" : "...and here");
  }
  if (bound.length > 1) said.note("move occurs because these variables have types that don't implement the `Copy` trait");
}
