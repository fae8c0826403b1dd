// `-z KEYWORD` and `-z KEYWORD=VALUE`.
import * as elf from "../../elf/constants.ts";
import { numberOf } from "./command-state.ts";
import type { Changes, State } from "./command-state.ts";
import type { LldMajor } from "./options.ts";
import type { FeatureRules } from "./property-note.ts";

const words = (text: string) => text.split(" ");

/** Keywords of `-z`; null ones ask for what is so anyway, of shared libraries and stubs (which are not made), or for no report. */
const KEYWORDS: Readonly<Record<string, Changes | null>> = {
  relro: { relro: true },
  norelro: { relro: false },
  now: { now: true },
  lazy: { now: false },
  text: { textRelocations: false },
  notext: { textRelocations: true },
  execstack: { executableStack: true },
  noexecstack: { executableStack: false },
  gnustack: { stackSegment: true },
  nognustack: { stackSegment: false },
  rela: null,
  "separate-code": { separate: "code" },
  "noseparate-code": { separate: "none" },
  "separate-loadable-segments": { separate: "loadable" },
  muldefs: { allowMultipleDefinition: true },
  "start-stop-gc": { startStopGc: true },
  "nostart-stop-gc": { startStopGc: false },
  defs: { reportsUndefined: true },
  undefs: { reportsUndefined: false },
  combreloc: null,
  rodynamic: { readOnlyDynamic: true },
  copyreloc: { copiesData: true },
  hazardplt: { plainProcedures: false },
  retpolineplt: { plainProcedures: false },
  wxneeded: { writesCode: true },
  nocopyreloc: { copiesData: false },
  "pack-relative-relocs": { packsRelocations: true },
  "nopack-relative-relocs": { packsRelocations: false },
  "keep-text-section-prefix": { keepTextPrefix: true },
  "nokeep-text-section-prefix": { keepTextPrefix: false },
};

/** What asks LLD 22 for what is so anyway, and is no keyword of 15's. */
const NEW_DEFAULTS = new Set(words("sectionheader nokeep-data-section-prefix"));

/** What is asked of the properties of code. */
const FEATURES: Readonly<Record<string, Partial<FeatureRules>>> = {
  shstk: { shadowStack: true },
  "force-ibt": { forcesIbt: true },
  "force-bti": { forcesBti: true },
};
const REPORTS: Readonly<Record<string, "btiReport" | "cetReport">> = { "bti-report": "btiReport", "cet-report": "cetReport" };

function readReport(state: State, name: string, level: string): void {
  if (level === "none" || level === "warning" || level === "error")
    state.set({ features: { ...state.options.features, [REPORTS[name] as string]: level } });
  else if (state.options.lld === 15) state.errors.push(`-z ${name}= parameter ${level} is not recognized`);
  else state.errors.push(`unknown -z ${name}= value: ${level}`);
}

/** What LLD 15 knows and kbuild does not do; those with a value end in `=`. */
const REFUSED_KEYWORDS = words("ifunc-noplt nocombreloc pac-plt rel");

/** What LLD 22 knows besides. */
const NEW_KEYWORDS = words(
  "gcs gcs= gcs-report= gcs-report-dynamic= lrodata-after-bss nolrodata-after-bss nosectionheader pauth-report= zicfilp= zicfiss= zicfilp-unlabeled-report= zicfilp-func-sig-report= zicfiss-report= keep-data-section-prefix execute-only-report=",
);

const REFUSED: Readonly<Record<LldMajor, ReadonlySet<string>>> = {
  15: new Set(REFUSED_KEYWORDS),
  22: new Set([...REFUSED_KEYWORDS, ...NEW_KEYWORDS]),
};

/** What is told to a loader: bits of DT_FLAGS, and of DT_FLAGS_1. */
const LOADER_FLAGS: Readonly<Record<string, readonly [plain: number, more: number]>> = {
  global: [0, elf.DF_1_GLOBAL],
  initfirst: [0, elf.DF_1_INITFIRST],
  interpose: [0, elf.DF_1_INTERPOSE],
  nodefaultlib: [0, elf.DF_1_NODEFLIB],
  nodelete: [0, elf.DF_1_NODELETE],
  nodlopen: [0, elf.DF_1_NOOPEN],
  origin: [elf.DF_ORIGIN, elf.DF_1_ORIGIN],
};

const VISIBILITIES: Readonly<Record<string, number>> = { default: 0, internal: 1, hidden: 2, protected: 3 };

/** One keyword; what LLD does not know it warns of. */
export function readKeyword(state: State, word: string): void {
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  const value = equals < 0 ? undefined : word.slice(equals + 1);
  if (Object.hasOwn(KEYWORDS, word)) state.set(KEYWORDS[word] ?? {});
  else if (state.options.lld === 22 && NEW_DEFAULTS.has(word)) return;
  else if (state.options.lld === 22 && /^(?:no)?dynamic-undefined-weak$/.test(word)) state.set({ dynamicUndefinedWeak: word[0] === "d" });
  else if (Object.hasOwn(LOADER_FLAGS, word)) state.setLoaderFlags(...(LOADER_FLAGS[word] as readonly [number, number]));
  else if (Object.hasOwn(FEATURES, word)) state.set({ features: { ...state.options.features, ...FEATURES[word] } });
  else if (Object.hasOwn(REPORTS, name) && value !== undefined) readReport(state, name, value);
  else if (NUMBERS.has(name)) readNumber(state, name, value);
  else if (name === "start-stop-visibility" && value !== undefined) readVisibility(state, value);
  else if (name === "dead-reloc-in-nonalloc") {
    if (value === undefined && state.options.lld === 15) state.warnings.push(`unknown -z value: ${name}`);
    readDeadValue(state, value ?? "");
  } else if (REFUSED[state.options.lld].has(equals < 0 ? word : `${name}=`)) state.refuse(`-z ${word}`);
  else state.warnings.push(`unknown -z value: ${word}`);
}

const NUMBERS: ReadonlySet<string> = new Set(["max-page-size", "common-page-size", "stack-size"]);

/** Without a value LLD 15 takes it for none of its words, too. */
function readNumber(state: State, name: string, text: string | undefined): void {
  if (text === undefined && state.options.lld === 15) state.warnings.push(`unknown -z value: ${name}`);
  const number = numberOf(text ?? "");
  if (number === undefined) state.lateErrors.push(`invalid ${name}: ${text ?? ""}`);
  else if (name === "stack-size") state.set({ stackSize: number });
  else readPageSize(state, name, Number(number));
}

function readPageSize(state: State, name: string, size: number): void {
  const { commonPageSize } = state.options;
  if (size <= 0 || (size & (size - 1)) !== 0) state.lateErrors.push(`${name}: value isn't a power of 2`);
  else if (name === "common-page-size") state.set({ commonPageSize: size });
  else state.set({ maxPageSize: size, commonPageSize: Math.min(size, commonPageSize) });
}

/** `PATTERN=NUMBER` */
function readDeadValue(state: State, text: string): void {
  const at = text.indexOf("=");
  const number = numberOf(text.slice(at + 1));
  const told = "-z dead-reloc-in-nonalloc=: ";
  if (at <= 0) state.errors.push(`${told}expected <section_glob>=<value>`);
  else if (number === undefined) state.errors.push(`${told}expected a non-negative integer, but got '${text.slice(at + 1)}'`);
  else state.set({ deadValues: [...state.options.deadValues, { pattern: text.slice(0, at), value: number }] });
}

function readVisibility(state: State, value: string): void {
  if (Object.hasOwn(VISIBILITIES, value)) state.set({ startStopVisibility: VISIBILITIES[value] as number });
  else state.errors.push(`unknown -z start-stop-visibility= value: ${value}`);
}
