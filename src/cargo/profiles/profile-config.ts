// `[profile.*]` of the configuration: the same keys as in a manifest, told of in the configuration's words.
import { CargoError } from "../cargo-error.ts";
import { environmentName, type Config } from "../config/config.ts";
import { definitionText, keyText } from "../config/config-node.ts";
import type { ConfigNode, ConfigTable, Definition } from "../config/config-node.ts";
import { PROFILE_CHECKS, checkSpecification, hasNamedLevels } from "./profile-checks.ts";
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

/** Whatever is wrong within, cargo could not load the profile, `profile.dev`, which was said in one place. */
interface Profile {
  readonly path: readonly string[];
  readonly definition: Definition;
}

const KEYS = [...new Set([...Object.keys(TYPED), ...Object.keys(PROFILE_CHECKS), ...OTHER_KEYS])];

/** What the environment says of a profile's keys: `CARGO_PROFILE_DEV_OPT_LEVEL`, of flags a list of words. */
function fromEnvironment(config: Config, path: readonly string[]): [string, ConfigNode][] {
  const nodeOf = (key: string): ConfigNode | undefined => {
    if (key === "build-override") return path.length === 2 ? tableOfEnvironment(config, [...path, key]) : undefined;
    if (key !== "rustflags") return config.variableNode([...path, key], TYPED[key] === "string" || key === "split-debuginfo");
    const definition: Definition = { kind: "environment", name: environmentName([...path, key]) };
    const text = config.fromEnvironment([...path, key]);
    const items = text?.split(/\s+/).filter((word) => word !== "") ?? [];
    const item = (value: string): ConfigNode => ({ kind: "value", value: { kind: "string", value, span: NOWHERE }, definition });
    return text === undefined ? undefined : { kind: "list", items: items.map(item), definition };
  };
  return KEYS.filter((key) => key !== "package").flatMap((key) => {
    const node = nodeOf(key);
    return node === undefined ? [] : [[key, node]];
  });
}

/** Undefined where the environment says nothing, and where files have something else than a table. */
function tableOfEnvironment(config: Config, path: readonly string[]): ConfigTable | undefined {
  if ((config.find(path)?.kind ?? "table") !== "table") return undefined;
  const entries = fromEnvironment(config, path);
  const definition: Definition = { kind: "environment", name: environmentName(path) };
  return entries.length === 0 ? undefined : { kind: "table", entries: new Map(entries), definition };
}

/** What files and the environment say together: a table that some file holds keeps its place. */
function together(table: ConfigTable | undefined, other: ConfigTable | undefined): ConfigTable | undefined {
  if (table === undefined || other === undefined) return table ?? other;
  const entries = new Map(table.entries);
  for (const [key, node] of other.entries) {
    const own = entries.get(key);
    entries.set(key, own?.kind === "table" && node.kind === "table" ? (together(own, node) as ConfigTable) : node);
  }
  return { ...table, entries };
}

const isNumber = (node: ConfigNode): boolean => node.kind === "value" && node.value.kind === "integer";

function checkKey(config: Config, profile: Profile, table: readonly string[], key: string, node: ConfigNode): void {
  const path = [...table, key];
  const type = TYPED[key];
  const within = (read: () => unknown): void => void config.within(profile.path, 1, read, profile.definition);
  if (type === "boolean") within(() => config.boolean(...path));
  else if (type === "string") within(() => config.string(...path));
  else if (type === "integer" && !isNumber(node)) within(() => config.integer(...path));
  else {
    const words = PROFILE_CHECKS[key]?.(valueOf(node), config.release);
    if (words === undefined) return;
    const own = config.couldNotLoad(path, node.definition, []).message;
    // What was tried as each of several types is not told by its key.
    const causes = words.old === undefined || hasNamedLevels(config.release) ? [own, words.now] : [words.old];
    throw config.couldNotLoad(profile.path, profile.definition, causes);
  }
}

/** The table at a path, which must be one. */
function checkedTable(config: Config, { path: profile, definition }: Profile, path: readonly string[], node: ConfigNode): ConfigTable {
  if (node.kind === "table") return node;
  return config.within(profile, 1, () => config.table(...path), definition) as ConfigTable;
}

function checkTable(config: Config, profile: Profile, path: readonly string[], table: ConfigTable, warn: (text: string) => void): void {
  for (const [key, node] of table.entries) {
    const at = [...path, key];
    if (TYPED[key] !== undefined || PROFILE_CHECKS[key] !== undefined) checkKey(config, profile, path, key, node);
    else if (!OTHER_KEYS.has(key)) warn(`unused config key \`${keyText(at)}\` in \`${definitionText(node.definition)}\``);
    else if (key === "build-override") checkTable(config, profile, at, checkedTable(config, profile, at, node), warn);
    else if (key === "package")
      for (const [name, one] of checkedTable(config, profile, at, node).entries) {
        if (name !== "*")
          checkSpecification(name, (words) => {
            throw config.couldNotLoad(profile.path, one.definition, [words]);
          });
        checkTable(config, profile, [...at, name], checkedTable(config, profile, [...at, name], one), warn);
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
  for (const name of new Set([...config.keys("profile").filter((key) => names.has(key)), ...names])) {
    const path = ["profile", name];
    const written = config.within(path, 1, () => config.table(...path));
    const table = together(written, tableOfEnvironment(config, path));
    if (table === undefined) continue;
    checkTable(config, { path, definition: table.definition }, path, table, warn);
    const flaw = profileFlaw(name, tableOf(table), { release, warn });
    if (flaw === undefined) continue;
    throw new CargoError(`config profile \`${name}\` is not valid (defined in \`${definitionText(table.definition)}\`)`, [flaw]);
  }
}
