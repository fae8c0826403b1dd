// What call frame instructions come to (DWARF 5, 6.4.3): for each address where something changes, how the frame's address and the caller's
// registers are found. In LLVM's words, which has no names for registers here.
import { EM_AARCH64, EM_SPARCV9 } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { FrameReader } from "../readelf/unwind/frame-reader.ts";
import { expressionText } from "../readelf/unwind/expression.ts";
import { FrameReader as Reader } from "../readelf/unwind/frame-reader.ts";

/** The frame's address: a register and a distance, or text of another rule. */
type FrameAddress = { readonly register: bigint; readonly offset: bigint } | string;

interface State {
  readonly frame: FrameAddress;
  readonly registers: ReadonlyMap<bigint, string>;
}

export interface RowFactors {
  readonly codeFactor: bigint;
  readonly dataFactor: bigint;
}

/** Of nothing nothing is shown. */
const withSign = (offset: bigint): string => (offset === 0n ? "" : offset > 0n ? `+${offset}` : String(offset));
const atFrame = (offset: bigint): string => `CFA${withSign(offset)}`;

/** SPARC's registers that the window holds, and AArch64's that is told as one: whether return addresses are signed. */
const WINDOW = 16n;
const SIGN_STATE = 34n;

/** Opcodes by what they are (DWARF 5, 7.24). */
const CFA = {
  setLocation: 0x01,
  advance1: 0x02,
  advance4: 0x04,
  offsetExtended: 0x05,
  restoreExtended: 0x06,
  undefined: 0x07,
  sameValue: 0x08,
  register: 0x09,
  remember: 0x0a,
  restoreState: 0x0b,
  define: 0x0c,
  defineRegister: 0x0d,
  defineOffset: 0x0e,
  defineExpression: 0x0f,
  expression: 0x10,
  offsetExtendedSigned: 0x11,
  defineSigned: 0x12,
  defineOffsetSigned: 0x13,
  valueOffset: 0x14,
  valueOffsetSigned: 0x15,
  valueExpression: 0x16,
  advance8: 0x1d,
  windowSave: 0x2d,
  argumentsSize: 0x2e,
} as const;

class UnwindRows {
  #frame: FrameAddress = "unspecified";
  #registers = new Map<bigint, string>();
  /** The registers as the CIE leaves them; undefined while that is read. */
  #initial: ReadonlyMap<bigint, string> | undefined;
  readonly #stack: State[] = [];
  readonly lines: string[] = [];
  #address: bigint | undefined;

  constructor(
    readonly factors: RowFactors,
    readonly llvm: 15 | 22,
  ) {}

  run(reader: FrameReader): void {
    while (!reader.atEnd) this.#step(reader);
  }

  /** The CIE is read: what follows begins with its rules. */
  begin(location: bigint): void {
    this.#initial = new Map(this.#registers);
    this.#address = location;
  }

  end(): void {
    if (this.#registers.size > 0 || this.#frame !== "unspecified") this.#push();
  }

  #push(): void {
    const { register, offset } = typeof this.#frame === "string" ? { register: undefined, offset: 0n } : this.#frame;
    const frame = register === undefined ? (this.#frame as string) : `reg${register}${withSign(offset)}`;
    const registers = [...this.#registers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([number, rule]) => `reg${number}=${rule}`);
    const address = this.#address === undefined ? "" : `0x${this.#address.toString(16)}: `;
    this.lines.push(`  ${address}CFA=${frame}${registers.length === 0 ? "" : `: ${registers.join(", ")}`}\n`);
  }

  #advance(amount: bigint): void {
    this.#push();
    if (this.#address !== undefined) this.#address = BigInt.asUintN(64, this.#address + amount * this.factors.codeFactor);
  }

  #setLocation(address: bigint): void {
    if (this.#address === undefined) throw new ElfError("'DW_CFA_set_loc' encountered while parsing a CIE");
    if (address <= this.#address) {
      const row = `0x${this.#address.toString(16)}`;
      throw new ElfError(`DW_CFA_set_loc with adrress 0x${address.toString(16)} which must be greater than the current row address ${row}`);
    }
    this.#push();
    this.#address = address;
  }

  #restore(register: bigint, name: string): void {
    if (this.#initial === undefined) throw new ElfError(`${name} encountered while parsing a CIE`);
    const rule = this.#initial.get(register);
    if (rule === undefined) this.#registers.delete(register);
    else this.#registers.set(register, rule);
  }

  #restoreState(): void {
    const state = this.#stack.pop();
    if (state === undefined) throw new ElfError("DW_CFA_restore_state without a matching previous DW_CFA_remember_state");
    // LLVM 15 forgets this.
    if (this.llvm === 22) this.#frame = state.frame;
    this.#registers = new Map(state.registers);
  }

  #defineRegister(register: bigint): void {
    this.#frame = { register, offset: typeof this.#frame === "string" ? 0n : this.#frame.offset };
  }

  #defineOffset(offset: bigint, name: string): void {
    if (typeof this.#frame === "string") throw new ElfError(`${name} found when CFA rule was not RegPlusOffset`);
    this.#frame = { register: this.#frame.register, offset };
  }

  #expression(reader: FrameReader): string {
    const size = Number(reader.uleb());
    const inner = new Reader(reader.file, reader.bytes, reader.relocated, reader.at, Math.min(reader.end, reader.at + size));
    reader.at = inner.end;
    return expressionText(inner);
  }

  /** Means another thing on AArch64. */
  #windowSave({ file }: FrameReader): void {
    const { machine } = file.header;
    if (machine === EM_AARCH64) {
      this.#registers.set(SIGN_STATE, this.#registers.get(SIGN_STATE) === "1" ? "0" : "1");
    } else if (machine === EM_SPARCV9 || machine === 2) {
      // In LLVM also where they have four bytes.
      for (let i = 0n; i < 16n; i++) this.#registers.set(WINDOW + i, `[${atFrame(i * 8n)}]`);
    }
  }

  #step(reader: FrameReader): void {
    const opcode = reader.u8();
    const low = BigInt(opcode & 0x3f);
    const signed = (): bigint => reader.sleb() * this.factors.dataFactor;
    const unsigned = (): bigint => reader.uleb() * this.factors.dataFactor;
    const at = (register: bigint, rule: string): void => void this.#registers.set(register, rule);
    switch (opcode & 0xc0) {
      case 0x40:
        return this.#advance(low);
      case 0x80:
        return at(low, `[${atFrame(unsigned())}]`);
      case 0xc0:
        return this.#restore(low, "DW_CFA_restore");
    }
    switch (opcode) {
      case CFA.setLocation:
        return this.#setLocation(reader.address());
      case CFA.advance1:
      case CFA.advance1 + 1:
      case CFA.advance4:
        return this.#advance(reader.unsigned(1 << (opcode - CFA.advance1)));
      case CFA.advance8:
        return this.#advance(reader.unsigned(8));
      case CFA.offsetExtended:
        return at(reader.uleb(), `[${atFrame(unsigned())}]`);
      case CFA.offsetExtendedSigned:
        return at(reader.uleb(), `[${atFrame(signed())}]`);
      case CFA.valueOffset:
        return at(reader.uleb(), atFrame(unsigned()));
      case CFA.valueOffsetSigned:
        return at(reader.uleb(), atFrame(signed()));
      case CFA.restoreExtended:
        return this.#restore(reader.uleb(), "DW_CFA_restore_extended");
      case CFA.undefined:
        return at(reader.uleb(), "undefined");
      case CFA.sameValue:
        return at(reader.uleb(), "same");
      case CFA.register:
        return at(reader.uleb(), `reg${reader.uleb()}`);
      case CFA.remember:
        this.#stack.push({ frame: this.#frame, registers: new Map(this.#registers) });
        return;
      case CFA.restoreState:
        return this.#restoreState();
      case CFA.expression:
        return at(reader.uleb(), `[${this.#expression(reader)}]`);
      case CFA.valueExpression:
        return at(reader.uleb(), this.#expression(reader));
      case CFA.windowSave:
        return this.#windowSave(reader);
      case CFA.argumentsSize:
        reader.uleb();
        return;
      default:
        return this.#define(opcode, reader, signed);
    }
  }

  /** Rules of the frame's address. */
  #define(opcode: number, reader: FrameReader, signed: () => bigint): void {
    switch (opcode) {
      case CFA.define:
        this.#frame = { register: reader.uleb(), offset: BigInt.asIntN(64, reader.uleb()) };
        return;
      case CFA.defineSigned:
        this.#frame = { register: reader.uleb(), offset: signed() };
        return;
      case CFA.defineRegister:
        return this.#defineRegister(reader.uleb());
      case CFA.defineOffset:
        return this.#defineOffset(BigInt.asIntN(64, reader.uleb()), "DW_CFA_def_cfa_offset");
      case CFA.defineOffsetSigned:
        return this.#defineOffset(signed(), "DW_CFA_def_cfa_offset_sf");
      case CFA.defineExpression:
        this.#frame = this.#expression(reader);
        return;
    }
  }
}

/** The rows of a CIE, or of an FDE (`programs`: its CIE's instructions and its own), a line each; throws ElfError. */
export function unwindRows(factors: RowFactors, llvm: 15 | 22, programs: readonly FrameReader[], location?: bigint): string {
  const rows = new UnwindRows(factors, llvm);
  programs.forEach((reader, i) => {
    if (i > 0) rows.begin(location ?? 0n);
    rows.run(reader);
  });
  rows.end();
  return rows.lines.join("");
}
