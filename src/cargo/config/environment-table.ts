// `[env]` of the configuration: variables that the compiler and the programs that cargo starts see. What the process has
// already stays, unless the table says `force`.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "./config.ts";
import { definitionFolder, definitionText, keyText } from "./config-node.ts";
import type { ConfigNode } from "./config-node.ts";
import { describeValue } from "../toml/toml-words.ts";

interface Variable {
  readonly value: string;
  readonly force: boolean;
}

function wrong(key: string, node: ConfigNode, cause: string): CargoError {
  const where = `error in ${definitionText(node.definition)}: could not load config key \`${keyText(["env", key])}\``;
  return new CargoError(where, [where, cause]);
}

function variableOf(config: Config, key: string, node: ConfigNode): Variable {
  if (node.kind === "value" && node.value.kind === "string") return { value: node.value.value, force: false };
  if (node.kind !== "table") {
    const found = node.kind === "value" ? describeValue(node.value) : "sequence";
    throw wrong(key, node, `invalid type: ${found}, expected a string or map`);
  }
  const [value, force, isRelative] = config.within(["env", key], 2, () => [
    config.string("env", key, "value"),
    config.boolean("env", key, "force"),
    config.boolean("env", key, "relative"),
  ]);
  if (value === undefined) throw wrong(key, node, "missing field `value`");
  const folder = definitionFolder(node.definition, config.host.currentDirectory);
  return { value: isRelative === true && !value.startsWith("/") ? `${folder}/${value}` : value, force: force === true };
}

/** Of these cargo says no, since they decide which cargo and rustc it is. */
const FORBIDDEN = ["CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN"];

/** The variables that the table adds to the process's, or puts over them. Throws CargoError. */
export function environmentTable(config: Config): Record<string, string> {
  const table = config.table("env");
  const variables: Record<string, string> = {};
  for (const [key, node] of table?.entries ?? []) {
    if (FORBIDDEN.includes(key)) {
      throw new CargoError(`setting the \`${key}\` environment variable is not supported in the \`[env]\` configuration table`);
    }
    const { value, force } = variableOf(config, key, node);
    if (force || config.environment[key] === undefined) variables[key] = value;
  }
  return variables;
}

/** The host's environment as compiled programs and started ones see it. */
export function withTable(host: Host, config: Config): Host["environment"] {
  return { ...host.environment, ...environmentTable(config) };
}
