// Values of rustc's options, one function an option: what rustc takes, in its words, and where it goes.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Cfg, CrateType } from "../../target/session.ts";
import { REMAP_SCOPES } from "../../target/shown-path.ts";
import type { RemapScope } from "../../target/shown-path.ts";
import { CRATE_TYPES } from "../manifest/crate-types.ts";
import { refuse } from "./codegen-options.ts";
import { RustcOptionError, early } from "./rustc-grammar.ts";
import type { RustcOptions } from "./rustc-options.ts";
import { libraryWords } from "./native-libraries.ts";

const CFG_FORM = 'expected `key` or `key="value"`';
const SHELL_TIP = `, ensure escaping is appropriate for your shell, try 'key="value"' or key=\\"value\\"`;

export function parseCfg(text: string): Cfg {
  const found = /^\s*(?:r#)?([\p{XID_Start}_]\p{XID_Continue}*)\s*(?:=\s*"((?:[^"\\]|\\.)*)"\s*)?$/su.exec(text);
  if (found?.[1] !== undefined) return found[2] === undefined ? { name: found[1] } : { name: found[1], value: found[2] };
  const isPath = /^\s*[\w:]+::\w+\s*$/.test(text);
  const tip = /^\s*\w+\s*=\s*[^"\s]/.test(text) ? SHELL_TIP : "";
  throw new RustcOptionError(
    `invalid \`--cfg\` argument: \`${text}\` (${isPath ? "argument key must be an identifier" : `${CFG_FORM}${tip}`})`,
  );
}

/** Where errors of `--check-cfg` point to. */
const CHECK_CFG_NOTES = [
  'expected `cfg(name, values("value1", "value2", ... "valueN"))`',
  "visit <https://doc.rust-lang.org/nightly/rustc/check-cfg.html> for more details",
];

/** What stands among `values(..)` and is no value. */
function wrongCheckValue(text: string): string | undefined {
  const list = /\bvalues\((.*)\)\s*,?\s*\)\s*$/s.exec(text)?.[1] ?? "";
  const rest = list.replaceAll(/"(?:[^"\\]|\\.)*"|\b(?:none|any)\(\s*\)/g, "");
  return rest
    .split(",")
    .map((part) => part.trim())
    .find((part) => part !== "");
}

export function checkCfg(options: RustcOptions, value: string): void {
  if (!/^\s*cfg\(.*\)\s*$/s.test(value))
    throw new RustcOptionError(`invalid \`--check-cfg\` argument: \`${value}\``, { notes: CHECK_CFG_NOTES });
  const bad = wrongCheckValue(value);
  if (bad !== undefined)
    throw new RustcOptionError(`invalid \`--check-cfg\` argument: \`${value}\``, {
      notes: [`\`${bad}\` is invalid`, "`values()` arguments must be string literals, `none()` or `any()`", ...CHECK_CFG_NOTES.slice(1)],
    });
  options.checkCfgs.push(value);
}

export function edition(value: string, release: Release): void {
  if (/^(?:2015|2018|2021|2024|future)$/.test(value)) return;
  const list = atLeast(release, 80) ? "<2015|2018|2021|2024|future>" : "2015|2018|2021|2024";
  throw early(`argument for \`--edition\` must be one of: ${list}. (instead was \`${value}\`)`);
}

export function crateType(text: string, release: Release): CrateType {
  const known = CRATE_TYPES.find((type) => type === text);
  if (known !== undefined) return known;
  throw new RustcOptionError(unknownCrateType(text, release));
}

export function unknownCrateType(text: string, release: Release): string {
  const list = atLeast(release, 89) ? `, expected one of: ${CRATE_TYPES.map((type) => `\`${type}\``).join(", ")}` : "";
  return `unknown crate type: \`${text}\`${list}`;
}

const EMISSIONS = "asm llvm-bc dep-info link llvm-ir metadata mir obj thin-link-bitcode".split(" ");
const OLD_EMISSIONS = "llvm-bc asm llvm-ir mir obj metadata link dep-info".split(" ");

export function emit(options: RustcOptions, text: string, release: Release): void {
  const emissions = atLeast(release, 80) ? EMISSIONS : OLD_EMISSIONS;
  for (const part of text.split(",")) {
    const [kind = "", path] = part.split("=", 2);
    if (!emissions.includes(kind))
      throw new RustcOptionError(
        `unknown emission type: \`${kind}\` - expected one of: ${emissions.map((one) => `\`${one}\``).join(", ")}`,
      );
    if (kind === "dep-info") continue;
    if (path === "-") refuse(`\`--emit=${part}\` (standard output)`);
    const known = (["metadata", "mir", "asm", "obj", "link"] as const).find((name) => name === kind);
    if (known === undefined) return refuse(`\`--emit=${kind}\` (there is no LLVM inside)`);
    options.emits.push(known);
    if (path !== undefined) options.emitPaths[known] = path;
  }
}

/** `-L [KIND=]PATH`. Kinds that only crates are found through say nothing to the linker. */
export function searchPath(options: RustcOptions, value: string): void {
  const [, kind = "all", path = ""] = /^(?:(dependency|crate|native|framework|all)=)?(.*)$/.exec(value) ?? [];
  if (path === "") throw new RustcOptionError("empty search path given via `-L`");
  if (kind === "native" || kind === "all") options.codegen.libraries.push("-L", path);
}

const LIBRARY_KINDS: readonly string[] = ["static", "dylib", "framework", "link-arg"];
const MODIFIERS = ["bundle", "verbatim", "whole-archive", "as-needed"];

/** `+whole-archive`, `-bundle`. */
function checkModifier(word: string, release: Release): void {
  const known = atLeast(release, 90) ? [...MODIFIERS, "export-symbols"] : MODIFIERS;
  if (!/^[+-]/.test(word))
    throw new RustcOptionError(`invalid linking modifier syntax, expected '+' or '-' prefix before one of: ${known.join(", ")}`);
  if (!known.includes(word.slice(1)))
    throw new RustcOptionError(`unknown linking modifier \`${word.slice(1)}\`, expected one of: ${known.join(", ")}`);
}

/** `-l [KIND[:MODIFIERS]=]NAME`: the linker looks for `libNAME.so` and `libNAME.a`, or for the latter alone. */
export function nativeLibrary(options: RustcOptions, value: string, release: Release): void {
  const [, kind = "dylib", modifiers = "", name = ""] = /^(?:([^:=]+)(?::([^=]*))?=)?(.*)$/.exec(value) ?? [];
  if (!LIBRARY_KINDS.includes(kind)) {
    const list = LIBRARY_KINDS.filter((one) => one !== "link-arg" || atLeast(release, 70)).join(", ");
    throw new RustcOptionError(`unknown library kind \`${kind}\`, expected one of: ${list}`);
  }
  for (const word of modifiers === "" ? [] : modifiers.split(",")) checkModifier(word, release);
  if (name === "") throw new RustcOptionError("library name must not be empty");
  const isWhole = modifiers.split(",").includes("+whole-archive");
  if (name.includes(":") || /as-needed|export-symbols/.test(modifiers) || (kind !== "static" && kind !== "dylib"))
    return refuse(`\`-l ${value}\``);
  const isVerbatim = modifiers.split(",").includes("+verbatim");
  options.codegen.libraries.push(...libraryWords({ name, isStatic: kind === "static", isWhole, isVerbatim }));
}

export function pathPrefix(options: RustcOptions, value: string): void {
  const at = value.lastIndexOf("=");
  if (at < 0) throw new RustcOptionError("--remap-path-prefix must contain '=' between FROM and TO");
  options.pathPrefixes.push({ from: value.slice(0, at), to: value.slice(at + 1) });
}

/** Coverage and documentation are not made. */
const SCOPES: Readonly<Record<string, readonly RemapScope[]>> = {
  macro: ["macro"],
  diagnostics: ["diagnostics"],
  debuginfo: ["debuginfo"],
  documentation: [],
  coverage: [],
  object: ["macro", "debuginfo"],
  all: REMAP_SCOPES,
};

const SCOPE_WORDS = "`macro`, `diagnostics`, `documentation`, `debuginfo`, `coverage`, `object`, `all`";

export function remapScope(options: RustcOptions, value: string): void {
  options.remapScopes = value.split(",").flatMap((name) => {
    if (Object.hasOwn(SCOPES, name)) return SCOPES[name] as readonly RemapScope[];
    throw new RustcOptionError(`argument for \`--remap-path-scope\` must be a comma separated list of scopes: ${SCOPE_WORDS}`);
  });
}
