// Where code stands, in the units of who asks: `Location` and panics count display columns, as messages draw them (a tab
// is four, a wide character two), debug information counts bytes.
import { lineAt } from "../../base/source.ts";
import type { SourceFile, SourceMap, Span } from "../../base/source.ts";
import { shownWidth } from "../../diag/places.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { debugPath, shownPath } from "../../target/shown-path.ts";

export interface CodePlace {
  readonly file: string;
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export type PlaceOf = (span: Span) => CodePlace;

/** As `core::panic::Location` shows places. */
export function panicPlaces(session: Session, sources: SourceMap): PlaceOf {
  const pictures = atLeast(session.release, 83);
  const width = (text: string, from: number, to: number) => shownWidth(text.slice(from, to), pictures);
  return placesIn(sources, (path) => shownPath(session, "macro", path), width);
}

/** As debug information shows them. */
export const debugPlaces = (session: Session, sources: SourceMap): PlaceOf =>
  placesIn(sources, (path) => debugPath(session, path), byteCount);

type WidthOf = (text: string, from: number, to: number) => number;

function placesIn(sources: SourceMap, show: (path: string) => string, widthOf: WidthOf): PlaceOf {
  const names = new Map<SourceFile, string>();
  const nameOf = (file: SourceFile): string => {
    const known = names.get(file);
    if (known !== undefined) return known;
    const name = file.origin === "crate" ? show(file.name) : file.name;
    names.set(file, name);
    return name;
  };
  return ({ lo }) => {
    const file = sources.fileAt(lo);
    if (file === undefined) return { file: "", line: 0, column: 0 };
    const line = lineAt(file, lo);
    return { file: nameOf(file), line, column: widthOf(file.text, file.lineStarts[line - 1] as number, lo - file.start) + 1 };
  };
}

const utf8 = new TextEncoder();

function byteCount(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) > 0x7f) return utf8.encode(text.slice(from, to)).length;
  return to - from;
}
