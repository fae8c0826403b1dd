// What objects cannot be linked together, or not in the form that is asked for, in LLD's words.
import type { LinkOptions } from "./options.ts";
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

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
