// Moves and borrows of a typed body, judged on its MIR. Bodies that cannot be lowered yet are not judged here.
import type { Span } from "../base/source.ts";
import { buildBody, buildClosure } from "../mir/build/body.ts";
import { Unsupported } from "../mir/build/builder.ts";
import type { BuildContext } from "../mir/build/builder.ts";
import { unprovedBorrows } from "../mir/borrows/check.ts";
import { missingValues } from "../mir/borrows/moves.ts";
import type { TypeTables } from "../sema/types/tables.ts";
import type { Body } from "../sema/types/thir.ts";

export interface BorrowFindings {
  /** Reads of variables that may have no value. */
  readonly missing: readonly Span[];
  /** Borrows that cannot be shown to be right. */
  readonly borrows: readonly Span[];
}

/** Undefined if the body cannot be lowered. */
export function checkBorrows(body: Body, tables: TypeTables, context: BuildContext): BorrowFindings | undefined {
  try {
    const args = tables.identityArgs(body.owner);
    const mir = buildBody(context, "", body, args);
    const closures = body.closures.map(({ id }) =>
      buildClosure(context, "", body, { kind: "closure-call", closure: id, args, method: "call" }),
    );
    const flow = { holdsReferences: tables.holdsReferences, lifetimes: tables.signatureLifetimes };
    return {
      missing: [mir, ...closures].flatMap(missingValues),
      borrows: [
        ...unprovedBorrows(mir, flow, tables.signatureLifetimes(body.owner)),
        ...closures.flatMap((closure) => unprovedBorrows(closure, flow, undefined)),
      ],
    };
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}
