// A package's crates: what `[lib]` and the other tables say, and what cargo finds by itself. Cargo looks at all tables before it
// reads the dependencies, and makes crates of them afterwards: `read` is the first, what it gives the second.
import { atLeast } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { checkOldKey } from "./deprecated-keys.ts";
import { AUTOLIB_SINCE } from "./manifest-keys.ts";
import type { CrateTarget } from "./manifest.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { featureRequired } from "./manifest-rules.ts";
import { BINARY, OTHER_KINDS, kindWord } from "./target-kinds.ts";
import { TargetTables, crateTypes, isProcMacro, targetEdition, testKeys } from "./target-tables.ts";
import type { TomlTable } from "../toml/toml.ts";

export interface PackageTargets {
  readonly lib: CrateTarget | undefined;
  readonly bins: readonly CrateTarget[];
  /** Examples, then tests, then benchmarks. */
  readonly others: readonly CrateTarget[];
  readonly buildScript: string | undefined;
}

export class TargetReader {
  constructor(
    readonly reader: ManifestReader,
    /** `[package]` */
    readonly table: TomlTable,
    readonly packageName: string,
    readonly edition: Edition,
  ) {}

  read(): () => PackageTargets {
    const buildScript = this.buildScript();
    const lib = this.lib();
    const tables = [BINARY, ...OTHER_KINDS].map((kind) =>
      new TargetTables(this.reader, kind, this.table, this.edition, lib !== undefined).read(),
    );
    return () => {
      const made = lib?.();
      const [bins = [], ...others] = tables.map((make) => make());
      const targets = { lib: made, bins, others: others.flat(), buildScript };
      this.#check(targets);
      return targets;
    };
  }

  #check({ lib, bins, others }: PackageTargets): void {
    const all = [...(lib === undefined ? [] : [lib]), ...bins, ...others];
    if (all.length === 0)
      this.reader.fail(
        "no targets specified in the manifest\neither src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present",
      );
    this.#warnShared(all);
  }

  exists(path: string): boolean {
    return this.reader.host.files.status(`${this.reader.root}/${path}`) !== undefined;
  }

  lib(): (() => CrateTarget) | undefined {
    const entry = this.reader.document.entries.get("lib")?.value;
    if (entry !== undefined && entry.kind !== "table") return this.reader.wrongType(entry, "lib", "struct TomlTarget");
    const auto = !atLeast(this.reader.release, AUTOLIB_SINCE) || (this.reader.boolean(this.table, "package", "autolib") ?? true);
    if (entry === undefined && (!auto || !this.exists("src/lib.rs"))) return undefined;
    const name = (entry === undefined ? undefined : this.reader.string(entry, "lib", "name")) ?? this.packageName.replaceAll("-", "_");
    if (name.trim() === "") this.reader.fail("library target names cannot be empty");
    if (name.includes("-")) this.reader.fail(`library target names cannot contain hyphens: ${name}`);
    for (const key of entry === undefined ? [] : ["proc-macro", "crate-type"])
      checkOldKey(this.reader, entry as TomlTable, key, `\`${name}\` library target`, this.edition);
    const path = (entry === undefined ? undefined : this.reader.string(entry, "lib", "path")) ?? this.#libPath(name);
    return () => ({
      kind: "lib",
      name,
      path,
      crateTypes: this.#libTypes(entry, name),
      edition: targetEdition(this.reader, entry, "library", name, this.edition),
      requiredFeatures: [],
      ...testKeys("lib", entry),
    });
  }

  #libPath(name: string): string {
    if (this.exists("src/lib.rs")) return "src/lib.rs";
    const legacy = `src/${name}.rs`;
    if (this.edition !== 2015 || !this.exists(legacy))
      return this.reader.fail(`can't find library \`${name}\`, rename file to \`src/lib.rs\` or specify lib.path`);
    this.reader.warnings.push(
      `path \`${legacy}\` was erroneously implicitly accepted for library \`${name}\`,\nplease rename the file to \`src/lib.rs\` or set lib.path in Cargo.toml`,
    );
    return legacy;
  }

  #libTypes(table: TomlTable | undefined, name: string): readonly string[] {
    if (table === undefined) return ["lib"];
    const types = crateTypes(this.reader, table, "lib");
    if (types === undefined) return [isProcMacro(this.reader, table, "lib") ? "proc-macro" : "lib"];
    if (types.includes("dylib") && types.includes("cdylib"))
      this.reader.fail(`library \`${name}\` cannot set the crate type of both \`dylib\` and \`cdylib\``);
    if (types.includes("proc-macro")) {
      this.reader.warnings.push(`library \`${name}\` should only specify \`proc-macro = true\` instead of setting \`crate-type\``);
      if (types.length > 1) this.reader.fail("cannot mix `proc-macro` crate type with others");
    }
    return [...new Set(types)];
  }

  /** Two targets of one file: cargo builds both and warns. */
  #warnShared(targets: readonly CrateTarget[]): void {
    for (const path of new Set(targets.map((target) => target.path))) {
      const sharing = targets.filter((target) => target.path === path);
      if (sharing.length < 2) continue;
      const file = `${this.reader.root}/${path}`;
      const list = sharing.map(({ kind, name }) => `\n  * \`${kindWord(kind)}\` target \`${name}\``).join("");
      this.reader.warnings.push(
        atLeast(this.reader.release, 71)
          ? `file \`${file}\` found to be present in multiple build targets:${list}`
          : `file found to be present in multiple build targets: ${file}`,
      );
    }
  }

  buildScript(): string | undefined {
    const value = this.table.entries.get("build")?.value;
    if (value?.kind === "array") this.reader.fail(featureRequired(this.reader, "multiple-build-scripts"));
    if (value?.kind === "string") return value.value;
    if (value?.kind === "boolean" && !value.value) return undefined;
    if (value?.kind === "boolean") return "build.rs";
    return this.exists("build.rs") ? "build.rs" : undefined;
  }
}
