// Encodings where Capstone and LLVM disagree on whether there is an instruction, or on its name: facts found by asking LLVM for
// every opcode. The text is in Capstone's form, so that the other rules work on it.
import { regExtension, rmExtension, VECTOR } from "./x86-encoding.ts";
import type { Encoding } from "./x86-encoding.ts";
import type { TextStyle } from "./x86-text.ts";

/** No instruction: LLVM read the ModRM byte to find out, or knew it by the opcode. */
export const NO_FORM = "";
export const NO_OPCODE = "-";

/** MOV of the accumulator from an address; with REX2, JMPABS. */
const ABSOLUTE_MOVE = 0xa1;

// prettier-ignore
const INVALID_IN_64 = new Set([0x06, 0x07, 0x0e, 0x16, 0x17, 0x1e, 0x1f, 0x27, 0x2f, 0x37, 0x3f, 0x60, 0x61, 0x62, 0x82, 0x9a, 0xc4, 0xc5, 0xce, 0xd4, 0xd5, 0xd6, 0xea]);

/** Undocumented x87 forms LLVM does not have: opcode and ModRM. */
const INVALID_X87 = new Set([0xdbe0, 0xdbe1, 0xdbe4, ...Array.from({ length: 8 }, (_, i) => 0xd9d8 + i)]);

const isShift = (opcode: number): boolean => opcode === 0xc0 || opcode === 0xc1 || (opcode >= 0xd0 && opcode <= 0xd3);

/** The mandatory prefix as a number: F2 and F3 win over 66. */
const prefixOf = (e: Encoding): number => e.repeat || (e.operandSize ? 0x66 : 0);
const groupOf = (e: Encoding): number => (e.modrm >> 3) & 7;
const isRegister = (e: Encoding): boolean => e.modrm >= 0xc0;

const NAMES_32 = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"];
const NAMES_16 = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"];

/** A general register by number and bits, without `%`. */
function registerName(number: number, bits: 16 | 32 | 64): string {
  if (number >= 8) return `r${number}${bits === 64 ? "" : bits === 32 ? "d" : "w"}`;
  return bits === 16 ? (NAMES_16[number] as string) : bits === 32 ? (NAMES_32[number] as string) : `r${NAMES_16[number]}`;
}

const bitsOf = (e: Encoding): 16 | 32 | 64 => ((e.rex & 8) !== 0 ? 64 : e.operandSize ? 16 : 32);

/** `mnemonic` with a register or memory operand as source and a register as destination. */
function twoOperands(e: Encoding, style: TextStyle, mnemonic: string, sourceBits: 16 | 32 | 64, size: string): string {
  const isAtt = style.syntax === "att";
  const mark = isAtt ? "%" : "";
  const destination = mark + registerName(groupOf(e) | regExtension(e), bitsOf(e));
  const memory = isAtt ? "(%rax)" : `${size} ptr [rax]`;
  const source = isRegister(e) ? mark + registerName((e.modrm & 7) | rmExtension(e), sourceBits) : memory;
  return isAtt ? `${mnemonic}\t${source}, ${destination}` : `${mnemonic}\t${destination}, ${source}`;
}

function firstMap(e: Encoding, style: TextStyle): string | undefined {
  const { opcode } = e;
  if (opcode === 0xf1) return NO_OPCODE;
  if (opcode === 0x63 && style.is64 && (e.rex & 8) === 0)
    return twoOperands(e, style, style.syntax === "att" ? "movslq" : "movsxd", 32, "dword");
  if (style.is64 && INVALID_IN_64.has(opcode)) return NO_OPCODE;
  if (isShift(opcode) && groupOf(e) === 6) return NO_FORM;
  if ((opcode === 0xf6 || opcode === 0xf7) && groupOf(e) === 1) return NO_FORM;
  if (opcode === 0xe9 && e.immediateSize === 2 && style.is64) return "jmp\t0";
  if (opcode === 0xe8 && e.immediateSize === 2 && style.is64) return `${style.syntax === "att" ? "callw" : "call"}\t0`;
  return INVALID_X87.has((opcode << 8) | e.modrm) ? NO_FORM : undefined;
}

/** 0F 01 with a register form: those that take no prefix, and those Capstone does not know (by prefix and ModRM). */
const NO_PREFIX_01 = new Set([0xc0, 0xc5, 0xca, 0xcb, 0xcf, 0xd0, 0xd1, 0xd4, 0xd5, 0xd6, 0xd7, 0xe8, 0xee, 0xef]);
const NAMES_01: Readonly<Record<number, string>> = {
  0x66cc: "tdcall",
  0x66cd: "seamret",
  0x66ce: "seamops",
  0x66cf: "seamcall",
  0x00e8: "serialize",
  0xf2e8: "xsusldtrk",
  0xf2e9: "xresldtrk",
  0xf3ec: "uiret",
  0xf3ed: "testui",
  0xf3ee: "clui",
  0xf3ef: "stui",
  0xf3e8: "setssbsy",
  0x00fd: "rdpru",
  0x00fe: "invlpgb",
  0xf3fe: "rmpadjust",
  0xf2fe: "rmpupdate",
  0x00ff: "tlbsync",
  0xf3ff: "psmash",
  0xf2ff: "pvalidate",
};
/** Those whose operands LLVM does not show. */
const BARE_01: Readonly<Record<number, string>> = { 0xd8: "vmrun", 0xda: "vmload", 0xdb: "vmsave", 0xde: "skinit", 0xdf: "invlpga" };
const FENCES: Readonly<Record<number, string>> = { 5: "lfence", 6: "mfence", 7: "sfence" };

function system(e: Encoding): string | undefined {
  if (!isRegister(e)) return undefined;
  const prefix = prefixOf(e);
  const known = NAMES_01[(prefix << 8) | e.modrm];
  if (known !== undefined) return known;
  if (prefix !== 0 && NO_PREFIX_01.has(e.modrm)) return NO_FORM;
  return BARE_01[e.modrm];
}

/** 0F AE and 0F C7: some groups are nothing with a prefix. */
function groups(e: Encoding, style: TextStyle): string | undefined {
  const group = groupOf(e);
  const prefix = prefixOf(e);
  if (e.opcode === 0xae) {
    if (isRegister(e) && prefix === 0) return FENCES[group];
    return prefix !== 0 && !isRegister(e) && group < 4 ? NO_FORM : undefined;
  }
  if (isRegister(e) && group === 6 && prefix === 0xf3 && style.is64) {
    return `senduipi\t${style.syntax === "att" ? "%" : ""}${registerName((e.modrm & 7) | rmExtension(e), 64)}`;
  }
  return prefix !== 0 && !isRegister(e) && group >= 3 && group <= 5 ? NO_FORM : undefined;
}

const CONDITIONS = ["o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g"];

/** UD1 has operands; LLVM writes the suffix also with a register. */
function undefinedOne(e: Encoding, style: TextStyle): string {
  const suffix = style.syntax === "att" ? { 16: "w", 32: "l", 64: "q" }[bitsOf(e)] : "";
  return twoOperands(e, style, `ud1${suffix}`, bitsOf(e), { 16: "word", 32: "dword", 64: "qword" }[bitsOf(e)]);
}

/** Prefetches that Capstone does not know, LLVM 15 neither. */
const PREFETCHES: Readonly<Record<number, string>> = { 4: "prefetchrst2", 6: "prefetchit1", 7: "prefetchit0" };

function prefetch(e: Encoding, { llvm, is64, syntax }: TextStyle): string {
  const name = llvm === 15 || isRegister(e) ? undefined : PREFETCHES[groupOf(e)];
  if (name === undefined || !is64) return NO_FORM;
  return `${name}\t${syntax === "att" ? "(%rax)" : "byte ptr [rax]"}`;
}

/** Opcodes of the second map that are nothing at all. */
const INVALID_1 = new Set([
  0x04, 0x0a, 0x0c, 0x19, 0x1a, 0x1b, 0x1d, 0x24, 0x25, 0x26, 0x27, 0x36, 0x39, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x7a, 0x7b, 0xff,
]);

/** VIA's, by opcode and ModRM, with whatever prefix. */
const PADLOCK: Readonly<Record<number, string>> = {
  0xa6c0: "montmul",
  0xa6c8: "xsha1",
  0xa6d0: "xsha256",
  0xa7c0: "xstorerng",
  0xa7c8: "xcryptecb",
  0xa7d0: "xcryptcbc",
  0xa7d8: "xcryptctr",
  0xa7e0: "xcryptcfb",
  0xa7e8: "xcryptofb",
};

function secondMap(e: Encoding, style: TextStyle): string | undefined {
  const { opcode } = e;
  if (INVALID_1.has(opcode)) return NO_OPCODE;
  if (opcode === 0xa6 || opcode === 0xa7) return PADLOCK[(opcode << 8) | e.modrm] ?? NO_FORM;
  if (opcode >= 0x80 && opcode <= 0x8f && e.immediateSize === 2 && style.is64) return `j${CONDITIONS[opcode & 15]}\t0`;
  switch (opcode) {
    case 0x01:
      return system(e);
    case 0x02:
    case 0x03:
      if (!isRegister(e)) return undefined;
      return twoOperands(
        e,
        style,
        `${opcode === 2 ? "lar" : "lsl"}${style.syntax === "att" ? { 16: "w", 32: "l", 64: "q" }[bitsOf(e)] : ""}`,
        16,
        "word",
      );
    case 0x09:
      return prefixOf(e) !== 0 && e.repeat !== 0xf3 && (e.rex & 8) === 0 ? NO_OPCODE : undefined;
    case 0x37:
      return prefixOf(e) !== 0 && style.llvm === 15 && (e.rex & 8) === 0 ? NO_OPCODE : undefined;
    case 0x18:
      return isRegister(e) || groupOf(e) > 3 ? prefetch(e, style) : undefined;
    case 0x1c:
      if (prefixOf(e) !== 0 && (e.repeat !== 0 || (style.llvm === 15 && (e.rex & 8) === 0))) return NO_OPCODE;
      return isRegister(e) || groupOf(e) !== 0 ? NO_FORM : undefined;
    case 0x1e:
      return e.repeat !== 0xf3 ? NO_OPCODE : isRegister(e) ? undefined : NO_FORM;
    case 0x20:
    case 0x21:
    case 0x22:
    case 0x23:
      return isRegister(e) ? undefined : NO_FORM;
    case 0xae:
    case 0xc7:
      return groups(e, style);
    case 0xb9:
      return undefinedOne(e, style);
    default:
      return undefined;
  }
}

/** SHA and MOVDIRI take no prefix. */
function thirdMap(e: Encoding): string | undefined {
  const isPlain = (e.opcode >= 0xc8 && e.opcode <= 0xcd) || e.opcode === 0xf9;
  return isPlain && ((e.operandSize && (e.rex & 8) === 0) || e.repeat === 0xf2) ? NO_OPCODE : undefined;
}

/** What REX2 makes another instruction, or none: PUSHP, POPP and JMPABS, control registers above 15, the opcodes that were escapes. */
function extendedText(e: Encoding, style: TextStyle): string | undefined {
  const { map, opcode } = e;
  const isAtt = style.syntax === "att";
  if (map === 0 && opcode === ABSOLUTE_MOVE) return isAtt ? "jmpabs\t$1" : "jmpabs\t1";
  if (map === 0 && opcode >> 4 === 5) {
    const suffix = (e.rex & 8) !== 0 ? "p" : isAtt ? "q" : "";
    return `${opcode < 0x58 ? "push" : "pop"}${suffix}\t${isAtt ? "%" : ""}${registerName((opcode & 7) | rmExtension(e), 64)}`;
  }
  if ((e.rex2 & 0x80) === 0) return undefined;
  if (opcode === 0x0f || opcode === 0x38 || opcode === 0x3a) return NO_OPCODE;
  return opcode >= 0x20 && opcode <= 0x23 && regExtension(e) >= 16 ? NO_FORM : undefined;
}

/** Text, NO_FORM, NO_OPCODE, or undefined: as Capstone says. */
export function ownText(e: Encoding, style: TextStyle): string | undefined {
  if (e.vector !== VECTOR.none) return undefined;
  const extended = e.rex2 === 0 ? undefined : extendedText(e, style);
  if (extended !== undefined) return extended;
  switch (e.map) {
    case 0:
      return firstMap(e, style);
    case 1:
      return secondMap(e, style);
    case 2:
      return thirdMap(e);
    default:
      return e.opcode === 0xcc && e.operandSize ? NO_OPCODE : undefined;
  }
}
