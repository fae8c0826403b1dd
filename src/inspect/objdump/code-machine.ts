// The machines whose code can be shown: which decoder reads what, and how its lines look.
import { EM_386, EM_AARCH64, EM_ARM, EM_IAMCU, EM_X86_64 } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import type { ByteSink } from "../byte-sink.ts";
import { CapstoneEngine, openCapstone } from "../disassembly/capstone.ts";
import type { Syntax } from "../disassembly/capstone.ts";
import type { Decoder } from "../disassembly/template.ts";
import { X86Decoder } from "../disassembly/x86-decoder.ts";
import type { LineWriter } from "./code-lines.ts";
import { MemberError } from "../member-error.ts";
import { architectureName } from "./names.ts";

/** How one section's bytes are read. */
export interface CodeReading {
  isData(at: number): boolean;
  /** The decoder of the instruction at an offset. */
  decoder(at: number): Decoder;
  /** Writes a line of data when data lies at `at`, and gives its size; otherwise 0. */
  data(sink: ByteSink, lines: LineWriter, code: Uint8Array, at: number, end: number): number;
  /** Bytes shown together: 1, or an instruction's words of 2 or 4. */
  unit(at: number, size: number): number;
}

export interface CodeMachine {
  readonly hex: boolean;
  /** Where branch targets wrap. */
  readonly addressBits: 32 | 64;
  /** The same for addresses in comments. */
  readonly commentBits: 32 | 64;
  /** Whether --symbolize-operands gives names to branches' targets. */
  readonly hasLabels: boolean;
  readonly leader: string;
  textColumn(showBytes: boolean): number;
  commentColumn(showBytes: boolean): number;
  reading(section: Section): CodeReading;
}

/** What decides how code is read and written. */
export interface MachineChoice {
  readonly file: ElfFile;
  readonly llvm: 15 | 22;
  readonly syntax: Syntax;
  /** -M's words but those for the syntax. */
  readonly words: readonly string[];
  /** Numbers in hexadecimal. */
  readonly hex: boolean;
  /** --symbolize-operands. */
  readonly symbolizes: boolean;
  /** Whether sections that are no code are read too (-D). */
  readonly readsAll: boolean;
  /** --triple and --arch-name. */
  readonly triple?: string | undefined;
  readonly architecture?: string | undefined;
  /** Whether a section's bytes are read. */
  isRead(section: Section): boolean;
}

/** Machines by the first part of a triple, and by the names of LLVM's targets. */
const BY_TRIPLE: Readonly<Record<string, number>> = { x86_64: EM_X86_64, amd64: EM_X86_64, aarch64: EM_AARCH64, arm64: EM_AARCH64 };
const BY_ARCHITECTURE: Readonly<Record<string, number>> = { "x86-64": EM_X86_64, x86: EM_386, aarch64: EM_AARCH64, arm64: EM_AARCH64 };

/** Targets that LLVM has and kbuild has not, or not on demand. */
const FOREIGN_TARGETS =
  /^(?:arm|thumb|avr|mips|ppc|powerpc|riscv|sparc|s(?:ystem|390)|hexagon|lanai|bpf|amdgcn|r600|msp430|m68k|ve$|xcore|wasm|nvptx|xtensa|loongarch|aarch64_)/;

/** The machine that is asked for, or the file's; throws ElfError. */
function wantedMachine({ file, llvm, triple = "", architecture = "" }: MachineChoice): number {
  const end = llvm === 15 ? "\n" : "";
  const name = architecture === "" ? (triple.split("-")[0] as string) : architecture;
  if (name === "") return file.header.machine;
  const found = architecture === "" ? (/^i[3-9]86$/.test(name) ? EM_386 : BY_TRIPLE[name]) : BY_ARCHITECTURE[name];
  // Code of other machines would be read without all that AArch64 files may hold.
  if (found !== undefined && (found !== EM_AARCH64 || file.header.machine === EM_AARCH64)) return found;
  if (found !== undefined || FOREIGN_TARGETS.test(name)) throw new ElfError(`kbuild objdump does not disassemble for '${name}' on demand`);
  if (architecture !== "") throw new ElfError(`can't find target: invalid target '${name}'.${end}`);
  throw new ElfError(`can't find target: unable to get target for '${triple}', see --version and --triple.${end}`);
}

function x86Machine({ syntax, hex, llvm, symbolizes }: MachineChoice, is64: boolean): CodeMachine {
  const style = { is64, syntax, hex, llvm, symbolizes };
  const decoder = new X86Decoder(new CapstoneEngine(is64 ? "x86-64" : "i386", syntax), style);
  const reading: CodeReading = { isData: () => false, decoder: () => decoder, data: () => 0, unit: () => 1 };
  return {
    hex,
    addressBits: is64 ? 64 : 32,
    commentBits: is64 ? 64 : 32,
    hasLabels: true,
    leader: "# ",
    textColumn: (showBytes) => (showBytes ? 39 : 15),
    commentColumn: (showBytes) => (showBytes ? 72 : 48),
    reading: () => reading,
  };
}

/** Throws ElfError for a word of -M that is none of those the machine has. */
export function checkWords(words: readonly string[], known: readonly string[]): void {
  const unknown = words.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new MemberError(`Unrecognized disassembler option: ${unknown}`);
}

/** Throws ElfError for a machine that cannot be disassembled. */
export async function codeMachine(choice: MachineChoice): Promise<CodeMachine> {
  const { osAbi } = choice.file.header;
  const machine = wantedMachine(choice);
  switch (machine) {
    case EM_X86_64:
    case EM_386:
    case EM_IAMCU:
      checkWords(choice.words, []);
      await openCapstone();
      return x86Machine(choice, machine === EM_X86_64);
    case EM_ARM:
    case EM_AARCH64: {
      const { armMachine } = await import("./code-machine-arm.ts");
      await openCapstone();
      return armMachine(choice, machine === EM_AARCH64);
    }
    default: {
      const os = choice.llvm === 22 && osAbi === 3 ? "linux" : "";
      const end = choice.llvm === 15 ? "\n" : "";
      throw new ElfError(
        `can't find target: unable to get target for '${architectureName(choice.file, choice.llvm)}--${os}', see --version and --triple.${end}`,
      );
    }
  }
}
