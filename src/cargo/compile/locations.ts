// Where code stands, in the units of who asks: `Location` and panics count display columns, as messages draw them (a tab
// is four, a wide character two), debug information counts bytes.
import type { SourceMap, Span } from "../../base/source.ts";
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

/** As `core::panic::Location` shows it. */
export function panicPlace(session: Session, sources: SourceMap, span: Span): CodePlace {
  const pictures = atLeast(session.release, 83);
  return placeOf(
    sources,
    span,
    (path) => shownPath(session, "macro", path),
    (before) => shownWidth(before, pictures),
  );
}

/** As debug information shows it. */
export function debugPlace(session: Session, sources: SourceMap, span: Span): CodePlace {
  return placeOf(sources, span, (path) => debugPath(session, path), byteCount);
}

function placeOf(sources: SourceMap, span: Span, show: (path: string) => string, widthOf: (before: string) => number): CodePlace {
  const place = sources.locate(span.lo);
  if (place === undefined) return { file: "", line: 0, column: 0 };
  const { file, line } = place;
  const before = file.text.slice(file.lineStarts[line - 1] as number, span.lo - file.start);
  return { file: file.origin === "crate" ? show(file.name) : file.name, line, column: widthOf(before) + 1 };
}

const utf8 = new TextEncoder();
const byteCount = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : utf8.encode(text).length);
