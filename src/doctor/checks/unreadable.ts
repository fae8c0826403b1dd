// Files that say nothing because they cannot be read: each is one line, and the other checks go on without it.
import type { Check } from "../check.ts";

export const unreadable: Check = {
  id: "unreadable",
  title: "the project's files can be read",
  run({ survey }) {
    // Asking for them is what notes the problems.
    void survey.configs;
    void survey.workspace;
    if (survey.manifest !== undefined) survey.toml(survey.manifest);
    // The compiler reads a source that is too large for checks.
    const isLargeSource = (path: string, words: string) => path.endsWith(".rs") && words.startsWith("is larger");
    return survey.problems.map(({ path, words, line }) => ({
      path,
      line: line ?? 1,
      words,
      ...(isLargeSource(path, words) ? { level: "note" as const } : {}),
    }));
  },
};
