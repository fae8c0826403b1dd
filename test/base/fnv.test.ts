// FNV-1a against the published values, and against its definition on big integers for texts of all kinds.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Fnv64 } from "../../src/base/fnv.ts";

function hashOf(text: string): string {
  const hash = new Fnv64();
  hash.text(text);
  return hash.digits;
}

/** draft-eastlake-fnv, section 2, word for word. */
function defined(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

test.each([
  ["", "cbf29ce484222325"],
  ["a", "af63dc4c8601ec8c"],
  ["foobar", "85944171f73967e8"],
])("%j", (text, digits) => {
  expect(hashOf(text)).toBe(digits);
});

test("any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => hashOf(text) === defined(text)),
    { seed: 1, numRuns: 500 },
  );
});

test("tells how many bytes it took", () => {
  expect(new Fnv64().text("a\u00e9\u{1f980}")).toBe(7);
});
