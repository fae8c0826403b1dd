// What is wrong in a TOML file, in the words and the look of the release's cargo: a snippet like rustc's since 1.90,
// `TOML parse error at line` with the parser's own words before.
import { shownAs, textWidth } from "../../diag/character-width.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { TomlError, TomlSpan, TomlValue } from "./toml.ts";

/** As Rust shows it: never with an exponent, always with a point. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "inf");
  const [digits = "", exponent] = String(value).split("e");
  if (exponent === undefined) return Number.isInteger(value) ? `${digits}.0` : digits;
  const power = Number(exponent);
  if (power > 0) return `${BigInt(value)}.0`;
  const sign = value < 0 ? "-" : "";
  return `${sign}0.${"0".repeat(-power - 1)}${digits.replace(/[-.]/g, "")}`;
}

export function describeValue(value: TomlValue): string {
  switch (value.kind) {
    case "string":
      return `string "${value.value}"`;
    case "integer":
      return `integer \`${value.value}\``;
    case "float":
      return `floating point \`${floatText(value.value)}\``;
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
    source: lineEnd < 0 ? text.slice(lineStart) : text.slice(lineStart, lineEnd).replace(/\r$/, ""),
  };
}

/** `TOML parse error at line 1, column 7`, the line, a caret and the words. */
export function tomlParseError(text: string, error: TomlError, release: Release): string {
  const isBehind = !atLeast(release, 90) && error.span.lo === text.length && text.endsWith("\n");
  const place = placeOf(text, isBehind ? error.span.lo - 1 : error.span.lo);
  const { line, source } = place;
  const column = isBehind ? place.column + 1 : place.column;
  const gutter = " ".repeat(String(line).length);
  // As many as the place has bytes.
  const bytes = new TextEncoder().encode(text.slice(error.span.lo, error.span.hi)).length;
  const carets = atLeast(release, 90) ? "^".repeat(Math.max(1, Math.min(bytes, source.length - column + 1))) : "^";
  return `TOML parse error at line ${line}, column ${column}\n${gutter} |\n${line} | ${source}\n${gutter} | ${" ".repeat(column - 1)}${carets}\n${error.message}\n`.trimEnd();
}

/** rustc's look: message, place, line, carets. The text behind `error: `. What is missed at the end is shown behind the last line. */
export function tomlSnippet(shownPath: string, text: string, message: string, { lo, hi }: TomlSpan): string {
  const isBehind = lo === text.length && text.endsWith("\n");
  const { line, column, source } = placeOf(text, isBehind ? lo - 1 : lo);
  const numberWidth = String(isBehind ? line + 1 : line).length;
  const gutter = " ".repeat(numberWidth);
  const units = [...source].slice(0, column - 1).join("").length;
  const shown = (part: string) => [...part].map((character) => shownAs(character, true)).join("");
  const width = (part: string) => textWidth(shown(part));
  const carets = "^".repeat(Math.max(1, width(source.slice(units, units + hi - lo))));
  const title = message.replaceAll("\n", `\n${" ".repeat(7)}`);
  const indent = " ".repeat(width(source.slice(0, units)));
  return `${title}\n${gutter}--> ${shownPath}:${line}:${isBehind ? column + 1 : column}\n${gutter} |\n${String(line).padStart(numberWidth)} | ${shown(source)}\n${gutter} | ${indent}${carets}`;
}

/** A mistake in a manifest's syntax. */
export function manifestSyntaxError(path: string, shownPath: string, text: string, error: TomlError, release: Release): CargoError {
  if (atLeast(release, 90)) return new CargoError(tomlSnippet(shownPath, text, error.message, error.span));
  return new CargoError(`failed to parse manifest at \`${path}\``, ["could not parse input as TOML", tomlParseError(text, error, release)]);
}
