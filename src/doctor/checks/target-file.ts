// Files of target specifications change form with the releases.
import { changed } from "../../advice/change.ts";
import type { TextFile } from "../../advice/survey.ts";
import { migrated } from "../../cargo/targets/target-migration.ts";
import { SpecMistake, readTargetSpec } from "../../cargo/targets/target-spec.ts";
import type { Release } from "../../target/release.ts";
import type { Check, Finding } from "../check.ts";

/** What the release refuses and no other form of it would mend. */
function refusal({ path, text }: TextFile, release: Release): Finding[] {
  const read = readTargetSpec("target", text, release);
  // What only kbuild has no code for is no flaw of the file's.
  if (!(read instanceof SpecMistake) || read.words.startsWith("kbuild ")) return [];
  const words = read.words.replace(/, expected one of `llvm-target`.*(?= at line)/, "").split("\n")[0] ?? "";
  const line = Number(/ at line (\d+)/.exec(words)?.[1] ?? 1);
  return [{ path, line, words: `release ${release.version} refuses it: ${words}` }];
}

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
      if (file === undefined) return [];
      if (result === undefined || result.notes.length === 0) return refusal(file, survey.release);
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
