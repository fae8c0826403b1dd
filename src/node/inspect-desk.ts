// The inspectors' Desk on this process: files by range, output gathered into large writes, byte text as it is.
import { chmodSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import type { RandomAccess } from "../base/host.ts";
import type { Farm } from "./farm.ts";
import { openFile, orFileError } from "./file-access.ts";
import { writeFully } from "./descriptors.ts";
import { unpack } from "./unpack.ts";

/** What threads are told that help with a dump. */
interface DumpJob {
  readonly llvm: 15 | 22;
  readonly path: string;
  readonly args: readonly string[];
  readonly code: readonly Uint8Array[];
}

export interface RealDesk {
  readonly llvm: 15 | 22;
  print(text: string): void;
  printBytes(bytes: Uint8Array): void;
  error(text: string): void;
  open(path: string): RandomAccess;
  write(path: string, bytes: Uint8Array, like: string, keepDates: boolean): void;
  helpers(job: DumpJob, pieces: number): Promise<Farm<Uint8Array> | undefined>;
  timeText(seconds: number): string;
  sourceLines(path: string): readonly string[] | undefined;
  unpack(bytes: Uint8Array, size: number, zstd: boolean): Uint8Array | undefined;
  flush(): void;
}

const LARGE = 1 << 16;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function timeText(seconds: number): string {
  const date = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${DAYS[date.getDay()]} ${MONTHS[date.getMonth()]} ${String(date.getDate()).padStart(2)} ${clock} ${date.getFullYear()}`;
}

/** Byte text of a path to the path the file system knows. */
const realPath = (path: string): string => Buffer.from(path, "latin1").toString("utf8");

function memory(bytes: Uint8Array): RandomAccess {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => {} };
}

/** A new file takes the old one's place, with its permission bits (and times, when asked). */
function replace(path: string, bytes: Uint8Array, like: string, keepDates: boolean): void {
  if (path === "-") return writeFully(1, bytes);
  const target = realPath(path);
  const before = orFileError(path, () => statSync(realPath(like), { throwIfNoEntry: false }));
  const temporary = `${target}.kbuild-${process.pid}`;
  orFileError(path, () => {
    try {
      writeFileSync(temporary, bytes);
      if (before !== undefined) chmodSync(temporary, before.mode & 0o7777);
      if (before !== undefined && keepDates) utimesSync(temporary, before.atime, before.mtime);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

function sourceLines(path: string): readonly string[] | undefined {
  try {
    return readFileSync(realPath(path), "latin1").split("\n");
  } catch {
    return undefined;
  }
}

async function helpers(job: DumpJob, pieces: number): Promise<Farm<Uint8Array> | undefined> {
  const { dumpFarm } = await import("./dump-farm.ts");
  return dumpFarm(new URL("../../bin/dump-worker.js", import.meta.url), job, pieces);
}

export function realDesk(llvm: 15 | 22): RealDesk {
  let pending: string[] = [];
  let length = 0;
  const flush = (): void => {
    if (length === 0) return;
    const bytes = Buffer.from(pending.join(""), "latin1");
    pending = [];
    length = 0;
    writeFully(1, bytes);
  };
  return {
    llvm,
    print(text) {
      pending.push(text);
      length += text.length;
      if (length >= LARGE) flush();
    },
    printBytes(bytes) {
      flush();
      writeFully(1, bytes);
    },
    error(text) {
      flush();
      writeFully(2, Buffer.from(text, "latin1"));
    },
    open: (path) => (path === "-" ? memory(readFileSync(0)) : openFile(realPath(path))),
    write: replace,
    helpers,
    timeText,
    sourceLines,
    unpack,
    flush,
  };
}
