// rustc's own JSON object for a diagnostic, and cargo's line around it (`--message-format json`).
import { countCharacters } from "../../base/source.ts";
import type { SourceFile, SourceMap, Span } from "../../base/source.ts";
import type { Applicability, Diagnostic, LabeledSpan, SubDiagnostic, Suggestion } from "../../diag/diagnostic.ts";
import { editedSpan } from "../../diag/edit.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { packageId, targetJson } from "./json-messages.ts";
import type { Json } from "./json-messages.ts";
import type { Unit } from "./unit.ts";

/** UTF-8 bytes of `text[0, offset)`, the mark at the file's start included. */
function byteOffset(file: SourceFile, offset: number): number {
  return new TextEncoder().encode(file.text.slice(0, offset)).length + (file.hasBom ? 3 : 0);
}

interface SpanExtras {
  readonly primary: boolean;
  readonly label: string | undefined;
  readonly replacement?: string;
  readonly applicability?: Applicability;
}

/** A span without a place is the very start of the crate's root file, as rustc counts positions. */
function placed(sources: SourceMap, span: Span): Span {
  const root = sources.fileAt(1);
  return span.lo === 0 && span.hi === 0 && root !== undefined ? { lo: root.start, hi: root.start } : span;
}

function spanJson(sources: SourceMap, asked: Span, extras: SpanExtras): Json {
  const span = placed(sources, asked);
  const file = sources.fileAt(span.lo);
  const start = sources.locate(span.lo);
  const end = sources.locate(span.hi);
  if (file === undefined || start === undefined || end === undefined) return null;
  return {
    byte_end: byteOffset(file, span.hi - file.start),
    byte_start: byteOffset(file, span.lo - file.start),
    column_end: end.column,
    column_start: start.column,
    expansion: null,
    file_name: file.shownName,
    is_primary: extras.primary,
    label: extras.label ?? null,
    line_end: end.line,
    line_start: start.line,
    suggested_replacement: extras.replacement ?? null,
    suggestion_applicability: extras.applicability ?? null,
    text: file.hasSource && span === asked ? textJson(file, start, end) : [],
  };
}

/** The lines a span touches, with the part of each that it marks. */
function textJson(file: SourceFile, start: { line: number; column: number }, end: { line: number; column: number }): Json {
  const out: Json[] = [];
  for (let line = start.line; line <= end.line; line++) {
    const from = file.lineStarts[line - 1] as number;
    const text = file.text.slice(from, file.lineStarts[line] ?? file.text.length).replace(/\n$/, "");
    const whole = countCharacters(text, 0, text.length) + 1;
    out.push({ highlight_end: line === end.line ? end.column : whole, highlight_start: line === start.line ? start.column : 1, text });
  }
  return out;
}

/**
 * Those with labels first, as rustc lists them: each is primary whose place is; then the primary ones that have none.
 */
function spansJson(sources: SourceMap, spans: readonly LabeledSpan[]): Json[] {
  const told = spans.filter(({ isDrawnOnly }) => isDrawnOnly !== true);
  const primaries = told.filter(({ primary }) => primary).map(({ span }) => span);
  const labeled = told.filter(({ label }) => label !== undefined);
  const bare = told.filter(({ label, span }) => label === undefined && !labeled.some((other) => isSamePlace(other.span, span)));
  return [...labeled, ...bare]
    .map(({ span, primary, label }) =>
      spanJson(sources, span, { primary: primary || primaries.some((other) => isSamePlace(other, span)), label }),
    )
    .filter((span) => span !== null);
}

const isSamePlace = (one: Span, other: Span): boolean => one.lo === other.lo && one.hi === other.hi;

function childJson(sources: SourceMap, child: SubDiagnostic): Json {
  return { children: [], code: null, level: child.level, message: child.message, rendered: null, spans: spansJson(sources, child.spans) };
}

function suggestionJson(sources: SourceMap, suggestion: Suggestion, release: Release): Json {
  const { applicability } = suggestion;
  const spans = suggestion.alternatives.flat().map((edit) => {
    const extras = { primary: true, label: undefined, replacement: edit.text, applicability };
    return spanJson(sources, editedSpan(edit, sources, release), extras);
  });
  return { children: [], code: null, level: "help", message: suggestion.message, rendered: null, spans };
}

/** rustc's own object for a diagnostic. */
export function diagnosticJson(diagnostic: Diagnostic, rendered: string, sources: SourceMap, release: Release): Json {
  const code = diagnostic.code ?? diagnostic.lint;
  const parts = {
    children: [
      ...diagnostic.children.filter(({ isDrawnOnly }) => isDrawnOnly !== true).map((child) => childJson(sources, child)),
      ...diagnostic.suggestions.map((suggestion) => suggestionJson(sources, suggestion, release)),
    ],
    level: diagnostic.level,
    message: diagnostic.message,
    spans: spansJson(sources, diagnostic.spans),
    code: code === undefined ? null : { code, explanation: null },
  };
  return objectOf(rendered, parts, release);
}

interface MessageParts {
  readonly children: Json;
  readonly level: string;
  readonly message: string;
  readonly spans: Json;
  readonly code: Json;
}

/** The object's keys in the order in which cargo writes them on: before 1.76 that of their names, and without a type. */
function objectOf(rendered: string, { children, level, message, spans, code }: MessageParts, release: Release): Json {
  if (!atLeast(release, 76)) return { rendered, children, code, level, message, spans };
  return { rendered, $message_type: "diagnostic", children, level, message, spans, code };
}

/** The line for words without a place: `failure-note`s, and how many errors there were. */
export function plainMessage(level: string, text: string, rendered: string, unit: Unit): string {
  return messageLine(unit, objectOf(rendered, { children: [], level, message: text, spans: [], code: null }, unit.release));
}

function messageLine(unit: Unit, message: Json): string {
  const line = {
    reason: "compiler-message",
    package_id: packageId(unit),
    manifest_path: `${unit.manifest.root}/Cargo.toml`,
    target: targetJson(unit),
    message,
  };
  return `${JSON.stringify(line)}\n`;
}

export function diagnosticMessage(diagnostic: Diagnostic, rendered: string, sources: SourceMap, unit: Unit): string {
  return messageLine(unit, diagnosticJson(diagnostic, rendered, sources, unit.release));
}
