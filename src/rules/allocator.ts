// Memory on a heap comes from an allocator of the program's: `alloc` asks for it, and what is linked into an image must have
// one. A library for other crates leaves that to them.
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import { isComplete } from "../target/session.ts";
import { findAttribute } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { hasStd } from "./standard-library.ts";

/** `wants`: alloc is linked, and no other crate has an allocator. */
export function checkAllocator(view: CrateView, wants: () => boolean): Diagnostic[] {
  if (!isComplete(view.session) || hasStd(view)) return [];
  if (view.items.some(({ item }) => findAttribute(item.attrs, "global_allocator") !== undefined) || !wants()) return [];
  return [
    error(
      "no global memory allocator found but one is required; link to std or add `#[global_allocator]` to a static item that implements the GlobalAlloc trait",
    ),
  ];
}

/** `#[global_allocator]` is the crate's only one. */
export function checkGlobalAllocators(view: CrateView): Diagnostic[] {
  const all = view.items.flatMap(({ item }) => {
    const attribute = findAttribute(item.attrs, "global_allocator");
    return attribute === undefined || item.kind.kind !== "static" ? [] : [{ attribute, span: item.span }];
  });
  return all.slice(1).map(({ attribute, span }, i) =>
    error("cannot define multiple global allocators")
      .at(span, "cannot define a new global allocator")
      .label(attribute.span, "in this attribute macro expansion")
      .label(all[i]?.span ?? span, "previous global allocator defined here"),
  );
}
