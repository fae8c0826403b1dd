// Built-in macros that have no other syntax: what `built-in` expressions hold, by the expression's node. The expander
// parses them from tokens (`format-string.ts`, `asm.ts`); the expressions inside are nodes of the same tree, and stages that
// walk a body must walk them too (`operandsOf`).
import type { Span } from "../../base/source.ts";
import type { ExprId, Ident, NodeId, Tree, TypeId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";

export type FormatTrait = "Display" | "Debug" | "LowerExp" | "UpperExp" | "Octal" | "Pointer" | "Binary" | "LowerHex" | "UpperHex";

/** `count`: given in the text, or as an argument's number. */
export type FormatCount =
  | { readonly kind: "literal"; readonly value: number }
  /** `span` as that of placeholders; of precisions with the point. */
  | { readonly kind: "argument"; readonly argument: number; readonly span: Span | undefined };

export interface FormatPlaceholder {
  readonly kind: "placeholder";
  /** Index in `arguments`. */
  readonly argument: number;
  readonly trait: FormatTrait;
  /** A code point. */
  readonly fill: number | undefined;
  readonly align: "left" | "center" | "right" | undefined;
  readonly sign: "plus" | "minus" | undefined;
  readonly alternate: boolean;
  readonly zeroPad: boolean;
  /** `{:x?}`, `{:X?}` */
  readonly debugHex: "lower" | "upper" | undefined;
  readonly precision: FormatCount | undefined;
  readonly width: FormatCount | undefined;
  /** Of the braces and all between; undefined if the text did not stand in the source as such. */
  readonly span: Span | undefined;
}

export type FormatPiece = { readonly kind: "text"; readonly text: string } | FormatPlaceholder;

export interface FormatArgument {
  /** `captured`: `{name}` without an argument of that name; its expression is a path made for it. */
  readonly kind: "positional" | "named" | "captured";
  readonly name: string | undefined;
  readonly expr: ExprId;
}

/** `format_args!(..)`; text pieces have been joined, `{{` decoded. */
export interface FormatArgs {
  readonly kind: "format-args";
  readonly span: Span;
  /** Of the format string. */
  readonly templateSpan: Span;
  readonly pieces: readonly FormatPiece[];
  readonly arguments: readonly FormatArgument[];
}

export type AsmRegister = { readonly kind: "class" | "explicit"; readonly name: string };

export type AsmOperand = { readonly span: Span; readonly name: string | undefined } & (
  | { readonly kind: "in"; readonly reg: AsmRegister; readonly expr: ExprId }
  /** No expression: `_`. */
  | { readonly kind: "out"; readonly reg: AsmRegister; readonly late: boolean; readonly expr: ExprId | undefined }
  | { readonly kind: "inout"; readonly reg: AsmRegister; readonly late: boolean; readonly expr: ExprId }
  | {
      readonly kind: "split-inout";
      readonly reg: AsmRegister;
      readonly late: boolean;
      readonly input: ExprId;
      readonly output: ExprId | undefined;
    }
  | { readonly kind: "const"; readonly expr: ExprId }
  /** A path expression. */
  | { readonly kind: "sym"; readonly expr: ExprId }
  /** A block expression. */
  | { readonly kind: "label"; readonly expr: ExprId }
);

export type AsmPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "operand"; readonly operand: number; readonly modifier: string | undefined; readonly span: Span };

/** `asm!`, `naked_asm!`, `global_asm!`. */
export interface Asm {
  readonly kind: "asm";
  readonly macro: "asm" | "naked_asm" | "global_asm";
  readonly span: Span;
  /** The template strings as written, for messages. */
  readonly templates: readonly { readonly text: string; readonly span: Span }[];
  /** Joined by line ends and parsed. */
  readonly pieces: readonly AsmPiece[];
  readonly operands: readonly AsmOperand[];
  readonly options: readonly { readonly name: string; readonly span: Span }[];
  readonly clobberAbis: readonly { readonly name: string; readonly span: Span }[];
}

/** `offset_of!(Type, field.field)`. */
export interface OffsetOf {
  readonly kind: "offset-of";
  readonly span: Span;
  readonly type: TypeId;
  readonly fields: readonly Ident[];
}

export type BuiltIn = FormatArgs | Asm | OffsetOf;

/** The side table. `global_asm!` is keyed by its item. */
export class BuiltIns {
  readonly #byTree = new Map<Tree, Map<NodeId, BuiltIn>>();
  readonly #library: BuiltIns | undefined;

  constructor(library: BuiltIns | undefined) {
    this.#library = library;
  }

  set(tree: SyntaxTree, node: NodeId, value: BuiltIn): void {
    let table = this.#byTree.get(tree);
    if (table === undefined) this.#byTree.set(tree, (table = new Map()));
    table.set(node, value);
    tree.setOperands(node, operandsOf(value));
  }

  get(tree: Tree, node: NodeId): BuiltIn | undefined {
    const table = this.#byTree.get(tree);
    return table === undefined ? this.#library?.get(tree, node) : table.get(node);
  }
}

/** The expressions inside, in source order. */
export function operandsOf(value: BuiltIn): readonly ExprId[] {
  if (value.kind === "format-args") return value.arguments.map((argument) => argument.expr);
  if (value.kind === "asm") return value.operands.flatMap(expressionsOf);
  return [];
}

function expressionsOf(operand: AsmOperand): readonly ExprId[] {
  if (operand.kind === "split-inout") return operand.output === undefined ? [operand.input] : [operand.input, operand.output];
  return operand.expr === undefined ? [] : [operand.expr];
}
