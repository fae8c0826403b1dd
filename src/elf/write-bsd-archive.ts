// An archive in BSD's form, as LLVM writes it: each name before its contents, padded so that these begin at a multiple of eight, and the
// map of symbols (`__.SYMDEF`) as a table of places of names and members.
import { ByteWriter, bytesOf } from "../base/bytes.ts";
import { ARCHIVE_HEADER_SIZE, archiveHeader } from "./write-archive.ts";
import type { NewMember } from "./write-archive.ts";

const MAGIC = "!<arch>\n";
const EIGHT = 8;

export interface BsdArchiveForm {
  readonly withMap: boolean;
  /** Whether numbers of the map have eight bytes (`__.SYMDEF_64`): members are as long as multiples of eight then. */
  readonly isWide: boolean;
}

const gap = (size: number, unit: number): number => (unit - (size % unit)) % unit;

/** Header and name of a member whose header stands at `at`; `size` is the contents'. */
function lead(at: number, name: string, mode: string, size: number): string {
  const nameSize = name.length + gap(at + ARCHIVE_HEADER_SIZE + name.length, EIGHT);
  return archiveHeader(`#1/${nameSize}`, mode, nameSize + size) + name.padEnd(nameSize, "\0");
}

function mapBytes(members: readonly NewMember[], offsets: readonly number[], isWide: boolean): (base: number) => Uint8Array {
  const word = isWide ? EIGHT : 4;
  let strings = "";
  const rows = members.flatMap(({ symbols }, i) =>
    symbols.map((name) => {
      const row = { name: strings.length, member: offsets[i] as number };
      strings += `${name}\0`;
      return row;
    }),
  );
  // A map of nothing has three bytes of names.
  if (rows.length === 0) strings = "\0\0\0";
  return (base) => {
    const out = new ByteWriter();
    const put = (value: number): void => {
      out.u32(value);
      if (isWide) out.u32(0);
    };
    put(rows.length * 2 * word);
    for (const { name, member } of rows) {
      put(name);
      put(base + member);
    }
    put(strings.length);
    out.append(bytesOf(strings.padEnd(strings.length + gap(out.length + strings.length, EIGHT), "\0")));
    return out.bytes.slice();
  };
}

/** Places of names are counted from the first member, as LLVM does before it knows how long the map is. */
export function writeBsdArchive(members: readonly NewMember[], { withMap, isWide }: BsdArchiveForm): Uint8Array {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const { name, bytes } of members) {
    const padding = isWide ? gap(bytes.length, EIGHT) : 0;
    const size = bytes.length + padding;
    offsets.push(at);
    const pieces = [bytesOf(lead(at, name, "644", size)), bytes, bytesOf("\n".repeat(padding + (size & 1)))];
    for (const piece of pieces) at += piece.length;
    parts.push(...pieces);
  }
  const out = new ByteWriter();
  out.append(bytesOf(MAGIC));
  if (withMap && members.length > 0) {
    const build = mapBytes(members, offsets, isWide);
    const header = lead(MAGIC.length, isWide ? "__.SYMDEF_64" : "__.SYMDEF", "0", build(0).length);
    out.append(bytesOf(header));
    out.append(build(MAGIC.length + header.length + build(0).length));
  }
  for (const part of parts) out.append(part);
  return out.bytes.slice();
}
