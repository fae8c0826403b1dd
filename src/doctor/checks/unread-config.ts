// cargo reads `.cargo/config.toml` of the folder a command runs in and of those above it, and nothing else: a config in `src/`,
// in a member, in a folder without the dot is passed over without a word, and the build is one for the host.
import { lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

export const unreadConfig: Check = {
  id: "unread-config",
  title: "every configuration file is one that cargo reads from here",
  page: "config-not-read",
  run({ survey }) {
    return survey.unreadConfigs.map(({ path, text, document }) => {
      const [first] = document.entries.values();
      return {
        path,
        line: lineOf(text, first?.key.lo ?? 0),
        words: `${reason(path)}, so nothing in this file is in force for a command that runs here`,
      };
    });
  },
};

function reason(path: string): string {
  if (/\/src\/\.cargo\//.test(path)) return "cargo looks into `.cargo/` of the current folder and those above it, not into `src/`";
  if (/\/\.cargo\/config\.toml$/.test(path))
    return "cargo reads `.cargo/config.toml` of the current folder and of those above it, not a member's (and where there is a file `config` without an ending, that one)";
  return "cargo's configuration is called `.cargo/config.toml`";
}
