// What flow checks ask about types that may hold parameters: whether they are copied, and whether dropping them does
// anything.
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { eraseRegions } from "../types/regions.ts";
import type { Expr } from "../types/thir.ts";
import { InferenceTable } from "../types/infer.ts";
import { Selector } from "../types/select.ts";
import type { TypeTables } from "../types/tables.ts";
import { partsOf, type Ty } from "../types/ty.ts";
import type { Step } from "./graph.ts";

export class TypeFacts {
  readonly tcx: TypeContext;
  readonly tables: TypeTables;
  readonly owner: DefId;
  readonly #selector: Selector;
  readonly #copies = new Map<Ty, boolean>();
  readonly #drops = new Map<Ty, boolean>();

  constructor(tcx: TypeContext, tables: TypeTables, owner: DefId) {
    this.tcx = tcx;
    this.tables = tables;
    this.owner = owner;
    this.#selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(owner));
  }

  isCopy(type: Ty): boolean {
    if (type.kind === "ref") return !type.mutable;
    const known = this.#copies.get(type);
    if (known !== undefined) return known;
    const answer = this.#selector.traitHolds(this.tcx.lang("copy"), [eraseRegions(this.tcx.types, type)]) === "yes";
    this.#copies.set(type, answer);
    return answer;
  }

  /** Parameters and what is made of them may need it. */
  needsDrop(type: Ty): boolean {
    let answer = this.#drops.get(type);
    if (answer === undefined) this.#drops.set(type, (answer = this.#needsDrop(eraseRegions(this.tcx.types, type))));
    return answer;
  }

  #needsDrop(type: Ty): boolean {
    switch (type.kind) {
      case "param":
      case "projection":
      case "opaque":
        return !this.isCopy(type);
      case "tuple":
      case "array":
      case "slice":
        return partsOf(type).some((part) =>
          part.kind !== "const" && part.kind !== "param"
            ? this.needsDrop(part)
            : part.kind === "param" && part.constType === undefined && !this.isCopy(part),
        );
      case "adt":
        if (type.args.some((arg) => mentionsParam(arg)) && !this.isCopy(type)) return !this.#isPlainData(type);
        return this.tables.needsDrop(type);
      case "closure":
        return this.tables.needsDrop(type);
      default:
        return this.tables.needsDrop(type);
    }
  }

  /** A generic type whose fields, with its parameters, need no dropping. */
  #isPlainData(type: Ty & { kind: "adt" }): boolean {
    if (this.tcx.isLang(type.def, "manually_drop")) return true;
    if (this.tcx.hasDrop(type.def)) return false;
    const definition = this.tcx.adt(type.def);
    if (definition.kind === "union") return true;
    return definition.variants.every((variant) =>
      variant.fields.every((field) => {
        const part = this.tcx.types.substitute(field.type, type.args);
        return part !== type && !this.needsDrop(part);
      }),
    );
  }

  /** Nothing of it changes behind a shared reference; of parameters nobody knows. */
  isFrozen(type: Ty): boolean {
    const erased = eraseRegions(this.tcx.types, type);
    return !mentionsParam(erased) && this.tables.isFreeze(erased);
  }

  isPlain(type: Ty): boolean {
    const erased = eraseRegions(this.tcx.types, type);
    return !this.needsDrop(erased) && !mentionsParam(erased) && this.tables.isFreeze(erased);
  }

  get isInStatic(): boolean {
    return this.tcx.items.kind(this.owner) === "static";
  }

  known(def: DefId, args: readonly Ty[]): bigint | undefined {
    if (args.length > 0) return undefined;
    return this.tcx.silently(() => this.tcx.evaluator?.(def, args));
  }

  hasDestructor(adt: DefId): boolean {
    return this.tcx.hasDrop(adt);
  }

  isMore(adt: Ty): boolean {
    return adt.kind !== "adt" || this.hasDestructor(adt.def) || this.tcx.isLang(adt.def, "unsafe_cell");
  }

  /** A trait's constant may be any impl's. */
  constantValue(def: DefId): Expr | undefined {
    const parent = this.tcx.items.parent(def);
    return parent !== undefined && this.tcx.items.kind(parent) === "trait" ? undefined : this.tcx.body(def)?.value;
  }

  isConstructor(def: DefId): boolean {
    return this.tcx.items.kind(def) === "constructor";
  }

  isPromotable(def: DefId): boolean {
    return this.tcx.hasAttribute(def, "rustc_promotable");
  }

  /** The type of a field, if it can be told without knowing more. */
  fieldType(type: Ty, step: Step): Ty | undefined {
    if (step.kind === "index" || step.kind === "elements") return type.kind === "array" ? type.element : undefined;
    if (step.kind === "box") return this.tables.boxContent(type);
    if (step.kind !== "field") return undefined;
    if (type.kind === "tuple") return type.elements[step.field];
    if (type.kind !== "adt") return undefined;
    const definition = this.tcx.adt(type.def);
    const field = definition.variants[Math.max(0, step.variant)]?.fields[step.field];
    return field === undefined ? undefined : this.tcx.types.substitute(field.type, type.args);
  }
}

function mentionsParam(type: Ty): boolean {
  return type.kind === "param" || type.kind === "projection" || type.kind === "opaque" || partsOf(type).some(mentionsParam);
}
