// The pages of `kbuild explain`: files of the package, read when they are asked for.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

let found: string | undefined;

const folder = () => (found ??= fileURLToPath(new URL("../../src/explain/pages/", import.meta.url)));

/** Text of a page; undefined if there is none of that name. */
export function readExplainPage(name: string): string | undefined {
  if (!/^[A-Za-z0-9-]+$/.test(name)) return undefined;
  try {
    return readFileSync(`${folder()}${name}.md`, "utf8");
  } catch {
    return undefined;
  }
}

export function explainPageNames(): string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .sort();
}
