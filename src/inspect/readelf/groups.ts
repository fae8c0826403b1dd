// readelf -g: section groups and their members.
import { GRP_COMDAT, SHT_GROUP, STT_SECTION } from "../../elf/constants.ts";
import type { Section } from "../../elf/read.ts";
import { readSymbolTable } from "../../elf/read-symbols.ts";
import type { ReadelfView } from "./view.ts";

function signature(view: ReadelfView, section: Section): string {
  const linked = view.file.sections[section.link];
  if (linked === undefined) return "<?>";
  const table = readSymbolTable(view.file, linked);
  if (section.info >= table.count) return "<?>";
  const name = table.name(section.info);
  if (name !== "" || table.type(section.info) !== STT_SECTION) return view.symbolText(name);
  const named = view.file.sections[table.sectionIndex[section.info] as number];
  return named === undefined ? name : view.sectionName(named);
}

function groupText(view: ReadelfView, section: Section): string {
  const f = view.file.view(view.file.contents(section));
  const isComdat = f.length >= 4 && (f.u32(0) & GRP_COMDAT) !== 0;
  const kind = isComdat ? "COMDAT" : "(unknown)";
  let text = `\n${kind} group section [${String(section.index).padStart(5)}] \`${view.sectionName(section)}' [${signature(view, section)}] contains ${f.length / 4 - 1} sections:\n   [Index]    Name\n`;
  for (let at = 4; at + 4 <= f.length; at += 4) {
    const index = f.u32(at);
    const member = view.file.sections[index];
    text += `   [${String(index).padStart(5)}]   ${member === undefined ? "<?>" : view.sectionName(member)}\n`;
  }
  return text;
}

export function sectionGroups(view: ReadelfView): string {
  const groups = view.file.sections.filter(({ type }) => type === SHT_GROUP);
  if (groups.length === 0) return "There are no section groups in this file.\n";
  return groups.map((section) => view.attempt(() => groupText(view, section), "")).join("");
}
