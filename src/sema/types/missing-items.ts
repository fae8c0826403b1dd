// E0046: what an impl of a trait lacks, and how it would begin, as rustc writes it (`suggestion_signature` in its
// `rustc_hir_analysis/src/check/mod.rs`).
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { TraitRef } from "./predicates.ts";
import { substitutePredicate } from "./predicates.ts";
import { isUnit, type Ty } from "./ty.ts";

export function checkMissingItems(tcx: TypeContext, impl: DefId, ref: TraitRef): void {
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
    if (tcx.items.isLocal(item)) said.label(tcx.headSpan(item), `\`${tcx.items.name(item)}\` from trait`);
    else said.help(`implement the missing item: \`${beginning(tcx, item, ref)}\``);
  }
  tcx.report(said);
}

function beginning(tcx: TypeContext, item: DefId, ref: TraitRef): string {
  const name = tcx.items.name(item);
  const own = tcx.identityArgs(item);
  // Older releases leave the trait's parameters as they are.
  const args = isModern(tcx) ? [...own.slice(0, 1), ...ref.args.slice(1), ...own.slice(ref.args.length)] : own;
  switch (tcx.items.kind(item)) {
    case "assoc-type":
      return `type ${name}${genericsOf(tcx, item, args).params} = ${isModern(tcx) ? "/* Type */" : "Type"};`;
    case "assoc-const":
      return `const ${name}: ${tcx.print(tcx.typeOf(item))} = value;`;
    default:
      return functionBeginning(tcx, item, args);
  }
}

const isModern = (tcx: TypeContext): boolean => tcx.session.release.minor >= 71;

function functionBeginning(tcx: TypeContext, item: DefId, args: readonly Ty[]): string {
  const { params, output, unsafe } = tcx.signature(item);
  const put = (type: Ty) => tcx.types.substitute(type, args);
  const isMethod = tcx.isMethod(item);
  const shown = params.map((param, i) => (isMethod && i === 0 ? receiver(tcx, param, put(param)) : `_: ${tcx.print(put(param))}`));
  const { params: generics, where } = genericsOf(tcx, item, args);
  const result = isUnit(output) ? "" : ` -> ${tcx.print(put(output))}`;
  return `${unsafe ? "unsafe " : ""}fn ${tcx.items.name(item)}${generics}(${shown.join(", ")})${result}${where} { todo!() }`;
}

function receiver(tcx: TypeContext, declared: Ty, type: Ty): string {
  if (declared.kind === "param") return "self";
  if (declared.kind === "ref" && declared.target.kind === "param") return declared.mutable ? "&mut self" : "&self";
  return `self: ${tcx.print(type)}`;
}

/** The item's own parameters, and what they must be: with an equation beside the parameter, else behind `where`. */
function genericsOf(tcx: TypeContext, item: DefId, args: readonly Ty[]): { readonly params: string; readonly where: string } {
  const { params, parentCount } = tcx.generics(item);
  const predicates = tcx.predicates(item).map((each) => substitutePredicate(tcx.types, each, args));
  const where: string[] = [];
  const written = params.slice(parentCount).map(({ name }, i) => {
    const param = args[parentCount + i] as Ty;
    const bounds: string[] = [];
    for (const each of predicates) {
      if (each.kind !== "trait" || each.ref.args[0] !== param || tcx.isLang(each.ref.trait, "sized")) continue;
      const trait = tcx.items.name(each.ref.trait);
      const equations = predicates.flatMap((other) =>
        other.kind === "projection" && other.args[0] === param && tcx.items.parent(other.item) === each.ref.trait
          ? [`${tcx.items.name(other.item)} = ${tcx.print(other.type)}`]
          : [],
      );
      if (equations.length === 0) where.push(`${name}: ${trait}`);
      else bounds.push(`${trait}<${equations.join(", ")}>`);
    }
    return bounds.length === 0 ? name : `${name}: ${bounds.join(" + ")}`;
  });
  return {
    params: written.length === 0 ? "" : `<${written.join(", ")}>`,
    where: where.length === 0 ? "" : ` where ${where.join(", ")}`,
  };
}
