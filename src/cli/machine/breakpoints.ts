// `--break` and `--trace-only`: places in words to addresses. A place is a function's name, an address, or a line of a file.
import { CargoError } from "../../cargo/cargo-error.ts";
import { isEndOf } from "./symbols.ts";
import type { Place, Symbols } from "./symbols.ts";

const low = (address: bigint) => Number(address & 0xffffffffn) | 0;
const high = (address: bigint) => Number((address >> 32n) & 0xffffffffn) | 0;

function lineOf(name: string): { readonly file: string; readonly line: number } | undefined {
  const found = /^(.+[^:]):(\d+)$/.exec(name);
  return found === null ? undefined : { file: found[1] as string, line: Number(found[2]) };
}

function noFunction(name: string, symbols: Symbols, purpose: string): CargoError {
  const near = symbols.near(name);
  return new CargoError(`there is no function \`${name}\` to ${purpose}${near === undefined ? "" : `; \`${near}\` is near`}`, [], 1);
}

function addressesOf(name: string, symbols: Symbols): readonly bigint[] {
  if (/^0x[0-9a-f]{1,16}$/i.test(name)) return [BigInt(name)];
  const line = lineOf(name);
  if (line === undefined) {
    const found = symbols.find(name);
    if (found.length === 0) throw noFunction(name, symbols, "stop at");
    return found;
  }
  const found = symbols.findLine(line.file, line.line);
  if (found.length === 0) throw new CargoError(`there is no code of ${line.file}, line ${line.line}, to stop at`, [], 1);
  return found;
}

/** As the machine's runner takes them: `high:low`. */
export function breakpoints(names: readonly string[], symbols: Symbols): ReadonlySet<string> {
  return new Set(names.flatMap((name) => addressesOf(name, symbols)).map((address) => `${high(address)}:${low(address)}`));
}

const isOfFile = (path: string, file: string) => path === file || path.endsWith(`/${file}`);

/** Throws for a name that can only be a function's, where there is none of that name: nothing would be traced. */
export function checkTraced(names: readonly string[], symbols: Symbols): void {
  for (const name of names) if (/^[\w:]*\w$/.test(name) && symbols.find(name).length === 0) throw noFunction(name, symbols, "trace");
}

/** Whether a place is one of those named: a function, a part of a path of Rust (`core::`), a file, or a line of one. */
export function placeFilter(names: readonly string[]): (place: Place) => boolean {
  if (names.length === 0) return () => true;
  return ({ name, line }) =>
    names.some((wanted) => {
      if (name === wanted || (name !== undefined && isEndOf(wanted, name)) || (wanted.endsWith("::") && name?.startsWith(wanted) === true))
        return true;
      const at = lineOf(wanted);
      if (line === undefined) return false;
      return at === undefined ? isOfFile(line.file, wanted) : line.line === at.line && isOfFile(line.file, at.file);
    });
}
