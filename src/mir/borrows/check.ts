// The borrow checker, on MIR: a loan is in force where something that may hold it is still to be read. Each access is
// held against the loans in force, each loan against the storage it points into, and what is returned against the
// lifetimes of the signature. It errs to one side only: what it lets pass, rustc lets pass; what it does not, is refused.
import type { Span } from "../../base/source.ts";
import type { SignatureLifetimes } from "../../sema/types/signature-lifetimes.ts";
import { ANY_LIFETIME } from "../../sema/types/signature-lifetimes.ts";
import type { BasicBlock, BlockId, Body, Local, LocalDecl, Operand, Place, Rvalue, ScopeId, SourceInfo, Statement } from "../mir.ts";
import { successors } from "../mir.ts";
import { beforeStatement, beforeTerminator, liveAtEnd, terminatorReads, terminatorWrites } from "./liveness.ts";
import { isInside, overlap } from "./places.ts";
import { Provenance, entryDepth, entryId } from "./provenance.ts";
import type { Entry, Holdings, Loan, ProvenanceContext } from "./provenance.ts";

type Access = "read" | "write" | "assign" | "share" | "change";

class BorrowChecker {
  readonly #provenance: Provenance;
  readonly #found = new Map<string, Span>();

  constructor(
    readonly body: Body,
    context: ProvenanceContext,
    readonly signature: SignatureLifetimes | undefined,
  ) {
    this.#provenance = new Provenance(body, context, signature);
  }

  run(): Span[] {
    const starts = this.#solve();
    const ends = liveAtEnd(this.body);
    this.#provenance.reports = true;
    this.body.blocks.forEach((block, id) => {
      const start = starts[id];
      if (start !== undefined) this.#checkBlock(block, [...start], ends[id] as ReadonlySet<Local>);
    });
    for (const span of this.#provenance.unsure) this.#report(span);
    return [...this.#found.values()];
  }

  #report(span: Span): void {
    this.#found.set(`${span.lo} ${span.hi}`, span);
  }

  /** Holdings at the start of each block that is reached. */
  #solve(): (Holdings | undefined)[] {
    const starts: (Holdings | undefined)[] = this.body.blocks.map(() => undefined);
    starts[0] = this.#provenance.atEntry();
    const queue: BlockId[] = [0];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const holdings = [...(starts[id] as Holdings)];
      const { statements, terminator } = this.body.blocks[id] as BasicBlock;
      for (const statement of statements) this.#provenance.statement(statement, holdings);
      this.#provenance.terminator(terminator, holdings);
      for (const next of successors(terminator)) {
        const joined = join(starts[next], holdings);
        if (joined === undefined) continue;
        starts[next] = joined;
        queue.push(next);
      }
    }
    return starts;
  }

  #checkBlock({ statements, terminator }: BasicBlock, holdings: Holdings, liveAfter: ReadonlySet<Local>): void {
    // What is live before each statement, from the end.
    const live = new Set(liveAfter);
    const afterTerminator = new Set(live);
    beforeTerminator(terminator, live);
    const beforeEnd = new Set(live);
    const before = statements.toReversed().map((statement) => {
      const after = new Set(live);
      beforeStatement(statement, live);
      return { before: new Set(live), after };
    });
    statements.forEach((statement, i) => {
      const at = before[statements.length - 1 - i] as { before: Set<Local>; after: Set<Local> };
      this.#statement(statement, holdings, at.before, at.after);
      this.#provenance.statement(statement, holdings);
      this.#storage(statement, holdings, at.after);
    });
    this.#storage(terminator, holdings, beforeEnd);
    const inForce = this.#inForce(holdings, beforeEnd);
    for (const operand of terminatorReads(terminator)) this.#operand(operand, inForce, terminator.span);
    const after = [...holdings];
    this.#provenance.terminator(terminator, after);
    const later = this.#inForce(holdings, afterTerminator);
    for (const place of terminatorWrites(terminator)) this.#access("assign", place, later, terminator.span);
    if (terminator.kind === "return") this.#return(holdings, terminator.span);
  }

  #statement({ place, value, span }: Statement, holdings: Holdings, before: ReadonlySet<Local>, after: ReadonlySet<Local>): void {
    const inForce = this.#inForce(holdings, before);
    this.#rvalue(value, inForce, span);
    this.#access("assign", place, this.#inForce(holdings, after), span);
  }

  #rvalue(value: Rvalue, inForce: ReadonlySet<Loan>, span: Span): void {
    switch (value.kind) {
      case "use":
      case "unary":
      case "cast":
      case "repeat":
        return this.#operand(value.operand, inForce, span);
      case "binary":
      case "checked-binary":
        this.#operand(value.left, inForce, span);
        return this.#operand(value.right, inForce, span);
      case "aggregate":
        for (const { operand } of value.fields) this.#operand(operand, inForce, span);
        return;
      case "ref":
        return this.#access(value.mutable && value.twoPhase !== true ? "change" : "share", value.place, inForce, span);
      default:
        return this.#access("read", value.place, inForce, span);
    }
  }

  #operand(operand: Operand, inForce: ReadonlySet<Loan>, span: Span): void {
    if (operand.kind === "constant") return;
    this.#access(operand.kind === "move" ? "write" : "read", operand.place, inForce, span);
    for (const loan of inForce) {
      // The first use of a two-phase borrow makes it mutable: nothing else may look at the place from here on.
      if (loan.reservedBy !== operand.place.local) continue;
      const others = new Set([...inForce].filter((other) => other !== loan));
      this.#access("change", loan.place, others, span);
    }
  }

  #inForce(holdings: Holdings, live: ReadonlySet<Local>): ReadonlySet<Loan> {
    const loans = new Set<Loan>();
    for (const local of live) {
      for (const entry of holdings[local] ?? []) {
        const loan = this.#provenance.loans[entryId(entry)];
        if (loan !== undefined) loans.add(loan);
      }
    }
    return loans;
  }

  #access(access: Access, place: Place, inForce: ReadonlySet<Loan>, span: Span): void {
    for (const loan of inForce) if (conflicts(access, place, loan)) this.#report(span);
  }

  /** No loan in force may point into storage whose scope has been left. */
  #storage({ scope, span }: SourceInfo, holdings: Holdings, live: ReadonlySet<Local>): void {
    for (const loan of this.#inForce(holdings, live)) {
      const home = (this.body.locals[loan.place.local] as LocalDecl).visibleIn;
      if (loan.ownsStorage && !this.#isWithin(scope, home)) this.#report(span.hi > span.lo ? span : loan.span);
    }
  }

  #isWithin(scope: ScopeId, outer: ScopeId): boolean {
    for (let at: ScopeId | undefined = scope; at !== undefined; at = this.body.scopes[at]?.parent) if (at === outer) return true;
    return false;
  }

  /** What is returned must outlive the function: nothing of it, and of its parameters what the signature says. */
  #return(holdings: Holdings, span: Span): void {
    const outer = this.#longEnough(this.signature?.output.outer ?? new Set([ANY_LIFETIME]));
    const inner = this.#longEnough(this.signature?.output.inner ?? new Set([ANY_LIFETIME]));
    for (const entry of holdings[0] ?? []) if (!this.#mayLeave(entry, outer, inner)) this.#report(span);
  }

  #mayLeave(entry: Entry, outer: ReadonlySet<string>, inner: ReadonlySet<string>): boolean {
    const loan = this.#provenance.loans[entryId(entry)];
    if (loan !== undefined) return !loan.ownsStorage;
    const label = this.#provenance.labelOf(entry) ?? "";
    const allowed = entryDepth(entry) === 0 ? outer : inner;
    // Nothing is behind the references of this result: the entry is of a part that was not taken.
    if (entryDepth(entry) > 0 && inner.size === 0) return true;
    return label !== ANY_LIFETIME && (allowed.has(ANY_LIFETIME) || allowed.has(label));
  }

  /** The labels, and those that outlive one of them. */
  #longEnough(labels: ReadonlySet<string>): Set<string> {
    const all = new Set(labels);
    for (let size = -1; size !== all.size;) {
      size = all.size;
      for (const [long, short] of this.signature?.outlives ?? []) if (all.has(short)) all.add(long);
      // What a reference points to lives at least as long as the reference.
      for (const { outer, inner: behind } of this.signature?.params ?? [])
        if ([...outer].some((label) => all.has(label))) for (const label of behind) all.add(label);
    }
    return all;
  }
}

function conflicts(access: Access, place: Place, loan: Loan): boolean {
  if (!overlap(place, loan.place)) return false;
  const isShared = !loan.mutable || loan.reservedBy !== undefined;
  if ((access === "read" || access === "share") && isShared) return false;
  if (access !== "assign") return true;
  // Only what lies in the assigned memory itself is changed, not what it points to.
  return place.projection.length >= loan.place.projection.length || isInside(loan.place, place);
}

/** The union, or undefined if it is what was known. */
function join(known: Holdings | undefined, holdings: Holdings): Holdings | undefined {
  if (known === undefined) return holdings;
  let changed = false;
  const joined = known.map((entries, i) => {
    const other = holdings[i] as ReadonlySet<Entry>;
    if ([...other].every((entry) => entries.has(entry))) return entries;
    changed = true;
    return new Set([...entries, ...other]);
  });
  return changed ? joined : undefined;
}

/** Places where a borrow cannot be shown to be right. */
export function unprovedBorrows(body: Body, context: ProvenanceContext, signature: SignatureLifetimes | undefined): Span[] {
  return new BorrowChecker(body, context, signature).run();
}
