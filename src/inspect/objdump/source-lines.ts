// objdump -l and -S: before an instruction, where in the source it comes from.
import type { ByteSink } from "../byte-sink.ts";
import type { ObjdumpContext } from "./objdump.ts";

export interface SourceLines {
  /** Writes what stands before the instruction at `address`. */
  tell(sink: ByteSink, address: bigint): void;
}

export function sourceLinesOf(context: ObjdumpContext): SourceLines | undefined {
  void context;
  return undefined;
}
