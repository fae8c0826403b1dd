// Relocations of sections that are not loaded: what they refer to may be gone, and debug information says so.
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import { addressOfAny, isGone, placePrefix, store } from "./field-writer.ts";
import type { FieldWriter, Place } from "./field-writer.ts";
import { shownName } from "./input.ts";
import type { InputSection } from "./input.ts";
import { unknownRelocation } from "./references.ts";
import type { RelocationRow } from "./relocation.ts";
import { globMatcher } from "./script/glob.ts";
import type { LinkSymbol } from "./symbol.ts";

/** Applies a section's relocations; `data`: its bytes in the image. */
export function applyUnloaded(fields: FieldWriter, data: Uint8Array, section: InputSection): void {
  const isDebug = section.name.startsWith(".debug");
  // Lines of a function that was equal to another are places to stop at.
  const isLine = section.name === ".debug_line";
  const { relocations } = section.file;
  const { errors, options } = fields.context;
  const dead = options.deadValues.findLast(({ pattern }) => globMatcher([pattern])(section.name))?.value;
  for (let i = section.relocationsFrom; i < section.relocationsTo; i += RELOCATION_WORDS) {
    const relocation = relocations.at(i);
    const row = fields.rows[relocation.type];
    const symbol = section.file.symbols[relocation.symbol];
    if (symbol === undefined || row?.value === "none") continue;
    if (row === undefined) {
      errors.push(unknownRelocation({ section, offset: relocation.offset }, relocation.type, symbol, options));
      continue;
    }
    if (fields.lacksBlock(symbol)) continue;
    const place: Place = { data, section, relocation, at: relocation.offset };
    const isWord = relocation.type === options.machine.word || row.value === "dtp";
    const isDead = isWord && (isGone(symbol) || (symbol.folded && !isLine));
    if (dead !== undefined && isDead) store(data, place.at, row.width, dead);
    else if (isDebug && isDead) store(data, place.at, row.width, tombstone(section.name));
    else if (!options.relocatable) putUnloaded(fields, place, row, symbol);
  }
}

function putUnloaded(fields: FieldWriter, place: Place, row: RelocationRow, symbol: LinkSymbol): void {
  const { relocation } = place;
  const { threadStart, options } = fields.context;
  if (row.fill !== undefined && row.value === "difference") fields.fill(place, row, row.fill, symbol, 0n);
  else if (row.value === "S+A" || row.value === "difference")
    fields.put(place, row, symbol, addressOfAny(symbol, relocation.addend, options.lld) - fields.blockOf(symbol));
  else if (row.value === "dtp")
    fields.put(place, row, symbol, symbol.addressPlus(relocation.addend) - threadStart - (options.machine.threadBias ?? 0n));
  else if (row.value === "Z+A") fields.put(place, row, symbol, symbol.size + relocation.addend);
  else putStrange(fields, place, row, symbol);
}

/** A table of procedures may stand between. */
const isCall = (name: string): boolean => /PLT|CALL|JUMP/.test(name);

/** A distance from where nothing is loaded: as if it were at 0, with a warning. */
function putStrange(fields: FieldWriter, place: Place, row: RelocationRow, symbol: LinkSymbol): void {
  const { relocation, section } = place;
  const { options, errors, warnings } = fields.context;
  const name = fields.name(relocation);
  const message = `${placePrefix(section, relocation.offset, options)}has non-ABS relocation ${name} against symbol '${shownName(symbol.name, options)}'`;
  if (row.value !== "S+A-P" || isCall(name)) {
    errors.push(message);
    return;
  }
  warnings.push(message);
  fields.put(place, row, symbol, symbol.addressPlus(relocation.addend) - BigInt(section.offset + relocation.offset));
}

/** A pair of zeros ends range and location lists, so what is gone becomes 1 there. */
function tombstone(sectionName: string): bigint {
  return sectionName === ".debug_ranges" || sectionName === ".debug_loc" ? 1n : 0n;
}
