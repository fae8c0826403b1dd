// E0308 of an associated type that another type is expected for: a bound may say what it is (rustc: `expected_projection`,
// `suggest_constraint`).
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Bound, Tree } from "../../../syntax/ast.ts";
import { syntheticNodes } from "../collect-items.ts";
import type { DefId } from "../def-id.ts";
import { partsOf, type Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

export function adviseConstraint(cx: BodyContext, said: DiagnosticBuilder, expected: Ty, found: Ty): void {
  if (cx.owner < 0) return;
  const [wanted, given] = innermost(cx.resolve(expected), cx.resolve(found));
  if (wanted.kind === "projection" && given.kind !== "projection" && given.kind !== "param") return adviseExpected(cx, said, wanted, given);
  if (given.kind !== "projection" || wanted.kind === "projection" || wanted.kind === "param") return;
  const words = `consider constraining the associated type \`${cx.print(given)}\` to \`${cx.print(wanted)}\``;
  const edit = constraint(cx, given, cx.print(wanted));
  if (edit !== undefined) return void said.suggest(words, [edit], "MaybeIncorrect", "verbose");
  said.help(words);
  said.note("for more information, visit https://doc.rust-lang.org/book/ch19-03-advanced-traits.html");
}

/** A method of the trait may give what is expected. */
function adviseExpected(cx: BodyContext, said: DiagnosticBuilder, wanted: Ty & { kind: "projection" }, given: Ty): void {
  const { items } = cx.tcx;
  const trait = items.parent(wanted.item) as DefId;
  const gives = (fn: DefId): boolean => {
    const output = items.kind(fn) === "assoc-fn" && fn !== cx.owner ? cx.tcx.signature(fn).output : undefined;
    return output?.kind === "projection" && output.item === wanted.item;
  };
  const methods = items.children(trait).filter(gives);
  const [only] = methods;
  const edit = constraint(cx, wanted, cx.print(given));
  if (edit === undefined || methods.length > 1 || !items.isLocal(trait)) return;
  if (only !== undefined) {
    const label = `consider calling \`${items.name(trait)}::${items.name(only)}\``;
    said.help(`a method is available that returns \`${cx.print(wanted)}\``, { span: cx.tcx.headSpan(only), primary: true, label });
  }
  const words = `consider constraining the associated type \`${cx.print(wanted)}\` to \`${cx.print(given)}\``;
  said.suggest(words, [edit], "MaybeIncorrect", "verbose");
}

/** What differs first. */
function innermost(left: Ty, right: Ty): readonly [Ty, Ty] {
  if (left.kind !== right.kind || left.kind === "projection") return [left, right];
  if (left.kind === "adt" && right.kind === "adt" && left.def !== right.def) return [left, right];
  const [ours, theirs] = [partsOf(left), partsOf(right)];
  if (ours.length !== theirs.length) return [left, right];
  const i = ours.findIndex((part, at) => part !== theirs[at]);
  return i < 0 ? [left, right] : innermost(ours[i] as Ty, theirs[i] as Ty);
}

/** `<Item = u8>` behind the bound of the parameter whose associated type it is. */
function constraint(
  cx: BodyContext,
  { item, args }: Ty & { kind: "projection" },
  wanted: string,
): { span: Span; text: string } | undefined {
  const { items } = cx.tcx;
  const self = args[0];
  const trait = items.parent(item);
  if (self?.kind !== "param" || self.name === "Self") return undefined;
  for (let owner: DefId | undefined = cx.owner; owner !== undefined; owner = items.parent(owner)) {
    const tree = items.tree(owner);
    for (const bound of boundsOf(cx, owner, tree, self.name)) {
      const resolution = bound.kind === "trait" ? items.resolution(tree, bound.pathId)?.base : undefined;
      if (bound.kind !== "trait" || resolution?.kind !== "def" || resolution.def !== trait) continue;
      const { hi } = bound.path.span;
      const fixed = `${items.name(item)} = ${wanted}`;
      const hasArgs = cx.snippet(bound.path.span).endsWith(">");
      const at = hasArgs ? hi - 1 : hi;
      return { span: { ...bound.path.span, lo: at, hi: at }, text: hasArgs ? `, ${fixed}` : `<${fixed}>` };
    }
  }
  return undefined;
}

/** Beside the parameter, behind `where`, or of an `impl Trait`. */
function boundsOf(cx: BodyContext, owner: DefId, tree: Tree, name: string): readonly Bound[] {
  const generics = cx.tcx.items.astGenerics(owner);
  const beside = (generics?.params ?? []).filter(({ kind, ident }) => kind === "type" && ident.name === name);
  const behind = (generics?.where ?? []).filter((one) => one.kind === "type" && cx.snippet(tree.span(one.type)) === name);
  const hidden = syntheticNodes(cx.tcx, owner).filter((each) => each.name === name);
  return [...beside, ...behind, ...hidden].flatMap(({ bounds }) => bounds);
}
