// The lifetimes in a signature as written. In: types of the tree. Out: for a reference the name of its own lifetime, and
// the names of all that stand behind it; omitted ones get names of their own (`#0`), type parameters and what is made of
// them the name `*`, since what they hold is not known.
import type { Bound, GenericArgs, Tree, TypeId } from "../../syntax/ast.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";

export const ANYTHING = "*";
export const STATIC = "'static";

export interface Names {
  /** Of a type that is a reference. */
  readonly outer: string | undefined;
  readonly inner: ReadonlySet<string>;
}

export interface NamedSignature {
  readonly params: readonly Names[];
  readonly output: Names;
  /** Pairs of `'long: 'short`, declared or implied. */
  readonly longer: readonly (readonly [string, string])[];
  /** A bound `T: 'static` or `'a: 'static`. */
  readonly demandsStatic: boolean;
}

class Reader {
  readonly tcx: TypeContext;
  readonly tree: Tree;
  /** What an omitted lifetime is called. */
  readonly omitted: string;
  readonly self: ReadonlySet<string>;
  /** The impl it stands in. */
  readonly impl: DefId | undefined;
  /** Type parameters count as holding anything: for callers, who choose them. */
  readonly open: boolean;

  constructor(tcx: TypeContext, tree: Tree, omitted: string, self: ReadonlySet<string>, open: boolean, impl?: DefId) {
    this.tcx = tcx;
    this.tree = tree;
    this.omitted = omitted;
    this.self = self;
    this.open = open;
    this.impl = impl;
  }

  read(id: TypeId): Names {
    const { kind } = this.tree.type(id);
    if (kind.kind === "paren") return this.read(kind.inner);
    const inner = new Set<string>();
    if (kind.kind !== "reference") {
      this.collect(id, inner);
      return { outer: undefined, inner };
    }
    this.collect(kind.target, inner);
    const outer = this.#name(kind.lifetime?.ident.name);
    if (this.#isObject(kind.target)) inner.add(outer);
    return { outer, inner };
  }

  #name(name: string | undefined): string {
    return name === undefined || name === "'_" ? this.omitted : name;
  }

  #isObject(id: TypeId): boolean {
    const { kind } = this.tree.type(id);
    return kind.kind === "trait-object" || (kind.kind === "paren" && this.#isObject(kind.inner));
  }

  collect(id: TypeId, into: Set<string>): void {
    const { kind } = this.tree.type(id);
    switch (kind.kind) {
      case "reference":
        into.add(this.#name(kind.lifetime?.ident.name));
        return this.collect(kind.target, into);
      case "slice":
      case "array":
        return this.collect(kind.element, into);
      case "pointer":
        return this.collect(kind.target, into);
      case "tuple":
        return kind.elements.forEach((element) => this.collect(element, into));
      case "paren":
        return this.collect(kind.inner, into);
      case "trait-object":
      case "impl-trait":
        into.add(ANYTHING);
        return this.#bounds(kind.bounds, into);
      case "path":
        if (kind.qself !== undefined) into.add(ANYTHING);
        if (kind.qself !== undefined) this.collect(kind.qself.type, into);
        return this.#path(id, kind.path.segments, into);
      case "never":
      case "fn-pointer":
        return;
      case "implicit-self":
        return this.self.forEach((name) => into.add(name));
      default:
        into.add(ANYTHING);
    }
  }

  #path(
    id: TypeId,
    segments: readonly { readonly ident: { readonly name: string }; readonly args: GenericArgs | undefined }[],
    into: Set<string>,
  ): void {
    if (segments[0]?.ident.name === "Self") {
      for (const name of this.self) into.add(name);
      if (segments.length > 1 && !this.#ofImpl(segments[1]?.ident.name ?? "", into)) into.add(ANYTHING);
      return;
    }
    const res = this.tcx.items.resolution(this.tree, id);
    let given = false;
    for (const { args } of segments) given = this.#args(args, into) || given;
    if (res?.base.kind === "primitive") return;
    if (res?.base.kind !== "def" || res.unresolved > 0) return void into.add(ANYTHING);
    const { def } = res.base;
    switch (this.tcx.items.kind(def)) {
      case "struct":
      case "enum":
      case "union":
        if (!given && this.#lifetimes(def) > 0) into.add(this.omitted);
        return;
      case "type-param":
        if (this.open) into.add(ANYTHING);
        return;
      case "const-param":
      case "foreign-type":
        return;
      default:
        into.add(ANYTHING);
    }
  }

  /** `Self::Item` in an impl: the type given there. */
  #ofImpl(name: string, into: Set<string>): boolean {
    if (this.impl === undefined || this.open) return false;
    const def = this.tcx.items.named(this.impl, name).find((child) => this.tcx.items.kind(child) === "assoc-type");
    const kind = def === undefined ? undefined : this.tcx.items.item(def)?.kind;
    if (kind?.kind !== "type-alias" || kind.type === undefined) return false;
    this.collect(kind.type, into);
    return true;
  }

  #lifetimes(def: DefId): number {
    return this.tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind === "lifetime").length ?? 0;
  }

  /** True if lifetimes are written. */
  #args(args: GenericArgs | undefined, into: Set<string>): boolean {
    if (args === undefined) return false;
    if (args.kind !== "angle") {
      into.add(ANYTHING);
      return false;
    }
    let given = false;
    for (const arg of args.args) {
      if (arg.kind === "lifetime") {
        into.add(this.#name(arg.lifetime.ident.name));
        given = true;
      } else if (arg.kind === "type") this.collect(arg.type, into);
      else if (arg.kind === "constraint" && arg.equals !== undefined) this.collect(arg.equals, into);
    }
    return given;
  }

  #bounds(bounds: readonly Bound[], into: Set<string>): void {
    for (const bound of bounds) {
      if (bound.kind === "lifetime") into.add(this.#name(bound.lifetime.ident.name));
      else if (bound.kind === "trait") for (const { args } of bound.path.segments) this.#args(args, into);
    }
  }
}

/** Lifetimes of the type an impl is for, or what `Self` of a trait may hold. */
function selfNames(tcx: TypeContext, fn: DefId, open: boolean): ReadonlySet<string> {
  const parent = tcx.items.parent(fn);
  const kind = parent === undefined ? undefined : tcx.items.item(parent)?.kind;
  if (parent === undefined || kind?.kind !== "impl") return new Set(kind?.kind === "trait" && open ? [ANYTHING] : []);
  const names = new Set<string>();
  new Reader(tcx, tcx.items.tree(parent), "#impl", new Set(), open).collect(kind.self, names);
  return names;
}

/** The lifetimes of a function's signature; undefined for what is no function as written. `open`: as callers see it. */
export function namedSignature(tcx: TypeContext, fn: DefId, open: boolean): NamedSignature | undefined {
  const kind = tcx.items.item(fn)?.kind;
  if (kind?.kind !== "fn") return undefined;
  const tree = tcx.items.tree(fn);
  const self = selfNames(tcx, fn, open);
  const impl = tcx.items.parent(fn);
  const params = kind.params.map((param, i) => new Reader(tcx, tree, `#${i}`, self, open, impl).read(param.type));
  const receiver = kind.params[0]?.self === undefined ? undefined : params[0];
  const source = receiver?.outer ?? onlyLifetime(params) ?? ANYTHING;
  const nothing: Names = { outer: undefined, inner: new Set() };
  const output = kind.output === undefined ? nothing : new Reader(tcx, tree, source, self, open, impl).read(kind.output);
  const longer: [string, string][] = [];
  for (const { outer, inner } of params) if (outer !== undefined) for (const name of inner) longer.push([name, outer]);
  let demandsStatic = false;
  for (const def of [fn, tcx.items.parent(fn)]) {
    const generics = def === undefined ? undefined : tcx.items.astGenerics(def);
    const bounded = [
      ...(generics?.params ?? []).map(({ ident, bounds, kind: of }) => ({ name: of === "lifetime" ? ident.name : ANYTHING, bounds })),
      ...(generics?.where ?? []).map((clause) => ({
        name: clause.kind === "lifetime" ? clause.lifetime.ident.name : ANYTHING,
        bounds: clause.bounds,
      })),
    ];
    for (const { name, bounds } of bounded) {
      for (const bound of bounds) {
        if (bound.kind !== "lifetime") continue;
        longer.push([name, bound.lifetime.ident.name]);
        if (bound.lifetime.ident.name === STATIC) demandsStatic = true;
      }
    }
  }
  return { params, output, longer, demandsStatic };
}

function onlyLifetime(params: readonly Names[]): string | undefined {
  const all = new Set(params.flatMap(({ outer, inner }) => [...(outer === undefined ? [] : [outer]), ...inner]));
  all.delete(ANYTHING);
  all.delete(STATIC);
  return all.size === 1 ? [...all][0] : undefined;
}

/** Whether `long` is known to outlive `short`. */
export function outlives(signature: Pick<NamedSignature, "longer">, long: string, short: string): boolean {
  const seen = new Set<string>();
  const work = [long];
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    if (name === short || name === STATIC) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    for (const [longer, shorter] of signature.longer) if (longer === name) work.push(shorter);
  }
  return false;
}
