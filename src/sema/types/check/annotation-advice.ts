// What to change in a type that was written, where a value of another type stands: the length of an array.
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { TypeId } from "../../../syntax/ast.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** Since then. */
const ADVISES = 90;

/** After what was advised of the value itself. */
export function adviseAnnotation(cx: BodyContext, said: DiagnosticBuilder, annotation: TypeId, wanted: Ty, value: Expr): void {
  const type = cx.tree.type(annotation);
  if (cx.tcx.session.release.minor < ADVISES || (type.span.ctxt ?? 0) !== 0) return;
  const known = cx.resolve(value.type);
  const expected = cx.resolve(wanted);
  if (type.kind.kind !== "array" || expected.kind !== "array" || known.kind !== "array") return;
  if (expected.element !== known.element && cx.resolve(known.element).kind !== "infer") return;
  if (known.length.kind !== "const" || expected.length === known.length) return;
  const edit = { span: cx.tree.span(type.kind.length), text: `${known.length.value}` };
  said.suggest("consider specifying the actual array length", [edit], "MaybeIncorrect", "verbose");
}
