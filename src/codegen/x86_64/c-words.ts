// Words of values that C passes in vector registers, as instructions around calls and returns: in functions all values lie in general
// registers. Which registers a convention numbers how.
import { generalRegister } from "../../isa/x86_64/operand.ts";
import type { Operand, Register } from "../../isa/x86_64/operand.ts";
import type { CPassing, CWay } from "../../mir/c-ways.ts";
import { RAX, RCX, RDI, RDX, RSI } from "./registers.ts";

type Emit = (mnemonic: string, ...operands: Operand[]) => void;

/** System V's, which functions of Rust use, too. */
export const ARGUMENTS = [RDI, RSI, RDX, RCX, 8, 9] as const;
const WINDOWS_ARGUMENTS = [RCX, RDX, 8, 9] as const;
const RESULTS = [RAX, RDX] as const;

export function argumentRegister(convention: CPassing["convention"] | undefined, index: number): number {
  return (convention === "win64" ? WINDOWS_ARGUMENTS : ARGUMENTS)[index] as number;
}

export const vectorRegister = (number: number): Register => ({ kind: "register", class: "xmm", number });

/** Words of a result that are in vector registers go to the general ones in which Rust's results are. */
export function vectorsToResult(results: readonly CWay[], emit: Emit): void {
  const [first, second] = results;
  if (first?.kind === "vector") {
    if (second?.kind === "general") emit("mov", generalRegister(RDX, 64), generalRegister(RAX, 64));
    emit("movq", generalRegister(RAX, 64), vectorRegister(first.index));
  }
  if (second?.kind === "vector") emit("movq", generalRegister(RDX, 64), vectorRegister(second.index));
}

/** The way back, before a function returns. */
export function resultToVectors(results: readonly CWay[], emit: Emit): void {
  results.forEach((way, i) => {
    if (way.kind === "vector") emit("movq", vectorRegister(way.index), generalRegister(RESULTS[i] as number, 64));
  });
  if (results[0]?.kind === "vector" && results[1]?.kind === "general") emit("mov", generalRegister(RAX, 64), generalRegister(RDX, 64));
}
