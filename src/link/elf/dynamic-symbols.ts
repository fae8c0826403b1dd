// `.dynsym`, its names and its hash tables: what a position-independent image leaves to a loader to find. An executable
// exports nothing; LLD 15 lists the symbols that nobody defines, as far as something names them, LLD 22 none. Byte layouts:
// System V gABI (symbol and hash table); GNU hash as glibc reads it, which has no place for what is not defined.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { appendedStrings } from "../../elf/string-tables.ts";
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";
import { isKeptGlobal } from "./symtab.ts";

export class DynamicSymbols {
  #symbols: readonly LinkSymbol[] = [];

  /** Call when all relocations are scanned. */
  collect(table: SymbolTable, options: LinkOptions): void {
    if (options.lld === 22 || !options.pie) return;
    this.#symbols = [...table.globals.values()].filter((symbol) => isLeft(symbol, options));
  }

  /** The null symbol counted. */
  get #count(): number {
    return this.#symbols.length + 1;
  }

  get symbolsSize(): number {
    return elf.SYM_SIZE[64] * this.#count;
  }

  symbolBytes(): Uint8Array {
    const { offsets } = this.#strings;
    const out = new ByteWriter(true, this.symbolsSize).append(new Uint8Array(elf.SYM_SIZE[64]));
    this.#symbols.forEach(({ binding, type, visibility }, i) => {
      out
        .u32(offsets[i] as number)
        .u8((binding << 4) | type)
        .u8(visibility);
      out.u16(elf.SHN_UNDEF).u64(0).u64(0);
    });
    return out.bytes.slice();
  }

  get #strings(): ReturnType<typeof appendedStrings> {
    return appendedStrings(this.#symbols.map(({ name }) => name));
  }

  get names(): Uint8Array {
    return this.#strings.bytes;
  }

  /** One empty bucket, the first symbol that would be in it, one bloom word, shift 26. */
  gnuHash(): Uint8Array {
    return new ByteWriter().u32(1).u32(this.#count).u32(1).u32(26).u64(0).u32(0).bytes.slice();
  }

  get hashSize(): number {
    return 8 + 8 * this.#count;
  }

  /** As many buckets as symbols; a bucket starts with the last symbol that fell into it. */
  hash(): Uint8Array {
    const buckets = new Uint32Array(this.#count);
    const chain = new Uint32Array(this.#count);
    this.#symbols.forEach(({ name }, i) => {
      const bucket = systemVHash(name) % this.#count;
      chain[i + 1] = buckets[bucket] as number;
      buckets[bucket] = i + 1;
    });
    const out = new ByteWriter().u32(this.#count).u32(this.#count);
    for (const word of [...buckets, ...chain]) out.u32(word);
    return out.bytes.slice();
  }
}

function isLeft(symbol: LinkSymbol, options: LinkOptions): boolean {
  if (symbol.kind === "defined" || symbol.kind === "common" || symbol.outputBinding === elf.STB_LOCAL) return false;
  return isKeptGlobal(symbol, options) && !(symbol.isUndefinedWeak && options.noDynamicLinker);
}

/** gABI, figure 5-13. */
function systemVHash(name: string): number {
  let hash = 0;
  for (const byte of new TextEncoder().encode(name)) {
    hash = ((hash << 4) + byte) >>> 0;
    hash = (hash ^ ((hash >>> 24) & 0xf0)) & 0x0fff_ffff;
  }
  return hash;
}
