// A mechanical cure as a value: files as they are and as they should be. What shows it is a diff; what applies it looks
// first whether the file is still what the cure was made for.
import type { Host } from "../base/host.ts";
import { FileError } from "../base/host.ts";

export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** Undefined: there is no such file yet. */
  readonly before: string | undefined;
  /** Undefined: the file goes away. */
  readonly after: string | undefined;
}

export interface DiffLine {
  /** From 1: of the old text for `-`, of the new text for `+` and for lines that stay. */
  readonly line: number;
  readonly sign: "-" | "+" | " ";
  readonly text: string;
}

const linesOf = (text: string | undefined): string[] => (text === undefined || text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** Lengths of the longest common subsequences of all tails. Files here are manifests: a few hundred lines. */
function commonTails(a: readonly string[], b: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    const row = table[i] as Uint32Array;
    const below = table[i + 1] as Uint32Array;
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? (below[j + 1] as number) + 1 : Math.max(below[j] as number, row[j + 1] as number);
  }
  return table;
}

/** The lines that go and come, without those that stay. */
export function diffLines({ before, after }: FileChange): DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const oldPart = a.slice(start, a.length - end);
  const newPart = b.slice(start, b.length - end);
  const tails = commonTails(oldPart, newPart);
  const out: DiffLine[] = [];
  for (let i = 0, j = 0; i < oldPart.length || j < newPart.length;) {
    if (i < oldPart.length && oldPart[i] === newPart[j] && j < newPart.length) {
      i++;
      j++;
    } else if (i < oldPart.length && (j >= newPart.length || (tails[i + 1]?.[j] ?? 0) >= (tails[i]?.[j + 1] ?? 0))) {
      out.push({ line: start + i + 1, sign: "-", text: oldPart[i] as string });
      i++;
    } else {
      out.push({ line: start + j + 1, sign: "+", text: newPart[j] as string });
      j++;
    }
  }
  return out;
}

/** A change of one file's text, or undefined if nothing would change. */
export function changed(file: { readonly path: string; readonly text: string }, after: string): FileChange | undefined {
  return after === file.text ? undefined : { path: file.path, before: file.text, after };
}

/** `lines` put in front of line `at` (from 1). */
export function withLines(text: string, at: number, lines: readonly string[]): string {
  const all = text.split("\n");
  return [...all.slice(0, at - 1), ...lines, ...all.slice(at - 1)].join("\n");
}

/** The text without line `at` (from 1). */
export function withoutLine(text: string, at: number): string {
  return text
    .split("\n")
    .filter((_, i) => i !== at - 1)
    .join("\n");
}

/** `lines` behind the end, after an empty line. */
export function withLinesAtEnd(text: string, lines: readonly string[]): string {
  const body = text.replace(/\n*$/, "");
  return `${body}${body === "" ? "" : "\n\n"}${lines.join("\n")}\n`;
}

/** The block of a table in a TOML text: its header's line (from 1) and the line behind its last. Comments above the next header are not its own. */
export function tableBlock(text: string, headerOffset: number): { readonly first: number; readonly end: number } {
  const lines = text.split("\n");
  const first = text.slice(0, headerOffset).split("\n").length;
  let end = first;
  while (end < lines.length && !/^\s*\[/.test(lines[end] as string)) end++;
  while (end > first && /^\s*(?:#.*)?$/.test(lines[end - 1] as string)) end--;
  return { first, end: end + 1 };
}

/** The text without a block, and without the empty line in front of it. */
export function withoutBlock(text: string, { first, end }: { readonly first: number; readonly end: number }): string {
  const lines = text.split("\n");
  const from = first > 1 && lines[first - 2]?.trim() === "" ? first - 2 : first - 1;
  lines.splice(from, end - 1 - from);
  return lines.join("\n");
}

export class StaleFile extends Error {
  constructor(readonly path: string) {
    super(`${path} has changed meanwhile`);
  }
}

function current(host: Host, path: string): string | undefined {
  if (host.files.status(path) === undefined) return undefined;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(host.files.read(path));
}

/** Writes all files or none that is stale. Throws StaleFile, FileError. */
export function applyChanges(host: Host, changes: readonly FileChange[]): void {
  for (const { path, before } of changes) if (current(host, path) !== before) throw new StaleFile(path);
  for (const { path, after } of changes) {
    if (after === undefined) host.files.remove(path);
    else writeWhole(host, path, after);
  }
}

function writeWhole({ files }: Host, path: string, text: string): void {
  const folder = path.slice(0, path.lastIndexOf("/"));
  if (files.status(folder) === undefined) files.makeFolder(folder);
  if (files.status(folder)?.kind !== "folder") throw new FileError("ENOTDIR", folder);
  files.writeAtomically(path, text);
}
