// `rustc --print`: facts about targets and names, in rustc's forms.
import { knownTriples } from "../target/known-triples.ts";
import type { Release } from "../target/release.ts";
import { HOST_TRIPLE, findTarget, targetCfgs } from "../target/targets.ts";
import type { Cfg } from "../target/session.ts";
import { CargoError } from "./cargo-error.ts";
import type { RustcOptions } from "./rustc-options.ts";

function cfgLine({ name, value }: Cfg): string {
  return value === undefined ? name : `${name}="${value}"`;
}

function cfgText(options: RustcOptions, release: Release): string {
  const name = options.target ?? HOST_TRIPLE;
  const target = findTarget(name);
  if (target === undefined) {
    throw new CargoError(
      `error loading target specification: could not find specification for target "${name}"\n  |\n  = help: run \`rustc --print target-list\` for a list of built-in targets\n`,
      [],
      1,
    );
  }
  const cfgs = targetCfgs(target, release, options.codegen.panic ?? target.panicStrategy);
  const lines = [...cfgs, ...options.cfgs, { name: "debug_assertions" }].map(cfgLine);
  return `${[...new Set(lines)].sort().join("\n")}\n`;
}

function crateName({ crateName: name, inputs }: RustcOptions): string {
  const file = inputs[0]?.split("/").at(-1)?.replace(/\.rs$/, "");
  return (name ?? file ?? "rust_out").replaceAll("-", "_");
}

const PRINTS: Readonly<Record<string, (options: RustcOptions, release: Release) => string>> = {
  "target-list": (_, release) => `${knownTriples(release).join("\n")}\n`,
  "host-tuple": () => `${HOST_TRIPLE}\n`,
  cfg: cfgText,
  "crate-name": (options) => `${crateName(options)}\n`,
  "file-names": (options) => `${(options.crateTypes[0] ?? "bin") === "bin" ? crateName(options) : `lib${crateName(options)}.rlib`}\n`,
  "split-debuginfo": () => "off\npacked\nunpacked\n",
};

/** The text for one `--print`. */
export function printFacts(what: string, options: RustcOptions, release: Release): string {
  const row = PRINTS[what];
  if (row === undefined) throw new CargoError(`[KB0604] kbuild does not print \`${what}\` yet`, [], 1);
  return row(options, release);
}
