// An archive written anew: members in their order, each header without owner and time, long names in the table `//`, the map of symbols
// first where there is to be one. System V gABI, chapter 7; GNU names as LLVM writes them. All text is byte text.
import { bytesOf } from "../base/bytes.ts";

export const ARCHIVE_HEADER_SIZE = 60;
const HEADER = ARCHIVE_HEADER_SIZE;
/** Names of this length and more do not fit a header with the slash behind them. */
const LONG = 16;

export interface NewMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Names that it defines for others: what the map leads to. */
  readonly symbols: readonly string[];
}

export interface ArchiveForm {
  /** Whether it begins with a map of its symbols. */
  readonly withMap: boolean;
  /** Whether the map's numbers have eight bytes (`/SYM64/`). */
  readonly isWide?: boolean;
  /** Members stay in their files: only their headers are in the archive. */
  readonly isThin: boolean;
}

const even = (size: number): number => size + (size & 1);

export function archiveHeader(name: string, mode: string, size: number): string {
  return `${name.padEnd(16)}${"0".padEnd(12)}${"0".padEnd(6)}${"0".padEnd(6)}${mode.padEnd(8)}${String(size).padEnd(10)}\`\n`;
}

class ArchiveWriter {
  readonly #longNames = new Map<string, number>();
  #nameTable = "";

  constructor(
    readonly members: readonly NewMember[],
    readonly form: ArchiveForm,
  ) {
    for (const { name } of members) {
      const isLong = form.isThin || name.length >= LONG || name.includes("/");
      if (!isLong || this.#longNames.has(name)) continue;
      this.#longNames.set(name, this.#nameTable.length);
      this.#nameTable += `${name}/\n`;
    }
    if (this.#nameTable.length % 2 === 1) this.#nameTable += "\n";
  }

  #shownName(name: string): string {
    const at = this.#longNames.get(name);
    return at === undefined ? `${name}/` : `/${at}`;
  }

  get #mapWidth(): 4 | 8 {
    return this.form.isWide === true ? 8 : 4;
  }

  /** The map's contents; offsets of members count from the archive's start. */
  #map(names: readonly (readonly string[])[], size: number): Uint8Array {
    const map = new Uint8Array(size);
    const view = new DataView(map.buffer);
    const width = this.#mapWidth;
    // Big-endian, and below 2^53.
    const put = (place: number, value: number): void => {
      view.setUint32(place + width - 4, value >>> 0);
      if (width === 8) view.setUint32(place, Math.floor(value / 2 ** 32));
    };
    put(
      0,
      names.reduce((sum, list) => sum + list.length, 0),
    );
    let offset = 8 + HEADER + size + (this.#nameTable === "" ? 0 : HEADER + this.#nameTable.length);
    let at = width;
    names.forEach((list, i) => {
      for (let j = 0; j < list.length; j++, at += width) put(at, offset);
      offset += HEADER + (this.form.isThin ? 0 : even((this.members[i] as NewMember).bytes.length));
    });
    map.set(bytesOf(names.map((list) => list.map((name) => `${name}\0`).join("")).join("")), at);
    return map;
  }

  write(): Uint8Array {
    const parts: Uint8Array[] = [bytesOf(this.form.isThin ? "!<thin>\n" : "!<arch>\n")];
    if (this.form.withMap) {
      const names = this.members.map(({ symbols }) => symbols);
      const count = names.reduce((sum, list) => sum + list.length, 0);
      const text = names.reduce((sum, list) => sum + list.reduce((length, name) => length + name.length + 1, 0), 0);
      // A map of nothing has three bytes of names.
      const size = even(this.#mapWidth * (1 + count) + (count === 0 ? 3 : text));
      parts.push(bytesOf(archiveHeader(this.form.isWide === true ? "/SYM64/" : "/", "0", size)), this.#map(names, size));
    }
    if (this.#nameTable !== "") parts.push(bytesOf(`${"//".padEnd(48)}${String(this.#nameTable.length).padEnd(10)}\`\n${this.#nameTable}`));
    for (const { name, bytes } of this.members) {
      parts.push(bytesOf(archiveHeader(this.#shownName(name), "644", bytes.length)));
      if (this.form.isThin) continue;
      parts.push(bytes);
      if (bytes.length % 2 === 1) parts.push(bytesOf("\n"));
    }
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

export function writeArchive(members: readonly NewMember[], form: ArchiveForm): Uint8Array {
  return new ArchiveWriter(members, form).write();
}
