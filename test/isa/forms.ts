// Every form of the instruction table as assembly text: for each row one text with plain operands, then each operand varied by
// itself over registers, addresses and numbers.
import { allRows, isInMode } from "../../src/isa/x86_64/rows.ts";
import type { Mode, Row } from "../../src/isa/x86_64/rows.ts";

const GENERAL: Readonly<Record<string, readonly string[]>> = {
  r8: "bl cl dl al spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b ah bh ch dh".split(" "),
  r16: "bx cx dx ax sp bp si di r8w r9w r10w r11w r12w r13w r14w r15w".split(" "),
  r32: "ebx ecx edx eax esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d".split(" "),
  r64: "rbx rcx rdx rax rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15".split(" "),
  sreg: "ds es ss fs gs".split(" "),
  cr: "cr0 cr2 cr3 cr4 cr8".split(" "),
  dr: "dr0 dr1 dr2 dr3 dr6 dr7".split(" "),
  xmm: Array.from({ length: 16 }, (_, i) => `xmm${(i + 1) % 16}`),
  ymm: Array.from({ length: 16 }, (_, i) => `ymm${(i + 1) % 16}`),
};
const REGISTERS: Readonly<Record<string, readonly string[]>> = {
  ...GENERAL,
  r32v: GENERAL["r32"] as readonly string[],
  r64v: GENERAL["r64"] as readonly string[],
};
const FEW = 1;
/** Instructions that are tried with all addresses. */
const THOROUGH = new Set(["mov", "add", "lea", "lgdt", "movups"]);

const ADDRESSES: Readonly<Record<Mode, readonly string[]>> = {
  64: [
    "[rax]",
    "[rbp]",
    "[rsp]",
    "[r12]",
    "[r13]",
    "[rbx + 127]",
    "[rbx - 128]",
    "[rbx + 128]",
    "[r9 + 305419896]",
    "[rip + 16]",
    "[rax + rcx]",
    "[rbx + r8*4 + 8]",
    "[rbp + rax*8]",
    "[r13 + r12*2 - 4]",
    "[rdx*8 + 64]",
    "[4096]",
    "[ebx + 4]",
    "fs:[40]",
    "gs:[rax]",
  ],
  32: ["[eax]", "[ebp]", "[esp]", "[ebx + 127]", "[ebx + 128]", "[eax + ecx*4 + 8]", "[edx*8 + 64]", "[4096]", "[bx + si]", "es:[edi]"],
  16: ["[bx]", "[si]", "[bp]", "[bx + si]", "[bp + di + 4]", "[bx + 128]", "[di - 1]", "[4096]", "[eax]", "[ebx + ecx*4 + 8]", "es:[di]"],
};
const SIZE_WORDS: Readonly<Record<string, string>> = {
  8: "byte ptr ",
  16: "word ptr ",
  32: "dword ptr ",
  48: "fword ptr ",
  64: "qword ptr ",
  80: "tbyte ptr ",
  128: "xmmword ptr ",
  256: "ymmword ptr ",
};

function numbers(kind: string): readonly string[] {
  switch (kind) {
    case "imm8":
      return ["5", "255", "0"];
    case "imm8s":
      return ["5", "-5", "127", "-128"];
    case "imm16":
      return ["4660", "1", "65535"];
    case "imm32":
      return ["305419896", "1", "4294967295"];
    case "imm32s":
      return ["305419896", "-2147483648", "128"];
    default:
      return ["1311768467463790320"];
  }
}

function isOf(register: string, mode: Mode): boolean {
  return mode === 64 || !/^(?:r\d|spl|bpl|sil|dil|r..$|[xy]mm[89]|[xy]mm1[0-5]|cr8)/.test(register);
}

function registers(cls: string, mode: Mode): readonly string[] {
  return (REGISTERS[cls] ?? []).filter((name) => isOf(name, mode));
}

function memory(bits: string, mode: Mode): readonly string[] {
  return ADDRESSES[mode].map((address) => `${SIZE_WORDS[bits] ?? ""}${address}`);
}

function stringAddress(isSource: boolean, mode: Mode): string {
  const letter = { 16: "", 32: "e", 64: "r" }[mode];
  return isSource ? `[${letter}si]` : `es:[${letter}di]`;
}

/** Texts an operand kind stands for, a plain one first. */
function samples(kind: string, mode: Mode): readonly string[] {
  if (REGISTERS[kind] !== undefined) return registers(kind, mode);
  const either = /^r\/m(\d+)$/.exec(kind);
  if (either !== null) return [...registers(`r${either[1]}`, mode), ...memory(either[1] as string, mode)];
  if (kind === "r/r32") return registers("r32", mode);
  if (kind === "xmm/r") return registers("xmm", mode);
  if (kind.startsWith("xmm/m")) return [...registers("xmm", mode), ...memory(kind.slice(5), mode)];
  if (/^m\d*$/.test(kind)) return memory(kind.slice(1), mode);
  if (/^(?:src|dst)\d/.test(kind)) return [`${SIZE_WORDS[kind.slice(3)] ?? ""}${stringAddress(kind.startsWith("src"), mode)}`];
  if (kind === "moffs64") return ["[1234605616436508552]", "[2147483648]"];
  if (kind === "moffs") return [mode === 64 ? "[1234605616436508552]" : "[4096]"];
  return kind.startsWith("imm") ? numbers(kind) : [kind];
}

export interface Form {
  readonly mode: Mode;
  readonly text: string;
}

function formsOf(row: Row, mode: Mode, most: number): Form[] {
  if (row.isAtt || row.operands.some((kind) => kind.startsWith("rel"))) return [];
  const choices = row.operands.map((kind) => samples(kind, mode));
  if (choices.some((choice) => choice.length === 0)) return [];
  const plain = choices.map(
    (choice, i) => choice[choice.length > i + 1 && REGISTERS[row.operands[i] as string] !== undefined ? i : 0] as string,
  );
  const texts = [plain];
  choices.forEach((choice, i) => {
    for (const sample of few(choice, most, THOROUGH.has(row.mnemonic))) texts.push(plain.map((text, j) => (i === j ? sample : text)));
  });
  return [...new Set(texts.map((operands) => `${row.mnemonic} ${operands.join(", ")}`.trim()))].map((text) => ({ mode, text }));
}

/** Registers and addresses thinned out; numbers all. */
function few(choice: readonly string[], most: number, isThorough: boolean): readonly string[] {
  if (most > FEW) return choice;
  const plain = choice.filter((text) => /^[a-z]+\d*[a-z]?$/.test(text));
  const addresses = choice.filter((text) => text.includes("["));
  const kept = new Set([
    ...plain.slice(0, most),
    ...plain.slice(-1),
    ...addresses.slice(0, isThorough ? 99 : most),
    ...addresses.slice(isThorough ? -1 : -8, -7),
  ]);
  return choice.filter((text) => (!plain.includes(text) && !addresses.includes(text)) || kept.has(text));
}

const MODES: readonly Mode[] = [64, 32, 16];

/** All forms; `every`: with every register. */
export function allForms(every: boolean): Form[] {
  return MODES.flatMap((mode) =>
    [...allRows().values()].flat().flatMap((row) => {
      if (!isInMode(row, mode)) return [];
      return formsOf(row, mode, every ? 99 : FEW);
    }),
  );
}
