// The encoder: mnemonic and operands to bytes, by the first row of the table that fits.
import { rowsOf, rowsOfForm } from "./rows.ts";
import type { Mode, Row } from "./rows.ts";
import { shortestVex } from "./vex-forms.ts";
import type { Immediate, Memory, Operand, Register, SymbolReference } from "./operand.ts";

/** A field to be filled in later: by the linker, or (labels) when the distance is known. */
export interface Fixup {
  /** Byte offset in the instruction. */
  readonly offset: number;
  readonly width: 1 | 2 | 4 | 8;
  /** Distance from the field, or from the end of the instruction as the addend says; else the address itself. */
  readonly relative: boolean;
  /** Sign-extended where it is used (R_X86_64_32S). */
  readonly signed: boolean;
  readonly reference: SymbolReference;
  readonly isLabel: boolean;
  readonly isCall: boolean;
}

export interface Encoded {
  readonly bytes: readonly number[];
  readonly fixups: readonly Fixup[];
}

export interface Choice {
  readonly mode: Mode;
  /** An 8-bit branch distance is allowed. */
  readonly short: boolean;
  /** The operand size that a mnemonic's suffix gives, in bits. */
  readonly bits?: number | undefined;
  /** Rows of AT&T syntax alone do not count. */
  readonly isIntel?: boolean;
  /** Whose reading counts where those of LLVM's releases differ; 22 if not said. */
  readonly llvm?: 15 | 22;
  readonly prefixes?: Prefixes;
}

/** What stands before an instruction and is among its own prefixes. */
export interface Prefixes {
  /** 0xf3 or 0xf2. */
  readonly repeat?: number | undefined;
  readonly isLocked?: boolean;
}

/** By number of the segment register. */
const SEGMENT_PREFIXES: readonly number[] = [0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65];

const isHigh = (operand: Operand) => operand.kind === "register" && operand.high === true;

/** What 0x90 would mean in 64-bit code does not clear the upper half. */
function isPlainNop(row: Row, operands: readonly Operand[], mode: Mode): boolean {
  return (
    mode === 64 &&
    row.opcode[0] === 0x90 &&
    row.inOpcode &&
    row.size === 32 &&
    operands.every((one) => one.kind === "register" && one.number === 0)
  );
}

/** The addresses of a string operation are both of one width. */
function haveOneWidth([first, second]: readonly Operand[]): boolean {
  return first?.kind !== "memory" || second?.kind !== "memory" || addressBits(first) === addressBits(second);
}

/** Of a row of the form. */
function rowFits(row: Row, operands: readonly Operand[], { mode, short, bits, isIntel, llvm }: Choice): boolean {
  if (row.isAtt && isIntel === true) return false;
  if (row.llvm !== undefined && row.llvm !== (llvm ?? 22)) return false;
  if (bits !== undefined && row.bits !== bits) return false;
  return (
    testsPass(row, operands) &&
    haveOneWidth(operands) &&
    (short || row.operands[0] !== "rel8" || onlyShort(row)) &&
    !isPlainNop(row, operands, mode) &&
    !hasSymbol(row, operands)
  );
}

function testsPass({ tests, bits }: Row, operands: readonly Operand[]): boolean {
  for (let i = 0; i < operands.length; i++) if (tests[i]?.(operands[i] as Operand, bits || 64) === false) return false;
  return true;
}

/** The accumulator's short forms are for numbers. */
function hasSymbol(row: Row, operands: readonly Operand[]): boolean {
  return operands.some((one) => one.kind === "immediate" && one.symbol !== undefined) && /^(?:al|e?ax|rax)$/.test(row.operands[0] ?? "");
}

/** Branches that have no longer form. */
function onlyShort(row: Row): boolean {
  return !rowsOf(row.mnemonic).some(({ operands }) => operands[0] === "rel32");
}

/** Rows that these operands fit, the preferred one first. */
export function findRows(mnemonic: string, operands: readonly Operand[], choice: Choice): readonly Row[] {
  return rowsOfForm(mnemonic, choice.mode, operands.length).filter((row) => rowFits(row, operands, choice));
}

function findRow(mnemonic: string, operands: readonly Operand[], choice: Choice): Row | undefined {
  for (const row of rowsOfForm(mnemonic, choice.mode, operands.length)) if (rowFits(row, operands, choice)) return row;
  return undefined;
}

class Encoder {
  readonly bytes: number[] = [];
  readonly fixups: Fixup[] = [];
  #rex = 0;
  #needsRex = false;

  constructor(
    readonly row: Row,
    readonly operands: readonly Operand[],
    readonly mode: Mode,
    readonly before: Prefixes,
  ) {}

  encode(): Encoded {
    const { row } = this;
    const { places } = row;
    const reg = this.operands[places.reg] as Register | undefined;
    const rm = this.operands[places.rm] as Register | Memory | undefined;
    const inOpcode = this.operands[places.opcode] as Register | undefined;
    this.#collectRex(rm, reg, inOpcode);
    if (row.isString) this.#stringPrefixes();
    else this.#prefixes(this.operands.find((operand) => operand.kind === "memory"));
    if (row.isVex) this.#vex(this.operands[places.vex] as Register | undefined);
    else if (this.#rex !== 0 || this.#needsRex) this.bytes.push(0x40 | this.#rex);
    for (let i = row.isVex ? row.opcode.length - 1 : waits(row) ? 1 : 0; i < row.opcode.length; i++)
      this.bytes.push(row.opcode[i] as number);
    if (inOpcode !== undefined) this.bytes.push((this.bytes.pop() as number) | (inOpcode.number & 7));
    if (row.extension !== undefined) this.#modrm(rm, reg);
    this.#immediates();
    return { bytes: this.bytes, fixups: this.#adjusted() };
  }

  #prefixes(memory: Memory | undefined): void {
    const { row, mode, before } = this;
    if (waits(row)) this.bytes.push(0x9b);
    if (memory?.segment !== undefined) this.bytes.push(SEGMENT_PREFIXES[memory.segment] as number);
    if (before.repeat !== undefined) this.bytes.push(before.repeat);
    const address = row.address ?? (memory === undefined ? undefined : addressBits(memory));
    if (address !== undefined && address !== mode) this.bytes.push(0x67);
    this.#sizePrefixes();
  }

  /** What is written is in the segment `es`, what is read in `ds` if nothing else is said. */
  #stringPrefixes(): void {
    const memory = this.operands.filter((operand) => operand.kind === "memory");
    if (this.before.repeat !== undefined) this.bytes.push(this.before.repeat);
    if (memory.some((one) => addressBits(one) !== this.mode)) this.bytes.push(0x67);
    const source = memory.find(({ base }) => base !== "rip" && base?.number === 6);
    if (source?.segment !== undefined && source.segment !== 3) this.bytes.push(SEGMENT_PREFIXES[source.segment] as number);
    this.#sizePrefixes();
  }

  #sizePrefixes(): void {
    const { row, mode } = this;
    if (row.size !== undefined && (row.size === 16) !== (mode === 16)) this.bytes.push(0x66);
    if (this.before.isLocked === true && !row.isVex) this.bytes.push(0xf0);
    if (!row.isVex) for (const prefix of row.prefixes) this.bytes.push(prefix);
  }

  /** Three bytes for what has no other map than 0f; its bits of registers are upside down. */
  #vex(held: Register | undefined): void {
    const { prefixes, opcode, rexW } = this.row;
    const pp = prefixes.length === 0 ? 0 : [0x66, 0xf3, 0xf2].indexOf(prefixes[0] as number) + 1;
    const map = opcode.length === 2 ? 1 : opcode[1] === 0x38 ? 2 : 3;
    const last = ((~(held?.number ?? 0) & 15) << 3) | (this.row.isLong ? 4 : 0) | pp;
    if (map === 1 && (this.#rex & 3) === 0 && !rexW) this.bytes.push(0xc5, ((~this.#rex & 4) << 5) | last);
    else this.bytes.push(0xc4, ((~this.#rex & 7) << 5) | map, (rexW ? 0x80 : 0) | last);
  }

  #collectRex(rm: Register | Memory | undefined, reg: Register | undefined, inOpcode: Register | undefined): void {
    if (this.row.rexW) this.#rex |= 8;
    if (reg !== undefined && reg.number >= 8) this.#rex |= 4;
    if (rm?.kind === "register" && rm.number >= 8) this.#rex |= 1;
    if (inOpcode !== undefined && inOpcode.number >= 8) this.#rex |= 1;
    if (rm?.kind === "memory") {
      if (rm.index !== undefined && rm.index.number >= 8) this.#rex |= 2;
      if (rm.base !== undefined && rm.base !== "rip" && rm.base.number >= 8) this.#rex |= 1;
    }
    this.#needsRex = isNewByte(rm) || isNewByte(reg) || isNewByte(inOpcode);
  }

  #modrm(rm: Register | Memory | undefined, reg: Register | undefined): void {
    const middle = (this.row.extension === "r" ? (reg?.number ?? 0) & 7 : (this.row.extension as number)) << 3;
    if (rm === undefined) this.bytes.push(0xc0 | middle);
    else if (rm.kind === "register") this.bytes.push(0xc0 | middle | (rm.number & 7));
    else this.#memory(rm, middle);
  }

  #memory(rm: Memory, middle: number): void {
    if (rm.base === "rip") {
      this.bytes.push(middle | 5);
      this.#field32(rm.displacement, rm.symbol, true);
      return;
    }
    const { base, index } = rm;
    if ((addressBits(rm) ?? this.mode) === 16) return this.#memory16(rm, middle);
    if (base === undefined && index === undefined && this.mode !== 64) {
      this.bytes.push(middle | 5);
      this.#field32(rm.displacement, rm.symbol, false);
      return;
    }
    if (base === undefined) {
      this.bytes.push(middle | 4, (scaleBits(rm.scale) << 6) | ((index === undefined ? 4 : index.number & 7) << 3) | 5);
      this.#field32(lowHalf(rm), rm.symbol, false);
      return;
    }
    const low = base.number & 7;
    const needsSib = index !== undefined || low === 4;
    const mode =
      rm.symbol !== undefined ? 2 : rm.displacement === 0 && low !== 5 ? 0 : rm.displacement >= -128 && rm.displacement <= 127 ? 1 : 2;
    this.bytes.push((mode << 6) | middle | (needsSib ? 4 : low));
    if (needsSib) this.bytes.push((scaleBits(rm.scale) << 6) | ((index === undefined ? 4 : index.number & 7) << 3) | low);
    if (mode === 1) this.bytes.push(rm.displacement & 0xff);
    if (mode === 2) this.#field32(rm.displacement, rm.symbol, false);
  }

  /** The eight address forms of 16-bit code. */
  #memory16(rm: Memory, middle: number): void {
    const low = form16(rm);
    if (low === undefined) {
      this.bytes.push(middle | 6);
      return this.#field(rm.displacement, rm.symbol, 2);
    }
    const small = rm.displacement >= -128 && rm.displacement <= 127;
    const mode = rm.symbol !== undefined ? 2 : rm.displacement === 0 && low !== 6 ? 0 : small ? 1 : 2;
    this.bytes.push((mode << 6) | middle | low);
    if (mode === 1) this.bytes.push(rm.displacement & 0xff);
    if (mode === 2) this.#field(rm.displacement, rm.symbol, 2);
  }

  #field(value: number, symbol: SymbolReference | undefined, width: 2 | 4 | 8): void {
    if (symbol !== undefined)
      this.fixups.push({
        offset: this.bytes.length,
        width,
        relative: false,
        signed: this.mode === 64 && width === 4,
        reference: { ...symbol, addend: symbol.addend + value },
        isLabel: false,
        isCall: false,
      });
    this.#number(symbol === undefined ? value : 0, width);
  }

  #field32(value: number, symbol: SymbolReference | undefined, relative: boolean): void {
    if (symbol !== undefined)
      this.fixups.push({
        offset: this.bytes.length,
        width: 4,
        relative,
        signed: this.mode === 64,
        reference: { ...symbol, addend: symbol.addend + value },
        isLabel: false,
        isCall: false,
      });
    this.#number(symbol === undefined ? value : 0, 4);
  }

  #number(value: number | bigint, width: number): void {
    const low = typeof value === "number" ? value : Number(BigInt.asIntN(32, value));
    for (let i = 0; i < Math.min(width, 4); i++) this.bytes.push((low >> (8 * i)) & 0xff);
    if (width === 8) this.#number(BigInt(value) >> 32n, 4);
  }

  #immediates(): void {
    const { row } = this;
    if (row.immediates.length === 0) return;
    const values = this.operands.filter(
      (operand, i) => (operand.kind === "immediate" && !/^\d$/.test(row.operands[i] as string)) || operand.kind === "target",
    );
    row.immediates.forEach((kind, i) => {
      if (kind === "mo") this.#moffs();
      else if (kind === "is4") this.bytes.push((this.operands[row.places.last] as Register).number << 4);
      else if (kind.startsWith("far")) {
        this.#immediate(kind === "farw" ? "iw" : "id", values[1] as Operand);
        this.#immediate("iw", values[0] as Operand);
      } else this.#immediate(kind, values[i] as Operand);
    });
  }

  #moffs(): void {
    const memory = this.operands.find((operand) => operand.kind === "memory") as Memory;
    const width = (this.mode / 8) as 2 | 4 | 8;
    if (memory.symbol === undefined) this.#number(memory.address ?? BigInt(memory.displacement), width);
    else this.#field(memory.displacement, memory.symbol, width);
  }

  #immediate(kind: string, operand: Operand): void {
    const width = ({ ib: 1, cb: 1, iw: 2, cw: 2, id: 4, cd: 4, io: 8 } as const)[kind as "ib"] as 1 | 2 | 4 | 8;
    const offset = this.bytes.length;
    if (operand.kind === "target") {
      this.fixups.push({
        offset,
        width,
        relative: true,
        signed: true,
        reference: {
          symbol: operand.symbol,
          addend: operand.addend ?? 0,
          ...(operand.local === undefined ? {} : { local: operand.local }),
        },
        isLabel: operand.isLabel,
        isCall: this.mode === 64,
      });
      this.#number(0, width);
      return;
    }
    const { value, symbol } = operand as Immediate;
    if (symbol !== undefined)
      this.fixups.push({ offset, width, relative: false, signed: this.row.rexW, reference: symbol, isLabel: false, isCall: false });
    this.#number(symbol === undefined ? value : 0, width);
  }

  /** Distances count from the end of the instruction: the addend makes up for what stands behind the field. */
  #adjusted(): Fixup[] {
    if (this.fixups.length === 0) return this.fixups;
    return this.fixups.map((fixup) =>
      fixup.relative && !fixup.isLabel
        ? { ...fixup, reference: { ...fixup.reference, addend: fixup.reference.addend - (this.bytes.length - fixup.offset) } }
        : fixup,
    );
  }
}

/** `spl`, `bpl`, `sil`, `dil`: without a REX prefix their numbers are those of `ah` and its like. */
function isNewByte(one: Register | Memory | undefined): boolean {
  return one?.kind === "register" && one.class === "r8" && one.high !== true && one.number >= 4 && one.number < 8;
}

/** `fstcw` is `fwait` and then another instruction. */
function waits({ opcode }: Row): boolean {
  return opcode[0] === 0x9b && opcode.length > 1;
}

/** Of an address alone, which may be of 64 bits: what a field of 32 holds of it. */
function lowHalf({ address, displacement }: Memory): number {
  return address === undefined ? displacement : Number(BigInt.asIntN(32, address));
}

function scaleBits(scale: number): number {
  return scale === 8 ? 3 : scale === 4 ? 2 : scale - 1;
}

/** Width of the registers an address is made of; undefined if there are none. */
function addressBits({ base, index }: Memory): 16 | 32 | 64 | undefined {
  const register = base === "rip" ? undefined : (base ?? index);
  return register === undefined ? undefined : (Number(register.class.slice(1)) as 16 | 32 | 64);
}

const FORMS_16 = ["3+6", "3+7", "5+6", "5+7", "6", "7", "5", "3"];

function form16({ base, index }: Memory): number | undefined {
  const numbers = [base, index].flatMap((one) => (one === undefined || one === "rip" ? [] : [one.number])).sort((a, b) => a - b);
  return numbers.length === 0 ? undefined : FORMS_16.indexOf(numbers.join("+"));
}

/** Whether registers can make an address together. */
export function isAddress(memory: Memory): boolean {
  const { base, index } = memory;
  if (base === "rip") return index === undefined;
  const bits = addressBits(memory);
  if (base !== undefined && index !== undefined && base.class !== index.class) return false;
  if (bits === 16) return memory.scale === 1 && form16(memory) !== -1;
  return index?.number !== 4 && [base, index].every((one) => one === undefined || /^r(?:32|64)$/.test(one.class));
}

/** Encodes one instruction of 64-bit code; undefined if no form of it fits. `short` allows an 8-bit branch distance. */
export function encode(mnemonic: string, operands: readonly Operand[], short = false): Encoded | undefined {
  return encodeAs(mnemonic, operands, { mode: 64, short });
}

/** Of the registers that 64-bit code alone has. */
function isExtended(operand: Operand): boolean {
  if (operand.kind === "memory") return [operand.base, operand.index].some((one) => one !== undefined && one !== "rip" && one.number >= 8);
  return operand.kind === "register" && operand.class !== "other" && (operand.number >= 8 || operand.class === "r64" || isNewByte(operand));
}

/** A register that cannot be named, since other operands need a REX prefix. */
export function highBesideRex(operands: readonly Operand[]): Register | undefined {
  const high = operands.find(isHigh) as Register | undefined;
  return high !== undefined && operands.some(needsRexPrefix) ? high : undefined;
}

const NONE: Prefixes = {};

export function encodeAs(mnemonic: string, operands: readonly Operand[], choice: Choice): Encoded | undefined {
  if (highBesideRex(operands) !== undefined || (choice.mode !== 64 && operands.some(isExtended))) return undefined;
  const row = findRow(mnemonic, operands, choice);
  if (row === undefined) return undefined;
  const form = row.isVex ? shortestVex(row, operands, choice.llvm ?? 22) : { row, operands };
  return new Encoder(form.row, form.operands, choice.mode, choice.prefixes ?? NONE).encode();
}

/** `ah` and its like cannot be named where there is a REX prefix. */
function needsRexPrefix(operand: Operand): boolean {
  if (operand.kind === "memory") return [operand.base, operand.index].some((one) => one !== undefined && one !== "rip" && one.number >= 8);
  if (operand.kind !== "register" || operand.high === true) return false;
  return operand.number >= 8 || operand.class === "r64" || (operand.class === "r8" && operand.number >= 4);
}
