// Tests run the sources as rolldown translates them, module by module, loaded by Node itself: the command's code at the
// command's speed. `src/a/b.ts` becomes `dist/test/a--b.mjs`; all lie in one folder, as deep below the package as the
// command's chunks are, so that its other files are found from both.
import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import type { Plugin } from "vitest/config";

const SRC = resolve(import.meta.dirname, "../src");
const FOLDER = resolve(import.meta.dirname, "../dist/test");

/** Of `a/b.ts`: `a--b`. */
const flat = (file: string): string => file.replace(/\.ts$/, "").replaceAll(/[\\/]/g, "--");

/** Before the first test: translates all of them. */
export async function setup(): Promise<void> {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /(?<!\.d)\.ts$/.test(name));
  const bundle = await rolldown({
    input: Object.fromEntries(files.map((name) => [flat(name), join(SRC, name)])),
    platform: "node",
    external: [/^[^./]/],
  });
  await bundle.write({
    dir: FOLDER,
    cleanDir: true,
    preserveModules: true,
    preserveModulesRoot: SRC,
    entryFileNames: ({ name }) => `${flat(name)}.mjs`,
  });
}

/** Sends what tests import from `src` to its translation. */
export function compiledSources(): Plugin {
  return {
    name: "compiled-sources",
    enforce: "pre",
    resolveId(id, importer) {
      if (importer === undefined || !id.startsWith(".")) return undefined;
      const file = relative(SRC, resolve(dirname(importer), id));
      if (file.startsWith("..") || !file.endsWith(".ts")) return undefined;
      return { id: pathToFileURL(join(FOLDER, `${flat(file)}.mjs`)).href, external: true };
    },
  };
}
