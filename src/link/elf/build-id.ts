// `.note.gnu.build-id`: an id of the image's contents, computed over the finished file with the id's bytes zero.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import { blake3 } from "./blake3.ts";
import { xxh3, xxh64 } from "../../base/xxhash.ts";
import type { BuildId, LldMajor } from "./options.ts";
import { ComputedChunk, fixedChunk } from "./synthetic.ts";

const NT_GNU_BUILD_ID = 3;
const HEADER = 16;
/** LLD hashes pieces of this many bytes and then their hashes. */
const PIECE = 1024 * 1024;

function idSize(kind: BuildId): number {
  if (typeof kind === "object") return kind.hex.length / 2;
  return { none: 0, fast: 8, md5: 16, sha1: 20, uuid: 16 }[kind];
}

/** The note, its id still zero but for one that was given. */
export function buildIdChunk(kind: BuildId, lld: LldMajor): ComputedChunk {
  const size = idSize(kind);
  const note = new ByteWriter().u32(4).u32(size).u32(NT_GNU_BUILD_ID).text("GNU\0").append(new Uint8Array(size)).bytes.slice();
  if (typeof kind === "object") for (let i = 0; i < size; i++) note[HEADER + i] = Number.parseInt(kind.hex.slice(2 * i, 2 * i + 2), 16);
  return new ComputedChunk(
    ".note.gnu.build-id",
    elf.SHT_NOTE,
    elf.SHF_ALLOC,
    0,
    4,
    () => note.length,
    // LLD 22 leaves what is where the id will stand, which may be the trap behind code: of that it makes the id.
    () => (typeof kind === "object" || lld === 15 ? note : note.subarray(0, HEADER)),
  );
}

function littleEndian(value: bigint): Uint8Array {
  return new ByteWriter().u64(value).bytes.slice();
}

/** Writes the id into the note at `offset` of the image. */
export function writeBuildId(image: Uint8Array, offset: number, kind: BuildId, lld: LldMajor): void {
  if (kind === "none" || kind === "uuid" || typeof kind === "object") return;
  const size = idSize(kind);
  const fast = lld === 15 ? xxh64 : xxh3;
  const hash = (bytes: Uint8Array) => (kind === "fast" ? littleEndian(fast(bytes)) : blake3(bytes, size));
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < image.length; at += PIECE) pieces.push(hash(image.subarray(at, at + PIECE)));
  const all = new ByteWriter();
  for (const piece of pieces) all.append(piece);
  image.set(hash(all.bytes.slice()), offset + HEADER);
}

const FDO_PACKAGING_METADATA = 0xcafe1a7e;

/** `.note.package`: what a loader's crash report says of the package. */
export function packageNote(metadata: string): ComputedChunk {
  const text = Uint8Array.from(`${metadata}\0`, (character) => character.charCodeAt(0));
  const out = new ByteWriter().u32(4).u32(text.length).u32(FDO_PACKAGING_METADATA).append(new TextEncoder().encode("FDO\0")).append(text);
  return fixedChunk(".note.package", elf.SHT_NOTE, elf.SHF_ALLOC, 0, 4, out.append(new Uint8Array(-text.length & 3)).bytes.slice());
}
