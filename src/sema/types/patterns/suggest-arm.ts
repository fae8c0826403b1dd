// The arm that a `match` lacks, where rustc would write it: behind the last one, or between the braces.
import type { Span } from "../../../base/source.ts";
import type { DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Items } from "../items.ts";
import type { Arm, Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";

/** More than these are left to `_`. */
const MOST_WITNESSES = 3;

export interface Uncovered {
  readonly arms: readonly Arm[];
  readonly scrutinee: Expr;
  /** The whole `match`. */
  readonly span: Span;
  /** As patterns. */
  readonly witnesses: readonly string[];
  readonly type: Ty;
  /** The guards alone are to blame. */
  readonly isGuarded: boolean;
}

export function suggestArm(items: Items, said: DiagnosticBuilder, uncovered: Uncovered): void {
  const { witnesses, isGuarded } = uncovered;
  const pattern = witnesses.length <= MOST_WITNESSES ? witnesses.join(" | ") : "_";
  const place = placeOf(items, uncovered, `${pattern} => todo!()`);
  const shows = place !== undefined;
  const many = witnesses.length > 1 && witnesses.length <= MOST_WITNESSES && shows ? ", a match arm with multiple or-patterns" : "";
  const how = shows ? " as shown" : "";
  // Of what is no enum rustc tells without a pattern.
  const isUnnamed = uncovered.arms.length === 0 && pattern === "_" && witnesses.length === 1;
  const rest = isUnnamed
    ? how
    : witnesses.length === 1
      ? ` or an explicit pattern${how}`
      : `${how}, or multiple match arms`.replace(/^,(?= or)/, "");
  const message = `ensure that all possible cases are being handled by adding a match arm with a wildcard pattern${many}${rest}`;
  if (isGuarded) said.note("match arms with guards don't count towards exhaustivity");
  if (place === undefined) said.help(message);
  else said.suggest(message, [place], "HasPlaceholders", "verbose");
}

function placeOf(items: Items, { arms, scrutinee, span }: Uncovered, arm: string): { span: Span; text: string } | undefined {
  const last = arms.at(-1);
  if (last === undefined) return betweenBraces(items, scrutinee, span, arm);
  const end = { ...last.span, lo: last.span.hi };
  if (arms.length === 1) {
    const behind = /^[\s,]*/.exec(items.snippet({ ...span, lo: last.span.hi })) as RegExpExecArray;
    const isMultiline = behind[0].includes("\n") || items.snippet(last.span).includes("\n");
    const space = isMultiline ? `\n${items.indentation(last.span.lo)}` : " ";
    return { span: end, text: `,${space}${arm}` };
  }
  const between = items.snippet({ ...span, lo: (arms.at(-2) as Arm).span.hi, hi: last.span.lo });
  const space = between.includes("\n") ? `\n${items.indentation(last.span.lo)}` : " ";
  return { span: end, text: `,${space}${arm}` };
}

/** `match x {}` */
function betweenBraces(items: Items, scrutinee: Expr, span: Span, arm: string): { span: Span; text: string } {
  const indentation = `\n${items.indentation(span.lo)}`;
  return { span: { ...span, lo: scrutinee.span.hi }, text: ` {${indentation}    ${arm},${indentation}}` };
}
