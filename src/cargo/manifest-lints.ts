// `[lints.rust]`: levels that go to the compiler, lowest priority first. Other tools' tables are read past, as cargo
// reads past those of tools that do not run.
import { atLeast } from "../target/release.ts";
import type { LintLevel } from "../target/session.ts";
import type { Manifest } from "./manifest.ts";
import { refusal } from "./cargo-error.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

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

const TOOLS = ["cargo", "clippy", "rust", "rustdoc"];

/** Tools and keys that are not known, and names that belong to another tool. */
function noteTools(reader: ManifestReader, lints: TomlTable | undefined): void {
  for (const [tool, { value }] of lints?.entries ?? []) {
    if (tool === "workspace" || value.kind !== "table") continue;
    if (tool === "cargo" && atLeast(reader.release, 80))
      reader.warnings.push(
        "unused manifest key `lints.cargo` (may be supported in a future version)\n\nthis Cargo does not support nightly features, but if you\nswitch to nightly channel you can pass\n`-Zcargo-lints` to enable this feature.",
      );
    if (!TOOLS.includes(tool))
      reader.warnings.push(
        `unrecognized lint tool \`lints.${tool}\`, specifying unrecognized tools may break in the future.\nsupported tools: ${TOOLS.join(", ")}`,
      );
    if (!TOOLS.includes(tool) && value.entries.size > 0) throw refusal(`the lint tool \`${tool}\``);
    for (const [name, entry] of value.entries) checkLintName(reader, tool, name, entry.value);
  }
}

function checkLintName(reader: ManifestReader, tool: string, name: string, value: TomlValue): void {
  const [other, rest] = name.split("::", 2);
  if (rest !== undefined) reader.fail(`\`lints.${tool}.${name}\` is not valid lint name; try \`lints.${other}.${rest}\``);
  if (value.kind !== "table") return;
  for (const key of value.entries.keys())
    if (!["level", "priority", "check-cfg"].includes(key)) reader.warnings.push(`unused manifest key: \`lints.${tool}.${name}.${key}\``);
}

/** What `[lints]` may say besides its rows. */
function checkLintTables(reader: ManifestReader): void {
  const own = getTable(reader.document, "lints");
  const takes = own?.entries.get("workspace")?.value;
  const takesAll = takes?.kind === "boolean" && takes.value;
  if (takesAll && own !== undefined && own.entries.size > 1)
    reader.fail(
      "cannot override `workspace.lints` in `lints`, either remove the overrides or `lints.workspace = true` and manually specify the lints",
    );
  if (takesAll && getTable(reader.inherited ?? reader.document, "workspace") === undefined)
    reader.fail("error inheriting `lints` from workspace root manifest's `workspace.lints`", "failed to find a workspace root");
  noteTools(reader, own);
}

export function readLints(reader: ManifestReader): Manifest["lints"] {
  if (atLeast(reader.release, 74)) checkLintTables(reader);
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
