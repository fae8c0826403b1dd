// Instructions of assembly text: prefixes, then a mnemonic and its operands in either syntax, to the form that LLVM would
// choose. Branches to labels go to the buffer as such, which finds their width.
import type { CodeBuffer, Source } from "../code.ts";
import { encodeAs, findRows, highBesideRex } from "../encode.ts";
import type { Encoded, Prefixes } from "../encode.ts";
import { LLVM_MNEMONICS } from "../llvm-mnemonics.ts";
import { immediate, registerName } from "../operand.ts";
import type { Operand } from "../operand.ts";
import { isMnemonic, kindBits } from "../rows.ts";
import type { Mode, Row } from "../rows.ts";
import { AttOperands } from "./att.ts";
import { attMeanings } from "./att-names.ts";
import type { Meaning } from "./att-names.ts";
import { IntelOperands } from "./intel.ts";
import type { OperandContext } from "./intel.ts";
import type { Cursor, Token } from "./lexer.ts";
import { comparison, completed, isBareBranch } from "./short-forms.ts";

/** What an instruction is assembled into, and what names mean there. */
export interface InstructionHost extends Omit<OperandContext, "isBranch" | "isIndirectBranch"> {
  readonly buffer: CodeBuffer;
  readonly mode: Mode;
  readonly isIntel: boolean;
  readonly llvm: 15 | 22;
}

const PREFIXES: Readonly<Record<string, number | undefined>> = {
  lock: 0xf0,
  rep: 0xf3,
  repe: 0xf3,
  repz: 0xf3,
  repne: 0xf2,
  repnz: 0xf2,
  es: 0x26,
  cs: 0x2e,
  ss: 0x36,
  ds: 0x3e,
  fs: 0x64,
  gs: 0x65,
  data16: 0x66,
};

/** Branches whose operand may be a label nearby. */
const isBranchName = (name: string) => /^(?:j|loop|call)/.test(name);
/** Those whose operand, a register or memory, AT&T's syntax marks with `*`. */
const isIndirectBranch = (name: string) => /^l?(?:jmp|call)[wlq]?$/.test(name);
/** Without a size they take the mode's. */
const DEFAULT_SIZE = new Set(["push", "pop", "call", "jmp"]);
/** Instructions of which the table has every form of so many operands; LLVM 22 knows others, of APX, of some of them. */
const COMPLETE: Readonly<Record<string, number | undefined>> = Object.fromEntries([
  ..."mov cmp test lea".split(" ").map((name) => [name, 9]),
  ..."add or adc sbb and sub xor".split(" ").map((name) => [name, 2]),
  ..."inc dec not neg mul div idiv rol ror rcl rcr shl shr sar".split(" ").map((name) => [name, 1]),
]);

function hasEveryForm(name: string, operands: readonly Operand[], llvm: 15 | 22): boolean {
  const most = COMPLETE[name];
  // LLVM 15 takes some of them for negative numbers.
  if (operands.some((one) => one.kind === "immediate" && one.value >= 1n << 63n)) return false;
  return most !== undefined && (operands.length <= most || (llvm === 15 && !/^i?(?:mul|div)$/.test(name)));
}
/** Names that LLVM knows as others' aliases. */
const ALIASES = /^(?:j|set|cmov|loop|sal|scas|rep|l?ret|i?ret|sysret|sysexit|push|pop|cmp|v|f(?:cmov|wait|init|save|st|cle|ld|n))/;

/** Certainly nothing that LLVM would know. */
function isNoMnemonic(name: string): boolean {
  return !LLVM_MNEMONICS.has(name) && !LLVM_MNEMONICS.has(name.slice(0, -1)) && !ALIASES.test(name) && !isMnemonic(name);
}

/** Any two operands. */
const ANY: readonly Operand[] = [immediate(0), immediate(0)];

function isKnown(name: string, { isIntel, mode }: InstructionHost): boolean {
  if (isIntel) return isMnemonic(name, true);
  return attMeanings(name, [], mode).length > 0 || attMeanings(name, ANY, mode).length > 0;
}

function failUnknown(name: string, cursor: Cursor, prefixes: readonly Prefix[]): never {
  const message = `invalid instruction mnemonic '${name}'`;
  const token = cursor.tokens[cursor.at - 1] as Token;
  if (isNoMnemonic(name) && prefixes.length === 0) return cursor.failAsLlvm(message, token, name.length);
  return cursor.fail(message);
}

/** False if the mnemonic is no branch. */
function appendBranch(
  host: InstructionHost,
  mnemonic: string,
  target: Extract<Operand, { kind: "target" }>,
  prefixes: readonly Prefix[],
): boolean {
  if (findRows(mnemonic, [target], { mode: host.mode, short: true }).length === 0) return false;
  appendAlone(host, prefixes);
  host.buffer.branch(mnemonic, target.local as string, target, host.mode);
  return true;
}

/** Of an operand kind that is memory, or may be. */
function memoryBits(kind: string): number {
  return kindBits(kind) || Number(/(?<=^(?:[xy]mm\/m|src|dst))\d+$/.exec(kind)?.[0] ?? 0);
}

/** A memory operand whose size nothing tells. */
function checkSize(host: InstructionHost, name: string, mnemonic: string, operands: readonly Operand[], cursor: Cursor): void {
  const at = operands.findIndex((operand) => operand.kind === "memory" && operand.size === undefined);
  if (at < 0 || (DEFAULT_SIZE.has(mnemonic) && !(host.llvm === 15 && host.isIntel && mnemonic === "pop"))) return;
  const rows = findRows(mnemonic, operands, { mode: host.mode, short: false });
  const sizes = new Set(rows.map((row: Row) => memoryBits(row.operands[at] as string)).filter((bits) => bits > 0));
  if (sizes.size < 2) return;
  if (host.isIntel) cursor.fail(`ambiguous operand size for instruction '${name}'`);
  const letters: Readonly<Record<number, string>> = { 8: "b", 16: "w", 32: "l", 64: "q" };
  if ([...sizes].some((bits) => letters[bits] === undefined)) cursor.fail(`ambiguous operand size for instruction '${name}'`);
  const names = [...sizes].sort((a, b) => a - b).map((bits) => `'${name}${letters[bits]}'`);
  cursor.fail(`ambiguous instructions require an explicit suffix (could be ${names.slice(0, -1).join(", ")}, or ${names.at(-1)})`);
}

const isInner = (byte: number): boolean => byte === 0xf0 || byte === 0xf2 || byte === 0xf3;

interface Prefix {
  readonly name: string;
  readonly byte: number;
}

/** Those that LLVM puts among the instruction's own. */
function inner(prefixes: readonly Prefix[]): Prefixes {
  return {
    repeat: prefixes.find(({ byte }) => byte === 0xf2 || byte === 0xf3)?.byte,
    isLocked: prefixes.some(({ byte }) => byte === 0xf0),
  };
}

/** The text has all prefixes in front. */
function appendPrefixed(host: InstructionHost, prefixes: readonly Prefix[], encoded: Encoded, source: Source): void {
  for (const { byte, name } of prefixes) {
    if (isInner(byte)) host.buffer.append({ bytes: [], fixups: [] }, { mnemonic: name, operands: [], mode: 64 });
    else host.buffer.prefix(byte, name);
  }
  host.buffer.append(encoded, source);
}

/** Some form fits, whether it can be encoded or not. */
function hasRow({ mode, isIntel, llvm }: InstructionHost, { mnemonic, operands, bits }: Meaning): boolean {
  return findRows(mnemonic, completed(mnemonic, operands), { mode, short: false, bits, isIntel, llvm }).length > 0;
}

/** False if no form fits. */
function append(
  host: InstructionHost,
  name: string,
  { mnemonic, operands: given, bits }: Meaning,
  cursor: Cursor,
  prefixes: readonly Prefix[],
): boolean {
  const { mode, isIntel, llvm } = host;
  const operands = completed(mnemonic, given);
  const [only] = operands;
  if (only?.kind === "target" && operands.length === 1 && !mnemonic.startsWith("call")) return appendBranch(host, mnemonic, only, prefixes);
  if (llvm === 15 && isIntel && only !== undefined && isBareBranch(mnemonic, only)) cursor.fail("a jump through an address alone");
  if (bits === undefined) checkSize(host, name, mnemonic, operands, cursor);
  const encoded = encodeAs(mnemonic, operands, { mode, short: false, bits, isIntel, llvm, prefixes: inner(prefixes) });
  if (encoded === undefined) return false;
  appendPrefixed(host, prefixes, encoded, { mnemonic, operands, mode });
  return true;
}

function contextOf(host: InstructionHost, isBranch: boolean, isIndirectBranch: boolean): OperandContext {
  return {
    isBranch,
    isIndirectBranch,
    named: (symbol) => host.named(symbol),
    local: (text) => host.local(text),
    reference: (symbol, addend, minus) => host.reference(symbol, addend, minus),
    target: (symbol, addend) => host.target(symbol, addend),
  };
}

/** Before what is no instruction of the table. */
function appendAlone(host: InstructionHost, prefixes: readonly Prefix[]): void {
  for (const { byte, name } of prefixes) host.buffer.prefix(byte, name);
}

/** `cursor` is behind the name. Throws AsmError. */
export function assembleInstruction(host: InstructionHost, written: string, cursor: Cursor, prefixes: readonly Prefix[] = []): void {
  const [name, ...implied] = comparison(written);
  const byte = PREFIXES[name];
  if (byte !== undefined) {
    const all = [...prefixes, { name, byte }];
    return cursor.isEnd ? appendAlone(host, all) : assembleInstruction(host, cursor.next().text.toLowerCase(), cursor, all);
  }
  const token = cursor.tokens[cursor.at - 1] as Token;
  if (!isKnown(name, host)) failUnknown(name, cursor, prefixes);
  const context = contextOf(host, isBranchName(name), isIndirectBranch(name));
  const operands = [...(host.isIntel ? new IntelOperands(cursor, context).all() : new AttOperands(cursor, context).all()), ...implied];
  const meanings = host.isIntel ? [{ mnemonic: name, operands }] : attMeanings(name, operands, host.mode);
  for (const meaning of meanings) if (append(host, name, meaning, cursor, prefixes)) return;
  const high = highBesideRex(operands);
  if (high !== undefined && meanings.some((meaning) => hasRow(host, meaning))) {
    const kinds = host.llvm === 22 ? "EVEX/REX2/REX" : "REX";
    cursor.failAsLlvm(`can't encode '${registerName(high)}' in an instruction requiring ${kinds} prefix`, token, 1);
  }
  if (host.isIntel && hasEveryForm(name, operands, host.llvm)) cursor.failAsLlvm("invalid operand for instruction", token, 1);
  cursor.fail(operands.length === 0 ? "too few operands for instruction" : "invalid operand for instruction");
}
