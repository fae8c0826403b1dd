// Features and optional dependencies, closed together as cargo does: what the roots ask for turns on features, features turn
// on dependencies and ask for features of theirs, until nothing changes. In: packages and requests. Out: for each package
// reached its features and the edges that count.
import { CargoError } from "../cargo-error.ts";
import { hasImplicitFeature, optionalNames } from "../manifest/declared-features.ts";
import type { FeatureRequest } from "./features.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";

export interface Edge {
  readonly dependency: Dependency;
  readonly to: Manifest;
  /** The side of `to`. */
  readonly forHost: boolean;
}

export interface Activated {
  readonly manifest: Manifest;
  /** Reached through a build-dependency, where those are kept apart. */
  readonly forHost: boolean;
  /** Sorted. */
  readonly features: readonly string[];
  readonly edges: readonly Edge[];
}

export interface ActivationInput {
  /** Which dependencies of a package count at all: by kind, target and, where sides are kept apart, side. */
  readonly counts: (manifest: Manifest, dependency: Dependency, forHost: boolean) => boolean;
  /** What build scripts need has features of its own (`resolver = "2"`). */
  readonly hostApart: boolean;
  /** The package that stands for a dependency. */
  readonly find: (manifest: Manifest, dependency: Dependency) => Manifest;
  /** What a dependency asks for is not there. */
  readonly missingFeature: (from: Manifest, dependency: Dependency, to: Manifest, feature: string) => Error;
  /** A feature that would be an optional dependency, but for others that name that as `dep:`. */
  readonly hiddenFeature: (manifest: Manifest, name: string) => Error;
}

class State {
  readonly features = new Set<string>();
  readonly optional = new Set<string>();
  /** `a/b` and `a?/b`: features asked of a dependency. */
  readonly asked = new Map<string, Set<string>>();
  size = 0;

  constructor(
    readonly manifest: Manifest,
    readonly forHost: boolean,
  ) {}

  /** Grows with everything that is turned on. */
  grow(set: Set<string>, name: string): boolean {
    if (set.has(name)) return false;
    set.add(name);
    this.size++;
    return true;
  }

  ask(dependency: string, feature: string): void {
    const set = this.asked.get(dependency) ?? new Set();
    this.asked.set(dependency, set);
    this.grow(set, feature);
  }
}

/** A package and its side, as a key. */
export function sideKey(manifest: Manifest, forHost: boolean): string {
  return forHost ? `host ${manifest.path}` : manifest.path;
}

export class Activation {
  readonly #states = new Map<string, State>();

  constructor(readonly input: ActivationInput) {}

  /** Asks for a package with features, which are its own. Throws CargoError. */
  root(manifest: Manifest, request: FeatureRequest): void {
    const state = this.#state(manifest, false);
    if (request.defaults && manifest.features.has("default")) this.#turnOn(state, "default");
    if (request.all) for (const name of optionalNames(manifest)) this.#turnOn(state, name);
    for (const name of request.all ? manifest.features.keys() : request.features) {
      const isHidden = manifest.dependencies.some((dependency) => dependency.optional && dependency.name === name);
      if (!this.#turnOn(state, name) && isHidden) throw this.input.hiddenFeature(manifest, name);
    }
  }

  /** Everything reached, in no particular order. */
  close(): ReadonlyMap<string, Activated> {
    for (let before = -1, now = this.#size(); now !== before; now = this.#size()) {
      before = now;
      for (const state of [...this.#states.values()]) this.#follow(state);
    }
    const done = [...this.#states.values()].map(
      (state) =>
        [
          sideKey(state.manifest, state.forHost),
          { manifest: state.manifest, forHost: state.forHost, features: [...state.features].sort(), edges: this.#edges(state) },
        ] as const,
    );
    return new Map(done);
  }

  #size(): number {
    return [...this.#states.values()].reduce((sum, { size }) => sum + size + 1, 0);
  }

  #state(manifest: Manifest, forHost: boolean): State {
    const key = sideKey(manifest, forHost);
    const known = this.#states.get(key) ?? new State(manifest, forHost);
    this.#states.set(key, known);
    return known;
  }

  #edges(state: State): Edge[] {
    const { manifest, forHost } = state;
    const { counts, hostApart, find } = this.input;
    return manifest.dependencies
      .filter((dependency) => counts(manifest, dependency, forHost) && (!dependency.optional || state.optional.has(dependency.name)))
      .map((dependency) => ({
        dependency,
        to: find(manifest, dependency),
        forHost: hostApart && (forHost || dependency.kind === "build"),
      }));
  }

  #follow(state: State): void {
    for (const { dependency, to, forHost } of this.#edges(state)) {
      const target = this.#state(to, forHost);
      if (dependency.defaultFeatures && to.features.has("default")) this.#turnOn(target, "default");
      for (const name of [...dependency.features, ...(state.asked.get(dependency.name) ?? [])])
        if (!this.#turnOn(target, name)) throw this.input.missingFeature(state.manifest, dependency, to, name);
    }
  }

  /** False if there is no such feature. */
  #turnOn(state: State, word: string): boolean {
    const slash = word.indexOf("/");
    if (slash >= 0) return this.#ofDependency(state, word.slice(0, slash), word.slice(slash + 1));
    if (word.startsWith("dep:")) {
      state.grow(state.optional, word.slice(4));
      return true;
    }
    const implied = state.manifest.features.get(word);
    const isImplicit = implied === undefined && optionalNames(state.manifest).includes(word);
    if (implied === undefined && !isImplicit) return false;
    if (isImplicit) state.grow(state.optional, word);
    if (implied?.includes(word) === true) throw new CargoError(`cyclic feature dependency: feature \`${word}\` depends on itself`);
    if (state.grow(state.features, word)) for (const name of implied ?? []) this.#turnOn(state, name);
    return true;
  }

  /** `a/b` also turns an optional `a` on, and a feature of its name; `a?/b` waits for somebody else to. */
  #ofDependency(state: State, before: string, feature: string): boolean {
    const name = before.replace(/\?$/, "");
    const dependency = state.manifest.dependencies.find((one) => one.name === name);
    if (dependency === undefined) return false;
    state.ask(name, feature);
    if (before.endsWith("?") || !dependency.optional) return true;
    state.grow(state.optional, name);
    if (hasImplicitFeature(state.manifest, name)) state.grow(state.features, name);
    return true;
  }
}
