// A script's path in the configuration is looked up where rustc runs, in the workspace's root; the configuration itself where
// the command runs. In a member's folder the two are not the same.
import { entryAt, lineOf } from "../../advice/survey.ts";
import { findTarget } from "../../target/targets.ts";
import type { Check } from "../check.ts";

const SCRIPT = /^(?:link-arg=|link-args=.*)?(?:-Wl,)?(?:-T|--script=|-script=)\s*(\S+\.\w+)/;

export const linkerScript: Check = {
  id: "linker-script",
  title: "linker scripts lie where the linker looks for them",
  page: "link-arguments",
  run({ survey, targets }) {
    const root = survey.workspace?.root;
    if (root === undefined || survey.members.some(({ buildScript }) => buildScript !== undefined)) return [];
    return survey.configs.flatMap(({ path, text, document }) => {
      const tables = [entryAt(document, "build"), ...targets.map((name) => entryAt(document, "target", findTarget(name)?.triple ?? name))];
      return tables.flatMap((table) => {
        const flags = table?.value.kind === "table" ? table.value.entries.get("rustflags")?.value : undefined;
        return (flags?.kind === "array" ? flags.items : []).flatMap((flag) => {
          const script = flag.kind === "string" ? SCRIPT.exec(flag.value.replace(/^-C\s*/, ""))?.[1] : undefined;
          if (script === undefined || script.startsWith("/") || survey.host.files.status(`${root}/${script}`) !== undefined) return [];
          return [
            {
              path,
              line: lineOf(text, flag.span.lo),
              words: `the linker looks for \`${script}\` in the workspace's root, and there is none: ${survey.shown(`${root}/${script}`)}`,
            },
          ];
        });
      });
    });
  },
};
