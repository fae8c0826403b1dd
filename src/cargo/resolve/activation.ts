// Features and optional dependencies, closed together as cargo does: what the roots ask for turns on features, features turn
// on dependencies and ask for features of theirs, until nothing changes. In: packages and requests. Out: for each package
// reached its features and the edges that count.
import type { FeatureRequest } from "./features.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { PackageFeatures } from "./package-features.ts";

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
  /** A feature that would be an optional dependency, but for others that name that as `dep:`. */
  readonly hiddenFeature: (manifest: Manifest, name: string) => Error;
}

/** A package on one side. */
class Side extends PackageFeatures {
  constructor(
    manifest: Manifest,
    readonly forHost: boolean,
  ) {
    super(manifest);
  }
}

/** A package and its side, as a key. */
export function sideKey(manifest: Manifest, forHost: boolean): string {
  return forHost ? `host ${manifest.path}` : manifest.path;
}

export class Activation {
  readonly #states = new Map<string, Side>();

  constructor(readonly input: ActivationInput) {}

  /** Asks for a package with features, which are its own. Throws CargoError. */
  root(manifest: Manifest, request: FeatureRequest): void {
    const name = this.#state(manifest, false).request(request);
    const isHidden = manifest.dependencies.some((dependency) => dependency.optional && dependency.name === name);
    if (name !== undefined && isHidden) throw this.input.hiddenFeature(manifest, name);
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

  #state(manifest: Manifest, forHost: boolean): Side {
    const key = sideKey(manifest, forHost);
    const known = this.#states.get(key) ?? new Side(manifest, forHost);
    this.#states.set(key, known);
    return known;
  }

  #edges(state: Side): Edge[] {
    const { manifest, forHost } = state;
    const { counts, hostApart, find } = this.input;
    return manifest.dependencies
      .filter((dependency) => counts(manifest, dependency, forHost) && state.wants(dependency))
      .map((dependency) => ({
        dependency,
        to: find(manifest, dependency),
        forHost: hostApart && (forHost || dependency.kind === "build"),
      }));
  }

  #follow(state: Side): void {
    for (const { dependency, to, forHost } of this.#edges(state)) {
      const target = this.#state(to, forHost);
      if (dependency.defaultFeatures) target.turnOnDefaults();
      for (const name of state.askedOf(dependency))
        if (!target.turnOn(name)) throw new Error(`${to.name}, which was chosen for ${state.manifest.name}, has no feature ${name}`);
    }
  }
}
