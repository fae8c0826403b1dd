// `dangling_pointers_from_locals`: a function gives away the address of what it drops. In: a typed body. Out: findings.
// (rustc_lint: `dangling.rs`.)
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DefId } from "../types/def-id.ts";
import type { Body, Expr, Local } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";
import { peelBlocks, written, WrittenBody } from "./written.ts";

export interface Returning {
  /** Of the result's type, as it is written; undefined where there is none. */
  readonly resultSpan: Span | undefined;
  readonly word: "function" | "method";
  print(type: Ty): string;
  /** Whether a macro of core wrote it. */
  isOfCore(span: Span): boolean;
  /** It is known how long it is, and that is not nothing. */
  hasBytes(type: Ty): boolean;
  pathInCore(def: DefId): string | undefined;
  /** With `mut` before the name. */
  spanOf(local: Local): Span;
}

export function danglingLocals(body: Body, { resultSpan, word, print, isOfCore, hasBytes, pathInCore, spanOf }: Returning): FoundLint[] {
  if (body.result.kind !== "ptr" || resultSpan === undefined) return [];
  if (!hasBytes(body.result.target)) return [];
  const whole = new WrittenBody(body, pathInCore);
  const found: FoundLint[] = [];
  const look = (given: Expr): void => {
    const value = written(given);
    const { expr: inner } = whole.uncast(given);
    if ((inner.kind !== "borrow" && inner.kind !== "raw-borrow") || isOfCore(inner.span)) return;
    const place = peelBlocks(inner.operand);
    const local = place.kind === "local" ? body.locals[place.local] : undefined;
    if (local === undefined) return;
    const said = warning(`${word} returns a dangling pointer to dropped local variable \`${local.name}\``).at(value.span);
    said.label(resultSpan, `return type is \`${print(body.result)}\``);
    said.label(spanOf(local), `local variable \`${local.name}\` is dropped at the end of the ${word}`);
    if (value.span.hi !== inner.span.hi || value.span.lo !== inner.span.lo) said.label(inner.span, "dangling pointer created here");
    said.note("a dangling pointer is safe, but dereferencing one is undefined behavior");
    said.note("for more information, see <https://doc.rust-lang.org/reference/destructors.html>");
    found.push({ lint: "dangling_pointers_from_locals", node: 0, diagnostic: said });
  };
  whole.visit((expr) => {
    if (expr.kind === "return" && expr.value !== undefined) look(expr.value);
  });
  const last = innermost(body.value);
  if (last !== undefined) look(last);
  return found;
}

/** The value of the block, or of the block that is its value. */
function innermost(expr: Expr): Expr | undefined {
  const at = written(expr);
  if (at.kind !== "block" || at.block.value === undefined) return undefined;
  const inner = written(at.block.value);
  return inner.kind === "block" ? innermost(inner) : at.block.value;
}
