// `--emit=asm`: the object as the text LLVM would print of it: sections, symbols, instructions in AT&T syntax, data. It is read
// off the code that was made; what the object does not hold, the text does not either.
import * as elf from "../elf/constants.ts";
import type { Line } from "../isa/x86_64/code.ts";
import type { Fixup } from "../isa/x86_64/encode.ts";
import { attText } from "../isa/x86_64/print.ts";

/** What the text says of a section and its symbol. */
export interface TextSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly alignment: number;
  readonly entrySize?: number;
  readonly data: Uint8Array;
  readonly size: number;
  readonly relocations: readonly { readonly offset: number; readonly symbol: string; readonly addend: bigint }[];
  readonly symbol: string;
  readonly symbolType: number;
  readonly binding: number;
  readonly visibility: number;
  /** Of code: its lines, and the names of labels in it. */
  readonly lines?: readonly Line[];
  readonly isAssembly?: boolean;
}

const PREFIXES = new Set(["lock", "rep", "repe", "repz", "repne", "repnz"]);
const TYPES: Readonly<Record<number, string>> = {
  1: "progbits",
  7: "note",
  8: "nobits",
  14: "init_array",
  15: "fini_array",
  16: "preinit_array",
};
const VISIBILITIES: Readonly<Record<number, string | undefined>> = { 1: "internal", 2: "hidden", 3: "protected" };
const ESCAPES: Readonly<Record<number, string | undefined>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

function flagLetters(flags: number): string {
  const bits: readonly (readonly [number, string])[] = [
    [elf.SHF_ALLOC, "a"],
    [elf.SHF_EXECINSTR, "x"],
    [elf.SHF_WRITE, "w"],
    [elf.SHF_MERGE, "M"],
    [elf.SHF_STRINGS, "S"],
    [elf.SHF_TLS, "T"],
    [elf.SHF_GNU_RETAIN, "R"],
  ];
  return bits.map(([bit, letter]) => ((flags & bit) === 0 ? "" : letter)).join("");
}

function escaped(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const plain = byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
    text += ESCAPES[byte] ?? plain;
  }
  return text;
}

/** A run of bytes in the directive LLVM takes for it. */
function bytesText(bytes: Uint8Array): string[] {
  if (bytes.length === 0) return [];
  if (bytes.every((byte) => byte === 0)) return [bytes.length === 1 ? "\t.byte\t0" : `\t.zero\t${bytes.length}`];
  if (bytes.length === 1) return [`\t.byte\t${bytes[0]}`];
  if (bytes.at(-1) === 0) return [`\t.asciz\t"${escaped(bytes.subarray(0, -1))}"`];
  return [`\t.ascii\t"${escaped(bytes)}"`];
}

const withOffset = (symbol: string, addend: bigint): string =>
  addend === 0n ? symbol : addend > 0n ? `${symbol}+${addend}` : `${symbol}${addend}`;

function dataLines({ data, size, relocations, type }: TextSection): string[] {
  if (type === elf.SHT_NOBITS) return [`\t.zero\t${size}`];
  const lines: string[] = [];
  let at = 0;
  for (const { offset, symbol, addend } of [...relocations].sort((a, b) => a.offset - b.offset)) {
    lines.push(...bytesText(data.subarray(at, offset)), `\t.quad\t${withOffset(symbol, addend)}`);
    at = offset + 8;
  }
  return [...lines, ...bytesText(data.subarray(at))];
}

class FunctionText {
  readonly #temporaries: Map<string, string>;
  readonly #out: string[] = [];
  #prefix = "";

  constructor(
    readonly lines: readonly Line[],
    readonly number: number,
    readonly isOld: boolean,
    temporaries: Map<string, string>,
  ) {
    this.#temporaries = temporaries;
  }

  run(): string[] {
    const used = new Set(
      this.lines.flatMap((line) =>
        line.kind === "instruction" ? line.operands.flatMap((one) => (one.kind === "target" ? [one.local ?? one.symbol] : [])) : [],
      ),
    );
    for (const line of this.lines) this.#line(line, used);
    return this.#out;
  }

  /** Labels have LLVM's names: `.LBB0_1` for blocks, `.Ltmp0` for numeric ones. */
  #name(key: string): string | undefined {
    const block = /^bb(\d+)$/.exec(key)?.[1];
    if (block !== undefined) return `.LBB${this.number}_${block}`;
    if (!key.includes(".")) return key.split(":").at(-1);
    let name = this.#temporaries.get(key);
    if (name === undefined) this.#temporaries.set(key, (name = `.Ltmp${this.#temporaries.size}`));
    return name;
  }

  #line(line: Line, used: ReadonlySet<string>): void {
    switch (line.kind) {
      case "label": {
        const named = line.name.includes(":") ? line.name.slice(line.name.indexOf(":") + 1) : this.#name(line.name);
        if (line.name.includes(":") || used.has(line.name)) this.#out.push(`${named}:`);
        return;
      }
      case "align":
        return void this.#out.push(`\t.p2align\t${Math.log2(line.to)}${this.isOld ? ", 0x90" : ""}`);
      case "mark":
        return void this.#out.push(line.text);
      case "data":
        return void this.#out.push(...dataOf(line.bytes, line.fixups));
      case "instruction":
        return this.#instruction(line);
    }
  }

  #instruction({ mnemonic, operands, mode }: Extract<Line, { kind: "instruction" }>): void {
    if (operands.length === 0 && PREFIXES.has(mnemonic)) {
      this.#prefix += `${mnemonic}\t\t`;
      return;
    }
    const named = operands.map((operand) => {
      if (operand.kind !== "target") return operand;
      const isHere = operand.isLabel || (operand.local ?? "").includes(".");
      return isHere
        ? { ...operand, symbol: this.#name(operand.isLabel ? operand.symbol : (operand.local as string)) ?? operand.symbol }
        : operand;
    });
    this.#out.push(`\t${this.#prefix}${attText(mnemonic, named, mode)}`);
    this.#prefix = "";
  }
}

function dataOf(bytes: readonly number[], fixups: readonly Fixup[]): string[] {
  const [fixup] = fixups;
  if (fixup === undefined) return bytesText(Uint8Array.from(bytes));
  const name = ({ 1: ".byte", 2: ".short", 4: ".long", 8: ".quad" } as const)[fixup.width];
  return [`\t${name}\t${withOffset(fixup.reference.symbol, BigInt(fixup.reference.addend))}`];
}

function header(section: TextSection, isOld: boolean): string[] {
  const { name, flags, type, entrySize = 0, symbol, binding, visibility } = section;
  const isFunction = section.symbolType === elf.STT_FUNC;
  const where = `\t.section\t${name},"${flagLetters(flags)}",@${TYPES[type] ?? "progbits"}${entrySize > 0 ? `,${entrySize}` : ""}`;
  const shown = VISIBILITIES[visibility];
  const bound = [
    ...(shown === undefined ? [] : [`\t.${shown}\t${symbol}`]),
    ...(binding === elf.STB_GLOBAL ? [`\t.globl\t${symbol}`] : []),
  ];
  const power = Math.log2(section.alignment);
  const filler = isFunction === isOld ? (isOld ? ", 0x90" : ", 0x0") : "";
  const aligned = power === 0 ? [] : [`\t.p2align\t${power}${filler}`];
  const typed = `\t.type\t${symbol},@${isFunction ? "function" : "object"}`;
  return isFunction ? [where, ...bound, ...aligned, typed, `${symbol}:`] : [typed, where, ...bound, ...aligned, `${symbol}:`];
}

/** The whole text. `isOld`: as LLVM 15 prints it. `ident`: what the compiler says of itself, from 1.70 on. */
export function assemblyText(unit: string, sections: readonly TextSection[], ident: string | undefined, isOld: boolean): string {
  const out = ["\t.text", `\t.file\t"${unit}"`];
  if (!isOld) out.shift();
  const temporaries = new Map<string, string>();
  let functions = 0;
  for (const section of sections) {
    if (section.isAssembly === true) {
      out.push(`\t.section\t${section.name},"${flagLetters(section.flags)}",@${TYPES[section.type] ?? "progbits"}`);
      out.push(...new FunctionText(section.lines ?? [], 0, isOld, temporaries).run(), "");
      continue;
    }
    out.push(...header(section, isOld));
    if (section.symbolType !== elf.STT_FUNC) {
      out.push(...dataLines(section), `\t.size\t${section.symbol}, ${section.size}`, "");
      continue;
    }
    const number = functions++;
    out.push(...new FunctionText(section.lines ?? [], number, isOld, temporaries).run());
    out.push(`.Lfunc_end${number}:`, `\t.size\t${section.symbol}, .Lfunc_end${number}-${section.symbol}`, "");
  }
  if (ident !== undefined) out.push(`\t.ident\t"${ident}"`);
  out.push('\t.section\t".note.GNU-stack","",@progbits');
  return `${out.join("\n")}\n`;
}
