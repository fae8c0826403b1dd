// Findings as text: for a reader, as JSON, as GitHub's workflow commands, as SARIF 2.1.0.
import type { Diagnosis } from "./examine.ts";
import { CHECKS } from "./checks.ts";

/** Path as it is shown: relative to where the command runs. */
export type Shown = (path: string) => string;

const levelOf = ({ level }: Diagnosis): "warning" | "note" => level ?? "warning";
const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;

function human(found: readonly Diagnosis[], shown: Shown): string {
  const lines = found.map((one) => {
    const { check, path, line, words, changes } = one;
    const page = check.page === undefined ? "" : `  = \`kbuild explain ${check.page}\` says why\n`;
    const fix = changes === undefined ? "" : "  = `kbuild doctor --fix` mends this\n";
    return `${levelOf(one)}[${check.id}]: ${words}\n --> ${shown(path)}:${line}\n${fix}${page}\n`;
  });
  const warnings = found.filter((one) => levelOf(one) === "warning").length;
  const notes = found.length - warnings;
  const counted = warnings === 0 ? "nothing wrong found" : `${plural(warnings, "finding")}`;
  return `${lines.join("")}kbuild doctor: ${counted}${notes === 0 ? "" : `, ${plural(notes, "note")}`} (${CHECKS.length} checks)\n`;
}

function json(found: readonly Diagnosis[], shown: Shown): string {
  const findings = found.map((one) => ({
    check: one.check.id,
    level: levelOf(one),
    file: shown(one.path),
    line: one.line,
    message: one.words,
    fixable: one.changes !== undefined,
    page: one.check.page ?? null,
  }));
  return `${JSON.stringify({ findings })}\n`;
}

/** Escapes of workflow commands: data, and properties. */
const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function github(found: readonly Diagnosis[], shown: Shown): string {
  return found
    .map((one) => {
      const command = levelOf(one) === "warning" ? "warning" : "notice";
      return `::${command} file=${property(shown(one.path))},line=${one.line},title=${property(`kbuild doctor: ${one.check.id}`)}::${data(one.words)}\n`;
    })
    .join("");
}

function sarif(found: readonly Diagnosis[], shown: Shown): string {
  const rules = CHECKS.map(({ id, title }) => ({ id, shortDescription: { text: title } }));
  const results = found.map((one) => ({
    ruleId: one.check.id,
    level: levelOf(one),
    message: { text: one.words },
    locations: [{ physicalLocation: { artifactLocation: { uri: shown(one.path) }, region: { startLine: one.line } } }],
  }));
  const run = { tool: { driver: { name: "kbuild doctor", rules } }, results };
  return `${JSON.stringify({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] })}\n`;
}

export const FORMATS: Readonly<Record<string, (found: readonly Diagnosis[], shown: Shown) => string>> = { human, json, github, sarif };
