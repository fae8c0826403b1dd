// Call frame instructions as text (DWARF 5, 6.4.2): a table gives each opcode's name and what its operands are. LLVM 22 also tells the
// address that an advance leads to.
import { EM_386, EM_AARCH64, EM_IAMCU, EM_MIPS, EM_SPARCV9, EM_X86_64 } from "../../../elf/constants.ts";
import { ElfError } from "../../../elf/read.ts";
import { expressionText } from "./expression.ts";
import { FrameReader } from "./frame-reader.ts";

/** Factors of a CIE, and the address the program starts at (of an FDE). */
export interface ProgramContext {
  readonly codeFactor: bigint;
  readonly dataFactor: bigint;
  readonly location: bigint | undefined;
  readonly llvm: 15 | 22;
  /** Before each instruction. */
  readonly indent: string;
}

type Operand = "register" | "offset" | "unsigned-data" | "signed-data" | "expression" | "address" | 1 | 2 | 4 | 8 | "low";
type Instruction = readonly [name: string, ...operands: Operand[]];

const INSTRUCTIONS: Readonly<Record<number, Instruction>> = {
  0x00: ["nop"],
  0x01: ["set_loc", "address"],
  0x02: ["advance_loc1", 1],
  0x03: ["advance_loc2", 2],
  0x04: ["advance_loc4", 4],
  0x05: ["offset_extended", "register", "unsigned-data"],
  0x06: ["restore_extended", "register"],
  0x07: ["undefined", "register"],
  0x08: ["same_value", "register"],
  0x09: ["register", "register", "register"],
  0x0a: ["remember_state"],
  0x0b: ["restore_state"],
  0x0c: ["def_cfa", "register", "offset"],
  0x0d: ["def_cfa_register", "register"],
  0x0e: ["def_cfa_offset", "offset"],
  0x0f: ["def_cfa_expression", "expression"],
  0x10: ["expression", "register", "expression"],
  0x11: ["offset_extended_sf", "register", "signed-data"],
  0x12: ["def_cfa_sf", "register", "signed-data"],
  0x13: ["def_cfa_offset_sf", "signed-data"],
  0x14: ["val_offset", "register", "unsigned-data"],
  0x15: ["val_offset_sf", "register", "signed-data"],
  0x16: ["val_expression", "register", "expression"],
  0x1d: ["MIPS_advance_loc8", 8],
  0x2d: ["GNU_window_save"],
  0x2e: ["GNU_args_size", "offset"],
};
/** Opcodes whose operand is their low six bits. */
const PRIMARY: Readonly<Record<number, Instruction>> = {
  0x40: ["advance_loc", "low"],
  0x80: ["offset", "register", "unsigned-data"],
  0xc0: ["restore", "register"],
};
const WINDOW_SAVE = 0x2d;
/** Machines that have the name of an opcode. */
const MACHINES: Readonly<Record<number, readonly number[]>> = { 0x1d: [EM_MIPS], 0x2e: [EM_386, EM_IAMCU, EM_X86_64] };

const withSign = (value: bigint): string => ` ${value < 0n ? "" : "+"}${value}`;

class CallFrameProgram {
  #location: bigint | undefined;
  #low: bigint | undefined;

  constructor(
    readonly reader: FrameReader,
    readonly context: ProgramContext,
  ) {
    this.#location = context.location;
  }

  #instruction(): Instruction {
    const opcode = this.reader.u8();
    const primary = PRIMARY[opcode & 0xc0];
    this.#low = primary === undefined ? undefined : BigInt(opcode & 0x3f);
    const found = primary ?? INSTRUCTIONS[opcode];
    if (found === undefined) throw new ElfError(`invalid extended CFI opcode 0x${opcode.toString(16)}`);
    if (opcode === WINDOW_SAVE) return this.#windowSave(found);
    const machines = MACHINES[opcode];
    if (primary !== undefined || machines === undefined || machines.includes(this.reader.file.header.machine)) return found;
    const [, ...operands] = found;
    return ["", ...operands];
  }

  /** Means another thing on AArch64, and nothing at all on most machines. */
  #windowSave(found: Instruction): Instruction {
    const { machine } = this.reader.file.header;
    if (machine === EM_AARCH64) return ["AARCH64_negate_ra_state"];
    return machine === EM_SPARCV9 || machine === 2 ? found : [""];
  }

  /** The low bits of the opcode, when it is the first operand of a primary one; else a number that follows. */
  #number(): bigint {
    const low = this.#low;
    this.#low = undefined;
    return low ?? this.reader.uleb();
  }

  #advance(amount: bigint): string {
    const { codeFactor, llvm } = this.context;
    if (codeFactor === 0n) return ` ${amount}*code_alignment_factor`;
    if (this.#location === undefined || llvm === 15) return ` ${amount * codeFactor}`;
    this.#location = BigInt.asUintN(64, this.#location + amount * codeFactor);
    return ` ${amount * codeFactor} to 0x${this.#location.toString(16)}`;
  }

  #factored(amount: bigint): string {
    const { dataFactor } = this.context;
    return dataFactor === 0n ? ` ${amount}*data_alignment_factor` : ` ${amount * dataFactor}`;
  }

  #expression(): string {
    const { reader } = this;
    const size = Number(reader.uleb());
    const inner = new FrameReader(reader.file, reader.bytes, reader.relocated, reader.at, Math.min(reader.end, reader.at + size));
    reader.at = inner.end;
    return ` ${expressionText(inner)}`;
  }

  /** Throws ElfError where the section ends before the number. */
  #needs(size: number): void {
    const { at, bytes } = this.reader;
    const [from, to, end] = [at, at + size, bytes.length].map((place) => `0x${place.toString(16)}`);
    if (at + size > bytes.length) throw new ElfError(`unexpected end of data at offset ${end} while reading [${from}, ${to})`);
  }

  #setLocation(): string {
    this.#needs(this.reader.file.is64 ? 8 : 4);
    const address = this.reader.address();
    this.#location = address;
    return ` ${address.toString(16)}`;
  }

  #operand(kind: Operand): string {
    switch (kind) {
      case "register":
        return ` reg${this.#number()}`;
      case "offset":
        return withSign(BigInt.asIntN(64, this.#number()));
      case "unsigned-data":
        return this.#factored(this.reader.uleb());
      case "signed-data":
        return this.#factored(this.reader.sleb());
      case "expression":
        return this.#expression();
      case "address":
        return this.#setLocation();
      case "low":
        return this.#advance(this.#number());
      default:
        this.#needs(kind);
        return this.#advance(this.reader.unsigned(kind));
    }
  }

  text(): string {
    const { indent } = this.context;
    let out = "";
    while (!this.reader.atEnd) {
      const [name, ...operands] = this.#instruction();
      const shown = name === "" ? "" : `DW_CFA_${name}`;
      out += `${indent}${shown}:${operands.map((kind) => this.#operand(kind)).join("")}\n`;
    }
    return out;
  }
}

/** The instructions from the reader's place to its end, a line each. Throws ElfError for an opcode that is none. */
export function callFrameText(reader: FrameReader, context: ProgramContext): string {
  return new CallFrameProgram(reader, context).text();
}
