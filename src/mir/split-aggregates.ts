// Scalar replacement: a struct, tuple or closure of which only fields are looked at, or which is assigned and passed on
// whole, falls apart into locals of their own. What an iterator counts with can so be in registers where its array cannot,
// and the passes that follow the only value of a local see through the fields.
import type { Body, BasicBlock, Local, LocalDecl, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";
import { rvalueOperands, terminatorOperands } from "./mir.ts";
import { Renamer } from "./rename.ts";
import type { Ty } from "../sema/types/ty.ts";

/** The types of a struct's, tuple's or closure's fields; undefined of others. `isOwn`: nobody reaches one field from another. */
export type FieldsOf = (type: Ty) => { readonly types: readonly Ty[]; readonly isOwn: boolean } | undefined;

const MOST_FIELDS = 8;

interface Candidate {
  readonly types: readonly Ty[];
  /** A reference to a field is to nothing else of it. */
  readonly isOwn: boolean;
  /** Something looks at a field. */
  isTaken: boolean;
}

/** A statement that gives a value on: `to = from`. */
function passes({ place, value }: Statement): { readonly to: Place; readonly from: Place } | undefined {
  if (value.kind !== "use" || value.operand.kind === "constant") return undefined;
  return { to: place, from: value.operand.place };
}

const isWhole = ({ projection }: Place): boolean => projection.length === 0;
/** Its address does not depend on what is written to it. */
const isFixed = ({ projection }: Place): boolean => projection.every(({ kind }, i) => kind === "field" || (kind === "deref" && i === 0));

class Candidates {
  readonly #known = new Map<Local, Candidate>();

  constructor(
    readonly body: Body,
    fieldsOf: FieldsOf,
  ) {
    body.locals.forEach(({ type }, local) => {
      if (local <= body.argumentCount) return;
      const fields = fieldsOf(type);
      if (fields === undefined || fields.types.length > MOST_FIELDS) return;
      const { types, isOwn } = fields;
      this.#known.set(local, { types, isOwn, isTaken: false });
    });
  }

  run(): ReadonlyMap<Local, Candidate> {
    if (this.#known.size === 0) return this.#known;
    for (const { statements, terminator } of this.body.blocks) {
      for (const statement of statements) this.#statement(statement);
      this.#terminator(terminator);
    }
    for (const [local, { isTaken }] of [...this.#known]) if (!isTaken) this.#known.delete(local);
    return this.#known;
  }

  #statement(statement: Statement): void {
    const { place, value } = statement;
    const passed = passes(statement);
    if (passed !== undefined && (isWhole(passed.to) || isWhole(passed.from))) return this.#pass(passed);
    if (value.kind === "aggregate" && isWhole(place)) {
      // Parts of its old value may be in the new one.
      if (rvalueOperands(value).some((operand) => operand.kind !== "constant" && operand.place.local === place.local))
        this.#known.delete(place.local);
    } else this.#mention(place);
    for (const operand of rvalueOperands(value)) this.#operand(operand);
    if (value.kind === "ref") this.#borrow(value.place, value.raw);
    else if (value.kind === "len" || value.kind === "discriminant") this.#mention(value.place);
  }

  #pass({ to, from }: { readonly to: Place; readonly from: Place }): void {
    if (to.local === from.local || !isFixed(to) || !isFixed(from)) {
      this.#known.delete(to.local);
      this.#known.delete(from.local);
    }
    if (!isWhole(to)) this.#mention(to);
    if (!isWhole(from)) this.#mention(from);
  }

  #borrow(place: Place, raw: boolean): void {
    const isInside = place.projection.every(({ kind }) => kind !== "deref");
    if (isInside && (raw || this.#known.get(place.local)?.isOwn !== true)) this.#known.delete(place.local);
    this.#mention(place);
  }

  /** All but a field is too much. */
  #mention({ local, projection }: Place): void {
    for (const step of projection) if (step.kind === "index") this.#known.delete(step.index);
    const candidate = this.#known.get(local);
    if (candidate === undefined) return;
    if (projection[0]?.kind === "field") candidate.isTaken = true;
    else this.#known.delete(local);
  }

  #operand(operand: Operand): void {
    if (operand.kind !== "constant") this.#mention(operand.place);
  }

  #terminator(terminator: Terminator): void {
    for (const operand of terminatorOperands(terminator)) this.#operand(operand);
    if (terminator.kind === "call") this.#mention(terminator.destination);
    if (terminator.kind === "drop") this.#mention(terminator.place);
    if (terminator.kind !== "asm") return;
    for (const operand of terminator.asm.operands)
      if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined) this.#mention(operand.place);
  }
}

class Splitter extends Renamer {
  readonly locals: LocalDecl[];
  readonly #firsts = new Map<Local, Local>();

  constructor(
    readonly body: Body,
    readonly candidates: ReadonlyMap<Local, Candidate>,
  ) {
    super(
      (local) => local,
      (block) => block,
    );
    this.locals = [...body.locals];
    for (const [local, { types }] of candidates) {
      const { span, scope, visibleIn } = body.locals[local] as LocalDecl;
      this.#firsts.set(local, this.locals.length);
      this.locals.push(...types.map((type) => ({ type, name: undefined, mutable: true, span, scope, visibleIn })));
    }
  }

  override place(place: Place): Place {
    const [first, ...rest] = place.projection;
    const base = this.#firsts.get(place.local);
    if (base === undefined || first?.kind !== "field") return place;
    return { local: base + first.field, projection: rest, type: place.type };
  }

  /** A field of a value that is passed on. */
  #field(whole: Place, field: number, type: Ty): Place {
    return this.place({ local: whole.local, projection: [...whole.projection, { kind: "field", variant: -1, field, type }], type });
  }

  split(statement: Statement): Statement[] {
    const { place, value } = statement;
    const own = isWhole(place) ? this.candidates.get(place.local) : undefined;
    if (value.kind === "aggregate" && own !== undefined)
      return value.fields.map(({ field, operand }) =>
        this.#assigned(statement, this.#field(place, field, own.types[field] as Ty), this.operand(operand)),
      );
    const passed = passes(statement);
    if (passed === undefined || value.kind !== "use") return [this.statement(statement)];
    const types = (own ?? (isWhole(passed.from) ? this.candidates.get(passed.from.local) : undefined))?.types;
    if (types === undefined) return [this.statement(statement)];
    const { kind } = value.operand;
    if (kind === "constant") throw new Error("a constant that is passed on");
    return types.map((type, i) =>
      this.#assigned(statement, this.#field(place, i, type), { kind, place: this.#field(passed.from, i, type) }),
    );
  }

  #assigned({ span, scope }: Statement, place: Place, operand: Operand): Statement {
    const value: Rvalue = { kind: "use", operand };
    return { kind: "assign", place, value, span, scope };
  }

  run(): Body {
    const blocks = this.body.blocks.map(({ statements, terminator }): BasicBlock => ({
      statements: statements.flatMap((statement) => this.split(statement)),
      terminator: this.terminator(terminator),
    }));
    return { ...this.body, locals: this.locals, blocks };
  }
}

/** Structs in structs fall apart one after the other. */
const MOST_ROUNDS = 4;

export function splitAggregates(body: Body, fieldsOf: FieldsOf): Body {
  let at = body;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const candidates = new Candidates(at, fieldsOf).run();
    if (candidates.size === 0) return at;
    at = new Splitter(at, candidates).run();
  }
  return at;
}
