// rustc's command line as a value: what cargo writes for a unit, what stands behind `kbuild rustc --`, RUSTFLAGS and the
// configuration's `rustflags` all come through here. Every option works or is refused; rows of the table say which.
import { FileError } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Cfg, CrateType, LintLevel } from "../../target/session.ts";
import type { PathPrefix, RemapScope } from "../../target/shown-path.ts";
import type { Target } from "../../target/target.ts";
import { readPrintRequest } from "./print-requests.ts";
import type { PrintRequest } from "./print-requests.ts";
import { applyCodegenOption, isCodegenOption, refuse } from "./codegen-options.ts";
import type { CodegenOptions } from "./codegen-options.ts";
import type { Emit } from "../compile/compile.ts";
import { osErrorText } from "../os-errors.ts";
import { RustcOptionError, cutRustcWords, early } from "./rustc-grammar.ts";
import type { RustcMatch, RustcWords } from "./rustc-grammar.ts";
import { checkCfg, crateType, edition, emit, nativeLibrary, parseCfg, pathPrefix, remapScope, searchPath } from "./rustc-values.ts";

export interface RustcOptions {
  inputs: readonly string[];
  crateName: string | undefined;
  crateTypes: CrateType[];
  emits: Emit[];
  /** Of `--emit=mir=PATH`, relative to where rustc would run. */
  emitPaths: Partial<Record<Emit, string>>;
  target: string | undefined;
  cfgs: Cfg[];
  checkCfgs: string[];
  lintLevels: { lint: string; level: LintLevel }[];
  capLints: LintLevel | undefined;
  diagnosticWidth: number | undefined;
  /** `--json=diagnostic-short`: messages are rendered on one line. */
  rendersShort: boolean;
  prints: PrintRequest[];
  explains: string | undefined;
  version: boolean;
  verbose: boolean;
  unstable: string[];
  pathPrefixes: PathPrefix[];
  /** Undefined for all. */
  remapScopes: readonly RemapScope[] | undefined;
  codegen: CodegenOptions;
  /** What rustc warns of the options themselves. */
  warnings: string[];
  /** Why nothing is compiled. */
  failure: RustcOptionError | undefined;
}

/** What a command line is read by. */
export interface RustcContext {
  readonly release: Release;
  /** `-Z` is taken: a nightly release, or RUSTC_BOOTSTRAP=1. */
  readonly isNightly: boolean;
  readonly target?: Target | undefined;
  /** The types that the crate is made of; without them it can be of one. */
  readonly crateTypes?: readonly string[];
  /** What stands in a file of arguments, `@path`. Throws FileError. */
  readonly readFile?: (path: string) => string;
}

function newRustcOptions(): RustcOptions {
  return {
    inputs: [],
    crateName: undefined,
    crateTypes: [],
    emits: [],
    emitPaths: {},
    target: undefined,
    cfgs: [],
    checkCfgs: [],
    lintLevels: [],
    capLints: undefined,
    diagnosticWidth: undefined,
    rendersShort: false,
    prints: [],
    explains: undefined,
    version: false,
    verbose: false,
    unstable: [],
    pathPrefixes: [],
    remapScopes: undefined,
    codegen: { metadata: [], linkArguments: [], libraries: [], targetFeatures: [] },
    warnings: [],
    failure: undefined,
  };
}

const LEVELS = ["allow", "warn", "force-warn", "deny", "forbid"] as const;

function lintCap(options: RustcOptions, value: string): void {
  const level = LEVELS.find((one) => one === value);
  if (level === undefined) throw new RustcOptionError(`unknown lint level: \`${value}\``);
  options.capLints ??= level;
}

const JSON_PARTS = new Set([
  "diagnostic-short",
  "diagnostic-unicode",
  "diagnostic-rendered-ansi",
  "artifacts",
  "timings",
  "unused-externs",
  "unused-externs-silent",
  "future-incompat",
]);

/** What cargo asks for itself, and what works. */
const JSON_ANYWAY = new Set(["diagnostic-short", "diagnostic-rendered-ansi", "artifacts", "future-incompat"]);

function json(options: RustcOptions, value: string): void {
  for (const part of value.split(",")) {
    if (!JSON_PARTS.has(part)) throw early(`unknown \`--json\` option \`${part}\``);
    if (part === "diagnostic-short") options.rendersShort = true;
    if (part === "timings" && !options.unstable.includes("unstable-options"))
      throw new RustcOptionError("--json=timings is unstable and requires using `-Zunstable-options`");
    if (!JSON_ANYWAY.has(part)) refuse(`\`--json=${part}\``);
  }
}

function errorFormat(value: string, release: Release): void {
  if (/^(?:human|short|json)$/.test(value)) return;
  const list = atLeast(release, 90)
    ? "`human`, `human-annotated-rs`, `human-unicode`, `json`, `pretty-json-std` or `short`"
    : "`human`, `json` or `short`";
  throw early(`argument for \`--error-format\` must be ${list} (instead was \`${value}\`)`);
}

/** `--extern NAME[=PATH]`: crates come from packages here. */
function externCrate(value: string): never {
  const [name = ""] = value.split("=");
  if (name.includes(":")) throw new RustcOptionError("the `-Z unstable-options` flag must also be passed to enable `--extern` options");
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new RustcOptionError(`crate name \`${name}\` passed to \`--extern\` is not a valid ASCII identifier`);
  return refuse(`\`--extern ${value}\` (crates come from packages)`);
}

function testHarness(_: RustcOptions, __: string, { target }: RustcContext): never {
  if (target?.os !== "none") return refuse("`--test`");
  throw new RustcOptionError("can't find crate for `test`", { code: "E0463" });
}

/** Unstable options that are honoured. */
const UNSTABLE = /^(?:unstable-options|(?:validate-mir|verify-llvm-ir)(?:=\w+)?)$/;

function unstableOption(options: RustcOptions, value: string): void {
  const name = value.replaceAll("_", "-");
  if (!UNSTABLE.test(name)) refuse(`the unstable option \`${value}\``);
  options.unstable.push(name);
}

function diagnosticWidth(options: RustcOptions, value: string): void {
  if (!/^\+?\d+$/.test(value)) throw new RustcOptionError("`--diagnostic-width` must be an positive integer");
  options.diagnosticWidth = Number(value);
}

function codegen(options: RustcOptions, value: string, { release, target, isNightly }: RustcContext): void {
  const takesUnstable = isNightly && options.unstable.includes("unstable-options");
  const warning = applyCodegenOption(options.codegen, value, { release, target, takesUnstable });
  if (warning !== undefined) options.warnings.push(warning);
}

type Row = (options: RustcOptions, value: string, context: RustcContext) => void;

const lint =
  (level: LintLevel): Row =>
  (options, value) =>
    void options.lintLevels.push({ lint: value.replaceAll("-", "_"), level });

/** In the order in which rustc looks at them; what it takes by position is one row's affair. */
const ROWS: Readonly<Record<string, Row>> = {
  Z: unstableOption,
  "env-set": () => refuse("`--env-set`"),
  help: () => refuse("rustc's own help"),
  version: (options) => void (options.version = true),
  verbose: (options) => void (options.verbose = true),
  explain: (options, value) => void (options.explains = value),
  o: (_, value) => refuse(`\`-o ${value}\``),
  color: (_, value) => {
    if (!/^(?:auto|always|never)$/.test(value))
      throw early(`argument for \`--color\` must be auto, always or never (instead was \`${value}\`)`);
  },
  edition: (_, value, { release }) => edition(value, release),
  "crate-name": (options, value) => void (options.crateName = value),
  json,
  "error-format": (_, value, { release }) => errorFormat(value, release),
  "diagnostic-width": diagnosticWidth,
  "crate-type": (options, value, { release }) => void options.crateTypes.push(...value.split(",").map((text) => crateType(text, release))),
  allow: lint("allow"),
  warn: lint("warn"),
  "force-warn": lint("force-warn"),
  deny: lint("deny"),
  forbid: lint("forbid"),
  "cap-lints": lintCap,
  emit: (options, value, { release }) => emit(options, value, release),
  "out-dir": () => {},
  codegen,
  target: (options, value) => void (options.target = value),
  print: ({ prints, unstable }, value, { release, isNightly }) =>
    void prints.push(readPrintRequest(value, release, isNightly && unstable.includes("unstable-options"))),
  O: (options, _, { release }) => void (options.codegen.optLevel = atLeast(release, 86) ? "3" : "2"),
  g: (options) => void (options.codegen.debugInfo = "full"),
  l: (options, value, { release }) => nativeLibrary(options, value, release),
  test: testHarness,
  extern: (_, value) => externCrate(value),
  "remap-path-prefix": pathPrefix,
  "remap-path-scope": remapScope,
  sysroot: (_, value) => refuse(`\`--sysroot ${value}\` (it compiles with its own core)`),
  L: searchPath,
  cfg: (options, value) => void options.cfgs.push(parseCfg(value)),
  "check-cfg": checkCfg,
};

const ORDER = Object.keys(ROWS);
const LINT_RANK = ORDER.indexOf("allow");
const RANKS: ReadonlyMap<string, number> = new Map(
  ORDER.map((name, at) => [name, LEVELS.some((level) => level === name) ? LINT_RANK : at]),
);

function rank({ option }: RustcMatch): number {
  return RANKS.get(option) ?? 0;
}

/** What `--opt-level` was to be. */
function meantOption(name: string, release: Release): string | undefined {
  return isCodegenOption(name, release) ? `-C ${name}` : undefined;
}

/** Words with those of files in the place of `@path`. */
function withFiles(words: readonly string[], { readFile, release }: RustcContext): readonly string[] {
  return words.flatMap((word) => {
    if (!word.startsWith("@") || readFile === undefined) return [word];
    const path = word.slice(1);
    try {
      const text = readFile(path).replace(/\n$/, "");
      return text === "" ? [] : text.split(/\r?\n/);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const words = atLeast(release, 74) ? "failed to load argument file: IO error" : "Failed to load argument file: IO Error";
      throw early(`${words}: ${path}: ${osErrorText(error.code)}`);
    }
  });
}

const NIGHTLY_HELP = `

help: consider switching to a nightly toolchain: \`rustup default nightly\`

note: selecting a toolchain with \`+toolchain\` arguments require a rustup proxy; see <https://rust-lang.github.io/rustup/concepts/index.html>

note: for more information about Rust's stability policy, see <https://doc.rust-lang.org/book/appendix-07-nightly-rust.html#unstable-features>

error: 1 nightly option were parsed`;

/** Options that only nightly releases take. */
function checkStability({ matches }: RustcWords, { release, isNightly }: RustcContext): void {
  const takesAny = matches.some(({ option, value }) => option === "Z" && value === "unstable-options");
  const gated = matches.find(({ option }) => option === "env-set" || (option === "check-cfg" && !atLeast(release, 80)));
  if (gated !== undefined && !takesAny)
    throw early(`the \`-Z unstable-options\` flag must also be passed to enable the flag \`${gated.option}\``);
  if (isNightly || !matches.some(({ option }) => option === "Z")) return;
  throw new RustcOptionError(`the option \`Z\` is only accepted on the nightly compiler${atLeast(release, 75) ? NIGHTLY_HELP : ""}`, {
    isEarly: true,
  });
}

/** Colours and JSON exclude each other. */
function checkFormats({ matches }: RustcWords): void {
  const valueOf = (name: string) => matches.find(({ option }) => option === name)?.value;
  const isJson = valueOf("error-format") === "json";
  if (valueOf("json") !== undefined && !isJson) throw early("using `--json` requires also using `--error-format=json`");
  if (isJson && valueOf("json") !== undefined && valueOf("color") !== undefined)
    throw early("cannot specify the `--color` option with `--json`");
}

function checkWhole({ inputs, crateTypes, codegen: { usesLto, embedsBitcode } }: RustcOptions, context: RustcContext): void {
  const [first, second] = inputs;
  if (first !== undefined && second !== undefined)
    throw new RustcOptionError(`multiple input filenames provided (first two filenames are \`${first}\` and \`${second}\`)`);
  if (usesLto === true && embedsBitcode === false)
    throw new RustcOptionError("options `-C embed-bitcode=no` and `-C lto` are incompatible");
  const types = new Set(crateTypes);
  if (types.size > 1 && types.has("bin")) throw new RustcOptionError("cannot mix `bin` crate type with others");
  const isMade = [...types].every((type) => context.crateTypes?.includes(type) === true);
  if (types.size > 1 && !isMade) refuse(`several crate types at once (${[...types].join(", ")})`);
}

/** Reads a command line. Throws RustcOptionError. */
export function parseRustc(words: readonly string[], context: RustcContext): RustcOptions {
  const options = newRustcOptions();
  const { release } = context;
  const cut = cutRustcWords(withFiles(words, context), release, (name) => meantOption(name, release));
  checkStability(cut, context);
  options.inputs = cut.inputs;
  const inOrder = [...cut.matches].sort((a, b) => rank(a) - rank(b));
  for (const match of inOrder) ROWS[match.option]?.(options, match.value, context);
  checkFormats(cut);
  checkWhole(options, context);
  return options;
}

/** Reads the command line of a unit: what is wrong with it is told when the unit is compiled. */
export function readRustc(words: readonly string[], context: RustcContext): RustcOptions {
  try {
    const options = parseRustc(words, context);
    if (options.version || options.explains !== undefined) refuse("a question among a unit's flags");
    return options;
  } catch (error) {
    if (!(error instanceof RustcOptionError)) throw error;
    return { ...newRustcOptions(), failure: error };
  }
}
