// What a profile may say once its keys have the right types: the same in a manifest and in the configuration, in cargo's order.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { featureRequired } from "../manifest/manifest-rules.ts";
import type { TomlTable } from "../toml/toml.ts";

export interface ProfileJudge {
  readonly release: Release;
  readonly warn: (words: string) => void;
}

/** Keys behind gates that stable releases do not open: the feature and its place in the book. */
const GATES: readonly (readonly [key: string, feature: string, anchor: string, since: number])[] = [
  ["codegen-backend", "codegen-backend", "codegen-backend", 0],
  ["rustflags", "profile-rustflags", "profile-rustflags-option", 0],
  ["trim-paths", "trim-paths", "profile-trim-paths-option", 80],
];

const textOf = (table: TomlTable, key: string): string | undefined => {
  const value = table.entries.get(key)?.value;
  return value?.kind === "string" ? value.value : undefined;
};

/** Of a profile as of what overrides it. */
function gateFlaw(table: TomlTable, release: Release): string | undefined {
  const gate = GATES.find(([key, , , since]) => atLeast(release, since) && table.entries.has(key));
  if (gate !== undefined) return featureRequired({ release }, gate[1], gate[2]);
  const isImmediate = textOf(table, "panic") === "immediate-abort" && atLeast(release, 92);
  return isImmediate ? featureRequired({ release }, "panic-immediate-abort") : undefined;
}

/** Overrides of packages and build scripts say nothing that concerns the whole image. */
function overrideFlaw(table: TomlTable, what: "package" | "build-override", release: Release): string | undefined {
  if (table.entries.has("package")) return "package-specific profiles cannot be nested";
  if (table.entries.has("build-override")) return "build-override profiles cannot be nested";
  const key = ["panic", "lto", "rpath"].find((one) => table.entries.has(one));
  return key === undefined ? gateFlaw(table, release) : `\`${key}\` may not be specified in a \`${what}\` profile`;
}

function overridesFlaw(profile: TomlTable, release: Release): string | undefined {
  const script = profile.entries.get("build-override")?.value;
  const packages = profile.entries.get("package")?.value;
  const tables = packages?.kind === "table" ? [...packages.entries.values()].map(({ value }) => value) : [];
  const all = [
    ...(script === undefined ? [] : [["build-override", script] as const]),
    ...tables.map((table) => ["package", table] as const),
  ];
  for (const [what, table] of all) {
    const flaw = table.kind === "table" ? overrideFlaw(table, what, release) : undefined;
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function panicFlaw(value: string | undefined, release: Release): string | undefined {
  const isNewer = atLeast(release, 92);
  if (value === undefined || value === "abort" || value === "unwind" || (isNewer && value === "immediate-abort")) return undefined;
  const known = isNewer ? "`unwind`, `abort`, or `immediate-abort`." : "`unwind` or `abort`";
  return `\`panic\` setting of \`${value}\` is not a valid setting, must be ${known}`;
}

/** The words for the first thing that is wrong with a profile; undefined if nothing is. */
export function profileFlaw(name: string, table: TomlTable, { release, warn }: ProfileJudge): string | undefined {
  const early = gateFlaw(table, release) ?? overridesFlaw(table, release);
  if (early !== undefined) return early;
  const folder = textOf(table, "dir-name");
  if (folder !== undefined)
    return `dir-name="${folder}" in profile \`${name}\` is not currently allowed, directory names are tied to the profile name for custom profiles`;
  if (textOf(table, "inherits") === "debug") return `profile.${name}.inherits="debug" should be profile.${name}.inherits="dev"`;
  if (name === "doc") warn("profile `doc` is deprecated and has no effect");
  if ((name === "test" || name === "bench") && table.entries.has("panic")) warn(`\`panic\` setting is ignored for \`${name}\` profile`);
  const panic = panicFlaw(textOf(table, "panic"), release);
  if (panic !== undefined) return panic;
  const lto = textOf(table, "lto");
  return lto === "true" || lto === "false"
    ? `\`lto\` setting of string \`"${lto}"\` for \`${name}\` profile is not a valid setting, must be a boolean (\`true\`/\`false\`) or a string (\`"thin"\`/\`"fat"\`/\`"off"\`) or omitted.`
    : undefined;
}
