// E0277 for statics: all code may reach one at once, so its type must be `Sync`. A type that is not is told by the parts
// that make it so (a `Cell`, a raw pointer), with the way that leads to each. In: a static. Out: reports.
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { Selector } from "./select.ts";
import { hasOwnImpl } from "./select-builtin.ts";
import { partsOf, type Ty } from "./ty.ts";

export function checkShared(tcx: TypeContext, def: DefId): void {
  const item = tcx.items.item(def)?.kind;
  const parent = tcx.items.parent(def);
  const isForeign = parent !== undefined && tcx.items.kind(parent) === "extern-block";
  if (item?.kind !== "static" || item.mutable || isForeign || tcx.hasAttribute(def, "thread_local")) return;
  const sync = tcx.lang("sync") as DefId;
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  const span = tcx.items.tree(def).span(item.type);
  for (const way of unshared(selector, sync, tcx.typeOf(def), [])) tcx.report(reportUnshared(tcx, way, span));
}

/** From the whole to the part that fails. */
type Way = readonly Ty[];

/** The ways to the parts of a type for which an auto trait does not hold. */
function unshared(selector: Selector, trait: DefId, type: Ty, outer: Way): Way[] {
  if (outer.includes(type) || selector.traitHolds(trait, [type]) !== "no") return [];
  const way = [...outer, type];
  if (type.kind === "dynamic" || hasOwnImpl(selector, trait, type)) return [way];
  const found = constituents(selector, type).flatMap((part) => unshared(selector, trait, part, way));
  return found.length === 0 ? [way] : found;
}

function constituents(selector: Selector, type: Ty): readonly Ty[] {
  const { tcx } = selector;
  if (type.kind !== "adt" || tcx.isLang(type.def, "phantom_data")) return partsOf(type);
  const fields = tcx.adt(type.def).variants.flatMap((variant) => variant.fields);
  return fields.map((field) => selector.normalize(tcx.types.substitute(field.type, type.args), []));
}

function reportUnshared(tcx: TypeContext, way: Way, span: { readonly lo: number; readonly hi: number }): ReturnType<typeof error> {
  const leaf = way.at(-1) as Ty;
  const words = `\`${printed(tcx, leaf)}\` cannot be shared between threads safely`;
  const said = error("E0277", words).at(span, words);
  const within = way.length === 1 ? "" : `within \`${printed(tcx, way[0] as Ty)}\`, `;
  said.help(`${within}the trait \`Sync\` is not implemented for \`${printed(tcx, leaf)}\``);
  const instead = insteadOf(tcx, leaf);
  if (instead !== undefined) said.note(`if you want to do aliasing and mutation between multiple threads, use ${instead}`);
  for (const outer of way.slice(0, -1).toReversed()) {
    const appears = `required because it appears within the type \`${printed(tcx, outer)}\``;
    if (outer.kind === "adt" && tcx.items.isLocal(outer.def)) said.noteAt(tcx.items.identSpan(outer.def), appears);
    else said.note(appears);
  }
  return said.note("shared static variables must have a type that implements `Sync`");
}

function printed(tcx: TypeContext, type: Ty): string {
  return type.kind === "dynamic" ? `(${tcx.print(type)} + 'static)` : tcx.print(type);
}

/** What core's cells give as their replacement (`rustc_on_unimplemented` of `Sync`). */
function insteadOf(tcx: TypeContext, type: Ty): string | undefined {
  if (type.kind !== "adt" || tcx.items.isLocal(type.def)) return undefined;
  const name = tcx.items.name(type.def);
  if (name === "RefCell") return "`std::sync::RwLock` instead";
  if (name === "OnceCell") return "`std::sync::OnceLock` instead";
  if (name !== "Cell") return undefined;
  const inner = type.args[0] as Ty;
  const isAtomic = inner.kind === "bool" || (inner.kind === "int" && !tcx.print(inner).endsWith("128"));
  if (!isAtomic) return "`std::sync::RwLock`";
  const word = tcx.print(inner);
  return `\`std::sync::RwLock\` or \`std::sync::atomic::Atomic${(word[0] as string).toUpperCase()}${word.slice(1)}\` instead`;
}
