// Lifetimes left out where none can be found: results of function pointers and of `Fn(..)` (E0106), bounds (E0637), heads of
// impls (E0726), aliases; and those of a `for<..>` that a result names and no parameter does (E0581, E0582).
import { underscoreLifetime } from "../../names/reserved-lifetimes.ts";
import type { Span } from "../../../base/source.ts";
import { error } from "../../../diag/diagnostic.ts";
import type { Bound, GenericArgs, GenericParam, Generics, Item, Tree, TypeId } from "../../../syntax/ast.ts";
import type { TypeContext } from "../context.ts";
import { countOf, lifetimesInScope, missingAt, placesIn, reportPlace, type Place } from "../elision.ts";
import { lifetimesInType } from "./lifetime-mentions.ts";

/** E0106: of what is called with `inputs`. */
export function checkCallable(tcx: TypeContext, tree: Tree, inputs: readonly TypeId[], output: TypeId | undefined): void {
  if (output === undefined) return;
  const missing = placesIn(tcx, tree, output).filter(({ name }) => name === undefined);
  if (missing.length === 0 || countOf(inputs.flatMap((input) => placesIn(tcx, tree, input))) === 1) return;
  tcx.report(missingAt(missing));
}

/** E0581 */
export function checkPointerBinder(
  tcx: TypeContext,
  tree: Tree,
  params: readonly GenericParam[],
  inputs: readonly TypeId[],
  output: TypeId | undefined,
): void {
  if (output === undefined) return;
  const named = new Set<string>();
  for (const input of inputs) lifetimesInType(tree, input, named, true);
  const open = unconstrained(tree, params, named, output);
  if (open === undefined) return;
  const message = `return type references lifetime \`${open}\`, which is not constrained by the fn input types`;
  tcx.report(error("E0581", message).at(tree.span(output)));
}

function unconstrained(tree: Tree, params: readonly GenericParam[], named: ReadonlySet<string>, output: TypeId): string | undefined {
  const mentioned = new Set<string>();
  lifetimesInType(tree, output, mentioned);
  return params.find(({ kind, ident }) => kind === "lifetime" && mentioned.has(ident.name) && !named.has(ident.name))?.ident.name;
}

/** E0582, of one bound; `self` is what it is about, if a `for<..>` stands before that. */
export function checkBoundBinder(
  tcx: TypeContext,
  tree: Tree,
  bound: Bound & { kind: "trait" },
  outer: readonly GenericParam[],
  self?: TypeId,
): void {
  const params = [...outer, ...bound.forParams];
  const args = bound.path.segments.at(-1)?.args;
  if (params.length === 0 || args === undefined) return;
  const named = new Set<string>();
  if (self !== undefined) lifetimesInType(tree, self, named, true);
  inputsOf(tcx, tree, args, named);
  const report = (item: string, output: TypeId, span = tree.span(output), also: GenericArgs | undefined = undefined): void => {
    if (also !== undefined) inputsOf(tcx, tree, also, named);
    const open = unconstrained(tree, params, named, output);
    if (open === undefined) return;
    const message = `binding for associated type \`${item}\` references lifetime \`${open}\`, which does not appear in the trait input types`;
    tcx.report(error("E0582", message).at(span));
  };
  if (args.kind === "parenthesized" && args.output !== undefined) report("Output", args.output);
  if (args.kind !== "angle") return;
  for (const arg of args.args) {
    if (arg.kind !== "constraint" || arg.equals === undefined) continue;
    const output = tree.span(arg.equals);
    const isWhole = tcx.session.release.minor >= SAYS_BINDING;
    report(arg.ident.name, arg.equals, isWhole ? { ...output, lo: arg.ident.span.lo } : output, arg.args);
  }
}

/** Since then the whole of `Item = T` is pointed at. */
const SAYS_BINDING = 90;

function inputsOf(tcx: TypeContext, tree: Tree, args: GenericArgs, into: Set<string>): void {
  // `T::Assoc<'a>` decides nothing of `'a`.
  const isProjection = (type: TypeId): boolean => (tcx.items.resolution(tree, tree.type(type).id)?.unresolved ?? 0) > 0;
  if (args.kind === "parenthesized") for (const input of args.inputs) if (!isProjection(input)) lifetimesInType(tree, input, into, true);
  if (args.kind !== "angle") return;
  for (const arg of args.args) {
    if (arg.kind === "lifetime") into.add(arg.lifetime.ident.name);
    if (arg.kind === "type" && !isProjection(arg.type)) lifetimesInType(tree, arg.type, into, true);
  }
}

// --- Places where a lifetime must be named ------------------------------------------------------------------------------

export function checkItemElision(tcx: TypeContext, tree: Tree, item: Item, isAssociated: boolean): void {
  const { kind } = item;
  if ("generics" in kind) {
    const def = tcx.items.defOfNode(tree, item.id);
    const check = new BoundChecker(tcx, tree, kind.generics, def === undefined ? [] : lifetimesInScope(tcx, def, kind.generics));
    check.generics(kind.generics);
    if (kind.kind === "trait" || kind.kind === "type-alias") for (const bound of kind.bounds) check.bound(bound, check.scope);
  }
  if (kind.kind === "impl") {
    checkHidden(tcx, placesIn(tcx, tree, kind.self));
    if (kind.trait !== undefined) checkHidden(tcx, placesIn(tcx, tree, { path: kind.trait, pathId: kind.traitId }));
  }
  if (kind.kind !== "type-alias" || kind.type === undefined) return;
  const missing = placesIn(tcx, tree, kind.type).filter(({ name }) => name === undefined);
  if (!isAssociated && missing.length > 0) return missing.forEach((place) => reportPlace(tcx, place, [], kind.generics));
  for (const { form, span } of missing) {
    if (form === "reference")
      tcx.report(error("missing lifetime in associated type").at(span, "this lifetime must come from the implemented type"));
  }
}

class BoundChecker {
  constructor(
    readonly tcx: TypeContext,
    readonly tree: Tree,
    readonly own: Generics,
    /** Lifetimes that can be named. */
    readonly scope: readonly string[],
  ) {}

  generics({ params, where }: Generics): void {
    for (const param of params) for (const bound of param.bounds) this.bound(bound, this.scope);
    for (const clause of where) {
      if (clause.kind === "type") checkAnonymous(this.tcx, placesIn(this.tcx, this.tree, clause.type));
      const outer = clause.kind === "type" ? clause.forParams.map(({ ident }) => ident.name) : [];
      for (const bound of clause.bounds) this.bound(bound, [...this.scope, ...outer], { ...clause.span, hi: clause.span.lo });
    }
  }

  /** E0106 of the trait's own lifetimes, E0637 of others. */
  bound(bound: Bound, scope: readonly string[], clause?: Span): void {
    if (bound.kind !== "trait") return;
    const places = placesIn(this.tcx, this.tree, { path: bound.path, pathId: bound.pathId, bound });
    const named = [...scope, ...bound.forParams.map(({ ident }) => ident.name)];
    for (const place of places) if (place.form === "hidden") reportPlace(this.tcx, place, named, this.own, clause);
    checkAnonymous(this.tcx, places);
  }
}

/** E0637 */
function checkAnonymous(tcx: TypeContext, places: readonly Place[]): void {
  for (const { name, form, span } of places) {
    if (name !== undefined || form === "hidden") continue;
    if (form === "reference") {
      const said = error("E0637", "`&` without an explicit lifetime name cannot be used here");
      tcx.report(said.at(span, "explicit lifetime name needed here"));
    } else tcx.report(underscoreLifetime(span, tcx.session.release.minor));
  }
}

/** E0726 */
function checkHidden(tcx: TypeContext, places: readonly Place[]): void {
  for (const { path, edit } of places) {
    if (path === undefined) continue;
    const said = error("E0726", "implicit elided lifetime not allowed here").at(path, "expected lifetime parameter");
    tcx.report(said.suggest("indicate the anonymous lifetime", [edit("'_")], "MachineApplicable", "verbose"));
  }
}
