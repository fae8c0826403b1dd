// The symbol versions of objdump -p: what the file needs of others, and what it defines. What is wrong is warned of; LLVM 15 follows the
// definitions by their distances alone, without a look at how many there should be.
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import { versionDefinitions, versionNeeds } from "../../elf/symbol-versions.ts";
import { hexPadded } from "../format.ts";
import type { ObjdumpContext } from "./objdump.ts";

interface Row {
  readonly hash: number;
  readonly flags: number;
  readonly index: number;
  readonly name: string;
}

function partText({ hash, flags, index, name }: Row): string {
  return `    0x${hexPadded(hash, 8)} 0x${hexPadded(flags, 2)} ${String(index).padStart(2, "0")} ${name}\n`;
}

/** Entries of a chain that stay in the section, by the distances in them. */
function* steps(length: number, size: number, start: number, distanceAt: (at: number) => number): Generator<number> {
  for (let at = start; at + size <= length;) {
    yield at;
    const distance = distanceAt(at);
    if (distance === 0) return;
    at += distance;
  }
}

/** As LLVM 15 reads them; throws ElfError. */
function oldDefinitions({ object: { file } }: ObjdumpContext, section: Section): string {
  const f = file.view(file.bytesOf(section));
  const strings = file.strings(section.link);
  const width = String(section.info).length;
  let text = "\nVersion definitions:\n";
  let number = 1;
  for (const at of steps(f.length, 20, 0, (entry) => f.u32(entry + 16))) {
    text += `${String(number++).padStart(width)} 0x${hexPadded(f.u16(at + 2), 2)} 0x${hexPadded(f.u32(at + 8), 8)} `;
    let shown = 0;
    for (const part of steps(f.length, 8, at + f.u32(at + 12), (entry) => f.u32(entry + 4))) {
      text += `${shown++ > 0 ? " ".repeat(width + 17) : ""}${strings.at(f.u32(part))}\n`;
    }
  }
  return text;
}

function warning<T>(context: ObjdumpContext, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    context.warn(error.message);
    return undefined;
  }
}

/** LLVM 15 goes no further where contents or names cannot be read: throws ElfError. */
export function versionReferences(context: ObjdumpContext, section: Section): void {
  const { desk, object } = context;
  if (desk.llvm === 15) {
    object.file.bytesOf(section);
    object.file.strings(section.link);
  }
  desk.print("\nVersion References:\n");
  const needs = warning(context, () => versionNeeds(object.file, section, (text) => context.warn(text)));
  for (const { file, parts } of needs ?? []) desk.print(`  required from ${file}:\n${parts.map(partText).join("")}`);
}

/** Throws ElfError for LLVM 15. */
export function versionDefinitionList(context: ObjdumpContext, section: Section): void {
  const { desk, object } = context;
  if (desk.llvm === 15) return desk.print(oldDefinitions(context, section));
  desk.print("\nVersion definitions:\n");
  for (const { index, flags, hash, name, parents } of warning(context, () => versionDefinitions(object.file, section)) ?? []) {
    const others = parents.map((parent) => `\t${parent.name}\n`).join("");
    desk.print(`${index} 0x${hexPadded(flags, 2)} 0x${hexPadded(hash, 8)} ${name}\n${others}`);
  }
}
