// What features turn on within one package: other features of its own, optional dependencies, features of dependencies.
import { CargoError } from "../cargo-error.ts";
import { hasImplicitFeature, optionalNames } from "../manifest/declared-features.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import type { FeatureRequest } from "./features.ts";

export class PackageFeatures {
  readonly features = new Set<string>();
  readonly optional = new Set<string>();
  /** `a/b` and `a?/b`: features asked of a dependency. */
  readonly asked = new Map<string, Set<string>>();
  /** Grows with everything that is turned on. */
  size = 0;

  constructor(readonly manifest: Manifest) {}

  /** What a workspace or a command line asks of a package of its own; the first wish that cannot be met, if there is one. */
  request({ defaults, all, features }: FeatureRequest): string | undefined {
    const { manifest } = this;
    if (defaults) this.turnOnDefaults();
    if (all) for (const name of optionalNames(manifest)) this.turnOn(name);
    return [...(all ? manifest.features.keys() : features)].find((name) => !this.turnOn(name));
  }

  turnOnDefaults(): void {
    if (this.manifest.features.has("default")) this.turnOn("default");
  }

  /** False if there is no such feature. Throws CargoError for one that implies itself. */
  turnOn(word: string): boolean {
    const slash = word.indexOf("/");
    if (slash >= 0) return this.#ofDependency(word.slice(0, slash), word.slice(slash + 1));
    if (word.startsWith("dep:")) {
      this.#grow(this.optional, word.slice(4));
      return true;
    }
    const implied = this.manifest.features.get(word);
    const isImplicit = implied === undefined && optionalNames(this.manifest).includes(word);
    if (implied === undefined && !isImplicit) return false;
    if (isImplicit) this.#grow(this.optional, word);
    if (implied?.includes(word) === true) throw new CargoError(`cyclic feature dependency: feature \`${word}\` depends on itself`);
    if (this.#grow(this.features, word)) for (const name of implied ?? []) this.turnOn(name);
    return true;
  }

  /** What is asked of a dependency, but for its defaults. */
  askedOf(dependency: Dependency): readonly string[] {
    return [...dependency.features, ...(this.asked.get(dependency.name) ?? [])];
  }

  /** An optional dependency counts where something turned it on. */
  wants(dependency: Dependency): boolean {
    return !dependency.optional || this.optional.has(dependency.name);
  }

  /** `a/b` also turns an optional `a` on, and a feature of its name; `a?/b` waits for somebody else to. */
  #ofDependency(before: string, feature: string): boolean {
    const name = before.replace(/\?$/, "");
    const dependency = this.manifest.dependencies.find((one) => one.name === name);
    if (dependency === undefined) return false;
    const asked = this.asked.get(name) ?? new Set();
    this.asked.set(name, asked);
    this.#grow(asked, feature);
    if (before.endsWith("?") || !dependency.optional) return true;
    this.#grow(this.optional, name);
    if (hasImplicitFeature(this.manifest, name)) this.#grow(this.features, name);
    return true;
  }

  #grow(set: Set<string>, name: string): boolean {
    if (set.has(name)) return false;
    set.add(name);
    this.size++;
    return true;
  }
}
