// From types as written to types. The scope says whose generics are meant and what an omitted part becomes: an
// inference variable in a body, an error in a signature.
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Bound, ExprId, GenericArg, GenericArgs, GenericParam, Path, PathSegment, QSelf, TypeId, TypeNode } from "../../syntax/ast.ts";
import { isRelaxing } from "../../syntax/validate-bounds.ts";
import { reportAmbiguousVariant } from "./ambiguous-variant.ts";
import type { TypeContext } from "./context.ts";
import { reportAmbiguousAssociatedType, reportAmbiguousPath, reportPlaceholder, reportUnknownAssociatedType } from "./path-reports.ts";
import { checkConstantType, checkLength } from "./forms/constant-types.ts";
import { checkArguments } from "./forms/generic-arguments.ts";
import { impliesStatic } from "./forms/object-defaults.ts";
import { DYN_EDITION } from "./forms/trait-objects.ts";
import type { DefId } from "./def-id.ts";
import type { PathRes } from "./items.ts";
import { constraintsOf, refuseConstraints, refuseObjectBounds } from "./lower-bounds.ts";
import { hasGenericSelf, lowerConstant, lowerConstantPath } from "./lower-constant.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { namingImplTrait } from "./type-scope.ts";
import type { ImplTrait, TypeScope } from "./type-scope.ts";
import { eraseRegions, STATIC_REGION } from "./regions.ts";
import { ERROR, NEVER, UNIT, USIZE, primitiveByName, type DynTrait, type Region, type Ty } from "./ty.ts";
import { abiOf } from "./written-abi.ts";

export class TypeLowering {
  readonly tcx: TypeContext;
  readonly scope: TypeScope;
  #inferOmitted = false;
  /** Of a trait object right behind a reference. */
  #objectRegion: Region | undefined;

  constructor(tcx: TypeContext, scope: TypeScope) {
    this.tcx = tcx;
    this.scope = scope;
  }

  /** The same where `impl Trait` stands for something. */
  naming(implTrait: ImplTrait): TypeLowering {
    return new TypeLowering(this.tcx, namingImplTrait(this.scope, implTrait));
  }

  /** Paths of values: omitted arguments are inferred, also where a default exists. */
  inValue<T>(action: () => T): T {
    const before = this.#inferOmitted;
    this.#inferOmitted = true;
    try {
      return action();
    } finally {
      this.#inferOmitted = before;
    }
  }

  lower(id: TypeId): Ty {
    const before = this.#inferOmitted;
    this.#inferOmitted = false;
    const type = this.#lower(id);
    this.#inferOmitted = before;
    return type;
  }

  #lower(id: TypeId): Ty {
    const node = this.scope.tree.type(id);
    const { kind } = node;
    const { types } = this.tcx;
    if (kind.kind !== "trait-object" && kind.kind !== "paren" && !this.#isBareTrait(id)) this.#objectRegion = undefined;
    switch (kind.kind) {
      case "path":
        return this.#path(node, kind.qself, kind.path);
      case "slice":
        return types.slice(this.lower(kind.element));
      case "array":
        return this.#array(kind, node.span);
      case "pointer":
        return types.ptr(this.lower(kind.target), kind.mutable);
      case "reference":
        return this.#reference(kind);
      case "fn-pointer":
        return this.#fnPointer(kind);
      case "never":
        return NEVER;
      case "tuple":
        return types.tuple(kind.elements.map((element) => this.lower(element)));
      case "paren":
        return this.lower(kind.inner);
      case "infer":
        return this.hole(node.span);
      case "trait-object":
        return kind.dyn || !this.#needsDyn() ? this.#dynamic(kind.bounds) : ERROR;
      case "impl-trait":
        return this.#implTrait(id, kind.bounds, node.span);
      case "implicit-self":
        return this.selfType() ?? ERROR;
      default:
        return ERROR;
    }
  }

  #reference({ lifetime, target, mutable }: TypeNode["kind"] & { kind: "reference" }): Ty {
    if (lifetime !== undefined && this.tcx.items.isUndeclared(this.scope.tree, lifetime.id)) return ERROR;
    const region = this.scope.regions?.lifetime(lifetime);
    this.#objectRegion = region;
    const type = this.lower(target);
    this.#objectRegion = undefined;
    return this.tcx.types.ref(type, mutable, region);
  }

  #implTrait(id: TypeId, bounds: readonly Bound[], span: Span): Ty {
    if (this.scope.implTrait !== undefined) return this.scope.implTrait(id, bounds);
    if (!this.tcx.wrongTypes.some(({ at }) => at === span.lo)) this.tcx.report(unsupported("KB0201", "`impl Trait` in this place", span));
    return ERROR;
  }

  /** What `_` stands for. */
  hole(span: Span): Ty {
    if (this.scope.hole !== undefined) return this.scope.hole(span);
    reportPlaceholder(this.tcx, this.scope.owner, span);
    return ERROR;
  }

  #fnPointer(kind: TypeNode["kind"] & { kind: "fn-pointer" }): Ty {
    return this.#binder(kind.forParams, () => {
      const params = this.#inputs(() => kind.params.map((param) => this.lower(param.type)));
      const output = kind.output;
      const result = output === undefined ? UNIT : this.output(() => this.lower(output));
      return this.tcx.types.fnPointer(params, result, abiOf(kind.extern), kind.safety === "unsafe", kind.variadic);
    });
  }

  #binder<T>(params: readonly GenericParam[], action: () => T): T {
    return this.scope.regions === undefined ? action() : this.scope.regions.binder(params, action);
  }

  #inputs<T>(action: () => T): T {
    return this.scope.regions === undefined ? action() : this.scope.regions.inputs(action);
  }

  output<T>(action: () => T): T {
    return this.scope.regions === undefined ? action() : this.scope.regions.output(action);
  }

  /** The type `Self` stands for in the owner. */
  selfType(): Ty | undefined {
    if (this.scope.self !== undefined) return this.scope.self;
    if (this.scope.regions !== undefined) return this.scope.regions.selfType();
    let def: DefId | undefined = this.scope.owner;
    while (def !== undefined) {
      const kind = this.tcx.items.kind(def);
      if (kind === "impl") return this.tcx.implHeader(def).self;
      if (kind === "trait") return this.tcx.types.param(0, "Self");
      if (kind === "struct" || kind === "enum" || kind === "union") return this.tcx.identityAdt(def);
      def = this.tcx.items.parent(def);
    }
    return undefined;
  }

  #path(node: TypeNode, qself: QSelf | undefined, path: Path): Ty {
    const res = this.tcx.items.resolution(this.scope.tree, node.id);
    if (res === undefined) return qself === undefined ? ERROR : this.#qualified(qself, path, undefined);
    if (qself !== undefined) return this.#qualified(qself, path, res);
    const count = path.segments.length - res.unresolved;
    let type = this.base(res, path, count);
    path.segments.slice(count).forEach((segment, i) => {
      type = this.associated(type, segment, path.span, i === 0 && res.base.kind === "self-type");
    });
    return type;
  }

  /** `<T as Trait>::Item`, `<T>::Item` */
  #qualified(qself: QSelf, path: Path, res: PathRes | undefined): Ty {
    let type = this.lower(qself.type);
    if (qself.position === 0) {
      const isSelf = this.tcx.items.resolution(this.scope.tree, this.scope.tree.type(qself.type).id)?.base.kind === "self-type";
      path.segments.forEach((segment, i) => {
        type = this.associated(type, segment, path.span, i === 0 && isSelf);
      });
      return type;
    }
    if (res === undefined || res.base.kind !== "def") return ERROR;
    const item = res.base.def;
    const trait = this.tcx.items.parent(item);
    const traitSegment = path.segments[qself.position - 1];
    const itemSegment = path.segments[path.segments.length - 1];
    if (trait === undefined || traitSegment === undefined || itemSegment === undefined) return ERROR;
    const args = [type, ...this.argsFor(trait, traitSegment.args, path.span, type).slice(1)];
    const own = this.argsFor(item, itemSegment.args, path.span, undefined, args);
    return this.normalize(this.tcx.types.projection(item, own));
  }

  normalize(type: Ty): Ty {
    return this.scope.normalize === undefined ? type : this.scope.normalize(type);
  }

  /** The type the first `count` segments of a path name. */
  base(res: PathRes, path: Path, count: number): Ty {
    const { base } = res;
    switch (base.kind) {
      case "primitive":
        return primitiveByName(base.name) ?? ERROR;
      case "self-type":
        if (this.scope.definesSelf === true) return this.#selfInItself(path);
        if (base.inConstant === true && hasGenericSelf(this.tcx, base.def, path)) return ERROR;
        return this.selfType() ?? ERROR;
      case "def":
        return this.#definition(base.def, path, count);
      default:
        return ERROR;
    }
  }

  /** `Self` was named where it is said what that is. */
  namedItself = false;

  #selfInItself({ span }: Path): Ty {
    this.namedItself = true;
    const said = error("`Self` is not valid in the self type of an impl block").at(span);
    this.tcx.report(said.note("replace `Self` with a different type"));
    return ERROR;
  }

  #definition(def: DefId, path: Path, count: number): Ty {
    const last = path.segments[count - 1] as PathSegment;
    const { items, types } = this.tcx;
    switch (items.kind(def)) {
      case "struct":
      case "enum":
      case "union":
        if (this.#namesUndeclared(last.args)) return ERROR;
        return types.adt(def, this.argsFor(def, last.args, path.span), this.#regions(def, last.args));
      case "variant":
        return this.#variantOwner(def, path, count);
      case "type-alias": {
        const args = this.argsFor(def, last.args, path.span);
        const type = this.scope.regions?.alias(def, this.#regions(def, last.args) ?? []) ?? this.tcx.typeOf(def);
        return this.normalize(types.substitute(type, args));
      }
      case "foreign-type":
        return types.foreign(def);
      case "type-param":
        return this.tcx.paramType(def);
      case "assoc-type":
        return this.#traitItem(def, path, count);
      case "trait":
        return this.#bareTrait(def, last, path.span);
      default:
        return ERROR;
    }
  }

  /** A trait object without its `dyn`. */
  #isBareTrait(id: TypeId): boolean {
    const base = this.tcx.items.resolution(this.scope.tree, id)?.base;
    return base?.kind === "def" && this.tcx.items.kind(base.def) === "trait";
  }

  /** Of an impl the type is known all the same. */
  #namesUndeclared(written: GenericArgs | undefined): boolean {
    if (written?.kind !== "angle" || this.tcx.items.kind(this.scope.owner) === "impl") return false;
    return written.args.some((arg) => arg.kind === "lifetime" && this.tcx.items.isUndeclared(this.scope.tree, arg.lifetime.id));
  }

  #regions(def: DefId, written: GenericArgs | undefined): readonly Region[] | undefined {
    const { regions } = this.scope;
    if (regions === undefined) return undefined;
    const given = written?.kind === "angle" ? written.args.flatMap((arg) => (arg.kind === "lifetime" ? [arg.lifetime] : [])) : [];
    return given.length === 0 ? regions.omitted(def) : given.map((lifetime) => regions.lifetime(lifetime));
  }

  /** `Enum::<T>::Variant` or `Variant::<T>`: the enum's type. */
  #variantOwner(variant: DefId, path: Path, count: number): Ty {
    const owner = this.tcx.items.parent(variant) as DefId;
    const last = path.segments[count - 1] as PathSegment;
    const args = last.args ?? path.segments[count - 2]?.args;
    return this.tcx.types.adt(owner, this.argsFor(owner, args, path.span));
  }

  /** `Trait::Item` without a self type: core's own alone. */
  #traitItem(item: DefId, path: Path, count: number): Ty {
    const trait = this.tcx.items.parent(item) as DefId;
    if (this.tcx.items.isLocal(this.scope.owner)) {
      reportAmbiguousPath(this.tcx, path.span);
      return ERROR;
    }
    const self = this.scope.hole?.(path.span) ?? ERROR;
    const args = this.argsFor(trait, path.segments[count - 2]?.args, path.span, self);
    return this.normalize(this.tcx.types.projection(item, [self, ...args.slice(1)]));
  }

  /** The crate is of an edition where a trait alone is no type: that is told of what is written, not here. */
  #needsDyn(): boolean {
    return this.tcx.session.edition >= DYN_EDITION && this.tcx.items.isLocal(this.scope.owner);
  }

  #bareTrait(trait: DefId, segment: PathSegment, span: Span): Ty {
    if (this.#needsDyn()) return ERROR;
    const self = this.tcx.types.param(0, "Self");
    const region = this.#objectBound([]);
    this.#objectRegion = undefined;
    const args = this.argsFor(trait, segment.args, span, self).slice(1);
    return this.tcx.types.dynamic({ trait, args, projections: [] }, [], region);
  }

  /** `T::Item`: which trait's is found among the bounds of `T`. */
  associated(base: Ty, segment: PathSegment, span: Span, isSelf = true): Ty {
    if (base.kind === "error") return ERROR;
    if (!isSelf && base.kind !== "param" && this.tcx.items.isLocal(this.scope.owner)) {
      reportAmbiguousPath(this.tcx, span);
      return ERROR;
    }
    const known = this.scope.regions === undefined ? base : eraseRegions(this.tcx.types, base);
    const [found, other] = this.tcx.associatedTypes(this.scope.owner, known, segment.ident.name, isSelf);
    if (found === undefined) {
      reportUnknownAssociatedType(this.tcx, base, segment, span, this.scope.owner);
      return ERROR;
    }
    if (found.isHigherRanked === true && this.scope.hole === undefined && this.tcx.items.isLocal(this.scope.owner)) {
      this.tcx.report(error("E0212", "cannot use the associated type of a trait with uninferred generic parameters").at(span));
      return ERROR;
    }
    if (other !== undefined) reportAmbiguousAssociatedType(this.tcx, base, segment, span);
    if (this.scope.regions === undefined) this.tcx.useMember(found.item, span, this.scope.owner);
    if (this.tcx.items.isLocal(this.scope.owner)) reportAmbiguousVariant(this.tcx, base, found, segment, span);
    checkArguments(this.tcx, this.scope.tree, found.item, segment, this.#inferOmitted);
    const args = this.argsFor(
      found.item,
      segment.args,
      span,
      undefined,
      known === base ? found.ref.args : [base, ...found.ref.args.slice(1)],
    );
    return this.normalize(this.tcx.types.projection(found.item, args));
  }

  /**
   * The arguments of `def` from those written. `parent` are the parent's; `self` fills a trait's `Self`.
   * Omitted ones are holes, then defaults.
   */
  argsFor(def: DefId, written: GenericArgs | undefined, span: Span, self?: Ty, parent: readonly Ty[] = []): Ty[] {
    if (this.tcx.items.kind(def) !== "trait") refuseConstraints(this.tcx, this.scope.tree, written);
    const generics = this.tcx.generics(def);
    const args: Ty[] = [...parent.slice(0, generics.parentCount)];
    if (generics.hasSelf && args.length === 0) args.push(self ?? this.scope.hole?.(span) ?? ERROR);
    const own = generics.params.slice(args.length).filter((param) => !param.synthetic);
    const all = this.#given(written);
    const needed = own.filter((param) => param.default === undefined).length;
    // Of a wrong number, which is told, none counts where they can be left out.
    const isWrong = all.length > 0 && (all.length > own.length || all.length < needed);
    const given = isWrong && this.#inferOmitted ? [] : all;
    own.forEach((param, i) => {
      const arg = given[i];
      if (arg !== undefined) {
        const lowered = arg(param.constType);
        const node = written?.kind === "angle" ? this.#nth(written, i) : undefined;
        const isFit = node === undefined || checkConstantType(this.tcx, def, param, lowered, { tree: this.scope.tree, arg: node, span });
        args.push(isFit ? lowered : ERROR);
      } else if (
        param.default !== undefined &&
        (this.scope.hole === undefined || given.length > 0 || !(this.#inferOmitted || this.#inferred(def)))
      ) {
        args.push(this.normalize(this.tcx.types.substitute(param.default, args)));
      } else args.push(this.scope.hole?.(span) ?? ERROR);
    });
    for (const param of generics.params.slice(args.length)) if (param.synthetic) args.push(this.scope.hole?.(span) ?? ERROR);
    return args;
  }

  /** The argument of that number, lifetimes left out. */
  #nth({ args }: GenericArgs & { kind: "angle" }, i: number): GenericArg | undefined {
    return args.filter(({ kind }) => kind === "type" || kind === "const")[i];
  }

  #array(kind: TypeNode["kind"] & { kind: "array" }, span: Span): Ty {
    const made = this.tcx.types.array(this.lower(kind.element), this.constant(kind.length, USIZE));
    return checkLength(this.tcx, made, span) ? made : ERROR;
  }

  /** Omitted parameters with defaults are inferred for functions and values, defaulted in types. */
  #inferred(def: DefId): boolean {
    const kind = this.tcx.items.kind(def);
    return kind === "fn" || kind === "assoc-fn";
  }

  #given(written: GenericArgs | undefined): ((constType: Ty | undefined) => Ty)[] {
    if (written === undefined) return [];
    if (written.kind === "parenthesized") {
      const inputs = this.tcx.types.tuple(this.#inputs(() => written.inputs.map((input) => this.lower(input))));
      return [() => inputs];
    }
    if (written.kind !== "angle") return [];
    return written.args.flatMap((arg) => {
      if (arg.kind === "type")
        return [
          (constType: Ty | undefined): Ty =>
            constType === undefined ? this.lower(arg.type) : lowerConstantPath(this, arg.type, constType),
        ];
      if (arg.kind === "const") return [(constType: Ty | undefined): Ty => this.constant(arg.value, constType ?? USIZE)];
      return [];
    });
  }

  /** The value of a constant expression in a type. */
  constant(id: ExprId, type: Ty): Ty {
    return lowerConstant(this, id, type);
  }

  /** `Trait<A, Item = B>` as a bound on `self`: the reference, and what it fixes. */
  traitRef(pathId: number, path: Path, self: Ty): TraitRef | undefined {
    const res = this.tcx.items.resolution(this.scope.tree, pathId);
    if (res?.base.kind !== "def" || this.tcx.items.kind(res.base.def) !== "trait") return undefined;
    const last = path.segments[path.segments.length - 1] as PathSegment;
    const args = this.argsFor(res.base.def, last.args, path.span, self);
    return { trait: res.base.def, args, regions: this.#regions(res.base.def, last.args) };
  }

  /** The predicates a bound states about `self`; associated types it fixes follow. */
  bound(bound: Bound & { kind: "trait" }, self: Ty): Predicate[] {
    return this.#binder(bound.forParams, () => {
      const ref = this.traitRef(bound.pathId, bound.path, self);
      if (ref === undefined) return [];
      const last = bound.path.segments[bound.path.segments.length - 1] as PathSegment;
      return [{ kind: "trait", ref, span: bound.span }, ...constraintsOf(this, ref, last.args, bound.span)];
    });
  }

  /** The lifetime bound of a trait object. */
  #objectBound(bounds: readonly Bound[]): readonly Region[] | undefined {
    const { regions } = this.scope;
    if (regions === undefined) return undefined;
    const written = bounds.find((bound) => bound.kind === "lifetime");
    if (written?.kind === "lifetime") return [regions.lifetime(written.lifetime)];
    return [impliesStatic(this.tcx, this.scope.tree, bounds) ? STATIC_REGION : (this.#objectRegion ?? regions.object())];
  }

  #dynamic(bounds: readonly Bound[]): Ty {
    const region = this.#objectBound(bounds);
    this.#objectRegion = undefined;
    refuseObjectBounds(this.tcx, this.scope.tree, bounds);
    const self = this.tcx.types.param(0, "Self");
    const predicates = bounds.flatMap((bound) => (bound.kind === "trait" && !isRelaxing(bound) ? this.bound(bound, self) : []));
    let principal: DynTrait | undefined;
    const autos: DefId[] = [];
    for (const each of predicates) {
      if (each.kind !== "trait") continue;
      if (this.tcx.isAuto(each.ref.trait)) autos.push(each.ref.trait);
      else principal ??= { trait: each.ref.trait, args: each.ref.args.slice(1), projections: [] };
    }
    if (principal === undefined) return this.tcx.types.dynamic(undefined, autos, region);
    const projections = predicates.flatMap((each) => (each.kind === "projection" ? [{ item: each.item, type: each.type }] : []));
    return this.tcx.types.dynamic({ ...principal, projections }, autos, region);
  }
}
