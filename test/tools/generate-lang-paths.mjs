// Writes src/corelib/lang-paths.ts: where each lang item of corelib stands, so that asking for one need not load all of
// core. Run by hand after a `#[lang]` was added; test/sema/lang-paths.test.ts tells when it was forgotten.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const FOLDER = new URL("../../src/corelib/", import.meta.url).pathname;

function files(folder, prefix = "") {
  return readdirSync(folder + prefix, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(folder, `${prefix}${entry.name}/`) : entry.name.endsWith(".rs") ? [prefix + entry.name] : [],
  );
}

export function langPaths() {
  const rows = [];
  for (const file of files(FOLDER)) {
    const module = file
      .replace(/\.rs$/, "")
      .replace(/\/mod$/, "")
      .split("/")
      .filter((name) => name !== "lib");
    const text = readFileSync(FOLDER + file, "utf8");
    for (const [, name, item] of text.matchAll(
      /^#\[lang = "(\w+)"\][^{;=]*?\b(?:struct|enum|union|trait|fn|static|const(?!\s+(?:unsafe\s+)?fn)|type)\s+(\w+)/gm,
    )) {
      rows.push([name, ["core", ...module, item].join("::")]);
    }
  }
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const rows = langPaths()
    .map(([name, path]) => `  ${name}: "${path}",\n`)
    .join("");
  writeFileSync(
    `${FOLDER}lang-paths.ts`,
    `// Where the lang items of core stand. Made by test/tools/generate-lang-paths.mjs from the \`#[lang]\` attributes of corelib's items.\nexport const LANG_PATHS: Readonly<Record<string, string>> = {\n${rows}};\n`,
  );
}
