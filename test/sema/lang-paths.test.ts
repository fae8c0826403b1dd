// The table of lang items' places is what corelib's sources say.
import { expect, test } from "vitest";
import { LANG_PATHS } from "../../src/corelib/lang-paths.ts";
import { langPaths } from "../tools/generate-lang-paths.mjs";

test("every lang item of corelib is where the table says", () => {
  expect(Object.fromEntries(langPaths())).toEqual(LANG_PATHS);
});
