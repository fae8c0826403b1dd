// The tree of debugging entries, and its form in `.debug_info` and `.debug_abbrev` (DWARF 4, 7.5).
import { DebugWriter } from "./writer.ts";

export const TAG = {
  array_type: 0x01,
  enumeration_type: 0x04,
  formal_parameter: 0x05,
  lexical_block: 0x0b,
  compile_unit: 0x11,
  member: 0x0d,
  pointer_type: 0x0f,
  structure_type: 0x13,
  variant: 0x19,
  subroutine_type: 0x15,
  union_type: 0x17,
  subrange_type: 0x21,
  variant_part: 0x33,
  base_type: 0x24,
  template_type_parameter: 0x2f,
  enumerator: 0x28,
  subprogram: 0x2e,
  variable: 0x34,
  namespace: 0x39,
} as const;

export const AT = {
  location: 0x02,
  name: 0x03,
  byte_size: 0x0b,
  stmt_list: 0x10,
  low_pc: 0x11,
  high_pc: 0x12,
  language: 0x13,
  discr: 0x15,
  discr_value: 0x16,
  comp_dir: 0x1b,
  const_value: 0x1c,
  lower_bound: 0x22,
  address_class: 0x33,
  artificial: 0x34,
  producer: 0x25,
  count: 0x37,
  data_member_location: 0x38,
  decl_file: 0x3a,
  decl_line: 0x3b,
  encoding: 0x3e,
  declaration: 0x3c,
  external: 0x3f,
  frame_base: 0x40,
  specification: 0x47,
  type: 0x49,
  ranges: 0x55,
  enum_class: 0x6d,
  linkage_name: 0x6e,
  noreturn: 0x87,
  alignment: 0x88,
} as const;

const FORM = {
  addr: 0x01,
  data2: 0x05,
  data4: 0x06,
  data8: 0x07,
  data1: 0x0b,
  sdata: 0x0d,
  strp: 0x0e,
  udata: 0x0f,
  ref4: 0x13,
  sec_offset: 0x17,
  exprloc: 0x18,
  "address expression": 0x18,
  flag_present: 0x19,
} as const;

export type Value =
  /** Without a symbol, address 0. */
  | { readonly form: "addr"; readonly symbol: string | undefined; readonly addend: number }
  | { readonly form: "data1" | "data2" | "data4" | "udata" | "sdata"; readonly value: number }
  | { readonly form: "data8"; readonly value: bigint }
  | { readonly form: "strp"; readonly text: string }
  | { readonly form: "ref4"; readonly die: Die }
  | { readonly form: "sec_offset"; readonly section: string; readonly offset?: number }
  | { readonly form: "exprloc"; readonly bytes: readonly number[] }
  /** The place of a static: DW_OP_addr and its address. */
  | { readonly form: "address expression"; readonly symbol: string }
  | { readonly form: "flag_present" };

export class Die {
  readonly attributes: { readonly at: number; readonly value: Value }[] = [];
  readonly children: Die[] = [];
  /** From the start of the unit; set by `layOut`. */
  offset = 0;

  constructor(readonly tag: number) {}

  add(at: number, value: Value): this {
    this.attributes.push({ at, value });
    return this;
  }

  name(text: string): this {
    return this.add(AT.name, { form: "strp", text });
  }

  number(at: number, value: number): this {
    const form = value < 0 ? "sdata" : value < 0x100 ? "data1" : value < 0x10000 ? "data2" : "data4";
    return this.add(at, { form, value });
  }

  /** Any number of 64 bits. */
  wide(at: number, value: bigint): this {
    return value > 0xffff_ffffn ? this.add(at, { form: "data8", value }) : this.number(at, Number(value));
  }

  child(die: Die): Die {
    this.children.push(die);
    return die;
  }
}

/** The strings of `.debug_str`, each once. */
export class Strings {
  readonly #offsets = new Map<string, number>();
  readonly writer = new DebugWriter();

  offset(text: string): number {
    let at = this.#offsets.get(text);
    if (at === undefined) {
      this.#offsets.set(text, (at = this.writer.length));
      this.writer.text(text);
    }
    return at;
  }
}

const ulebSize = (value: number): number => (value < 128 ? 1 : 1 + ulebSize(Math.floor(value / 128)));

function slebSize(value: number): number {
  const writer = new DebugWriter();
  writer.sleb(value);
  return writer.length;
}

function sizeOf(value: Value, addressSize: number): number {
  switch (value.form) {
    case "addr":
      return addressSize;
    case "data1":
      return 1;
    case "data2":
      return 2;
    case "data8":
      return 8;
    case "udata":
      return ulebSize(value.value);
    case "sdata":
      return slebSize(value.value);
    case "exprloc":
      return ulebSize(value.bytes.length) + value.bytes.length;
    case "address expression":
      return 2 + addressSize;
    case "flag_present":
      return 0;
    default:
      return 4;
  }
}

const OP_ADDR = 3;

/** Bytes before a unit's first entry: length, version, offset of the abbreviations, size of an address. */
const UNIT_HEADER = 11;

export interface EncodedUnit {
  readonly info: DebugWriter;
  readonly abbreviations: DebugWriter;
}

class Encoder {
  readonly #codes = new Map<string, number>();
  readonly abbreviations = new DebugWriter();
  readonly info = new DebugWriter();

  constructor(
    readonly strings: Strings,
    readonly addressSize: 4 | 8,
  ) {}

  run(root: Die): EncodedUnit {
    const end = this.#layOut(root, UNIT_HEADER);
    this.info.out.u32(end - 4).u16(4);
    this.info.reference(4, ".debug_abbrev", 0);
    this.info.out.u8(this.addressSize);
    this.#write(root);
    this.abbreviations.out.u8(0);
    return { info: this.info, abbreviations: this.abbreviations };
  }

  #code(die: Die): number {
    const key = `${die.tag} ${die.children.length > 0} ${die.attributes.map(({ at, value }) => `${at}:${value.form}`).join()}`;
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#codes.size + 1;
    this.#codes.set(key, code);
    const { abbreviations } = this;
    abbreviations.uleb(code);
    abbreviations.uleb(die.tag);
    abbreviations.out.u8(die.children.length > 0 ? 1 : 0);
    for (const { at, value } of die.attributes) {
      abbreviations.uleb(at);
      abbreviations.uleb(FORM[value.form]);
    }
    abbreviations.out.u16(0);
    return code;
  }

  #layOut(die: Die, at: number): number {
    die.offset = at;
    let end = at + ulebSize(this.#code(die));
    for (const { value } of die.attributes) end += sizeOf(value, this.addressSize);
    for (const child of die.children) end = this.#layOut(child, end);
    return die.children.length > 0 ? end + 1 : end;
  }

  #write(die: Die): void {
    this.info.uleb(this.#code(die));
    for (const { value } of die.attributes) this.#value(value);
    for (const child of die.children) this.#write(child);
    if (die.children.length > 0) this.info.out.u8(0);
  }

  #value(value: Value): void {
    const { info } = this;
    switch (value.form) {
      case "addr":
        if (value.symbol !== undefined) return info.reference(this.addressSize, value.symbol, value.addend, true);
        return info.word(this.addressSize, 0);
      case "strp":
        return info.reference(4, ".debug_str", this.strings.offset(value.text));
      case "ref4":
        info.out.u32(value.die.offset);
        return undefined;
      case "sec_offset":
        return info.reference(4, value.section, value.offset ?? 0);
      case "exprloc":
        info.uleb(value.bytes.length);
        return info.data(value.bytes);
      case "address expression":
        info.uleb(1 + this.addressSize);
        info.out.u8(OP_ADDR);
        return info.reference(this.addressSize, value.symbol, 0, true);
      case "flag_present":
        return undefined;
      case "data8":
        info.out.u64(value.value);
        return undefined;
      default:
        return this.#number(value.form, value.value);
    }
  }

  #number(form: "data1" | "data2" | "data4" | "udata" | "sdata", value: number): void {
    const { info } = this;
    if (form === "udata") return info.uleb(value);
    if (form === "sdata") return info.sleb(value);
    if (form === "data1") info.out.u8(value);
    else if (form === "data2") info.out.u16(value);
    else info.out.u32(value);
    return undefined;
  }
}

export function encodeUnit(root: Die, strings: Strings, addressSize: 4 | 8): EncodedUnit {
  return new Encoder(strings, addressSize).run(root);
}
