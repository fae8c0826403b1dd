// A worker thread of objdump: opens the same file with the same options, and prints those pieces of the dump that it gets.
import { piecePrinter } from "../inspect/objdump/disassemble.ts";
import type { Desk, DumpJob } from "../inspect/desk.ts";
import { pieceContext } from "../inspect/objdump/objdump.ts";
import { farmJob, serveFarm } from "../node/farm.ts";
import { realDesk } from "../node/inspect-desk.ts";

/** Keeps what is printed, instead of writing it. */
class Gathering {
  #parts: Uint8Array[] = [];

  desk(llvm: 15 | 22): Desk {
    return { ...realDesk(llvm), print: () => {}, error: () => {}, printBytes: (bytes) => void this.#parts.push(bytes.slice()) };
  }

  taken(): Uint8Array {
    const bytes = new Uint8Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    return bytes;
  }
}

async function main(): Promise<void> {
  const job = farmJob() as DumpJob;
  const gathering = new Gathering();
  const context = pieceContext(gathering.desk(job.llvm), job);
  const printer = context === undefined ? undefined : await piecePrinter(context, job);
  if (printer === undefined) return;
  serveFarm((piece) => {
    const isPrinted = printer.print(piece);
    const bytes = gathering.taken();
    return isPrinted ? bytes : undefined;
  });
}

void main();
