// readelf -A: the build attributes (SHT_ARM_ATTRIBUTES and its like of other machines). Machines without attributes print nothing.
import type { Section } from "../../elf/read.ts";
import { attributeTable } from "../attribute-tables.ts";
import { Attributes, SHT_ATTRIBUTES } from "../build-attributes.ts";
import { aarch64Attributes } from "./aarch64-attributes.ts";
import type { ReadelfView } from "./view.ts";

const EM_AARCH64 = 183;

/** The contents, or undefined after a warning. */
function contentsOr(view: ReadelfView, section: Section): Uint8Array | undefined {
  const described = view.file.describe(section);
  const bytes = view.within(`unable to read the content of the ${described}: `, () => view.file.bytesOf(section));
  if (bytes?.length !== 0) return bytes;
  view.warn(`the ${described} is empty`);
  return undefined;
}

/** Prints them. */
export function buildAttributes(view: ReadelfView): void {
  const { file, desk } = view;
  const { machine } = file.header;
  const sections = file.sections.filter(({ type }) => type === SHT_ATTRIBUTES);
  if (machine === EM_AARCH64 && desk.llvm === 22) {
    const [section] = sections;
    return view.print(aarch64Attributes(section === undefined ? undefined : file.view(file.contents(section))));
  }
  const table = attributeTable(machine, desk.llvm);
  if (table === undefined) return;
  const attributes = new Attributes(table, desk.llvm);
  attributes.text = "BuildAttributes {\n";
  for (const section of sections) {
    const bytes = contentsOr(view, section);
    const lead = `unable to dump attributes from the ${file.describe(section)}: `;
    if (bytes !== undefined) view.within(lead, () => attributes.read(bytes, file.littleEndian));
  }
  attributes.close();
  view.print(attributes.text);
}
