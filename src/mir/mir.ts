// MIR: a function as basic blocks over typed locals, in rustc's shapes. Bodies here are concrete: one per instance, no
// parameters left in the types. A block ends in one terminator; statements have no control flow; every operand is a
// constant or reads a place.
import type { Span } from "../base/source.ts";
import type { Value } from "../sema/constants/value.ts";
import type { Instance } from "../sema/types/tables.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { AsmPiece, AsmRegister } from "../sema/types/thir.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { CPassing } from "./c-ways.ts";

/** Index into `Body.locals`: 0 is the return value, then the arguments, then variables and temporaries. */
export type Local = number;
/** Index into `Body.blocks`. Block 0 is the entry and has no predecessors. */
export type BlockId = number;

/** Index into `Body.scopes`: what is in sight at a place of the source. Scope 0 is the whole body. */
export type ScopeId = number;

/** Each `let` opens a scope in which its variables are visible, inside the scope of what stands before it. */
export interface SourceScope {
  readonly parent: ScopeId | undefined;
  readonly span: Span;
  /** Holds temporaries only: they end with the statement, condition, arm or loop body they are made for. */
  readonly isTemporary: boolean;
}

export interface LocalDecl {
  readonly type: Ty;
  /** The variable's name as written; temporaries have none. */
  readonly name: string | undefined;
  readonly mutable: boolean;
  readonly span: Span;
  /** Where it is declared. */
  readonly scope: ScopeId;
  /** Where its name can be used, and its storage lives. */
  readonly visibleIn: ScopeId;
}

export interface Body {
  /** As it is shown: `_start`, `<impl>::new`. */
  readonly name: string;
  readonly locals: readonly LocalDecl[];
  readonly argumentCount: number;
  readonly blocks: readonly BasicBlock[];
  readonly scopes: readonly SourceScope[];
  readonly span: Span;
  /** Of a function that is called as C does. */
  readonly passing?: CPassing | undefined;
}

export interface BasicBlock {
  readonly statements: Statement[];
  terminator: Terminator;
}

export type Projection =
  /** `ofBox`: what a `Box` owns, until boxes are opened. */
  | { readonly kind: "deref"; readonly type: Ty; readonly ofBox?: boolean }
  /** `variant` is the enum's downcast; -1 for structs, tuples and closures. */
  | { readonly kind: "field"; readonly variant: number; readonly field: number; readonly type: Ty }
  | { readonly kind: "index"; readonly index: Local; readonly type: Ty }
  /** Counted from the start, or from the end of a slice or array. */
  | { readonly kind: "constant-index"; readonly offset: number; readonly fromEnd: boolean; readonly type: Ty }
  | { readonly kind: "subslice"; readonly from: number; readonly to: number; readonly type: Ty };

export interface Place {
  readonly local: Local;
  readonly projection: readonly Projection[];
  /** Of the whole place. */
  readonly type: Ty;
}

export type Operand = { readonly kind: "copy" | "move"; readonly place: Place } | Constant;

export type Constant = { readonly kind: "constant"; readonly type: Ty; readonly value: ConstantValue };

export type ConstantValue =
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "zero-sized" }
  /** Any value: it is an argument that the callee does not read. */
  | { readonly kind: "unread" }
  | { readonly kind: "fn"; readonly instance: Instance }
  /** Address of a static. */
  | { readonly kind: "static"; readonly def: DefId }
  /** What is no plain number: an aggregate, a pointer into data. */
  | { readonly kind: "memory"; readonly value: Value }
  /** Address of a promoted constant of `type`; `length` makes it a fat pointer. */
  | { readonly kind: "promoted"; readonly type: Ty; readonly value: Value; readonly length: bigint | undefined }
  /** Address of read-only bytes; `length` makes it a fat pointer (`&str`, `&[u8]`). */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly length: bigint | undefined };

export type BinaryOp = "+" | "-" | "*" | "/" | "%" | "^" | "&" | "|" | "<<" | ">>" | "==" | "<" | "<=" | "!=" | ">=" | ">";

export type CastKind =
  /** Integer, bool or char to integer: truncates, or extends by the source's sign. */
  | "int-to-int"
  /** To integers towards 0, to the nearest number in range. */
  | "float-to-int"
  | "int-to-float"
  | "float-to-float"
  | "pointer"
  | "pointer-to-int"
  | "int-to-pointer"
  | "reify-fn"
  | "unsize";

export type Rvalue =
  | { readonly kind: "use"; readonly operand: Operand }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly left: Operand; readonly right: Operand }
  /** The result and whether it overflowed, as a tuple. */
  | { readonly kind: "checked-binary"; readonly op: "+" | "-" | "*"; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "unary"; readonly op: "!" | "-"; readonly operand: Operand }
  | { readonly kind: "cast"; readonly cast: CastKind; readonly operand: Operand; readonly type: Ty }
  /** `twoPhase`: a mutable borrow that counts as one from its use on, as receivers of method calls are. */
  | { readonly kind: "ref"; readonly mutable: boolean; readonly raw: boolean; readonly place: Place; readonly twoPhase?: boolean }
  /** Tuple, array, struct or variant, field by field. */
  | {
      readonly kind: "aggregate";
      readonly type: Ty;
      readonly variant: number;
      readonly fields: readonly { readonly field: number; readonly operand: Operand }[];
    }
  | { readonly kind: "repeat"; readonly operand: Operand; readonly count: bigint }
  | { readonly kind: "len"; readonly place: Place }
  | { readonly kind: "discriminant"; readonly place: Place };

/** What a statement or terminator comes from. */
export interface SourceInfo {
  readonly span: Span;
  readonly scope: ScopeId;
}

export type Statement = SourceInfo & { readonly kind: "assign"; readonly place: Place; readonly value: Rvalue };

/** A statement from the place that `at` comes from. */
export function assignment({ span, scope }: SourceInfo, place: Place, value: Rvalue): Statement {
  return { kind: "assign", place, value, span, scope };
}

/** Why an assertion panics. */
export type AssertMessage =
  /** `operands`: what the message names, two or one. */
  | { readonly kind: "overflow"; readonly op: BinaryOp | "neg"; readonly operands: readonly Operand[] }
  | { readonly kind: "division-by-zero" | "remainder-by-zero"; readonly operand: Operand }
  | { readonly kind: "bounds-check"; readonly length: Operand; readonly index: Operand };

export type AsmOperand =
  | { readonly kind: "in"; readonly register: AsmRegister; readonly value: Operand }
  | { readonly kind: "out"; readonly register: AsmRegister; readonly late: boolean; readonly place: Place | undefined }
  | {
      readonly kind: "inout";
      readonly register: AsmRegister;
      readonly late: boolean;
      readonly value: Operand;
      readonly place: Place | undefined;
    }
  | { readonly kind: "const"; readonly value: bigint }
  | { readonly kind: "sym"; readonly instance: Instance | undefined; readonly static: DefId | undefined };

export interface InlineAsm {
  /** The template strings as written. */
  readonly templates: readonly { readonly text: string; readonly span: Span }[];
  readonly template: readonly AsmPiece[];
  readonly operands: readonly AsmOperand[];
  readonly options: readonly string[];
  readonly clobberAbis: readonly string[];
}

export type Terminator = SourceInfo & TerminatorKind;

export type TerminatorKind =
  | { readonly kind: "goto"; readonly target: BlockId }
  | {
      readonly kind: "switch";
      readonly operand: Operand;
      readonly cases: readonly { readonly value: bigint; readonly target: BlockId }[];
      readonly otherwise: BlockId;
    }
  | { readonly kind: "return" }
  | { readonly kind: "unreachable" }
  /** `target` undefined: it does not return. */
  | {
      readonly kind: "call";
      readonly callee: Instance | Operand;
      readonly args: readonly Operand[];
      readonly destination: Place;
      readonly target: BlockId | undefined;
      /** Where the words travel, if the callee is called as C does. */
      readonly passing?: CPassing | undefined;
    }
  | {
      readonly kind: "assert";
      readonly condition: Operand;
      readonly expected: boolean;
      readonly message: AssertMessage;
      readonly target: BlockId;
    }
  | { readonly kind: "asm"; readonly asm: InlineAsm; readonly target: BlockId | undefined }
  /** Runs the destructor of what is in the place. Until drops are elaborated: of what may still be there. */
  | { readonly kind: "drop"; readonly place: Place; readonly target: BlockId };

/** The terminator, which has one target, with another one. */
export function withTarget(terminator: Extract<Terminator, { readonly target: BlockId | undefined }>, target: BlockId): Terminator {
  const { span, scope } = terminator;
  switch (terminator.kind) {
    case "goto":
      return { kind: "goto", target, span, scope };
    case "drop":
      return { kind: "drop", place: terminator.place, target, span, scope };
    case "asm":
      return { kind: "asm", asm: terminator.asm, target, span, scope };
    case "assert": {
      const { condition, expected, message } = terminator;
      return { kind: "assert", condition, expected, message, target, span, scope };
    }
    case "call": {
      const { callee, args, destination, passing } = terminator;
      return { kind: "call", callee, args, destination, target, span, scope, passing };
    }
  }
}

export function successors(terminator: Terminator): readonly BlockId[] {
  switch (terminator.kind) {
    case "goto":
    case "assert":
    case "drop":
      return [terminator.target];
    case "switch":
      return [...terminator.cases.map(({ target }) => target), terminator.otherwise];
    case "call":
    case "asm":
      return terminator.target === undefined ? [] : [terminator.target];
    case "return":
    case "unreachable":
      return [];
  }
}

export function isOperand(callee: Instance | Operand): callee is Operand {
  return callee.kind === "copy" || callee.kind === "move" || callee.kind === "constant";
}

/** The operands an rvalue reads; the place it borrows or looks at is not among them. */
export function rvalueOperands(value: Rvalue): readonly Operand[] {
  switch (value.kind) {
    case "use":
    case "unary":
    case "cast":
    case "repeat":
      return [value.operand];
    case "binary":
    case "checked-binary":
      return [value.left, value.right];
    case "aggregate":
      return value.fields.map(({ operand }) => operand);
    default:
      return [];
  }
}

/** The operands a terminator reads; of an assertion those that its panic is told. */
export function terminatorOperands(terminator: Terminator): readonly Operand[] {
  switch (terminator.kind) {
    case "switch":
      return [terminator.operand];
    case "call":
      return isOperand(terminator.callee) ? [terminator.callee, ...terminator.args] : terminator.args;
    case "assert":
      return [
        terminator.condition,
        ...(terminator.message.kind === "bounds-check" ? [terminator.message.length, terminator.message.index] : []),
      ];
    case "asm":
      return terminator.asm.operands.flatMap((operand) => (operand.kind === "in" || operand.kind === "inout" ? [operand.value] : []));
    default:
      return [];
  }
}
