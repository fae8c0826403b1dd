// cargo warns of a key that it does not know and goes on without it; what was meant is a guess that a look at the names gives.
import { similar } from "../../base/similar.ts";
import { entryAt, lineOf } from "../../advice/survey.ts";
import { changed } from "../../advice/change.ts";
import { unusedKeys } from "../../cargo/manifest/manifest-keys.ts";
import type { Check } from "../check.ts";

const TABLES = [
  "package",
  "profile",
  "dependencies",
  "dev-dependencies",
  "build-dependencies",
  "features",
  "workspace",
  "lib",
  "bin",
  "target",
  "lints",
  "patch",
];
const PROFILE_KEYS = [
  "panic",
  "opt-level",
  "debug",
  "lto",
  "strip",
  "codegen-units",
  "overflow-checks",
  "debug-assertions",
  "incremental",
  "inherits",
];

function meant(path: readonly string[]): string | undefined {
  const [first = "", , third] = path;
  if (path.length === 1) return similar(first, TABLES);
  return first === "profile" && path.length === 3 && third !== undefined ? similar(third, PROFILE_KEYS) : undefined;
}

export const misspeltTable: Check = {
  id: "misspelt-table",
  title: "tables and profile keys of the manifest are spelt as cargo reads them",
  page: "panic-strategy",
  run({ survey }) {
    const manifests = new Set([
      ...survey.members.map(({ path }) => path),
      ...(survey.workspace === undefined ? [] : [survey.workspace.rootPath]),
    ]);
    return [...manifests].flatMap((path) => {
      const file = survey.toml(path);
      return (file === undefined ? [] : unusedKeys(file.document, survey.release)).flatMap((key) => {
        const parts = key.split(".");
        const right = meant(parts);
        const entry = file === undefined ? undefined : entryAt(file.document, ...parts);
        if (file === undefined || right === undefined || right === parts.at(-1) || entry === undefined) return [];
        const words = `\`${key}\` is not read by cargo; \`${[...parts.slice(0, -1), right].join(".")}\` is near`;
        const name = parts.at(-1) as string;
        const header = new RegExp(`^(\\s*\\[+\\s*)${name}(?=\\s*[.\\]])`, "gm");
        const change =
          parts.length === 1 && !file.document.entries.has(right) ? changed(file, file.text.replaceAll(header, `$1${right}`)) : undefined;
        return [{ path, line: lineOf(file.text, entry.key.lo), words, ...(change === undefined ? {} : { changes: [change] }) }];
      });
    });
  },
};
