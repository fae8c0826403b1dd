// Values of named constants as the patterns they are where they stand in one: compared part by part, as their type's derived
// `PartialEq` does. In: the value. Out: the pattern, or why there is none. (rustc_mir_build: `const_to_pat`.)
import { atLeast } from "../../target/release.ts";
import type { Span } from "../../base/source.ts";
import type { PatternFault } from "../types/constant-pattern.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { formatOf, numberOf } from "../types/float-bits.ts";
import { fieldTypes } from "../types/patterns/constructors.ts";
import type { FieldPat, Pat, PatKind } from "../types/thir.ts";
import type { Ty } from "../types/ty.ts";
import { elementsOf, lengthOf, partOf, readPlace, type Pointer, type Value } from "./value.ts";

class Stop extends Error {
  constructor(readonly fault: PatternFault) {
    super(fault);
  }
}

export function patternOfValue(tcx: TypeContext, value: Value, type: Ty, span: Span): Pat | PatternFault {
  try {
    return new PatternMaker(tcx, span).pattern(value, type);
  } catch (stop) {
    if (stop instanceof Stop) return stop.fault;
    throw stop;
  }
}

/** Core's types that say of themselves that they compare by their parts, without a derive. */
const STRUCTURAL: ReadonlySet<string> = new Set(["Option", "PhantomData", "NonZero"]);

const TEXT = new TextDecoder();

class PatternMaker {
  readonly #structural = new Map<DefId, boolean>();

  constructor(
    readonly tcx: TypeContext,
    readonly span: Span,
  ) {}

  pattern(value: Value, type: Ty): Pat {
    return { type, span: this.span, kind: this.#kind(value, type) };
  }

  #kind(value: Value, type: Ty): PatKind {
    switch (type.kind) {
      case "int":
      case "bool":
      case "char":
      case "float":
        return this.#scalar(value, type);
      case "tuple":
        return { kind: "leaf", fields: this.#fields(value, type, 0) };
      case "adt":
        return this.#adt(value, type);
      case "array":
        return this.#slice(elementsOf(value), lengthOf(value), type.element);
      case "ref":
        return this.#reference(value, type.target);
      default:
        throw new Stop("unknown");
    }
  }

  #scalar(value: Value, type: Ty): PatKind {
    if (value.kind !== "scalar") throw new Stop("unknown");
    if (type.kind !== "float") return { kind: "constant", value: { kind: "scalar", value: value.value } };
    const format = formatOf(type);
    if (format === undefined) throw new Stop("unknown");
    if (Number.isNaN(numberOf(value.value, format))) throw new Stop("nan");
    return { kind: "constant", value: { kind: "float", bits: value.value } };
  }

  #adt(value: Value, type: Ty & { kind: "adt" }): PatKind {
    const { kind } = this.tcx.adt(type.def);
    if (kind === "union" || value.kind !== "aggregate" || !this.#isStructural(type.def)) throw new Stop("unknown");
    const { variant } = value;
    const fields = this.#fields(value, type, variant);
    return kind === "enum" ? { kind: "variant", variant, fields } : { kind: "leaf", fields };
  }

  #fields(value: Value, type: Ty, variant: number): FieldPat[] {
    return fieldTypes(this.tcx, type, { kind: "variant", index: variant }).map((each, field) => ({
      field,
      pat: this.pattern(partOf(value, field), each),
    }));
  }

  #slice(elements: readonly Value[], length: number | undefined, element: Ty): PatKind {
    if (length !== elements.length) throw new Stop("unknown");
    const prefix = elements.map((each) => this.pattern(each, element));
    return { kind: "slice", prefix, middle: undefined, suffix: [], hasRest: false };
  }

  #reference(value: Value, target: Ty): PatKind {
    if (value.kind !== "pointer" || value.place === undefined || value.origin !== undefined) throw new Stop("unknown");
    if (target.kind === "str") {
      const bytes = this.#elements(value).map((each) => (each.kind === "scalar" ? Number(each.value) : 0));
      return { kind: "constant", value: { kind: "str", value: TEXT.decode(new Uint8Array(bytes)) } };
    }
    if (target.kind !== "slice") return { kind: "deref", inner: this.pattern(readPlace(value.place), target) };
    const elements = this.#elements(value);
    return { kind: "deref", inner: { type: target, span: this.span, kind: this.#slice(elements, elements.length, target.element) } };
  }

  /** What a pointer to a slice or text points to. */
  #elements({ place, length }: Pointer): Value[] {
    if (place === undefined || length === undefined) throw new Stop("unknown");
    const elements = elementsOf(readPlace({ ...place, index: undefined }), place.index ?? 0, Number(length));
    if (elements.length !== Number(length)) throw new Stop("unknown");
    return elements;
  }

  /** `PartialEq` is derived; in older releases `Eq`, too. */
  #isStructural(adt: DefId): boolean {
    const known = this.#structural.get(adt);
    if (known !== undefined) return known;
    const { tcx } = this;
    const wanted = atLeast(tcx.session.release, 75) ? ["eq"] : ["eq", "cmp::Eq"];
    const isNamed = !tcx.items.isLocal(adt) && STRUCTURAL.has(tcx.items.name(adt));
    const found = isNamed || wanted.every((trait) => this.#derives(adt, trait));
    this.#structural.set(adt, found);
    return found;
  }

  #derives(adt: DefId, name: string): boolean {
    const { tcx } = this;
    const trait = tcx.core.trait(name);
    return tcx.traitImpls(trait, tcx.identityAdt(adt)).some((impl) => {
      const { self } = tcx.implHeader(impl);
      return self.kind === "adt" && self.def === adt && tcx.items.isDerived(impl);
    });
  }
}
