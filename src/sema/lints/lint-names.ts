// Names in lint attributes that are no lint's: misspelt, renamed since, or removed. In: the settings of a crate. Out:
// findings of `unknown_lints` and `renamed_and_removed_lints`, and errors for tools that nobody knows.
import { error, warning } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { similarName } from "../../base/near-names.ts";
import type { LintSetting } from "./lint-attributes.ts";
import type { LintTable, Renaming } from "./lint-table.ts";
import type { FoundLint } from "./report.ts";

/** Tools whose lints rustc leaves alone. */
export const TOOLS: ReadonlySet<string> = new Set(["clippy", "rustdoc", "rustfmt", "diagnostic", "miri", "rust_analyzer", "rustc"]);

export function unknownTools(settings: readonly LintSetting[]): Diagnostic[] {
  return settings.flatMap(({ name, nameSpan }) => {
    const [tool, ...rest] = name.split("::");
    if (tool === undefined || rest.length === 0 || TOOLS.has(tool)) return [];
    const at = { ...nameSpan, hi: nameSpan.lo + tool.length };
    return [error("E0710", `unknown tool name \`${tool}\` found in scoped lint: \`${name}\``).at(at)];
  });
}

/** Lints that look at the crate as a whole. */
const CRATE_LEVEL: ReadonlySet<string> = new Set(
  (
    "non_ascii_idents uncommon_codepoints confusable_idents mixed_script_confusables ill_formed_attribute_input " +
    "unused_crate_dependencies unknown_crate_types text_direction_codepoint_in_comment text_direction_codepoint_in_literal"
  ).split(" "),
);

/** Levels of such lints on items: they change nothing. */
export function misplacedLevels(settings: readonly LintSetting[], crate: number): FoundLint[] {
  return settings
    .filter(({ name, node, level }) => CRATE_LEVEL.has(name) && node !== crate && level !== "forbid")
    .map((setting) => {
      const said = warning(`${setting.level}(${setting.name}) is ignored unless specified at crate level`).at(setting.nameSpan);
      return found("unused_attributes", setting, said);
    });
}

export function wrongLintNames(settings: readonly LintSetting[], table: LintTable): FoundLint[] {
  const inOrder = [...settings].sort((a, b) => a.nameSpan.lo - b.nameSpan.lo);
  return inOrder.flatMap((setting) => {
    const { name } = setting;
    if (name.includes("::") || name === "warnings" || table.isLint(name) || table.group(name) !== undefined) return [];
    const renaming = table.renamed(name);
    return [renaming === undefined ? unknown(setting, table) : renamed(setting, renaming)];
  });
}

/** The level is decided where the attribute stands, by what is around it. */
function found(lint: string, setting: LintSetting, diagnostic: Diagnostic): FoundLint {
  return { lint, node: setting.node, setting, diagnostic };
}

function renamed(setting: LintSetting, { to, removed }: Renaming): FoundLint {
  const { name, nameSpan } = setting;
  if (to === undefined) {
    const said = warning(`lint \`${name}\` has been removed: ${removed ?? ""}`).at(nameSpan);
    return found("renamed_and_removed_lints", setting, said);
  }
  const said = warning(`lint \`${name}\` has been renamed to \`${to}\``).at(nameSpan);
  said.suggest("use the new name", [{ span: nameSpan, text: to }], "MachineApplicable");
  return found("renamed_and_removed_lints", setting, said);
}

/** The lint or group that a misspelt name was to be. */
export function meantLint(name: string, table: LintTable): string | undefined {
  const lower = name.toLowerCase();
  const isKnown = table.isLint(lower) || table.group(lower) !== undefined;
  return isKnown ? lower : similarName(table.names(), lower);
}

function unknown(setting: LintSetting, table: LintTable): FoundLint {
  const { name, nameSpan } = setting;
  const said = warning(`unknown lint: \`${name}\``).at(nameSpan);
  const meant = meantLint(name, table);
  if (meant !== undefined) said.suggest("did you mean", [{ span: nameSpan, text: meant }], "MaybeIncorrect");
  return found("unknown_lints", setting, said);
}
