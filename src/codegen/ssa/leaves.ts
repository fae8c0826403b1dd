// A type as the numbers it is made of: a scalar is one leaf, a pair two, a small struct its fields'. A local whose type
// has leaves, and of which only whole fields are looked at, needs no memory: each leaf is a variable of its own.
import type { Body, Place } from "../../mir/mir.ts";
import type { Operand, Rvalue, Terminator } from "../../mir/mir.ts";
import { rvalueOperands, terminatorOperands } from "../../mir/mir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import type { Layout, Layouts } from "../../sema/types/layout.ts";

export interface Leaf {
  /** Bytes from the start of the value. */
  readonly offset: number;
  readonly size: number;
  readonly signed: boolean;
}

/** More leaves than these are memory. */
const MOST_LEAVES = 8;

export class Leaves {
  readonly #known = new Map<Ty, readonly Leaf[] | undefined>();

  constructor(readonly layouts: Layouts) {}

  /** In order of their offsets; undefined for what lives in memory. */
  of(type: Ty): readonly Leaf[] | undefined {
    if (this.#known.has(type)) return this.#known.get(type);
    this.#known.set(type, undefined);
    const leaves = this.#compute(type, this.layouts.of(type));
    this.#known.set(type, leaves);
    return leaves;
  }

  #compute(type: Ty, layout: Layout): readonly Leaf[] | undefined {
    const { abi } = layout;
    if (abi.kind === "zero-sized") return [];
    if (abi.kind === "scalar") return [{ offset: 0, ...abi.scalar }];
    if (abi.kind === "pair") {
      return [
        { offset: 0, ...abi.first },
        { offset: abi.secondOffset, ...abi.second },
      ];
    }
    return this.#parts(type, layout);
  }

  #parts(type: Ty, layout: Layout): readonly Leaf[] | undefined {
    if (type.kind === "tuple")
      return this.#gather(type.elements.map((element, i) => ({ type: element, offset: fieldOffset(layout, -1, i) })));
    if (type.kind === "array") {
      if (type.length.kind !== "const" || type.length.value > BigInt(MOST_LEAVES)) return undefined;
      const { size } = this.layouts.of(type.element);
      return this.#gather(Array.from({ length: Number(type.length.value) }, (_, i) => ({ type: type.element, offset: i * size })));
    }
    if (type.kind === "closure") {
      return this.#gather(
        this.layouts.tables.captureTypes(type).map((captured, i) => ({ type: captured, offset: fieldOffset(layout, -1, i) })),
      );
    }
    return type.kind === "adt" ? this.#adt(type, layout) : undefined;
  }

  #adt(type: Extract<Ty, { kind: "adt" }>, layout: Layout): readonly Leaf[] | undefined {
    const definition = this.layouts.tables.adt(type.def);
    if (definition.kind === "union") return undefined;
    const fields = definition.variants.flatMap((variant, v) =>
      variant.fields.map((field, i) => ({
        type: this.layouts.tables.instantiate(field.type, type.args),
        offset: fieldOffset(layout, v, i),
      })),
    );
    const tag = layout.tag;
    return this.#gather(fields, tag === undefined ? [] : [{ offset: tag.offset, ...tag.scalar }]);
  }

  /** Fields of different variants may share their place, if they do so leaf by leaf. */
  #gather(fields: readonly { readonly type: Ty; readonly offset: number }[], more: readonly Leaf[] = []): readonly Leaf[] | undefined {
    const found = new Map<number, Leaf>(more.map((leaf) => [leaf.offset, leaf]));
    for (const field of fields) {
      const inner = this.of(field.type);
      if (inner === undefined) return undefined;
      for (const leaf of inner) {
        const offset = field.offset + leaf.offset;
        const there = found.get(offset);
        if (there !== undefined && there.size !== leaf.size) return undefined;
        found.set(offset, { ...leaf, offset });
        if (found.size > MOST_LEAVES) return undefined;
      }
    }
    const sorted = [...found.values()].sort((a, b) => a.offset - b.offset);
    const overlaps = sorted.some((leaf, i) => i > 0 && (sorted[i - 1] as Leaf).offset + (sorted[i - 1] as Leaf).size > leaf.offset);
    return overlaps ? undefined : sorted;
  }

  /** Bytes from a local's start to a place in it; undefined where that is known only at run time. */
  offsetIn(root: Ty, { projection }: Place): number | undefined {
    let offset = 0;
    let type = root;
    for (const step of projection) {
      if (step.kind === "field") offset += fieldOffset(this.layouts.of(type), step.variant, step.field);
      else if (step.kind === "constant-index" && type.kind === "array" && type.length.kind === "const") {
        const index = step.fromEnd ? Number(type.length.value) - step.offset : step.offset;
        offset += index * this.layouts.of(step.type).size;
      } else return undefined;
      type = step.type;
    }
    return offset;
  }

  /** The leaves of a place in a local, by their number; undefined if they are not whole leaves of it. */
  within(root: Ty, place: Place): readonly number[] | undefined {
    const all = this.of(root);
    const wanted = this.of(place.type);
    const offset = this.offsetIn(root, place);
    if (all === undefined || wanted === undefined || offset === undefined) return undefined;
    const numbers = wanted.map((leaf) => all.findIndex((one) => one.offset === offset + leaf.offset && one.size === leaf.size));
    return numbers.includes(-1) ? undefined : numbers;
  }
}

/** The part of a place that is in its local: what stands before the first dereference. */
export function localPart(place: Place, localType: Ty): Place {
  const at = place.projection.findIndex(({ kind }) => kind === "deref");
  if (at < 0) return place;
  const projection = place.projection.slice(0, at);
  return { local: place.local, projection, type: projection.at(-1)?.type ?? localType };
}

/** Which locals are made of variables. */
export function splitLocals(body: Body, leaves: Leaves): boolean[] {
  const split = body.locals.map(({ type }) => leaves.of(type) !== undefined);
  const look = (place: Place): void => {
    const type = (body.locals[place.local] as { type: Ty }).type;
    const part = localPart(place, type);
    if (split[place.local] === true && leaves.within(type, part) === undefined) split[place.local] = false;
  };
  for (const place of placesOf(body)) {
    if (!place.borrowed) look(place.place);
    else if (place.place.projection.every(({ kind }) => kind !== "deref")) split[place.place.local] = false;
    else look(place.place);
  }
  return split;
}

interface Mention {
  readonly place: Place;
  readonly borrowed: boolean;
}

const read = (operand: Operand): Mention[] => (operand.kind === "constant" ? [] : [{ place: operand.place, borrowed: false }]);

function rvaluePlaces(value: Rvalue): Mention[] {
  const own = rvalueOperands(value).flatMap(read);
  if (value.kind === "ref") return [{ place: value.place, borrowed: true }];
  if (value.kind === "len" && value.place.type.kind === "array") return own;
  if (value.kind === "len" || value.kind === "discriminant") return [...own, { place: value.place, borrowed: false }];
  return own;
}

function terminatorPlaces(terminator: Terminator): Mention[] {
  const own = terminatorOperands(terminator).flatMap(read);
  if (terminator.kind === "call") return [...own, { place: terminator.destination, borrowed: false }];
  if (terminator.kind !== "asm") return own;
  for (const operand of terminator.asm.operands)
    if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined)
      own.push({ place: operand.place, borrowed: false });
  return own;
}

function placesOf(body: Body): Mention[] {
  return body.blocks.flatMap(({ statements, terminator }) => [
    ...statements.flatMap(({ place, value }) => [{ place, borrowed: false }, ...rvaluePlaces(value)]),
    ...terminatorPlaces(terminator),
  ]);
}
