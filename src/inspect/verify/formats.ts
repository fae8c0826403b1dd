// Findings as text: for people, JSON, GitHub's annotations, SARIF 2.1.0 and JUnit's XML.
import { REPRODUCIBLE, RULES } from "./rules.ts";
import type { Finding, Rule } from "./rules.ts";

export interface Verdict {
  /** The image's path as the user would name it. */
  readonly image: string;
  /** Ids of the rules that were looked at. */
  readonly rules: readonly string[];
  readonly findings: readonly Finding[];
}

const ALL: readonly Pick<Rule, "id" | "name" | "summary">[] = [...RULES, REPRODUCIBLE];

function nameOf(id: string): string {
  return ALL.find((rule) => rule.id === id)?.name ?? id;
}

function human({ image, rules, findings }: Verdict): string {
  const lines = findings.map(({ rule, message }) => `error[${rule}]: ${message}\n --> ${image}\n  = note: rule \`${nameOf(rule)}\`\n\n`);
  const count = `${findings.length} finding${findings.length === 1 ? "" : "s"}`;
  return `${lines.join("")}${image}: ${rules.length} rule${rules.length === 1 ? "" : "s"} checked, ${findings.length === 0 ? "all hold" : count}\n`;
}

function json({ image, rules, findings }: Verdict): string {
  const rows = findings.map(({ rule, message, place }) => ({ rule, name: nameOf(rule), message, place: place ?? null }));
  return `${JSON.stringify({ image, rules, passed: findings.length === 0, findings: rows })}\n`;
}

/** `%`, line ends, and in properties `:` and `,`, as GitHub's runner reads them. */
const githubText = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const githubProperty = (text: string): string => githubText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

function github({ image, findings }: Verdict): string {
  return findings
    .map(
      ({ rule, message }) =>
        `::error file=${githubProperty(image)},title=${githubProperty(`${rule} ${nameOf(rule)}`)}::${githubText(message)}\n`,
    )
    .join("");
}

function sarif({ image, rules, findings }: Verdict): string {
  const known = ALL.filter(({ id }) => rules.includes(id));
  const results = findings.map(({ rule, message, place }) => ({
    ruleId: rule,
    level: "error",
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: image.split("/").map(encodeURIComponent).join("/") } },
        ...(place === undefined ? {} : { logicalLocations: [{ name: place }] }),
      },
    ],
  }));
  const driver = {
    name: "kbuild verify",
    rules: known.map(({ id, name, summary }) => ({ id, name, shortDescription: { text: summary } })),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [{ tool: { driver }, results }] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const xml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

function junit({ image, rules, findings }: Verdict): string {
  const cases = rules.map((id) => {
    const own = findings.filter(({ rule }) => rule === id);
    const failures = own.map(({ message }) => `\n      <failure message="${xml(message)}"/>`).join("");
    const body = failures === "" ? "/>" : `>${failures}\n    </testcase>`;
    return `    <testcase classname="${xml(image)}" name="${id} ${nameOf(id)}"${body}\n`;
  });
  const failed = new Set(findings.map(({ rule }) => rule)).size;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="kbuild verify" tests="${rules.length}" failures="${failed}">\n${cases.join("")}  </testsuite>\n</testsuites>\n`;
}

export const FORMATS: Readonly<Record<string, (verdict: Verdict) => string>> = { human, json, github, sarif, junit };

/** Ids of the rules that a policy asks for. */
export function askedRules(policy: Parameters<Rule["isAsked"]>[0]): string[] {
  const ids = RULES.filter(({ isAsked }) => isAsked(policy)).map(({ id }) => id);
  return policy.reproducible === true ? [...ids, REPRODUCIBLE.id] : ids;
}
