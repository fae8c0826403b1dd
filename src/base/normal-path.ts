// Paths without detours.
/** `/a/b/../c` -> `/a/c`. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** The folder and those that it lies in, up to the root, which is the empty text. */
export function* foldersAbove(folder: string): Generator<string> {
  for (let at = folder; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) yield at;
  yield "";
}

/** The way from a folder to a path, both absolute: `../Cargo.toml`. */
export function relativePath(folder: string, path: string): string {
  const [from, to] = [folder, path].map((text) => normalizePath(text).split("/").slice(1).filter(Boolean)) as [string[], string[]];
  const length = Math.min(from.length, to.length);
  let shared = 0;
  while (shared < length && from[shared] === to[shared]) shared++;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}
