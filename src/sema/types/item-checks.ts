// What must be true of items apart from their bodies: impls that give what their trait asks for, `Copy` only of what is
// `Copy`, parameters that are used, lifetimes that can be found.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { checkInherentOverlaps, checkOverlaps } from "./coherence.ts";
import { checkData } from "./data-checks.ts";
import { checkElision } from "./elision.ts";
import { checkImplHead } from "./impl-heads.ts";
import { InferenceTable } from "./infer.ts";
import { normalizeIn } from "./normalize.ts";
import { checkParametersUsed } from "./parameters-used.ts";
import { Selector } from "./select.ts";
import { checkShared } from "./shared-statics.ts";
import { checkInherent, checkOrphan } from "./orphan-rule.ts";
import type { TraitRef } from "./predicates.ts";
import { partsOf, type Ty } from "./ty.ts";
import { checkWellFormed } from "./well-formed.ts";

export function checkItem(tcx: TypeContext, def: DefId): void {
  checkElision(tcx, def);
  const kind = tcx.items.kind(def);
  if (kind === "fn" || kind === "assoc-fn") tcx.signature(def);
  const item = tcx.items.item(def)?.kind;
  if (item?.kind === "const" || item?.kind === "static" || (item?.kind === "type-alias" && item.type !== undefined)) tcx.typeOf(def);
  if (item !== undefined && "generics" in item) tcx.predicates(def);
  if (kind === "impl" && !checkImplHead(tcx, def)) return;
  checkKind(tcx, def);
  checkWellFormed(tcx, def);
}

function checkKind(tcx: TypeContext, def: DefId): void {
  switch (tcx.items.kind(def)) {
    case "impl":
      return checkImpl(tcx, def);
    case "struct":
    case "enum":
    case "union":
      checkData(tcx, def);
      return checkParametersUsed(tcx, def);
    case "static":
      return checkShared(tcx, def);
    default:
  }
}

function checkImpl(tcx: TypeContext, impl: DefId): void {
  const { ref, self, negative } = tcx.implHeader(impl);
  checkCoherence(tcx, impl, ref);
  if (ref === undefined || negative) return;
  if (ref.trait === tcx.lang("copy")) checkCopy(tcx, impl, self);
  checkMissingItems(tcx, impl, ref);
  for (const item of tcx.items.children(impl)) {
    if (tcx.items.kind(item) === "assoc-fn") checkMethod(tcx, impl, item, ref);
  }
}

function checkCoherence(tcx: TypeContext, impl: DefId, ref: TraitRef | undefined): void {
  if (ref === undefined) {
    if (tcx.items.implTraitName(impl) !== "") return;
    checkInherent(tcx, impl);
    checkInherentOverlaps(tcx, impl);
  } else {
    checkOrphan(tcx, impl, ref);
    checkOverlaps(tcx, impl);
  }
}

/** E0046 */
function checkMissingItems(tcx: TypeContext, impl: DefId, ref: TraitRef): void {
  const missing = tcx.items.children(ref.trait).filter((item) => {
    const kind = tcx.items.item(item)?.kind;
    const needed =
      (kind?.kind === "fn" && kind.body === undefined) ||
      (kind?.kind === "const" && kind.value === undefined) ||
      (kind?.kind === "type-alias" && kind.type === undefined);
    return needed && tcx.implItem(impl, tcx.items.name(item), tcx.items.kind(item)) === undefined;
  });
  if (missing.length === 0) return;
  const names = missing.map((item) => `\`${tcx.items.name(item)}\``).join(", ");
  const said = error("E0046", `not all trait items implemented, missing: ${names}`).at(
    tcx.implHead(impl),
    `missing ${names} in implementation`,
  );
  for (const item of missing) {
    if (tcx.items.isLocal(item)) said.label(tcx.items.span(item), `\`${tcx.items.name(item)}\` from trait`);
  }
  tcx.report(said);
}

/** E0050 and E0053: the signature against the trait's. */
function checkMethod(tcx: TypeContext, impl: DefId, item: DefId, ref: TraitRef): void {
  const name = tcx.items.name(item);
  const wanted = tcx.items.named(ref.trait, name).find((each) => tcx.items.kind(each) === "assoc-fn");
  if (wanted === undefined) return; // the resolver reports it
  const given = tcx.signature(item);
  const asked = tcx.signature(wanted);
  const own = tcx.generics(item);
  const theirs = tcx.generics(wanted);
  const span = tcx.items.identSpan(item);
  if (own.params.length - own.parentCount !== theirs.params.length - theirs.parentCount) {
    return tcx.report(unsupported("KB0231", "a method whose type parameters differ from its trait's", span));
  }
  if (given.params.length !== asked.params.length) return reportCount(tcx, item, wanted, ref);
  const args = [
    ...ref.args,
    ...own.params.slice(own.parentCount).map((param) => tcx.types.param(param.index, param.name, param.constType)),
  ];
  const put = (type: Ty): Ty => normalizeIn(tcx, item, tcx.types.substitute(type, args));
  const infer = new InferenceTable(tcx.types);
  const same = (a: Ty, b: Ty): boolean => infer.unify(normalizeIn(tcx, item, a), put(b));
  const wrong = given.params.findIndex((param, i) => !same(param, asked.params[i] as Ty));
  const outputs = same(given.output, asked.output) || isOpaque(asked.output);
  if (wrong < 0 && outputs) return;
  const fn = tcx.items.item(item)?.kind;
  const node = fn?.kind !== "fn" ? undefined : wrong >= 0 ? fn.params[wrong]?.type : fn.output;
  const [expected, found] = wrong >= 0 ? [put(asked.params[wrong] as Ty), given.params[wrong] as Ty] : [put(asked.output), given.output];
  const at = node === undefined ? span : tcx.items.tree(item).span(node);
  const said = error("E0053", `method \`${name}\` has an incompatible type for trait`);
  tcx.report(said.at(at, `expected \`${tcx.print(expected)}\`, found \`${tcx.print(found)}\``));
  void impl;
}

function isOpaque(type: Ty): boolean {
  return type.kind === "opaque" || partsOf(type).some(isOpaque);
}

function reportCount(tcx: TypeContext, item: DefId, wanted: DefId, ref: TraitRef): void {
  const plural = (n: number): string => `${n} parameter${n === 1 ? "" : "s"}`;
  const given = tcx.signature(item).params.length;
  const asked = tcx.signature(wanted).params.length;
  const name = tcx.items.name(item);
  const trait = tcx.items.name(ref.trait);
  const said = error("E0050", `method \`${name}\` has ${plural(given)} but the declaration in trait \`${trait}::${name}\` has ${asked}`);
  tcx.report(said.at(tcx.items.identSpan(item), `expected ${plural(asked)}, found ${given}`));
}

/** E0204: `Copy` of a type with a field that is not. */
function checkCopy(tcx: TypeContext, impl: DefId, self: Ty): void {
  if (self.kind !== "adt") return;
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(impl));
  const fields = tcx.adt(self.def).variants.flatMap((variant) => variant.fields);
  const wrong = fields.filter((field) => {
    const type = selector.normalize(tcx.types.substitute(field.type, self.args), []);
    return selector.traitHolds(tcx.lang("copy"), [type]) === "no";
  });
  if (wrong.length === 0) return;
  const said = error("E0204", `the trait \`Copy\` cannot be implemented for type \`${tcx.print(self)}\``).at(tcx.implTraitSpan(impl));
  for (const field of wrong) said.label(field.span, "this field does not implement `Copy`");
  tcx.report(said);
}
