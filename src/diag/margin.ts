// The window through which long lines are shown. One window serves all lines of a snippet, chosen so that spans, and if
// possible their labels, stay in view; what it cuts off shows as `...`.
import type { AnnotatedFile } from "./annotate.ts";

export interface Margin {
  /** First display column shown. */
  readonly left: number;
  readonly cutsLeft: boolean;
  /** Column after the last one shown, for a line of this width. */
  right(lineWidth: number): number;
  cutsRight(lineWidth: number): boolean;
}

/** Room kept round spans for the `...` of the cut. */
const PADDING = 6;

interface Extent {
  readonly blanks: number;
  readonly spanLeft: number;
  readonly spanRight: number;
  readonly labelRight: number;
  readonly longest: number;
}

function extentOf({ lines }: AnnotatedFile, texts: readonly string[]): Extent {
  const leading = texts.filter((text) => /\S/.test(text)).map((text) => text.length - text.trimStart().length);
  const annotations = lines.flatMap((line) => line.annotations);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const least = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((a, b) => Math.min(a, b)));
  return {
    blanks: Math.max(0, least(leading) - PADDING),
    spanLeft: Math.max(0, least(annotations.map(({ start, end }) => Math.min(start, end))) - PADDING),
    spanRight: most(annotations.map(({ end }) => end)) + PADDING,
    labelRight: most(annotations.map(({ end, label }) => end + (label === "" ? 0 : label.length + 1))) + PADDING,
    longest: most(texts.map((text) => text.length)),
  };
}

/** `[left, right)` of the window. */
function choose({ blanks, spanLeft, spanRight, labelRight, longest }: Extent, width: number): [number, number] {
  const left = blanks > 20 ? blanks - 16 : 0;
  const right = Math.max(longest, left);
  if (right - left <= width) return [left, right];
  if (labelRight >= blanks && labelRight - blanks <= width) return [blanks, blanks + width];
  if (labelRight - spanLeft <= width) return from(spanLeft - Math.floor((width - (labelRight - spanLeft)) / 2), width);
  if (spanRight - spanLeft <= width) return from(spanLeft - Math.floor((width - (spanRight - spanLeft)) / 5) * 2, width);
  return [spanLeft, spanRight];
}

function from(left: number, width: number): [number, number] {
  const start = Math.max(0, left);
  return [start, start + width];
}

/** `texts` are the annotated lines as shown, in the file's order; `width` the columns there are for code. */
export function marginFor(file: AnnotatedFile, texts: readonly string[], width: number): Margin {
  const extent = extentOf(file, texts);
  const [left, right] = choose(extent, width);
  const padded = right === extent.spanRight || right === extent.labelRight ? right - PADDING : right;
  return {
    left,
    cutsLeft: left > 0,
    right: (lineWidth) => (lineWidth - left <= width ? lineWidth : Math.min(lineWidth, right)),
    cutsRight: (lineWidth) => padded < lineWidth && left + width < lineWidth,
  };
}
