// An object's packed sections for the linker, which takes them as if they had never been packed.
import { NOT_TERMINATED, isTerminated } from "./check-object.ts";
import * as elf from "./constants.ts";
import { SectionColumns } from "./object-columns.ts";
import { ObjectError, ObjectErrors, SH_ALIGNMENT, SH_FLAGS, SH_SIZE } from "./object-file.ts";
import type { ObjectFile } from "./object-file.ts";
import { PACKED_HEADER, ZLIB, ZSTD, zlibProblem } from "./packed-contents.ts";
import type { Unpack } from "./packed-contents.ts";

/** Who unpacks, and in whose words it is told what cannot be. */
export interface Unpacking {
  /** Images are read like objects. */
  readonly takesImages?: boolean;
  readonly unpack: Unpack | undefined;
  readonly lld: 15 | 22;
}

interface Unpacked {
  readonly data: Uint8Array;
  readonly alignment: number;
}

function unpacked(file: ObjectFile, bytes: Uint8Array, { unpack, lld }: Unpacking): Unpacked | string {
  const size = PACKED_HEADER[file.is64 ? 64 : 32];
  if (bytes.length < size) return "corrupted compressed section";
  const header = new DataView(bytes.buffer, bytes.byteOffset, size);
  const kind = header.getUint32(0, file.little);
  // LLD 15 was made before Zstandard's form was.
  if (kind !== ZLIB && (kind !== ZSTD || lld === 15)) return `unsupported compression type (${kind})`;
  const wide = (at: number) => Number(file.is64 ? header.getBigUint64(at, file.little) : header.getUint32(at / 2, file.little));
  const packed = bytes.subarray(size);
  const data = unpack?.(packed, wide(8), kind === ZSTD);
  if (data !== undefined && data.length === wide(8)) return { data, alignment: wide(16) };
  if (data !== undefined) return "kbuild's linker does not take compressed sections that are shorter than they say";
  if (unpack === undefined) return "kbuild's linker is not given what unpacks sections";
  if (kind === ZSTD) return "kbuild cannot unpack Zstandard here: Node does since 22.15";
  return `${lld === 15 ? "uncompress" : "decompress"} failed: ${zlibProblem(packed, unpack)}`;
}

function mergeProblem(sections: SectionColumns, section: number, data: Uint8Array): string | undefined {
  const texts = elf.SHF_MERGE | elf.SHF_STRINGS;
  const width = sections.entrySize(section);
  const isText = (sections.flags(section) & texts) === texts && width > 0 && data.length > 0;
  return isText && !isTerminated(data, width) ? NOT_TERMINATED : undefined;
}

/** The sections with what was packed unpacked. Throws ObjectErrors. */
export function unpackSections(sections: SectionColumns, file: ObjectFile, by: Unpacking): SectionColumns {
  const isPacked = (section: number) => (sections.flags(section) & elf.SHF_COMPRESSED) !== 0;
  const rows = Array.from({ length: sections.count }, (_, section) => section).filter(isPacked);
  // The file's own headers stay as they are.
  const words = sections.words.slice();
  const contents = new Map<number, Uint8Array>();
  const problems: ObjectError[] = [];
  for (const section of rows) {
    const found = unpacked(file, sections.data(section), by);
    const problem = typeof found === "string" ? found : mergeProblem(sections, section, found.data);
    if (problem !== undefined) problems.push(new ObjectError(problem, { section: sections.name(section) }));
    if (typeof found === "string") continue;
    const at = sections.headers[section] as number;
    words[at + SH_FLAGS] = (words[at + SH_FLAGS] as number) & ~elf.SHF_COMPRESSED;
    words[at + SH_SIZE] = found.data.length;
    words[at + SH_SIZE + 1] = 0;
    words[at + SH_ALIGNMENT] = found.alignment;
    words[at + SH_ALIGNMENT + 1] = 0;
    contents.set(section, found.data);
  }
  if (problems.length > 0) throw new ObjectErrors(problems);
  const { headers, names, data } = sections;
  const columns = new SectionColumns(words, headers, names, (section) => contents.get(section) ?? data(section));
  columns.linkOrder = sections.linkOrder;
  return columns;
}
