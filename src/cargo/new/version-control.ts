// `cargo fix` writes over files: only where a repository can bring them back, unless it is told otherwise.
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError, refusal } from "../cargo-error.ts";

export interface Allowed {
  readonly noVcs: boolean;
  readonly dirty: boolean;
  readonly staged: boolean;
}

/** `git status --porcelain -z --no-renames` of a folder; undefined if there is no git. Given by the rim. */
export type GitStatus = (folder: string) => string | undefined;

/** The folder lies in a repository. */
export function insideRepository({ files }: Host, folder: string): boolean {
  for (let at = folder; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) if (files.status(`${at}/.git`) !== undefined) return true;
  return false;
}

const DANGER = "and `cargo fix` can potentially perform destructive changes; if you'd like to suppress this error pass";

/** Throws CargoError if what is in the current folder could not be had back. */
export function checkVersionControl(host: Host, allowed: Allowed, release: Release, status: GitStatus): void {
  if (allowed.noVcs) return;
  const folder = host.currentDirectory;
  if (!insideRepository(host, folder)) throw new CargoError(`no VCS found for this package ${DANGER} \`--allow-no-vcs\``);
  if (allowed.dirty && allowed.staged) return;
  const text = status(folder);
  if (text === undefined)
    throw refusal("looking for uncommitted changes where there is no `git` (`--allow-dirty --allow-staged` does without)");
  const rows = changedFiles(text, release);
  const shown = (staged: boolean) =>
    rows.filter((row) => row.staged === staged).map(({ path }) => `  * ${path} (${staged ? "staged" : "dirty"})\n`);
  const listed = [...(allowed.dirty ? [] : shown(false)), ...(allowed.staged ? [] : shown(true))];
  if (listed.length === 0) return;
  const ways = atLeast(release, 80) ? "`--allow-dirty`" : "`--allow-dirty`, `--allow-staged`";
  throw new CargoError(
    `the working directory of this package has uncommitted changes, ${DANGER} ${ways}, or commit the changes to these files:\n\n${listed.join("")}\n`,
  );
}

/** What is only in the index is staged, all else dirty. Older releases do not look at files that git does not know. */
function changedFiles(text: string, release: Release): { readonly path: string; readonly staged: boolean }[] {
  const rows = text.split("\0").filter((row) => row !== "");
  const known = atLeast(release, 80) ? rows : rows.filter((row) => !row.startsWith("??"));
  return known.map((row) => ({ path: row.slice(3), staged: row[1] === " " }));
}
