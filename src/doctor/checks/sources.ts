// Source that compiles and does not do what it says: a `main` that takes the test harness's place, a handler that may only be
// called in an unsafe block and is called without one.
import { lineOf } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

const EXPORTED_MAIN = /#\[(?:unsafe\()?no_mangle\)?\]\s*(?:pub\s+)?(?:unsafe\s+)?extern\s+"C"\s+fn\s+main\b/;
const UNSAFE_HANDLER = /#\[panic_handler\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?unsafe\s+fn\b/;

export const sources: Check = {
  id: "sources",
  title: "no exported `main` beside tests, no unsafe panic handler",
  page: "panic-handler",
  run({ survey }) {
    return survey.members.flatMap((member) =>
      [...member.bins, ...(member.lib === undefined ? [] : [member.lib])].flatMap(({ path }) => {
        const root = survey.text(`${member.root}/${path}`);
        if (root === undefined) return [];
        const main = EXPORTED_MAIN.exec(root.text);
        const handler = UNSAFE_HANDLER.exec(root.text);
        return [
          ...(main !== null && /#\[test\]/.test(root.text)
            ? [
                {
                  path: root.path,
                  line: lineOf(root.text, main.index),
                  words: "an exported `main` takes the place of the test harness's: no test of this file would run",
                },
              ]
            : []),
          ...(handler !== null
            ? [
                {
                  path: root.path,
                  line: lineOf(root.text, handler.index),
                  words: "an `unsafe fn` as panic handler is accepted by a hole in the compiler that is to be closed: make it a safe `fn`",
                },
              ]
            : []),
        ];
      }),
    );
  },
};
