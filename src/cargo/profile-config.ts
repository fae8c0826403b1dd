// `[profile.*]` of the configuration: the same keys as in a manifest, told of in the configuration's words.
import { atLeast } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { Config } from "./config.ts";
import { definitionText, keyText } from "./config-node.ts";
import type { ConfigNode } from "./config-node.ts";
import { PROFILE_CHECKS } from "./profile-checks.ts";
import type { TomlValue } from "./toml.ts";

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

function valueOf(node: ConfigNode): TomlValue {
  const span = { lo: 0, hi: 0 };
  if (node.kind === "value") return node.value;
  if (node.kind === "list") return { kind: "array", items: [], span };
  return { kind: "table", entries: new Map(), span, origin: "inline" };
}

function checkKey(config: Config, profile: readonly string[], key: string, node: ConfigNode): void {
  const path = [...profile, key];
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

/** Complains about the configuration's profiles; `warn` gets keys that nobody knows. */
export function checkProfileConfig(config: Config, warn: (text: string) => void): void {
  for (const name of config.keys("profile")) {
    const path = ["profile", name];
    const table = config.within(path, 1, () => config.table(...path));
    for (const [key, node] of table?.entries ?? []) {
      if (TYPED[key] === undefined && PROFILE_CHECKS[key] === undefined && !OTHER_KEYS.has(key))
        warn(`unused config key \`${keyText([...path, key])}\` in \`${definitionText(node.definition)}\``);
      else checkKey(config, path, key, node);
    }
  }
}
