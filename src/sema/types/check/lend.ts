// References that closures hand on: what takes a `&T` gets it borrowed anew, `&*r`, so that the closure captures what `r` refers to and
// not `r` itself, which may be gone before the closure (rustc: a reborrow is left out only where it would be of the very lifetime
// that `r` has). Outside of closures the copy of `r` is the same.
import type { Span } from "../../../base/source.ts";
import type { Tree, TypeId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import { borrowOf } from "./coerce.ts";
import type { BodyContext } from "./context.ts";

/** Where a type is written, and in which tree. */
export interface WrittenType {
  readonly tree: Tree;
  readonly type: TypeId;
}

/** `wanted`: the type as it is written of what takes the reference; undefined where it may be of the lifetime that the reference has. */
export function lend(cx: BodyContext, expr: Expr, wanted: () => WrittenType | undefined): Expr {
  if (cx.closureDepth === 0 || !isVariable(expr)) return expr;
  const type = cx.shallow(expr.type);
  if (type.kind !== "ref" || type.mutable) return expr;
  const written = wanted();
  return written === undefined || !isFreeReference(written) ? expr : reborrowed(cx, expr, type.target);
}

/** A receiver always is, whatever its lifetime. */
export function lendReceiver(cx: BodyContext, expr: Expr): Expr {
  const type = cx.shallow(expr.type);
  return cx.closureDepth === 0 || !isVariable(expr) || type.kind !== "ref" || type.mutable ? expr : reborrowed(cx, expr, type.target);
}

function reborrowed(cx: BodyContext, expr: Expr, target: Expr["type"]): Expr {
  return borrowOf(cx, cx.make(expr.span, cx.shallow(target), { kind: "deref", operand: expr }), false, expr.span);
}

/** A variable or a part of one. */
function isVariable(expr: Expr): boolean {
  return expr.kind === "local" || ((expr.kind === "field" || expr.kind === "deref") && isVariable(expr.operand));
}

/** `&T` or `&'a T`, whose lifetime the call chooses. */
function isFreeReference({ tree, type }: WrittenType): boolean {
  const { kind } = tree.type(type);
  return kind.kind === "reference" && kind.lifetime?.ident.name !== "'static";
}

/** Of a function or constructor. `Self(..)` makes a value of the impl's lifetimes. */
export function writtenParameter(cx: BodyContext, def: DefId, index: number, callee: Span): WrittenType | undefined {
  const item = cx.tcx.items.item(def)?.kind;
  const type = item?.kind === "fn" ? item.params[index]?.type : undefined;
  if (type !== undefined) return { tree: cx.tcx.items.tree(def), type };
  const parent = cx.tcx.items.parent(def);
  if (cx.tcx.items.kind(def) !== "constructor" || parent === undefined || cx.tcx.items.snippet(callee) === "Self") return undefined;
  return writtenField(cx, parent, index);
}

/** Of a struct, union or variant. */
export function writtenField(cx: BodyContext, owner: DefId, index: number): WrittenType | undefined {
  const item = cx.tcx.items.item(owner)?.kind;
  const data = item?.kind === "struct" || item?.kind === "union" ? item.data : cx.tcx.items.variant(owner)?.data;
  const type = data === undefined || data.kind === "unit" ? undefined : data.fields[index]?.type;
  return type === undefined ? undefined : { tree: cx.tcx.items.tree(owner), type };
}
