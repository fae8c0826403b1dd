// `[lints.rust]`: levels that go to the compiler, lowest priority first. Other tools' tables are read past, as cargo
// reads past those of tools that do not run.
import { atLeast } from "../../target/release.ts";
import type { LintLevel } from "../../target/session.ts";
import type { Manifest } from "./manifest.ts";
import { refusal } from "../cargo-error.ts";
import { LINTS_SINCE } from "./manifest-keys.ts";
import { getTable } from "./manifest-reader.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";
import { describeValue } from "../toml/toml-words.ts";

const LEVELS: readonly LintLevel[] = ["allow", "warn", "deny", "forbid"];

function levelOf(reader: ManifestReader, value: TomlValue | undefined, key: string): LintLevel {
  const text = value?.kind === "string" ? value.value : "";
  const level = LEVELS.find((known) => known === text);
  if (level !== undefined) return level;
  return reader.fail(`unknown variant \`${text}\`, expected one of \`forbid\`, \`deny\`, \`warn\`, \`allow\` for key \`${key}\``);
}

/** `[lints.rust]`, the workspace's where it is taken from there. Since 1.74; before, the table was an unused key. */
function rustTable(reader: ManifestReader): ReturnType<typeof getTable> {
  if (!atLeast(reader.release, LINTS_SINCE)) return undefined;
  const own = getTable(reader.document, "lints");
  const takes = own?.entries.get("workspace")?.value;
  const lints = takes?.kind === "boolean" && takes.value ? getTable(reader.workspace, "lints") : own;
  return getTable(lints, "rust");
}

/** Conditions that the lint `unexpected_cfgs` is told of. */
export function readCheckCfgs(reader: ManifestReader): readonly string[] {
  const list = getTable(rustTable(reader), "unexpected_cfgs")?.entries.get("check-cfg")?.value;
  return list?.kind === "array" ? list.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [];
}

const TOOLS = ["cargo", "clippy", "rust", "rustdoc"];
/** Keys of a lint besides its level. */
const SETTINGS = new Set(["cargo.unused_dependencies.ignore", "rust.unexpected_cfgs.check-cfg"]);

/** Tools and keys that are not known, and names that belong to another tool. */
function checkTools(reader: ManifestReader, lints: TomlTable | undefined): void {
  for (const [tool, { value }] of lints?.entries ?? []) {
    if (tool === "workspace" || value.kind !== "table") continue;
    if (!TOOLS.includes(tool)) {
      reader.warnings.push(
        `unrecognized lint tool \`lints.${tool}\`, specifying unrecognized tools may break in the future.\nsupported tools: ${TOOLS.join(", ")}`,
      );
      continue;
    }
    if (tool === "cargo" && atLeast(reader.release, 80))
      reader.warnings.push(
        "unused manifest key `lints.cargo` (may be supported in a future version)\n\nthis Cargo does not support nightly features, but if you\nswitch to nightly channel you can pass\n`-Zcargo-lints` to enable this feature.",
      );
    for (const [name, entry] of value.entries) checkLintName(reader, tool, name, entry.value);
  }
}

function checkLintName(reader: ManifestReader, tool: string, name: string, value: TomlValue): void {
  const at = name.indexOf("::");
  if (at >= 0) {
    const [other, rest] = [name.slice(0, at), name.slice(at + 2)];
    const isTool = other === tool || (tool === "rust" && TOOLS.includes(other));
    reader.fail(
      isTool
        ? `\`lints.${tool}.${name}\` is not valid lint name; try \`lints.${other}.${rest}\``
        : `\`lints.${tool}.${name}\` is not a valid lint name`,
    );
  }
  const priority = value.kind === "table" ? value.entries.get("priority")?.value : undefined;
  if (priority !== undefined && priority.kind !== "integer")
    reader.failAt(value.span, "priority", `invalid type: ${describeValue(priority)}, expected i8\n\nin \`priority\`\n`);
  for (const key of value.kind === "table" ? value.entries.keys() : [])
    if (key !== "level" && key !== "priority" && !SETTINGS.has(`${tool}.${name}.${key}`))
      reader.warnings.push(`unused manifest key: \`lints.${tool}.${name}.${key}\``);
}

/** Lints of `[workspace]`, which members may take. */
export function checkWorkspaceLints(reader: ManifestReader): void {
  if (atLeast(reader.release, LINTS_SINCE)) checkTools(reader, getTable(getTable(reader.document, "workspace"), "lints"));
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
  const workspace = takesAll ? reader.workspace : undefined;
  if (takesAll && workspace?.entries.has("lints") !== true)
    reader.fail(
      "error inheriting `lints` from workspace root manifest's `workspace.lints`",
      workspace === undefined ? "failed to find a workspace root" : "`workspace.lints` was not defined",
    );
  const used = takesAll ? getTable(workspace, "lints") : own;
  checkTools(reader, used);
  const foreign = [...(used?.entries ?? [])].find(
    ([tool, { value }]) => !TOOLS.includes(tool) && value.kind === "table" && value.entries.size > 0,
  );
  if (foreign !== undefined) throw refusal(`the lint tool \`${foreign[0]}\``);
  const list = getTable(getTable(used, "rust"), "unexpected_cfgs")?.entries.get("check-cfg")?.value;
  if (list !== undefined && (list.kind !== "array" || list.items.some(({ kind }) => kind !== "string")))
    reader.fail("`lints.rust.unexpected_cfgs.check-cfg` must be a list of string");
}

export function readLints(reader: ManifestReader): Manifest["lints"] {
  if (atLeast(reader.release, LINTS_SINCE)) checkLintTables(reader);
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
