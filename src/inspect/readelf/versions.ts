// readelf -V: symbol versions, needed and defined.
import { SHT_DYNSYM, SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, saying } from "../../elf/read.ts";
import type { Fields, Section } from "../../elf/read.ts";
import { sectionTypeName } from "../../elf/section-types.ts";
import { linkedStrings, versionDefinitions, versionNeeds } from "../../elf/symbol-versions.ts";
import type { VersionMap } from "../../elf/symbol-versions.ts";
import { hexPadded } from "../format.ts";
import { versionMap } from "./symbol-version.ts";
import type { ReadelfView } from "./view.ts";

function linkedName(view: ReadelfView, section: Section): string {
  const linked = view.file.sections[section.link];
  if (linked !== undefined) return view.sectionName(linked);
  view.warn(`invalid section linked to ${view.file.describe(section)}: invalid section index: ${section.link}`);
  return "<corrupt>";
}

function heading(view: ReadelfView, section: Section, title: string, count: number | bigint): void {
  const name = view.sectionName(section);
  view.print(`${title} section '${name}' contains ${count} entries:\n`);
  const address = hexPadded(section.address, 16);
  view.print(` Addr: ${address}  Offset: 0x${hexPadded(section.offset, 6)}  Link: ${section.link} (${linkedName(view, section)})\n`);
}

function flagWords(flags: number): string {
  if (flags === 0) return "none";
  const words: string[] = [];
  if ((flags & 1) !== 0) words.push("BASE");
  if ((flags & 2) !== 0) words.push("WEAK");
  if ((flags & 4) !== 0) words.push("INFO");
  if ((flags & ~7) !== 0) words.push("<unknown>");
  return words.join(" | ");
}

/** The number of symbols that the section's entries are of; throws ElfError. */
function symbolCount(view: ReadelfView, section: Section): bigint {
  const { file } = view;
  const what = file.describe(section);
  const linked = file.sections[section.link];
  if (linked === undefined) throw new ElfError(`invalid section linked to ${what}: invalid section index: ${section.link}`);
  if (linked.type !== SHT_DYNSYM) {
    const type = sectionTypeName(file.header.machine, linked.type, view.desk.llvm) ?? "Unknown";
    throw new ElfError(`invalid section linked to ${what}: expected SHT_DYNSYM, but got ${type}`);
  }
  saying(`can't get a string table for the symbol table linked to ${what}: `, () => linkedStrings(file, linked));
  const step = SYM_SIZE[file.is64 ? 64 : 32];
  return BigInt(saying(`unable to read symbols from the ${what}: `, () => file.recordsOf(linked, step)).length / step);
}

/** Entries of SHT_GNU_versym; throws ElfError. */
function versionTable(view: ReadelfView, section: Section): Fields {
  const { file } = view;
  const what = file.describe(section);
  if (section.offset % 2n !== 0n) throw new ElfError(`the ${what} is misaligned`);
  const fields = saying(`cannot read content of ${what}: `, () => file.view(file.recordsOf(section, 2)));
  const symbols = view.attempt(() => symbolCount(view, section), undefined);
  const entries = fields.length / 2;
  if (symbols !== undefined && symbols !== BigInt(entries)) {
    const problem = `the number of entries (${entries}) does not match the number of symbols (${symbols})`;
    view.warn(`${what}: ${problem} in the symbol table with index ${section.link}`);
  }
  return fields;
}

function versionName(view: ReadelfView, section: Section, map: VersionMap | undefined, raw: number, i: number): string {
  if (raw < 2) return raw === 0 ? "*local*" : "*global*";
  if (map === undefined) return "<corrupt>";
  return view.attempt(
    () => saying(`unable to get a version for entry ${i} of ${view.file.describe(section)}: `, () => map.of(raw, false)?.name ?? ""),
    "<corrupt>",
  );
}

function symbolVersions(view: ReadelfView, section: Section): void {
  heading(view, section, "Version symbols", section.size / 2n);
  const fields = view.attempt(() => versionTable(view, section), undefined);
  if (fields === undefined) return;
  const map = view.attempt(() => versionMap(view), undefined);
  let text = "";
  for (let i = 0; i < fields.length / 2; i++) {
    if (i % 4 === 0) text += `${i > 0 ? "\n" : ""}  ${hexPadded(i, 3)}:`;
    const raw = fields.u16(i * 2);
    const name = versionName(view, section, map, raw, i);
    text += `${(raw & 0x7fff).toString(16).padStart(4)}${(raw & 0x8000) !== 0 ? "h" : " "}${`(${name})`.padEnd(13)}`;
  }
  view.print(`${text}\n\n`);
}

function definitions(view: ReadelfView, section: Section): void {
  heading(view, section, "Version definition", section.info);
  const found = view.attempt(() => versionDefinitions(view.file, section), undefined);
  if (found === undefined) return;
  let text = "";
  for (const definition of found) {
    text += `  0x${hexPadded(definition.at, 4)}: Rev: ${definition.revision}  Flags: ${flagWords(definition.flags)}  Index: ${definition.index}  Cnt: ${definition.count}  Name: ${definition.name}\n`;
    definition.parents.forEach((parent, i) => (text += `  0x${hexPadded(parent.at, 4)}: Parent ${i + 1}: ${parent.name}\n`));
  }
  view.print(`${text}\n`);
}

function needs(view: ReadelfView, section: Section): void {
  heading(view, section, "Version needs", section.info);
  const found = view.attempt(() => versionNeeds(view.file, section, (text) => view.warn(text)), undefined);
  if (found === undefined) return;
  let text = "";
  for (const need of found) {
    text += `  0x${hexPadded(need.at, 4)}: Version: ${need.version}  File: ${need.file}  Cnt: ${need.count}\n`;
    for (const part of need.parts)
      text += `  0x${hexPadded(part.at, 4)}:   Name: ${part.name}  Flags: ${flagWords(part.flags)}  Version: ${part.index}\n`;
  }
  view.print(`${text}\n`);
}

export function versionSections(view: ReadelfView): void {
  const { tables } = view;
  if (tables.versions !== undefined) symbolVersions(view, tables.versions);
  if (tables.definitions !== undefined) definitions(view, tables.definitions);
  if (tables.needs !== undefined) needs(view, tables.needs);
}
