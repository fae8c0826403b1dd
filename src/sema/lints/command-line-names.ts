// Names of lints on the command line (and in `[lints]`, which goes there) that are no lint's: misspelt, renamed since, or
// removed. In: the levels as they were given. Out: findings that the levels given before them judge; up to 1.73 errors.
import { error, warning } from "../../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Session } from "../../target/session.ts";
import { TOOLS, meantLint } from "./lint-names.ts";
import type { LintTable } from "./lint-table.ts";

/** A finding and the levels that stand in front of what it is about. */
export interface CommandLineFinding {
  /** Undefined for what is an error at any level. */
  readonly lint: string | undefined;
  readonly diagnostic: Diagnostic;
  readonly before: Session["lintLevels"];
}

type Level = Session["lintLevels"][number];

const FLAGS: Readonly<Record<Level["level"], string>> = {
  warn: "-W",
  deny: "-D",
  forbid: "-F",
  allow: "-A",
  "force-warn": "--force-warn",
  expect: "",
};

export function commandLineNames(levels: Session["lintLevels"], table: LintTable, minor: number): CommandLineFinding[] {
  const seen = new Set<string>();
  return levels.flatMap((one, at) => {
    const flag = `${FLAGS[one.level]} ${one.lint}`;
    if (seen.has(flag)) return [];
    seen.add(flag);
    const found = judge(one, table, minor);
    if (found === undefined) return [];
    found.diagnostic.note(`requested on the command line with \`${flag}\``);
    return [{ ...found, before: levels.slice(0, at) }];
  });
}

interface Judged {
  readonly lint: string | undefined;
  readonly diagnostic: DiagnosticBuilder;
}

function judge({ lint: name }: Level, table: LintTable, minor: number): Judged | undefined {
  const [tool = "", ...rest] = name.split("::");
  if (rest.length > 0)
    return TOOLS.has(tool) ? undefined : { lint: undefined, diagnostic: error("E0602", `unknown lint tool: \`${tool}\``) };
  if (name === "warnings" || table.isLint(name) || table.group(name) !== undefined) return undefined;
  const renaming = table.renamed(name);
  if (renaming === undefined) return unknown(name, table, minor);
  const { to, removed } = renaming;
  const lint = minor >= 74 ? "renamed_and_removed_lints" : undefined;
  if (to === undefined) return { lint, diagnostic: warning(`lint \`${name}\` has been removed: ${removed ?? ""}`) };
  const diagnostic = warning(`lint \`${name}\` has been renamed to \`${to}\``);
  return { lint, diagnostic: minor >= 74 ? diagnostic.help(`use the new name \`${to}\``) : diagnostic };
}

function unknown(name: string, table: LintTable, minor: number): Judged {
  const words = `unknown lint: \`${name}\``;
  const diagnostic = minor >= 74 ? warning(words, "E0602") : error("E0602", words);
  const meant = meantLint(name, table);
  if (meant !== undefined) diagnostic.help(`did you mean: \`${meant}\``);
  return { lint: minor >= 74 ? "unknown_lints" : undefined, diagnostic };
}
