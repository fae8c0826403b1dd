// Flags for rustc have one source at a time: RUSTFLAGS, else the `[target]` tables that fit, else `[build]`. Those that lose are
// dropped without a word, link arguments among them.
import { entryAt, lineOf } from "../../advice/survey.ts";
import type { TomlFile } from "../../advice/survey.ts";
import type { Check, Patient } from "../check.ts";
import { fits, targetTables } from "../flag-tables.ts";

const targetFlags = (file: TomlFile, patient: Patient): string | undefined =>
  targetTables(file).find(([key, table]) => table.entries.has("rustflags") && fits(key, patient))?.[0];

export const twoFlagSources: Check = {
  id: "two-flag-sources",
  title: "rustc's flags come from one place",
  page: "link-arguments",
  run(patient) {
    const { survey } = patient;
    const variable = ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS"].find((name) => survey.host.environment[name] !== undefined);
    const byTarget = survey.configs.map((file) => ({ file, key: targetFlags(file, patient) })).find(({ key }) => key !== undefined);
    return survey.configs.flatMap((file) => {
      const { path, text, document } = file;
      const build = entryAt(document, "build", "rustflags");
      const own = targetFlags(file, patient);
      const winner =
        variable ??
        (byTarget === undefined ? undefined : `[target.${byTarget.key?.startsWith("cfg(") === true ? `'${byTarget.key}'` : byTarget.key}]`);
      if (build !== undefined && winner !== undefined)
        return [
          {
            path,
            line: lineOf(text, build.key.lo),
            words: `these flags are not in force: \`${winner}\` wins over \`[build]\`, and sources of flags are not joined`,
          },
        ];
      if (own === undefined || variable === undefined) return [];
      const entry = entryAt(document, "target", own);
      return [
        {
          path,
          line: lineOf(text, entry?.key.lo ?? 0),
          words: `the flags of this table are not in force: \`${variable}\` is set, and sources of flags are not joined`,
        },
      ];
    });
  },
};
