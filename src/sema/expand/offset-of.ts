// `offset_of!(Type, field.field)`: a type and a way inside it, which has no syntax of its own.
import { unsupported } from "../../diag/diagnostic.ts";
import type { Ident, NodeId } from "../../syntax/ast.ts";
import { parseFragment } from "../../syntax/parse.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { BuiltInCall } from "./built-in-macros.ts";
import { expanded } from "./expander.ts";

export function expandOffsetOf({ expander, call, span, place }: BuiltInCall): readonly NodeId[] {
  const { tree, compilation, crate } = expander;
  const options = { edition: crate.edition, release: compilation.session.release };
  const parsed = parseFragment(tree, compilation.sources, call.tokens, "ty", options);
  const [type] = parsed.nodes;
  const fields = fieldsAt(expander.tree.tokens, parsed.end, call.tokens.to);
  if (parsed.failure !== undefined || type === undefined || fields === undefined) {
    compilation.report("expansion", parsed.failure ?? unsupported("KB0313", "`offset_of!` of this", call.span));
    return [];
  }
  const node = tree.addBuiltIn("offset_of", 0);
  tree.setSpan(node, span.lo, span.hi, span.ctxt ?? 0);
  compilation.builtIns.set(tree, node, { kind: "offset-of", span: call.span, type: tree.resolve(type), fields });
  expander.node(tree.resolve(type), expanded(place));
  return [node];
}

/** `, a.0.b`; a trailing comma may follow. */
function fieldsAt(tokens: BuiltInCall["expander"]["tree"]["tokens"], comma: number, end: number): Ident[] | undefined {
  if (tokens.kind(comma) !== T.Comma) return undefined;
  const to = tokens.kind(end - 1) === T.Comma ? end - 1 : end;
  const fields: Ident[] = [];
  for (let at = comma + 1; at < to; at++) {
    const kind = tokens.kind(at);
    const wantsName = (at - comma) % 2 === 1;
    if (wantsName ? kind !== T.Ident && kind !== T.Int : kind !== T.Dot) return undefined;
    if (wantsName) fields.push({ name: tokens.text(at), span: tokens.span(at) });
  }
  return fields.length > 0 && (to - comma) % 2 === 0 ? fields : undefined;
}
