// `[[bin]]`, `[[example]]`, `[[test]]` and `[[bench]]`: what a table says, what cargo finds by itself beside the tables, and the
// root file of a table that names none.
import { similar } from "../../base/similar.ts";
import { atLeast } from "../../target/release.ts";
import type { Edition } from "../../target/session.ts";
import { checkOldKey } from "./deprecated-keys.ts";
import type { CrateKind, CrateTarget } from "./manifest.ts";
import type { ManifestReader } from "./manifest-reader.ts";
import { featureRequired } from "./manifest-rules.ts";
import { filesIn } from "./target-kinds.ts";
import type { FoundFile, TargetKind } from "./target-kinds.ts";
import type { TomlTable } from "../toml/toml.ts";

/** A crate before its path is looked for; without a table it was found. */
interface Listed {
  readonly name: string;
  readonly table: TomlTable | undefined;
  readonly path: string | undefined;
}

const RESERVED_NAMES = new Set(["deps", "examples", "build", "incremental"]);

/** Of a crate's table, under its newer or its older name. */
export function crateTypes(reader: ManifestReader, table: TomlTable, section: string): readonly string[] | undefined {
  return reader.strings(table, section, "crate-type") ?? reader.strings(table, section, "crate_type");
}

/** An example is a program, or a library of given types. */
function exampleTypes(reader: ManifestReader, table: TomlTable): readonly string[] {
  const types = crateTypes(reader, table, "example") ?? [];
  return types.length === 0 ? ["bin"] : types;
}

export function isProcMacro(reader: ManifestReader, table: TomlTable, section: string): boolean {
  return (reader.boolean(table, section, "proc-macro") ?? reader.boolean(table, section, "proc_macro")) === true;
}

/** `test`, `doctest`, `bench` and `harness` of a crate's table; without them cargo's defaults. */
export function testKeys(kind: CrateKind, table: TomlTable | undefined): Pick<CrateTarget, "tested" | "doctested" | "benched" | "harness"> {
  const flag = (key: string, otherwise: boolean): boolean => {
    const value = table?.entries.get(key)?.value;
    return value?.kind === "boolean" ? value.value : otherwise;
  };
  return {
    tested: flag("test", kind !== "example" && kind !== "bench"),
    doctested: flag("doctest", kind === "lib"),
    benched: flag("bench", kind !== "example" && kind !== "test"),
    harness: flag("harness", true),
  };
}

/** A target's own edition, which newer releases warn about. */
export function targetEdition(
  reader: ManifestReader,
  table: TomlTable | undefined,
  human: string,
  name: string,
  edition: Edition,
): Edition {
  const value = table?.entries.get("edition")?.value;
  if (value?.kind !== "string") return edition;
  if (atLeast(reader.release, 80)) reader.warnings.push(`\`edition\` is set on ${human} \`${name}\` which is deprecated`);
  return reader.parseEdition(value.value);
}

export class TargetTables {
  readonly #section: string;

  constructor(
    readonly reader: ManifestReader,
    readonly kind: TargetKind,
    /** `[package]` */
    readonly table: TomlTable,
    readonly edition: Edition,
    readonly hasLib: boolean,
  ) {
    this.#section = kind.kind;
  }

  #exists(path: string): boolean {
    return this.reader.host.files.status(`${this.reader.root}/${path}`) !== undefined;
  }

  /** Looks at the tables and for files; what is called afterwards makes the crates of the kind, as cargo does when all else is read. */
  read(): () => CrateTarget[] {
    const found = this.#found();
    const listed = this.#listedAndFound(found);
    for (const one of listed) this.#check(one);
    const crates = listed.flatMap((one) => {
      const path = one.path ?? this.#inferredPath(one.name, found);
      return path === undefined ? [] : [{ ...one, path }];
    });
    return () => this.#targets(crates);
  }

  #found(): FoundFile[] {
    const main = this.kind.kind === "bin" && this.#exists("src/main.rs") ? [{ name: this.reader.packageName, path: "src/main.rs" }] : [];
    return [...main, ...filesIn(this.reader.host, this.reader.root, this.kind.folder)];
  }

  #tables(): readonly TomlTable[] | undefined {
    const value = this.reader.document.entries.get(this.#section)?.value;
    if (value === undefined) return undefined;
    if (value.kind !== "array") return this.reader.wrongType(value, this.#section, "a sequence");
    return value.items.map((item) => (item.kind === "table" ? item : this.reader.wrongType(item, this.#section, "struct TomlTarget")));
  }

  #listedAndFound(found: readonly FoundFile[]): Listed[] {
    const tables = this.#tables();
    const auto = this.reader.boolean(this.table, "package", this.kind.auto);
    const listed = (tables ?? []).map((table): Listed => {
      const name = this.reader.string(table, this.#section, "name");
      if (name === undefined) return this.reader.fail(`${this.kind.human} target ${this.kind.kind}.name is required`);
      return { name, table, path: this.reader.string(table, this.#section, "path") };
    });
    const others = found
      .filter(({ name, path }) => !listed.some((one) => one.name === name || one.path === path))
      .map((file): Listed => ({ ...file, table: undefined }));
    const looks = auto ?? (this.edition > 2015 || tables === undefined);
    if (!looks && auto === undefined && others.length > 0) this.#noteUnread(others);
    const all = looks ? [...listed, ...others] : listed;
    const isSorted = tables === undefined || atLeast(this.reader.release, 80);
    return isSorted ? all.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) : all;
  }

  /** Edition 2015 looks for no files beside tables. */
  #noteUnread(files: readonly Listed[]): void {
    const { kind, human, auto } = this.kind;
    this.reader.warnings.push(
      `An explicit [[${kind}]] section is specified in Cargo.toml which currently\ndisables Cargo from automatically inferring other ${human} targets.\nThis inference behavior will change in the Rust 2018 edition and the following\nfiles will be included as a ${human} target:\n\n${files.map(({ path }) => `* ${path}\n`).join("")}\nThis is likely to break cargo build or cargo test as these files may not be\nready to be compiled as a ${human} target today. You can future-proof yourself\nand disable this warning by adding \`${auto} = false\` to your [package]\nsection. You may also move the files to a location where Cargo would not\nautomatically infer them to be a target, such as in subfolders.\n\nFor more information on this warning you can consult\nhttps://github.com/rust-lang/cargo/issues/5330`,
    );
  }

  #check({ name, table }: Listed): void {
    const { reader, kind } = this;
    if (name.trim() === "") reader.fail(`${kind.human} target names cannot be empty`);
    if (kind.kind === "bin" && RESERVED_NAMES.has(name))
      reader.fail(`the binary target name \`${name}\` is forbidden, it conflicts with cargo's build directory names`);
    if (table === undefined) return;
    const owner = `\`${name}\` ${kind.human} target`;
    if (kind.kind === "bin") this.#checkBinTypes(name, table, owner);
    else checkOldKey(reader, table, "proc-macro", owner, this.edition);
    if (kind.kind !== "bin") checkOldKey(reader, table, "crate-type", owner, this.edition);
  }

  /** A program is nothing else; what says so otherwise is told when the package is built. */
  #checkBinTypes(name: string, table: TomlTable, owner: string): void {
    const types = crateTypes(this.reader, table, "bin");
    if (types !== undefined && types.length > 0)
      this.reader.errors.push(`the target \`${name}\` is a binary and can't have any crate-types set (currently "${types.join(", ")}")`);
    else if (types !== undefined) checkOldKey(this.reader, table, "crate-type", owner, this.edition);
    if (isProcMacro(this.reader, table, "bin"))
      this.reader.errors.push(`the target \`${name}\` is a binary and can't have \`proc-macro\` set \`true\``);
    else checkOldKey(this.reader, table, "proc-macro", owner, this.edition);
  }

  /** Undefined if there is none: that of a program is an error at once, that of another crate when the package is built. */
  #inferredPath(name: string, found: readonly FoundFile[]): string | undefined {
    const [first, second] = found.filter((file) => file.name === name);
    if (first !== undefined && second === undefined) return first.path;
    const legacy = this.edition === 2015 ? this.#legacyPath(name) : undefined;
    if (legacy !== undefined) return legacy;
    const words =
      first !== undefined && second !== undefined
        ? `cannot infer path for \`${name}\` ${this.kind.kind}\nCargo doesn't know which to use because multiple target files found at \`${first.path}\` and \`${second.path}\`.`
        : this.#notFound(name, found);
    if (this.kind.kind === "bin") return this.reader.fail(words);
    this.reader.errors.push(words);
    return undefined;
  }

  /** Files that only edition 2015 takes. */
  #legacyPath(name: string): string | undefined {
    const { kind, human } = this.kind;
    const candidates = { bin: [...(this.hasLib ? [] : [`src/${name}.rs`]), "src/main.rs", "src/bin/main.rs"], bench: ["src/bench.rs"] };
    const allowed = kind === "bin" ? candidates.bin : kind === "bench" && name === "bench" ? candidates.bench : [];
    const path = allowed.find((candidate) => this.#exists(candidate));
    if (path !== undefined)
      this.reader.warnings.push(
        `path \`${path}\` was erroneously implicitly accepted for ${human} \`${name}\`,\nplease set ${kind}.path in Cargo.toml`,
      );
    return path;
  }

  #notFound(name: string, found: readonly FoundFile[]): string {
    const { kind, folder, wrongFolder } = this.kind;
    const files = ["", "/main"].map((rest) => `${name}${rest}.rs`);
    const wrong = files.find((file) => this.#exists(`${wrongFolder}/${file}`));
    const near = atLeast(this.reader.release, 91)
      ? similar(
          name,
          found.map((file) => file.name),
          3,
        )
      : undefined;
    const help = near === undefined ? "" : `\n\nhelp: a ${kind} with a similar name exists: \`${near}\``;
    if (wrong !== undefined)
      return `can't find \`${name}\` ${kind} at default paths, but found a file at \`${wrongFolder}/${wrong}\`.\nPerhaps rename the file to \`${folder}/${wrong}\` for target auto-discovery, or specify ${kind}.path if you want to use a non-default path.${help}`;
    return `can't find \`${name}\` ${kind} at \`${folder}/${files[0]}\` or \`${folder}/${files[1]}\`. Please specify ${kind}.path if you want to use a non-default path.${help}`;
  }

  #targets(crates: readonly (Listed & { readonly path: string })[]): CrateTarget[] {
    if (this.kind.kind === "bin" && crates.some(({ table }) => table?.entries.has("filename") === true))
      this.reader.fail(featureRequired(this.reader, "different-binary-name"));
    const twin = crates.find(({ name }, i) => crates.findIndex((one) => one.name === name) < i);
    if (twin !== undefined)
      this.reader.fail(`found duplicate ${this.kind.twin} name ${twin.name}, but all ${this.kind.twin} targets must have a unique name`);
    return crates.map(({ name, path, table }) => ({
      kind: this.kind.kind,
      name,
      path,
      crateTypes: this.kind.kind === "example" && table !== undefined ? exampleTypes(this.reader, table) : ["bin"],
      edition: targetEdition(this.reader, table, this.kind.human, name, this.edition),
      requiredFeatures: (table === undefined ? undefined : this.reader.strings(table, this.#section, "required-features")) ?? [],
      ...testKeys(this.kind.kind, table),
    }));
  }
}
