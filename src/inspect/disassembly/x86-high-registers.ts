// Registers 16 to 31 (REX2), which Capstone does not know: it is asked with stand-ins, one for ModRM.reg and one for ModRM.rm or the
// opcode's register, whose names then tell which operand is whose. A field that chooses the instruction keeps its value.
import type { RawText } from "./capstone.ts";
import { regExtension, rmExtension } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";
import { splitOperands } from "./x86-text.ts";

const REG = 13;
const RM = 14;

/** An instruction's bytes with REX in place of REX2, and where REX and the opcode stand in them. */
export interface RexForm {
  readonly bytes: Uint8Array;
  readonly rexAt: number;
  readonly opcodeAt: number;
}

function withReg({ bytes, rexAt, opcodeAt }: RexForm, e: Encoding): Uint8Array {
  if (e.modrm < 0) return bytes;
  const changed = Uint8Array.from(bytes);
  changed[rexAt] = (changed[rexAt] as number) | 4;
  changed[opcodeAt + 1] = (e.modrm & 0xc7) | ((REG & 7) << 3);
  return changed;
}

function withRm(form: RexForm, e: Encoding, bytes: Uint8Array): Uint8Array {
  if (e.modrm >= 0 && e.modrm < 0xc0) return bytes;
  const changed = Uint8Array.from(bytes);
  changed[form.rexAt] = (changed[form.rexAt] as number) | 1;
  const at = form.opcodeAt + (e.modrm < 0 ? 0 : 1);
  changed[at] = ((changed[at] as number) & 0xf8) | (RM & 7);
  return changed;
}

const LOW = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"];
const LOW_BYTES = ["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil"];

/** By number and by the suffix of r8 to r31: none, `d`, `w`, `b`. */
function registerName(number: number, suffix: string): string {
  if (number >= 8) return `r${number}${suffix}`;
  if (suffix === "b") return LOW_BYTES[number] as string;
  const name = LOW[number] as string;
  return suffix === "w" ? name : suffix === "d" ? `e${name}` : `r${name}`;
}

const shows = (text: RawText | undefined, stand: number): boolean =>
  text !== undefined && splitOperands(text.operands).some((operand) => new RegExp(`^%?(?:r|xmm)${stand}[dwb]?$`).test(operand));

/** The text with a stand-in for each field that names a register. */
function withStandIns(e: Encoding, form: RexForm, ask: (bytes: Uint8Array) => RawText | undefined): RawText | undefined {
  const plain = ask(form.bytes);
  const same = (bytes: Uint8Array): RawText | undefined => {
    const text = ask(bytes);
    return text?.mnemonic === plain?.mnemonic ? text : undefined;
  };
  const regBytes = withReg(form, e);
  const both = same(withRm(form, e, regBytes));
  if (shows(both, REG)) return shows(both, RM) ? both : same(regBytes);
  const rm = same(withRm(form, e, form.bytes));
  return shows(rm, RM) ? rm : plain;
}

/** The text of the instruction, asked with `ask`. */
export function highRegisterText(e: Encoding, form: RexForm, ask: (bytes: Uint8Array) => RawText | undefined): RawText | undefined {
  const found = withStandIns(e, form, ask);
  if (found === undefined) return undefined;
  const numbers: Readonly<Record<string, number>> = {
    [REG]: ((e.modrm >> 3) & 7) | regExtension(e),
    [RM]: ((e.modrm < 0 ? e.opcode : e.modrm) & 7) | rmExtension(e),
  };
  const named = (operand: string): string =>
    operand.replace(/^(%?)(r|xmm)(13|14)([dwb]?)$/, (_, mark: string, kind: string, stand: string, suffix: string) => {
      const number = numbers[stand] as number;
      return mark + (kind === "xmm" ? `xmm${number}` : registerName(number, suffix));
    });
  return { ...found, operands: splitOperands(found.operands).map(named).join(", ") };
}
