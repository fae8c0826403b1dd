// `rustc --print`: facts about targets and names, in rustc's forms.
import { knownTriples } from "../../target/known-triples.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { HOST_TRIPLE, findTarget, specificationOf, targetCfgs } from "../../target/targets.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { CargoError } from "../cargo-error.ts";
import type { RustcOptions } from "./rustc-options.ts";

/** As which compiler the question is answered. */
export interface Asker {
  readonly release: Release;
  /** Unstable options are taken: a nightly release, or RUSTC_BOOTSTRAP=1. */
  readonly isNightly: boolean;
}

function cfgLine({ name, value }: Cfg): string {
  return value === undefined ? name : `${name}="${value}"`;
}

function loadFailure(name: string, release: Release): CargoError {
  const list = "run `rustc --print target-list` for a list of built-in targets";
  const words = atLeast(release, 80)
    ? `error loading target specification: could not find specification for target ${JSON.stringify(name)}\n  |\n  = help: ${list}\n`
    : `Error loading target specification: Could not find specification for target ${JSON.stringify(name)}. R${list.slice(1)}\n`;
  return new CargoError(words, [], 1);
}

/** The row of the target that is asked about. */
function targetOf({ target }: RustcOptions, release: Release): Target {
  const name = target ?? HOST_TRIPLE;
  const found = findTarget(name);
  if (found !== undefined) return found;
  if (knownTriples(release).includes(name)) throw new CargoError(`[KB0604] kbuild does not know the target \`${name}\` yet`, [], 1);
  throw loadFailure(name, release);
}

function cfgText(options: RustcOptions, { release, isNightly }: Asker): string {
  const target = targetOf(options, release);
  const { optLevel = "0", debugAssertions = optLevel === "0", panic = target.panicStrategy } = options.codegen;
  const own = targetCfgs(target, release, panic, isNightly).filter(({ name }) => debugAssertions || !CHECKED.has(name));
  const lines = [...own, ...options.cfgs, ...(debugAssertions ? [{ name: "debug_assertions" }] : [])].map(cfgLine);
  return `${[...new Set(lines)].sort().join("\n")}\n`;
}

/** Only where assertions are. */
const CHECKED: ReadonlySet<string> = new Set(["overflow_checks", "ub_checks"]);

function keysInOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function specificationText(options: RustcOptions, { release, isNightly }: Asker): string {
  if (!isNightly || !options.unstable.includes("unstable-options")) {
    const name = atLeast(release, 80) ? "`target-spec-json`" : "target-spec-json";
    throw new CargoError(`the \`-Z unstable-options\` flag must also be passed to enable the ${name} print option`, [], 1);
  }
  const specification = specificationOf(targetOf(options, release).triple, release) ?? {};
  return `${JSON.stringify(specification, keysInOrder, 2)}\n`;
}

function crateName({ crateName: name, inputs }: RustcOptions): string {
  const file = inputs[0]?.split("/").at(-1)?.replace(/\.rs$/, "");
  return (name ?? file ?? "rust_out").replaceAll("-", "_");
}

/** Seen with 1.96, not with 1.63; the release between is a guess. */
const EMULATED_SINCE = 76;

function models(kind: string, names: string): string {
  const list = names.split(" ").map((name) => `    ${name}\n`);
  return `Available ${kind} models:\n${list.join("")}\n`;
}

const PRINTS: Readonly<Record<string, (options: RustcOptions, asker: Asker) => string>> = {
  "target-list": (_, { release }) => `${knownTriples(release).join("\n")}\n`,
  "host-tuple": () => `${HOST_TRIPLE}\n`,
  cfg: cfgText,
  "target-spec-json": specificationText,
  "crate-name": (options) => `${crateName(options)}\n`,
  "file-names": (options) => `${(options.crateTypes[0] ?? "bin") === "bin" ? crateName(options) : `lib${crateName(options)}.rlib`}\n`,
  "split-debuginfo": () => "off\npacked\nunpacked\n",
  "relocation-models": () => models("relocation", "static pic pie dynamic-no-pic ropi rwpi ropi-rwpi default"),
  "code-models": () => models("code", "tiny small kernel medium large"),
  "tls-models": (_, { release }) =>
    models("TLS", `global-dynamic local-dynamic initial-exec local-exec${atLeast(release, EMULATED_SINCE) ? " emulated" : ""}`),
};

/** What stable releases print. */
const KNOWN = [
  ...["calling-conventions", "cfg", "code-models", "crate-name", "deployment-target", "file-names", "host-tuple", "link-args"],
  ...["native-static-libs", "relocation-models", "split-debuginfo", "stack-protector-strategies", "sysroot", "target-cpus"],
  ...["target-features", "target-libdir", "target-list", "tls-models", "target-spec-json"],
];

function unknownPrint(what: string, release: Release): string {
  if (!atLeast(release, 80)) return `unknown print request \`${what}\``;
  const list = KNOWN.filter((name) => name !== "target-spec-json").map((name) => `\`${name}\``);
  const book = "https://doc.rust-lang.org/rustc/command-line-arguments.html#--print-print-compiler-information";
  return `unknown print request: \`${what}\`\n  |\n  = help: valid print requests are: ${list.join(", ")}\n  = help: for more information, see the rustc book: ${book}`;
}

/** The text for one `--print`. */
export function printFacts(what: string, options: RustcOptions, asker: Asker): string {
  const row = PRINTS[what];
  if (row === undefined && !KNOWN.includes(what)) throw new CargoError(unknownPrint(what, asker.release), [], 1);
  if (row === undefined) throw new CargoError(`[KB0604] kbuild does not print \`${what}\` yet`, [], 1);
  return row(options, asker);
}
