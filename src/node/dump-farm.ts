// The threads that help with a large dump. A chunk of its own: small files are looked at without.
import { availableParallelism } from "node:os";
import { Farm } from "./farm.ts";

/** Each thread has symbols and a disassembler of its own, a hundred megabytes for a large file: two threads stay below 400. */
const MOST_HELPERS = 1;
/** Pieces that wait for their turn, per thread. */
const AHEAD = 4;

/** Threads at work on pieces 0 up to `pieces`; undefined where there is one processor. */
export function dumpFarm(worker: URL, job: unknown, pieces: number): Farm<Uint8Array> | undefined {
  const workers = Math.min(availableParallelism() - 1, MOST_HELPERS);
  if (workers < 1) return undefined;
  const farm = new Farm<Uint8Array>(worker, job, workers, workers * AHEAD);
  farm.start(Array.from({ length: pieces }, (_, i) => i));
  return farm;
}
