// Results and fields whose types lack a lifetime, of which E0106 has told: nothing more is asked of their values.
import type { AdtDef, FnSig } from "./tables.ts";
import type { DefId } from "./def-id.ts";
import { ERROR } from "./ty.ts";

export class LackingLifetimes {
  readonly #results = new Map<DefId, FnSig | undefined>();
  readonly #fields = new Map<DefId, Set<string>>();
  readonly #adts = new Map<DefId, AdtDef>();

  addResult(fn: DefId): void {
    this.#results.set(fn, undefined);
  }

  addField(adt: DefId, variant: number, field: number): void {
    const known = this.#fields.get(adt) ?? new Set();
    this.#fields.set(adt, known.add(`${variant} ${field}`));
    this.#adts.delete(adt);
  }

  signature(fn: DefId, found: FnSig): FnSig {
    if (!this.#results.has(fn)) return found;
    let made = this.#results.get(fn);
    if (made === undefined) this.#results.set(fn, (made = { ...found, output: ERROR }));
    return made;
  }

  adt(def: DefId, found: AdtDef): AdtDef {
    const lacking = this.#fields.get(def);
    if (lacking === undefined) return found;
    let made = this.#adts.get(def);
    if (made === undefined) this.#adts.set(def, (made = without(found, lacking)));
    return made;
  }
}

function without(found: AdtDef, lacking: ReadonlySet<string>): AdtDef {
  const variants = found.variants.map((variant, v) => ({
    ...variant,
    fields: variant.fields.map((field, f) => (lacking.has(`${v} ${f}`) ? { ...field, type: ERROR } : field)),
  }));
  return { ...found, variants };
}
