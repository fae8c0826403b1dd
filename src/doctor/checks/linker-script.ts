// A script's path in the configuration is looked up where rustc runs, in the workspace's root; the configuration itself where
// the command runs. In a member's folder the two are not the same.
import { lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";
import { fits, flagsOf, targetTables } from "../flag-tables.ts";

const SCRIPT = /^(?:link-arg=|link-args=.*)?(?:-Wl,)?(?:-T|--script=|-script=)\s*(\S+\.\w+)/;

export const linkerScript: Check = {
  id: "linker-script",
  title: "linker scripts lie where the linker looks for them",
  page: "link-arguments",
  run(patient) {
    const { survey } = patient;
    const root = survey.workspace?.root;
    if (root === undefined || survey.members.some(({ buildScript }) => buildScript !== undefined)) return [];
    return survey.configs.flatMap((file) => {
      const build = file.document.entries.get("build")?.value;
      const tables = targetTables(file).flatMap(([key, table]) => (fits(key, patient) ? [table] : []));
      return [...(build?.kind === "table" ? [build] : []), ...tables].flatMap(flagsOf).flatMap(({ text, lo }) => {
        const script = SCRIPT.exec(text.replace(/^-C\s*/, ""))?.[1];
        if (script === undefined || script.startsWith("/") || survey.host.files.status(`${root}/${script}`) !== undefined) return [];
        const words = `the linker looks for \`${script}\` in the workspace's root, and there is none: ${survey.shown(`${root}/${script}`)}`;
        return [{ path: file.path, line: lineOf(file.text, lo), words }];
      });
    });
  },
};
