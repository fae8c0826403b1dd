// `.dynsym`, its names and its hash tables: what a position-independent image shows to a loader, or leaves to it to find. An
// executable shows what is asked for (`--export-dynamic` and the like); LLD 15 lists the symbols that nobody defines, as far
// as something names them, LLD 22 none. Byte layouts: System V gABI (symbol and hash table); GNU hash as glibc reads it,
// which has no place for what is not defined.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { dynamicTexts } from "./dynamic-section.ts";
import { namedVersions } from "./defined-versions.ts";
import { DynamicNames } from "./dynamic-names.ts";
import { NeededVersions } from "./needed-versions.ts";
import { hasDynamicTables } from "./options.ts";
import type { LinkOptions } from "./options.ts";
import { globMatcher } from "./script/glob.ts";
import { VERSION_GLOBAL } from "./shared-library.ts";
import type { SharedLibrary } from "./shared-library.ts";
import { gnuHash, systemVHash } from "./symbol-hashes.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { isKeptGlobal, sectionNumber } from "./symtab.ts";

interface Listed {
  readonly symbol: LinkSymbol;
  /** Of its name in `.dynstr`. */
  readonly name: number;
  /** GNU's, of its name. */
  readonly hash: number;
}

/** Bits of a word of the bloom filter, and where in a hash the second bit's number stands. */
const BLOOM_BITS = 64;
const SECOND_SHIFT = 26;

export class DynamicSymbols {
  #listed: readonly Listed[] = [];
  /** How many of them nobody defines: they come first. */
  #undefined = 0;
  names = new DynamicNames([], []);
  readonly versions = new NeededVersions();

  constructor(readonly options: LinkOptions) {}

  /** Call when all relocations are scanned. */
  collect(table: SymbolTable, libraries: readonly SharedLibrary[]): void {
    const { options } = this;
    if (!hasDynamicTables(options)) return;
    const symbols = [...table.globals.values()].filter((symbol) => isDynamic(symbol, options) && isKeptGlobal(symbol, options));
    const own = namedVersions(options);
    for (const symbol of symbols) this.versions.add(symbol, VERSION_GLOBAL + 1 + own.length);
    const versioned = this.versions
      .lists(libraries)
      .flatMap((list) => [...list.slice(0, 1).map(({ library }) => library.sharedName), ...list.map(({ name }) => name)]);
    const needed = libraries.filter(({ isNeeded }) => isNeeded).map(({ sharedName }) => sharedName);
    this.names = new DynamicNames(
      symbols.map(({ name }) => name),
      [...(own.length === 0 ? [] : [options.sharedName, ...own]), ...versioned, ...dynamicTexts(options, needed)],
    );
    const { symbols: offsets } = this.names;
    const listed = symbols.map((symbol, i) => ({ symbol, name: offsets[i] as number, hash: gnuHash(symbol.name) }));
    const missing = listed.filter(({ symbol }) => symbol.kind !== "defined");
    const found = listed.filter(({ symbol }) => symbol.kind === "defined");
    this.#undefined = missing.length;
    this.#listed = options.hashStyle.gnu ? [...missing, ...byBucket(found)] : listed;
  }

  /** 0 for what is not listed. */
  indexOf(symbol: LinkSymbol): number {
    return this.#listed.findIndex((listed) => listed.symbol === symbol) + 1;
  }

  /** The null symbol counted. */
  get #count(): number {
    return this.#listed.length + 1;
  }

  get symbolsSize(): number {
    return elf.SYM_SIZE[64] * this.#count;
  }

  /** `valueOf`: an address, or a place in the thread's block. */
  symbolBytes(valueOf: (symbol: LinkSymbol) => bigint): Uint8Array {
    const out = new ByteWriter(true, this.symbolsSize).append(new Uint8Array(elf.SYM_SIZE[64]));
    for (const { symbol, name } of this.#listed) {
      const { binding, type, visibility, kind } = symbol;
      out
        .u32(name)
        .u8((binding << 4) | type)
        .u8(visibility)
        .u16(sectionNumber(symbol));
      if (kind === "defined") out.u64(valueOf(symbol)).u64(symbol.isProcedure ? 0n : symbol.size);
      else out.u64(0).u64(0);
    }
    return out.bytes.slice();
  }

  /** `.gnu.version`, if any symbol has one of a library. */
  get versionsSize(): number {
    return 2 * this.#count;
  }

  versionBytes(): Uint8Array {
    const out = new ByteWriter(true, this.versionsSize).u16(0);
    // To LLD 22 what nobody defines is of no version at all.
    const isNone = ({ kind }: LinkSymbol) => this.options.lld === 22 && kind !== "defined" && kind !== "shared";
    for (const { symbol } of this.#listed) out.u16(isNone(symbol) ? 0 : symbol.version);
    return out.bytes.slice();
  }

  /** Defined symbols, for `.gnu.hash`. */
  get #hashed(): readonly Listed[] {
    return this.#listed.slice(this.#undefined);
  }

  /** Words of the bloom filter: twelve bits a symbol, a power of two. */
  get #bloomWords(): number {
    const words = Math.floor((12 * (this.#listed.length - this.#undefined)) / BLOOM_BITS);
    return this.#listed.length === this.#undefined ? 1 : 2 ** (Math.floor(Math.log2(Math.max(1, words))) + (words > 0 ? 1 : 0));
  }

  get gnuHashSize(): number {
    const count = this.#listed.length - this.#undefined;
    return 16 + 8 * this.#bloomWords + 4 * bucketCount(count) + 4 * count;
  }

  /** Buckets, the first symbol of each, and the hashes, the last of a bucket marked by its lowest bit. */
  gnuHash(): Uint8Array {
    const hashed = this.#hashed;
    const buckets = bucketCount(hashed.length);
    const first = this.#undefined + 1;
    const bloom = this.#bloom(hashed);
    const starts = new Uint32Array(buckets);
    for (let i = hashed.length - 1; i >= 0; i--) starts[(hashed[i] as Listed).hash % buckets] = first + i;
    const out = new ByteWriter().u32(buckets).u32(first).u32(bloom.length).u32(SECOND_SHIFT);
    for (const word of bloom) out.u64(word);
    for (const start of starts) out.u32(start);
    hashed.forEach(({ hash }, i) => {
      const next = hashed[i + 1];
      const isLast = next === undefined || next.hash % buckets !== hash % buckets;
      out.u32(((hash & ~1) | (isLast ? 1 : 0)) >>> 0);
    });
    return out.bytes.slice();
  }

  #bloom(hashed: readonly Listed[]): BigUint64Array {
    const words = new BigUint64Array(this.#bloomWords);
    for (const { hash } of hashed) {
      const at = Math.floor(hash / BLOOM_BITS) & (words.length - 1);
      const bits = (1n << BigInt(hash % BLOOM_BITS)) | (1n << BigInt((hash >>> SECOND_SHIFT) % BLOOM_BITS));
      words[at] = (words[at] as bigint) | bits;
    }
    return words;
  }

  get hashSize(): number {
    return 8 + 8 * this.#count;
  }

  /** As many buckets as symbols; a bucket starts with the last symbol that fell into it. */
  hash(): Uint8Array {
    const buckets = new Uint32Array(this.#count);
    const chain = new Uint32Array(this.#count);
    this.#listed.forEach(({ symbol }, i) => {
      const bucket = systemVHash(symbol.name) % this.#count;
      chain[i + 1] = buckets[bucket] as number;
      buckets[bucket] = i + 1;
    });
    const out = new ByteWriter().u32(this.#count).u32(this.#count);
    for (const word of [...buckets, ...chain]) out.u32(word);
    return out.bytes.slice();
  }
}

const bucketCount = (symbols: number): number => Math.max(1, Math.floor(symbols / 4));

function byBucket(listed: readonly Listed[]): Listed[] {
  const buckets = bucketCount(listed.length);
  return listed.toSorted((a, b) => (a.hash % buckets) - (b.hash % buckets));
}

/** Somebody outside the image may find it, or has to bring it. */
function isDynamic(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.kind === "shared" || symbol.isPreemptible) return symbol.isPreemptible && symbol.outputBinding !== elf.STB_LOCAL;
  if (symbol.kind !== "defined" && symbol.kind !== "common") {
    const isLeft = options.lld === 15 && symbol.outputBinding !== elf.STB_LOCAL;
    return isLeft && !(symbol.isUndefinedWeak && options.noDynamicLinker);
  }
  return isExported(symbol);
}

/** It is defined for others besides. */
export const isExported = (symbol: LinkSymbol): boolean => symbol.exported && symbol.outputBinding !== elf.STB_LOCAL;

/** Call when all names are known. */
export function markExported(table: SymbolTable, options: LinkOptions): void {
  const { exportsAll, exported, shared } = options;
  if (!hasDynamicTables(options) || (!exportsAll && !shared && exported.length === 0)) return;
  const isListed = listMatcher(options);
  for (const symbol of table.globals.values()) if (exportsAll || shared || isListed(symbol)) symbol.exported = true;
}

/** Whether `--export-dynamic-symbol` or `--dynamic-list` names it. */
export function listMatcher({ exported }: LinkOptions): (symbol: LinkSymbol) => boolean {
  const matchers = exported.map(({ name, isGlob }) => (isGlob ? globMatcher([name]) : (text: string) => text === name));
  return ({ name }) => matchers.some((matches) => matches(name));
}
