// E0309 and E0310: what a parameter stands for would have to outlive a lifetime, and nothing says that it does (rustc:
// `construct_generic_bound_failure`).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder, type Edit } from "../../diag/diagnostic.ts";
import type { Bound, GenericParam } from "../../syntax/ast.ts";
import type { UnmetTest } from "../flow/check-flow.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import { endOf, isSameSpan } from "./body-source.ts";
import { ConstraintPaths } from "./constraint-paths.ts";
import type { BorrowContext } from "./context.ts";
import { namedLifetime } from "./region-names.ts";

type Param = Ty & { kind: "param" };

export class UnmetBounds {
  readonly told: DiagnosticBuilder[] = [];
  readonly #paths: ConstraintPaths;
  readonly #seen: { readonly type: Ty; readonly span: Span }[] = [];

  constructor(readonly cx: BorrowContext) {
    this.#paths = new ConstraintPaths(cx.graph);
  }

  /** False if it cannot be told. */
  add({ test, ends }: UnmetTest): boolean {
    const [end, ...others] = ends;
    const span = this.#spanOf(test.span);
    if (test.type.kind !== "param" || end === undefined || others.length > 0 || span === undefined || !this.#isExactly(test.short, end))
      return false;
    if (this.#seen.some((each) => each.type === test.type && isSameSpan(each.span, span))) return true;
    const said = this.#make(test.type, end, span);
    if (said === undefined) return false;
    this.#seen.push({ type: test.type, span });
    this.told.push(said);
    return true;
  }

  /** A region that need be no longer than a lifetime stands for it. */
  #isExactly(region: number, end: number): boolean {
    const { universals } = this.cx.graph;
    const lifetime = universals[end]?.region;
    const demanded = this.cx.solver.demanded(region).filter((i) => universals[i]?.kind !== "external");
    if (lifetime === undefined || demanded.length !== 1) return false;
    return end === 0 || region === lifetime || this.#paths.between(lifetime, region).length > 0;
  }

  /** Arguments that are written are held to bounds where they are. */
  #spanOf(span: Span): Span | undefined {
    const { source } = this.cx;
    const kind = source.exprAt(span)?.kind;
    if (kind?.kind === "method-call") return kind.segment.args === undefined ? span : undefined;
    const callee = kind?.kind === "call" ? source.tree.expr(kind.callee) : undefined;
    if (callee?.kind.kind !== "path") return span;
    return callee.kind.path.segments.some(({ args }) => args !== undefined) ? callee.span : span;
  }

  #make(type: Param, end: number, span: Span): DiagnosticBuilder | undefined {
    const declared = end === 0 ? undefined : namedLifetime(this.cx, end - 1);
    const edit = this.#edit(type, end === 0 ? "'static" : (declared?.name ?? ""), end);
    if (edit === undefined || (end > 0 && declared === undefined)) return undefined;
    const what = `the parameter type \`${type.name}\``;
    const said = error(end === 0 ? "E0310" : "E0309", `${what} may not live long enough`);
    if (declared === undefined) said.at(span, `${what} must be valid for the static lifetime...`);
    else said.label(declared.declared, `${what} must be valid for the lifetime \`${declared.name}\` as defined here...`);
    said.at(span, `...so that the type \`${type.name}\` will meet its required lifetime bounds`);
    return said.suggest("consider adding an explicit lifetime bound", [edit], "MaybeIncorrect", "verbose");
  }

  /** Undefined for `Self`, `impl Trait`, and parameters that are declared around the lifetime. */
  #edit(type: Param, name: string, end: number): Edit | undefined {
    const { items } = this.cx.tcx;
    for (let at: DefId | undefined = this.cx.body.owner; at !== undefined; at = items.parent(at)) {
      const generics = items.astGenerics(at);
      const param = generics?.params.find(({ kind, ident }) => kind === "type" && ident.name === type.name);
      if (param === undefined) {
        if (end > this.cx.items.inherited(this.cx.body.owner)) return undefined;
        continue;
      }
      const clause = generics?.where.find(
        (each) => each.kind === "type" && this.cx.snippet(items.tree(at as DefId).span(each.type)) === type.name,
      );
      return boundEdit(this.cx, param, clause?.bounds ?? [], name);
    }
    return undefined;
  }
}

function boundEdit(cx: BorrowContext, param: GenericParam, clause: readonly Bound[], name: string): Edit | undefined {
  const last = param.bounds.at(-1) ?? clause.at(-1);
  if (last?.kind === "use") return undefined;
  if (last !== undefined) return { span: endOf(last.kind === "lifetime" ? last.lifetime.ident.span : last.span), text: ` + ${name}` };
  const { span } = param.ident;
  const colon = /^\s*:/.exec(cx.snippet({ ...span, lo: span.hi, hi: span.hi + 8 }))?.[0].length;
  if (colon === undefined) return { span: endOf(span), text: `: ${name}` };
  return { span: { ...span, lo: span.hi + colon, hi: span.hi + colon }, text: ` ${name}` };
}
