// Bindings that hold nothing: `unit_bindings`, variables of type `()`; and `let_underscore_drop`, values that `_` drops at once.
// In: a typed body. Out: findings in order of the text.
import { warning } from "../../diag/diagnostic.ts";
import type { Body, Stmt } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import { UNIT, type Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

type Let = Stmt & { kind: "let" };

export interface BindingQuestions {
  needsDrop(type: Ty): boolean;
}

export function uselessBindings(body: Body, ask: BindingQuestions): FoundLint[] {
  const found: FoundLint[] = [];
  for (const expr of expressionsOf(body)) {
    if (expr.kind !== "block") continue;
    for (const stmt of expr.block.stmts) {
      if (stmt.kind !== "let") continue;
      found.push(...unitBinding(stmt), ...droppedAtOnce(stmt, ask));
    }
  }
  return found;
}

/** Not where a type, a value `()` or a pattern `()` says that it is meant. */
function unitBinding({ pat, init, annotation, span }: Let): FoundLint[] {
  if (init === undefined || span.ctxt !== undefined || init.type !== UNIT || pat.type !== UNIT || annotation !== undefined) return [];
  if (init.kind === "tuple" || (pat.kind.kind === "leaf" && pat.kind.fields.length === 0)) return [];
  const diagnostic = warning("binding has unit type `()`").at(span).label(pat.span, "this pattern is inferred to be the unit type `()`");
  return [{ lint: "unit_bindings", node: 0, diagnostic }];
}

function droppedAtOnce({ pat, init, span }: Let, ask: BindingQuestions): FoundLint[] {
  if (pat.kind.kind !== "wild" || init === undefined || !ask.needsDrop(pat.type)) return [];
  const said = warning("non-binding let on a type that has a destructor").at(span);
  // `_ = value` is a `let`, too.
  const bind = "consider binding to an unused variable to avoid immediately dropping the value";
  said.suggest(bind, [{ span: pat.span, text: span.lo === pat.span.lo ? "let _unused" : "_unused" }], "MachineApplicable", "verbose");
  const { lo, hi } = init.span;
  const edits = [
    { span: { ...span, hi: lo }, text: "drop(" },
    { span: { lo: hi, hi }, text: ")" },
  ];
  said.suggest("consider immediately dropping the value", edits, "MachineApplicable", "verbose");
  return [{ lint: "let_underscore_drop", node: 0, diagnostic: said }];
}
