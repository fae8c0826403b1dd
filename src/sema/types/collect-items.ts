// Generics, signatures and types of items, from the tree. Called once an item by the type context.
import { unsupported } from "../../diag/diagnostic.ts";
import type { Bound, Fn, Generics, Item, Tree, TypeId } from "../../syntax/ast.ts";
import { namingImplTrait } from "./type-scope.ts";
import type { ImplTrait } from "./type-scope.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { leavesOpen, reportOpenType } from "./open-types.ts";
import { TypeLowering } from "./lower-type.ts";
import { abiOf } from "./written-abi.ts";
import { normalizeIn } from "./normalize.ts";
import type { TraitRef } from "./predicates.ts";
import type { FnSig, GenericParamDef, GenericsDef } from "./tables.ts";
import { ERROR, HAS_ALIAS, UNIT, type Ty } from "./ty.ts";

export interface ImplHeader {
  readonly self: Ty;
  /** With `self` as its first argument; undefined for inherent impls. */
  readonly ref: TraitRef | undefined;
  readonly negative: boolean;
}

/** A lowering for the signature of `def`. */
export function signatureLowering(tcx: TypeContext, def: DefId): TypeLowering {
  return new TypeLowering(tcx, { owner: def, tree: tcx.items.tree(def) });
}

/** The item a generic parameter list may be inherited from: the trait or impl around an associated item. */
function genericParent(tcx: TypeContext, def: DefId): DefId | undefined {
  const parent = tcx.items.parent(def);
  if (parent === undefined) return undefined;
  const kind = tcx.items.kind(parent);
  return kind === "trait" || kind === "impl" ? parent : undefined;
}

export function collectGenerics(tcx: TypeContext, def: DefId): GenericsDef {
  const parent = genericParent(tcx, def);
  const inherited = parent === undefined ? [] : tcx.generics(parent).params;
  const params: GenericParamDef[] = [...inherited];
  const isTrait = tcx.items.kind(def) === "trait";
  if (isTrait) params.push({ name: "Self", index: 0, kind: "type", constType: undefined, default: undefined, synthetic: false });
  const generics = tcx.items.astGenerics(def);
  if (generics !== undefined) ownParams(tcx, def, generics, params);
  for (const name of syntheticParams(tcx, def)) {
    params.push({ name, index: params.length, kind: "type", constType: undefined, default: undefined, synthetic: true });
  }
  return { params, parentCount: inherited.length, hasSelf: isTrait || (parent !== undefined && tcx.items.kind(parent) === "trait") };
}

function ownParams(tcx: TypeContext, def: DefId, generics: Generics, params: GenericParamDef[]): void {
  const bound = new Map(params.map((param) => [param.name, param]));
  for (const param of generics.params) {
    if (param.kind === "lifetime") continue;
    const index = params.length;
    const constType = param.kind === "const" ? preparedLowering(tcx, def).lower(param.type) : undefined;
    const made: GenericParamDef = {
      name: param.ident.name,
      index,
      kind: param.kind,
      constType,
      get default() {
        return lazyDefault(tcx, def, param);
      },
      synthetic: false,
    };
    bound.set(made.name, made);
    params.push(made);
  }
}

/** Lowers types of the item's signature, whose names are resolved by then. */
function preparedLowering(tcx: TypeContext, def: DefId): ReturnType<typeof signatureLowering> {
  tcx.items.item(def);
  return signatureLowering(tcx, def);
}

/** Defaults may name the item's own parameters, so they are lowered when asked for. */
function lazyDefault(tcx: TypeContext, def: DefId, param: Generics["params"][number]): Ty | undefined {
  const lowering = preparedLowering(tcx, def);
  if (param.kind === "type") return param.default === undefined ? undefined : lowering.lower(param.default);
  if (param.kind === "const" && param.default !== undefined) return lowering.constant(param.default, lowering.lower(param.type));
  return undefined;
}

export interface Synthetic {
  readonly node: TypeId;
  readonly bounds: readonly Bound[];
  /** As written. */
  readonly name: string;
}

/** `impl Trait` among the parameters of a function, in order, each a parameter named as it is written. */
export function syntheticNodes(tcx: TypeContext, def: DefId): Synthetic[] {
  const kind = tcx.items.kind(def);
  const fn = kind === "fn" || kind === "assoc-fn" ? fnOf(tcx, def) : undefined;
  if (fn === undefined) return [];
  const found: { node: TypeId; bounds: readonly Bound[] }[] = [];
  const tree = tcx.items.tree(def);
  for (const param of fn.params) findImplTraits(tree, param.type, found);
  // Those in the bounds of others: `impl Iterator<Item = impl Display>`.
  for (const { bounds } of found) findInBounds(tree, bounds, found);
  return found.map((each) => ({ ...each, name: tcx.items.snippet(tree.span(each.node)) }));
}

function syntheticParams(tcx: TypeContext, def: DefId): string[] {
  return syntheticNodes(tcx, def).map(({ name }) => name);
}

function findInBounds(tree: Tree, bounds: readonly Bound[], found: { node: TypeId; bounds: readonly Bound[] }[]): void {
  for (const bound of bounds) {
    const args = bound.kind === "trait" ? bound.path.segments.at(-1)?.args : undefined;
    if (args?.kind !== "angle") continue;
    for (const arg of args.args) if (arg.kind === "constraint" && arg.equals !== undefined) findImplTraits(tree, arg.equals, found);
  }
}

function findImplTraits(tree: Tree, id: TypeId, found: { node: TypeId; bounds: readonly Bound[] }[]): void {
  const { kind } = tree.type(id);
  switch (kind.kind) {
    case "impl-trait":
      found.push({ node: id, bounds: kind.bounds });
      break;
    case "reference":
    case "pointer":
      findImplTraits(tree, kind.target, found);
      break;
    case "slice":
    case "array":
      findImplTraits(tree, kind.element, found);
      break;
    case "paren":
      findImplTraits(tree, kind.inner, found);
      break;
    case "tuple":
      for (const element of kind.elements) findImplTraits(tree, element, found);
      break;
    case "path":
      for (const segment of kind.path.segments) {
        if (segment.args?.kind !== "angle") continue;
        for (const arg of segment.args.args) if (arg.kind === "type") findImplTraits(tree, arg.type, found);
      }
      break;
    default:
  }
}

export function fnOf(tcx: TypeContext, def: DefId): (Fn & { readonly kind: "fn" }) | undefined {
  if (def < 0) return undefined;
  const kind = tcx.items.item(def)?.kind;
  return kind?.kind === "fn" ? kind : undefined;
}

/** `impl Trait` nodes of a return type, outermost first: the opaque types of a function. */
export function opaqueNodes(tcx: TypeContext, def: DefId): { readonly node: TypeId; readonly bounds: readonly Bound[] }[] {
  const output = fnOf(tcx, def)?.output;
  const found: { node: TypeId; bounds: readonly Bound[] }[] = [];
  if (output !== undefined) findImplTraits(tcx.items.tree(def), output, found);
  return found;
}

export function collectSignature(tcx: TypeContext, def: DefId): FnSig {
  if (tcx.items.kind(def) === "constructor") return constructorSignature(tcx, def);
  const fn = fnOf(tcx, def);
  if (fn === undefined) throw new Error(`${tcx.items.path(def)} has no signature`);
  const synthetic = syntheticNodes(tcx, def);
  const first = tcx.generics(def).params.length - synthetic.length;
  const base = { owner: def, tree: tcx.items.tree(def), normalize: normalizer(tcx, def) };
  const named: ImplTrait = (node) => {
    const i = synthetic.findIndex((each) => each.node === node);
    return i < 0 ? ERROR : tcx.types.param(first + i, synthetic[i]?.name ?? "");
  };
  const inputs = new TypeLowering(tcx, namingImplTrait(base, named));
  const params = fn.params.map((param) => inputs.lower(param.type));
  return { params, output: outputType(tcx, def, fn, base), ...header(tcx, def, fn) };
}

function normalizer(tcx: TypeContext, def: DefId): (type: Ty) => Ty {
  return (type) => ((type.flags & HAS_ALIAS) === 0 ? type : normalizeIn(tcx, def, type));
}

function outputType(tcx: TypeContext, def: DefId, fn: Fn, base: { owner: DefId; tree: Tree; normalize: (type: Ty) => Ty }): Ty {
  if (fn.header.asyncness) {
    // What a call gives is no type that is there.
    tcx.report(unsupported("KB0203", "`async` functions", fn.signatureSpan));
    return ERROR;
  }
  if (fn.output === undefined) return UNIT;
  const opaque = opaqueNodes(tcx, def).map(({ node }) => node);
  const named: ImplTrait = (node) => {
    const i = opaque.indexOf(node);
    return i < 0 ? ERROR : tcx.types.opaque(def, i, tcx.identityArgs(def));
  };
  return new TypeLowering(tcx, namingImplTrait(base, named)).lower(fn.output);
}

function header(tcx: TypeContext, def: DefId, fn: Fn): Omit<FnSig, "params" | "output"> {
  const block = foreignBlock(tcx, def);
  const abi = block === undefined ? abiOf(fn.header.extern) : block.abi;
  const unsafe = fn.header.safety === "unsafe" || (block !== undefined && fn.header.safety !== "safe");
  return { unsafe, const: fn.header.constness || abi === "rust-intrinsic", abi, variadic: fn.variadic };
}

/** The extern block a foreign item stands in. */
export function foreignBlock(tcx: TypeContext, def: DefId): { readonly abi: string } | undefined {
  const parent = tcx.items.parent(def);
  if (parent === undefined) return undefined;
  const kind = tcx.items.item(parent)?.kind;
  return kind?.kind === "extern-block" ? { abi: kind.abi?.value ?? "C" } : undefined;
}

function constructorSignature(tcx: TypeContext, def: DefId): FnSig {
  const owner = tcx.items.parent(def) as DefId;
  const adt = tcx.genericOwner(owner);
  const variant = tcx.adt(adt).variants.find((each) => each.def === owner);
  const params = (variant?.fields ?? []).map((field) => field.type);
  return { params, output: tcx.identityAdt(adt), unsafe: false, const: true, abi: "Rust", variadic: false };
}

/** Types of constants, statics, aliases, fields and impls. */
export function collectType(tcx: TypeContext, def: DefId): Ty {
  const lowering = new TypeLowering(tcx, { owner: def, tree: tcx.items.tree(def), normalize: normalizer(tcx, def) });
  const field = tcx.items.field(def);
  if (field !== undefined) return lowering.lower(field.type);
  const kind = tcx.items.item(def)?.kind;
  switch (kind?.kind) {
    case "const":
    case "static":
      return leavesOpen(tcx.items.tree(def), kind.type) ? reportOpenType(tcx, def, kind) : lowering.lower(kind.type);
    case "type-alias":
      return kind.type === undefined ? ERROR : lowering.lower(kind.type);
    case "impl":
      return tcx.implHeader(def).self;
    case "struct":
    case "enum":
    case "union":
      return tcx.identityAdt(def);
    default:
      throw new Error(`${tcx.items.path(def)} has no type`);
  }
}

export function implHeaderOf(tcx: TypeContext, def: DefId): ImplHeader {
  const kind = (tcx.items.item(def) as Item).kind;
  if (kind.kind !== "impl") throw new Error("not an impl");
  const lowering = signatureLowering(tcx, def);
  const first = new TypeLowering(tcx, { ...lowering.scope, definesSelf: true });
  const written = first.lower(kind.self);
  const self = first.namedItself ? ERROR : written;
  const second = new TypeLowering(tcx, { ...lowering.scope, self });
  const ref = kind.trait === undefined || first.namedItself ? undefined : second.traitRef(kind.traitId, kind.trait, self);
  return { self, ref, negative: kind.negative };
}
