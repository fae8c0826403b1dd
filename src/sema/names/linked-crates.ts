// Crates that a program is linked with: those that it names, and what these name in turn. What a program must have once (a panic
// handler, an allocator) is looked for in all of them; those whose text may bring it are read for that.
import type { Compilation, DependencySource } from "../compilation.ts";
import { simpleName } from "../expand/attributes.ts";
import type { CrateNames } from "./crate-names.ts";
import type { DependencyCrate } from "./extern-prelude.ts";

/** A dependency that is linked, and the crate that names it: the first in the order in which rustc loads crates. */
export interface LinkedCrate {
  readonly dependency: DependencyCrate;
  readonly dependencyOf: string;
}

/** What rustc says of a crate that brings a panic handler. */
export interface HandlerSource {
  readonly source: DependencySource;
  readonly dependencyOf: string;
}

/** An item of this attribute may stand in a module's file, or come from a macro. */
const mayHold = (attribute: string, text: string): boolean => text.includes(attribute) || /\bmod\b|\w\s*!\s*[({[]/.test(text);

export class LinkedCrates {
  readonly #compilation: Compilation;
  readonly #dependencies: ReadonlyMap<string, DependencyCrate>;

  constructor(compilation: Compilation, dependencies: ReadonlyMap<string, DependencyCrate>) {
    this.#compilation = compilation;
    this.#dependencies = dependencies;
  }

  /** The crates named by the program in the order in which it came upon them, each in front of those that it names. */
  all(): readonly LinkedCrate[] {
    const found = new Map<DependencyCrate, LinkedCrate>();
    const visit = (dependency: DependencyCrate | undefined, dependencyOf: string): void => {
      if (dependency === undefined || found.has(dependency)) return;
      found.set(dependency, { dependency, dependencyOf });
      for (const id of dependency.source.names.values()) visit(this.#dependencies.get(id), dependency.source.name);
    };
    const named = [...this.#dependencies.values()].filter(({ loaded }) => loaded?.isNamed === true);
    named.sort((a, b) => (a.loaded?.number ?? 0) - (b.loaded?.number ?? 0));
    const own = this.#compilation.crates.find(({ isLocal }) => isLocal)?.name ?? "";
    for (const dependency of named) {
      visit(dependency, own);
      found.set(dependency, { dependency, dependencyOf: own });
    }
    return [...found.values()];
  }

  /** Those that have an item with the attribute. */
  #having(attribute: string): readonly LinkedCrate[] {
    const { definitions } = this.#compilation;
    const numbers = new Map<number, LinkedCrate>();
    for (const linked of this.all()) {
      const { dependency } = linked;
      if (dependency.loaded !== undefined || mayHold(attribute, dependency.text)) numbers.set(dependency.load().number, linked);
    }
    const having = new Set<LinkedCrate>();
    for (const { attrs, crate } of numbers.size > 0 ? definitions.own() : []) {
      const linked = numbers.get(crate);
      if (linked !== undefined && attrs.some((each) => simpleName(each) === attribute)) having.add(linked);
    }
    return [...numbers.values()].filter((linked) => having.has(linked));
  }

  panicHandlers(): readonly HandlerSource[] {
    return this.#having("panic_handler").map(({ dependency, dependencyOf }) => ({ source: dependency.source, dependencyOf }));
  }

  /** The program or a crate that it is linked with says `extern crate alloc`, and no dependency has an allocator. */
  wantsAllocator(): boolean {
    const local = this.#compilation.crates.filter(({ isLocal }) => isLocal);
    const users = this.all().filter(({ dependency }) => mayHold("alloc", dependency.text));
    const crates = [...local, ...users.map(({ dependency }) => dependency.load())];
    return crates.some((crate) => this.#saysAlloc(crate)) && this.#having("global_allocator").length === 0;
  }

  #saysAlloc({ imports }: CrateNames): boolean {
    const alloc = this.#compilation.crates.find(({ name, isLocal }) => name === "alloc" && !isLocal)?.root.def;
    return imports.some(({ crateRoot }) => alloc !== undefined && crateRoot?.res.kind === "def" && crateRoot.res.def === alloc);
  }
}
