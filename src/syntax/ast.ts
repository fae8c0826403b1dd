// The tree as its readers see it. How it is stored (columns of numbers, see `tree.ts`) is the parser's business:
// a node is a number, and `tree.expr(id)` and its siblings decode it into one of the shapes below when asked.
// A shape is a snapshot; facts about a node are kept in side tables by its id, never in the shape.
//
// The vocabulary is rustc's own AST. The parser is total: what could not be parsed is an `error` node, and each
// `error` node has a diagnostic. Macro calls are nodes; after expansion (`sema/expand`) the accessors see through
// them to what they expanded to, and skip what `cfg` took away.
import type { Span } from "../base/source.ts";

declare const kind: unique symbol;
type Id<K extends string> = number & { readonly [kind]?: K };
export type ItemId = Id<"item">;
export type ExprId = Id<"expr">;
export type PatId = Id<"pat">;
export type TypeId = Id<"type">;
export type StmtId = Id<"stmt">;
export type BlockId = Id<"block">;
/** Any node; ids are unique across all kinds. */
export type NodeId = number;

/** A name as written, without `r#`; the span's `ctxt` is its hygiene. */
export interface Ident {
  readonly name: string;
  readonly span: Span;
  readonly raw?: boolean;
}

// --- Paths and generics -----------------------------------------------------------------------------------------

/** `::a::b::<T>`; `global` for a leading `::`. `self`, `super`, `crate`, `Self`, `$crate` are segments of that name. */
export interface Path {
  readonly span: Span;
  readonly global: boolean;
  readonly segments: readonly PathSegment[];
}

export interface PathSegment {
  readonly id: NodeId;
  readonly ident: Ident;
  readonly args: GenericArgs | undefined;
}

/** `<'a, T, N, Item = u8>` or `(A, B) -> C`. */
export type GenericArgs =
  | { readonly kind: "angle"; readonly span: Span; readonly args: readonly GenericArg[] }
  | { readonly kind: "parenthesized"; readonly span: Span; readonly inputs: readonly TypeId[]; readonly output: TypeId | undefined }
  | { readonly kind: "return-type-notation"; readonly span: Span };

export type GenericArg =
  | { readonly kind: "lifetime"; readonly lifetime: Lifetime }
  /** Also a path that may turn out to name a constant. */
  | { readonly kind: "type"; readonly type: TypeId }
  | { readonly kind: "const"; readonly value: ExprId }
  | {
      readonly kind: "constraint";
      readonly ident: Ident;
      readonly args: GenericArgs | undefined;
      readonly equals: TypeId | undefined;
      readonly equalsConst: ExprId | undefined;
      readonly bounds: readonly Bound[] | undefined;
    };

export interface Lifetime {
  readonly id: NodeId;
  /** With the apostrophe: `'a`, `'_`, `'static`. */
  readonly ident: Ident;
}

/** `<T as Trait>::Name`: the first `position` segments of the path are the trait's. */
export interface QSelf {
  readonly type: TypeId;
  readonly position: number;
}

export interface Generics {
  readonly params: readonly GenericParam[];
  readonly where: readonly WherePredicate[];
  /** Of `<...>`; an empty span at the place where it would stand if there is none. */
  readonly span: Span;
  readonly whereSpan: Span;
}

export type GenericParam = {
  readonly id: NodeId;
  readonly ident: Ident;
  readonly attrs: readonly Attribute[];
  readonly bounds: readonly Bound[];
} & (
  | { readonly kind: "lifetime" }
  | { readonly kind: "type"; readonly default: TypeId | undefined }
  | { readonly kind: "const"; readonly type: TypeId; readonly default: ExprId | undefined }
);

export type Bound =
  | {
      readonly kind: "trait";
      readonly span: Span;
      readonly forParams: readonly GenericParam[];
      readonly modifiers: readonly ("?" | "const" | "~const" | "async" | "!")[];
      readonly path: Path;
      readonly pathId: NodeId;
    }
  | { readonly kind: "lifetime"; readonly lifetime: Lifetime }
  | { readonly kind: "use"; readonly span: Span; readonly args: readonly Ident[] };

export type WherePredicate =
  | {
      readonly kind: "type";
      readonly span: Span;
      readonly forParams: readonly GenericParam[];
      readonly type: TypeId;
      readonly bounds: readonly Bound[];
    }
  | { readonly kind: "lifetime"; readonly span: Span; readonly lifetime: Lifetime; readonly bounds: readonly Bound[] };

// --- Attributes and tokens --------------------------------------------------------------------------------------

/** `#[path tokens]`, `#![...]`, or a doc comment (path `doc`, `docComment` true). */
export interface Attribute {
  readonly id: NodeId;
  readonly span: Span;
  readonly inner: boolean;
  readonly docComment: boolean;
  /** `#[unsafe(...)]` */
  readonly unsafe: boolean;
  readonly path: Path;
  /** What follows the path. */
  readonly args:
    | { readonly kind: "empty" }
    | { readonly kind: "delimited"; readonly delimiter: Delimiter; readonly tokens: TokenRange; readonly span: Span }
    /** `= value`: usually a literal. */
    | { readonly kind: "value"; readonly value: ExprId; readonly span: Span };
}

export type Delimiter = "paren" | "bracket" | "brace" | "none";

/** Tokens `[from, to)` of the tree's token buffer; how to read them is in `tokens.ts`. */
export interface TokenRange {
  readonly from: number;
  readonly to: number;
}

/** `path!(...)`, in any position. */
export interface MacroCall {
  readonly id: NodeId;
  readonly path: Path;
  readonly delimiter: Delimiter;
  readonly tokens: TokenRange;
  /** From the path to the closing delimiter. */
  readonly span: Span;
}

export type Visibility =
  | { readonly kind: "inherited"; readonly span: Span }
  | { readonly kind: "public"; readonly span: Span }
  /** `pub(crate)`, `pub(super)`, `pub(self)`, `pub(in path)` (`shorthand` false). */
  | { readonly kind: "restricted"; readonly span: Span; readonly path: Path; readonly id: NodeId; readonly shorthand: boolean };

// --- Items ------------------------------------------------------------------------------------------------------

export interface Crate {
  readonly span: Span;
  /** The inner attributes of the root file. */
  readonly attrs: readonly Attribute[];
  readonly items: readonly ItemId[];
}

/** An item, also inside traits, impls and extern blocks (associated and foreign items share the shapes). */
export interface Item {
  readonly id: ItemId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly visibility: Visibility;
  /** Absent (name "") for `use`, impl, extern blocks, macro calls. */
  readonly ident: Ident;
  readonly kind: ItemKind;
}

export type ItemKind =
  | { readonly kind: "extern-crate"; readonly original: string | undefined }
  | { readonly kind: "use"; readonly tree: UseTree }
  | {
      readonly kind: "static";
      readonly mutable: boolean;
      readonly safety: Safety;
      readonly type: TypeId;
      readonly value: ExprId | undefined;
      readonly default: boolean;
    }
  | {
      readonly kind: "const";
      readonly default: boolean;
      readonly generics: Generics;
      readonly type: TypeId;
      readonly value: ExprId | undefined;
    }
  | ({ readonly kind: "fn" } & Fn)
  /** `items` undefined while an out-of-line module (`mod a;`) is not loaded. */
  | {
      readonly kind: "mod";
      readonly safety: Safety;
      readonly inline: boolean;
      readonly items: readonly ItemId[] | undefined;
      readonly innerSpan: Span;
    }
  | { readonly kind: "extern-block"; readonly safety: Safety; readonly abi: StringLiteral | undefined; readonly items: readonly ItemId[] }
  | { readonly kind: "global-asm"; readonly call: MacroCall }
  | {
      readonly kind: "type-alias";
      readonly default: boolean;
      readonly generics: Generics;
      readonly bounds: readonly Bound[];
      readonly type: TypeId | undefined;
    }
  | { readonly kind: "enum"; readonly generics: Generics; readonly variants: readonly Variant[] }
  | { readonly kind: "struct" | "union"; readonly generics: Generics; readonly data: VariantData }
  | {
      readonly kind: "trait";
      readonly safety: Safety;
      readonly auto: boolean;
      readonly generics: Generics;
      readonly bounds: readonly Bound[];
      readonly items: readonly ItemId[];
    }
  | { readonly kind: "trait-alias"; readonly generics: Generics; readonly bounds: readonly Bound[] }
  | {
      readonly kind: "impl";
      readonly safety: Safety;
      readonly default: boolean;
      readonly negative: boolean;
      readonly constness: boolean;
      readonly generics: Generics;
      readonly trait: Path | undefined;
      readonly traitId: NodeId;
      readonly self: TypeId;
      readonly items: readonly ItemId[];
    }
  | { readonly kind: "macro-call"; readonly call: MacroCall; readonly semicolon: boolean }
  /** `macro_rules! name { ... }` (legacy) or `macro name { ... }`. */
  | { readonly kind: "macro-def"; readonly legacy: boolean; readonly delimiter: Delimiter; readonly tokens: TokenRange }
  | { readonly kind: "error" };

/** `safe` occurs inside `unsafe extern` blocks only. */
export type Safety = "default" | "unsafe" | "safe";

export interface Fn {
  readonly generics: Generics;
  readonly default: boolean;
  readonly header: FnHeader;
  readonly params: readonly Param[];
  /** `...` at the end */
  readonly variadic: boolean;
  readonly output: TypeId | undefined;
  readonly body: BlockId | undefined;
  /** From `fn` (or its qualifiers) to the end of the return type. */
  readonly signatureSpan: Span;
}

export interface FnHeader {
  readonly constness: boolean;
  readonly asyncness: boolean;
  readonly gen: boolean;
  readonly safety: Safety;
  readonly extern:
    | { readonly kind: "none" }
    | { readonly kind: "implicit"; readonly span: Span }
    | { readonly kind: "explicit"; readonly abi: StringLiteral };
}

export interface Param {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly pat: PatId;
  readonly type: TypeId;
  /** How a receiver was written; its pattern is the binding `self`, its type spelt out (`Self`, `&Self`, ...). */
  readonly self: undefined | "value" | "reference" | "typed";
}

export interface StringLiteral {
  readonly value: string;
  readonly span: Span;
}

export interface Variant {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly visibility: Visibility;
  readonly ident: Ident;
  readonly data: VariantData;
  readonly discriminant: ExprId | undefined;
}

export type VariantData =
  | { readonly kind: "struct"; readonly fields: readonly FieldDef[] }
  /** `constructorId` is the constructor function's (or constant's) node. */
  | { readonly kind: "tuple"; readonly fields: readonly FieldDef[]; readonly constructorId: NodeId }
  | { readonly kind: "unit"; readonly constructorId: NodeId };

export interface FieldDef {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly visibility: Visibility;
  /** Tuple fields are named `0`, `1`, ... */
  readonly ident: Ident;
  readonly type: TypeId;
  readonly default: ExprId | undefined;
}

export interface UseTree {
  readonly id: NodeId;
  readonly span: Span;
  readonly prefix: Path;
  readonly kind:
    | { readonly kind: "simple"; readonly rename: Ident | undefined }
    | { readonly kind: "nested"; readonly trees: readonly UseTree[]; readonly span: Span }
    | { readonly kind: "glob"; readonly span: Span };
}

// --- Statements and blocks --------------------------------------------------------------------------------------

export interface Block {
  readonly id: BlockId;
  readonly span: Span;
  readonly unsafe: boolean;
  readonly attrs: readonly Attribute[];
  readonly stmts: readonly StmtId[];
}

export type Stmt = { readonly id: StmtId; readonly span: Span } & (
  | {
      readonly kind: "let";
      readonly attrs: readonly Attribute[];
      readonly pat: PatId;
      readonly type: TypeId | undefined;
      readonly init: ExprId | undefined;
      readonly otherwise: BlockId | undefined;
    }
  | { readonly kind: "item"; readonly item: ItemId }
  /** `semicolon` false in the last place is the block's value. */
  | { readonly kind: "expr"; readonly expr: ExprId; readonly semicolon: boolean }
  | { readonly kind: "empty" }
  | {
      readonly kind: "macro-call";
      readonly attrs: readonly Attribute[];
      readonly call: MacroCall;
      readonly style: "semicolon" | "braces" | "none";
    }
);

// --- Expressions ------------------------------------------------------------------------------------------------

export type BinaryOp = "+" | "-" | "*" | "/" | "%" | "&&" | "||" | "^" | "&" | "|" | "<<" | ">>" | "==" | "<" | "<=" | "!=" | ">=" | ">";
export type UnaryOp = "*" | "!" | "-";

export interface Label {
  readonly ident: Ident;
}

export interface Expr {
  readonly id: ExprId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly kind: ExprKind;
}

export type ExprKind =
  | { readonly kind: "literal"; readonly literal: Literal }
  | { readonly kind: "path"; readonly qself: QSelf | undefined; readonly path: Path }
  | { readonly kind: "unary"; readonly op: UnaryOp; readonly operand: ExprId }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly opSpan: Span; readonly left: ExprId; readonly right: ExprId }
  | { readonly kind: "assign"; readonly left: ExprId; readonly right: ExprId; readonly opSpan: Span }
  | { readonly kind: "assign-op"; readonly op: BinaryOp; readonly opSpan: Span; readonly left: ExprId; readonly right: ExprId }
  | { readonly kind: "cast"; readonly operand: ExprId; readonly type: TypeId }
  /** `&e`, `&mut e`, `&raw const e`, `&raw mut e`. */
  | { readonly kind: "address-of"; readonly raw: boolean; readonly mutable: boolean; readonly operand: ExprId }
  | { readonly kind: "call"; readonly callee: ExprId; readonly args: readonly ExprId[] }
  /** `span` of the method name to the closing parenthesis is `callSpan`. */
  | {
      readonly kind: "method-call";
      readonly receiver: ExprId;
      readonly segment: PathSegment;
      readonly args: readonly ExprId[];
      readonly callSpan: Span;
    }
  | { readonly kind: "field"; readonly operand: ExprId; readonly field: Ident }
  | { readonly kind: "index"; readonly operand: ExprId; readonly index: ExprId; readonly bracketsSpan: Span }
  | { readonly kind: "range"; readonly start: ExprId | undefined; readonly end: ExprId | undefined; readonly inclusive: boolean }
  | { readonly kind: "tuple"; readonly elements: readonly ExprId[] }
  | { readonly kind: "array"; readonly elements: readonly ExprId[] }
  | { readonly kind: "repeat"; readonly element: ExprId; readonly count: ExprId }
  | {
      readonly kind: "struct";
      readonly qself: QSelf | undefined;
      readonly path: Path;
      readonly fields: readonly ExprField[];
      readonly rest:
        | { readonly kind: "none" }
        | { readonly kind: "base"; readonly expr: ExprId }
        | { readonly kind: "rest"; readonly span: Span }
        /** Some of it could not be read. */
        | { readonly kind: "unknown" };
    }
  | { readonly kind: "paren"; readonly inner: ExprId }
  | { readonly kind: "block"; readonly label: Label | undefined; readonly block: BlockId }
  | { readonly kind: "async-block"; readonly move: boolean; readonly gen: boolean; readonly block: BlockId }
  | { readonly kind: "const-block"; readonly block: BlockId }
  | { readonly kind: "try-block"; readonly block: BlockId }
  | { readonly kind: "if"; readonly condition: ExprId; readonly then: BlockId; readonly otherwise: ExprId | undefined }
  /** `let pat = e` in a condition. */
  | { readonly kind: "let"; readonly pat: PatId; readonly scrutinee: ExprId }
  | { readonly kind: "while"; readonly label: Label | undefined; readonly condition: ExprId; readonly body: BlockId }
  | { readonly kind: "for"; readonly label: Label | undefined; readonly pat: PatId; readonly iterator: ExprId; readonly body: BlockId }
  | { readonly kind: "loop"; readonly label: Label | undefined; readonly body: BlockId }
  | { readonly kind: "match"; readonly scrutinee: ExprId; readonly arms: readonly Arm[]; readonly postfix: boolean }
  | {
      readonly kind: "closure";
      readonly move: boolean;
      readonly asyncness: boolean;
      readonly constness: boolean;
      readonly isStatic: boolean;
      readonly forParams: readonly GenericParam[] | undefined;
      readonly params: readonly Param[];
      readonly output: TypeId | undefined;
      readonly body: ExprId;
      readonly headSpan: Span;
    }
  | { readonly kind: "break"; readonly label: Label | undefined; readonly value: ExprId | undefined }
  | { readonly kind: "continue"; readonly label: Label | undefined }
  | { readonly kind: "return"; readonly value: ExprId | undefined }
  | { readonly kind: "yield"; readonly value: ExprId | undefined }
  | { readonly kind: "become"; readonly value: ExprId }
  | { readonly kind: "await"; readonly operand: ExprId }
  | { readonly kind: "try"; readonly operand: ExprId }
  /** `_` on the left of an assignment. */
  | { readonly kind: "underscore" }
  | { readonly kind: "macro-call"; readonly call: MacroCall }
  /** A built-in macro that the expander understood; what it holds is in the expander's side table, by the expression's id. */
  | { readonly kind: "built-in"; readonly name: string }
  | { readonly kind: "error" };

export interface ExprField {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly ident: Ident;
  readonly value: ExprId;
  readonly shorthand: boolean;
}

export interface Arm {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly pat: PatId;
  readonly guard: ExprId | undefined;
  readonly body: ExprId | undefined;
}

/** `suffix` is "" if there is none. Values are decoded; what was wrong with them has been reported. */
export type Literal =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "int"; readonly value: bigint; readonly suffix: string }
  /** As written, without suffix and underscores. */
  | { readonly kind: "float"; readonly text: string; readonly suffix: string }
  | { readonly kind: "char"; readonly value: number }
  | { readonly kind: "byte"; readonly value: number }
  | { readonly kind: "string"; readonly value: string; readonly raw: boolean }
  | { readonly kind: "byte-string"; readonly value: Uint8Array }
  /** Without the final NUL. */
  | { readonly kind: "c-string"; readonly value: Uint8Array }
  | { readonly kind: "error" };

// --- Patterns and types -----------------------------------------------------------------------------------------

export interface Pat {
  readonly id: PatId;
  readonly span: Span;
  readonly kind: PatKind;
}

export type PatKind =
  | { readonly kind: "wild" }
  | { readonly kind: "rest" }
  | { readonly kind: "never" }
  /** `ref mut x @ sub`; a lone name may turn out to be a constant or a unit struct. */
  | {
      readonly kind: "ident";
      readonly byRef: boolean;
      readonly refMutable: boolean;
      readonly mutable: boolean;
      readonly ident: Ident;
      readonly sub: PatId | undefined;
    }
  | {
      readonly kind: "struct";
      readonly qself: QSelf | undefined;
      readonly path: Path;
      readonly fields: readonly PatField[];
      readonly rest: boolean;
    }
  | { readonly kind: "tuple-struct"; readonly qself: QSelf | undefined; readonly path: Path; readonly elements: readonly PatId[] }
  | { readonly kind: "path"; readonly qself: QSelf | undefined; readonly path: Path }
  | { readonly kind: "or"; readonly alternatives: readonly PatId[] }
  | { readonly kind: "tuple"; readonly elements: readonly PatId[] }
  | { readonly kind: "box"; readonly inner: PatId }
  | { readonly kind: "reference"; readonly mutable: boolean; readonly inner: PatId }
  /** A literal, also negated, or an inline `const { .. }` block. */
  | { readonly kind: "expr"; readonly expr: ExprId }
  | { readonly kind: "range"; readonly start: ExprId | undefined; readonly end: ExprId | undefined; readonly syntax: ".." | "..=" | "..." }
  | { readonly kind: "slice"; readonly elements: readonly PatId[] }
  | { readonly kind: "paren"; readonly inner: PatId }
  | { readonly kind: "macro-call"; readonly call: MacroCall }
  | { readonly kind: "error" };

export interface PatField {
  readonly id: NodeId;
  readonly span: Span;
  readonly attrs: readonly Attribute[];
  readonly ident: Ident;
  readonly pat: PatId;
  readonly shorthand: boolean;
}

/** A type as written. */
export interface TypeNode {
  readonly id: TypeId;
  readonly span: Span;
  readonly kind: TypeKind;
}

export type TypeKind =
  | { readonly kind: "path"; readonly qself: QSelf | undefined; readonly path: Path }
  | { readonly kind: "slice"; readonly element: TypeId }
  | { readonly kind: "array"; readonly element: TypeId; readonly length: ExprId }
  | { readonly kind: "pointer"; readonly mutable: boolean; readonly target: TypeId }
  | { readonly kind: "reference"; readonly lifetime: Lifetime | undefined; readonly mutable: boolean; readonly target: TypeId }
  | {
      readonly kind: "fn-pointer";
      readonly forParams: readonly GenericParam[];
      readonly safety: Safety;
      readonly extern: FnHeader["extern"];
      readonly params: readonly Param[];
      readonly variadic: boolean;
      readonly output: TypeId | undefined;
    }
  | { readonly kind: "never" }
  | { readonly kind: "tuple"; readonly elements: readonly TypeId[] }
  /** `dyn` false is the old form without it. */
  | { readonly kind: "trait-object"; readonly bounds: readonly Bound[]; readonly dyn: boolean }
  | { readonly kind: "impl-trait"; readonly bounds: readonly Bound[] }
  | { readonly kind: "paren"; readonly inner: TypeId }
  | { readonly kind: "infer" }
  /** The type of a `self` parameter written without one. */
  | { readonly kind: "implicit-self" }
  | { readonly kind: "macro-call"; readonly call: MacroCall }
  | { readonly kind: "error" };

// --- The tree ---------------------------------------------------------------------------------------------------

/** Read access to parsed trees. All files of a crate share one Tree, and each crate (core, user's) has its own. */
export interface Tree {
  readonly crate: Crate;
  item(id: ItemId): Item;
  stmt(id: StmtId): Stmt;
  block(id: BlockId): Block;
  expr(id: ExprId): Expr;
  pat(id: PatId): Pat;
  type(id: TypeId): TypeNode;
  /** A node's span without decoding it. */
  span(id: NodeId): Span;
}
