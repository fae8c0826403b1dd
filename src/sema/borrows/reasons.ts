// Why a loan lasts, whatever the error is about: what will use it, or else a lifetime of the item that it must outlast.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Loan } from "../flow/graph.ts";
import type { Conflict } from "../flow/solve.ts";
import type { BorrowContext } from "./context.ts";
import { explainLaterUse, labelDeclaration, LaterUses, type LaterUse } from "./later-use.ts";
import { describe } from "./place-names.ts";
import { explainRequirement, Requirements, type Requirement } from "./required.ts";

export type Reason =
  | { readonly use: LaterUse; readonly required?: undefined }
  | { readonly required: Requirement; readonly use?: undefined };

export class Reasons {
  readonly #uses: LaterUses;
  readonly #requirements: Requirements;

  constructor(cx: BorrowContext) {
    this.#uses = new LaterUses(cx);
    this.#requirements = new Requirements(cx);
  }

  /** Undefined where it cannot be told. */
  of({ loan, point }: Conflict): Reason | undefined {
    const use = this.#uses.of(loan, point);
    if (use !== undefined) return { use };
    const required = this.#requirements.of(loan);
    return required && { required };
  }
}

export interface Explained {
  readonly loan: Loan;
  /** `first `, `mutable `: which borrow it is. */
  readonly which: string;
  /** Of the message's borrow: its declaration is pointed at, and uses inside it are not. */
  readonly borrow: Span | undefined;
}

export function explainReason(cx: BorrowContext, { use, required }: Reason, explained: Explained, said: DiagnosticBuilder): void {
  const { loan, which, borrow } = explained;
  if (borrow !== undefined) labelDeclaration(cx, borrow, said);
  if (use !== undefined) return explainLaterUse(cx, use, explained, said);
  const name = describe(cx, loan.path);
  explainRequirement(required, name === undefined ? undefined : `\`${name}\``, which, said);
}
