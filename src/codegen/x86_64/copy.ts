// Copies of memory without a library's help: in pieces of 8 bytes and less.
import { generalRegister } from "../../isa/x86_64/operand.ts";
import type { Memory } from "../../isa/x86_64/operand.ts";
import type { FunctionCompiler } from "./function.ts";

const LARGEST_UNROLLED = 512;

/** Copies `size` bytes; the two do not overlap, or are the same. */
export function copyMemory(f: FunctionCompiler, to: Memory, from: Memory, size: number): void {
  if (size > LARGEST_UNROLLED) return f.host.refuse("a copy of a large value", f.span);
  const scratch = f.registers.take();
  for (let at = 0; at < size;) {
    const width = [8, 4, 2, 1].find((bytes) => at + bytes <= size) as 1 | 2 | 4 | 8;
    const register = generalRegister(scratch, (8 * width) as 8 | 16 | 32 | 64);
    f.emit("mov", register, { ...from, displacement: from.displacement + at });
    f.emit("mov", { ...to, displacement: to.displacement + at }, register);
    at += width;
  }
  f.registers.free(scratch);
}
