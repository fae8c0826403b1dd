// Why a loan must outlast a lifetime of the item: what on the way to it asks for that.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Blame, Loan } from "../flow/graph.ts";
import { ConstraintPaths } from "./constraint-paths.ts";
import type { BorrowContext } from "./context.ts";
import { namedLifetime } from "./region-names.ts";

export interface Requirement {
  readonly by: Blame["by"];
  readonly span: Span;
  /** Of the lifetime: its name, and where it is declared. */
  readonly name: string;
  readonly declared: Span | undefined;
}

/** What asks for it, as messages say it. */
export const BY: Readonly<Record<Blame["by"], string>> = {
  return: "returning this value ",
  argument: "argument ",
  assignment: "assignment ",
  annotation: "type annotation ",
  usage: "this usage ",
  bound: "",
};

export class Requirements {
  readonly #paths: ConstraintPaths;

  constructor(readonly cx: BorrowContext) {
    this.#paths = new ConstraintPaths(cx.graph);
  }

  /** Undefined where there is none, or none that has a name here. */
  of({ region }: Loan): Requirement | undefined {
    const { universals } = this.cx.graph;
    const demanded = this.cx.solver.demanded(region).filter((i) => universals[i]?.kind !== "external");
    const wanted = demanded.includes(0) ? 0 : demanded.length === 1 ? demanded[0] : undefined;
    const universal = wanted === undefined ? undefined : universals[wanted];
    if (wanted === undefined || universal?.kind !== "named") return undefined;
    const blame = this.#paths.blame(this.#paths.between(region, universal.region))?.blame;
    const name = wanted === 0 ? { name: "'static", declared: undefined } : namedLifetime(this.cx, wanted - 1);
    return blame && (blame.by === "return" || name !== undefined)
      ? { ...blame, ...(name ?? { name: "", declared: undefined }) }
      : undefined;
  }
}

/** `place`: what is borrowed, if it has a name. */
export function explainRequirement(required: Requirement, place: string | undefined, which: string, said: DiagnosticBuilder): void {
  const { by, span, name, declared } = required;
  if (declared !== undefined) said.label(declared, `lifetime \`${name}\` defined here`);
  said.label(span, `${BY[by]}requires that ${place === undefined ? `${which}borrow lasts` : `${place} is borrowed`} for \`${name}\``);
}
