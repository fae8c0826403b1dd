// Bounds where they may not stand: `use<..>` belongs to what a function returns, `?Sized` to parameters and associated types.
// rustc: the AST validator and the lowering of its tree.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { Bound, Generics, Item, NodeId, Param } from "./ast.ts";
import * as K from "./node-kinds.ts";
import type { SyntaxTree } from "./tree.ts";
import { forEachChild } from "./walk.ts";

/** Since then what is relaxed is told as such. */
const SAYS_RELAXED = 90;

const at = (bounds: readonly Bound[], kind: "use"): Span[] => bounds.flatMap((each) => (each.kind === kind ? [each.span] : []));
/** `?Trait` */
export const isRelaxing = (bound: Bound): boolean => bound.kind === "trait" && bound.modifiers.includes("?");

const relaxed = (bounds: readonly Bound[]): Span[] =>
  bounds.flatMap((each) => (each.kind === "trait" && isRelaxing(each) ? [each.span] : []));

const noCapture = (where: string) => (span: Span) => error(`\`use<...>\` precise capturing syntax not allowed in ${where}`).at(span);

/** Of an item: its parameters' bounds, its `where` clause, and what stands behind its name. */
export function checkBoundPlaces(tree: SyntaxTree, { kind }: Item, minor: number): DiagnosticBuilder[] {
  const found: DiagnosticBuilder[] = [];
  if ("generics" in kind) found.push(...checkGenericBounds(tree, kind.generics, minor));
  if (kind.kind === "type-alias") found.push(...at(kind.bounds, "use").map(noCapture("bounds")));
  if (kind.kind === "fn") for (const param of kind.params) found.push(...checkArgument(tree, param));
  if (kind.kind !== "trait" && kind.kind !== "trait-alias") return found;
  return [
    ...found,
    ...at(kind.bounds, "use").map(noCapture("supertrait bounds")),
    ...relaxed(kind.bounds).map((span) => superTrait(span, minor)),
  ];
}

function superTrait(span: Span, minor: number): DiagnosticBuilder {
  if (minor < SAYS_RELAXED) return error("`?Trait` is not permitted in supertraits").at(span).note("traits are `?Sized` by default");
  const said = error("relaxed bounds are not permitted in supertrait bounds").at(span);
  return said.note("traits are not implicitly bounded by `Sized`, so there is nothing to relax");
}

function checkGenericBounds(tree: SyntaxTree, { params, where }: Generics, minor: number): DiagnosticBuilder[] {
  const names = new Set(params.filter(({ kind }) => kind === "type").map(({ ident }) => ident.name));
  const all = [...params, ...where].flatMap(({ bounds }) => at(bounds, "use").map(noCapture("bounds")));
  const misplaced = where.flatMap((predicate) => {
    if (predicate.kind !== "type") return [];
    const { kind } = tree.type(predicate.type);
    const isOwn = kind.kind === "path" && kind.path.segments.length === 1 && names.has(kind.path.segments[0]?.ident.name ?? "");
    return isOwn ? [] : relaxed(predicate.bounds).map((span) => ofAnother(span, minor));
  });
  return [...all, ...misplaced];
}

function ofAnother(span: Span, minor: number): DiagnosticBuilder {
  if (minor < SAYS_RELAXED) return error("`?Trait` bounds are only permitted at the point where a type parameter is declared").at(span);
  const said = error("this relaxed bound is not permitted here").at(span);
  return said.note("in this context, relaxed bounds are only allowed on type parameters defined on the closest item");
}

/** `impl Trait` among a parameter's types. */
function checkArgument(tree: SyntaxTree, param: Param): DiagnosticBuilder[] {
  const found: DiagnosticBuilder[] = [];
  const pending: NodeId[] = [param.type];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const kind = tree.kind(id);
    if (kind === K.FnPointerType || K.isItemKind(kind)) continue;
    if (kind === K.ImplTraitType) {
      const type = tree.type(id).kind;
      if (type.kind === "impl-trait") found.push(...at(type.bounds, "use").map(noCapture("argument-position `impl Trait`")));
    }
    forEachChild(tree, id, (child) => pending.push(child));
  }
  return found;
}

export function checkObjectBounds(tree: SyntaxTree, id: NodeId, minor: number): DiagnosticBuilder[] {
  const { kind } = tree.type(id);
  if (kind.kind !== "trait-object") return [];
  const captures = at(kind.bounds, "use").map(noCapture("`dyn` trait object bounds"));
  return [...captures, ...constant(kind.bounds).map(ofConstObject), ...relaxed(kind.bounds).map((span) => ofObject(span, minor))];
}

/** `const Trait` */
const constant = (bounds: readonly Bound[]): Span[] =>
  bounds.flatMap((each) => (each.kind === "trait" && each.modifiers.includes("const") && !isRelaxing(each) ? [each.span] : []));

const ofConstObject = (span: Span) => error("const trait bounds are not allowed in trait object types").at(span);

function ofObject(span: Span, minor: number): DiagnosticBuilder {
  if (minor < SAYS_RELAXED) return error("`?Trait` is not permitted in trait object types").at(span);
  const said = error("relaxed bounds are not permitted in trait object types").at(span);
  return said.note("trait object types are not implicitly bounded by `Sized`, so there is nothing to relax");
}

/** `impl Trait + use<..> + use<..>` */
export function checkCaptures(bounds: readonly Bound[]): DiagnosticBuilder[] {
  const [first, second] = at(bounds, "use");
  if (first === undefined || second === undefined) return [];
  return [error("duplicate `use<...>` precise capturing syntax").at(first).label(second, "second `use<...>` here")];
}
