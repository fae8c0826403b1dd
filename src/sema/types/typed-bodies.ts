// Bodies with their types, by their owners: each is checked when somebody asks for it first.
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Body } from "./thir.ts";

export class TypedBodies {
  readonly #tcx: TypeContext;
  readonly #known = new Map<DefId, Body | undefined>();
  /** What was found wrong with bodies of core, by their owners. */
  readonly #said = new Map<DefId, readonly Diagnostic[]>();

  constructor(
    tcx: TypeContext,
    readonly areCores: boolean,
  ) {
    this.#tcx = tcx;
  }

  of(def: DefId): Body | undefined {
    if (!this.#known.has(def)) {
      const { diagnostics } = this.#tcx;
      const before = diagnostics.length;
      this.#known.set(def, this.#tcx.bodyChecker?.(def));
      if (this.areCores && diagnostics.length > before) this.#said.set(def, diagnostics.slice(before));
    }
    return this.#known.get(def);
  }

  saidOf(def: DefId): readonly Diagnostic[] {
    return this.#said.get(def) ?? [];
  }

  /** Unless it is code of more than one instance, or holds closures, which are known by numbers. */
  forget(def: DefId): void {
    const isKept = this.#known.get(def)?.closures.length !== 0 || this.#tcx.generics(def).params.length > 0;
    if (!isKept) this.#known.delete(def);
  }
}
