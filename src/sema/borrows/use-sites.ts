// How a place is used: named in a closure that captures it, as the receiver of a method that takes `self`, or plainly. What a
// message points at depends on that (rustc: `UseSpans`).
import type { Span } from "../../base/source.ts";
import type { Access, Loan } from "../flow/graph.ts";
import type { DefId } from "../types/def-id.ts";
import type { Closure, Expr } from "../types/thir.ts";
import { walk } from "../types/thir-walk.ts";
import type { BorrowContext } from "./context.ts";
import type { Call } from "./typed-source.ts";

export type UseSite =
  /** `span` is where the closure's body names the place. */
  | { readonly kind: "closure"; readonly closure: Closure; readonly span: Span }
  | { readonly kind: "self"; readonly call: Call; readonly method: DefId; readonly span: Span }
  | { readonly kind: "plain"; readonly span: Span };

/** Where to point: at a closure's head, else at the use. */
export function pointAt(site: UseSite): Span {
  return site.kind === "closure" ? site.closure.headSpan : site.span;
}

export function siteOfLoan({ closure, span }: Loan): UseSite {
  return closure === undefined ? { kind: "plain", span } : { kind: "closure", closure, span };
}

export function siteOfAccess(cx: BorrowContext, { closure, span, kind }: Access): UseSite {
  if (closure !== undefined) return { kind: "closure", closure, span };
  const call = kind === "move" || kind === "copy" ? receiverCall(cx, span) : undefined;
  return call === undefined ? { kind: "plain", span } : { kind: "self", call: call.call, method: call.method, span };
}

/** The call that takes what stands at a span as its `self`, if nothing is evaluated in between that branches or calls. */
function receiverCall(cx: BorrowContext, span: Span): { call: Call; method: DefId } | undefined {
  const place = cx.typed.placeAt(span);
  const call = place && cx.typed.parent(place);
  if (call?.kind !== "call" || call.args[0] !== place || call.callee.type.kind !== "fn-def") return undefined;
  const method = call.callee.type.def;
  return cx.tcx.isMethod(method) && call.args.slice(1).every(isStraight) ? { call, method } : undefined;
}

const CHECKED: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "<<", ">>"]);
const BRANCHES: ReadonlySet<Expr["kind"]> = new Set([
  "call",
  "index",
  "logical",
  "if",
  "match",
  "loop",
  "labeled",
  "break",
  "continue",
  "return",
  "asm",
  "const-block",
] as const);

/** It is evaluated in one basic block. */
function isStraight(expr: Expr): boolean {
  let straight = true;
  walk(expr, (each) => {
    if (BRANCHES.has(each.kind) || (each.kind === "binary" && CHECKED.has(each.op)) || (each.kind === "unary" && each.op === "-"))
      straight = false;
  });
  return straight;
}
