// rustc's command line as a value: `kbuild rustc FILE ...`, what stands behind `kbuild rustc --`, RUSTFLAGS and the
// configuration's `rustflags` all come through here. Every option works or is refused; rows of the tables say which.
import { CargoError } from "./cargo-error.ts";
import type { Emit } from "./compile.ts";
import type { Cfg, CrateType, DebugInfo, Edition, LintLevel, OptLevel } from "../target/session.ts";
import { REMAP_SCOPES } from "../target/shown-path.ts";
import type { PathPrefix, RemapScope } from "../target/shown-path.ts";

export interface RustcOptions {
  inputs: string[];
  edition: Edition | undefined;
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
  errorFormat: "human" | "short" | "json";
  prints: string[];
  version: boolean;
  verbose: boolean;
  unstable: string[];
  pathPrefixes: PathPrefix[];
  /** Undefined for all. */
  remapScopes: readonly RemapScope[] | undefined;
  codegen: CodegenOptions;
}

export interface CodegenOptions {
  optLevel?: OptLevel;
  debugInfo?: DebugInfo;
  panic?: "abort" | "unwind";
  overflowChecks?: boolean;
  debugAssertions?: boolean;
  relocationModel?: "static" | "pic" | "pie";
  codeModel?: string;
  strip?: "none" | "debuginfo" | "symbols";
  extraFilename?: string;
  metadata: string[];
  linkArguments: string[];
  /** `-L` and `-l`, as words of the linker. */
  libraries: string[];
  linker?: string;
}

export function newRustcOptions(): RustcOptions {
  return {
    inputs: [],
    edition: undefined,
    crateName: undefined,
    crateTypes: [],
    emits: [],
    emitPaths: {},
    target: undefined,
    cfgs: [],
    checkCfgs: [],
    lintLevels: [],
    capLints: undefined,
    errorFormat: "human",
    prints: [],
    version: false,
    verbose: false,
    unstable: [],
    pathPrefixes: [],
    remapScopes: undefined,
    codegen: { metadata: [], linkArguments: [], libraries: [] },
  };
}

/** What rustc says before it reads any source; shown as rustc's error. */
export class RustcOptionError extends Error {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

function refuse(what: string): never {
  throw new RustcOptionError(`kbuild does not support ${what} yet`, "KB0600");
}

function incorrect(name: string, value: string | undefined, expected: string): never {
  if (value === undefined) throw new RustcOptionError(`codegen option \`${name}\` requires ${expected} (C ${name}=<value>)`);
  throw new RustcOptionError(`incorrect value \`${value}\` for codegen option \`${name}\` - ${expected} was expected`);
}

const YES = new Set(["y", "yes", "on", "true"]);
const NO = new Set(["n", "no", "off", "false"]);
const BOOLEAN = "one of: `y`, `yes`, `on`, `true`, `n`, `no`, `off` or `false`";

function boolean(name: string, value: string | undefined): boolean {
  if (value === undefined || YES.has(value)) return true;
  return NO.has(value) ? false : incorrect(name, value, BOOLEAN);
}

function oneOf<T extends string>(name: string, value: string | undefined, values: readonly T[], expected: string): T {
  return values.find((known) => known === value) ?? incorrect(name, value, expected);
}

const DEBUG_LEVELS: Readonly<Record<string, DebugInfo>> = {
  "0": "none",
  none: "none",
  "1": "limited",
  limited: "limited",
  "2": "full",
  full: "full",
  "line-tables-only": "line-tables-only",
  "line-directives-only": "line-directives-only",
};

type CodegenRow = (codegen: CodegenOptions, value: string | undefined, name: string) => void;

function lto(_: CodegenOptions, value: string | undefined, name: string): void {
  // Every image is compiled as one unit here, what it needs of core included: all kinds of lto come to the same.
  const known = value === undefined || YES.has(value) || NO.has(value) || value === "thin" || value === "fat";
  if (!known) incorrect(name, value, "either a boolean (`yes`, `no`, `on`, `off`, etc), `thin`, `fat`, or omitted");
}

function panicStrategy(codegen: CodegenOptions, value: string | undefined, name: string): void {
  if (value === "immediate-abort") refuse("the panic strategy `immediate-abort`");
  codegen.panic = oneOf(name, value, ["abort", "unwind"], "either `unwind`, `abort`, or `immediate-abort`");
}

function linker(codegen: CodegenOptions, value: string | undefined): void {
  if (value !== undefined && /(?:^|\/)(?:rust-lld|ld\.lld|lld)(?:\.exe)?$/.test(value)) codegen.linker = value;
  else refuse(`the linker \`${value ?? ""}\` (it links by itself, as rust-lld does)`);
}

/** Options that choose how rustc divides its work, or name what kbuild does anyway: the result is the same. */
const WITHOUT_EFFECT: CodegenRow = () => {};

const CODEGEN: Readonly<Record<string, CodegenRow>> = {
  "opt-level": (codegen, value) => {
    const known = (["0", "1", "2", "3", "s", "z"] as const).find((level) => level === value);
    if (known === undefined)
      throw new RustcOptionError(`optimization level needs to be between 0-3, s or z (instead was \`${value ?? ""}\`)`);
    codegen.optLevel = known;
  },
  debuginfo: (codegen, value, name) => {
    codegen.debugInfo =
      DEBUG_LEVELS[value ?? ""] ??
      incorrect(name, value, "either an integer (0, 1, 2), `none`, `line-directives-only`, `line-tables-only`, `limited`, or `full`");
  },
  panic: panicStrategy,
  "overflow-checks": (codegen, value, name) => void (codegen.overflowChecks = boolean(name, value)),
  "debug-assertions": (codegen, value, name) => void (codegen.debugAssertions = boolean(name, value)),
  "relocation-model": (codegen, value, name) => {
    if (["dynamic-no-pic", "ropi", "rwpi", "ropi-rwpi", "default"].includes(value ?? "")) refuse(`the relocation model \`${value}\``);
    codegen.relocationModel = oneOf(
      name,
      value,
      ["static", "pic", "pie"],
      "one of supported relocation models (`rustc --print relocation-models`)",
    );
  },
  "code-model": (codegen, value, name) => {
    codegen.codeModel = oneOf(
      name,
      value,
      ["tiny", "small", "kernel", "medium", "large"],
      "one of supported code models (`rustc --print code-models`)",
    );
  },
  strip: (codegen, value, name) => {
    codegen.strip = oneOf(name, value, ["none", "debuginfo", "symbols"], "either `none`, `debuginfo`, or `symbols`");
  },
  "extra-filename": (codegen, value) => void (codegen.extraFilename = value ?? ""),
  metadata: (codegen, value) => void codegen.metadata.push(...(value ?? "").split(" ").filter((word) => word !== "")),
  "link-arg": (codegen, value) => void codegen.linkArguments.push(value ?? ""),
  "link-args": (codegen, value) => void codegen.linkArguments.push(...(value ?? "").split(/\s+/).filter((word) => word !== "")),
  linker,
  lto,
  "codegen-units": (_, value) => {
    if (value === "0") throw new RustcOptionError("value for codegen units must be a positive non-zero integer");
  },
  incremental: WITHOUT_EFFECT,
  "embed-bitcode": WITHOUT_EFFECT,
  "split-debuginfo": (_, value) => {
    if (value !== "off") refuse(`\`split-debuginfo=${value ?? ""}\``);
  },
  "link-dead-code": (_, value, name) => {
    if (boolean(name, value)) refuse("`link-dead-code`");
  },
  "linker-flavor": (_, value) => {
    if (!["ld.lld", "gnu-lld", "ld"].includes(value ?? "")) refuse(`the linker flavor \`${value ?? ""}\``);
  },
};

const KNOWN_CODEGEN = new Set(
  "ar code-model codegen-units collapse-macro-debuginfo control-flow-guard debug-assertions debuginfo default-linker-libraries dlltool dwarf-version embed-bitcode extra-filename force-frame-pointers force-unwind-tables help incremental instrument-coverage jump-tables link-arg link-args link-dead-code link-self-contained linker linker-features linker-flavor linker-plugin-lto llvm-args lto metadata no-prepopulate-passes no-redzone no-stack-check no-vectorize-loops no-vectorize-slp opt-level overflow-checks panic passes prefer-dynamic profile-generate profile-use relocation-model relro-level remark rpath save-temps soft-float split-debuginfo strip symbol-mangling-version target-cpu target-feature".split(
    " ",
  ),
);

function codegenOption(options: RustcOptions, text: string): void {
  const at = text.indexOf("=");
  const name = (at < 0 ? text : text.slice(0, at)).replaceAll("_", "-");
  const row = CODEGEN[name];
  if (row !== undefined) return row(options.codegen, at < 0 ? undefined : text.slice(at + 1), name);
  if (KNOWN_CODEGEN.has(name)) refuse(`the codegen option \`${name}\``);
  throw new RustcOptionError(`unknown codegen option: \`${at < 0 ? text : text.slice(0, at)}\``);
}

export function parseCfg(text: string): Cfg {
  const found = /^\s*(\w+)\s*(?:=\s*"(.*)"\s*)?$/su.exec(text);
  if (found === null || found[1] === undefined)
    throw new RustcOptionError(`invalid \`--cfg\` argument: \`${text}\` (expected \`key\` or \`key="value"\`)`);
  return found[2] === undefined ? { name: found[1] } : { name: found[1], value: found[2] };
}

function edition(text: string): Edition {
  const known = ([2015, 2018, 2021, 2024] as const).find((year) => String(year) === text);
  if (known === undefined)
    throw new RustcOptionError(`argument for \`--edition\` must be one of: 2015|2018|2021|2024|future. (instead was \`${text}\`)`);
  return known;
}

const CRATE_TYPES: readonly CrateType[] = ["bin", "lib", "rlib", "staticlib", "dylib", "cdylib", "proc-macro"];

function crateType(text: string): CrateType {
  const known = CRATE_TYPES.find((type) => type === text);
  if (known === undefined) throw new RustcOptionError(`unknown crate type: \`${text}\``);
  return known;
}

function emit(options: RustcOptions, text: string): void {
  for (const part of text.split(",")) {
    const [kind, path] = part.split("=", 2);
    if (kind === "dep-info") continue;
    if (path === "-") refuse(`\`--emit=${part}\` (standard output)`);
    const known = (["metadata", "mir", "asm", "obj", "link"] as const).find((name) => name === kind);
    if (known === undefined) {
      if (["llvm-bc", "llvm-ir", "thin-link-bitcode"].includes(kind ?? "")) refuse(`\`--emit=${kind}\` (there is no LLVM inside)`);
      throw new RustcOptionError(
        `unknown emission type: \`${kind}\` - expected one of: \`asm\`, \`dep-info\`, \`link\`, \`llvm-bc\`, \`llvm-ir\`, \`metadata\`, \`mir\`, \`obj\`, \`thin-link-bitcode\``,
      );
    }
    options.emits.push(known);
    if (path !== undefined) options.emitPaths[known] = path;
  }
}

function lints(options: RustcOptions, level: LintLevel, text: string): void {
  for (const lint of text.split(",")) options.lintLevels.push({ lint: lint.replaceAll("-", "_"), level });
}

function errorFormat(options: RustcOptions, text: string): void {
  const known = (["human", "short", "json"] as const).find((format) => format === text);
  if (known === undefined)
    throw new RustcOptionError(
      `argument for \`--error-format\` must be \`human\`, \`human-annotated-rs\`, \`human-unicode\`, \`json\`, \`pretty-json-std\` or \`short\` (instead was \`${text}\`)`,
    );
  options.errorFormat = known;
}

type Row = (options: RustcOptions, value: string) => void;

/** `-L [KIND=]PATH`. Kinds that only crates are found through say nothing to the linker. */
function searchPath(options: RustcOptions, value: string): void {
  const [, kind = "all", path = ""] = /^(?:(dependency|crate|native|framework|all)=)?(.*)$/.exec(value) ?? [];
  if (path === "") throw new CargoError("empty search path given via `-L`", [], 1);
  if (kind === "native" || kind === "all") options.codegen.libraries.push("-L", path);
}

/** `-l [KIND[:MODIFIERS]=]NAME`: the linker looks for `libNAME.a`. */
function nativeLibrary(options: RustcOptions, value: string): void {
  const [, kind = "dylib", modifiers = "", name = ""] = /^(?:([a-z-]+)(?::([^=]*))?=)?(.*)$/.exec(value) ?? [];
  if (name === "") throw new RustcOptionError("library name must not be empty");
  if (kind !== "static" && kind !== "dylib") return refuse(`\`-l ${value}\``);
  const isWhole = modifiers.split(",").includes("+whole-archive");
  if (name.includes(":") || modifiers.split(",").some((word) => word !== "" && !/^[+-](?:whole-archive|bundle|verbatim)$/.test(word)))
    return refuse(`\`-l ${value}\``);
  const word = modifiers.includes("+verbatim") ? `-l:${name}` : `-l${name}`;
  options.codegen.libraries.push(...(isWhole ? ["--whole-archive", word, "--no-whole-archive"] : [word]));
}

function pathPrefix(options: RustcOptions, value: string): void {
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

function remapScope(options: RustcOptions, value: string): void {
  if (options.remapScopes !== undefined) throw new CargoError("Option 'remap-path-scope' given more than once", [], 1);
  options.remapScopes = value.split(",").flatMap((name) => {
    if (Object.hasOwn(SCOPES, name)) return SCOPES[name] as readonly RemapScope[];
    throw new RustcOptionError(`argument for \`--remap-path-scope\` must be a comma separated list of scopes: ${SCOPE_WORDS}`);
  });
}

/** Options with a value, long ones by their name, short ones by their letter. */
const WITH_VALUE: Readonly<Record<string, Row>> = {
  "--edition": (options, value) => void (options.edition = edition(value)),
  "--crate-name": (options, value) => void (options.crateName = value),
  "--crate-type": (options, value) => void options.crateTypes.push(...value.split(",").map(crateType)),
  "--emit": emit,
  "-o": (_, value) => refuse(`\`-o ${value}\``),
  "--out-dir": (_, value) => refuse(`\`--out-dir ${value}\``),
  "--target": (options, value) => void (options.target = value),
  "--cfg": (options, value) => void options.cfgs.push(parseCfg(value)),
  "--check-cfg": (options, value) => void options.checkCfgs.push(value),
  "-A": (options, value) => lints(options, "allow", value),
  "-W": (options, value) => lints(options, "warn", value),
  "-D": (options, value) => lints(options, "deny", value),
  "-F": (options, value) => lints(options, "forbid", value),
  "--allow": (options, value) => lints(options, "allow", value),
  "--warn": (options, value) => lints(options, "warn", value),
  "--force-warn": (options, value) => lints(options, "force-warn", value),
  "--deny": (options, value) => lints(options, "deny", value),
  "--forbid": (options, value) => lints(options, "forbid", value),
  "--cap-lints": (options, value) => void (options.capLints = value as LintLevel),
  "--error-format": errorFormat,
  "--print": (options, value) => void options.prints.push(value),
  "--remap-path-prefix": pathPrefix,
  "--remap-path-scope": remapScope,
  "-L": searchPath,
  "-l": nativeLibrary,
  "-C": codegenOption,
  "--codegen": codegenOption,
  "-Z": (options, value) => void options.unstable.push(value),
  "--color": (_, value) => {
    if (value !== "never") refuse(`\`--color ${value}\``);
  },
};

const FLAGS: Readonly<Record<string, Row>> = {
  "-g": (options) => void (options.codegen.debugInfo = "full"),
  "-O": (options) => void (options.codegen.optLevel = "3"),
  "-v": (options) => void (options.verbose = true),
  "--verbose": (options) => void (options.verbose = true),
  "-V": (options) => void (options.version = true),
  "--version": (options) => void (options.version = true),
  "-vV": (options) => void (options.version = options.verbose = true),
  "-Vv": (options) => void (options.version = options.verbose = true),
};

/** In getopts' words. */
export const unrecognizedOption = (name: string): CargoError => new CargoError(`Unrecognized option: '${name}'`, [], 1);

function valueOf(argument: string): readonly [string, string | undefined] {
  if (argument.startsWith("--")) {
    const at = argument.indexOf("=");
    return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
  }
  return argument.length > 2 ? [argument.slice(0, 2), argument.slice(2)] : [argument, undefined];
}

/** Adds the options of a command line to those given. Throws RustcOptionError, or CargoError for what getopts says. */
export function addRustcArguments(options: RustcOptions, args: readonly string[]): void {
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as string;
    const flag = FLAGS[argument];
    if (flag !== undefined) flag(options, "");
    else if (!argument.startsWith("-") || argument === "-") options.inputs.push(argument);
    else {
      const [name, attached] = valueOf(argument);
      const row = WITH_VALUE[name];
      if (row === undefined) throw unrecognizedOption(name.replace(/^-+/, ""));
      const value = attached ?? args[++i];
      if (value === undefined) throw new CargoError(`Argument to option '${name.replace(/^-+/, "")}' missing`, [], 1);
      row(options, value);
    }
  }
}
