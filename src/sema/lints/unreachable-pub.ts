// `unreachable_pub`: what is `pub` and nobody outside can get hold of. In: definitions, imports, and what is reachable of both.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { NodeId, Visibility } from "../../syntax/ast.ts";
import type { Definition, Definitions, Visible } from "../definitions.ts";
import type { Import, Module } from "../names/module.ts";
import type { TypeContext } from "../types/context.ts";
import type { DefId } from "../types/def-id.ts";
import { definitionHead } from "../types/fn-head.ts";
import type { FoundLint } from "./report.ts";

export interface PublicNames {
  readonly definitions: Definitions;
  readonly tcx: TypeContext;
  /** What others can get hold of. */
  readonly reachable: ReadonlySet<DefId>;
  readonly imports: readonly Import[];
  /** Those that others name something through. */
  readonly reachedImports: ReadonlySet<Import>;
  /** How far the crate's modules re-export a definition: the modules that some `use` brings it to. */
  readonly reexports: ReadonlyMap<DefId, readonly { readonly visibility: Visible; readonly module: Module }[]>;
  readonly visibilityOf: (item: NodeId) => Visibility;
}

const ITEMS: ReadonlySet<Definition["kind"]> = new Set([
  ...(["mod", "struct", "enum", "union", "trait", "trait-alias", "type-alias", "foreign-type", "fn", "const", "static"] as const),
  ...(["assoc-fn", "assoc-const", "assoc-type"] as const),
]);

export function unreachablePub(names: PublicNames): FoundLint[] {
  return new Search(names).run();
}

class Search {
  readonly #names: PublicNames;
  readonly #found: FoundLint[] = [];

  constructor(names: PublicNames) {
    this.#names = names;
  }

  run(): FoundLint[] {
    const { definitions, tcx, reachable, imports, reachedImports, visibilityOf } = this.#names;
    for (const one of definitions.own()) {
      if (!ITEMS.has(one.kind) || !definitions.isLocal(one.id) || one.visibility !== "public" || reachable.has(one.id)) continue;
      const { parent } = one;
      if (parent === undefined || definitions.get(parent).kind === "trait") continue;
      const isMember = definitions.get(parent).kind === "impl";
      if (isMember && tcx.implHeader(parent).ref !== undefined) continue;
      this.#tell(one.node, definitionHead(tcx, one), visibilityOf(one.node).span, this.#narrower(one), !isMember);
    }
    for (const one of imports) {
      if (one.visibility !== "public" || one.failed || reachedImports.has(one) || one.kind === "macro-use") continue;
      const span = one.tree?.prefix.span ?? { ...one.itemSpan, hi: one.path.at(-1)?.span.hi ?? one.itemSpan.hi };
      this.#tell(one.item, span, visibilityOf(one.item).span, this.#within(one.module.nearest.def), true);
    }
    return this.#found;
  }

  #tell(node: NodeId, span: Span, visibility: Span, text: string, exportable: boolean): void {
    const said = warning("unreachable `pub` item").at(span);
    if (exportable) said.help("or consider exporting it for use by other crates");
    const applicability = visibility.ctxt === undefined ? "MachineApplicable" : "MaybeIncorrect";
    said.suggest("consider restricting its visibility", [{ span: visibility, text }], applicability);
    this.#found.push({ lint: "unreachable_pub", node, diagnostic: said });
  }

  /** `pub(super)` where the module around the item's is as far as anybody can reach. */
  #narrower(one: Definition): string {
    const module = this.#names.definitions.moduleOf(one.parent ?? one.id);
    const above = this.#above(module);
    return above !== undefined && this.#reach(one.id, new Set()) === above ? "pub(super)" : "pub(crate)";
  }

  #within(module: DefId): string {
    const above = this.#above(module);
    return above !== undefined && this.#reach(module, new Set()) === above ? "pub(super)" : "pub(crate)";
  }

  /** The module around a module; undefined for the root of the crate. */
  #above(module: DefId): DefId | undefined {
    const { definitions } = this.#names;
    const { parent } = definitions.get(module);
    const above = parent === undefined ? undefined : definitions.moduleOf(parent);
    return above === undefined || definitions.get(above).parent === undefined ? undefined : above;
  }

  /** From where an item can be named: its own visibility within that of what it lies in, or of where it is re-exported. */
  #reach(def: DefId, underWay: Set<DefId>): Visible {
    const { definitions, tcx, reexports } = this.#names;
    const { kind, visibility, parent } = definitions.get(def);
    if (parent === undefined || underWay.has(def)) return visibility;
    underWay.add(def);
    const owner = definitions.get(parent).kind === "impl" ? tcx.implHeader(parent).self : undefined;
    const around = owner === undefined ? definitions.moduleOf(parent) : owner.kind === "adt" ? owner.def : undefined;
    let reach = around === undefined || kind === "impl" ? visibility : this.#less(visibility, this.#reach(around, underWay));
    for (const { visibility: of, module } of reexports.get(def) ?? []) {
      const other = this.#less(of, this.#reach(module.nearest.def, underWay));
      if (this.#less(reach, other) === reach) reach = other;
    }
    return reach;
  }

  #less(one: Visible, other: Visible): Visible {
    if (one === "public") return other;
    return other === "public" || this.#names.definitions.isWithin(one, other) ? one : other;
  }
}
