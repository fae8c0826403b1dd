// What an unproved requirement leads to: an associated type of a trait that a type does not have is nothing that rustc would speak of,
// for there it is an error's. What was told of such a type is taken back when the body is done.
import type { Diagnostic } from "../../../diag/diagnostic.ts";
import type { TraitRef } from "../predicates.ts";
import { HAS_INFER, HAS_PARAM } from "../ty.ts";
import type { BodyContext } from "./context.ts";

/** `<u16 as SliceIndex<[u8]>>::`, of each requirement that was told to fail. */
const failed = new WeakMap<BodyContext, string[]>();

export function noteFailed(cx: BodyContext, { trait, args }: TraitRef): void {
  const resolved = args.map((arg) => cx.resolve(arg));
  if (resolved[0] === undefined || resolved.some(({ flags }) => (flags & (HAS_INFER | HAS_PARAM)) !== 0)) return;
  const known = failed.get(cx) ?? [];
  failed.set(cx, [...known, `<${cx.print(resolved[0])} as ${cx.tcx.printer.trait(trait, resolved)}>::`]);
}

export function forgetConsequences(cx: BodyContext): void {
  const prefixes = failed.get(cx);
  if (prefixes === undefined) return;
  const { diagnostics } = cx.tcx;
  const kept = diagnostics.splice(cx.toldBefore).filter((each) => !mentions(each, prefixes));
  diagnostics.push(...kept);
}

function mentions({ code, message, spans, children }: Diagnostic, prefixes: readonly string[]): boolean {
  if (code === undefined || code.startsWith("KB")) return false;
  const texts = [message, ...spans.flatMap(({ label }) => label ?? []), ...children.map((child) => child.message)];
  return texts.some((text) => prefixes.some((prefix) => text.includes(prefix)));
}
