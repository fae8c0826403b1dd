// An associated type that is another one than a bound says: E0271. In: the bound, and what the type is. Out: the report; of
// iterators and functions in the words that rustc has for them (rustc: `maybe_detailed_projection_msg`).
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Span } from "../../base/source.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Predicate } from "./predicates.ts";
import type { Selector } from "./select.ts";
import type { Ty } from "./ty.ts";

type Projection = Predicate & { readonly kind: "projection" };

/** `predicate` resolved as far as it is known; `found`: what its associated type is. */
export function mismatchedProjection(
  tcx: TypeContext,
  selector: Selector,
  predicate: Projection,
  found: Ty,
  span: Span,
): DiagnosticBuilder {
  const { item, args, type } = predicate;
  const [self, expected, actual] = [args[0] as Ty, type, found].map((each) => tcx.labels.print(each)) as [string, string, string];
  const trait = tcx.items.parent(item) as DefId;
  const special = specialWords(tcx, item, trait, self, expected, actual);
  const plain = `type mismatch resolving \`${tcx.labels.print(tcx.types.projection(item, args))} == ${expected}\``;
  const said = error("E0271", special ?? plain).at(span, special === undefined ? plain : `expected \`${expected}\`, found \`${actual}\``);
  const value = special === undefined ? valueSpan(tcx, selector, item, trait, args) : undefined;
  return value === undefined ? said : said.noteAt(value, `expected this to be \`${expected}\``);
}

function specialWords(tcx: TypeContext, item: DefId, trait: DefId, self: string, expected: string, actual: string): string | undefined {
  if (item === tcx.lang("fn_once_output")) return `expected \`${self}\` to return \`${expected}\`, but it returns \`${actual}\``;
  if (trait !== tcx.core.trait("iter::Iterator")) return undefined;
  return `expected \`${self}\` to be an iterator that yields \`${expected}\`, but it yields \`${actual}\``;
}

/** What the impl of the crate says. */
function valueSpan(tcx: TypeContext, selector: Selector, item: DefId, trait: DefId, args: readonly Ty[]): Span | undefined {
  const own = args.slice(0, tcx.generics(trait).params.length);
  const selection = selector.infer.probe(() => selector.select({ trait, args: own }));
  if (selection === "ambiguous" || selection === "none" || selection.kind !== "impl" || !tcx.items.isLocal(selection.impl))
    return undefined;
  const given = tcx.implItem(selection.impl, tcx.items.name(item), "assoc-type");
  const kind = given === undefined ? undefined : tcx.items.item(given)?.kind;
  return kind?.kind === "type-alias" && kind.type !== undefined ? tcx.items.tree(selection.impl).span(kind.type) : undefined;
}
