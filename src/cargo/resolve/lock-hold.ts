// What Cargo.lock holds dependencies to. A package that another one was locked to stays, as long as the requirement allows it; if a
// folder's package asks for something that is not in the file at all, nothing of the registry is held, only preferred.
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Host } from "../../base/host.ts";
import type { Dependency, Manifest } from "../manifest/manifest.ts";
import { lockedIn } from "./lock-file.ts";
import type { LockedPackage } from "./lock-reader.ts";
import { foldersOf } from "./locked-packages.ts";
import type { Workspace } from "./packages.ts";
import { meets } from "./version-requirement.ts";

/** Packages that are not to stay as they are: `cargo update`. */
export type Released = (locked: LockedPackage) => boolean;

/** Packages of a lock file. */
interface Locked {
  /** Of folders. */
  readonly inFolders: readonly LockedPackage[];
  /** Of the registry: those to be preferred, and those of them that nothing else can stand for. */
  readonly preferred: readonly LockedPackage[];
  readonly held: readonly LockedPackage[];
}

export class LockHold {
  #known: Locked | undefined;

  constructor(
    readonly host: Host,
    readonly workspace: Workspace,
    readonly release: Release,
    /** `all`: the lock file is not even read. */
    readonly released: Released | "all" = () => false,
  ) {}

  get #locked(): Locked {
    this.#known ??= this.#read();
    return this.#known;
  }

  #read(): Locked {
    const { host, workspace, release, released } = this;
    if (released === "all") return { inFolders: [], preferred: [], held: [] };
    const all = lockedIn(host, workspace.root, release);
    const ofRegistry = all.filter(({ source }) => source?.startsWith("registry+") === true);
    const free = withNeeded(all, all.filter(released));
    const preferred = ofRegistry.filter((one) => !released(one));
    const isAll = ofRegistry.length > 0 && this.#knowsAll(host, workspace, release, ofRegistry);
    const held = isAll ? preferred.filter((one) => !free.has(one)) : [];
    return { inFolders: all.filter(({ source }) => source === undefined), preferred, held };
  }

  #knowsAll(host: Host, workspace: Workspace, release: Release, locked: readonly LockedPackage[]): boolean {
    const isMember = (manifest: Manifest) => workspace.members.some(({ path }) => path === manifest.path);
    try {
      return foldersOf(host, workspace, release).every((manifest) =>
        manifest.dependencies
          .filter(
            ({ path, git, optional, kind }) =>
              path === undefined && git === undefined && (isMember(manifest) || (!optional && kind !== "dev")),
          )
          .every((dependency) => locked.some((one) => isFor(one, dependency))),
      );
    } catch (error) {
      // What is wrong with the folder is told where the package is asked for.
      if (error instanceof CargoError) return false;
      throw error;
    }
  }

  /** The version that a dependency is held to. */
  heldTo({ name, version }: Manifest, dependency: Dependency): string | undefined {
    const { held, inFolders } = this.#locked;
    if (dependency.path !== undefined) return inFolders.find((one) => isFor(one, dependency))?.version;
    const own = held.find((one) => one.name === name && one.version === version);
    const fitting = held.filter((one) => isFor(one, dependency));
    return (fitting.find((one) => own !== undefined && isNeededBy(own, one)) ?? fitting[0])?.version;
  }

  /** Whether the lock file has a package of the registry. */
  isPreferred({ name, version }: Manifest): boolean {
    return this.#locked.preferred.some((one) => one.name === name && one.version === version);
  }
}

const isFor = (locked: LockedPackage, { packageName, version }: Dependency): boolean =>
  locked.name === packageName && meets(version, locked.version);

const isNeededBy = (by: LockedPackage, { name, version }: LockedPackage): boolean =>
  by.dependencies.some((text) => {
    const [other, its = version] = text.split(" ");
    return other === name && its === version;
  });

/** Packages of a lock file and all that they need, to the last one. */
export function withNeeded(all: readonly LockedPackage[], some: readonly LockedPackage[]): ReadonlySet<LockedPackage> {
  const found = new Set(some);
  for (const by of found) for (const one of all) if (isNeededBy(by, one)) found.add(one);
  return found;
}
