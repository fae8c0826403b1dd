// A Host that lives in memory: a map of paths to bytes, and streams that collect what is written.
import { FileError } from "./host.ts";
import type { FileStatus, FileSystem, Host, Output, RandomAccess } from "./host.ts";

/** RandomAccess over bytes in memory. */
export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close: () => {},
  };
}

export class MemoryFiles implements FileSystem {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>(["/"]);

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, data] of Object.entries(files)) this.writeAtomically(path, data);
  }

  status(path: string): FileStatus | undefined {
    const file = this.files.get(path);
    if (file !== undefined) return { kind: "file", size: file.length, modified: 0, mode: 0o644 };
    return this.folders.has(path) ? { kind: "folder", size: 0, modified: 0, mode: 0o755 } : undefined;
  }

  read(path: string): Uint8Array {
    const file = this.files.get(path);
    if (file === undefined) throw new FileError(this.folders.has(path) ? "EISDIR" : "ENOENT", path);
    return file;
  }

  open(path: string): RandomAccess {
    return bytesAccess(this.read(path));
  }

  list(path: string): readonly string[] {
    if (!this.folders.has(path)) throw new FileError("ENOENT", path);
    const prefix = path === "/" ? "/" : `${path}/`;
    const names = [...this.files.keys(), ...this.folders]
      .filter((other) => other.startsWith(prefix) && other.length > prefix.length)
      .map((other) => other.slice(prefix.length).split("/", 1)[0] as string);
    return [...new Set(names)].sort();
  }

  makeFolder(path: string): void {
    for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) this.folders.add(at);
  }

  writeAtomically(path: string, data: string | Uint8Array): void {
    this.makeFolder(path.slice(0, path.lastIndexOf("/")));
    this.files.set(path, typeof data === "string" ? new TextEncoder().encode(data) : data);
  }

  remove(path: string): void {
    for (const other of [...this.files.keys()]) if (other === path || other.startsWith(`${path}/`)) this.files.delete(other);
    for (const other of [...this.folders]) if (other === path || other.startsWith(`${path}/`)) this.folders.delete(other);
  }

  /** Nobody else is there. */
  lock(path: string): () => void {
    this.writeAtomically(path, "");
    return () => {};
  }

  realPath(path: string): string {
    return path;
  }
}

export class CollectedOutput implements Output {
  readonly isTerminal = false;
  readonly columns = undefined;
  #chunks: string[] = [];

  get text(): string {
    return this.#chunks.join("");
  }

  write(text: string | Uint8Array): void {
    this.#chunks.push(typeof text === "string" ? text : new TextDecoder().decode(text));
  }
}

export interface MemoryHost extends Host {
  readonly files: MemoryFiles;
  readonly stdout: CollectedOutput;
  readonly stderr: CollectedOutput;
}

export function memoryHost(
  files: Readonly<Record<string, string | Uint8Array>>,
  currentDirectory = "/",
  environment: Readonly<Record<string, string>> = {},
): MemoryHost {
  return {
    files: new MemoryFiles(files),
    environment,
    currentDirectory,
    programFolder: "/kbuild",
    now: () => 0,
    stdout: new CollectedOutput(),
    stderr: new CollectedOutput(),
    stdin: { readAll: () => new Uint8Array() },
  };
}
