// The snippets of a group: for each file its origin line and its annotated lines, with what lies between them.
import type { SourceFile } from "../base/source.ts";
import type { AnnotatedFile, AnnotatedLine } from "./annotate.ts";
import { drawBar, drawCode, drawLine } from "./draw-line.ts";
import type { Canvas } from "./draw-line.ts";
import { DEFAULT_WIDTH } from "./look.ts";
import type { Look } from "./look.ts";
import { marginFor } from "./margin.ts";
import { lineText, shownLine } from "./places.ts";
import type { StyledBuffer } from "./styled-buffer.ts";

export interface Paper {
  readonly buffer: StyledBuffer;
  /** Digits of the largest line number of the diagnostic. */
  readonly gutter: number;
  readonly look: Look;
  /** Columns of the terminal, if one is written to. */
  readonly width: number | undefined;
}

/** `  --> path:line:column`, arrow and place given. */
export function drawOrigin({ buffer, gutter }: Paper, arrow: string, place: string): void {
  const row = buffer.height;
  buffer.puts(row, gutter, `${arrow} `, "gutter");
  buffer.append(row, place, "location");
}

export interface Origin {
  readonly file: SourceFile;
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
}

export function drawFiles(paper: Paper, files: readonly AnnotatedFile[], origin: Origin): void {
  files.forEach((file, index) => {
    if (file.file.hasSource) drawFile(paper, file, index, origin);
    else if (paper.look.showsMissingFiles) {
      const isBehindCode = files[index - 1]?.file.hasSource === true;
      if (isBehindCode && paper.look.modern) drawBar(paper.buffer, paper.buffer.height, paper.gutter);
      drawWithoutSource(paper, file);
    }
  });
}

function drawFile(paper: Paper, annotated: AnnotatedFile, index: number, origin: Origin): void {
  const { file } = annotated;
  if (file === origin.file) {
    drawOrigin(paper, "-->", `${file.shownName}:${origin.line}:${origin.column}`);
  } else {
    if (index > 0 || paper.look.modern) drawBar(paper.buffer, paper.buffer.height, paper.gutter);
    const first = annotated.lines[0] as AnnotatedLine;
    drawOrigin(paper, ":::", `${file.shownName}:${first.line}:${(first.annotations[0]?.character ?? 0) + 1}`);
  }
  drawBar(paper.buffer, paper.buffer.height, paper.gutter);
  drawLines(paper, annotated);
}

function canvasFor(paper: Paper, annotated: AnnotatedFile, texts: readonly string[]): Canvas {
  const margin = paper.gutter + 3;
  const code = annotated.depth === 0 ? margin : margin + annotated.depth + 1;
  const width =
    paper.width === undefined && !paper.look.widthCountsGutter ? DEFAULT_WIDTH : Math.max(0, (paper.width ?? DEFAULT_WIDTH) - code);
  return {
    buffer: paper.buffer,
    columns: { gutter: paper.gutter, margin, code },
    margin: marginFor(annotated, texts, width),
    look: paper.look,
  };
}

function drawLines(paper: Paper, annotated: AnnotatedFile): void {
  const text = (line: number) => shownLine(lineText(annotated.file, line) ?? "", paper.look.pictures);
  const canvas = canvasFor(
    paper,
    annotated,
    annotated.lines.map(({ line }) => text(line)),
  );
  const open = new Map<number, boolean>();
  annotated.lines.forEach((annotatedLine, index) => {
    const from = paper.buffer.height;
    const turning = drawLine(canvas, annotatedLine, text(annotatedLine.line));
    const beginning = [...turning].filter(([depth]) => !open.delete(depth));
    drawOpenBars(canvas, from, open);
    const next = annotated.lines[index + 1];
    if (next !== undefined) drawBetween(canvas, annotatedLine, next, new Map([...open, ...beginning]), text);
    for (const [depth, primary] of beginning) open.set(depth, primary);
  });
}

function drawOpenBars({ buffer, columns }: Canvas, from: number, bars: ReadonlyMap<number, boolean>): void {
  for (let row = from; row < buffer.height; row++) {
    for (const [depth, primary] of bars) buffer.put(row, columns.margin + depth - 1, "|", primary ? "primary" : "secondary");
  }
}

/** One line in between is shown, more become `...`. */
function drawBetween(
  canvas: Canvas,
  before: AnnotatedLine,
  after: AnnotatedLine,
  bars: ReadonlyMap<number, boolean>,
  text: (line: number) => string,
): void {
  const row = canvas.buffer.height;
  if (after.line - before.line > 2) canvas.buffer.puts(row, 0, "...", "gutter");
  else if (after.line - before.line === 2) drawCode(canvas, row, before.line + 1, text(before.line + 1));
  drawOpenBars(canvas, row, bars);
}

/** A file that is not there: where, and the labels as notes. */
function drawWithoutSource(paper: Paper, { file, lines }: AnnotatedFile): void {
  lines.forEach(({ line, annotations }, index) => {
    const sorted = [...annotations].sort((a, b) => b.start - a.start);
    const labels = sorted.filter(({ label }) => label !== "");
    if (index > 0 && labels.length === 0) return;
    const column = (sorted[0]?.character ?? 0) + (paper.look.modern ? 0 : 1);
    drawOrigin(paper, index === 0 ? "-->" : ":::", `${file.shownName}:${line}:${column}`);
    for (const { label, primary } of labels) {
      drawBar(paper.buffer, paper.buffer.height, paper.gutter);
      const row = paper.buffer.height;
      paper.buffer.puts(row, paper.gutter, " = note: ", primary ? "primary-label" : "secondary-label");
      paper.buffer.append(row, label, primary ? "primary-label" : "secondary-label");
    }
  });
}
