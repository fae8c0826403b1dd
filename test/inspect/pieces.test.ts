// A dump large enough to be divided, printed by one thread and in pieces, every other one by a second printer: the same bytes.
import { expect, test } from "vitest";
import type { RandomAccess } from "../../src/base/host.ts";
import { writeObject } from "../../src/elf/write-object.ts";
import type { ObjectSection } from "../../src/elf/object.ts";
import type { Desk, DumpHelpers, DumpJob } from "../../src/inspect/desk.ts";
import { piecePrinter } from "../../src/inspect/objdump/disassemble.ts";
import { objdump, pieceContext } from "../../src/inspect/objdump/objdump.ts";

const STEP = 23_000;

/** Instructions of ten bytes: `movabsq $IMMEDIATE, %rax`. */
function code(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at + 10 <= size; at += 10) bytes.set([0x48, 0xb8, at & 0xff, (at >> 8) & 0xff, (at >> 16) & 0xff, 1, 2, 3, 4, 5], at);
  return bytes;
}

const section = (name: string, size: number): ObjectSection => {
  return { name, type: 1, flags: 6, alignment: 16, entrySize: 0, data: code(size), size, relocations: [] };
};
// The first section's symbols begin behind its start; one region of the second is too large for another thread.
const sections = [section(".first", 1_000_000), section(".second", 1_100_000)];
const symbols = Array.from({ length: 42 }, (_, i) => ({
  name: `f${i}`,
  value: BigInt(100 + i * STEP),
  size: 0n,
  binding: 0,
  type: 2,
  visibility: 0,
  place: 0,
}));
const file = writeObject({ name: "large.o", is64: true, littleEndian: true, machine: 62, flags: 0, osAbi: 0, sections, symbols });

class GatheringDesk implements Desk {
  readonly llvm = 15;
  readonly parts: Buffer[] = [];
  helped = 0;
  kept = 0;

  constructor(readonly divides: boolean) {}

  print(text: string): void {
    this.parts.push(Buffer.from(text, "latin1"));
  }
  printBytes(bytes: Uint8Array): void {
    this.parts.push(Buffer.from(bytes));
  }
  error(): void {}
  open(): RandomAccess {
    return { size: file.length, read: (at, length) => file.subarray(at, at + length), close: () => {} };
  }
  write(): void {}
  timeText(): string {
    return "";
  }
  sourceLines(): undefined {
    return undefined;
  }
  async helpers(job: DumpJob): Promise<DumpHelpers | undefined> {
    if (!this.divides) return undefined;
    const other = new GatheringDesk(false);
    const context = pieceContext(other, job);
    const printer = context === undefined ? undefined : await piecePrinter(context, job);
    const claimed = new Set<number>();
    const take = (piece: number): Uint8Array | undefined => {
      if (claimed.has(piece) || piece % 2 === 0 || printer?.print(piece) !== true) return undefined;
      this.helped++;
      return Buffer.concat(other.parts.splice(0));
    };
    // Where its turn comes, the other thread is at every fifth piece; two behind it are nobody's.
    const isBusy = (piece: number): boolean => piece % 5 === 1 && claimed.size * 2 < piece;
    const claim = (piece: number): boolean => {
      if (piece % 5 !== 2 && piece % 5 !== 4) return false;
      const isNew = !claimed.has(piece);
      claimed.add(piece);
      if (isNew) this.kept++;
      return isNew;
    };
    return { take, isBusy, claim };
  }
}

test("pieces of a disassembly, printed by two, are what one prints", { timeout: 120_000 }, async () => {
  const alone = new GatheringDesk(false);
  const divided = new GatheringDesk(true);
  expect(await objdump(alone, ["-d", "large.o"])).toBe(0);
  expect(await objdump(divided, ["-d", "large.o"])).toBe(0);
  expect(divided.helped).toBeGreaterThan(6);
  expect(divided.kept).toBeGreaterThan(3);
  expect(Buffer.concat(divided.parts).equals(Buffer.concat(alone.parts))).toBe(true);
});
