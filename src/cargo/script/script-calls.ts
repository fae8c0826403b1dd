// Calls of a build script: its own functions, those of the standard library, methods.
import type { Expr, ExprId, Fn } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { ScriptClosures, takesClosure } from "./script-closures.ts";
import type { ScriptItems } from "./script-interpreter.ts";
import { accepts, advanced, functionAt, methodOf } from "./script-library.ts";
import type { Row, World } from "./script-library.ts";
import type { ScriptPatterns } from "./script-patterns.ts";
import type { Evaluator } from "./script-scopes.ts";
import { NotConstant, UNIT, dereferenced, isCopy, isIntegerName } from "./script-values.ts";
import type { Data, Type, Value } from "./script-values.ts";

/** What a call wants of a function of the script. */
interface OwnFunctions {
  readonly parameters: (fn: Fn) => readonly Type[];
  readonly gives: (fn: Fn) => Type;
  readonly invoke: (fn: Fn, args: readonly Value[]) => Value;
}

/** The crate's prelude has these; what they are called by without a path is one of them. */
const WRAPPERS: Readonly<Record<string, "Option" | "Result">> = { Some: "Option", Ok: "Result" };

const unknown = (type: Type): Value => ({ type, data: undefined });

export class ScriptCalls {
  readonly #closures: ScriptClosures;

  constructor(
    readonly tree: SyntaxTree,
    patterns: ScriptPatterns,
    readonly on: Evaluator,
    readonly items: ScriptItems,
    readonly world: World,
    readonly own: OwnFunctions,
  ) {
    this.#closures = new ScriptClosures(tree, patterns, on, world.release);
  }

  call(expr: Expr, callee: ExprId, args: readonly ExprId[]): Value {
    const { kind } = this.tree.expr(callee);
    if (kind.kind !== "path" || kind.qself !== undefined || kind.path.segments.some(({ args: generic }) => generic !== undefined))
      throw new NotConstant("this call", expr.span);
    const [first = "", ...rest] = kind.path.segments.map(({ ident }) => ident.name);
    const own = rest.length === 0 ? this.items.functions.get(first) : undefined;
    if (own !== undefined) return this.#callOwn(expr, own, args);
    const wrapper = rest.length === 0 && args.length === 1 ? WRAPPERS[first] : undefined;
    if (wrapper !== undefined) {
      const value = this.on.value(args[0] as ExprId, "moves");
      return { type: { kind: wrapper, of: value.type }, data: value.data === undefined ? undefined : value };
    }
    const row = functionAt(this.#wholePath(first, rest));
    if (row === undefined) throw new NotConstant("this call", expr.span);
    return this.#applied(expr, row, undefined, args);
  }

  /** A function of an integer type belongs to a trait that is imported. */
  #wholePath(first: string, rest: readonly string[]): string {
    const { imports } = this.items;
    if (isIntegerName(first) && imports.get("FromStr") === "std::str::FromStr") return [first, ...rest].join("::");
    const root = imports.get(first);
    return root === undefined ? "" : [root, ...rest].join("::");
  }

  #callOwn(expr: Expr, fn: Fn, args: readonly ExprId[]): Value {
    const types = this.own.parameters(fn);
    if (types.length !== args.length) throw new NotConstant("this call", expr.span);
    const values = args.map((arg, i) => this.on.expect(this.on.value(arg, "moves"), types[i] as Type, this.tree.span(arg)));
    return this.on.isReal ? this.own.invoke(fn, values) : unknown(this.own.gives(fn));
  }

  #applied(expr: Expr, { takes, gives, run }: Row, self: Value | undefined, args: readonly ExprId[]): Value {
    if (takes.length !== args.length) throw new NotConstant("this call", expr.span);
    const values = args.map((arg, i) => {
      const value = this.on.value(arg, "moves");
      if (!accepts(takes[i] as Type, value.type, self?.type)) throw new NotConstant("this argument", this.tree.span(arg));
      return value.data;
    });
    const type = typeof gives === "function" ? gives(self?.type ?? UNIT.type) : gives;
    const all: readonly Data[] = self === undefined ? values : [self.data, ...values];
    if (!this.on.isReal || all.includes(undefined)) return unknown(type);
    const data = run(all, this.world);
    if (data === undefined) throw new NotConstant(unknownWords(type, all[0]), expr.span);
    if (typeof data === "object" && data !== null && "panics" in data) throw new NotConstant("a panic", expr.span);
    return { type, data };
  }

  method(expr: Expr & { kind: { kind: "method-call" } }): Value {
    const { receiver, segment, args } = expr.kind;
    const { name } = segment.ident;
    const given = this.on.value(receiver, "reads");
    let type: Type | undefined = given.type;
    if (takesClosure(name)) {
      this.#consume(receiver, given.type, given.type);
      return this.#closures.method(expr, given);
    }
    let row: Row | undefined;
    for (; type !== undefined; type = dereferenced(type)) if ((row = methodOf(type, name)) !== undefined) break;
    if (type === undefined || row === undefined || segment.args !== undefined) throw new NotConstant(`the method \`${name}\``, expr.span);
    if (row.consumes === true) this.#consume(receiver, given.type, type);
    const result = this.#applied(expr, row, { type, data: given.data }, args);
    if (row.advances === true) this.#advance(receiver, given);
    return result;
  }

  /** An iterator that gave something has less; only what a variable of it holds gives more than once. */
  #advance(receiver: ExprId, given: Value): void {
    const { kind, span } = this.tree.expr(receiver);
    if (kind.kind !== "path") return;
    const binding = this.on.scopes.change(kind.path.segments.at(-1)?.ident.name ?? "");
    if (binding === undefined || given.type.kind !== "Iter") throw new NotConstant("this receiver", span);
    binding.value = { type: given.type, data: advanced(given.data) };
  }

  /** A method uses its receiver up: one that is no reference. */
  #consume(receiver: ExprId, given: Type, type: Type): void {
    const { kind, span } = this.tree.expr(receiver);
    if (given !== type && !isCopy(type)) throw new NotConstant("this receiver", span);
    if (kind.kind === "path") this.on.value(receiver, "moves");
  }
}

/** What is not known where a call gives the type. */
function unknownWords(type: Type, first: Data): string {
  if (type.kind === "Result" && type.error === "IoError") return `the program \`${String(first).split("\0")[0]}\``;
  if (type.kind === "bool" || type.kind === "()") return "what the compiler is asked";
  return `the variable \`${String(first)}\``;
}
