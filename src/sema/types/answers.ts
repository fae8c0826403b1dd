// The type context as the later stages see it (`TypeTables`): concrete types in, answers out.
import type { TypeContext } from "./context.ts";
import { opaqueBounds } from "./collect-predicates.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { resolveInstance } from "./instance.ts";
import { normalizeConcrete } from "./normalize.ts";
import { Selector } from "./select.ts";
import { TypePrinter } from "./print.ts";
import { isFnTrait, lifetimeCount, printerNames } from "./print-names.ts";
import { isUninhabited } from "./patterns/constructors.ts";
import { holdsReferences, signatureLifetimes } from "./signature-lifetimes.ts";
import type { Instance, TypeTables } from "./tables.ts";
import type { Ty } from "./ty.ts";
import { typeId } from "./type-id.ts";
import { typeName } from "./type-name.ts";
import { superEntry, superObjects, vtableMethods, vtableOf } from "./vtable.ts";

export function typeTables(tcx: TypeContext): TypeTables {
  const memo = new Map<string, boolean>();
  const holds = (lang: string, type: Ty): boolean => {
    const key = `${lang} ${type.id}`;
    let known = memo.get(key);
    if (known === undefined) {
      const selector = new Selector(tcx, new InferenceTable(tcx.types), []);
      memo.set(key, (known = selector.traitHolds(tcx.lang(lang), [type]) === "yes"));
    }
    return known;
  };
  const drops = new Map<Ty, boolean>();
  const tracking = new Map<DefId, boolean>();
  const bare = new TypePrinter(printerNames(tcx));
  const printer = new TypePrinter(printerNames(tcx), (def) => lifetimeCount(tcx, def));
  const holdsIn = (owner: DefId, trait: "copy" | "sized", type: Ty): boolean => {
    const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(owner));
    return selector.traitHolds(tcx.lang(trait), [type]) === "yes";
  };
  const tables: TypeTables = {
    types: tcx.types,
    body: (def) => tcx.body(def),
    forget: (def) => tcx.forgetBody(def),
    closure: (id) => tcx.closureTable.get(id),
    captureTypes: ({ closure, args }) => (tcx.closureTable.captureTypes(closure, args) ?? []).map((type) => normalizeConcrete(tcx, type)),
    isFnMethod: (def) => {
      const parent = tcx.items.parent(def);
      return parent !== undefined && isFnTrait(tcx, parent);
    },
    tracksCaller: (def) => {
      let known = tracking.get(def);
      if (known === undefined) tracking.set(def, (known = tracksCaller(tcx, def)));
      return known;
    },
    headSpan: (def) => tcx.headSpan(def),
    generics: (def) => tcx.generics(def),
    signature: (def) => tcx.signature(def),
    typeOf: (def) => tcx.typeOf(def),
    implTrait: (impl) => tcx.implHeader(impl).ref,
    adt: (def) => tcx.adt(def),
    print: (type) => bare.print(type),
    typeId: (type) => typeId(tcx, type, (part) => bare.print(part)),
    typeName: (type) => typeName(tcx, type, (part) => bare.print(part)),
    boundTraits: (type) => boundTraits(tcx, type),
    printWithLifetimes: (type) => printer.print(type),
    printNaming: (type, names) => new TypePrinter(printerNames(tcx), (def) => lifetimeCount(tcx, def), names).print(type),
    printPath: (def, args) => bare.path(def, args),
    identityArgs: (def) => tcx.identityArgs(def),
    instantiate: (type, args) => normalizeConcrete(tcx, tcx.types.substitute(type, args)),
    resolveInstance: (def, args) => resolveInstance(tcx, def, args),
    dropMethod: (adt) => dropMethod(tcx, adt),
    equalMethod: () => tcx.core.member("eq", "eq"),
    knowsBoxes: () => tcx.items.lang("owned_box") !== undefined,
    boxContent: (type) => (type.kind === "adt" && tcx.isLang(type.def, "owned_box") ? type.args[0] : undefined),
    isPromotable: (def) => tcx.hasAttribute(def, "rustc_promotable"),
    needsDrop: (type) => needsDrop(tcx, type, drops),
    holdsReferences: (type) => holdsReferences(tcx, type, false),
    signatureLifetimes: (def) => signatureLifetimes(tcx, def),
    isCopy: (type) => holds("copy", type),
    isCopyIn: (owner, type) => holdsIn(owner, "copy", type),
    isSizedIn: (owner, type) => holdsIn(owner, "sized", type),
    isSized: (type) => holds("sized", type),
    isUninhabited: (type) => isUninhabited(tcx, type),
    isFreeze: (type) => holds("freeze", type),
    vtable: (type, dyn) => vtableOf(tcx, type, dyn),
    vtableMethodCount: (dyn) => (dyn.kind === "dynamic" ? vtableMethods(tcx, dyn).length : 0),
    superObjects: (dyn) => (dyn.kind === "dynamic" ? superObjects(tcx, dyn) : []),
    superEntry: (from, to) => (from.kind === "dynamic" && to.kind === "dynamic" ? superEntry(tcx, from, to) : undefined),
    unsizedTail: (type) => unsizedTail(tcx, type),
  };
  return tables;
}

function tracksCaller(tcx: TypeContext, def: DefId): boolean {
  const { items } = tcx;
  const says = (one: DefId) => items.attrs(one).some(({ path }) => path.segments.at(-1)?.ident.name === "track_caller");
  if (says(def)) return true;
  const parent = items.parent(def);
  if (parent === undefined || items.kind(parent) !== "impl") return false;
  const { ref } = tcx.implHeader(parent);
  const implemented = ref && items.named(ref.trait, items.name(def)).find((item) => items.kind(item) === "assoc-fn");
  return implemented !== undefined && says(implemented);
}

function dropMethod(tcx: TypeContext, adt: Ty): Instance | undefined {
  if (adt.kind !== "adt" || !tcx.hasDrop(adt.def)) return undefined;
  return resolveInstance(tcx, tcx.core.member("drop", "drop"), [adt]);
}

/** Whether dropping a value does anything. */
function needsDrop(tcx: TypeContext, type: Ty, known: Map<Ty, boolean>): boolean {
  const old = known.get(type);
  if (old !== undefined) return old;
  known.set(type, false); // a recursive type is behind a pointer
  const found = computeNeedsDrop(tcx, type, (part) => needsDrop(tcx, part, known));
  known.set(type, found);
  return found;
}

function computeNeedsDrop(tcx: TypeContext, type: Ty, ask: (part: Ty) => boolean): boolean {
  switch (type.kind) {
    case "adt": {
      if (tcx.isLang(type.def, "manually_drop")) return false;
      const definition = tcx.adt(type.def);
      if (tcx.hasDrop(type.def)) return !onlyDropsParameters(tcx, type.def) || type.args.some(ask);
      if (definition.kind === "union") return false;
      return definition.variants.some((variant) =>
        variant.fields.some((field) => ask(normalizeConcrete(tcx, tcx.types.substitute(field.type, type.args)))),
      );
    }
    case "tuple":
      return type.elements.some(ask);
    case "array":
      return !(type.length.kind === "const" && type.length.value === 0n) && ask(type.element);
    case "slice":
      return ask(type.element);
    case "closure":
      return (tcx.closureTable.captureTypes(type.closure, type.args) ?? []).some(ask);
    case "dynamic":
      return true;
    default:
      return false;
  }
}

/** Core's iterator over an array by value: its `drop` drops elements and does nothing else. */
function onlyDropsParameters(tcx: TypeContext, def: DefId): boolean {
  return tcx.hasAttribute(def, "kbuild_drops_parameters");
}

function unsizedTail(tcx: TypeContext, type: Ty): Ty {
  let tail = type;
  for (;;) {
    if (tail.kind === "adt") {
      const definition = tcx.adt(tail.def);
      const last = definition.kind === "struct" ? definition.variants[0]?.fields.at(-1) : undefined;
      if (last === undefined) return tail;
      tail = normalizeConcrete(tcx, tcx.types.substitute(last.type, tail.args));
    } else if (tail.kind === "tuple" && tail.elements.length > 0) tail = tail.elements.at(-1) as Ty;
    else return tail;
  }
}

/** All items of the crate whose bodies are to be checked. */
export function bodyOwners(tcx: TypeContext, defs: readonly DefId[]): DefId[] {
  return defs.filter((def) => {
    const kind = tcx.items.kind(def);
    const parent = tcx.items.parent(def);
    // A body that a function of an `extern` block must not have is not looked at.
    if (parent !== undefined && tcx.items.kind(parent) === "extern-block") return false;
    return kind === "fn" || kind === "assoc-fn" || kind === "const" || kind === "assoc-const" || kind === "static" || kind === "global-asm";
  });
}

function boundTraits(tcx: TypeContext, type: Ty): readonly DefId[] {
  if (type.kind === "dynamic") return type.principal === undefined ? [] : [type.principal.trait];
  if (type.kind !== "opaque") return [];
  return opaqueBounds(tcx, type.fn, type.index).flatMap((each) => (each.kind === "trait" ? [each.ref.trait] : []));
}
