// E0277 for `#[global_allocator]`: the static's type must be a `GlobalAlloc`. The attribute is a macro of core whose functions
// call that trait's, and rustc says so beside the type. In: a static. Out: a report.
import type { Attribute } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { Selector } from "./select.ts";
import { unsatisfied } from "./unsatisfied.ts";

/** From this release on the macro's kind is told where it is called, and no longer in a note. */
const TELLS_ATTRIBUTE = 90;

export function checkGlobalAllocator(tcx: TypeContext, def: DefId): void {
  const item = tcx.items.item(def)?.kind;
  const attributes = tcx.items.attrs(def) as readonly Attribute[];
  const attribute = attributes.find(({ path }) => path.segments.at(-1)?.ident.name === "global_allocator");
  if (attribute === undefined || item?.kind !== "static") return;
  const trait = tcx.items.find("core::alloc::GlobalAlloc");
  if (trait === undefined) return;
  const ref = { trait, args: [tcx.typeOf(def)] };
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  if (selector.traitHolds(trait, ref.args) !== "no") return;
  const isModern = tcx.session.release.minor >= TELLS_ATTRIBUTE;
  const said = unsatisfied(tcx, ref, tcx.items.tree(def).span(item.type));
  said.label(attribute.span, `in this ${isModern ? "attribute" : "procedural"} macro expansion`);
  if (!isModern)
    said.note(
      "this error originates in the attribute macro `global_allocator` (in Nightly builds, run with -Z macro-backtrace for more info)",
    );
  tcx.report(said);
}
