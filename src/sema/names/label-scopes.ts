// Labels, and which loop or block a jump leaves or begins anew.
import { error, warning } from "../../diag/diagnostic.ts";
import type { Expr, Ident, Label, NodeId } from "../../syntax/ast.ts";
import type { LateResolver } from "./late.ts";
import { undeclaredLabel } from "./scope-errors.ts";

interface LabelRib {
  readonly ident: Ident | undefined;
  readonly target: NodeId;
  readonly isLoop: boolean;
  /** How many ribs of variables were there before. */
  readonly depth: number;
  used: boolean;
}

/** Stands before the labels of a `while` in its condition. */
const CONDITION: LabelRib = { ident: undefined, target: 0, isLoop: false, depth: 0, used: false };

export class LabelScopes {
  readonly #late: LateResolver;
  /** Innermost last; undefined stands for the border of a function or closure. */
  #labels: (LabelRib | undefined)[] = [];

  constructor(late: LateResolver) {
    this.#late = late;
  }

  without(action: () => void): void {
    const labels = this.#labels;
    this.#labels = [];
    action();
    this.#labels = labels;
  }

  withinClosure(action: () => void): void {
    this.#labels.push(undefined);
    action();
    this.#labels.pop();
  }

  /** Labels of a `while` are none of its condition's. */
  withinCondition(action: () => void): void {
    this.#labels.push(CONDITION);
    action();
    this.#labels.pop();
  }

  within(expr: Expr, label: Label | undefined, isLoop: boolean, action: () => void): void {
    if (label === undefined && !isLoop) {
      action();
      return;
    }
    if (label !== undefined) this.#warnOfShadowing(label.ident);
    const rib: LabelRib = { ident: label?.ident, target: expr.id, isLoop, depth: this.#late.scopes.ribs.length, used: false };
    this.#labels.push(rib);
    action();
    this.#labels.pop();
  }

  /** Asks of labels from the innermost on whether they are what a word means: one of a macro's body by what is around the macro. */
  #meaning({ name, span }: Ident): (rib: LabelRib) => boolean {
    const { scopes } = this.#late;
    let ctxt = span.ctxt ?? 0;
    let depth = scopes.ribs.length;
    return (rib) => {
      ctxt = scopes.outside(ctxt, depth, rib.depth);
      depth = rib.depth;
      return rib.ident?.name === name && (rib.ident.span.ctxt ?? 0) === ctxt;
    };
  }

  #warnOfShadowing(label: Ident): void {
    const isMeant = this.#meaning(label);
    const { name, span } = label;
    for (let i = this.#labels.length - 1; i >= 0; i--) {
      const rib = this.#labels[i];
      if (rib === undefined) return;
      if (rib.ident === undefined || !isMeant(rib)) continue;
      const said = warning(`label name \`${name}\` shadows a label name that is already in scope`);
      said.at(span, `label \`${name}\` already in scope`).label(rib.ident.span, "first declared here");
      this.#late.compilation.report("names", said);
      return;
    }
  }

  jump(expr: Expr, label: Label | undefined, word: string): void {
    if (label === undefined) {
      for (let i = this.#labels.length - 1; i >= 0; i--) {
        const rib = this.#labels[i];
        if (rib === undefined) return;
        if (rib === CONDITION) {
          this.#inCondition(expr, word);
          return;
        }
        if (!rib.isLoop) continue;
        this.#late.tables.setTarget(expr.id, rib.target);
        return;
      }
      return;
    }
    this.#labelledJump(expr, label.ident);
  }

  #inCondition(expr: Expr, word: string): void {
    const said = error("E0590", "`break` or `continue` with no label in the condition of a `while` loop");
    this.#late.compilation.report("names", said.at(expr.span, `unlabeled \`${word}\` in the condition of a \`while\` loop`));
    this.#late.tables.setPath(expr.id, { kind: "error" });
  }

  #labelledJump(expr: Expr, ident: Ident): void {
    let closure = false;
    const isMeant = this.#meaning(ident);
    for (let i = this.#labels.length - 1; i >= 0; i--) {
      const rib = this.#labels[i];
      if (rib === undefined) {
        closure = true;
        continue;
      }
      if (rib.ident === undefined || !isMeant(rib)) continue;
      rib.used = true;
      if (closure) this.#unreachableLabel(ident, rib.ident);
      else this.#late.tables.setTarget(expr.id, rib.target);
      return;
    }
    undeclaredLabel(
      this.#late.compilation,
      ident,
      this.#labels.flatMap((rib) => (rib?.ident === undefined ? [] : [rib.ident])),
    );
  }

  #unreachableLabel(ident: Ident, declared: Ident): void {
    const said = error("E0767", `use of unreachable label \`${ident.name}\``).at(ident.span, `unreachable label \`${ident.name}\``);
    said.label(declared.span, "unreachable label defined here");
    said.note("labels are unreachable through functions, closures, async blocks and modules");
    this.#late.compilation.report("names", said);
  }
}
