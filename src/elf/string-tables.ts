// String tables of ELF files: a run of NUL-terminated names that starts with an empty one. Two ways to make them:
// LLD appends names as they come (with or without sharing equal ones), LLVM's object writers sort them so that a name
// that ends another shares its tail.

const ENCODER = new TextEncoder();

export interface StringTable {
  readonly bytes: Uint8Array;
  /** Of each name, in bytes; the empty name is at 0. */
  readonly offsets: Uint32Array;
}

/** Names in their order, each with a place of its own. They are turned into bytes as one text: most are ASCII. */
export function appendedStrings(names: readonly string[]): StringTable {
  const offsets = new Uint32Array(names.length);
  const kept: string[] = [""];
  let size = 1;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    if (name === "") continue;
    kept.push(name);
    offsets[i] = size;
    size += name.length + 1;
  }
  const bytes = ENCODER.encode(`${kept.join("\0")}\0`);
  return bytes.length === size ? { bytes, offsets } : { bytes, offsets: byteOffsets(names) };
}

function byteOffsets(names: readonly string[]): Uint32Array {
  let size = 1;
  return Uint32Array.from(names, (name) => {
    const at = name === "" ? 0 : size;
    if (name !== "") size += ENCODER.encode(name).length + 1;
    return at;
  });
}

/** Names in the order they were added; equal ones take one place. */
export class SharingStrings {
  readonly #names: string[] = [];
  readonly #offsets = new Map<string, number>();
  #size = 1;

  /** Offset of the name, in bytes; the empty name is at 0. */
  add(name: string): number {
    if (name === "") return 0;
    const known = this.#offsets.get(name);
    if (known !== undefined) return known;
    const offset = this.#size;
    this.#names.push(name);
    this.#offsets.set(name, offset);
    this.#size += ENCODER.encode(name).length + 1;
    return offset;
  }

  get bytes(): Uint8Array {
    return appendedStrings(this.#names).bytes;
  }
}

export function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** Bytes compared from the end backwards, the greater first; of two where one ends the other, the longer first. */
export function byReversedBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 1; i <= shorter; i++) {
    const difference = (b[b.length - i] as number) - (a[a.length - i] as number);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

export function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const from = bytes.length - tail.length;
  return from >= 0 && tail.every((byte, i) => bytes[from + i] === byte);
}

/** Tail-merged table of `names` (LLVM's StringTableBuilder): bytes, and the offset of each name. */
export function tailMergedStrings(
  names: Iterable<string>,
  encode = (name: string): Uint8Array => ENCODER.encode(name),
): { readonly bytes: Uint8Array; readonly offsets: ReadonlyMap<string, number> } {
  const entries = [...new Set(names)].filter((name) => name !== "").map((name) => ({ name, bytes: encode(name) }));
  entries.sort((a, b) => byReversedBytes(a.bytes, b.bytes));
  const offsets = new Map<string, number>([["", 0]]);
  const chunks: Uint8Array[] = [new Uint8Array(1)];
  let size = 1;
  let previous: { bytes: Uint8Array; end: number } | undefined;
  for (const { name, bytes } of entries) {
    if (previous !== undefined && endsWith(previous.bytes, bytes)) {
      offsets.set(name, previous.end - bytes.length);
      continue;
    }
    offsets.set(name, size);
    chunks.push(bytes, new Uint8Array(1));
    size += bytes.length + 1;
    previous = { bytes, end: size - 1 };
  }
  return { bytes: concatenate(chunks, size), offsets };
}
