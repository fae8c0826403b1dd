// readelf -V: symbol versions, needed and defined.
import { SHT_GNU_VERDEF, SHT_GNU_VERNEED, SHT_GNU_VERSYM } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { hexPadded } from "../format.ts";
import type { ReadelfView } from "./view.ts";

function heading(view: ReadelfView, section: Section, title: string, count: number): string {
  const linked = view.file.sections[section.link];
  const name = linked === undefined ? "<corrupt>" : view.sectionName(linked);
  const address = hexPadded(section.address, 16);
  return (
    `${title} section '${view.sectionName(section)}' contains ${count} entries:\n` +
    ` Addr: ${address}  Offset: 0x${hexPadded(section.offset, 6)}  Link: ${section.link} (${name})\n`
  );
}

/** Version names by index. */
function versionNames(view: ReadelfView): Map<number, string> {
  const names = new Map<number, string>();
  for (const section of view.file.sections) {
    if (section.type === SHT_GNU_VERDEF) for (const { index, name } of definitionsOf(view, section)) names.set(index, name);
    if (section.type === SHT_GNU_VERNEED)
      for (const { parts } of needsOf(view, section)) for (const part of parts) names.set(part.index, part.name);
  }
  return names;
}

interface Definition {
  readonly at: number;
  readonly revision: number;
  readonly flags: number;
  readonly index: number;
  readonly count: number;
  readonly name: string;
  readonly parents: readonly { readonly at: number; readonly name: string }[];
}

function definitionsOf(view: ReadelfView, section: Section): Definition[] {
  const f = view.file.view(view.file.contents(section));
  const strings = view.file.strings(section.link);
  const found: Definition[] = [];
  for (let at = 0, i = 0; i < section.info && at + 20 <= f.length; i++) {
    const count = f.u16(at + 6);
    const parts: { at: number; name: string }[] = [];
    for (let entry = at + f.u32(at + 12), j = 0; j < count && entry + 8 <= f.length; j++) {
      parts.push({ at: entry, name: strings.at(f.u32(entry)) });
      entry += f.u32(entry + 4);
    }
    found.push({
      at,
      revision: f.u16(at),
      flags: f.u16(at + 2),
      index: f.u16(at + 4),
      count,
      name: parts[0]?.name ?? "",
      parents: parts.slice(1),
    });
    const next = f.u32(at + 16);
    if (next === 0) break;
    at += next;
  }
  return found;
}

interface Need {
  readonly at: number;
  readonly version: number;
  readonly file: string;
  readonly count: number;
  readonly parts: readonly { readonly at: number; readonly flags: number; readonly index: number; readonly name: string }[];
}

function needsOf(view: ReadelfView, section: Section): Need[] {
  const f = view.file.view(view.file.contents(section));
  const strings = view.file.strings(section.link);
  const found: Need[] = [];
  for (let at = 0, i = 0; i < section.info && at + 16 <= f.length; i++) {
    const count = f.u16(at + 2);
    const parts: { at: number; flags: number; index: number; name: string }[] = [];
    for (let entry = at + f.u32(at + 8), j = 0; j < count && entry + 16 <= f.length; j++) {
      parts.push({ at: entry, flags: f.u16(entry + 4), index: f.u16(entry + 6), name: strings.at(f.u32(entry + 8)) });
      entry += f.u32(entry + 12);
    }
    found.push({ at, version: f.u16(at), file: strings.at(f.u32(at + 4)), count, parts });
    const next = f.u32(at + 12);
    if (next === 0) break;
    at += next;
  }
  return found;
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

function symbolVersions(view: ReadelfView, section: Section): string {
  const f = view.file.view(view.file.contents(section));
  const count = f.length >> 1;
  const names = versionNames(view);
  let text = heading(view, section, "Version symbols", count);
  for (let i = 0; i < count; i++) {
    if (i % 4 === 0) text += `${i > 0 ? "\n" : ""}  ${hexPadded(i, 3)}:`;
    const raw = f.u16(i * 2);
    const index = raw & 0x7fff;
    const name = index === 0 ? "*local*" : index === 1 ? "*global*" : (names.get(index) ?? "<corrupt>");
    text += `${index.toString(16).padStart(4)}${(raw & 0x8000) !== 0 ? "h" : " "}${`(${name})`.padEnd(13)}`;
  }
  return `${text}\n\n`;
}

function definitions(view: ReadelfView, section: Section): string {
  let text = heading(view, section, "Version definition", section.info);
  for (const definition of definitionsOf(view, section)) {
    text += `  0x${hexPadded(definition.at, 4)}: Rev: ${definition.revision}  Flags: ${flagWords(definition.flags)}  Index: ${definition.index}  Cnt: ${definition.count}  Name: ${definition.name}\n`;
    definition.parents.forEach((parent, i) => (text += `  0x${hexPadded(parent.at, 4)}: Parent ${i + 1}: ${parent.name}\n`));
  }
  return `${text}\n`;
}

function needs(view: ReadelfView, section: Section): string {
  let text = heading(view, section, "Version needs", section.info);
  for (const need of needsOf(view, section)) {
    text += `  0x${hexPadded(need.at, 4)}: Version: ${need.version}  File: ${need.file}  Cnt: ${need.count}\n`;
    for (const part of need.parts)
      text += `  0x${hexPadded(part.at, 4)}:   Name: ${part.name}  Flags: ${flagWords(part.flags)}  Version: ${part.index}\n`;
  }
  return `${text}\n`;
}

export function versionSections(view: ReadelfView): string {
  const last = (type: number): Section | undefined => view.file.sections.findLast((section) => section.type === type);
  const show = (section: Section | undefined, form: (view: ReadelfView, section: Section) => string): string =>
    section === undefined ? "" : view.attempt(() => form(view, section), "");
  return show(last(SHT_GNU_VERSYM), symbolVersions) + show(last(SHT_GNU_VERDEF), definitions) + show(last(SHT_GNU_VERNEED), needs);
}
