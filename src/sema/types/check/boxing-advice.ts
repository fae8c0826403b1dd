// Where a `Box` is wanted and what would be in it is there: `Box::new(..)` (rustc: `suggest_boxing_when_appropriate`).
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { mayCoerce } from "./mismatch-advice.ts";

const MORE =
  "for more on the distinction between the stack and the heap, read https://doc.rust-lang.org/book/ch15-01-box.html, " +
  "https://doc.rust-lang.org/rust-by-example/std/box.html, and https://doc.rust-lang.org/std/boxed/index.html";

/** True if it was said. */
export function adviseBoxing(cx: BodyContext, said: DiagnosticBuilder, { span }: AstExpr, expected: Ty, found: Ty): boolean {
  const isBox = (type: Ty): boolean => type.kind === "adt" && cx.tcx.isLang(type.def, "owned_box");
  if (cx.inConstant || expected.kind !== "adt" || !isBox(expected) || isBox(found)) return false;
  if (!mayCoerce(cx, cx.types.adt(expected.def, [found]), expected, span)) return false;
  said.note(MORE);
  const edits = [
    { span: { ...span, hi: span.lo }, text: "Box::new(" },
    { span: { ...span, lo: span.hi }, text: ")" },
  ];
  said.suggest("store this in the heap by calling `Box::new`", edits, "MachineApplicable", "verbose");
  return true;
}
