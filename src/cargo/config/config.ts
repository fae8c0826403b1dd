// cargo's configuration as questions: a key, and what stands under it. The environment's `CARGO_*` variables go before files
// and behind `--config`. What goes in is the tree that `config-files.ts` reads; every answer of the wrong type is cargo's error.
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { ConfigFiles } from "./config-files.ts";
import { definitionFolder, definitionText, describeNode, keyText, rankOf } from "./config-node.ts";
import type { ConfigNode, ConfigTable, Definition, Scalar } from "./config-node.ts";
import { describeValue } from "../toml/toml-words.ts";

export { configFileIn, configFolders } from "./config-files.ts";
export type { ConfigNode } from "./config-node.ts";

const environmentNames = new Map<string, string>();

/** `build.target` -> `CARGO_BUILD_TARGET`. */
export function environmentName(path: readonly string[]): string {
  const key = path.join("_");
  const known = environmentNames.get(key);
  if (known !== undefined) return known;
  const name = `CARGO_${key.replaceAll(/[-.]/g, "_").toUpperCase()}`;
  environmentNames.set(key, name);
  return name;
}

/** A variable's value as it would stand in a file. */
function scalarOf(text: string): Scalar {
  const span = { lo: 0, hi: 0 };
  if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", span };
  return /^[+-]?\d+$/.test(text) ? { kind: "integer", value: BigInt(text), span } : { kind: "string", value: text, span };
}

interface Found<T> {
  readonly value: T;
  readonly definition: Definition;
}

type ScalarKind = Scalar["kind"];
const EXPECTED: Readonly<Record<ScalarKind, string>> = { string: "a string", integer: "an integer", boolean: "true/false" };

export class Config {
  constructor(
    readonly root: ConfigTable,
    readonly host: Pick<Host, "environment" | "currentDirectory">,
    readonly release: Release,
    /** About files; those about keys come from `config-schema.ts`. */
    readonly warnings: readonly string[] = [],
  ) {}

  get environment(): Host["environment"] {
    return this.host.environment;
  }

  find(path: readonly string[]): ConfigNode | undefined {
    let at: ConfigNode | undefined = this.root;
    for (const [i, key] of path.entries()) {
      if (at === undefined) return undefined;
      if (at.kind !== "table") throw this.#noTable(path.slice(0, i), at);
      at = at.entries.get(key);
    }
    return at;
  }

  #noTable(path: readonly string[], node: ConfigNode): CargoError {
    return new CargoError(
      `expected table for configuration key \`${keyText(path)}\`, but found ${describeNode(node)} in ${definitionText(node.definition)}`,
    );
  }

  fromEnvironment(path: readonly string[]): string | undefined {
    return this.environment[environmentName(path)];
  }

  /** The variable, unless the command line says something else. */
  #variable(path: readonly string[], node: ConfigNode | undefined): Found<string> | undefined {
    const value = this.fromEnvironment(path);
    if (value === undefined || (node !== undefined && rankOf(node.definition) > rankOf({ kind: "environment", name: "" })))
      return undefined;
    return { value, definition: { kind: "environment", name: environmentName(path) } };
  }

  /** What the environment says of a key, as a node of the tree; undefined where it says nothing or the command line does. */
  variableNode(path: readonly string[], isText: boolean): ConfigNode | undefined {
    const variable = this.#variable(path, this.find(path));
    if (variable === undefined) return undefined;
    const { value, definition } = variable;
    return { kind: "value", value: isText ? { kind: "string", value, span: { lo: 0, hi: 0 } } : scalarOf(value), definition };
  }

  #scalar(path: readonly string[], kind: ScalarKind): Found<string> | undefined {
    const node = this.find(path);
    const variable = this.#variable(path, node);
    if (node !== undefined && (node.kind !== "value" || node.value.kind !== kind)) throw this.wrongType(path, node, EXPECTED[kind]);
    if (variable !== undefined) return variable;
    return node?.kind === "value" ? { value: String(node.value.value), definition: node.definition } : undefined;
  }

  /** Where a scalar was said, as cargo shows it. */
  whereSaid(path: readonly string[]): string {
    const node = this.find(path);
    const definition = this.#variable(path, node)?.definition ?? node?.definition;
    return definition === undefined ? "default" : definitionText(definition);
  }

  /** Whatever stands there, if it is neither table nor list. */
  scalar(...path: string[]): Scalar | undefined {
    const node = this.find(path);
    const variable = this.#variable(path, node);
    if (variable !== undefined) return scalarOf(variable.value);
    return node?.kind === "value" ? node.value : undefined;
  }

  string(...path: string[]): string | undefined {
    return this.#scalar(path, "string")?.value;
  }

  /** A path, relative to the folder of what says it. */
  path(...path: string[]): string | undefined {
    return this.within(path, 1, () => this.#rooted(this.#scalar(path, "string")));
  }

  /** A program: a name to be looked for, or a path. */
  program(...path: string[]): string | undefined {
    return this.within(path, path.length > 2 ? 2 : 1, () => {
      const found = this.#scalar(path, "string");
      return found === undefined || !found.value.includes("/") ? found?.value : this.#rooted(found);
    });
  }

  /** A program and its arguments. */
  command(...path: string[]): readonly string[] | undefined {
    return this.within(path, 2, () => {
      const words = this.words(...path);
      const [program, ...rest] = words ?? [];
      const definition = this.find(path)?.definition ?? { kind: "environment", name: "" };
      return program?.includes("/") === true ? [this.#rooted({ value: program, definition }) as string, ...rest] : words;
    });
  }

  #rooted(found: Found<string> | undefined): string | undefined {
    if (found === undefined || found.value.startsWith("/")) return found?.value;
    return `${definitionFolder(found.definition, this.host.currentDirectory)}/${found.value}`;
  }

  /** What is wrong with a value is told within so many lines on the key that could not be loaded, and where that was said. */
  within<T>(path: readonly string[], layers: number, read: () => T, definition = this.find(path)?.definition): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CargoError) || definition === undefined) throw error;
      const { message } = this.couldNotLoad(path, definition, []);
      throw new CargoError(message, [...Array<string>(layers - 1).fill(message), error.message, ...error.causes]);
    }
  }

  boolean(...path: string[]): boolean | undefined {
    const found = this.#scalar(path, "boolean");
    if (found === undefined) return undefined;
    if (found.value === "true" || found.value === "false") return found.value === "true";
    throw new CargoError(`error in ${definitionText(found.definition)}: provided string was not \`true\` or \`false\``);
  }

  integer(...path: string[]): number | undefined {
    const found = this.#scalar(path, "integer");
    if (found === undefined) return undefined;
    if (/^[+-]?\d+$/.test(found.value)) return Number(found.value);
    throw new CargoError(`error in ${definitionText(found.definition)}: invalid digit found in string`);
  }

  /** A number or a string, as text. */
  numberOrString(...path: string[]): string | undefined {
    const node = this.find(path);
    const variable = this.#variable(path, node);
    if (variable !== undefined) return variable.value;
    if (node === undefined) return undefined;
    if (node.kind === "value" && node.value.kind !== "boolean") return String(node.value.value);
    throw this.couldNotLoad(path, node.definition, [`invalid type: ${describeForSerde(node)}, expected an integer or string`]);
  }

  /** One of a few words. */
  choice<T extends string>(choices: readonly T[], ...path: string[]): T | undefined {
    const found = this.#scalar(path, "string");
    if (found === undefined) return undefined;
    const chosen = choices.find((choice) => choice === found.value);
    if (chosen !== undefined) return chosen;
    const listed = choices.map((choice) => `\`${choice}\``);
    const expected = listed.length === 2 ? listed.join(" or ") : `one of ${listed.join(", ")}`;
    throw this.couldNotLoad(path, found.definition, [`unknown variant \`${found.value}\`, expected ${expected}`]);
  }

  couldNotLoad(path: readonly string[], definition: Definition, causes: readonly string[]): CargoError {
    return new CargoError(`error in ${definitionText(definition)}: could not load config key \`${keyText(path)}\``, causes);
  }

  /** Words: a list of strings, or one string of words between blanks; the variable's come behind them. */
  words(...path: string[]): readonly string[] | undefined {
    const node = this.find(path);
    const variable = this.fromEnvironment(path);
    const own = node === undefined ? undefined : this.#wordsOf(path, node);
    if (variable === undefined) return own?.flatMap(({ words }) => words);
    const said = { words: splitWords(variable), rank: rankOf({ kind: "environment", name: "" }) };
    return [...(own ?? []), said].sort((a, b) => a.rank - b.rank).flatMap(({ words }) => words);
  }

  #wordsOf(path: readonly string[], node: ConfigNode): { readonly words: readonly string[]; readonly rank: number }[] {
    const rank = rankOf(node.definition);
    if (node.kind === "value" && node.value.kind === "string") return [{ words: splitWords(node.value.value), rank }];
    if (node.kind !== "list") throw this.invalid(path, node, "a string or array of strings");
    return node.items.map((item) => {
      if (item.kind === "value" && item.value.kind === "string") return { words: [item.value.value], rank: rankOf(item.definition) };
      throw this.wrongType(path, item, "string");
    });
  }

  keys(...path: string[]): readonly string[] {
    const node = this.find(path);
    return node?.kind === "table" ? [...node.entries.keys()] : [];
  }

  /** Complains where something else than a table stands. */
  table(...path: string[]): ConfigTable | undefined {
    const node = this.find(path);
    if (node !== undefined && node.kind !== "table") throw this.invalid(path, node, "a table");
    return node;
  }

  wrongType(path: readonly string[], node: ConfigNode, expected: string): CargoError {
    return new CargoError(
      `error in ${definitionText(node.definition)}: \`${keyText(path)}\` expected ${expected}, but found a ${describeNode(node)}`,
    );
  }

  invalid(path: readonly string[], node: ConfigNode, expected: string): CargoError {
    const key = keyText(path);
    return new CargoError(
      `invalid configuration for key \`${key}\`\nexpected ${expected}, but found a ${describeNode(node)} for \`${key}\` in ${definitionText(node.definition)}`,
    );
  }

  /** `build.target`: none, one or several triples. */
  buildTargets(): readonly string[] {
    const path = ["build", "target"];
    const node = this.find(path);
    const variable = this.#variable(path, node);
    if (node?.kind === "list") return [...node.items.map((item) => this.#target(item)), ...splitWords(variable?.value ?? "")];
    if (variable !== undefined) return [variable.value];
    if (node === undefined) return [];
    if (node.kind === "value" && node.value.kind === "string") return [this.#target(node)];
    const where = this.couldNotLoad(path, node.definition, []).message;
    if (atLeast(this.release, 90))
      throw new CargoError(where, [where, `invalid type: ${describeForSerde(node)}, expected a string or array`]);
    throw new CargoError(where, ["data did not match any variant of untagged enum BuildTargetConfigInner"]);
  }

  /** A target file is named relative to the folder that holds `.cargo`. */
  #target(node: ConfigNode): string {
    const where = this.couldNotLoad(["build", "target"], node.definition, []).message;
    if (node.kind !== "value" || node.value.kind !== "string") {
      const index = this.find(["build", "target"]);
      const at = index?.kind === "list" ? index.items.indexOf(node) : 0;
      throw new CargoError(where, [
        where,
        `error in ${definitionText(node.definition)}: failed to parse config at \`build.target[${at}]\``,
      ]);
    }
    const name = node.value.value;
    if (!name.endsWith(".json") || name.startsWith("/")) return name;
    return `${definitionFolder(node.definition, this.host.currentDirectory)}/${name}`;
  }
}

function describeForSerde(node: ConfigNode): string {
  if (node.kind === "value") return describeValue(node.value);
  return node.kind === "list" ? "sequence" : "map";
}

export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Throws CargoError for files that cannot be read or merged. `asked` are the words behind each `--config`. */
export function readConfig(host: Host, release: Release, asked: readonly string[] = []): Config {
  const files = new ConfigFiles(host, release);
  const root = files.read(asked);
  return new Config(root, host, release, files.warnings);
}

/** The configuration of nobody: what the environment says, and no file. */
export function emptyConfig(host: Host, release: Release): Config {
  return new Config({ kind: "table", entries: new Map(), definition: { kind: "cli" } }, host, release, []);
}
