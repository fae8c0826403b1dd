// What is asked of the module while one of its functions is compiled, by whichever code generator: layouts, what the session
// wants, names of what else there is.
import type { Span } from "../base/source.ts";
import type { AsmErrors } from "../isa/x86_64/assemble.ts";
import type { Value } from "../sema/constants/value.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Layouts } from "../sema/types/layout.ts";
import type { Instance } from "../sema/types/tables.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { AsmText } from "./asm-report.ts";
import type { PortableTarget } from "./machines.ts";

export interface FunctionHost {
  readonly layouts: Layouts;
  /** Keep variables in memory for debuggers, and jumps that stand alone: `-C opt-level=0`. */
  readonly isDev: boolean;
  /** Addresses are known at link time: `-C relocation-model=static`. */
  readonly isStatic: boolean;
  /** Code and data lie in the upper 2 GiB: `-C code-model=kernel`. */
  readonly isUpper: boolean;
  /** The LLVM whose assembler reads inline assembly. */
  readonly llvm: 15 | 22;
  /** The machine, if it is not x86-64. */
  readonly portable: PortableTarget | undefined;
  /** What the processor reads as one no-operation. */
  readonly longestNop: number;
  /** What passes leave is checked: `-Z verify-llvm-ir`. */
  readonly verifies: boolean;
  /** Every function keeps rbp at its frame. */
  readonly hasFramePointer: boolean;
  /** The code is also wanted as text. */
  readonly wantsText: boolean;
  symbolOf(instance: Instance): string;
  /** The same of what a pointer holds. */
  pointerSymbol(instance: Instance): string;
  staticSymbol(def: DefId): string;
  /** The table of methods of `type` as a `dyn`. */
  vtableSymbol(type: Ty, dyn: Ty): string;
  /** Read-only data that holds a constant. */
  constantSymbol(type: Ty, value: Value): string;
  bytesSymbol(bytes: Uint8Array): string;
  /** A function with `#[track_caller]`, also one of a table of methods: it takes the caller's location behind its arguments. */
  tracksCaller(instance: Instance): boolean;
  /** It does not look at that location. */
  ignoresPlace(instance: Instance): boolean;
  /** Address of a `Location` for a place in the source. */
  locationSymbol(span: Span): string;
  refuse(construct: string, span: Span): never;
  /** Assembly that LLVM refuses, too. */
  refuseAsm(errors: AsmErrors, asm: AsmText): never;
}
