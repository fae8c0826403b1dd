// --symbolize-operands: names for the targets of branches inside a region, `L0`, `L1`, in order of appearance.
import { Decoded, SLOT } from "../disassembly/template.ts";
import type { CodeReading } from "./code-machine.ts";

export function branchLabels(code: Uint8Array, start: number, end: number, reading: CodeReading): ReadonlyMap<number, string> {
  const labels = new Map<number, string>();
  const decoded = new Decoded();
  for (let at = start; at < end; at += decoded.size) {
    reading.decoder(at).decode(code, at, code.length, decoded);
    const { template, target } = decoded;
    if (!template.slots.includes(SLOT.target) || target < start || target >= end || labels.has(target)) continue;
    labels.set(target, `L${labels.size}`);
  }
  return labels;
}
