// Types of `self` that are written: `Self`, or what leads to it by references and by the pointers that core and alloc let be receivers
// (Reference: "Methods"). In: a method. Out: E0307, E0801 of a parameter of its own, E0658 where it only leads to it by `Deref`.
import { error } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { Selector } from "./select.ts";
import { HAS_ERROR, type Ty } from "./ty.ts";

const BASE = "`self`, `&self`, `&mut self`";
const POINTERS =
  "`self: Box<Self>`, `self: Rc<Self>`, `self: Arc<Self>`, or `self: Pin<P>` (where P is one of the previous types except `Self`)";
const MOST_STEPS = 16;

type Verdict = "fine" | "generic" | "arbitrary_self_types" | "arbitrary_self_types_pointers" | "wrong";

export function checkReceiver(tcx: TypeContext, def: DefId): void {
  const kind = tcx.items.item(def)?.kind;
  const parent = tcx.items.parent(def);
  const param = kind?.kind === "fn" ? kind.params[0] : undefined;
  if (param?.self !== "typed" || parent === undefined) return;
  const given = tcx.signature(def).params[0] as Ty;
  const self = tcx.items.kind(parent) === "impl" ? tcx.implHeader(parent).self : tcx.types.param(0, "Self");
  if (((given.flags | self.flags) & HAS_ERROR) !== 0) return;
  const verdict = judge(tcx, def, given, self);
  if (verdict !== "fine") report(tcx, given, verdict, tcx.items.tree(def).span(param.type));
}

function judge(tcx: TypeContext, def: DefId, given: Ty, self: Ty): Verdict {
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(def));
  const { parentCount } = tcx.generics(def);
  const wanted = selector.normalize(self, []);
  let verdict: Verdict = "fine";
  let at = selector.normalize(given, []);
  for (let step = 0; step < MOST_STEPS; step++) {
    if (at === wanted) return verdict;
    if (at.kind === "param" && at.constType === undefined && at.index >= parentCount) return "generic";
    if (at.kind === "ref") at = at.target;
    else if (at.kind === "ptr") {
      verdict = "arbitrary_self_types_pointers";
      at = at.target;
    } else if (at.kind === "adt" && tcx.items.path(at.def) === "core::pin::Pin") at = at.args[0] as Ty;
    else if (at.kind === "adt") {
      const deref = tcx.lang("deref");
      if (selector.traitHolds(deref, [at]) !== "yes") return "wrong";
      if (!isReceiver(tcx, at.def) && verdict === "fine") verdict = "arbitrary_self_types";
      at = selector.infer.resolve(selector.normalize(tcx.types.projection(tcx.core.member("deref", "Target"), [at]), []));
    } else return "wrong";
  }
  return "wrong";
}

function isReceiver(tcx: TypeContext, def: DefId): boolean {
  return tcx.isLang(def, "owned_box") || ["alloc::rc::Rc", "alloc::sync::Arc"].includes(tcx.items.path(def));
}

function report(tcx: TypeContext, given: Ty, verdict: Exclude<Verdict, "fine">, span: { lo: number; hi: number }): void {
  const isModern = tcx.session.release.minor >= 82;
  const shown = tcx.print(given);
  if (verdict === "wrong" || (verdict === "generic" && !isModern)) {
    const said = error("E0307", `invalid \`self\` parameter type: ${isModern ? `\`${shown}\`` : shown}`).at(span);
    said.note("type of `self` must be `Self` or a type that dereferences to it");
    return tcx.report(said.help(`consider changing to ${BASE}, ${POINTERS}`));
  }
  if (verdict === "generic") {
    const said = error("E0801", `invalid generic \`self\` parameter type: \`${shown}\``).at(span);
    said.note("type of `self` must not be a method generic parameter type");
    return tcx.report(said.help(`use a concrete type such as ${BASE}, ${POINTERS}`));
  }
  const feature = isModern ? verdict : "arbitrary_self_types";
  const said = error("E0658", `\`${shown}\` cannot be used as the type of \`self\` without the \`${feature}\` feature`).at(span);
  said.note("see issue #44874 <https://github.com/rust-lang/rust/issues/44874> for more information");
  const receivers = "or a type implementing `Receiver` such as `self: Box<Self>`, `self: Rc<Self>`, or `self: Arc<Self>`";
  tcx.report(said.help(`consider changing to ${BASE}, ${isModern ? receivers : POINTERS}`));
}
