// How rustc cuts its command line into options and inputs: getopts over one table of names, in getopts' words where it fails.
// What the options mean is not known here. Facts: `rustc --help -v` of 1.96 and of 1.63, and experiments with both.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";

/** What rustc says before it reads any source. */
export class RustcOptionError extends Error {
  constructor(
    message: string,
    readonly about: {
      /** `KB0600` for what kbuild alone does not do. */
      readonly code?: string;
      /** Said before rustc knows of `--error-format`: plain text, which cargo does not count as an error of the crate's. */
      readonly isEarly?: boolean;
      readonly notes?: readonly string[];
      readonly helps?: readonly string[];
    } = {},
  ) {
    super(message);
  }
}

export const early = (message: string): RustcOptionError => new RustcOptionError(message, { isEarly: true });

interface OptionRow {
  readonly short?: string;
  readonly long?: string;
  /** Undefined for a flag. */
  readonly value?: string;
  readonly isMany?: true;
  /** Its lines in the help, behind the names. */
  readonly help: string;
}

const OPTIONS: readonly OptionRow[] = [
  { short: "h", long: "help", help: "Display this message" },
  {
    long: "cfg",
    value: "<SPEC>",
    isMany: true,
    help: 'Configure the compilation environment.\nSPEC supports the syntax `<NAME>[="<VALUE>"]`.',
  },
  { long: "check-cfg", value: "<SPEC>", isMany: true, help: "Provide list of expected cfgs for checking" },
  {
    short: "L",
    value: "[<KIND>=]<PATH>",
    isMany: true,
    help: "Add a directory to the library search path. The\noptional KIND can be one of\n<dependency|crate|native|framework|all> (default:\nall).",
  },
  {
    short: "l",
    value: "[<KIND>[:<MODIFIERS>]=]<NAME>[:<RENAME>]",
    isMany: true,
    help: "Link the generated crate(s) to the specified native\nlibrary NAME. The optional KIND can be one of\n<static|framework|dylib> (default: dylib).\nOptional comma separated MODIFIERS\n<bundle|verbatim|whole-archive|as-needed>\nmay be specified each with a prefix of either '+' to\nenable or '-' to disable.",
  },
  {
    long: "crate-type",
    value: "<bin|lib|rlib|dylib|cdylib|staticlib|proc-macro>",
    isMany: true,
    help: "Comma separated list of types of crates\nfor the compiler to emit",
  },
  { long: "crate-name", value: "<NAME>", help: "Specify the name of the crate being built" },
  {
    long: "edition",
    value: "<2015|2018|2021|2024|future>",
    help: "Specify which edition of the compiler to use when\ncompiling code. The default is 2015 and the latest\nstable edition is 2024.",
  },
  {
    long: "emit",
    value: "<TYPE>[=<FILE>]",
    isMany: true,
    help: "Comma separated list of types of output for the\ncompiler to emit.\nEach TYPE has the default FILE name:\n* asm - CRATE_NAME.s\n* llvm-bc - CRATE_NAME.bc\n* dep-info - CRATE_NAME.d\n* link - (platform and crate-type dependent)\n* llvm-ir - CRATE_NAME.ll\n* metadata - libCRATE_NAME.rmeta\n* mir - CRATE_NAME.mir\n* obj - CRATE_NAME.o\n* thin-link-bitcode - CRATE_NAME.indexing.o",
  },
  {
    long: "print",
    value: "<INFO>[=<FILE>]",
    isMany: true,
    help: "Compiler information to print on stdout (or to a file)\nINFO may be one of\n<all-target-specs-json|backend-has-zstd|calling-conventions|cfg|check-cfg|code-models|crate-name|crate-root-lint-levels|deployment-target|file-names|host-tuple|link-args|native-static-libs|relocation-models|split-debuginfo|stack-protector-strategies|supported-crate-types|sysroot|target-cpus|target-features|target-libdir|target-list|target-spec-json|target-spec-json-schema|tls-models>.",
  },
  { short: "g", isMany: true, help: "Equivalent to -C debuginfo=2" },
  { short: "O", isMany: true, help: "Equivalent to -C opt-level=3" },
  { short: "o", value: "<FILENAME>", help: "Write output to FILENAME" },
  { long: "out-dir", value: "<DIR>", help: "Write output to compiler-chosen filename in DIR" },
  { long: "explain", value: "<OPT>", help: "Provide a detailed explanation of an error message" },
  { long: "test", help: "Build a test harness" },
  { long: "target", value: "<TARGET>", help: "Target tuple for which the code is compiled" },
  { short: "A", long: "allow", value: "<LINT>", isMany: true, help: "Set lint allowed" },
  { short: "W", long: "warn", value: "<LINT>", isMany: true, help: "Set lint warnings" },
  { long: "force-warn", value: "<LINT>", isMany: true, help: "Set lint force-warn" },
  { short: "D", long: "deny", value: "<LINT>", isMany: true, help: "Set lint denied" },
  { short: "F", long: "forbid", value: "<LINT>", isMany: true, help: "Set lint forbidden" },
  {
    long: "cap-lints",
    value: "<LEVEL>",
    isMany: true,
    help: "Set the most restrictive lint level. More restrictive\nlints are capped at this level",
  },
  { short: "C", long: "codegen", value: "<OPT>[=<VALUE>]", isMany: true, help: "Set a codegen option" },
  { short: "V", long: "version", help: "Print version info and exit" },
  { short: "v", long: "verbose", help: "Use verbose output" },
  { long: "extern", value: "<NAME>[=<PATH>]", isMany: true, help: "Specify where an external rust library is located" },
  { long: "sysroot", value: "<PATH>", help: "Override the system root" },
  { short: "Z", value: "<FLAG>", isMany: true, help: "Set unstable / perma-unstable options" },
  { long: "error-format", value: "<human|json|short>", help: "How errors and other messages are produced" },
  { long: "json", value: "<CONFIG>", isMany: true, help: "Configure the JSON output of the compiler" },
  {
    long: "color",
    value: "<auto|always|never>",
    help: "Configure coloring of output:\n* auto = colorize, if output goes to a tty (default);\n* always = always colorize output;\n* never = never colorize output",
  },
  {
    long: "diagnostic-width",
    value: "<WIDTH>",
    help: "Inform rustc of the width of the output so that\ndiagnostics can be truncated to fit",
  },
  {
    long: "remap-path-prefix",
    value: "<FROM>=<TO>",
    isMany: true,
    help: "Remap source names in all output (compiler messages\nand output files)",
  },
  {
    long: "remap-path-scope",
    value: "<macro,diagnostics,debuginfo,coverage,object,all>",
    help: "Defines which scopes of paths should be remapped by\n`--remap-path-prefix`",
  },
  { long: "env-set", value: "<VAR>=<VALUE>", isMany: true, help: "Inject an environment variable" },
];

/** Options that younger releases brought: minor version. */
const SINCE: Readonly<Record<string, number>> = { "remap-path-scope": 95, "env-set": 76 };

/** An option by its long name, or its letter if it has none. */
export interface RustcMatch {
  readonly option: string;
  /** As it was written: `W`, `warn`. */
  readonly written: string;
  /** Empty for a flag. */
  readonly value: string;
}

export interface RustcWords {
  readonly matches: readonly RustcMatch[];
  readonly inputs: readonly string[];
}

const FIRST_COLUMN = 24;

/** An option's lines in rustc's help of it alone. */
function usageLines({ short, long, value, help }: OptionRow): string {
  const names = [short === undefined ? undefined : `-${short}`, long === undefined ? undefined : `--${long}`].filter(Boolean).join(", ");
  const head = `    ${names}${value === undefined ? "" : ` ${value}`}`;
  const indented = help.replaceAll("\n", `\n${" ".repeat(FIRST_COLUMN)}`);
  return head.length < FIRST_COLUMN ? `${head.padEnd(FIRST_COLUMN)}${indented}` : `${head}\n${" ".repeat(FIRST_COLUMN)}${indented}`;
}

/** Cuts words as one release does. `meant` names the option of `-C` or `-Z` that a long name would be. */
export function cutRustcWords(words: readonly string[], release: Release, meant: (name: string) => string | undefined): RustcWords {
  const cut = new Cut(release, meant);
  const rest = words[Symbol.iterator]();
  for (const word of rest) {
    if (word === "--") cut.inputs.push(...rest);
    else if (word.startsWith("--")) cut.long(word.slice(2), rest);
    else if (word.startsWith("-") && word !== "-") cut.cluster(word.slice(1), rest);
    else cut.inputs.push(word);
  }
  for (const row of OPTIONS) {
    const name = nameOf(row);
    if (row.isMany !== true && cut.matches.filter(({ option }) => option === name).length > 1)
      throw early(`Option '${name}' given more than once`);
  }
  return cut;
}

const nameOf = ({ long, short }: OptionRow): string => long ?? short ?? "";

class Cut implements RustcWords {
  readonly matches: RustcMatch[] = [];
  readonly inputs: string[] = [];

  constructor(
    readonly release: Release,
    readonly meant: (name: string) => string | undefined,
  ) {}

  #row(name: string): OptionRow {
    const row = OPTIONS.find(({ short, long }) => (name.length === 1 ? short === name : long === name));
    if (row !== undefined && atLeast(this.release, SINCE[name] ?? 0)) return row;
    const other = this.meant(name);
    throw early(`Unrecognized option: '${name}'${other === undefined ? "" : `. Did you mean \`${other}\`?`}`);
  }

  /** `NAME`, `NAME=VALUE` or `NAME VALUE`. */
  long(word: string, rest: Iterator<string>): void {
    const at = word.indexOf("=");
    const name = at < 0 ? word : word.slice(0, at);
    const row = this.#row(name);
    if (row.value === undefined && at >= 0) throw early(`Option '${name}' does not take an argument`);
    this.#add(row, name, at < 0 ? undefined : word.slice(at + 1), rest);
  }

  /** Letters of flags, and at the end one with a value: `gO`, `Copt-level=3`. */
  cluster(letters: string, rest: Iterator<string>): void {
    for (const [i, letter] of [...letters].entries()) {
      const row = this.#row(letter);
      if (row.value === undefined) this.#add(row, letter, undefined, rest);
      else return this.#add(row, letter, letters.slice(i + 1) || undefined, rest);
    }
  }

  #add(row: OptionRow, written: string, attached: string | undefined, rest: Iterator<string>): void {
    const value = row.value === undefined ? "" : (attached ?? this.#next(row, written, rest));
    this.matches.push({ option: nameOf(row), written, value });
  }

  #next(row: OptionRow, written: string, rest: Iterator<string>): string {
    const next = rest.next();
    if (next.done !== true) return next.value;
    const usage = atLeast(this.release, 83) && nameOf(row) === written ? `\nUsage:\n${usageLines(row)}` : "";
    throw early(`Argument to option '${written}' missing${usage}`);
  }
}
