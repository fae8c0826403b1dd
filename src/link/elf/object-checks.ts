// What objects cannot be linked together, or not in the form that is asked for, in LLD's words.
import * as elf from "../../elf/constants.ts";
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** Without segments there is no block of thread-local data to count from: LLD 15 stops, LLD 22 writes zeros, which nobody can mean. */
export function threadLocalProblems({ files }: SymbolTable, { lld }: LinkOptions): string[] {
  const one = files.find(({ symbols }) => symbols.some(({ type, isDefined }) => type === elf.STT_TLS && isDefined));
  if (one === undefined) return [];
  if (lld === 22) return [`kbuild's linker makes no flat image of thread-local data: ${one.displayName}`];
  return [`${one.displayName} has an STT_TLS symbol but doesn't have an SHF_TLS section`];
}

/** A symbol that counts from the start of a block that there is not. */
export function withoutBlock(symbol: LinkSymbol, { lld }: LinkOptions): string {
  const missing = lld === 15 ? "an SHF_TLS section" : "a PT_TLS segment";
  return `${symbol.file?.displayName ?? "<internal>"} has an STT_TLS symbol but doesn't have ${missing}`;
}

/** Objects whose code does not go together. */
export function flagProblems({ files }: SymbolTable, { machine, lld }: LinkOptions): string[] {
  const [first] = files;
  return files.flatMap((file) => {
    const problem = first === undefined ? undefined : machine.flagProblem?.(file.object.flags, first.object.flags);
    return problem === undefined ? [] : [`${file.displayName}: ${problem}${lld === 22 ? ` from ${first?.displayName}` : ""}`];
  });
}
