// What holds of every body between passes (`-Z validate-mir`): targets exist, and nothing leads back to the entry; places
// are made of the parts that their types have; a value has the type of the place it goes to; what is read was written on
// every way there. A pass that breaks one of these is a bug of the compiler: `Error` says which pass, and where. Nothing of
// this runs otherwise.
import { fieldTypeOf } from "../sema/types/field-type.ts";
import { eraseRegions } from "../sema/types/regions.ts";
import { BOOL, USIZE } from "../sema/types/ty.ts";
import type { Ty } from "../sema/types/ty.ts";
import { successors } from "./mir.ts";
import type { BlockId, Body, Operand, Place, Projection, Rvalue, Terminator } from "./mir.ts";
import { rvalueOperands, terminatorOperands } from "./mir.ts";
import { unwrittenReads } from "./verify-written.ts";
import type { BodyTypes } from "./verify-written.ts";

const typeOf = (operand: Operand): Ty => (operand.kind === "constant" ? operand.type : operand.place.type);

class BodyVerifier {
  #at = "";

  constructor(
    readonly body: Body,
    readonly tables: BodyTypes,
    readonly after: string,
  ) {}

  run(): void {
    this.body.blocks.forEach(({ statements, terminator }, block) => {
      statements.forEach(({ place, value }, i) => {
        this.#at = `statement ${i} of block ${block}`;
        this.#place(place);
        this.#rvalue(value, place.type);
      });
      this.#at = `the terminator of block ${block}`;
      this.#terminator(terminator);
    });
    for (const { local, where } of unwrittenReads(this.body, this.tables)) {
      this.#at = where;
      this.#fail(`_${local} is read, and not written on every way there`);
    }
  }

  #fail(words: string): never {
    throw new Error(`MIR of ${this.body.name} after ${this.after}: ${this.#at}: ${words}`);
  }

  #same(found: Ty, wanted: Ty, what: string): void {
    if (found === wanted || found.kind === "never" || this.#erased(found) === this.#erased(wanted)) return;
    this.#fail(`${what} is \`${this.tables.print(found)}\`, not \`${this.tables.print(wanted)}\``);
  }

  /** Lifetimes make no difference here. */
  #erased(type: Ty): Ty {
    return eraseRegions(this.tables.types, type);
  }

  // --- Places ------------------------------------------------------------------------------------------------------

  #place({ local, projection, type }: Place): void {
    const declared = this.body.locals[local];
    if (declared === undefined) return this.#fail(`there is no _${local}`);
    let at = declared.type;
    for (const step of projection) {
      this.#same(step.type, this.#part(at, step), `a part (${step.kind})`);
      at = step.type;
    }
    this.#same(type, at, "a place");
  }

  #part(whole: Ty, step: Projection): Ty {
    const wrong = (): never => this.#fail(`\`${this.tables.print(whole)}\` has no such part: ${step.kind}`);
    switch (step.kind) {
      case "deref":
        return whole.kind === "ref" || whole.kind === "ptr" ? whole.target : wrong();
      case "field":
        return fieldTypeOf(this.tables, whole, step.variant, step.field) ?? wrong();
      case "index":
        this.#same(this.body.locals[step.index]?.type ?? wrong(), USIZE, "an index");
        return whole.kind === "array" || whole.kind === "slice" ? whole.element : wrong();
      case "constant-index":
        return whole.kind === "array" || whole.kind === "slice" ? whole.element : wrong();
      case "subslice":
        return whole.kind === "array" || whole.kind === "slice" ? step.type : wrong();
    }
  }

  #operand(operand: Operand): void {
    if (operand.kind !== "constant") this.#place(operand.place);
  }

  // --- Values ------------------------------------------------------------------------------------------------------

  #rvalue(value: Rvalue, into: Ty): void {
    for (const operand of rvalueOperands(value)) this.#operand(operand);
    switch (value.kind) {
      case "use":
        return this.#same(typeOf(value.operand), into, "the value");
      case "binary":
        return this.#binary(value, into);
      case "checked-binary":
        this.#same(typeOf(value.right), typeOf(value.left), "the right side");
        return this.#same(this.tables.types.tuple([typeOf(value.left), BOOL]), into, "the value");
      case "unary":
        return this.#same(typeOf(value.operand), into, "the value");
      case "cast":
        return this.#same(value.type, into, "the value");
      case "aggregate":
        this.#same(value.type, into, "the value");
        for (const { field, operand } of value.fields)
          this.#same(typeOf(operand), this.#member(value.type, value.variant, field), `field ${field}`);
        return;
      case "repeat":
        return into.kind === "array"
          ? this.#same(typeOf(value.operand), into.element, "an element")
          : this.#fail("this repeats into no array");
      case "ref":
        this.#place(value.place);
        if (into.kind !== "ref" && into.kind !== "ptr") return this.#fail("a reference goes into what is none");
        return this.#same(value.place.type, into.target, "what is referred to");
      case "len":
        this.#place(value.place);
        return this.#same(USIZE, into, "the length");
      case "discriminant":
        return this.#place(value.place);
    }
  }

  #binary({ op, left, right }: Extract<Rvalue, { kind: "binary" }>, into: Ty): void {
    const isComparison = ["==", "!=", "<", "<=", ">", ">="].includes(op);
    if (op !== "<<" && op !== ">>") this.#same(typeOf(right), typeOf(left), "the right side");
    this.#same(isComparison ? BOOL : typeOf(left), into, "the value");
  }

  #member(whole: Ty, variant: number, field: number): Ty {
    if (whole.kind === "array") return whole.element;
    return fieldTypeOf(this.tables, whole, variant, field) ?? this.#fail(`\`${this.tables.print(whole)}\` has no field ${field}`);
  }

  // --- Ways out ----------------------------------------------------------------------------------------------------

  #terminator(terminator: Terminator): void {
    for (const target of successors(terminator)) this.#target(target);
    for (const operand of terminatorOperands(terminator)) this.#operand(operand);
    if (terminator.kind === "assert") this.#same(typeOf(terminator.condition), BOOL, "the condition");
    if (terminator.kind === "call") this.#place(terminator.destination);
    if (terminator.kind === "drop") this.#place(terminator.place);
    if (terminator.kind === "switch") this.#switch(terminator);
  }

  #target(target: BlockId): void {
    if (this.body.blocks[target] === undefined) this.#fail(`there is no block ${target}`);
    if (target === 0) this.#fail("this leads to the entry");
  }

  #switch({ operand, cases }: Extract<Terminator, { kind: "switch" }>): void {
    const { kind } = typeOf(operand);
    if (kind !== "int" && kind !== "bool" && kind !== "char") this.#fail(`this chooses by a \`${this.tables.print(typeOf(operand))}\``);
    if (new Set(cases.map(({ value }) => value)).size !== cases.length) this.#fail("two cases are the same");
  }
}

export function verifyBody(body: Body, tables: BodyTypes, after: string): void {
  new BodyVerifier(body, tables, after).run();
}
