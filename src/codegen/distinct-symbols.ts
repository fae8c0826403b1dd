// No two functions or statics of a crate may be exported under one name: rustc looks before it makes code, whatever modules they are in.
import type { Diagnostic } from "../diag/diagnostic.ts";
import { error } from "../diag/diagnostic.ts";
import { exportedName } from "../mir/exports.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { TypeTables } from "../sema/types/tables.ts";

/** The first name, in the order of names, that two of the crate's items have; told of the later one. */
export function clashingSymbol(program: Program, tables: TypeTables, exported: readonly DefId[]): Diagnostic | undefined {
  const firstOf = new Map<string, DefId>();
  let clash: { readonly symbol: string; readonly def: DefId } | undefined;
  for (const def of exported) {
    const symbol = program.definitions.isLocal(def) ? exportedName(program, def) : undefined;
    if (symbol === undefined) continue;
    const other = firstOf.get(symbol);
    if (other === undefined) firstOf.set(symbol, def);
    else if (clash === undefined || symbol < clash.symbol)
      clash = { symbol, def: program.definitions.span(other).lo > program.definitions.span(def).lo ? other : def };
  }
  return clash && error(`symbol \`${clash.symbol}\` is already defined`).at(tables.headSpan(clash.def));
}
