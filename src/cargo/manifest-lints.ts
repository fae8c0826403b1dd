// `[lints.rust]`: levels that go to the compiler, lowest priority first. Other tools' tables are read past, as cargo
// reads past those of tools that do not run.
import { atLeast } from "../target/release.ts";
import type { LintLevel } from "../target/session.ts";
import type { Manifest } from "./manifest.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlValue } from "./toml.ts";

const LEVELS: readonly LintLevel[] = ["allow", "warn", "deny", "forbid"];

function levelOf(reader: ManifestReader, value: TomlValue | undefined, key: string): LintLevel {
  const text = value?.kind === "string" ? value.value : "";
  const level = LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  return reader.fail(`unknown variant \`${text}\`, expected one of \`forbid\`, \`deny\`, \`warn\`, \`allow\` for key \`${key}\``);
}

/** `[lints.rust]`, the workspace's where it is taken from there. Since 1.74; before, the table was an unused key. */
function rustTable(reader: ManifestReader): ReturnType<typeof getTable> {
  if (!atLeast(reader.release, 74)) return undefined;
  const own = getTable(reader.document, "lints");
  const takes = own?.entries.get("workspace")?.value;
  const lints =
    takes?.kind === "boolean" && takes.value ? getTable(getTable(reader.inherited ?? reader.document, "workspace"), "lints") : own;
  return getTable(lints, "rust");
}

/** Conditions that the lint `unexpected_cfgs` is told of. */
export function readCheckCfgs(reader: ManifestReader): readonly string[] {
  const list = getTable(rustTable(reader), "unexpected_cfgs")?.entries.get("check-cfg")?.value;
  return list?.kind === "array" ? list.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [];
}

export function readLints(reader: ManifestReader): Manifest["lints"] {
  const rust = rustTable(reader);
  if (rust === undefined) return [];
  const rows = [...rust.entries].map(([lint, { value }]) => {
    const detailed = value.kind === "table" ? value.entries.get("level")?.value : value;
    const priority = value.kind === "table" ? value.entries.get("priority")?.value : undefined;
    return {
      lint: lint.replaceAll("-", "_"),
      level: levelOf(reader, detailed, `lints.rust.${lint}`),
      priority: priority?.kind === "integer" ? Number(priority.value) : 0,
    };
  });
  return rows.sort((a, b) => a.priority - b.priority || (a.lint < b.lint ? 1 : -1));
}
