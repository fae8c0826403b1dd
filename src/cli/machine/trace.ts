// `--trace`: every instruction, with its address, function and line, before the block it is in runs.
import type { Block } from "../../machine/block.ts";
import type { Instruction } from "../../machine/decode.ts";
import { instructionText } from "../../machine/instruction-text.ts";
import { placeFilter } from "./breakpoints.ts";
import type { Symbols } from "./symbols.ts";

const addressOf = ({ low, high }: Instruction) => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

function blockLines({ instructions }: Block, symbols: Symbols, wants: ReturnType<typeof placeFilter>): string {
  let text = "";
  for (const instruction of instructions) {
    const address = addressOf(instruction);
    const place = symbols.place(address);
    if (!wants(place)) continue;
    const where = place.line === undefined ? "" : ` (${place.line.file}:${place.line.line})`;
    const name = place.name === undefined ? "" : ` ${place.name}${place.distance === 0n ? "" : `+0x${place.distance.toString(16)}`}`;
    text += `0x${address.toString(16)}${name}${where}: ${instructionText(instruction)}\n`;
  }
  return text;
}

/** Writes the blocks that run; `only` are places to trace, all if there are none. */
export function tracer(symbols: Symbols, only: readonly string[], write: (text: string) => void): (block: Block) => void {
  const wants = placeFilter(only);
  const known = new WeakMap<Block, string>();
  return (block) => {
    let text = known.get(block);
    if (text === undefined) known.set(block, (text = blockLines(block, symbols, wants)));
    if (text !== "") write(text);
  };
}
