// Where spans lie, in the units that drawing needs: lines from 1, columns in characters and in display columns, both
// from 0. Lines come as they are shown: without line end, tabs as four blanks, controls as pictures.
import { lastNotAbove } from "../base/source.ts";
import type { SourceFile } from "../base/source.ts";
import { shownAs, textWidth } from "./character-width.ts";

export interface Place {
  /** From 1. */
  readonly line: number;
  /** Characters before it on its line. */
  readonly character: number;
  /** Display columns before it on its line. */
  readonly column: number;
}

/** The text of line `line` (from 1) without its end; undefined past the last one. */
export function lineText(file: SourceFile, line: number): string | undefined {
  const start = file.lineStarts[line - 1];
  if (start === undefined || (line > 1 && start >= file.text.length)) return undefined;
  const next = file.lineStarts[line];
  let end = next === undefined ? file.text.length : next - 1;
  if (file.text.charAt(end - 1) === "\n" && end > start) end--;
  if (file.text.charAt(end - 1) === "\r" && file.text.charAt(end) === "\n" && end > start) end--;
  return file.text.slice(start, end);
}

/** A line as shown. */
export function shownLine(text: string, pictures: boolean): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let shown = "";
  for (const character of text) shown += shownAs(character, pictures);
  return shown;
}

/** Display columns of a part of a line. */
export function shownWidth(text: string, pictures: boolean): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : textWidth(shownLine(text, pictures));
}

function lineOf(file: SourceFile, offset: number): number {
  const line = lastNotAbove(file.lineStarts, offset);
  // The end of a text that ends with a line break counts as on its last line.
  return line > 0 && file.lineStarts[line] === file.text.length ? line - 1 : line;
}

/** The place of `offset` in a file's text. The line break itself is one column; its carriage return none. */
export function placeOf(file: SourceFile, offset: number, pictures: boolean): Place {
  const line = lineOf(file, offset);
  const start = file.lineStarts[line] as number;
  const text = lineText(file, line + 1) ?? "";
  const within = file.text.slice(start, Math.min(offset, start + text.length));
  const beyond = Math.max(0, offset - start - text.length - (file.text.charAt(start + text.length) === "\r" ? 1 : 0));
  return { line: line + 1, character: [...within].length + beyond, column: shownWidth(within, pictures) + beyond };
}
