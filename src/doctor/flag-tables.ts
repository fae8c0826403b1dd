// Where a configuration file says flags for rustc: `rustflags` of `[build]` and of the `[target]` tables that fit the builds from here.
import type { TomlFile } from "../advice/survey.ts";
import { cfgMatches } from "../cargo/resolve/cfg-expression.ts";
import type { TomlTable } from "../cargo/toml/toml.ts";
import { HOST_TRIPLE, findTarget, targetCfgs } from "../target/targets.ts";
import type { Patient } from "./check.ts";

/** A key of `[target]`, a triple or `cfg(...)`, is one of a build from here. */
export function fits(key: string, { targets, survey }: Patient): boolean {
  const names = targets.length === 0 ? [HOST_TRIPLE] : targets;
  return names.some((name) => {
    const target = findTarget(name);
    if (key === name || target === undefined) return key === name;
    return cfgMatches(key, targetCfgs(target, survey.release, target.panicStrategy));
  });
}

/** Tables `[target.*]` with their names. */
export function targetTables({ document }: TomlFile): (readonly [string, TomlTable])[] {
  const tables = document.entries.get("target")?.value;
  return tables?.kind !== "table"
    ? []
    : [...tables.entries].flatMap(([name, { value }]) => (value.kind === "table" ? [[name, value] as const] : []));
}

export interface Flag {
  readonly text: string;
  /** Offset in the file. */
  readonly lo: number;
}

/** `rustflags` of a table, a text or a list. */
export function flagsOf(table: TomlTable): Flag[] {
  const value = table.entries.get("rustflags")?.value;
  if (value?.kind === "string") return value.value.split(/\s+/).map((text) => ({ text, lo: value.span.lo }));
  return value?.kind === "array"
    ? value.items.flatMap((item) => (item.kind === "string" ? [{ text: item.value, lo: item.span.lo }] : []))
    : [];
}
