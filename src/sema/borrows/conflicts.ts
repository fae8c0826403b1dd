// E0499, E0500 to E0503, E0505, E0506 and E0524: uses of what is borrowed. In: accesses with the loans in their way. Out: rustc's
// words; undefined where it cannot be told why the loan lasts.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Loan, Path } from "../flow/graph.ts";
import type { Conflict } from "../flow/solve.ts";
import { isSamePlace } from "../flow/paths.ts";
import { isSameSpan } from "./body-source.ts";
import { adviseClone } from "./clone-advice.ts";
import type { BorrowContext } from "./context.ts";
import { adviseSlices } from "./slice-advice.ts";
import { adviseLocal } from "./local-advice.ts";
import { explainReason, type Reason, type Reasons } from "./reasons.ts";
import { pointAt, siteOfAccess, siteOfLoan, type UseSite } from "./use-sites.ts";
import { describeAny } from "./place-names.ts";

export function tellConflict(cx: BorrowContext, conflict: Conflict, reasons: Reasons): DiagnosticBuilder | undefined {
  const reason = reasons.of(conflict);
  return reason === undefined || reason.required?.name === "" ? undefined : new ConflictReport(cx, conflict, reason).make();
}

/** `&mut` of a closure through a reference that is not `mut` itself: nobody else may use it meanwhile. */
function isUnique({ closure, path }: Loan | Access, mutable: boolean): boolean {
  return mutable && closure !== undefined && path.steps.some(({ kind }) => kind === "deref");
}

class ConflictReport {
  readonly access: Access;
  readonly loan: Loan;
  readonly #site: UseSite;
  readonly #issued: UseSite;
  readonly #place: string;
  readonly #lent: string;

  constructor(
    readonly cx: BorrowContext,
    readonly conflict: Conflict,
    readonly reason: Reason,
  ) {
    this.access = conflict.access;
    this.loan = conflict.loan;
    this.#site = siteOfAccess(cx, this.access);
    this.#issued = siteOfLoan(this.loan);
    this.#place = describeAny(cx, this.access.path);
    this.#lent = describeAny(cx, this.loan.path);
  }

  get #span(): Span {
    return pointAt(this.#site);
  }

  get #issuedSpan(): Span {
    return pointAt(this.#issued);
  }

  make(): DiagnosticBuilder {
    switch (this.access.kind) {
      case "move":
      case "wrest":
        return this.#move();
      case "write":
      case "replace":
        return this.#assign();
      case "share":
      case "mut":
      case "reserve":
        return this.#borrow();
      default:
        return this.#read();
    }
  }

  #explain(said: DiagnosticBuilder, which: string, borrow?: Span): void {
    explainReason(this.cx, this.reason, { loan: this.loan, which, borrow }, said);
  }

  // --- Reads, moves, assignments ---------------------------------------------------------------------------------

  #read(): DiagnosticBuilder {
    const span = this.#site.kind === "closure" ? this.#site.span : this.#span;
    const said = error("E0503", `cannot use ${this.#place} because it was mutably borrowed`);
    said.label(this.#issuedSpan, `${this.#lent} is borrowed here`);
    said.at(span, `use of borrowed ${this.#lent}`);
    if (this.#issued.kind === "closure") said.label(this.#issued.span, `borrow occurs due to use of ${this.#lent} in closure`);
    this.#explain(said, "");
    return said;
  }

  #assign(): DiagnosticBuilder {
    const said = error("E0506", `cannot assign to ${this.#place} because it is borrowed`);
    said.label(this.#issuedSpan, `${this.#place} is borrowed here`);
    said.at(this.access.span, `${this.#place} is assigned to here but it was already borrowed`);
    if (this.#issued.kind === "closure") said.label(this.#issued.span, "borrow occurs due to use in closure");
    this.#explain(said, "");
    return said;
  }

  #move(): DiagnosticBuilder {
    const said = error("E0505", `cannot move out of ${this.#place} because it is borrowed`);
    said.at(this.#span, `move out of ${this.#place} occurs here`);
    said.label(this.#issuedSpan, `borrow of ${this.#lent} occurs here`);
    if (this.#issued.kind === "closure") said.label(this.#issued.span, "borrow occurs due to use in closure");
    if (this.#site.kind === "closure") said.label(this.#site.span, "move occurs due to use in closure");
    this.#explain(said, "", this.#issuedSpan);
    this.#cloneLent(said);
    return said;
  }

  /** Instead of borrowing it, one could clone what is borrowed. */
  #cloneLent(said: DiagnosticBuilder): void {
    const { cx } = this;
    const expr = cx.source.exprAt(this.#issuedSpan);
    const written = expr?.kind.kind === "address-of" ? cx.source.withoutParens(cx.source.tree.expr(expr.kind.operand)) : expr;
    if (expr === undefined || written === undefined) return;
    const adjusted = cx.typed.at(expr.span).find(({ kind }) => kind === "borrow");
    if (expr.kind.kind !== "address-of" && (adjusted?.kind !== "borrow" || adjusted.twoPhase)) return;
    const type = cx.typed.placeAt(written.span)?.type ?? cx.typed.at(written.span).at(-1)?.type;
    if (type !== undefined) adviseClone(cx, { type, expr: written, site: this.#site }, said);
  }

  // --- Borrows ---------------------------------------------------------------------------------------------------

  #borrow(): DiagnosticBuilder {
    const { access, loan } = this;
    const mutable = access.kind !== "share";
    const isNew = isUnique(access, mutable);
    const isOld = isUnique(loan, loan.mutable);
    const [said, which] = isNew || isOld ? this.#unique(isNew, isOld, mutable) : this.#ordinary(mutable);
    this.#closures(said);
    this.#union(said);
    this.#explain(said, which);
    if (this.reason.use !== undefined) adviseLocal(this.cx, this.conflict, this.reason.use, said);
    return said;
  }

  #ordinary(mutable: boolean): readonly [DiagnosticBuilder, string] {
    const { via, base, lentVia } = this.#overlapping();
    const of = via === "" ? "" : ` (via ${via})`;
    if (mutable && this.loan.mutable) return [this.#twice(base, of, lentVia), "first "];
    const [fresh, old] = mutable ? ["mutable", "immutable"] : ["immutable", "mutable"];
    const lent = lentVia === "" ? "" : ` (via ${lentVia})`;
    const said = error("E0502", `cannot borrow ${base}${of} as ${fresh} because it is also borrowed as ${old}${lent}`);
    if (via === "") {
      said.at(this.#span, `${fresh} borrow occurs here`);
      said.label(this.#issuedSpan, `${old} borrow occurs here`);
    } else {
      said.at(this.#span, `${fresh} borrow of ${via} -- which overlaps with ${lentVia} -- occurs here`);
      said.label(this.#issuedSpan, `${old} borrow occurs here (via ${lentVia})`);
    }
    adviseSlices(this.cx, this.conflict, this.#span, this.#issuedSpan, said);
    return [said, `${old} `];
  }

  #twice(place: string, of: string, lentVia: string): DiagnosticBuilder {
    const said = error("E0499", `cannot borrow ${place}${of} as mutable more than once at a time`);
    if (isSameSpan(this.#span, this.#issuedSpan))
      said.at(this.#span, `${place}${of} was mutably borrowed here in the previous iteration of the loop`);
    else {
      said.label(this.#issuedSpan, `first mutable borrow occurs here${lentVia === "" ? "" : ` (via ${lentVia})`}`);
      said.at(this.#span, `second mutable borrow occurs here${of}`);
    }
    adviseSlices(this.cx, this.conflict, this.#span, this.#issuedSpan, said);
    return said;
  }

  #unique(isNew: boolean, isOld: boolean, mutable: boolean): readonly [DiagnosticBuilder, string] {
    if (isNew && isOld) {
      const said = error("E0524", `two closures require unique access to ${this.#place} at the same time`);
      if (isSameSpan(this.#span, this.#issuedSpan)) said.at(this.#span, "closures are constructed here in different iterations of loop");
      else {
        said.label(this.#issuedSpan, "first closure is constructed here");
        said.at(this.#span, "second closure is constructed here");
      }
      return [said, "first "];
    }
    if (isNew) {
      const said = error("E0500", `closure requires unique access to ${this.#place} but it is already borrowed`);
      said.at(this.#span, "closure construction occurs here");
      said.label(this.#issuedSpan, "borrow occurs here");
      return [said, "first "];
    }
    const how = mutable ? "mutable" : "immutable";
    const said = error("E0501", `cannot borrow ${this.#place} as ${how} because previous closure requires unique access`);
    said.at(this.#span, "second borrow occurs here");
    said.label(this.#issuedSpan, "closure construction occurs here");
    return [said, "first "];
  }

  #closures(said: DiagnosticBuilder): void {
    const issued = this.#issued;
    const site = this.#site;
    if (issued.kind === "closure" && site.kind === "closure" && isSameSpan(issued.span, site.span)) {
      said.label(site.span, `borrows occur due to use of ${this.#place} in closure`);
      return;
    }
    if (issued.kind === "closure") said.label(issued.span, `first borrow occurs due to use of ${this.#lent} in closure`);
    if (site.kind === "closure") said.label(site.span, `second borrow occurs due to use of ${this.#place} in closure`);
  }

  /** Different fields of one union: the union is what is borrowed, by way of them. */
  #overlapping(): { readonly base: string; readonly via: string; readonly lentVia: string; readonly union?: string } {
    const none = { base: this.#place, via: "", lentVia: "" };
    const { path } = this.access;
    if (isSamePlace(path, this.loan.path)) return none;
    const at = path.steps.findLastIndex((step, i) => {
      const other = this.loan.path.steps[i];
      return step.kind === "field" && step.union && other?.kind === "field" && other.field !== step.field;
    });
    if (at < 0) return none;
    const base: Path = { root: path.root, steps: path.steps.slice(0, at) };
    const type = this.cx.typeOf(base);
    return {
      base: describeAny(this.cx, base),
      via: this.#place,
      lentVia: this.#lent,
      union: type === undefined ? "" : this.cx.print(type),
    };
  }

  #union(said: DiagnosticBuilder): void {
    const { via, lentVia, union } = this.#overlapping();
    if (union !== undefined) said.note(`${via} is a field of the union \`${union}\`, so it overlaps the field ${lentVia}`);
  }
}
