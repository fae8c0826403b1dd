// `for_loops_over_fallibles`: a `for` loop over an `Option` or a `Result`.
import { warning } from "../../diag/diagnostic.ts";
import type { Expr, Pat } from "../types/thir.ts";
import type { TypedLint } from "./typed-lints.ts";
import { written } from "./written.ts";

/** What a `for` goes through, and the pattern of its elements. */
function forParts(expr: Expr): { readonly source: Expr; readonly pat: Pat } | undefined {
  if (expr.kind !== "match" || expr.source !== "for" || expr.scrutinee.kind !== "call") return undefined;
  const [source] = expr.scrutinee.args;
  const loop = expr.arms[0]?.body;
  const step = loop?.kind === "loop" ? loop.body : undefined;
  const element = step?.kind === "match" ? step.arms[1]?.pat.kind : undefined;
  const pat = element?.kind === "variant" ? element.fields[0]?.pat : undefined;
  return source === undefined || pat === undefined ? undefined : { source: written(source), pat };
}

export const fallibleLoops: TypedLint = (expr, body, ask) => {
  const parts = forParts(expr);
  if (parts === undefined || parts.pat.span.ctxt !== undefined) return undefined;
  const { source, pat } = parts;
  const { type } = source;
  const inner = type.kind === "ref" ? type.target : type;
  if (inner.kind !== "adt") return undefined;
  const isOption = ask.isLang(inner.def, "Option");
  if (!isOption && !ask.isLang(inner.def, "Result")) return undefined;
  const prefix = type.kind === "ref" ? (type.mutable ? "&mut " : "&") : "";
  const [name, variant] = isOption ? ["Option", "Some"] : ["Result", "Ok"];
  const article = isOption && prefix === "" ? "an" : "a";
  const said = warning(`for loop over ${article} \`${prefix}${name}\`. This is more readably written as an \`if let\` statement`).at(
    source.span,
  );
  const between = (lo: number, hi: number, text: string) => ({ span: { ...expr.span, lo, hi }, text });
  const call = body.coreCall(source);
  const [receiver] = call?.args ?? [];
  if (call?.isMethod === true && call.path === "core::iter::traits::Iterator::next" && receiver !== undefined) {
    const removed = [between(receiver.span.hi, source.span.hi, ".by_ref()")];
    said.suggest(`to iterate over \`${ask.snippet(receiver.span)}\` remove the call to \`next\``, removed, "MaybeIncorrect");
  } else {
    const edits = [between(expr.span.lo, pat.span.lo, `while let ${variant}(`), between(pat.span.hi, source.span.lo, ") = ")];
    said.suggest("to check pattern in a loop use `while let`", edits, "MaybeIncorrect", "verbose");
  }
  const edits = [between(expr.span.lo, pat.span.lo, `if let ${variant}(`), between(pat.span.hi, source.span.lo, ") = ")];
  return [
    {
      lint: "for_loops_over_fallibles",
      diagnostic: said.suggest("consider using `if let` to clear intent", edits, "MaybeIncorrect", "verbose"),
    },
  ];
};
