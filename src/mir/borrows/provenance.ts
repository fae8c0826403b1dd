// What each local may have borrowed, at each point of a body. An entry is a loan (a borrow expression) or a token (a
// lifetime of the signature), with its depth: 0 for the references a value is made of, 1 for those behind these, and so
// on. Flow through calls follows the lifetimes of the callee's signature; what cannot be followed is taken for granted.
import type { LifetimeLabels, SignatureLifetimes } from "../../sema/types/signature-lifetimes.ts";
import { ANY_LIFETIME } from "../../sema/types/signature-lifetimes.ts";
import type { Ty } from "../../sema/types/ty.ts";
import type { Body, Local, LocalDecl, Operand, Place, Rvalue, Statement, Terminator } from "../mir.ts";
import { isOperand } from "../mir.ts";
import { pointersOf } from "./places.ts";
import type { Span } from "../../base/source.ts";

export interface Loan {
  readonly place: Place;
  readonly mutable: boolean;
  readonly span: Span;
  /** Of a two-phase borrow: the temporary whose use makes it count as mutable. */
  readonly reservedBy: Local | undefined;
  /** The place goes through no pointer: it ends with the local's storage. */
  readonly ownsStorage: boolean;
}

/** `id * DEPTHS + depth`; ids below the number of loans are loans, the others tokens. */
export type Entry = number;
const DEPTHS = 4;
export const entryId = (entry: Entry): number => Math.floor(entry / DEPTHS);
export const entryDepth = (entry: Entry): number => entry % DEPTHS;
export const makeEntry = (id: number, depth: number): Entry => id * DEPTHS + Math.min(depth, DEPTHS - 1);

/** Entries by local. */
export type Holdings = ReadonlySet<Entry>[];

export interface ProvenanceContext {
  readonly holdsReferences: (type: Ty) => boolean;
  readonly lifetimes: (def: number) => SignatureLifetimes | undefined;
}

const NONE: ReadonlySet<Entry> = new Set();

/** Type parameters hold nothing that could be returned as something else. */
function lifetimesOf(labels: ReadonlySet<string> | undefined): ReadonlySet<string> {
  return labels === undefined
    ? new Set([ANY_LIFETIME])
    : new Set([...labels].filter((label) => label.startsWith("'") || label === ANY_LIFETIME));
}

/** One level up or down; what was at depth 0 is gone when going down, for what is read through it has its own lifetime. */
function shifted(entries: ReadonlySet<Entry>, by: number): Set<Entry> {
  const result = new Set<Entry>();
  for (const entry of entries) {
    const depth = entryDepth(entry) + by;
    if (depth >= 0) result.add(makeEntry(entryId(entry), depth));
    // The deepest level stands for all below it.
    if (by < 0 && entryDepth(entry) === DEPTHS - 1) result.add(entry);
  }
  return result;
}

function union(...sets: readonly ReadonlySet<Entry>[]): Set<Entry> {
  return new Set(sets.flatMap((set) => [...set]));
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size > 0 && b.size > 0 && (a.has(ANY_LIFETIME) || b.has(ANY_LIFETIME) || [...a].some((label) => b.has(label)));

export class Provenance {
  readonly loans: Loan[] = [];
  readonly #byStatement = new Map<Statement, number>();
  /** Something flowed where its lifetime cannot be judged. */
  readonly unsure: Span[] = [];
  reports = false;
  /** Labels of the tokens, behind the loans' ids. */
  readonly tokens: string[] = [];

  constructor(
    readonly body: Body,
    readonly context: ProvenanceContext,
    readonly signature: SignatureLifetimes | undefined,
  ) {
    for (const { statements } of body.blocks) for (const statement of statements) this.#addLoan(statement);
  }

  loanOf(statement: Statement): Loan | undefined {
    const id = this.#byStatement.get(statement);
    return id === undefined ? undefined : this.loans[id];
  }

  #addLoan(statement: Statement): void {
    const { value, place, span } = statement;
    if (value.kind !== "ref" || value.raw) return;
    const pointers = pointersOf(value.place, this.body.locals);
    // What lies behind `&` cannot change, what lies behind a raw pointer is nobody's.
    if (pointers.includes("shared") || pointers.includes("raw")) return;
    const reservedBy = value.mutable && value.twoPhase === true && place.projection.length === 0 ? place.local : undefined;
    this.#byStatement.set(statement, this.loans.length);
    this.loans.push({ place: value.place, mutable: value.mutable, span, reservedBy, ownsStorage: pointers.length === 0 });
  }

  /** At the start of the body: parameters hold the lifetimes of the signature. */
  atEntry(): Holdings {
    const holdings: Holdings = this.body.locals.map(() => NONE);
    for (let i = 0; i < this.body.argumentCount; i++) {
      const labels = this.signature?.params[i];
      const type = (this.body.locals[i + 1] as LocalDecl).type;
      if (!this.context.holdsReferences(type)) continue;
      const outer = lifetimesOf(labels?.outer);
      const inner = lifetimesOf(labels?.inner);
      const deeper = [...inner].flatMap((label) => [1, 2, 3].map((depth) => this.#token(label, depth)));
      holdings[i + 1] = new Set([...[...outer].map((label) => this.#token(label, 0)), ...deeper]);
    }
    return holdings;
  }

  #token(label: string, depth: number): Entry {
    let at = this.tokens.indexOf(label);
    if (at < 0) at = this.tokens.push(label) - 1;
    return makeEntry(this.loans.length + at, depth);
  }

  /** A token's label; undefined for loans. */
  labelOf(entry: Entry): string | undefined {
    return this.tokens[entryId(entry) - this.loans.length];
  }

  // --- Values ------------------------------------------------------------------------------------------------------

  #held(place: Place, holdings: Holdings): ReadonlySet<Entry> {
    let entries: ReadonlySet<Entry> = holdings[place.local] ?? NONE;
    for (const { kind } of place.projection) if (kind === "deref") entries = shifted(entries, -1);
    return this.context.holdsReferences(place.type) ? entries : NONE;
  }

  #operand(operand: Operand, holdings: Holdings): ReadonlySet<Entry> {
    return operand.kind === "constant" ? NONE : this.#held(operand.place, holdings);
  }

  #rvalue(statement: Statement, holdings: Holdings): ReadonlySet<Entry> {
    const { value } = statement;
    switch (value.kind) {
      case "use":
      case "repeat":
      case "cast":
        return this.#operand(value.operand, holdings);
      case "aggregate":
        return union(...value.fields.map(({ operand }) => this.#operand(operand, holdings)));
      case "ref":
        return value.raw ? NONE : this.#borrowed(statement, value, holdings);
      default:
        return NONE;
    }
  }

  /** A reference holds its loan, and what the place it goes through holds. */
  #borrowed(statement: Statement, { place }: Extract<Rvalue, { kind: "ref" }>, holdings: Holdings): ReadonlySet<Entry> {
    const id = this.#byStatement.get(statement);
    const own = id === undefined ? [] : [makeEntry(id, 0)];
    const through = holdings[place.local] ?? NONE;
    const count = place.projection.filter(({ kind }) => kind === "deref").length;
    if (pointersOf(place, this.body.locals).includes("raw")) return NONE;
    if (count === 0) return union(new Set(own), shifted(through, 1));
    // `&(**p).f` lives as long as the pointers it goes through: those of the innermost count, and the outer ones if mutable.
    let entries: ReadonlySet<Entry> = through;
    const outer: Entry[] = [];
    for (let i = 1; i < count; i++) {
      outer.push(...[...entries].filter((entry) => entryDepth(entry) === 0));
      entries = shifted(entries, -1);
    }
    return union(new Set(own), entries, new Set(outer));
  }

  // --- Steps -------------------------------------------------------------------------------------------------------

  statement(statement: Statement, holdings: Holdings): void {
    const { place, span } = statement;
    const entries = this.context.holdsReferences(place.type) ? this.#rvalue(statement, holdings) : NONE;
    this.#assign(place, entries, holdings, span);
  }

  #assign(place: Place, entries: ReadonlySet<Entry>, holdings: Holdings, span: Span): void {
    if (place.projection.length === 0) {
      holdings[place.local] = entries;
      this.#endLoansThrough(place.local, holdings);
    } else if (entries.size > 0) this.#store(place, entries, holdings, span);
  }

  /** What was borrowed through a pointer that has another value now is no longer in anybody's way here. */
  #endLoansThrough(local: Local, holdings: Holdings): void {
    const ended = this.loans.flatMap(({ place }, id) => (place.local === local && place.projection.length > 0 ? [id] : []));
    if (ended.length === 0) return;
    const gone = new Set(ended);
    holdings.forEach((entries, i) => {
      if ([...entries].some((entry) => gone.has(entryId(entry))))
        holdings[i] = new Set([...entries].filter((entry) => !gone.has(entryId(entry))));
    });
  }

  /** Into a part of a local, or through its pointers into what they point to. */
  #store(place: Place, entries: ReadonlySet<Entry>, holdings: Holdings, span: Span): void {
    const count = place.projection.filter(({ kind }) => kind === "deref").length;
    if (pointersOf(place, this.body.locals).includes("raw")) return this.#refuse(span);
    holdings[place.local] = union(holdings[place.local] ?? NONE, shifted(entries, count));
    if (count > 0) this.#intoPointees(place.local, count, entries, holdings, span);
  }

  #intoPointees(pointer: Local, count: number, entries: ReadonlySet<Entry>, holdings: Holdings, span: Span): void {
    const allowed = new Set(
      [...(holdings[pointer] ?? NONE)].filter((entry) => entryDepth(entry) >= count).map((entry) => this.labelOf(entry)),
    );
    for (const target of [...(holdings[pointer] ?? NONE)]) {
      if (entryDepth(target) >= count) continue;
      const loan = this.loans[entryId(target)];
      if (loan !== undefined) {
        const inside = loan.place.projection.filter(({ kind }) => kind === "deref").length;
        holdings[loan.place.local] = union(holdings[loan.place.local] ?? NONE, shifted(entries, inside + count - 1));
      } else if ([...entries].some((entry) => !allowed.has(this.labelOf(entry) ?? "loan"))) this.#refuse(span);
    }
  }

  #refuse(span: Span): void {
    if (this.reports) this.unsure.push(span);
  }

  /** What calls and assembly leave behind. */
  terminator(terminator: Terminator, holdings: Holdings): void {
    if (terminator.kind === "call") this.#call(terminator, holdings);
    if (terminator.kind !== "asm") return;
    for (const operand of terminator.asm.operands) {
      const place = operand.kind === "out" || operand.kind === "inout" ? operand.place : undefined;
      if (place !== undefined && this.context.holdsReferences(place.type)) this.#refuse(terminator.span);
    }
  }

  #call(call: Extract<Terminator, { kind: "call" }>, holdings: Holdings): void {
    const { callee, args, destination, span } = call;
    const known = isOperand(callee) || !("def" in callee) ? undefined : this.context.lifetimes(callee.def);
    const any: LifetimeLabels = { outer: new Set([ANY_LIFETIME]), inner: new Set([ANY_LIFETIME]) };
    const labels = args.map((_, i) => known?.params[i] ?? any);
    const held = args.map((arg) => this.#operand(arg, holdings));
    const from = (wanted: ReadonlySet<string>, except?: number): Set<Entry> => this.#flows(held, labels, wanted, except);
    args.forEach((arg, i) => {
      const type = arg.kind === "constant" ? arg.type : arg.place.type;
      if (type.kind !== "ref" || !type.mutable || !this.context.holdsReferences(type.target) || arg.kind === "constant") return;
      const into = from((labels[i] as LifetimeLabels).inner, i);
      if (into.size === 0) return;
      const pointer = arg.place.local;
      holdings[pointer] = union(holdings[pointer] ?? NONE, shifted(into, 1));
      this.#intoPointees(pointer, 1, into, holdings, span);
    });
    if (!this.context.holdsReferences(destination.type)) return this.#assign(destination, NONE, holdings, span);
    const output = known?.output ?? any;
    this.#assign(destination, union(from(output.outer), shifted(from(output.inner), 1)), holdings, span);
  }

  /** Entries of the arguments whose lifetime is among the wanted, at depth 0; what is behind them comes along. */
  #flows(held: readonly ReadonlySet<Entry>[], labels: readonly LifetimeLabels[], wanted: ReadonlySet<string>, except?: number): Set<Entry> {
    const result = new Set<Entry>();
    held.forEach((entries, i) => {
      const { outer, inner } = labels[i] as LifetimeLabels;
      const takesOuter = i !== except && meet(outer, wanted);
      const takesInner = meet(inner, wanted) && i !== except;
      for (const entry of entries) {
        const depth = entryDepth(entry);
        if (takesOuter) result.add(entry);
        if (takesInner && depth > 0) result.add(makeEntry(entryId(entry), 0)).add(makeEntry(entryId(entry), depth - 1));
        if (takesInner && depth > 0) result.add(entry);
      }
    });
    return result;
  }
}
