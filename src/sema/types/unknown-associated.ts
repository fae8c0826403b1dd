// E0220: an associated type that is not there, and which one may be meant: of the trait that was named, else of any trait in
// sight (rustc's `complain_about_assoc_item_not_found`).
import { similarName } from "../../base/near-names.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { adviseBound, writtenBounds } from "./unsatisfied-advice.ts";
import type { Ty } from "./ty.ts";

/** Where the name was looked for. */
interface Sought {
  readonly ident: Ident;
  /** The trait or type as it is told, `Iterator`. */
  readonly of: string;
  /** The traits that it would be of. */
  readonly traits: readonly DefId[];
  /** A type parameter whose bounds decide, and what it is used in. */
  readonly param?: { readonly type: Ty; readonly owner: DefId };
}

/** Since then other traits are thought of. */
const THINKS_OF_OTHERS = 90;

export function reportUnknownAssociated(tcx: TypeContext, sought: Sought): void {
  const { ident, of, traits } = sought;
  const said = error("E0220", `associated type \`${ident.name}\` not found for \`${of}\``);
  const names = traits.flatMap((trait) => typesOf(tcx, trait));
  const edit = (text: string) => [{ span: ident.span, text }];
  const similar = similarName(names, ident.name);
  if (similar !== undefined) {
    said.at(ident.span).suggest("there is an associated type with a similar name", edit(similar), "MaybeIncorrect");
    return tcx.report(said);
  }
  if (tcx.session.release.minor >= THINKS_OF_OTHERS && adviseOther(tcx, sought, said)) return tcx.report(said);
  const [only] = names;
  if (only !== undefined && names.length === 1 && tcx.session.release.minor >= THINKS_OF_OTHERS)
    said.at(ident.span).suggest(`\`${of}\` has the following associated type`, edit(only), "MaybeIncorrect");
  else said.at(ident.span, `associated type \`${ident.name}\` not found`);
  tcx.report(said);
}

function typesOf({ items }: TypeContext, trait: DefId): string[] {
  return items.children(trait).flatMap((item) => (items.kind(item) === "assoc-type" ? [items.name(item)] : []));
}

/** Associated types of all traits in sight: by name, the traits. */
function inSight(tcx: TypeContext): Map<string, (DefId | undefined)[]> {
  const found = new Map<string, (DefId | undefined)[]>();
  const add = (name: string, trait: DefId | undefined): void => void found.set(name, [...(found.get(name) ?? []), trait]);
  for (const trait of tcx.items.traits()) if (tcx.items.isLocal(trait)) for (const name of typesOf(tcx, trait)) add(name, trait);
  for (const [path, names] of tcx.items.known.associatedTypes()) for (const name of names) add(name, tcx.items.find(path));
  return found;
}

/** True if one trait alone has something of a name like it. */
function adviseOther(tcx: TypeContext, { ident, param }: Sought, said: DiagnosticBuilder): boolean {
  const all = inSight(tcx);
  const isThere = all.has(ident.name);
  const name = isThere ? ident.name : similarName([...all.keys()], ident.name);
  const [trait, other] = all.get(name ?? "") ?? [];
  if (name === undefined || trait === undefined || other !== undefined || all.get(name)?.length !== 1) return false;
  const shown = tcx.items.name(trait);
  const what = isThere ? "an" : "a similarly named";
  said.at(ident.span, `there is ${what} associated type \`${name}\` in the trait \`${shown}\``);
  if (param === undefined) return true;
  const change = [{ span: ident.span, text: name }];
  if (writtenBounds(tcx, param.owner, param.type).includes(trait)) {
    said.suggest(`change the associated type name to use \`${name}\` from \`${shown}\``, change, "MaybeIncorrect", "verbose");
    return true;
  }
  adviseBound(tcx, param.owner, { trait, args: [param.type] }, said, { short: true });
  if (!isThere) said.suggest("...and changing the associated type name", change, "MaybeIncorrect", "verbose");
  return true;
}
