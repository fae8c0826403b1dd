// Operands of x86-64 instructions: registers by class and number, memory, immediates and branch targets.

export type RegisterClass = "r8" | "r16" | "r32" | "r64" | "sreg" | "cr" | "dr" | "xmm" | "ymm" | "other";

export interface Register {
  readonly kind: "register";
  readonly class: RegisterClass;
  /** 0..15; for `ah ch dh bh` 4..7 with `high`. */
  readonly number: number;
  readonly high?: boolean;
}

/** A symbol plus a constant, resolved by a relocation. */
export interface SymbolReference {
  readonly symbol: string;
  readonly addend: number;
  /** Through the global offset table: `symbol@GOTPCREL(%rip)`. */
  readonly viaGot?: boolean;
  /** Key of a label that may be in the same code: then it needs no linker. */
  readonly local?: string;
  /** Key of a label of the same code whose address is taken away. */
  readonly minus?: string;
}

export interface Memory {
  readonly kind: "memory";
  /** `rip` for addresses relative to the next instruction. */
  readonly base: Register | "rip" | undefined;
  readonly index: Register | undefined;
  readonly scale: 1 | 2 | 4 | 8;
  readonly displacement: number;
  /** The displacement where it may need 64 bits: an address alone. */
  readonly address?: bigint;
  readonly symbol: SymbolReference | undefined;
  /** Segment override, number of the segment register. */
  readonly segment?: number;
  /** Operand size in bits where the text says so (`dword ptr`). */
  readonly size?: number | undefined;
}

export interface Immediate {
  readonly kind: "immediate";
  readonly value: bigint;
  readonly symbol?: SymbolReference;
}

/** Target of a branch: a symbol, or a label of the code around it. */
export interface Target {
  readonly kind: "target";
  readonly symbol: string;
  readonly isLabel: boolean;
  readonly addend?: number;
  /** Key of a label in the same code, if there is one. */
  readonly local?: string;
}

export type Operand = Register | Memory | Immediate | Target;

const NAMES_64 = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];
const NAMES_32 = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", ...NAMES_64.slice(8).map((name) => `${name}d`)];
const NAMES_16 = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di", ...NAMES_64.slice(8).map((name) => `${name}w`)];
const NAMES_8 = ["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", ...NAMES_64.slice(8).map((name) => `${name}b`)];
const HIGH = ["ah", "ch", "dh", "bh"];

const BY_NAME = new Map<string, Register>();
function enter(names: readonly string[], cls: RegisterClass): void {
  names.forEach((name, number) => BY_NAME.set(name, { kind: "register", class: cls, number }));
}
enter(NAMES_64, "r64");
enter(NAMES_32, "r32");
enter(NAMES_16, "r16");
enter(NAMES_8, "r8");
enter(["es", "cs", "ss", "ds", "fs", "gs"], "sreg");
enter(
  Array.from({ length: 16 }, (_, i) => `cr${i}`),
  "cr",
);
enter(
  Array.from({ length: 16 }, (_, i) => `dr${i}`),
  "dr",
);
enter(
  Array.from({ length: 16 }, (_, i) => `xmm${i}`),
  "xmm",
);
enter(
  Array.from({ length: 16 }, (_, i) => `ymm${i}`),
  "ymm",
);
// Registers of instructions that are not in the table: they are no symbols.
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`);
for (const name of ["mm", "k", "tmm"]) enter(numbered(name, 8), "other");
enter(numbered("zmm", 32), "other");
for (const name of ["xmm", "ymm"]) enter(numbered(name, 32).slice(16), "other");
for (const name of ["bnd"]) enter(numbered(name, 4), "other");
enter(["st", "eip", "ip", "eiz", "riz"], "other");
HIGH.forEach((name, i) => BY_NAME.set(name, { kind: "register", class: "r8", number: i + 4, high: true }));

export function registerByName(name: string): Register | undefined {
  return BY_NAME.get(name);
}

/** The general register of this number, `bits` wide. */
export function generalRegister(number: number, bits: 8 | 16 | 32 | 64): Register {
  return { kind: "register", class: `r${bits}`, number };
}

const NAMES: Readonly<Record<string, readonly string[]>> = {
  r8: NAMES_8,
  r16: NAMES_16,
  r32: NAMES_32,
  r64: NAMES_64,
  sreg: ["es", "cs", "ss", "ds", "fs", "gs"],
};

export function registerName(register: Register): string {
  if (register.high === true) return HIGH[register.number - 4] as string;
  return NAMES[register.class]?.[register.number] ?? `${register.class}${register.number}`;
}

export function memory(base: Register | "rip" | undefined, displacement: number, symbol?: SymbolReference): Memory {
  return { kind: "memory", base, index: undefined, scale: 1, displacement, symbol, size: undefined };
}

export const immediate = (value: bigint | number): Immediate => ({ kind: "immediate", value: BigInt(value) });
