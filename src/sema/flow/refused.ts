// What the flow checks found, as refusals: rustc's words for these errors are not written yet, and the checks are stricter
// than rustc's in places.
import type { Span } from "../../base/source.ts";
import { unsupported, type Diagnostic } from "../../diag/diagnostic.ts";
import type { FlowReport } from "./check-flow.ts";

const MISUSES = {
  moved: ["KB0403", "a use of what may have been moved away"],
  uninitialized: ["KB0403", "a variable that may be read before it has a value"],
  reassigned: ["KB0404", "a change of what may not be changeable"],
} as const;

/** One refusal for each place, in source order. */
export function refusedFlow({ misuses, unmovable, conflicts, unsure }: FlowReport): Diagnostic[] {
  const found = new Map<string, { readonly span: Span; readonly diagnostic: Diagnostic }>();
  const refuse = (code: `KB${string}`, what: string, span: Span) => {
    const key = `${span.lo}-${span.hi}`;
    if (!found.has(key)) found.set(key, { span, diagnostic: unsupported(code, what, span) });
  };
  for (const { what, span } of misuses) refuse(MISUSES[what][0], MISUSES[what][1], span);
  for (const span of unmovable) refuse("KB0403", "a move out of this place", span);
  for (const { access } of conflicts) refuse("KB0405", "this borrow", access.span);
  for (const span of unsure) refuse("KB0405", "what these lifetimes are to each other", span);
  return [...found.values()].sort((a, b) => a.span.lo - b.span.lo).map(({ diagnostic }) => diagnostic);
}
