// Values on their way to and from functions of C: each call, and each function of C itself, learns where C passes the words of its
// arguments and its result (`c-ways.ts`), which the code generators follow. A struct that Rust would pass otherwise becomes a word
// or a pair of words; its bytes are copied from there and thither. What larger structs are goes by their address, as in Rust,
// and the code generators copy them where C does.
import type { DefId } from "../sema/types/def-id.ts";
import type { FnSig, Instance } from "../sema/types/tables.ts";
import { primitiveByName } from "../sema/types/ty.ts";
import type { Interner, Ty } from "../sema/types/ty.ts";
import type { Span } from "../base/source.ts";
import { Unsupported } from "./build/builder.ts";
import { MOST_WORDS, WORD, classesOf } from "./c-classes.ts";
import { NotOfC, systemVPassing, windowsPassing } from "./c-ways.ts";
import type { CPassing, WayTables } from "./c-ways.ts";
import { assignment, isOperand } from "./mir.ts";
import type { BasicBlock, Body, LocalDecl, Operand, Place, SourceInfo, Statement, Terminator } from "./mir.ts";
import { Renamer } from "./rename.ts";

export type CConvention = CPassing["convention"];

export interface CLowering extends WayTables {
  readonly types: Interner;
  /** How a function of this ABI passes values; undefined of Rust's own. */
  readonly conventionOf: (abi: string) => CConvention | undefined;
  readonly signatureOf: (def: DefId) => FnSig;
}

type Call = Extract<Terminator, { kind: "call" }>;

const U8 = primitiveByName("u8") as Ty;
const U64 = primitiveByName("u64") as Ty;
/** A larger struct on the stack is more than anyone means. */
const MOST_BYTES = 4096;

/** The words a value travels as; undefined where it travels as Rust passes it. */
function carrier({ types, layoutOf }: CLowering, type: Ty): Ty | undefined {
  if (type.kind !== "adt" && type.kind !== "tuple" && type.kind !== "array") return undefined;
  const { abi, size } = layoutOf(type);
  if (abi.kind !== "memory" && !(abi.kind === "pair" && abi.secondOffset !== WORD)) return undefined;
  if (size === 0 || size > MOST_WORDS * WORD) return undefined;
  return size <= WORD ? U64 : types.tuple([U64, U64]);
}

/** The same of a result: what lives in memory is written there by the callee. */
function resultCarrier(lowering: CLowering, type: Ty, convention: CConvention): Ty | undefined {
  const { abi, size } = lowering.layoutOf(type);
  const isInMemory = size > 0 && convention === "sysv64" && classesOf(lowering, type) === undefined;
  if (!isInMemory) return carrier(lowering, type);
  return abi.kind === "memory" ? undefined : lowering.types.arrayOf(U8, size);
}

const isBytes = (type: Ty): boolean => type.kind === "array";

class Lowering {
  readonly locals: LocalDecl[];
  readonly blocks: BasicBlock[];
  #passing: CPassing | undefined;

  constructor(
    readonly body: Body,
    readonly how: CLowering,
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
    const { types } = this.how;
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
    if (!isBytes(words))
      out.push(
        assignment(info, place, words === U64 ? { kind: "use", operand: zero } : { kind: "aggregate", type: words, variant: -1, fields }),
      );
    out.push(assignment(info, this.#through(place, type, info, out), { kind: "use", operand: value }));
    return place;
  }

  /** Throws Unsupported. */
  #ways(convention: CConvention, types: readonly Ty[], result: Ty, isVariadic: boolean, span: Span): CPassing {
    try {
      const passing = (convention === "win64" ? windowsPassing : systemVPassing)(this.how, types, result, isVariadic);
      if (passing.stackBytes <= MOST_BYTES) return passing;
    } catch (error) {
      if (!(error instanceof NotOfC)) throw error;
    }
    throw new Unsupported("a struct by value from or to a function of C", span);
  }

  // --- Calls ------------------------------------------------------------------------------------------------------

  call(block: BasicBlock): void {
    const call = block.terminator;
    if (call.kind !== "call") return;
    const convention = this.how.conventionOf(abiOf(call.callee, this.how));
    if (convention === undefined) return;
    const { callee, destination, span } = call;
    // Of a trait object its address is passed.
    const isObject = (i: number) => i === 0 && !isOperand(callee) && callee.kind === "virtual";
    const types = call.args.map((arg, i) => (isObject(i) ? U64 : typeOf(arg)));
    const passing = this.#ways(convention, types, destination.type, isVariadic(callee, this.how), span);
    const args = call.args.map((arg, i): Operand => {
      const words = isObject(i) ? undefined : carrier(this.how, typeOf(arg));
      return words === undefined ? arg : { kind: "move", place: this.#packed(arg, typeOf(arg), words, call, block.statements) };
    });
    block.terminator = this.#resultOf({ ...call, args, passing }, convention);
  }

  #resultOf(call: Call, convention: CConvention): Terminator {
    const { destination, target, span, scope } = call;
    const words = resultCarrier(this.how, destination.type, convention);
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
  signature(convention: CConvention): void {
    const { span, argumentCount } = this.body;
    if (convention === "win64") throw new Unsupported("a function of Microsoft's calling convention", span);
    const [result, ...params] = this.locals.slice(0, argumentCount + 1).map(({ type }) => type) as [Ty, ...Ty[]];
    this.#passing = this.#ways(convention, params, result, false, span);
    const moved = new Map<number, number>();
    const info: SourceInfo = { span, scope: 0 };
    for (let local = 0; local <= argumentCount; local++) {
      const declared = this.locals[local] as LocalDecl;
      const words = local === 0 ? resultCarrier(this.how, declared.type, convention) : carrier(this.how, declared.type);
      if (words === undefined) continue;
      moved.set(local, this.locals.push(declared) - 1);
      this.locals[local] = { ...declared, type: words, name: undefined };
    }
    if (moved.size > 0) this.#rename(moved, info);
  }

  #rename(moved: ReadonlyMap<number, number>, info: SourceInfo): void {
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
    return { ...this.body, locals: this.locals, blocks: this.blocks, passing: this.#passing };
  }
}

/** `abi`: the function's own. Throws Unsupported. */
export function lowerCValues(body: Body, how: CLowering, abi: string): Body {
  const own = how.conventionOf(abi);
  const isOfC = ({ terminator }: BasicBlock) => terminator.kind === "call" && how.conventionOf(abiOf(terminator.callee, how)) !== undefined;
  if (own === undefined && !body.blocks.some(isOfC)) return body;
  const lowering = new Lowering(body, how);
  const { length } = lowering.blocks;
  for (let at = 0; at < length; at++) lowering.call(lowering.blocks[at] as BasicBlock);
  if (own !== undefined) lowering.signature(own);
  return lowering.finish();
}

/** By the name that a signature or type of a function bears; undefined of Rust's conventions and of machines that have others. */
export function conventionOfC({ arch, os }: { readonly arch: string; readonly os: string }, abi: string): CConvention | undefined {
  if (arch !== "x86_64") return undefined;
  if (/^(?:win64|efiapi)(?:-unwind)?$/.test(abi)) return "win64";
  const isWindows = os === "windows" || os === "uefi";
  return (isWindows ? /^sysv64(?:-unwind)?$/ : /^(?:C|system|cdecl|sysv64)(?:-unwind)?$/).test(abi) ? "sysv64" : undefined;
}

const typeOf = (operand: Operand): Ty => (operand.kind === "constant" ? operand.type : operand.place.type);

const functionOf = (callee: Instance | Operand): (Ty & { kind: "fn-pointer" }) | undefined => {
  const type = isOperand(callee) ? typeOf(callee) : undefined;
  return type?.kind === "fn-pointer" ? type : undefined;
};

/** The convention that a call follows. */
function abiOf(callee: Instance | Operand, { signatureOf }: CLowering): string {
  if (isOperand(callee)) return functionOf(callee)?.abi ?? "Rust";
  return callee.kind === "item" || callee.kind === "foreign" || callee.kind === "virtual" ? signatureOf(callee.def).abi : "Rust";
}

function isVariadic(callee: Instance | Operand, { signatureOf }: CLowering): boolean {
  if (isOperand(callee)) return functionOf(callee)?.variadic === true;
  return callee.kind === "foreign" && signatureOf(callee.def).variadic;
}
