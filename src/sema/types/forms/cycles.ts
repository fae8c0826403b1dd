// Definitions that need themselves: supertraits, type aliases, constants (E0391). In: the crate's definitions in source order.
// Out: one report for each cycle, at the first of its members that is come upon.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";
import type { NodeId, TypeId } from "../../../syntax/ast.ts";
import * as K from "../../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { forEachChild } from "../../../syntax/walk.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";

/** A definition that another one needs, and where it says so. */
interface Need {
  readonly def: DefId;
  readonly span: Span;
}

interface Seen {
  readonly done: Set<DefId>;
  readonly members: Set<DefId>;
}

type Kind = "trait" | "type-alias" | "const";

/** Gives what cannot be worked out: the members of cycles. */
export function checkCycles(tcx: TypeContext, tree: SyntaxTree, defs: readonly DefId[]): ReadonlySet<DefId> {
  const members = new Set<DefId>();
  for (const kind of ["trait", "type-alias", "const"] as const) {
    const done = new Set<DefId>();
    for (const def of defs) if (tcx.items.kind(def) === kind) visit(tcx, tree, def, kind, [], { done, members });
  }
  return members;
}

function visit(tcx: TypeContext, tree: SyntaxTree, def: DefId, kind: Kind, path: readonly Need[], seen: Seen): void {
  const { done, members } = seen;
  if (done.has(def)) return;
  for (const need of needs(tcx, tree, def, kind)) {
    const here = [...path, { def, span: need.span }];
    const first = here.find((each) => each.def === need.def);
    if (first !== undefined) report(tcx, kind, here, here.indexOf(first));
    else if (!done.has(need.def)) visit(tcx, tree, need.def, kind, here, seen);
    if (first !== undefined) for (const each of here) done.add(each.def);
    if (first !== undefined) for (const each of here.slice(here.indexOf(first))) members.add(each.def);
  }
  done.add(def);
}

function needs(tcx: TypeContext, tree: SyntaxTree, def: DefId, kind: Kind): Need[] {
  const item = tcx.items.isLocal(def) ? tcx.items.item(def)?.kind : undefined;
  if (item?.kind === "trait") {
    const ofSelf = item.generics.where.flatMap((one) => (one.kind === "type" && isSelf(tree, one.type) ? one.bounds : []));
    return [...item.bounds, ...ofSelf].flatMap((bound) =>
      bound.kind === "trait" ? named(tcx, tree, bound.pathId, bound.path.span, kind) : [],
    );
  }
  const root = item?.kind === "type-alias" ? item.type : item?.kind === "const" ? item.value : undefined;
  return root === undefined ? [] : mentions(tcx, tree, root, kind);
}

function isSelf(tree: SyntaxTree, type: TypeId): boolean {
  const { kind } = tree.type(type);
  return kind.kind === "path" && kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === "Self";
}

function named(tcx: TypeContext, tree: SyntaxTree, node: NodeId, span: Span, kind: Kind): Need[] {
  const res = tcx.items.resolution(tree, node);
  return res?.base.kind === "def" && tcx.items.kind(res.base.def) === kind && tcx.items.isLocal(res.base.def)
    ? [{ def: res.base.def, span }]
    : [];
}

function mentions(tcx: TypeContext, tree: SyntaxTree, root: NodeId, kind: Kind): Need[] {
  const found: Need[] = [];
  const look = (id: NodeId): void => {
    if (K.isItemKind(tree.kind(id))) return;
    // A closure's body is code of its own: the constant is there when it runs.
    if (kind === "const" && tree.kind(id) === K.Closure) return;
    if (tree.kind(id) === K.PathType || tree.kind(id) === K.PathExpr) found.push(...named(tcx, tree, id, tree.span(id), kind));
    forEachChild(tree, id, look);
  };
  look(tree.resolve(root));
  return found;
}

const RUSTC_GUIDE =
  "see https://rustc-dev-guide.rust-lang.org/overview.html#queries and https://rustc-dev-guide.rust-lang.org/query.html for more information";

/** Of releases between 1.63 and 1.96 nobody has looked. */
const ONE_STEP = 90;

/** `steps` lead into the cycle, which begins at `first`. */
function report(tcx: TypeContext, kind: Kind, steps: readonly Need[], first: number): void {
  const { def, span } = steps[first] as Need;
  const name = tcx.items.path(def);
  const words = {
    trait: `computing the super predicates of \`${name}\``,
    "type-alias": `expanding type alias \`${name}\``,
    const: `checking if \`${name}\` is a trivial const`,
  };
  // Before, a trait's supertraits were a step of their own.
  const isWhole = kind === "trait" && tcx.session.release.minor < ONE_STEP;
  const at = kind === "const" ? constantHead(tcx, def) : isWhole ? tcx.headSpan(def) : span;
  const said = error("E0391", `cycle detected when ${words[kind]}`).at(at);
  if (kind === "trait" && !isWhole)
    explainCycle(tcx, said, steps, first, (each) => `computing the super predicates of \`${tcx.items.path(each)}\``);
  if (kind === "type-alias")
    explainCycle(tcx, said, steps, first, (each) => `expanding type alias \`${tcx.items.path(each)}\``, OF_ALIASES);
  tcx.report(said);
}

const OF_ALIASES = {
  note: "type aliases cannot be recursive",
  helps: [
    "consider using a struct, enum, or union instead to break the cycle",
    "see <https://doc.rust-lang.org/reference/types.html#recursive-types> for more information",
  ],
};

/** How a definition comes back to itself, and who asked. */
function explainCycle(
  tcx: TypeContext,
  said: DiagnosticBuilder,
  steps: readonly Need[],
  first: number,
  work: (def: DefId) => string,
  advice?: typeof OF_ALIASES,
): void {
  const [head, ...rest] = steps.slice(first) as [Need, ...Need[]];
  for (const { def, span } of rest) said.noteAt(span, `...which requires ${work(def)}...`);
  said.note(
    rest.length === 0
      ? `...which immediately requires ${work(head.def)} again`
      : `...which again requires ${work(head.def)}, completing the cycle`,
  );
  if (advice !== undefined) said.note(advice.note);
  for (const help of advice?.helps ?? []) said.help(help);
  const user = steps[first - 1];
  const name = tcx.items.path(head.def);
  if (user === undefined) said.noteAt(tcx.headSpan(head.def), `cycle used when checking that \`${name}\` is well-formed`);
  else said.noteAt(user.span, `cycle used when ${work(user.def)}`);
  said.note(RUSTC_GUIDE);
}

/** Up to its type. */
function constantHead(tcx: TypeContext, def: DefId): Span {
  const kind = tcx.items.item(def)?.kind;
  const span = tcx.items.span(def);
  return kind?.kind === "const" ? { ...span, hi: tcx.items.tree(def).span(kind.type).hi } : span;
}
