// Variables of outside that a closure speaks of: with any of them it is no function pointer (rustc: `upvars_mentioned`).
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Expr } from "../thir.ts";
import { walk } from "../thir-walk.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";

interface Mention {
  readonly name: string;
  readonly span: Span;
}

/** Each variable once, where it is first mentioned. */
function mentionsOf(cx: BodyContext, closure: number): readonly Mention[] {
  const open = cx.closures.find(({ state }) => state.id === closure);
  if (open === undefined) return [];
  const found = new Map<number, Mention>();
  const look = (expr: Expr): void => {
    if (expr.kind === "closure") cx.closures.filter(({ state }) => state.id === expr.closure).forEach(({ value }) => walk(value, look));
    if (expr.kind !== "local" || found.has(expr.local) || (open.firstLocal <= expr.local && expr.local < open.endLocal)) return;
    found.set(expr.local, { name: cx.locals[expr.local]?.name ?? "", span: expr.span });
  };
  walk(open.value, look);
  return [...found.values()];
}

export function mentionsVariables(cx: BodyContext, type: Ty): boolean {
  return type.kind === "closure" && mentionsOf(cx, type.closure).length > 0;
}

/** So many are shown. */
const MOST = 4;

/** Why a closure is not the function pointer that was expected. */
export function noteMentions(cx: BodyContext, said: DiagnosticBuilder, expected: Ty, found: Ty): void {
  if (cx.shallow(expected).kind !== "fn-pointer" || found.kind !== "closure") return;
  const spans = mentionsOf(cx, found.closure).slice(0, MOST);
  if (spans.length === 0) return;
  const words = "closures can only be coerced to `fn` types if they do not capture any variables";
  said.note(words, ...spans.map(({ name, span }) => ({ span, primary: true, label: `\`${name}\` captured here` })));
}
