// References to mutable statics (`static_mut_refs`): written borrows of one or of its fields, methods called on one that
// take `self` by reference, and what formatting borrows. In: typed bodies. Out: findings, in source order.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { Body, Expr, Stmt } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { TypeTables } from "../types/tables.ts";
import type { FoundLint } from "./report.ts";

const GUIDE = "<https://doc.rust-lang.org/edition-guide/rust-2024/static-mut-references.html>";

const DANGER = {
  shared:
    "shared references to mutable statics are dangerous; it's undefined behavior if the static is mutated or if a mutable reference is created for it while the shared reference lives",
  mutable:
    "mutable references to mutable statics are dangerous; it's undefined behavior if any other pointer to the static is used or if any other reference is created for the static while the mutable reference lives",
} as const;

/** The place is a mutable static or a field of one. */
function isMutableStatic(place: Expr): boolean {
  let at = place;
  while (at.kind === "field") at = at.operand;
  return at.kind === "static" && at.mutable;
}

/** What a receiver was before it was borrowed and dereferenced for the call. */
function written(receiver: Expr): Expr {
  let at = receiver;
  while (at.kind === "borrow" || at.kind === "deref" || at.kind === "coerce") at = at.operand;
  return at;
}

function finding(span: Span, mutable: boolean, isWritten: boolean): FoundLint {
  const word = mutable ? "mutable" : "shared";
  const found = warning(`creating a ${word} reference to mutable static`).at(span, `${word} reference to mutable static`);
  found.note(DANGER[word]).note(`for more information, see ${GUIDE}`);
  if (isWritten) {
    const at = { ...span, lo: span.lo + 1, hi: span.lo + 1 };
    const what = mutable ? "&raw mut" : "&raw const";
    found.suggest(
      `use \`${what}\` instead to create a raw pointer`,
      [{ span: at, text: mutable ? "raw " : "raw const " }],
      "MaybeIncorrect",
      "verbose",
    );
  }
  return { lint: "static_mut_refs", node: 0, diagnostic: found };
}

/** The receiver's type as the method is declared: `&self` or `&mut self`. */
function receiverOf(call: Expr & { kind: "call" }, tables: TypeTables): "shared" | "mutable" | undefined {
  const { type } = call.callee;
  const receiver = type.kind === "fn-def" ? tables.signature(type.def).params[0] : undefined;
  return receiver?.kind === "ref" ? (receiver.mutable ? "mutable" : "shared") : undefined;
}

/** `let ref x = STATIC;` */
function boundByReference({ pat, init }: Stmt & { kind: "let" }): FoundLint[] {
  if (init === undefined || !isMutableStatic(init) || pat.kind.kind !== "binding" || pat.kind.mode === "value") return [];
  return [finding(init.span, pat.kind.mode === "ref-mut", false)];
}

/** `text`: the source at a span. */
export function staticMutRefs(body: Body, tables: TypeTables, text: (span: Span) => string): FoundLint[] {
  const found: FoundLint[] = [];
  const quiet = new Set<Expr>();
  const visit = (expr: Expr) => {
    if (expr.kind === "call" && (expr.by === "method" || expr.by === "operator")) {
      for (const arg of expr.args) for (let at = arg; at.kind === "borrow" || at.kind === "coerce"; at = at.operand) quiet.add(at);
      const [receiver] = expr.args;
      const how = expr.by === "method" ? receiverOf(expr, tables) : undefined;
      if (receiver !== undefined && how !== undefined && isMutableStatic(written(receiver)))
        found.push(finding(expr.span, how === "mutable", false));
    }
    if (expr.kind !== "borrow" || !isMutableStatic(expr.operand)) return;
    const isWritten = text(expr.span).startsWith("&") && expr.span.lo < expr.operand.span.lo;
    if (isWritten || !quiet.has(expr)) found.push(finding(isWritten ? expr.span : expr.operand.span, expr.mutable, isWritten));
  };
  for (const expr of expressionsOf(body)) {
    visit(expr);
    if (expr.kind === "block") for (const stmt of expr.block.stmts) if (stmt.kind === "let") found.push(...boundByReference(stmt));
  }
  return found;
}
