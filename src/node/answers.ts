// What a run asked of the machine and what it was answered. A build with nothing to do asks a few dozen questions (is this file
// there, is it as it was?) and says a line: where each answer is still the same, so is the line. The record lies in the target
// folder; it is looked at before anything else of kbuild is loaded. Whatever cannot be asked again so simply (a run that wrote
// something, took a lock or read its input) leaves no record.
import { readFileSync, realpathSync, statSync } from "node:fs";
import { BUILD_ID } from "../base/build-id.ts";
import { Fnv64 } from "../base/fnv.ts";
import { FileError } from "../base/host.ts";
import type { FileSystem, Host, Output } from "../base/host.ts";

/** inode, bytes, milliseconds since 1970 of the contents' and of the inode's last change; a folder that was not listed is there. */
type Seen = readonly [number, number, number, number] | "folder" | null;

export interface Answers {
  /** All that is not a file. */
  readonly circumstances: string;
  readonly files: readonly (readonly [string, Seen])[];
  readonly realPaths: readonly (readonly [string, string])[];
  /** Descriptor and text. */
  readonly said: readonly (readonly [1 | 2, string])[];
}

type Question = "status" | "contents" | "list";

function seen(path: string, question: Question): Seen {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return null;
    if (stats.isDirectory() && question !== "list") return "folder";
    return [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs];
  } catch {
    return null;
  }
}

const isSame = (one: Seen, other: Seen): boolean =>
  one === other || (Array.isArray(one) && Array.isArray(other) && one.every((part, i) => part === other[i]));

/** A variable may hold a secret, and records are read by others: they hold a hash. */
function circumstances(host: Host, argv: readonly string[]): string {
  const hash = new Fnv64();
  for (const name of Object.keys(host.environment).sort()) hash.text(`${name}=${host.environment[name]}\0`);
  const outputs = [host.stdout, host.stderr].map(({ isTerminal, columns }) => [isTerminal, columns]);
  return JSON.stringify([BUILD_ID, host.currentDirectory, argv, outputs, hash.digits]);
}

/** Where the record of these words may lie: below the folders that a build in this folder makes unless it is told otherwise. */
function recordPaths(host: Host, argv: readonly string[]): readonly string[] {
  const hash = new Fnv64();
  hash.text(JSON.stringify([host.currentDirectory, argv]));
  const given = host.environment["CARGO_TARGET_DIR"];
  const folders = given?.startsWith("/") === true ? [given] : [];
  for (let folder = host.currentDirectory; ; folder = folder.slice(0, folder.lastIndexOf("/"))) {
    folders.push(`${folder}/target`);
    if (folder === "") return folders.map((target) => `${target}/.kbuild/${hash.digits}.json`);
  }
}

/** Undefined if there is none, or none that was written whole: the run that follows does all by itself. */
function readRecord(path: string): Answers | undefined {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as Answers | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function isRealPath(path: string, real: string): boolean {
  try {
    return realpathSync(path) === real;
  } catch {
    return false;
  }
}

function stillHolds(record: Answers): boolean {
  return (
    record.files.every(([path, before]) => isSame(before, seen(path, before !== null && before !== "folder" ? "list" : "status"))) &&
    record.realPaths.every(([path, real]) => isRealPath(path, real))
  );
}

/** What these words said here last, if all that they asked has the same answers. */
export function answeredBefore(host: Host, argv: readonly string[]): Answers["said"] | undefined {
  const record = recordPaths(host, argv)
    .map(readRecord)
    .find((found) => found !== undefined);
  if (record === undefined || record.circumstances !== circumstances(host, argv) || !stillHolds(record)) return undefined;
  return record.said;
}

/** Two changes of a file within its file system's smallest step of time look like one: so fresh a file is not trusted yet. */
const FINE_STEP = 50;
const COARSE_STEP = 2500;

const isSettled = (changed: number, started: number): boolean => changed < started - (changed % 1000 === 0 ? COARSE_STEP : FINE_STEP);

/** A Host that remembers what it was asked. */
export class Recorder {
  readonly host: Host;
  readonly #started = Date.now();
  /** Undefined from the moment on when a record would not hold. */
  #asked: Map<string, { question: Question; isThere: boolean }> | undefined = new Map();
  readonly #realPaths = new Map<string, string>();
  readonly #said: [1 | 2, string][] = [];

  constructor(
    readonly inner: Host,
    readonly argv: readonly string[],
  ) {
    this.host = {
      ...inner,
      files: this.#files(inner.files),
      stdout: this.#output(inner.stdout, 1),
      stderr: this.#output(inner.stderr, 2),
      stdin: { readAll: this.#spoiling(() => inner.stdin.readAll()) },
    };
  }

  #spoiling<A extends unknown[], R>(work: (...given: A) => R): (...given: A) => R {
    return (...given) => {
      this.#asked = undefined;
      return work(...given);
    };
  }

  #output(inner: Output, descriptor: 1 | 2): Output {
    const { isTerminal } = inner;
    return {
      isTerminal,
      get columns() {
        return inner.columns;
      },
      write: (text) => {
        if (typeof text === "string") this.#said.push([descriptor, text]);
        else this.#asked = undefined;
        inner.write(text);
      },
    };
  }

  #note(path: string, question: Question, isThere: boolean): void {
    const before = this.#asked?.get(path);
    // One that came or went meanwhile was not settled.
    if (before !== undefined && before.isThere !== isThere) this.#asked = undefined;
    if (before?.question !== "list") this.#asked?.set(path, { question, isThere });
  }

  #noting<R>(path: string, question: Question, work: () => R): R {
    try {
      const result = work();
      this.#note(path, question, true);
      return result;
    } catch (error) {
      this.#note(path, question, seen(path, question) !== null);
      throw error;
    }
  }

  #files(inner: FileSystem): FileSystem {
    return {
      status: (path) => {
        const status = inner.status(path);
        this.#note(path, "status", status !== undefined);
        return status;
      },
      read: (path) => this.#noting(path, "contents", () => inner.read(path)),
      open: (path) => this.#noting(path, "contents", () => inner.open(path)),
      list: (path) => this.#noting(path, "list", () => inner.list(path)),
      realPath: (path) => this.#realPath(path, inner),
      makeFolder: this.#spoiling((path) => inner.makeFolder(path)),
      writeAtomically: this.#spoiling((path, data, mode) => inner.writeAtomically(path, data, mode)),
      remove: this.#spoiling((path) => inner.remove(path)),
      lock: this.#spoiling((path, blocked) => inner.lock(path, blocked)),
    };
  }

  #realPath(path: string, inner: FileSystem): string {
    try {
      const real = inner.realPath(path);
      this.#realPaths.set(path, real);
      return real;
    } catch (error) {
      this.#asked = undefined;
      throw error;
    }
  }

  /** Writes down what was asked, for a build into `targetFolder`. A target folder that takes no record has none. */
  keep(targetFolder: string | undefined): void {
    const path = recordPaths(this.inner, this.argv).find((place) => place.startsWith(`${targetFolder}/.kbuild/`));
    const files = this.#settled();
    if (path === undefined || files === undefined) return;
    const record: Answers = {
      circumstances: circumstances(this.inner, this.argv),
      files,
      realPaths: [...this.#realPaths],
      said: this.#said,
    };
    try {
      this.inner.files.writeAtomically(path, JSON.stringify(record));
    } catch (error) {
      // Read-only or full: the next run asks for itself again.
      if (!(error instanceof FileError)) throw error;
    }
  }

  #settled(): Answers["files"] | undefined {
    const files: [string, Seen][] = [];
    for (const [path, { question, isThere }] of this.#asked ?? []) {
      const now = seen(path, question);
      if ((now !== null) !== isThere) return undefined;
      if (Array.isArray(now) && !isSettled(now[3], this.#started)) return undefined;
      files.push([path, now]);
    }
    return this.#asked === undefined ? undefined : files;
  }
}
