// Why a loan must outlast a lifetime of the item: the constraint on the way to it that tells most (rustc: `best_blame_constraint`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Blame, Constraint, Loan, Region } from "../flow/graph.ts";
import { parameterIndex } from "../types/regions.ts";
import type { BorrowContext } from "./context.ts";

export interface Requirement {
  readonly by: Blame["by"];
  readonly span: Span;
  /** Of the lifetime: its name, and where it is declared. */
  readonly name: string;
  readonly declared: Span | undefined;
}

const BY: Readonly<Record<Blame["by"], string>> = {
  return: "returning this value ",
  argument: "argument ",
  assignment: "assignment ",
  annotation: "type annotation ",
};

export class Requirements {
  readonly #below = new Map<Region, Constraint[]>();

  constructor(readonly cx: BorrowContext) {
    for (const constraint of cx.graph.constraints) {
      const list = this.#below.get(constraint.longer);
      if (list === undefined) this.#below.set(constraint.longer, [constraint]);
      else list.push(constraint);
    }
  }

  /** Undefined where there is none, or none that has a name here. */
  of({ region }: Loan): Requirement | undefined {
    const { universals } = this.cx.graph;
    const demanded = this.cx.solver.demanded(region).filter((i) => universals[i]?.kind !== "external");
    const wanted = demanded.includes(0) ? 0 : demanded.length === 1 ? demanded[0] : undefined;
    const universal = wanted === undefined ? undefined : universals[wanted];
    if (wanted === undefined || universal?.kind !== "named") return undefined;
    const blame = this.#blame(region, universal.region);
    const name = wanted === 0 ? { name: "'static", declared: undefined } : this.#nameOf(wanted - 1);
    return blame && (blame.by === "return" || name !== undefined)
      ? { ...blame, ...(name ?? { name: "", declared: undefined }) }
      : undefined;
  }

  #blame(from: Region, to: Region): Blame | undefined {
    const path = this.#path(from, to);
    const blames = path.flatMap(({ blame }) => (blame === undefined ? [] : [blame]));
    return blames.findLast(({ by }) => by === "return") ?? blames.at(-1);
  }

  #path(from: Region, to: Region): Constraint[] {
    const came = new Map<Region, Constraint>();
    const queue = [from];
    for (let at = queue.shift(); at !== undefined && !came.has(to); at = queue.shift()) {
      for (const constraint of this.#below.get(at) ?? []) {
        if (constraint.shorter === from || came.has(constraint.shorter)) continue;
        came.set(constraint.shorter, constraint);
        queue.push(constraint.shorter);
      }
    }
    const path: Constraint[] = [];
    for (let at = came.get(to); at !== undefined; at = at.longer === from ? undefined : came.get(at.longer)) path.unshift(at);
    return path;
  }

  /** The owner's lifetimes are numbered from the outermost item in. */
  #nameOf(index: number): { readonly name: string; readonly declared: Span } | undefined {
    const { items } = this.cx.tcx;
    for (let at: number | undefined = this.cx.body.owner; at !== undefined; at = items.parent(at)) {
      for (const { kind, ident } of items.astGenerics(at)?.params ?? []) {
        if (kind !== "lifetime") continue;
        const region = this.cx.items.parameter(this.cx.body.owner, ident.name);
        if (region !== undefined && parameterIndex(region) === index) return { name: ident.name, declared: ident.span };
      }
    }
    return undefined;
  }
}

/** `place`: what is borrowed, if it has a name. */
export function explainRequirement(required: Requirement, place: string | undefined, which: string, said: DiagnosticBuilder): void {
  const { by, span, name, declared } = required;
  if (declared !== undefined) said.label(declared, `lifetime \`${name}\` defined here`);
  said.label(span, `${BY[by]}requires that ${place === undefined ? `${which}borrow lasts` : `${place} is borrowed`} for \`${name}\``);
}
