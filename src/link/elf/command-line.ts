// LLD's command line: options in one or two words, with one dash or two, into LinkOptions; everything else is an input.
// What LLD does not know is an error in its words; what it knows and kbuild does not do is an error too.
import { State, address } from "./command-state.ts";
import type { Changes, NamedInput } from "./command-state.ts";
import { readKeyword } from "./keywords.ts";
import { LLD_OPTION_NAMES } from "./option-names.ts";
import { emulatedMachine } from "./machines.ts";
import type { BuildId, LinkOptions } from "./options.ts";

export interface CommandLine {
  readonly options: LinkOptions;
  readonly inputs: readonly NamedInput[];
  /** `-L` */
  readonly searchPaths: readonly string[];
  /** `--defsym name=expression`, as script text. */
  readonly definitions: readonly string[];
  /** `-Map=FILE`; `-` for the standard output. */
  readonly mapFile: string | undefined;
  /** `-e` stands above a script's ENTRY. */
  readonly entryIsGiven: boolean;
  /** `-m` */
  readonly emulation: string | undefined;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

type Flag = Changes | ((state: State) => void) | null;
type Valued = (state: State, value: string, option: string) => void;

/** Options without a value; null ones ask for what is so anyway in a static link, or only for other messages. */
const FLAGS: Readonly<Record<string, Flag>> = {
  pie: { pie: true },
  "pic-executable": { pie: true },
  "no-pie": { pie: false },
  "gc-sections": { gcSections: true },
  "no-gc-sections": { gcSections: false },
  "strip-all": { strip: "all" },
  s: { strip: "all" },
  "strip-debug": { strip: "debug" },
  S: { strip: "debug" },
  "eh-frame-hdr": { ehFrameHeader: true },
  "no-eh-frame-hdr": { ehFrameHeader: false },
  relax: { relax: true },
  "no-relax": { relax: false },
  "discard-all": { discard: "all" },
  x: { discard: "all" },
  "discard-locals": { discard: "locals" },
  X: { discard: "locals" },
  "discard-none": { discard: "none" },
  rosegment: { readOnlySegment: true },
  "no-rosegment": { readOnlySegment: false },
  omagic: { magic: "omagic" },
  N: { magic: "omagic" },
  "no-omagic": { magic: "none" },
  nmagic: { magic: "nmagic" },
  n: { magic: "nmagic" },
  "no-nmagic": { magic: "none" },
  "no-dynamic-linker": { noDynamicLinker: true },
  "allow-multiple-definition": { allowMultipleDefinition: true },
  "no-allow-multiple-definition": { allowMultipleDefinition: false },
  "warn-unresolved-symbols": { unresolved: "warn" },
  "error-unresolved-symbols": { unresolved: "error" },
  "fatal-warnings": { fatalWarnings: true },
  "no-fatal-warnings": { fatalWarnings: false },
  demangle: { demangle: true },
  "no-demangle": { demangle: false },
  "check-sections": { checkSections: true },
  "no-check-sections": { checkSections: false },
  "build-id": (state) => state.set({ buildId: state.options.lld === 15 ? "fast" : "sha1" }),
  // What these have LLD print, rustc does not show.
  v: null,
  verbose: null,
  trace: null,
  t: null,
  "print-gc-sections": null,
  "no-print-gc-sections": null,
  "print-map": (state) => setMap(state, "-"),
  M: (state) => setMap(state, "-"),
  "whole-archive": (state) => (state.flags = { ...state.flags, whole: true }),
  "no-whole-archive": (state) => (state.flags = { ...state.flags, whole: false }),
  "start-lib": (state) => (state.flags = { ...state.flags, lazy: true }),
  "end-lib": (state) => (state.flags = { ...state.flags, lazy: false }),
  "push-state": (state) => void state.saved.push(state.flags),
  "pop-state": (state) => (state.flags = state.saved.pop() ?? state.flags),
  ...Object.fromEntries(
    ["Bstatic", "static", "dn", "non_shared"].map((name) => [name, (state: State) => (state.flags = { ...state.flags, isStatic: true })]),
  ),
  ...Object.fromEntries(
    ["Bdynamic", "dy", "call_shared"].map((name) => [name, (state: State) => (state.flags = { ...state.flags, isStatic: false })]),
  ),
  ...Object.fromEntries(
    [
      "as-needed no-as-needed start-group end-group ( ) color-diagnostics no-color-diagnostics threads",
      "no-threads mmap-output-file no-mmap-output-file no-undefined no-warn-backrefs no-warn-common no-warn-symbol-ordering nostdlib",
      "no-export-dynamic enable-new-dtags disable-new-dtags no-print-gc-sections no-print-icf-sections gnu-unique no-gnu-unique",
      "no-allow-shlib-undefined allow-shlib-undefined no-apply-dynamic-relocs no-call-graph-profile-sort no-dependent-libraries",
      "dependent-libraries fortran-common no-fortran-common no-gdb-index no-undefined-version EL no-use-android-relr-tags",
      "warn-ifunc-textrel no-warn-ifunc-textrel no-execute-only no-optimize-bb-jumps no-add-needed no-copy-dt-needed-entries",
      "no-ctors-in-init-array no-keep-memory no-mmap-output-file no-warn-mismatch qmagic stats warn-once warn-shared-textrel",
    ]
      .join(" ")
      .split(" ")
      .map((name) => [name, null]),
  ),
};

function setMap(state: State, file: string): void {
  state.mapFile = file;
  state.set({ map: true });
}

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

const noneOnly = (what: string): Valued => choice({ none: {} }, (value) => `kbuild's linker does not do --${what}=${value} yet`);

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
  Map: (state, file) => setMap(state, file),
  script: (state, name) => state.input("script", name),
  "library-path": (state, path) => void state.searchPaths.push(path),
  library: (state, name) => state.input("library", name),
  undefined: (state, name) => state.set({ undefinedRoots: [...state.options.undefinedRoots, name] }),
  defsym: (state, value, option) => {
    const at = value.indexOf("=");
    if (at <= 0) state.errors.push(`${option}: syntax error: ${value}`);
    else state.definitions.push(`${value.slice(0, at)} = ${value.slice(at + 1)};`);
  },
  "section-start": (state, value, option) => {
    const at = value.indexOf("=");
    if (at < 0) state.errors.push(`invalid argument: ${option}=${value}`);
    else sectionStart(value.slice(0, at))(state, value.slice(at + 1), `${option}=${value.slice(0, at)}`);
  },
  Ttext: sectionStart(".text"),
  Tdata: sectionStart(".data"),
  Tbss: sectionStart(".bss"),
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
      "report-all": { unresolved: "error" },
      "ignore-all": { unresolved: "ignore" },
      "ignore-in-object-files": { unresolved: "ignore" },
      "ignore-in-shared-libs": { unresolved: "error" },
    },
    (value) => `unknown --unresolved-symbols value: ${value}`,
  ),
  "sort-section": choice(
    { name: { sortSection: "name" }, alignment: { sortSection: "alignment" } },
    (value) => `unknown --sort-section rule: ${value}`,
  ),
  "error-limit": (state, value, option) => {
    const limit = address(state, option, value);
    if (limit !== undefined) state.set({ errorLimit: Number(limit) });
  },
  m: (state, value) => {
    const machine = emulatedMachine(value);
    if (machine === undefined) state.errors.push(`unknown emulation: ${value}`);
    else {
      state.emulation = value;
      if (machine !== state.options.machine) state.set({ machine, maxPageSize: machine.pageSize });
    }
  },
  z: (state, value) => readKeyword(state, value),
  O: (state, value) => {
    const level = /^\d+$/.test(value) ? Number(value) : -1;
    if (level < 0) state.errors.push(`-O: number expected, but got ${value}`);
    else if (level >= 2) state.errors.push(`kbuild's linker does not do -O${value} (tails of strings shared) yet`);
    else state.set({ optimize: level });
  },
  icf: noneOnly("icf"),
  "pack-dyn-relocs": noneOnly("pack-dyn-relocs"),
  "compress-debug-sections": noneOnly("compress-debug-sections"),
  oformat: choice({ elf: { isBinary: false }, binary: { isBinary: true } }, (value) => `unknown --oformat value: ${value}`),
  threads: () => undefined,
  "color-diagnostics": () => undefined,
  sysroot: (state, folder) => (state.sysroot = folder),
  "rpath-link": () => undefined,
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
};

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
  else (VALUED[option] as Valued)(state, value, shown);
  return joined === "" ? 2 : 1;
}

/** Options of several letters, with one dash or two; 0 if it is none. */
function readLong(state: State, word: string, next: string | undefined): number {
  const body = word.replace(/^--?/, "");
  const equals = body.indexOf("=");
  const name = equals < 0 ? body : body.slice(0, equals);
  const dashes = word.slice(0, word.length - body.length);
  if (equals < 0 && Object.hasOwn(FLAGS, name) && !(name === "O" || name === "z")) {
    const flag = FLAGS[name] ?? {};
    if (typeof flag === "function") flag(state);
    else state.set(flag);
    return 1;
  }
  if (name.length < 2 || !Object.hasOwn(VALUED, name)) return 0;
  if (equals >= 0) {
    (VALUED[name] as Valued)(state, body.slice(equals + 1), dashes + name);
    return 1;
  }
  return readValue(state, name, dashes + name, "", next);
}

function refuse(state: State, word: string): void {
  const name = word.replace(/^--?/, "").replace(/=.*/, "");
  if (LLD_OPTION_NAMES.has(name) || name.startsWith("lto-") || name.startsWith("plugin-opt") || /^[rqERhbfFy]$/.test(name)) {
    state.errors.push(`kbuild's linker does not do ${word} yet`);
    return;
  }
  const near = nearest(name);
  state.errors.push(`unknown argument '${word}'${near === undefined ? "" : `, did you mean '--${near}'`}`);
}

/** An option's name at most one edit away. */
function nearest(name: string): string | undefined {
  for (const known of LLD_OPTION_NAMES) if (known.length > 2 && isOneEditApart(known, name)) return known;
  return undefined;
}

function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/** Reads the words of a command line over what is asked already. */
export function readCommandLine(words: readonly string[], base: LinkOptions): CommandLine {
  const state = new State(base);
  for (let at = 0; at < words.length;) at += readWord(state, words, at);
  const { options, inputs, definitions, mapFile, entryIsGiven, emulation, errors, warnings } = state;
  const searchPaths = state.searchPaths.map((path) => (path.startsWith("=") ? state.sysroot + path.slice(1) : path));
  return { options, inputs, searchPaths, definitions, mapFile, entryIsGiven, emulation, errors, warnings };
}
