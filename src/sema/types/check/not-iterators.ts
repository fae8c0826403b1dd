// E0599 of an adapter of iterators on what is none: which types would have to be one. Of slices, and of what other traits have a method
// of the name for, more is said than is known here.
import { error } from "../../../diag/diagnostic.ts";
import { itemSite } from "../core-sites.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { holderWord } from "./member-holder.ts";
import { adviseTraits } from "./member-traits.ts";
import type { Telling, UnknownMember } from "./unknown-member.ts";

/** Of older releases nobody has looked. */
const TELLS_UNMET = 90;

/** True if that was it. `printed`: the receiver's type, a literal's as it lives. */
export function reportNotIterator(cx: BodyContext, member: UnknownMember, printed: string, mark: (telling: Telling) => void): boolean {
  const { name, ident, type, types, node } = member;
  const { items } = cx.tcx;
  if (!member.isMethod || cx.tcx.session.release.minor < TELLS_UNMET || !isPlain(cx, type)) return false;
  const iterator = cx.tcx.core.trait("Iterator");
  const having = items.traitsInScope(cx.tree, node, cx.module).filter((trait) => items.named(trait, name).length > 0);
  const [method] = items.named(iterator, name);
  if (having.length !== 1 || having[0] !== iterator || method === undefined || !takesValue(cx, method)) return false;
  if (types.some((step) => cx.tcx.inherentImpls(step).some((impl) => items.named(impl, name).length > 0))) return false;
  const shown = (step: Ty): string => (step === type ? printed : cx.print(step));
  const said = error("E0599", `\`${printed}\` is not an iterator`).at(ident.span, `\`${printed}\` is not an iterator`);
  const telling: Telling = { said, noun: "method", isUnknown: false };
  mark(telling);
  const adt = types.find((step) => step.kind === "adt");
  if (adt?.kind === "adt") {
    const lacks = `doesn't satisfy \`${cx.print(adt)}: Iterator\``;
    const label = adt === type ? `method \`${name}\` not found for this ${holderWord(cx, adt)} because it ${lacks}` : lacks;
    said.label(cx.tcx.headSpan(adt.def), label);
  }
  const bounds = new Set<string>();
  for (const step of types) {
    if (step.kind === "ref" && step.mutable) bounds.add(boundOf(cx.print(step.target)));
    bounds.add(boundOf(shown(step)));
  }
  said.note(`the following trait bounds were not satisfied:\n${[...bounds].join("\n")}`);
  if (adt !== undefined) {
    const site = itemSite(cx.tcx, iterator);
    if (site === undefined) return false;
    said.noteAt(site, "the trait `Iterator` must be implemented");
    adviseTraits(cx, member, telling);
  }
  if (telling.isUnknown) return false;
  cx.reportUnlessError(said, type);
  return true;
}

const boundOf = (type: string): string => `\`${type}: Iterator\`\nwhich is required by \`&mut ${type}: Iterator\``;

/** Types of which that is all there is to say. */
function isPlain(cx: BodyContext, type: Ty): boolean {
  if (type.kind === "ref") return type.target.kind === "str" || (type.target.kind === "adt" && isPlain(cx, type.target));
  if (type.kind === "adt") return cx.tcx.items.isLocal(type.def) && type.args.length === 0;
  return ["int", "float", "bool", "char", "tuple", "array"].includes(type.kind);
}

/** `self`, not `&mut self`. */
function takesValue(cx: BodyContext, method: number): boolean {
  return cx.tcx.isMethod(method) && cx.tcx.signature(method).params[0]?.kind === "param";
}
