// Archives (`ar`): the System V form with GNU long names, the 64-bit symbol map (`/SYM64/`), BSD's names before the contents, thin
// archives whose members are files of their own. Tables of the archive stand before the members; what is wrong with them ends the
// reading at once, what is wrong with a member's header is told behind the members before it, a name that cannot be told with its member.
// Layout: System V gABI chapter 7, and binutils' and LLVM's practice for the rest; the words are LLVM's.
import type { RandomAccess } from "../base/host.ts";
import { byteText, ElfError, stringsOf } from "./read.ts";

const MAGIC = 8;
const HEADER = 60;
const NAME = 16;

export interface ArchiveMember {
  /** Empty when it cannot be told: `nameFailure` says why. */
  readonly name: string;
  readonly nameFailure: ElfError | undefined;
  /** Offset of the member's header. */
  readonly headerOffset: number;
  /** Offset and size of the contents; a thin member's are in a file beside the archive. */
  readonly offset: number;
  readonly size: number;
  /** As the header says: with the name, where BSD's stands before the contents. */
  readonly rawSize: number;
  readonly isThin: boolean;
  /** The header's texts, without blanks behind. */
  readonly fields: HeaderFields;
}

export interface HeaderFields {
  readonly modified: string;
  readonly uid: string;
  readonly gid: string;
  readonly mode: string;
}

export interface ArchiveSymbol {
  readonly name: string;
  /** Where its member's header stands. */
  readonly memberOffset: number;
}

/** Bytes behind an archive's end that a member which claims them has, as zeros. */
const ZEROS_BEHIND = 1 << 14;

/** A part of a file as a file. */
export function slice(access: RandomAccess, offset: number, claimed: number): RandomAccess {
  // A member may claim more than the archive has left; LLVM reads on, and finds zeros at first.
  const left = Math.max(0, access.size - offset);
  const size = claimed <= left + ZEROS_BEHIND ? claimed : left;
  const read = (at: number, length: number): Uint8Array => {
    const found = access.read(offset + at, length);
    if (found.length === length) return found;
    const padded = new Uint8Array(length);
    padded.set(found);
    return padded;
  };
  return {
    size,
    start: (access.start ?? 0) + offset,
    read: (at, length) => (at >= size || at < 0 ? new Uint8Array(0) : read(at, Math.min(length, size - at))),
    close: () => {},
  };
}

export function isArchive(start: Uint8Array): boolean {
  const magic = byteText(start.subarray(0, 8));
  return magic === "!<arch>\n" || magic === "!<thin>\n";
}

export function malformed(what: string): ElfError {
  return new ElfError(`truncated or malformed archive (${what})`);
}

/** Bytes as C would write them in quotes. */
function escaped(text: string): string {
  const known: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", '"': '\\"' };
  return text.replaceAll(/[^ !#-[\]-~]/g, (character) => known[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
}

/** How names stand in an archive: GNU's, BSD's, or Microsoft's with two symbol maps. */
export type ArchiveNames = "gnu" | "bsd" | "coff";

/** A member as its header tells of it. */
interface RawMember {
  readonly at: number;
  readonly rawName: string;
  /** NaN for a thin member's that is no number, which `sizeText` then holds. */
  readonly rawSize: number;
  readonly sizeText: string;
  /** Where the contents begin, and where what lies in the archive ends. */
  readonly start: number;
  readonly end: number;
  readonly isThin: boolean;
  readonly fields: HeaderFields;
}

const BSD_MAPS = new Set(["__.SYMDEF", "__.SYMDEF SORTED", "__.SYMDEF_64", "__.SYMDEF_64 SORTED"]);

export class Archive {
  readonly isThin: boolean;
  /** Every member that is not a table of the archive itself, up to where the archive is broken. */
  readonly members: readonly ArchiveMember[];
  /** What is wrong behind the last member. */
  #failure: ElfError | undefined;
  #form: ArchiveNames = "gnu";
  #longNames = "";
  #map: { readonly bytes: Uint8Array; readonly wide: boolean } | undefined;

  /** `llvm` is the release whose words are used. */
  constructor(
    readonly access: RandomAccess,
    readonly llvm: 15 | 22 = 22,
  ) {
    this.isThin = byteText(access.read(0, MAGIC)) === "!<thin>\n";
    this.members = access.size <= MAGIC ? [] : this.#readMembers(this.#readTables(this.#header(MAGIC)));
  }

  /** Throws what is wrong behind the last member, if anything is: for those who have seen the members. */
  checkEnd(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #readMembers(first: RawMember | undefined): ArchiveMember[] {
    const members: ArchiveMember[] = [];
    try {
      for (let raw = first; raw !== undefined; raw = this.#next(raw)) members.push(this.#member(raw));
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.#failure = error;
    }
    return members;
  }

  /** Takes the archive's own tables; gives the first member. The names of the first three decide what form the archive has. */
  #readTables(first: RawMember): RawMember | undefined {
    if (first.rawName === "__.SYMDEF" || first.rawName === "__.SYMDEF_64" || first.rawName.startsWith("#1/")) {
      this.#form = "bsd";
      const name = this.#name(first, HEADER + first.rawSize);
      if (!BSD_MAPS.has(name)) return first;
      this.#map = { bytes: this.#contents(first), wide: name.startsWith("__.SYMDEF_64") };
      return this.#next(first);
    }
    let raw: RawMember | undefined = first;
    if (raw.rawName === "/" || raw.rawName === "/SYM64/") {
      this.#map = { bytes: this.#contents(raw), wide: raw.rawName === "/SYM64/" };
      raw = this.#next(raw);
    }
    if (raw?.rawName === "/") {
      this.#form = "coff";
      raw = this.#next(raw);
    }
    if (raw?.rawName === "//") {
      this.#longNames = byteText(this.#contents(raw));
      return this.#next(raw);
    }
    if (this.#form === "gnu" && raw?.rawName.startsWith("/") === true) {
      throw new ElfError("Invalid data was encountered while parsing the file");
    }
    return raw;
  }

  #contents(raw: RawMember): Uint8Array {
    return this.access.read(raw.start, raw.end - raw.start);
  }

  #next(raw: RawMember): RawMember | undefined {
    const stored = raw.end - raw.at;
    const at = raw.at + stored + (stored & 1);
    if (at === this.access.size) return undefined;
    if (at < this.access.size) return this.#header(at);
    const place = nameOr(() => this.#name(raw, HEADER + raw.rawSize), `at offset ${raw.at}`);
    throw malformed(`offset to next archive member past the end of the archive after member ${place}`);
  }

  /** The header at an offset, checked in LLVM's order. */
  #header(at: number): RawMember {
    const text = byteText(this.access.read(at, HEADER));
    const rawName = this.#rawName(text.slice(0, NAME), at);
    const left = this.access.size - at;
    const place = (): string => nameOr(() => `for ${this.#name({ at, rawName }, left)}`, `at offset ${at}`);
    if (text.length < HEADER) throw malformed(`remaining size of archive too small for next archive member header ${place()}`);
    if (!text.endsWith("`\n")) {
      const found = escaped(text.slice(58));
      throw malformed(
        `terminator characters in archive member "${found}" not the correct "\`\\n" values for the archive member header ${place()}`,
      );
    }
    const field = (from: number, to: number): string => text.slice(from, to).replace(/ +$/, "");
    const isTable = rawName === "/" || rawName === "//" || rawName === "/SYM64/";
    const isThin = this.isThin && !isTable;
    const sizeText = field(48, 58);
    const rawSize = sizeOf(sizeText, at, isThin);
    const fields = { modified: field(16, 28), uid: field(28, 34), gid: field(34, 40), mode: field(40, 48) };
    const start = at + HEADER + (rawName.startsWith("#1/") ? this.#bsdLength(rawName, at) : 0);
    return { at, rawName, rawSize, sizeText, start, end: at + HEADER + (isThin ? 0 : rawSize), isThin, fields };
  }

  #rawName(text: string, at: number): string {
    if (this.#form === "bsd" && text.startsWith(" "))
      throw malformed(`name contains a leading space for archive member header at offset ${at}`);
    const [name] = text.split(this.#form === "bsd" || /^[/#]/.test(text) ? " " : "/", 1);
    return name as string;
  }

  #bsdLength(rawName: string, at: number): number {
    const digits = rawName.slice(3);
    if (/^\d+$/.test(digits)) return Number(digits);
    throw malformed(
      `long name length characters after the #1/ are not all decimal numbers: '${digits}' for archive member header at offset ${at}`,
    );
  }

  /** A member's name; `size` bounds header, name and contents. Throws what is wrong with it. */
  #name({ at, rawName }: Pick<RawMember, "at" | "rawName">, size: number): string {
    if (size < NAME) throw malformed(`archive header truncated before the name field for archive member header at offset ${at}`);
    if (rawName === "/" || rawName === "//") return rawName;
    if (rawName.startsWith("/")) return this.#longName(rawName.slice(1), at);
    if (!rawName.startsWith("#1/")) return rawName.replace(/ +$/, "");
    const length = this.#bsdLength(rawName, at);
    if (HEADER + length <= size) return byteText(this.access.read(at + HEADER, length)).replace(/\0+$/, "");
    throw malformed(`long name length: ${length} extends past the end of the member or archive for archive member header at offset ${at}`);
  }

  #longName(digits: string, at: number): string {
    if (!/^\d+$/.test(digits)) {
      throw malformed(
        `long name offset characters after the '/' are not all decimal numbers: '${escaped(digits)}' for archive member header at offset ${at}`,
      );
    }
    const from = Number(digits);
    if (from >= this.#longNames.length) {
      throw malformed(`long name offset ${from} past the end of the string table for archive member header at offset ${at}`);
    }
    if (this.#form === "coff") return this.#longNames.slice(from).split("\0", 1)[0] as string;
    const end = this.#longNames.indexOf("\n", from);
    if (end >= 1 && this.#longNames[end - 1] === "/") return this.#longNames.slice(from, end - 1);
    throw malformed(`string table at long name offset ${from}${this.llvm === 15 ? "" : " "}not terminated`);
  }

  #member(raw: RawMember): ArchiveMember {
    const { at, start, end, rawSize, sizeText, isThin, fields } = raw;
    const rest = { headerOffset: at, offset: start, size: isThin ? rawSize : Math.max(0, end - start), rawSize, isThin, fields };
    try {
      if (Number.isNaN(rawSize)) throw badSize(sizeText, at);
      return { name: this.#name(raw, HEADER + rawSize), nameFailure: undefined, ...rest };
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      return { name: "", nameFailure: error, ...rest };
    }
  }

  /** The name of the member whose header stands there; throws what is wrong with it. */
  nameAt(offset: number): string {
    const raw = this.#header(offset);
    return this.#name(raw, HEADER + raw.rawSize);
  }

  get names(): ArchiveNames {
    return this.#form;
  }

  /** Whether the map's numbers have eight bytes. */
  get hasWideMap(): boolean {
    return this.#map?.wide === true;
  }

  /** BSD's map: a table of places of names and members, in bytes, then the names, each behind its size. */
  #bsdSymbols(bytes: Uint8Array, word: 4 | 8): readonly ArchiveSymbol[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const read = (at: number): number => (word === 8 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
    if (bytes.length < 2 * word) return [];
    const count = Math.min(Math.floor(read(0) / (2 * word)), Math.floor((bytes.length - 2 * word) / (2 * word)));
    const names = stringsOf(bytes.subarray(2 * word * (count + 1)));
    return Array.from({ length: count }, (_, i) => {
      const at = word + 2 * word * i;
      return { name: names.at(read(at)), memberOffset: read(at + word) };
    });
  }

  /** The symbol map (`/`, `/SYM64/` or `__.SYMDEF`), or undefined when there is none. */
  get symbols(): readonly ArchiveSymbol[] | undefined {
    if (this.#map === undefined) return undefined;
    if (this.#form === "bsd") return this.#bsdSymbols(this.#map.bytes, this.#map.wide ? 8 : 4);
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
      symbols.push({ name, memberOffset: read((i + 1) * word) });
    }
    return symbols;
  }
}

function badSize(text: string, at: number): ElfError {
  return malformed(
    `characters in size field in archive member header are not all decimal numbers: '${text}' for the archive member header at offset ${at}`,
  );
}

/** The size field; where the next member is does not depend on a thin archive's, so that it is judged with the member: NaN. */
function sizeOf(text: string, at: number, isThin: boolean): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (isThin) return Number.NaN;
  throw badSize(text, at);
}

function nameOr(name: () => string, otherwise: string): string {
  try {
    return name();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    return otherwise;
  }
}
