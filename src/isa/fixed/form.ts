// Instructions of machines whose encodings are words of bits with fields in them: AArch64, RISC-V, Thumb-2. A form is one
// row: a mnemonic, the bits that never change, and a field for each operand that says which operands fit and which bits
// they become. The encoder takes the first form of a mnemonic whose fields all fit, so that shorter forms stand first.

export type Operand =
  /** `bank` tells kinds of registers apart: `x` and `w` on AArch64. */
  | { readonly kind: "register"; readonly bank: string; readonly number: number }
  | { readonly kind: "immediate"; readonly value: bigint }
  /** A place in memory: a base register and bytes behind it. */
  | { readonly kind: "memory"; readonly base: Operand & { readonly kind: "register" }; readonly offset: bigint }
  /** `lsl #16` behind another operand. */
  | { readonly kind: "shift"; readonly amount: bigint }
  /** A word that is no register: a condition, a system register, a barrier's scope. */
  | { readonly kind: "name"; readonly name: string }
  /** A place in code: a label of the same piece of code, or a symbol. */
  | { readonly kind: "target"; readonly name: string; readonly isLabel: boolean }
  /** A part of a symbol's address; which one decides the field that takes it. */
  | { readonly kind: "address"; readonly part: string; readonly symbol: string; readonly addend: number };

/** A field that is filled when addresses are known. */
export interface Fixup {
  /** The name of the row in the machine's table of relocations. */
  readonly relocation: string;
  readonly symbol: string;
  readonly isLabel: boolean;
  readonly addend: number;
}

export interface Field {
  /** Bits of the whole instruction; undefined where the operand does not fit. */
  encode(operand: Operand): number | undefined;
  fixup?(operand: Operand): Fixup | undefined;
}

export interface Form {
  readonly mnemonic: string;
  /** Bytes: 2 or 4. */
  readonly size: 2 | 4;
  readonly bits: number;
  readonly fields: readonly Field[];
}

/** How far a branch of this kind reaches, and the bits of its displacement. */
export interface Branch {
  /** Displacement from the instruction's address in bytes; undefined if it does not reach. */
  patch(displacement: number): number | undefined;
  /** ELF relocation type for a target that is a symbol; undefined: labels only. */
  readonly type: number | undefined;
  /** Added to the symbol's address. */
  readonly addend?: number;
  /** What stands in the field until the linker fills it, where addends stand there. */
  readonly unfilled?: number;
}

export interface FixedIsa {
  readonly name: string;
  readonly forms: ReadonlyMap<string, readonly Form[]>;
  /** A 32-bit instruction is two halfwords, the upper one first. */
  readonly inHalfwords: boolean;
  /** By the names that fixups have. */
  readonly relocations: Readonly<Record<string, Branch>>;
  register(name: string): (Operand & { readonly kind: "register" }) | undefined;
  /** What starts a comment. */
  readonly comments: readonly string[];
}

export const form = (mnemonic: string, bits: number, ...fields: Field[]): Form => ({ mnemonic, size: 4, bits, fields });
export const narrow = (mnemonic: string, bits: number, ...fields: Field[]): Form => ({ mnemonic, size: 2, bits, fields });

export function tableOf(forms: readonly Form[]): ReadonlyMap<string, readonly Form[]> {
  const table = new Map<string, Form[]>();
  for (const one of forms) {
    const known = table.get(one.mnemonic);
    if (known === undefined) table.set(one.mnemonic, [one]);
    else known.push(one);
  }
  return table;
}

// --- Fields that several machines have -----------------------------------------------------------------------------

/** A register of a bank at each of the bit positions. */
export function register(bank: string, positions: readonly number[], least = 0, most = 31): Field {
  return {
    encode: (operand) => {
      if (operand.kind !== "register" || operand.bank !== bank || operand.number < least || operand.number > most) return undefined;
      return positions.reduce((bits, at) => bits | (operand.number << at), 0);
    },
  };
}

/** One certain register, which the bits imply. */
export function only(bank: string, number: number): Field {
  return { encode: (operand) => (operand.kind === "register" && operand.bank === bank && operand.number === number ? 0 : undefined) };
}

/** The unsigned multiple of `scale` below `2^bits` of it; undefined for other numbers. */
export function unsigned(value: bigint, bits: number, scale = 1): number | undefined {
  const count = Number(value) / scale;
  return Number.isInteger(count) && count >= 0 && count < 2 ** bits ? count : undefined;
}

/** Two's complement of a number that fits in `bits`; undefined for others. */
export function signed(value: bigint, bits: number): number | undefined {
  return BigInt.asIntN(bits, value) === value ? Number(BigInt.asUintN(bits, value)) : undefined;
}

export function immediate(place: (value: bigint) => number | undefined): Field {
  return { encode: (operand) => (operand.kind === "immediate" ? place(operand.value) : undefined) };
}

/** Names of a table. */
export function named(at: number, names: Readonly<Record<string, number>>): Field {
  return {
    encode: (operand) => {
      const number = operand.kind === "name" ? names[operand.name.toLowerCase()] : undefined;
      return number === undefined ? undefined : number << at;
    },
  };
}

/** Code elsewhere, by the row of the table of relocations. */
export function target(relocation: string): Field {
  const isTarget = (operand: Operand) => operand.kind === "target" || operand.kind === "name";
  return {
    encode: (operand) => (isTarget(operand) ? 0 : undefined),
    fixup: (operand) =>
      operand.kind === "target" || operand.kind === "name"
        ? { relocation, symbol: operand.name, isLabel: operand.kind === "target" && operand.isLabel, addend: 0 }
        : undefined,
  };
}

/** A part of an address; the linker fills it in. */
export function address(part: string, relocation: string): Field {
  return {
    encode: (operand) => (operand.kind === "address" && operand.part === part ? 0 : undefined),
    fixup: (operand) =>
      operand.kind === "address" ? { relocation, symbol: operand.symbol, isLabel: false, addend: operand.addend } : undefined,
  };
}
