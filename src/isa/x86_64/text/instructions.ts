// Instructions of assembly text: prefixes, then a mnemonic and its operands in either syntax, to the form that LLVM would
// choose. Branches to labels go to the buffer as such, which finds their width.
import type { CodeBuffer } from "../code.ts";
import { encodeAs, findRows } from "../encode.ts";
import { LLVM_MNEMONICS } from "../llvm-mnemonics.ts";
import { immediate } from "../operand.ts";
import type { Operand } from "../operand.ts";
import { isMnemonic, kindBits } from "../rows.ts";
import type { Mode, Row } from "../rows.ts";
import { AttOperands } from "./att.ts";
import { attMeanings } from "./att-names.ts";
import type { Meaning } from "./att-names.ts";
import { IntelOperands } from "./intel.ts";
import type { OperandContext } from "./intel.ts";
import type { Cursor, Token } from "./lexer.ts";
import { completed, isBareBranch } from "./short-forms.ts";

/** What an instruction is assembled into, and what names mean there. */
export interface InstructionHost extends Omit<OperandContext, "isBranch"> {
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
/** Without a size they take the mode's. */
const DEFAULT_SIZE = new Set(["push", "pop", "call", "jmp"]);
/** Instructions of which the table has every form. */
const COMPLETE = new Set("mov add or adc sbb and sub xor cmp test inc dec not neg mul div idiv lea rol ror rcl rcr shl shr sar".split(" "));
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

function failUnknown(name: string, cursor: Cursor): never {
  const message = `invalid instruction mnemonic '${name}'`;
  const token = cursor.tokens[cursor.at - 1] as Token;
  if (isNoMnemonic(name)) return cursor.failAsLlvm(message, token, name.length);
  return cursor.fail(message);
}

/** False if the mnemonic is no branch. */
function appendBranch(host: InstructionHost, mnemonic: string, target: Extract<Operand, { kind: "target" }>): boolean {
  if (findRows(mnemonic, [target], { mode: host.mode, short: true }).length === 0) return false;
  host.buffer.branch(mnemonic, target.local as string, target, host.mode);
  return true;
}

/** A memory operand whose size nothing tells. */
function checkSize(host: InstructionHost, name: string, mnemonic: string, operands: readonly Operand[], cursor: Cursor): void {
  const at = operands.findIndex((operand) => operand.kind === "memory" && operand.size === undefined);
  if (at < 0 || DEFAULT_SIZE.has(mnemonic)) return;
  const rows = findRows(mnemonic, operands, { mode: host.mode, short: false });
  const sizes = new Set(rows.map((row: Row) => kindBits(row.operands[at] as string)).filter((bits) => bits > 0));
  if (sizes.size < 2) return;
  if (host.isIntel) cursor.fail(`ambiguous operand size for instruction '${name}'`);
  const letters: Readonly<Record<number, string>> = { 8: "b", 16: "w", 32: "l", 64: "q" };
  const names = [...sizes].sort((a, b) => a - b).map((bits) => `'${name}${letters[bits]}'`);
  cursor.fail(`ambiguous instructions require an explicit suffix (could be ${names.slice(0, -1).join(", ")}, or ${names.at(-1)})`);
}

/** False if no form fits. */
function append(host: InstructionHost, name: string, { mnemonic, operands: given, bits }: Meaning, cursor: Cursor): boolean {
  const { mode, isIntel, llvm } = host;
  const operands = completed(mnemonic, given, mode);
  const [only] = operands;
  if (only?.kind === "target" && !mnemonic.startsWith("call")) return appendBranch(host, mnemonic, only);
  if (llvm === 15 && isIntel && only !== undefined && isBareBranch(mnemonic, only)) cursor.fail("a jump through an address alone");
  if (bits === undefined) checkSize(host, name, mnemonic, operands, cursor);
  const encoded = encodeAs(mnemonic, operands, { mode, short: false, bits, isIntel, llvm });
  if (encoded !== undefined) host.buffer.append(encoded, { mnemonic, operands, mode });
  return encoded !== undefined;
}

function contextOf(host: InstructionHost, isBranch: boolean): OperandContext {
  return {
    isBranch,
    named: (symbol) => host.named(symbol),
    local: (text) => host.local(text),
    reference: (symbol, addend, minus) => host.reference(symbol, addend, minus),
    target: (symbol, addend) => host.target(symbol, addend),
  };
}

/** `cursor` is behind the name. Throws AsmError. */
export function assembleInstruction(host: InstructionHost, name: string, cursor: Cursor): void {
  const prefix = PREFIXES[name];
  if (prefix !== undefined) {
    host.buffer.prefix(prefix, name);
    return cursor.isEnd ? undefined : assembleInstruction(host, cursor.next().text.toLowerCase(), cursor);
  }
  const token = cursor.tokens[cursor.at - 1] as Token;
  if (!isKnown(name, host)) failUnknown(name, cursor);
  const context = contextOf(host, isBranchName(name));
  const operands = host.isIntel ? new IntelOperands(cursor, context).all() : new AttOperands(cursor, context).all();
  const meanings = host.isIntel ? [{ mnemonic: name, operands }] : attMeanings(name, operands, host.mode);
  for (const meaning of meanings) if (append(host, name, meaning, cursor)) return;
  if (host.isIntel && COMPLETE.has(name)) cursor.failAsLlvm("invalid operand for instruction", token, 1);
  cursor.fail(operands.length === 0 ? "too few operands for instruction" : "invalid operand for instruction");
}
