// The words for what liveness finds.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { Body, Local, LocalId } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { Liveness } from "./liveness.ts";
import type { LivenessFindings, Write } from "./liveness.ts";

export interface UnusedOptions {
  readonly minor: number;
  /** Patterns that stand for a field of the same name: `Point { x }`. */
  readonly isShorthand: (node: number) => boolean;
  readonly isCopy: (type: Ty) => boolean;
  readonly needsDrop: (type: Ty) => boolean;
  /** What a binding of this type and name may have been meant to match: a unit variant or struct, or a constant. */
  readonly meant: (type: Ty, name: string) => { readonly what: string; readonly name: string; readonly path: string } | undefined;
}

export interface FlowFindings {
  readonly lints: readonly FoundLint[];
  /** Uses of what is not there (yet, or any more). */
  readonly misused: readonly { readonly what: "uninitialized" | "moved"; readonly span: Span }[];
}

const KNOWS_MACROS = 76;

function isSilent({ name, node }: Local): boolean {
  return node === 0 || name === "self" || name === "" || name.startsWith("_");
}

interface UnusedBinding {
  readonly span: Span;
  readonly assigned: boolean;
  /** Where it is bound in other alternatives. */
  readonly again: readonly Span[];
}

function unusedVariable(local: Local, { span, assigned, again }: UnusedBinding, options: UnusedOptions): DiagnosticBuilder {
  const { name } = local;
  const { isShorthand, minor } = options;
  if (assigned) return warning(`variable \`${name}\` is assigned to, but never used`).at(span).note(`consider using \`_${name}\` instead`);
  const found = warning(`unused variable: \`${name}\``);
  if (isShorthand(local.node)) return found.at(span).suggest("try ignoring the field", [{ span, text: `${name}: _` }], "MachineApplicable");
  // A macro's own variable nobody can rename where it is called.
  if (minor >= KNOWS_MACROS && local.span.ctxt !== undefined && local.span.ctxt === span.ctxt)
    return found.at(span).helpAt(local.span, `\`${name}\` is captured in macro and introduced a unused variable`);
  const spans = minor < 92 ? [span] : [span, ...again];
  const fix = spans.map((each) => ({ span: each, text: `_${name}` }));
  const meant = minor < 92 || local.param ? undefined : options.meant(local.type, name);
  for (const each of spans) found.at(each);
  if (meant !== undefined)
    found.suggest(
      `you might have meant to pattern match on the similarly named ${meant.what} \`${meant.name}\``,
      spans.map((each) => ({ span: each, text: meant.path })),
      "MaybeIncorrect",
      "verbose",
    );
  return found.suggest("if this is intentional, prefix it with an underscore", fix, "MachineApplicable");
}

function deadWrite(write: Write, { name, span }: Local, minor: number): DiagnosticBuilder {
  if (write.kind === "parameter")
    return warning(`value passed to \`${name}\` is never read`)
      .at(minor < 92 ? span : write.span)
      .help("maybe it is overwritten before being read?");
  const found = warning(`value assigned to \`${name}\` is never read`);
  if (minor < 92) return found.at(write.kind === "initial" ? span : write.span).help("maybe it is overwritten before being read?");
  const at = write.value ?? write.span;
  if (write.killer === undefined) return found.at(at).help("maybe it is overwritten before being read?");
  return found
    .at(at, "this value is reassigned later and never used")
    .label(write.killer, `\`${name}\` is overwritten here before the previous value is read`);
}

interface Part {
  readonly params: Body["params"];
  readonly value: Body["value"];
  readonly lo: number;
  readonly hi: number;
}

/** A body's closures and the body itself, as rustc comes to them: since 1.92 backwards, before that the inner first. */
function partsOf({ params, value, closures, span }: Body, minor: number): Part[] {
  const parts: Part[] = closures.map((closure) => ({
    params: closure.params,
    value: closure.value,
    lo: closure.span.lo,
    hi: closure.span.hi,
  }));
  parts.sort((a, b) => (minor >= 92 ? b.lo - a.lo : a.hi - b.hi));
  return [...parts, { params, value, lo: span.lo, hi: span.hi }];
}

/** Findings of one body and its closures. */
export function checkLiveness(body: Body, options: UnusedOptions): FlowFindings {
  const captures = new Map(
    body.closures.map((closure) => [closure.id, closure.captures.map(({ place, mode }) => ({ place, byValue: mode === "value" }))]),
  );
  const { isCopy, needsDrop, minor } = options;
  const rules = { isCopy, needsDrop, byMir: minor >= 92 };
  const results = partsOf(body, options.minor).map(({ params, value }) => ({
    found: new Liveness(body.locals.length, captures, rules).analyze(params, value),
    from: value.span.lo,
  }));
  return {
    lints: results.flatMap(({ found, from }) => describe(found, body, options, from)),
    misused: results.flatMap(({ found: { unready, movedTooSoon } }) => [
      ...unready.map((span) => ({ what: "uninitialized" as const, span })),
      ...movedTooSoon.map((span) => ({ what: "moved" as const, span })),
    ]),
  };
}

const startOf = ({ diagnostic }: FoundLint): number => diagnostic.spans[0]?.span.lo ?? 0;

/** Since 1.92 unused variables, then what is assigned in vain, variable by variable; before, the body's in order, then the parameters'. */
function describe({ unused, dead }: LivenessFindings, { locals }: Body, options: UnusedOptions, from: number): FoundLint[] {
  const { minor } = options;
  const local = (id: LocalId) => locals[id] as Local;
  const variables = unused
    .filter(({ local: id }) => !isSilent(local(id)))
    .map(({ local: id, span, assigned, again }) => {
      // The span of `mut x` is the whole pattern's since 1.92.
      const at = minor >= 92 ? span : local(id).span;
      const diagnostic = unusedVariable(local(id), { span: at, assigned, again }, options);
      return { lint: "unused_variables", node: local(id).node, diagnostic };
    });
  const writes = dead
    .filter((write) => !isSilent(local(write.local)))
    .sort((a, b) => local(a.local).span.lo - local(b.local).span.lo || a.span.lo - b.span.lo)
    .map((write) => ({
      lint: "unused_assignments",
      node: local(write.local).node,
      diagnostic: deadWrite(write, local(write.local), minor),
    }));
  const inOrder = (found: readonly FoundLint[]) => [...found].sort((a, b) => startOf(a) - startOf(b));
  if (minor >= 92) return [...inOrder(variables), ...writes];
  const all = inOrder([...variables, ...writes]);
  return [...all.filter((one) => startOf(one) >= from), ...all.filter((one) => startOf(one) < from)];
}
