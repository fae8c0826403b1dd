// What `kbuild run` executes: the one binary of the plan, and the program in front of it, if the target needs one.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../cargo-error.ts";
import { programKey } from "../config/conditional-program.ts";
import { cargoCfgs } from "../resolve/platform.ts";
import type { Config } from "../config/config.ts";
import { findManifest } from "../manifest/manifest.ts";
import { PackageKeys } from "../manifest/package-keys.ts";
import { selectPackages } from "../resolve/package-selection.ts";
import { placeOf } from "../resolve/package-spec.ts";
import { readWorkspace } from "../resolve/packages.ts";
import { checkSoleBin } from "./target-filter.ts";
import type { BuildOptions, Plan } from "./build-options.ts";
import { artifactPath } from "./unit.ts";
import type { Unit } from "./unit.ts";

export interface Runnable {
  /** The runner and its arguments; empty if the image is a program of this machine. */
  readonly program: readonly string[];
  /** Absolute path of the image. */
  readonly image: string;
  /** What the image is without a runner: a kernel for a computer, a program for Linux. */
  readonly kind: "kernel" | "program";
}

function runnerOf(config: Config, { target, release }: Unit): readonly string[] | undefined {
  const key = programKey(config, target.triple, cargoCfgs(target, release), "runner");
  return key === undefined ? undefined : config.command(...key);
}

/** The options with the one binary that they mean: without `--bin` what `default-run` of the selected packages names. Throws CargoError, with `nothing` where there is none. */
export function forOneBinary(host: Host, asked: BuildOptions, nothing?: string): BuildOptions {
  const options = { ...asked, isForRun: true };
  const path = options.manifestPath ?? findManifest(host, host.currentDirectory);
  const workspace = selectPackages(readWorkspace(host, path, options.release), { ...options, ...placeOf(host) }, () => {});
  const { selected, document } = workspace;
  const named = selected.flatMap((manifest) => new PackageKeys(manifest, document).string("default-run") ?? []);
  const bins = options.bins.length === 0 && named.length === 1 ? named : options.bins;
  try {
    checkSoleBin(workspace, { ...options, bins }, nothing);
  } catch (error) {
    workspace.layoutWarnings.forEach((text) => options.shell.warn(text));
    throw error;
  }
  return { ...options, bins };
}

export const NOTHING_TO_IMAGE =
  "there is no program in this package that could be made into an image: a kernel is a `src/main.rs`, and `kbuild new --kernel NAME` makes one";

/** The kernel to make an image of; throws CargoError where a package has none, or one for another machine. */
export function bootable({ units }: Plan): string {
  const first = units.find(({ unit }) => unit.isRoot && unit.crate.kind === "bin")?.unit;
  if (first === undefined) throw new CargoError(NOTHING_TO_IMAGE);
  const { os, arch, triple } = first.target;
  if (os !== "none" || arch !== "x86_64")
    throw new CargoError(`only kernels for \`x86_64-unknown-none\` can be made into an image, and this one is for \`${triple}\``, [], 1);
  return artifactPath(first);
}

/** Throws CargoError for what nothing could run. */
export function runnable({ units, config }: Plan): Runnable {
  const first = units.find(({ unit }) => unit.isRoot && unit.crate.kind === "bin");
  if (first === undefined) throw new CargoError("a bin target must be available for `cargo run`");
  return runnableUnit(first.unit, config);
}

/** The same of one program. */
export function runnableUnit(unit: Unit, config: Config): Runnable {
  const program = runnerOf(config, unit);
  const { os, arch, triple } = unit.target;
  const isKernel = os === "none" && arch === "x86_64";
  if (program === undefined && os !== "linux" && !isKernel) {
    throw new CargoError(
      `an image for \`${triple}\` does not run on this machine: name what runs it in .cargo/config.toml, [target.${triple}] runner = "..."`,
    );
  }
  return { program: program ?? [], image: artifactPath(unit), kind: isKernel ? "kernel" : "program" };
}
