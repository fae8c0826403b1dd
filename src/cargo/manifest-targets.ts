// A package's crates: what `[lib]` and `[[bin]]` say, and what cargo finds by itself in `src/`.
import { atLeast } from "../target/release.ts";
import type { CrateType, Edition } from "../target/session.ts";
import type { CrateTarget } from "./manifest.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { featureRequired } from "./manifest-rules.ts";
import { testKeys } from "./other-crates.ts";
import { refusal } from "./cargo-error.ts";
import { similar } from "../base/similar.ts";
import type { TomlTable, TomlValue } from "./toml.ts";

export interface PackageTargets {
  readonly lib: CrateTarget | undefined;
  readonly bins: readonly CrateTarget[];
  readonly buildScript: string | undefined;
}

const OTHER_KINDS = [
  ["example", "examples"],
  ["test", "tests"],
  ["bench", "benches"],
] as const;
const RESERVED_NAMES = new Set(["deps", "examples", "build", "incremental"]);
const LIB_TYPES: readonly CrateType[] = ["lib", "rlib", "staticlib", "dylib", "cdylib", "proc-macro"];

export class TargetReader {
  constructor(
    readonly reader: ManifestReader,
    readonly table: TomlTable,
    readonly packageName: string,
    readonly edition: Edition,
  ) {}

  read(): PackageTargets {
    const lib = this.lib();
    const bins = this.bins();
    if (lib === undefined && bins.length === 0) {
      return this.reader.fail(
        "no targets specified in the manifest\neither src/lib.rs, src/main.rs, a [lib] section, or [[bin]] section must be present",
      );
    }
    this.checkOthers();
    this.warnShared(lib === undefined ? bins : [lib, ...bins]);
    return { lib, bins, buildScript: this.buildScript() };
  }

  exists(path: string): boolean {
    return this.reader.host.files.status(`${this.reader.root}/${path}`)?.kind === "file";
  }

  lib(): CrateTarget | undefined {
    const entry = this.reader.document.entries.get("lib")?.value;
    if (entry !== undefined && entry.kind !== "table") return this.reader.wrongType(entry, "lib", "struct TomlTarget");
    const auto = this.reader.boolean(this.table, "package", "autolib") ?? true;
    if (entry === undefined && (!auto || !this.exists("src/lib.rs"))) return undefined;
    const name = (entry === undefined ? undefined : this.reader.string(entry, "lib", "name")) ?? this.packageName.replaceAll("-", "_");
    const path = (entry === undefined ? undefined : this.reader.string(entry, "lib", "path")) ?? this.libPath(name);
    this.checkLibName(name);
    this.noteOldKeys(entry, `\`${this.packageName}\` library`, "library", name);
    const crateType = this.libType(entry);
    return { kind: "lib", name, path, crateType, edition: this.ownEdition(entry), requiredFeatures: [], ...testKeys("lib", entry) };
  }

  checkLibName(name: string): void {
    if (name === "") this.reader.fail("library target names cannot be empty");
    if (name.includes("-")) this.reader.fail(`library target names cannot contain hyphens: ${name}`);
  }

  /** Keys that newer releases warn about. */
  noteOldKeys(table: TomlTable | undefined, whose: string, what: string, name: string): void {
    if (table === undefined || !atLeast(this.reader.release, 80)) return;
    for (const key of ["crate_type", "proc_macro"])
      if (table.entries.has(key))
        this.reader.warnings.push(
          `\`${key}\` is deprecated in favor of \`${key.replace("_", "-")}\` and will not work in the 2024 edition\n(in the ${whose} target)`,
        );
    if (table.entries.has("edition")) this.reader.warnings.push(`\`edition\` is set on ${what} \`${name}\` which is deprecated`);
  }

  libPath(name: string): string {
    if (this.exists("src/lib.rs")) return "src/lib.rs";
    return this.reader.fail(`can't find library \`${name}\`, rename file to \`src/lib.rs\` or specify lib.path`);
  }

  libType(table: TomlTable | undefined): CrateType {
    if (table === undefined) return "lib";
    if ((this.reader.boolean(table, "lib", "proc-macro") ?? this.reader.boolean(table, "lib", "proc_macro")) === true) return "proc-macro";
    const types = this.reader.strings(table, "lib", "crate-type") ?? this.reader.strings(table, "lib", "crate_type") ?? ["lib"];
    const [first, ...more] = types.map((type) => LIB_TYPES.find((known) => known === type));
    const areLibraries = [first, ...more].every((type) => type === "lib" || type === "rlib");
    if (first !== undefined && (areLibraries || more.length === 0)) return first;
    throw refusal(`the crate types ${JSON.stringify(types)} of a library`);
  }

  bins(): CrateTarget[] {
    const listed = this.reader.document.entries.get("bin")?.value;
    if (listed !== undefined && listed.kind !== "array") return this.reader.wrongType(listed, "bin", "a sequence");
    const own = listed === undefined ? [] : listed.items.map((item) => this.listedBin(item));
    this.checkNames(own);
    const auto = this.reader.boolean(this.table, "package", "autobins") ?? (this.edition > 2015 || own.length === 0);
    if (!auto) return own;
    const found = this.foundBins().filter(({ name, path }) => !own.some((bin) => bin.name === name || bin.path === path));
    this.checkNames(found);
    return [...own, ...found].sort((a, b) => (listed === undefined ? (a.name < b.name ? -1 : 1) : 0));
  }

  checkNames(bins: readonly CrateTarget[]): void {
    const seen = new Set<string>();
    for (const { name } of bins) {
      if (seen.has(name)) this.reader.fail(`found duplicate binary name ${name}, but all binary targets must have a unique name`);
      seen.add(name);
    }
  }

  /** A target's own edition, which newer releases warn about. */
  ownEdition(table: TomlTable | undefined): Edition {
    const value = table?.entries.get("edition")?.value;
    if (value?.kind !== "string") return this.edition;
    return ([2015, 2018, 2021, 2024] as const).find((year) => String(year) === value.value) ?? this.edition;
  }

  bin(name: string, path: string, table?: TomlTable): CrateTarget {
    const requiredFeatures = table === undefined ? [] : (this.reader.strings(table, "bin", "required-features") ?? []);
    return { kind: "bin", name, path, crateType: "bin", edition: this.ownEdition(table), requiredFeatures, ...testKeys("bin", table) };
  }

  /** src/main.rs, src/bin/x.rs and src/bin/x/main.rs. */
  foundBins(): CrateTarget[] {
    const found: CrateTarget[] = this.exists("src/main.rs") ? [this.bin(this.packageName, "src/main.rs")] : [];
    const folder = `${this.reader.root}/src/bin`;
    if (this.reader.host.files.status(folder)?.kind !== "folder") return found;
    for (const entry of [...this.reader.host.files.list(folder)].sort()) {
      if (entry.endsWith(".rs")) found.push(this.bin(entry.slice(0, -3), `src/bin/${entry}`));
      else if (this.exists(`src/bin/${entry}/main.rs`)) found.push(this.bin(entry, `src/bin/${entry}/main.rs`));
    }
    return found;
  }

  listedBin(item: TomlValue): CrateTarget {
    if (item.kind !== "table") return this.reader.wrongType(item, "bin", "struct TomlTarget");
    const name = this.reader.string(item, "bin", "name");
    if (name === undefined) return this.reader.fail("binary target bin.name is required");
    this.checkBin(item, name);
    const path = this.reader.string(item, "bin", "path") ?? this.inferredPath(name);
    return this.bin(name, path, item);
  }

  checkBin(table: TomlTable, name: string): void {
    if (name === "") this.reader.fail("binary target names cannot be empty");
    if (RESERVED_NAMES.has(name))
      this.reader.fail(`the binary target name \`${name}\` is forbidden, it conflicts with cargo's build directory names`);
    if (table.entries.has("filename") && atLeast(this.reader.release, 60))
      this.reader.fail(featureRequired(this.reader, "different-binary-name"));
    const macro = (table.entries.get("proc-macro") ?? table.entries.get("proc_macro"))?.value;
    if (macro?.kind === "boolean" && macro.value)
      this.reader.fail(`the target \`${name}\` is a binary and can't have \`proc-macro\` set \`true\``);
    const types = this.reader.strings(table, "bin", "crate-type") ?? this.reader.strings(table, "bin", "crate_type") ?? [];
    if (types.length > 0)
      this.reader.fail(`the target \`${name}\` is a binary and can't have any crate-types set (currently "${types.join(", ")}")`);
    this.noteOldKeys(table, `\`${name}\` binary`, "binary", name);
  }

  inferredPath(name: string): string {
    const candidates = [...(name === this.packageName ? ["src/main.rs"] : []), `src/bin/${name}.rs`, `src/bin/${name}/main.rs`];
    const found = candidates.find((path) => this.exists(path));
    if (found !== undefined) return found;
    const soleDefault = this.exists("src/main.rs") && !this.exists("src/bin") && this.edition === 2015;
    if (soleDefault) return "src/main.rs";
    return this.reader.fail(
      `can't find \`${name}\` bin at \`src/bin/${name}.rs\` or \`src/bin/${name}/main.rs\`. Please specify bin.path if you want to use a non-default path.${this.nearBin(name)}`,
    );
  }

  /** Since 1.91 a name that is near is told. */
  nearBin(name: string): string {
    const near = atLeast(this.reader.release, 91)
      ? similar(
          name,
          this.foundBins().map((bin) => bin.name),
        )
      : undefined;
    return near === undefined ? "" : `\n\nhelp: a bin with a similar name exists: \`${near}\``;
  }

  /** Targets that are not built here, but must be there. */
  checkOthers(): void {
    for (const [kind, folder] of OTHER_KINDS) {
      const listed = this.reader.document.entries.get(kind)?.value;
      if (listed?.kind === "array") listed.items.forEach((item) => this.checkOther(kind, folder, item));
    }
  }

  checkOther(kind: string, folder: string, item: TomlValue): void {
    if (item.kind !== "table") return;
    const name = this.reader.string(item, kind, "name");
    if (name === undefined) return this.reader.fail(`${kind} target ${kind}.name is required`);
    if (item.entries.has("path") || this.exists(`${folder}/${name}.rs`) || this.exists(`${folder}/${name}/main.rs`)) return;
    this.reader.fail(
      `can't find \`${name}\` ${kind} at \`${folder}/${name}.rs\` or \`${folder}/${name}/main.rs\`. Please specify ${kind}.path if you want to use a non-default path.`,
    );
  }

  /** Two targets of one file: cargo builds both and warns. */
  warnShared(targets: readonly CrateTarget[]): void {
    for (const path of new Set(targets.map((target) => target.path))) {
      const sharing = targets.filter((target) => target.path === path);
      if (sharing.length < 2) continue;
      const file = `${this.reader.root}/${path}`;
      const list = sharing.map(({ kind, name }) => `\n  * \`${kind}\` target \`${name}\``).join("");
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
