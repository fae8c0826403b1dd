// What code wants of a C library and of the unwinder where nobody brings them along. A bare-metal core has memory functions of its
// own; the core that is shipped for a system leaves them to libc, and is built for unwinding: its panics that must not unwind name
// `rust_eh_personality`. In: a body as it was built. Out: the names that LLVM's code for it refers to, with the place.
//
// Facts from linking with `-nostartfiles` for x86_64-unknown-linux-gnu (1.96; 1.63 but for the panics): without optimization LLVM
// calls `memset` for every array of zeros or of bytes, whatever its size, and `memcpy` beyond 32 bytes; with it beyond 256 and
// 128. Of core's functions only those that are listed in `runtime-free.ts` are known to link.
import type { Span } from "../base/source.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Ty } from "../sema/types/ty.ts";
import { isOperand, rvalueOperands, successors, terminatorOperands } from "./mir.ts";
import type { Body, Local, Operand, Place, Rvalue, Statement, Terminator } from "./mir.ts";

export type WantedName = "memcpy" | "memmove" | "memset" | "memcmp" | "rust_eh_personality";

export interface Want {
  readonly name: WantedName;
  readonly span: Span;
}

export interface WantContext {
  /** In bytes. */
  readonly sizeOf: (type: Ty) => number;
  readonly isOptimized: boolean;
  /** Pointers are checked before they are followed, and core's functions check what they are given. */
  readonly isChecked: boolean;
  readonly isMutable: (item: DefId) => boolean;
  /** A function of core that is not known to link without the unwinder. */
  readonly isRisky: (def: DefId, args: readonly Ty[]) => boolean;
}

type Call = Extract<Terminator, { kind: "call" }>;

const BLOCK_FUNCTIONS: Readonly<Record<string, WantedName>> = {
  copy_nonoverlapping: "memcpy",
  copy: "memmove",
  write_bytes: "memset",
  compare_bytes: "memcmp",
  raw_eq: "memcmp",
};

/** Intrinsics that move a whole value. */
const MOVES = /^(?:volatile_load|volatile_store|unaligned_load|unaligned_store|transmute|read_via_copy|write_via_move|typed_swap)/;

class Finder {
  readonly #largestCopy: number;
  readonly #largestFill: number;

  constructor(
    readonly context: WantContext,
    readonly isOwn: boolean,
  ) {
    this.#largestCopy = context.isOptimized ? 128 : 32;
    this.#largestFill = context.isOptimized ? 256 : 0;
  }

  /** An array that is filled with one byte. */
  #fills({ operand }: Extract<Rvalue, { kind: "repeat" }>, type: Ty, element: number): boolean {
    if (element === 1) return this.context.sizeOf(type) > this.#largestFill;
    const isZero = operand.kind === "constant" && (operand.value.kind !== "int" || operand.value.value === 0n);
    return isZero && element > 0 && this.context.sizeOf(type) > this.#largestFill;
  }

  /** A variable that is only called otherwise: core's bodies, and what macros such as `format_args!` make, come without. */
  #isPassedOn(value: Rvalue, { ctxt }: Span): boolean {
    if (this.isOwn && (ctxt ?? 0) === 0) return false;
    return value.kind === "use" && value.operand.kind !== "constant" && value.operand.place.projection.length === 0;
  }

  #isLarge(operand: Operand): boolean {
    const type = operand.kind === "constant" ? operand.type : operand.place.type;
    return this.context.sizeOf(type) > this.#largestCopy;
  }

  *statement({ place, value, span }: Statement): Iterable<Want> {
    if (value.kind === "repeat") {
      const element = value.count === 0n ? 0 : this.context.sizeOf(place.type) / Number(value.count);
      if (this.#fills(value, place.type, element)) yield { name: "memset", span };
    } else if (this.#isPassedOn(value, span)) return;
    else if ((value.kind === "use" || value.kind === "aggregate") && rvalueOperands(value).some((one) => this.#isLarge(one)))
      yield { name: "memcpy", span };
  }

  *#intrinsic(name: string, { args, destination, span }: Call): Iterable<Want> {
    const wanted = BLOCK_FUNCTIONS[name];
    if (wanted !== undefined) yield { name: wanted, span };
    else if (MOVES.test(name) && (this.context.sizeOf(destination.type) > this.#largestCopy || args.some((one) => this.#isLarge(one))))
      yield { name: "memcpy", span };
  }

  *terminator(terminator: Terminator): Iterable<Want> {
    if (terminator.kind !== "call") return;
    const { callee, args, span } = terminator;
    if (!isOperand(callee) && callee.kind === "intrinsic") return yield* this.#intrinsic(callee.name, terminator);
    // What is moved is passed where it lies.
    if (args.some((one) => one.kind !== "move" && this.#isLarge(one))) yield { name: "memcpy", span };
    if (this.context.isChecked && !isOperand(callee) && callee.kind === "item" && this.context.isRisky(callee.def, callee.args))
      yield { name: "rust_eh_personality", span };
  }
}

/** Locals that hold the address of a static that does not change, which is a reference, whatever its type is here. */
function staticReferences({ blocks }: Body, { isMutable }: WantContext): ReadonlySet<Local> {
  const found = new Set<Local>();
  for (const { statements } of blocks)
    for (const { place, value } of statements) {
      const constant = value.kind === "use" && value.operand.kind === "constant" ? value.operand.value : undefined;
      if (constant?.kind === "static" && place.projection.length === 0 && !isMutable(constant.def)) found.add(place.local);
    }
  return found;
}

const placesOf = (operands: readonly Operand[]): Place[] => operands.flatMap((one) => (one.kind === "constant" ? [] : [one.place]));

/** Places that a statement reads, writes or borrows; to take an address is neither. */
function placesIn({ place, value }: Statement): Place[] {
  const looked = value.kind === "discriminant" || value.kind === "len" || (value.kind === "ref" && !value.raw) ? [value.place] : [];
  return [place, ...placesOf(rvalueOperands(value)), ...looked];
}

/** Raw pointers that are followed. */
function* pointers(body: Body, context: WantContext): Iterable<Want> {
  const references = staticReferences(body, context);
  const follows = ({ local, projection }: Place): boolean =>
    projection[0]?.kind === "deref" && body.locals[local]?.type.kind === "ptr" && !references.has(local);
  for (const { statements, terminator } of body.blocks) {
    for (const statement of statements) if (placesIn(statement).some(follows)) yield { name: "rust_eh_personality", span: statement.span };
    const written = terminator.kind === "call" ? [terminator.destination] : terminator.kind === "drop" ? [terminator.place] : [];
    if ([...written, ...placesOf(terminatorOperands(terminator))].some(follows))
      yield { name: "rust_eh_personality", span: terminator.span };
  }
}

/** The loops that hold no other: their blocks. */
function innermostLoops({ blocks }: Body): readonly ReadonlySet<number>[] {
  const targets = blocks.map(({ terminator }) => successors(terminator));
  const sources = targets.map((): number[] => []);
  targets.forEach((each, from) => each.forEach((to) => sources[to]?.push(from)));
  const found = backEdges(targets).map(([from, head]) => {
    const inside = new Set([head, from]);
    const next = from === head ? [] : [from];
    for (let at = next.pop(); at !== undefined; at = next.pop())
      for (const source of sources[at] ?? [])
        if (!inside.has(source)) {
          inside.add(source);
          next.push(source);
        }
    return inside;
  });
  return found.filter(
    (one) => !found.some((other) => other !== one && other.size < one.size && [...other].every((block) => one.has(block))),
  );
}

/** Edges to a block that is still being walked from. */
function backEdges(targets: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  const state = new Map<number, "open" | "done">([[0, "open"]]);
  const path = [{ block: 0, next: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = targets[top.block]?.[top.next++];
    if (to === undefined) {
      state.set(top.block, "done");
      path.pop();
    } else if (state.get(to) === "open") found.push([top.block, to]);
    else if (!state.has(to)) {
      state.set(to, "open");
      path.push({ block: to, next: 0 });
    }
  }
  return found;
}

/** Loops that store one byte over and over, or what they load, each time behind another pointer: LLVM makes a call of each. */
function* loops(body: Body, { sizeOf }: WantContext): Iterable<Want> {
  for (const blocks of innermostLoops(body)) {
    const inLoop = [...blocks].flatMap((block) => body.blocks[block]?.statements ?? []);
    yield* sweep(inLoop, sizeOf);
  }
}

/** Where the loop looks at other memory as well, that might be what it stores to, LLVM leaves it alone. */
function* sweep(inLoop: readonly Statement[], sizeOf: WantContext["sizeOf"]): Iterable<Want> {
  const advancing = new Set<Local>();
  for (const { place, value } of inLoop) if (!(value.kind === "use" && value.operand.kind === "constant")) advancing.add(place.local);
  // Where an index is checked, the loop has a way out that LLVM minds.
  const isSwept = ({ local, projection }: Place): boolean =>
    projection[0]?.kind === "deref" && advancing.has(local) && projection.every(({ kind }) => kind !== "index");
  const loads = inLoop.flatMap(({ place, value }) =>
    value.kind === "use" && value.operand.kind !== "constant" && isSwept(value.operand.place) ? [place] : [],
  );
  const stores = inLoop.filter(({ place }) => isSwept(place));
  const [store] = stores;
  if (store?.value.kind !== "use" || stores.length > 1 || loads.length > 1) return;
  const { operand } = store.value;
  const isLoaded = operand.kind !== "constant" && (isSwept(operand.place) || loads.some(({ local }) => local === operand.place.local));
  const isZero = operand.kind === "constant" && operand.value.kind === "int" && operand.value.value === 0n;
  if (isLoaded) yield { name: "memcpy", span: store.span };
  else if (loads.length === 0 && (isZero || sizeOf(store.place.type) === 1)) yield { name: "memset", span: store.span };
}

/** `isOwn`: of the crate; core was compiled without checks of its pointers. */
export function* runtimeWants(body: Body, context: WantContext, isOwn: boolean): Iterable<Want> {
  const finder = new Finder({ ...context, isChecked: context.isChecked && isOwn }, isOwn);
  for (const { statements, terminator } of body.blocks) {
    for (const statement of statements) yield* finder.statement(statement);
    yield* finder.terminator(terminator);
  }
  if (context.isOptimized && isOwn) yield* loops(body, context);
  if (context.isChecked && isOwn) yield* pointers(body, context);
}
