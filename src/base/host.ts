// The one door to the outside. Whatever touches files, the terminal, the clock or the environment takes a Host;
// `node/` gives the real one, `base/memory-host.ts` one in memory for tests and browsers.

/** Paths are absolute, with `/` between names (the real host maps them on systems that differ). */
export interface Host {
  readonly files: FileSystem;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly currentDirectory: string;
  /** Where kbuild itself lies, with its core: what rustc calls the sysroot. */
  readonly programFolder: string;
  /** Milliseconds since an arbitrary moment, never going back. */
  now(): number;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: { readAll(): Uint8Array };
  /** Unpacks zlib's form (`zstd`: Zstandard's) into at most `size` bytes; undefined where that cannot be done. */
  unpack?(bytes: Uint8Array, size: number, zstd: boolean): Uint8Array | undefined;
}

/** A stream of the process. A closed pipe ends the process quietly; that is the real host's business. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in columns, where it is a terminal. */
  readonly columns: number | undefined;
  write(text: string | Uint8Array): void;
}

/** What went wrong with a file, by its POSIX name: `ENOENT`, `EISDIR`, `EACCES`, `ENOSPC`, `EROFS`, ... */
export class FileError extends Error {
  constructor(
    readonly code: string,
    readonly path: string,
  ) {
    super(`${describeErrno(code)} (${code}): ${path}`);
  }
}

export interface FileStatus {
  readonly kind: "file" | "folder" | "other";
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly mode: number;
}

/** Synchronous throughout: a build is a chain of small reads. All methods throw FileError. */
export interface FileSystem {
  status(path: string): FileStatus | undefined;
  read(path: string): Uint8Array;
  /** Opens for ranged reading, without loading the whole. */
  open(path: string): RandomAccess;
  list(path: string): readonly string[];
  makeFolder(path: string): void;
  /** Writes the whole file or leaves what was there: a temporary file beside it, then a rename. */
  writeAtomically(path: string, data: string | Uint8Array, mode?: number): void;
  remove(path: string): void;
  /**
   * Waits until no other process has the lock of this file, and takes it; the file is made if it is not there. `blocked` is
   * called once if it must wait. Returns how to let go; a process that ends has let go.
   */
  lock(path: string, blocked: () => void): () => void;
  realPath(path: string): string;
}

/** Bytes that are read by range: a file on disk, or a Uint8Array. */
export interface RandomAccess {
  readonly size: number;
  /** Where a part of a file starts in it, in bytes; undefined for a whole file. */
  readonly start?: number;
  /** Bytes `[offset, offset + length)`, shorter at the end of the file. The result must not be written to. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
}

const ERRNO_WORDS: Readonly<Record<string, string>> = {
  ENOENT: "No such file or directory",
  EACCES: "Permission denied",
  EPERM: "Operation not permitted",
  EISDIR: "Is a directory",
  ENOTDIR: "Not a directory",
  ENOSPC: "No space left on device",
  EROFS: "Read-only file system",
  ELOOP: "Too many levels of symbolic links",
  ENAMETOOLONG: "File name too long",
  EEXIST: "File exists",
  ENOTEMPTY: "Directory not empty",
  EIO: "Input/output error",
};

/** The C library's words for an error (`strerror`), as the real tools print them. */
export function describeErrno(code: string): string {
  return ERRNO_WORDS[code] ?? code;
}
