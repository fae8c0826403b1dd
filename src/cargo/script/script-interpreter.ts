// Runs a build script that is simple enough: functions, conditions, loops over lists, strings and cargo's own variables. Each body
// is gone through twice: first with values that are known by their types alone, into every branch, so that what rustc would not
// accept is not accepted here; then for real.
import type { Attribute, Block, Expr, ExprId, Fn, Stmt, StmtId } from "../../syntax/ast.ts";
import type { SourceMap, Span } from "../../base/source.ts";
import type { ParseOptions } from "../../syntax/parse.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { ScriptConditions } from "./script-conditions.ts";
import { ScriptCalls } from "./script-calls.ts";
import { holdsReference, outlives } from "./script-lifetimes.ts";
import { fieldOf } from "./script-library.ts";
import type { World } from "./script-library.ts";
import { ScriptMacros } from "./script-macros.ts";
import { binary, slice, unary } from "./script-operators.ts";
import { ScriptPatterns } from "./script-patterns.ts";
import { ScriptScopes } from "./script-scopes.ts";
import type { Evaluator, Use } from "./script-scopes.ts";
import { NEVER, NotConstant, STR, UNIT, coerces, equalTypes, isCopy, namedType, refTo, simple } from "./script-values.ts";
import type { Type, Value } from "./script-values.ts";

/** `return`, while a script runs. */
class Returned extends Error {
  constructor(readonly value: Value) {
    super();
  }
}

/** Copied, or moved whole: text, a path, or perhaps one. */
const isOwned = (type: Type): boolean =>
  isCopy(type) || type.kind === "String" || type.kind === "PathBuf" || (type.kind === "Option" && isOwned(type.of));

export interface ScriptConstant {
  readonly type: Type;
  readonly value: (on: Evaluator) => Value;
  readonly span: Span;
}

/** The script's own items and imports. */
export interface ScriptItems {
  readonly functions: ReadonlyMap<string, Fn>;
  readonly constants: ReadonlyMap<string, ScriptConstant>;
  /** Name -> whole path. */
  readonly imports: ReadonlyMap<string, string>;
  /** All of the source. */
  readonly text: string;
  /** What `env!` gives. */
  readonly compileVariables: Readonly<Record<string, string>>;
  readonly conditions: ScriptConditions;
}

const BOOL = simple("bool");
const UNKNOWN = (type: Type): Value => ({ type, data: undefined });

export class ScriptInterpreter implements Evaluator {
  isReal = false;
  scopes = new ScriptScopes(simple("()"));
  #depth = 0;
  readonly #macros: ScriptMacros;
  readonly #patterns: ScriptPatterns;
  readonly #calls: ScriptCalls;

  constructor(
    readonly tree: SyntaxTree,
    readonly sources: SourceMap,
    readonly options: ParseOptions,
    readonly items: ScriptItems,
    readonly world: World & { readonly write: (text: string) => void },
  ) {
    this.#macros = new ScriptMacros(tree, sources, options, this, items, world.write);
    this.#patterns = new ScriptPatterns(tree, sources, items.text, this);
    this.#calls = new ScriptCalls(tree, this.#patterns, this, items, world, {
      parameters: (fn) => this.#parameterTypes(fn),
      gives: (fn) => this.#givenType(fn),
      invoke: (fn, args) => this.#invoke(fn, args),
    });
  }

  /** Throws NotConstant for what is not understood. */
  run(main: Fn): void {
    this.checkConstants();
    for (const fn of this.items.functions.values()) this.#invoke(fn, this.#parameterTypes(fn).map(UNKNOWN));
    this.isReal = true;
    this.#invoke(main, []);
  }

  checkConstants(): void {
    for (const { value, type, span } of this.items.constants.values()) this.expect(value(this), type, span);
  }

  #refuse(what: string, id: ExprId): never {
    throw new NotConstant(what, this.tree.span(id));
  }

  expect(value: Value, type: Type, span: Span): Value {
    if (!coerces(value.type, type)) throw new NotConstant("this type", span);
    return value.type.kind === "!" ? value : { type, data: value.data };
  }

  #parameterTypes({ params }: Fn): Type[] {
    return params.map(({ type, span }) => {
      const named = namedType(this.sources.snippet(this.tree.type(type).span));
      if (named === undefined) throw new NotConstant("this parameter", span);
      return named;
    });
  }

  /** A function gives no reference: whether it lives long enough is not looked into. */
  #givenType({ output }: Fn): Type {
    if (output === undefined) return simple("()");
    const { span } = this.tree.type(output);
    const text = this.sources.snippet(span).replaceAll(/\s/g, "");
    if (/^Result<\(\),(?:Box<dyn(?:std::error::)?Error>|(?:std::)?env::VarError|VarError)>$/.test(text))
      return { kind: "Result", of: simple("()") };
    const named = namedType(text);
    if (named === undefined || !isOwned(named) || text.includes("&")) throw new NotConstant("this result", span);
    return named;
  }

  #invoke(fn: Fn, args: readonly Value[]): Value {
    const { body, params } = fn;
    if (body === undefined || ++this.#depth > 100) throw new NotConstant("this function", fn.signatureSpan);
    const before = this.scopes;
    this.scopes = new ScriptScopes(this.#givenType(fn));
    try {
      const value = this.scopes.within(() => {
        params.forEach(({ pat }, i) => this.#patterns.matches(pat, args[i] as Value));
        return this.expect(this.#block(body), this.scopes.gives, fn.signatureSpan);
      });
      if (this.scopes.isMutableForNothing && !this.isReal) throw new NotConstant("a variable that is `mut` for nothing", fn.signatureSpan);
      return value;
    } catch (error) {
      if (error instanceof Returned) return error.value;
      throw error;
    } finally {
      this.scopes = before;
      this.#depth--;
    }
  }

  // --- Statements ---

  #block(id: Block["id"]): Value {
    const { stmts: written, unsafe, span } = this.tree.block(id);
    if (unsafe) throw new NotConstant("`unsafe`", span);
    const stmts = written.filter((stmt) => this.items.conditions.keeps(this.#attributes(this.tree.stmt(stmt))));
    return this.scopes.within(() => {
      let value = UNIT;
      for (const [i, stmt] of stmts.entries()) {
        if (value.type.kind === "!") throw new NotConstant("this statement", this.tree.stmt(stmt).span);
        value = this.#statement(stmt, i === stmts.length - 1);
      }
      return value;
    });
  }

  #attributes(stmt: Stmt): readonly Attribute[] {
    switch (stmt.kind) {
      case "empty":
        return [];
      case "expr":
        return this.tree.expr(stmt.expr).attrs;
      case "item":
        return this.tree.item(stmt.item).attrs;
      default:
        return stmt.attrs;
    }
  }

  #statement(id: StmtId, isLast: boolean): Value {
    const stmt = this.tree.stmt(id);
    switch (stmt.kind) {
      case "empty":
        return UNIT;
      case "macro-call":
        return this.#ofStatement(this.#macros.macro(stmt.call), stmt, isLast && stmt.style !== "semicolon");
      case "expr":
        return this.#ofStatement(this.#bare(stmt.expr, "moves"), stmt, isLast && !stmt.semicolon);
      case "let":
        return this.#let(stmt);
      case "item":
        return this.#item(stmt);
    }
  }

  /** A value that nobody takes may be one that must be used. */
  #ofStatement(value: Value, { span }: Stmt, isValue: boolean): Value {
    if (isValue || value.type.kind === "!") return value;
    if (value.type.kind !== "()") throw new NotConstant("this statement", span);
    return UNIT;
  }

  /** A constant that a function has for itself. */
  #item({ item }: Extract<Stmt, { kind: "item" }>): Value {
    const { kind, ident, span: at } = this.tree.item(item);
    const type = kind.kind === "const" ? namedType(this.sources.snippet(this.tree.type(kind.type).span)) : undefined;
    if (kind.kind !== "const" || kind.value === undefined || type === undefined) throw new NotConstant("this item", at);
    this.#patterns.checkUsed(ident.name, at);
    const value = this.expect(this.value(kind.value, "moves"), type, at);
    this.scopes.bind(ident.name, value);
    return UNIT;
  }

  #let(stmt: Extract<Stmt, { kind: "let" }>): Value {
    const { init, otherwise, type, pat } = stmt;
    if (init === undefined || otherwise !== undefined) throw new NotConstant("this statement", stmt.span);
    let value = this.value(init, "moves");
    if (type !== undefined) {
      const named = namedType(this.sources.snippet(this.tree.type(type).span));
      if (named === undefined) throw new NotConstant("this type", this.tree.type(type).span);
      value = this.expect(value, named, this.tree.span(init));
    }
    if (value.type.kind === "!") return value;
    if (!this.isReal && holdsReference(value.type) && !outlives(init, this.tree, this, (name) => this.items.constants.has(name)))
      this.#refuse("a reference to what is dropped", init);
    if (this.tree.pat(pat).kind.kind !== "ident" || this.#patterns.matches(pat, value) !== true)
      throw new NotConstant("this pattern", stmt.span);
    return UNIT;
  }

  // --- Variables ---

  #path(expr: Expr, use: Use): Value {
    if (expr.kind.kind !== "path" || expr.kind.qself !== undefined) throw new NotConstant("this path", expr.span);
    const [only, ...more] = expr.kind.path.segments;
    const name = only?.ident.name ?? "";
    if (more.length > 0) throw new NotConstant("this path", expr.span);
    const binding = this.scopes.find(name);
    const constant = binding === undefined ? this.items.constants.get(name) : undefined;
    if (constant !== undefined) return { type: constant.type, data: constant.value(this).data };
    if (name === "None" && binding === undefined) return { type: { kind: "Option", of: NEVER.type }, data: null };
    if (binding === undefined) throw new NotConstant("this path", expr.span);
    if (this.scopes.hasMoved(binding)) throw new NotConstant("a value that has been moved", expr.span);
    if (use === "moves" && !isCopy(binding.value.type)) {
      if (binding.pinned === true) throw new NotConstant("a value that is borrowed", expr.span);
      if (!this.isReal) this.scopes.move(binding);
    }
    return binding.value;
  }

  /** `name = value` */
  #assign({ span }: Expr, left: ExprId, right: ExprId): Value {
    const { kind } = this.tree.expr(left);
    const value = this.value(right, "moves");
    const name =
      kind.kind === "path" && kind.qself === undefined && kind.path.segments.length === 1 ? kind.path.segments[0]?.ident.name : undefined;
    const binding = name === undefined ? undefined : this.scopes.change(name);
    const isPlain = binding !== undefined && binding.pinned !== true && !this.scopes.hasMoved(binding) && !holdsReference(value.type);
    if (!isPlain) throw new NotConstant("this assignment", span);
    binding.value = this.expect(value, binding.value.type, span);
    return UNIT;
  }

  // --- Control flow ---

  #ways(ways: readonly (() => Value)[], id: ExprId): Value {
    return this.scopes.ways(ways) ?? this.#refuse("these types", id);
  }

  #if(id: ExprId, condition: ExprId, then: Block["id"], otherwise: ExprId | undefined): Value {
    return this.scopes.within(() => {
      const holds = this.#condition(condition);
      const no = () => (otherwise === undefined ? UNIT : this.value(otherwise, "moves"));
      if (holds === undefined) return this.#ways([() => this.#block(then), no], id);
      return holds ? this.#block(then) : no();
    });
  }

  #condition(id: ExprId): boolean | undefined {
    const { kind } = this.tree.expr(id);
    if (kind.kind === "let") {
      const fits = this.#patterns.matches(kind.pat, this.value(kind.scrutinee, "moves"));
      return this.isReal ? fits : undefined;
    }
    const { type, data } = this.value(id, "reads");
    if (type.kind !== "bool") this.#refuse("this condition", id);
    return this.isReal ? (data as boolean | undefined) : undefined;
  }

  #match(expr: Expr & { kind: { kind: "match" } }): Value {
    const { scrutinee, arms } = expr.kind;
    const value = this.value(scrutinee, "moves");
    const simpleArms = arms.map(({ pat, guard, body, attrs }) => {
      if (guard !== undefined || body === undefined || attrs.length > 0) throw new NotConstant("this arm", expr.span);
      return { pat, body };
    });
    if (!this.isReal) this.#patterns.checkWhole(expr, simpleArms, value.type);
    if (this.isReal && value.data !== undefined) {
      for (const { pat, body } of simpleArms) {
        const found = this.scopes.within(() => (this.#patterns.matches(pat, value) === true ? this.value(body, "moves") : undefined));
        if (found !== undefined) return found;
      }
      throw new NotConstant("this match", expr.span);
    }
    const ways = simpleArms.map(
      ({ pat, body }) =>
        () =>
          this.scopes.within(() => {
            this.#patterns.matches(pat, value);
            return this.value(body, "moves");
          }),
    );
    return this.#ways(ways, expr.id);
  }

  #for(expr: Expr & { kind: { kind: "for" } }): Value {
    const { label, pat, iterator, body } = expr.kind;
    const { type, data } = this.value(iterator, "moves");
    const list = type.kind === "ref" ? type.of : type;
    if (label !== undefined || !["Array", "Slice", "Iter"].includes(list.kind) || !("of" in list))
      throw new NotConstant("this loop", expr.span);
    if (list.kind === "Slice" && type.kind !== "ref") throw new NotConstant("this loop", expr.span);
    const item = type.kind === "ref" ? refTo(list.of) : list.of;
    // What the first round moves, the second must not use.
    const rounds = data === undefined ? [undefined, undefined] : (data as readonly Value[]).map((one) => one.data);
    for (const round of rounds)
      this.scopes.within(() => {
        this.#patterns.matches(pat, { type: item, data: round });
        if (this.#block(body).type.kind !== "()") throw new NotConstant("this loop", expr.span);
      });
    return UNIT;
  }

  #return(expr: Expr & { kind: { kind: "return" } }): Value {
    const { value } = expr.kind;
    const given = this.expect(value === undefined ? UNIT : this.value(value, "moves"), this.scopes.gives, expr.span);
    if (this.isReal) throw new Returned(given);
    return NEVER;
  }

  // --- Expressions ---

  value(id: ExprId, use: Use): Value {
    const { attrs, span } = this.tree.expr(id);
    if (attrs.length > 0) throw new NotConstant("an attribute", span);
    return this.#bare(id, use);
  }

  /** Its attributes have been looked at. */
  #bare(id: ExprId, use: Use): Value {
    const expr = this.tree.expr(id);
    const { kind } = expr;
    switch (kind.kind) {
      case "literal":
        return this.#literal(expr);
      case "paren":
        return this.value(kind.inner, use);
      case "path":
        return this.#path(expr, use);
      case "unary":
        return unary(this, expr, kind.op, kind.operand);
      case "binary":
        return binary(this, this.tree, expr, kind.op, kind.left, kind.right);
      case "address-of": {
        const { type, data } = this.value(kind.operand, "reads");
        if (kind.raw || kind.mutable || type.kind === "!") throw new NotConstant("this reference", expr.span);
        return { type: refTo(type), data };
      }
      case "index":
        return slice(this, this.tree, expr, kind.operand, kind.index);
      case "tuple":
        if (kind.elements.length === 0) return UNIT;
        throw new NotConstant("this expression", expr.span);
      case "array": {
        const items = kind.elements.map((element) => this.value(element, "moves"));
        const [first] = items;
        if (first === undefined || !items.every(({ type }) => equalTypes(type, first.type))) throw new NotConstant("this list", expr.span);
        return { type: { kind: "Array", of: first.type }, data: items.some(({ data }) => data === undefined) ? undefined : items };
      }
      case "call":
        return this.#calls.call(expr, kind.callee, kind.args);
      case "method-call":
        return this.#calls.method(expr as Expr & { kind: { kind: "method-call" } });
      case "assign":
        return this.#assign(expr, kind.left, kind.right);
      case "field":
        return this.#field(expr, kind.operand, kind.field.name, use);
      case "macro-call":
        return this.#macros.macro(kind.call);
      case "block":
        if (kind.label !== undefined) throw new NotConstant("this block", expr.span);
        return this.#block(kind.block);
      case "if":
        return this.#if(id, kind.condition, kind.then, kind.otherwise);
      case "match":
        return this.#match(expr as Expr & { kind: { kind: "match" } });
      case "for":
        return this.#for(expr as Expr & { kind: { kind: "for" } });
      case "return":
        return this.#return(expr as Expr & { kind: { kind: "return" } });
      case "try":
        return this.#try(expr, kind.operand);
      default:
        throw new NotConstant("this expression", expr.span);
    }
  }

  #literal({ kind, span }: Expr): Value {
    const literal = kind.kind === "literal" ? kind.literal : undefined;
    switch (literal?.kind) {
      case "string":
        return { type: STR, data: literal.value };
      case "bool":
        return { type: BOOL, data: literal.value };
      case "char":
        return { type: simple("char"), data: String.fromCodePoint(literal.value) };
      case "int":
        if (literal.suffix === "" && literal.value < 2n ** 31n) return { type: simple("int"), data: literal.value };
        throw new NotConstant("this literal", span);
      default:
        throw new NotConstant("this literal", span);
    }
  }

  #field(expr: Expr, operand: ExprId, name: string, use: Use): Value {
    const whole = this.value(operand, use);
    const field = fieldOf(whole, name);
    if (field === undefined) throw new NotConstant(`the field \`${name}\``, expr.span);
    return field;
  }

  #try({ span }: Expr, operand: ExprId): Value {
    const { type, data } = this.value(operand, "moves");
    const { gives } = this.scopes;
    if ((type.kind !== "Result" && type.kind !== "Option") || gives.kind !== type.kind) throw new NotConstant("this operator", span);
    if (data !== null) return data === undefined ? UNKNOWN(type.of) : { type: type.of, data: (data as Value).data };
    if (type.kind === "Result") throw new NotConstant("a failure", span);
    throw new Returned({ type: gives, data: null });
  }
}
