// `private_interfaces` and `private_bounds`: a type or trait that fewer can name than can reach the item whose interface speaks
// of it. Before 1.74 that was E0446 and E0445, and what counted was the item's own visibility; what only warned then
// (`private_in_public`) is not looked for. In: the types of a crate's items. Out: findings, or errors.
import type { Span } from "../../base/source.ts";
import { error, warning, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Definitions, Visible } from "../definitions.ts";
import type { FoundLint } from "../lints/report.ts";
import { opaqueBounds } from "./collect-predicates.ts";
import type { TypeContext } from "./context.ts";
import { implHead } from "./definition-heads.ts";
import type { DefId } from "./def-id.ts";
import type { Bound, ItemKind } from "../../syntax/ast.ts";
import type { Predicate } from "./predicates.ts";
import { partsOf, type Ty } from "./ty.ts";

export interface Interfaces {
  readonly tcx: TypeContext;
  readonly definitions: Definitions;
  /** What others than the crate can name. */
  readonly reachable: ReadonlySet<DefId>;
  readonly minor: number;
}

export interface PrivateInterfaces {
  readonly lints: readonly FoundLint[];
  readonly errors: readonly Diagnostic[];
}

export function privateInterfaces(interfaces: Interfaces): PrivateInterfaces {
  const search = new InterfaceSearch(interfaces);
  for (const def of byModule(interfaces.definitions)) search.item(def);
  return { lints: search.lints, errors: search.errors };
}

/** The crate's definitions: module by module, the outer first, each in the order of the text. */
function byModule(definitions: Definitions): DefId[] {
  const local = [...definitions.own()].map(({ id }) => id).filter((def) => definitions.isLocal(def));
  const at = (def: DefId): number => definitions.span(def).lo;
  const modules = local.filter((def) => definitions.get(def).kind === "mod").sort((a, b) => at(a) - at(b));
  const rank = new Map(modules.map((def, i) => [def, definitions.get(def).parent === undefined ? -1 : i]));
  const moduleOf = (def: DefId): number => rank.get(definitions.moduleOf(definitions.get(def).parent ?? def)) ?? 0;
  return local.sort((a, b) => moduleOf(a) - moduleOf(b) || at(a) - at(b));
}

/** Before, errors. */
const LINTS_SINCE = 74;

interface InterfaceItem {
  readonly noun: string;
  /** How messages name it; asked where there is something to say. */
  readonly path: () => string;
  readonly lint: "private_interfaces" | "private_bounds";
}

interface Told extends InterfaceItem {
  readonly what: "type" | "trait";
  /** The type's, in angle brackets. */
  readonly args: string;
}

function endOfBounds(bounds: readonly Bound[]): number | undefined {
  const last = bounds.at(-1);
  if (last === undefined) return undefined;
  return last.kind === "lifetime" ? last.lifetime.ident.span.hi : last.span.hi;
}

/** A `where` belongs to it. */
function endOfFn({ signatureSpan, generics }: ItemKind & { kind: "fn" }): number {
  return generics.where.length > 0 ? Math.max(signatureSpan.hi, generics.whereSpan.hi) : signatureSpan.hi;
}

class InterfaceSearch {
  readonly lints: FoundLint[] = [];
  readonly errors: Diagnostic[] = [];
  readonly #at: Interfaces;

  constructor(interfaces: Interfaces) {
    this.#at = interfaces;
  }

  item(def: DefId): void {
    const { tcx, definitions } = this.#at;
    const { kind, parent } = definitions.get(def);
    switch (kind) {
      case "fn":
        return this.#fn(def, "function");
      case "type-alias":
        if (this.#at.minor >= LINTS_SINCE) this.#types(def, [tcx.typeOf(def)], "type alias", () => tcx.items.shownPath(def));
        return;
      case "trait":
        return this.#bounds(def, tcx.predicates(def), "trait", () => tcx.items.shownPath(def));
      case "impl":
        if (this.#isInherent(def)) this.#bounds(def, tcx.predicates(def), "implementation", () => tcx.print(tcx.implHeader(def).self));
        return;
      case "assoc-type":
        if (parent !== undefined && tcx.items.kind(parent) === "trait" && this.#at.minor >= LINTS_SINCE)
          this.#bounds(def, tcx.itemBounds(def), "associated type", () => `${this.#ownerName(parent)}${tcx.items.name(def)}`);
        return;
      case "const":
      case "static":
        return this.#types(def, [tcx.typeOf(def)], kind === "const" ? "constant" : "static", () => tcx.items.shownPath(def));
      case "struct":
      case "union":
        this.#bounds(def, tcx.predicates(def), kind, () => tcx.items.shownPath(def));
        return this.#fields(def, def);
      case "enum":
        this.#bounds(def, tcx.predicates(def), kind, () => tcx.items.shownPath(def));
        for (const variant of definitions.children(def)) if (tcx.items.kind(variant) === "variant") this.#fields(def, variant);
        return;
      case "assoc-fn":
        if (parent !== undefined && this.#isInherent(parent))
          this.#fn(def, tcx.isMethod(def) ? "method" : "associated function", () => this.#ownerName(parent));
        return;
      default:
    }
  }

  #isInherent(owner: DefId): boolean {
    const { tcx } = this.#at;
    if (tcx.items.kind(owner) === "trait") return true;
    return tcx.items.kind(owner) === "impl" && tcx.implHeader(owner).ref === undefined;
  }

  #ownerName(owner: DefId): string {
    const { tcx } = this.#at;
    if (tcx.items.kind(owner) === "trait") return `${tcx.items.shownPath(owner)}::`;
    const { self } = tcx.implHeader(owner);
    if (self.kind !== "adt") return `<${tcx.print(self)}>::`;
    return self.args.length === 0 ? `${tcx.items.shownPath(self.def)}::` : `${tcx.print(self).replace("<", "::<")}::`;
  }

  #fn(def: DefId, noun: string, owner?: () => string): void {
    const { params, output } = this.#at.tcx.signature(def);
    const { items } = this.#at.tcx;
    const path = () => (owner === undefined ? items.shownPath(def) : owner() + items.name(def));
    const parent = items.parent(def);
    const inherited = owner === undefined || parent === undefined ? 0 : this.#at.tcx.predicates(parent).length;
    this.#bounds(def, this.#at.tcx.predicates(def).slice(inherited), noun, path);
    this.#types(def, [...params, output], noun, path);
  }

  /** Each field is reached as far as its type, or variant, and its own visibility allow. */
  #fields(adt: DefId, owner: DefId): void {
    const { tcx, definitions } = this.#at;
    const variant = tcx.adt(adt).variants.find((each) => each.def === owner) ?? tcx.adt(adt).variants[0];
    for (const [i, child] of definitions
      .children(owner)
      .filter((each) => tcx.items.kind(each) === "field")
      .entries()) {
      const type = variant?.fields[i]?.type;
      if (type !== undefined) this.#types(child, [type], "field", () => `${tcx.items.shownPath(owner)}::${tcx.items.name(child)}`);
    }
  }

  #types(def: DefId, types: readonly Ty[], noun: string, path: () => string): void {
    this.#interface(def, types, [], { noun, path, lint: "private_interfaces" });
  }

  /** The traits of bounds, and the types that they are written with. Its own is no bound of a trait. */
  #bounds(def: DefId, predicates: readonly Predicate[], noun: string, path: () => string): void {
    const refs = predicates.flatMap((each) => (each.kind === "trait" && each.ref.trait !== def ? [each.ref] : []));
    const types = this.#at.minor < LINTS_SINCE && noun !== "trait" ? [] : refs.flatMap(({ args }) => args);
    const traits = refs.map(({ trait }) => trait);
    this.#interface(def, types, traits, { noun, path, lint: "private_bounds" });
  }

  #interface(def: DefId, types: readonly Ty[], traits: readonly DefId[], item: InterfaceItem): void {
    const { items } = this.#at.tcx;
    const reach = this.#reach(def);
    const seen = new Set<DefId>();
    const meet = (found: DefId, what: "type" | "trait", args = ""): void => {
      if (!items.isLocal(found) || seen.has(found)) return;
      seen.add(found);
      if (!this.#isAtLeast(this.#at.definitions.get(found).visibility, reach)) this.#report(def, found, reach, { ...item, what, args });
    };
    const opaque = ({ fn, index }: Ty & { kind: "opaque" }): void => {
      for (const bound of opaqueBounds(this.#at.tcx, fn, index))
        if (bound.kind === "projection") visit(bound.type);
        else {
          meet(bound.ref.trait, "trait");
          bound.ref.args.slice(1).forEach(visit);
        }
    };
    // What has many parts that are the same is one value.
    const visited = new Set<Ty>();
    const visit = (type: Ty): void => {
      if (visited.has(type)) return;
      visited.add(type);
      if (type.kind === "adt") meet(type.def, "type", this.#argsOf(type));
      const trait = this.#at.minor < LINTS_SINCE || type.kind !== "dynamic" ? undefined : type.principal?.trait;
      if (trait !== undefined) meet(trait, "trait");
      if (type.kind === "opaque" && this.#at.minor >= LINTS_SINCE) opaque(type);
      for (const part of partsOf(type)) visit(part);
    };
    for (const trait of traits) meet(trait, "trait");
    for (const type of types) visit(type);
  }

  #argsOf(type: Ty & { kind: "adt" }): string {
    const text = this.#at.tcx.items.isLocal(type.def) ? this.#at.tcx.print(type) : "";
    return text.includes("<") ? text.slice(text.indexOf("<")) : "";
  }

  /** From where an item can be reached: the least of its own visibility and those of what it lies in. */
  #reach(def: DefId): Visible {
    const { definitions, reachable, minor } = this.#at;
    const { kind, visibility } = definitions.get(def);
    const self = kind === "impl" ? this.#selfOf(def) : undefined;
    if (minor < LINTS_SINCE) return self === undefined ? visibility : definitions.get(self).visibility;
    let reach: Visible = kind === "impl" || this.#isOfTrait(def) ? "public" : visibility;
    for (let at = definitions.get(def); at.parent !== undefined; at = definitions.get(at.parent)) {
      const owner = at.kind === "impl" ? this.#selfOf(at.id) : at.id;
      if (owner !== undefined && reachable.has(owner)) break;
      const own = owner === undefined || owner === def ? "public" : definitions.get(owner).visibility;
      if (own !== "public" && this.#isAtLeast(reach, own)) reach = own;
    }
    return reach;
  }

  #isOfTrait(def: DefId): boolean {
    const owner = this.#at.definitions.get(def).parent;
    return owner !== undefined && this.#at.tcx.items.kind(owner) === "trait";
  }

  #selfOf(impl: DefId): DefId | undefined {
    const { self } = this.#at.tcx.implHeader(impl);
    return self.kind === "adt" && this.#at.tcx.items.isLocal(self.def) ? self.def : undefined;
  }

  /** `a` is visible wherever `b` is. */
  #isAtLeast(a: Visible, b: Visible): boolean {
    return a === "public" || (b !== "public" && this.#at.definitions.isWithin(b, a));
  }

  #words(of: DefId, visibility: Visible): string {
    const { definitions } = this.#at;
    if (visibility === "public") return "pub";
    if (definitions.get(visibility).parent === undefined) return "pub(crate)";
    const parent = definitions.get(of).parent;
    return parent !== undefined && definitions.moduleOf(parent) === visibility
      ? "pub(self)"
      : `pub(in ${`crate::${definitions.path(visibility)}`})`;
  }

  #span(def: DefId): Span {
    const { tcx } = this.#at;
    const span = tcx.items.span(def);
    const item = tcx.items.item(def)?.kind;
    if (this.#at.minor < LINTS_SINCE && item?.kind !== "fn" && item?.kind !== "const" && item?.kind !== "static") return span;
    if (item?.kind === "trait") return { ...span, hi: endOfBounds(item.bounds) ?? tcx.headSpan(def).hi };
    if (["struct", "enum", "union"].includes(item?.kind ?? "")) return { ...span, hi: tcx.headSpan(def).hi };
    if (item?.kind === "type-alias") return { ...span, hi: this.#endOfAlias(def, item) };
    if (item?.kind === "impl") return implHead(tcx.items, def);
    if (item?.kind === "fn") return item.body === undefined ? span : { ...span, hi: endOfFn(item) };
    const isValue = item?.kind === "const" || item?.kind === "static";
    return isValue && item.type !== undefined ? { ...span, hi: tcx.items.tree(def).span(item.type).hi } : span;
  }

  /** `type A: Bounds`, `type A<T>`. */
  #endOfAlias(def: DefId, { bounds }: ItemKind & { kind: "type-alias" }): number {
    return endOfBounds(bounds) ?? this.#at.tcx.headSpan(def).hi;
  }

  #report(def: DefId, hidden: DefId, reach: Visible, { noun, path, lint, what, args }: Told): void {
    const { tcx, definitions, minor } = this.#at;
    const name = tcx.items.shownPath(hidden) + (minor < LINTS_SINCE ? "" : args);
    const span = this.#span(def);
    if (minor < LINTS_SINCE) {
      const code = what === "type" ? "E0446" : "E0445";
      const said = error(code, `private ${what} \`${name}\` in public interface`).at(span, `can't leak private ${what}`);
      this.errors.push(said.label(tcx.headSpan(hidden), `\`${name}\` declared as private`));
      return;
    }
    const said = warning(`${what} \`${name}\` is more private than the item \`${path()}\``);
    said.at(span, `${noun} \`${path()}\` is reachable at visibility \`${this.#words(def, reach)}\``);
    said.noteAt(
      tcx.headSpan(hidden),
      `but ${what} \`${name}\` is only usable at visibility \`${this.#words(hidden, definitions.get(hidden).visibility)}\``,
    );
    this.lints.push({ lint, node: 0, diagnostic: said });
  }
}
