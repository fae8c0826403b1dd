// What must be true of an impl's head: what trait it may be of, for what type, whether it is `unsafe`, and that every
// parameter is decided by it (Reference: "Implementations", "Trait implementation coherence").
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Item } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { checkDrop } from "./drop-impls.ts";
import { checkConstrained } from "./parameters-used.ts";
import type { TraitRef } from "./predicates.ts";
import { HAS_ERROR } from "./ty.ts";

type Impl = Item["kind"] & { readonly kind: "impl" };

/** False if it cannot be an impl of its trait at all: what it lacks is then not told. */
export function checkImplHead(tcx: TypeContext, impl: DefId): boolean {
  const kind = tcx.items.item(impl)?.kind;
  if (kind?.kind !== "impl") return true;
  const { ref, self, negative } = tcx.implHeader(impl);
  if ((self.flags & HAS_ERROR) !== 0) return true;
  checkConstrained(tcx, impl);
  if (ref !== undefined && negative && tcx.isLang(ref.trait, "drop")) {
    tcx.report(error("negative `Drop` impls are not supported").at(tcx.implHead(impl)));
  }
  if (ref === undefined || negative) return true;
  if (!checkSafety(tcx, impl, kind, ref)) return false;
  const selfSpan = tcx.items.tree(impl).span(kind.self);
  if (tcx.isLang(ref.trait, "sized")) {
    const said = error("E0322", "explicit impls for the `Sized` trait are not permitted");
    tcx.report(said.at(tcx.implHead(impl), "impl of `Sized` not allowed"));
    return false;
  }
  if (tcx.isLang(ref.trait, "copy") && (self.kind === "ref" || self.kind === "dynamic")) {
    const said = error("E0206", "the trait `Copy` cannot be implemented for this type");
    tcx.report(said.at(selfSpan, "type is not a structure or enumeration"));
    return false;
  }
  if (tcx.isLang(ref.trait, "copy") && self.kind === "adt" && tcx.hasDrop(self.def)) {
    const said = error("E0184", "the trait `Copy` cannot be implemented for this type; the type has a destructor");
    tcx.report(noteDestructor(tcx, said.at(selfSpan, "`Copy` not allowed on types with destructors"), self.def));
    return false;
  }
  return !tcx.isLang(ref.trait, "drop") || checkDrop(tcx, impl, self, kind);
}

/** Since then E0199 and E0200 say what to write. */
const SUGGESTS_SINCE = 74;

/** E0199 and E0200. False if it was reported. */
function checkSafety(tcx: TypeContext, impl: DefId, { safety }: Impl, ref: TraitRef): boolean {
  const trait = tcx.items.item(ref.trait)?.kind;
  if (trait?.kind !== "trait" || (trait.safety === "unsafe") === (safety === "unsafe")) return true;
  const name = tcx.printer.trait(ref.trait, ref.args);
  const head = tcx.implHead(impl);
  const suggests = tcx.session.release.minor >= SUGGESTS_SINCE;
  const [code, words] =
    safety === "unsafe"
      ? ["E0199", `implementing the trait \`${name}\` is not unsafe`]
      : ["E0200", `the trait \`${name}\` requires an \`unsafe impl\` declaration`];
  const said = error(code as string, words as string).at(head);
  if (suggests && safety === "unsafe") {
    const edit = { span: { ...head, hi: head.lo + "unsafe ".length }, text: "" };
    said.suggest("remove `unsafe` from this trait implementation", [edit], "MachineApplicable", "verbose");
  } else if (suggests) {
    const promise = `the trait \`${name}\` enforces invariants that the compiler can't check`;
    const demand = "Review the trait documentation and make sure this implementation upholds those invariants";
    said.note(`${promise}. ${demand} before adding the \`unsafe\` keyword`);
    const edit = { span: { ...head, hi: head.lo }, text: "unsafe " };
    said.suggest("add `unsafe` to this trait implementation", [edit], "MaybeIncorrect", "verbose");
  }
  tcx.report(said);
  return false;
}

/** Where the `drop` of a type is. */
function noteDestructor(tcx: TypeContext, said: DiagnosticBuilder, adt: DefId): DiagnosticBuilder {
  const trait = tcx.session.release.minor < 90 ? undefined : tcx.lang("drop");
  const impl = trait === undefined ? undefined : tcx.traitImpls(trait, tcx.identityAdt(adt)).find((each) => isFor(tcx, each, adt));
  const method = impl === undefined ? undefined : tcx.items.named(impl, "drop")[0];
  return method === undefined ? said : said.noteAt(tcx.headSpan(method), "destructor declared here");
}

function isFor(tcx: TypeContext, impl: DefId, adt: DefId): boolean {
  const { self } = tcx.implHeader(impl);
  return self.kind === "adt" && self.def === adt;
}
