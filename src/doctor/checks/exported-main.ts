// A test build has a `main` of the harness's. One that is exported by its name takes its place: the program runs, says nothing, and
// seems to have passed.
import { lineOf, rootTexts } from "../../advice/survey.ts";
import type { Check } from "../check.ts";

/** Attributes of a function, and its name. */
const FUNCTION = /((?:#\[[^\]]*\]\s*)+)(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:extern\s+(?:"[^"]*"\s+)?)?fn\s+(\w+)/g;

function isExportedMain(attributes: string, name: string): boolean {
  if (/\bcfg\(\s*not\(\s*test\s*\)/.test(attributes)) return false;
  return /\bexport_name\s*=\s*"main"/.test(attributes) || (name === "main" && /\bno_mangle\b/.test(attributes));
}

export const exportedMain: Check = {
  id: "exported-main",
  title: "no exported `main` beside tests",
  page: "tests-on-bare-metal",
  run({ survey }) {
    return rootTexts(survey).flatMap(({ path, text }) => {
      if (!/#\[test\]/.test(text)) return [];
      const main = [...text.matchAll(FUNCTION)].find(([, attributes = "", name = ""]) => isExportedMain(attributes, name));
      if (main === undefined) return [];
      const words = "an exported `main` takes the place of the test harness's: no test of this file would run";
      return [{ path, line: lineOf(text, main.index), words }];
    });
  },
};
