// Places of fields: of structs, tuples, closures and the variants of enums. Rust's own representation orders them so that
// padding is least and the spare values of a field lie near an edge, where an enum around can use them; the order is
// rustc's (`rustc_abi`, `univariant`), for programs see it by `size_of` and `offset_of!`.
import type { Abi, Layout } from "./layout.ts";
import type { Niche } from "./niche.ts";

export interface Arranging {
  /** `repr(C)`: as declared. */
  readonly keepsOrder?: boolean;
  readonly packed?: number | undefined;
  /** `repr(align)`. */
  readonly minimum?: number | undefined;
  /** The last field may be unsized, and stays last; so does every tuple's. */
  readonly unsizedTail?: boolean;
  /** A tag of this many bytes lies before the fields. */
  readonly prefix?: number;
}

/** Fields side by side. `end` is where the last one ends: the size without padding at the end. */
export interface Arrangement {
  readonly offsets: readonly number[];
  readonly end: number;
  readonly size: number;
  readonly alignment: number;
  readonly niche: Niche | undefined;
}

type Bias = "start" | "end";

export const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

/** Spare values go to the start; or to the end, if that brings them nearer to an edge. */
export function arrange(fields: readonly Layout[], how: Arranging): Arrangement {
  const made = arrangeBiased(fields, how, "start");
  if (made.niche === undefined || fields.length < 2 || how.unsizedTail === true) return made;
  const head = made.niche.offset;
  const tail = made.size - head - made.niche.width;
  if (head === 0 || tail <= 0) return made;
  const other = arrangeBiased(fields, how, "end");
  const otherHead = other.niche?.offset ?? 0;
  return otherHead > head && otherHead > tail ? other : made;
}

function arrangeBiased(fields: readonly Layout[], how: Arranging, bias: Bias): Arrangement {
  const alignmentOf = (field: Layout) => Math.min(field.alignment, how.packed ?? field.alignment);
  const offsets: number[] = [];
  let niche: Niche | undefined;
  let at = how.prefix ?? 0;
  let alignment = Math.max(1, Math.min(at, how.packed ?? at));
  for (const i of memoryOrder(fields, how, bias)) {
    const field = fields[i] as Layout;
    at = alignUp(at, alignmentOf(field));
    offsets[i] = at;
    if (isPreferred(field.niche, niche, bias)) niche = { ...field.niche, offset: field.niche.offset + at };
    at += field.size;
    alignment = Math.max(alignment, alignmentOf(field));
  }
  alignment = Math.max(alignment, how.minimum ?? 1);
  return { offsets, end: at, size: alignUp(at, alignment), alignment, niche };
}

function isPreferred(found: Niche | undefined, best: Niche | undefined, bias: Bias): found is Niche {
  if (found === undefined) return false;
  return best === undefined || (bias === "start" ? found.count > best.count : found.count >= best.count);
}

/** Numbers of the fields as they follow each other in memory. */
function memoryOrder(fields: readonly Layout[], how: Arranging, bias: Bias): number[] {
  const order = fields.map((_, i) => i);
  if (how.keepsOrder === true || fields.length < 2) return order;
  const movable = how.unsizedTail === true ? fields.slice(0, -1) : fields;
  const group = groupKey(movable, how, bias);
  const keys = movable.map((field): readonly bigint[] => {
    const count = field.niche?.count ?? 0n;
    if (how.prefix !== undefined) return [BigInt(group(field)), count];
    if (bias === "start") return [BigInt(-group(field)), -count, BigInt(field.niche?.offset ?? 0)];
    const behind = field.niche === undefined ? 1n << 64n : BigInt(field.niche.width + field.niche.offset - field.size);
    return [BigInt(-group(field)), count, field.niche === undefined ? -behind : behind];
  });
  const sorted = order.slice(0, movable.length).sort((a, b) => compareKeys(keys[a] ?? [], keys[b] ?? []) || a - b);
  return [...sorted, ...order.slice(movable.length)];
}

function compareKeys(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] as bigint;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

/** Fields of one group stand together: by alignment, and `[u8; 4]` with what is aligned to 4. Powers of two. */
function groupKey(fields: readonly Layout[], { packed }: Arranging, bias: Bias): (field: Layout) => number {
  if (packed !== undefined) return (field) => Math.min(field.alignment, packed);
  const greatest = Math.log2(Math.max(1, ...fields.map(({ alignment }) => alignment)));
  const spare = fields.reduce((most, { niche }) => (niche !== undefined && niche.count > most ? niche.count : most), 0n);
  return (field) => {
    const asAlignment = trailingZeros(Math.max(field.alignment, field.size));
    if (spare === 0n) return asAlignment;
    if (bias === "start") return Math.min(greatest, asAlignment);
    return (field.niche?.count ?? 0n) === spare ? Math.log2(field.alignment) : asAlignment;
  };
}

function trailingZeros(value: number): number {
  let count = 0;
  for (let rest = value; rest > 0 && rest % 2 === 0; rest /= 2) count++;
  return count;
}

/** A struct of one scalar is that scalar; of two, a pair; else it lives in memory. */
export function structAbi(fields: readonly Layout[], { offsets, size }: Arrangement): Abi {
  if (size === 0) return { kind: "zero-sized" };
  const sized = fields
    .map((layout, i) => ({ layout, offset: offsets[i] as number }))
    .filter(({ layout }) => layout.size > 0)
    .sort((a, b) => a.offset - b.offset);
  const [first, second] = sized;
  if (sized.length === 1 && first !== undefined && first.layout.size === size) return first.layout.abi;
  if (sized.length === 2 && first?.layout.abi.kind === "scalar" && second?.layout.abi.kind === "scalar" && first.offset === 0) {
    return { kind: "pair", first: first.layout.abi.scalar, second: second.layout.abi.scalar, secondOffset: second.offset };
  }
  return { kind: "memory" };
}
