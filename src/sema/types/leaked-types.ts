// What others can get hold of though they cannot name it: public types and traits in the signatures, fields and bounds of what they
// can name, and so on. rustc calls that the reachable level of visibility. In: what can be named. Out: that and what it leads to.
import type { TypeContext } from "./context.ts";
import { opaqueBounds } from "./collect-predicates.ts";
import type { DefId } from "./def-id.ts";
import type { Predicate } from "./predicates.ts";
import { partsOf, type Ty } from "./ty.ts";

export function withLeaked(tcx: TypeContext, impls: readonly DefId[], named: ReadonlySet<DefId>): ReadonlySet<DefId> {
  return new Leak(tcx, impls, named).run();
}

class Leak {
  readonly #tcx: TypeContext;
  readonly #found: Set<DefId>;
  readonly #work: DefId[];
  /** Impls whose type or trait nobody has reached so far. */
  #impls: readonly DefId[];
  readonly #seen = new Set<Ty>();

  constructor(tcx: TypeContext, impls: readonly DefId[], named: ReadonlySet<DefId>) {
    this.#tcx = tcx;
    this.#found = new Set(named);
    this.#work = [...named];
    this.#impls = impls.filter((impl) => tcx.items.isLocal(impl));
  }

  run(): ReadonlySet<DefId> {
    do {
      for (let def = this.#work.pop(); def !== undefined; def = this.#work.pop()) this.#item(def);
      const open = this.#impls.filter((impl) => this.#isOpen(impl));
      this.#impls = this.#impls.filter((impl) => !open.includes(impl));
      for (const impl of open) this.#impl(impl);
    } while (this.#work.length > 0);
    return this.#found;
  }

  #add(def: DefId): void {
    if (!this.#tcx.items.isLocal(def) || this.#found.has(def) || !this.#isPublic(def)) return;
    this.#found.add(def);
    this.#work.push(def);
  }

  #isReached(def: DefId): boolean {
    return !this.#tcx.items.isLocal(def) || this.#found.has(def);
  }

  #item(def: DefId): void {
    const { items } = this.#tcx;
    switch (items.kind(def)) {
      case "fn":
      case "assoc-fn":
        return this.#signature(def);
      case "const":
      case "assoc-const":
      case "static":
      case "type-alias":
        return this.#type(this.#tcx.typeOf(def));
      case "trait":
        for (const item of items.children(def)) this.#add(item);
        return this.#predicates(def);
      case "struct":
      case "union":
      case "enum":
        return this.#data(def);
      default:
    }
  }

  #signature(def: DefId): void {
    const { params, output } = this.#tcx.signature(def);
    for (const type of [...params, output]) this.#type(type);
    this.#predicates(def);
  }

  #data(def: DefId): void {
    this.#predicates(def);
    const { kind, variants } = this.#tcx.adt(def);
    for (const variant of variants) {
      const fields = this.#tcx.items.children(variant.def).filter((child) => this.#tcx.items.kind(child) === "field");
      for (const [i, { type }] of variant.fields.entries()) if (kind === "enum" || this.#isPublic(fields[i])) this.#type(type);
    }
  }

  #isPublic(def: DefId | undefined): boolean {
    return def !== undefined && this.#tcx.items.visibility(def) === "public";
  }

  #predicates(def: DefId): void {
    for (const predicate of this.#tcx.predicates(def)) this.#predicate(predicate);
  }

  #predicate(predicate: Predicate): void {
    if (predicate.kind === "trait") {
      this.#add(predicate.ref.trait);
      for (const arg of predicate.ref.args) this.#type(arg);
    } else for (const type of [...predicate.args, predicate.type]) this.#type(type);
  }

  #type(type: Ty): void {
    if (this.#seen.has(type)) return;
    this.#seen.add(type);
    if (type.kind === "adt") this.#add(type.def);
    if (type.kind === "dynamic" && type.principal !== undefined) this.#add(type.principal.trait);
    if (type.kind === "opaque") for (const bound of opaqueBounds(this.#tcx, type.fn, type.index)) this.#predicate(bound);
    for (const part of partsOf(type)) this.#type(part);
  }

  /** Type and trait are reached. */
  #isOpen(impl: DefId): boolean {
    const { self, ref } = this.#tcx.implHeader(impl);
    return (self.kind !== "adt" || this.#isReached(self.def)) && (ref === undefined || this.#isReached(ref.trait));
  }

  #impl(impl: DefId): void {
    const { ref } = this.#tcx.implHeader(impl);
    for (const arg of ref?.args ?? []) this.#type(arg);
    this.#predicates(impl);
    for (const item of this.#tcx.items.children(impl)) {
      const kind = this.#tcx.items.kind(item);
      if (ref !== undefined && kind === "assoc-type") this.#type(this.#tcx.typeOf(item));
      if (ref === undefined && kind.startsWith("assoc-") && this.#isPublic(item)) this.#add(item);
    }
  }
}
