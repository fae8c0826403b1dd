// Who called whom when a machine stopped. Kernels keep neither frame pointers nor tables for unwinding: the stack is searched for
// words that a call has put there. Such a word is an address of a function behind a call instruction, and where that names its target
// the target is the function called. So old words of the stack seldom pass for callers, and tail calls are left out.
import { decode } from "../../machine/decode.ts";
import { Fault } from "../../machine/memory.ts";
import type { Processor } from "../../machine/processor.ts";
import type { Symbols } from "./symbols.ts";

const RSP = 4;
const WORD = 8n;
/** Words of the stack. */
const SEARCHED = 4096;
const MOST_FRAMES = 32;
/** Bytes of a call instruction. */
const [SHORTEST, LONGEST] = [2, 8] as const;
const FIRST = "_start";

interface Call {
  /** Address of the instruction. */
  readonly at: bigint;
  /** Undefined: by way of a register or memory. */
  readonly target: bigint | undefined;
}

/** Undefined where nothing is to be read. */
function read<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function callBefore(p: Processor, address: bigint): Call | undefined {
  const start = address - BigInt(LONGEST);
  const bytes = read(() => Uint8Array.from({ length: LONGEST }, (_, i) => Number(p.load(start + BigInt(i), 8))));
  if (bytes === undefined) return undefined;
  for (let length = SHORTEST; length <= LONGEST; length++) {
    const at = address - BigInt(length);
    const instruction = decode(bytes.subarray(LONGEST - length), Number(at & 0xffffffffn) | 0, Number(at >> 32n) | 0);
    if (instruction?.mnemonic !== "call" || instruction.length !== length) continue;
    const [target] = instruction.operands;
    return { at, target: target?.kind === "immediate" ? BigInt.asUintN(64, p.read(target, 64)) : undefined };
  }
  return undefined;
}

/** The calls that led to rip, the last one first, as `symbols` describes them. */
export function backtrace(p: Processor, symbols: Symbols): readonly string[] {
  const calls: string[] = [];
  const startOf = (address: bigint) => address - symbols.place(address).distance;
  let called = startOf(p.ip);
  let { name } = symbols.place(p.ip);
  const top = p.register(RSP);
  for (let i = 0; i < SEARCHED && calls.length < MOST_FRAMES && name !== undefined && name !== FIRST; i++) {
    const word = read(() => p.load(BigInt.asUintN(64, top + WORD * BigInt(i)), 64));
    if (word === undefined) break;
    const caller = word === 0n ? undefined : symbols.place(word - 1n).name;
    const call = caller === undefined ? undefined : callBefore(p, word);
    if (call === undefined || (call.target !== undefined && call.target !== called)) continue;
    calls.push(symbols.describe(call.at));
    called = startOf(call.at);
    name = caller;
  }
  return calls;
}
