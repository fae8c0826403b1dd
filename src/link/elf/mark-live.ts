// --gc-sections: what the entry symbol and the sections kept by nature reach lives; other allocated sections go.
// Unwind tables do not keep the functions they describe, but the data those need; sections that are not loaded (debug
// information, comments) stay, unless they belong to a group or to a section that goes.
import * as elf from "../../elf/constants.ts";
import { RELOCATION_WORDS, tagOf } from "../../elf/object-columns.ts";
import { isExported } from "./dynamic-symbols.ts";
import { recordsOf } from "./eh-frame.ts";
import { isInput } from "./input.ts";
import type { InputSection } from "./input.ts";
import type { LinkOptions } from "./options.ts";
import { isMergeable } from "./merge.ts";
import { descriptionMatcher } from "./place.ts";
import { PROPERTY_NOTE } from "./property-note.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

const KEPT_TYPES = new Set([elf.SHT_INIT_ARRAY, elf.SHT_FINI_ARRAY, elf.SHT_PREINIT_ARRAY]);
const KEPT_NAMES = /^\.(?:init$|fini$|jcr$|init_array|ctors|dtors)/;
const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const CONSUMED: ReadonlySet<string> = new Set([".note.GNU-stack", PROPERTY_NOTE, ".deplibs"]);
/** How names start that mean something here: those of most sections are not looked at beyond that. */
const UNWIND_TAG = tagOf(".eh_frame");
const CONSUMED_TAGS: ReadonlySet<number> = new Set([...CONSUMED].map(tagOf));
const KEPT_TAGS: ReadonlySet<number> = new Set([".init", ".fini", ".jcr", ".ctors", ".dtors"].map(tagOf));
const SPECIAL_TAGS: ReadonlySet<number> = new Set([UNWIND_TAG, ...CONSUMED_TAGS, ...KEPT_TAGS]);
const DOT = ".".charCodeAt(0);

export function isUnwindTable(section: InputSection): boolean {
  return section.tag === UNWIND_TAG && section.name === ".eh_frame";
}

/** Sections the linker itself consumes or never writes. */
export function isConsumed(section: InputSection): boolean {
  return (section.flags & elf.SHF_EXCLUDE) !== 0 || (CONSUMED_TAGS.has(section.tag) && CONSUMED.has(section.name));
}

class Marker {
  /** A stack of so many; what was taken stays behind its end: an array that gets shorter takes a step for each. */
  readonly #queue: InputSection[] = [];
  #queued = 0;
  /** Sections that `__start_NAME` and `__stop_NAME` keep. */
  readonly #bounded = new Map<string, InputSection[]>();
  /** Sections that live as long as another does. */
  readonly #dependents = new Map<InputSection, InputSection[]>();

  constructor(readonly options: LinkOptions) {}

  /** Each section, before `run`. */
  note(section: InputSection): void {
    const { file, linkOrder, group } = section;
    if (linkOrder >= 0) add(this.#dependents, file.sections[linkOrder], section);
    if (group >= 0)
      for (const other of file.sections) if (other !== section && other?.group === group) add(this.#dependents, other, section);
    if ((section.tag & 0xff) === DOT) return;
    const { name } = section;
    if (!C_IDENTIFIER.test(name) || (this.options.startStopGc && !name.startsWith("__libc_"))) return;
    this.#bounded.set(name, [...(this.#bounded.get(name) ?? []), section]);
  }

  /** `offset`: what is referred to; of a mergeable section the piece that it is in lives. */
  mark(section: InputSection | undefined, offset = 0): void {
    if (section === undefined) return;
    section.usedOffsets?.add(offset);
    if (section.live) return;
    section.live = true;
    this.#queue[this.#queued++] = section;
  }

  /** `addend`: of the relocation, which counts for symbols of sections. */
  markSymbol(symbol: LinkSymbol, addend = 0): void {
    symbol.used = true;
    const { section } = symbol;
    if (isInput(section)) this.mark(section, symbol.value + (symbol.type === elf.STT_SECTION ? addend : 0));
    else if (!symbol.isDefined) this.#markBounded(symbol.name);
  }

  #markBounded(name: string): void {
    if (!name.startsWith("__st")) return;
    const bounded = /^__(?:start|stop)_(.+)$/.exec(name)?.[1];
    if (bounded !== undefined) for (const section of this.#bounded.get(bounded) ?? []) this.mark(section);
  }

  run(): void {
    while (this.#queued > 0) {
      const section = this.#queue[--this.#queued] as InputSection;
      const { file, index } = section;
      const { symbols, relocations } = file;
      const { words } = relocations;
      const { relocationsFrom, relocationsTo } = file.columns.sections;
      const end = relocationsTo[index] as number;
      for (let row = relocationsFrom[index] as number; row < end; row += RELOCATION_WORDS) {
        const symbol = symbols[(words[row + 3] as number) - 1];
        if (symbol === undefined) continue;
        const target = symbol.section;
        if (isInput(target) && target.usedOffsets === undefined) {
          symbol.used = true;
          if (!target.live) this.mark(target);
        } else this.markSymbol(symbol, relocations.nearAddend(row));
      }
      if (this.#dependents.size > 0) for (const other of this.#dependents.get(section) ?? []) this.mark(other);
    }
  }

  /** Personality routines, and the tables of exceptions that functions have. */
  markUnwind(section: InputSection): void {
    const { cies, relocations, relocationsFrom } = recordsOf(section);
    for (let record = 0; record < cies.length; record++) {
      const isCie = (cies[record] as number) < 0;
      const from = relocationsFrom[record] as number;
      for (let i = isCie ? from : from + 1; i < (relocationsFrom[record + 1] as number); i++) {
        const row = relocations[i] as number;
        const target = section.file.symbolOf(row);
        if (target !== undefined && (isCie || !isCode(target))) this.markSymbol(target, section.file.relocations.nearAddend(row));
      }
    }
  }
}

const isCode = ({ section }: LinkSymbol): boolean => isInput(section) && (section.flags & elf.SHF_EXECINSTR) !== 0;

function add(map: Map<InputSection, InputSection[]>, key: InputSection | undefined, value: InputSection): void {
  if (key === undefined) return;
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Sections that nothing has to reach. */
function isRoot(section: InputSection): boolean {
  const { type, flags } = section;
  if (KEPT_TYPES.has(type) || (flags & elf.SHF_GNU_RETAIN) !== 0) return true;
  if (type === elf.SHT_NOTE) return section.group < 0;
  return KEPT_TAGS.has(section.tag) && KEPT_NAMES.test(section.name);
}

const PLAIN_FLAGS = elf.SHF_ALLOC | elf.SHF_WRITE | elf.SHF_EXECINSTR;

/** Most sections are plain by kind and name: nothing keeps such a one, alone in its file, but what refers to it. */
const hasPlainKind = ({ type, flags }: InputSection): boolean =>
  type === elf.SHT_PROGBITS && (flags & elf.SHF_ALLOC) !== 0 && (flags & ~PLAIN_FLAGS) === 0;

const hasPlainName = ({ tag }: InputSection): boolean => (tag & 0xff) === DOT && !SPECIAL_TAGS.has(tag);

function keepMatcher(options: LinkOptions): (section: InputSection) => boolean {
  const kept = (options.script?.commands ?? []).flatMap((command) =>
    command.kind === "section" ? command.body.filter((inner) => inner.kind === "input-description").filter(({ keep }) => keep) : [],
  );
  const matchers = kept.map((one) => descriptionMatcher(one, options.lld));
  if (matchers.length === 0) return () => false;
  return (section) => matchers.some((matches) => matches(section));
}

/** Sets `live` on each section of the link, and `used` on the symbols that what lives refers to. */
export function markLive(table: SymbolTable, options: LinkOptions): void {
  if (!options.gcSections) {
    for (const { sections } of table.files) for (const section of sections) if (section !== undefined) section.live = !isConsumed(section);
    return;
  }
  const marker = new Marker(options);
  const isKept = keepMatcher(options);
  const unwindTables: InputSection[] = [];
  const isScripted = options.script !== undefined;
  for (const { sections, columns } of table.files) {
    const isAlone = columns.sections.group === undefined && columns.sections.linkOrder === undefined && !isScripted;
    let plainTag = 0;
    for (let i = 0; i < sections.length; i++) {
      const section = sections[i];
      if (section === undefined) continue;
      if (isAlone && hasPlainKind(section) && (section.tag === plainTag || hasPlainName(section))) {
        section.live = false;
        plainTag = section.tag;
        continue;
      }
      marker.note(section);
      section.live = false;
      if (section.isAlloc && isMergeable(section, options)) section.usedOffsets = new Set();
      // In an object they are contents like others.
      if (isUnwindTable(section) && !options.relocatable) {
        unwindTables.push(section);
        section.live = !isConsumed(section);
      } else startWith(section, marker, isKept);
    }
  }
  for (const name of [options.entry, options.init, options.fini, ...options.undefinedRoots, ...(options.script?.referenced ?? [])]) {
    const symbol = table.find(name);
    // What nobody defines is not used for being named here.
    if (symbol !== undefined && symbol.kind !== "undefined") marker.markSymbol(symbol);
  }
  if (options.exportsAll || options.shared || options.hasLibraries || options.exported.length > 0)
    for (const symbol of table.globals.values()) if (isExported(symbol)) marker.markSymbol(symbol);
  for (const section of unwindTables) marker.markUnwind(section);
  marker.run();
}

/** What went, as `--print-gc-sections` tells it: tentative definitions first. */
export function removedLines(table: SymbolTable, { gcSections, printGcSections, relocatable }: LinkOptions): string[] {
  if (!gcSections || !printGcSections) return [];
  const commons = [...table.globals.values()].filter(({ kind, used }) => kind === "common" && !used);
  const places = commons.map(({ file }) => `${file?.displayName}:(COMMON)`);
  for (const file of table.files)
    for (const section of file.sections)
      if (section?.live === false && !isConsumed(section)) {
        places.push(`${file.displayName}:(${section.name})`);
        if (relocatable && section.relocationsFrom < section.relocationsTo) places.push(`${file.displayName}:(.rela${section.name})`);
      }
  return places.map((place) => `removing unused section ${place}`);
}

function startWith(section: InputSection, marker: Marker, isKept: (section: InputSection) => boolean): void {
  if (isConsumed(section)) return;
  if (isRoot(section)) marker.mark(section);
  else if (!section.isAlloc && section.linkOrder < 0 && section.group < 0) section.live = true;
  else if (section.linkOrder < 0 && isKept(section)) marker.mark(section);
}
