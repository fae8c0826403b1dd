// What a unit was made of, kept beside its artifact: the options, every file and variable the compiler asked for, and
// what it said. A unit is fresh if all of that is still so; then nothing is compiled and the warnings are said again. If not,
// the first thing that differs is why.
import { placeAgain, storedPath } from "./artifacts.ts";
import { BUILD_ID } from "../../base/build-id.ts";
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { rustcVersionText } from "../../target/release.ts";
import { declaredFeatures } from "../manifest/declared-features.ts";
import type { OutlineOf } from "../compile/outlines.ts";
import type { Config } from "../config/config.ts";
import { scriptChange, scriptInputs } from "./script-inputs.ts";
import type { ScriptInputs } from "./script-inputs.ts";
import { sharedName } from "../profiles/profile.ts";
import { stableHash } from "./stable-hash.ts";
import type { QuietUnit } from "./unit-farm.ts";
import { artifactPath, outputsOf, unitFolder, unitHash } from "./unit.ts";
import type { Unit } from "./unit.ts";

/** Of what is stored. Another kbuild trusts no older artifact either way: `BUILD_ID` is among the options. */
const FORMAT = 9;

interface InputFile {
  readonly path: string;
  readonly modified: number;
  readonly size: number;
  readonly hash: string;
  /** Of a dependency's file: while this is the same, the rest may differ. */
  readonly outline?: string | undefined;
}

interface Placed {
  readonly modified: number;
  readonly size: number;
}

/** All that is not a file, by what cargo says when it changes. */
type Options = Readonly<Record<string, string>>;

export interface StoredMessage {
  /** With colours, as is `short`. */
  readonly rendered: string;
  readonly short: string;
  readonly json: string;
  /** A warning, and one with a suggestion that can be applied without a look. */
  readonly counts?: "warning" | "fixable";
}

export interface Fingerprint {
  readonly format: number;
  readonly options: Options;
  /** Of the units whose libraries it names, by their package. */
  readonly dependencies: readonly (readonly [string, string])[];
  readonly files: readonly InputFile[];
  readonly variables: Readonly<Record<string, string | null>>;
  readonly script?: ScriptInputs | undefined;
  /** Where it stays, and under its plain name. */
  readonly artifact: Placed | null;
  readonly placed: Placed | null;
  readonly messages: readonly StoredMessage[];
}

/** `dirty` has cargo's reason; a unit that was never built is `new`. */
export type Freshness =
  | { readonly kind: "fresh"; readonly print: Fingerprint }
  | { readonly kind: "new" }
  | { readonly kind: "dirty"; readonly reason: string };

function optionsOf(unit: Unit, emit: string): Options {
  const { profile, target, rustc, features, manifest, crate, linker, script, release, isRegistry } = unit;
  const variables = script === undefined ? [] : [...script.directives.variables];
  const parts: Readonly<Record<string, unknown>> = {
    "the toolchain changed": [BUILD_ID, rustcVersionText(release)],
    "the list of features changed": features,
    "the list of declared features changed": [...declaredFeatures(manifest).keys()],
    "the target configuration changed": [crate, target],
    "the profile configuration changed": [{ ...profile, name: sharedName(profile) }, manifest.lints, manifest.checkCfgs],
    // How high lints may go in packages of others changes what is told, not what is made.
    "the rustflags changed": isRegistry ? { ...rustc, capLints: undefined } : rustc,
    "the config settings changed": [linker, unitHash(unit), emit],
    "the environment variables changed": variables,
  };
  return Object.fromEntries(Object.entries(parts).map(([reason, part]) => [reason, stableHash([JSON.stringify(part)])]));
}

/** What others ask of a unit that they depend on. */
export function optionsHash(unit: Unit, emit: string): string {
  return stableHash(Object.values(optionsOf(unit, emit)));
}

function hashOf(bytes: Uint8Array): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ (byte + 0x5b), 0x85ebca6b);
  }
  return `${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`;
}

const NANOSECONDS = 1_000_000;

/** `1795875168.467617930s` of milliseconds since 1970. */
function secondsText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = Math.round((milliseconds - seconds * 1000) * NANOSECONDS);
  return `${seconds}.${String(Math.min(rest, 999_999_999)).padStart(9, "0")}s`;
}

/** `(a, b after last build at c)`: whole units, the largest that fits. */
function changedText(path: string, modified: number, built: number): string {
  const later = modified - built;
  const whole = Math.abs(later) / 1000;
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "m"],
    [1, "s"],
  ] as const;
  const unit = units.find(([seconds]) => whole >= seconds);
  const ago = unit === undefined ? `${Math.round(Math.abs(later) * NANOSECONDS)}ns` : `${Math.floor(whole / unit[0])}${unit[1]}`;
  return `the file \`${path}\` has changed (${secondsText(modified)}, ${ago} ${later < 0 ? "before" : "after"} last build at ${secondsText(built)})`;
}

const isSame = (one: Placed, other: Placed): boolean => one.size === other.size && one.modified === other.modified;

export class FingerprintStore {
  constructor(
    readonly host: Host,
    readonly unit: Unit,
    readonly emit: string,
    readonly dependencies: Fingerprint["dependencies"],
    /** The process's, with what the configuration adds. */
    readonly environment: Host["environment"],
    readonly outlineOf: OutlineOf,
  ) {}

  get #path(): string {
    const { manifest, crate, isTest } = this.unit;
    const what = `${this.emit === "link" ? "" : `${this.emit}-`}${isTest ? "test-" : ""}`;
    return `${unitFolder(this.unit)}/.fingerprint/${manifest.name}-${unitHash(this.unit)}/${what}${crate.kind}-${crate.name}.json`;
  }

  #status(path: string): Placed | null {
    const status = this.host.files.status(path);
    return status?.kind === "file" ? { modified: status.modified, size: status.size } : null;
  }

  get #stored(): string {
    return storedPath(this.unit, this.emit);
  }

  get #plain(): Placed | null {
    return this.#status(outputsOf(this.unit, this.emit)[0] as string);
  }

  freshness(): Freshness {
    const print = this.#load();
    if (print === undefined) return { kind: "new" };
    const reason = this.#whyDirty(print);
    return reason === undefined ? { kind: "fresh", print } : { kind: "dirty", reason };
  }

  #load(): Fingerprint | undefined {
    try {
      const print = JSON.parse(new TextDecoder().decode(this.host.files.read(this.#path))) as Fingerprint;
      return print.format === FORMAT ? print : undefined;
    } catch (error) {
      if (error instanceof FileError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #whyDirty(print: Fingerprint): string | undefined {
    const changed = Object.entries(optionsOf(this.unit, this.emit)).find(([reason, hash]) => print.options[reason] !== hash);
    if (changed !== undefined) return changed[0];
    return (
      this.#changedScript(print) ??
      this.#changedDependency(print) ??
      this.#changedVariable(print) ??
      this.#changedFile(print) ??
      this.#changedArtifact(print)
    );
  }

  #changedScript({ script, artifact }: Fingerprint): string | undefined {
    const change = scriptChange(script, scriptInputs(this.host, this.unit, this.environment));
    switch (change?.kind) {
      case "file":
        return changedText(this.#shown(change.path), change.modified, artifact?.modified ?? 0);
      case "missing":
        return `the file \`${this.#shown(change.path)}\` is missing`;
      case "variable":
        return `the env variable ${change.name} changed`;
      case "whole":
        return "the precalculated components changed";
      case undefined:
        return undefined;
    }
  }

  #changedDependency({ dependencies: old }: Fingerprint): string | undefined {
    const { dependencies } = this;
    if (old.length !== dependencies.length) return `number of dependencies changed (${old.length} => ${dependencies.length})`;
    const at = dependencies.findIndex(([name, hash], i) => old[i]?.[0] !== name || old[i]?.[1] !== hash);
    if (at < 0) return undefined;
    const [before, now] = [old[at]?.[0], dependencies[at]?.[0]];
    return before === now ? `info of dependency \`${now}\` changed` : `name of dependency changed (${before} => ${now})`;
  }

  #changedVariable({ variables }: Fingerprint): string | undefined {
    const changed = Object.entries(variables).find(([name, value]) => (this.environment[name] ?? null) !== value);
    return changed === undefined ? undefined : `the environment variable ${changed[0]} changed`;
  }

  #changedFile({ files, artifact }: Fingerprint): string | undefined {
    for (const file of files) {
      const status = this.host.files.status(file.path);
      const shown = this.#shown(file.path);
      if (status?.kind !== "file") return `the file \`${shown}\` is missing`;
      if (status.size !== file.size || !this.#sameContents(file, status.modified)) {
        if (file.outline !== undefined && this.outlineOf(file.path) === file.outline) continue;
        return changedText(shown, status.modified, artifact?.modified ?? file.modified);
      }
    }
    return undefined;
  }

  #shown(path: string): string {
    const { root } = this.unit.manifest;
    return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  }

  /** Same time, or, if only the time changed, same contents. */
  #sameContents({ path, modified, hash }: InputFile, now: number): boolean {
    return now === modified || hashOf(this.host.files.read(path)) === hash;
  }

  #changedArtifact({ artifact }: Fingerprint): string | undefined {
    if (artifact === null) return "stale, unknown reason";
    const path = this.#stored;
    const status = this.#status(path);
    if (status === null) return `the file \`${this.#shown(path)}\` is missing`;
    return isSame(status, artifact) ? undefined : changedText(this.#shown(path), status.modified, artifact.modified);
  }

  /** The artifact of a fresh unit lies under its plain name, too: another build may have put its own there. */
  ensurePlaced(print: Fingerprint, config: Config): void {
    if (artifactPath(this.unit) === this.#stored) return;
    const plain = this.#plain;
    if (plain !== null && print.placed !== null && isSame(plain, print.placed)) return;
    placeAgain(
      this.host,
      this.unit,
      print.files.map(({ path }) => path),
      config,
    );
    this.host.files.writeAtomically(this.#path, JSON.stringify({ ...print, placed: this.#plain }));
  }

  save(said: Pick<Fingerprint, "messages">, { files, variables, makesCode }: Pick<QuietUnit, "files" | "variables" | "makesCode">): void {
    // What has been said may show lines of any file as they were, and code holds what it took in.
    const mayKeep = said.messages.length === 0 && !makesCode;
    const print: Fingerprint = {
      format: FORMAT,
      options: optionsOf(this.unit, this.emit),
      dependencies: this.dependencies,
      files: [...files].map(([path, bytes]) => this.#input(path, bytes, mayKeep)),
      variables: Object.fromEntries([...variables].map(([name, value]) => [name, value ?? null])),
      script: scriptInputs(this.host, this.unit, this.environment),
      artifact: this.#status(this.#stored),
      placed: this.#plain,
      ...said,
    };
    this.host.files.writeAtomically(this.#path, JSON.stringify(print));
  }

  #input(path: string, bytes: Uint8Array, mayKeep: boolean): InputFile {
    const modified = this.host.files.status(path)?.modified ?? 0;
    return { path, modified, size: bytes.length, hash: hashOf(bytes), outline: mayKeep ? this.outlineOf(path) : undefined };
  }
}
