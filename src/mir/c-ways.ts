// Where the words of arguments and results travel between functions of C. System V: in six general and eight vector registers, on
// the stack what finds no place there; a struct goes whole or not at all, but where numbers in vector registers are counted
// and there are none (soft-float targets) LLVM parts it. Microsoft's convention has four registers by position, room for
// them on the stack, and addresses of what is not a word. As rustc's `callconv/x86_64.rs`, `x86_win64.rs` and LLVM have it.
import { MOST_WORDS, WORD, classesOf } from "./c-classes.ts";
import type { CClass, ClassTables } from "./c-classes.ts";
import type { Ty } from "../sema/types/ty.ts";

/** A word in a register, by its place in the convention; on the stack, bytes above the stack pointer at the call. */
export type CWay =
  | { readonly kind: "general"; readonly index: number }
  | { readonly kind: "vector"; readonly index: number }
  | { readonly kind: "stack"; readonly offset: number }
  /** Of a value in memory: its bytes, where others get its address. */
  | { readonly kind: "copied"; readonly offset: number; readonly size: number }
  /** Padding. */
  | { readonly kind: "nothing" };

/** How a function of C gets its arguments and gives its result, by the words of each. */
export interface CPassing {
  readonly convention: "sysv64" | "win64";
  readonly arguments: readonly (readonly CWay[])[];
  readonly results: readonly CWay[];
  /** What a call takes from the stack. */
  readonly stackBytes: number;
  /** Of calls with any number of arguments: how many vector registers hold one. */
  readonly vectors: number | undefined;
}

const GENERAL = 6;
const VECTORS = 8;
/** Alignment of the stack at calls. */
const MOST_ALIGNMENT = 16;

export class NotOfC extends Error {}

export interface WayTables extends ClassTables {
  /** Numbers with a point travel as the integers of their bytes. */
  readonly isSoft: boolean;
}

const alignUp = (value: number, alignment: number) => Math.ceil(value / alignment) * alignment;

/** What is left of registers and stack. rustc counts them one way to tell what lives in memory, LLVM the other to fill them. */
class SystemV {
  general = 0;
  vector = 0;
  stack = 0;
  #generalCounted = GENERAL;
  #vectorsCounted = VECTORS;

  constructor(readonly view: WayTables) {}

  result(type: Ty): readonly CWay[] {
    const { size, abi } = this.view.layoutOf(type);
    if (size === 0) return [];
    const classes = classesOf(this.view, type);
    if (classes === undefined) {
      this.general = 1;
      this.#generalCounted--;
      return [];
    }
    if (abi.kind === "memory" && size > MOST_WORDS * WORD) throw new NotOfC();
    return classes.map((one) => this.#next(one));
  }

  argument(type: Ty): readonly CWay[] {
    const { size, abi, wide } = this.view.layoutOf(type);
    if (size === 0) return [];
    const classes = classesOf(this.view, type);
    if (classes === undefined) return this.#inMemory(type);
    const general = classes.filter((one) => one === "general").length;
    const vectors = classes.filter((one) => one === "vector").length;
    if (general <= this.#generalCounted && vectors <= this.#vectorsCounted) {
      this.#generalCounted -= general;
      this.#vectorsCounted -= vectors;
    } else if (abi.kind !== "scalar" && wide === undefined) return this.#inMemory(type);
    // Both words of a number, or none.
    if (wide !== undefined && this.general + MOST_WORDS > GENERAL) return this.#inMemory(type);
    return classes.map((one) => this.#next(one));
  }

  #next(one: CClass): CWay {
    if (one === undefined) return { kind: "nothing" };
    if (one === "vector" && !this.view.isSoft)
      return this.vector < VECTORS ? { kind: "vector", index: this.vector++ } : { kind: "stack", offset: this.#room(WORD, WORD) };
    return this.general < GENERAL ? { kind: "general", index: this.general++ } : { kind: "stack", offset: this.#room(WORD, WORD) };
  }

  #room(size: number, alignment: number): number {
    const offset = alignUp(this.stack, alignment);
    this.stack = offset + alignUp(size, WORD);
    return offset;
  }

  #inMemory(type: Ty): readonly CWay[] {
    const { size, alignment, abi } = this.view.layoutOf(type);
    if (alignment > MOST_ALIGNMENT) throw new NotOfC();
    const offset = this.#room(size, Math.max(WORD, alignment));
    if (abi.kind === "memory" && size > MOST_WORDS * WORD) return [{ kind: "copied", offset, size }];
    return Array.from({ length: Math.ceil(size / WORD) }, (_, i) => ({ kind: "stack", offset: offset + WORD * i }));
  }
}

/** Results fill rax, rdx, xmm0, xmm1. */
function resultsOf(view: WayTables, result: Ty): { readonly ways: readonly CWay[]; readonly filled: SystemV } {
  const own = new SystemV(view);
  const ways = own.result(result);
  const filled = new SystemV(view);
  if (ways.length === 0) filled.result(result);
  return { ways, filled };
}

/** Throws NotOfC. */
export function systemVPassing(view: WayTables, params: readonly Ty[], result: Ty, isVariadic: boolean): CPassing {
  const { ways, filled } = resultsOf(view, result);
  const args = params.map((type) => filled.argument(type));
  const vectors = isVariadic ? filled.vector : undefined;
  return { convention: "sysv64", arguments: args, results: ways, stackBytes: filled.stack, vectors };
}

const WINDOWS_REGISTERS = 4;
/** Where the callee may keep what came in registers. */
const HOME = WINDOWS_REGISTERS * WORD;
const PLAIN: ReadonlySet<number> = new Set([1, 2, 4, 8]);

/** Calls only. Values of other sizes are passed by an address, which the caller sees to. Throws NotOfC. */
export function windowsPassing(view: WayTables, params: readonly Ty[], result: Ty, isVariadic: boolean): CPassing {
  const classOf = (type: Ty): CClass => (view.layoutOf(type).abi.kind === "scalar" ? classesOf(view, type)?.[0] : "general");
  const isPlain = (type: Ty) => PLAIN.has(view.layoutOf(type).size);
  const isSized = (type: Ty) => view.layoutOf(type).size > 0;
  if (isVariadic || [...params, result].some((type) => isSized(type) && !isPlain(type))) throw new NotOfC();
  let position = 0;
  const args = params.map((type): CWay[] => {
    if (!isSized(type)) return [];
    const index = position++;
    if (index >= WINDOWS_REGISTERS) return [{ kind: "stack", offset: WORD * index }];
    return [{ kind: classOf(type) === "vector" && !view.isSoft ? "vector" : "general", index }];
  });
  const results: CWay[] = isSized(result) ? [{ kind: classOf(result) === "vector" && !view.isSoft ? "vector" : "general", index: 0 }] : [];
  const stackBytes = HOME + WORD * Math.max(0, position - WINDOWS_REGISTERS);
  return { convention: "win64", arguments: args, results, stackBytes, vectors: undefined };
}
