// What is in scope inside an item: variables, generic parameters, lifetimes, labels, as a stack of ribs. Variables and labels
// compare with hygiene: name and context; a context's outermost mark is taken off where its macro was defined.
import type { Ident, NodeId } from "../../syntax/ast.ts";
import type { Hygiene } from "../expand/hygiene.ts";
import type { DefId } from "../types/def-id.ts";
import type { Module } from "./module.ts";

export type RibKind =
  | "normal"
  /** Variables of outside cannot be used: a nested item. */
  | "item"
  /** Inside a constant: variables are not constant. */
  | "constant"
  /** The value of a constant or static that is an item. */
  | "constant-item"
  /** Inside `const { .. }`, which may name all parameters. */
  | "const-block"
  /** The same for a lone path, which may name a const parameter. */
  | "constant-path"
  /** The same for how often an element is repeated, which may name type parameters, too. */
  | "count"
  /** `macro_rules!` was defined here. */
  | "macro"
  /** A block with items. */
  | "module";

const CONSTANT: ReadonlySet<RibKind> = new Set<RibKind>(["constant", "constant-path", "count"]);

export interface Rib {
  readonly kind: RibKind;
  /** `name` or `name#ctxt` */
  readonly variables: Map<string, NodeId>;
  readonly generics: Map<string, DefId>;
  readonly macro: number;
  readonly module: Module | undefined;
  /** Of `constant-item`. */
  readonly constant: ConstantItem | undefined;
}

export interface ConstantItem {
  readonly ident: Ident;
  readonly word: "const" | "static";
}

interface RibExtra {
  readonly macro?: number;
  readonly module?: Module;
  readonly constant?: ConstantItem;
}

export function key(name: string, ctxt: number | undefined): string {
  return ctxt === undefined || ctxt === 0 ? name : `${name}#${ctxt}`;
}

/** Between a variable and its use: an item that cannot see it; a constant, the outermost, which may be an item. */
export type Between = "nothing" | "item" | { readonly constant: ConstantItem | undefined };

export type VariableResult =
  | { readonly kind: "found"; readonly node: NodeId; readonly through: Between }
  | { readonly kind: "module"; readonly module: Module }
  | undefined;

/** Between a generic parameter and its use. `default`: it is declared later; `const-type`: in the type of a const parameter. */
export type GenericThrough = "nothing" | "item" | "constant" | "count" | Ban["why"];

/** Parameters that cannot be named for now. */
export interface Ban {
  readonly why: "default" | "const-type";
  /** Undefined: all there are. */
  readonly names: ReadonlySet<string> | undefined;
  readonly generics: ReadonlyMap<string, DefId>;
}

export class Scopes {
  readonly ribs: Rib[] = [];
  ban: Ban | undefined;
  readonly #hygiene: Hygiene;

  constructor(hygiene: Hygiene) {
    this.#hygiene = hygiene;
  }

  push(kind: RibKind, extra: RibExtra = {}): Rib {
    const rib: Rib = {
      kind,
      variables: new Map(),
      generics: new Map(),
      macro: extra.macro ?? -1,
      module: extra.module,
      constant: extra.constant,
    };
    this.ribs.push(rib);
    return rib;
  }

  get top(): Rib {
    return this.ribs.at(-1) as Rib;
  }

  /** Runs with a rib on top; what was pushed above it is gone afterwards. */
  within(kind: RibKind, action: (rib: Rib) => void, extra: RibExtra = {}): void {
    const depth = this.ribs.length;
    action(this.push(kind, extra));
    this.ribs.length = depth;
  }

  bind(ident: Ident, node: NodeId): void {
    this.top.variables.set(key(ident.name, ident.span.ctxt), node);
  }

  /** A variable, or the block module at which the search must look for items first. */
  variable(ident: Ident, inModule: (module: Module) => boolean): VariableResult {
    let ctxt = ident.span.ctxt ?? 0;
    let through: Between = "nothing";
    for (let i = this.ribs.length - 1; i >= 0; i--) {
      const rib = this.ribs[i] as Rib;
      const node = rib.variables.get(key(ident.name, ctxt));
      if (node !== undefined) return { kind: "found", node, through };
      if (rib.kind === "module" && rib.module !== undefined && inModule(rib.module)) return { kind: "module", module: rib.module };
      if (rib.kind === "macro") ctxt = this.#outsideOf(rib, ctxt);
      else if (rib.kind === "item" && through === "nothing") through = "item";
      else if (CONSTANT.has(rib.kind) || rib.kind === "const-block" || rib.kind === "constant-item") through = { constant: rib.constant };
    }
    return undefined;
  }

  /** What a word of the context means outside of a macro's scope: what a macro writes that was defined there is as if written there. */
  #outsideOf(rib: Rib, ctxt: number): number {
    const expansion = rib.kind === "macro" ? this.#hygiene.expansionOf(ctxt) : undefined;
    return expansion !== undefined && expansion.macro === rib.macro ? this.#hygiene.parent(ctxt) : ctxt;
  }

  /** The context of a word as it is below the ribs `[depth, from)`. */
  outside(ctxt: number, from: number, depth: number): number {
    let outer = ctxt;
    for (let i = from - 1; i >= depth && outer !== 0; i--) outer = this.#outsideOf(this.ribs[i] as Rib, outer);
    return outer;
  }

  /** Within a constant without a name, which may not depend on parameters. */
  isInConstant(): boolean {
    const found = this.ribs.findLast(({ kind }) => kind === "constant" || kind === "item");
    return found?.kind === "constant";
  }

  forbidden(name: string, generics: ReadonlyMap<string, DefId>): Ban["why"] | undefined {
    const { ban } = this;
    if (ban === undefined || (ban.names !== undefined && ban.generics !== generics)) return undefined;
    return ban.names === undefined || ban.names.has(name) ? ban.why : undefined;
  }

  banned(ban: Ban, action: () => void): void {
    const before = this.ban;
    this.ban = ban;
    action();
    this.ban = before;
  }

  /** A type or const parameter. */
  generic(name: string): { readonly def: DefId; readonly through: GenericThrough } | undefined {
    let through: GenericThrough = "nothing";
    for (let i = this.ribs.length - 1; i >= 0; i--) {
      const rib = this.ribs[i] as Rib;
      const def = rib.generics.get(name);
      if (def !== undefined) return { def, through: through === "item" ? through : (this.forbidden(name, rib.generics) ?? through) };
      if (rib.kind === "item") through = "item";
      else if ((rib.kind === "constant" || rib.kind === "count") && through === "nothing") through = rib.kind;
    }
    return undefined;
  }

  /** Names of variables that can be used here, innermost first. */
  *variableNames(): Generator<{ name: string; node: NodeId }> {
    for (let i = this.ribs.length - 1; i >= 0; i--) {
      const rib = this.ribs[i] as Rib;
      for (const [name, node] of rib.variables) if (!name.includes("#")) yield { name, node };
      if (rib.kind === "item") return;
    }
  }

  *genericNames(): Generator<{ name: string; def: DefId }> {
    for (let i = this.ribs.length - 1; i >= 0; i--) {
      const rib = this.ribs[i] as Rib;
      for (const [name, def] of rib.generics) yield { name, def };
      if (rib.kind === "item") return;
    }
  }
}
