// Instructions as text in AT&T syntax, with the suffixes and names LLVM prints.
import { generalRegister, registerName } from "./operand.ts";
import type { Memory, Operand, Register, SymbolReference } from "./operand.ts";
import type { Mode } from "./rows.ts";

const SUFFIX: Readonly<Record<number, string>> = { 8: "b", 16: "w", 32: "l", 64: "q" };

/** Names that differ altogether. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  cbw: "cbtw",
  cwde: "cwtl",
  cdqe: "cltq",
  cwd: "cwtd",
  cdq: "cltd",
  cqo: "cqto",
  iretd: "iretl",
  retfq: "lretq",
  fwait: "wait",
  fninit: "fninit",
  sysret: "sysretl",
  sysexit: "sysexitl",
  movabs: "movabsq",
  finit: "fninit",
  retf: "lretl",
  iret: "iretw",
  loopz: "loope",
  loopnz: "loopne",
  sal: "shl",
};
const STRINGS = /^(movs|cmps|stos|lods|scas|ins|outs)([bwdq])$/;
const PLAIN = new Set(
  (
    "invlpg ldmxcsr stmxcsr fldcw fnstcw fnstsw fnsave frstor fnstenv fldenv clflush clflushopt invpcid cmpxchg8b cmpxchg16b int enter " +
    "rdpid prefetcht0 prefetcht1 prefetcht2 prefetchnta prefetchw verr verw"
  ).split(" "),
);
const BY_MODE = new Set(["call", "ret", "push", "pop", "pushf", "popf", "lgdt", "lidt", "sgdt", "sidt"]);
const SAVES = /^(fxsave|fxrstor|xsave|xrstor|xsaveopt|xsavec|xsaves|xrstors)(64)?$/;
const CONDITION_ALIASES: Readonly<Record<string, string | undefined>> = {
  c: "b",
  nae: "b",
  nb: "ae",
  nc: "ae",
  z: "e",
  nz: "ne",
  na: "be",
  nbe: "a",
  pe: "p",
  po: "np",
  nge: "l",
  nl: "ge",
  ng: "le",
  nle: "g",
};

function bitsOf(operand: Operand | undefined): number | undefined {
  if (operand?.kind === "register") return /^r\d+$/.test(operand.class) ? Number(operand.class.slice(1)) : undefined;
  return operand?.kind === "memory" ? operand.size : undefined;
}

export function attOperand(operand: Operand): string {
  switch (operand.kind) {
    case "register":
      return `%${registerName(operand)}`;
    case "immediate":
      return `$${operand.symbol === undefined ? operand.value : symbolText(operand.symbol, 0)}`;
    case "target":
      return operand.symbol + offsetText(operand.addend ?? 0);
    case "memory":
      return memoryText(operand);
  }
}

const offsetText = (offset: number): string => (offset === 0 ? "" : offset > 0 ? `+${offset}` : `${offset}`);

function symbolText({ symbol, addend, viaGot }: SymbolReference, more: number): string {
  return `${symbol}${viaGot === true ? "@GOTPCREL" : ""}${offsetText(addend + more)}`;
}

const SEGMENTS = ["es", "cs", "ss", "ds", "fs", "gs"];

function memoryText(memory: Memory): string {
  const { base, index, scale, displacement, symbol, segment, address } = memory;
  const prefix = segment === undefined ? "" : `%${SEGMENTS[segment]}:`;
  const isBare = base === undefined && index === undefined;
  const number = isBare ? String(address ?? displacement) : displacement === 0 ? "" : String(displacement);
  const offset = symbol === undefined ? number : symbolText(symbol, displacement);
  if (isBare) return `${prefix}${offset}`;
  const baseText = base === "rip" ? "%rip" : base === undefined ? "" : attOperand(base);
  const rest = index === undefined ? "" : `,${attOperand(index)}${scale === 1 && base !== undefined ? "" : `,${scale}`}`;
  return `${prefix}${base === "rip" && symbol === undefined && offset === "" ? "" : offset}(${baseText}${rest})`;
}

/** What a string operation says it uses. */
function stringText(kind: string, letter: string, mode: Mode): string {
  const bits = ({ b: 8, w: 16, d: 32, q: 64 } as const)[letter as "b"];
  const wide = (number: number) => registerName(generalRegister(number, mode));
  const from = `(%${wide(6)})`;
  const to = `%es:(%${wide(7)})`;
  const accumulator = `%${registerName(generalRegister(0, bits))}`;
  const operands = {
    movs: `${from}, ${to}`,
    cmps: `${to}, ${from}`,
    stos: `${accumulator}, ${to}`,
    lods: `${from}, ${accumulator}`,
    scas: `${to}, ${accumulator}`,
    ins: `%dx, ${to}`,
    outs: `${from}, %dx`,
  }[kind as "movs"];
  return `${kind}${SUFFIX[bits]}\t${operands}`;
}

/** `movzbl`: the source's size, then the result's. */
function extensionName(name: string, operands: readonly Operand[]): string {
  const from = bitsOf(operands[1]) ?? (name === "movsxd" ? 32 : 8);
  return `mov${name === "movzx" ? "z" : "s"}${SUFFIX[from]}${SUFFIX[bitsOf(operands[0]) ?? 64]}`;
}

/** Conditions have one name each. */
function canonical(name: string): string {
  const [, stem, condition] = /^(j|set|cmov)([a-z]+)$/.exec(name) ?? [];
  const other = condition === undefined ? undefined : CONDITION_ALIASES[condition];
  return other === undefined ? name : `${stem}${other}`;
}

/** The operand size a mnemonic's suffix tells. */
function suffixBits(name: string, operands: readonly Operand[], mode: Mode): number | undefined {
  const [first, second] = operands;
  if (BY_MODE.has(name)) return bitsOf(first) ?? mode;
  if (name === "in") return bitsOf(first);
  if (name === "out") return bitsOf(second);
  if (first?.kind === "register" && first.class === "sreg") return bitsOf(second) ?? 16;
  return (
    bitsOf(first) ??
    (/^sh[lr]d?$|^sa[rl]$|^r[oc][lr]$/.test(name) ? undefined : bitsOf(second)) ??
    (second?.kind === "register" && second.class === "sreg" ? 16 : undefined)
  );
}

/** A 64-bit immediate that no sign extension gives. */
function isWide([first, second]: readonly Operand[]): boolean {
  return (
    first?.kind === "register" && first.class === "r64" && second?.kind === "immediate" && BigInt.asIntN(32, second.value) !== second.value
  );
}

function mnemonicText(name: string, operands: readonly Operand[], mode: Mode): string {
  if (name === "movzx" || name === "movsx" || name === "movsxd") return extensionName(name, operands);
  if (name === "mov" && isWide(operands)) return "movabsq";
  const plain = canonical(NAMES[name] ?? name);
  const [first] = operands;
  if (NAMES[name] !== undefined && name !== "sal") return plain;
  const save = SAVES.exec(name);
  if (save !== null) return `${save[1]}${save[2] === undefined ? "" : "64"}`;
  if (PLAIN.has(name) || name.startsWith("set") || operands.some((one) => one.kind === "register" && one.class === "xmm")) return plain;
  if (first?.kind === "target" && name !== "call") return plain;
  const bits =
    name === "jmp" ? (bitsOf(first) ?? mode) : operands.length === 0 && !BY_MODE.has(name) ? undefined : suffixBits(name, operands, mode);
  return bits === undefined ? plain : `${plain}${SUFFIX[bits] ?? ""}`;
}

const SHIFTS = /^(?:rol|ror|rcl|rcr|shl|sal|shr|sar)$/;

/** `addl\t$5, %eax`. */
export function attText(name: string, operands: readonly Operand[], mode: Mode = 64): string {
  const string = STRINGS.exec(name);
  if (string !== null && operands.length === 0) return stringText(string[1] as string, string[2] as string, mode);
  const mnemonic = mnemonicText(name, operands, mode);
  const [first, second] = operands;
  let shown = operands;
  if (SHIFTS.test(name) && second?.kind === "immediate" && second.value === 1n && second.symbol === undefined)
    shown = [first as Register | Memory];
  const isIndirect = (name === "jmp" || name === "call") && first?.kind !== "target";
  const texts = shown.map((operand) => `${isIndirect ? "*" : ""}${attOperand(operand)}`);
  if (!shown.every(({ kind }) => kind === "immediate")) texts.reverse();
  return texts.length === 0 ? mnemonic : `${mnemonic}\t${texts.join(", ")}`;
}
