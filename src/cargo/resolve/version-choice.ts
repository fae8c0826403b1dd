// Which version each dependency gets, as cargo chooses: the dependency with the fewest candidates first, the best candidate
// first, and back to the last choice that could have been another one where none is left. Two versions of a package go together
// only where semver calls them incompatible; one library may be linked by one package only.
// In: packages and what they ask for. Out: the package that stands for each dependency, or the conflict that cannot be resolved.
import { refusal } from "../cargo-error.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import { PackageFeatures } from "./package-features.ts";
import type { FeatureRequest } from "./features.ts";
import { parseVersion } from "./semver.ts";
import { compareVersions } from "./version-requirement.ts";

/** Why a candidate cannot be taken, told of the package that stands in its way. */
export type Conflict =
  | { readonly kind: "semver"; readonly by: Manifest }
  | { readonly kind: "links"; readonly by: Manifest; readonly library: string }
  | { readonly kind: "feature"; readonly by: Manifest; readonly feature: string };

/** A dependency that no candidate suits. */
export interface Failure {
  readonly parent: Manifest;
  readonly dependency: Dependency;
  /** The best first; none if nothing that is there fits. */
  readonly candidates: readonly Manifest[];
  /** Sorted by package, the newest first. */
  readonly conflicts: readonly Conflict[];
  /** How a package came into the graph: who asked for it, who asked for that, and so on to a root. */
  readonly wayTo: (manifest: Manifest) => readonly Step[];
}

/** A package that asks, and what for. */
export interface Step {
  readonly manifest: Manifest;
  readonly dependency: Dependency;
}

export interface ChoiceInput {
  /** Packages that may stand for a dependency, the best first. Throws CargoError if its source is none. */
  readonly candidates: (manifest: Manifest, dependency: Dependency) => readonly Manifest[];
  /** Where a package comes from: packages of two sources never conflict. */
  readonly sourceOf: (manifest: Manifest) => string;
  /** Where a dependency asks for its package. */
  readonly sourceWanted: (manifest: Manifest, dependency: Dependency) => string;
  /** Which dependencies of a package count at all. */
  readonly counts: (manifest: Manifest, dependency: Dependency) => boolean;
  readonly failed: (failure: Failure) => Error;
}

/** A dependency of a package, however often its manifest was read. */
export const edgeKey = ({ path }: Manifest, { kind, name, target }: Dependency): string => JSON.stringify([path, kind, name, target]);

/** Beyond this many tries there is no sense in going on. */
const MOST_TRIES = 200_000;

interface Wanted {
  readonly dependency: Dependency;
  readonly candidates: readonly Manifest[];
  readonly features: readonly string[];
}

/** What a package needs, from `next` on. */
interface Frame {
  readonly parent: Manifest;
  readonly wanted: readonly Wanted[];
  readonly next: number;
}

/** Everything that a choice changes; copied where there is another one. */
class State {
  /** By name, source and what is compatible. */
  readonly active: Map<string, Manifest>;
  readonly links: Map<string, Manifest>;
  readonly features: Map<string, ReadonlySet<string>>;
  /** Who asked for a package, by its path. */
  readonly askedBy: Map<string, readonly Step[]>;
  /** By `edgeKey`. */
  readonly chosen: Map<string, Manifest>;
  readonly frames: Frame[];

  constructor(from?: State) {
    this.active = new Map(from?.active);
    this.links = new Map(from?.links);
    this.features = new Map(from?.features);
    this.askedBy = new Map(from?.askedBy);
    this.chosen = new Map(from?.chosen);
    this.frames = [...(from?.frames ?? [])];
  }
}

/** A choice that could have been another one. */
interface Crossing {
  readonly state: State;
  readonly parent: Manifest;
  readonly wanted: Wanted;
  /** The candidate to go on with. */
  readonly next: number;
  readonly conflicts: ReadonlyMap<string, Conflict>;
}

function compatibility(version: string): string {
  const parsed = parseVersion(version);
  if (typeof parsed === "string") return version;
  const { major, minor, patch } = parsed;
  return major > 0 ? `${major}` : minor > 0 ? `0.${minor}` : `0.0.${patch}`;
}

export function libraryOf({ document }: Manifest): string | undefined {
  const links = getTable(document, "package")?.entries.get("links")?.value;
  return links?.kind === "string" ? links.value : undefined;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const comparePackages = (a: Manifest, b: Manifest): number =>
  compareText(a.name, b.name) || compareVersions(a.version, b.version) || compareText(a.path, b.path);

export class VersionChoice {
  #state = new State();
  readonly #crossings: Crossing[] = [];
  #tries = 0;

  constructor(readonly input: ChoiceInput) {}

  /** The package for each dependency that counts, by `edgeKey`. Throws CargoError. */
  choose(roots: readonly Manifest[], request: FeatureRequest): ReadonlyMap<string, Manifest> {
    for (const root of roots) {
      const asked = new PackageFeatures(root);
      asked.request(request);
      this.#enter(root);
      this.#need(root, asked);
    }
    for (let next = this.#mostConstrained(); next !== undefined; next = this.#mostConstrained()) this.#resolve(next.parent, next.wanted);
    return this.#state.chosen;
  }

  /** The next dependency of the package that has the fewest candidates for its own. */
  #mostConstrained(): { readonly parent: Manifest; readonly wanted: Wanted } | undefined {
    const { frames } = this.#state;
    let best = -1;
    let fewest = Infinity;
    for (const [i, { wanted, next }] of frames.entries()) {
      const count = wanted[next]?.candidates.length ?? Infinity;
      if (count < fewest) [best, fewest] = [i, count];
    }
    const frame = frames[best];
    const wanted = frame?.wanted[frame.next];
    if (frame === undefined || wanted === undefined) return undefined;
    if (frame.next + 1 === frame.wanted.length) frames.splice(best, 1);
    else frames[best] = { ...frame, next: frame.next + 1 };
    return { parent: frame.parent, wanted };
  }

  #resolve(parent: Manifest, wanted: Wanted): void {
    const first: Crossing = { state: this.#state, parent, wanted, next: 0, conflicts: new Map() };
    let at = first;
    let isBack = false;
    for (;;) {
      if (++this.#tries > MOST_TRIES) throw refusal(`a dependency graph with more than ${MOST_TRIES} ways to choose versions`);
      const conflicts = new Map(at.conflicts);
      const usable = this.#firstUsable(at, conflicts);
      if (usable !== undefined && this.#take(at, usable, conflicts)) return;
      if (usable === undefined) {
        const back = this.#crossingBefore(at, conflicts, isBack);
        if (back === undefined) throw this.#failure(at, conflicts);
        isBack = true;
        at = back;
      } else at = { ...at, next: usable + 1, conflicts };
    }
  }

  /** Index of the next candidate that nothing chosen speaks against. */
  #firstUsable({ parent, wanted, next }: Crossing, conflicts: Map<string, Conflict>): number | undefined {
    for (let i = next; i < wanted.candidates.length; i++) {
      const candidate = wanted.candidates[i] as Manifest;
      const conflict = this.#conflictOf(candidate, this.#keys(candidate, parent, wanted.dependency));
      if (conflict === undefined) return i;
      if (!conflicts.has(conflict.by.path)) conflicts.set(conflict.by.path, conflict);
    }
    return undefined;
  }

  #conflictOf(candidate: Manifest, keys: readonly string[]): Conflict | undefined {
    const { active, links } = this.#state;
    const library = libraryOf(candidate);
    const linking = library === undefined ? undefined : links.get(library);
    if (library !== undefined && linking !== undefined && linking.path !== candidate.path) return { kind: "links", by: linking, library };
    const other = keys.map((key) => active.get(key)).find((one) => one !== undefined && one.path !== candidate.path);
    return other === undefined ? undefined : { kind: "semver", by: other };
  }

  /** A patch also takes the place of what it patches. */
  #keys(candidate: Manifest, parent: Manifest, dependency: Dependency): string[] {
    const key = (source: string) => `${candidate.name} ${compatibility(candidate.version)} ${source}`;
    return [...new Set([key(this.input.sourceOf(candidate)), key(this.input.sourceWanted(parent, dependency))])];
  }

  /** Puts the candidate into the graph; false, with a conflict more, if it lacks what is asked of it. */
  #take({ parent, wanted }: Crossing, index: number, conflicts: Map<string, Conflict>): boolean {
    const candidate = wanted.candidates[index] as Manifest;
    const asked = new PackageFeatures(candidate);
    if (wanted.dependency.defaultFeatures) asked.turnOnDefaults();
    const missing = wanted.features.find((name) => !asked.turnOn(name));
    if (missing !== undefined) {
      conflicts.set(parent.path, { kind: "feature", by: parent, feature: missing });
      return false;
    }
    if (index + 1 < wanted.candidates.length)
      this.#crossings.push({ state: new State(this.#state), parent, wanted, next: index + 1, conflicts });
    const steps = this.#state.askedBy.get(candidate.path) ?? [];
    this.#state.askedBy.set(candidate.path, [...steps, { manifest: parent, dependency: wanted.dependency }]);
    this.#state.chosen.set(edgeKey(parent, wanted.dependency), candidate);
    this.#enter(candidate, this.#keys(candidate, parent, wanted.dependency));
    this.#need(candidate, asked);
    return true;
  }

  #enter(manifest: Manifest, keys = [`${manifest.name} ${compatibility(manifest.version)} ${this.input.sourceOf(manifest)}`]): void {
    for (const key of keys) this.#state.active.set(key, manifest);
    const library = libraryOf(manifest);
    if (library !== undefined) this.#state.links.set(library, manifest);
  }

  /** Adds what a package needs with these features, if they are not all known. */
  #need(manifest: Manifest, asked: PackageFeatures): void {
    const before = this.#state.features.get(manifest.path);
    const names = [...asked.features, ...[...asked.optional].map((name) => `dep:${name}`), ...[...asked.asked].flatMap(wordsOf)];
    if (before !== undefined && names.every((name) => before.has(name))) return;
    this.#state.features.set(manifest.path, new Set([...(before ?? []), ...names]));
    const wanted = manifest.dependencies
      .filter((dependency) => this.input.counts(manifest, dependency) && asked.wants(dependency))
      .map((dependency): Wanted => {
        return { dependency, candidates: this.input.candidates(manifest, dependency), features: asked.askedOf(dependency) };
      });
    if (wanted.length === 0) return;
    wanted.sort((a, b) => a.candidates.length - b.candidates.length);
    this.#state.frames.push({ parent: manifest, wanted, next: 0 });
  }

  /** Goes back to the last choice that another one could help: not all that stands in the way was chosen before it. */
  #crossingBefore({ parent }: Crossing, conflicts: ReadonlyMap<string, Conflict>, isBack: boolean): Crossing | undefined {
    const stuck = this.#state;
    for (let crossing = this.#crossings.pop(); crossing !== undefined; crossing = this.#crossings.pop()) {
      this.#state = new State(crossing.state);
      const isUsable = this.#firstUsable(crossing, new Map()) !== undefined;
      const paths = new Set([...this.#state.active.values()].map(({ path }) => path));
      const isStuck = paths.has(parent.path) && [...conflicts.keys()].every((path) => paths.has(path));
      if (isUsable && (isBack || !isStuck)) return crossing;
    }
    this.#state = stuck;
    return undefined;
  }

  #failure({ parent, wanted }: Crossing, conflicts: ReadonlyMap<string, Conflict>): Error {
    const sorted = [...conflicts.values()].sort((a, b) => comparePackages(b.by, a.by));
    const { dependency, candidates } = wanted;
    return this.input.failed({ parent, dependency, candidates, conflicts: sorted, wayTo: (manifest) => this.#wayTo(manifest) });
  }

  /** The shortest way, of several the first by the packages' names. */
  #wayTo(manifest: Manifest): readonly Step[] {
    const from = new Map<string, readonly Step[]>([[manifest.path, []]]);
    const open = [manifest];
    for (const at of open) {
      const steps = [...(this.#state.askedBy.get(at.path) ?? [])].sort((a, b) => comparePackages(a.manifest, b.manifest));
      const way = from.get(at.path) ?? [];
      if (steps.length === 0) return way;
      for (const step of steps) {
        if (from.has(step.manifest.path)) continue;
        from.set(step.manifest.path, [...way, step]);
        open.push(step.manifest);
      }
    }
    return [];
  }
}

const wordsOf = ([name, features]: readonly [string, ReadonlySet<string>]): string[] =>
  [...features].map((feature) => `${name}/${feature}`);
