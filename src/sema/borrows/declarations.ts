// Where what a body names is declared, and with which type and value.
import type { LocalId } from "../types/thir.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import type { Path } from "../flow/graph.ts";
import type { Span } from "../../base/source.ts";
import type { Expr } from "../../syntax/ast.ts";
import type { BorrowContext } from "./context.ts";
import { isSameSpan, type LetStatement } from "./body-source.ts";

/** Where the variable that a place is (part of) is declared: with `mut` and `ref`. */
export function declaredAt(cx: BorrowContext, path: Path): Span | undefined {
  const { local } = cx.slot(path.root);
  return local === undefined ? undefined : declaredLocal(cx, local);
}

export function declaredLocal(cx: BorrowContext, local: LocalId): Span | undefined {
  if (cx.body.locals[local]?.name !== "self") return cx.typed.bindingSpan(local);
  return cx.source.params().find(({ self }) => self !== undefined && self !== "typed")?.span ?? cx.typed.bindingSpan(local);
}

/** The `let` that has the variable as its whole pattern. */
export function letOf(cx: BorrowContext, path: Path): LetStatement | undefined {
  const declared = declaredAt(cx, path);
  return declared && cx.source.lets().find(({ pat }) => isSameSpan(cx.source.tree.span(pat), declared));
}

/** The type written for a variable that is a pattern of its own: of a parameter or a `let`. */
export function writtenType(cx: BorrowContext, path: Path): Span | undefined {
  const declared = declaredAt(cx, path);
  const { tree } = cx.source;
  if (declared === undefined) return undefined;
  const written = letOf(cx, path)?.type;
  if (written !== undefined) return tree.span(written);
  return cx.source
    .params()
    .find(
      (param) =>
        param.self !== "reference" &&
        param.self !== "value" &&
        isSameSpan(tree.span(param.pat), declared) &&
        tree.span(param.type).lo > declared.lo,
    )?.typeSpan;
}

/** Of a variable that is a parameter: the type written for it. */
export function parameterType(cx: BorrowContext, path: Path): Span | undefined {
  const declared = declaredAt(cx, path);
  return declared && cx.source.params().find(({ pat }) => isSameSpan(cx.source.tree.span(pat), declared))?.typeSpan;
}

/** The value that a `let` gives a variable. */
export function initializerOf(cx: BorrowContext, path: Path): Expr | undefined {
  const init = letOf(cx, path)?.init;
  return init === undefined ? undefined : cx.source.withoutParens(cx.source.tree.expr(init));
}

/** A static item from its keyword to the end of its type. */
export function staticHead(cx: BorrowContext, def: DefId): Span {
  const { items } = cx.tcx;
  const kind = items.item(def)?.kind;
  const span = items.span(def);
  return kind?.kind === "static" ? { ...span, hi: items.tree(def).span(kind.type).hi } : span;
}

/** Of a type parameter of the body's owner or of what is around it: its name. */
export function parameterSpan(cx: BorrowContext, type: Ty & { kind: "param" }): Span | undefined {
  const { items } = cx.tcx;
  for (let at: DefId | undefined = cx.body.owner; at !== undefined; at = items.parent(at)) {
    const param = items.astGenerics(at)?.params.find(({ kind, ident }) => kind === "type" && ident.name === type.name);
    if (param !== undefined) return param.ident.span;
  }
  return undefined;
}
