// Traits the compiler itself implements: `Sized`, `Copy` and `Clone` of compound types, the `Fn` family, auto traits.
import type { DefId } from "./def-id.ts";
import { callableOf } from "./callable.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import type { Selector } from "./select.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import { partsOf, type Ty } from "./ty.ts";

/** What must hold besides; "no" if the rule says it never holds; undefined if no rule speaks of it. */
export type BuiltinResult = readonly Predicate[] | "no" | "ambiguous" | undefined;

function all(trait: DefId, types: readonly Ty[]): Predicate[] {
  return types.map((type) => ({ kind: "trait", ref: { trait, args: [type] }, span: DUMMY_SPAN }));
}

export function builtinCandidate(selector: Selector, ref: TraitRef, self: Ty): BuiltinResult {
  const { tcx } = selector;
  const { trait } = ref;
  if (tcx.isLang(trait, "sized")) return sized(selector, ref.trait, self);
  if (tcx.isLang(trait, "copy") || tcx.isLang(trait, "clone")) return copyOrClone(selector, trait, self);
  if (tcx.isLang(trait, "fn") || tcx.isLang(trait, "fn_mut") || tcx.isLang(trait, "fn_once")) return callTrait(selector, ref, self);
  if (tcx.isLang(trait, "tuple_trait")) return isKind(self, "tuple");
  if (tcx.isLang(trait, "fn_ptr_trait")) return isKind(self, "fn-pointer");
  if (tcx.isLang(trait, "discriminant_kind")) return self.kind === "infer" && self.of === "type" ? "ambiguous" : [];
  if (tcx.isLang(trait, "freeze")) return freeze(selector, trait, self);
  if (tcx.isAuto(trait)) return auto(selector, trait, self);
  return undefined;
}

function isKind(self: Ty, kind: Ty["kind"]): BuiltinResult {
  if (self.kind === kind) return [];
  return self.kind === "infer" && self.of === "type" ? "ambiguous" : undefined;
}

function sized(selector: Selector, trait: DefId, self: Ty): BuiltinResult {
  switch (self.kind) {
    case "str":
    case "slice":
    case "dynamic":
    case "foreign":
      return "no";
    case "param": // `T: Sized` would be an assumption
    case "projection":
      return "no";
    case "tuple":
      return all(trait, self.elements.slice(-1));
    case "adt": {
      const definition = selector.tcx.adt(self.def);
      if (definition.kind !== "struct") return [];
      const last = definition.variants[0]?.fields.at(-1);
      if (last === undefined) return [];
      const type = selector.normalize(selector.tcx.types.substitute(last.type, self.args), []);
      return all(trait, [type]);
    }
    default:
      return [];
  }
}

function copyOrClone(selector: Selector, trait: DefId, self: Ty): BuiltinResult {
  switch (self.kind) {
    case "fn-def":
    case "fn-pointer":
      return [];
    case "tuple":
      return all(trait, self.elements);
    case "array":
      return all(trait, [self.element]);
    case "closure":
      return closureParts(selector, trait, self);
    case "infer":
      return self.of === "type" ? "ambiguous" : [];
    default:
      return undefined;
  }
}

function closureParts(selector: Selector, trait: DefId, self: Ty & { kind: "closure" }): BuiltinResult {
  const captured = selector.tcx.closureTable.captureTypes(self.closure, self.args);
  return captured === undefined ? "ambiguous" : all(trait, captured);
}

function callTrait(selector: Selector, ref: TraitRef, self: Ty): BuiltinResult {
  const callable = callableOf(selector, self);
  if (callable === undefined) return undefined;
  if (callable.unsafe) return "no";
  if (self.kind === "closure" && !selector.tcx.closureTable.allows(self.closure, traitKind(selector, ref.trait))) return "no";
  const input = ref.args[1];
  if (input === undefined || !selector.infer.unify(selector.tcx.types.tuple(callable.params), input)) return "no";
  return [];
}

function traitKind(selector: Selector, trait: DefId): "Fn" | "FnMut" | "FnOnce" {
  return selector.tcx.isLang(trait, "fn") ? "Fn" : selector.tcx.isLang(trait, "fn_mut") ? "FnMut" : "FnOnce";
}

/** `Freeze`: no interior mutability; only `UnsafeCell` lacks it, and what holds one. */
function freeze(selector: Selector, trait: DefId, self: Ty): BuiltinResult {
  if (self.kind === "adt" && selector.tcx.isLang(self.def, "unsafe_cell")) return "no";
  if (self.kind === "ref" || self.kind === "ptr" || self.kind === "fn-def") return [];
  return auto(selector, trait, self);
}

/** An auto trait holds for a type if it holds for its parts and no impl says otherwise. */
function auto(selector: Selector, trait: DefId, self: Ty): BuiltinResult {
  if (self.kind === "infer") return self.of === "type" ? "ambiguous" : [];
  if (self.kind === "param" || self.kind === "projection" || self.kind === "dynamic") return undefined;
  if (hasOwnImpl(selector, trait, self)) return undefined;
  switch (self.kind) {
    case "adt": {
      const fields = selector.tcx.adt(self.def).variants.flatMap((variant) => variant.fields);
      if (selector.tcx.isLang(self.def, "phantom_data")) return all(trait, self.args);
      return all(
        trait,
        fields.map((field) => selector.normalize(selector.tcx.types.substitute(field.type, self.args), [])),
      );
    }
    case "closure":
      return closureParts(selector, trait, self);
    case "fn-def":
    case "fn-pointer":
      return [];
    case "array":
      return all(trait, [self.element]);
    default:
      return all(trait, partsOf(self));
  }
}

export function hasOwnImpl(selector: Selector, trait: DefId, self: Ty): boolean {
  return selector.tcx.candidateImpls(trait, self).some((impl) => {
    const header = selector.tcx.implHeader(impl);
    const args = selector.freshArgs(impl, DUMMY_SPAN);
    return selector.infer.probe(() => selector.infer.unify(selector.tcx.types.substitute(header.self, args), self));
  });
}
