// The tree of a crate: all its files' tokens and nodes, read through the accessors of `ast.ts`.
//
// For the expander (`sema/expand`) this is the whole workbench:
//   - `tree.tokens` is the token buffer (see `tokens.ts`); a macro call's argument is a `TokenRange` of it. Append the
//     transcribed tokens (`append`, `push`, `pushOpenFragment`), `seal` the new range, and parse it with
//     `parseFragment` of `parse.ts`: the nodes land in this same tree.
//   - A token's `ctxt` column is its hygiene; a node's span takes the `ctxt` of its first token.
//   - `tree.replace(node, nodes)` puts other nodes in a node's place: `replace(stmtOfMacroCall, stmts)`,
//     `replace(macroExpr, [expr])`, `replace(item, [item, ...derived])`, `replace(attr, attrsOfCfgAttr)`.
//     `tree.remove(node)` takes it away (`cfg`): items, statements, fields, variants, arms, parameters, attributes,
//     elements of lists. All accessors see the new state at once.
//   - `tree.attachModule(item, items, innerAttributes, span)` gives `mod a;` its contents after `parseModule`.
//   - A built-in macro the expander understood: `replace(macroExpr, [tree.addBuiltIn("concat", macroExpr)])`.
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Crate, ItemId, NodeId, Tree } from "./ast.ts";
import { ItemDecoder } from "./decode-items.ts";
import * as K from "./node-kinds.ts";

export class SyntaxTree extends ItemDecoder implements Tree {
  /** The root file's items and inner attributes hang on a module of no name. */
  #root: NodeId = 0;

  get crate(): Crate {
    if (this.#root === 0) return { span: { lo: 0, hi: 0 }, attrs: [], items: [] };
    return { span: this.span(this.#root), attrs: this.attributes(this.#root), items: this.list(this.field(this.#root, 3)) };
  }

  /** Where the crate's own attributes hang: `replace`d and `remove`d like others. */
  get crateId(): NodeId {
    return this.#root;
  }

  setRoot(root: NodeId): void {
    this.#root = root;
    this.changes++;
  }

  /** The contents of `mod name;`, as `parseModule` gave them. */
  attachModule(
    item: ItemId,
    contents: { readonly items: number; readonly attributes: number; readonly lo: number; readonly hi: number },
  ): void {
    const at = this.nodeData[item] as number;
    this.words[at + 3] = contents.items;
    this.words[at + 4] = contents.lo;
    this.words[at + 5] = contents.hi;
    this.changes++;
    this.setAttributes(item, this.joinLists(this.attributeList(item), contents.attributes));
  }

  /** An expression that stands for a macro call which has no syntax of its own; its place is set by `setSpan` if `at` is 0. */
  addBuiltIn(name: string, at: NodeId): NodeId {
    const { lo, hi, ctxt = 0 } = this.span(at);
    return this.addNode(K.BuiltIn, lo, hi, ctxt, this.names.intern(name));
  }

  /**
   * What to say of constants and statics without a type, by the node that stands for it: the type checker, if it comes to them, knows
   * more. (rustc stashes such errors: `StashKey::ItemNoType`.)
   */
  readonly untyped = new Map<NodeId, Diagnostic>();

  /** Those that nobody has told. */
  takeUntyped(): Diagnostic[] {
    const left = [...this.untyped.values()];
    this.untyped.clear();
    return left;
  }

  readonly #operands = new Map<NodeId, readonly NodeId[]>();

  /** The expressions that a macro call without syntax of its own has been given. */
  operands(node: NodeId): readonly NodeId[] {
    return this.#operands.get(node) ?? [];
  }

  setOperands(node: NodeId, operands: readonly NodeId[]): void {
    this.#operands.set(node, operands);
    this.changes++;
  }

  /** `expression` as a statement without semicolon. */
  addExpressionStatement(expression: NodeId): NodeId {
    const { lo, hi, ctxt = 0 } = this.span(expression);
    return this.addNode(K.ExprStmt, lo, hi, ctxt, expression);
  }

  /** The item that `global_asm!` stands for. */
  addGlobalAsm(call: NodeId): NodeId {
    const { lo, hi, ctxt = 0 } = this.span(call);
    const at = this.allocate(4);
    this.words.set([0, 0, call, 1], at);
    return this.addNode(K.MacroItem, lo, hi, ctxt, at);
  }
}
