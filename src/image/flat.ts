// Boot code: assembly text to bytes that lie at a fixed address, by kbuild's own assembler. All labels are in one section, so
// what is left after assembling are absolute addresses of labels, which the origin gives.
import { Assembler } from "../isa/x86_64/assemble.ts";

export interface FlatCode {
  readonly bytes: Uint8Array;
  /** Offset of a label. Throws for one that is not there: boot code is this project's own. */
  offset(label: string): number;
}

/** Assembles boot code that starts at `origin`. */
export function assembleFlat(text: string, origin: number): FlatCode {
  const assembler = new Assembler("boot", { syntax: "intel", llvm: 22 });
  assembler.assemble(text);
  const [section, ...others] = assembler.finish();
  if (section === undefined || others.length > 0) throw new Error("boot code has one section");
  const offsets = new Map(section.symbols.map(({ name, offset }) => [name, offset]));
  const offset = (label: string): number => {
    const found = offsets.get(label);
    if (found === undefined) throw new Error(`boot code has no label ${label}`);
    return found;
  };
  const bytes = section.code.bytes.slice();
  const view = new DataView(bytes.buffer);
  for (const { offset: at, width, relative, reference } of section.code.fixups) {
    const value = (relative ? -at : origin) + offset(reference.symbol) + Number(reference.addend);
    if (width === 1) view.setUint8(at, value);
    else if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
  }
  return { bytes, offset };
}
