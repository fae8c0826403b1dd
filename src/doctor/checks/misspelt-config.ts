// A configuration is read key by key, and what nobody asks for is passed over: `[bulid]` without a word, `build.targets` with a
// warning. The build is then one for the host.
import { misspeltTarget } from "../../advice/hints/unwinding.ts";
import { lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

export const misspeltConfig: Check = {
  id: "misspelt-config",
  title: "the configuration's target stands under the key that cargo reads",
  page: "config-not-read",
  run({ survey }) {
    return survey.configs.flatMap((file) => {
      const slip = misspeltTarget(file);
      if (slip === undefined) return [];
      const { path, text } = file;
      const { key, name, right } = slip;
      const after = text.slice(0, key.lo) + right.slice(right.lastIndexOf(".") + 1) + text.slice(key.hi);
      return [
        {
          path,
          line: lineOf(text, key.lo),
          words: `\`${name}\` is nothing that cargo reads; \`${right}\` is`,
          changes: [{ path, before: text, after }],
        },
      ];
    });
  },
};
