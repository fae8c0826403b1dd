// Modules as name tables. A module (also an enum, a trait, or a block with items in it) maps names to bindings in three
// namespaces; imports are bindings made when somebody asks for their name. `lookup.ts` asks.
import type { Span } from "../../base/source.ts";
import type { Ident, NodeId, UseTree } from "../../syntax/ast.ts";
import { AS_WRITTEN, type MacroScope, type Nesting } from "../expand/macro-scope.ts";
import type { Visible } from "../definitions.ts";
import type { Res } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Namespace } from "./known-names.ts";

export const NAMESPACES: readonly Namespace[] = ["type", "value", "macro"];

export interface Binding {
  readonly res: Res;
  readonly visibility: Visible;
  /** Of the item, or of the `use` that brought it. */
  readonly span: Span;
  /** The `use` it came by. */
  readonly import: Import | undefined;
  /** What the `use` found. */
  readonly target: Binding | undefined;
  /** Another glob brings something else under this name. */
  readonly ambiguous?: Binding;
}

export interface Import {
  readonly module: Module;
  readonly kind: "single" | "glob" | "extern-crate" | "macro-use";
  /** The item, for attributes and visibility. */
  readonly item: NodeId;
  readonly itemSpan: Span;
  /** Its `UseTree`. */
  readonly tree: UseTree | undefined;
  /** The whole path, nested prefixes included; the last segment is what is imported (unless glob). */
  readonly path: readonly Ident[];
  readonly global: boolean;
  /** The name it has here; "_" for none. */
  readonly name: Ident | undefined;
  readonly visibility: Visible;
  /** Of `pub`. */
  readonly visibilitySpan?: Span | undefined;
  readonly nesting: Nesting;
  /** `{self}` */
  readonly isSelf: boolean;
  used: boolean;
  /** Not only from inside its module: by a path to it, or through another import. */
  usedFromOutside?: boolean;
  /** Of globs: what somebody named through it. */
  readonly brought: Set<DefId>;
  /** Its errors have been reported. */
  failed: boolean;
  /** Less public than it says, which was told. */
  isNarrowed?: boolean;
  /** For `extern-crate`: what it names. */
  readonly crateRoot?: Binding | undefined;
  /** And by which name. */
  readonly crateName?: string;
}

export type ModuleKind = "mod" | "block" | "enum" | "trait";

/** Marks the imports that a name came through. */
export function useImports(binding: Binding): void {
  for (let at: Binding | undefined = binding; at !== undefined; at = at.target) {
    if (at.import === undefined) continue;
    at.import.used = true;
    if (at !== binding) at.import.usedFromOutside = true;
    if (at.import.kind === "glob" && binding.res.kind === "def") at.import.brought.add(binding.res.def);
  }
}

export class Module {
  readonly kind: ModuleKind;
  /** The definition; of a block, the enclosing one. */
  readonly def: DefId;
  readonly parent: Module | undefined;
  readonly crate: CrateNames;
  readonly name: string;
  readonly tables: Record<Namespace, Map<string, Binding>> = { type: new Map(), value: new Map(), macro: new Map() };
  /** `macro_rules!` macros, which `use name;` can name. */
  readonly textual = new Map<string, Binding>();
  readonly imports = new Map<string, Import[]>();
  readonly globs: Import[] = [];
  /** `use Trait as _` */
  readonly anonymous: Import[] = [];
  /** Fills it on first use: core's modules are read when they are entered. */
  loader: (() => void) | undefined;
  /** What makes the impls that are not made before they are asked for; see `CrateNames.defersImpls`. */
  readonly deferred: (() => void)[] = [];
  /** Where textual macro scope stood at its end. */
  endScope: MacroScope | undefined;
  /** Item macros in it are not all expanded: what is not found may still come. */
  pending = 0;
  /** The expansion that its item is part of. */
  readonly nesting: Nesting;

  constructor(kind: ModuleKind, def: DefId, parent: Module | undefined, crate: CrateNames, name: string, nesting: Nesting = AS_WRITTEN) {
    this.kind = kind;
    this.def = def;
    this.parent = parent;
    this.crate = crate;
    this.name = name;
    this.nesting = nesting;
  }

  /** The module proper that it lies in, or is. */
  get nearest(): Module {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- walks up from here
    let at: Module = this;
    while (at.kind !== "mod" && at.parent !== undefined) at = at.parent;
    return at;
  }

  load(): void {
    const { loader } = this;
    if (loader === undefined) return;
    this.loader = undefined;
    loader();
  }

  define(namespace: Namespace, name: string, binding: Binding): void {
    this.tables[namespace].set(name, binding);
  }

  addImport(added: Import): void {
    if (added.kind === "glob") this.globs.push(added);
    else if (added.name === undefined || added.name.name === "_") this.anonymous.push(added);
    else {
      const { name } = added.name;
      const list = this.imports.get(name);
      if (list === undefined) this.imports.set(name, [added]);
      else list.push(added);
    }
  }
}
