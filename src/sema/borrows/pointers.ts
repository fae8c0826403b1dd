// The pointers that places go through: what messages call them, and where a `mut` would be written.
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import type { Path } from "../flow/graph.ts";
import type { Span } from "../../base/source.ts";
import type { BorrowContext } from "./context.ts";

/** What kind of pointer a place that ends in a `*` goes through, as messages call it. */
export function pointerAt(cx: BorrowContext, path: Path): { readonly words: string; readonly help: string | undefined } {
  const step = path.steps.at(-1);
  if (step?.kind === "deref" && step.of.startsWith("raw"))
    return { words: step.of === "raw-const" ? "a `*const` pointer" : "a raw pointer", help: undefined };
  const call = path.steps.length === 1 ? overloaded(cx, path.root) : undefined;
  if (call !== undefined) {
    const { type, isIndex } = call;
    const name = cx.print(type);
    return isIndex
      ? {
          words: `an index of \`${name}\``,
          help: `trait \`IndexMut\` is required to modify indexed content, but it is not implemented for \`${name}\``,
        }
      : {
          words: dereferenceOf(cx, type),
          help: `trait \`DerefMut\` is required to modify through a dereference, but it is not implemented for \`${name}\``,
        };
  }
  return { words: "a `&` reference", help: undefined };
}

/** Of a place that ends in a `*`: whose `Deref` or `Index` gave the pointer, if one did. */
export function sourceOf(cx: BorrowContext, path: Path): string | undefined {
  const call = path.steps.length === 1 ? overloaded(cx, path.root) : undefined;
  return call && (call.isIndex ? `index of \`${cx.print(call.type)}\`` : dereferenceOf(cx, call.type));
}

/** The pointers with several owners are called by their names. */
function dereferenceOf(cx: BorrowContext, type: Ty): string {
  const path = type.kind === "adt" ? cx.tcx.items.path(type.def) : "";
  const shared = { "alloc::rc::Rc": "an `Rc`", "alloc::sync::Arc": "an `Arc`" }[path];
  return shared ?? `dereference of \`${cx.print(type)}\``;
}

/** The temporary is what `Deref` or `Index` gave. */
function overloaded(cx: BorrowContext, root: number): { readonly type: Ty; readonly isIndex: boolean } | undefined {
  const slot = cx.slot(root);
  if (slot.local !== undefined || slot.static !== undefined || slot.environment !== undefined) return undefined;
  for (const expr of cx.typed.at(slot.span)) {
    if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def" || expr.by === "method") continue;
    const trait = cx.tcx.items.parent(expr.callee.type.def);
    const name = trait === undefined || cx.tcx.items.isLocal(trait) ? "" : cx.tcx.items.name(trait);
    if (/^(Deref|Index)(Mut)?$/.test(name)) return { type: expr.callee.type.args[0] as Ty, isIndex: name.startsWith("Index") };
  }
  return undefined;
}

/** `field: &T`: what stands between the `&` (with its lifetime) and the type. */
export function borrowOfField(cx: BorrowContext, adt: DefId, index: number): Span | undefined {
  const { items } = cx.tcx;
  if (!items.isLocal(adt)) return undefined;
  const kind = items.item(adt)?.kind;
  const data = kind?.kind === "struct" || kind?.kind === "union" ? kind.data : undefined;
  const field = data === undefined || data.kind === "unit" ? undefined : data.fields[index];
  const tree = items.tree(adt);
  const type = field && tree.type(field.type);
  if (type?.kind.kind !== "reference" || type.kind.mutable) return undefined;
  const { lifetime, target } = type.kind;
  const lo = lifetime === undefined ? type.span.lo + 1 : lifetime.ident.span.hi;
  return { ...type.span, lo, hi: tree.span(target).lo };
}
