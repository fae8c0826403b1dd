// `private_interfaces`: a type that fewer can name than can reach the item whose interface speaks of it. Before 1.74 that was
// E0446, and what counted was the item's own visibility. In: the types of a crate's items. Out: findings, or errors.
import type { Span } from "../../base/source.ts";
import { error, warning, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Definitions, Visible } from "../definitions.ts";
import type { FoundLint } from "../lints/report.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
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
      case "const":
      case "static":
        return this.#types(def, [tcx.typeOf(def)], kind === "const" ? "constant" : "static", tcx.items.shownPath(def));
      case "struct":
      case "union":
        return this.#fields(def, def);
      case "enum":
        for (const variant of definitions.children(def)) if (tcx.items.kind(variant) === "variant") this.#fields(def, variant);
        return;
      case "assoc-fn":
        if (parent !== undefined && this.#isInherent(parent))
          this.#fn(def, tcx.isMethod(def) ? "method" : "associated function", this.#ownerName(parent));
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
    return self.kind === "adt" ? `${tcx.items.shownPath(self.def)}::` : `<${tcx.print(self)}>::`;
  }

  #fn(def: DefId, noun: string, owner?: string): void {
    const { params, output } = this.#at.tcx.signature(def);
    const { items } = this.#at.tcx;
    this.#types(def, [...params, output], noun, owner === undefined ? items.shownPath(def) : owner + items.name(def));
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
      if (type !== undefined) this.#types(child, [type], "field", `${tcx.items.shownPath(owner)}::${tcx.items.name(child)}`);
    }
  }

  #types(def: DefId, types: readonly Ty[], noun: string, path: string): void {
    const reach = this.#reach(def);
    const seen = new Set<DefId>();
    const visit = (type: Ty): void => {
      if (type.kind === "adt" && this.#at.tcx.items.isLocal(type.def) && !seen.has(type.def)) {
        seen.add(type.def);
        if (!this.#isAtLeast(this.#at.definitions.get(type.def).visibility, reach)) this.#report(def, type.def, reach, { noun, path });
      }
      for (const part of partsOf(type)) visit(part);
    };
    for (const type of types) visit(type);
  }

  /** From where an item can be reached: the least of its own visibility and those of what it lies in. */
  #reach(def: DefId): Visible {
    const { definitions, reachable, minor } = this.#at;
    const { visibility } = definitions.get(def);
    if (minor < 74) return visibility;
    let reach: Visible = definitions.get(def).kind === "assoc-fn" && this.#isOfTrait(def) ? "public" : visibility;
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
    if (item?.kind === "fn") return item.body === undefined ? span : { ...span, hi: item.signatureSpan.hi };
    const isValue = item?.kind === "const" || item?.kind === "static";
    return isValue && item.type !== undefined ? { ...span, hi: tcx.items.tree(def).span(item.type).hi } : span;
  }

  #report(def: DefId, hidden: DefId, reach: Visible, { noun, path }: { noun: string; path: string }): void {
    const { tcx, definitions, minor } = this.#at;
    const name = tcx.items.shownPath(hidden);
    const span = this.#span(def);
    if (minor < 74) {
      const said = error("E0446", `private type \`${name}\` in public interface`).at(span, "can't leak private type");
      this.errors.push(said.label(tcx.headSpan(hidden), `\`${name}\` declared as private`));
      return;
    }
    const said = warning(`type \`${name}\` is more private than the item \`${path}\``);
    said.at(span, `${noun} \`${path}\` is reachable at visibility \`${this.#words(def, reach)}\``);
    said.noteAt(
      tcx.headSpan(hidden),
      `but type \`${name}\` is only usable at visibility \`${this.#words(hidden, definitions.get(hidden).visibility)}\``,
    );
    this.lints.push({ lint: "private_interfaces", node: 0, diagnostic: said });
  }
}
