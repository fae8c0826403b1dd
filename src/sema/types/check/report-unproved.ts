// An obligation that cannot hold: E0277 for traits, E0271 for associated types.
import { type DiagnosticBuilder, unsupported } from "../../../diag/diagnostic.ts";
import { HAS_ERROR } from "../ty.ts";
import { unsatisfied } from "../unsatisfied.ts";
import type { BodyContext, Obligation } from "./context.ts";

export function reportUnproved(cx: BodyContext, obligation: Obligation): void {
  cx.tainted = true;
  if (obligation.cause.kind === "operator") return obligation.cause.report();
  const { predicate, span } = obligation;
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  if (types.some((type) => (cx.resolve(type).flags & HAS_ERROR) !== 0)) return;
  if (predicate.kind === "projection") return reportProjection(cx, obligation);
  const { trait } = predicate.ref;
  const args = predicate.ref.args.map((arg) => cx.resolve(arg));
  const said = unsatisfied(cx.tcx, { trait, args }, span);
  cx.report(trait === cx.tcx.lang("sized") || said.code !== "E0277" ? said : noteBound(cx, obligation, said));
}

function noteBound(cx: BodyContext, obligation: Obligation, said: DiagnosticBuilder): DiagnosticBuilder {
  const { cause } = obligation;
  if (cause.kind !== "bound" || !cx.tcx.items.isLocal(cause.def)) return said;
  const name = cx.tcx.items.name(cause.def);
  said.children.push({
    level: "note",
    message: `required by a bound in \`${name}\``,
    spans: [
      { span: cx.tcx.items.identSpan(cause.def), primary: false, label: "required by a bound in this function" },
      { span: cause.boundSpan, primary: true, label: `required by this bound in \`${name}\`` },
    ],
  });
  return said;
}

function reportProjection(cx: BodyContext, obligation: Obligation): void {
  // rustc's E0271 names the chain of requirements; until kbuild does, it refuses.
  cx.report(unsupported("KB0210", "a program whose associated types do not agree", obligation.span));
}
