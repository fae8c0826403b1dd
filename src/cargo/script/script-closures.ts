// Methods of options, results and iterators that take a closure, which is gone through where it stands.
import type { Expr, ExprId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { holdsReference } from "./script-lifetimes.ts";
import type { ScriptPatterns } from "./script-patterns.ts";
import type { Evaluator } from "./script-scopes.ts";
import { NotConstant, simple } from "./script-values.ts";
import type { Type, Value } from "./script-values.ts";

const BOOL = simple("bool");
const unknown = (type: Type): Value => ({ type, data: undefined });

/** Which types have the method. */
const METHODS: Readonly<Record<string, readonly Type["kind"][]>> = {
  map: ["Option", "Result"],
  unwrap_or_else: ["Option", "Result"],
  is_some_and: ["Option"],
  is_ok_and: ["Result"],
  any: ["Iter"],
  all: ["Iter"],
};

/** The release that made it stable, where it is not older than all. */
const SINCE: Readonly<Record<string, number>> = { is_some_and: 70, is_ok_and: 70 };

export const takesClosure = (method: string): boolean => Object.hasOwn(METHODS, method);

export class ScriptClosures {
  constructor(
    readonly tree: SyntaxTree,
    readonly patterns: ScriptPatterns,
    readonly on: Evaluator,
    readonly release: Release,
  ) {}

  method({ kind, span }: Expr & { kind: { kind: "method-call" } }, { type, data }: Value): Value {
    const { args, segment } = kind;
    const { name } = segment.ident;
    const [closure, ...more] = args;
    if (
      !atLeast(this.release, SINCE[name] ?? 0) ||
      !(METHODS[name] ?? []).includes(type.kind) ||
      !("of" in type) ||
      closure === undefined ||
      more.length > 0
    )
      throw new NotConstant(`the method \`${name}\``, span);
    const inner = data === undefined || data === null ? unknown(type.of) : (data as Value);
    switch (name) {
      case "any":
      case "all":
        return this.#search(name, closure, type.of, data as readonly Value[] | undefined);
      case "unwrap_or_else": {
        const given = type.kind === "Result" ? unknown(simple("VarError")) : undefined;
        const other = this.on.expect(this.#call(closure, given), type.of, this.tree.span(closure));
        if (data === undefined) return unknown(type.of);
        return data === null ? other : inner;
      }
      case "map": {
        const mapped = this.#call(closure, inner);
        return { type: { kind: type.kind as "Option", of: mapped.type }, data: data === undefined || data === null ? data : mapped };
      }
      default: {
        const held = this.on.expect(this.#call(closure, inner), BOOL, this.tree.span(closure));
        return { type: BOOL, data: data === undefined ? undefined : data !== null && held.data === true };
      }
    }
  }

  #search(name: "any" | "all", closure: ExprId, item: Type, items: readonly Value[] | undefined): Value {
    const holds = (one: Value) => this.on.expect(this.#call(closure, one), BOOL, this.tree.span(closure)).data === true;
    if (items === undefined) return this.on.expect(this.#call(closure, unknown(item)), BOOL, this.tree.span(closure));
    const all = items.map(({ data }) => ({ type: item, data }));
    return { type: BOOL, data: name === "any" ? all.some(holds) : all.every(holds) };
  }

  /** A closure of one parameter, or of none, that takes nothing away and gives no reference. */
  #call(id: ExprId, value: Value | undefined): Value {
    const { kind, span } = this.tree.expr(id);
    const refused = new NotConstant("this closure", span);
    if (kind.kind !== "closure" || kind.move || kind.asyncness || kind.output !== undefined) throw refused;
    const [param, ...more] = kind.params;
    const isTyped = param !== undefined && this.tree.type(param.type).kind.kind !== "infer";
    if (more.length > 0 || isTyped || (param === undefined) !== (value === undefined)) throw refused;
    let result: Value | undefined;
    const takes = this.on.scopes.movesOut(() => {
      result = this.on.scopes.within(() => {
        if (param !== undefined && value !== undefined && this.patterns.matches(param.pat, value) !== true) throw refused;
        return this.on.value(kind.body, "moves");
      });
    });
    if (takes || result === undefined || holdsReference(result.type)) throw refused;
    return result;
  }
}
