// The `bootimage` tool goes with `bootloader` 0.9; since 0.10 the crate makes its images by itself, and the tool fails with
// "has not the right format".
import { entryAt, lineOf, stringAt } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

export const bootloaderVersions: Check = {
  id: "bootloader-versions",
  title: "`bootloader` is of the version that the image tool reads",
  page: "boot-image",
  run({ survey, config }) {
    return survey.members.flatMap(({ path, text, document }) => {
      const entry = entryAt(document, "dependencies", "bootloader");
      const version = stringAt(document, "dependencies", "bootloader") ?? stringAt(document, "dependencies", "bootloader", "version");
      const minor = Number(/^\s*(?:[\^~=]|>=?)?\s*0\.(\d+)/.exec(version ?? "")?.[1] ?? "0");
      if (entry === undefined || minor < 10) return [];
      const byKeys = entryAt(document, "package", "metadata", "bootimage") !== undefined;
      const runners = (config?.keys("target") ?? []).flatMap((key) => config?.words("target", key, "runner") ?? []);
      if (!byKeys && !runners.includes("bootimage")) return [];
      return [
        {
          path,
          line: lineOf(text, entry.key.lo),
          words: `bootimage reads \`bootloader\` 0.9, and this is ${version}; \`kbuild image\` needs neither`,
        },
      ];
    });
  },
};
