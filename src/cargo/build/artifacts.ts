// Where results lie, as in cargo:
//
//     target/kernel                              the most recent image, whatever its target and profile, unless a folder
//                                                of builds has that name: that of `kernel.json`
//     target/<triple>/<profile>/kernel           the image
//     target/<triple>/<profile>/kernel.d         what it was made of, for make
//     target/<triple>/<profile>/deps/kernel-<hash>
//     target/<triple>/<profile>/deps/libports-<hash>.rmeta   of what is checked, and of libraries
//     target/<triple>/<profile>/.fingerprint/    see fingerprint.ts
import type { Host } from "../../base/host.ts";
import type { CompileOutput, Product } from "../compile/compile.ts";
import type { Config } from "../config/config.ts";
import { artifactPath, hashedPath, outputsOf, staticLibraryPath } from "./unit.ts";
import type { Unit } from "./unit.ts";

const EXTENSIONS: Readonly<Record<Exclude<Product, "link" | "metadata" | "staticlib">, string>> = { mir: ".mir", asm: ".s", obj: ".o" };
const EXECUTABLE = 0o755;

function escapeForMake(path: string): string {
  return path.replaceAll(" ", "\\ ");
}

export function placeArtifacts(
  host: Host,
  unit: Unit,
  artifacts: CompileOutput["artifacts"],
  inputs: readonly string[],
  config: Config,
): void {
  if (artifacts.size === 0) return;
  const { files } = host;
  const stem = hashedPath(unit);
  for (const [kind, artifact] of artifacts) {
    const asked = kind === "staticlib" ? undefined : unit.rustc.emitPaths[kind];
    if (asked !== undefined) files.writeAtomically(asked.startsWith("/") ? asked : `${unit.workspaceRoot}/${asked}`, artifact);
    else if (kind === "link") placeLinked(host, unit, artifact, dependencyFile(unit, inputs, config));
    else if (kind === "staticlib") placeStatic(host, unit, stem, artifact);
    else if (kind === "metadata") files.writeAtomically(outputsOf(unit, kind)[0] as string, artifact);
    else files.writeAtomically(`${stem}${EXTENSIONS[kind]}`, artifact);
  }
}

/** `kernel.d`, `libports.d` beside the artifact. */
function dependencyFilePath(unit: Unit): string {
  const path = artifactPath(unit);
  return `${unit.crate.kind === "lib" ? path.slice(0, path.lastIndexOf(".")) : path}.d`;
}

/** What the artifact was made of, for make; below `build.dep-info-basedir` the paths count from there. */
function dependencyFile(unit: Unit, inputs: readonly string[], config: Config): string {
  const base = config.path("build", "dep-info-basedir");
  const shown = (path: string) => escapeForMake(base !== undefined && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path);
  return `${shown(artifactPath(unit))}: ${[...inputs].sort().map(shown).join(" ")}\n`;
}

/** The image or library: under `deps/`, under its plain name, and, a binary, as the most recent one. */
function placeLinked({ files }: Host, unit: Unit, artifact: Uint8Array | string, made: string): void {
  const { targetFolder, crate, isTest } = unit;
  const path = artifactPath(unit);
  const isProgram = crate.kind !== "lib" || isTest;
  const mode = isProgram ? EXECUTABLE : 0o644;
  if (isTest) return files.writeAtomically(path, artifact, mode);
  files.writeAtomically(storedPath(unit, "link"), artifact, mode);
  if (!unit.isRoot && crate.kind === "lib") return;
  files.writeAtomically(path, artifact, mode);
  files.writeAtomically(dependencyFilePath(unit), made);
  const recent = `${targetFolder}/${crate.name}`;
  if (crate.kind === "bin" && files.status(recent)?.kind !== "folder") files.writeAtomically(recent, artifact, mode);
}

/** A static library besides the library for crates. */
function placeStatic({ files }: Host, unit: Unit, stem: string, artifact: Uint8Array | string): void {
  files.writeAtomically(stem.replace(/\/([^/]*)$/, "/lib$1.a"), artifact);
  const path = staticLibraryPath(unit);
  if (path !== undefined) files.writeAtomically(path, artifact);
}

/** Where the artifact stays whatever other builds put under its plain name: with its hash. */
export function storedPath(unit: Unit, emit: string): string {
  const plain = outputsOf(unit, emit)[0] as string;
  if (emit === "metadata" || unit.isTest) return plain;
  if (unit.crate.kind !== "lib") return hashedPath(unit);
  return hashedPath(unit).replace(/\/([^/]*)$/, `/lib$1${plain.slice(plain.lastIndexOf("."))}`);
}

/** Puts what is stored under its plain name again, where another build has put something else or it is gone. */
export function placeAgain({ files }: Host, unit: Unit, inputs: readonly string[], config: Config): void {
  const artifact = files.read(storedPath(unit, "link"));
  files.writeAtomically(artifactPath(unit), artifact, unit.crate.kind === "lib" ? 0o644 : EXECUTABLE);
  files.writeAtomically(dependencyFilePath(unit), dependencyFile(unit, inputs, config));
}

/** A binary that a build found as it should be is the most recent one, too, whatever another build has put there since. */
export function placeMostRecent({ files }: Host, unit: Unit): void {
  const { targetFolder, crate, isTest } = unit;
  const [made, recent] = [artifactPath(unit), `${targetFolder}/${crate.name}`];
  if (crate.kind !== "bin" || isTest || files.status(made)?.kind !== "file") return;
  const before = files.status(recent);
  if (before?.kind === "folder") return;
  const artifact = files.read(made);
  const isThere = before?.size === artifact.length && equalBytes(artifact, files.read(recent));
  if (!isThere) files.writeAtomically(recent, artifact, EXECUTABLE);
}

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return one.length === other.length;
}
