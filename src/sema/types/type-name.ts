// What `core::any::type_name` says: definitions with their whole path, `&mut [kernel::Page; 3]`, lifetimes as `'_` in newer
// releases, without arguments that are defaults. Core's own items have names where their path is known to be the real one
// (asked of rustc 1.96); of closures and items in bodies kbuild does not know what stands around them: there is no name of
// these.
import { atLeast } from "../../target/release.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { printerNames } from "./print-names.ts";
import { holdsReferences } from "./signature-lifetimes.ts";
import { UNIT, type DynTrait, type Ty } from "./ty.ts";

class Unnamed extends Error {}

/** Lifetimes are written since then: 1.63 does not, 1.95 does. */
const LIFETIMES_SINCE = 90;

/** Modules of core that types of its are defined in; those that are not exported from there are under the path they have. */
const CORE_TYPES = known({
  option: "Option",
  result: "Result",
  cmp: "Ordering Reverse",
  "ops::range": "Range RangeFrom RangeFull RangeInclusive RangeTo RangeToInclusive Bound",
  "ops::control_flow": "ControlFlow",
  "num::wrapping": "Wrapping",
  "num::saturating": "Saturating",
  "num::nonzero": "NonZero",
  "num::error": "ParseIntError TryFromIntError",
  cell: "Cell RefCell UnsafeCell Ref RefMut",
  "cell::once": "OnceCell",
  "cell::lazy": "LazyCell",
  marker: "PhantomData",
  "mem::maybe_uninit": "MaybeUninit",
  "mem::manually_drop": "ManuallyDrop",
  mem: "Discriminant",
  "ptr::non_null": "NonNull",
  time: "Duration",
  fmt: "Error Arguments",
  convert: "Infallible",
  pin: "Pin",
  "str::iter": "Chars",
  "str::error": "Utf8Error",
  "slice::iter": "Iter",
  "panic::location": "Location",
  "alloc::layout": "Layout",
  "array::iter": "IntoIter",
  "task::poll": "Poll",
  any: "TypeId",
  "ffi::c_str": "CStr",
  hash: "BuildHasherDefault",
  "iter::adapters::map": "Map",
  "iter::adapters::rev": "Rev",
});

const FUNCTIONS = "core::ops::function::";

/** The same of its traits. */
const CORE_TRAITS = known({
  fmt: "Debug Display Write LowerHex UpperHex Binary",
  any: "Any",
  "ops::function": "Fn FnMut FnOnce",
  "ops::deref": "Deref",
  "ops::index": "Index IndexMut",
  "iter::traits::iterator": "Iterator",
  "iter::traits::double_ended": "DoubleEndedIterator",
  "iter::traits::exact_size": "ExactSizeIterator",
  error: "Error",
  hash: "Hasher",
  "future::future": "Future",
  marker: "Send Sync Unpin",
  "panic::unwind_safe": "UnwindSafe RefUnwindSafe",
  convert: "AsRef AsMut",
  borrow: "Borrow",
});

function known(modules: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const rows = Object.entries(modules);
  return new Map(
    rows.flatMap(([module, names]) => names.split(" ").map((name) => [`${module.split("::")[0]} ${name}`, `core::${module}::${name}`])),
  );
}

/** Undefined where something in the type has no known path. `type` is concrete. */
export function typeName(tcx: TypeContext, type: Ty, print: (type: Ty) => string): string | undefined {
  try {
    return new Namer(tcx, print).type(type);
  } catch (error) {
    if (error instanceof Unnamed) return undefined;
    throw error;
  }
}

class Namer {
  constructor(
    readonly tcx: TypeContext,
    readonly print: (type: Ty) => string,
  ) {}

  type(type: Ty): string {
    switch (type.kind) {
      case "bool":
      case "char":
      case "str":
      case "never":
      case "int":
      case "float":
      case "const":
        return this.print(type);
      case "ref":
        return `&${type.mutable ? "mut " : ""}${this.type(type.target)}`;
      case "ptr":
        return `*${type.mutable ? "mut" : "const"} ${this.type(type.target)}`;
      case "array":
        return `[${this.type(type.element)}; ${this.type(type.length)}]`;
      case "slice":
        return `[${this.type(type.element)}]`;
      case "tuple":
        return type.elements.length === 1 ? `(${this.type(type.elements[0] as Ty)},)` : `(${this.#list(type.elements)})`;
      case "adt":
        return this.#adt(type);
      case "foreign":
        return this.#path(type.def);
      case "fn-def":
        return this.#function(type.def, type.args);
      case "dynamic":
        return this.#object(type);
      case "fn-pointer":
        return this.#pointer(type);
      default:
        throw new Unnamed();
    }
  }

  #list(types: readonly Ty[]): string {
    return types.map((type) => this.type(type)).join(", ");
  }

  #angle(args: readonly Ty[], lifetimes = 0): string {
    const all = [...Array.from({ length: lifetimes }, () => "'_"), ...args.map((type) => this.type(type))];
    return all.length === 0 ? "" : `<${all.join(", ")}>`;
  }

  #adt({ def, args }: Ty & { kind: "adt" }): string {
    const { items } = this.tcx;
    const names = printerNames(this.tcx);
    const written = this.#angle(names.withoutDefaults(def, args), this.#lifetimes(def));
    if (!items.isCore(def)) return this.#path(def) + written;
    if (names.atomic(def) !== undefined) throw new Unnamed();
    const [, top, name] = /^(?:core::)?(\w+)::(?:.*::)?(\w+)$/.exec(items.path(def)) ?? [];
    const path = CORE_TYPES.get(`${top} ${name}`);
    if (path === undefined) throw new Unnamed();
    return path + written;
  }

  /** How many an item has that are written. */
  #lifetimes(def: DefId): number {
    if (!atLeast(this.tcx.session.release, LIFETIMES_SINCE)) return 0;
    return this.tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
  }

  /** An item of a module. */
  #path(def: DefId): string {
    const { items, session } = this.tcx;
    const parent = items.parent(def);
    if (items.isCore(def) || parent === undefined) throw new Unnamed();
    for (let at: DefId | undefined = parent; at !== undefined; at = items.parent(at)) if (items.kind(at) !== "mod") throw new Unnamed();
    return items.isLocal(def) ? `${session.crateName}::${items.path(def)}` : items.path(def);
  }

  #function(def: DefId, args: readonly Ty[]): string {
    const { items } = this.tcx;
    const parent = items.parent(def);
    const kind = parent === undefined ? undefined : items.kind(parent);
    if (items.kind(def) === "constructor" || parent === undefined) throw new Unnamed();
    // Those that a call does not bind are written, which bounds decide.
    if (this.#lifetimes(def) > 0) throw new Unnamed();
    if (kind !== "impl" && kind !== "trait") return this.#path(def) + this.#angle(args);
    const count = this.tcx.generics(def).parentCount;
    const name = items.name(def) + this.#angle(args.slice(count));
    return kind === "impl"
      ? `${this.#implementor(parent, args.slice(0, count))}::${name}`
      : `${this.#trait(parent, args.slice(0, count))}::${name}`;
  }

  /** `kernel::Page`, `<kernel::Page as kernel::Zeroed>` */
  #implementor(impl: DefId, args: readonly Ty[]): string {
    const { self, ref } = this.tcx.implHeader(impl);
    if (ref !== undefined) return this.#trait(ref.trait, this.tcx.types.substituteAll(ref.args, args));
    const type = this.tcx.types.substitute(self, args);
    if (type.kind !== "adt") throw new Unnamed();
    return this.type(type);
  }

  #trait(trait: DefId, [self, ...args]: readonly Ty[]): string {
    return `<${this.type(self as Ty)} as ${this.#path(trait)}${this.#angle(args, this.#lifetimes(trait))}>`;
  }

  /** `unsafe extern "C" fn(u8) -> u8`. Lifetimes that it binds are written, and only parameters can show them. */
  #pointer({ params, output, abi, unsafe, variadic }: Ty & { kind: "fn-pointer" }): string {
    if (variadic || params.some((param) => holdsReferences(this.tcx, param, false))) throw new Unnamed();
    const result = output === UNIT ? "" : ` -> ${this.type(output)}`;
    return `${unsafe ? "unsafe " : ""}${abi === "Rust" ? "" : `extern "${abi}" `}fn(${this.#list(params)})${result}`;
  }

  #object({ principal, autos }: Ty & { kind: "dynamic" }): string {
    const isPlain = principal !== undefined && autos.length === 0 && principal.projections.length === 0;
    if (!isPlain && !atLeast(this.tcx.session.release, LIFETIMES_SINCE)) throw new Unnamed();
    const marks = autos.map((auto) => this.#traitPath(auto)).sort();
    return `dyn ${[...(principal === undefined ? [] : [this.#bound(principal)]), ...marks].join(" + ")}`;
  }

  /** `kernel::Device<u8, Error = ()>`, `core::ops::function::Fn(u8) -> bool` */
  #bound({ trait, args, projections }: DynTrait): string {
    const { items } = this.tcx;
    const path = this.#traitPath(trait);
    if (path.startsWith(FUNCTIONS)) return path + this.#call(args, projections);
    // Whether arguments are defaults may depend on the type behind the object; what is said of a supertrait is not always written.
    if (this.tcx.generics(trait).params.some(({ default: other }) => other !== undefined)) throw new Unnamed();
    if (projections.some(({ item }) => items.parent(item) !== trait && !path.startsWith("core::iter::traits::"))) throw new Unnamed();
    const lifetimes = items.isCore(trait) ? 0 : this.#lifetimes(trait);
    const fixed = projections.map(({ item, type }) => `${items.name(item)} = ${this.type(type)}`);
    const all = [...Array.from({ length: lifetimes }, () => "'_"), ...args.map((type) => this.type(type)), ...fixed];
    return all.length === 0 ? path : `${path}<${all.join(", ")}>`;
  }

  /** Lifetimes that it binds would be written. */
  #call([given]: readonly Ty[], [output]: DynTrait["projections"]): string {
    if (given?.kind !== "tuple" || given.elements.some((type) => holdsReferences(this.tcx, type, false))) throw new Unnamed();
    return `(${this.#list(given.elements)})${output === undefined || output.type === UNIT ? "" : ` -> ${this.type(output.type)}`}`;
  }

  #traitPath(trait: DefId): string {
    const { items } = this.tcx;
    if (!items.isCore(trait)) return this.#path(trait);
    const [, top, name] = /^(?:core::)?(\w+)::(?:.*::)?(\w+)$/.exec(items.path(trait)) ?? [];
    const path = CORE_TRAITS.get(`${top} ${name}`);
    if (path === undefined) throw new Unnamed();
    return path;
  }
}
