// Integer literals that do not fit their type: rustc's lint `overflowing_literals` denies them. Until kbuild words that
// lint, such a body is refused.
import { unsupported } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import { boundsOf } from "./patterns/constructors.ts";
import type { Body } from "./thir.ts";
import { walk } from "./thir-walk.ts";

export function checkLiteralRanges(tcx: TypeContext, body: Body): void {
  for (const value of [body.value, ...body.closures.map((closure) => closure.value)]) {
    walk(value, (expr) => {
      const bounds = expr.kind === "int" ? boundsOf(expr.type) : undefined;
      if (expr.kind !== "int" || bounds === undefined || (bounds[0] <= expr.value && expr.value <= bounds[1])) return;
      tcx.report(unsupported("KB0233", "a literal out of the range of its type", expr.span));
    });
  }
}
