// What a build script wants to be run again for: the files and variables it names, and where it names none, every file of its
// package (cargo: "Change detection"). Whatever it is, the package's crates are compiled again, too.
import type { Host } from "../../base/host.ts";
import { FileError } from "../../base/host.ts";
import { normalizePath } from "../../base/normal-path.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { ignoreRules } from "../resolve/ignore-rules.ts";
import type { Unit } from "./unit.ts";

/** A file's, or the newest below a folder; null where nothing is. */
interface SeenPath {
  readonly path: string;
  readonly modified: number | null;
}

export interface ScriptInputs {
  readonly files: readonly SeenPath[];
  readonly variables: Readonly<Record<string, string | null>>;
  /** The newest file of the package and how many there are, where that counts. */
  readonly whole: string | null;
}

export type ScriptChange =
  | { readonly kind: "file"; readonly path: string; readonly modified: number }
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "whole" };

/** Undefined without a script. */
export function scriptInputs(
  host: Host,
  { manifest, script, isRegistry, targetFolder }: Unit,
  environment: Host["environment"],
): ScriptInputs | undefined {
  const { buildScript, root } = manifest;
  if (script === undefined || buildScript === undefined) return undefined;
  const { rerunFiles, rerunVariables } = script.directives;
  const namesNone = rerunFiles.length + rerunVariables.length === 0;
  const paths = new Set(
    [buildScript, ...script.included, ...rerunFiles].map((path) => normalizePath(path.startsWith("/") ? path : `${root}/${path}`)),
  );
  return {
    files: [...paths].map((path) => ({ path, modified: newest(host, path) })),
    variables: Object.fromEntries(rerunVariables.map((name) => [name, environment[name] ?? null])),
    // Packages of a registry stay as they are.
    whole: namesNone && !isRegistry ? wholePackage(host, manifest, targetFolder) : null,
  };
}

/** The first difference; a file that is named and not there is one each time. */
export function scriptChange(before: ScriptInputs | undefined, now: ScriptInputs | undefined): ScriptChange | undefined {
  if (now === undefined) return undefined;
  if (before === undefined) return { kind: "whole" };
  for (const { path, modified } of now.files) {
    if (modified === null) return { kind: "missing", path };
    if (before.files.find((file) => file.path === path)?.modified !== modified) return { kind: "file", path, modified };
  }
  const variable = Object.entries(now.variables).find(([name, value]) => before.variables[name] !== value);
  if (variable !== undefined) return { kind: "variable", name: variable[0] };
  return before.whole === now.whole ? undefined : { kind: "whole" };
}

function newest(host: Host, path: string): number | null {
  const status = host.files.status(path);
  if (status === undefined) return null;
  if (status.kind !== "folder") return status.modified;
  return Math.max(status.modified, ...namesIn(host, path).map((name) => newest(host, `${path}/${name}`) ?? 0));
}

/** Without what is hidden, other packages, what was built and what the manifest leaves out. */
function wholePackage(host: Host, { root, include, exclude }: Manifest, targetFolder: string): string {
  let [latest, count] = [0, 0];
  const isIncluded = ignoreRules(include);
  const isExcluded = ignoreRules(exclude);
  const isOwn = (path: string) => path === "Cargo.toml" || (include.length > 0 ? isIncluded(path, false) : !isExcluded(path, false));
  const visit = (folder: string): void => {
    for (const name of namesIn(host, folder)) {
      const path = `${folder}/${name}`;
      if (name.startsWith(".") || (folder === root && name === "target") || path === targetFolder) continue;
      const status = host.files.status(path);
      if (status?.kind === "folder") {
        if (host.files.status(`${path}/Cargo.toml`) === undefined) visit(path);
      } else if (status !== undefined && isOwn(path.slice(root.length + 1))) {
        latest = Math.max(latest, status.modified);
        count++;
      }
    }
  };
  visit(root);
  return `${latest} ${count}`;
}

function namesIn({ files }: Host, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch (error) {
    // Gone meanwhile, or not ours to read.
    if (error instanceof FileError) return [];
    throw error;
  }
}
