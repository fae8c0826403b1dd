// `rustc --print`: facts about targets and names, in rustc's forms.
import { knownTriples } from "../../target/known-triples.ts";
import { RELEASE_1_96_0, atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { HOST_TRIPLE, specificationOf, targetCfgs } from "../../target/targets.ts";
import type { Cfg } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { CargoError } from "../cargo-error.ts";
import type { RustcOptions } from "./rustc-options.ts";

/** As which compiler the question is answered. */
export interface Asker {
  readonly release: Release;
  /** Unstable options are taken: a nightly release, or RUSTC_BOOTSTRAP=1. */
  readonly isNightly: boolean;
  /** Where the compiler lies. */
  readonly sysroot: string;
  /** What it would compile for. */
  readonly target: Target;
}

function cfgLine({ name, value }: Cfg): string {
  return value === undefined ? name : `${name}="${value}"`;
}

function cfgText(options: RustcOptions, { release, isNightly, target }: Asker): string {
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

function specificationText(_: RustcOptions, { release, target }: Asker): string {
  if (target.specification !== undefined)
    throw new CargoError("kbuild does not print the specification of a target from a file yet", [], 1, false, "KB0604");
  const specification = specificationOf(target.triple, release) ?? {};
  return `${JSON.stringify(specification, keysInOrder, 2)}\n`;
}

function crateName({ crateName: name, inputs }: RustcOptions): string {
  const file = inputs[0]?.split("/").at(-1)?.replace(/\.rs$/, "");
  return (name ?? file ?? "rust_out").replaceAll("-", "_");
}

/** The files that the crate would be made into, a line each. */
function fileNames(options: RustcOptions, { target: { exeSuffix } }: Asker): string {
  const name = `${crateName(options)}${options.codegen.extraFilename ?? ""}`;
  const types = options.crateTypes.length === 0 ? ["bin"] : options.crateTypes;
  return types.map((type) => `${type === "bin" ? `${name}${exeSuffix}` : `lib${name}${type === "staticlib" ? ".a" : ".rlib"}`}\n`).join("");
}

/** Seen with 1.96, not with 1.63; the release between is a guess. */
const EMULATED_SINCE = 76;

function models(kind: string, names: string): string {
  const list = names.split(" ").map((name) => `    ${name}\n`);
  return `Available ${kind} models:\n${list.join("")}\n`;
}

const SPLIT_MODES = ["off", "packed", "unpacked"];

/** Those that the target supports. The older release has them, too, in no text of its specifications. */
function splitDebuginfo(_: RustcOptions, { target }: Asker): string {
  const supported = specificationOf(target.triple, RELEASE_1_96_0)?.["supported-split-debuginfo"];
  const isSupported = (mode: string) => (Array.isArray(supported) ? supported.includes(mode) : mode === "off");
  return SPLIT_MODES.filter(isSupported)
    .map((mode) => `${mode}\n`)
    .join("");
}

const PRINTS: Readonly<Record<string, (options: RustcOptions, asker: Asker) => string>> = {
  "target-list": (_, { release }) => `${knownTriples(release).join("\n")}\n`,
  "host-tuple": () => `${HOST_TRIPLE}\n`,
  cfg: cfgText,
  "target-spec-json": specificationText,
  "crate-name": (options) => `${crateName(options)}\n`,
  "file-names": fileNames,
  sysroot: (_, { sysroot }) => `${sysroot}\n`,
  // Of nothing that is linked.
  "link-args": () => "",
  "split-debuginfo": splitDebuginfo,
  "relocation-models": () => models("relocation", "static pic pie dynamic-no-pic ropi rwpi ropi-rwpi default"),
  "code-models": () => models("code", "tiny small kernel medium large"),
  "tls-models": (_, { release }) =>
    models("TLS", `global-dynamic local-dynamic initial-exec local-exec${atLeast(release, EMULATED_SINCE) ? " emulated" : ""}`),
};

/** The text for one `--print`. */
export function printFacts(what: string, options: RustcOptions, asker: Asker): string {
  const row = PRINTS[what];
  if (row === undefined) throw new Error(`no text for a request that is answered: ${what}`);
  return row(options, asker);
}
