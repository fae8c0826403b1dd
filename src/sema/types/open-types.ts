// Constants and statics whose types are left out, or are written with `_`: what the value tells of the type is suggested, and the
// constant has none. (rustc_hir_analysis: `infer_placeholder_type`.)
import type { Span } from "../../base/source.ts";
import { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Item, Tree, TypeId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import { SyntaxTree } from "../../syntax/tree.ts";
import { forEachChild } from "../../syntax/walk.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { placeholderError } from "./path-reports.ts";
import { ERROR, HAS_ERROR, partsOf, type Ty } from "./ty.ts";

type Valued = Item["kind"] & { readonly kind: "const" | "static" };

/** What function pointers, closures and lengths leave open is not asked for. */
const CLOSED: ReadonlySet<number> = new Set([K.FnPointerType, K.Closure, K.BlockExpr]);

/** Where `_` stands in a type. */
function placeholders(tree: SyntaxTree, node: number, found: Span[]): Span[] {
  if (tree.kind(node) === K.InferType) found.push(tree.span(node));
  else if (!CLOSED.has(tree.kind(node))) forEachChild(tree, node, (child) => void placeholders(tree, child, found));
  return found;
}

export function leavesOpen(tree: Tree, type: TypeId): boolean {
  return (
    tree instanceof SyntaxTree && (tree.untyped.has(type) || tree.kind(type) === K.ErrorType || placeholders(tree, type, []).length > 0)
  );
}

/** Says so, with the type of the value; gives no type. */
export function reportOpenType(tcx: TypeContext, def: DefId, { kind, type, value }: Valued): Ty {
  const tree = tcx.items.tree(def) as SyntaxTree;
  const body = tcx.body(def);
  const what = kind === "static" ? "static variable" : tcx.items.kind(def) === "assoc-const" ? "associated constant" : "constant";
  const stashed = tree.untyped.get(type);
  const marks = placeholders(tree, type, []);
  if (stashed === undefined && marks.length === 0) return ERROR;
  const words = stashed === undefined ? `replace ${placeholderWords(tcx)}` : `provide a type for the ${what}`;
  const said = stashed === undefined ? placeholderError(what, marks) : new DiagnosticBuilder("error", undefined, stashed.message);
  const [edit] = stashed?.suggestions[0]?.alternatives[0] ?? [];
  if (edit !== undefined) said.at(edit.span);
  const found = body === undefined ? ERROR : pointerFor(tcx, body.result);
  // Without a value there is nothing to tell.
  if (body === undefined && stashed !== undefined) return ERROR;
  tree.untyped.delete(type);
  if ((found.flags & HAS_ERROR) !== 0) tcx.report(stashed ?? said);
  else if (value !== undefined && isNameless(found))
    tcx.report(said.noteAt(tree.span(value), `however, the inferred type \`${tcx.print(found)}\` cannot be named`));
  else {
    const text = (edit?.text ?? "<type>").replace("<type>", tcx.print(found));
    const style = stashed === undefined && tcx.session.release.minor >= REPLACES_SINCE ? "verbose" : "inline";
    tcx.report(said.suggest(words, [{ span: edit?.span ?? tree.span(type), text }], "MachineApplicable", style));
  }
  return ERROR;
}

const REPLACES_SINCE = 86;

function placeholderWords(tcx: TypeContext): string {
  return tcx.session.release.minor >= REPLACES_SINCE ? "this with a fully-specified type" : "with the correct type";
}

/** Functions have types of their own, which only their pointers' name. */
function pointerFor(tcx: TypeContext, type: Ty): Ty {
  if (type.kind !== "fn-def") return type;
  const { params, output, abi, unsafe, variadic } = tcx.signature(type.def);
  const own = (each: Ty): Ty => tcx.types.substitute(each, type.args);
  return tcx.types.fnPointer(params.map(own), own(output), abi, unsafe, variadic);
}

function isNameless(type: Ty): boolean {
  return type.kind === "closure" || type.kind === "opaque" || type.kind === "fn-def" || partsOf(type).some(isNameless);
}
