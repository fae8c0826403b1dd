// Patterns of a build script, and whether the arms of a `match` take all there is.
import type { SourceMap, Span } from "../../base/source.ts";
import type { Expr, PatId } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Evaluator } from "./script-scopes.ts";
import { NotConstant, coerces, equalTypes, simple } from "./script-values.ts";
import type { ErrorName, Type, Value } from "./script-values.ts";

/** What errors show, where one kind of them is all that comes. */
const ERROR_TEXTS: Readonly<Partial<Record<ErrorName, string>>> = { VarError: "environment variable not found" };

export class ScriptPatterns {
  constructor(
    readonly tree: SyntaxTree,
    readonly sources: SourceMap,
    /** All of the source. */
    readonly text: string,
    readonly on: Evaluator,
  ) {}

  /** Whether the value fits; undefined if that is not known. Binds what the pattern names. */
  matches(id: PatId, { type, data }: Value): boolean | undefined {
    const { kind, span } = this.tree.pat(id);
    switch (kind.kind) {
      case "wild":
        return true;
      case "paren":
        return this.matches(kind.inner, { type, data });
      case "ident": {
        if (kind.ident.name === "None" && type.kind === "Option") return data === undefined ? undefined : data === null;
        if (kind.byRef || kind.sub !== undefined || /^[A-Z]/.test(kind.ident.name)) throw new NotConstant("this pattern", span);
        this.checkUsed(kind.ident.name, span);
        this.on.scopes.bind(kind.ident.name, { type, data }, kind.mutable);
        return true;
      }
      case "expr": {
        const literal = this.on.value(kind.expr, "reads");
        if (!equalTypes(literal.type, type) && !coerces(literal.type, type)) throw new NotConstant("this pattern", span);
        return data === undefined ? undefined : literal.data === data;
      }
      case "or": {
        const found = kind.alternatives.map((one) => {
          if (this.tree.pat(one).kind.kind !== "expr") throw new NotConstant("this pattern", span);
          return this.matches(one, { type, data });
        });
        return data === undefined ? undefined : found.includes(true);
      }
      case "tuple-struct": {
        const name = kind.path.segments.at(-1)?.ident.name;
        const [element, ...more] = kind.elements;
        const fits = (type.kind === "Option" && name === "Some") || (type.kind === "Result" && (name === "Ok" || name === "Err"));
        if (!fits || element === undefined || more.length > 0) throw new NotConstant("this pattern", span);
        if (name === "Err") {
          const error = type.kind === "Result" ? type.error : undefined;
          if (error === undefined) {
            if (this.tree.pat(element).kind.kind !== "wild") throw new NotConstant("this pattern", span);
          } else this.matches(element, { type: simple(error), data: data === null ? ERROR_TEXTS[error] : undefined });
          return data === undefined ? undefined : data === null;
        }
        if (data === null) return false;
        const inside = this.matches(element, { type: type.of, data: data === undefined ? undefined : (data as Value).data });
        return data === undefined ? undefined : inside;
      }
      default:
        throw new NotConstant("this pattern", span);
    }
  }

  checkUsed(name: string, span: Span): void {
    const { text } = this;
    if (!name.startsWith("_") && text.split(new RegExp(`\\b${name}\\b`)).length <= 2) throw new NotConstant("a variable without use", span);
  }

  /** The last arm takes what is left, and none before it does. */
  checkWhole(expr: Expr, arms: readonly { readonly pat: PatId }[], type: Type): void {
    const takesAll = arms.map(({ pat }) => {
      const { kind } = this.tree.pat(pat);
      return kind.kind === "wild" || (kind.kind === "ident" && kind.ident.name !== "None");
    });
    const isPair = (type.kind === "Option" || type.kind === "Result") && arms.length === 2 && !takesAll.includes(true);
    const texts = arms.map(({ pat }) => this.sources.snippet(this.tree.pat(pat).span).replace(/\(.*/s, ""));
    const isWhole = isPair ? texts[0] !== texts[1] && this.#bindsAlone(arms) : takesAll.indexOf(true) === arms.length - 1;
    if (!isWhole || new Set(texts).size !== texts.length) throw new NotConstant("this match", expr.span);
  }

  /** `Some(x)`, `Ok(_)`: nothing inside that could fail to match. */
  #bindsAlone(arms: readonly { readonly pat: PatId }[]): boolean {
    return arms.every(({ pat }) => {
      const { kind } = this.tree.pat(pat);
      const inside = kind.kind === "tuple-struct" ? kind.elements[0] : undefined;
      return inside === undefined || ["wild", "ident"].includes(this.tree.pat(inside).kind.kind);
    });
  }
}
