// Proving obligations: again and again over the list, as long as one of them makes progress. What cannot hold is
// reported at once; what is ambiguous waits for more to be known.
import type { Span } from "../../../base/source.ts";
import { unsupported } from "../../../diag/diagnostic.ts";
import { HAS_ERROR, HAS_INFER } from "../ty.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import { mapPredicate, sameRef, type Predicate } from "../predicates.ts";
import { projectType } from "../project.ts";
import { reportOverflow } from "../overflow.ts";
import type { BodyContext } from "./context.ts";
import type { Obligation } from "./obligation.ts";
import { reportUnproved } from "./report-unproved.ts";

type Outcome = "done" | "waits" | "failed";

/** Proves what can be proved now. */
export function selectPending(cx: BodyContext): void {
  let progress = true;
  let steps = 0;
  while (progress) {
    progress = false;
    const failed: Obligation[] = [];
    for (const obligation of cx.obligations.splice(0)) {
      if (++steps > MOST_STEPS) return giveUp(cx, obligation.span);
      const { outcome, predicate } = process(cx, obligation);
      // As far as it has come: what its parts asked for on the way must not be asked for again.
      if (outcome === "waits") cx.obligations.push(asking(obligation, predicate));
      else progress = true;
      if (outcome === "failed") failed.push(obligation);
    }
    for (const obligation of failed) if (!failed.some((other) => implies(cx, other, obligation))) reportUnproved(cx, obligation);
  }
}

/** Each may lead to several others. */
const MOST_STEPS = 20_000;

function giveUp(cx: BodyContext, span: Span): void {
  cx.obligations.length = 0;
  cx.report(unsupported("KB0236", "requirements that lead to this many others", span));
}

/** A supertrait of a trait that is lacking in the same place need not be told. */
function implies(cx: BodyContext, first: Obligation, second: Obligation): boolean {
  const [a, b] = [resolved(cx, first.predicate), resolved(cx, second.predicate)];
  if (a.kind !== "trait" || b.kind !== "trait" || a.ref.trait === b.ref.trait) return false;
  if (first.span.lo !== second.span.lo || first.span.hi !== second.span.hi || first.span.ctxt !== second.span.ctxt) return false;
  return allSuperTraits(cx.tcx, a.ref).some(({ trait, args }) => trait === b.ref.trait && args.every((arg, i) => arg === b.ref.args[i]));
}

function process(cx: BodyContext, obligation: Obligation): { readonly outcome: Outcome; readonly predicate: Predicate } {
  const nested: Predicate[] = [];
  const predicate = cx.selector.normalizeArguments(resolved(cx, obligation.predicate), nested);
  push(cx, obligation, nested);
  const outcome = predicate.kind === "trait" ? processTrait(cx, obligation, predicate) : processProjection(cx, obligation, predicate);
  return { outcome, predicate };
}

function resolved(cx: BodyContext, predicate: Predicate): Predicate {
  return mapPredicate(predicate, (type) => cx.resolve(type));
}

function processTrait(cx: BodyContext, obligation: Obligation, predicate: Predicate & { kind: "trait" }): Outcome {
  const args = predicate.ref.args.map((arg) => cx.resolve(arg));
  if (args.some((arg) => (arg.flags & HAS_ERROR) !== 0)) return "done";
  const { trait } = predicate.ref;
  if (cx.tcx.isAuto(trait) && obligation.within?.some((outer) => sameRef(outer, { trait, args })) === true) return "done";
  if ((obligation.through?.length ?? 0) > cx.tcx.items.recursionLimit) return overflow(cx, obligation);
  const selection = cx.selector.select({ trait: predicate.ref.trait, args });
  if (selection === "ambiguous") return "waits";
  if (selection === "none") return "failed";
  const ref = { trait, args };
  const outer = cx.tcx.isAuto(trait) ? { ...obligation, within: [...(obligation.within ?? []), ref] } : obligation;
  if (selection.kind !== "impl") push(cx, outer, selection.nested);
  else {
    for (const nested of selection.nested) {
      const through = [...(obligation.through ?? []), { ref, impl: selection.impl, bound: nested.span }];
      cx.obligations.push(asking({ ...outer, through }, nested));
    }
  }
  return "done";
}

/** E0275: each impl asks for another one. */
function overflow(cx: BodyContext, { through, span }: Obligation): Outcome {
  reportOverflow(
    cx.tcx,
    (through ?? []).map(({ ref }) => ref),
    span,
  );
  cx.tainted = true;
  return "done";
}

function push(cx: BodyContext, obligation: Obligation, nested: readonly Predicate[]): void {
  for (const predicate of nested) cx.obligations.push(asking(obligation, predicate));
}

/** Field by field: these are many, and a spread of objects of several shapes is slow. */
function asking({ span, cause, through, within }: Obligation, predicate: Predicate): Obligation {
  return { predicate, span, cause, through, within };
}

function processProjection(cx: BodyContext, obligation: Obligation, predicate: Predicate & { kind: "projection" }): Outcome {
  const nested: Predicate[] = [];
  const args = predicate.args.map((arg) => cx.resolve(arg));
  if (args.some((arg) => (arg.flags & HAS_ERROR) !== 0)) return "done";
  const found = projectType(cx.selector, predicate.item, args, nested);
  if (found === "ambiguous") return "waits";
  if (found === "none") return rigid(cx, predicate);
  push(cx, obligation, nested);
  const normalized = cx.normalize(found, obligation.span);
  return cx.unify(normalized, predicate.type) ? "done" : "failed";
}

/** A projection that nothing resolves stands for itself; if its trait does not hold, that is reported elsewhere. */
function rigid(cx: BodyContext, predicate: Predicate & { kind: "projection" }): Outcome {
  const args = predicate.args.map((arg) => cx.resolve(arg));
  if (args.some((arg) => (arg.flags & HAS_INFER) !== 0)) return "failed";
  return cx.unify(cx.types.projection(predicate.item, args), predicate.type) ? "done" : "failed";
}
