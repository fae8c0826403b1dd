// Temporary lifetime extension: in `let x = &make();` the temporary lives as long as `x`. The extending expressions of
// the Reference: operands of borrows, of casts, braces and tuples, arrays, struct literals and tuple constructors, and the
// branches of `if` and `match`, in an extending place.
import { atLeast } from "../../../target/release.ts";
import type { Release } from "../../../target/release.ts";
import type { Expr } from "../thir.ts";

type Extendable = { extended?: boolean };

/** The releases since which branches, and arguments of tuple constructors, are extending. */
const BRANCHES_SINCE = 79;
const CONSTRUCTORS_SINCE = 89;

export function extendTemporaries(init: Expr, release: Release): void {
  const extend = (part: Expr | undefined): void => part && extendTemporaries(part, release);
  switch (init.kind) {
    case "borrow":
    case "raw-borrow":
      markPlace(init.operand, extend);
      return extend(init.operand);
    case "coerce":
    case "cast":
      return extend(init.operand);
    case "tuple":
    case "array":
      return init.elements.forEach(extend);
    case "adt":
      return init.fields.forEach((field) => extend(field.value));
    case "block":
      return extend(init.block.value);
    case "call":
      if (init.callee.kind === "fn-item" && init.callee.isConstructor === true && atLeast(release, CONSTRUCTORS_SINCE))
        init.args.forEach(extend);
      return;
    case "if":
      if (atLeast(release, BRANCHES_SINCE)) [init.then, init.otherwise].forEach(extend);
      return;
    case "match":
      if (init.source === "match" && atLeast(release, BRANCHES_SINCE)) init.arms.forEach(({ body }) => extend(body));
      return;
    default:
  }
}

/** The temporary at the root of a place: `&make().field[0]` extends `make()`. */
function markPlace(place: Expr, extend: (part: Expr) => void): void {
  let root = place;
  while (root.kind === "field" || root.kind === "index") root = root.operand;
  if (root.kind === "deref") {
    const { operand } = root;
    // Through an operator that is a function, too: `&mut make()[..]`.
    const isOperator = operand.kind === "call" && (operand.by === "operator" || operand.by === "desugaring" || operand.by === "formatting");
    return extend(isOperator ? (operand.args[0] ?? operand) : operand);
  }
  (root as Extendable).extended = true;
}
