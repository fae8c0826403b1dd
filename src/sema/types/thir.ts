// Typed bodies: what the type checker hands to MIR lowering, the constant evaluator and the lints. The vocabulary is
// rustc's THIR: every expression has its final type; every coercion, autoderef and autoref is an expression of its
// own; overloaded operators, indexing, `for` and `?` are calls; paths are resolved to what they name.
//
// Types may hold parameters of the owner (`param`) and projections on them; no inference variables. Who compiles an
// instance substitutes and normalises (`instance.ts`). A callee is an expression of `fn-def` type; one that names a
// trait's method is resolved to the impl's by `resolveInstance` once its arguments are known.
//
// Places and values: `local`, `upvar`, `static`, `deref`, `field`, `index` are places; a place used as a value is a
// copy or a move, decided by its type. Any other expression used as a place (borrowed, matched) makes a temporary.
//
// Temporaries drop at the end of the smallest of: the statement, the condition of `if`/`while`/a guard, the operand
// of `&&`/`||` on the right, the body of a loop, arm, closure or function; in edition 2024 also the block's tail and the scrutinee of
// `if let` (before `else`). `extended` on an expression says that its temporary lives as long as the block's locals
// (`let r = &make();`). Constant promotion of `&CONSTANT` is `constants/promotion.ts`.
import type { Span } from "../../base/source.ts";
import type { BinaryOp, ExprId, TypeId } from "../../syntax/ast.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

/** A local variable, by its number in `Body.locals`. */
export type LocalId = number;

export interface Local {
  readonly name: string;
  readonly type: Ty;
  readonly span: Span;
  /** Declared with `mut`. */
  readonly mutable: boolean;
  /** The pattern's node in the tree, for lints; 0 for locals the desugaring made. */
  readonly node: number;
  /** True if it stands for a parameter that is a plain name. */
  readonly param: boolean;
  /** By reference: `ref x` (also through default binding modes). */
  readonly byRef: boolean;
}

/** The body of a function, constant, static, or anonymous constant. */
export interface Body {
  readonly owner: DefId;
  readonly params: readonly BodyParam[];
  readonly result: Ty;
  readonly value: Expr;
  /** Shared with the closures inside: one numbering per owner. */
  readonly locals: readonly Local[];
  /** What patterns compare with, ends of ranges included. */
  readonly patternLiterals: readonly Expr[];
  /** Closures of this body, innermost last; their numbers are those in the types. */
  readonly closures: readonly Closure[];
  readonly span: Span;
  /** Errors were found: do not lower it. */
  readonly tainted: boolean;
}

export interface BodyParam {
  readonly pat: Pat;
  readonly type: Ty;
  readonly span: Span;
}

export interface Closure {
  readonly id: number;
  readonly owner: DefId;
  readonly kind: "Fn" | "FnMut" | "FnOnce";
  readonly move: boolean;
  readonly captures: readonly Capture[];
  readonly params: readonly BodyParam[];
  readonly result: Ty;
  readonly value: Expr;
  readonly span: Span;
  readonly headSpan: Span;
  /** The expression's node. */
  readonly node: ExprId;
}

/** What a closure holds, in order of first use: a place of the surrounding body, by value or by reference. */
export interface Capture {
  /** The place where the closure is made: of locals, or of captures of the closure around it. */
  readonly place: Expr;
  /** The variable it is part of. */
  readonly local: LocalId;
  readonly mode: "value" | "ref" | "ref-mut";
  /** Type of the place; by reference, the closure's field is a reference to it. */
  readonly type: Ty;
  readonly span: Span;
}

interface ExprBase {
  readonly type: Ty;
  readonly span: Span;
  /** Its temporary lives to the end of the enclosing block (`let` extension). */
  readonly extended?: boolean;
}

export type Expr = ExprBase & ExprKind;

export type ExprKind =
  /** Integer (also negative, for `-1`-like patterns and constants), as its value. */
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "char"; readonly value: number }
  | { readonly kind: "float"; readonly text: string }
  /** Type `&str`; UTF-16 text as the tree has it. */
  | { readonly kind: "str"; readonly value: string }
  /** Type `&[u8; N]`, or `&CStr` with its NUL in `value`. */
  | { readonly kind: "bytes"; readonly value: Uint8Array; readonly cstr: boolean }
  /**
   * A value of a zero-sized `fn-def` type: function, method or tuple constructor, named. `isConstructor` of a constructor by its
   * own path: not `Self(..)`, not through an alias.
   */
  | { readonly kind: "fn-item"; readonly isConstructor?: boolean }
  /** `CONST`, `Trait::CONST`, `{ anonymous }`: evaluated with `args` (`constants/`). */
  | { readonly kind: "constant"; readonly def: DefId; readonly args: readonly Ty[] }
  /** A const generic parameter. */
  | { readonly kind: "const-param"; readonly param: Ty }
  | { readonly kind: "local"; readonly local: LocalId }
  /** Inside a closure: the `capture`-th captured place (already dereferenced if it is held by reference), and what its maker names so. */
  | { readonly kind: "upvar"; readonly capture: number; readonly local: LocalId; readonly place: Expr }
  | { readonly kind: "static"; readonly def: DefId; readonly mutable: boolean }
  // Places
  | { readonly kind: "deref"; readonly operand: Expr }
  | { readonly kind: "field"; readonly operand: Expr; readonly variant: number; readonly field: number }
  /** Built-in indexing of an array or slice place by `usize`, bounds-checked. */
  | { readonly kind: "index"; readonly operand: Expr; readonly index: Expr }
  // Values
  | { readonly kind: "borrow"; readonly mutable: boolean; readonly twoPhase: boolean; readonly operand: Expr }
  | { readonly kind: "raw-borrow"; readonly mutable: boolean; readonly operand: Expr }
  | { readonly kind: "unary"; readonly op: "!" | "-"; readonly operand: Expr }
  /** On scalars only (and raw pointers compared); `+ - * << >>` are checked when the session asks for it. */
  | { readonly kind: "binary"; readonly op: Exclude<BinaryOp, "&&" | "||">; readonly left: Expr; readonly right: Expr }
  | { readonly kind: "logical"; readonly op: "&&" | "||"; readonly left: Expr; readonly right: Expr }
  /** `as` between scalars and pointers; the kinds are evident from the two types. */
  /** `coerced`: a coercion has done it, and what the operand's type says of lifetimes stays. */
  | { readonly kind: "cast"; readonly operand: Expr; readonly coerced?: boolean }
  | { readonly kind: "coerce"; readonly to: Coercion; readonly operand: Expr }
  /** `by` tells what was written, for locations: a call's is its callee's start, a method's its name, an operator's the expression. */
  | {
      readonly kind: "call";
      readonly callee: Expr;
      readonly args: readonly Expr[];
      readonly by: "call" | "method" | "operator" | "desugaring" | "formatting";
      /** The name and arguments of a method call; the whole expression otherwise. Its start is the caller location. */
      readonly callSpan: Span;
    }
  | { readonly kind: "tuple"; readonly elements: readonly Expr[] }
  | { readonly kind: "array"; readonly elements: readonly Expr[] }
  | { readonly kind: "repeat"; readonly element: Expr; readonly count: Ty }
  /** Struct, variant or union (`type` is the adt); fields in source order; `base` gives the others. */
  | {
      readonly kind: "adt";
      readonly variant: number;
      readonly fields: readonly { readonly field: number; readonly value: Expr }[];
      readonly base: Expr | undefined;
    }
  | { readonly kind: "closure"; readonly closure: number }
  /** `const { .. }`: its value is computed at compile time. */
  | { readonly kind: "const-block"; readonly value: Expr; readonly node: ExprId }
  // Control
  | { readonly kind: "block"; readonly block: Block }
  /** The condition may hold `let` in chains of `&&`. */
  | { readonly kind: "if"; readonly condition: Expr; readonly then: Expr; readonly otherwise: Expr | undefined }
  | { readonly kind: "let"; readonly pat: Pat; readonly scrutinee: Expr }
  | {
      readonly kind: "match";
      readonly scrutinee: Expr;
      readonly arms: readonly Arm[];
      readonly source: "match" | "for" | "try" | "desugaring";
    }
  /** Endless; left by `break` with this label. `while` is `loop { if c { body } else { break } }`, source says so. */
  | { readonly kind: "loop"; readonly label: number; readonly body: Expr; readonly source: "loop" | "while" | "for" }
  /** A block one may break out of: `'l: { .. }`. */
  | { readonly kind: "labeled"; readonly label: number; readonly body: Expr }
  | { readonly kind: "break"; readonly label: number; readonly value: Expr | undefined }
  | { readonly kind: "continue"; readonly label: number }
  | { readonly kind: "return"; readonly value: Expr | undefined }
  | { readonly kind: "assign"; readonly place: Expr; readonly value: Expr }
  /** On scalars: the value is evaluated first. */
  | { readonly kind: "assign-op"; readonly op: Exclude<BinaryOp, "&&" | "||">; readonly place: Expr; readonly value: Expr }
  | { readonly kind: "asm"; readonly asm: InlineAsm }
  | { readonly kind: "offset-of"; readonly container: Ty; readonly path: readonly { readonly variant: number; readonly field: number }[] }
  /** Stands where an error was reported. */
  | { readonly kind: "error" };

export type Coercion =
  /** From `!` (the operand does not return). */
  | "never-to-any"
  /** fn item -> fn pointer */
  | "reify"
  /** fn pointer -> unsafe fn pointer */
  | "unsafe"
  /** closure without captures -> fn pointer */
  | "closure-to-fn"
  /** `*mut T` -> `*const T` */
  | "mut-to-const"
  /** `*const [T; N]` -> `*const T` (in casts) */
  | "array-to-pointer"
  /** `&[T; N]` -> `&[T]`, `&T` -> `&dyn Trait`, `&dyn Sub` -> `&dyn Super`, and so behind raw pointers and cells. */
  | "unsize";

export interface Block {
  readonly stmts: readonly Stmt[];
  readonly value: Expr | undefined;
  readonly unsafe: boolean;
  readonly span: Span;
}

export type Stmt =
  | {
      readonly kind: "let";
      readonly pat: Pat;
      readonly init: Expr | undefined;
      readonly otherwise: Expr | undefined;
      readonly span: Span;
      /** The type as it was written. */
      readonly annotation?: TypeId;
    }
  | { readonly kind: "expr"; readonly expr: Expr; readonly semicolon: boolean; readonly span: Span };

export interface Arm {
  readonly pat: Pat;
  readonly guard: Expr | undefined;
  readonly body: Expr;
  readonly span: Span;
}

export interface Pat {
  readonly type: Ty;
  readonly span: Span;
  /** The constant that it names. */
  readonly constant?: DefId;
  readonly kind: PatKind;
}

export type PatKind =
  | { readonly kind: "wild" }
  | { readonly kind: "never" }
  | {
      readonly kind: "binding";
      readonly local: LocalId;
      /** The local's type is the pattern's, or a reference to it. */
      readonly mode: "value" | "ref" | "ref-mut";
      readonly sub: Pat | undefined;
    }
  /** Of an enum. Fields not named are wild. */
  | { readonly kind: "variant"; readonly variant: number; readonly fields: readonly FieldPat[] }
  /** Of a struct, tuple or union. */
  | { readonly kind: "leaf"; readonly fields: readonly FieldPat[] }
  /** Through a reference, written or by default binding. */
  | { readonly kind: "deref"; readonly inner: Pat }
  /** Compared with `==`: scalars as `int`/`char`/`bool`; `str` and byte strings as such. */
  | { readonly kind: "constant"; readonly value: PatConstant }
  /** Of floating-point numbers the ends are their bits. */
  | { readonly kind: "range"; readonly start: bigint | undefined; readonly end: bigint | undefined; readonly inclusive: boolean }
  | {
      readonly kind: "slice";
      readonly prefix: readonly Pat[];
      readonly middle: Pat | undefined;
      readonly suffix: readonly Pat[];
      readonly hasRest: boolean;
    }
  | { readonly kind: "or"; readonly alternatives: readonly Pat[] }
  | { readonly kind: "error" };

export type PatConstant =
  /** Integers, `char` as code point, `bool` as 0 and 1. */
  | { readonly kind: "scalar"; readonly value: bigint }
  | { readonly kind: "float"; readonly bits: bigint }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array }
  /** A named constant not reducible here (of a generic); evaluate it and compare. */
  | { readonly kind: "named"; readonly def: DefId; readonly args: readonly Ty[] };

export interface FieldPat {
  readonly field: number;
  readonly pat: Pat;
}

/** `asm!`, `naked_asm!` and `global_asm!`, operands typed. */
export interface InlineAsm {
  readonly macro: "asm" | "naked_asm" | "global_asm";
  /** The template strings as they are written. */
  readonly templates: readonly { readonly text: string; readonly span: Span }[];
  /** The template after joining and parsing: text, or operand numbers with their modifier. */
  readonly template: readonly AsmPiece[];
  readonly operands: readonly AsmOperand[];
  /** `nomem`, `nostack`, `pure`, `noreturn`, `att_syntax`, `raw`, `readonly`, `preserves_flags`, `may_unwind`. */
  readonly options: readonly string[];
  readonly clobberAbis: readonly string[];
  readonly span: Span;
}

export type AsmPiece =
  | { readonly kind: "text"; readonly text: string; readonly span: Span }
  | { readonly kind: "operand"; readonly operand: number; readonly modifier: string; readonly span: Span };

/** `reg` is the explicit register (`"rax"`) or the class (`reg`). */
export type AsmOperand = { readonly span: Span } & (
  | { readonly kind: "in"; readonly reg: AsmRegister; readonly value: Expr }
  | { readonly kind: "out"; readonly reg: AsmRegister; readonly late: boolean; readonly place: Expr | undefined }
  | { readonly kind: "inout"; readonly reg: AsmRegister; readonly late: boolean; readonly place: Expr }
  | {
      readonly kind: "split-inout";
      readonly reg: AsmRegister;
      readonly late: boolean;
      readonly value: Expr;
      readonly place: Expr | undefined;
    }
  /** An integer constant: evaluate `value`, which holds no locals. */
  | { readonly kind: "const"; readonly value: Expr }
  /** `fn-item` or `static`. */
  | { readonly kind: "sym"; readonly value: Expr }
  | { readonly kind: "label"; readonly block: Expr }
);

export type AsmRegister = { readonly kind: "class"; readonly name: string } | { readonly kind: "explicit"; readonly name: string };
