// What code generation works through: instances of functions and statics to emit, found from the roots (what the
// linker can name) by following calls and addresses; and the symbols they get.
import type { AsmSources } from "./asm-report.ts";
import type { Span } from "../base/source.ts";
import type { Session } from "../target/session.ts";
import type { Body } from "../mir/mir.ts";
import type { Allocation } from "../sema/constants/value.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance, Shim, TypeTables } from "../sema/types/tables.ts";
import type { Expr } from "../sema/types/thir.ts";
import type { Ty } from "../sema/types/ty.ts";

/** A function to compile: a definition with its generic arguments. */
export interface FunctionInstance {
  readonly def: DefId;
  readonly args: readonly Ty[];
  readonly symbol: string;
  /** A body that is made: of a closure of `def`, or a shim. */
  readonly shim?: Shim | undefined;
}

/** A static's bytes and the addresses in them. */
export interface StaticData {
  readonly bytes: Uint8Array;
  /** So many zeros instead of bytes. */
  readonly zeros?: number;
  readonly alignment: number;
  readonly mutable: boolean;
  readonly relocations: readonly { readonly offset: number; readonly symbol: string; readonly addend: bigint }[];
}

export interface ModuleContext {
  /** Keep what the text of `--emit=asm` is made of. */
  readonly wantsText: boolean;
  readonly session: Session;
  readonly program: Program;
  readonly tables: TypeTables;
  readonly bodyOf: (instance: FunctionInstance) => Body;
  /** Is told that an instance is compiled: its body is kept only for others that may look into it. */
  readonly forget: (instance: FunctionInstance) => void;
  /** `core::ptr::drop_in_place`, which drop glue is named after. */
  readonly dropInPlace: DefId;
  /** The same without what is made only for arguments that callees do not read. */
  readonly trimmed: (body: Body) => Body;
  /** A function with `#[track_caller]` that does not look at where it is called from. */
  readonly ignoresPlace: (instance: Instance) => boolean;
  /** The evaluated initial value of a static; undefined if it cannot be known here. */
  readonly allocationOf: (def: DefId) => Allocation | undefined;
  /** Value of a `const` operand of `global_asm!`. */
  readonly evaluate: (expr: Expr) => bigint | undefined;
  readonly isMutable: (def: DefId) => boolean;
  /** For what is wrong with assembly. */
  readonly asmSources: AsmSources;
  /** Where a span is, for panics: macro calls stand for what they expanded to. */
  readonly locate: (span: Span) => { readonly file: string; readonly line: number; readonly column: number };
  /** The same for debuggers; undefined for what is not of the crate. */
  readonly place: (span: Span) => { readonly file: string; readonly line: number; readonly column: number } | undefined;
  /** An item's path, the crate first. */
  readonly pathOf: (def: DefId) => readonly string[];
  /** The crate's root file as the compiler was given it. */
  readonly rootFile: string;
}

export type ItemInstance = Extract<Instance, { kind: "item" }>;
