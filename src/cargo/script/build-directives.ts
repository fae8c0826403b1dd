// The lines that a build script prints for cargo, `cargo:KEY=VALUE` or since 1.77 `cargo::KEY=VALUE`: what each asks for. What is no
// such line, or asks for what the package does not have, is an error in cargo's words; what cargo honours and kbuild does not is
// refused.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { CrateKind, CrateTarget } from "../manifest/manifest.ts";
import { compareVersions } from "../resolve/version-requirement.ts";

/** The crates that an argument for the linker is for: all that are linked, those of a kind, one by its name. */
export interface LinkArgument {
  readonly kind: CrateKind | "all";
  readonly name?: string;
  readonly argument: string;
}

export interface ScriptMessage {
  readonly level: "error" | "warning";
  readonly text: string;
}

export interface BuildDirectives {
  /** Conditions and their announcements, as rustc's words. */
  readonly conditions: string[];
  readonly linkArguments: LinkArgument[];
  readonly variables: Map<string, string>;
  readonly messages: ScriptMessage[];
  /** For the scripts of packages that depend on this one, if it says what it links. */
  readonly metadata: Map<string, string>;
  /** What the script wants to be run for again: files relative to the package's folder, and variables. */
  readonly rerunFiles: string[];
  readonly rerunVariables: string[];
  /** What cargo finds wrong, in its words. */
  failure: string | undefined;
  /** The first line that is not honoured. */
  refused: string | undefined;
}

/** The package whose script it is. */
export interface ScriptOwner {
  /** As cargo shows it: `kernel v0.1.0 (/path)`. */
  readonly text: string;
  readonly crates: readonly CrateTarget[];
  /** `rust-version` with three numbers, and as it is written. */
  readonly rustVersion: string | undefined;
  readonly rustText: string | undefined;
  /** The crate name of its library. */
  readonly library: string | undefined;
  readonly release: Release;
  /** `RUSTC_BOOTSTRAP` of the process. */
  readonly bootstrap: string | undefined;
}

/** A line is wrong; the text is cargo's. */
class WrongLine extends Error {}

/** Releases whose words were not seen say what the next later one says that was. */
const NEW_SYNTAX = 77;
const CHECK_CFG_SINCE = 80;

const SEE =
  "See https://doc.rust-lang.org/cargo/reference/build-scripts.html#outputs-of-the-build-script for more information about build script outputs.";

const RESERVED: ReadonlySet<string> = new Set(
  (
    "rustc-flags rustc-link-lib rustc-link-search rustc-link-arg-cdylib rustc-cdylib-link-arg rustc-link-arg-bins rustc-link-arg-bin " +
    "rustc-link-arg-tests rustc-link-arg-benches rustc-link-arg-examples rustc-link-arg rustc-cfg rustc-check-cfg rustc-env warning " +
    "rerun-if-changed rerun-if-env-changed"
  ).split(" "),
);

interface Line {
  /** The whole of it. */
  readonly text: string;
  readonly key: string;
  readonly value: string;
  /** `cargo:` or `cargo::`. */
  readonly prefix: string;
}

type Row = (reader: DirectiveReader, line: Line) => void;

const refuse: Row = ({ directives }, { text }) => void (directives.refused ??= text);

/** For crates of a kind, of which the package must have one. */
const linkArgumentFor =
  (kind: CrateKind, word: string): Row =>
  (reader, line) =>
    reader.linkArgument(kind, word, line);

const ROWS: Readonly<Record<string, Row>> = {
  "rustc-cfg": ({ directives }, { value }) => void directives.conditions.push("--cfg", value),
  "rustc-check-cfg": (reader, { value }) => reader.announcement(value),
  "rustc-link-arg": ({ directives }, { value }) => void directives.linkArguments.push({ kind: "all", argument: value }),
  "rustc-link-arg-bins": linkArgumentFor("bin", "bin"),
  "rustc-link-arg-tests": linkArgumentFor("test", "test"),
  "rustc-link-arg-benches": linkArgumentFor("bench", "benchmark"),
  "rustc-link-arg-examples": linkArgumentFor("example", "example"),
  "rustc-link-arg-bin": (reader, line) => reader.linkArgumentOfOne(line),
  "rustc-link-arg-cdylib": (reader, line) => reader.dynamicLibrary(line),
  "rustc-cdylib-link-arg": (reader, line) => reader.dynamicLibrary(line),
  "rustc-env": (reader, { value }) => reader.variable(value),
  "rustc-flags": refuse,
  "rustc-link-lib": refuse,
  "rustc-link-search": refuse,
  warning: ({ directives }, { value }) => void directives.messages.push({ level: "warning", text: value }),
  error: ({ directives }, { value }) => void directives.messages.push({ level: "error", text: value }),
  "rerun-if-changed": ({ directives }, { value }) => void directives.rerunFiles.push(value),
  "rerun-if-env-changed": ({ directives }, { value }) => void directives.rerunVariables.push(value),
  metadata: (reader, line) => reader.metadata(line),
};

export function noDirectives(): BuildDirectives {
  return {
    conditions: [],
    linkArguments: [],
    variables: new Map(),
    messages: [],
    metadata: new Map(),
    rerunFiles: [],
    rerunVariables: [],
    failure: undefined,
    refused: undefined,
  };
}

export function readDirectives(lines: readonly string[], owner: ScriptOwner): BuildDirectives {
  const reader = new DirectiveReader(owner);
  const { directives } = reader;
  try {
    for (const text of lines) reader.line(text.trim());
  } catch (error) {
    if (!(error instanceof WrongLine)) throw error;
    directives.failure = error.message;
    // Nothing of it is told.
    directives.messages.length = 0;
  }
  if (directives.messages.some(({ level }) => level === "error")) directives.failure ??= "build script logged errors";
  return directives;
}

class DirectiveReader {
  readonly directives = noDirectives();

  constructor(readonly owner: ScriptOwner) {}

  get #whence(): string {
    return `build script of \`${this.owner.text}\``;
  }

  #isSince(minor: number): boolean {
    return atLeast(this.owner.release, minor);
  }

  line(text: string): void {
    const isNew = text.startsWith("cargo::") && this.#isSince(NEW_SYNTAX);
    if (!text.startsWith("cargo:")) return;
    const prefix = isNew ? "cargo::" : "cargo:";
    const body = text.slice(prefix.length);
    if (isNew) this.#checkOldest(body);
    const key = body.split("=")[0] ?? "";
    // Other keys of the old syntax are metadata.
    const isMetadata = !isNew && !(RESERVED.has(key) && body.includes("="));
    const line = isMetadata ? { text, key: "metadata", value: body, prefix } : this.#split(text, body, prefix);
    const row = ROWS[line.key];
    if (row === undefined) throw new WrongLine(`invalid output in ${this.#whence}: \`${text}\`\nUnknown key: \`${line.key}\`.\n${SEE}`);
    row(this, line);
  }

  #split(text: string, body: string, prefix: string): Line {
    const at = body.indexOf("=");
    if (at < 0) throw this.#without(text, prefix);
    return { text, key: body.slice(0, at), value: body.slice(at + 1).trimEnd(), prefix };
  }

  #without(text: string, prefix: string): WrongLine {
    const form = this.#isSince(NEW_SYNTAX) ? "KEY=VALUE" : "key=value";
    const expected = `Expected a line with \`${prefix}${form}\` with an \`=\` character, but none was found.`;
    return new WrongLine(`invalid output in ${this.#whence}: \`${text}\`\n${expected}\n${SEE}`);
  }

  /** A package for older releases than the new syntax. */
  #checkOldest(body: string): void {
    const { rustVersion, rustText = rustVersion, text } = this.owner;
    if (rustVersion === undefined || compareVersions(rustVersion, `1.${NEW_SYNTAX}.0`) >= 0) return;
    const key = body.split("=")[0] ?? "";
    const isReserved = RESERVED.has(key) && body.includes("=");
    const old = body.startsWith("metadata=") ? body.slice("metadata=".length) : undefined;
    const advice = isReserved
      ? `Switch to the old \`cargo:${body}\` syntax (note the single colon).\n`
      : old === undefined
        ? ""
        : `Switch to the old \`cargo:${old}\` syntax instead of \`cargo::${body}\` (note the single colon).\n`;
    throw new WrongLine(
      `the \`cargo::\` syntax for build script output instructions was added in Rust 1.77.0, but the minimum supported Rust version of \`${text}\` is ${rustText}.\n${advice}${SEE}`,
    );
  }

  announcement(value: string): void {
    if (this.#isSince(CHECK_CFG_SINCE)) this.directives.conditions.push("--check-cfg", value);
    else this.directives.messages.push({ level: "warning", text: "cargo:rustc-check-cfg requires -Zcheck-cfg=output flag" });
  }

  #lacks({ prefix, key }: Line, what: string): WrongLine {
    return new WrongLine(
      `invalid instruction \`${prefix}${key}\` from ${this.#whence}\nThe package ${this.owner.text} does not have a ${what}.`,
    );
  }

  linkArgument(kind: CrateKind, word: string, line: Line): void {
    if (!this.owner.crates.some((crate) => crate.kind === kind)) throw this.#lacks(line, `${word} target`);
    this.directives.linkArguments.push({ kind, argument: line.value });
  }

  linkArgumentOfOne(line: Line): void {
    const { key, value, prefix } = line;
    if (!value.includes("="))
      throw new WrongLine(
        `invalid instruction \`${prefix}${key}=${value}\` from ${this.#whence}\nThe instruction should have the form ${prefix}${key}=BIN=ARG`,
      );
    const [name, argument] = splitOnce(value);
    if (!this.owner.crates.some((crate) => crate.kind === "bin" && crate.name === name))
      throw this.#lacks(line, `bin target with the name \`${name}\``);
    this.directives.linkArguments.push({ kind: "bin", name, argument });
  }

  dynamicLibrary(line: Line): void {
    if (this.owner.crates.some(({ crateTypes }) => crateTypes.includes("cdylib"))) return refuse(this, line);
    const text = `${line.prefix}${line.key} was specified in the build script of ${this.owner.text}, but that package does not contain a cdylib target\n\nAllowing this was an unintended change in the 1.50 release, and may become an error in the future. For more information, see <https://github.com/rust-lang/cargo/issues/9562>.`;
    this.directives.messages.push({ level: "warning", text });
  }

  variable(value: string): void {
    if (!value.includes("=")) throw new WrongLine(`Variable rustc-env has no value in ${this.#whence}: ${value}`);
    const [name, text] = splitOnce(value);
    if (name === "RUSTC_BOOTSTRAP") this.#bootstrap(text);
    else this.directives.variables.set(name, text);
  }

  /** What only the user may say. */
  #bootstrap(value: string): void {
    const { release, bootstrap, library } = this.owner;
    const [cannot, crates] = this.#isSince(NEW_SYNTAX) ? ["cannot", "crates"] : ["Cannot", "Crates"];
    const text = `${cannot} set \`RUSTC_BOOTSTRAP=${value}\` from ${this.#whence}.\nnote: ${crates} cannot set \`RUSTC_BOOTSTRAP\` themselves, as doing so would subvert the stability guarantees of Rust for your project.`;
    const isAllowed =
      release.channel === "nightly" || bootstrap === "1" || (library !== undefined && bootstrap?.split(",").includes(library));
    if (isAllowed === true) return void this.directives.messages.push({ level: "warning", text });
    const help = `help: If you're sure you want to do this in your project, set the environment variable \`RUSTC_BOOTSTRAP=${library ?? "1"}\` before running cargo instead.`;
    throw new WrongLine(`${text}\n${help}`);
  }

  metadata({ text, value, prefix }: Line): void {
    if (!value.includes("=")) throw this.#without(text, prefix === "cargo::" ? "cargo::metadata=" : prefix);
    const [key, its] = splitOnce(value);
    this.directives.metadata.set(key, its.trimEnd());
  }
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}
