// What flow checks ask about types that may hold parameters: whether a borrow can hide in them, whether it can flow into
// them through a shared handle, whether they are copied, and whether dropping them does anything.
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
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
  readonly #holds = new Map<Ty, boolean>();
  readonly #sinks = new Map<Ty, boolean>();

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
    const answer = this.#selector.traitHolds(this.tcx.lang("copy"), [type]) === "yes";
    this.#copies.set(type, answer);
    return answer;
  }

  /** Parameters and what is made of them may need it. */
  needsDrop(type: Ty): boolean {
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
    if (type.def === this.tcx.lang("manually_drop")) return true;
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

  /** Whether a value of the type can hold a borrow of a local of the body. */
  holds(type: Ty): boolean {
    const known = this.#holds.get(type);
    if (known !== undefined) return known;
    this.#holds.set(type, false);
    const answer = this.#computeHolds(type);
    this.#holds.set(type, answer);
    return answer;
  }

  #computeHolds(type: Ty): boolean {
    switch (type.kind) {
      case "ref":
      case "dynamic":
      case "opaque":
        return true;
      case "adt":
        return this.lifetimeCount(type.def) > 0 || type.args.some((arg) => this.holds(arg));
      case "closure": {
        const { captures } = this.tables.closure(type.closure);
        return captures.some(({ mode, type: held }) => mode !== "value" || this.holds(held));
      }
      case "tuple":
      case "array":
      case "slice":
      case "projection":
        return partsOf(type).some((part) => this.holds(part));
      default:
        return false;
    }
  }

  /** The type of a field, if it can be told without knowing more. */
  fieldType(type: Ty, step: Step): Ty | undefined {
    if (step.kind !== "field") return undefined;
    if (type.kind === "tuple") return type.elements[step.field];
    if (type.kind !== "adt") return undefined;
    const definition = this.tcx.adt(type.def);
    const field = definition.variants[Math.max(0, step.variant)]?.fields[step.field];
    return field === undefined ? undefined : this.tcx.types.substitute(field.type, type.args);
  }

  lifetimeCount(def: DefId): number {
    return this.tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
  }

  /** Whether something can be put into a value of the type through a handle: its inner regions may not shrink. */
  isSink(type: Ty): boolean {
    const known = this.#sinks.get(type);
    if (known !== undefined) return known;
    this.#sinks.set(type, false);
    const answer = this.#computeSink(type);
    this.#sinks.set(type, answer);
    return answer;
  }

  #computeSink(type: Ty): boolean {
    switch (type.kind) {
      case "ref":
      case "ptr":
        return type.mutable || this.isSink(type.target);
      case "dynamic":
      case "opaque":
      case "projection":
      case "fn-pointer":
      case "closure":
        return true;
      case "adt": {
        if (type.def === this.tcx.lang("unsafe_cell")) return true;
        const definition = this.tcx.adt(type.def);
        return definition.variants.some((variant) =>
          variant.fields.some((field) => this.isSink(this.tcx.types.substitute(field.type, type.args))),
        );
      }
      case "tuple":
      case "array":
      case "slice":
        return partsOf(type).some((part) => this.isSink(part));
      default:
        return false;
    }
  }
}

function mentionsParam(type: Ty): boolean {
  return type.kind === "param" || type.kind === "projection" || type.kind === "opaque" || partsOf(type).some(mentionsParam);
}
