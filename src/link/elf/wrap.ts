// `--wrap NAME`: what refers to NAME means __wrap_NAME from now on, what refers to __real_NAME means NAME. Done once
// everything is read and resolved: the files' own names are redirected, and what is looked up by name later.
import type { LinkSymbol } from "./symbol.ts";
import type { SymbolTable } from "./symbol-table.ts";

interface Wrapped {
  readonly symbol: LinkSymbol;
  readonly real: LinkSymbol;
  readonly wrap: LinkSymbol;
}

/** Makes the names of a wrapped symbol known, which may load further objects; undefined if nothing has its name. */
function prepare(table: SymbolTable, name: string): Wrapped | undefined {
  const symbol = table.globals.get(name);
  if (symbol === undefined) return undefined;
  const wrap = table.mention(`__wrap_${name}`, symbol.binding);
  const real = table.globals.get(`__real_${name}`);
  if (real !== undefined) {
    table.mention(name, symbol.binding);
    symbol.binding = real.binding;
  }
  return { symbol, wrap, real: real ?? table.insert(`__real_${name}`) };
}

export function wrapSymbols(table: SymbolTable, names: readonly string[]): void {
  const wrapped = [...new Set(names)].map((name) => prepare(table, name)).filter((one) => one !== undefined);
  if (wrapped.length === 0) return;
  const becomes = new Map(wrapped.flatMap(({ symbol, real, wrap }) => [[symbol, wrap] as const, [real, symbol] as const]));
  for (const { symbols, globalsFrom } of table.files)
    for (let i = globalsFrom; i < symbols.length; i++) {
      const symbol = symbols[i] as LinkSymbol;
      symbols[i] = becomes.get(symbol) ?? symbol;
    }
  for (const { symbol, real, wrap } of wrapped) {
    table.redirect(real.name, symbol);
    table.redirect(symbol.name, wrap);
    if (symbol.referenced) wrap.referenced = true;
    if (real.referenced) symbol.referenced = true;
    else if (!symbol.isDefined) symbol.referenced = false;
    // Nobody refers to it any more: it leaves no trace, even if an object defines it.
    real.kind = "undefined";
    real.referenced = false;
  }
}
