// What the ARM ABI wants in objects: functions have an odd address (they are Thumb code), mapping symbols, build
// attributes, and for each code section an entry of the exception index table that says it cannot be unwound. Facts:
// ELF for the Arm Architecture; Exception Handling ABI for the Arm Architecture, 5; what LLVM writes for this target.
import * as elf from "../../elf/constants.ts";
import type { ElfObject, ObjectSection, ObjectSymbol } from "../../elf/object.ts";
import type { Session } from "../../target/session.ts";
import { withAttributes } from "../attributes.ts";
import type { Attribute } from "../attributes.ts";
import { insertLocals, withMappingSymbols } from "../mapping-symbols.ts";

const R_ARM_PREL31 = 42;
const EXIDX_CANTUNWIND = 1;

/** Of an ARMv7E-M with single-precision floats in registers; 30 is the optimization goal, 21 the denormals. */
function attributes({ optLevel, release }: Session): readonly Attribute[] {
  const goal = { "0": 5, "1": 1, "2": 2, "3": 2, s: 4, z: 4 }[optLevel];
  return [
    [67, "2.09"],
    [6, 13],
    [7, 77],
    [8, 0],
    [9, 2],
    [10, 6],
    [14, 0],
    [17, 1],
    [20, 1],
    [21, release.minor < 70 ? 0 : 1],
    [23, 3],
    [24, 1],
    [25, 1],
    [27, 1],
    [28, 1],
    [30, goal],
    [34, 1],
    [36, 1],
    [38, 1],
  ];
}

function exceptionIndex(section: ObjectSection, place: number, symbol: number): ObjectSection {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setUint32(4, EXIDX_CANTUNWIND, true);
  return {
    name: `.ARM.exidx${section.name === ".text" ? "" : section.name}`,
    type: elf.SHT_ARM_EXIDX,
    flags: elf.SHF_ALLOC | elf.SHF_LINK_ORDER,
    alignment: 4,
    entrySize: 0,
    data,
    size: data.length,
    relocations: [{ offset: 0, type: R_ARM_PREL31, symbol, addend: 0n }],
    linkOrder: place,
  };
}

/** ARM keeps addends of addresses in the words that the relocations fill. */
function withAddendsInPlace(section: ObjectSection): ObjectSection {
  const words = section.relocations.filter(({ type, addend }) => type === elf.R_ARM_ABS32 && addend !== 0n);
  if (words.length === 0) return section;
  const data = section.data.slice();
  const view = new DataView(data.buffer);
  for (const { offset, addend } of words) view.setUint32(offset, Number(BigInt.asUintN(32, addend)), true);
  return { ...section, data };
}

const isCode = ({ flags }: ObjectSection) => (flags & elf.SHF_EXECINSTR) !== 0;

/** Debug information speaks of code by its section's symbol: a function's address is odd, its first byte's is not. */
function describingSections(object: ElfObject, sectionSymbols: ReadonlyMap<number, number>): ElfObject {
  const evenSymbol = (symbol: number): number => {
    const { type, place } = object.symbols[symbol] as ObjectSymbol;
    return type === elf.STT_FUNC && typeof place === "number" ? (sectionSymbols.get(place) ?? symbol) : symbol;
  };
  const sections = object.sections.map((section) => {
    if ((section.flags & elf.SHF_ALLOC) !== 0) return section;
    return { ...section, relocations: section.relocations.map((one) => ({ ...one, symbol: evenSymbol(one.symbol) })) };
  });
  return { ...object, sections };
}

function withExceptionIndexes(object: ElfObject): ElfObject {
  const places = object.sections.flatMap((section, place) => (isCode(section) ? [place] : []));
  const symbols = places.map((place): ObjectSymbol => ({
    name: "",
    value: 0n,
    size: 0n,
    binding: elf.STB_LOCAL,
    type: elf.STT_SECTION,
    visibility: elf.STV_DEFAULT,
    place,
  }));
  const known = describingSections(insertLocals(object, symbols), new Map(places.map((place, i) => [place, 1 + i])));
  const indexes = places.map((place, i) => exceptionIndex(object.sections[place] as ObjectSection, place, 1 + i));
  return { ...known, sections: [...known.sections, ...indexes] };
}

export function finishArmObject(object: ElfObject, session: Session): ElfObject {
  const sections = object.sections.map(withAddendsInPlace);
  const odd = object.symbols.map((symbol) => (symbol.type === elf.STT_FUNC ? { ...symbol, value: symbol.value | 1n } : symbol));
  const mapped = withMappingSymbols(
    { ...object, sections, symbols: odd },
    { code: "$t", marksData: false, isNumbered: session.release.minor < 74 },
  );
  const whole = withExceptionIndexes(mapped);
  return withAttributes(whole, { vendor: "aeabi", name: ".ARM.attributes", type: elf.SHT_ARM_ATTRIBUTES }, attributes(session));
}
