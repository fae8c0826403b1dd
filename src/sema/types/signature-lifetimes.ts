// Which lifetimes stand where in a function's signature: of a reference parameter the one of the reference itself
// (`outer`) and those of what it points to (`inner`). Types bear no lifetimes here, so they are read from the tree, with
// the elision rules of the Reference applied. Type parameters count as lifetimes of their own: what they stand for may
// hold references.
import type { GenericParam, Generics, Path, Tree, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { Ty } from "./ty.ts";

export interface LifetimeLabels {
  readonly outer: ReadonlySet<string>;
  readonly inner: ReadonlySet<string>;
}

export interface SignatureLifetimes {
  readonly params: readonly LifetimeLabels[];
  readonly output: LifetimeLabels;
  /** Pairs `long: short` of `where 'long: 'short`. */
  readonly outlives: readonly (readonly [string, string])[];
}

/** Stands for every lifetime of the signature: `impl Trait` in the result, what cannot be read. */
export const ANY_LIFETIME = "*";

const EMPTY: LifetimeLabels = { outer: new Set(), inner: new Set() };

class LabelReader {
  #fresh = 0;
  /** What an elided lifetime means here. */
  elided: () => string = () => `'${this.#fresh++}`;

  constructor(
    readonly tree: Tree,
    readonly typeParams: ReadonlySet<string>,
    /** Labels of `Self`. */
    readonly self: ReadonlySet<string>,
  ) {}

  labels(type: TypeId): LifetimeLabels {
    const { kind } = this.tree.type(type);
    if (kind.kind === "paren") return this.labels(kind.inner);
    const inner = new Set<string>();
    if (kind.kind === "reference") {
      const outer = this.#lifetime(kind.lifetime?.ident.name);
      this.collect(kind.target, inner);
      if (this.tree.type(kind.target).kind.kind === "trait-object") inner.add(outer);
      return { outer: new Set([outer]), inner };
    }
    this.collect(type, inner);
    return { outer: inner, inner };
  }

  #lifetime(name: string | undefined): string {
    return name === undefined || name === "'_" ? this.elided() : name;
  }

  collect(type: TypeId, into: Set<string>): void {
    const { kind } = this.tree.type(type);
    switch (kind.kind) {
      case "reference":
        into.add(this.#lifetime(kind.lifetime?.ident.name));
        return this.collect(kind.target, into);
      case "paren":
        return this.collect(kind.inner, into);
      case "slice":
      case "array":
        return this.collect(kind.element, into);
      case "pointer":
        return this.collect(kind.target, into);
      case "tuple":
        for (const element of kind.elements) this.collect(element, into);
        return;
      case "path":
        if (kind.qself !== undefined) this.collect(kind.qself.type, into);
        return this.#path(kind.path, into);
      case "trait-object":
      case "impl-trait":
        for (const bound of kind.bounds) {
          if (bound.kind === "lifetime") into.add(this.#lifetime(bound.lifetime.ident.name));
          else if (bound.kind === "trait") this.#path(bound.path, into);
        }
        if (kind.kind === "impl-trait") into.add(ANY_LIFETIME);
        return;
      case "implicit-self":
        for (const label of this.self) into.add(label);
        return;
      case "macro-call":
        into.add(ANY_LIFETIME);
        return;
      default:
    }
  }

  #path({ segments }: Path, into: Set<string>): void {
    const first = segments[0]?.ident.name ?? "";
    if (first === "Self") for (const label of this.self) into.add(label);
    if (this.typeParams.has(first)) into.add(first);
    for (const { args } of segments) {
      if (args?.kind !== "angle") continue;
      for (const arg of args.args) {
        if (arg.kind === "lifetime") into.add(this.#lifetime(arg.lifetime.ident.name));
        else if (arg.kind === "type") this.collect(arg.type, into);
        else if (arg.kind === "constraint" && arg.equals !== undefined) this.collect(arg.equals, into);
      }
    }
  }
}

function paramNames(generics: Generics | undefined, kind: GenericParam["kind"]): string[] {
  return generics?.params.filter((param) => param.kind === kind).map(({ ident }) => ident.name) ?? [];
}

function outlivesOf(generics: Generics | undefined): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const add = (long: string, bounds: GenericParam["bounds"]) => {
    for (const bound of bounds) if (bound.kind === "lifetime") pairs.push([long, bound.lifetime.ident.name]);
  };
  for (const param of generics?.params ?? []) if (param.kind === "lifetime") add(param.ident.name, param.bounds);
  for (const where of generics?.where ?? []) if (where.kind === "lifetime") add(where.lifetime.ident.name, where.bounds);
  return pairs;
}

/** Lifetimes and type parameters of what `Self` is: those of the impl or trait. */
function selfLabels(outer: Generics | undefined): Set<string> {
  return new Set(["Self", ...paramNames(outer, "lifetime"), ...paramNames(outer, "type")]);
}

/** A type that holds references must have a label for them, written or not. */
function completed(tcx: TypeContext, labels: LifetimeLabels, type: Ty, fresh: () => string): LifetimeLabels {
  if (!holdsReferences(tcx, type)) return EMPTY;
  const content = type.kind === "ref" ? type.target : type;
  const outer = labels.outer.size > 0 ? labels.outer : new Set([fresh()]);
  if (labels.inner.size > 0 || !holdsReferences(tcx, content)) return { outer, inner: labels.inner };
  return { outer, inner: type.kind === "ref" ? new Set([fresh()]) : outer };
}

/** Undefined for what is not written as a function: all its lifetimes are to be taken for one. */
export function signatureLifetimes(tcx: TypeContext, def: DefId): SignatureLifetimes | undefined {
  const item = tcx.items.item(def)?.kind;
  if (item?.kind !== "fn") return undefined;
  const parent = tcx.items.parent(def);
  const outer = parent === undefined ? undefined : tcx.items.preparedGenerics(parent);
  const typeParams = new Set([...paramNames(outer, "type"), ...paramNames(item.generics, "type")]);
  const self = selfLabels(outer);
  const reader = new LabelReader(tcx.items.tree(def), typeParams, self);
  const signature = tcx.signature(def);
  let fresh = 0;
  const made = () => `'made${fresh++}`;
  const params = item.params.map((param, i) => {
    const labels = reader.labels(param.type);
    const type = signature.params[i] as Ty;
    if (param.self === "reference" && labels.inner.size === 0) return completed(tcx, { ...labels, inner: self }, type, made);
    return completed(tcx, labels, type, made);
  });
  const hasSelf = item.params[0]?.self !== undefined && signature.params[0]?.kind === "ref";
  const all = new Set(params.flatMap((labels) => [...labels.outer, ...labels.inner].filter((label) => label.startsWith("'"))));
  const [only] = all;
  const [selfLifetime] = params[0]?.outer ?? [];
  const elided = hasSelf ? selfLifetime : all.size === 1 ? only : undefined;
  reader.elided = () => elided ?? ANY_LIFETIME;
  const written = item.output === undefined ? EMPTY : reader.labels(item.output);
  const output = completed(tcx, written, signature.output, () => elided ?? ANY_LIFETIME);
  return { params, output, outlives: [...outlivesOf(outer), ...outlivesOf(item.generics)] };
}

/**
 * A reference may be in it: what is borrowed can flow through it. Inside a generic body a type parameter stands for what
 * the caller chose, which holds nothing of the body's (`opaqueParams` false).
 */
export function holdsReferences(tcx: TypeContext, type: Ty, opaqueParams = true): boolean {
  switch (type.kind) {
    case "ref":
    case "dynamic":
    case "closure":
    case "opaque":
    case "infer":
      return true;
    case "param":
    case "projection":
      return opaqueParams;
    case "tuple":
      return type.elements.some((element) => holdsReferences(tcx, element, opaqueParams));
    case "array":
    case "slice":
      return holdsReferences(tcx, type.element, opaqueParams);
    case "adt": {
      const lifetimes = tcx.items.astGenerics(type.def)?.params.some(({ kind }) => kind === "lifetime");
      return lifetimes === true || type.args.some((arg) => holdsReferences(tcx, arg, opaqueParams));
    }
    default:
      return false;
  }
}
