// readelf -g: section groups and their members.
import { GRP_COMDAT, SHT_GROUP, SYM_SIZE } from "../../elf/constants.ts";
import { ElfError, hex } from "../../elf/read.ts";
import type { Fields, Section } from "../../elf/read.ts";
import { symbolsIn } from "../../elf/read-symbols.ts";
import type { ReadelfView } from "./view.ts";

interface Member {
  readonly index: number;
  readonly name: string;
}

interface Group {
  readonly section: Section;
  readonly name: string;
  readonly signature: string;
  readonly flags: number;
  readonly members: readonly Member[];
}

/** The name of symbol `i` of a table; a group is known by it. */
function signatureIn(view: ReadelfView, table: Section, group: Section): string | undefined {
  const { file } = view;
  const step = SYM_SIZE[file.is64 ? 64 : 32];
  const at = view.within(`unable to get the signature symbol for ${file.describe(group)}: `, () => {
    const bytes = file.recordsOf(table, step);
    if (group.info * step < bytes.length) return bytes.subarray(group.info * step, group.info * step + step);
    throw new ElfError(`can't read an entry at ${hex(group.info * step)}: it goes past the end of the section (${hex(table.size)})`);
  });
  if (at === undefined) return undefined;
  const strings = view.within(`unable to get the string table for ${file.describe(table)}: `, () => file.stringsOfSymbols(table));
  if (strings === undefined) return undefined;
  return view.within(`unable to get the name of the symbol with index ${group.info}: `, () => symbolsIn(file, at, strings).name(0));
}

function signature(view: ReadelfView, group: Section): string {
  const linked = view.within(`unable to get the symbol table for ${view.file.describe(group)}: `, () => {
    const table = view.file.sections[group.link];
    if (table === undefined) throw new ElfError(`invalid section index: ${group.link}`);
    return table;
  });
  const name = linked === undefined ? undefined : signatureIn(view, linked, group);
  return name === undefined ? "<?>" : view.symbolText(name);
}

function contents(view: ReadelfView, section: Section): Fields | undefined {
  const { file } = view;
  const fields = view.within(`unable to get the content of the ${file.describe(section)}: `, () => file.view(file.recordsOf(section, 4)));
  if (fields?.length !== 0) return fields;
  view.warn(`unable to read the section group flag from the ${file.describe(section)}: the section is empty`);
  return undefined;
}

function memberAt(view: ReadelfView, group: Section, index: number): Member {
  const section = view.file.sections[index];
  if (section !== undefined) return { index, name: view.sectionName(section) };
  view.warn(`unable to get the section with index ${index} when dumping the ${view.file.describe(group)}: invalid section index: ${index}`);
  return { index, name: "<?>" };
}

function groupOf(view: ReadelfView, section: Section): Group {
  const named = signature(view, section);
  const fields = contents(view, section);
  const name = view.sectionName(section);
  const members: Member[] = [];
  for (let at = 4; at < (fields?.length ?? 0); at += 4) members.push(memberAt(view, section, (fields as Fields).u32(at)));
  return { section, name, signature: named, flags: fields?.u32(0) ?? 0, members };
}

function kindText(flags: number): string {
  return (flags & GRP_COMDAT) !== 0 ? "COMDAT" : "(unknown)";
}

export function sectionGroups(view: ReadelfView): void {
  const groups = view.file.sections.filter(({ type }) => type === SHT_GROUP).map((section) => groupOf(view, section));
  const owners = new Map<number, Group>();
  for (const group of groups) for (const { index } of group.members) if (!owners.has(index)) owners.set(index, group);
  for (const group of groups) {
    const place = `[${String(group.section.index).padStart(5)}] \`${group.name}' [${group.signature}]`;
    view.print(`\n${kindText(group.flags)} group section ${place} contains ${group.members.length} sections:\n   [Index]    Name\n`);
    for (const { index, name } of group.members) {
      const owner = owners.get(index);
      if (owner !== undefined && owner !== group) {
        const first = `section with index ${index}, included in the group section with index ${owner.section.index}`;
        view.warn(`${first}, was also found in the group section with index ${group.section.index}`);
      }
      view.print(`   [${String(index).padStart(5)}]   ${name}\n`);
    }
  }
  if (groups.length === 0) view.print("There are no section groups in this file.\n");
}
