// String tables of ELF files: a run of NUL-terminated names that starts with an empty one. Two ways to make them:
// LLD appends names as they come (with or without sharing equal ones), LLVM's object writers sort them so that a name
// that ends another shares its tail.

const ENCODER = new TextEncoder();

/** Names in the order they were added; `shared` decides whether equal names take one place. */
export class AppendingStrings {
  #bytes = new Uint8Array(1 << 10);
  readonly #offsets = new Map<string, number>();
  #size = 1;

  constructor(readonly shared: boolean) {}

  /** Offset of the name, in bytes; the empty name is at 0. */
  add(name: string): number {
    if (name === "") return 0;
    const known = this.shared ? this.#offsets.get(name) : undefined;
    if (known !== undefined) return known;
    const offset = this.#size;
    this.#room(3 * name.length + 1);
    this.#size = this.#append(name, offset) + 1;
    if (this.shared) this.#offsets.set(name, offset);
    return offset;
  }

  #room(size: number): void {
    if (this.#size + size <= this.#bytes.length) return;
    const grown = new Uint8Array(2 * (this.#size + size));
    grown.set(this.#bytes.subarray(0, this.#size));
    this.#bytes = grown;
  }

  /** Writes the name at `at`, where there is room and zeros follow; where it ends. Most names are ASCII. */
  #append(name: string, at: number): number {
    const bytes = this.#bytes;
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      if (unit > 0x7f) return at + ENCODER.encodeInto(name, bytes.subarray(at)).written;
      bytes[at + i] = unit;
    }
    return at + name.length;
  }

  get size(): number {
    return this.#size;
  }

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
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
function byReversedBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 1; i <= shorter; i++) {
    const difference = (b[b.length - i] as number) - (a[a.length - i] as number);
    if (difference !== 0) return difference;
  }
  return b.length - a.length;
}

function endsWith(bytes: Uint8Array, tail: Uint8Array): boolean {
  const from = bytes.length - tail.length;
  return from >= 0 && tail.every((byte, i) => bytes[from + i] === byte);
}

/** Tail-merged table of `names` (LLVM's StringTableBuilder): bytes, and the offset of each name. */
export function tailMergedStrings(names: Iterable<string>): { readonly bytes: Uint8Array; readonly offsets: ReadonlyMap<string, number> } {
  const entries = [...new Set(names)].filter((name) => name !== "").map((name) => ({ name, bytes: ENCODER.encode(name) }));
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
