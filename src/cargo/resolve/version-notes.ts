// What cargo says behind a package that it locks: that it needs a newer rustc than the workspace has, or that there is a newer
// version. Since 1.84; the newest release's rules.
import type { Manifest } from "../manifest/manifest.ts";
import type { Package } from "./package-graph.ts";
import { parseVersion } from "./semver.ts";
import { compareVersions, meets } from "./version-requirement.ts";
import { isCompiledBy } from "./rust-version.ts";

export interface NotesInput {
  /** All packages, and the members among them. */
  readonly packages: readonly Package[];
  readonly versionsOf: (manifest: Manifest) => readonly Manifest[];
  /** The rustc that compiles, and whether versions are chosen for the members' own. */
  readonly rustc: string;
  readonly isChosenForRust: boolean;
}

export class VersionNotes {
  readonly #rust = new Map<string, string>();
  readonly #direct = new Set<string>();

  constructor(readonly input: NotesInput) {
    const members = input.packages.filter(({ isMember }) => isMember);
    for (const { dependencies } of members) for (const { package: needed } of dependencies) this.#direct.add(needed.manifest.path);
    for (const member of members) this.#require(member, member.manifest.rustText ?? input.rustc);
  }

  /** The oldest rustc of those that a package is built with. */
  #require(at: Package, rust: string): void {
    const known = this.#rust.get(at.manifest.path);
    if (known !== undefined && isCompiledBy(known, rust)) return;
    this.#rust.set(at.manifest.path, rust);
    for (const { package: needed } of at.dependencies) this.#require(needed, rust);
  }

  /** Empty if there is nothing to say. */
  noteOf({ manifest, vendored }: Package): string {
    if (vendored === undefined) return "";
    const rust = this.input.isChosenForRust ? this.#rust.get(manifest.path) : this.input.rustc;
    if (rust !== undefined && manifest.rustText !== undefined && !isCompiledBy(manifest.rustText, rust))
      return ` (requires Rust ${manifest.rustText})`;
    const others = this.input.versionsOf(manifest).toSorted((a, b) => compareVersions(b.version, a.version));
    const isOther = ({ version }: Manifest) => version !== manifest.version && meets(`^${manifest.version}`, version);
    const isNewer = (one: Manifest) => this.#direct.has(manifest.path) && isLatest(one.version, manifest.version);
    const isUsable = ({ rustText }: Manifest) => rustText === undefined || rust === undefined || isCompiledBy(rustText, rust);
    const usable = others.filter(isUsable);
    const best = usable.find(isOther) ?? usable.find(isNewer);
    if (best !== undefined) return ` (available: v${best.version})`;
    const unusable = others.find(isOther) ?? others.find(isNewer);
    if (unusable === undefined) return "";
    return ` (available: v${unusable.version}${unusable.rustText === undefined ? "" : `, requires Rust ${unusable.rustText}`})`;
  }
}

/** Pre-releases count only for those of the same numbers. */
function isLatest(candidate: string, current: string): boolean {
  const [one, other] = [parseVersion(candidate), parseVersion(current)];
  if (typeof one === "string" || typeof other === "string" || compareVersions(candidate, current) <= 0) return false;
  return one.pre === "" || (one.major === other.major && one.minor === other.minor && one.patch === other.patch);
}
