// What the printer asks, answered from the type context.
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Names } from "./print.ts";
import { opaqueBounds } from "./collect-predicates.ts";
import { substitutePredicate } from "./predicates.ts";
import type { DynTrait, Ty } from "./ty.ts";

export function printerNames(tcx: TypeContext): Names {
  return {
    name: (def) => tcx.items.name(def),
    parent: (def) => tcx.items.parent(def),
    parentCount: (def) => tcx.generics(def).parentCount,
    withoutDefaults: (def, args) => {
      const { params } = tcx.generics(def);
      let count = args.length;
      while (count > 0 && isDefault(tcx, params[count - 1]?.default, args, count - 1)) count--;
      return args.slice(0, count);
    },
    closure: () => "{closure}",
    signature: (def, args) => {
      const signature = tcx.signature(def);
      const prefix = (signature.unsafe ? "unsafe " : "") + (signature.abi === "Rust" ? "" : `extern "${signature.abi}" `);
      return {
        params: tcx.types.substituteAll(signature.params, args),
        output: tcx.types.substitute(signature.output, args),
        prefix,
      };
    },
    opaque: (type) => `impl ${tcx.items.name(type.fn)}`,
    atomic: (def) => atomicOf(tcx, def),
    isFnTrait: (def) => isFnTrait(tcx, def),
  };
}

/** Atomic types are names of one generic type in newer releases. */
const GENERIC_ATOMIC_SINCE = 93;

export function atomicOf(tcx: TypeContext, def: DefId): string | undefined {
  if (tcx.session.release.minor < GENERIC_ATOMIC_SINCE || !tcx.items.isCore(def)) return undefined;
  const inside = /^Atomic(Bool|Ptr|[IU](?:size|8|16|32|64|128))$/.exec(tcx.items.name(def))?.[1]?.toLowerCase();
  return inside === "ptr" ? "*mut" : inside;
}

/** As messages name things: with paths where a name alone is not enough, closures by their place. */
export function messageNames(tcx: TypeContext): Names {
  const [open, close] = tcx.session.release.minor >= 71 ? ["{", "}"] : ["[", "]"];
  return {
    ...printerNames(tcx),
    name: (def) => nameOf(tcx, def),
    opaqueBounds: (type) => shownBounds(tcx, type),
    closure: (id) => `${open}closure@${tcx.items.place(tcx.closureTable.headSpan(id))}${close}`,
  };
}

/** The constructor of a variant goes by the variant's name. */
function nameOf({ items }: TypeContext, def: DefId): string {
  // Nobody can name it: its path is not the short one.
  if (items.isCore(def) && items.name(def) === "Unique") return "core::ptr::Unique";
  const parent = items.kind(def) === "constructor" ? items.parent(def) : undefined;
  return parent !== undefined && items.kind(parent) === "variant" ? items.shownPath(parent) : items.shownName(def);
}

/** In labels that compare: names alone. */
export function labelNames(tcx: TypeContext): Names {
  const [open, close] = tcx.session.release.minor >= 71 ? ["{", "}"] : ["[", "]"];
  return { ...printerNames(tcx), closure: () => `${open}closure@...${close}` };
}

/** What an opaque type is said to be, with what it fixes; functions first. */
function shownBounds(tcx: TypeContext, type: Ty & { kind: "opaque" }): readonly DynTrait[] {
  const bounds = opaqueBounds(tcx, type.fn, type.index).map((each) => substitutePredicate(tcx.types, each, type.args));
  const traits = bounds.flatMap((bound) => (bound.kind === "trait" && !tcx.isLang(bound.ref.trait, "sized") ? [bound.ref] : []));
  const shown = traits.map(({ trait, args }) => {
    const projections = bounds.flatMap((bound) =>
      bound.kind === "projection" && belongsTo(tcx, bound.item, trait) ? [{ item: bound.item, type: bound.type }] : [],
    );
    return { trait, args: args.slice(1), projections };
  });
  return [...shown.filter(({ trait }) => isFnTrait(tcx, trait)), ...shown.filter(({ trait }) => !isFnTrait(tcx, trait))];
}

/** What a function gives is said of `FnOnce`. */
function belongsTo(tcx: TypeContext, item: DefId, trait: DefId): boolean {
  const parent = tcx.items.parent(item) as DefId;
  return parent === trait || (isFnTrait(tcx, trait) && isFnTrait(tcx, parent));
}

export function isFnTrait(tcx: TypeContext, def: DefId): boolean {
  return tcx.isLang(def, "fn") || tcx.isLang(def, "fn_mut") || tcx.isLang(def, "fn_once");
}

function isDefault(tcx: TypeContext, fallback: Ty | undefined, args: readonly Ty[], index: number): boolean {
  return fallback !== undefined && tcx.types.substitute(fallback, args) === args[index];
}

/** How many lifetimes a type has as parameters. */
export function lifetimeCount(tcx: TypeContext, def: DefId): number {
  return tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
}
