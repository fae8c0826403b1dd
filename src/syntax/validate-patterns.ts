// Patterns where no value is taken apart: parameters of functions without a body and of function pointers have names at most
// (E0130, E0561, E0642). And `...` in a range pattern, which editions from 2021 on have no more (E0783).
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { NodeId, Param } from "./ast.ts";
import type { SyntaxTree } from "./tree.ts";

/** A name, `_`, or nothing. */
function isPlain(tree: SyntaxTree, { pat, self }: Param): boolean {
  const { kind } = tree.pat(pat);
  if (self !== undefined) return kind.kind !== "ident" || !kind.mutable;
  if (kind.kind === "wild") return true;
  return kind.kind === "ident" ? !kind.byRef && !kind.mutable && kind.sub === undefined : kind.kind === "error";
}

export function checkPointerPatterns(tree: SyntaxTree, id: NodeId): DiagnosticBuilder[] {
  const { kind } = tree.type(id);
  if (kind.kind !== "fn-pointer") return [];
  return kind.params
    .filter((param) => !isPlain(tree, param))
    .map(({ pat }) => error("E0561", "patterns aren't allowed in function pointer types").at(tree.span(pat)));
}

/** `mut name` in a trait is a lint's matter. */
export function checkParameterPatterns(tree: SyntaxTree, params: readonly Param[], place: "extern" | "trait"): DiagnosticBuilder[] {
  return params.flatMap((param) => {
    if (isPlain(tree, param)) return [];
    const at = tree.span(param.pat);
    if (place === "extern") {
      const said = error("E0130", "patterns aren't allowed in foreign function declarations");
      return [said.at(at, "pattern not allowed in foreign function")];
    }
    const { kind } = tree.pat(param.pat);
    if (kind.kind === "ident" && kind.mutable && !kind.byRef && kind.sub === undefined) {
      const said = error("patterns aren't allowed in functions without bodies");
      said.lint = "patterns_in_fns_without_body";
      const text = { span: at, text: kind.ident.name };
      return [said.at(at).suggest("remove `mut` from the parameter", [text], "MachineApplicable", "inline")];
    }
    return [error("E0642", "patterns aren't allowed in functions without bodies").at(at, "pattern not allowed in function without body")];
  });
}

export function checkRangePattern(tree: SyntaxTree, id: NodeId): DiagnosticBuilder[] {
  const { kind, span } = tree.pat(id);
  if (kind.kind !== "range" || kind.syntax !== "...") return [];
  const operator = {
    lo: kind.start === undefined ? span.lo : tree.span(kind.start).hi,
    hi: kind.end === undefined ? span.hi : tree.span(kind.end).lo,
  };
  const said = error("E0783", "`...` range patterns are deprecated").at(span);
  return [said.suggest("use `..=` for an inclusive range", [{ span: operator, text: "..=" }], "MachineApplicable", "short")];
}
