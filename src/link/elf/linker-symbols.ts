// Names that the linker defines when the inputs refer to them: bounds of sections and of the image.
import * as elf from "../../elf/constants.ts";
import type { LinkOptions } from "./options.ts";
import type { OutputSection } from "./output.ts";
import type { Headers, Segment } from "./segments.ts";
import type { SymbolTable } from "./symbol-table.ts";
import type { ProcedureOffsetTable } from "./procedures.ts";
import type { GlobalOffsetTable } from "./synthetic.ts";

/** RISC-V's global pointer stands in the middle of what twelve signed bits reach. */
const GLOBAL_POINTER = { name: "__global_pointer$", section: ".sdata", offset: 0x800 } as const;

const OFFSETS = "_GLOBAL_OFFSET_TABLE_";

interface OffsetTables {
  readonly got: GlobalOffsetTable;
  readonly gotPlt: ProcedureOffsetTable;
}

const C_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const HEADER_NAMES = ["__ehdr_start", "__executable_start", "__dso_handle"];
/** Bounds of the image, which a script gives itself. */
const BOUNDS = ["__bss_start", "end", "_end", "etext", "_etext", "edata", "_edata"];
const ARRAYS = ["preinit_array", "init_array", "fini_array"];

function isWanted(table: SymbolTable, name: string): boolean {
  const symbol = table.find(name);
  return symbol !== undefined && symbol.kind !== "defined" && symbol.kind !== "common" && symbol.referenced;
}

function define(table: SymbolTable, name: string, section: OutputSection | undefined, visibility: number, atEnd = false): void {
  if (!isWanted(table, name)) return;
  const symbol = table.insert(name);
  symbol.define(section, 0, visibility);
  symbol.atEnd = atEnd;
}

/** Names of the file's start, and placeholders for the bounds of the image: all are known to be defined from here on. */
export function reserveSymbols(table: SymbolTable, headers: Headers, offsets: OffsetTables, options: LinkOptions): string[] {
  const isX86 = options.machine.elfMachine === elf.EM_X86_64;
  const problems = reserveOffsets(table, isX86 ? offsets.gotPlt : offsets.got, options);
  for (const name of HEADER_NAMES) define(table, name, headers.elfHeader, elf.STV_HIDDEN);
  if (options.script?.hasSections === true) return problems;
  for (const name of BOUNDS) define(table, name, headers.elfHeader, elf.STV_DEFAULT, name !== "__bss_start");
  return problems;
}

/** The table's own name, where anything says it; whoever defines it is told so. */
function reserveOffsets(table: SymbolTable, offsets: OffsetTables["got" | "gotPlt"], { script }: LinkOptions): string[] {
  const symbol = table.find(OFFSETS);
  const isAssigned =
    script?.commands.some((command) => command.kind === "assignment" && command.name === OFFSETS && !command.provide) === true;
  if (isAssigned || symbol?.kind === "defined" || symbol?.kind === "common")
    return [`${isAssigned ? "<internal>" : symbol?.file?.displayName} cannot redefine linker defined symbol '${OFFSETS}'`];
  if (!isWanted(table, OFFSETS)) return [];
  table.insert(OFFSETS).define(offsets, 0, elf.STV_HIDDEN);
  offsets.wanted = true;
  return [];
}

/** `__init_array_start` and its like; `__start_X` and `__stop_X` bound the section X. */
export function defineSectionBounds(table: SymbolTable, sections: readonly OutputSection[], headers: Headers, options: LinkOptions): void {
  const named = (name: string) => sections.find((section) => section.name === name);
  for (const array of ARRAYS) {
    const section = named(`.${array}`);
    define(table, `__${array}_start`, section ?? headers.elfHeader, elf.STV_HIDDEN);
    define(table, `__${array}_end`, section ?? headers.elfHeader, elf.STV_HIDDEN, section !== undefined);
  }
  const index = named(".ARM.exidx");
  if (index !== undefined) {
    define(table, "__exidx_start", index, elf.STV_HIDDEN);
    define(table, "__exidx_end", index, elf.STV_HIDDEN, true);
  }
  if (options.machine.elfMachine === elf.EM_RISCV && isWanted(table, GLOBAL_POINTER.name)) {
    define(table, GLOBAL_POINTER.name, named(GLOBAL_POINTER.section) ?? headers.elfHeader, elf.STV_DEFAULT);
    table.insert(GLOBAL_POINTER.name).value = GLOBAL_POINTER.offset;
  }
  for (const section of sections) {
    if (!C_IDENTIFIER.test(section.name)) continue;
    define(table, `__start_${section.name}`, section, options.startStopVisibility);
    define(table, `__stop_${section.name}`, section, options.startStopVisibility, true);
  }
}

/** Gives the bounds of the image their sections, when those have an order and segments. */
export function settleBounds(
  table: SymbolTable,
  sections: readonly OutputSection[],
  segments: readonly Segment[],
  headers: Headers,
  { lld, machine }: LinkOptions,
): void {
  const named = (wanted: string) => sections.find(({ name }) => name === wanted);
  const isRiscv = machine.elfMachine === elf.EM_RISCV;
  const loads = segments.filter(({ type }) => type === elf.PT_LOAD);
  const lastOf = (isWanted: (load: Segment) => boolean) => loads.findLast(isWanted)?.last;
  const end = loads.at(-1)?.last;
  const text = lastOf(({ flags }) => (flags & elf.PF_W) === 0);
  const writable = lastOf(({ flags }) => (flags & elf.PF_W) !== 0);
  const data = sections.slice(0, writable === undefined ? 0 : sections.indexOf(writable) + 1).findLast((section) => !section.isNobits);
  const settle = (names: readonly string[], section: OutputSection | undefined, atEnd: boolean) => {
    for (const name of names) {
      const symbol = table.find(name);
      if (symbol?.section !== headers.elfHeader || section === undefined) continue;
      symbol.section = section;
      symbol.atEnd = atEnd;
    }
  };
  settle(["end", "_end"], end, true);
  settle(["etext", "_etext"], text, true);
  settle(["edata", "_edata"], data, true);
  const zeros = (isRiscv && lld === 22 ? named(".sbss") : undefined) ?? named(".bss");
  settle(["__bss_start"], zeros, false);
  // The name of zeros that there are none of stays at 0.
  const start = table.find("__bss_start");
  if (zeros === undefined && start?.section === headers.elfHeader) start.section = undefined;
}
