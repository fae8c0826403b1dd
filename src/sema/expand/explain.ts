// What a diagnostic says of macros: places inside expansions are shown in the macro, and the call gets a label of its own; a
// macro of another crate is not shown at all, its call stands for it. The closing note names the macro.
import type { Span } from "../../base/source.ts";
import type { Diagnostic, LabeledSpan, SubDiagnostic } from "../../diag/diagnostic.ts";
import type { Expansion, Hygiene } from "./hygiene.ts";

/** The diagnostic as it is shown: to be done once, before rendering. */
export function explainExpansions(diagnostic: Diagnostic, hygiene: Hygiene): Diagnostic {
  const all = [...diagnostic.spans, ...diagnostic.children.flatMap(({ spans }) => spans)];
  if (!all.some(({ span }) => span.ctxt !== undefined && span.ctxt !== 0)) return diagnostic;
  if (diagnostic.message.startsWith(PANICKED)) return atCalls(diagnostic, hygiene);
  const named = outermostMacro(diagnostic, hygiene);
  const children: SubDiagnostic[] = diagnostic.children.map((child) => ({ ...child, spans: shown(child.spans, hygiene) }));
  if (named !== undefined) children.push({ level: "note", message: note(named, diagnostic.level), spans: [] });
  return { ...diagnostic, spans: shown(diagnostic.spans, hygiene), children };
}

/** A panic in a constant is told where its location says it is: at the outermost call, and without the macro. */
const PANICKED = "evaluation panicked";

function atCalls(diagnostic: Diagnostic, hygiene: Hygiene): Diagnostic {
  const mapped = (spans: readonly LabeledSpan[]) =>
    spans.map((labeled) => ({ ...labeled, span: hygiene.backtrace(labeled.span).at(-1)?.callSite ?? labeled.span }));
  const children = diagnostic.children.map((child) => ({ ...child, spans: mapped(child.spans) }));
  return { ...diagnostic, spans: mapped(diagnostic.spans), children };
}

/** A place in a macro of another crate is shown at its call. */
function visible(span: Span, hygiene: Hygiene): Span {
  let at = span;
  for (let expansion = hygiene.expansionOf(at.ctxt); expansion !== undefined; expansion = hygiene.expansionOf(at.ctxt)) {
    const isHere = !expansion.foreign && expansion.kind === "bang";
    if (isHere) return at;
    at = expansion.callSite;
  }
  return at;
}

function same(first: Span, second: Span): boolean {
  return first.lo === second.lo && first.hi === second.hi;
}

function shown(spans: readonly LabeledSpan[], hygiene: Hygiene): readonly LabeledSpan[] {
  const out: LabeledSpan[] = [];
  const calls: Span[] = [];
  for (const labeled of spans) {
    const span = visible(labeled.span, hygiene);
    out.push(span === labeled.span ? labeled : { ...labeled, span });
    if (labeled.primary || spans.length === 1) addCalls(span, hygiene, calls);
    else addCalls(span, hygiene, calls);
  }
  for (const span of calls) {
    if (out.some((labeled) => same(labeled.span, span) && labeled.label === CALL_LABEL)) continue;
    out.push({ span, primary: false, label: CALL_LABEL });
  }
  return out;
}

const CALL_LABEL = "in this macro invocation";

/** The outermost call a place in a macro of this crate comes from. */
function addCalls(span: Span, hygiene: Hygiene, calls: Span[]): void {
  const outermost = hygiene.backtrace(span).at(-1);
  if (outermost === undefined) return;
  const call = visible(outermost.callSite, hygiene);
  if (!calls.some((known) => same(known, call))) calls.push(call);
}

/** Whose expansion the first primary place lies in, as the note names it. */
function outermostMacro(diagnostic: Diagnostic, hygiene: Hygiene): Expansion | undefined {
  const all = [...diagnostic.spans, ...diagnostic.children.flatMap(({ spans }) => spans)];
  for (const { span } of all) {
    const chain = hygiene.backtrace(span);
    const last = chain.at(-1);
    if (last !== undefined) return last;
  }
  return undefined;
}

function note({ kind, name }: Expansion, level: Diagnostic["level"]): string {
  const what = kind === "derive" ? "derive macro" : kind === "attribute" ? "attribute macro" : "macro";
  return `this ${level === "error" ? "error" : "warning"} originates in the ${what} \`${name}\` (in Nightly builds, run with -Z macro-backtrace for more info)`;
}
