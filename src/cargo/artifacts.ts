// Where results lie, as in cargo:
//
//     target/kernel                              the most recent image, whatever its target and profile
//     target/<triple>/<profile>/kernel           the image
//     target/<triple>/<profile>/kernel.d         what it was made of, for make
//     target/<triple>/<profile>/deps/kernel-<hash>
//     target/<triple>/<profile>/.fingerprint/    see fingerprint.ts
import type { Host } from "../base/host.ts";
import type { CompileOutput, Emit } from "./compile.ts";
import { artifactPath, unitFolder, unitHash } from "./unit.ts";
import type { Unit } from "./unit.ts";

const EXTENSIONS: Readonly<Record<Exclude<Emit, "link">, string>> = { metadata: ".rmeta", mir: ".mir", asm: ".s", obj: ".o" };
const EXECUTABLE = 0o755;

function escapeForMake(path: string): string {
  return path.replaceAll(" ", "\\ ");
}

export function placeArtifacts(host: Host, unit: Unit, artifacts: CompileOutput["artifacts"], inputs: readonly string[]): void {
  if (artifacts.size === 0) return;
  const { files } = host;
  const { crate } = unit;
  const stem = `${unitFolder(unit)}/deps/${crate.name.replaceAll("-", "_")}-${unitHash(unit)}`;
  for (const [kind, artifact] of artifacts) {
    const asked = unit.rustc.emitPaths[kind];
    if (asked !== undefined) files.writeAtomically(asked.startsWith("/") ? asked : `${unit.workspaceRoot}/${asked}`, artifact);
    else if (kind === "link") placeLinked(host, unit, stem, artifact, inputs);
    else files.writeAtomically(`${stem}${EXTENSIONS[kind]}`, artifact);
  }
}

/** The image or library: under `deps/`, under its plain name, and, a binary, as the most recent one. */
function placeLinked({ files }: Host, unit: Unit, stem: string, artifact: Uint8Array | string, inputs: readonly string[]): void {
  const { targetFolder, crate } = unit;
  const path = artifactPath(unit);
  const mode = crate.kind === "bin" ? EXECUTABLE : 0o644;
  files.writeAtomically(crate.kind === "bin" ? stem : stem.replace(/\/([^/]*)$/, "/lib$1.rlib"), artifact, mode);
  files.writeAtomically(path, artifact, mode);
  files.writeAtomically(`${path.replace(/\.rlib$/, "")}.d`, `${escapeForMake(path)}: ${inputs.map(escapeForMake).join(" ")}\n`);
  if (crate.kind === "bin") files.writeAtomically(`${targetFolder}/${crate.name}`, artifact, mode);
}
