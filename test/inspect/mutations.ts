// Broken ELF files, reproducible from a seed: bytes of good ones changed where it hurts (headers, tables, counts, offsets), or cut off.
// `npm test` runs a few thousand (fuzz.test.ts); `npm run fuzz` runs as many as asked for.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inflateSync } from "node:zlib";
import type { RandomAccess } from "../../src/base/host.ts";
import { FileError } from "../../src/base/host.ts";
import { nm } from "../../src/inspect/nm.ts";
import { objdump } from "../../src/inspect/objdump/objdump.ts";
import { readelf } from "../../src/inspect/readelf/readelf.ts";
import { size } from "../../src/inspect/size.ts";
import { strip } from "../../src/inspect/strip/strip.ts";

/** Files below `fixtures`. */
const SEEDS = [
  ...["link/elf168/dev", "link/elf196/dev", "link/elf168/dev.o"],
  ...["arm.o", "thumb.o", "x86-odd.o", "unwind.o", "exidx.o", "notes.o", "ties.o"].map((name) => `inspect/${name}`),
  ...["memory-tags.so", "aarch64-attributes.o", "packed-relocations.so", "undefined-function"].map((name) => `inspect/${name}`),
  ...["lines.o", "lines-packed.o", "bsd.a", "loongarch.o", "riscv64-mapping.o", "armeb.o", "odd-numbers"].map((name) => `inspect/${name}`),
];

const COMMANDS: readonly (readonly [keyof typeof TOOLS, ...string[]])[] = [
  ["nm", "-a", "-S", "-n"],
  ["nm", "-D", "-f", "sysv"],
  ["nm", "-C", "--format=json"],
  ["nm", "--print-armap", "-t", "d"],
  ["size", "-A", "--common"],
  ["size"],
  ["objdump", "-x", "-s", "-T", "-R"],
  ["objdump", "-d", "-r"],
  ["objdump", "-D", "-M", "intel", "--symbolize-operands"],
  ["objdump", "-d", "-l"],
  ["readelf", "-h", "-l", "-S", "-s", "-r", "-d", "-V", "-n", "-g", "-I", "-A", "-p", ".comment", "-x", ".text"],
  ["readelf", "-a"],
  ["strip", "-o", "out"],
  ["strip", "--only-keep-debug", "-o", "out"],
  ["strip", "--strip-unneeded", "-o", "out"],
  ["strip", "-g", "-o", "out"],
];
const TOOLS = { nm, size, objdump, readelf, strip };
const TOO_MUCH = 64 << 20;

/** Mulberry32: numbers from 0 to 2^32 - 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const INTERESTING = [0n, 1n, 2n, 0x7fn, 0xffn, 0xffffn, 0x7fffffffn, 0xffffffffn, 1n << 31n, 1n << 60n, (1n << 63n) - 1n, (1n << 64n) - 1n];

function offsetIn(bytes: Uint8Array, next: () => number): number {
  const place = next() % 4;
  if (place === 0) return next() % Math.min(64, bytes.length);
  // The section table lies at the end of most files.
  if (place === 1) return Math.max(0, bytes.length - 1 - (next() % Math.min(1024, bytes.length)));
  return next() % bytes.length;
}

function mutate(original: Uint8Array, next: () => number): Uint8Array {
  const bytes = original.slice(0, next() % 16 === 0 ? next() % original.length : original.length);
  if (bytes.length === 0) return bytes;
  const view = new DataView(bytes.buffer);
  for (let changes = 1 + (next() % 4); changes > 0; changes--) {
    const at = offsetIn(bytes, next);
    const value = next() % 2 === 0 ? (INTERESTING[next() % INTERESTING.length] as bigint) : BigInt(next());
    const width = 1 << (next() % 4);
    if (at + width > bytes.length || width === 1) bytes[at] = Number(value & 0xffn);
    else if (width === 2) view.setUint16(at, Number(value & 0xffffn), true);
    else if (width === 4) view.setUint32(at, Number(value & 0xffffffffn), true);
    else view.setBigUint64(at, value, true);
  }
  return bytes;
}

export interface Outcome {
  readonly command: string;
  readonly bytes: Uint8Array;
  /** 0 to 2, or what went wrong. */
  readonly status: number;
  readonly failure: string | undefined;
}

class CountingDesk {
  readonly llvm: 15 | 22;
  #count = 0;

  constructor(
    readonly bytes: Uint8Array,
    llvm: 15 | 22,
  ) {
    this.llvm = llvm;
  }

  print(text: string): void {
    this.#add(text.length);
  }
  printBytes(bytes: Uint8Array): void {
    this.#add(bytes.length);
  }
  error(text: string): void {
    this.#add(text.length);
  }
  #add(size: number): void {
    this.#count += size;
    if (this.#count > TOO_MUCH) throw new Error("the output has no end");
  }
  open(path: string): RandomAccess {
    if (path !== "input") throw new FileError("ENOENT", path);
    const { bytes } = this;
    return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => {} };
  }
  write(): void {}
  timeText(): string {
    return "";
  }
  sourceLines(): undefined {
    return undefined;
  }
  unpack(bytes: Uint8Array, size: number): Uint8Array | undefined {
    try {
      return inflateSync(bytes, { maxOutputLength: Math.max(1, Math.min(size, TOO_MUCH)) });
    } catch {
      return undefined;
    }
  }
}

const originals = SEEDS.map((path) => new Uint8Array(readFileSync(resolve(import.meta.dirname, "../../fixtures", path))));

/** One broken file through one command. */
export async function tryOne(next: () => number): Promise<Outcome> {
  const bytes = mutate(originals[next() % originals.length] as Uint8Array, next);
  const [tool, ...args] = COMMANDS[next() % COMMANDS.length] as (typeof COMMANDS)[number];
  const command = `${tool} ${args.join(" ")}`;
  try {
    const status = await TOOLS[tool](new CountingDesk(bytes, next() % 2 === 0 ? 15 : 22), [...args, "input"]);
    return { command, bytes, status, failure: undefined };
  } catch (error) {
    return { command, bytes, status: -1, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
