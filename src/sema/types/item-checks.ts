// What must be true of items apart from their bodies: impls that give what their trait asks for, `Copy` only of what is
// `Copy`, parameters that are used, lifetimes that can be found.
import { reportForeignDrop } from "./drop-impls.ts";
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { HAS_ERROR } from "./ty.ts";
import { checkMissingItems } from "./missing-items.ts";
import { checkInherentOverlaps, checkOverlaps } from "./coherence.ts";
import { checkData } from "./data-checks.ts";
import { checkElision } from "./elision.ts";
import { checkImplHead } from "./impl-heads.ts";
import { checkImplItem } from "./impl-items.ts";
import { InferenceTable } from "./infer.ts";
import { checkAliasUses, checkParametersUsed } from "./parameters-used.ts";
import { checkReceiver } from "./receiver-types.ts";
import { Selector } from "./select.ts";
import { checkGlobalAllocator } from "./global-allocator.ts";
import { checkShared } from "./shared-statics.ts";
import { checkInherent, checkObject, checkOrphan } from "./orphan-rule.ts";
import type { TraitRef } from "./predicates.ts";
import type { Ty } from "./ty.ts";
import { checkUnusedDefaults } from "../../syntax/validate-generics.ts";
import { checkInhabited } from "./uninhabited-statics.ts";
import { checkWellFormed } from "./well-formed.ts";

export function checkItem(tcx: TypeContext, def: DefId): void {
  checkElision(tcx, def);
  const kind = tcx.items.kind(def);
  if (kind === "fn" || kind === "assoc-fn") tcx.signature(def);
  const item = tcx.items.item(def)?.kind;
  if (item?.kind === "const" || item?.kind === "static" || (item?.kind === "type-alias" && item.type !== undefined)) tcx.typeOf(def);
  if (item?.kind === "fn" || item?.kind === "impl") {
    const wrong = checkUnusedDefaults(tcx.items.tree(def), item.generics, "const", tcx.session.release.minor);
    for (const said of wrong) tcx.report(said);
  }
  if (item !== undefined && "generics" in item) tcx.predicates(def);
  if (kind === "assoc-type" && tcx.items.kind(tcx.items.parent(def) as DefId) === "trait") tcx.itemBounds(def);
  if (kind === "impl" && !checkImplHead(tcx, def)) return;
  if (checkKind(tcx, def) !== false) checkWellFormed(tcx, def);
}

/** False if nothing more is asked of it. */
function checkKind(tcx: TypeContext, def: DefId): boolean | void {
  switch (tcx.items.kind(def)) {
    case "impl":
      return checkImpl(tcx, def);
    case "struct":
    case "enum":
    case "union":
      checkData(tcx, def);
      return checkParametersUsed(tcx, def);
    case "type-alias":
      return checkAliasUses(tcx, def);
    case "fn":
      return checkForeign(tcx, def);
    case "assoc-fn":
      return checkReceiver(tcx, def);
    case "static":
      checkInhabited(tcx, def);
      checkGlobalAllocator(tcx, def);
      return checkShared(tcx, def);
    default:
  }
}

/** E0044: a function of another language is one function. */
function checkForeign(tcx: TypeContext, def: DefId): void {
  const parent = tcx.items.parent(def);
  if (parent === undefined || tcx.items.kind(parent) !== "extern-block") return;
  const params = tcx.generics(def).params.filter(({ synthetic }) => !synthetic);
  const types = params.filter(({ kind }) => kind === "type").length;
  const consts = params.length - types;
  if (params.length === 0) return;
  const kinds = types === 0 ? "const" : consts === 0 ? "type" : "type or const";
  const concrete = types === 0 ? "consts" : consts === 0 ? "types" : "types or consts";
  const examples = consts > 0 ? "" : " like `u32`";
  const said = error("E0044", `foreign items may not have ${kinds} parameters`).at(tcx.items.span(def), `can't have ${kinds} parameters`);
  tcx.report(said.help(`replace the ${kinds} parameters with concrete ${concrete}${examples}`));
}

function checkImpl(tcx: TypeContext, impl: DefId): boolean {
  const { ref, self, negative } = tcx.implHeader(impl);
  if (negative) checkNegative(tcx, impl);
  if (!checkCoherence(tcx, impl, ref) || ref === undefined || negative) return true;
  if (tcx.isLang(ref.trait, "copy") && !checkCopy(tcx, impl, self)) return false;
  for (const item of tcx.items.children(impl)) checkImplItem(tcx, item, ref);
  if (!ref.args.some(({ flags }) => (flags & HAS_ERROR) !== 0)) checkMissingItems(tcx, impl, ref);
  return true;
}

/** E0749: what is not implemented has no items. */
function checkNegative(tcx: TypeContext, impl: DefId): void {
  const [first] = tcx.items.children(impl);
  if (first !== undefined) tcx.report(error("E0749", "negative impls cannot have any items").at(tcx.headSpan(first)));
}

/** False if the impl may not stand here: nothing more is said of it. */
function checkCoherence(tcx: TypeContext, impl: DefId, ref: TraitRef | undefined): boolean {
  if (ref !== undefined) {
    if (!checkOrphan(tcx, impl, ref)) {
      if (tcx.isLang(ref.trait, "drop") && tcx.items.item(impl)?.kind.kind === "impl") reportForeignDrop(tcx, impl);
      return false;
    }
    if (!checkObject(tcx, impl, ref)) return false;
    checkOverlaps(tcx, impl);
  } else if (tcx.items.implTraitName(impl) === "") {
    checkInherent(tcx, impl);
    checkInherentOverlaps(tcx, impl);
  }
  return true;
}

/** E0204: `Copy` of a type with a field that is not. False if it was told. */
function checkCopy(tcx: TypeContext, impl: DefId, self: Ty): boolean {
  if (self.kind !== "adt") return true;
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(impl));
  const fields = tcx.adt(self.def).variants.flatMap((variant) => variant.fields);
  const wrong = fields.filter((field) => {
    const type = selector.normalize(tcx.types.substitute(field.type, self.args), []);
    return selector.traitHolds(tcx.lang("copy"), [type]) === "no";
  });
  if (wrong.length === 0) return true;
  const isModern = tcx.session.release.minor >= 70;
  const said = error("E0204", `the trait \`Copy\` ${isModern ? "cannot" : "may not"} be implemented for this type`);
  said.at(isModern ? tcx.implSelfSpan(impl) : tcx.implTraitSpan(impl));
  const types = new Set<Ty>();
  for (const { span, type } of wrong) {
    if (!types.has(type)) said.label(span, "this field does not implement `Copy`");
    types.add(type);
  }
  tcx.report(said);
  return false;
}
