// What to write instead of a cast to `char`, which only a `u8` has.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import { type Ty, U32 } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** `from` is a number's type. */
export function adviseCharacter(
  cx: BodyContext,
  { span, operand }: { readonly span: Span; readonly operand: Span },
  from: Ty,
  said: DiagnosticBuilder,
): void {
  const words = "consider using `char::from_u32` instead";
  if (cx.tcx.session.release.minor < 90) {
    if (from === U32) said.helpAt(span, "try `char::from_u32` instead");
    else
      said.helpAt(
        span,
        from.kind === "int" && from.name === "i8" ? "try casting from `u8` instead" : "try `char::from_u32` instead (via a `u32`)",
      );
    return;
  }
  if (from === U32) {
    const edits = [
      { span: { ...operand, hi: operand.lo }, text: "char::from_u32(" },
      { span: { ...operand, lo: operand.hi, hi: span.hi }, text: ")" },
    ];
    said.suggest(words, edits, "MachineApplicable", "verbose");
  } else said.helpAt(span, from.kind === "int" && from.name === "i8" ? "consider casting from `u8` instead" : `${words} (via a \`u32\`)`);
}
