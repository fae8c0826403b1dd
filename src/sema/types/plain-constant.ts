// Whether the value of a constant holds neither a cell nor anything to drop. Where its type could, how the value is made tells:
// `None::<Lock>` holds nothing (rustc: `const_qualif`). In: the constant's expression. Out: true only if that is sure.
import type { DefId } from "./def-id.ts";
import type { Expr } from "./thir.ts";
import type { Ty } from "./ty.ts";

export interface ConstantFacts {
  /** Without cells and destructors, whatever the value. */
  isPlain(type: Ty): boolean;
  /** It has a destructor of its own, or is a cell: more than its parts. */
  isMore(adt: Ty): boolean;
  /** Makes a struct or variant of its arguments. */
  isConstructor(def: DefId, args: readonly Ty[]): boolean;
  /** What the constant is made by; undefined where another may be meant. */
  constantValue(def: DefId): Expr | undefined;
}

export function isPlainConstant(expr: Expr, facts: ConstantFacts): boolean {
  if (facts.isPlain(expr.type)) return true;
  const all = (exprs: readonly Expr[]) => exprs.every((each) => isPlainConstant(each, facts));
  switch (expr.kind) {
    case "constant": {
      const value = facts.constantValue(expr.def);
      return value !== undefined && isPlainConstant(value, facts);
    }
    case "tuple":
    case "array":
      return all(expr.elements);
    case "repeat":
      return all([expr.element]);
    case "adt":
      return expr.base === undefined && !facts.isMore(expr.type) && all(expr.fields.map(({ value }) => value));
    case "call": {
      const { type } = expr.callee;
      return type.kind === "fn-def" && facts.isConstructor(type.def, type.args) && !facts.isMore(expr.type) && all(expr.args);
    }
    case "block":
      return expr.block.stmts.length === 0 && expr.block.value !== undefined && all([expr.block.value]);
    default:
      return false;
  }
}
