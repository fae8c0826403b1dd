// Files read by range, and the errors of `node:fs` by their POSIX names. Apart from the rest of the file system, for the inspectors
// need no more: what locks files brings Node's networking along, which takes longer to load than a small file to look at.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { FileError } from "../base/host.ts";
import type { RandomAccess } from "../base/host.ts";

export function orFileError<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (error instanceof Error && "code" in error && typeof error.code === "string") throw new FileError(error.code, path);
    throw error;
  }
}

/** A file on disk, read by range. */
class FileAccess implements RandomAccess {
  readonly #descriptor: number;
  readonly size: number;

  constructor(readonly path: string) {
    this.#descriptor = orFileError(path, () => openSync(path, "r"));
    const stats = fstatSync(this.#descriptor);
    this.size = stats.size;
    if (!stats.isDirectory()) return;
    this.close();
    throw new FileError("EISDIR", path);
  }

  read(offset: number, length: number): Uint8Array {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    for (let done = 0; done < buffer.length;) {
      const count = orFileError(this.path, () => readSync(this.#descriptor, buffer, done, buffer.length - done, offset + done));
      if (count === 0) return buffer.subarray(0, done);
      done += count;
    }
    return buffer;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Throws FileError. */
export const openFile = (path: string): RandomAccess => new FileAccess(path);
