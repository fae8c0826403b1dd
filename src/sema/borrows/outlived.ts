// E0597, E0716, E0515 and E0373: what is borrowed ends before the loan does. In: ends of variables and temporaries with the loans
// in force there. Out: rustc's words; undefined where it cannot be told why the loan lasts.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Loan } from "../flow/graph.ts";
import type { Conflict } from "../flow/solve.ts";
import { containsSpan, endOf, isSameSpan, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { explainReason, type Reason, type Reasons } from "./reasons.ts";
import type { Requirement } from "./required.ts";
import { describe } from "./place-names.ts";
import { returnedAt } from "./returned.ts";
import { isOddTemporary } from "./inexact.ts";

export class OutlivedTeller {
  readonly #seen: Loan[] = [];

  constructor(
    readonly cx: BorrowContext,
    readonly reasons: Reasons,
  ) {}

  /** `told`: the same was said before. */
  tell(conflict: Conflict): DiagnosticBuilder | "told" | undefined {
    const { access, loan } = conflict;
    const isTold = this.#seen.some((each) => each.path.root === loan.path.root && isSameSpan(each.span, loan.span));
    if (isTold) return "told";
    this.#seen.push(loan);
    const reason = this.reasons.of(conflict);
    if (reason === undefined || this.#needsDestructor(loan)) return undefined;
    return new OutlivedReport(this.cx, access, loan, reason).make();
  }

  /** Parts of what has a destructor: other words. */
  #needsDestructor({ path }: Loan): boolean {
    return path.steps.some((step, i) => {
      if (step.kind === "box") return false;
      const type = this.cx.typeOf({ root: path.root, steps: path.steps.slice(0, i) });
      return type?.kind === "adt" && this.cx.tcx.hasDrop(type.def);
    });
  }
}

class OutlivedReport {
  readonly #name: string | undefined;

  constructor(
    readonly cx: BorrowContext,
    readonly access: Access,
    readonly loan: Loan,
    readonly reason: Reason,
  ) {
    this.#name = describe(cx, loan.path);
  }

  make(): DiagnosticBuilder | undefined {
    const { required } = this.reason;
    const { closure } = this.loan;
    if (required?.by === "return" && closure === undefined) return this.#returned(required);
    if (
      closure !== undefined &&
      this.#name !== undefined &&
      required !== undefined &&
      required.by !== "assignment" &&
      required.by !== "annotation"
    )
      return this.#closure(required);
    const isOdd = this.#name === undefined && isOddTemporary(this.cx, this.cx.slot(this.loan.path.root).span);
    if (isOdd) return undefined;
    return this.#name === undefined ? this.#temporary() : this.#variable(this.#name);
  }

  #explain(said: DiagnosticBuilder, borrow: Span | undefined): void {
    explainReason(this.cx, this.reason, { loan: this.loan, which: "", borrow }, said);
  }

  // --- Variables -------------------------------------------------------------------------------------------------

  #variable(name: string): DiagnosticBuilder {
    const { cx, loan } = this;
    const said = error("E0597", `\`${name}\` does not live long enough`);
    said.at(loan.span, "borrowed value does not live long enough");
    said.label(this.access.span, `\`${name}\` dropped here while still borrowed`);
    if (loan.closure !== undefined) said.label(loan.closure.headSpan, "value captured here");
    this.#explain(said, loan.span);
    const { use } = this.reason;
    if (use?.kind !== "dropped") return said;
    const isNamed = describe(cx, { root: use.slot, steps: [] }) !== undefined;
    if (isNamed && loan.path.steps.length === 0 && use.slot !== loan.path.root)
      said.note("values in a scope are dropped in the opposite order they are defined");
    if (!isNamed) this.#tail(use.slot, said);
    return said;
  }

  /** A temporary of a block's last expression lives longer than the block's variables. */
  #tail(slot: number, said: DiagnosticBuilder): void {
    const { cx } = this;
    const tail = cx.edition >= 2024 ? undefined : cx.source.tailAround(cx.slot(slot).span);
    if (tail === undefined) return;
    if (tail.isIgnored) {
      const words =
        "consider adding semicolon after the expression so its temporaries are dropped sooner, before the local variables declared by the block are dropped";
      said.suggest(words, [{ span: endOf(tail.span), text: ";" }], "MaybeIncorrect", "verbose");
      return;
    }
    said.note(
      "the temporary is part of an expression at the end of a block;\nconsider forcing this temporary to be dropped sooner, before the block's local variables are dropped",
    );
    const edits = [
      { span: startOf(tail.span), text: "let x = " },
      { span: endOf(tail.span), text: "; x" },
    ];
    said.suggest(
      "for example, you could save the expression's value in a new local variable `x` and then make `x` be the expression at the end of the block",
      edits,
      "MaybeIncorrect",
      "verbose",
    );
  }

  // --- Temporaries -----------------------------------------------------------------------------------------------

  #temporary(): DiagnosticBuilder {
    const { cx, loan } = this;
    const { span } = cx.slot(loan.path.root);
    const said = error("E0716", "temporary value dropped while borrowed");
    said.at(span, "creates a temporary value which is freed while still in use");
    said.label(this.access.span, "temporary value is freed at the end of this statement");
    if (this.reason.use !== undefined && !this.#suggestBinding(span, said))
      said.note("consider using a `let` binding to create a longer lived value");
    this.#explain(said, undefined);
    if (loan.closure !== undefined) said.label(loan.closure.headSpan, "value captured here");
    return said;
  }

  #suggestBinding(span: Span, said: DiagnosticBuilder): boolean {
    const { cx } = this;
    const statement = cx.source.outermostStatements().find((each) => containsSpan(each, span));
    if (statement === undefined || cx.source.isInBlock(span, statement)) return false;
    const mutable = this.loan.mutable ? "mut " : "";
    const indent = cx.tcx.items.indentation(statement.lo);
    const edits = [
      { span: startOf(statement), text: `let ${mutable}binding = ${cx.snippet(span)};\n${indent}` },
      { span, text: "binding" },
    ];
    said.suggest("consider using a `let` binding to create a longer lived value", edits, "MaybeIncorrect", "verbose");
    return true;
  }

  // --- What is returned ------------------------------------------------------------------------------------------

  #returned({ span: whole }: Requirement): DiagnosticBuilder | undefined {
    const { cx, loan } = this;
    const span = returnedAt(cx, whole, loan.span);
    if (span === undefined) return undefined;
    const what = isSameSpan(span, loan.span) ? "reference to" : "value referencing";
    const name = this.#name;
    const local = cx.slot(loan.path.root).local;
    const kind =
      loan.path.steps.length > 0
        ? "local data"
        : local !== undefined && cx.typed.isParameter(local)
          ? "function parameter"
          : "local variable";
    const place = name === undefined ? "temporary value" : `${kind} \`${name}\``;
    const said = error("E0515", `cannot return ${what} ${place}`);
    said.at(span, `returns a ${what} data owned by the current function`);
    const borrow = name === undefined ? cx.slot(loan.path.root).span : loan.span;
    if (!isSameSpan(borrow, span)) said.label(borrow, name === undefined ? "temporary value created here" : `\`${name}\` is borrowed here`);
    return said;
  }

  // --- Closures --------------------------------------------------------------------------------------------------

  #closure(required: Requirement): DiagnosticBuilder | undefined {
    const { cx, loan } = this;
    const { closure } = loan;
    if (closure === undefined) return undefined;
    const name = `\`${this.#name}\``;
    const said = error("E0373", `closure may outlive the current function, but it borrows ${name}, which is owned by the current function`);
    said.at(closure.headSpan, `may outlive borrowed value ${name}`);
    said.label(loan.span, `${name} is borrowed here`);
    const words = `to force the closure to take ownership of ${name} (and any other referenced variables), use the \`move\` keyword`;
    said.suggest(words, [{ span: startOf(closure.headSpan), text: "move " }], "MachineApplicable", "verbose");
    if (required.by === "return") {
      const span = returnedAt(cx, required.span, loan.span);
      if (span === undefined) return undefined;
      said.noteAt(span, "closure is returned here");
    } else {
      if (required.declared !== undefined) said.label(required.declared, `lifetime \`${required.name}\` defined here`);
      said.noteAt(required.span, `function requires argument type to outlive \`${required.name}\``);
    }
    return said;
  }
}
