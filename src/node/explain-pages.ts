// The pages of `kbuild explain`: files of the package, read when they are asked for.
import * as fs from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../src/explain/pages/", import.meta.url));

/** Text of a page; undefined if there is none of that name. */
export function readExplainPage(name: string): string | undefined {
  if (!/^[A-Za-z0-9-]+$/.test(name)) return undefined;
  try {
    return fs.readFileSync(`${FOLDER}${name}.md`, "utf8");
  } catch {
    return undefined;
  }
}

export function explainPageNames(): string[] {
  return fs
    .readdirSync(FOLDER)
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .sort();
}
