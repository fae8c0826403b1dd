// What items say with their lifetimes: signatures, fields, impl headers, bounds. In: definitions. Out: types whose regions
// are numbers of the item's parameters (`regions.ts`), read from the tree once and remembered.
import type { Bound, TypeId } from "../../syntax/ast.ts";
import { namingImplTrait } from "../types/type-scope.ts";
import type { ImplTrait } from "../types/type-scope.ts";
import { opaqueNodes, syntheticNodes } from "../types/collect-items.ts";
import { boundsOfItem, ownPredicates, statedBy } from "../types/collect-predicates.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { TypeLowering } from "../types/lower-type.ts";
import { mapPredicate, type Predicate } from "../types/predicates.ts";
import { isBound, mapRegions, parameterIndex, parameterRegion, STATIC_REGION } from "../types/regions.ts";
import { ERASED, ERROR, HAS_ERROR, UNIT, type Region, type Ty } from "../types/ty.ts";
import { elidedStatic, elidedUnknown, LifetimeScope, type Elided } from "./lifetime-scope.ts";

export interface RegionSignature {
  readonly params: readonly Ty[];
  readonly output: Ty;
  /** How many lifetimes it speaks of, the parent's and unnamed ones included. */
  readonly count: number;
  readonly opaques: readonly OpaqueBounds[];
}

/** What `impl Trait` in a result promises, on the type itself. */
export interface OpaqueBounds {
  readonly type: Ty;
  readonly predicates: readonly Predicate[];
  readonly outlives: readonly Region[];
}

/** All of a type, or a lifetime, lives at least as long as another. */
export interface Outlives {
  readonly long: Ty | Region;
  readonly short: Region;
}

export interface RegionHeader {
  readonly self: Ty;
  /** Of the trait, `Self` first; empty for inherent impls. */
  readonly args: readonly Ty[];
  /** Of the trait. */
  readonly regions: readonly Region[];
  readonly count: number;
}

export class RegionItems {
  readonly tcx: TypeContext;
  readonly #captureAll: boolean;
  readonly #signatures = new Map<DefId, RegionSignature>();
  readonly #headers = new Map<DefId, RegionHeader>();
  readonly #types = new Map<DefId, Ty>();
  readonly #fields = new Map<string, Ty>();
  readonly #predicates = new Map<DefId, readonly Predicate[]>();
  readonly #outlives = new Map<DefId, readonly Outlives[]>();
  readonly #itemBounds = new Map<DefId, readonly Predicate[]>();
  readonly #staticTraits = new Map<DefId, boolean>();

  /** From edition 2024 on `impl Trait` holds all lifetimes in scope. */
  constructor(tcx: TypeContext, edition: number) {
    this.tcx = tcx;
    this.#captureAll = edition >= 2024;
  }

  /** In traits and their impls it always does. */
  #capturesAll(def: DefId): boolean {
    const { items } = this.tcx;
    const parent = items.parent(def);
    if (this.#captureAll || parent === undefined) return this.#captureAll;
    return items.kind(parent) === "trait" || (items.kind(parent) === "impl" && this.tcx.implHeader(parent).ref !== undefined);
  }

  // --- Parameters ------------------------------------------------------------------------------------------------

  #ownLifetimes(def: DefId): readonly string[] {
    return this.tcx.items.astGenerics(def)?.params.flatMap(({ kind, ident }) => (kind === "lifetime" ? [ident.name] : [])) ?? [];
  }

  /** Of a data type. */
  lifetimeCount(def: DefId): number {
    return this.#ownLifetimes(def).length;
  }

  /** How many lifetimes a written path to a data type leaves out. */
  elidedIn(owner: DefId, written: TypeId): number {
    const type = this.annotation(owner, written, elidedUnknown);
    return type.kind === "adt" ? this.lifetimeCount(type.def) : 0;
  }

  /** Lifetimes an item has by name, or its impl by any. */
  lifetimesOf(def: DefId): number {
    return this.#firstFree(this.tcx.genericOwner(def));
  }

  /** The trait or impl around an associated item. */
  #parent(def: DefId): DefId | undefined {
    const parent = this.tcx.items.parent(def);
    const kind = parent === undefined ? undefined : this.tcx.items.kind(parent);
    return kind === "trait" || kind === "impl" ? parent : undefined;
  }

  #firstFree(def: DefId): number {
    return this.inherited(def) + this.#ownLifetimes(def).length;
  }

  /** How many lifetimes an item has from the trait or impl around it. */
  inherited(def: DefId): number {
    const parent = this.#parent(def);
    if (parent === undefined) return 0;
    return this.tcx.items.kind(parent) === "impl" ? this.implHeader(parent).count : this.#ownLifetimes(parent).length;
  }

  parameter(def: DefId, name: string): Region | undefined {
    const owner = this.tcx.genericOwner(def);
    const own = this.#ownLifetimes(owner).indexOf(name);
    if (own >= 0) return parameterRegion(this.inherited(owner) + own);
    const parent = this.#parent(owner);
    const outer = parent === undefined ? -1 : this.#ownLifetimes(parent).indexOf(name);
    return outer < 0 ? undefined : parameterRegion(outer);
  }

  /** What `Self` stands for inside of `def`. */
  selfType(def: DefId): Ty | undefined {
    for (let at: DefId | undefined = def; at !== undefined; at = this.tcx.items.parent(at)) {
      const kind = this.tcx.items.kind(at);
      if (kind === "impl") return this.implHeader(at).self;
      if (kind === "trait") return this.tcx.types.param(0, "Self");
      if (kind === "struct" || kind === "enum" || kind === "union") return this.#identityAdt(at);
    }
    return undefined;
  }

  #identityAdt(def: DefId): Ty {
    const regions = this.#ownLifetimes(def).map((_, i) => parameterRegion(i));
    return this.tcx.types.adt(def, this.tcx.identityArgs(def), regions);
  }

  /** The item's type for given arguments; regions and types that are not given stay. */
  instantiate(type: Ty, args: readonly Ty[], regions: readonly Region[]): Ty {
    const mapped = mapRegions(this.tcx.types, type, (region) => regions[parameterIndex(region) ?? -1] ?? region);
    return this.tcx.types.substitute(mapped, args);
  }

  // --- Types -----------------------------------------------------------------------------------------------------

  #lowering(scope: LifetimeScope, implTrait?: ImplTrait): TypeLowering {
    const { owner } = scope;
    const base = { owner, tree: this.tcx.items.tree(owner), regions: scope };
    return new TypeLowering(this.tcx, implTrait === undefined ? base : namingImplTrait(base, implTrait));
  }

  /** A type as written in a body of `owner`. */
  annotation(body: DefId, id: TypeId, elided: Elided): Ty {
    const owner = this.tcx.holder(body);
    const hole = (): Ty => ERROR;
    const regions = new LifetimeScope(this, owner, elided, elided);
    const scope = { owner, tree: this.tcx.items.tree(owner), regions, hole };
    return this.tcx.silently(() => new TypeLowering(this.tcx, scope).lower(id));
  }

  /** Of constants, statics, aliases and associated types. */
  typeOf(def: DefId): Ty {
    const known = this.#types.get(def);
    if (known !== undefined) return known;
    this.#types.set(def, this.tcx.typeOf(def));
    const kind = this.tcx.items.item(def)?.kind;
    const written = kind?.kind === "const" || kind?.kind === "static" || kind?.kind === "type-alias" ? kind.type : undefined;
    const scope = new LifetimeScope(this, def, kind?.kind === "type-alias" ? elidedUnknown : elidedStatic);
    const type = written === undefined ? this.tcx.typeOf(def) : this.tcx.silently(() => this.#lowering(scope).lower(written));
    this.#types.set(def, type);
    return type;
  }

  fieldType(adt: DefId, variant: number, field: number): Ty {
    const key = `${adt}.${variant}.${field}`;
    let type = this.#fields.get(key);
    if (type === undefined) this.#fields.set(key, (type = this.#readField(adt, variant, field)));
    return type;
  }

  #readField(adt: DefId, variant: number, field: number): Ty {
    const kind = this.tcx.items.item(adt)?.kind;
    const data =
      kind?.kind === "struct" || kind?.kind === "union"
        ? kind.data
        : this.tcx.items.variant(this.tcx.adt(adt).variants[variant]?.def ?? adt)?.data;
    const written = data === undefined || data.kind === "unit" ? undefined : data.fields[field]?.type;
    if (written === undefined) return ERROR;
    return this.tcx.silently(() => this.#lowering(new LifetimeScope(this, adt, elidedUnknown)).lower(written));
  }

  implHeader(impl: DefId): RegionHeader {
    let header = this.#headers.get(impl);
    if (header === undefined) this.#headers.set(impl, (header = this.tcx.silently(() => this.#readHeader(impl))));
    return header;
  }

  #readHeader(impl: DefId): RegionHeader {
    const kind = this.tcx.items.item(impl)?.kind;
    if (kind?.kind !== "impl") throw new Error("not an impl");
    let count = this.#ownLifetimes(impl).length;
    const lowering = this.#lowering(new LifetimeScope(this, impl, () => parameterRegion(count++)));
    const self = (this.tcx.implHeader(impl).self.flags & HAS_ERROR) === 0 ? lowering.lower(kind.self) : ERROR;
    // `Self` among the trait's arguments is known already.
    this.#headers.set(impl, { self, args: [], regions: [], count });
    const ref = kind.trait === undefined ? undefined : lowering.traitRef(kind.traitId, kind.trait, self);
    return { self, args: ref?.args ?? [], regions: ref?.regions ?? [], count };
  }

  // --- Signatures ------------------------------------------------------------------------------------------------

  signature(def: DefId): RegionSignature {
    let signature = this.#signatures.get(def);
    if (signature === undefined) this.#signatures.set(def, (signature = this.tcx.silently(() => this.#readSignature(def))));
    return signature;
  }

  #readSignature(def: DefId): RegionSignature {
    const kind = this.tcx.items.item(def)?.kind;
    if (this.tcx.items.kind(def) === "constructor" || kind?.kind !== "fn") return this.#constructorSignature(def);
    let count = this.#firstFree(def);
    const scope = new LifetimeScope(this, def, () => parameterRegion(count++));
    const synthetic = syntheticNodes(this.tcx, def);
    const first = this.tcx.generics(def).params.length - synthetic.length;
    const inputs = this.#lowering(scope, (node) => {
      const i = synthetic.findIndex((each) => each.node === node);
      return this.tcx.types.param(first + i, synthetic[i]?.name ?? "");
    });
    const params = kind.params.map((param) => inputs.lower(param.type));
    const [only, ...others] = [...scope.seen].filter((region) => region !== STATIC_REGION);
    const receiver = kind.params[0]?.self === undefined ? undefined : referenceIn(params[0] as Ty);
    const source = receiver ?? (others.length === 0 ? only : undefined) ?? ERASED;
    scope.elided = () => source;
    const opaques: OpaqueBounds[] = [];
    const nodes = opaqueNodes(this.tcx, def).map(({ node }) => node);
    const outputs = this.#lowering(scope, (node, bounds) => this.#opaque(def, nodes.indexOf(node), bounds, scope, count, opaques));
    const output = kind.output === undefined ? UNIT : outputs.lower(kind.output);
    return { params, output, count, opaques };
  }

  #opaque(def: DefId, index: number, bounds: readonly Bound[], scope: LifetimeScope, count: number, opaques: OpaqueBounds[]): Ty {
    if (index < 0) return ERROR;
    const lowering = this.#lowering(scope, () => ERROR);
    const { seen } = scope;
    scope.seen = new Set();
    // `Self` names no lifetime and may hold some.
    const stated = statedBy(lowering, bounds, ERROR);
    const see = (region: Region): Region => (scope.seen.add(region), region);
    for (const predicate of stated) mapPredicate(predicate, (type) => mapRegions(this.tcx.types, type, see), see);
    const outlives = bounds.flatMap((bound) => (bound.kind === "lifetime" ? [scope.lifetime(bound.lifetime)] : []));
    const used = [...scope.seen].filter((region) => region !== STATIC_REGION && region !== ERASED && !isBound(region));
    const named = bounds.find((bound) => bound.kind === "use");
    const precise =
      named?.kind === "use"
        ? named.args.flatMap(({ name }) => (name === "'_" ? scope.elided() : (this.parameter(def, name) ?? [])))
        : undefined;
    const captured =
      precise !== undefined ? precise : this.#capturesAll(def) ? Array.from({ length: count }, (_, i) => parameterRegion(i)) : used;
    const type = this.tcx.types.opaque(def, index, this.tcx.identityArgs(def), captured);
    opaques[index] = { type, predicates: statedBy(lowering, bounds, type), outlives };
    scope.seen = seen;
    return type;
  }

  #constructorSignature(def: DefId): RegionSignature {
    const owner = this.tcx.items.parent(def) as DefId;
    const adt = this.tcx.genericOwner(owner);
    const { variants } = this.tcx.adt(adt);
    const variant = Math.max(
      0,
      variants.findIndex((each) => each.def === owner),
    );
    const params = (variants[variant]?.fields ?? []).map((_, i) => this.fieldType(adt, variant, i));
    return { params, output: this.#identityAdt(adt), count: this.lifetimeCount(adt), opaques: [] };
  }

  // --- Bounds ----------------------------------------------------------------------------------------------------

  predicates(def: DefId): readonly Predicate[] {
    const owner = this.tcx.genericOwner(def);
    let predicates = this.#predicates.get(owner);
    if (predicates === undefined) this.#predicates.set(owner, (predicates = this.tcx.silently(() => this.#readPredicates(owner))));
    return predicates;
  }

  #readPredicates(def: DefId): readonly Predicate[] {
    const parent = this.#parent(def);
    const inherited = parent === undefined ? [] : this.predicates(parent);
    const own = ownPredicates(this.tcx, def, this.#lowering(new LifetimeScope(this, def, elidedUnknown)));
    const isTrait = this.tcx.items.kind(def) === "trait";
    const all = isTrait ? own.map((each) => (each.kind === "trait" && each.ref.trait === def ? this.#ownTrait(each) : each)) : own;
    return [...inherited, ...all];
  }

  /** What a trait says of its own `Self`. */
  #ownTrait(predicate: Predicate & { kind: "trait" }): Predicate {
    const regions = this.#ownLifetimes(predicate.ref.trait).map((_, i) => parameterRegion(i));
    return { ...predicate, ref: { ...predicate.ref, regions } };
  }

  /** What a trait says of an associated type. */
  itemBounds(item: DefId): readonly Predicate[] {
    let bounds = this.#itemBounds.get(item);
    if (bounds === undefined) {
      const lowering = this.#lowering(new LifetimeScope(this, item, elidedUnknown));
      const ofTrait = this.predicates(this.tcx.items.parent(item) as DefId);
      this.#itemBounds.set(item, (bounds = this.tcx.silently(() => boundsOfItem(this.tcx, item, lowering, ofTrait))));
    }
    return bounds;
  }

  outlives(def: DefId): readonly Outlives[] {
    const owner = this.tcx.genericOwner(def);
    let outlives = this.#outlives.get(owner);
    if (outlives === undefined) this.#outlives.set(owner, (outlives = this.tcx.silently(() => this.#readOutlives(owner))));
    return outlives;
  }

  /** What is declared, and what the traits among the bounds ask of all that have them: `T: Any` is `T: 'static`. */
  knownOutlives(def: DefId): readonly Outlives[] {
    const asked = this.predicates(def).flatMap((predicate): Outlives[] => {
      const self = predicate.kind === "trait" ? predicate.ref.args[0] : undefined;
      if (predicate.kind !== "trait" || self === undefined) return [];
      const { trait, regions = [] } = predicate.ref;
      const shorts = this.asksStatic(trait) ? [STATIC_REGION] : this.#askedOfSelf(trait).map((index) => regions[index] ?? ERASED);
      return shorts.flatMap((short) => (short === ERASED || isBound(short) ? [] : [{ long: self, short }]));
    });
    return [...this.outlives(def), ...asked];
  }

  /** Which of its lifetimes a trait asks its types to outlive: `trait T<'a>: 'a`. */
  #askedOfSelf(trait: DefId): number[] {
    return this.outlives(trait).flatMap(({ long, short }) => {
      const isSelf = typeof long !== "number" && long.kind === "param" && long.index === 0;
      return isSelf ? (parameterIndex(short) ?? []) : [];
    });
  }

  /** Whether a trait, or one above it, is for types without borrowed parts alone. */
  /** `T: Trait` is `T: 'static`, and objects of it without a lifetime have this one. */
  asksStatic(trait: DefId): boolean {
    const known = this.#staticTraits.get(trait);
    if (known !== undefined) return known;
    this.#staticTraits.set(trait, false);
    const isSelf = (type: Ty | undefined) => type?.kind === "param" && type.index === 0;
    const asks =
      this.outlives(trait).some(({ long, short }) => typeof long !== "number" && isSelf(long) && short === STATIC_REGION) ||
      this.predicates(trait).some(
        (predicate) => predicate.kind === "trait" && isSelf(predicate.ref.args[0]) && this.asksStatic(predicate.ref.trait),
      );
    this.#staticTraits.set(trait, asks);
    return asks;
  }

  /** Whether a trait declares an associated type to be without borrowed parts: `type Buffer: 'static;` */
  isDeclaredStatic(associated: DefId): boolean {
    const kind = this.tcx.items.item(associated)?.kind;
    if (kind?.kind !== "type-alias") return false;
    const scope = new LifetimeScope(this, associated, elidedUnknown);
    return kind.bounds.some((bound) => bound.kind === "lifetime" && scope.lifetime(bound.lifetime) === STATIC_REGION);
  }

  #readOutlives(def: DefId): readonly Outlives[] {
    const parent = this.#parent(def);
    const found: Outlives[] = parent === undefined ? [] : [...this.outlives(parent)];
    const scope = new LifetimeScope(this, def, elidedUnknown);
    const lowering = this.#lowering(scope);
    const add = (long: Ty | Region, bounds: readonly Bound[]): void => {
      for (const bound of bounds) if (bound.kind === "lifetime") found.push({ long, short: scope.lifetime(bound.lifetime) });
    };
    const item = this.tcx.items.item(def)?.kind;
    if (item?.kind === "trait") add(this.tcx.types.param(0, "Self"), item.bounds);
    const generics = this.tcx.items.preparedGenerics(def);
    const params = this.tcx.generics(def).params;
    for (const param of generics?.params ?? []) {
      if (param.kind === "lifetime") add(this.parameter(def, param.ident.name) ?? ERASED, param.bounds);
      const made = params.findLast((each) => each.name === param.ident.name);
      if (param.kind === "type" && made !== undefined) add(this.tcx.types.param(made.index, made.name), param.bounds);
    }
    for (const clause of generics?.where ?? []) {
      if (clause.kind === "lifetime") add(scope.lifetime(clause.lifetime), clause.bounds);
      else if (clause.bounds.some((bound) => bound.kind === "lifetime")) add(lowering.lower(clause.type), clause.bounds);
    }
    const synthetic = syntheticNodes(this.tcx, def);
    synthetic.forEach(({ bounds, name }, i) => add(this.tcx.types.param(params.length - synthetic.length + i, name), bounds));
    return found;
  }
}

/** The region of the first reference in a receiver's type. */
function referenceIn(type: Ty): Region | undefined {
  if (type.kind === "ref") return type.region;
  return type.kind === "adt" ? type.args.map(referenceIn).find((region) => region !== undefined) : undefined;
}
