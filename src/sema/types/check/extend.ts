// Temporary lifetime extension: in `let x = &make();` the temporary lives as long as `x`. The extending expressions of
// the Reference: operands of borrows, of casts, braces and tuples, arrays and struct literals in an extending place.
import type { Expr } from "../thir.ts";

type Extendable = { extended?: boolean };

export function extendTemporaries(init: Expr): void {
  switch (init.kind) {
    case "borrow":
    case "raw-borrow":
      markPlace(init.operand);
      extendTemporaries(init.operand);
      break;
    case "coerce":
    case "cast":
      extendTemporaries(init.operand);
      break;
    case "tuple":
    case "array":
      for (const element of init.elements) extendTemporaries(element);
      break;
    case "adt":
      for (const field of init.fields) extendTemporaries(field.value);
      break;
    case "block":
      if (init.block.value !== undefined) extendTemporaries(init.block.value);
      break;
    default:
  }
}

/** The temporary at the root of a place: `&make().field[0]` extends `make()`. */
function markPlace(place: Expr): void {
  let root = place;
  while (root.kind === "field" || root.kind === "index") root = root.operand;
  if (root.kind === "deref") {
    const { operand } = root;
    // Through an operator that is a function, too: `&mut make()[..]`.
    const isOperator = operand.kind === "call" && (operand.by === "operator" || operand.by === "desugaring" || operand.by === "formatting");
    extendTemporaries(isOperator ? (operand.args[0] ?? operand) : operand);
    return;
  }
  (root as Extendable).extended = true;
}
