// The names that paths begin with, and the crates they mean: core, and the dependencies. As in rustc a dependency is read when
// something asks for it: a path that begins with its name, or, of those that may hold an impl, the first question for a trait's.
import type { DependencySource } from "../compilation.ts";
import type { CrateNames } from "./crate-names.ts";

/** What makes impls, or leads to where some may be: another file, a macro's call. */
const MAKES_IMPLS = /\b(?:impl|derive|mod|macro_rules)\b|\w\s*!\s*[({[]/;

export class DependencyCrate {
  readonly source: DependencySource;
  readonly #readText: () => string;
  readonly #load: (dependency: DependencyCrate) => CrateNames;
  #crate: CrateNames | undefined;
  #text: string | undefined;

  constructor(source: DependencySource, readText: () => string, load: (dependency: DependencyCrate) => CrateNames) {
    this.source = source;
    this.#readText = readText;
    this.#load = load;
  }

  get loaded(): CrateNames | undefined {
    return this.#crate;
  }

  load(): CrateNames {
    return (this.#crate ??= this.#load(this));
  }

  /** Of its root file. */
  get text(): string {
    return (this.#text ??= this.#readText());
  }

  get mayHoldImpls(): boolean {
    return MAKES_IMPLS.test(this.text);
  }
}

export class ExternPrelude {
  readonly #crates = new Map<string, CrateNames | DependencyCrate | "missing">();

  get(name: string): CrateNames | "missing" | undefined {
    const found = this.#crates.get(name);
    return found instanceof DependencyCrate ? found.load() : found;
  }

  has(name: string): boolean {
    return this.#crates.has(name);
  }

  names(): Iterable<string> {
    return this.#crates.keys();
  }

  set(name: string, crate: CrateNames | DependencyCrate | "missing"): void {
    this.#crates.set(name, crate);
  }
}
