// The configuration's values: a tree in which each value knows where it was said, and how two such trees become one.
import { CargoError } from "../cargo-error.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

/** Where a value was said. */
export type Definition =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "environment"; readonly name: string }
  /** `--config KEY=VALUE`, or a file that `--config` names. */
  | { readonly kind: "cli"; readonly path?: string };

export type Scalar = TomlValue & { readonly kind: "string" | "integer" | "boolean" };

export type ConfigNode =
  | ConfigTable
  | { readonly kind: "list"; readonly items: readonly ConfigNode[]; readonly definition: Definition }
  | { readonly kind: "value"; readonly value: Scalar; readonly definition: Definition };

export interface ConfigTable {
  readonly kind: "table";
  readonly entries: Map<string, ConfigNode>;
  readonly definition: Definition;
}

const RANKS: Readonly<Record<Definition["kind"], number>> = { file: 0, environment: 1, cli: 2 };

/** The command line goes before the environment, and that before files. */
export const rankOf = ({ kind }: Definition): number => RANKS[kind];

export function definitionText(definition: Definition): string {
  if (definition.kind === "environment") return `environment variable \`${definition.name}\``;
  return definition.path ?? "--config cli option";
}

/** The folder that paths count from: the one that holds `.cargo`, or the current one. */
export function definitionFolder(definition: Definition, currentDirectory: string): string {
  const path = definition.kind === "environment" ? undefined : definition.path;
  return path === undefined ? currentDirectory : path.split("/").slice(0, -2).join("/");
}

/** `table`, `array`, `string`, `boolean`, `integer`: what the value is in cargo's complaints. */
export function describeNode(node: ConfigNode): string {
  if (node.kind === "value") return node.value.kind;
  return node.kind === "list" ? "array" : "table";
}

/** `a."b c".d`: a key as cargo shows it. */
export function keyText(path: readonly string[]): string {
  const quoted = (part: string) => (part.includes('"') && !part.includes("'") ? `'${part}'` : JSON.stringify(part));
  return path.map((part) => (/^[A-Za-z0-9_-]+$/.test(part) ? part : quoted(part))).join(".");
}

/** A value that the configuration cannot hold: numbers with a fraction, dates; before 1.90, in lists, all but strings. */
export class UnsupportedValue extends Error {
  constructor(
    /** Of the tables around it. */
    readonly keys: readonly string[],
    /** `[0]` where it stands in a list. */
    readonly index: string,
    readonly type: string,
  ) {
    super(`unsupported TOML configuration type \`${type}\``);
  }

  /** cargo's causes, the outermost first. */
  causes(isOld: boolean): string[] {
    if (!isOld) return [`failed to parse config at \`${keyText(this.keys)}${this.index}\``, this.message];
    const last =
      this.index === ""
        ? `found TOML configuration value of unknown type \`${this.type}\``
        : `expected string but found ${this.type} in list`;
    return [...this.keys.map((key) => `failed to parse key \`${key}\``), last];
  }
}

export interface NodeRules {
  readonly definition: Definition;
  /** Lists hold strings and nothing else. */
  readonly onlyStringLists: boolean;
}

/** Throws UnsupportedValue. */
export function toNode(value: TomlValue, rules: NodeRules, keys: readonly string[] = [], index = ""): ConfigNode {
  const { definition } = rules;
  switch (value.kind) {
    case "table":
      return tableNode(value, rules, keys, index);
    case "array":
      return { kind: "list", items: value.items.map((item, i) => itemNode(item, rules, keys, `${index}[${i}]`)), definition };
    case "float":
    case "datetime":
      throw new UnsupportedValue(keys, index, value.kind);
    default:
      return { kind: "value", value, definition };
  }
}

function itemNode(item: TomlValue, rules: NodeRules, keys: readonly string[], index: string): ConfigNode {
  if (rules.onlyStringLists && item.kind !== "string") throw new UnsupportedValue(keys, index, item.kind);
  return toNode(item, rules, keys, index);
}

export function tableNode(table: TomlTable, rules: NodeRules, keys: readonly string[] = [], index = ""): ConfigTable {
  const entries = [...table.entries].map(([name, { value }]) => [name, toNode(value, rules, [...keys, name], index)] as const);
  return { kind: "table", entries: new Map(entries), definition: rules.definition };
}

/** Lists that are one command: the other one does not get added to it. */
function isCommand(path: readonly string[]): boolean {
  const [first, , last] = path;
  return path.length === 3 && ((first === "target" && (last === "runner" || last === "linker")) || last === "credential-provider");
}

/** What two places say in different shapes; `causes` from the outermost key inwards. */
function clash(near: ConfigNode, far: ConfigNode, into: ConfigNode, from: ConfigNode, path: readonly string[]): CargoError {
  const causes = path.map(
    (key, i) =>
      `failed to merge key \`${key}\` between ${definitionText((i === path.length - 1 ? into : near).definition)} and ${definitionText((i === path.length - 1 ? from : far).definition)}`,
  );
  const last = `failed to merge config value from \`${definitionText(from.definition)}\` into \`${definitionText(into.definition)}\`: expected ${describeNode(into)}, but found ${describeNode(from)}`;
  const [first = last, ...rest] = [...causes, last];
  return new CargoError(first, rest);
}

/**
 * Adds `from` to `into`, which was there before: what stands there stays unless `force`, lists are joined, the stronger last.
 * Throws CargoError where one is a table or list and the other is not.
 */
export function merge(into: ConfigNode, from: ConfigNode, force: boolean, path: readonly string[] = []): ConfigNode {
  if (into.kind === "table" && from.kind === "table") return mergeTables(into, from, force, path);
  if (into.kind === "list" && from.kind === "list") {
    if (isCommand(path)) return force ? from : into;
    const items = force ? [...into.items, ...from.items] : [...from.items, ...into.items];
    return { kind: "list", items: items.sort((a, b) => rankOf(a.definition) - rankOf(b.definition)), definition: into.definition };
  }
  if (into.kind !== "value" || from.kind !== "value") throw clash(into, from, into, from, path);
  return force ? from : into;
}

export function mergeTables(into: ConfigTable, from: ConfigTable, force: boolean, path: readonly string[] = []): ConfigTable {
  const entries = new Map(into.entries);
  for (const [key, other] of from.entries) {
    const own = entries.get(key);
    entries.set(key, own === undefined ? other : merge(own, other, force, [...path, key]));
  }
  return { kind: "table", entries, definition: into.definition };
}
