// Order of output sections. Sections are ranked: what is loaded first, read-only before executable before writable,
// writable data that becomes read-only after relocation (relro) before the rest, contents before zeros. Without a
// script the ranks are the order; with one they find a place for the sections it does not mention.
import * as elf from "../../elf/constants.ts";
import type { LinkOptions } from "./options.ts";
import { OutputSection } from "./output.ts";
import type { Assignment } from "./script/commands.ts";

/** What a layout is made of, in order. */
export type LayoutCommand = OutputSection | Assignment;

const RELRO_NAMES: ReadonlySet<string> = new Set([
  ".dynamic",
  ".data.rel.ro",
  ".bss.rel.ro",
  ".relro_padding",
  ".ctors",
  ".dtors",
  ".jcr",
  ".eh_frame",
  ".preinit_array",
  ".init_array",
  ".fini_array",
]);
const RELRO_TYPES: ReadonlySet<number> = new Set([elf.SHT_INIT_ARRAY, elf.SHT_FINI_ARRAY, elf.SHT_PREINIT_ARRAY]);

export function isRelro(section: OutputSection, options: LinkOptions): boolean {
  if (!options.relro) return false;
  if (section.description?.relro === true && options.script?.relroEnd === true) return true;
  if (!section.isAlloc || (section.flags & elf.SHF_WRITE) === 0) return false;
  if (section.slots !== undefined) return section.slots === "addresses" || options.now;
  return section.isTls || RELRO_TYPES.has(section.type) || RELRO_NAMES.has(section.name);
}

/** Bits of a rank, most significant first. */
const NO_FIXED_ADDRESS = 1 << 27;
const NOT_ALLOC = 1 << 26;
const NOT_INTERP = 1 << 15;
const NOT_NOTE = 1 << 14;
const WRITE = 1 << 13;
const EXEC_WRITE = 1 << 12;
const EXEC = 1 << 11;
const RODATA = 1 << 10;
const NOT_RELRO = 1 << 9;
const NOT_TLS = 1 << 8;
const NOBITS = 1 << 7;

/** To LLD 22 these are no further from read-only data than from code. */
const INTERP_22 = 2;
const NOTE_22 = 3;

const isNote = ({ type }: OutputSection): boolean => type === elf.SHT_NOTE;

export function rankOf(section: OutputSection, options: LinkOptions): number {
  if (options.sectionStart.has(section.name)) return 0;
  if (!section.isAlloc) return NO_FIXED_ADDRESS | NOT_ALLOC;
  const rank = accessRank(section) | kindRank(section, options);
  if (options.lld === 15) return NO_FIXED_ADDRESS | (section.name === ".interp" ? 0 : NOT_INTERP | (isNote(section) ? 0 : NOT_NOTE | rank));
  return NO_FIXED_ADDRESS | (section.name === ".interp" ? INTERP_22 : isNote(section) ? NOTE_22 : rank);
}

function accessRank(section: OutputSection): number {
  const isWrite = (section.flags & elf.SHF_WRITE) !== 0;
  if ((section.flags & elf.SHF_EXECINSTR) !== 0) return isWrite ? EXEC_WRITE : EXEC;
  if (isWrite) return WRITE;
  return section.type === elf.SHT_PROGBITS ? RODATA : 0;
}

function kindRank(section: OutputSection, options: LinkOptions): number {
  return (isRelro(section, options) ? 0 : NOT_RELRO) | (section.isTls ? 0 : NOT_TLS) | (section.isNobits ? NOBITS : 0);
}

/** Of sections with a fixed address the lowest first. */
function compare(a: OutputSection, b: OutputSection, options: LinkOptions): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if ((a.rank & NO_FIXED_ADDRESS) !== 0) return 0;
  const [left, right] = [options.sectionStart.get(a.name) ?? 0n, options.sectionStart.get(b.name) ?? 0n];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The layout's commands in the order of the image. */
export function sortCommands(commands: readonly LayoutCommand[], options: LinkOptions): LayoutCommand[] {
  for (const command of commands) if (command instanceof OutputSection) command.rank = rankOf(command, options);
  const byRank = (sections: OutputSection[]) => sections.sort((a, b) => compare(a, b, options));
  if (options.script?.hasSections !== true) {
    const sections = commands.filter((command) => command instanceof OutputSection);
    const assignments = commands.filter((command) => !(command instanceof OutputSection));
    return [...byRank(sections), ...assignments];
  }
  const isOrphan = (command: LayoutCommand) => command instanceof OutputSection && !command.isScripted;
  const placed = commands.filter((command) => !isOrphan(command));
  const orphans = byRank(commands.filter(isOrphan) as OutputSection[]);
  return placeOrphans(placed, orphans, options);
}

const isSection = (command: LayoutCommand | undefined): command is OutputSection => command instanceof OutputSection;
const hasInputs = (command: LayoutCommand | undefined): boolean => isSection(command) && command.hasInputs;

/** An assignment to a symbol belongs to the section before it; one of the location counter separates. */
const isSymbolAssignment = (command: LayoutCommand | undefined): boolean =>
  command !== undefined && !isSection(command) && command.name !== ".";

function placeOrphans(placed: readonly LayoutCommand[], orphans: readonly OutputSection[], options: LinkOptions): LayoutCommand[] {
  const out = [...placed];
  let from = out.findIndex((command) => !isSymbolAssignment(command));
  if (from < 0) from = out.length;
  else if (!isSection(out[from])) from++;
  const finder = options.lld === 15 ? anchorBefore : anchorNear;
  const script = options.script;
  const staysBehind = script !== undefined && (script.segments.length > 0 || script.regions.size > 0);
  for (let i = 0; i < orphans.length;) {
    const orphan = orphans[i] as OutputSection;
    let end = i + 1;
    while (orphans[end]?.rank === orphan.rank) end++;
    const at = placeOf(out, from, orphan, staysBehind, finder);
    out.splice(at, 0, ...orphans.slice(i, end));
    i = end;
  }
  return out;
}

type AnchorFinder = (out: readonly LayoutCommand[], from: number, orphan: OutputSection, staysBehind: boolean) => number;

function placeOf(out: readonly LayoutCommand[], from: number, orphan: OutputSection, staysBehind: boolean, find: AnchorFinder): number {
  if (orphan.name === ".relro_padding") {
    const at = out.findIndex((command) => !isSection(command) && endsRelro(command));
    if (at >= 0) return at;
  }
  let at = find(out, from, orphan, staysBehind);
  const isLast = !out.slice(at).some(hasInputs);
  if (isLast) return out.length;
  while (at < out.length && isSymbolAssignment(out[at])) at++;
  return at;
}

const endsRelro = ({ expression }: Assignment): boolean => expression.kind === "call" && expression.function === "DATA_SEGMENT_RELRO_END";

/** How many leading bits of the ranks agree; -1 for what cannot be an anchor. */
function proximity(orphan: OutputSection, command: LayoutCommand | undefined): number {
  return isSection(command) && command.hasInputs ? Math.clz32(orphan.rank ^ command.rank) : -1;
}

/** LLD 15: behind the last of the first run of most similar sections whose rank is not greater. */
const anchorBefore: AnchorFinder = (out, from, orphan, staysBehind) => {
  let best = from;
  for (let i = from; i < out.length; i++) if (proximity(orphan, out[i]) > proximity(orphan, out[best])) best = i;
  const found = out[best];
  if (!isSection(found)) return out.length;
  const nearest = proximity(orphan, found);
  const rank = staysBehind ? Math.max(orphan.rank, found.rank) : orphan.rank;
  let at = best;
  for (; at < out.length; at++) {
    const command = out[at];
    if (!hasInputs(command)) continue;
    if (proximity(orphan, command) !== nearest || rank < (command as OutputSection).rank) break;
  }
  while (at > from && !hasInputs(out[at - 1])) at--;
  return at;
};

/** LLD 22: behind the last most similar section of no greater rank, else before the first of greater; at the end what is not loaded. */
const anchorNear: AnchorFinder = (out, from, orphan, staysBehind) => {
  if (!orphan.isAlloc) return out.length;
  let nearest = 0;
  let at = out.length;
  for (let i = from; i < out.length; i++) {
    const near = proximity(orphan, out[i]);
    if (near > nearest || (near === nearest && (out[i] as OutputSection).rank <= orphan.rank)) {
      nearest = near;
      at = i;
    }
  }
  const anchor = out[at];
  if (!isSection(anchor)) return out.length;
  if (anchor.rank <= orphan.rank || staysBehind) {
    at++;
    for (let i = at; i < out.length; i++) {
      if (!hasInputs(out[i])) continue;
      if (proximity(orphan, out[i]) !== nearest) break;
      at = i + 1;
    }
  } else while (at > from && !hasInputs(out[at - 1])) at--;
  return at;
};
