// What one unit's compilation asks of the outside: files and environment variables, each remembered for the fingerprint.
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import { osErrorText } from "../os-errors.ts";
import { scriptFolder } from "../build/unit.ts";
import type { Unit } from "../build/unit.ts";

const quotedPath = (path: string, quoted: boolean) => (quoted ? `\`${path}\`` : path);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Files and variables the compiler asked for, remembered for the fingerprint. */
export class UnitInputs {
  readonly files = new Map<string, Uint8Array>();
  readonly variables = new Map<string, string | undefined>();
  readonly environment: Readonly<Record<string, string | undefined>>;

  constructor(
    readonly host: Host,
    readonly unit: Unit,
    /** The process's variables, with what the configuration adds. */
    readonly variablesAround: Host["environment"],
    /** Told of how many bytes the files have, with each. */
    readonly grown: (size: number) => void = () => {},
  ) {
    const own = crateVariables(unit);
    this.environment = new Proxy(own, {
      get: (_, name) => (typeof name !== "string" ? undefined : (own[name] ?? this.#variable(name))),
    });
  }

  #variable(name: string): string | undefined {
    const value = this.variablesAround[name];
    this.variables.set(name, value);
    return value;
  }

  #size = 0;

  #remember(path: string, bytes: Uint8Array): Uint8Array {
    if (!this.files.has(path)) this.#size += bytes.length;
    this.files.set(path, bytes);
    this.grown(this.#size);
    return bytes;
  }

  read(path: string): Uint8Array | undefined {
    const absolute = path.startsWith("/") ? path : `${this.unit.workspaceRoot}/${path}`;
    try {
      return this.#remember(absolute, this.host.files.read(absolute));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** The root file, or rustc's words on why it cannot be read. */
  root(path: string): Uint8Array | string {
    const absolute = path.startsWith("/") ? path : `${this.unit.workspaceRoot}/${path}`;
    const shown = quotedPath(path, atLeast(this.unit.release, 80));
    try {
      const bytes = this.host.files.read(absolute);
      if (!isUtf8(bytes)) return `couldn't read ${shown}: stream did not contain valid UTF-8`;
      return this.#remember(absolute, bytes);
    } catch (error) {
      if (error instanceof FileError) return `couldn't read ${shown}: ${osErrorText(error.code)}`;
      throw error;
    }
  }
}

/** The variables cargo sets for `env!`. */
export function crateVariables(unit: Unit): Record<string, string> {
  const { variables: own, crate, script } = unit;
  const variables: Record<string, string> = { ...own, CARGO_CRATE_NAME: crate.name.replaceAll("-", "_") };
  if (crate.kind === "bin" || crate.kind === "example") variables["CARGO_BIN_NAME"] = crate.name;
  if (script === undefined) return variables;
  return { ...variables, OUT_DIR: scriptFolder(unit), ...Object.fromEntries(script.directives.variables) };
}
