// Where a value on the heap is wanted: `Box::new(..)` of what would be in it (rustc: `suggest_boxing_when_appropriate`), or
// the methods that make a `String` or `Vec` (those with `#[rustc_conversion_suggestion]` in alloc).
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../../syntax/ast.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { mayCoerce, mayEqual } from "./mismatch-advice.ts";

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

/** True if it was said. */
export function adviseConversion(cx: BodyContext, said: DiagnosticBuilder, { span }: AstExpr, expected: Ty, found: Ty): boolean {
  const method = conversion(cx, expected, found);
  if (method === undefined) return false;
  said.suggest("try using a conversion method", [{ span: { ...span, lo: span.hi }, text: `.${method}()` }], "MaybeIncorrect", "verbose");
  return true;
}

/** Numbers without a suffix are numbers all the same. */
function holdsFor(cx: BodyContext, trait: number | undefined, type: Ty): boolean {
  const isNumber = type.kind === "infer" && type.of !== "type";
  return isNumber || cx.selector.traitHolds(trait, [type]) === "yes";
}

function conversion(cx: BodyContext, expected: Ty, found: Ty): string | undefined {
  const path = expected.kind === "adt" ? cx.tcx.items.path(expected.def) : "";
  const steps = derefSteps(cx, found).map(({ type }) => type);
  if (path === "alloc::string::String") {
    const trait = cx.tcx.items.find("alloc::string::ToString");
    return steps.some((type) => holdsFor(cx, trait, type)) ? "to_string" : undefined;
  }
  if (path !== "alloc::vec::Vec" || expected.kind !== "adt") return undefined;
  const element = cx.resolve(expected.args[0] as Ty);
  const isCloned = cx.selector.traitHolds(cx.tcx.core.trait("clone"), [element]) === "yes";
  const holds = (type: Ty): boolean => (type.kind === "array" || type.kind === "slice") && mayEqual(cx, type.element, element);
  return isCloned && steps.some(holds) ? "to_vec" : undefined;
}
