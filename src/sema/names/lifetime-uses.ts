// `single_use_lifetimes` and `unused_lifetimes`: parameters of functions, impls and `for<..>` that a `'_`, or nothing, would do for. In:
// one list of parameters, and where each is used. Out: findings.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { GenericParam, Tree } from "../../syntax/ast.ts";
import type { Compilation, FoundLint } from "../compilation.ts";

/** Once, where an unnamed lifetime would be the same; or in any other way. */
export type LifetimeUse = "many" | { readonly span: Span; readonly isOfReference: boolean };

export class LifetimeUses {
  readonly #uses = new Map<string, LifetimeUse>();

  /** `elidable`: `'_` in this place would be a parameter of the same list. */
  add(name: string, span: Span, isOfReference: boolean, elidable: boolean): void {
    this.#uses.set(name, this.#uses.has(name) || !elidable ? "many" : { span, isOfReference });
  }

  /** `list`: from `<` to `>`, or all of `for<..>` with the blank behind it. */
  *findings(compilation: Compilation, tree: Tree, params: readonly GenericParam[], list: Span): Generator<FoundLint> {
    for (const [i, param] of params.entries()) {
      const use = param.kind === "lifetime" ? this.#uses.get(param.ident.name) : "many";
      if (use === "many") continue;
      const removed = params.length === 1 ? list : withComma(compilation, tree, params, i);
      yield use === undefined ? unused(param, removed) : single(compilation, param, use, removed);
    }
  }
}

/** With what divides it from its neighbour. */
function withComma(compilation: Compilation, tree: Tree, params: readonly GenericParam[], i: number): Span {
  const own = spanOf(compilation, tree, params[i] as GenericParam);
  if (i === 0) return { ...own, hi: spanOf(compilation, tree, params[1] as GenericParam).lo };
  return { ...own, lo: spanOf(compilation, tree, params[i - 1] as GenericParam).hi };
}

/** Without bounds; of a type with its default, of a constant from `const` to its type. */
function spanOf({ sources }: Compilation, tree: Tree, param: GenericParam): Span {
  const { span } = param.ident;
  if (param.kind === "const") {
    const before = sources.snippet({ lo: Math.max(1, span.lo - 40), hi: span.lo });
    return { ...span, lo: span.lo - (/const\s+$/.exec(before)?.[0].length ?? 0), hi: tree.span(param.type).hi };
  }
  return param.kind === "lifetime" || param.default === undefined ? span : { ...span, hi: tree.span(param.default).hi };
}

function unused({ ident, id }: GenericParam, removed: Span): FoundLint {
  const said = warning(`lifetime parameter \`${ident.name}\` never used`);
  const isNextTo = removed.lo <= ident.span.lo && ident.span.hi <= removed.hi;
  said.at(ident.span);
  if (isNextTo) said.suggest("elide the unused lifetime", [{ span: removed, text: "" }], "MachineApplicable", "inline");
  return { lint: "unused_lifetimes", node: id, diagnostic: said };
}

function single({ sources }: Compilation, param: GenericParam, use: Exclude<LifetimeUse, "many">, removed: Span): FoundLint {
  const { ident, id, bounds } = param;
  const said = warning(`lifetime parameter \`${ident.name}\` only used once`).at(ident.span, "this lifetime...");
  said.label(use.span, "...is used only here");
  const blanks = use.isOfReference ? /^\s*/.exec(sources.snippet({ lo: use.span.hi, hi: use.span.hi + 80 }))?.[0].length : 0;
  const edits = [
    { span: removed, text: "" },
    { span: { ...use.span, hi: use.span.hi + (blanks ?? 0) }, text: use.isOfReference ? "" : "'_" },
  ];
  if (bounds.length === 0) said.suggest("elide the single-use lifetime", edits, "MachineApplicable", "inline");
  return { lint: "single_use_lifetimes", node: id, diagnostic: said };
}
