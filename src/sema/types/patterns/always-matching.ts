// `irrefutable_let_patterns`: `if let`, `while let` and `let ... else` whose pattern always matches.
import type { Span } from "../../../base/source.ts";
import { warning, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { FoundLint } from "../../lints/report.ts";
import type { Expr, Stmt } from "../thir.ts";

const WORDS = {
  "if let": ["this pattern will always match, so the `if let` is useless", "consider replacing the `if let` with a `let`"],
  "while let": [
    "this pattern will always match, so the loop will never exit",
    "consider instead using a `loop { ... }` with a `let` inside it",
  ],
  "let...else": ["this pattern will always match, so the `else` clause is useless", "consider removing the `else` clause"],
} as const;

function found(diagnostic: DiagnosticBuilder): FoundLint {
  return { lint: "irrefutable_let_patterns", node: 0, diagnostic };
}

export function alwaysMatches(what: keyof typeof WORDS, span: Span): FoundLint {
  const [why, advice] = WORDS[what];
  return found(warning(`irrefutable \`${what}\` pattern`).at(span).note(why).help(advice));
}

/** `let` with an `else` that nothing reaches: the words changed with 1.95. */
export function neverElse(stmt: Stmt & { kind: "let" }, minor: number): FoundLint {
  const span = { ...stmt.span, hi: stmt.init?.span.hi ?? stmt.span.hi };
  if (minor < 95 || stmt.otherwise === undefined) return alwaysMatches("let...else", span);
  const said = warning("irrefutable `let...else` pattern").at(span);
  said.note("this pattern always matches, so the else clause is unreachable");
  return found(said.helpAt(stmt.otherwise.span, "remove this `else` block"));
}

/** The `if` that a `while` is made of. */
export function conditionOf(loop: Expr & { kind: "loop" }): Expr | undefined {
  const { body } = loop;
  return body.kind === "block" ? (body.block.value ?? undefined) : body;
}
