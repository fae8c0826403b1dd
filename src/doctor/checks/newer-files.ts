// Files that a newer cargo wrote: what the chosen release does not know of them.
import { entryAt, lineOf, stringAt } from "../../advice/survey.ts";
import { atLeast } from "../../target/release.ts";
import type { Check, Finding } from "../check.ts";

export const newerFiles: Check = {
  id: "newer-files",
  title: "manifest and lock file are in a form that the release reads",
  page: "editions",
  run({ survey }) {
    const { release, manifest } = survey;
    const found: Finding[] = [];
    const add = (minor: number, path: string, text: string, offset: number | undefined, what: string) => {
      if (offset !== undefined && !atLeast(release, minor))
        found.push({ path, line: lineOf(text, offset), words: `${what} is read since 1.${minor}; the release is ${release.version}` });
    };
    const files = new Set([
      ...(manifest === undefined ? [] : [manifest]),
      ...(survey.workspace === undefined ? [] : [survey.workspace.rootPath]),
    ]);
    for (const path of files) {
      const file = survey.toml(path);
      if (file === undefined) continue;
      const edition = entryAt(file.document, "package", "edition");
      if (stringAt(file.document, "package", "edition") === "2024") add(85, path, file.text, edition?.key.lo, "edition 2024");
      add(74, path, file.text, file.document.entries.get("lints")?.key.lo, "`[lints]`");
      for (const table of ["package", "workspace"])
        if (stringAt(file.document, table, "resolver") === "3")
          add(84, path, file.text, entryAt(file.document, table, "resolver")?.key.lo, "resolver 3");
    }
    const lock = survey.workspace === undefined ? undefined : survey.toml(`${survey.workspace.root}/Cargo.lock`);
    const version = lock?.document.entries.get("version");
    if (lock !== undefined && version?.value.kind === "integer" && version.value.value >= 4n)
      add(78, lock.path, lock.text, version.key.lo, "version 4 of the lock file");
    return found;
  },
};
