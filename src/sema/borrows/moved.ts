// E0382: a use of what was moved away. In: misuses that the flow of a body has. Out: rustc's words for each, with where
// the value went, why it was moved, and how it may be kept. Of several uses after the same moves one is told.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Path, Point } from "../flow/graph.ts";
import type { Misuse } from "../flow/initialization.ts";
import { isPrefix, isSamePlace } from "../flow/paths.ts";
import { adviseBound } from "../types/unsatisfied-advice.ts";
import { isSameSpan } from "./body-source.ts";
import { noteSpentClosure, spentBy } from "./closure-notes.ts";
import type { BorrowContext } from "./context.ts";
import { explainMove } from "./move-reasons.ts";
import { MovePlaces, MoveSearch, type MoveSite } from "./move-sites.ts";
import { adviseKeeping } from "./keeping-advice.ts";
import { pointAt, siteOfAccess, type UseSite } from "./use-sites.ts";
import { describe } from "./place-names.ts";
import { declaredAt } from "./declarations.ts";
import { isRough } from "./inexact.ts";

/** What rustc calls the use, as a noun and as it was done. */
export function actionOf({ kind, path }: Access): { readonly noun: string; readonly verb: string } {
  if (kind === "write" && !path.steps.some((step) => step.kind === "deref" || step.kind === "box"))
    return { noun: "assign to part", verb: "partially assigned" };
  if (kind === "share" || kind === "mut" || kind === "reserve" || kind === "length") return { noun: "borrow", verb: "borrowed" };
  return { noun: "use", verb: "used" };
}

interface Told {
  readonly used: Path;
  readonly said: DiagnosticBuilder;
}

export class MoveTeller {
  readonly #search: MoveSearch;
  readonly #places: MovePlaces;
  readonly #told = new Map<string, Told>();
  /** Methods whose `self` was pointed at. */
  readonly #shown = new Set<number>();

  constructor(readonly cx: BorrowContext) {
    this.#search = new MoveSearch(cx.graph);
    this.#places = new MovePlaces(cx.graph);
  }

  /** Uses that may be allowed. */
  readonly unsure: Span[] = [];

  get told(): DiagnosticBuilder[] {
    return [...this.#told.values()].map(({ said }) => said);
  }

  /** False if nothing was moved: there never was a value. */
  add(misuse: Misuse): boolean {
    const { access, gone } = misuse;
    if (access.kind === "write") return this.#assigned(misuse);
    const closest = this.#places.closest(access.path);
    if (gone.some(({ path }) => isPrefix(path, closest))) return this.#report(misuse, closest, access.path, closest);
    const inner = [...gone].reverse().find(({ path }) => isPrefix(access.path, path));
    return inner !== undefined && this.#report(misuse, access.path, access.path, inner.path);
  }

  /** Assigning to a part needs the whole, or the reference on the way. */
  #assigned(misuse: Misuse): boolean {
    const { root, steps } = misuse.access.path;
    const last = steps.findLastIndex(({ kind }) => kind === "deref");
    const base: Path = { root, steps: steps.slice(0, last < 0 ? steps.findLastIndex(({ kind }) => kind === "field") : last) };
    const prefixes = base.steps.map((_, i) => ({ root, steps: base.steps.slice(0, i) }));
    const gone = [...prefixes, base].find((place) => misuse.gone.some(({ path }) => isPrefix(path, place)));
    return gone !== undefined && this.#report(misuse, last < 0 ? gone : this.#places.closest(base), base, gone);
  }

  /** `place` is said to be gone; `tracked` is what its presence is known by. */
  #report({ access, point }: Misuse, place: Path, used: Path, tracked: Path): boolean {
    const { sites, reinitialized } = this.#search.of(tracked, point);
    if (sites.length === 0) return false;
    const accesses = sites.map((site) => this.cx.graph.points[site.point]?.access);
    if ([access, ...accesses].some((each) => each !== undefined && isRough(this.cx, each))) {
      this.unsure.push(access.span);
      return true;
    }
    const key = sites.map((site) => site.point).join();
    const known = this.#told.get(key);
    if (known !== undefined && used.root === known.used.root && isPrefix(used, known.used)) return true;
    const report = new MoveReport(this.cx, access, { point, place, used, tracked, sites, reinitialized }, this.#shown);
    this.#told.delete(key);
    this.#told.set(key, { used, said: report.make() });
    return true;
  }
}

interface Found {
  readonly point: number;
  readonly place: Path;
  readonly used: Path;
  readonly tracked: Path;
  readonly sites: readonly MoveSite[];
  readonly reinitialized: readonly number[];
}

class MoveReport {
  readonly #site: UseSite;
  readonly #span: Span;

  constructor(
    readonly cx: BorrowContext,
    readonly access: Access,
    readonly found: Found,
    readonly shown: Set<number>,
  ) {
    this.#site = siteOfAccess(cx, access);
    this.#span = pointAt(this.#site);
  }

  #access(point: number): Access {
    return (this.cx.graph.points[point] as Point).access as Access;
  }

  make(): DiagnosticBuilder {
    const { sites, used, place, point, tracked, reinitialized } = this.found;
    const { noun, verb } = actionOf(this.access);
    const isPartial = sites.some((site) => {
      const { path } = this.#access(site.point);
      return !isSamePlace(path, used) && isPrefix(used, path);
    });
    const name = describe(this.cx, place, "certain");
    const said = error("E0382", `${noun} of ${isPartial ? "partially " : ""}moved value${name === undefined ? "" : `: \`${name}\``}`);
    said.at(this.#span);
    this.#reinitializations(
      said,
      reinitialized.map((each) => this.#access(each).span),
    );
    const isClosure = noteSpentClosure(this.cx, this.access, said);
    let isLoopMove = false;
    const seen: Span[] = [];
    for (const site of sites) {
      isLoopMove ||= site.point === point;
      const access = this.#access(site.point);
      const span = pointAt(siteOfAccess(this.cx, access));
      if (!seen.some((each) => isSameSpan(each, span))) {
        const keeps = adviseKeeping(this.cx, { access, tracked, isClosure }, said);
        const isInLoop = site.point === point || site.aroundLoop;
        explainMove(
          this.cx,
          { access, used: this.#span, isPartial, isInLoop, isLoopMove, keeps, isReinitialized: reinitialized.length > 0 },
          said,
          this.shown,
        );
      }
      seen.push(span);
    }
    if (this.#site.kind === "closure") said.label(this.#site.span, `${noun === "borrow" ? "borrow" : "use"} occurs due to use in closure`);
    if (!isLoopMove) said.label(this.#span, `value ${verb} here after ${isPartial ? "partial " : ""}move`);
    this.#reason(said, isPartial);
    return said;
  }

  #reinitializations(said: DiagnosticBuilder, spans: readonly Span[]): void {
    const [only, ...others] = spans;
    if (only === undefined) return;
    if (others.length === 0) {
      said.label(only, "this reinitialization might get skipped");
      return;
    }
    const more = spans.length - 3;
    const words =
      more <= 0
        ? `these ${spans.length} reinitializations might get skipped`
        : `these 3 reinitializations and ${more} other${more === 1 ? "" : "s"} might get skipped`;
    said.note(words, ...spans.slice(0, 3).map((span) => ({ span, primary: true })));
  }

  /** Why it is moved and not copied. */
  #reason(said: DiagnosticBuilder, isPartial: boolean): void {
    const { cx } = this;
    const { path } = this.#access((this.found.sites[0] as MoveSite).point);
    const type = cx.typeOf(path);
    if (type === undefined) return;
    const callable = cx.tcx
      .environment(cx.body.owner)
      .some((each) => each.kind === "trait" && each.ref.args[0] === type && cx.tcx.isFnTrait(each.ref.trait));
    const copy = cx.tcx.lang("copy");
    if (!callable && copy !== undefined) {
      const culprit = cx.selector.culprit({ kind: "trait", ref: { trait: copy, args: [type] }, span: this.#span });
      if (culprit.ref.trait === copy && culprit.ref.args[0]?.kind === "param")
        adviseBound(cx.tcx, cx.body.owner, culprit.ref, said, { short: true });
    }
    if (cx.typeOf(this.found.used)?.kind === "closure" && spentBy(cx, cx.typeOf(this.found.used)) !== undefined) return;
    const name = describe(cx, path, "certain");
    const shown = `${isPartial ? "partial move" : "move"} occurs because ${name === undefined ? "value" : `\`${name}\``} has type \`${cx.print(type)}\`, which does not implement the \`Copy\` trait`;
    const declared = path.steps.length === 0 ? declaredAt(cx, path) : undefined;
    if (declared !== undefined) said.label(declared, shown);
    else said.note(shown);
  }
}
