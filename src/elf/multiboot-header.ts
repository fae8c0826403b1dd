// Whether a kernel brings a header by which a boot loader enters it as 32-bit code: that of Multiboot, or of Multiboot 2.
// Facts: Multiboot specification 0.6.96, 3.1 (magic, flags, checksum; bit 16: an entry of the header's own); Multiboot2 specification
// 2.0, 3.1 (magic, architecture, length, checksum; tags 3, 8 and 9 name an entry).
import type { RandomAccess } from "../base/host.ts";

const [FIRST_MAGIC, FIRST_BYTES, FIRST_OWN_ENTRY] = [0x1badb002, 0x2000, 0x10000] as const;
const [SECOND_MAGIC, SECOND_BYTES] = [0xe85250d6, 0x8000] as const;
const ENTRY_TAGS = [3, 8, 9];
const TAGS = 16;

function isFirst(view: DataView, at: number): boolean {
  if (view.getUint32(at, true) !== FIRST_MAGIC) return false;
  const flags = view.getUint32(at + 4, true);
  return ((FIRST_MAGIC + flags + view.getUint32(at + 8, true)) & 0xffffffff) === 0 && (flags & FIRST_OWN_ENTRY) === 0;
}

function namesEntry(view: DataView, at: number, length: number): boolean {
  for (let tag = at + TAGS; tag + 8 <= Math.min(at + length, view.byteLength); tag += Math.max(8, (view.getUint32(tag + 4, true) + 7) & ~7))
    if (ENTRY_TAGS.includes(view.getUint16(tag, true))) return true;
  return false;
}

function isSecond(view: DataView, at: number): boolean {
  if (view.getUint32(at, true) !== SECOND_MAGIC) return false;
  const [architecture, length, sum] = [4, 8, 12].map((offset) => view.getUint32(at + offset, true)) as [number, number, number];
  return ((SECOND_MAGIC + architecture + length + sum) & 0xffffffff) === 0 && !namesEntry(view, at, length);
}

/** The name of the protocol by which the file's entry is 32-bit code; undefined if there is none. */
export function narrowProtocol(access: RandomAccess): string | undefined {
  const bytes = access.read(0, Math.min(access.size, SECOND_BYTES));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + TAGS <= bytes.length; at += 4) {
    if (at < FIRST_BYTES && isFirst(view, at)) return "Multiboot";
    if (at % 8 === 0 && isSecond(view, at)) return "Multiboot 2";
  }
  return undefined;
}
