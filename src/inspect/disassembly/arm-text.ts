// Capstone's text of an ARM, Thumb or AArch64 instruction to LLVM's: names of registers, forms of numbers, targets as addresses.
// Capstone was asked as if the instruction lay at address 0 (Thumb: 0 or 2), so that what is relative comes out as a distance.
import type { ArmShape } from "./arm-decoder.ts";
import type { RawText } from "./capstone.ts";
import { HOLE, templateOf } from "./template.ts";

export interface ArmStyle {
  readonly machine: "arm" | "thumb" | "aarch64";
  readonly hex: boolean;
  readonly llvm: 15 | 22;
  /** ARM: SP, LR and PC as numbers (`-M reg-names-raw`). */
  readonly isRaw: boolean;
}

const REGISTERS: Readonly<Record<string, string>> = { sb: "r9", sl: "r10", fp: "r11", ip: "r12" };
const CONDITIONS = "eq|ne|hs|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al";
const CONDITION = new RegExp(`(?:${CONDITIONS})$`);
const BRANCH_32 = new RegExp(`^(?:bl?x?|bl?(?:${CONDITIONS})|cbn?z)(?:\\.w)?$`);
const SHORT_ADR = new RegExp(`^adr(?:${CONDITIONS})?$`);
const BRANCH_64 = /^(?:bl?|bc?\.[a-z]{2}|cbn?z|cb[bh]?(?:[gl][te]|h[is]|lo|eq|ne)|tbn?z|adrp?)$/;
/** Their last number is an angle. */
const ROTATED_64 = /^(?:f?cmla|f?cadd|sqcadd|sqrdcmlah|cdot)$/;
const LITERAL_64 = /^(?:ldr|ldrsw|prfm)$/;
/** Their immediate is a mask, which LLVM always writes in hexadecimal. */
const MASKED_64 = /^(?:and|ands|orr|eor|tst|bic|bics|orn|eon|brk|hlt|svc|hvc|smc|dcps[123])$/;
/** Their immediates are bits of each element, always in hexadecimal. */
const VECTOR_IMMEDIATE = /^v(?:mov|mvn|orr|bic)\w*\.i(?:8|16|32|64)$/;
const HINTS: Readonly<Record<string, string>> = {
  "#32": "",
  "#34": "c",
  "#36": "j",
  "#38": "jc",
  "#0x20": "",
  "#0x22": "c",
  "#0x24": "j",
  "#0x26": "jc",
};
const NUMBERED = [...Array.from({ length: 13 }, (_, i) => `r${i}`), "sp", "lr", "pc"];
const PC_LOAD = /^(.*)\[pc(?:, #(-?(?:0x)?[0-9a-f]+))?\]$/;

/** A number of Capstone's: `#0x10`, `#-8`, also 64-bit. */
function parse(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
}

function show(value: bigint, hex: boolean): string {
  if (!hex) return value.toString();
  return value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

const NUMBER = /(\b(?:lsl|lsr|asr|ror|msl|uxtw|sxtw|uxtx|sxtx|sxth|uxth|uxtb|sxtb|rrx) )?#(-?(?:0x[0-9a-f]+|[0-9]+))(?![0-9.])/g;

const DATA_OPERATION = /^(?:mov|mvn|add|sub|rsb|rsc|cmp|cmn|tst|teq|and|orr|eor|bic|orn|adc|sbc)/;

const BIT_FIELD_64 = /^(?:lsl|lsr|asr|[us]bfx|[us]bfiz|bfi|bfxil|bfc)$/;
const BIT_FIELD_32 = /^(?:bfi|bfc)/;
const SHIFT = /^(?:lsl|lsr|asr|ror)/;
const MOVES_DOUBLES = /^(?:v(?:ldm|stm|push|pop)|fldm|fstm)/;
const DECIMAL_OFFSET = /^(?:ldrd|strd|ldrs?h|ldrsb|strh|ldc|stc|vldr|vstr)/;

/** Rotated immediates of ARM are signed; those of Thumb are not. */
function armNumber(value: bigint, mnemonic: string, machine: ArmStyle["machine"]): bigint {
  if (machine === "arm") return value > 0x7fffffffn && !mnemonic.startsWith("msr") ? BigInt.asIntN(32, value) : value;
  return DATA_OPERATION.test(mnemonic) ? BigInt.asUintN(32, value) : value;
}

/** Bits of a vector's element by its letter. */
const elementBits = (letter = "d"): number => 8 << "bhsd".indexOf(letter);

/** The 64 bits of a vector's logical immediate: a run of ones, turned right in an element that is repeated (DDI 0487, DecodeBitMasks). */
function logicalMask([first = 0, second = 0, third = 0]: Uint8Array): bigint {
  const imms = ((second & 7) << 3) | (first >> 5);
  const immr = ((third & 1) << 5) | (second >> 3);
  const size = 1 << (31 - Math.clz32(((third & 2) << 5) | (~imms & 0x3f)));
  const [ones, turn] = [(imms & (size - 1)) + 1, immr & (size - 1)];
  const run = (1n << BigInt(ones)) - 1n;
  let mask = BigInt.asUintN(size, (run >> BigInt(turn)) | (run << BigInt(size - turn)));
  for (let have = size; have < 64; have *= 2) mask |= mask << BigInt(have);
  return mask;
}

class ArmText {
  constructor(
    readonly raw: RawText,
    readonly bytes: Uint8Array,
    readonly style: ArmStyle,
    /** Address Capstone was asked for. */
    readonly address: number,
  ) {}

  #numbers(operands: string): string {
    const { machine, hex } = this.style;
    const isMask = machine === "aarch64" && MASKED_64.test(this.raw.mnemonic) && !/^[vdsqz]\d/.test(operands);
    if (VECTOR_IMMEDIATE.test(this.raw.mnemonic)) {
      return operands.replaceAll(
        NUMBER,
        (_, _shift, digits: string) => `#${show(BigInt.asUintN(digits.startsWith("-") ? 32 : 64, parse(digits)), true)}`,
      );
    }
    return operands.replaceAll(NUMBER, (_, shift: string | undefined, digits: string) => {
      if (digits === "-0") return hex && !this.#staysDecimal(operands) ? "#-0x0" : "#-0";
      const value = machine === "aarch64" ? this.#number64(parse(digits), isMask) : armNumber(parse(digits), this.raw.mnemonic, machine);
      const inHex = shift === undefined && (isMask ? value !== 0n : hex && !this.#staysDecimal(operands));
      return `${shift ?? ""}#${show(value, inHex)}`;
    });
  }

  /** Operands that LLVM writes in decimal even where it writes hexadecimal: shifts, bit fields, indexes that are written back. */
  #staysDecimal(operands: string): boolean {
    const { mnemonic } = this.raw;
    if (/^v(?:cmp|c[gl][et]|ceq)/.test(mnemonic)) return true;
    // Among vectors the bits behind the point are a number like others.
    if (mnemonic.startsWith("vcvt"))
      return (this.bytes[this.style.machine === "arm" ? 3 : 1] ?? 0) < 0xef && this.bytes[3] !== 0xf2 && this.bytes[3] !== 0xf3;
    switch (this.style.machine) {
      case "aarch64":
        if (/^(?:ld|st)[1-4]r?$/.test(mnemonic) || ROTATED_64.test(mnemonic)) return true;
        return BIT_FIELD_64.test(mnemonic) || /^f?cm.*v\d/.test(`${mnemonic} ${operands}`);
      case "arm":
        if (BIT_FIELD_32.test(mnemonic) || SHIFT.test(mnemonic) || mnemonic.startsWith("msr")) return true;
        return (
          (DATA_OPERATION.test(mnemonic) && !/^mov[wt]/.test(mnemonic)) ||
          DECIMAL_OFFSET.test(mnemonic.replace(CONDITION, "")) ||
          /\], #/.test(operands)
        );
      default:
        return (
          BIT_FIELD_32.test(mnemonic) ||
          /^(?:ldrd|strd|vldr|vstr|ldc|stc)/.test(mnemonic) ||
          /\]!|\], #|\[\w+, #-/.test(operands) ||
          mnemonic.startsWith("adr")
        );
    }
  }

  /** ARM: an offset of nothing that is subtracted. */
  #negativeZero(operands: string): string {
    const top = this.bytes[3] ?? 0;
    const isTransfer = (top & 0x0c) === 4 || (top & 0x0e) === 0x0c;
    const isDown = ((this.bytes[2] ?? 0) & 0x80) === 0;
    return this.style.machine === "arm" && isTransfer && isDown ? operands.replace(/(\[[^\]]*|\]), #0\b/, "$1, #-0") : operands;
  }

  /** Capstone gives the mode of RFE for its register, as LLVM 15 does. */
  #returnBase(operands: string): string {
    const { machine, llvm } = this.style;
    if (machine !== "arm" || llvm === 15 || !/^rfe(?:ia|ib|da|db)$/.test(this.raw.mnemonic)) return operands;
    return operands.replace(/^#\w+/, () => NUMBERED[(this.bytes[2] ?? 0) & 15] as string);
  }

  /** A list of double registers, which ends at 16 of them for Capstone and LLVM 15. */
  #allDoubles(operands: string): string {
    const { machine, llvm } = this.style;
    const first = llvm === 22 && MOVES_DOUBLES.test(this.raw.mnemonic) ? /\{d(\d+),.*\}/.exec(operands) : null;
    if (first === null) return operands;
    const from = Number(first[1]);
    const words = this.bytes[machine === "thumb" ? 2 : 0] ?? 0;
    const names = Array.from({ length: Math.min(words >> 1, 32 - from) }, (_, i) => `d${from + i}`);
    return operands.replace(/\{.*\}/, `{${names.join(", ")}}`);
  }

  #number64(value: bigint, isMask: boolean): bigint {
    const bits = this.raw.operands.startsWith("w") ? 32 : 64;
    if (isMask) return BigInt.asUintN(bits, value);
    return this.raw.mnemonic === "mov" ? BigInt.asIntN(bits, value) : BigInt.asIntN(64, value);
  }

  /** System registers are in capitals, but for those that are written otherwise already. */
  #systemRegisters(operands: string): string {
    const capitals = (name: string): string => (/[A-Z]/.test(name) ? name : name.toUpperCase());
    if (this.raw.mnemonic === "mrs") return operands.replace(/, .*/, capitals);
    return this.raw.mnemonic === "msr" ? operands.replace(/^[^,]*/, capitals) : operands;
  }

  /** The operands as they are, or with numbers for all registers. */
  #registers(operands: string): string {
    // ARM's return is an instruction of its own, without operands.
    const isReturn = this.style.machine === "arm" && /^(?:bx\w* lr|mov(?!s)\w* pc, lr)$/.test(`${this.raw.mnemonic} ${operands}`);
    if (!this.style.isRaw || isReturn) return operands;
    return operands.replaceAll(/\b(?:sp|lr|pc)\b/g, (name) => `r${NUMBERED.indexOf(name)}`);
  }

  #plain(): string {
    const { machine } = this.style;
    let { operands } = this.raw;
    if (machine !== "aarch64") {
      operands = operands.replaceAll(/\b(?:sb|sl|fp|ip)\b/g, (name) => REGISTERS[name] as string);
      operands = operands.replaceAll(/:0x([0-9a-f]+)\]/g, (_, digits: string) => `:${Number.parseInt(digits, 16)}]`);
      operands = operands.replaceAll(/\{(0x[0-9a-f]+|[0-9]+)\}/g, (_, digits: string) => `{${Number(digits)}}`);
      if (/^(?:msr|vmrs)/.test(this.raw.mnemonic)) operands = operands.replace(/\b[acs]psr/, (name) => name.toUpperCase());
      operands = this.#allDoubles(this.#returnBase(this.#negativeZero(operands)));
    } else operands = operands.replaceAll(/\{([^ }][^}]*)\}/g, "{ $1 }");
    // The nothing that Thumb's short RSB subtracts from is no number of the instruction.
    if (machine === "thumb" && this.bytes.length === 2 && this.raw.mnemonic.startsWith("rsb")) return operands;
    return this.#numbers(machine === "aarch64" ? this.#systemRegisters(operands) : operands);
  }

  /** A branch: its last operand is the target. */
  #branch(): ArmShape {
    const { mnemonic } = this.raw;
    const parts = this.#plain().split(", ");
    const target = parse(/#(-?(?:0x)?[0-9a-f]+)$/.exec(this.raw.operands)?.[1] ?? "0");
    const distance = Number(BigInt.asIntN(this.style.machine === "aarch64" ? 64 : 32, target)) - this.address;
    parts[parts.length - 1] = mnemonic === "adrp" ? HOLE.page : HOLE.target;
    const text = `${mnemonic}\t${parts.join(", ")}`;
    if (this.style.machine === "aarch64") return this.#branch64(text, mnemonic, distance);
    const ahead = this.style.machine === "arm" ? 8 : 4;
    const isAligned = this.style.machine === "thumb" && mnemonic.startsWith("blx");
    const immediate = distance - ahead + (isAligned ? this.address & 2 : 0);
    return { template: templateOf(text, { comments: [`imm = #${show(BigInt(immediate), this.style.hex)}`] }), distance, isPage: false };
  }

  /** LLVM 15 looks for the name of ADRP's target four times the immediate away from the instruction. */
  #branch64(text: string, mnemonic: string, distance: number): ArmShape {
    const isPage = mnemonic === "adrp";
    const isAway = this.style.llvm === 15 && isPage;
    return { template: templateOf(text), distance, ...(isAway ? { away: distance / 1024 } : {}), isPage };
  }

  /** A load relative to the program counter: what it reads is told in a comment. */
  #literal(operands: string, offset: number): ArmShape {
    const base = this.style.machine === "arm" ? 8 : 4 - (this.address & 2);
    // In Thumb the base has no number.
    const [loaded = "", ...rest] = this.style.machine === "thumb" ? operands.split(" [") : [operands];
    const text = [this.#registers(loaded), ...rest].join(" [");
    const template = templateOf(`${this.raw.mnemonic}\t${text}`, { isRelative: true });
    return { template, distance: base + offset, isPage: false };
  }

  /** Instructions that go by another name in LLVM. */
  #renamed(): RawText {
    const { mnemonic, operands, size } = this.raw;
    const moved = mnemonic === "orr" ? /^([wx]\d+), [wx]zr, (#.*)$/.exec(operands) : null;
    if (moved !== null) return { size, mnemonic: "mov", operands: `${moved[1]}, ${moved[2]}` };
    const place = mnemonic === "prfm" ? /^(?:#\w+)?(?=,)/.exec(operands) : null;
    if (place !== null && operands !== `${this.#prefetched()}${operands.slice(place[0].length)}`)
      return { size, mnemonic, operands: this.#prefetched() + operands.slice(place[0].length) };
    const hint = mnemonic === "hint" ? HINTS[operands] : undefined;
    return hint === undefined ? this.raw : { size, mnemonic: "bti", operands: hint };
  }

  /** What is fetched for later: one without a name is its number. Names for a system's cache came with LLVM 22. */
  #prefetched(): string {
    const number = (this.bytes[0] ?? 0) & 31;
    const use = ["ld", "li", "st"][number >> 3];
    if (this.style.llvm === 15 || use === undefined || (number & 6) !== 6) return `#${number}`;
    return `p${use}slc${(number & 1) === 0 ? "keep" : "strm"}`;
  }

  /** A number copied into the elements of a vector that a predicate chooses: eight bits with a sign. */
  #copied(): ArmShape | undefined {
    const [bottom = 0, low = 0, , top] = this.bytes;
    const found = top === 5 && this.raw.mnemonic === "mov" ? /^(z\d+\.([bhsd]), p\d+\/[mz], )#/.exec(this.raw.operands) : null;
    if (found === null) return undefined;
    const byte = (((low << 8) | bottom) << 19) >> 24;
    return this.#element(found[1] as string, elementBits(found[2]), BigInt((low & 0x20) === 0 ? byte : byte * 256));
  }

  /** A number for a vector's elements, with its other form beside it. */
  #element(lead: string, bits: number, value: bigint): ArmShape {
    const unsigned = BigInt.asUintN(bits, value);
    const { hex } = this.style;
    const comment = hex ? (bits === 64 ? BigInt.asIntN(64, value) : unsigned).toString() : show(BigInt.asUintN(64, value), true);
    const text = `${this.raw.mnemonic}\t${lead}#${show(hex ? unsigned : value, hex)}`;
    return { template: templateOf(text, { comments: [`=${comment}`] }), distance: 0, isPage: false };
  }

  /** A mask for a vector's elements (Capstone cuts some), in hexadecimal; one that is moved is a number where it has 16 bits. */
  #vectorMask(): ArmShape | undefined {
    const { mnemonic, operands } = this.raw;
    const [, , high = 0, top] = this.bytes;
    const found = top === 5 && (high & 0x3c) === 0 ? /^(z\d+\.([bhsd]), (?:z\d+\.[bhsd], )?)#\S+$/.exec(operands) : null;
    if (found === null) return undefined;
    const [, lead = "", letter] = found;
    const bits = elementBits(letter);
    const value = BigInt.asUintN(bits, logicalMask(this.bytes));
    const signed = BigInt.asIntN(bits, value);
    if (mnemonic === "mov" && BigInt.asIntN(16, value) === signed) return this.#element(lead, bits, signed);
    if (mnemonic === "mov" && value < 0x10000n) return this.#element(lead, bits, value);
    return { template: templateOf(`${mnemonic}\t${lead}#${show(value, true)}`), distance: 0, isPage: false };
  }

  /** A whole 64-bit value is written as C's `%#016llx`: 16 characters with the prefix, which zero has not. */
  #wholeVector(text: string): string {
    const [lead, digits] = this.raw.mnemonic === "movi" ? (/^((?:v\d+\.2d|d\d+), #)(.*)$/.exec(text)?.slice(1) ?? []) : [];
    if (lead === undefined || digits === undefined) return text;
    const value = BigInt.asUintN(64, parse(digits));
    return lead + (value === 0n ? "0".repeat(16) : `0x${value.toString(16).padStart(14, "0")}`);
  }

  /** Thumb's ADR: LLVM names what lies the encoded immediate away, and writes the distance in decimal always. */
  #address(text: string): ArmShape {
    const immediate = this.bytes[0] ?? 0;
    const decimal = text.replace(/#(0x[0-9a-f]+)$/, (_, digits: string) => `#${Number(digits)}`);
    return { template: templateOf(`${this.raw.mnemonic}\t${decimal}${HOLE.name}`), distance: 0, away: 4 + immediate, isPage: false };
  }

  /** LLVM 15 does not take ADR for one that has a target. */
  #isBranch(): boolean {
    const { machine, llvm } = this.style;
    const { mnemonic } = this.raw;
    if (machine !== "aarch64") return BRANCH_32.test(mnemonic);
    return BRANCH_64.test(mnemonic) && !(llvm === 15 && mnemonic === "adr");
  }

  shape(): ArmShape {
    const { machine } = this.style;
    if (machine === "aarch64") {
      const vector = this.#copied() ?? this.#vectorMask();
      if (vector !== undefined) return vector;
      const renamed = this.#renamed();
      if (renamed !== this.raw) return new ArmText(renamed, this.bytes, this.style, this.address).shape();
    }
    const { mnemonic, operands } = this.raw;
    const isTarget = /#-?(?:0x)?[0-9a-f]+$/.test(operands);
    if (isTarget && this.#isBranch()) return this.#branch();
    if (machine === "aarch64" && LITERAL_64.test(mnemonic) && /^#?[a-z0-9]+, #/.test(operands)) return this.#branch();
    const text = machine === "aarch64" ? this.#wholeVector(this.#plain()) : this.#plain();
    if (machine === "thumb" && SHORT_ADR.test(mnemonic) && this.bytes.length === 2) return this.#address(text);
    const load = machine === "aarch64" ? null : PC_LOAD.exec(text);
    if (load !== null && /^(?:v?ldr|pl[di]|ldc|stc)/.test(mnemonic)) return this.#literal(text, Number(parse(load[2] ?? "0")));
    const comments = this.#valueComment(text);
    return {
      template: templateOf(
        text === "" ? mnemonic : `${mnemonic}${this.bytes.length === 2 && mnemonic.startsWith("cps") ? " " : "\t"}${this.#registers(text)}`,
        { comments },
      ),
      distance: 0,
      isPage: false,
    };
  }

  /** A value in the form that the operands have not; in hexadecimal it has no sign. */
  #otherForm(value: bigint): string {
    return this.style.hex ? value.toString() : show(BigInt.asUintN(this.raw.operands.startsWith("w") ? 32 : 64, value), true);
  }

  /** The value of a shifted immediate of AArch64; LLVM 22 tells that of a moved one too. */
  #valueComment(text: string): string[] {
    if (this.style.machine !== "aarch64") return [];
    const { mnemonic } = this.raw;
    const is15 = this.style.llvm === 15;
    const moved = mnemonic === "mov" && !is15 ? /, #(-?0x[0-9a-f]+|-?[0-9]+)$/.exec(text) : null;
    if (moved !== null) return [`=${this.#otherForm(parse(moved[1] as string))}`];
    const shifted = /^(?:add|sub|adds|subs|cmp|cmn)$/.test(mnemonic) ? /#(0x[0-9a-f]+|[0-9]+), lsl #12$/.exec(text) : null;
    return shifted === null ? [] : [`=${show(parse(shifted[1] as string) << 12n, this.style.hex)}`];
  }
}

/** Capstone's names for what LLVM writes out: a load of one register from the stack, an address near the program counter. */
function asWritten(raw: RawText, bytes: Uint8Array, machine: ArmStyle["machine"]): RawText {
  const { mnemonic, operands } = raw;
  if (machine === "arm" && mnemonic.startsWith("pop") && bytes[0] === 4 && bytes[2] === 0x9d && ((bytes[3] ?? 0) & 15) === 4) {
    return { ...raw, mnemonic: mnemonic.replace("pop", "ldr"), operands: operands.replace(/^\{(\w+)\}$/, "$1, [sp], #4") };
  }
  const near = machine === "thumb" ? /^(\w+), pc, #(\w+)$/.exec(operands) : null;
  if (near === null || !/^(?:add|sub)w/.test(mnemonic)) return raw;
  const sign = mnemonic.startsWith("sub") ? "-" : "";
  return { ...raw, mnemonic: `adr${mnemonic.slice(4)}.w`, operands: `${near[1] as string}, #${sign}${near[2] as string}` };
}

/** `address`: 0, or 2 for a Thumb instruction that is not at a multiple of 4. */
export function armShape(raw: RawText, bytes: Uint8Array, style: ArmStyle, address: number): ArmShape {
  return new ArmText(asWritten(raw, bytes, style.machine), bytes, style, address).shape();
}
