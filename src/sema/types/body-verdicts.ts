// What is found of bodies whose types are known, and with that what may be computed: nothing of a body with errors.
import type { ExprId } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Body } from "./thir.ts";
import type { Ty } from "./ty.ts";

export class BodyVerdicts {
  readonly #tcx: TypeContext;
  /** Looks at a body: the same one, or it tainted. */
  judge: ((body: Body) => Body) | undefined;
  readonly #judged = new Map<Body, Body>();
  /** Owners of bodies that were judged and found wrong. */
  readonly #faulty = new Set<DefId>();

  /** Owners of bodies that may not run at compile time, and would: since 1.92 nobody looks at what they leave unused. */
  readonly unrunnable = new Set<DefId>();

  /** Casts of the crate that could be left to coercion. */
  readonly trivialCasts: { readonly node: ExprId; readonly from: Ty; readonly to: Ty }[] = [];

  constructor(tcx: TypeContext) {
    this.#tcx = tcx;
  }

  /** The body, tainted if something is wrong with it that its types do not tell. Of core's, nothing is. */
  of(body: Body): Body {
    const known = this.#judged.get(body);
    if (known !== undefined) return known;
    const { diagnostics, isMuted } = this.#tcx;
    if (isMuted || this.judge === undefined || !this.#tcx.isHomeOf(body.owner)) return body;
    const before = diagnostics.length;
    const judged = this.judge(body);
    if (diagnostics.slice(before).some(({ level, lint }) => level === "error" && lint === undefined)) this.#faulty.add(judged.owner);
    this.#judged.set(body, judged);
    return judged;
  }

  /** What may be computed of a constant or function. */
  computable(def: DefId): Body | undefined {
    const body = this.#tcx.body(def);
    const judged = body && this.of(body);
    return judged === undefined || judged.tainted || this.#faulty.has(def) ? undefined : judged;
  }
}
