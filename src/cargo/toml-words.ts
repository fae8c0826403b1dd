// What is wrong in a TOML file, in the words and the look of the release's cargo: a snippet like rustc's since 1.90,
// `TOML parse error at line` with the parser's own words before.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { TomlError, TomlSpan, TomlValue } from "./toml.ts";

export function describeValue(value: TomlValue): string {
  switch (value.kind) {
    case "string":
      return `string "${value.value}"`;
    case "integer":
      return `integer \`${value.value}\``;
    case "float":
      return `floating point \`${value.value}\``;
    case "boolean":
      return `boolean \`${value.value}\``;
    case "datetime":
      return "map";
    case "array":
      return "sequence";
    case "table":
      return "map";
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
  readonly source: string;
}

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = text.indexOf("\n", offset);
  return {
    line: before.split("\n").length,
    column: [...before.slice(lineStart)].length + 1,
    source: text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, ""),
  };
}

/** `TOML parse error at line 1, column 7`, the line, a caret and the words. */
export function tomlParseError(text: string, error: TomlError, release: Release): string {
  const { line, column, source } = placeOf(text, atLeast(release, 90) ? error.span.lo : error.oldAt);
  const gutter = " ".repeat(String(line).length);
  const carets = atLeast(release, 90) ? "^".repeat(Math.max(1, Math.min(error.span.hi - error.span.lo, source.length - column + 1))) : "^";
  const words = atLeast(release, 90) ? error.message : error.oldWords;
  return `TOML parse error at line ${line}, column ${column}\n${gutter} |\n${line} | ${source}\n${gutter} | ${" ".repeat(column - 1)}${carets}\n${words}\n`.trimEnd();
}

/** rustc's look: message, place, line, carets. The text behind `error: `. */
export function tomlSnippet(shownPath: string, text: string, message: string, span: TomlSpan): string {
  const { line, column, source } = placeOf(text, span.lo);
  const gutter = " ".repeat(String(line).length);
  const carets = "^".repeat(Math.max(1, Math.min(span.hi - span.lo, source.length - column + 1)));
  const shown = source.replaceAll("\t", "    ");
  const tabs = source.slice(0, column - 1).split("\t").length - 1;
  const title = message.replaceAll("\n", `\n${" ".repeat(7)}`);
  return `${title}\n${gutter}--> ${shownPath}:${line}:${column}\n${gutter} |\n${line} | ${shown}\n${gutter} | ${" ".repeat(column - 1 + 3 * tabs)}${carets}`;
}

/** A mistake in a manifest's syntax. */
export function manifestSyntaxError(path: string, shownPath: string, text: string, error: TomlError, release: Release): CargoError {
  if (atLeast(release, 90)) return new CargoError(tomlSnippet(shownPath, text, error.message, error.span));
  return new CargoError(`failed to parse manifest at \`${path}\``, ["could not parse input as TOML", tomlParseError(text, error, release)]);
}
