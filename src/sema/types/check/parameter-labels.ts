// Type parameters that E0308 speaks of, where they are declared.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { innermost, parameterSpan } from "../incompatible-method.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** What differs first in the two types may be a parameter, or two. */
export function labelParameters(cx: BodyContext, said: DiagnosticBuilder, span: Span, expected: Ty, found: Ty): void {
  const [left, right] = innermost(cx.resolve(expected), cx.resolve(found));
  const isParam = (type: Ty): type is Ty & { kind: "param" } => type.kind === "param" && type.constType === undefined;
  const label = (type: Ty & { kind: "param" }, words: string) => {
    const place = cx.owner < 0 ? undefined : parameterSpan(cx.tcx, cx.owner, type.name);
    if (place !== undefined && !(span.lo <= place.lo && place.hi <= span.hi)) said.label(place, words);
  };
  if (isParam(left) && isParam(right)) {
    label(left, "expected type parameter");
    label(right, "found type parameter");
    said
      .note("a type parameter was expected, but a different one was found; you might be missing a type parameter or trait bound")
      .note("for more information, visit https://doc.rust-lang.org/book/ch10-02-traits.html#traits-as-parameters");
    return;
  }
  if (isParam(left)) label(left, "expected this type parameter");
  else if (isParam(right)) label(right, "found this type parameter");
}
