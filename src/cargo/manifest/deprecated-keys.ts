// Keys that cargo once took with an underscore: warned about since 1.80, an error in packages of edition 2024.
import { atLeast } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlTable } from "../toml/toml.ts";

/** `key` as it is written today, `crate-type`; `owner` is whose table it is, `` `foo` library target``. */
export function checkOldKey(reader: ManifestReader, table: TomlTable, key: string, owner: string, edition: Edition): void {
  const old = key.replaceAll("-", "_");
  if (!table.entries.has(old) || !atLeast(reader.release, 80)) return;
  if (edition >= 2024) reader.fail(`\`${old}\` is unsupported as of the 2024 edition; instead use \`${key}\`\n(in the ${owner})`);
  reader.warnings.push(
    table.entries.has(key)
      ? `\`${old}\` is redundant with \`${key}\`, preferring \`${key}\` in the ${owner}`
      : `\`${old}\` is deprecated in favor of \`${key}\` and will not work in the 2024 edition\n(in the ${owner})`,
  );
}
