// The encoder: mnemonic and operands to bytes, by the first row of the table that fits.
import { ROWS } from "./table.ts";
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

interface Row {
  readonly operands: readonly string[];
  readonly prefixes: readonly number[];
  readonly rexW: boolean;
  readonly opcode: readonly number[];
  readonly inOpcode: boolean;
  /** Digit of the ModRM byte, "r" for a register, undefined for none. */
  readonly extension: number | "r" | undefined;
  readonly immediates: readonly string[];
}

function parseRow(text: string): { mnemonic: string; row: Row } {
  const [left, right] = text.split(" | ") as [string, string];
  const space = left.indexOf(" ");
  const mnemonic = space < 0 ? left : left.slice(0, space);
  const operands = space < 0 ? [] : left.slice(space + 1).split(", ");
  const prefixes: number[] = [];
  const opcode: number[] = [];
  const immediates: string[] = [];
  let rexW = false;
  let inOpcode = false;
  let extension: Row["extension"];
  for (const token of right.split(" ")) {
    if (token === "REX.W") rexW = true;
    else if (token === "/r") extension = "r";
    else if (token.startsWith("/")) extension = Number(token.slice(1));
    else if (/^(?:i[bwdo]|c[bd])$/.test(token)) immediates.push(token);
    else {
      const byte = Number.parseInt(token, 16);
      if (token.endsWith("+r")) inOpcode = true;
      const isPrefix = opcode.length === 0 && (byte === 0x66 || byte === 0xf2 || byte === 0xf3) && right.trim() !== token;
      if (isPrefix) prefixes.push(byte);
      else opcode.push(byte);
    }
  }
  return { mnemonic, row: { operands, prefixes, rexW, opcode, inOpcode, extension, immediates } };
}

let table: Map<string, Row[]> | undefined;

function rowsOf(mnemonic: string): readonly Row[] {
  if (table === undefined) {
    table = new Map();
    for (const text of ROWS) {
      const { mnemonic: name, row } = parseRow(text);
      const known = table.get(name);
      if (known === undefined) table.set(name, [row]);
      else known.push(row);
    }
  }
  return table.get(mnemonic) ?? [];
}

export function isMnemonic(name: string): boolean {
  return rowsOf(name).length > 0;
}

const FIXED: Readonly<Record<string, readonly [cls: string, number: number]>> = {
  al: ["r8", 0],
  ax: ["r16", 0],
  eax: ["r32", 0],
  rax: ["r64", 0],
  cl: ["r8", 1],
  dx: ["r16", 2],
};

function fitsSigned(value: bigint, bits: bigint): boolean {
  return BigInt.asIntN(Number(bits), value) === value;
}

/** An immediate may be written as the signed or the unsigned number of its width. */
function fitsEither(value: bigint, bits: bigint): boolean {
  return fitsSigned(value, bits) || BigInt.asUintN(Number(bits), value) === value;
}

function immediateFits(kind: string, { value, symbol }: Immediate, operandBits: number): boolean {
  if (symbol !== undefined) return kind === "imm32" || kind === "imm32s" || kind === "imm64";
  if (kind === "1") return value === 1n;
  if (kind === "imm8s")
    return fitsSigned(value, 8n) || (fitsSigned(BigInt.asIntN(operandBits, value), 8n) && fitsEither(value, BigInt(operandBits)));
  if (kind === "imm32s") return fitsSigned(value, 32n);
  return fitsEither(value, BigInt(kind.slice(3)));
}

const bitsIn = (kind: string): number => Number(/\d+$/.exec(kind.replace(/s$/, ""))?.[0] ?? 0);

function fits(kind: string, operand: Operand, operandBits: number): boolean {
  switch (operand.kind) {
    case "register": {
      const fixed = FIXED[kind];
      if (fixed !== undefined) return operand.class === fixed[0] && operand.number === fixed[1] && operand.high !== true;
      if (kind.startsWith("r/m")) return operand.class === `r${kind.slice(3)}`;
      return kind === "xmm/m" ? operand.class === "xmm" : operand.class === kind;
    }
    case "memory":
      if (kind === "m" || kind === "xmm/m") return true;
      return kind.startsWith("r/m") && (operand.size === undefined || operand.size === Number(kind.slice(3)));
    case "immediate":
      return kind === "1" || kind.startsWith("imm") ? immediateFits(kind, operand, operandBits) : false;
    case "target":
      return kind.startsWith("rel");
  }
}

function findRow(mnemonic: string, operands: readonly Operand[], short: boolean): Row | undefined {
  return rowsOf(mnemonic).find(({ operands: kinds }) => {
    if (kinds.length !== operands.length) return false;
    const bits = bitsIn(kinds[0] ?? "") || 64;
    return kinds.every((kind, i) => fits(kind, operands[i] as Operand, bits) && (kind !== "rel8" || short));
  });
}

class Encoder {
  readonly bytes: number[] = [];
  readonly fixups: Fixup[] = [];
  #rex = 0;
  #needsRex = false;

  constructor(
    readonly row: Row,
    readonly operands: readonly Operand[],
  ) {}

  encode(): Encoded {
    const { row } = this;
    const rmAt = row.operands.findIndex((kind) => kind.startsWith("r/m") || kind === "m" || kind === "xmm/m");
    const regAt = row.extension === "r" ? this.#registerOperand(rmAt) : -1;
    const reg = regAt < 0 ? undefined : (this.operands[regAt] as Register);
    const rm = rmAt < 0 ? this.#lonelyRegister(regAt) : (this.operands[rmAt] as Register | Memory);
    const inOpcode = row.inOpcode ? (this.operands[row.operands.findIndex((kind) => /^r\d+$/.test(kind))] as Register) : undefined;
    this.#collectRex(rm, reg, inOpcode);
    if (rm?.kind === "memory" && rm.segment !== undefined) this.bytes.push([0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65][rm.segment] as number);
    this.bytes.push(...row.prefixes);
    if (this.#rex !== 0 || this.#needsRex) this.bytes.push(0x40 | this.#rex);
    const opcode = [...row.opcode];
    if (inOpcode !== undefined) opcode[opcode.length - 1] = (opcode.at(-1) as number) | (inOpcode.number & 7);
    this.bytes.push(...opcode);
    if (row.extension !== undefined) this.#modrm(rm, reg);
    this.#immediates();
    return { bytes: this.bytes, fixups: this.#adjusted() };
  }

  /** Index of the operand in ModRM.reg: the register that is not the r/m one. */
  #registerOperand(rmAt: number): number {
    return this.row.operands.findIndex(
      (kind, i) => /^(?:r\d+|sreg|cr|dr|xmm)$/.test(kind) && i !== rmAt && !(rmAt < 0 && /^r\d+$/.test(kind)),
    );
  }

  /** `mov r64, cr`: the general register is in ModRM.rm though the row does not say r/m. */
  #lonelyRegister(regAt: number): Register | undefined {
    const at = this.row.operands.findIndex((kind, i) => /^r\d+$/.test(kind) && i !== regAt);
    return at < 0 || this.row.inOpcode ? undefined : (this.operands[at] as Register);
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
    for (const register of [rm, reg, inOpcode]) {
      if (register?.kind === "register" && register.class === "r8" && register.high !== true && register.number >= 4 && register.number < 8)
        this.#needsRex = true;
    }
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
    if (base === undefined) {
      this.bytes.push(middle | 4, (scaleBits(rm.scale) << 6) | ((index === undefined ? 4 : index.number & 7) << 3) | 5);
      this.#field32(rm.displacement, rm.symbol, false);
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

  #field32(value: number, symbol: SymbolReference | undefined, relative: boolean): void {
    if (symbol !== undefined)
      this.fixups.push({
        offset: this.bytes.length,
        width: 4,
        relative,
        signed: true,
        reference: { ...symbol, addend: symbol.addend + value },
        isLabel: false,
        isCall: false,
      });
    this.#number(symbol === undefined ? BigInt(value) : 0n, 4);
  }

  #number(value: bigint, width: number): void {
    for (let i = 0; i < width; i++) this.bytes.push(Number((value >> BigInt(8 * i)) & 0xffn));
  }

  #immediates(): void {
    const values = this.operands.filter(
      (operand, i) => (operand.kind === "immediate" && this.row.operands[i] !== "1") || operand.kind === "target",
    );
    this.row.immediates.forEach((kind, i) => this.#immediate(kind, values[i] as Operand));
  }

  #immediate(kind: string, operand: Operand): void {
    const width = ({ ib: 1, cb: 1, iw: 2, id: 4, cd: 4, io: 8 } as const)[kind as "ib"] as 1 | 2 | 4 | 8;
    const offset = this.bytes.length;
    if (operand.kind === "target") {
      this.fixups.push({
        offset,
        width,
        relative: true,
        signed: true,
        reference: { symbol: operand.symbol, addend: 0 },
        isLabel: operand.isLabel,
        isCall: this.row.opcode[0] === 0xe8,
      });
      this.#number(0n, width);
      return;
    }
    const { value, symbol } = operand as Immediate;
    if (symbol !== undefined)
      this.fixups.push({ offset, width, relative: false, signed: this.row.rexW, reference: symbol, isLabel: false, isCall: false });
    this.#number(symbol === undefined ? value : 0n, width);
  }

  /** Distances count from the end of the instruction: the addend makes up for what stands behind the field. */
  #adjusted(): Fixup[] {
    return this.fixups.map((fixup) =>
      fixup.relative && !fixup.isLabel
        ? { ...fixup, reference: { ...fixup.reference, addend: fixup.reference.addend - (this.bytes.length - fixup.offset) } }
        : fixup,
    );
  }
}

function scaleBits(scale: number): number {
  return scale === 8 ? 3 : scale === 4 ? 2 : scale - 1;
}

/** Encodes one instruction; undefined if no form of it fits. `short` allows an 8-bit branch distance. */
export function encode(mnemonic: string, operands: readonly Operand[], short = false): Encoded | undefined {
  const row = findRow(mnemonic, operands, short);
  return row === undefined ? undefined : new Encoder(row, operands).encode();
}
