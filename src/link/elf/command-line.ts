// LLD's command line: options in one or two words, with one dash or two, into LinkOptions; everything else is an input.
// What LLD does not know is an error in its words; what it knows and kbuild does not do is an error too.
import { State, address } from "./command-state.ts";
import type { Changes, NamedInput } from "./command-state.ts";
import { readFlag } from "./flags.ts";
import { readKeyword } from "./keywords.ts";
import { LLD_OPTION_NAMES } from "./option-names.ts";
import { emulatedMachine, isOtherEmulation } from "./machines.ts";
import type { BuildId, LinkOptions } from "./options.ts";

export interface CommandLine {
  readonly options: LinkOptions;
  readonly inputs: readonly NamedInput[];
  /** `--sysroot`; empty for none. */
  readonly sysroot: string;
  /** `-L` */
  readonly searchPaths: readonly string[];
  /** `-nostdlib`: folders that scripts name are not searched. */
  readonly searchesOnlyGiven: boolean;
  /** `-Map=FILE`; `-` for the standard output. */
  readonly mapFile: string | undefined;
  /** `-e` stands above a script's ENTRY. */
  readonly entryIsGiven: boolean;
  /** `-m` */
  readonly emulation: string | undefined;
  /** `-v`: LLD says its version first. */
  readonly tellsVersion: boolean;
  /** `--verbose`: it names every file that it reads. */
  readonly namesFiles: boolean;
  readonly errors: readonly string[];
  /** What cannot be asked for together; LLD looks at it once all files are read. */
  readonly conflicts: readonly string[];
  /** What LLD looks at after that: pages and bases. */
  readonly lateErrors: readonly string[];
  readonly warnings: readonly string[];
}

/** `option` is its name as given, `spelled` the word that holds the value too if one word does. */
type Valued = (state: State, value: string, option: string, spelled: string) => void;

/** `-Ttext=1000`: digits are hexadecimal with or without a prefix. */
function sectionStart(section: string): Valued {
  return (state, value, option) => {
    const digits = value.replace(/^0[xX]/, "");
    if (!/^[0-9a-fA-F]+$/.test(digits)) state.errors.push(`invalid argument: ${option}=${value}`);
    else state.set({ sectionStart: new Map([...state.options.sectionStart, [section, BigInt(`0x${digits}`)]]) });
  };
}

/** One of a few words, each meaning something. */
function choice(table: Readonly<Record<string, Changes>>, problem: (value: string) => string): Valued {
  return (state, value) => {
    const changes = Object.hasOwn(table, value) ? table[value] : undefined;
    if (changes === undefined) state.errors.push(problem(value));
    else state.set(changes);
  };
}

/** What only can be turned off here; `other` values LLD knows besides. */
function noneOnly(other: readonly string[], problem: (value: string) => string): Valued {
  return (state, value, option) => {
    if (other.includes(value)) state.refuse(`${option}=${value}`);
    else if (value !== "none") state.errors.push(problem(value));
  };
}

/** Options with a value, in the same word after `=` or in the next. */
const VALUED: Readonly<Record<string, Valued>> = {
  entry: (state, entry) => {
    state.set({ entry });
    state.entryIsGiven = true;
  },
  output: (state, file, option) =>
    void state.errors.push(`kbuild's linker does not do ${option} ${file}: the build decides where its output goes`),
  "image-base": (state, value, option) => {
    const imageBase = address(state, option, value);
    if (imageBase === undefined) return;
    state.set({ imageBase });
    if (imageBase % BigInt(state.options.maxPageSize) !== 0n)
      state.warnings.push(`--image-base: address isn't multiple of page size: ${value}`);
  },
  Map: (state, file) => state.setMap(file),
  script: (state, name) => state.input("script", name),
  "library-path": (state, path) => void state.searchPaths.push(path),
  library: (state, name) => state.input("library", name),
  undefined: (state, name) => state.set({ undefinedRoots: [...state.options.undefinedRoots, name] }),
  "version-script": (state, name) => state.input("version-script", name),
  "retain-symbols-file": (state, name) => state.input("retained-symbols", name),
  "just-symbols": (state, name) => state.input("symbols", name),
  format: (state, value) => {
    state.readsBinary = value === "binary";
    if (!["binary", "elf", "default"].includes(value))
      state.errors.push(`unknown --format value: ${value} (supported formats: elf, default, binary)`);
  },
  "package-metadata": readMetadata,
  "print-archive-stats": (state, file, option) => {
    if (file === "-") state.set({ printArchiveStats: true });
    else state.refuse(`${option}=${file}`);
  },
  "symbol-ordering-file": (state, name) => state.input("symbol-order", name),
  "undefined-glob": (state, pattern) => state.set({ undefinedGlobs: [...state.options.undefinedGlobs, pattern] }),
  "why-extract": (state, file, option) => {
    if (file === "-") state.set({ whyExtract: true });
    else state.refuse(`${option}=${file}`);
  },
  "keep-unique": (state, name) => state.set({ keepUnique: [...state.options.keepUnique, name] }),
  "exclude-libs": (state, names) => state.set({ excludedLibraries: [...state.options.excludedLibraries, ...names.split(/[,:]/)] }),
  "export-dynamic-symbol": (state, name) => state.set({ exported: [...state.options.exported, { name, isGlob: /[?*[]/.test(name) }] }),
  "dynamic-list": (state, name) => state.input("dynamic-list", name),
  "trace-symbol": (state, name) => state.set({ traced: [...state.options.traced, name] }),
  rpath: (state, path) => state.set({ runPaths: [...state.options.runPaths, path] }),
  soname: (state, sharedName) => state.set({ sharedName }),
  init: (state, init) => state.set({ init }),
  fini: (state, fini) => state.set({ fini }),
  wrap: (state, name) => state.set({ wrapped: [...state.options.wrapped, name] }),
  defsym: (state, value, option) => {
    const at = value.indexOf("=");
    const isWhole = at > 0 && at < value.length - 1;
    if (isWhole) state.input("definition", value);
    else if (state.options.lld === 15) state.errors.push(`${option}: syntax error: ${value}`);
    // As of scripts, of which LLD tells as long as nothing else was wrong.
    else if (state.errors.length === 0) state.errors.push(`${option}:1: ${at > 0 ? "malformed number: " : "unexpected EOF"}`);
  },
  "section-start": (state, value, option, spelled) => {
    const at = value.indexOf("=");
    if (at < 0) state.errors.push(`invalid argument: ${option}=${value}`);
    else sectionStart(value.slice(0, at))(state, value.slice(at + 1), `${option}=${value.slice(0, at)}`, spelled);
  },
  Ttext: sectionStart(".text"),
  Tdata: sectionStart(".data"),
  Tbss: sectionStart(".bss"),
  "Ttext-segment": (state) => {
    state.errors.push("-Ttext-segment is not supported. Use --image-base if you intend to set the base address");
  },
  "dynamic-linker": (state, interpreter) => state.set({ interpreter }),
  "hash-style": choice(
    {
      both: { hashStyle: { sysv: true, gnu: true } },
      gnu: { hashStyle: { sysv: false, gnu: true } },
      sysv: { hashStyle: { sysv: true, gnu: false } },
    },
    (value) => `unknown --hash-style: ${value}`,
  ),
  "build-id": (state, value) => setBuildId(state, value),
  "orphan-handling": choice(
    { place: { orphans: "place" }, warn: { orphans: "warn" }, error: { orphans: "error" } },
    (value) => `unknown --orphan-handling mode: ${value}`,
  ),
  "unresolved-symbols": choice(
    {
      "report-all": { reportsUndefined: true, sharedUndefined: "report" },
      "ignore-all": { reportsUndefined: false, sharedUndefined: "ignore" },
      "ignore-in-object-files": { reportsUndefined: false, sharedUndefined: "report" },
      "ignore-in-shared-libs": { reportsUndefined: true, sharedUndefined: "ignore" },
    },
    (value) => `unknown --unresolved-symbols value: ${value}`,
  ),
  "sort-section": choice(
    { name: { sortSection: "name" }, alignment: { sortSection: "alignment" } },
    (value) => `unknown --sort-section rule: ${value}`,
  ),
  "error-limit": (state, value, _option, spelled) => {
    if (/^\d+$/.test(value)) state.set({ errorLimit: Number(value) });
    else state.errors.push(`${spelled}: number expected, but got '${value}'`);
  },
  m: (state, value) => {
    const machine = emulatedMachine(value);
    if (machine === undefined && isOtherEmulation(value, state.options.lld)) state.refuse(`-m ${value}`);
    else if (machine === undefined) state.errors.push(`unknown emulation: ${value}`);
    else {
      state.emulation = value;
      if (machine !== state.options.machine) state.set({ machine, maxPageSize: machine.pageSize });
    }
  },
  z: (state, value) => readKeyword(state, value),
  O: (state, value, _option, spelled) => {
    if (!/^\d+$/.test(value)) state.errors.push(`${spelled}: number expected, but got '${value}'`);
    else state.set({ optimize: Number(value) });
  },
  icf: (state, value, option, spelled) => {
    if (value === "none" || value === "safe" || value === "all") state.set({ icf: value });
    else noneOnly(["safe_thunks"], () => `unknown argument '--icf=${value}'`)(state, value, option, spelled);
  },
  "pack-dyn-relocs": (state, value, option, spelled) => {
    if (value === "relr") state.set({ packsRelocations: true });
    else if (value === "none") state.set({ packsRelocations: false });
    else noneOnly(["android", "android+relr"], () => `unknown --pack-dyn-relocs format: ${value}`)(state, value, option, spelled);
  },
  "compress-debug-sections": noneOnly(["zlib", "zstd"], (value) => `unknown --compress-debug-sections value: ${value}`),
  oformat: (state, value) => {
    // Of the formats of ELF none stands above what the inputs are.
    if (value === "binary" || value.startsWith("elf")) state.set({ isBinary: value === "binary" });
    else state.errors.push(`unknown --oformat value: ${value}`);
  },
  threads: readThreads,
  "color-diagnostics": (state, value) => {
    if (value === "always") state.refuse("--color-diagnostics=always");
    else if (value !== "auto" && value !== "never") state.errors.push(`unknown option: --color-diagnostics=${value}`);
  },
  sysroot: (state, folder) => (state.sysroot = folder),
  // LLD takes these for the sake of other linkers' users.
  "rpath-link": () => undefined,
  G: () => undefined,
};

/** Short names: a dash and a letter, the value right behind or in the next word. */
const SHORT: Readonly<Record<string, string>> = {
  e: "entry",
  o: "output",
  T: "script",
  L: "library-path",
  l: "library",
  u: "undefined",
  m: "m",
  z: "z",
  O: "O",
  G: "G",
  R: "rpath",
  h: "soname",
  y: "trace-symbol",
  b: "format",
};

/** LLD 22 has bytes in hexadecimal behind a percent sign. */
function readMetadata(state: State, value: string): void {
  const wrong = state.options.lld === 15 ? -1 : value.search(/%(?![0-9a-fA-F]{2})/);
  if (wrong >= 0) state.errors.push(`--package-metadata=: invalid % escape at byte ${wrong}; supports only %[0-9a-fA-F][0-9a-fA-F]`);
  const bytes =
    state.options.lld === 15 ? value : value.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  state.set({ packageMetadata: bytes });
}

/** LLD 22's options with a value. */
const NEW_VALUED: Readonly<Record<string, Valued>> = {
  "default-script": (state, name) => state.input("default-script", name),
  dT: (state, name) => state.input("default-script", name),
  "remap-inputs": (state, value) => {
    if (/.=./.test(value)) state.input("remapping", value);
    else state.errors.push("--remap-inputs: parse error, not 'from-glob=to-file'");
  },
};

const valuedOption = ({ options }: State, name: string): Valued | undefined =>
  Object.hasOwn(VALUED, name) ? VALUED[name] : options.lld === 22 && Object.hasOwn(NEW_VALUED, name) ? NEW_VALUED[name] : undefined;

/** How many is nobody's business, that it is a number is LLD's. */
function readThreads(state: State, value: string): void {
  if (!/^(?:0[xX][0-9a-fA-F]+|\d+)$/.test(value) || Number(value) === 0)
    state.errors.push(`--threads: expected a positive integer, but got '${value}'`);
  if (!/^(?:\d+|all)$/.test(value)) state.errors.push(`--thinlto-jobs: invalid job count: ${value}`);
}

function setBuildId(state: State, value: string): void {
  const named: Readonly<Record<string, BuildId>> = { none: "none", fast: "fast", md5: "md5", sha1: "sha1", tree: "sha1" };
  if (Object.hasOwn(named, value)) state.set({ buildId: named[value] as BuildId });
  else if (/^0[xX](?:[0-9a-fA-F]{2})+$/.test(value)) state.set({ buildId: { hex: value.slice(2).toLowerCase() } });
  else state.errors.push(value === "uuid" ? "kbuild's linker makes no random --build-id=uuid" : `unknown --build-id style: ${value}`);
}

/** Reads one option or input at `at`; returns how many words it took. */
function readWord(state: State, words: readonly string[], at: number): number {
  const word = words[at] as string;
  if (!word.startsWith("-") || word === "-") {
    state.input("file", word);
    return 1;
  }
  const long = readLong(state, word, words[at + 1]);
  if (long > 0) return long;
  const option = word.startsWith("--") ? undefined : SHORT[word[1] ?? ""];
  if (option !== undefined) return readValue(state, option, word.slice(0, 2), word.slice(2), words[at + 1]);
  refuse(state, word);
  return 1;
}

/** Joined to the option if there is anything, else the next word. */
function readValue(state: State, option: string, shown: string, joined: string, next: string | undefined): number {
  const value = joined === "" ? next : joined;
  if (value === undefined) state.errors.push(`${shown}: missing argument`);
  else valuedOption(state, option)?.(state, value, shown, shown + joined);
  return joined === "" ? 2 : 1;
}

/** Options of several letters, with one dash or two; 0 if it is none. */
function readLong(state: State, word: string, next: string | undefined): number {
  const body = word.replace(/^--?/, "");
  const equals = body.indexOf("=");
  const name = equals < 0 ? body : body.slice(0, equals);
  const dashes = word.slice(0, word.length - body.length);
  const isLetter = name.length === 1;
  if (equals < 0 && !(isLetter && dashes === "--") && readFlag(state, name)) return 1;
  const option = isLetter ? undefined : valuedOption(state, name);
  if (option === undefined) return 0;
  if (equals >= 0) {
    option(state, body.slice(equals + 1), dashes + name, word);
    return 1;
  }
  return readValue(state, name, dashes + name, "", next);
}

function refuse(state: State, word: string): void {
  const name = word.replace(/^--?/, "").replace(/=.*/, "");
  const known = LLD_OPTION_NAMES[state.options.lld];
  if (known.has(name) || name.startsWith("lto-") || name.startsWith("plugin-opt") || /^[fF]$/.test(name)) {
    state.refuse(word);
    return;
  }
  const value = word.includes("=") ? word.slice(word.indexOf("=")) : "";
  const near = value === "" ? nearest(name, known) : nearest(name, known, (one) => valuedOption(state, one) !== undefined);
  const advice = near === undefined ? "" : `, did you mean '${word.startsWith("--") ? "--" : "-"}${near}${value}'`;
  state.errors.push(`unknown argument '${word}'${advice}`);
}

/** An option's name at most one edit away; `takesValue`: one with a value behind `=`, which counts as a letter. */
function nearest(name: string, names: Iterable<string>, takesValue?: (known: string) => boolean): string | undefined {
  const least = takesValue === undefined ? 4 : 3;
  for (const known of names) if (known.length >= least && (takesValue?.(known) ?? true) && isOneEditApart(known, name)) return known;
  return undefined;
}

function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/** What an object cannot be besides. */
function relocatableConflicts({ pie, icf, exportsAll, shared }: LinkOptions): string[] {
  const conflicts = [...(icf === "none" ? [] : ["--icf"]), ...(pie ? ["-pie"] : []), ...(exportsAll || shared ? ["--export-dynamic"] : [])];
  return conflicts.map((other) => `-r and ${other} may not be used together`);
}

function sharedConflicts({ pie, icf, relocatable }: LinkOptions): string[] {
  return [
    ...(pie ? ["-shared and -pie may not be used together"] : []),
    ...(relocatable ? ["-r and -shared may not be used together"] : []),
    ...(icf === "none" ? [] : ["kbuild's linker does not do --icf with -shared yet"]),
  ];
}

/** Reads the words of a command line over what is asked already. */
export function readCommandLine(words: readonly string[], base: LinkOptions): CommandLine {
  // What nobody defines is a loader's business, wherever that is said.
  const isShared = words.some((word) => /^--?(?:shared|Bshareable)$/.test(word));
  const state = new State(isShared ? { ...base, reportsUndefined: false, sharedUndefined: "ignore" } : base);
  for (let at = 0; at < words.length;) at += readWord(state, words, at);
  if (state.options.emitsRelocations && state.options.strip === "all")
    state.conflicts.push("--strip-all and --emit-relocs may not be used together");
  if (state.options.shared) state.conflicts.push(...sharedConflicts(state.options));
  if (state.options.relocatable) state.conflicts.push(...relocatableConflicts(state.options));
  if (state.options.shared) state.set({ pie: true });
  const searchPaths = state.searchPaths.map((path) => (path.startsWith("=") ? state.sysroot + path.slice(1) : path));
  const mapFile = state.mapFile ?? (state.options.crossReferences ? "-" : undefined);
  return { ...state, mapFile, searchPaths };
}
