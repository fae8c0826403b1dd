// The rows of the instruction table as values, for all who read them: the encoder, the assembler, decoders.
import { operandTest } from "./operand-kinds.ts";
import type { OperandTest } from "./operand-kinds.ts";
import { ROWS } from "./table.ts";

export type Mode = 16 | 32 | 64;

/** Which operand is in which field of the instruction; -1 for none. */
export interface OperandPlaces {
  readonly rm: number;
  readonly reg: number;
  readonly opcode: number;
  /** In the VEX prefix. */
  readonly vex: number;
  /** In the upper half of a byte behind the instruction. */
  readonly last: number;
}

export interface Row {
  readonly mnemonic: string;
  /** Kinds of the operands, as the table writes them. */
  readonly operands: readonly string[];
  /** What an operand of each kind must be. */
  readonly tests: readonly OperandTest[];
  readonly places: OperandPlaces;
  /** The operand size: that of the first operand with a size; 0 for none. */
  readonly bits: number;
  /** Prefix bytes that are part of the instruction. */
  readonly prefixes: readonly number[];
  /** Operand size that a 0x66 prefix selects in code of another size; undefined: none does. */
  readonly size: 16 | 32 | undefined;
  /** Address size that a 0x67 prefix selects. */
  readonly address: 16 | 32 | undefined;
  readonly rexW: boolean;
  readonly isVex: boolean;
  /** A VEX prefix says 256 bits. */
  readonly isLong: boolean;
  /** Its operands are what a string operation reads and writes. */
  readonly isString: boolean;
  readonly opcode: readonly number[];
  /** A register is in the low bits of the opcode. */
  readonly inOpcode: boolean;
  /** Digit of the ModRM byte, "r" for a register, undefined for none. */
  readonly extension: number | "r" | undefined;
  /** `ib iw id io` immediates, `cb cw cd` distances, `farw fard` far addresses. */
  readonly immediates: readonly string[];
  /** The mnemonic is AT&T's alone. */
  readonly isAtt: boolean;
  /** The release of LLVM whose reading it is, where they differ. */
  readonly llvm: 15 | 22 | undefined;
  /** Modes in which the row is an instruction. */
  readonly modes: "all" | "not-64" | "only-64" | "only-32" | "only-16";
}

interface Draft {
  prefixes: number[];
  opcode: number[];
  immediates: string[];
  size: 16 | 32 | undefined;
  address: 16 | 32 | undefined;
  rexW: boolean;
  isVex: boolean;
  isLong: boolean;
  inOpcode: boolean;
  extension: Row["extension"];
  isAtt: boolean;
  llvm: Row["llvm"];
  modes: Row["modes"];
}

function readToken(draft: Draft, token: string, isLast: boolean): void {
  if (token === "REX.W") [draft.rexW, draft.modes] = [true, "only-64"];
  else if (token === "VEX" || token === "VEX.256") [draft.isVex, draft.isLong] = [true, token !== "VEX"];
  else if (token === "o16") draft.size = 16;
  else if (token === "o32") draft.size = 32;
  else if (token === "a16") draft.address = 16;
  else if (token === "a32") draft.address = 32;
  else if (token === "att") draft.isAtt = true;
  else if (token === "v15" || token === "v22") draft.llvm = token === "v15" ? 15 : 22;
  else if (token === "i64") draft.modes = "not-64";
  else if (token === "x64" || token === "x32" || token === "x16") draft.modes = `only-${token.slice(1) as "64" | "32" | "16"}`;
  else if (token === "/r") draft.extension = "r";
  else if (token.startsWith("/")) draft.extension = Number(token.slice(1));
  else if (/^(?:i[bwdo]|is4|c[bwd]|far[wd]|mo)$/.test(token)) draft.immediates.push(token);
  else readByte(draft, token, isLast);
}

function readByte(draft: Draft, token: string, isLast: boolean): void {
  const byte = Number.parseInt(token, 16);
  if (token.endsWith("+r")) draft.inOpcode = true;
  const isPrefix = draft.opcode.length === 0 && (byte === 0x66 || byte === 0xf2 || byte === 0xf3) && !isLast;
  (isPrefix ? draft.prefixes : draft.opcode).push(byte);
}

/** A row of the table, from its notation. */
export function parseRow(text: string): Row {
  const [left, right] = text.split(" | ") as [string, string];
  const space = left.indexOf(" ");
  const draft: Draft = {
    prefixes: [],
    opcode: [],
    immediates: [],
    size: undefined,
    address: undefined,
    rexW: false,
    isVex: false,
    isLong: false,
    inOpcode: false,
    extension: undefined,
    isAtt: false,
    llvm: undefined,
    modes: "all",
  };
  const tokens = right.trim().split(" ");
  tokens.forEach((token, i) => readToken(draft, token, i === tokens.length - 1));
  const operands = space < 0 ? [] : left.slice(space + 1).split(", ");
  return new ParsedRow(space < 0 ? left : left.slice(0, space), operands, draft);
}

/** What only the encoder asks for is made when it does. */
class ParsedRow implements Row {
  readonly bits: number;
  readonly prefixes: readonly number[];
  readonly size: Row["size"];
  readonly address: Row["address"];
  readonly rexW: boolean;
  readonly isVex: boolean;
  readonly isLong: boolean;
  readonly isString: boolean;
  readonly opcode: readonly number[];
  readonly inOpcode: boolean;
  readonly extension: Row["extension"];
  readonly immediates: readonly string[];
  readonly isAtt: boolean;
  readonly llvm: Row["llvm"];
  readonly modes: Row["modes"];
  #tests: readonly OperandTest[] | undefined;
  #places: OperandPlaces | undefined;

  constructor(
    readonly mnemonic: string,
    readonly operands: readonly string[],
    draft: Draft,
  ) {
    this.bits = operands.map(kindBits).find((one) => one > 0) ?? 0;
    this.prefixes = draft.prefixes;
    this.size = draft.size;
    this.address = draft.address;
    this.rexW = draft.rexW;
    this.isVex = draft.isVex;
    this.isLong = draft.isLong;
    this.isString = operands.some((kind) => /^(?:src|dst)\d/.test(kind));
    this.opcode = draft.opcode;
    this.inOpcode = draft.inOpcode;
    this.extension = draft.extension;
    this.immediates = draft.immediates;
    this.isAtt = draft.isAtt;
    this.llvm = draft.llvm;
    this.modes = draft.modes;
  }

  get tests(): readonly OperandTest[] {
    return (this.#tests ??= this.operands.map(operandTest));
  }

  get places(): OperandPlaces {
    return (this.#places ??= placesOf(this.operands, this));
  }
}

const isRegister = (kind: string) => /^r\d+$/.test(kind);

/** `mov r64, cr`: the general register is in ModRM.rm though the row does not say r/m. */
function placesOf(operands: readonly string[], { extension, inOpcode }: Pick<Row, "extension" | "inOpcode">): OperandPlaces {
  const memory = operands.findIndex((kind) => /^(?:r|[xy]mm)\/|^m\d*$/.test(kind));
  const isReg = (kind: string, i: number) => /^(?:r\d+|sreg|cr|dr|[xy]mm)$/.test(kind) && i !== memory && !(memory < 0 && isRegister(kind));
  const reg = extension === "r" ? operands.findIndex(isReg) : -1;
  const lonely = inOpcode ? -1 : operands.findIndex((kind, i) => isRegister(kind) && i !== reg);
  const vex = operands.findIndex((kind) => kind.endsWith("v"));
  const last = operands.findIndex((kind) => kind.endsWith("mms"));
  return { rm: memory < 0 ? lonely : memory, reg, opcode: inOpcode ? operands.findIndex(isRegister) : -1, vex, last };
}

/** The table's rows as written, by mnemonic. */
let texts: Map<string, string[]> | undefined;
const parsed = new Map<string, readonly Row[]>();

function textsByMnemonic(): ReadonlyMap<string, readonly string[]> {
  if (texts !== undefined) return texts;
  texts = new Map();
  for (const text of ROWS) {
    const mnemonic = text.slice(0, text.indexOf(" "));
    const known = texts.get(mnemonic);
    if (known === undefined) texts.set(mnemonic, [text]);
    else known.push(text);
  }
  return texts;
}

/** Rows of a mnemonic, in order of preference. */
export function rowsOf(mnemonic: string): readonly Row[] {
  const known = parsed.get(mnemonic);
  if (known !== undefined) return known;
  const rows = (textsByMnemonic().get(mnemonic) ?? []).map(parseRow);
  parsed.set(mnemonic, rows);
  return rows;
}

/** All rows by mnemonic. */
export function allRows(): ReadonlyMap<string, readonly Row[]> {
  return new Map([...textsByMnemonic().keys()].map((mnemonic) => [mnemonic, rowsOf(mnemonic)]));
}

/** Whether a row is an instruction of code of this mode. */
export function isInMode({ modes }: Row, mode: Mode): boolean {
  return modes === "all" || (modes === "not-64" ? mode !== 64 : modes === `only-${mode}`);
}

/** For each mode, by mnemonic and number of operands. */
const ofModes = new Map<Mode, Map<string, Row[][]>>();

/** Rows of a mnemonic that are instructions of a mode with so many operands, in order of preference. */
export function rowsOfForm(mnemonic: string, mode: Mode, operandCount: number): readonly Row[] {
  let ofMode = ofModes.get(mode);
  if (ofMode === undefined) ofModes.set(mode, (ofMode = new Map()));
  let forms = ofMode.get(mnemonic);
  if (forms === undefined) ofMode.set(mnemonic, (forms = []));
  return (forms[operandCount] ??= rowsOf(mnemonic).filter((row) => row.operands.length === operandCount && isInMode(row, mode)));
}

export function isMnemonic(name: string, isIntel = false): boolean {
  const rows = rowsOf(name);
  return rows.length > 0 && !(isIntel && rows.every(({ isAtt }) => isAtt));
}

const ACCUMULATOR: Readonly<Record<string, number | undefined>> = { al: 8, ax: 16, eax: 32, rax: 64 };

/** Bits of an operand kind: 32 of `r/m32`, `eax`; 0 if it has none of its own (`m`, `imm8`, `cl`, `dx`). */
export function kindBits(kind: string): number {
  const named = ACCUMULATOR[kind];
  if (named !== undefined) return named;
  return /^(?:r|r\/m|m)\d+v?$/.test(kind) ? Number(/\d+/.exec(kind)?.[0]) : 0;
}
