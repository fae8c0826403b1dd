// Names in bodies: variables bound by patterns, labels, paths of expressions, items in blocks.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Arm, BlockId, Expr, ExprId, Ident, Label, NodeId, Param, PatId, StmtId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import { operandsOf } from "../expand/built-in.ts";
import type { LateResolver } from "./late.ts";
import { key } from "./scopes.ts";

interface LabelRib {
  readonly ident: Ident | undefined;
  readonly target: NodeId;
  readonly isLoop: boolean;
  used: boolean;
}

/** Stands before the labels of a `while` in its condition. */
const CONDITION: LabelRib = { ident: undefined, target: 0, isLoop: false, used: false };

export class BodyResolver {
  readonly #late: LateResolver;
  /** Innermost last; undefined stands for the border of a function or closure. */
  #labels: (LabelRib | undefined)[] = [];

  constructor(late: LateResolver) {
    this.#late = late;
  }

  get #tree() {
    return this.#late.tree;
  }

  withoutLabels(action: () => void): void {
    const labels = this.#labels;
    this.#labels = [];
    action();
    this.#labels = labels;
  }

  // --- Patterns --------------------------------------------------------------------------------------------------

  params(params: readonly Param[]): void {
    const bound = new Map<string, NodeId>();
    for (const param of params) this.#pattern(param.pat, bound, new Map(), true);
  }

  pattern(pat: PatId): void {
    this.#pattern(pat, new Map(), new Map(), false);
  }

  /** `bound` is what the whole pattern has bound, `repeated` what other alternatives of an or-pattern around have. */
  #pattern(id: PatId, bound: Map<string, NodeId>, repeated: ReadonlyMap<string, NodeId>, isParam: boolean): void {
    const pat = this.#tree.pat(id);
    const { kind } = pat;
    switch (kind.kind) {
      case "ident":
        this.#identifier(pat.id, kind, bound, repeated, isParam);
        if (kind.sub !== undefined) this.#pattern(kind.sub, bound, repeated, isParam);
        break;
      case "struct":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "struct");
        for (const field of kind.fields) this.#pattern(field.pat, bound, repeated, isParam);
        break;
      case "tuple-struct":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "tuple-struct-pattern");
        for (const element of kind.elements) this.#pattern(element, bound, repeated, isParam);
        break;
      case "path":
        this.#late.paths.resolve(pat.id, kind.qself, kind.path, "pattern");
        break;
      case "or":
        this.#alternatives(kind.alternatives, bound, repeated, isParam);
        break;
      case "tuple":
      case "slice":
        for (const element of kind.elements) this.#pattern(element, bound, repeated, isParam);
        break;
      case "box":
      case "reference":
      case "paren":
        this.#pattern(kind.inner, bound, repeated, isParam);
        break;
      case "expr":
        this.expr(kind.expr);
        break;
      case "range":
        if (kind.start !== undefined) this.expr(kind.start);
        if (kind.end !== undefined) this.expr(kind.end);
        break;
      default:
    }
  }

  /** A fresh binding, or the name of a constant or unit struct. */
  #identifier(
    id: PatId,
    kind: { byRef: boolean; mutable: boolean; ident: Ident; sub: PatId | undefined },
    bound: Map<string, NodeId>,
    repeated: ReadonlyMap<string, NodeId>,
    isParam: boolean,
  ): void {
    const { ident } = kind;
    const late = this.#late;
    const isPlain = !kind.byRef && !kind.mutable && kind.sub === undefined;
    if (late.paths.identifierPattern(id, ident, isPlain)) return;
    const name = key(ident.name, ident.span.ctxt);
    const first = repeated.get(name);
    if (first !== undefined) {
      late.tables.setRepeat(id, first);
      bound.set(name, first);
      late.scopes.bind(ident, first);
      return;
    }
    if (bound.has(name)) this.#boundTwice(ident, isParam);
    bound.set(name, id);
    late.scopes.bind(ident, id);
  }

  #boundTwice({ name, span }: Ident, isParam: boolean): void {
    const [code, where, label] = isParam
      ? ["E0415", "parameter list", "used as parameter more than once"]
      : ["E0416", "the same pattern", "used in a pattern more than once"];
    const message = isParam
      ? `identifier \`${name}\` is bound more than once in this ${where}`
      : `identifier \`${name}\` is bound more than once in ${where}`;
    this.#late.compilation.report("names", error(code as string, message).at(span, label));
  }

  #alternatives(alternatives: readonly PatId[], bound: Map<string, NodeId>, repeated: ReadonlyMap<string, NodeId>, isParam: boolean): void {
    const known = new Map(repeated);
    const each: { pat: PatId; names: Map<string, NodeId> }[] = [];
    const outer = new Map(bound);
    for (const alternative of alternatives) {
      const names = new Map(outer);
      this.#pattern(alternative, names, known, isParam);
      for (const name of outer.keys()) names.delete(name);
      each.push({ pat: alternative, names });
      for (const [name, node] of names) if (!known.has(name)) known.set(name, node);
    }
    for (const { names } of each) for (const [name, node] of names) bound.set(name, node);
    this.#inAll(each);
  }

  /** E0408: each alternative binds the same names. */
  #inAll(each: readonly { pat: PatId; names: ReadonlyMap<string, NodeId> }[]): void {
    const all = new Map<string, NodeId[]>();
    for (const { names } of each) {
      for (const [name, node] of names) {
        const list = all.get(name);
        if (list === undefined) all.set(name, [node]);
        else list.push(node);
      }
    }
    const lacking = (name: string) => each.findIndex(({ names }) => !names.has(name));
    for (const name of [...all.keys()].toSorted((a, b) => lacking(a) - lacking(b))) {
      const missing = each.filter(({ names }) => !names.has(name));
      if (missing.length === 0) continue;
      const [text = name] = name.split("#");
      const said = error("E0408", `variable \`${text}\` is not bound in all patterns`);
      for (const { pat } of missing) said.at(this.#tree.span(pat), `pattern doesn't bind \`${text}\``);
      const places = each.flatMap(({ names, pat }) => (names.has(name) ? [this.#bindingSpan(pat, text)] : []));
      for (const span of places) said.label(span, "variable not in all patterns");
      this.#late.compilation.report("names", said);
    }
  }

  #bindingSpan(pat: PatId, name: string): Span {
    const found: Span[] = [];
    const look = (id: PatId) => {
      const { kind } = this.#tree.pat(id);
      if (kind.kind === "ident" && kind.ident.name === name) found.push(kind.ident.span);
      if (kind.kind === "ident" && kind.sub !== undefined) look(kind.sub);
      if (kind.kind === "tuple" || kind.kind === "slice" || kind.kind === "tuple-struct")
        for (const element of kind.elements) look(element);
      if (kind.kind === "struct") for (const field of kind.fields) look(field.pat);
      if (kind.kind === "reference" || kind.kind === "box" || kind.kind === "paren") look(kind.inner);
      if (kind.kind === "or") for (const alternative of kind.alternatives) look(alternative);
    };
    look(pat);
    return found[0] ?? this.#tree.span(pat);
  }

  // --- Blocks ----------------------------------------------------------------------------------------------------

  block(id: BlockId): void {
    const late = this.#late;
    const block = this.#tree.block(id);
    const module = late.crate.blocks.get(block.id);
    const before = late.module;
    const inside = () => {
      for (const stmt of block.stmts) this.#statement(stmt);
      late.module = before;
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
        this.pattern(stmt.pat);
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
      const macro = late.compilation.macros.find((candidate) => candidate.def === def);
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
        this.#call(kind.callee, kind.args);
        break;
      case "method-call":
        this.expr(kind.receiver);
        this.#late.types.genericArgs(kind.segment.args);
        this.#noteBlock(expr.id);
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
        this.#labelled(expr, kind.label, false, () => this.block(kind.block));
        break;
      case "loop":
        this.#labelled(expr, kind.label, true, () => this.block(kind.body));
        break;
      case "while":
        this.#labelled(expr, kind.label, true, () =>
          this.#late.scopes.within("normal", () => {
            this.#labels.push(CONDITION);
            this.expr(kind.condition);
            this.#labels.pop();
            this.block(kind.body);
          }),
        );
        break;
      case "for":
        this.expr(kind.iterator);
        this.#labelled(expr, kind.label, true, () =>
          this.#late.scopes.within("normal", () => {
            this.pattern(kind.pat);
            this.block(kind.body);
          }),
        );
        break;
      case "if":
        this.#late.scopes.within("normal", () => {
          this.expr(kind.condition);
          this.block(kind.then);
        });
        if (kind.otherwise !== undefined) this.expr(kind.otherwise);
        break;
      case "let":
        this.expr(kind.scrutinee);
        this.pattern(kind.pat);
        break;
      case "match":
        this.expr(kind.scrutinee);
        for (const arm of kind.arms) this.#arm(arm);
        break;
      case "break":
      case "continue":
        this.#jump(expr, kind.label, kind.kind);
        if (kind.kind === "break" && kind.value !== undefined) this.expr(kind.value);
        break;
      default:
        this.#plain(expr);
    }
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
        this.#noteBlock(expr.id);
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
        this.#late.types.anonymous(kind.count);
        break;
      case "paren":
        this.expr(kind.inner);
        break;
      case "async-block":
      case "const-block":
      case "try-block":
        this.block(kind.block);
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
  #call(callee: ExprId, args: readonly ExprId[]): void {
    const expr = this.#tree.expr(callee);
    if (expr.kind.kind === "path") this.#late.paths.resolve(expr.id, expr.kind.qself, expr.kind.path, "call");
    else this.expr(callee);
    this.#all(args);
  }

  #noteBlock(id: ExprId): void {
    const { module, tables } = this.#late;
    if (module.kind === "block") tables.setBlock(id, module);
  }

  #closure(kind: Expr["kind"] & { kind: "closure" }): void {
    const late = this.#late;
    const inside = () =>
      late.scopes.within("normal", () => {
        for (const param of kind.params) late.types.type(param.type);
        if (kind.output !== undefined) late.types.type(kind.output);
        this.params(kind.params);
        this.#labels.push(undefined);
        this.expr(kind.body);
        this.#labels.pop();
      });
    if (kind.forParams === undefined) inside();
    else late.generics.withParams(kind.forParams, undefined, inside);
  }

  #arm(arm: Arm): void {
    this.#late.scopes.within("normal", () => {
      this.pattern(arm.pat);
      if (arm.guard !== undefined) this.expr(arm.guard);
      if (arm.body !== undefined) this.expr(arm.body);
    });
  }

  // --- Labels ----------------------------------------------------------------------------------------------------

  #labelled(expr: Expr, label: Label | undefined, isLoop: boolean, action: () => void): void {
    if (label === undefined && !isLoop) {
      action();
      return;
    }
    const rib: LabelRib = { ident: label?.ident, target: expr.id, isLoop, used: false };
    this.#labels.push(rib);
    action();
    this.#labels.pop();
  }

  #jump(expr: Expr, label: Label | undefined, word: string): void {
    if (label === undefined) {
      for (let i = this.#labels.length - 1; i >= 0; i--) {
        const rib = this.#labels[i];
        if (rib === undefined) return;
        if (rib === CONDITION) {
          this.#inCondition(expr, word);
          return;
        }
        if (!rib.isLoop) continue;
        this.#late.tables.setTarget(expr.id, rib.target);
        return;
      }
      return;
    }
    this.#labelledJump(expr, label.ident);
  }

  #inCondition(expr: Expr, word: string): void {
    const said = error("E0590", "`break` or `continue` with no label in the condition of a `while` loop");
    this.#late.compilation.report("names", said.at(expr.span, `unlabeled \`${word}\` in the condition of a \`while\` loop`));
  }

  #labelledJump(expr: Expr, ident: Ident): void {
    let closure = false;
    for (let i = this.#labels.length - 1; i >= 0; i--) {
      const rib = this.#labels[i];
      if (rib === undefined) {
        closure = true;
        continue;
      }
      if (rib.ident === undefined || rib.ident.name !== ident.name || (rib.ident.span.ctxt ?? 0) !== (ident.span.ctxt ?? 0)) continue;
      rib.used = true;
      if (closure) this.#unreachableLabel(ident, rib.ident);
      else this.#late.tables.setTarget(expr.id, rib.target);
      return;
    }
    this.#late.paths.undeclaredLabel(
      ident,
      this.#labels.flatMap((rib) => (rib?.ident === undefined ? [] : [rib.ident])),
    );
  }

  #unreachableLabel(ident: Ident, declared: Ident): void {
    const said = error("E0767", `use of unreachable label \`${ident.name}\``).at(ident.span, `unreachable label \`${ident.name}\``);
    said.label(declared.span, "unreachable label defined here");
    said.note("labels are unreachable through functions, closures, async blocks and modules");
    this.#late.compilation.report("names", said);
  }
}
