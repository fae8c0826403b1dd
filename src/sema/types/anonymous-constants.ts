// Constants without a name: array lengths, discriminants, const arguments. They have numbers below zero, by which they are asked
// for as definitions are.
import type { ExprId, Tree } from "../../syntax/ast.ts";
import type { DefId } from "./def-id.ts";
import type { Body } from "./thir.ts";
import type { Ty } from "./ty.ts";

export interface AnonymousConstant {
  readonly tree: Tree;
  readonly expr: ExprId;
  readonly owner: DefId;
  readonly type: Ty;
  /** Of `const { .. }`, whose types are inferred with those of the body around it. */
  readonly body?: Body;
}

export class AnonymousConstants {
  readonly #all: AnonymousConstant[] = [];
  readonly #byNode = new Map<Tree, Map<ExprId, DefId>>();
  readonly #first: number;

  /** The first has the number `-first - 1`. */
  constructor(first: number) {
    this.#first = first;
  }

  /** Its number; of a node that was added before, the one it has. */
  add(constant: AnonymousConstant): DefId {
    const { tree, expr } = constant;
    let byNode = this.#byNode.get(tree);
    if (byNode === undefined) this.#byNode.set(tree, (byNode = new Map()));
    const known = byNode.get(expr);
    if (known !== undefined) return known;
    this.#all.push(constant);
    const def = -this.#all.length - this.#first;
    byNode.set(expr, def);
    return def;
  }

  get(def: DefId): AnonymousConstant {
    return this.#all[-def - 1 - this.#first] as AnonymousConstant;
  }

  /** Those that this is true of. */
  all(isWanted: (constant: AnonymousConstant) => boolean): DefId[] {
    return this.#all.flatMap((constant, i) => (isWanted(constant) ? [-i - 1 - this.#first] : []));
  }
}
