// The words for what liveness finds.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { FoundLint } from "../lints/report.ts";
import type { Body, Local, LocalId } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { similarName } from "../names/similar.ts";
import { Liveness } from "./liveness.ts";
import type { LivenessFindings, Write } from "./liveness.ts";

export interface UnusedOptions {
  readonly minor: number;
  /** Patterns that stand for a field of the same name: `Point { x }`. */
  readonly isShorthand: (node: number) => boolean;
  readonly isCopy: (type: Ty) => boolean;
  /** The unit variants of an enum, for a binding that may have been meant as one. */
  readonly variants: (type: Ty) => { readonly path: string; readonly names: readonly string[] };
}

export interface FlowFindings {
  readonly lints: readonly FoundLint[];
  /** Uses of what is not there (yet, or any more). */
  readonly misused: readonly { readonly what: "uninitialized" | "moved"; readonly span: Span }[];
}

function isSilent({ name, node }: Local): boolean {
  return node === 0 || name === "self" || name === "" || name.startsWith("_");
}

function unusedVariable(local: Local, span: Span, assigned: boolean, { isShorthand, variants, minor }: UnusedOptions): DiagnosticBuilder {
  const { name } = local;
  if (assigned) return warning(`variable \`${name}\` is assigned to, but never used`).at(span).note(`consider using \`_${name}\` instead`);
  const found = warning(`unused variable: \`${name}\``);
  if (isShorthand(local.node)) return found.at(span).suggest("try ignoring the field", [{ span, text: `${name}: _` }], "MachineApplicable");
  const fix = [{ span, text: `_${name}` }];
  const { path, names } = variants(local.type);
  const meant = minor < 92 || local.param ? undefined : names.includes(name) ? name : similarName(names, name);
  found.at(span);
  if (meant !== undefined)
    found.suggest(
      `you might have meant to pattern match on the similarly named variant \`${meant}\``,
      [{ span, text: `${path}::${meant}` }],
      "MaybeIncorrect",
      "verbose",
    );
  return found.suggest("if this is intentional, prefix it with an underscore", fix, "MachineApplicable");
}

function deadWrite(write: Write, { name }: Local, minor: number): DiagnosticBuilder {
  if (write.kind === "parameter")
    return warning(`value passed to \`${name}\` is never read`).at(write.span).help("maybe it is overwritten before being read?");
  const found = warning(`value assigned to \`${name}\` is never read`);
  if (minor < 92) return found.at(write.span).help("maybe it is overwritten before being read?");
  const at = write.value ?? write.span;
  if (write.killer === undefined) return found.at(at).help("maybe it is overwritten before being read?");
  return found
    .at(at, "this value is reassigned later and never used")
    .label(write.killer, `\`${name}\` is overwritten here before the previous value is read`);
}

/** Findings of one body and its closures, in source order. */
export function checkLiveness(body: Body, options: UnusedOptions): FlowFindings {
  const captures = new Map(
    body.closures.map((closure) => [closure.id, closure.captures.map(({ place, mode }) => ({ place, byValue: mode === "value" }))]),
  );
  const parts = [{ params: body.params, value: body.value }, ...body.closures.map(({ params, value }) => ({ params, value }))];
  const results = parts.map(({ params, value }) => new Liveness(body.locals.length, captures, options.isCopy).analyze(params, value));
  const lints = results.flatMap((found) => describe(found, body, options));
  return {
    lints: lints.sort((a, b) => (a.diagnostic.spans[0]?.span.lo ?? 0) - (b.diagnostic.spans[0]?.span.lo ?? 0)),
    misused: results.flatMap(({ unready, movedTooSoon }) => [
      ...unready.map((span) => ({ what: "uninitialized" as const, span })),
      ...movedTooSoon.map((span) => ({ what: "moved" as const, span })),
    ]),
  };
}

function describe({ unused, dead }: LivenessFindings, { locals }: Body, options: UnusedOptions): FoundLint[] {
  const local = (id: LocalId) => locals[id] as Local;
  const found: FoundLint[] = [];
  for (const { local: id, span, assigned } of unused) {
    if (isSilent(local(id))) continue;
    found.push({ lint: "unused_variables", node: local(id).node, diagnostic: unusedVariable(local(id), span, assigned, options) });
  }
  for (const write of dead) {
    if (isSilent(local(write.local))) continue;
    found.push({
      lint: "unused_assignments",
      node: local(write.local).node,
      diagnostic: deadWrite(write, local(write.local), options.minor),
    });
  }
  return found;
}
