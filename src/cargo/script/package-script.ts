// A package's build script on its way into units: the file is read, its lines become flags and variables. What is wrong
// with it is told once, when the first unit of the package is to be compiled.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { SourceMap } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Target } from "../../target/target.ts";
import { HOST_TRIPLE } from "../../target/targets.ts";
import { readDirectives } from "./build-directives.ts";
import type { BuildDirectives } from "./build-directives.ts";
import type { readBuildScript } from "./build-script.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { osErrorText } from "../os-errors.ts";
import type { Profile } from "../profiles/profile.ts";

export interface PackageScript {
  readonly sources: SourceMap;
  /** Of the script itself; not empty if it cannot be used. */
  readonly diagnostics: readonly Diagnostic[];
  readonly directives: BuildDirectives;
}

export type ReadBuildScript = typeof readBuildScript;

interface Surroundings {
  readonly host: Host;
  readonly release: Release;
  readonly target: Target;
  readonly profile: Profile;
  /** As paths are shown: relative to it. */
  readonly workspaceRoot: string;
  /** The package's own. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Undefined for a package without one. */
export function packageScript(manifest: Manifest, around: Surroundings, read: ReadBuildScript): PackageScript | undefined {
  const { buildScript, root } = manifest;
  if (buildScript === undefined) return undefined;
  const { release, workspaceRoot } = around;
  const sources = new SourceMap();
  const absolute = `${root}/${buildScript}`;
  const shown = absolute.startsWith(`${workspaceRoot}/`) ? absolute.slice(workspaceRoot.length + 1) : absolute;
  const text = readText(around.host, absolute);
  const quoted = atLeast(release, 80) ? `\`${shown}\`` : shown;
  if (typeof text !== "string") return failed(sources, [error(`couldn't read ${quoted}: ${text.words}`)], release);
  const file = sources.add(shown, text);
  const variables = { ...around.variables, ...buildVariables(around) };
  const { lines, diagnostics } = read({ sources, file, edition: manifest.edition, release, variables });
  if (diagnostics.length > 0) return failed(sources, diagnostics, release);
  const directives = readDirectives(
    lines,
    manifest.bins.map(({ name }) => name),
    release,
  );
  if (directives.refused === undefined) return { sources, diagnostics, directives };
  return failed(sources, [error("KB0603", `kbuild does not honour this line of a build script yet: \`${directives.refused}\``)], release);
}

function failed(sources: SourceMap, diagnostics: readonly Diagnostic[], release: Release): PackageScript {
  return { sources, diagnostics, directives: readDirectives([], [], release) };
}

function readText({ files }: Host, path: string): string | { readonly words: string } {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(files.read(path));
  } catch (thrown) {
    if (thrown instanceof TypeError) return { words: "stream did not contain valid UTF-8" };
    if (thrown instanceof FileError) return { words: osErrorText(thrown.code) };
    throw thrown;
  }
}

/** What cargo tells a script of the target and the profile. */
function buildVariables({ target, profile }: Surroundings): Record<string, string> {
  return {
    TARGET: target.triple,
    HOST: HOST_TRIPLE,
    PROFILE: profile.debugAssertions ? "debug" : "release",
    OPT_LEVEL: profile.optLevel,
    DEBUG: String(profile.debug !== "none"),
    CARGO_CFG_TARGET_ARCH: target.arch,
    CARGO_CFG_TARGET_OS: target.os,
  };
}
