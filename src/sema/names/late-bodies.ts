// Names in bodies: paths of expressions, items in blocks.
import type { Span } from "../../base/source.ts";
import type { Arm, BlockId, Expr, ExprId, NodeId, StmtId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import { operandsOf } from "../expand/built-in.ts";
import type { LateResolver } from "./late.ts";

/** Expressions that may be read as patterns. */
const LIKE_PATTERNS: ReadonlySet<Expr["kind"]["kind"]> = new Set([
  "array",
  "call",
  "tuple",
  "literal",
  "range",
  "underscore",
  "path",
  "struct",
]);

export class BodyResolver {
  readonly #late: LateResolver;

  constructor(late: LateResolver) {
    this.#late = late;
  }

  get #tree() {
    return this.#late.tree;
  }

  // --- Blocks ----------------------------------------------------------------------------------------------------

  block(id: BlockId): void {
    const late = this.#late;
    const block = this.#tree.block(id);
    const module = late.crate.blocks.get(block.id);
    const before = late.module;
    const { ribs } = late.scopes;
    const inside = () => {
      const from = ribs.length - 1;
      for (const stmt of block.stmts) this.#statement(stmt);
      late.module = before;
      late.lastBlock = new Map(ribs.slice(from).flatMap(({ variables }) => [...variables]));
    };
    if (module === undefined) late.scopes.within("normal", inside);
    else {
      late.module = module;
      late.scopes.within("module", inside, { module });
    }
  }

  #statement(id: StmtId): void {
    const late = this.#late;
    const stmt = this.#tree.stmt(id);
    switch (stmt.kind) {
      case "let":
        if (stmt.type !== undefined) late.types.type(stmt.type);
        if (stmt.init !== undefined) this.expr(stmt.init);
        if (stmt.otherwise !== undefined) this.block(stmt.otherwise);
        late.scopes.push("normal");
        this.#late.patterns.pattern(stmt.pat);
        break;
      case "item":
        this.#item(stmt.item);
        break;
      case "expr":
        this.expr(stmt.expr);
        break;
      default:
    }
  }

  #item(id: NodeId): void {
    const late = this.#late;
    const tree = this.#tree;
    const node = tree.resolve(id);
    const { definitions } = late.compilation;
    const def = definitions.ofNode(tree, node);
    if (def === undefined) return;
    if (tree.kind(node) === K.MacroDef) {
      const macro = late.compilation.macroOf(def);
      if (macro !== undefined) late.scopes.push("macro", { macro: macro.index });
      return;
    }
    const owner = late.crate.owners.get(def);
    if (owner !== undefined) late.nested(owner);
    else if (tree.kind(node) === K.Mod) this.#module(def);
  }

  /** Items of a module that stands in a block. */
  #module(def: number): void {
    const late = this.#late;
    for (const child of late.compilation.definitions.children(def)) {
      const owner = late.crate.owners.get(child);
      if (owner !== undefined) late.nested(owner);
    }
  }

  // --- Expressions -----------------------------------------------------------------------------------------------

  /** A const argument that is a lone path: a parameter is allowed. */
  constantPath(expr: ExprId): void {
    this.expr(expr);
  }

  expr(id: ExprId): void {
    const expr = this.#tree.expr(id);
    const { kind } = expr;
    switch (kind.kind) {
      case "path":
        this.#late.paths.resolve(expr.id, kind.qself, kind.path, "value");
        break;
      case "call":
        this.#call(kind.callee, kind.args, expr.span);
        break;
      case "method-call":
        this.expr(kind.receiver);
        this.#late.types.genericArgs(kind.segment.args);
        this.#late.tables.setScope(expr.id, this.#late, kind.segment.ident.name);
        this.#all(kind.args);
        break;
      case "struct":
        this.#late.paths.resolve(expr.id, kind.qself, kind.path, "struct");
        for (const field of kind.fields) this.expr(field.value);
        if (kind.rest.kind === "base") this.expr(kind.rest.expr);
        break;
      case "closure":
        this.#closure(kind);
        break;
      case "block":
        this.#late.labels.within(expr, kind.label, false, () => this.block(kind.block));
        break;
      case "loop":
        this.#late.labels.within(expr, kind.label, true, () => this.block(kind.body));
        break;
      case "while":
        this.#late.labels.within(expr, kind.label, true, () =>
          this.#late.scopes.within("normal", () => {
            this.#late.labels.withinCondition(() => this.#condition(kind.condition));
            this.block(kind.body);
          }),
        );
        break;
      case "for":
        this.expr(kind.iterator);
        this.#late.labels.within(expr, kind.label, true, () =>
          this.#late.scopes.within("normal", () => {
            this.#late.patterns.pattern(kind.pat, "for binding");
            this.block(kind.body);
          }),
        );
        break;
      case "if":
        this.#late.scopes.within("normal", () => {
          this.#condition(kind.condition);
          this.block(kind.then);
        });
        if (kind.otherwise !== undefined) this.expr(kind.otherwise);
        break;
      case "let":
        this.expr(kind.scrutinee);
        this.#late.patterns.pattern(kind.pat);
        break;
      case "match":
        this.expr(kind.scrutinee);
        for (const arm of kind.arms) this.#arm(arm);
        break;
      case "break":
      case "continue":
        this.#late.labels.jump(expr, kind.label, kind.kind);
        if (kind.kind === "break" && kind.value !== undefined) this.expr(kind.value);
        break;
      default:
        this.#plain(expr);
    }
  }

  #condition(id: ExprId): void {
    const { tree } = this.#late;
    const { kind, span } = tree.expr(id);
    const outer = this.#late.condition;
    const isLikePattern = kind.kind === "assign" && LIKE_PATTERNS.has(tree.expr(kind.left).kind.kind);
    this.#late.condition = isLikePattern ? { left: tree.span(kind.left), whole: span } : undefined;
    this.expr(id);
    this.#late.condition = outer;
  }

  /** Expressions that only hold others. */
  #plain(expr: Expr): void {
    const { kind } = expr;
    switch (kind.kind) {
      case "unary":
      case "address-of":
      case "field":
      case "await":
      case "try":
        this.expr(kind.operand);
        break;
      case "binary":
      case "assign":
      case "assign-op":
        this.expr(kind.kind === "assign" ? kind.right : kind.left);
        this.expr(kind.kind === "assign" ? kind.left : kind.right);
        break;
      case "cast":
        this.expr(kind.operand);
        this.#late.types.type(kind.type);
        break;
      case "index":
        this.expr(kind.operand);
        this.expr(kind.index);
        break;
      case "range":
        this.#all([kind.start, kind.end]);
        break;
      case "tuple":
      case "array":
        this.#all(kind.elements);
        break;
      case "repeat":
        this.expr(kind.element);
        this.#late.types.count(kind.count);
        break;
      case "paren":
        this.expr(kind.inner);
        break;
      case "async-block":
      case "try-block":
        this.block(kind.block);
        break;
      case "const-block":
        this.#late.scopes.within("const-block", () => this.#late.labels.withinClosure(() => this.block(kind.block)));
        break;
      case "return":
      case "yield":
      case "become":
        if (kind.value !== undefined) this.expr(kind.value);
        break;
      case "built-in":
        this.#builtIn(expr.id);
        break;
      default:
    }
  }

  #builtIn(id: ExprId): void {
    const value = this.#late.compilation.builtIns.get(this.#tree, id);
    if (value === undefined) return;
    if (value.kind === "offset-of") this.#late.types.type(value.type);
    for (const operand of operandsOf(value)) this.expr(operand);
  }

  #all(exprs: readonly (ExprId | undefined)[]): void {
    for (const expr of exprs) if (expr !== undefined) this.expr(expr);
  }

  /** The callee's path is looked up as something that can be called. */
  #call(callee: ExprId, args: readonly ExprId[], span: Span): void {
    const expr = this.#tree.expr(callee);
    if (expr.kind.kind === "path") this.#late.paths.resolve(expr.id, expr.kind.qself, expr.kind.path, "call", { span, parts: args });
    else this.expr(callee);
    this.#all(args);
  }

  #closure(kind: Expr["kind"] & { kind: "closure" }): void {
    const late = this.#late;
    const inside = () =>
      late.scopes.within("normal", () => {
        for (const param of kind.params) late.types.type(param.type);
        if (kind.output !== undefined) late.types.type(kind.output);
        late.patterns.params(kind.params);
        late.labels.withinClosure(() => this.expr(kind.body));
      });
    if (kind.forParams === undefined) inside();
    else late.generics.withParams(kind.forParams, undefined, undefined, inside);
  }

  #arm(arm: Arm): void {
    this.#late.scopes.within("normal", () => {
      this.#late.patterns.pattern(arm.pat, "match binding");
      if (arm.guard !== undefined) this.expr(arm.guard);
      if (arm.body !== undefined) this.expr(arm.body);
    });
  }
}
