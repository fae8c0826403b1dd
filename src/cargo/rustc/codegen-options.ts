// `-C NAME=VALUE`, one row an option: what rustc takes as its value, in its words, and what becomes of it here. An option
// works, or changes nothing because kbuild does so anyway, or is refused; a value that rustc does not take is told of as rustc
// tells of it. Facts: rustc's book ("Codegen Options"), `rustc -C help`, and experiments with 1.63 and 1.96.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { DebugInfo, OptLevel } from "../../target/session.ts";
import type { Target } from "../../target/target.ts";
import { isProcessor, isStableFeature } from "../../target/x86-features.ts";
import { RustcOptionError } from "./rustc-grammar.ts";

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
  targetCpu?: string;
  /** Each `-C target-feature`, in order. */
  targetFeatures: string[];
  embedsBitcode?: boolean;
  usesLto?: boolean;
}

/** What options of `-C` are judged by. */
export interface CodegenContext {
  readonly release: Release;
  /** Undefined where no target is chosen yet. */
  readonly target: Target | undefined;
  /** `-Z unstable-options` on a release that takes it. */
  readonly takesUnstable: boolean;
}

interface Given extends CodegenContext {
  readonly name: string;
  readonly value: string | undefined;
}

interface CodegenRow {
  /** What rustc says it expects, by release. */
  readonly expects: (release: Release) => string;
  /** Whether rustc takes the value. */
  readonly takes: (value: string | undefined, release: Release) => boolean;
  /** What becomes of it; refuses by throwing. */
  readonly apply: (codegen: CodegenOptions, given: Given) => void;
  /** The minor version that brought it. */
  readonly since?: number;
}

export function refuse(what: string): never {
  throw new RustcOptionError(`kbuild does not support ${what} yet`, { code: "KB0600" });
}

/** Instructions of x86-64 are chosen among those that all its processors have: what a later one has besides shows in `cfg` alone. */
function targetCpu(codegen: CodegenOptions, { value = "", target }: Given): void {
  if (target !== undefined && (target.arch !== "x86_64" || !isProcessor(value))) refuse(`\`-C target-cpu=${value}\``);
  codegen.targetCpu = value;
}

/** What rustc takes without a word: its own stable features, those alone that the target's ABI may do with and without. */
function targetFeature(codegen: CodegenOptions, { value = "", target, release }: Given): void {
  for (const word of target === undefined ? [] : value.split(",")) {
    const name = word.slice(1);
    const isStatic = name === "crt-static" && /^[+-]/.test(word) && (target?.os === "none" || target?.os === "linux");
    const isFree = target?.softFloat === true || word.startsWith("+") || !/^(?:fxsr|sse2?)$/.test(name);
    const isTaken =
      word === "" || isStatic || (/^[+-]/.test(word) && target?.arch === "x86_64" && isFree && isStableFeature(name, release));
    if (!isTaken) refuse(`\`-C target-feature=${word}\``);
  }
  codegen.targetFeatures.push(value);
}

const YES = new Set(["y", "yes", "on", "true"]);
const NO = new Set(["n", "no", "off", "false"]);

const isBoolean = (value: string | undefined) => value === undefined || YES.has(value) || NO.has(value);
const isOn = (value: string | undefined) => value === undefined || YES.has(value);
const isString = (value: string | undefined) => value !== undefined;
const isAbsent = (value: string | undefined) => value === undefined;
const isNumber = (value: string | undefined) => value !== undefined && /^\+?\d+$/.test(value);
const isOneOf = (values: readonly string[]) => (value: string | undefined) => value !== undefined && values.includes(value);

const BOOLEAN = (release: Release) =>
  atLeast(release, 72) ? "one of: `y`, `yes`, `on`, `true`, `n`, `no`, `off` or `false`" : "one of: `y`, `yes`, `on`, `n`, `no`, or `off`";
const always = (words: string) => () => words;

/** The result is the same: it chooses how rustc divides its work, is for other formats, or names what kbuild does anyway. */
const WITHOUT_EFFECT: CodegenRow["apply"] = () => {};
const REFUSED: CodegenRow["apply"] = (_, { name }) => refuse(`the codegen option \`${name}\``);
/** `yes` would change something. */
const REFUSED_IF_ON: CodegenRow["apply"] = (codegen, given) => {
  if (isOn(given.value)) REFUSED(codegen, given);
};
const REFUSED_IF_OFF: CodegenRow["apply"] = (codegen, given) => {
  if (!isOn(given.value)) REFUSED(codegen, given);
};

function boolean(apply: CodegenRow["apply"]): CodegenRow {
  return { expects: BOOLEAN, takes: isBoolean, apply };
}
const row = (expects: string, takes: CodegenRow["takes"], apply: CodegenRow["apply"]): CodegenRow => ({
  expects: always(expects),
  takes,
  apply,
});
const string = (apply: CodegenRow["apply"]) => row("a string", isString, apply);
const list = (apply: CodegenRow["apply"]) => row("a space-separated list of strings", isString, apply);
const path = (apply: CodegenRow["apply"]) => row("a path", isString, apply);
const bare = (apply: CodegenRow["apply"]) => row("no value", isAbsent, apply);

const wordsOf = (value: string | undefined): string[] => (value ?? "").split(/\s+/).filter((word) => word !== "");

const LTO = "either a boolean (`yes`, `no`, `on`, `off`, etc), `thin`, `fat`, or omitted";
const GUARD = "either a boolean (`yes`, `no`, `on`, `off`, etc), `checks`, or `nochecks`";
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
/** Names of levels came with 1.71. */
const hasDebugNames = (release: Release) => atLeast(release, 71);

const STRIPS = ["none", "debuginfo", "symbols"] as const;
const RELOCATION_MODELS = ["static", "pic", "pie", "dynamic-no-pic", "ropi", "rwpi", "ropi-rwpi", "default"];
const CODE_MODELS = ["tiny", "small", "kernel", "medium", "large"];
const FLAVORS =
  "gnu gnu-lld gnu-cc gnu-lld-cc darwin darwin-lld darwin-cc darwin-lld-cc wasm-lld wasm-lld-cc unix unix-cc msvc-lld msvc em-cc bpf llbc ptx gcc ld ld.lld ld64.lld lld-link wasm-ld em ";
const OLD_FLAVORS = "em gcc l4-bender ld msvc ptx-linker bpf-linker wasm-ld ld64.lld ld.lld lld-link ";
const STABLE_FLAVORS = new Set("gcc ld ld.lld ld64.lld lld-link wasm-ld em msvc".split(" "));
const flavors = (release: Release) => (atLeast(release, 72) ? FLAVORS : OLD_FLAVORS);
const COMPONENTS = "`crto`, `libc`, `unwind`, `linker`, `sanitizers`, `mingw`";
const SELF_CONTAINED = new Set(["y", "yes", "on", "n", "no", "off"]);

function linkerFlavor(_: CodegenOptions, { value = "", release, takesUnstable }: Given): void {
  if (!takesUnstable && atLeast(release, 72) && !STABLE_FLAVORS.has(value))
    throw new RustcOptionError(
      `the linker flavor \`${value}\` is unstable, the \`-Z unstable-options\` flag must also be passed to use the unstable values`,
    );
  if (!["ld.lld", "gnu-lld", "ld"].includes(value)) refuse(`the linker flavor \`${value}\``);
}

const SELF_CONTAINED_UNSTABLE =
  "only `-C link-self-contained` values `y`/`yes`/`on`/`n`/`no`/`off`/`-linker` are stable, the `-Z unstable-options` flag must also be passed to use the unstable values";

function selfContained(_: CodegenOptions, { value = "yes", target, release, takesUnstable }: Given): void {
  if (!SELF_CONTAINED.has(value) && value !== "-linker" && !takesUnstable) throw new RustcOptionError(SELF_CONTAINED_UNSTABLE);
  if (target?.os === "none" && atLeast(release, 75))
    throw new RustcOptionError("option `-C link-self-contained` is not supported on this target");
  if (!NO.has(value)) refuse(`\`link-self-contained=${value}\``);
}

function panicStrategy(codegen: CodegenOptions, { value, takesUnstable }: Given): void {
  if (value === "immediate-abort") {
    if (takesUnstable) refuse("the panic strategy `immediate-abort`");
    throw new RustcOptionError("`-Cpanic=immediate-abort` requires `-Zunstable-options` and a nightly compiler");
  }
  codegen.panic = value === "abort" ? "abort" : "unwind";
}

function splitDebuginfo(_: CodegenOptions, { value = "", target }: Given): void {
  if (value === "off") return;
  if (target?.os === "none") throw new RustcOptionError(`\`-Csplit-debuginfo=${value}\` is unstable on this platform`);
  refuse(`\`split-debuginfo=${value}\``);
}

function debuginfo(codegen: CodegenOptions, { value = "", release }: Given): void {
  const level = DEBUG_LEVELS[value];
  if (level === undefined || (!hasDebugNames(release) && !/^\d$/.test(value)))
    throw new RustcOptionError(`debug info level needs to be between 0-2 (instead was \`${value}\`)`);
  codegen.debugInfo = level;
}

function optLevel(codegen: CodegenOptions, { value }: Given): void {
  const known = (["0", "1", "2", "3", "s", "z"] as const).find((level) => level === value);
  if (known === undefined)
    throw new RustcOptionError(`optimization level needs to be between 0-3, s or z (instead was \`${value ?? ""}\`)`);
  codegen.optLevel = known;
}

function relocationModel(codegen: CodegenOptions, { value }: Given): void {
  const known = (["static", "pic", "pie"] as const).find((model) => model === value);
  if (known === undefined) refuse(`the relocation model \`${value}\``);
  codegen.relocationModel = known;
}

function dwarfVersion(_: CodegenOptions, { value }: Given): void {
  const number = Number(value);
  if (number < 2 || number > 5)
    throw new RustcOptionError(`requested DWARF version ${number} is not supported`, {
      helps: ["supported DWARF versions are 2, 3, 4 and 5"],
    });
  if (number !== 4) refuse(`DWARF version ${number}`);
}

/** Stable releases mangle by the legacy scheme unless they are told otherwise. */
function mangling(_: CodegenOptions, { value, takesUnstable }: Given): void {
  if (value !== "v0" && !takesUnstable)
    throw new RustcOptionError(`\`-C symbol-mangling-version=${value}\` requires \`-Z unstable-options\``);
  if (value !== "legacy") refuse(`the symbol mangling version \`${value}\``);
}

function linkerFeatures(codegen: CodegenOptions, given: Given): void {
  const { value, takesUnstable } = given;
  if (takesUnstable) return REFUSED(codegen, given);
  throw new RustcOptionError(`\`-C linker-features=${value}\` is unstable, and also requires the \`-Z unstable-options\` flag to be used`);
}

const ROWS: Readonly<Record<string, CodegenRow>> = {
  ar: string(WITHOUT_EFFECT),
  "code-model": row("one of supported code models (`rustc --print code-models`)", isOneOf(CODE_MODELS), (codegen, { value }) => {
    if (value !== undefined) codegen.codeModel = value;
  }),
  "codegen-units": row("a number", isNumber, (_, { value }) => {
    if (Number(value) === 0) throw new RustcOptionError("value for codegen units must be a positive non-zero integer");
  }),
  "collapse-macro-debuginfo": {
    ...row("one of `no`, `external`, or `yes`", (value) => isBoolean(value) || value === "external", REFUSED),
    since: 79,
  },
  "control-flow-guard": row(
    GUARD,
    (value) => isBoolean(value) || value === "checks" || value === "nochecks",
    (codegen, given) => {
      if (given.target?.os === "windows") REFUSED_IF_ON(codegen, given);
    },
  ),
  "debug-assertions": boolean((codegen, { value }) => void (codegen.debugAssertions = isOn(value))),
  debuginfo: {
    expects: (release) =>
      hasDebugNames(release)
        ? "either an integer (0, 1, 2), `none`, `line-directives-only`, `line-tables-only`, `limited`, or `full`"
        : "a number",
    takes: (value, release) => (hasDebugNames(release) ? Object.hasOwn(DEBUG_LEVELS, value ?? "") : isNumber(value)),
    apply: debuginfo,
  },
  // It is a question to `cc`, which kbuild does not run.
  "default-linker-libraries": boolean(WITHOUT_EFFECT),
  dlltool: path(WITHOUT_EFFECT),
  "dwarf-version": { ...row("a number", isNumber, dwarfVersion), since: 88 },
  "embed-bitcode": boolean((codegen, { value }) => void (codegen.embedsBitcode = isOn(value))),
  "extra-filename": string((codegen, { value }) => {
    if (value !== undefined) codegen.extraFilename = value;
  }),
  "force-frame-pointers": {
    expects: (release) =>
      atLeast(release, 84)
        ? "one of `true`/`yes`/`on`, `false`/`no`/`off`, or (with -Zunstable-options) `non-leaf` or `always`"
        : BOOLEAN(release),
    takes: (value, release) => isBoolean(value) || (atLeast(release, 84) && (value === "non-leaf" || value === "always")),
    apply: (codegen, given) => {
      if (!NO.has(given.value ?? "")) REFUSED(codegen, given);
    },
  },
  "force-unwind-tables": boolean(REFUSED),
  incremental: string(WITHOUT_EFFECT),
  "inline-threshold": row("a number", isNumber, (codegen, given) => {
    if (!atLeast(given.release, 85)) REFUSED(codegen, given);
  }),
  "instrument-coverage": boolean(REFUSED_IF_ON),
  "jump-tables": { ...boolean(REFUSED_IF_OFF), since: 93 },
  "link-arg": string((codegen, { value }) => void codegen.linkArguments.push(value ?? "")),
  "link-args": list((codegen, { value }) => void codegen.linkArguments.push(...wordsOf(value))),
  "link-dead-code": boolean(REFUSED_IF_ON),
  "link-self-contained": {
    expects: (release) =>
      atLeast(release, 75)
        ? `one of: \`y\`, \`yes\`, \`on\`, \`n\`, \`no\`, \`off\`, or a list of enabled (\`+\` prefix) and disabled (\`-\` prefix) components: ${COMPONENTS}`
        : BOOLEAN(release),
    takes: (value) => value === undefined || SELF_CONTAINED.has(value) || /^[+-](?:crto|libc|unwind|linker|sanitizers|mingw)$/.test(value),
    apply: selfContained,
  },
  linker: path((codegen, { value }) => {
    if (value !== undefined) codegen.linker = value;
  }),
  "linker-features": {
    ...row(
      "a list of enabled (`+` prefix) and disabled (`-` prefix) features: `lld`",
      (value) => /^[+-]lld$/.test(value ?? ""),
      linkerFeatures,
    ),
    since: 81,
  },
  "linker-flavor": {
    expects: (release) => `one of: ${flavors(release)}`,
    takes: (value, release) => value !== undefined && value !== "" && flavors(release).split(" ").includes(value),
    apply: linkerFlavor,
  },
  "linker-plugin-lto": row(
    "either a boolean (`yes`, `no`, `on`, `off`, etc), or the path to the linker plugin",
    () => true,
    (codegen, given) => {
      if (!NO.has(given.value ?? "")) REFUSED(codegen, given);
    },
  ),
  "llvm-args": list(REFUSED),
  // Every image is compiled as one unit here, what it needs of core included: all kinds of lto come to the same.
  lto: row(
    LTO,
    (value) => isBoolean(value) || value === "thin" || value === "fat",
    (codegen, { value }) => void (codegen.usesLto = !NO.has(value ?? "")),
  ),
  metadata: list((codegen, { value }) => void codegen.metadata.push(...wordsOf(value))),
  "no-prepopulate-passes": bare(REFUSED),
  "no-redzone": boolean((codegen, given) => {
    if (given.target !== undefined && isOn(given.value) !== given.target.disableRedzone) REFUSED(codegen, given);
  }),
  "no-stack-check": bare(WITHOUT_EFFECT),
  "no-vectorize-loops": bare(REFUSED),
  "no-vectorize-slp": bare(REFUSED),
  "opt-level": string(optLevel),
  "overflow-checks": boolean((codegen, { value }) => void (codegen.overflowChecks = isOn(value))),
  panic: {
    expects: (release) => (atLeast(release, 91) ? "either `unwind`, `abort`, or `immediate-abort`" : "either `unwind` or `abort`"),
    takes: (value, release) => value === "unwind" || value === "abort" || (value === "immediate-abort" && atLeast(release, 91)),
    apply: panicStrategy,
  },
  passes: list(REFUSED),
  // Libraries that are shared are not made.
  "prefer-dynamic": boolean(REFUSED_IF_ON),
  "profile-generate": row("an optional path to the profiling data output directory", () => true, REFUSED),
  "profile-use": path(REFUSED),
  "relocation-model": row(
    "one of supported relocation models (`rustc --print relocation-models`)",
    isOneOf(RELOCATION_MODELS),
    relocationModel,
  ),
  "relro-level": { ...row("one of: `full`, `partial`, or `off`", isOneOf(["full", "partial", "off"]), REFUSED), since: 80 },
  remark: row("a space-separated list of passes, or `all`", isString, REFUSED),
  // Only where shared libraries are.
  rpath: boolean((codegen, given) => {
    if (given.target !== undefined && given.target.os !== "none") REFUSED_IF_ON(codegen, given);
  }),
  "save-temps": boolean(REFUSED_IF_ON),
  "soft-float": row(
    "<ignored>",
    () => true,
    (_, { release }) => {
      if (atLeast(release, 92))
        throw new RustcOptionError("`-C soft-float`: this option has been removed (use a corresponding *eabi target instead)");
    },
  ),
  "split-debuginfo": row(
    "one of supported split-debuginfo modes (`off`, `packed`, or `unpacked`)",
    isOneOf(["off", "packed", "unpacked"]),
    splitDebuginfo,
  ),
  strip: row("either `none`, `debuginfo`, or `symbols`", isOneOf(STRIPS), (codegen, { value }) => {
    codegen.strip = STRIPS.find((strip) => strip === value) ?? "none";
  }),
  "symbol-mangling-version": {
    expects: (release) => (atLeast(release, 76) ? "one of: `legacy`, `v0` (RFC 2603), or `hashed`" : "either `legacy` or `v0` (RFC 2603)"),
    takes: (value, release) => value === "legacy" || value === "v0" || (value === "hashed" && atLeast(release, 76)),
    apply: mangling,
  },
  "target-cpu": string(targetCpu),
  "target-feature": string(targetFeature),
  "unsafe-allow-abi-mismatch": { ...row("a comma-separated list of strings", isString, REFUSED), since: 91 },
};

/** Names of options that do nothing -> what rustc warns of them, and since when. */
const DEPRECATED: Readonly<Record<string, readonly [words: string, since: number]>> = {
  ar: ["this option is deprecated and does nothing", 85],
  "inline-threshold": ["this option is deprecated and does nothing (consider using `-Cllvm-args=--inline-threshold=...`)", 85],
  "no-stack-check": ["this option is deprecated and does nothing", 85],
};

function rowOf(name: string, release: Release): CodegenRow | undefined {
  const found = Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
  return found !== undefined && atLeast(release, found.since ?? 0) ? found : undefined;
}

export function isCodegenOption(name: string, release: Release): boolean {
  return rowOf(name, release) !== undefined;
}

/** One `-C`. Returns what rustc warns of; throws RustcOptionError. */
export function applyCodegenOption(codegen: CodegenOptions, text: string, context: CodegenContext): string | undefined {
  const at = text.indexOf("=");
  const written = at < 0 ? text : text.slice(0, at);
  const name = written.replaceAll("_", "-");
  const value = at < 0 ? undefined : text.slice(at + 1);
  const { release } = context;
  const found = rowOf(name, release);
  if (found === undefined) throw new RustcOptionError(`unknown codegen option: \`${written}\``);
  if (!found.takes(value, release)) throw notTaken(written, value, found.expects(release), release);
  found.apply(codegen, { ...context, name, value });
  const [words, since = 0] = DEPRECATED[name] ?? [];
  if (name === "no-stack-check" && !atLeast(release, since)) return "the --no-stack-check flag is deprecated and does nothing";
  return words === undefined || !atLeast(release, since) ? undefined : `\`-C ${written}\`: ${words}`;
}

function notTaken(name: string, value: string | undefined, expects: string, release: Release): RustcOptionError {
  const form = atLeast(release, 80) ? `\`-C ${name}=<value>\`` : `C ${name}=<value>`;
  if (value === undefined) return new RustcOptionError(`codegen option \`${name}\` requires ${expects} (${form})`);
  return new RustcOptionError(`incorrect value \`${value}\` for codegen option \`${name}\` - ${expects} was expected`);
}
