// What cargo tells of a lock file that it writes: how many packages are new, what became of each, and what is newer than that.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import type { Shell } from "../shell.ts";
import { lockedVersions } from "./lock-reader.ts";
import type { LockSubject } from "./lock-file.ts";
import { packageTitle } from "./package-graph.ts";
import type { Package } from "./package-graph.ts";
import { VersionNotes } from "./version-notes.ts";
import { compareVersions } from "./version-requirement.ts";

export interface LockNews {
  /** How many packages are new; releases before 1.79 do not say it. */
  readonly text: string | undefined;
  /** Each of them, where there was a lock file before: what became of it, and its name. */
  readonly changes: readonly Change[];
}

/** `Updating` `spin v0.9.7 -> v0.9.8` */
interface Change {
  readonly verb: "Adding" | "Removing" | "Updating" | "Downgrading" | "Unchanged";
  readonly text: string;
  readonly isMember: boolean;
  /** What is to be said of the version that it is now. */
  readonly note: string;
}

const isNew = ({ verb }: Change): boolean => verb !== "Removing" && verb !== "Unchanged";

export function tellLock(shell: Shell, { text, changes }: LockNews): void {
  if (text !== undefined) shell.status("Locking", text);
  for (const change of changes)
    if (change.verb !== "Unchanged" || shell.isVerbose) shell.status(change.verb, `${change.text}${change.note}`);
}

/** After an update: of packages that stay there may be newer versions. */
export function tellUnchanged(shell: Shell, { changes }: LockNews): void {
  if (shell.isVerbose) return shell.note("to see how you depend on a package, run `cargo tree --invert <dep>@<ver>`");
  const count = changes.filter(({ verb, note }) => verb === "Unchanged" && note.includes("available")).length;
  if (count > 0) shell.note(`pass \`--verbose\` to see ${count} unchanged dependencies behind latest`);
}

/** Notes came with 1.84. */
function notesFor({ graphs, packages }: LockSubject): (one: Package) => string {
  const { release, rustVersions } = graphs.context;
  if (!atLeast(release, 84)) return () => "";
  const notes = new VersionNotes({
    packages,
    versionsOf: (manifest) => graphs.versionsOf(manifest),
    rustc: release.version,
    isChosenForRust: rustVersions.length > 0,
  });
  return (one) => notes.noteOf(one);
}

/**
 * Packages by name and source, a folder being the source of all that had its package's name. Of folders that nothing leads to any
 * more there is no telling what they were.
 */
function changesSince(old: string, subject: LockSubject): Change[] {
  const { packages, graphs } = subject;
  const { release } = graphs.context;
  const noteOf = notesFor(subject);
  const before = lockedVersions(old, release);
  // A package is another one in a folder than in the registry.
  const keyOf = (name: string, isForeign: boolean) => `${name} ${isForeign ? 1 : 0}`;
  const keys = [
    ...packages.map(({ manifest, vendored }) => keyOf(manifest.name, vendored !== undefined)),
    ...before.filter(({ source }) => source !== undefined).map(({ name }) => keyOf(name, true)),
  ];
  return [...new Set(keys)].sort().flatMap((key): Change[] => {
    const now = packages.filter(({ manifest, vendored }) => keyOf(manifest.name, vendored !== undefined) === key);
    const [name = ""] = key.split(" ");
    // Where several have the name, a package is one of before by its version alone.
    const known = before.filter(
      (one) =>
        keyOf(one.name, one.source !== undefined) === key &&
        (now.length < 2 || now.some(({ manifest }) => manifest.version === one.version)),
    );
    const added = now.filter(({ manifest }) => !known.some(({ version }) => version === manifest.version));
    const removed = known.filter(({ version }) => !now.some(({ manifest }) => manifest.version === version));
    const [gone, ...alsoGone] = removed;
    const [first, ...others] = added;
    if (first !== undefined && gone !== undefined && others.length === 0 && alsoGone.length === 0) {
      const text = `${packageTitle(first, gone.version)} -> v${first.manifest.version}`;
      return [{ verb: verbFor(gone.version, first, release), text, isMember: first.isMember, note: noteOf(first) }];
    }
    const kept = now.filter((one) => !added.includes(one));
    return [
      ...kept.map((one): Change => ({ verb: "Unchanged", text: packageTitle(one), isMember: one.isMember, note: noteOf(one) })),
      ...removed.map(({ version }): Change => ({ verb: "Removing", text: `${name} v${version}`, isMember: false, note: "" })),
      ...added.map((one): Change => ({ verb: "Adding", text: packageTitle(one), isMember: one.isMember, note: noteOf(one) })),
    ];
  });
}

const verbFor = (before: string, { manifest }: Package, release: Release): Change["verb"] =>
  atLeast(release, 74) && compareVersions(before, manifest.version) > 0 ? "Downgrading" : "Updating";

function lockNews(count: number, changes: readonly Change[], { graphs }: LockSubject): LockNews {
  const { release, rustVersions } = graphs.context;
  if (!atLeast(release, 79)) return { text: undefined, changes };
  const [chosenFor] = rustVersions;
  const versions = `latest${chosenFor === undefined ? "" : ` Rust ${chosenFor}`} compatible version${count === 1 ? "" : "s"}`;
  return { text: `${count} package${count === 1 ? "" : "s"} to ${versions}`, changes };
}

/** A lock file where there was none: packages are told of where there is something to say of them. */
export function newsOfNewLock(subject: LockSubject): LockNews | undefined {
  const foreign = subject.packages.filter(({ isMember }) => !isMember);
  const noteOf = notesFor(subject);
  const changes = foreign.map((one): Change => ({ verb: "Adding", text: packageTitle(one), isMember: false, note: noteOf(one) }));
  const told = changes.filter(({ note }) => note !== "").sort((a, b) => (a.text < b.text ? -1 : 1));
  return foreign.length === 0 ? undefined : lockNews(foreign.length, told, subject);
}

/** A lock file that was brought up to the manifests. */
export function newsOfSync(subject: LockSubject, old: string): LockNews | undefined {
  const changes = changesSince(old, subject).filter((change) => isNew(change) && !change.isMember);
  return changes.length === 0 ? undefined : lockNews(changes.length, changes, subject);
}

export function newsOfUpdate(subject: LockSubject, old: string): LockNews {
  const changes = changesSince(old, subject).filter(({ verb, note }) => verb !== "Unchanged" || note !== "");
  return lockNews(changes.filter(isNew).length, changes, subject);
}
