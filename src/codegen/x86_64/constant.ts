// Constants in registers: numbers as they are, what has an address by its symbol, everything else from read-only data.
import type { Constant, ConstantValue } from "../../mir/mir.ts";
import type { FunctionCompiler, Value } from "./function.ts";

/** What a constant's address is known by; undefined if it is no address. */
function symbolOf({ host }: FunctionCompiler, value: ConstantValue): string | undefined {
  switch (value.kind) {
    case "static":
      return host.staticSymbol(value.def);
    case "bytes":
      return host.bytesSymbol(value.bytes);
    case "fn":
      return host.pointerSymbol(value.instance);
    case "promoted":
      return host.constantSymbol(value.type, value.value);
    default:
      return undefined;
  }
}

/** Of a pair: a number's upper half, or the length behind an address. */
function secondPart(value: ConstantValue): bigint {
  if (value.kind === "int") return value.value >> 64n;
  return value.kind === "bytes" || value.kind === "promoted" ? (value.length ?? 0n) : 0n;
}

export function readConstant(f: FunctionCompiler, { type, value }: Constant, preferred: readonly (number | undefined)[]): Value {
  const layout = f.layouts.of(type);
  const [first, second] = f.partsOf(layout);
  if (first === undefined) return { registers: [], owned: true };
  if (value.kind === "memory") return f.loadParts(f.constantAddress(type, value.value), layout, preferred);
  const register = f.registers.take(preferred[0]);
  const symbol = symbolOf(f, value);
  if (symbol !== undefined) f.loadAddress(register, { symbol, addend: 0 });
  else if (value.kind === "int") f.loadImmediate(register, first.size, value.value);
  else if (value.kind !== "unread") return f.host.refuse("a value of this type here", f.span);
  if (second === undefined) return { registers: [register], owned: true };
  const other = f.registers.take(preferred[1]);
  f.loadImmediate(other, second.size, secondPart(value));
  return { registers: [register, other], owned: true };
}
