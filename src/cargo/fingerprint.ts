// What a unit was made of, kept beside its artifact: the options, every file and variable the compiler asked for, and
// what it said. A unit is fresh if all of that is still so; then nothing is compiled and the warnings are said again.
import { BUILD_ID } from "../base/build-id.ts";
import type { Host } from "../base/host.ts";
import { FileError } from "../base/host.ts";
import { stableHash } from "./stable-hash.ts";
import { artifactPath, unitFolder, unitHash, unitTitle } from "./unit.ts";
import type { Unit } from "./unit.ts";

/** Of what is stored. Another kbuild trusts no older artifact either way: `BUILD_ID` is among the options. */
const FORMAT = 1;

interface InputFile {
  readonly path: string;
  readonly modified: number;
  readonly size: number;
  readonly hash: string;
}

export interface Fingerprint {
  readonly format: number;
  readonly options: string;
  readonly files: readonly InputFile[];
  readonly variables: Readonly<Record<string, string | null>>;
  readonly artifact: { readonly modified: number; readonly size: number } | null;
  readonly messages: readonly { readonly rendered: string; readonly json: string }[];
  readonly warnings: number;
  readonly fixable: number;
}

function fingerprintPath(unit: Unit): string {
  const title = unitTitle(unit).replaceAll('"', "").replace(" ", "-");
  return `${unitFolder(unit)}/.fingerprint/${unit.manifest.name}-${unitHash(unit)}/${title}.json`;
}

/** All that is not a file: profile, target, flags, what is to be made, and kbuild's own version. */
export function optionsHash(unit: Unit, emit: string, dependencies: readonly string[]): string {
  const { profile, target, rustc, features, manifest, crate, linker, script } = unit;
  const variables = script === undefined ? [] : [...script.directives.variables];
  return stableHash([
    JSON.stringify([profile, target, rustc, features, crate, manifest.lints, emit, dependencies, linker, variables, BUILD_ID]),
    unitHash(unit),
  ]);
}

function hashOf(bytes: Uint8Array): string {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ (byte + 0x5b), 0x85ebca6b);
  }
  return `${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`;
}

export class FingerprintStore {
  constructor(
    readonly host: Host,
    readonly unit: Unit,
    readonly emit: string,
    readonly dependencies: readonly string[],
  ) {}

  /** The stored fingerprint if it still holds. */
  fresh(): Fingerprint | undefined {
    const stored = this.#load();
    if (stored === undefined || stored.format !== FORMAT) return undefined;
    if (stored.options !== optionsHash(this.unit, this.emit, this.dependencies)) return undefined;
    if (!this.#artifactIsThere(stored)) return undefined;
    for (const [name, value] of Object.entries(stored.variables)) if ((this.host.environment[name] ?? null) !== value) return undefined;
    return stored.files.every((file) => this.#unchanged(file)) ? stored : undefined;
  }

  #load(): Fingerprint | undefined {
    try {
      return JSON.parse(new TextDecoder().decode(this.host.files.read(fingerprintPath(this.unit)))) as Fingerprint;
    } catch (error) {
      if (error instanceof FileError || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  #artifactIsThere({ artifact }: Fingerprint): boolean {
    if (artifact === null) return this.emit === "metadata";
    const status = this.host.files.status(artifactPath(this.unit));
    return status?.size === artifact.size && status.modified === artifact.modified;
  }

  /** Same size and time, or, if only the time changed, same contents. */
  #unchanged({ path, modified, size, hash }: InputFile): boolean {
    const status = this.host.files.status(path);
    if (status?.kind !== "file" || status.size !== size) return false;
    return status.modified === modified || hashOf(this.host.files.read(path)) === hash;
  }

  save(
    said: Pick<Fingerprint, "messages" | "warnings" | "fixable">,
    files: ReadonlyMap<string, Uint8Array>,
    variables: ReadonlyMap<string, string | undefined>,
  ): void {
    const artifact = this.emit === "metadata" ? undefined : this.host.files.status(artifactPath(this.unit));
    const print: Fingerprint = {
      format: FORMAT,
      options: optionsHash(this.unit, this.emit, this.dependencies),
      files: [...files].map(([path, bytes]) => this.#input(path, bytes)),
      variables: Object.fromEntries([...variables].map(([name, value]) => [name, value ?? null])),
      artifact: artifact === undefined ? null : { modified: artifact.modified, size: artifact.size },
      ...said,
    };
    this.host.files.writeAtomically(fingerprintPath(this.unit), JSON.stringify(print));
  }

  #input(path: string, bytes: Uint8Array): InputFile {
    return { path, modified: this.host.files.status(path)?.modified ?? 0, size: bytes.length, hash: hashOf(bytes) };
  }
}
