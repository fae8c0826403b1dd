// Lines for a configuration file: a table goes behind what is there, or makes the file.
import { changed, withLines, withLinesAtEnd } from "./change.ts";
import type { FileChange } from "./change.ts";
import type { Survey } from "./survey.ts";

/**
 * `lines` are a header `[table]` and its keys. Undefined if the file is not TOML, or one of the keys is there already:
 * then somebody has to decide.
 */
export function configWith(survey: Survey, path: string, lines: readonly string[]): FileChange | undefined {
  if (survey.host.files.status(path) === undefined) return { path, before: undefined, after: `${lines.join("\n")}\n` };
  const file = survey.toml(path);
  const name = /^\s*\[([\w.-]+)\]/.exec(lines[0] ?? "")?.[1];
  if (file === undefined || name === undefined) return undefined;
  const entry = file.document.entries.get(name);
  if (entry === undefined) return changed(file, withLinesAtEnd(file.text, lines));
  const { value } = entry;
  if (value.kind !== "table" || value.origin !== "header") return undefined;
  const keys = lines.slice(1).map((line) => /^\s*([\w-]+)/.exec(line)?.[1] ?? "");
  if (keys.some((key) => value.entries.has(key))) return undefined;
  const header = file.text.slice(0, value.span.lo).split("\n").length;
  return changed(file, withLines(file.text, header + 1, lines.slice(1)));
}
