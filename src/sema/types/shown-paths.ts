// How messages name functions, methods and associated items: `f`, `core::mem::size_of`, `Option::<T>::is_some`,
// `str::<impl str>::len`. An impl for a type of another module stands as that module's.
import { atomicOf, lifetimeCount, messageNames } from "./print-names.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { placesIn } from "./elision.ts";
import { TypePrinter } from "./print.ts";
import type { Ty } from "./ty.ts";

/** Where core has the methods of types without a module. */
const HOMES: Readonly<Record<string, string>> = {
  int: "core::num",
  bool: "core::bool",
  char: "core::char::methods",
  str: "core::str",
  slice: "core::slice",
  array: "core::array",
};

/** Shortened as far as the name is nobody else's. */
export function shownPath(tcx: TypeContext, def: DefId): string {
  const { items } = tcx;
  const name = items.name(def);
  const parent = items.parent(def);
  if (parent === undefined || !items.kind(def).startsWith("assoc-")) return items.shownPath(def);
  if (items.kind(parent) === "impl") return `${ofImpl(tcx, tcx.implHeader(parent).self)}::${name}`;
  if (items.isLocal(def)) return `${items.shownPath(parent)}::${name}`;
  // Methods of core's traits are among all names.
  return items.isSharedInCore(name, "value") ? items.publicPath(def) : name;
}

function ofImpl(tcx: TypeContext, self: Ty): string {
  const home = homeOf(self);
  if (home !== undefined) return `${shortModule(tcx, home)}::<impl ${tcx.print(self)}>`;
  if (self.kind !== "adt") return `<${tcx.print(self)}>`;
  const path = tcx.items.shownPath(self.def);
  return self.args.length === 0 ? path : `${path}::<${self.args.map((arg) => tcx.print(arg)).join(", ")}>`;
}

function homeOf(type: Ty): string | undefined {
  if (type.kind === "ptr") return `core::ptr::${type.mutable ? "mut" : "const"}_ptr`;
  if (type.kind === "float") return `core::${type.name}`;
  return HOMES[type.kind];
}

/** The first module stands without the crate's name if nothing else is called so. */
function shortModule(tcx: TypeContext, path: string): string {
  const [, first = "", ...rest] = path.split("::");
  return tcx.items.isSharedInCore(first, "type") ? path : [first, ...rest].join("::");
}

/** Never shortened: `a::S::<u8>::f`. */
export function fullPath(tcx: TypeContext, def: DefId): string {
  const { items } = tcx;
  const parent = items.parent(def);
  if (parent === undefined || items.kind(parent) !== "impl") return items.path(def);
  const { self } = tcx.implHeader(parent);
  const home = homeOf(self);
  if (self.kind !== "adt")
    return `${home === undefined ? `<${tcx.print(self)}>` : `${home}::<impl ${tcx.print(self)}>`}::${items.name(def)}`;
  const inside = atomicOf(tcx, self.def);
  const list = printerFor(tcx, parent).list(self.args);
  if (inside !== undefined) {
    const module = items.path(self.def).split("::").slice(0, -1).join("::");
    return `${module}::Atomic::<${inside}${list === "" ? "" : ` ${list}`}>::${items.name(def)}`;
  }
  const args = printerFor(tcx, parent).generics(self);
  return `${items.path(self.def)}${args === "" ? "" : `::${args}`}::${items.name(def)}`;
}

/** For the self type of an impl, once: lifetimes are as they are written, which is in the order in which they are printed. */
function printerFor(tcx: TypeContext, impl: DefId): TypePrinter {
  const kind = tcx.items.item(impl)?.kind;
  const places = kind?.kind === "impl" ? placesIn(tcx, tcx.items.tree(impl), kind.self) : [];
  const written = places.flatMap(({ name, count }) => Array.from({ length: count }, () => name));
  return new TypePrinter(
    messageNames(tcx),
    (def) => lifetimeCount(tcx, def),
    () => written.shift(),
  );
}

/** The path that a user would write, whole: `core::ptr::read`. */
export function wholePath(tcx: TypeContext, def: DefId): string {
  const { items } = tcx;
  const parent = items.parent(def);
  if (items.isLocal(def) || parent === undefined || items.kind(parent) === "impl") return shownPath(tcx, def);
  return items.publicPath(def);
}
