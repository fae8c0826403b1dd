// Impls, by trait and by the outermost form of their self type. Those of core are many, and to resolve what their heads name
// takes time and reads more of core: they wait under what is written of them (the trait's and the self type's last names)
// until somebody asks for impls that they may be. Core's index is shared by programs, whose own hold the others.
import { FIRST_OWN } from "../definitions.ts";
import type { DefId } from "./def-id.ts";
import type { ImplHeader } from "./collect-items.ts";
import type { Items } from "./items.ts";
import { ANY, BLANKET, FLOATS, INTEGERS, NAMELESS, keysOf, simplifiedPath, simplify } from "./simplify.ts";
import type { Ty } from "./ty.ts";

export class ImplIndex {
  readonly #traits = new Map<DefId, TraitImpls>();
  readonly #inherent = new Map<string, DefId[]>();
  /** Of core: by the trait's name, "" if inherent, and the self type's. */
  readonly #waiting = new Map<string, Map<string, DefId[]>>();
  /** Inherent ones of other crates. */
  readonly #toSort: DefId[] = [];
  #seen = 0;

  constructor(
    readonly items: Items,
    readonly headerOf: (impl: DefId) => ImplHeader,
    readonly library: ImplIndex | undefined,
  ) {}

  /** Impls of a trait: of those for `self` none is missing; without it, none at all. `asker` knows what is in `self`. */
  ofTrait(trait: DefId, self?: Ty, asker: Items = this.items): readonly DefId[] {
    const ofCore = trait < FIRST_OWN ? this.library?.ofTrait(trait, self, asker) : undefined;
    this.#load(trait, self, asker, false);
    return joined(ofCore, this.#group(trait).all);
  }

  #load(trait: DefId, self: Ty | undefined, asker: Items, rigid: boolean): void {
    this.items.loadImpls(trait, self === undefined ? undefined : keysOf(self, (def) => asker.path(def), rigid));
    this.#takeIn();
    for (const impl of this.#called(this.items.name(trait), self, asker)) this.#addToTrait(impl);
  }

  /**
   * Impls of a trait whose self type may become `self`, as far as their outermost forms tell. Projections in it have been
   * normalized: those that are left stand for themselves.
   */
  candidates(trait: DefId, self: Ty, asker: Items = this.items): readonly DefId[] {
    const key = candidateKey(self);
    if (key === undefined) return this.ofTrait(trait, self, asker);
    const ofCore = trait < FIRST_OWN ? this.library?.candidates(trait, self, asker) : undefined;
    const group = this.#group(trait);
    const asked = loadKey(self, key);
    if (group.isLoaded(asked)) this.#takeIn();
    else {
      this.#load(trait, self, asker, true);
      group.loaded(asked);
    }
    return joined(ofCore, group.for(key, this.headerOf));
  }

  /** Inherent impls whose self type has the outermost form of `type`. */
  inherent(type: Ty, asker: Items = this.items): readonly DefId[] {
    const key = simplify(type);
    if (key === undefined) return [];
    const ofCore = this.library?.inherent(type, asker);
    this.items.loadImpls(undefined, [simplifiedPath(type, (def) => asker.path(def))]);
    this.#takeIn();
    for (const impl of [...this.#toSort.splice(0), ...this.#called("", type, asker)]) {
      const own = simplify(this.headerOf(impl).self);
      if (own !== undefined) push(this.#inherent, own, impl);
    }
    return joined(ofCore, this.#inherent.get(key) ?? []);
  }

  /** Impls that have been made since the last time. */
  #takeIn(): void {
    const { items } = this;
    const { impls } = items;
    while (this.#seen < impls.length) {
      const impl = impls[this.#seen++] as DefId;
      const trait = items.implTraitName(impl);
      if (items.isCore(impl)) this.#wait(trait, items.implSelfName(impl), impl);
      else if (trait === "") this.#toSort.push(impl);
      else this.#addToTrait(impl);
    }
  }

  #wait(trait: string, self: string, impl: DefId): void {
    let bySelf = this.#waiting.get(trait);
    if (bySelf === undefined) this.#waiting.set(trait, (bySelf = new Map()));
    push(bySelf, self, impl);
  }

  /** Those of core that wait no longer. */
  #called(trait: string, self: Ty | undefined, asker: Items): DefId[] {
    const bySelf = this.#waiting.get(trait);
    if (bySelf === undefined) return [];
    const names = (self === undefined ? undefined : writtenNames(self, asker)) ?? [...bySelf.keys()];
    return [...names, BLANKET].flatMap((name) => bySelf.get(name)?.splice(0) ?? []);
  }

  #addToTrait(impl: DefId): void {
    const kind = this.items.item(impl)?.kind;
    if (kind?.kind !== "impl" || kind.trait === undefined) return;
    const res = this.items.resolution(this.items.tree(impl), kind.traitId);
    if (res?.base.kind === "def") this.#group(res.base.def).add(impl);
  }

  #group(trait: DefId): TraitImpls {
    let group = this.#traits.get(trait);
    if (group === undefined) this.#traits.set(trait, (group = new TraitImpls()));
    return group;
  }
}

/** The impls of one trait that are known so far, sorted by the outermost form of their self types when that is asked for. */
class TraitImpls {
  readonly all: DefId[] = [];
  readonly #loaded = new Set<string>();
  /** Their headers are needed by those who ask for them, and are computed then. */
  #unsorted: DefId[] = [];
  readonly #byKey = new Map<string, DefId[]>();
  readonly #lists = new Map<string, readonly DefId[]>();

  isLoaded(key: string): boolean {
    return this.#loaded.has(key);
  }

  loaded(key: string): void {
    this.#loaded.add(key);
  }

  add(impl: DefId): void {
    this.all.push(impl);
    this.#unsorted.push(impl);
  }

  for(key: string, headerOf: (impl: DefId) => ImplHeader): readonly DefId[] {
    if (this.#unsorted.length > 0) this.#sort(headerOf);
    let list = this.#lists.get(key);
    if (list === undefined) {
      const keys = [...(LITERALS.get(key) ?? [key]), BLANKET];
      this.#lists.set(key, (list = [...new Set(keys)].flatMap((each) => this.#byKey.get(each) ?? [])));
    }
    return this.#unsorted.length === 0 ? list : [...list, ...this.#unsorted];
  }

  #sort(headerOf: (impl: DefId) => ImplHeader): void {
    const pending = this.#unsorted.splice(0);
    for (const impl of pending) {
      const { self, ref } = headerOf(impl);
      // While a header is being computed it has no trait.
      if (ref === undefined) this.#unsorted.push(impl);
      else push(this.#byKey, simplify(self) ?? BLANKET, impl);
    }
    if (this.#unsorted.length < pending.length) this.#lists.clear();
  }
}

/** What a literal without a suffix may become. */
const LITERALS: ReadonlyMap<string, readonly string[]> = new Map([
  ["{integer}", INTEGERS],
  ["{float}", FLOATS],
]);

/** What impls for a type may have written; undefined for all there is. */
function writtenNames(type: Ty, items: Items): readonly string[] | undefined {
  switch (type.kind) {
    case "adt":
    case "foreign":
      return [items.name(type.def)];
    case "int":
    case "float":
      return [type.name];
    case "bool":
    case "char":
    case "str":
      return [type.kind];
    case "infer":
      return type.of === "int" ? INTEGERS : type.of === "float" ? FLOATS : undefined;
    case "projection":
    case "error":
      return undefined;
    default:
      return [NAMELESS];
  }
}

function joined(ofCore: readonly DefId[] | undefined, own: readonly DefId[]): readonly DefId[] {
  if (ofCore === undefined || ofCore.length === 0) return own;
  return own.length === 0 ? ofCore : [...ofCore, ...own];
}

/** Undefined for what impls of any form may be for. */
function candidateKey(self: Ty): string | undefined {
  if (self.kind === "infer") return self.of === "type" ? undefined : self.of === "int" ? "{integer}" : "{float}";
  return self.kind === "error" ? undefined : (simplify(self) ?? BLANKET);
}

/** What is loaded for a type whose key this is: of references, what is for those to their target. */
function loadKey(self: Ty, key: string): string {
  return self.kind === "ref" ? `${key} ${loadKey(self.target, candidateKey(self.target) ?? ANY)}` : key;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
