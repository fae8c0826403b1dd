// `impl Trait` stands in parameters and results of functions; elsewhere it is an error (E0562), in aliases unstable (E0658), in
// another one's arguments too much (E0666). In: the expanded tree. Out: reports. The walk goes from parents to children and
// hands down what a type in that place would be; the places and their names are those of rustc_ast_lowering's
// `ImplTraitPosition`.
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { NodeId } from "../../../syntax/ast.ts";
import * as K from "../../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { forEachChild, forEachNode } from "../../../syntax/walk.ts";
import type { TypeContext } from "../context.ts";

interface Place {
  /** Undefined where it may stand; `alias`, `associated`: with a feature; else the words for the place. */
  readonly where?: string | undefined;
  /** The issue of the feature that would allow it. */
  readonly issue?: number | undefined;
  /** The `impl Trait` around it. */
  readonly outer?: Span | undefined;
  /** Of what kind of item the place is part. */
  readonly holder?: "extern block" | "trait" | "impl" | undefined;
  readonly isResult?: boolean;
  /** Of the alias. */
  readonly name?: string;
}

/** By the kind of the node above: what a type right below it is. */
const OF_TYPE: ReadonlyMap<number, Place> = new Map<number, Place>([
  [K.Let, { where: "the type of variable bindings", issue: 63065 }],
  [K.FnPointerType, { where: "`fn` pointer return types" }],
  [K.Closure, { where: "closure return types" }],
  [K.Fn, { isResult: true }],
  [K.Field, { where: "field types" }],
  [K.Static, { where: "static types" }],
  [K.Const, { where: "const types" }],
  [K.TypeAlias, { where: "alias" }],
  [K.Impl, { where: "impl headers" }],
  [K.TypeParam, { where: "generic parameter defaults" }],
  [K.ConstParam, { where: "generic parameter defaults" }],
  [K.Cast, { where: "cast expression types" }],
  [K.QPath, { where: "paths" }],
]);

/** What a parameter of it is. */
const OF_PARAMETER: ReadonlyMap<number, Place> = new Map([
  [K.FnPointerType, { where: "`fn` pointer parameters" }],
  [K.Closure, { where: "closure parameters" }],
]);

export function checkImplTraitPlaces(tcx: TypeContext, tree: SyntaxTree): void {
  // Most crates have none.
  if (!tree.nodeKinds.includes(K.ImplTraitType)) return;
  if (tcx.session.release.minor < IN_TRAITS_SINCE) checkMethods(tcx, tree);
  if (tcx.session.release.minor < 90) return;
  const walk = new PlaceWalk(tree);
  forEachNode(tree, (id) => walk.node(id));
  for (const said of [...walk.nested, ...walk.unstable, ...walk.misplaced, ...walk.unconstrained]) {
    for (const { span } of said.spans.slice(0, 1)) tcx.wrongTypes.push({ at: span.lo, code: said.code });
    tcx.report(said);
  }
}

const IN_TRAITS_SINCE = 75;

/** Methods of traits could not give back what they do not name. */
function checkMethods(tcx: TypeContext, tree: SyntaxTree): void {
  const within = (id: NodeId, inImpl: string): void => {
    if (tree.kind(id) === K.ImplTraitType) {
      const where = `\`impl Trait\` only allowed in function and inherent method return types, not in ${inImpl} method return`;
      const said = error("E0562", where).at(tree.span(id));
      tcx.wrongTypes.push({ at: tree.span(id).lo, code: "E0562" });
      tcx.report(said.note("see issue #91611 <https://github.com/rust-lang/rust/issues/91611> for more information"));
    }
    forEachChild(tree, id, (child) => within(child, inImpl));
  };
  forEachNode(tree, (id) => {
    if (tree.kind(id) !== K.Trait && tree.kind(id) !== K.Impl) return;
    const { kind } = tree.item(id);
    if (kind.kind !== "trait" && (kind.kind !== "impl" || kind.trait === undefined)) return;
    for (const member of kind.items) {
      const method = tree.item(member).kind;
      if (method.kind === "fn" && method.output !== undefined) within(method.output, kind.kind === "trait" ? "trait" : "`impl`");
    }
  });
}

class PlaceWalk {
  readonly nested: DiagnosticBuilder[] = [];
  readonly unstable: DiagnosticBuilder[] = [];
  readonly misplaced: DiagnosticBuilder[] = [];
  /** Nothing says what the alias is: without the feature, nothing can. */
  readonly unconstrained: DiagnosticBuilder[] = [];
  readonly #places = new Map<NodeId, Place>();

  constructor(readonly tree: SyntaxTree) {}

  node(id: NodeId): void {
    const own = this.#places.get(id);
    this.#places.delete(id);
    const place = this.tree.kind(id) === K.ImplTraitType ? this.#implTrait(id, own ?? {}) : (own ?? {});
    forEachChild(this.tree, id, (child) => {
      const below = this.#below(id, child, place);
      if (below !== undefined) this.#places.set(child, below);
    });
  }

  #below(parent: NodeId, child: NodeId, place: Place): Place | undefined {
    const [kind, childKind] = [this.tree.kind(parent), this.tree.kind(child)];
    const isType = K.isTypeKind(childKind);
    if (kind === K.ExternBlock) return { holder: "extern block" };
    if (childKind === K.Generics) return kind === K.Fn ? {} : { where: "generics" };
    if (kind === K.Trait || kind === K.TypePredicate) return bound(kind, childKind);
    if (kind === K.TypeAlias && childKind === K.TraitBound) return { where: "generics" };
    if (kind === K.TypeAlias && isType) return { ...aliased(place), name: this.tree.item(parent).ident.name };
    if (childKind === K.TraitRef) return { where: "traits" };
    if (kind === K.Fn && place.holder === "extern block") return inForeign(childKind);
    if (childKind === K.Param) return OF_PARAMETER.get(kind);
    if (kind === K.ParenArgs) return this.#ofCallable(parent, child, place);
    if (kind === K.Constraint) return { ...place, outer: undefined };
    const typed = isType ? OF_TYPE.get(kind) : undefined;
    if (typed !== undefined) return typed;
    if (kind === K.Impl) return { holder: "impl" };
    if (K.isExprKind(kind) || K.isPatKind(kind)) return { where: "paths" };
    return place;
  }

  /** `Fn(A) -> B` */
  #ofCallable(args: NodeId, child: NodeId, place: Place): Place {
    const output = this.tree.field(args, 1);
    if (output === 0 || this.tree.resolve(output) !== child) return { ...place, where: "the parameters of `Fn` trait bounds" };
    return { where: "the return type of `Fn` trait bounds", issue: place.isResult === true ? 99697 : undefined };
  }

  /** Reports it if it may not stand there; gives the place of what is in it. */
  #implTrait(id: NodeId, place: Place): Place {
    const span = this.tree.span(id);
    if (place.outer !== undefined) {
      const said = error("E0666", "nested `impl Trait` is not allowed").at(span, "nested `impl Trait` here");
      this.nested.push(said.label(place.outer, "outer `impl Trait`"));
    } else if (place.where === "alias" || place.where === "associated") this.#inAlias(span, place.where, place.name ?? "");
    else if (place.where !== undefined) this.#misplaced(span, place.where, place.issue);
    return { ...place, outer: span };
  }

  #inAlias(span: Span, where: string, name: string): void {
    const [what, reach] = where === "alias" ? ["type aliases", "crate"] : ["associated types", "impl"];
    const said = error("E0658", `\`impl Trait\` in ${what} is unstable`).at(span);
    this.unstable.push(said.note("see issue #63063 <https://github.com/rust-lang/rust/issues/63063> for more information"));
    const unused = error("unconstrained opaque type").at(span);
    this.unconstrained.push(unused.note(`\`${name}\` must be used in combination with a concrete type within the same ${reach}`));
  }

  #misplaced(span: Span, where: string, issue: number | undefined): void {
    const said = error("E0562", `\`impl Trait\` is not allowed in ${where}`).at(span);
    said.note("`impl Trait` is only allowed in arguments and return types of functions and methods");
    if (issue !== undefined) said.note(`see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`);
    this.misplaced.push(said);
  }
}

function bound(kind: number, child: number): Place {
  return kind === K.Trait && K.isItemKind(child) ? { holder: "trait" } : { where: "bounds" };
}

function aliased({ holder }: Place): Place {
  return { where: holder === "trait" ? "associated types" : holder === "impl" ? "associated" : "alias" };
}

function inForeign(child: number): Place | undefined {
  if (child === K.Param) return { where: "`extern fn` parameters" };
  return K.isTypeKind(child) ? { where: "`extern fn` return types" } : undefined;
}
