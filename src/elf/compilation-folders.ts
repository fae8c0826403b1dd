// Where each unit was compiled: DW_AT_comp_dir by the unit's place in `.debug_line`. Only the first entry of each unit is read
// (DWARF 5, 7.5). A unit that is broken ends the walk: what was found stays.
import { Walk } from "./line-header.ts";
import type { LineStrings } from "./line-header.ts";

const AT = { statementList: 0x10, folder: 0x1b } as const;

/** Bytes of forms that have a fixed size. */
const FIXED: Readonly<Record<number, number>> = {
  0x05: 2,
  0x06: 4,
  0x07: 8,
  0x0b: 1,
  0x0c: 1,
  0x11: 1,
  0x12: 2,
  0x13: 4,
  0x14: 8,
  0x17: 4,
  0x19: 0,
  0x1e: 16,
  0x20: 8,
  0x25: 1,
  0x26: 2,
  0x28: 4,
  0x29: 1,
  0x2a: 2,
  0x2c: 4,
};
const FORM = {
  address: 0x01,
  string: 0x08,
  block: 0x09,
  block1: 0x0a,
  sdata: 0x0d,
  strp: 0x0e,
  udata: 0x0f,
  data4: 0x06,
  offset: 0x17,
  expression: 0x18,
  lineString: 0x1f,
  constant: 0x21,
} as const;
const ULEB_FORMS = new Set<number>([FORM.udata, FORM.sdata, 0x15, 0x1a, 0x1b, 0x22, 0x23]);

/** The attributes and forms of the entry a unit begins with. */
function firstDeclaration(abbreviations: Uint8Array, offset: number, code: number): (readonly [number, number])[] {
  const walk = new Walk(abbreviations, offset);
  for (;;) {
    const found = walk.uleb();
    if (found === 0) return [];
    walk.uleb();
    walk.u8();
    const pairs: (readonly [number, number])[] = [];
    for (;;) {
      const [attribute, form] = [walk.uleb(), walk.uleb()];
      if (form === FORM.constant) walk.sleb();
      if (attribute === 0 && form === 0) break;
      pairs.push([attribute, form]);
    }
    if (found === code) return pairs;
  }
}

function value(walk: Walk, form: number, addressSize: number, strings: LineStrings): string | number {
  if (form === FORM.string) return walk.text();
  if (form === FORM.strp) return strings.strings.at(walk.u32());
  if (form === FORM.lineString) return strings.lineStrings.at(walk.u32());
  if (form === FORM.offset || form === FORM.data4) return walk.u32();
  if (form === FORM.address) walk.skip(addressSize);
  else if (form === FORM.block || form === FORM.expression) walk.skip(walk.uleb());
  else if (form === FORM.block1) walk.skip(walk.u8());
  else if (ULEB_FORMS.has(form)) walk.uleb();
  else if (form !== FORM.constant) {
    const size = FIXED[form];
    if (size === undefined) throw new RangeError("a form that is not known");
    walk.skip(size);
  }
  return 0;
}

function readUnit(walk: Walk, abbreviations: Uint8Array, strings: LineStrings, found: Map<number, string>): void {
  const version = walk.u16();
  if (version < 2 || version > 5) return;
  let addressSize = 8;
  if (version === 5) {
    walk.u8();
    addressSize = walk.u8();
  }
  const offset = walk.u32();
  if (version < 5) addressSize = walk.u8();
  let folder: string | undefined;
  let list = -1;
  for (const [attribute, form] of firstDeclaration(abbreviations, offset, walk.uleb())) {
    const read = value(walk, form, addressSize, strings);
    if (attribute === AT.folder && typeof read === "string") folder = read;
    if (attribute === AT.statementList && typeof read === "number") list = read;
  }
  if (list >= 0 && folder !== undefined) found.set(list, folder);
}

/** Folders by offset in `.debug_line`; of a unit that names its folder in another way (an index of DWARF 5) the table tells itself. */
export function compilationFolders(
  info: Uint8Array,
  abbreviations: Uint8Array,
  strings: LineStrings,
  littleEndian = true,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (let at = 0; at + 11 < info.length;) {
    const walk = new Walk(info, at, info.length, littleEndian);
    try {
      const length = walk.u32();
      if (length >= 0xfffffff0) break;
      const next = walk.at + length;
      readUnit(walk, abbreviations, strings, found);
      at = next;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      break;
    }
  }
  return found;
}
