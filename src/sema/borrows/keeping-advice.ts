// How a value that was moved could have been kept: a loop to look at, a parameter that could borrow, a reborrow, a clone, `ref`
// in the pattern (rustc: `suggest_ref_or_clone`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Expr as AstExpr } from "../../syntax/ast.ts";
import type { Access, Path } from "../flow/graph.ts";
import type { DefId } from "../types/def-id.ts";
import { mapPredicate } from "../types/predicates.ts";
import type { Ty } from "../types/ty.ts";
import { containsSpan, startOf } from "./body-source.ts";
import { adviseClone } from "./clone-advice.ts";
import type { BorrowContext } from "./context.ts";
import { adviseHoisting, loopHead } from "./loop-advice.ts";
import { suggestReborrow } from "./move-reasons.ts";
import { siteOfAccess } from "./use-sites.ts";
import { describe } from "./place-names.ts";
import { declaredAt } from "./declarations.ts";
import { isFnCall, isNormalCall } from "./calls.ts";

export interface Kept {
  readonly access: Access;
  /** What the presence of the used place is known by. */
  readonly tracked: Path;
  /** A closure that can be called once only: it is not cloned. */
  readonly isClosure: boolean;
}

/** True if a reborrow was suggested. */
export function adviseKeeping(cx: BorrowContext, kept: Kept, said: DiagnosticBuilder): boolean {
  const advice = new KeepingAdvice(cx, kept, said);
  const expr = cx.source.innermostAt(kept.access.span);
  const declared = kept.tracked.steps.length === 0 ? declaredAt(cx, kept.tracked) : undefined;
  if (declared !== undefined && expr !== undefined && advice.expression(expr, declared)) return true;
  advice.pattern();
  return false;
}

class KeepingAdvice {
  constructor(
    readonly cx: BorrowContext,
    readonly kept: Kept,
    readonly said: DiagnosticBuilder,
  ) {}

  get #span(): Span {
    return this.kept.access.span;
  }

  expression(expr: AstExpr, declared: Span): boolean {
    this.#loops(expr, declared);
    const type = this.cx.typeOf(this.kept.tracked);
    if (type === undefined) return false;
    const argument = this.#argument(expr);
    let canClone = true;
    if (argument !== undefined) {
      const { def, index } = argument;
      const param = this.#paramOf(def, index);
      if (type.kind === "ref" && type.mutable && param !== undefined) {
        suggestReborrow(this.cx, this.kept.access.path, expr.span, this.said);
        return true;
      }
      const borrowed = param === undefined ? undefined : this.#borrowing(argument, param, type, expr);
      if (borrowed !== undefined) canClone = borrowed;
      else this.#parameter(def, index);
    }
    this.#clone(expr, type, canClone);
    return false;
  }

  #clone(expr: AstExpr, type: Ty, canClone: boolean): void {
    const { cx, kept, said } = this;
    const site = siteOfAccess(cx, kept.access);
    const parent = cx.source.parentExpr(expr.id);
    if (parent?.kind.kind === "for" && containsSpan(cx.source.tree.span(parent.kind.iterator), expr.span)) return;
    if (site.kind === "self" && isNormalCall(cx, site.call)) return;
    if (kept.isClosure) return;
    if (adviseHoisting(cx, expr, said) && canClone) adviseClone(cx, { type, expr, site }, said);
  }

  #loops(expr: AstExpr, declared: Span): void {
    for (const each of this.cx.source.exprsAround(expr.id)) {
      const head = loopHead(this.cx, each, expr);
      if (containsSpan(head?.whole ?? each.span, declared)) return;
      if (head !== undefined) this.said.label(head.span, "inside of this loop");
    }
  }

  /** The function or method that takes the expression as its argument, receivers left out. */
  #argument(expr: AstExpr): { def: DefId; index: number; args: readonly Ty[] } | undefined {
    const parent = this.cx.source.parentExpr(expr.id);
    if (parent?.kind.kind !== "call" && parent?.kind.kind !== "method-call") return undefined;
    const position = parent.kind.args.findIndex((arg) => this.cx.source.withoutParens(this.cx.source.tree.expr(arg)).id === expr.id);
    const call = this.cx.typed.at(parent.span).find((each) => each.kind === "call" && (each.by === "call" || each.by === "method"));
    if (position < 0 || call?.kind !== "call" || call.callee.type.kind !== "fn-def") return undefined;
    if (isFnCall(this.cx, call)) return undefined;
    const { def, args } = call.callee.type;
    return { def, index: position + (parent.kind.kind === "method-call" ? 1 : 0), args };
  }

  #paramOf(def: DefId, index: number): (Ty & { kind: "param" }) | undefined {
    const kind = this.cx.tcx.items.kind(def);
    const param = kind === "fn" || kind === "assoc-fn" ? this.cx.tcx.signature(def).params[index] : undefined;
    return param?.kind === "param" ? param : undefined;
  }

  /** A reference would do; false where only `&mut` would not be cloned. Undefined: it would not. */
  #borrowing(
    call: { def: DefId; index: number; args: readonly Ty[] },
    param: Ty & { kind: "param" },
    type: Ty,
    expr: AstExpr,
  ): boolean | undefined {
    const { cx } = this;
    if (!this.#hasMethods(call.def, param)) return undefined;
    for (const mutable of [false, true]) {
      if (!this.#fits(call, param, cx.tcx.types.ref(type, mutable))) continue;
      const name = describe(cx, this.kept.access.path);
      const what = name === undefined ? "here" : `\`${name}\``;
      const edit = { span: startOf(expr.span), text: mutable ? "&mut " : "&" };
      this.said.suggest(`consider ${mutable ? "mutably " : ""}borrowing ${what}`, [edit], "MaybeIncorrect", "verbose");
      return mutable;
    }
    return undefined;
  }

  /** Some bound of the parameter has a method. */
  #hasMethods(def: DefId, param: Ty): boolean {
    const { tcx } = this.cx;
    const has = (trait: DefId): boolean =>
      tcx.items.children(trait).some((item) => tcx.isMethod(item)) || tcx.superTraits(trait).some((ref) => has(ref.trait));
    return tcx.predicates(def).some((each) => each.kind === "trait" && each.ref.args[0] === param && has(each.ref.trait));
  }

  #fits({ def, index, args }: { def: DefId; index: number; args: readonly Ty[] }, param: Ty & { kind: "param" }, borrowed: Ty): boolean {
    const { tcx, selector } = this.cx;
    const others = args.map((arg, i) => (i === param.index ? borrowed : arg));
    const put = (type: Ty, with_: readonly Ty[]): Ty => selector.normalize(tcx.types.substitute(type, with_), []);
    const { params, output } = tcx.signature(def);
    const kept = [output, ...params.filter((_, i) => i !== index)];
    if (!kept.every((type) => put(type, args) === put(type, others))) return false;
    return tcx.predicates(def).every((each) => selector.holds(mapPredicate(each, (type) => put(type, others))) === "yes");
  }

  /** The function's own parameter could borrow. */
  #parameter(def: DefId, index: number): void {
    const { items } = this.cx.tcx;
    const kind = items.item(def)?.kind;
    const param = kind?.kind === "fn" ? kind.params[index] : undefined;
    if (param === undefined || !items.isLocal(def)) return;
    const what = items.kind(def) === "fn" ? "function" : "method";
    const span = param.self === "value" ? items.tree(def).span(param.pat) : items.tree(def).span(param.type);
    this.said.note(
      `consider changing this parameter type in ${what} \`${items.name(def)}\` to borrow instead if owning the value isn't necessary`,
      { span, primary: true, label: "this parameter takes ownership of the value" },
      { span: items.identSpan(def), primary: false, label: `in this ${what}` },
    );
  }

  /** A name in a pattern could be bound by `ref`. */
  pattern(): void {
    const pat = this.cx.typed.patAt(this.#span);
    if (pat?.kind.kind !== "binding" || pat.kind.mode !== "value" || this.cx.source.innermostAt(this.#span) !== undefined) return;
    const local = this.cx.body.locals[pat.kind.local];
    if (local === undefined || local.mutable || pat.kind.sub !== undefined) return;
    const edits = [{ span: startOf(pat.span), text: "ref " }];
    this.said.suggest("borrow this binding in the pattern to avoid moving the value", edits, "MachineApplicable", "verbose");
  }
}
