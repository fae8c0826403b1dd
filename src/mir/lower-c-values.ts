// Small structs on their way to and from functions of C (System V psABI AMD64, 3.2.3): they travel as one or two words, however
// they are made up. A parameter, argument or result that Rust would pass otherwise becomes a word or a pair of words, which the
// code generators pass as C does; its bytes are copied from there and thither. Structs with floating-point numbers (where those have registers), packed ones and those
// of more than two words travel otherwise and stay as they are: they are refused later.
import type { Layout } from "../sema/types/layout.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Instance } from "../sema/types/tables.ts";
import { primitiveByName } from "../sema/types/ty.ts";
import type { Interner, Ty } from "../sema/types/ty.ts";
import { assignment, isOperand } from "./mir.ts";
import type { BasicBlock, Body, LocalDecl, Operand, Place, SourceInfo, Statement, Terminator } from "./mir.ts";
import { Renamer } from "./rename.ts";

export interface CPassing {
  readonly types: Interner;
  readonly layoutOf: (type: Ty) => Layout;
  /** It travels neither as words nor as Rust passes it. */
  readonly isOther: (type: Ty) => boolean;
  /** Calls of it pass values as C does. */
  readonly isC: (callee: Instance | Operand) => boolean;
}

type Call = Extract<Terminator, { kind: "call" }>;

const WORD = 8;
const U64 = primitiveByName("u64") as Ty;

/** The words a value travels as; undefined where it travels as Rust passes it, or not at all. */
function carrier({ types, layoutOf, isOther }: CPassing, type: Ty): Ty | undefined {
  if (type.kind !== "adt" && type.kind !== "tuple" && type.kind !== "array") return undefined;
  const { abi, size, alignment } = layoutOf(type);
  if (abi.kind !== "memory" && !(abi.kind === "pair" && abi.secondOffset !== WORD)) return undefined;
  if (size === 0 || size > 2 * WORD || alignment > WORD || isOther(type)) return undefined;
  return size <= WORD ? U64 : types.tuple([U64, U64]);
}

class Lowering {
  readonly locals: LocalDecl[];
  readonly blocks: BasicBlock[];

  constructor(
    readonly body: Body,
    readonly passing: CPassing,
  ) {
    this.locals = [...body.locals];
    this.blocks = body.blocks.map(({ statements, terminator }) => ({ statements: [...statements], terminator }));
  }

  #temporary(type: Ty, { span, scope }: SourceInfo): Place {
    this.locals.push({ type, name: undefined, mutable: true, span, scope, visibleIn: scope });
    return { local: this.locals.length - 1, projection: [], type };
  }

  /** The words as a value of the type. */
  #through(words: Place, type: Ty, info: SourceInfo, out: Statement[]): Place {
    const { types } = this.passing;
    const toWords = this.#temporary(types.ptr(words.type, true), info);
    const toValue = this.#temporary(types.ptr(type, true), info);
    out.push(
      assignment(info, toWords, { kind: "ref", mutable: true, raw: true, place: words }),
      assignment(info, toValue, { kind: "cast", cast: "pointer", operand: { kind: "copy", place: toWords }, type: toValue.type }),
    );
    return { local: toValue.local, projection: [{ kind: "deref", type }], type };
  }

  /** New words that hold the value; bytes behind its end are zero. */
  #packed(value: Operand, type: Ty, words: Ty, info: SourceInfo, out: Statement[]): Place {
    const zero: Operand = { kind: "constant", type: U64, value: { kind: "int", value: 0n } };
    const place = this.#temporary(words, info);
    const fields = [0, 1].map((field) => ({ field, operand: zero }));
    out.push(
      assignment(info, place, words === U64 ? { kind: "use", operand: zero } : { kind: "aggregate", type: words, variant: -1, fields }),
    );
    out.push(assignment(info, this.#through(place, type, info, out), { kind: "use", operand: value }));
    return place;
  }

  // --- Calls ------------------------------------------------------------------------------------------------------

  call(block: BasicBlock): void {
    const call = block.terminator;
    if (call.kind !== "call" || !this.passing.isC(call.callee)) return;
    const args = call.args.map((arg): Operand => {
      const type = arg.kind === "constant" ? arg.type : arg.place.type;
      const words = carrier(this.passing, type);
      return words === undefined ? arg : { kind: "move", place: this.#packed(arg, type, words, call, block.statements) };
    });
    block.terminator = this.#resultOf({ ...call, args });
  }

  #resultOf(call: Call): Terminator {
    const { destination, target, span, scope } = call;
    const words = carrier(this.passing, destination.type);
    if (words === undefined || target === undefined) return call;
    const result = this.#temporary(words, call);
    const statements: Statement[] = [];
    const value = this.#through(result, destination.type, call, statements);
    statements.push(assignment(call, destination, { kind: "use", operand: { kind: "copy", place: value } }));
    this.blocks.push({ statements, terminator: { kind: "goto", target, span, scope } });
    return { ...call, destination: result, target: this.blocks.length - 1 };
  }

  // --- The function itself ------------------------------------------------------------------------------------------

  /** Its parameters and result that travel as words: what was said of them is said of variables of their own. */
  signature(): void {
    const moved = new Map<number, number>();
    const info: SourceInfo = { span: this.body.span, scope: 0 };
    for (let local = 0; local <= this.body.argumentCount; local++) {
      const declared = this.locals[local] as LocalDecl;
      const words = carrier(this.passing, declared.type);
      if (words === undefined) continue;
      moved.set(local, this.locals.push(declared) - 1);
      this.locals[local] = { ...declared, type: words, name: undefined };
    }
    if (moved.size === 0) return;
    const renamer = new Renamer(
      (local) => moved.get(local) ?? local,
      (block) => block,
    );
    const begin: Statement[] = [];
    for (const [local, variable] of moved) {
      const { type } = this.locals[variable] as LocalDecl;
      const words: Place = { local, projection: [], type: (this.locals[local] as LocalDecl).type };
      if (local === 0) continue;
      const value = this.#through(words, type, info, begin);
      begin.push(assignment(info, { local: variable, projection: [], type }, { kind: "use", operand: { kind: "copy", place: value } }));
    }
    for (const block of this.blocks) {
      block.statements.splice(0, block.statements.length, ...block.statements.map((statement) => renamer.statement(statement)));
      block.terminator = renamer.terminator(block.terminator);
      if (block.terminator.kind === "return") this.#returned(block, moved.get(0));
    }
    this.#prepend(begin);
  }

  #returned({ statements, terminator }: BasicBlock, variable: number | undefined): void {
    if (variable === undefined) return;
    const { type } = this.locals[variable] as LocalDecl;
    const words = (this.locals[0] as LocalDecl).type;
    const packed = this.#packed({ kind: "copy", place: { local: variable, projection: [], type } }, type, words, terminator, statements);
    statements.push(
      assignment(terminator, { local: 0, projection: [], type: words }, { kind: "use", operand: { kind: "move", place: packed } }),
    );
  }

  /** Before the first block, which may be a loop's head: it moves behind the others. */
  #prepend(statements: Statement[]): void {
    const [first] = this.blocks as [BasicBlock];
    const moved = this.blocks.length;
    const renamer = new Renamer(
      (local) => local,
      (block) => (block === 0 ? moved : block),
    );
    this.blocks.push({ statements: first.statements, terminator: first.terminator });
    for (const block of this.blocks) block.terminator = renamer.terminator(block.terminator);
    const { span, scope } = first.terminator;
    this.blocks[0] = { statements, terminator: { kind: "goto", target: moved, span, scope } };
  }

  finish(): Body {
    return { ...this.body, locals: this.locals, blocks: this.blocks };
  }
}

/** `isOfC`: the function itself is called as C does. */
export function lowerCValues(body: Body, passing: CPassing, isOfC: boolean): Body {
  const isTouched = isOfC || body.blocks.some(({ terminator }) => terminator.kind === "call" && passing.isC(terminator.callee));
  if (!isTouched) return body;
  const lowering = new Lowering(body, passing);
  const { length } = lowering.blocks;
  for (let at = 0; at < length; at++) lowering.call(lowering.blocks[at] as BasicBlock);
  if (isOfC) lowering.signature();
  return lowering.finish();
}

/** The convention of C on this machine, by the name that a signature or type of a function bears. */
export const isConventionOfC = (abi: string): boolean => /^(?:C|system|cdecl|sysv64)(?:-unwind)?$/.test(abi);

/** Windows has a convention of its own. */
export const isSystemV = ({ arch, os }: { readonly arch: string; readonly os: string }): boolean =>
  arch === "x86_64" && os !== "windows" && os !== "uefi";

/** The convention that a call follows. */
export function conventionOf(callee: Instance | Operand, abiOf: (def: DefId) => string): string {
  if (!isOperand(callee))
    return callee.kind === "item" || callee.kind === "foreign" || callee.kind === "virtual" ? abiOf(callee.def) : "Rust";
  const type = callee.kind === "constant" ? callee.type : callee.place.type;
  return type.kind === "fn-pointer" ? type.abi : "Rust";
}
