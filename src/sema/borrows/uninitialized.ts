// E0381: a use of a variable that may have no value yet. Out: rustc's words, with the ways through the body on which nothing
// is assigned, and a value that could be.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Path } from "../flow/graph.ts";
import type { Misuse } from "../flow/initialization.ts";
import { containsSpan, endOf, overlap } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { actionOf } from "./moved.ts";
import { exampleValue } from "./example-value.ts";
import { pointAt, siteOfAccess } from "./use-sites.ts";
import { waysWithout } from "./ways-without.ts";
import { describe } from "./place-names.ts";
import { declaredAt } from "./declarations.ts";

export class UninitializedTeller {
  readonly told: DiagnosticBuilder[] = [];
  /** A variable is told of once. */
  readonly #seen = new Set<number>();

  constructor(readonly cx: BorrowContext) {}

  add({ access }: Misuse): void {
    const { root } = access.path;
    if (this.#seen.has(root)) return;
    this.#seen.add(root);
    this.told.push(this.#make(access));
  }

  #make(access: Access): DiagnosticBuilder {
    const { cx } = this;
    const site = siteOfAccess(cx, access);
    const span = pointAt(site);
    const name = describe(cx, { root: access.path.root, steps: [] });
    const { noun, verb } = actionOf(access);
    const isPartial = noun === "assign to part";
    const assigned = this.#assignments(access.path.root);
    const ways = waysWithout(cx, assigned, name === undefined ? "the variable" : `\`${name}\``);
    const isUnassigned = !assigned.some(
      (each) => !containsSpan(each, span) && !ways.some((way) => isBefore(span, way.span) && !containsSpan(way.span, span)),
    );
    const how = isPartial ? "isn't fully initialized" : isUnassigned ? "isn't initialized" : "is possibly-uninitialized";
    const used = isPartial ? verb : "used";
    const said = error("E0381", `${used} binding ${name === undefined ? "" : `\`${name}\` `}${how}`);
    if (site.kind === "closure") said.label(site.span, `${noun === "borrow" ? "borrow" : "use"} occurs due to use in closure`);
    if (isPartial) said.help(PARTIAL);
    const path = this.#usedPath(access);
    said.at(span, `${path} ${used} here but it ${how}`);
    this.#ways(said, span, ways, assigned);
    const declared = declaredAt(cx, access.path);
    if (declared !== undefined) said.label(declared, "binding declared here but left uninitialized");
    if (!isPartial && isUnassigned && declared !== undefined) this.#suggest(said, access.path, declared);
    return said;
  }

  /** Of an assignment to a part: what the part is of. */
  #usedPath({ path, kind }: Access): string {
    const { root, steps } = path;
    const base =
      kind === "write"
        ? {
            root,
            steps: steps.slice(
              0,
              steps.findLastIndex((step) => step.kind !== "index"),
            ),
          }
        : path;
    const name = describe(this.cx, base, "certain");
    return name === undefined ? "value" : `\`${name}\``;
  }

  #assignments(root: number): Span[] {
    return this.cx.graph.points.flatMap(({ access }) =>
      access?.kind === "write" && access.path.root === root && access.path.steps.length === 0 ? [access.span] : [],
    );
  }

  #ways(said: DiagnosticBuilder, span: Span, ways: readonly { span: Span; label: string }[], assigned: readonly Span[]): void {
    const shown = ways.filter((way) => isBefore(way.span, span) && !overlap(way.span, span));
    for (const way of shown) said.label(way.span, way.label);
    if (shown.length > 0) return;
    for (const each of assigned)
      if (isBefore(each, span) && !overlap(each, span)) said.label(each, "binding initialized here in some conditions");
  }

  #suggest(said: DiagnosticBuilder, { root }: Path, declared: Span): void {
    const { cx } = this;
    const { tree } = cx.source;
    const statement = cx.source
      .lets()
      .find((stmt) => stmt.init === undefined && tree.pat(stmt.pat).kind.kind === "ident" && containsSpan(stmt.span, declared));
    const type = cx.typeOf({ root, steps: [] });
    const value = type && exampleValue(cx, type);
    if (statement === undefined || value === undefined) return;
    const at = endOf(tree.span(statement.type ?? statement.pat));
    said.suggest("consider assigning a value", [{ span: at, text: ` = ${value}` }], "MaybeIncorrect", "verbose");
  }
}

const PARTIAL =
  "partial initialization isn't supported, fully initialize the binding with a default value and mutate it, or use `std::mem::MaybeUninit`";

function isBefore(a: Span, b: Span): boolean {
  return a.lo < b.lo || (a.lo === b.lo && a.hi < b.hi);
}
