// Mnemonics of AT&T syntax: what they are called in the table, and what size their suffix gives.
import { LLVM_MNEMONICS } from "../llvm-mnemonics.ts";
import { isMnemonic } from "../rows.ts";
import type { Mode } from "../rows.ts";
import type { Operand } from "../operand.ts";

export interface Meaning {
  readonly mnemonic: string;
  readonly operands: readonly Operand[];
  /** Operand size that a row must have. */
  readonly bits?: number;
}

const SUFFIX: Readonly<Record<string, number | undefined>> = { b: 8, w: 16, l: 32, q: 64 };

/** Names that differ altogether; for instructions without operands. */
const PLAIN: Readonly<Record<string, string | undefined>> = {
  cbtw: "cbw",
  cwtl: "cwde",
  cltq: "cdqe",
  cwtd: "cwd",
  cltd: "cdq",
  cqto: "cqo",
  movsl: "movsd",
  cmpsl: "cmpsd",
  stosl: "stosd",
  lodsl: "lodsd",
  scasl: "scasd",
  insl: "insd",
  outsl: "outsd",
  pushal: "pushad",
  popal: "popad",
  pushfl: "pushfd",
  popfl: "popfd",
  iretl: "iretd",
  sysexitl: "sysexit",
};

/** Names of Intel's syntax alone. */
const INTEL_ONLY = new Set("stosd lodsd scasd insd outsd retf retfq iretd movsxd".split(" "));

/** Names with a suffix that is none to LLVM, and what has none at all. */
function isSuffixed(name: string): boolean {
  if (name === "invlpgb" || name.startsWith("crc32")) return false;
  return LLVM_MNEMONICS.has(name) || /^cmov/.test(name);
}

const STRINGS = new Set(["movsl", "cmpsl", "stosl", "lodsl", "scasl", "insl", "outsl"]);

/** Names that differ whatever the operands. */
const RENAMED: Readonly<Record<string, string | undefined>> = {
  fxsaveq: "fxsave64",
  fxrstorq: "fxrstor64",
  xsaveq: "xsave64",
  xrstorq: "xrstor64",
  movabsq: "movabs",
};

/** In code of 16, 32 and 64 bits: what a name without a suffix is. */
const BY_MODE: Readonly<Record<string, Readonly<Record<Mode, string>> | undefined>> = {
  ret: { 16: "retw", 32: "retl", 64: "retq" },
  iret: { 16: "iretw", 32: "iretd", 64: "iretd" },
  pusha: { 16: "pushaw", 32: "pushad", 64: "pushad" },
  popa: { 16: "popaw", 32: "popad", 64: "popad" },
};

/** What has one size in a mode: the suffix of that mode changes nothing. */
const ONE_SIZE = new Set("push pop call jmp leave lgdt lidt sgdt sidt pushf popf enter".split(" "));
const MODE_SUFFIX: Readonly<Record<Mode, string>> = { 16: "w", 32: "l", 64: "q" };

/** `movzbl`, `movslq`: the source's size, then the result's. */
const EXTENSION = /^mov([sz])([bwl])([wlq])$/;

function withSize(operand: Operand, bits: number): Operand {
  return operand.kind === "memory" ? { ...operand, size: bits } : operand;
}

function extension(name: string, operands: readonly Operand[]): Meaning | undefined {
  const [, sign, from, to] = EXTENSION.exec(name) ?? [];
  if (sign === undefined || from === undefined || to === undefined || operands.length !== 2) return undefined;
  if (from === "l" && (sign === "z" || to !== "q")) return undefined;
  const mnemonic = sign === "z" ? "movzx" : from === "l" ? "movsxd" : "movsx";
  return { mnemonic, operands: operands.map((operand) => withSize(operand, SUFFIX[from] as number)), bits: SUFFIX[to] as number };
}

/** Meanings of a mnemonic, the more likely first. */
export function attMeanings(name: string, operands: readonly Operand[], mode: Mode): Meaning[] {
  const meanings: Meaning[] = [];
  if (INTEL_ONLY.has(name) || (name === "cmpsd" && operands.length === 0)) return meanings;
  const plain = operands.length === 0 || STRINGS.has(name) ? PLAIN[name] : undefined;
  const renamed = plain ?? RENAMED[name] ?? (operands.length === 0 ? BY_MODE[name]?.[mode] : undefined);
  if (renamed !== undefined) return [{ mnemonic: renamed, operands }];
  const extended = extension(name, operands);
  if (extended !== undefined) meanings.push(extended);
  const isNear = mode === 16 && name === "call";
  if (isMnemonic(name)) meanings.push({ mnemonic: isNear && operands[0]?.kind === "target" ? "callw" : name, operands });
  const base = name.slice(0, -1);
  const suffix = name.at(-1) as string;
  const bits = SUFFIX[suffix];
  if (bits === undefined || !isMnemonic(base) || !isSuffixed(name)) return meanings;
  const [only] = operands;
  const isOther = only?.kind === "register" && only.class !== "sreg" && only.class !== `r${bits}`;
  if (ONE_SIZE.has(base) && suffix === MODE_SUFFIX[mode] && !isOther)
    meanings.push({ mnemonic: base, operands: operands.map((one) => withSize(one, bits)) });
  else meanings.push({ mnemonic: base, operands: operands.map((operand) => withSize(operand, bits)), bits });
  return meanings;
}
