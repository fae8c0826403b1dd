// Which row below the code each annotation of a line gets, so that no label runs into another. Row 0 is the underline
// line. Annotations are taken from right to left; the order of equal starts is the order they were given in.
import type { Annotation } from "./annotate.ts";
import type { Look } from "./look.ts";

export interface Placed {
  readonly annotation: Annotation;
  readonly row: number;
}

export interface Placing {
  readonly placed: readonly Placed[];
  /** Rows below the underline line that the gutter bar must span. */
  readonly extraRows: number;
}

/** Whether `a` with `padding` columns after it meets `b`. */
function overlaps(a: Annotation, b: Annotation, padding: number): boolean {
  return (a.start >= b.start && a.start < b.end) || (b.start >= a.start && b.start < a.end + padding);
}

/** Starts and ends of multi-line spans draw a line across to the margin. */
export function takesSpace({ kind }: Annotation): boolean {
  return kind === "start" || kind === "end";
}

function mustLeaveFirstRow(annotation: Annotation, further: readonly Annotation[]): boolean {
  return (
    annotation.label !== "" &&
    further.some(
      (next) => overlaps(next, annotation, 0) && !(next.start === annotation.start && next.end === annotation.end && next.label === ""),
    )
  );
}

function pushesDown(annotation: Annotation, next: Annotation, row: number): boolean {
  const padding = next.label === "" ? 0 : next.label.length + 2;
  if (next.label !== "" && annotation.label !== "" && overlaps(next, annotation, padding)) return true;
  if (takesSpace(annotation) && (next.label !== "" || takesSpace(next))) return true;
  if (takesSpace(next) && annotation.label !== "") return true;
  return overlaps(next, annotation, padding) && next.end <= annotation.end && next.label !== "" && row === 0;
}

export function placeLabels(annotations: readonly Annotation[], look: Look): Placing {
  const sorted = [...annotations].sort((a, b) => b.start - a.start);
  const placed: { annotation: Annotation; row: number }[] = [];
  let row = 0;
  let lowest = 0;
  sorted.forEach((annotation, i) => {
    const further = sorted.slice(i + 1);
    if (row === 0 && mustLeaveFirstRow(annotation, further)) row++;
    placed.push({ annotation, row });
    if (further.some((next) => pushesDown(annotation, next, row))) row++;
    lowest = Math.max(lowest, row);
  });
  const extraRows = lowest === 0 ? 0 : lowest + 1;
  if (look.modern && placed.every(({ annotation }) => annotation.kind === "start")) return turnedRound(placed, extraRows);
  return { placed, extraRows };
}

/** Where several multi-line spans start on one line, the leftmost start gets the first row: fewer lines cross. */
function turnedRound(placed: readonly Placed[], extraRows: number): Placing {
  const lowest = Math.max(...placed.map(({ row }) => row));
  return { placed: placed.map(({ annotation, row }) => ({ annotation, row: lowest - row })), extraRows: Math.max(0, extraRows - 1) };
}
