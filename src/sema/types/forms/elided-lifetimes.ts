// Lifetimes left out where none can be found: results of function pointers and of `Fn(..)` (E0106), bounds (E0637), heads of
// impls (E0726), aliases; and those of a `for<..>` that a result names and no parameter does (E0581, E0582).
import { error } from "../../../diag/diagnostic.ts";
import type { Bound, GenericArgs, GenericParam, Generics, Item, Tree, TypeId } from "../../../syntax/ast.ts";
import type { TypeContext } from "../context.ts";
import { placesIn, type Place } from "../elision.ts";
import { lifetimesInType } from "./lifetime-mentions.ts";

/** E0106: of what is called with `inputs`. */
export function checkCallable(tcx: TypeContext, tree: Tree, inputs: readonly TypeId[], output: TypeId | undefined): void {
  if (output === undefined) return;
  const missing = placesIn(tcx, tree, output).filter(({ name }) => name === undefined);
  if (missing.length === 0 || inputs.flatMap((input) => placesIn(tcx, tree, input)).length === 1) return;
  reportMissing(tcx, missing);
}

function reportMissing(tcx: TypeContext, missing: readonly Place[]): void {
  const said = error("E0106", missing.length === 1 ? "missing lifetime specifier" : "missing lifetime specifiers");
  for (const { span } of missing) said.at(span, "expected named lifetime parameter");
  tcx.report(said);
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
  inputsOf(tree, args, named);
  const report = (item: string, output: TypeId): void => {
    const open = unconstrained(tree, params, named, output);
    if (open === undefined) return;
    const message = `binding for associated type \`${item}\` references lifetime \`${open}\`, which does not appear in the trait input types`;
    tcx.report(error("E0582", message).at(tree.span(output)));
  };
  if (args.kind === "parenthesized" && args.output !== undefined) report("Output", args.output);
  if (args.kind !== "angle") return;
  for (const arg of args.args) if (arg.kind === "constraint" && arg.equals !== undefined) report(arg.ident.name, arg.equals);
}

function inputsOf(tree: Tree, args: GenericArgs, into: Set<string>): void {
  if (args.kind === "parenthesized") for (const input of args.inputs) lifetimesInType(tree, input, into, true);
  if (args.kind !== "angle") return;
  for (const arg of args.args) {
    if (arg.kind === "lifetime") into.add(arg.lifetime.ident.name);
    if (arg.kind === "type") lifetimesInType(tree, arg.type, into, true);
  }
}

// --- Places where a lifetime must be named ------------------------------------------------------------------------------

export function checkItemElision(tcx: TypeContext, tree: Tree, item: Item, isAssociated: boolean): void {
  const { kind } = item;
  if ("generics" in kind) checkGenerics(tcx, tree, kind.generics);
  if (kind.kind === "trait") for (const bound of kind.bounds) checkBound(tcx, tree, bound);
  if (kind.kind === "impl") {
    checkHidden(tcx, placesIn(tcx, tree, kind.self));
    if (kind.trait !== undefined) checkHidden(tcx, placesIn(tcx, tree, { path: kind.trait, pathId: kind.traitId }));
  }
  if (kind.kind !== "type-alias" || kind.type === undefined) return;
  const missing = placesIn(tcx, tree, kind.type).filter(({ name }) => name === undefined);
  if (!isAssociated && missing.length > 0) return missing.forEach((place) => reportMissing(tcx, [place]));
  for (const { form, span } of missing) {
    if (form === "reference")
      tcx.report(error("missing lifetime in associated type").at(span, "this lifetime must come from the implemented type"));
  }
}

function checkGenerics(tcx: TypeContext, tree: Tree, { params, where }: Generics): void {
  for (const param of params) for (const bound of param.bounds) checkBound(tcx, tree, bound);
  for (const clause of where) {
    if (clause.kind === "type") checkAnonymous(tcx, placesIn(tcx, tree, clause.type));
    for (const bound of clause.bounds) checkBound(tcx, tree, bound);
  }
}

function checkBound(tcx: TypeContext, tree: Tree, bound: Bound): void {
  if (bound.kind === "trait") checkAnonymous(tcx, placesIn(tcx, tree, { path: bound.path, pathId: undefined }));
}

/** E0637 */
function checkAnonymous(tcx: TypeContext, places: readonly Place[]): void {
  for (const { name, form, span } of places) {
    if (name !== undefined || form === "hidden") continue;
    if (form === "reference") {
      const said = error("E0637", "`&` without an explicit lifetime name cannot be used here");
      tcx.report(said.at(span, "explicit lifetime name needed here"));
    } else tcx.report(error("E0637", "`'_` cannot be used here").at(span, "`'_` is a reserved lifetime name"));
  }
}

/** E0726 */
function checkHidden(tcx: TypeContext, places: readonly Place[]): void {
  for (const { form, span } of places) {
    if (form === "hidden") tcx.report(error("E0726", "implicit elided lifetime not allowed here").at(span, "expected lifetime parameter"));
  }
}
