// E0040: `Drop::drop` is called by the compiler alone. In: where it is named. Out: the report (rustc: `check_legal_trait_for_method_call`).
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { DefId } from "../def-id.ts";
import type { BodyContext } from "./context.ts";

/** Of a method call the receiver and the whole. */
interface Called {
  readonly receiver: Span;
  readonly whole: Span;
}

export function reportDestructor(cx: BodyContext, def: DefId, span: Span, called?: Called): void {
  const parent = cx.tcx.items.parent(def);
  const trait = parent !== undefined && cx.tcx.items.kind(parent) === "impl" ? cx.tcx.implHeader(parent).ref?.trait : parent;
  if (!cx.tcx.isLang(trait, "drop")) return;
  const said = error("E0040", "explicit use of destructor method").at(span, "explicit destructor calls not allowed");
  const words = "consider using `drop` function";
  if (called === undefined) said.suggest(words, [{ span, text: "drop" }], "MaybeIncorrect");
  else {
    const style = cx.tcx.session.release.minor >= 80 ? "verbose" : "inline";
    said.suggest(words, [{ span: called.whole, text: `drop(${cx.snippet(called.receiver)})` }], "MaybeIncorrect", style);
  }
  cx.report(said);
}
