// DWARF expressions as text, the way LLVM's tools write them: the operations joined by commas, unsigned operands in hexadecimal, signed
// ones with their sign. An operation that is not in the table ends the text with what is left, byte by byte. DWARF 5, 7.7.1.
import { hexPadded } from "../../format.ts";
import type { FrameReader } from "./frame-reader.ts";

type OperandKind = "u1" | "s1" | "u2" | "s2" | "u4" | "s4" | "u8" | "s8" | "address" | "uleb" | "sleb" | "block";
type Operation = readonly [name: string, ...operands: OperandKind[]];

const ARITHMETIC = "abs and div minus mod mul neg not or plus plus_uconst shl shr shra xor bra eq ge gt le lt ne skip".split(" ");

function numbered(first: number, prefix: string, ...operands: OperandKind[]): readonly (readonly [number, Operation])[] {
  return Array.from({ length: 32 }, (_, i) => [first + i, [`${prefix}${i}`, ...operands]] as const);
}

function arithmetic(name: string): Operation {
  if (name === "plus_uconst") return [name, "uleb"];
  return name === "bra" || name === "skip" ? [name, "s2"] : [name];
}

const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [0x03, ["addr", "address"]],
  [0x06, ["deref"]],
  [0x08, ["const1u", "u1"]],
  [0x09, ["const1s", "s1"]],
  [0x0a, ["const2u", "u2"]],
  [0x0b, ["const2s", "s2"]],
  [0x0c, ["const4u", "u4"]],
  [0x0d, ["const4s", "s4"]],
  [0x0e, ["const8u", "u8"]],
  [0x0f, ["const8s", "s8"]],
  [0x10, ["constu", "uleb"]],
  [0x11, ["consts", "sleb"]],
  [0x12, ["dup"]],
  [0x13, ["drop"]],
  [0x14, ["over"]],
  [0x15, ["pick", "u1"]],
  [0x16, ["swap"]],
  [0x17, ["rot"]],
  [0x18, ["xderef"]],
  ...ARITHMETIC.map((name, i) => [0x19 + i, arithmetic(name)] as const),
  ...numbered(0x30, "lit"),
  ...numbered(0x50, "reg"),
  ...numbered(0x70, "breg", "sleb"),
  [0x90, ["regx", "uleb"]],
  [0x91, ["fbreg", "sleb"]],
  [0x92, ["bregx", "uleb", "sleb"]],
  [0x93, ["piece", "uleb"]],
  [0x94, ["deref_size", "u1"]],
  [0x95, ["xderef_size", "u1"]],
  [0x96, ["nop"]],
  [0x97, ["push_object_address"]],
  [0x98, ["call2", "u2"]],
  [0x99, ["call4", "u4"]],
  [0x9b, ["form_tls_address"]],
  [0x9c, ["call_frame_cfa"]],
  [0x9d, ["bit_piece", "uleb", "uleb"]],
  [0x9e, ["implicit_value", "block"]],
  [0x9f, ["stack_value"]],
  [0xa1, ["addrx", "uleb"]],
  [0xa2, ["constx", "uleb"]],
  [0xe0, ["GNU_push_tls_address"]],
  [0xfb, ["GNU_addr_index", "uleb"]],
  [0xfc, ["GNU_const_index", "uleb"]],
]);

const signed = (value: bigint | number): string => ` ${value < 0 ? "" : "+"}${value}`;
const unsigned = (value: bigint | number): string => ` 0x${value.toString(16)}`;

function blockText(reader: FrameReader): string {
  const size = Number(reader.uleb());
  const bytes = Array.from({ length: size }, () => ` 0x${hexPadded(reader.u8(), 2)}`);
  return unsigned(size) + bytes.join("");
}

function operandText(reader: FrameReader, kind: OperandKind): string {
  switch (kind) {
    case "sleb":
      return signed(reader.sleb());
    case "uleb":
      return unsigned(reader.uleb());
    case "address":
      return unsigned(reader.address());
    case "block":
      return blockText(reader);
    default: {
      const bits = Number(kind[1]) * 8;
      const value = reader.unsigned(bits / 8);
      return kind[0] === "s" ? signed(BigInt.asIntN(bits, value)) : unsigned(value);
    }
  }
}

function rest(reader: FrameReader): string {
  let text = "<decoding error>";
  while (!reader.atEnd) text += ` ${hexPadded(reader.u8(), 2)}`;
  return text;
}

/** DW_OP_entry_value and GNU's before it: an expression of its own in brackets. */
const ENTRY_VALUES: Readonly<Record<number, string>> = { 0xa3: "DW_OP_entry_value", 0xf3: "DW_OP_GNU_entry_value" };

/** The operations up to the reader's end. */
export function expressionText(reader: FrameReader): string {
  let out = "";
  let innerEnd = -1;
  while (!reader.atEnd) {
    const code = reader.u8();
    const entryValue = ENTRY_VALUES[code];
    if (entryValue !== undefined) {
      const size = Number(reader.uleb());
      innerEnd = reader.at + size;
      out += `${entryValue}(`;
      continue;
    }
    const operation = OPERATIONS.get(code);
    if (operation === undefined) return out + rest(reader);
    const [name, ...operands] = operation;
    out += `DW_OP_${name}${operands.map((kind) => operandText(reader, kind)).join("")}`;
    if (reader.at === innerEnd) out += ")";
    if (!reader.atEnd) out += ", ";
  }
  return out;
}
