// `[profile.*]` of the configuration: the same keys as in a manifest, told of in the configuration's words.
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import { definitionText, keyText } from "../config/config-node.ts";
import type { ConfigNode, ConfigTable } from "../config/config-node.ts";
import { PROFILE_CHECKS, checkSpecification } from "./profile-checks.ts";
import { profileFlaw } from "./profile-rules.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

/** Keys that the configuration reads by their type alone. */
const TYPED: Readonly<Record<string, "boolean" | "string" | "integer">> = {
  "debug-assertions": "boolean",
  "overflow-checks": "boolean",
  rpath: "boolean",
  incremental: "boolean",
  panic: "string",
  inherits: "string",
  "codegen-units": "integer",
};

const OTHER_KEYS = new Set([
  "package",
  "build-override",
  "codegen-backend",
  "rustflags",
  "dir-name",
  "split-debuginfo",
  "trim-paths",
  "hint-mostly-unused",
]);

const NOWHERE = { lo: 0, hi: 0 };

function tableOf({ entries }: ConfigTable): TomlTable {
  const values = [...entries].map(([key, node]) => [key, { key: NOWHERE, value: valueOf(node) }] as const);
  return { kind: "table", entries: new Map(values), span: NOWHERE, origin: "inline" };
}

/** As it would stand in a manifest. */
function valueOf(node: ConfigNode): TomlValue {
  if (node.kind === "value") return node.value;
  return node.kind === "list" ? { kind: "array", items: node.items.map(valueOf), span: NOWHERE } : tableOf(node);
}

/** Whatever is wrong within, cargo could not load the profile, `profile.dev`. */
const profileOf = (path: readonly string[]): readonly string[] => path.slice(0, 2);

function checkKey(config: Config, table: readonly string[], key: string, node: ConfigNode): void {
  const path = [...table, key];
  const profile = profileOf(path);
  const type = TYPED[key];
  if (type === "boolean") config.within(profile, 1, () => config.boolean(...path));
  else if (type === "string") config.within(profile, 1, () => config.string(...path));
  else if (type === "integer") config.within(profile, 1, () => config.integer(...path));
  else {
    const words = PROFILE_CHECKS[key]?.(valueOf(node), config.release);
    if (words === undefined) return;
    const where = `error in ${definitionText(node.definition)}: could not load config key`;
    throw new CargoError(`${where} \`${keyText(profile)}\``, [
      `${where} \`${keyText(path)}\``,
      atLeast(config.release, 71) ? words.now : (words.old ?? words.now),
    ]);
  }
}

const tableAt = (config: Config, path: readonly string[]): ConfigTable =>
  config.within(profileOf(path), 1, () => config.table(...path)) as ConfigTable;

function checkTable(config: Config, path: readonly string[], table: ConfigTable, warn: (text: string) => void): void {
  for (const [key, node] of table.entries) {
    const at = [...path, key];
    if (TYPED[key] !== undefined || PROFILE_CHECKS[key] !== undefined) checkKey(config, path, key, node);
    else if (!OTHER_KEYS.has(key)) warn(`unused config key \`${keyText(at)}\` in \`${definitionText(node.definition)}\``);
    else if (key === "build-override") checkTable(config, at, tableAt(config, at), warn);
    else if (key === "package")
      for (const [name, one] of tableAt(config, at).entries) {
        if (name !== "*")
          checkSpecification(name, (words) => {
            throw new CargoError(`error in ${definitionText(one.definition)}: could not load config key \`${keyText(profileOf(path))}\``, [
              words,
            ]);
          });
        checkTable(config, [...at, name], tableAt(config, [...at, name]), warn);
      }
  }
}

/** The profiles that cargo looks at: its own, the manifest's, the chosen one, and what these inherit from. */
function namesOf(config: Config, document: TomlTable, chosen: string): Set<string> {
  const table = document.entries.get("profile")?.value;
  const names = new Set(["dev", "release", "test", "bench", chosen, ...(table?.kind === "table" ? table.entries.keys() : [])]);
  for (const name of names) {
    const base = config.scalar("profile", name, "inherits");
    if (base?.kind === "string") names.add(base.value);
  }
  return names;
}

/** Complains about the configuration's profiles; `warn` gets keys that nobody knows. `document` is the workspace root's manifest. */
export function checkProfileConfig(config: Config, document: TomlTable, chosen: string, warn: (text: string) => void): void {
  const { release } = config;
  const names = namesOf(config, document, chosen);
  for (const name of config.keys("profile").filter((key) => names.has(key))) {
    const path = ["profile", name];
    const table = config.within(path, 1, () => config.table(...path));
    if (table === undefined) continue;
    checkTable(config, path, table, warn);
    const flaw = profileFlaw(name, tableOf(table), { release, warn });
    if (flaw === undefined) continue;
    throw new CargoError(`config profile \`${name}\` is not valid (defined in \`${definitionText(table.definition)}\`)`, [flaw]);
  }
}
