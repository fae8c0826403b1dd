// cargo's JSON lines (`--message-format json`): one object a line on stdout, keys in cargo's order.
import { countCharacters } from "../../base/source.ts";
import type { SourceFile, SourceMap, Span } from "../../base/source.ts";
import type { Applicability, Diagnostic, LabeledSpan, SubDiagnostic, Suggestion } from "../../diag/diagnostic.ts";
import { editedSpan } from "../../diag/edit.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { outputsOf } from "./unit.ts";
import type { Unit } from "./unit.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Crates whose documentation other crates can link to. */
const DOCTESTED_TYPES = new Set(["lib", "rlib", "proc-macro"]);

/** How messages name a package; the form changed in 1.77. */
export function packageId({ manifest, release }: Pick<Unit, "manifest" | "release">): string {
  if (!atLeast(release, 77)) return `${manifest.name} ${manifest.version} (path+file://${manifest.root})`;
  const folder = manifest.root.slice(manifest.root.lastIndexOf("/") + 1);
  const name = folder === manifest.name ? "" : `${manifest.name}@`;
  return `path+file://${manifest.root}#${name}${manifest.version}`;
}

export function targetJson({ crate, manifest }: Pick<Unit, "crate" | "manifest">): Json {
  const isLib = crate.kind === "lib";
  return {
    kind: crate.kind === "bin" || crate.kind === "lib" ? crate.crateTypes : [crate.kind],
    crate_types: crate.crateTypes,
    name: crate.name,
    src_path: `${manifest.root}/${crate.path}`,
    edition: String(crate.edition),
    ...(crate.requiredFeatures.length > 0 ? { "required-features": crate.requiredFeatures } : {}),
    doc: isLib || crate.kind === "bin",
    doctest: isLib && crate.doctested && crate.crateTypes.some((type) => DOCTESTED_TYPES.has(type)),
    test: crate.tested,
  };
}

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

/** Those with labels first, as rustc lists them; then the primary ones that have none. */
function spansJson(sources: SourceMap, spans: readonly LabeledSpan[]): Json[] {
  const listed = [...spans.filter(({ label }) => label !== undefined), ...spans.filter(({ label }) => label === undefined)];
  return listed.map(({ span, primary, label }) => spanJson(sources, span, { primary, label })).filter((span) => span !== null);
}

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
      ...diagnostic.children.map((child) => childJson(sources, child)),
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

/** The line of `diagnosticMessage` with another text in its `rendered`. */
export function withRendered(line: string, rendered: string): string {
  const message = JSON.parse(line) as { message: { rendered: string } };
  message.message.rendered = rendered;
  return `${JSON.stringify(message)}\n`;
}

const RUSTC_ORDER: readonly (readonly string[])[] = [
  ["$message_type", "message", "code", "level", "spans", "children", "rendered"],
  ["code", "explanation"],
  [
    "file_name",
    "byte_start",
    "byte_end",
    "line_start",
    "line_end",
    "column_start",
    "column_end",
    "is_primary",
    "text",
    "label",
    "suggested_replacement",
    "suggestion_applicability",
    "expansion",
  ],
  ["text", "highlight_start", "highlight_end"],
];

/** The line as it is where cargo hands rustc's object on without reading it: with rustc's order of keys. */
export function inRustcOrder(line: string): string {
  const message = JSON.parse(line) as { message: Json };
  message.message = ordered(message.message);
  return `${JSON.stringify(message)}\n`;
}

function ordered(value: Json): Json {
  if (isList(value)) return value.map(ordered);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  const order = RUSTC_ORDER.find((each) => keys.every((key) => each.includes(key))) ?? keys;
  const known: { readonly [key: string]: Json } = value;
  return Object.fromEntries(order.filter((key) => key in known).map((key) => [key, ordered(known[key] as Json)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function finishedMessage(success: boolean): string {
  return `${JSON.stringify({ reason: "build-finished", success })}\n`;
}

/** The line for a unit that was built. */
export function artifactMessage(unit: Unit, emit: string, fresh: boolean): string {
  const { profile } = unit;
  const filenames = outputsOf(unit, emit);
  const debuginfo = {
    none: 0,
    "line-directives-only": "line-directives-only",
    "line-tables-only": "line-tables-only",
    limited: 1,
    full: 2,
  }[profile.debug];
  const message = {
    reason: "compiler-artifact",
    package_id: packageId(unit),
    manifest_path: `${unit.manifest.root}/Cargo.toml`,
    target: targetJson(unit),
    profile: {
      opt_level: profile.optLevel,
      debuginfo,
      debug_assertions: profile.debugAssertions,
      overflow_checks: profile.overflowChecks,
      test: unit.isTest,
    },
    features: unit.features,
    filenames,
    executable: (unit.crate.kind !== "lib" || unit.isTest) && emit !== "metadata" ? (filenames[0] ?? null) : null,
    fresh,
  };
  return `${JSON.stringify(message)}\n`;
}
