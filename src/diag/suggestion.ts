// Suggested code: the changed lines, as insertions with `+` under them, as `-`/`+` lines, or (before 1.87) as the new
// line with `~` under what replaced something.
import type { SourceFile, SourceMap } from "../base/source.ts";
import { lastNotAbove } from "../base/source.ts";
import type { FileLines } from "./annotations.ts";
import type { Edit, Suggestion } from "./diagnostic.ts";
import { DisplayLine } from "./display.ts";
import type { Grid } from "./grid.ts";
import type { Look } from "./render.ts";

export interface SuggestionContext {
  readonly grid: Grid;
  readonly sources: SourceMap;
  /** Digits of the widest line number. */
  readonly width: number;
  readonly look: Look;
  readonly linesOf: (file: SourceFile) => FileLines;
}

/** An edit by offsets in its file, what old and new text share at their ends taken off. */
interface Change {
  readonly lo: number;
  readonly hi: number;
  readonly text: string;
}

const MAX_ALTERNATIVES = 4;

function commonPrefix(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

function commonSuffix(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  return i;
}

function trimmed(file: SourceFile, { span, text }: Edit): Change {
  const lo = span.lo - file.start;
  const hi = span.hi - file.start;
  const old = file.text.slice(lo, hi);
  const prefix = commonPrefix(old, text);
  const suffix = commonSuffix(old.slice(prefix), text.slice(prefix));
  if (old === "" || (prefix + suffix < old.length && !(text.startsWith(old) || text.endsWith(old)))) return { lo, hi, text };
  return { lo: lo + prefix, hi: hi - suffix, text: text.slice(prefix, text.length - suffix) };
}

/** The file's text in a range of lines after the changes. */
function applied(file: SourceFile, changes: readonly Change[], from: number, to: number): string {
  let out = "";
  let at = from;
  for (const { lo, hi, text } of changes) {
    out += file.text.slice(at, lo) + text;
    at = hi;
  }
  return out + file.text.slice(at, to);
}

class SuggestionWriter {
  constructor(readonly context: SuggestionContext) {}

  #row(): number {
    return this.context.grid.height;
  }

  #bar(): void {
    this.context.grid.write(this.#row(), this.context.width + 1, "|", "line-number");
  }

  /** `12 | code`, `12 + code`: returns the row. */
  #line(number: number, sign: "|" | "+" | "-" | "~", code: string): number {
    const { grid, width, look } = this.context;
    const row = this.#row();
    const digits = String(number);
    grid.write(row, 0, look.alignRight ? digits.padStart(width) : digits.padEnd(width), "line-number");
    grid.write(row, width + 1, sign, sign === "+" ? "addition" : sign === "-" ? "removal" : "line-number");
    grid.write(row, width + 3, new DisplayLine(code).text, sign === "+" ? "addition" : sign === "-" ? "removal" : "plain");
    return row;
  }

  /** Marks under a line, at display columns. */
  #under(code: string, from: number, to: number, mark: string): void {
    const { grid, width } = this.context;
    const line = new DisplayLine(code);
    const row = this.#row();
    grid.put(row, width + 1, "|", "line-number");
    for (let column = line.column(from); column < line.column(to); column++) grid.put(row, width + 3 + column, mark, "addition");
  }

  /** One alternative; true if a bar line belongs behind it. */
  write(edits: readonly Edit[]): boolean {
    const file = this.context.sources.fileAt((edits[0] as Edit).span.lo);
    if (file === undefined) return false;
    this.#bar();
    const changes = edits.map((edit) => trimmed(file, edit)).sort((a, b) => a.lo - b.lo);
    const first = lastNotAbove(file.lineStarts, (changes[0] as Change).lo);
    const last = lastNotAbove(file.lineStarts, Math.max(...changes.map(({ hi }) => hi)));
    const from = file.lineStarts[first] as number;
    const to = (file.lineStarts[last + 1] ?? file.text.length + 1) - 1;
    const before = file.text.slice(from, to);
    const after = applied(file, changes, from, to);
    if (first === last && !after.includes("\n")) return this.#oneLine(file, changes, first, before, after);
    return this.#severalLines(first, before.split("\n"), after.split("\n"));
  }

  #oneLine(file: SourceFile, changes: readonly Change[], line: number, before: string, after: string): boolean {
    const insertsOnly = changes.every(({ lo, hi }) => lo === hi);
    if (insertsOnly) {
      this.#line(line + 1, "|", after);
      this.#underInsertions(file, changes, line, after);
      return false;
    }
    const deletesOnly = changes.every(({ text }) => text === "");
    if (this.context.look.diffs || deletesOnly) {
      this.#line(line + 1, "-", before);
      if (after.trim() !== "") this.#line(line + 1, "+", after);
      return true;
    }
    this.#line(line + 1, "|", after);
    this.#underReplacements(file, changes, line, after);
    return false;
  }

  #underInsertions(file: SourceFile, changes: readonly Change[], line: number, after: string): void {
    let shift = -(file.lineStarts[line] as number);
    const { grid, width } = this.context;
    const row = this.#row();
    grid.put(row, width + 1, "|", "line-number");
    for (const { lo, text } of changes) {
      const lead = text.length - text.trimStart().length;
      const shown = new DisplayLine(after);
      const end = lo + shift + text.trimEnd().length;
      for (let column = shown.column(lo + shift + lead); column < shown.column(end); column++)
        grid.put(row, width + 3 + column, "+", "addition");
      shift += text.length;
    }
  }

  #underReplacements(file: SourceFile, changes: readonly Change[], line: number, after: string): void {
    let shift = -(file.lineStarts[line] as number);
    for (const { lo, hi, text } of changes) {
      this.#under(after, lo + shift, lo + shift + text.length, "~");
      shift += text.length - (hi - lo);
    }
  }

  /** A block of lines: new ones with `+`, unchanged ones with `|`, partly changed ones with `~`. */
  #severalLines(first: number, before: readonly string[], after: readonly string[]): boolean {
    const start = commonLines(before, after);
    const end = commonLines([...before].reverse().slice(0, before.length - start), [...after].reverse().slice(0, after.length - start));
    const removed = before.length - start - end;
    const added = after.slice(start, after.length - end);
    if (removed === 0) {
      added.forEach((code, i) => this.#line(first + start + 1 + i, "+", code));
      const following = after[after.length - end];
      if (end > 0 && following !== undefined) this.#line(first + after.length - end + 1, "|", following);
      return !(end > 0 && following !== undefined) || true;
    }
    after.forEach((code, i) => this.#line(first + 1 + i, i < start || i >= after.length - end ? "|" : "~", code));
    return true;
  }
}

function commonLines(a: readonly string[], b: readonly string[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

/** Draws a suggestion below its `help:` title. True if a bar line follows it. */
export function writeSuggestion(suggestion: Suggestion, context: SuggestionContext): boolean {
  const shown = suggestion.alternatives.slice(0, MAX_ALTERNATIVES);
  const writer = new SuggestionWriter(context);
  const endsWithBar = shown.map((edits) => writer.write(edits)).at(-1) ?? false;
  const more = suggestion.alternatives.length - shown.length;
  if (more > 0) context.grid.write(context.grid.height, context.width + 1, `and ${more} other candidate${more === 1 ? "" : "s"}`, "plain");
  return endsWithBar;
}
