// Finding names. A name in a module is an item, an import, or comes through a glob; imports are followed when asked for,
// so no order of resolution needs to be found. A plain name is looked for from the inside out: blocks, module, crates,
// prelude, primitive types. What core has and kbuild does not model is found, too (`unmodelled-names.ts`).
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import { FIRST_OWN, type Visible } from "../definitions.ts";
import type { Res } from "../resolution.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Namespace } from "./known-names.ts";
import { NAMESPACES } from "./module.ts";
import type { Binding, Import, Module } from "./module.ts";
import type { PathOptions, PathResult, Private } from "./path-result.ts";
import { UnmodelledNames } from "./unmodelled-names.ts";

export const PRIMITIVES = new Set("bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64".split(" "));

export class Lookup {
  readonly #compilation: Compilation;
  readonly #running = new Set<string>();
  readonly #cache = new Map<Module, Map<string, Binding | undefined>>();
  #depth = 0;
  #hitCycle = false;
  /** What core has and kbuild does not model. */
  readonly unmodelled: UnmodelledNames;

  /** Finds in modules of core. */
  readonly #library: Lookup | undefined;

  constructor(compilation: Compilation, library: Lookup | undefined) {
    this.#compilation = compilation;
    this.#library = library;
    this.unmodelled = new UnmodelledNames(compilation, this, library?.unmodelled);
  }

  /** Who finds in a module of core; undefined of others. */
  #sharing({ def }: Module): Lookup | undefined {
    return def < FIRST_OWN ? this.#library : undefined;
  }

  /** Forgets what was not found: macros have brought new items. */
  forget(): void {
    this.#cache.clear();
  }

  // --- In one module ---------------------------------------------------------------------------------------------

  inModule(module: Module, name: string, namespace: Namespace): Binding | undefined {
    const shared = this.#sharing(module);
    if (shared !== undefined) return shared.inModule(module, name, namespace);
    module.load();
    const own = module.tables[namespace].get(name);
    if (own !== undefined) return own;
    const key = `${namespace} ${name}`;
    const cached = this.#cache.get(module);
    if (cached?.has(key) === true) return cached.get(key);
    return this.#search(module, name, namespace, key);
  }

  #search(module: Module, name: string, namespace: Namespace, key: string): Binding | undefined {
    const running = `${module.def}/${module.kind}/${key}/${module.kind === "block" ? this.#blockNumber(module) : 0}`;
    if (this.#running.has(running)) {
      this.#hitCycle = true;
      return undefined;
    }
    this.#running.add(running);
    this.#depth++;
    const found =
      this.#imported(module, name, namespace) ?? this.globbed(module, name, namespace) ?? this.unmodelled.find(module, name, namespace);
    this.#depth--;
    this.#running.delete(running);
    if (!this.#hitCycle || found !== undefined) this.#remember(module, key, found);
    if (this.#depth === 0) this.#hitCycle = false;
    return found;
  }

  readonly #blockNumbers = new Map<Module, number>();
  #blockNumber(module: Module): number {
    let number = this.#blockNumbers.get(module);
    if (number === undefined) this.#blockNumbers.set(module, (number = this.#blockNumbers.size + 1));
    return number;
  }

  #remember(module: Module, key: string, found: Binding | undefined): void {
    let row = this.#cache.get(module);
    if (row === undefined) this.#cache.set(module, (row = new Map()));
    row.set(key, found);
  }

  #imported(module: Module, name: string, namespace: Namespace, except?: Import): Binding | undefined {
    for (const imported of module.imports.get(name) ?? []) {
      if (imported === except) continue;
      const target = this.importTarget(imported, namespace);
      if (target !== undefined && !this.isPassedOver(imported, target)) return this.#through(imported, target);
    }
    return undefined;
  }

  /** What may not be named is not brought, unless the name means nothing else: then that is told, and no more. */
  isPassedOver(imported: Import, target: Binding): boolean {
    if (this.isVisible(target.visibility, imported.module)) return false;
    return NAMESPACES.some((namespace) => {
      const other = this.importTarget(imported, namespace);
      return other !== undefined && this.isVisible(other.visibility, imported.module);
    });
  }

  /** No import makes a name more visible than it is. */
  #through(imported: Import, target: Binding): Binding {
    const visibility = this.#narrower(imported.visibility, target.visibility);
    const made = { res: target.res, visibility, span: imported.itemSpan, import: imported, target };
    return target.ambiguous === undefined ? made : { ...made, ambiguous: target.ambiguous };
  }

  #narrower(one: Visible, other: Visible): Visible {
    if (one === "public") return other;
    return other === "public" || this.#compilation.definitions.isWithin(one, other) ? one : other;
  }

  /** What its globs bring. */
  globbed(module: Module, name: string, namespace: Namespace): Binding | undefined {
    let found: Binding | undefined;
    for (const glob of module.globs) {
      const source = this.moduleOf(glob);
      if (source === undefined || source === module) continue;
      const target = this.inModule(source, name, namespace);
      if (target === undefined || !this.isVisible(target.visibility, module) || this.unmodelled.isDoubtful(target)) continue;
      const binding = this.#through(glob, target);
      if (found === undefined) found = binding;
      else if (!sameRes(found.res, binding.res)) return { ...found, ambiguous: binding };
      else if (found.visibility !== "public" && binding.visibility === "public") found = binding;
    }
    return found;
  }

  /** A glob brings names there that no table lists: of a name that is not found there is nothing to say. */
  hasOpenGlob(module: Module): boolean {
    for (let scope: Module | undefined = module; scope !== undefined; scope = scope.kind === "block" ? scope.parent : undefined)
      if (scope.globs.some((glob) => this.unmodelled.isOpen(this.moduleOf(glob)))) return true;
    return false;
  }

  /** The module a glob import names (also what a single import's path leads to, before its last segment). */
  moduleOf(imported: Import): Module | undefined {
    const result = this.importPrefix(imported);
    return result.kind === "module" ? result.module : undefined;
  }

  readonly #prefixes = new Map<Import, PathResult>();

  importPrefix(imported: Import): PathResult {
    const known = this.#prefixes.get(imported);
    if (known !== undefined) return known;
    const { path } = imported;
    const prefix = imported.kind === "glob" ? path : path.slice(0, -1);
    const result = this.path(prefix, imported.global, imported.module, { isImport: true, itself: imported });
    if (result.kind !== "failed" || this.#depth === 0) this.#prefixes.set(imported, result);
    return result;
  }

  forgetPrefixes(): void {
    this.#prefixes.clear();
  }

  /** What a single import brings in one namespace. */
  importTarget(imported: Import, namespace: Namespace): Binding | undefined {
    if (imported.kind === "extern-crate") return namespace === "type" ? imported.crateRoot : undefined;
    const last = imported.path.at(-1);
    if (last === undefined) return undefined;
    if (imported.isSelf) return namespace === "type" ? this.#selfImport(imported) : undefined;
    if (imported.path.length === 1) return this.#firstOfImport(imported, last, namespace);
    const prefix = this.importPrefix(imported);
    if (prefix.kind !== "module") return undefined;
    return this.inModule(prefix.module, last.name, namespace);
  }

  /** Under way: `use core::{self, self}` brings what each begins with. */
  readonly #selfImports = new Set<Import>();

  /** `use a::{self}`, `use self as x`, `use crate as x` */
  #selfImport(imported: Import): Binding | undefined {
    if (this.#selfImports.has(imported)) return undefined;
    this.#selfImports.add(imported);
    const result = this.path(imported.path, imported.global, imported.module, { isImport: true, itself: imported });
    this.#selfImports.delete(imported);
    return result.kind === "module" ? moduleBinding(result.module) : undefined;
  }

  /** `use name;` */
  #firstOfImport(imported: Import, name: Ident, namespace: Namespace): Binding | undefined {
    if (["crate", "self", "super", "$crate"].includes(name.name)) return namespace === "type" ? this.#selfImport(imported) : undefined;
    const { module } = imported;
    const textual = namespace === "macro" && !imported.global ? module.nearest.textual.get(name.name) : undefined;
    if (textual !== undefined) return textual;
    if (imported.global || module.crate.edition === 2015) {
      if (module.crate.edition === 2015) {
        const own = this.inModule(module.crate.root, name.name, namespace);
        if (own !== undefined && own.import !== imported) return own;
      }
      return namespace === "type" ? this.externCrate(module.crate, name.name) : undefined;
    }
    return this.lexical(module, name.name, namespace, imported);
  }

  // --- From the inside out ---------------------------------------------------------------------------------------

  /** A name as seen from a module; `except` is the import that is being resolved. */
  lexical(module: Module, name: string, namespace: Namespace, except?: Import): Binding | undefined {
    let at: Module | undefined = module;
    while (at !== undefined) {
      const found = this.#lexicalIn(at, name, namespace, except);
      if (found !== undefined) return found;
      if (at.kind === "mod") break;
      at = at.parent;
    }
    return this.outside(module, name, namespace);
  }

  #lexicalIn(module: Module, name: string, namespace: Namespace, except: Import | undefined): Binding | undefined {
    if (except === undefined || except.module !== module || except.name?.name !== name) return this.inModule(module, name, namespace);
    return this.named(module, name, namespace, except) ?? this.globbed(module, name, namespace);
  }

  /** What a module has under a name without globs. `use core;`: the import itself, `except`, does not count. */
  named(module: Module, name: string, namespace: Namespace, except?: Import): Binding | undefined {
    const own = module.tables[namespace].get(name);
    return own ?? this.#imported(module, name, namespace, except);
  }

  /** Beyond modules: crates, the prelude, primitive types. */
  outside(module: Module, name: string, namespace: Namespace): Binding | undefined {
    if (namespace === "type") {
      const crate = this.externCrate(module.crate, name);
      if (crate !== undefined) return crate;
    }
    const prelude = this.inPrelude(module.crate, name, namespace) ? this.prelude(module.crate) : undefined;
    const found = prelude === undefined ? undefined : this.inModule(prelude, name, namespace);
    if (found !== undefined) return found;
    if (namespace === "type" && PRIMITIVES.has(name)) {
      return { res: { kind: "primitive", name }, visibility: "public", span: { lo: 0, hi: 0 }, import: undefined, target: undefined };
    }
    return undefined;
  }

  /** The release's prelude has the name, and it is stable: corelib's prelude is that of the newest release. */
  inPrelude(crate: CrateNames, name: string, namespace: Namespace): boolean {
    if (!crate.isLocal) return true;
    const known = this.#compilation.known.find(`core::prelude::rust_${crate.edition}`, name, namespace);
    return known !== undefined && known.feature === undefined;
  }

  externCrate(crate: CrateNames, name: string): Binding | undefined {
    const found = crate.externPrelude.get(name);
    if (found === undefined) return undefined;
    if (found === "missing") return MISSING;
    if (crate.isLocal) found.isNamed = true;
    return moduleBinding(found.root);
  }

  /** `core::prelude::rust_2021` */
  prelude(crate: CrateNames): Module | undefined {
    if (crate.noPrelude || (crate.noCore && crate.isLocal)) return undefined;
    const core = this.#compilation.crates.find(({ name }) => name === "core");
    if (core === undefined) return undefined;
    const prelude = this.inModule(core.root, "prelude", "type");
    const module = prelude === undefined ? undefined : this.moduleFor(prelude.res);
    const found = module === undefined ? undefined : this.inModule(module, `rust_${crate.edition}`, "type");
    return found === undefined ? undefined : this.moduleFor(found.res);
  }

  // --- Paths -----------------------------------------------------------------------------------------------------

  /** Follows a path through modules as far as they go. */
  path(segments: readonly Ident[], global: boolean, from: Module, options: PathOptions): PathResult {
    const privates: Private[] = [];
    const start = this.#start(segments, global, from, options);
    if ("kind" in start) return start;
    let { module } = start;
    let at = start.used;
    if (start.binding !== undefined) {
      options.visit?.(start.binding);
      const first = this.#into(start.binding, at, segments, privates, options.last);
      if ("kind" in first) return first;
      module = first.module;
    }
    for (; at < segments.length; at++) {
      const segment = segments[at] as Ident;
      if (["self", "super", "crate"].includes(segment.name)) {
        return { kind: "failed", at, why: "misplaced-keyword", module, privates };
      }
      const namespace = at === segments.length - 1 ? (options.last ?? "type") : "type";
      const found = this.inModule(module as Module, segment.name, namespace);
      if (found === undefined) return { kind: "failed", at, why: "not-in-module", module, privates };
      options.visit?.(found);
      if (options.visit !== undefined && found.import !== undefined) found.import.usedFromOutside = true;
      if (!this.isVisible(found.visibility, from)) privates.push({ segment, binding: found });
      const next = this.#into(found, at + 1, segments, privates, options.last);
      if ("kind" in next) return next;
      module = next.module;
    }
    return { kind: "module", module: module as Module, privates };
  }

  /** Goes on into what a binding names; ends if it is no module, or the path's last name. */
  #into(
    binding: Binding,
    used: number,
    segments: readonly Ident[],
    privates: readonly Private[],
    last: Namespace | undefined,
  ): PathResult | { module: Module } {
    if (binding === MISSING) return { kind: "silent" };
    const isLast = used === segments.length;
    if (isLast && last !== undefined) return { kind: "binding", binding, used, privates };
    const module = this.moduleFor(binding.res);
    if (module !== undefined) return { module };
    return { kind: "binding", binding, used, privates };
  }

  #start(
    segments: readonly Ident[],
    global: boolean,
    from: Module,
    options: PathOptions,
  ): PathResult | { module: Module | undefined; used: number; binding?: Binding } {
    const first = segments[0];
    if (first === undefined) return { module: global || from.crate.edition === 2015 ? from.crate.root : from.nearest, used: 0 };
    const keyword = this.#keywordStart(segments, global, from);
    if (keyword !== undefined) return keyword;
    const { crate } = from;
    const namespace = segments.length === 1 ? (options.last ?? "type") : "type";
    if (global || (options.isImport && crate.edition === 2015)) {
      if (crate.edition === 2015) {
        const own = this.inModule(crate.root, first.name, namespace);
        if (own !== undefined && (own.import === undefined || own.import !== options.itself))
          return { module: undefined, used: 1, binding: own };
      }
      const found = this.externCrate(crate, first.name);
      if (found !== undefined) return { module: undefined, used: 1, binding: found };
      return { kind: "failed", at: 0, why: "unknown-crate", module: undefined, privates: [] };
    }
    const found = this.lexical(from, first.name, namespace, options.itself);
    if (found !== undefined) return { module: undefined, used: 1, binding: found };
    return { kind: "failed", at: 0, why: "unknown-crate", module: undefined, privates: [] };
  }

  #keywordStart(segments: readonly Ident[], global: boolean, from: Module): PathResult | { module: Module; used: number } | undefined {
    const first = segments[0] as Ident;
    if (first.name === "$crate") return { module: this.crateOfMark(first, from).root, used: 1 };
    if (global && ["crate", "self", "super"].includes(first.name)) {
      return { kind: "failed", at: 0, why: "misplaced-keyword", module: undefined, privates: [] };
    }
    if (first.name === "crate") return { module: from.crate.root, used: 1 };
    if (first.name !== "self" && first.name !== "super") return undefined;
    let module = from.nearest;
    let used = first.name === "self" ? 1 : 0;
    for (; segments[used]?.name === "super"; used++) {
      const parent = module.parent?.nearest;
      if (parent === undefined) return { kind: "failed", at: used, why: "too-many-supers", module: undefined, privates: [] };
      module = parent;
    }
    return { module, used };
  }

  /** `$crate` is the crate of the macro whose body it was written in: the oldest mark. */
  crateOfMark(ident: Ident, from: Module): CrateNames {
    const { hygiene } = this.#compilation;
    let ctxt = ident.span.ctxt ?? 0;
    while (hygiene.parent(ctxt) !== 0) ctxt = hygiene.parent(ctxt);
    const expansion = hygiene.expansionOf(ctxt);
    const macro = expansion === undefined ? undefined : this.#compilation.macro(expansion.macro);
    if (expansion?.kind === "derive") return this.#compilation.crates.find(({ name }) => name === "core") ?? from.crate;
    return macro?.crate ?? from.crate;
  }

  // --- Facts -----------------------------------------------------------------------------------------------------

  /** The module, enum or trait a result names. */
  moduleFor(res: Res): Module | undefined {
    if (res.kind !== "def") return undefined;
    const crate = this.#compilation.crates[this.#compilation.definitions.get(res.def).crate];
    const module = crate?.modules.get(res.def);
    return module;
  }

  isVisible(visibility: Visible, from: Module): boolean {
    return visibility === "public" || this.#compilation.definitions.isWithin(from.nearest.def, visibility);
  }

  /** All names of a module in a namespace, for suggestions. */
  names(module: Module, namespace: Namespace): { name: string; binding: Binding }[] {
    const shared = this.#sharing(module);
    if (shared !== undefined) return shared.names(module, namespace);
    module.load();
    const out = [...module.tables[namespace]].map(([name, binding]) => ({ name, binding }));
    for (const name of module.imports.keys()) {
      const binding = this.inModule(module, name, namespace);
      if (binding !== undefined && !module.tables[namespace].has(name)) out.push({ name, binding });
    }
    for (const glob of module.globs) {
      const source = this.moduleOf(glob);
      if (source === undefined || source === module || this.#listing.has(source)) continue;
      this.#listing.add(module);
      for (const found of this.names(source, namespace)) {
        if (!this.isVisible(found.binding.visibility, module)) continue;
        out.push({ name: found.name, binding: this.#through(glob, found.binding) });
      }
      this.#listing.delete(module);
    }
    return out.concat(this.unmodelled.names(module, namespace, out));
  }

  readonly #listing = new Set<Module>();
}

/** A crate that is named but could not be loaded: no more is said about it. */
export const MISSING: Binding = {
  res: { kind: "error" },
  visibility: "public",
  span: { lo: 0, hi: 0 },
  import: undefined,
  target: undefined,
};

export function moduleBinding(module: Module): Binding {
  return { res: { kind: "def", def: module.def }, visibility: "public", span: { lo: 0, hi: 0 }, import: undefined, target: undefined };
}

export function sameRes(first: Res, second: Res): boolean {
  if (first.kind === "def" && second.kind === "def") return first.def === second.def;
  return first.kind === second.kind && first.kind === "primitive" && second.kind === "primitive" && first.name === second.name;
}
