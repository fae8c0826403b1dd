// objdump -d: which sections are disassembled, and with what symbols, relocations and source lines.
import { ET_REL, SHF_EXECINSTR, SHT_NOBITS } from "../../elf/constants.ts";
import { ElfError } from "../../elf/read.ts";
import type { Section } from "../../elf/read.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { typeNameOf } from "../relocations.ts";
import { symbolSection } from "../symbol-values.ts";
import type { Syntax } from "../disassembly/capstone.ts";
import type { DumpHelpers, DumpJob } from "../desk.ts";
import { isAllocated } from "./addresses.ts";
import { codeMachine } from "./code-machine.ts";
import type { CodeMachine } from "./code-machine.ts";
import { PieceOrder, PiecePrinter, planPieces, shareCode } from "./code-pieces.ts";
import { CodePrinter } from "./code-printer.ts";
import type { RelocationLine } from "./code-printer.ts";
import { CodeSymbols } from "./code-symbols.ts";
import type { ObjdumpContext } from "./objdump.ts";
import { entriesOf, linkedSymbols, relocationsByTarget, relocationValue } from "./relocations.ts";
import { shownSections } from "./section-headers.ts";
import type { ShownSection } from "./section-headers.ts";
import { sourceLinesOf } from "./source-lines.ts";
import { inStringMapOrder } from "./string-map.ts";

function isShown(context: ObjdumpContext, section: Section): boolean {
  if (section.size === 0n || section.type === 0) return false;
  if (context.options.has("disassemble-all") || context.sections.active) return true;
  return (Number(section.flags & 7n) & SHF_EXECINSTR) !== 0 && section.type !== SHT_NOBITS;
}

/** LLVM 15 moves an entry's address with the section of its symbol, LLVM 22 with the section it lies in. */
function isMoved(context: ObjdumpContext, section: Section, table: SymbolTable | undefined, symbol: number): boolean {
  const { file } = context.object;
  if (context.adjust === 0n || context.desk.llvm === 22) return isAllocated(section);
  if (table === undefined || symbol === 0) return false;
  const home = file.sections[symbolSection(file, table, symbol) ?? -1];
  return home !== undefined && isAllocated(home);
}

/** The symbol table a relocation section links to, where it can be read. */
function symbolsOrNone(context: ObjdumpContext, relocations: Section): SymbolTable | undefined {
  try {
    return linkedSymbols(context.object.file, relocations);
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
}

function relocationLines(context: ObjdumpContext, section: Section, tables: readonly Section[]): RelocationLine[] {
  const { file } = context.object;
  const base = file.header.type === ET_REL ? 0n : section.address;
  const lines: RelocationLine[] = [];
  for (const table of tables) {
    const symbols = symbolsOrNone(context, table);
    for (const entry of entriesOf(file, table)) {
      const text = (): string => `${typeNameOf(file, entry.type, context.desk.llvm)}\t${relocationValue(context, table, entry)}`;
      lines.push({ offset: Number(entry.offset - base), text, moves: isMoved(context, section, symbols, entry.symbol) });
    }
  }
  return lines.sort((a, b) => a.offset - b.offset);
}

function immediatesInHex(context: ObjdumpContext): boolean {
  const last = context.options.order.findLast((name) => name === "print-imm-hex" || name === "no-print-imm-hex");
  return last === undefined ? context.desk.llvm === 22 : last === "print-imm-hex";
}

/** x86's syntax, of which the last word decides, and -M's other words, which are the machine's. */
function chosenWords({ options }: ObjdumpContext): { readonly syntax: Syntax; readonly words: readonly string[] } {
  const lists = [...options.all("disassembler-options")];
  const given = options.order.flatMap((name) => {
    if (name === "disassembler-options") return (lists.shift() ?? "").split(",");
    return name.startsWith("x86-asm-syntax=") ? [name.slice("x86-asm-syntax=".length)] : [];
  });
  const isSyntax = (word: string): word is Syntax => word === "att" || word === "intel";
  return { syntax: given.findLast(isSyntax) ?? "att", words: given.filter((word) => !isSyntax(word)) };
}

const codeSections = (context: ObjdumpContext): ShownSection[] => shownSections(context).filter(({ section }) => isShown(context, section));

function machineOf(context: ObjdumpContext, shown: readonly ShownSection[]): Promise<CodeMachine> {
  const read = new Set(shown.map(({ section }) => section));
  return codeMachine({
    file: context.object.file,
    llvm: context.desk.llvm,
    ...chosenWords(context),
    hex: immediatesInHex(context),
    symbolizes: context.options.has("symbolize-operands"),
    readsAll: context.options.has("disassemble-all"),
    triple: context.options.last("triple"),
    architecture: context.options.last("arch-name"),
    isRead: (section) => read.has(section),
  });
}

/** Another thread's part of a dump that is made in pieces; undefined where there is nothing to divide. */
export async function piecePrinter(context: ObjdumpContext, { code }: DumpJob): Promise<PiecePrinter | undefined> {
  const shown = codeSections(context);
  const plan = planPieces(context, shown);
  return plan === undefined ? undefined : new PiecePrinter(context, shown, await machineOf(context, shown), plan, code);
}

async function helpersFor(context: ObjdumpContext, shown: readonly ShownSection[], pieces: number): Promise<DumpHelpers | undefined> {
  const { desk, object, args } = context;
  if (desk.helpers === undefined) return undefined;
  return desk.helpers({ llvm: desk.llvm, path: object.name, args, code: shareCode(object.file, shown) }, pieces);
}

export async function disassembleObject(context: ObjdumpContext): Promise<void> {
  const { desk, object } = context;
  const shown = codeSections(context);
  const machine = await machineOf(context, shown);
  const plan = planPieces(context, shown);
  const helpers = plan === undefined ? undefined : await helpersFor(context, shown, plan.flat().length);
  const order = helpers === undefined ? undefined : new PieceOrder(desk, helpers);
  const symbols = new CodeSymbols(context);
  const source = sourceLinesOf(context);
  const withRelocations = context.options.has("reloc") || context.options.has("all-headers");
  if (withRelocations) lookForTypeSections(context);
  const relocated = withRelocations
    ? relocationsByTarget(object.file, object.file.sections, "failed to get a relocated section")
    : undefined;
  shown.forEach((section, i) => {
    const relocations = relocationLines(context, section.section, relocated?.get(section.section) ?? []);
    const printer = new CodePrinter(context, symbols, section, machine, relocations, source);
    if (order === undefined) printer.print();
    else order.print(printer, plan?.[i] ?? []);
  });
  warnOfMissed(context, symbols);
}

/** LLVM 22 looks for BPF's types by the sections' names before it shows relocations, and tells which cannot be read. */
function lookForTypeSections({ desk, object: { file } }: ObjdumpContext): void {
  if (desk.llvm === 15) return;
  for (const section of file.sections) {
    try {
      file.sectionName(section);
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      desk.error(`${error.message}\n`);
    }
  }
}

function warnOfMissed(context: ObjdumpContext, symbols: CodeSymbols): void {
  const { llvm } = context.desk;
  const wanted = inStringMapOrder(
    context.options.all("disassemble-symbols").flatMap((list) => list.split(",")),
    llvm,
  );
  const missed = wanted.filter((name) => !symbols.met.has(name));
  for (const name of inStringMapOrder(missed, llvm)) context.warn(`failed to disassemble missing symbol ${name}`);
}
