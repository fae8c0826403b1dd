import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";

test("positions of several files are found again, lines and columns counted in characters", () => {
  const map = new SourceMap();
  const first = map.add("a.rs", "one\ntwo\n");
  const second = map.add("b.rs", "\ufeffx🦀y\n");
  expect(map.locate(first.start + 4)).toMatchObject({ line: 2, column: 1 });
  expect(map.locate(second.start)).toMatchObject({ line: 1, column: 1 });
  expect(map.locate(second.start + 3)).toMatchObject({ line: 1, column: 3 });
  expect(second.hasBom).toBe(true);
  expect(map.locate(0)).toBeUndefined();
  expect(map.snippet({ lo: first.start + 4, hi: first.start + 7 })).toBe("two");
});
