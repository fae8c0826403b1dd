// What the real core has as methods, associated functions, constants and variants of a type, by the table of its names: core
// has more than kbuild models. A name that core has (or may have in the chosen release) and kbuild's core lacks is refused; one
// that nobody has is an error of the crate's. The other way round, what kbuild's core has and the release has not is not there.
import type { KnownName } from "../names/known-names.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { FLOATS, INTEGERS } from "./simplify.ts";
import type { Ty } from "./ty.ts";

/** Kinds of the table that a path or call may name behind a type. */
const MEMBERS = "fCvwV";

/** The lines of the table about a type; undefined if it is core's and the table does not know it. */
export function linesOf(tcx: TypeContext, type: Ty): readonly string[] | undefined {
  const own = ownLines(tcx, type);
  return own === undefined || tcx.items.find("alloc") === undefined ? own : [...own, ...own.map((line) => `alloc::${line}`)];
}

function ownLines(tcx: TypeContext, type: Ty): readonly string[] | undefined {
  switch (type.kind) {
    case "adt":
      return adtLines(tcx, type.def);
    case "int":
      return ["<int>", type.name.startsWith("i") ? "<signed>" : "<unsigned>", `<${type.name}>`];
    case "float":
      return ["<float>", `<${type.name}>`];
    case "infer":
      return numericLines(type.of);
    case "bool":
    case "char":
    case "str":
      return [`<${type.kind}>`];
    case "never":
      return ["<!>"];
    case "slice":
      return ["<[_]>", ...elementNames(tcx, type.element).map((name) => `<[${name}]>`)];
    case "array":
      return ["<[_; N]>", ...elementNames(tcx, type.element).map((name) => `<[${name}; N]>`)];
    case "ptr":
      return [type.mutable ? "<*mut>" : "<*const>"];
    case "tuple":
      return [type.elements.length === 0 ? "<()>" : "<tuple>"];
    case "fn-pointer":
      return ["<fn>"];
    default:
      return [];
  }
}

function numericLines(of: string): readonly string[] {
  if (of === "int") return ["<int>", "<signed>", "<unsigned>", ...INTEGERS.map((name) => `<${name}>`)];
  return of === "float" ? ["<float>", ...FLOATS.map((name) => `<${name}>`)] : [];
}

function adtLines(tcx: TypeContext, def: DefId): readonly string[] | undefined {
  if (!tcx.items.isCore(def)) return [];
  const path = tcx.items.publicPath(def);
  // Before 1.96 each is a type of its own; the table has the members of all in one place.
  if (/^core::sync::atomic::Atomic\w/.test(path)) return ["core::sync::atomic::Atomic", path];
  // What is only another name there has its members under the first one.
  if (!"s10eu".includes(tcx.items.known.at(path)?.kind ?? "?")) return undefined;
  return tcx.items.known.in(path) === undefined ? [] : [path];
}

/** Elements whose slices and arrays have methods of their own. */
function elementNames(tcx: TypeContext, element: Ty): readonly string[] {
  switch (element.kind) {
    case "adt":
      return tcx.items.isCore(element.def) ? [tcx.items.name(element.def)] : [];
    case "int":
    case "float":
      return [element.name];
    case "infer":
      return element.of === "float"
        ? FLOATS
        : element.of === "int"
          ? INTEGERS
          : ["u8", "f32", "f64", "array", "MaybeUninit", "AsciiChar", "Option"];
    case "bool":
    case "char":
    case "array":
      return [element.kind];
    default:
      return [];
  }
}

/** What the table says of a name behind a type; undefined if core has no such name there. */
export function coreMember(tcx: TypeContext, type: Ty, name: string): KnownName | undefined {
  for (const line of linesOf(tcx, type) ?? []) {
    const found = tcx.items.known.in(line)?.find((known) => isMember(known, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Core may have an item of that name in an impl of the type itself, besides those that kbuild's core has. */
export function lacksMember(tcx: TypeContext, type: Ty, name: string): boolean {
  const lines = linesOf(tcx, type);
  if (lines === undefined) return true;
  const told = lines.flatMap((line) => tcx.items.known.in(line)?.filter((known) => isMember(known, name)) ?? []);
  const has = tcx
    .inherentImpls(type)
    .flatMap((impl) => tcx.items.named(impl, name))
    .filter((item) => !isNewerInCore(tcx, item));
  return told.reduce((sum, { count }) => sum + count, 0) > has.length;
}

function isMember(known: KnownName, name: string): boolean {
  return known.name === name && MEMBERS.includes(known.kind);
}

export interface CoreTrait {
  readonly path: string;
  readonly name: string;
  /** As kbuild's core has it. */
  readonly def: DefId | undefined;
  /** The item, if kbuild's core has that, too. */
  readonly item: DefId | undefined;
}

/** Traits of core that have an item of that name, whether or not kbuild's core has them. */
export function coreTraitsWith(tcx: TypeContext, item: string): CoreTrait[] {
  const { known } = tcx.items;
  const isLinked = tcx.items.find("alloc") !== undefined;
  return known.traitsWith(item).flatMap((path) => {
    if (path.startsWith("alloc::") && !isLinked) return [];
    const found = tcx.items.find(path);
    const def = found === undefined || tcx.items.kind(found) !== "trait" ? undefined : found;
    // Without its feature nobody can bring it into scope.
    if (def === undefined && !known.isStable(path) && !tcx.session.unstableFeatures) return [];
    const name = path.slice(path.lastIndexOf("::") + 2);
    return [{ path, name, def, item: def === undefined ? undefined : tcx.items.named(def, item)[0] }];
  });
}

/** Core implements the trait for the type, or for references to it, and kbuild's core does not. */
export function lacksImpl(tcx: TypeContext, { name, def }: CoreTrait, type: Ty): boolean {
  const lines = linesOf(tcx, type);
  if (lines === undefined) return true;
  const says = (kind: string): boolean =>
    [...lines, ...(def === undefined ? ["<T>", "alloc::<T>"] : [])].some(
      (line) => tcx.items.known.in(line)?.some((known) => known.kind === kind && known.name === name) === true,
    );
  if (says("!") && (def === undefined || !hasImpl(tcx, def, type))) return true;
  return says("&") && (def === undefined || !hasImpl(tcx, def, tcx.types.ref(type)));
}

function hasImpl(tcx: TypeContext, trait: DefId, type: Ty): boolean {
  return tcx.candidateImpls(trait, type).some((impl) => {
    const { self } = tcx.implHeader(impl);
    return self.kind !== "param" && (self.kind !== "ref" || self.target.kind !== "param");
  });
}

/** An item of kbuild's core that the chosen release does not have, or only behind a feature. */
export function isNewerInCore(tcx: TypeContext, item: DefId): boolean {
  const { items, newer } = tcx;
  if (!items.isCore(item)) return false;
  const known = newer.get(item);
  if (known !== undefined) return known;
  const found = toldOf(tcx, item)?.feature !== undefined;
  newer.set(item, found);
  return found;
}

/** What the table says of an item of an inherent impl or a trait. */
function toldOf(tcx: TypeContext, item: DefId): KnownName | undefined {
  const { items } = tcx;
  const owner = items.parent(item);
  if (owner === undefined) return undefined;
  const name = items.name(item);
  if (items.kind(owner) === "trait") return items.known.in(items.publicPath(owner))?.find((known) => isMember(known, name));
  if (items.kind(owner) !== "impl" || tcx.implHeader(owner).ref !== undefined) return undefined;
  return coreMember(tcx, tcx.implHeader(owner).self, name);
}
