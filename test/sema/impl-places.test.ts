// The table of where core's impls stand is what corelib's sources say.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readCorelib } from "../../src/node/corelib.ts";
import { implPlacesText } from "../tools/impl-places.ts";

test("the impls of core stand where the table says (else: npm run bless:core)", () => {
  expect(readFileSync("src/corelib/impl-places.ts", "utf8")).toBe(implPlacesText(readCorelib));
});
