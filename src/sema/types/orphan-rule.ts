// Whose impl is it? A trait of another crate is implemented here only for a type of this crate, and inherent impls are for
// types of this crate alone (Reference: "Orphan rules").
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { allSuperTraits } from "./collect-predicates.ts";
import { isDynCompatible } from "./forms/dyn-compatible.ts";
import { normalizeIn } from "./normalize.ts";
import type { TraitRef } from "./predicates.ts";
import { HAS_ERROR, type Ty } from "./ty.ts";

/** The release whose E0117 tells the rule. */
const TELLS_RULE_SINCE = 80;

/** This crate's, also behind what is fundamental: a reference, a box, a pin. */
export function isLocalType(tcx: TypeContext, type: Ty): boolean {
  const inner = withoutFundamental(tcx, type);
  if (inner.kind === "dynamic") return inner.principal !== undefined && tcx.items.isLocal(inner.principal.trait);
  return (inner.kind === "adt" || inner.kind === "foreign") && tcx.items.isLocal(inner.def);
}

/** What a reference, a box or a pin is of. */
export function withoutFundamental(tcx: TypeContext, type: Ty): Ty {
  if (type.kind === "ref") return withoutFundamental(tcx, type.target);
  const [inner] = type.kind === "adt" && (tcx.isLang(type.def, "owned_box") || tcx.isLang(type.def, "pin")) ? type.args : [];
  return inner === undefined ? type : withoutFundamental(tcx, inner);
}

/** E0117 and E0210. False if it was reported. */
export function checkOrphan(tcx: TypeContext, impl: DefId, ref: TraitRef): boolean {
  if (tcx.items.isLocal(ref.trait) || ref.args.some(({ flags }) => (flags & HAS_ERROR) !== 0)) return true;
  const args = ref.args.map((arg) => normalizeIn(tcx, impl, arg));
  const local = args.findIndex((arg) => isLocalType(tcx, arg));
  const before = local < 0 ? args : args.slice(0, local);
  const open = before.map((arg) => withoutFundamental(tcx, arg)).find((arg) => arg.kind === "param" && arg.constType === undefined);
  if (open?.kind === "param") reportUncovered(tcx, impl, open.name, args[local]);
  else if (local < 0) reportForeign(tcx, impl, args[0] as Ty);
  return open?.kind !== "param" && local >= 0;
}

/** E0371: a trait object has its own traits. False if it was reported. */
export function checkObject(tcx: TypeContext, impl: DefId, ref: TraitRef): boolean {
  const self = ref.args[0] as Ty;
  const principal = self.kind === "dynamic" ? self.principal?.trait : undefined;
  if (principal === undefined || !isDynCompatible(tcx, principal)) return true;
  const own = { trait: principal, args: tcx.identityArgs(principal) };
  if (![own, ...allSuperTraits(tcx, own)].some(({ trait }) => trait === ref.trait)) return true;
  const shown = `(${tcx.print(self)} + 'static)`;
  const words = `the object type \`${shown}\` automatically implements the trait \`${tcx.items.name(ref.trait)}\``;
  const label = `\`${shown}\` automatically implements trait \`${tcx.items.name(ref.trait)}\``;
  tcx.report(error("E0371", words).at(tcx.implHead(impl), label));
  return false;
}

function reportUncovered(tcx: TypeContext, impl: DefId, name: string, local: Ty | undefined): void {
  const param = tcx.items.astGenerics(impl)?.params.find(({ ident }) => ident.name === name);
  const at = param?.ident.span ?? tcx.implHead(impl);
  if (local === undefined) {
    const words = `type parameter \`${name}\` must be used as the type parameter for some local type`;
    const said = error("E0210", `${words} (e.g., \`MyStruct<${name}>\`)`).at(at, words);
    said.note("implementing a foreign trait is only possible if at least one of the types for which it is implemented is local");
    return tcx.report(said.note("only traits defined in the current crate can be implemented for a type parameter"));
  }
  const words = `type parameter \`${name}\` must be covered by another type when it appears before the first local type (\`${tcx.print(local)}\`)`;
  const said = error("E0210", words).at(at, words);
  const rule = "implementing a foreign trait is only possible if at least one of the types for which it is implemented is local";
  said.note(`${rule}, and no uncovered type parameters appear before that first local type`);
  const order = "`impl<..> ForeignTrait<T1, ..., Tn> for T0`, where `T0` is the first and `Tn` is the last";
  tcx.report(said.note(`in this case, 'before' refers to the following order: ${order}`));
}

function reportForeign(tcx: TypeContext, impl: DefId, self: Ty): void {
  const kind = tcx.items.item(impl)?.kind;
  if (kind?.kind !== "impl") return;
  const said = error("E0117", `only traits defined in the current crate can be implemented for ${groupOf(self)}`);
  said.at(tcx.implHead(impl)).label(tcx.items.tree(impl).span(kind.self), whyForeign(tcx, self));
  if (tcx.session.release.minor >= TELLS_RULE_SINCE) {
    said.note("impl doesn't have any local type before any uncovered type parameters");
    const page = "https://doc.rust-lang.org/reference/items/implementations.html#orphan-rules";
    said.note(`for more information see ${page}`);
  }
  tcx.report(said.note("define and implement a trait or new type instead"));
}

function groupOf({ kind }: Ty): string {
  if (kind === "adt") return "types defined outside of the crate";
  return kind === "bool" || kind === "char" || kind === "int" || kind === "float" ? "primitive types" : "arbitrary types";
}

function whyForeign(tcx: TypeContext, self: Ty): string {
  const many = { array: "arrays", slice: "slices", tuple: "tuples" }[self.kind as string];
  if (many !== undefined) return `this is not defined in the current crate because ${many} are always foreign`;
  const name = self.kind === "adt" ? tcx.items.name(self.def) : tcx.print(self);
  const because = self.kind === "ptr" ? " because raw pointers are always foreign" : "";
  return `\`${name}\` is not defined in the current crate${because}`;
}

/** E0116, E0118 and E0390. */
export function checkInherent(tcx: TypeContext, impl: DefId): void {
  const self = normalizeIn(tcx, impl, tcx.implHeader(impl).self);
  const head = tcx.implHead(impl);
  switch (self.kind) {
    case "adt":
    case "foreign":
    case "dynamic":
      return isLocalHead(tcx, self) ? undefined : reportOutside(tcx, impl);
    case "error":
      return;
    case "param":
    case "projection":
    case "opaque": {
      const said = error("E0118", "no nominal type found for inherent implementation").at(head, "impl requires a nominal type");
      return tcx.report(said.note("either implement a trait on it or create a newtype to wrap it instead"));
    }
    default: {
      const said = error("E0390", "cannot define inherent `impl` for primitive types").at(head);
      said.help("consider using an extension trait instead");
      if (self.kind === "ref") {
        const uses = `uses of \`${tcx.print(self.target)}\` (such as \`self\`)`;
        said.note(`you could also try moving the reference to ${uses} within the implementation`);
      }
      tcx.report(said);
    }
  }
}

function isLocalHead(tcx: TypeContext, self: Ty): boolean {
  if (self.kind === "dynamic") return self.principal !== undefined && tcx.items.isLocal(self.principal.trait);
  return (self.kind === "adt" || self.kind === "foreign") && tcx.items.isLocal(self.def);
}

function reportOutside(tcx: TypeContext, impl: DefId): void {
  const said = error("E0116", "cannot define inherent `impl` for a type outside of the crate where the type is defined");
  said.at(tcx.implHead(impl), "impl for type defined outside of crate");
  if (tcx.session.release.minor < TELLS_RULE_SINCE) return tcx.report(said.note("define and implement a trait or new type instead"));
  const wrapper = "a newtype wrapper like `struct MyType(ExternalType);`";
  said.help(`consider defining a trait and implementing it for the type or using ${wrapper} and implement it`);
  const page = "https://doc.rust-lang.org/reference/items/implementations.html?highlight=orphan#orphan-rules";
  tcx.report(said.note(`for more details about the orphan rules, see <${page}>`));
}
