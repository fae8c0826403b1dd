// An obligation that cannot hold: E0277 for traits, E0271 for associated types.
import { error, unsupported } from "../../../diag/diagnostic.ts";
import { HAS_ERROR } from "../ty.ts";
import { mayBeCores } from "../unmodelled.ts";
import type { BodyContext, Obligation } from "./context.ts";

/** Traits that core implements for types for which kbuild's core does not. */
const UNMODELLED: ReadonlySet<string> = new Set(["LowerExp", "UpperExp", "From", "Into", "TryFrom", "TryInto", "Default"]);

export function reportUnproved(cx: BodyContext, obligation: Obligation): void {
  cx.tainted = true;
  if (obligation.cause.kind === "operator") return obligation.cause.report();
  const { predicate, span } = obligation;
  const types = predicate.kind === "trait" ? predicate.ref.args : [...predicate.args, predicate.type];
  if (types.some((type) => (cx.resolve(type).flags & HAS_ERROR) !== 0)) return;
  if (predicate.kind === "projection") return reportProjection(cx, obligation);
  const { trait, args } = predicate.ref;
  const self = cx.print(args[0] as (typeof args)[number]);
  const name = cx.tcx.printer.trait(
    trait,
    args.map((arg) => cx.resolve(arg)),
  );
  if (trait === cx.tcx.lang("sized")) return reportUnsized(cx, obligation, self);
  // Core has more impls for its own types than are modelled.
  const subjects = args.map((arg) => cx.resolve(arg));
  const [subject] = subjects;
  if (
    subject !== undefined &&
    !cx.tcx.items.isLocal(trait) &&
    mayBeCores(cx.tcx, subject, name) &&
    !subjects.some((type) => type.kind === "adt" && cx.tcx.items.isLocal(type.def)) &&
    (UNMODELLED.has(cx.tcx.items.name(trait)) || (subject.kind === "float" && trait !== cx.tcx.lang("copy")))
  )
    return cx.report(unsupported("KB0223", `the trait \`${name}\` of \`${self}\``, span));
  const said = error("E0277", `the trait bound \`${self}: ${name}\` is not satisfied`);
  said.at(span, `the trait \`${name}\` is not implemented for \`${self}\``);
  cx.report(noteBound(cx, obligation, said));
}

function noteBound(cx: BodyContext, obligation: Obligation, said: ReturnType<typeof error>): ReturnType<typeof error> {
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

function reportUnsized(cx: BodyContext, obligation: Obligation, self: string): void {
  const said = error("E0277", `the size for values of type \`${self}\` cannot be known at compilation time`);
  said.at(obligation.span, "doesn't have a size known at compile-time");
  said.help(`the trait \`Sized\` is not implemented for \`${self}\``);
  cx.report(said);
}

function reportProjection(cx: BodyContext, obligation: Obligation): void {
  // rustc's E0271 names the chain of requirements; until kbuild does, it refuses.
  cx.report(unsupported("KB0210", "a program whose associated types do not agree", obligation.span));
}
