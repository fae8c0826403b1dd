// Which code a call stands for, once all generic arguments are concrete: a function's own body, the impl's version of a
// trait's method, a vtable entry, or something the back end makes (a closure's call, a clone by parts).
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { foreignBlock } from "./collect-items.ts";
import { InferenceTable } from "./infer.ts";
import { normalizeConcrete } from "./normalize.ts";
import type { TraitRef } from "./predicates.ts";
import { Selector, type Selection } from "./select.ts";
import type { Instance } from "./tables.ts";
import { isPolymorphic } from "./ty-util.ts";
import type { Ty } from "./ty.ts";
import { vtableMethods } from "./vtable.ts";

/** No code could be chosen: the arguments' types are not settled. */
export class NoInstance extends Error {}

export function resolveInstance(tcx: TypeContext, def: DefId, args: readonly Ty[]): Instance {
  const kind = tcx.items.kind(def);
  if (kind === "constructor") return constructorInstance(tcx, def, args);
  const parent = tcx.items.parent(def);
  const block = foreignBlock(tcx, def);
  if (block?.abi === "rust-intrinsic" && tcx.items.name(def) === "call_once_in_place") return callInPlace(tcx, args);
  if (block !== undefined)
    return block.abi === "rust-intrinsic" ? { kind: "intrinsic", name: tcx.items.name(def), def, args } : { kind: "foreign", def };
  if (parent === undefined || tcx.items.kind(parent) !== "trait") return { kind: "item", def, args };
  return traitInstance(tcx, parent, def, args);
}

/** By the table of an object, or for a type that is known. */
function callInPlace(tcx: TypeContext, args: readonly Ty[]): Instance {
  const method = tcx.core.member("fn_once", "call_once");
  const self = args[0] as Ty;
  if (self.kind === "dynamic") return objectInstance(tcx, method, tcx.lang("fn_once") as DefId, args, self);
  return { kind: "item", def: tcx.lang("call_once_by_address") as DefId, args };
}

function constructorInstance(tcx: TypeContext, def: DefId, args: readonly Ty[]): Instance {
  const owner = tcx.items.parent(def) as DefId;
  const adt = tcx.genericOwner(owner);
  return { kind: "constructor", adt, variant: tcx.adt(adt).variants.findIndex((each) => each.def === owner), args };
}

function traitInstance(tcx: TypeContext, trait: DefId, def: DefId, args: readonly Ty[]): Instance {
  const count = tcx.generics(trait).params.length;
  const ref: TraitRef = { trait, args: args.slice(0, count) };
  const self = args[0] as Ty;
  const infer = new InferenceTable(tcx.types);
  const selector = new Selector(tcx, infer, [], true);
  const selection = selector.select(ref);
  if (selection === "none" || selection === "ambiguous") {
    throw new NoInstance(`no instance of ${tcx.items.path(def)} for ${args.map((arg) => tcx.print(arg)).join(", ")}: ${selection}`);
  }
  if (selection.kind === "impl") return implInstance(tcx, selector, selection, def, args.slice(count), args);
  if (selection.kind === "object") return objectInstance(tcx, def, trait, args, self);
  return builtinInstance(tcx, def, self, args);
}

function implInstance(
  tcx: TypeContext,
  selector: Selector,
  selection: Selection & { kind: "impl" },
  def: DefId,
  own: readonly Ty[],
  args: readonly Ty[],
): Instance {
  settle(selector, selection);
  const parentArgs = selection.args.map((arg) => normalizeConcrete(tcx, selector.infer.resolve(arg)));
  const item = tcx.implItem(selection.impl, tcx.items.name(def), tcx.items.kind(def));
  if (item === undefined) return { kind: "item", def, args };
  return { kind: "item", def: item, args: [...parentArgs, ...own] };
}

/** Nested conditions may decide arguments the header alone does not: `impl<I: Iterator<Item = T>, T> ..`. */
function settle(selector: Selector, selection: Selection & { kind: "impl" }): void {
  let nested = [...selection.nested];
  for (let round = 0; round < 8 && nested.length > 0; round++) {
    const next: typeof nested = [];
    for (const predicate of nested) {
      if (predicate.kind === "projection") {
        const type = selector.normalize(
          selector.tcx.types.projection(
            predicate.item,
            predicate.args.map((arg) => selector.infer.resolve(arg)),
          ),
          next,
        );
        selector.infer.unify(type, predicate.type);
      } else if (predicate.ref.args.some((arg) => isPolymorphic(selector.infer.resolve(arg)))) {
        const found = selector.select(predicate.ref);
        if (found === "ambiguous") next.push(predicate);
        else if (found !== "none") next.push(...found.nested);
      }
    }
    nested = next;
  }
}

function objectInstance(tcx: TypeContext, def: DefId, trait: DefId, args: readonly Ty[], self: Ty): Instance {
  if (self.kind !== "dynamic") throw new Error("an object without dyn");
  const entry = vtableMethods(tcx, self).findIndex((each) => each.method === def);
  return { kind: "virtual", trait, entry, def, args };
}

const CALLS = new Set(["call", "call_mut", "call_once"]);

function builtinInstance(tcx: TypeContext, def: DefId, self: Ty, args: readonly Ty[]): Instance {
  const name = tcx.items.name(def);
  if (CALLS.has(name)) {
    const method = name as "call" | "call_mut" | "call_once";
    if (self.kind === "closure") return { kind: "closure-call", closure: self.closure, args: self.args, method };
    return { kind: "fn-call", type: self, method };
  }
  if (name === "clone") return { kind: "clone-shim", type: self };
  return { kind: "item", def, args };
}
