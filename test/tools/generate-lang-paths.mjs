// Makes src/corelib/lang-paths.ts: where each lang item of corelib stands, so that asking for one need not load all of
// core. `npm run bless:core`, and with it each build, writes it.
import { readFileSync, readdirSync } from "node:fs";

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
    const crate = module[0] === "liballoc" ? "alloc" : "core";
    if (crate === "alloc") module.shift();
    const text = readFileSync(FOLDER + file, "utf8");
    for (const [, name, item] of text.matchAll(
      /^#\[lang = "(\w+)"\][^{;=]*?\b(?:struct|enum|union|trait|fn|static|const(?!\s+(?:unsafe\s+)?fn)|type)\s+(\w+)/gm,
    )) {
      rows.push([name, [crate, ...module, item].join("::")]);
    }
  }
  return rows.sort(([a], [b]) => (a < b ? -1 : 1));
}

export function langPathsText() {
  const rows = langPaths()
    .map(([name, path]) => `  ${name}: "${path}",\n`)
    .join("");
  return `// Where the lang items of core stand. Made by \`npm run bless:core\` from the \`#[lang]\` attributes of corelib's items.\nexport const LANG_PATHS: Readonly<Record<string, string>> = {\n${rows}};\n`;
}
