// What the AArch64 ABI wants in objects: mapping symbols, and since functions for bare AArch64 can be unwound by default
// (1.96's specification says so) an unwinding table. Facts: ELF for the Arm 64-bit Architecture, 5.5; DWARF 4, 6.4;
// DWARF for the Arm 64-bit Architecture: x29 is 29, x30 is 30, sp is 31.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection } from "../../elf/object.ts";
import type { Session } from "../../target/session.ts";
import { insertLocals, withMappingSymbols } from "../mapping-symbols.ts";

const R_AARCH64_PREL32 = 261;
/** zR: code alignment 1, data alignment -4, return address in x30, pcrel sdata4; CFA = sp. */
const CIE = [0x10, 0, 0, 0, 0, 0, 0, 0, 1, 0x7a, 0x52, 0, 1, 0x7c, 0x1e, 1, 0x1b, 0x0c, 0x1f, 0];

/** Instructions of the prologue's bytes: the frame record is stored, then x29 holds the frame. */
function frameRules(data: Uint8Array): readonly number[] {
  const first = data.length >= 4 ? new DataView(data.buffer, data.byteOffset).getUint32(0, true) : 0;
  const savesFrame = first === 0xa9bf7bfd;
  // advance 4, CFA offset 16; advance 4, CFA = x29 + 16, x30 at -8, x29 at -16.
  return savesFrame ? [0x44, 0x0e, 16, 0x44, 0x0c, 29, 16, 0x9e, 2, 0x9d, 4] : [];
}

function unwindTable(object: ElfObject, functions: readonly { readonly place: number; readonly symbol: number }[]): ObjectSection {
  const out = new ByteWriter().append(CIE);
  const relocations = functions.map(({ place, symbol }) => {
    const { data, size } = object.sections[place] as ObjectSection;
    const rules = frameRules(data);
    const length = Math.ceil((4 + 4 + 4 + 1 + rules.length) / 4) * 4;
    const start = out.bytes.length;
    out
      .u32(length)
      .u32(start + 4)
      .u32(0)
      .u32(size)
      .u8(0)
      .append(rules);
    out.append(new Uint8Array(length - (13 + rules.length)));
    return { offset: start + 8, type: R_AARCH64_PREL32, symbol, addend: 0n };
  });
  const data = out.bytes.slice();
  return {
    name: ".eh_frame",
    type: elf.SHT_PROGBITS,
    flags: elf.SHF_ALLOC,
    alignment: 8,
    entrySize: 0,
    data,
    size: data.length,
    relocations,
  };
}

function withUnwindTable(object: ElfObject): ElfObject {
  const places = object.sections.flatMap(({ flags }, place) => ((flags & elf.SHF_EXECINSTR) === 0 ? [] : [place]));
  if (places.length === 0) return object;
  const symbols = places.map((place) => ({
    name: "",
    value: 0n,
    size: 0n,
    binding: elf.STB_LOCAL,
    type: elf.STT_SECTION,
    visibility: elf.STV_DEFAULT,
    place,
  }));
  const known = insertLocals(object, symbols);
  const table = unwindTable(
    object,
    places.map((place, i) => ({ place, symbol: 1 + i })),
  );
  // It says what a table for debuggers would, and stands in its place.
  const at = known.sections.findIndex(({ name }) => name === ".debug_frame");
  return { ...known, sections: at < 0 ? [...known.sections, table] : known.sections.with(at, table) };
}

export function finishAarch64Object(object: ElfObject, { release }: Session): ElfObject {
  const unwinds = release.minor >= 70;
  const whole = unwinds ? withUnwindTable(object) : object;
  return withMappingSymbols(whole, { code: "$x", marksData: true, isNumbered: release.minor < 74 });
}
