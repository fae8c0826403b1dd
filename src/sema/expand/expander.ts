// Expansion: every macro call in a crate's tree is replaced by what it stands for, every node that `cfg` excludes is taken
// away. Items are expanded as the collector meets them (`names/collect.ts`), insides of items by `inside` when all names
// of modules are known.
import type { Span } from "../../base/source.ts";
import { type Diagnostic, DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { MacroCall, NodeId, TokenRange } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import { parseDeferredBody, parseFragment, type FragmentKind, type ParsedFragment, type ParseOptions } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { forEachChild } from "../../syntax/walk.ts";
import type { Edition } from "../../target/session.ts";
import type { Compilation } from "../compilation.ts";
import type { CrateNames } from "../names/crate-names.ts";
import type { Module } from "../names/module.ts";
import { AttributeExpander } from "./attributes.ts";
import { pathText, RulesCall } from "./call.ts";
import { expandBuiltIn } from "./built-in-macros.ts";
import { leftOver } from "./left-over.ts";
import type { Rule } from "./matcher.ts";
import { adviseVariable } from "./unknown-variable.ts";
import type { MacroDefinition, MacroScope, Nesting } from "./macro-scope.ts";

/** Where a call stands decides what its expansion is parsed as. */
export type Position = "expr" | "stmts" | "pat" | "ty" | "items" | "impl-items" | "trait-items" | "extern-items";

/** Where in the program something stands. */
export interface Place {
  readonly module: Module;
  readonly scope: MacroScope;
  /** The expansions it lies in. */
  readonly nesting: Nesting;
  /** The block that statements are in. */
  readonly block?: NodeId;
}

/** The place of what a call at a place stands for. */
export function expanded(place: Place): Place {
  const { nesting } = place;
  return { ...place, nesting: { depth: nesting.depth + 1, parent: nesting } };
}

/** What the expander needs of the names: supplied by the collector. */
export interface NameServices {
  findMacro(path: MacroCall["path"], place: Place): MacroDefinition | "unknown" | undefined;
  /** `isValue`: the call stands for an expression, a type or a pattern, and not for statements or items. */
  unresolvedMacro(call: MacroCall, place: Place, isValue: boolean): void;
  /** A block has items: gives the module made for it. */
  blockModule(block: NodeId, place: Place): Module;
  defineMacro(item: NodeId, place: Place): MacroScope;
  /** Gives the macro scope after it. */
  statementItem(item: NodeId, place: Place): MacroScope;
}

/** Calls that expand to no expression are told how to be statements. */
const ADVISES_STATEMENTS = 74;
/** Of the releases that were asked: 1.63 does not, 1.96 does. */
const ADVISES_VARIABLES = 90;

export class Expander {
  readonly compilation: Compilation;
  readonly crate: CrateNames;
  readonly names: NameServices;
  readonly attributes: AttributeExpander;
  /** The recursion limit was hit: nothing more is expanded. */
  stopped = false;

  constructor(compilation: Compilation, crate: CrateNames, names: NameServices) {
    this.compilation = compilation;
    this.crate = crate;
    this.names = names;
    this.attributes = new AttributeExpander(compilation, crate);
  }

  get tree(): SyntaxTree {
    return this.crate.tree;
  }

  // --- Calls -----------------------------------------------------------------------------------------------------

  /** The nodes a call stands for, unexpanded themselves; undefined if the macro is not known (yet), [] after errors. */
  call(call: MacroCall, position: Position, place: Place): readonly NodeId[] | undefined {
    if (this.stopped) return [];
    const macro = this.names.findMacro(call.path, place);
    if (macro === undefined || macro === "unknown") return undefined;
    if (!this.#withinLimit(call, place)) return [];
    macro.used = true;
    if (macro.kind === "built-in") return expandBuiltIn(this, macro, call, position, place);
    if (macro.kind !== "rules") return undefined;
    const { tokens } = this.tree;
    const end = tokens.span(call.tokens.to);
    const rules = new RulesCall(this.compilation, this.tree, macro, call);
    const range = rules.expand(call.tokens, end);
    return range === undefined ? this.#failed(position, call) : this.parse(range, position, call, place, macro, rules.matched);
  }

  #withinLimit(call: MacroCall, place: Place): boolean {
    const limit = this.crate.recursionLimit;
    if (place.nesting.depth < limit) return true;
    this.stopped = true;
    this.compilation.aborted = true;
    const name = pathText(call);
    const said = error(`recursion limit reached while expanding \`${name}!\``).at(call.span);
    const attribute = `#![recursion_limit = "${limit * 2}"]`;
    said.help(`consider increasing the recursion limit by adding a \`${attribute}\` attribute to your crate (\`${this.crate.name}\`)`);
    this.compilation.report("expansion", said);
    return false;
  }

  /** Parses an expansion's tokens for the place it goes to; items in a body are looked at with it. */
  parse(
    range: TokenRange,
    position: Position,
    call: MacroCall,
    place: Place,
    macro: MacroDefinition | undefined,
    rule?: Rule,
  ): readonly NodeId[] {
    const options = this.#parseOptions(macro?.crate.edition ?? this.crate.edition);
    const parsed = parseFragment(this.tree, this.compilation.sources, range, FRAGMENT_OF[position], {
      ...options,
      defersBodies: !this.crate.isLocal && position !== "expr" && position !== "stmts" && place.module.kind !== "block",
    });
    for (const diagnostic of [...parsed.diagnostics, ...(parsed.failure === undefined ? [] : [parsed.failure])])
      if (diagnostic instanceof DiagnosticBuilder) this.#adviseVariable(diagnostic, range, rule, macro);
    for (const diagnostic of parsed.diagnostics)
      this.compilation.report("expansion", this.#incomplete(diagnostic, range, call, macro) ?? diagnostic);
    this.compilation.gated.push(...parsed.gated);
    if (parsed.failure !== undefined) {
      this.#parseFailed(parsed, range, position, call, macro);
      return this.#failed(position, call);
    }
    if (parsed.end < range.to) this.#leftOver(parsed.end, range, position, call);
    return parsed.nodes;
  }

  #parseOptions(edition: Edition): ParseOptions {
    return { edition, release: this.compilation.session.release };
  }

  /** A failure at the end of the expansion in the words for it; undefined of any other. */
  #incomplete(failure: Diagnostic, range: TokenRange, call: MacroCall, macro: MacroDefinition | undefined): DiagnosticBuilder | undefined {
    const ending = ", found `<eof>`";
    if (!failure.message.endsWith(ending)) return undefined;
    const said = error(`macro expansion ends with an incomplete expression: ${failure.message.slice(0, -ending.length)}`);
    const last = range.to > range.from ? this.tree.tokens.span(range.to - 1) : undefined;
    said.at(last === undefined ? call.span : { ...last, lo: last.hi }, failure.spans[0]?.label);
    const arm = last === undefined && macro?.crate.isLocal === true ? this.#emptyArm(macro) : undefined;
    return arm === undefined ? said : said.label(arm, "in this macro arm");
  }

  #parseFailed(parsed: ParsedFragment, range: TokenRange, position: Position, call: MacroCall, macro: MacroDefinition | undefined): void {
    const failure = parsed.failure as DiagnosticBuilder;
    const said = this.#incomplete(failure, range, call, macro) ?? failure;
    if (position === "expr") this.#adviseStatement(said, range, call, parsed);
    if (position === "ty") said.label(call.span, "this macro call doesn't expand to a type");
    if (position === "pat") said.label(call.span, "this macro call doesn't expand to a pattern");
    this.compilation.report("expansion", said);
  }

  #adviseVariable(said: DiagnosticBuilder, range: TokenRange, rule: Rule | undefined, macro: MacroDefinition | undefined): void {
    if (rule !== undefined && macro !== undefined && this.compilation.since(ADVISES_VARIABLES))
      adviseVariable(said, this.tree.tokens, range, rule, macro.rules.get(this.tree)?.rules ?? []);
  }

  /** What stands behind the arrow of the rule that expands to nothing, if there is one such. */
  #emptyArm(macro: MacroDefinition): Span | undefined {
    const empty = macro.rules.get(this.tree)?.rules.filter(({ right }) => right.length === 0) ?? [];
    return empty.length === 1 ? empty[0]?.rightSpan : undefined;
  }

  /** What is no expression may be statements. */
  #adviseStatement(said: DiagnosticBuilder, range: TokenRange, call: MacroCall, { end }: ParsedFragment): void {
    if (!this.compilation.since(ADVISES_STATEMENTS)) return;
    const { tokens } = this.tree;
    const parsed = parseFragment(this.tree, this.compilation.sources, range, "stmts", this.#parseOptions(this.crate.edition));
    if (parsed.failure !== undefined || parsed.diagnostics.some(({ level }) => level === "error")) return;
    said.note("the macro call doesn't expand to an expression, but it can expand to a statement");
    const { span } = call;
    if (end < range.to && tokens.kind(end) === T.Semi) {
      const text = `{ ${this.compilation.sources.snippet(span)}; }`;
      const words = "surround the macro invocation with `{}` to interpret the expansion as a statement";
      said.suggest(words, [{ span, text }], "MaybeIncorrect", "verbose");
      return;
    }
    const behind = { ...span, lo: span.hi };
    said.suggest("add `;` to interpret the expansion as a statement", [{ span: behind, text: ";" }], "MaybeIncorrect", "verbose");
  }

  #leftOver(at: number, range: TokenRange, position: Position, call: MacroCall): void {
    const { tokens } = this.tree;
    if (position === "expr" && tokens.kind(at) === T.Semi) {
      this.#trailingSemicolon(at, call);
      if (at + 1 === range.to) return;
      at++;
    }
    const { sources, session } = this.compilation;
    const after = sources.snippet({ lo: call.span.hi, hi: call.span.hi + 1 });
    this.compilation.report("expansion", leftOver(tokens, at, { position, call, after }, { ...session, edition: this.crate.edition }));
  }

  /** The call that is expanded is a block's last statement. */
  #isTrailing = false;

  #trailingSemicolon(at: number, call: MacroCall): void {
    const { span } = call;
    const expansion = this.compilation.hygiene.expansionOf(this.tree.tokens.ctxts[at]);
    if (expansion?.foreign === true) return;
    const diagnostic = error("trailing semicolon in macro used in expression position").at(this.tree.tokens.span(at));
    if (this.#isTrailing)
      diagnostic
        .note("macro invocations at the end of a block are treated as expressions")
        .note(`to ignore the value produced by the macro, add a semicolon after the invocation of \`${pathText(call)}\``);
    diagnostic.phasedOut(79813);
    this.compilation.lint({ lint: "semicolon_in_expressions_from_macros", node: 0, place: span.lo, diagnostic });
  }

  // --- Insides ---------------------------------------------------------------------------------------------------

  /** Expands all that lies below a node. */
  inside(node: NodeId, place: Place): void {
    forEachChild(this.tree, node, (child) => this.node(child, place));
  }

  /** Expands what stands in an item's signature: neither in bodies nor in the items of an impl. */
  signature(node: NodeId, place: Place): void {
    const { tree } = this;
    forEachChild(tree, node, (child) => {
      const kind = tree.kind(child);
      if (kind === K.Block || kind === K.UnsafeBlock || kind === K.DeferredBlock || K.isItemKind(kind)) return;
      const isMacro = kind === K.MacroType || kind === K.MacroExpr || kind === K.MacroPat;
      const isThere = tree.attributeList(child) === 0 || this.attributes.keeps(child, () => "item");
      if (!isThere) this.#removed(child);
      else if (isMacro) this.node(child, place);
      else this.signature(child, place);
    });
  }

  node(node: NodeId, place: Place): void {
    const { tree } = this;
    if (tree.attributeList(node) !== 0 && !this.attributes.keeps(node, () => "item")) {
      this.#removed(node);
      return;
    }
    switch (tree.kind(node)) {
      case K.MacroExpr:
        this.#isTrailing = false;
        this.#single(node, "expr", K.ErrorExpr, place);
        break;
      case K.MacroPat:
        this.#single(node, "pat", K.ErrorPat, place);
        break;
      case K.MacroType:
        this.#single(node, "ty", K.ErrorType, place);
        break;
      case K.Block:
      case K.UnsafeBlock:
        this.#block(node, place);
        break;
      case K.DeferredBlock:
        this.#block(parseDeferredBody(tree, this.compilation.sources, node, this.#parseOptions(this.crate.edition)), place);
        break;
      case K.ArrayExpr:
      case K.TupleExpr:
      case K.Call:
      case K.MethodCall:
        this.#allowRemoval(node);
        this.inside(node, place);
        break;
      default:
        this.inside(node, place);
    }
  }

  /** Elements and arguments may be taken away; what is called, and a receiver, may not. */
  #allowRemoval(node: NodeId): void {
    const kind = this.tree.kind(node);
    let isFirst = kind === K.Call || kind === K.MethodCall;
    forEachChild(this.tree, node, (child) => {
      if (!isFirst && this.tree.attributeList(child) !== 0) this.#mayRemove.add(child);
      isFirst = false;
    });
  }

  /** `cfg` may take away elements of lists; elsewhere it may not stand. */
  #removed(node: NodeId): void {
    const { tree } = this;
    const kind = tree.kind(node);
    if (K.isExprKind(kind) && !this.#mayRemove.has(node)) {
      this.compilation.report("expansion", error("removing an expression is not supported in this position").at(this.tree.span(node)));
      return;
    }
    tree.remove(node);
  }

  readonly #mayRemove = new Set<NodeId>();

  #single(node: NodeId, position: Position, errorKind: number, place: Place): void {
    const { tree } = this;
    const call = tree.macroCall(tree.nodeData[node] as number);
    const nodes = this.call(call, position, place);
    if (nodes === undefined) this.names.unresolvedMacro(call, place, true);
    const [made] = nodes ?? [];
    if (made === undefined) {
      const { lo, hi, ctxt = 0 } = tree.span(node);
      tree.replace(node, [tree.addNode(errorKind, lo, hi, ctxt, 0)]);
      return;
    }
    if (made === node) return;
    tree.replace(node, [made]);
    this.node(tree.resolve(made), expanded(place));
  }

  // --- Blocks ----------------------------------------------------------------------------------------------------

  /** Statements in order: a macro defined in a block is known from there to its end. */
  #block(block: NodeId, place: Place): void {
    const { tree } = this;
    const list = tree.nodeData[block] as number;
    if (list === 0) return;
    const { module, nesting } = this.#blockModule(block, list, place);
    let { scope } = place;
    for (const stmt of tree.list(list)) scope = this.#statement(stmt, { module, scope, nesting, block });
  }

  #blockModule(block: NodeId, list: number, place: Place): Place {
    const { tree } = this;
    const items: NodeId[] = [];
    if (list === 0) return place;
    for (const stmt of tree.list(list)) if (tree.kind(stmt) === K.ItemStmt) items.push(tree.resolve(tree.nodeData[stmt] as number));
    if (!items.some((item) => tree.kind(item) !== K.MacroDef && tree.kind(item) !== K.MacroItem)) return place;
    return { ...place, module: this.names.blockModule(block, place) };
  }

  #statement(stmt: NodeId, place: Place): MacroScope {
    const { tree } = this;
    if (tree.attributeList(stmt) !== 0 && !this.attributes.keeps(stmt, () => "statement")) {
      tree.remove(stmt);
      return place.scope;
    }
    switch (tree.kind(stmt)) {
      case K.MacroStmt:
        return this.#macroStatement(stmt, place);
      case K.ItemStmt:
        return this.#itemStatement(stmt, tree.resolve(tree.nodeData[stmt] as number), place);
      case K.ExprStmt:
      case K.SemiStmt:
        this.#expressionStatement(stmt, place);
        return place.scope;
      default:
        this.inside(stmt, place);
        return place.scope;
    }
  }

  #expressionStatement(stmt: NodeId, place: Place): void {
    const { tree } = this;
    const expr = tree.resolve(tree.nodeData[stmt] as number);
    if (tree.attributeList(expr) !== 0 && !this.attributes.keeps(expr, () => "expression")) tree.remove(stmt);
    else this.node(expr, place);
  }

  #itemStatement(stmt: NodeId, item: NodeId, place: Place): MacroScope {
    const { tree } = this;
    if (tree.kind(item) === K.MacroDef) {
      if (this.attributes.keeps(item, () => "macro def")) return this.names.defineMacro(item, place);
      tree.remove(stmt);
      return place.scope;
    }
    return this.names.statementItem(item, place);
  }

  /** The statements a call stands for; they share the block's scope. */
  #macroStatement(stmt: NodeId, place: Place): MacroScope {
    const { tree } = this;
    const call = tree.macroCall(tree.field(stmt, 0));
    const isValue = tree.field(stmt, 1) === MACRO_STATEMENT_NONE;
    this.#isTrailing = isValue;
    const nodes = this.call(call, isValue ? "expr" : "stmts", place);
    if (nodes === undefined) this.names.unresolvedMacro(call, place, isValue);
    if (isValue) {
      const { lo, hi, ctxt = 0 } = tree.span(stmt);
      const expr = nodes?.[0] ?? tree.addNode(K.ErrorExpr, lo, hi, ctxt, 0);
      const made = tree.addNode(K.ExprStmt, lo, hi, ctxt, expr);
      tree.replace(stmt, [made]);
      if (nodes?.[0] !== undefined) this.node(tree.resolve(expr), expanded(place));
      return place.scope;
    }
    const made = this.#withSemicolon(stmt, nodes ?? this.#failed("stmts", call));
    tree.replace(stmt, made);
    const inner = expanded(place);
    const module = this.#statementItems(made, inner);
    let scope = inner.scope;
    for (const statement of made) scope = this.#statement(statement, { ...inner, module, scope });
    return scope;
  }

  /** What stands for a call that failed: with it, a body says no more than that. */
  #failed(position: Position, { span: { lo, hi, ctxt = 0 } }: MacroCall): readonly NodeId[] {
    if (position !== "stmts") return [];
    return [this.tree.addNode(K.ExprStmt, lo, hi, ctxt, this.tree.addNode(K.ErrorExpr, lo, hi, ctxt, 0))];
  }

  /** Items among expanded statements belong to the block's module. */
  #statementItems(stmts: readonly NodeId[], place: Place): Module {
    const { tree } = this;
    const items = stmts
      .filter((stmt) => tree.kind(stmt) === K.ItemStmt)
      .map((stmt) => tree.resolve(tree.nodeData[stmt] as number))
      .filter((item) => tree.kind(item) !== K.MacroDef && tree.kind(item) !== K.MacroItem);
    if (items.length === 0) return place.module;
    return this.names.blockModule(place.block ?? 0, place);
  }

  /** `m!(..);`: the last statement of the expansion, if it is an expression, ends with the semicolon. */
  #withSemicolon(stmt: NodeId, nodes: readonly NodeId[]): NodeId[] {
    const { tree } = this;
    const last = nodes.at(-1);
    if (last === undefined || tree.field(stmt, 1) !== MACRO_STATEMENT_SEMICOLON) return [...nodes];
    if (tree.kind(last) === K.ExprStmt) {
      const { lo, hi, ctxt = 0 } = tree.span(last);
      return [...nodes.slice(0, -1), tree.addNode(K.SemiStmt, lo, hi, ctxt, tree.nodeData[last] as number)];
    }
    if (tree.kind(last) === K.MacroStmt && tree.field(last, 1) === MACRO_STATEMENT_NONE) tree.setField(last, 1, MACRO_STATEMENT_SEMICOLON);
    return [...nodes];
  }
}

const MACRO_STATEMENT_SEMICOLON = 0;
const MACRO_STATEMENT_NONE = 2;

const FRAGMENT_OF: Readonly<Record<Position, FragmentKind>> = {
  expr: "expr",
  stmts: "stmts",
  pat: "pat",
  ty: "ty",
  items: "items",
  "impl-items": "impl-items",
  "trait-items": "trait-items",
  "extern-items": "extern-items",
};

/** The span of a call's path alone. */
export function pathSpan(call: MacroCall): Span {
  return call.path.span;
}
