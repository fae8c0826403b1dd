// --symbolize-operands: names for the targets of branches inside a region, `L0`, `L1`: in order of appearance in LLVM 15, of address in 22.
import { Decoded } from "../disassembly/template.ts";
import type { CodeReading } from "./code-machine.ts";

export function branchLabels(
  code: Uint8Array,
  start: number,
  end: number,
  reading: CodeReading,
  llvm: 15 | 22,
): ReadonlyMap<number, string> {
  const targets = new Set<number>();
  const decoded = new Decoded();
  for (let at = start; at < end; at += decoded.size) {
    reading.decoder(at).decode(code, at, code.length, decoded);
    const { template, target } = decoded;
    if (!template.hasTarget || target < start || target >= end) continue;
    targets.add(target);
  }
  const ordered = llvm === 22 ? [...targets].sort((a, b) => a - b) : [...targets];
  return new Map(ordered.map((target, i) => [target, `L${i}`]));
}
