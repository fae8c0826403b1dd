// `[build]` in Cargo.toml is an unused key; `[dependencies]` in `.cargo/config.toml` is not even that: nobody says a word.
import { entryAt, lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";
import { targetTables } from "../flag-tables.ts";

/** Tables of the configuration's that have no meaning in a manifest. */
const OF_CONFIG = ["build", "unstable", "alias", "env", "term", "net", "http", "registries", "source"];
const OF_MANIFEST = ["package", "dependencies", "dev-dependencies", "build-dependencies", "features", "workspace", "lib", "bin", "lints"];

/** Keys of `[target.TRIPLE]` in the configuration; a manifest has dependencies there. */
const OF_TARGETS = ["rustflags", "linker", "runner", "ar"];

const ofConfig = (path: string, text: string, table: string, offset: number) => ({
  path,
  line: lineOf(text, offset),
  words: `\`[${table}]\` is a table of \`.cargo/config.toml\`; in a manifest nobody reads it`,
});

export const keysInWrongFile: Check = {
  id: "keys-in-wrong-file",
  title: "tables stand in the file that is read for them",
  page: "config-not-read",
  run({ survey }) {
    const manifests = survey.members.flatMap(({ path, text, document }) =>
      OF_CONFIG.flatMap((name) => {
        const entry = document.entries.get(name);
        return entry?.value.kind === "table" ? [ofConfig(path, text, name, entry.key.lo)] : [];
      }),
    );
    const targets = survey.members.flatMap((member) =>
      targetTables(member).flatMap(([triple, { entries }]) =>
        [...entries].flatMap(([key, entry]) =>
          OF_TARGETS.includes(key) ? [ofConfig(member.path, member.text, `target.${triple}`, entry.key.lo)] : [],
        ),
      ),
    );
    const configs = survey.configs.flatMap(({ path, text, document }) =>
      OF_MANIFEST.flatMap((name) => {
        const entry = entryAt(document, name);
        if (entry?.value.kind !== "table") return [];
        return [
          {
            path,
            line: lineOf(text, entry.key.lo),
            words: `\`[${name}]\` is a table of \`Cargo.toml\`; in the configuration nobody reads it, and nobody says so`,
          },
        ];
      }),
    );
    return [...manifests, ...targets, ...configs];
  },
};
