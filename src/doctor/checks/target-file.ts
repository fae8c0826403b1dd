// Files of target specifications change form with the releases.
import { changed } from "../../advice/change.ts";
import { migrated } from "../../cargo/target-migration.ts";
import type { Check } from "../check.ts";

export const targetFile: Check = {
  id: "target-file",
  title: "target specifications are in the form of the release",
  page: "target-specification",
  run({ survey, targets }) {
    return targets.flatMap((name) => {
      const file = name.endsWith(".json")
        ? survey.text(name.startsWith("/") ? name : `${survey.host.currentDirectory}/${name}`)
        : undefined;
      const result = file === undefined ? undefined : migrated(file.text, survey.release);
      if (file === undefined || result === undefined || result.notes.length === 0) return [];
      const change = changed(file, result.text);
      return [
        {
          path: file.path,
          line: 1,
          words: `release ${survey.release.version} wants ${result.notes.join(", ")}`,
          ...(change === undefined ? {} : { changes: [change] }),
        },
      ];
    });
  },
};
