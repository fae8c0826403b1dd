// Which input goes to which output section. A script's descriptions take what their patterns match, in the order of
// the script; what no pattern takes is an orphan and goes where its name says.
import * as elf from "../../elf/constants.ts";
import { tagOf } from "../../elf/object-columns.ts";
import { SH_NAME } from "../../elf/object-file.ts";
import { sectionTypeName } from "../../elf/section-types.ts";
import { CopiedRelocations } from "./copied-relocations.ts";
import { isInput, leaveNames } from "./input.ts";
import type { Chunk, InputFile, InputSection } from "./input.ts";
import { isMergeable } from "./merge.ts";
import type { LayoutCommand } from "./order.ts";
import type { LinkOptions, LldMajor } from "./options.ts";
import { OutputSection } from "./output.ts";
import type { InputRun, Mismatch } from "./output.ts";
import type { InputDescription, SectionDescription, SectionPattern, SortPolicy } from "./script/commands.ts";
import { globMatcher } from "./script/glob.ts";

/** Input names lose their suffix where an output section gathers them. */
const GATHERED = [
  ".text",
  ".rodata",
  ".data.rel.ro",
  ".data",
  ".bss.rel.ro",
  ".bss",
  ".tdata",
  ".tbss",
  ".init_array",
  ".fini_array",
  ".ctors",
  ".dtors",
  ".ldata",
  ".lrodata",
  ".lbss",
  ".gcc_except_table",
  ".ARM.exidx",
  ".ARM.extab",
];

/** Kinds of code that `-z keep-text-section-prefix` sets apart. */
const KEPT_TEXT = [".text.hot", ".text.unknown", ".text.unlikely", ".text.startup", ".text.exit", ".text.split"];

interface Gathered {
  readonly name: string;
  readonly codes: Uint8Array;
}

/** Bytes that a tag tells. */
const TAG_SIZE = 4;

/** `GATHERED` by how the names start. */
const PREFIXES = new Map<number, Gathered[]>();
for (const name of GATHERED)
  PREFIXES.set(tagOf(name), [...(PREFIXES.get(tagOf(name)) ?? []), { name, codes: new TextEncoder().encode(name) }]);

const DOT = ".".charCodeAt(0);

/** Where a chunk goes that no script speaks of. */
function outputName(chunk: Chunk, scripted: boolean, { keepTextPrefix, relocatable }: LinkOptions): string {
  if (relocatable) return chunk.name;
  if (!isInput(chunk)) return chunk.name === "COMMON" ? ".bss" : chunk.name;
  if (scripted) return chunk.name;
  if (keepTextPrefix && chunk.nameStartsWith(".text."))
    for (const name of KEPT_TEXT) if (chunk.name === name || chunk.nameStartsWith(`${name}.`)) return name;
  return gatheringName(chunk) ?? chunk.name;
}

/** Asked for each section: of its name's bytes only those are looked at that tell. */
function gatheringName({ file, index, tag }: InputSection): string | undefined {
  const all = PREFIXES.get(tag);
  if (all === undefined) return undefined;
  const { words, headers, names } = file.columns.sections;
  const { bytes } = names;
  const at = (words[(headers[index] as number) + SH_NAME] as number) >>> 0;
  for (let i = 0; i < all.length; i++) {
    const { name, codes } = all[i] as Gathered;
    let same = TAG_SIZE;
    while (same < codes.length && bytes[at + same] === codes[same]) same++;
    if (same === codes.length && (bytes[at + same] === DOT || bytes[at + same] === 0)) return name;
  }
  return undefined;
}

export class Placement {
  readonly commands: LayoutCommand[] = [];
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly #byName = new Map<string, OutputSection>();
  /** Where relocations go that are kept, by the section they are of. */
  readonly #copies = new Map<OutputSection, OutputSection>();
  /** What no description of a script took. */
  readonly #orphans: { readonly chunk: Chunk; readonly name: string }[] = [];

  constructor(
    readonly options: LinkOptions,
    readonly chunks: readonly Chunk[],
    /** Value of a SUBALIGN. */
    readonly evaluate: (description: SectionDescription) => number,
  ) {
    for (const command of options.script?.commands ?? []) {
      if (command.kind === "assignment") this.commands.push(command);
      else this.#describe(command);
    }
    this.#placeOrphans();
  }

  #describe(description: SectionDescription): void {
    const section = new OutputSection(description.name, description.type ?? elf.SHT_PROGBITS);
    section.description = description;
    section.typeIsSet = description.type !== undefined;
    section.nonAlloc = description.nonAlloc;
    section.segmentNames = description.segments;
    section.usedInExpression = this.options.script?.placedSections.has(description.name) === true;
    const runs = this.#gather(section, description);
    if (description.name === "/DISCARD/") this.#discard(runs);
    else if (!meetsConstraint(description, runs)) release(runs);
    else this.#commit(section, runs);
  }

  #gather(section: OutputSection, description: SectionDescription): InputRun[] {
    const runs: InputRun[] = [];
    for (const command of description.body) {
      if (command.kind === "assignment") section.commands.push(command);
      else if (command.kind === "data-command") section.commands.push({ kind: "data", command, offset: 0 });
      else {
        const run: InputRun = { kind: "inputs", chunks: matching(command, this.chunks, this.options) };
        for (const chunk of run.chunks) chunk.output = section;
        section.commands.push(run);
        runs.push(run);
      }
    }
    return runs;
  }

  #discard(runs: readonly InputRun[]): void {
    for (const chunk of runs.flatMap((run) => run.chunks)) {
      if (chunk.name === ".shstrtab") this.errors.push(`discarding ${chunk.name} section is not allowed`);
      // Of what LLD 15 would have merged the names stay.
      if (this.options.lld === 15 && chunk.live && isMergeable(chunk, this.options)) leaveNames(chunk);
      chunk.live = false;
      chunk.output = undefined;
    }
  }

  #commit(section: OutputSection, runs: readonly InputRun[]): void {
    const { subAlignment } = section.description as SectionDescription;
    for (const chunk of runs.flatMap((run) => run.chunks)) {
      if (subAlignment !== undefined) chunk.alignment = this.evaluate(section.description as SectionDescription);
      this.#note(section.commit(chunk), section, chunk);
    }
    this.commands.push(section);
    if (!this.#byName.has(section.name)) this.#byName.set(section.name, section);
  }

  #note(mismatch: Mismatch | undefined, section: OutputSection, chunk: Chunk): void {
    if (mismatch === undefined) return;
    const places = (head: string, one: string, other: string) =>
      `${head}\n>>> ${chunkName(chunk)}: ${one}\n>>> output section ${section.name}: ${other}`;
    if (mismatch.what === "flags") {
      const hex = (flags: number) => `0x${flags.toString(16)}`;
      this.errors.push(places(`incompatible section flags for ${section.name}`, hex(chunk.flags), hex(mismatch.before)));
      return;
    }
    const { machine, lld } = this.options;
    const typeName = (type: number) => sectionTypeName(machine.elfMachine, type, lld) ?? "Unknown";
    const message = places(`section type mismatch for ${chunk.name}`, typeName(chunk.type), typeName(section.type));
    // `(NOLOAD)` changes types: scripts rely on that, of which LLD 15 warns.
    if (section.type !== elf.SHT_NOBITS) this.errors.push(message);
    else if (this.options.lld === 15) this.warnings.push(message);
  }

  /** What `--orphan-handling` asks to be told, of those that stay. To LLD 15 all are orphans where no script has sections. */
  orphanMessages(stays: (chunk: Chunk) => boolean): string[] {
    const told = this.#orphans.filter(({ chunk }) => chunk.name !== ".relro_padding" && stays(chunk));
    return told.map(({ chunk, name }) => `${chunkName(chunk)} is being placed in '${name}'`);
  }

  #placeOrphans(): void {
    const { lld, unique, relocatable } = this.options;
    const scripted = this.options.script?.hasSections === true;
    const isPlain = !unique && !relocatable;
    const created: OutputSection[] = [];
    let last: OutputSection | undefined;
    for (let i = 0; i < this.chunks.length; i++) {
      const chunk = this.chunks[i] as Chunk;
      if (!chunk.live || chunk.output !== undefined) continue;
      if (chunk.kind !== "input" && chunk instanceof CopiedRelocations) {
        this.#placeCopies(chunk, scripted, created);
        continue;
      }
      const name = outputName(chunk, scripted, this.options);
      if (scripted || lld === 15) this.#orphans.push({ chunk, name });
      if (isPlain) {
        // Most go where the one before them went.
        if (last?.name !== name) last = this.#byName.get(name);
        last = this.#join(chunk, name, last, created);
        continue;
      }
      this.#join(chunk, name, this.#isAlone(chunk) ? undefined : this.#companion(chunk, name, created), created);
    }
    if (scripted) this.commands.push(...created);
    else this.commands.unshift(...created);
  }

  /** Of groups nothing is added to another's. */
  #isAlone({ type, flags }: Chunk): boolean {
    const { unique, relocatable } = this.options;
    return unique || (relocatable && (type === elf.SHT_GROUP || (flags & elf.SHF_GROUP) !== 0));
  }

  /** The section of that name, in objects also ordered after the same. */
  #companion(chunk: Chunk, name: string, created: readonly OutputSection[]): OutputSection | undefined {
    if (!this.options.relocatable || (chunk.flags & elf.SHF_LINK_ORDER) === 0) return this.#byName.get(name);
    return created.find((section) => section.name === name && orderedAfter(section.chunks[0]) === orderedAfter(chunk));
  }

  /** With those of the same output section; what is thrown away takes its relocations along. */
  #placeCopies(copies: CopiedRelocations, scripted: boolean, created: OutputSection[]): void {
    const { holder, target } = copies;
    if (holder.output === undefined) return;
    const { lld, relocatable } = this.options;
    // LLD 15's objects have the names of what came first where a script gathers sections.
    const name = `.rela${lld === 15 && relocatable && scripted ? target.name : holder.output.name}`;
    if (scripted || lld === 15) this.#orphans.push({ chunk: copies, name });
    if (this.#isAlone(copies)) this.#join(copies, name, undefined, created);
    else this.#copies.set(holder.output, this.#join(copies, name, this.#copies.get(holder.output), created));
  }

  /** Adds the chunk to the section, if there is one, else to a new one. */
  #join(chunk: Chunk, name: string, known: OutputSection | undefined, created: OutputSection[]): OutputSection {
    const section = known ?? new OutputSection(name, chunk.type);
    if (known === undefined) {
      if (!this.#isAlone(chunk) && !(chunk instanceof CopiedRelocations)) this.#byName.set(name, section);
      created.push(section);
    }
    const mismatch = section.add(chunk);
    if (mismatch !== undefined) this.#note(mismatch, section, chunk);
    return section;
  }
}

function orderedAfter(chunk: Chunk | undefined): OutputSection | undefined {
  return isInput(chunk) && chunk.linkOrder >= 0 ? chunk.file.sections[chunk.linkOrder]?.output : undefined;
}

/** `a.o:(.text)`, or `<internal>:(.got)` for what the linker made. */
export function chunkName(chunk: Chunk): string {
  const { file }: { readonly file?: InputFile } = chunk as Chunk & { readonly file?: InputFile };
  return `${file?.displayName ?? "<internal>"}:(${chunk.name})`;
}

function meetsConstraint({ constraint }: SectionDescription, runs: readonly InputRun[]): boolean {
  if (constraint === "none") return true;
  const isWritable = runs.some((run) => run.chunks.some(({ flags }) => (flags & elf.SHF_WRITE) !== 0));
  return isWritable === (constraint === "read-write");
}

function release(runs: readonly InputRun[]): void {
  for (const chunk of runs.flatMap((run) => run.chunks)) chunk.output = undefined;
}

/** What the file's pattern is compared with. */
const fileNameOf = (chunk: Chunk): string => {
  if (!isInput(chunk)) return "";
  return chunk.file.archive === undefined ? chunk.file.object.name : `${chunk.file.archive}:${chunk.file.object.name}`;
};

function patternMatcher(pattern: SectionPattern): (chunk: Chunk) => boolean {
  const name = globMatcher(pattern.names);
  if (pattern.excludedFiles.length === 0) return (chunk) => name(chunk.name);
  const excluded = globMatcher(pattern.excludedFiles);
  return (chunk) => name(chunk.name) && !excluded(fileNameOf(chunk));
}

/** To LLD 22 `libx.a:` is all of an archive, and `:x.o` no member of any. */
function fileMatcher(pattern: string, lld: LldMajor): (chunk: Chunk) => boolean {
  if (pattern === "*") return () => true;
  const archiveOf = (chunk: Chunk) => (isInput(chunk) ? chunk.file.archive : undefined);
  const isWhole = lld === 22 && pattern.endsWith(":");
  const isPlain = lld === 22 && pattern.startsWith(":");
  const matches = globMatcher([isWhole ? pattern.slice(0, -1) : isPlain ? pattern.slice(1) : pattern]);
  if (isWhole) return (chunk) => matches(archiveOf(chunk) ?? "");
  return (chunk) => !(isPlain && archiveOf(chunk) !== undefined) && matches(fileNameOf(chunk));
}

/** Whether the description would take a section, wherever it has gone. */
export function descriptionMatcher(description: InputDescription, lld: LldMajor): (chunk: Chunk) => boolean {
  const patterns = description.patterns.map(patternMatcher);
  const file = fileMatcher(description.file, lld);
  const { withFlags, withoutFlags } = description;
  return (chunk) =>
    (chunk.flags & withFlags) === withFlags &&
    (chunk.flags & withoutFlags) === 0 &&
    file(chunk) &&
    patterns.some((matches) => matches(chunk));
}

interface Match {
  readonly chunk: Chunk;
  readonly index: number;
}

/** The chunks that a description takes: in input order, but for the patterns that sort. */
function matching(description: InputDescription, chunks: readonly Chunk[], options: LinkOptions): Chunk[] {
  const taken = new Set<number>();
  const out: Match[] = [];
  let sorted = 0;
  const settle = (from: number, to: number) => {
    const run = out.slice(from, to).sort((a, b) => a.index - b.index);
    sortMatches(run, options.sortSection);
    out.splice(from, to - from, ...run);
  };
  for (const pattern of description.patterns) {
    const before = out.length;
    const matches = descriptionMatcher({ ...description, patterns: [pattern] }, options.lld);
    chunks.forEach((chunk, index) => {
      if (!chunk.live || chunk.output !== undefined || taken.has(index) || !matches(chunk)) return;
      taken.add(index);
      out.push({ chunk, index });
    });
    if (pattern.sortOuter === "default") continue;
    settle(sorted, before);
    const run = out.slice(before);
    sortPattern(run, pattern, options);
    out.splice(before, run.length, ...run);
    sorted = out.length;
  }
  settle(sorted, out.length);
  return out.map(({ chunk }) => chunk);
}

function sortPattern(run: Match[], { sortOuter, sortInner }: SectionPattern, options: LinkOptions): void {
  if (sortOuter === "none") return;
  sortMatches(run, sortInner === "default" ? options.sortSection : sortInner);
  sortMatches(run, sortOuter);
}

/** Number behind the last dot of `.init_array.100`; sections without one come last. */
export function priorityOf(name: string): number {
  const digits = /\.(\d+)$/.exec(name)?.[1];
  if (digits === undefined) return 65536;
  return /^\.[cd]tors/.test(name) ? 65535 - Number(digits) : Number(digits);
}

const COMPARISONS: Partial<Record<SortPolicy, (a: Chunk, b: Chunk) => number>> = {
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  alignment: (a, b) => b.alignment - a.alignment,
  priority: (a, b) => priorityOf(a.name) - priorityOf(b.name),
};

function sortMatches(run: Match[], policy: SortPolicy): void {
  const comparison = COMPARISONS[policy];
  if (policy === "reverse") run.reverse();
  if (comparison !== undefined) run.sort((a, b) => comparison(a.chunk, b.chunk));
}
