// A trait that a type does not have: E0277, or a refusal where core may have an impl that kbuild's core lacks.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { TraitRef } from "./predicates.ts";
import type { Ty } from "./ty.ts";
import { mayBeCores } from "./unmodelled.ts";

/** Traits that core implements for types for which kbuild's core does not. */
const UNMODELLED: ReadonlySet<string> = new Set(["LowerExp", "UpperExp", "From", "Into", "TryFrom", "TryInto", "Default"]);

/** `ref` resolved as far as it is known. */
export function unsatisfied(tcx: TypeContext, ref: TraitRef, span: Span): DiagnosticBuilder {
  const { trait, args } = ref;
  const subject = args[0] as Ty;
  const self = tcx.print(subject);
  const name = tcx.printer.trait(trait, args);
  if (trait === tcx.lang("sized")) {
    const said = error("E0277", `the size for values of type \`${self}\` cannot be known at compilation time`);
    said.at(span, "doesn't have a size known at compile-time");
    return said.help(`the trait \`Sized\` is not implemented for \`${self}\``);
  }
  const special =
    trait === tcx.coreTrait("marker::Sync") ? "shared between" : trait === tcx.coreTrait("marker::Send") ? "sent between" : undefined;
  if (special !== undefined) {
    const said = error("E0277", `\`${self}\` cannot be ${special} threads safely`).at(
      span,
      `\`${self}\` cannot be ${special} threads safely`,
    );
    return said.help(`the trait \`${name}\` is not implemented for \`${self}\``);
  }
  if (isUnmodelled(tcx, ref, name)) return unsupported("KB0223", `the trait \`${name}\` of \`${self}\``, span);
  const said = error("E0277", `the trait bound \`${self}: ${name}\` is not satisfied`);
  return said.at(span, `the trait \`${name}\` is not implemented for \`${self}\``);
}

/** Core has more impls for its own types than are modelled. */
function isUnmodelled(tcx: TypeContext, { trait, args }: TraitRef, name: string): boolean {
  const subject = args[0] as Ty;
  return (
    !tcx.items.isLocal(trait) &&
    mayBeCores(tcx, subject, name) &&
    !args.some((type) => type.kind === "adt" && tcx.items.isLocal(type.def)) &&
    (UNMODELLED.has(tcx.items.name(trait)) || (subject.kind === "float" && trait !== tcx.lang("copy")))
  );
}
