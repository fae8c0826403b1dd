// NOCROSSREFS of a script: output sections that are not in memory at the same time may not refer to each other.
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import * as elf from "../../elf/constants.ts";
import { placePrefix } from "./field-writer.ts";
import { isInput, shownName } from "./input.ts";
import type { InputSection } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import type { SeparatedSections } from "./script/commands.ts";
import type { LinkSymbol } from "./symbol.ts";

/** In the order of the layout. */
export function prohibitedReferences({ options, outputs }: LinkState): string[] {
  const separated = options.script?.separated ?? [];
  return outputs.flatMap((output) =>
    separated
      .filter((rule) => isBound(rule, output))
      .flatMap((rule) => output.chunks.filter(isInput).flatMap((section) => referencesOf(section, output, rule, options))),
  );
}

const isBound = ({ names, toFirst }: SeparatedSections, { name }: OutputSection): boolean =>
  names.includes(name) && !(toFirst && names[0] === name);

function outputOf({ section }: LinkSymbol): OutputSection | undefined {
  if (section === undefined || section.kind === "output") return section;
  return isInput(section) ? (section.merged?.chunk ?? section).output : section.output;
}

function referencesOf(section: InputSection, from: OutputSection, { names, toFirst }: SeparatedSections, options: LinkOptions): string[] {
  const { file } = section;
  const found: string[] = [];
  for (let row = section.relocationsFrom; row < section.relocationsTo; row += RELOCATION_WORDS) {
    const symbol = file.symbolOf(row);
    const to = symbol === undefined ? undefined : outputOf(symbol);
    if (symbol === undefined || to === undefined || to === from || !(toFirst ? names[0] === to.name : names.includes(to.name))) continue;
    const name = symbol.type === elf.STT_SECTION ? (symbol.section?.name ?? "") : shownName(symbol.name, options);
    const place = placePrefix(section, file.relocations.offset(row), options);
    found.push(`${place}prohibited cross reference from '${from.name}' to '${name}' in '${to.name}'`);
  }
  return found;
}
