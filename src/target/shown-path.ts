// How paths are told in what a build leaves behind and says: `--remap-path-prefix` puts other beginnings in front of them, so
// that builds in different folders are the same. Prefixes are compared part by part, the last one given first.
import type { Session } from "./session.ts";

export interface PathPrefix {
  readonly from: string;
  readonly to: string;
}

/** What prefixes are for: the programs' own paths (`file!`, places of panics), messages, debug information. */
export type RemapScope = "macro" | "diagnostics" | "debuginfo";

export const REMAP_SCOPES: readonly RemapScope[] = ["macro", "diagnostics", "debuginfo"];

export interface PathRemapping {
  readonly prefixes: readonly PathPrefix[];
  readonly scopes: readonly RemapScope[];
}

export const NO_REMAPPING: PathRemapping = { prefixes: [], scopes: REMAP_SCOPES };

const isAbsolute = (path: string): boolean => path.startsWith("/");
const partsOf = (path: string): readonly string[] => path.split("/").filter((part) => part !== "" && part !== ".");

/** What is left of the path behind the prefix; undefined if it begins otherwise. */
function behind(path: string, prefix: string): string | undefined {
  if (prefix === "") return path;
  if (isAbsolute(path) !== isAbsolute(prefix)) return undefined;
  const [parts, before] = [partsOf(path), partsOf(prefix)];
  return before.every((part, i) => parts[i] === part) ? parts.slice(before.length).join("/") : undefined;
}

function join(folder: string, path: string): string {
  if (folder === "" || isAbsolute(path)) return path;
  return path === "" ? folder : `${folder}${folder.endsWith("/") ? "" : "/"}${path}`;
}

function remapped(path: string, prefixes: readonly PathPrefix[]): string {
  for (const { from, to } of prefixes.toReversed()) {
    const rest = behind(path, from);
    if (rest !== undefined) return join(to, rest);
  }
  return path;
}

type Remapped = Pick<Session, "pathRemapping" | "workingDirectory">;

/** The path as it is told in this scope. */
export function shownPath({ pathRemapping: { prefixes, scopes } }: Remapped, scope: RemapScope, path: string): string {
  return scopes.includes(scope) ? remapped(path, prefixes) : path;
}

/** DW_AT_comp_dir; empty for none. */
export const compilationFolder = (session: Remapped): string => shownPath(session, "debuginfo", session.workingDirectory);

/** A source file's name in debug information: relative to the compilation folder, if it is below it. */
export function debugPath(session: Remapped, path: string): string {
  const own = shownPath(session, "debuginfo", path);
  if (own !== path || isAbsolute(path)) return own;
  const whole = join(session.workingDirectory, path);
  const moved = shownPath(session, "debuginfo", whole);
  return moved === whole ? path : (behind(moved, compilationFolder(session)) ?? moved);
}
