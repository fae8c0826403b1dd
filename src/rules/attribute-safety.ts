// `#[unsafe(..)]` is for attributes that can break soundness; all others are refused in it, also those that `cfg` and derives leave
// nothing of.
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { notUnsafe, UNSAFE_ATTRIBUTES_SINCE } from "../sema/expand/unsafe-attributes.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { atLeast } from "../target/release.ts";
import type { CrateView } from "./crate-view.ts";

const UNSAFE: ReadonlySet<string> = new Set(
  "no_mangle export_name link_section naked ffi_const ffi_pure force_target_feature unsafe_eii".split(" "),
);

export function checkAttributeSafety({ tree, session, sources }: CrateView): Diagnostic[] {
  if (!(tree instanceof SyntaxTree) || !atLeast(session.release, UNSAFE_ATTRIBUTES_SINCE)) return [];
  const found = new Map<number, Attribute>();
  for (const node of tree.attributedNodes())
    for (const attribute of tree.attributes(node)) if (isMisused(attribute)) found.set(attribute.span.lo, attribute);
  return [...found.values()].sort((a, b) => a.span.lo - b.span.lo).map((attribute) => notUnsafe(sources, attribute));
}

function isMisused({ unsafe, path }: Attribute): boolean {
  const [only, more] = path.segments;
  return unsafe && only !== undefined && (more !== undefined || !UNSAFE.has(only.ident.name));
}
