// Archives (`ar`): the System V form with GNU long names, the 64-bit symbol map (`/SYM64/`), thin archives whose
// members are files of their own. Read member by member; sizes are checked against the file before they are used.
// Layout: System V gABI chapter 7, and binutils' and LLVM's practice for the rest.
import type { RandomAccess } from "../base/host.ts";
import { byteText, ElfError, stringsOf } from "./read.ts";

const HEADER = 60;

export interface ArchiveMember {
  readonly name: string;
  /** Offset of the member's header. */
  readonly headerOffset: number;
  /** Offset and size of the contents; a thin member's are in a file beside the archive. */
  readonly offset: number;
  readonly size: number;
  readonly isThin: boolean;
  readonly modified: number;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

export interface ArchiveSymbol {
  readonly name: string;
  readonly member: string;
}

/** A part of a file as a file. */
export function slice(access: RandomAccess, offset: number, size: number): RandomAccess {
  return {
    size,
    read: (at, length) => (at >= size || at < 0 ? new Uint8Array(0) : access.read(offset + at, Math.min(length, size - at))),
    close: () => {},
  };
}

export function isArchive(start: Uint8Array): boolean {
  const magic = byteText(start.subarray(0, 8));
  return magic === "!<arch>\n" || magic === "!<thin>\n";
}

function malformed(what: string): ElfError {
  return new ElfError(`truncated or malformed archive (${what})`);
}

interface RawMember extends Omit<ArchiveMember, "name"> {
  readonly rawName: string;
}

export class Archive {
  readonly isThin: boolean;
  /** Every member that is not a table of the archive itself, up to where the archive is broken. */
  readonly members: readonly ArchiveMember[];
  /** What is wrong behind the last member. */
  #failure: ElfError | undefined;
  #longNames = "";
  #map: { readonly bytes: Uint8Array; readonly wide: boolean } | undefined;
  readonly #byOffset = new Map<number, string>();

  constructor(readonly access: RandomAccess) {
    this.isThin = byteText(access.read(0, 8)) === "!<thin>\n";
    this.members = this.#readMembers();
  }

  #readMembers(): ArchiveMember[] {
    const members: ArchiveMember[] = [];
    let previous = "";
    for (let at = 8; at < this.access.size;) {
      const raw = this.#readHeader(at, previous);
      const isTable = raw.rawName === "/" || raw.rawName === "//" || raw.rawName === "/SYM64/";
      const stored = isTable || !this.isThin;
      const isCut = stored && raw.offset + raw.size > this.access.size;
      if (isCut) {
        this.#failure = malformed(`offset to next archive member past the end of the archive after member ${this.#displayName(raw)}`);
        if (isTable) throw this.#failure;
      }
      if (isTable) this.#takeTable(raw);
      else {
        const member = this.#member(raw);
        members.push(member);
        this.#byOffset.set(at, member.name);
        previous = member.name;
      }
      if (isCut) break;
      at = raw.offset + (stored ? raw.size + (raw.size & 1) : 0);
    }
    return members;
  }

  /** Throws what is wrong behind the last member, if anything is: for those who have seen the members. */
  checkEnd(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #displayName(raw: RawMember): string {
    return this.#longName(raw.rawName) ?? raw.rawName.replace(/\/$/, "");
  }

  #readHeader(at: number, previous: string): RawMember {
    const bytes = this.access.read(at, HEADER);
    if (bytes.length < HEADER) {
      throw malformed(
        previous === ""
          ? "remaining size of archive too small for next archive member header at offset 8"
          : `remaining size of archive too small for next archive member header for ${previous}`,
      );
    }
    const text = byteText(bytes);
    if (text.slice(58) !== "`\n") {
      throw malformed(
        `terminator characters in archive member "${text.slice(58)}" not the correct "\`\\n" values for the archive member header`,
      );
    }
    const number = (from: number, to: number, radix = 10): number => Number.parseInt(text.slice(from, to).trim(), radix) || 0;
    const sizeText = text.slice(48, 58).trimEnd();
    if (!/^\d+$/.test(sizeText)) {
      throw malformed(
        `characters in size field in archive member header are not all decimal numbers: '${sizeText}' for the archive member header at offset ${at}`,
      );
    }
    return {
      rawName: text.slice(0, 16).trimEnd(),
      headerOffset: at,
      offset: at + HEADER,
      size: Number(sizeText),
      isThin: this.isThin,
      modified: number(16, 28),
      uid: number(28, 34),
      gid: number(34, 40),
      mode: number(40, 48, 8),
    };
  }

  #takeTable(raw: RawMember): void {
    const bytes = this.access.read(raw.offset, raw.size);
    if (raw.rawName === "//") this.#longNames = byteText(bytes);
    else this.#map ??= { bytes, wide: raw.rawName === "/SYM64/" };
  }

  #longName(rawName: string): string | undefined {
    if (!/^\/\d+$/.test(rawName)) return undefined;
    const from = Number(rawName.slice(1));
    const end = this.#longNames.indexOf("\n", from);
    return this.#longNames.slice(from, end < 0 ? undefined : end).replace(/\/$/, "");
  }

  /** GNU `/N`, BSD `#1/N` (name in front of the contents), or the short name with its closing slash. */
  #member(raw: RawMember): ArchiveMember {
    const bsd = /^#1\/(\d+)$/.exec(raw.rawName);
    const { rawName: _, ...rest } = raw;
    if (bsd !== null) {
      const length = Math.min(Number(bsd[1]), raw.size);
      const name = stringsOf(this.access.read(raw.offset, length)).at(0);
      return { ...rest, name, offset: raw.offset + length, size: raw.size - length, isThin: false };
    }
    return { ...rest, name: this.#displayName(raw) };
  }

  /** The symbol map (`/` or `/SYM64/`), or undefined when there is none. */
  get symbols(): readonly ArchiveSymbol[] | undefined {
    if (this.#map === undefined) return undefined;
    const { bytes, wide } = this.#map;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const word = wide ? 8 : 4;
    const read = (at: number): number => (wide ? Number(view.getBigUint64(at)) : view.getUint32(at));
    if (bytes.length < word) return [];
    const count = Math.min(read(0), Math.floor(bytes.length / word) - 1);
    const names = stringsOf(bytes.subarray((count + 1) * word));
    const symbols: ArchiveSymbol[] = [];
    for (let i = 0, at = 0; i < count; i++) {
      const name = names.at(at);
      at += name.length + 1;
      symbols.push({ name, member: this.#byOffset.get(read((i + 1) * word)) ?? "" });
    }
    return symbols;
  }
}
