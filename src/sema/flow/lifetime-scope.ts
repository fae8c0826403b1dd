// What lifetimes as written mean while the types of an item are read: its parameters by number, those that a `for<..>`
// or `Fn(..)` binds, and what is left out, as the rules of elision have it (Reference, "Lifetime elision").
import type { GenericParam, Lifetime } from "../../syntax/ast.ts";
import type { DefId } from "../types/def-id.ts";
import { boundRegion, elidedRegion, isBound, STATIC_REGION } from "../types/regions.ts";
import type { RegionScope } from "../types/type-scope.ts";
import { ERASED, type Region, type Ty } from "../types/ty.ts";
import type { RegionItems } from "./region-items.ts";

/** What a lifetime that is left out stands for. */
export type Elided = () => Region;

export const elidedStatic: Elided = () => STATIC_REGION;
/** Where it is an error, or not known. */
export const elidedUnknown: Elided = () => ERASED;

let boundCount = 0;

interface Binder {
  readonly names: ReadonlyMap<string, Region>;
  readonly inputs: Set<Region>;
}

export class LifetimeScope implements RegionScope {
  readonly items: RegionItems;
  readonly owner: DefId;
  elided: Elided;
  readonly #object: Elided;
  readonly #binders: Binder[] = [];
  /** Regions named or left out so far, but for bound ones. */
  seen = new Set<Region>();

  constructor(items: RegionItems, owner: DefId, elided: Elided, object: Elided = elidedStatic) {
    this.items = items;
    this.owner = owner;
    this.elided = elided;
    this.#object = object;
  }

  lifetime(written: Lifetime | undefined): Region {
    const name = written?.ident.name;
    const region = name === undefined || name === "'_" ? this.elided() : this.#named(name);
    if (!isBound(region)) this.seen.add(region);
    else this.#binders.at(-1)?.inputs.add(region);
    return region;
  }

  #named(name: string): Region {
    if (name === "'static") return STATIC_REGION;
    const binder = this.#binders.findLast(({ names }) => names.has(name));
    return binder?.names.get(name) ?? this.items.parameter(this.owner, name) ?? ERASED;
  }

  omitted(def: DefId): readonly Region[] {
    return Array.from({ length: this.items.lifetimeCount(def) }, () => this.lifetime(undefined));
  }

  object(): Region {
    return this.#object();
  }

  captured(): readonly Region[] {
    return [];
  }

  selfType(): Ty | undefined {
    return this.items.selfType(this.owner);
  }

  alias(def: DefId, regions: readonly Region[]): Ty {
    return this.items.instantiate(this.items.typeOf(def), [], regions);
  }

  binder<T>(params: readonly GenericParam[], action: () => T): T {
    const names = new Map(
      params.flatMap(({ kind, ident }) => (kind === "lifetime" ? [[ident.name, boundRegion(boundCount++)] as const] : [])),
    );
    this.#binders.push({ names, inputs: new Set() });
    const result = action();
    this.#binders.pop();
    return result;
  }

  inputs<T>(action: () => T): T {
    return this.#eliding(() => elidedRegion(boundCount++), action);
  }

  output<T>(action: () => T): T {
    const [only, ...others] = this.#binders.at(-1)?.inputs ?? [];
    return this.#eliding(() => (others.length === 0 ? (only ?? ERASED) : ERASED), action);
  }

  #eliding<T>(elided: Elided, action: () => T): T {
    const before = this.elided;
    this.elided = elided;
    const result = action();
    this.elided = before;
    return result;
  }
}
