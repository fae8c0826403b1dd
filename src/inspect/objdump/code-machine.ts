// The machines whose code can be shown: which decoder reads what, and how its lines look.
import { EM_386, EM_AARCH64, EM_ARM, EM_X86_64 } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import type { ByteSink } from "../byte-sink.ts";
import { CapstoneEngine, openCapstone } from "../disassembly/capstone.ts";
import type { Syntax } from "../disassembly/capstone.ts";
import type { Decoder } from "../disassembly/template.ts";
import { X86Decoder } from "../disassembly/x86-decoder.ts";
import type { LineWriter } from "./code-lines.ts";
import type { ObjdumpContext } from "./objdump.ts";

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
  readonly leader: string;
  textColumn(showBytes: boolean): number;
  commentColumn(showBytes: boolean): number;
  reading(section: Section): CodeReading;
}

function immediatesInHex(context: ObjdumpContext): boolean {
  const last = context.options.order.findLast((name) => name === "print-imm-hex" || name === "no-print-imm-hex");
  return last === undefined ? context.desk.llvm === 22 : last === "print-imm-hex";
}

/** -M's words; LLVM knows two for x86, and takes them after its own option. */
function x86Syntax(context: ObjdumpContext): Syntax {
  let syntax: Syntax = context.options.last("x86-asm-syntax") === "intel" ? "intel" : "att";
  for (const word of context.options.all("disassembler-options").flatMap((list) => list.split(","))) {
    if (word !== "att" && word !== "intel") throw new ElfError(`Unrecognized disassembler option: ${word}`);
    syntax = word;
  }
  return syntax;
}

function x86Machine(context: ObjdumpContext, is64: boolean): CodeMachine {
  const syntax = x86Syntax(context);
  const hex = immediatesInHex(context);
  const style = { is64, syntax, hex, llvm: context.desk.llvm, symbolizes: context.options.has("symbolize-operands") };
  const decoder = new X86Decoder(new CapstoneEngine(is64 ? "x86-64" : "i386", syntax), style);
  const reading: CodeReading = { isData: () => false, decoder: () => decoder, data: () => 0, unit: () => 1 };
  return {
    hex,
    addressBits: is64 ? 64 : 32,
    leader: "# ",
    textColumn: (showBytes) => (showBytes ? 39 : 15),
    commentColumn: (showBytes) => (showBytes ? 72 : 48),
    reading: () => reading,
  };
}

const EM_IAMCU = 6;

/** Throws ElfError for a machine that cannot be disassembled. */
export async function codeMachine(context: ObjdumpContext): Promise<CodeMachine> {
  const { machine } = context.object.file.header;
  switch (machine) {
    case EM_X86_64:
    case EM_386:
    case EM_IAMCU:
      await openCapstone();
      return x86Machine(context, machine === EM_X86_64);
    case EM_ARM:
    case EM_AARCH64: {
      const { armMachine } = await import("./code-machine-arm.ts");
      await openCapstone();
      return armMachine(context, immediatesInHex(context));
    }
    default: {
      const os = context.desk.llvm === 22 && context.object.file.header.osAbi === 3 ? "linux" : "";
      throw new ElfError(`can't find target: unable to get target for 'unknown--${os}', see --version and --triple.`);
    }
  }
}
