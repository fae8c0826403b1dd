// `map_unit_fn`: `iter().map(..);` with what gives nothing, which never runs. (rustc_lint: `map_unit_fn.rs`.)
import { warning } from "../../diag/diagnostic.ts";
import { isUnit } from "../types/ty.ts";
import type { Ty } from "../types/ty.ts";
import type { TypedLint, TypedQuestions } from "./typed-lints.ts";
import type { WrittenBody } from "./written.ts";

/** What a callable gives, and where its code is. */
function callable(
  { type, span }: { readonly type: Ty; readonly span: { lo: number; hi: number } },
  body: WrittenBody,
  ask: TypedQuestions,
) {
  if (type.kind === "closure") {
    const closure = body.body.closures.find(({ id }) => id === type.closure);
    return closure && { result: closure.result, span: closure.headSpan };
  }
  if (type.kind !== "fn-def") return undefined;
  return { result: ask.resultOf(type.def), span: ask.headOf(type.def) ?? span };
}

export const vainMaps: TypedLint = (expr, body, ask) => {
  const call = body.coreCall(expr);
  if (call?.path !== "core::iter::traits::Iterator::map" || !call.isMethod || !body.statements.has(expr)) return undefined;
  const [receiver, arg] = call.args;
  if (receiver === undefined || arg === undefined || expr.span.ctxt !== undefined) return undefined;
  const made = body.coreCall(receiver);
  if (made === undefined || !made.isMethod || !/^core::slice::/.test(made.path)) return undefined;
  const mapped = callable(arg, body, ask);
  if (mapped === undefined || !(isUnit(mapped.result) || mapped.result.kind === "never")) return undefined;
  const span = { ...expr.span, lo: call.expr.callee.span.lo };
  const diagnostic = warning("`Iterator::map` call that discard the iterator's values").at(span);
  diagnostic.note(
    "`Iterator::map`, like many of the methods on `Iterator`, gets executed lazily, meaning that its effects won't be visible until it is iterated",
  );
  diagnostic.label(mapped.span, "this function returns `()`, which is likely not what you wanted");
  diagnostic.label(arg.span, "called `Iterator::map` with callable that returns `()`");
  diagnostic.label(
    span,
    "after this call to map, the resulting iterator is `impl Iterator<Item = ()>`, which means the only information carried by the iterator is the number of items",
  );
  const name = { ...span, hi: span.lo + "map".length };
  const edits = [{ span: name, text: "for_each" }];
  diagnostic.suggest("you might have meant to use `Iterator::for_each`", edits, "MaybeIncorrect", "verbose");
  return [{ lint: "map_unit_fn", diagnostic }];
};
