// What a diagnostic says of macros: places inside expansions are shown in the macro, and the call gets a label of its own; a
// macro of another crate is not shown at all, its call stands for it. The closing note names the macro. rustc does so while it
// draws: its JSON has neither label nor note.
import type { Span } from "../../base/source.ts";
import type { Diagnostic, LabeledSpan, SubDiagnostic } from "../../diag/diagnostic.ts";
import type { Expansion, Hygiene } from "./hygiene.ts";

/** The diagnostic as it is shown: to be done once, before rendering. `minor` is the release's. */
export function explainExpansions(diagnostic: Diagnostic, hygiene: Hygiene, minor: number): Diagnostic {
  const all = [...diagnostic.spans, ...diagnostic.children.flatMap(({ spans }) => spans)];
  if (!all.some(({ span }) => span.ctxt !== undefined && span.ctxt !== 0)) return diagnostic;
  if (diagnostic.message.startsWith(PANICKED)) return atCalls(diagnostic, hygiene);
  const origin = originNote(diagnostic, hygiene, minor);
  const children: SubDiagnostic[] = diagnostic.children.map((child) => ({ ...child, spans: shown(child.spans, hygiene) }));
  if (origin !== undefined) children.push({ level: "note", message: origin, spans: [], isDrawnOnly: true });
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
    const isHere = expansion.kind === "derive" || (!expansion.foreign && expansion.kind === "bang");
    if (isHere) return at;
    at = expansion.callSite;
  }
  return at;
}

function same(first: Span, second: Span): boolean {
  return first.lo === second.lo && first.hi === second.hi;
}

function shown(spans: readonly LabeledSpan[], hygiene: Hygiene): readonly LabeledSpan[] {
  const out = spans.map((labeled) => ({ ...labeled, span: visible(labeled.span, hygiene) }));
  const calls: LabeledSpan[] = [];
  for (const { span, primary } of out) {
    const call = primary ? callLabel(span, hygiene) : undefined;
    if (call !== undefined && !calls.some((known) => same(known.span, call.span))) calls.push(call);
  }
  return [...out, ...calls];
}

/** The outermost call that a primary place comes from, unless the place is shown in it. */
function callLabel(span: Span, hygiene: Hygiene): LabeledSpan | undefined {
  const outermost = hygiene.backtrace(span).at(-1);
  if (outermost === undefined) return undefined;
  const { callSite, kind } = outermost;
  if (callSite.lo <= span.lo && span.hi <= callSite.hi) return undefined;
  const label = kind === "derive" ? "in this derive macro expansion" : "in this macro invocation";
  return { span: callSite, primary: false, label, isDrawnOnly: true };
}

// --- The closing note ----------------------------------------------------------------------------------------------

/** From this release on core's macros are not named. */
const HIDES_CORE = 92;
/** Macros of core that rustc names all the same: they carry no `rustc_diagnostic_item`. */
const NAMED: ReadonlySet<string> = new Set(["assert_matches", "debug_assert_matches", "addr_of", "addr_of_mut"]);

const isNamed = ({ name }: Expansion): boolean => NAMED.has(name.slice(name.lastIndexOf(":") + 1));

/** Which macros the primary places come from: the innermost of the first, and the outermost of the last. */
function originNote(diagnostic: Diagnostic, hygiene: Hygiene, minor: number): string | undefined {
  const all = [...diagnostic.spans, ...diagnostic.children.flatMap(({ spans }) => spans)];
  const chain = all.filter(({ primary }) => primary).flatMap(({ span }) => withoutRecursion(span, hygiene));
  const [first, last] = [chain[0], chain.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (minor >= HIDES_CORE && (last.kind === "derive" || last.kind === "builtin" || last.foreign) && !isNamed(last)) return undefined;
  const from = last.name === first.name ? "" : ` which comes from the expansion of the ${describe(last)} \`${last.name}\``;
  const what = diagnostic.level === "error" ? "error" : "warning";
  return `this ${what} originates in the ${describe(first)} \`${first.name}\`${from} (in Nightly builds, run with -Z macro-backtrace for more info)`;
}

/** The expansions round a place, innermost first; of a macro that calls itself in one place, once. */
function withoutRecursion(span: Span, hygiene: Hygiene): Expansion[] {
  const found: Expansion[] = [];
  let [before, at]: [Span | undefined, Span] = [undefined, span];
  for (const expansion of hygiene.backtrace(span)) {
    if (before === undefined || !same(expansion.callSite, before)) found.push(expansion);
    [before, at] = [at, expansion.callSite];
  }
  return found;
}

function describe({ kind }: Expansion): string {
  return kind === "derive" ? "derive macro" : kind === "attribute" ? "attribute macro" : "macro";
}
