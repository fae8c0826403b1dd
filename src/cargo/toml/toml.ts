// TOML documents, read as the release's cargo reads them: 1.90 came with another parser.
import { atLeast, type Release } from "../../target/release.ts";
import { documentBefore90 } from "./toml-before-90.ts";
import { tomlDocument } from "./toml-tables.ts";
import type { TomlTable } from "./toml-value.ts";

export { TomlError, type TomlEntry, type TomlSpan, type TomlTable, type TomlValue } from "./toml-value.ts";

/** Throws TomlError for the first mistake. A byte order mark at the start does not count. */
export function parseToml(text: string, release: Release): TomlTable {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  return atLeast(release, 90) ? tomlDocument(body) : documentBefore90(body);
}
