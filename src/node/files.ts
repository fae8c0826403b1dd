// The real file system behind the Host's FileSystem: synchronous calls of `node:fs`, errors by their POSIX names.
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Stats } from "node:fs";
import { FileError } from "../base/host.ts";
import type { FileStatus, FileSystem } from "../base/host.ts";
import { openFile, orFileError } from "./file-access.ts";
import { lockFile } from "./lock.ts";

function kindOf(stats: Stats): FileStatus["kind"] {
  if (stats.isFile()) return "file";
  return stats.isDirectory() ? "folder" : "other";
}

/** Below a file there is nothing, either, nor behind a link that leads to itself. */
function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOTDIR" || error.code === "ELOOP")) return undefined;
    return orFileError(path, () => {
      throw error;
    });
  }
}

let temporaryCount = 0;

/** Writes beside the target and renames over it, so that a reader sees the old file or the new, never a part. */
function writeAtomically(path: string, data: string | Uint8Array, mode?: number): void {
  const there = statIfThere(path);
  // A device or a pipe takes what is written, and stays what it is.
  if (there !== undefined && !there.isFile() && !there.isDirectory()) return writeFileSync(path, data);
  makeFolder(path.slice(0, path.lastIndexOf("/")) || "/");
  const temporary = `${path}.tmp-${process.pid}-${temporaryCount++}`;
  try {
    writeFileSync(temporary, data, mode === undefined ? {} : { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Folder by folder: `recursive` does not come to an end where a system makes none, below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw new FileError("EEXIST", path);
    return;
  }
  const parent = path.slice(0, path.lastIndexOf("/"));
  if (parent !== "") makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another build may have made it just now.
    if (!existsSync(path)) throw error;
  }
}

export const realFiles: FileSystem = {
  status(path) {
    const stats = statIfThere(path);
    return stats === undefined ? undefined : { kind: kindOf(stats), size: stats.size, modified: stats.mtimeMs, mode: stats.mode & 0o7777 };
  },
  read: (path) => orFileError(path, () => readFileSync(path)),
  open: openFile,
  list: (path) => orFileError(path, () => readdirSync(path)),
  makeFolder: (path) => orFileError(path, () => makeFolder(path)),
  writeAtomically: (path, data, mode) => orFileError(path, () => writeAtomically(path, data, mode)),
  remove: (path) => orFileError(path, () => rmSync(path, { recursive: true, force: true })),
  lock: (path, blocked) => orFileError(path, () => lockFile(path, blocked)),
  realPath: (path) => orFileError(path, () => realpathSync(path)),
};
