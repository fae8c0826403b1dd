// Response files as llvm-nm reads them: each row was told by `llvm-nm-15 @FILE` and `llvm-nm-22 @FILE` (one error a word that is no file);
// `ld.lld` reads the same.
import { expect, test } from "vitest";
import { expandResponses, splitResponse } from "../../src/base/response-files.ts";

test.each([
  ["-n 'a b", ["-n", "a b"]],
  ["it 'goes\non", ["it", "goes\non"]],
  ["a\\ b\tc\r\nd", ["a b", "c", "d"]],
  ["'a\\'b'", ["a'b"]],
  ['"a\\"b\\xc"', ['a"bxc']],
  ["a'b'c\"d\"e", ["abcde"]],
  ["'' b", ["", "b"]],
  ["x # y", ["x", "#", "y"]],
  ["end\\", ["end\\"]],
])("%j", (text, words) => {
  expect(splitResponse(text)).toEqual(words);
});

test("files within files; one within itself stays a word", () => {
  const files: Readonly<Record<string, string>> = { one: "@two q", two: "@one r", three: "x @missing" };
  const again: string[] = [];
  const reader = { read: (path: string) => files[path], recursive: (path: string) => void again.push(path) };
  expect(expandResponses(["@one", "@", "@three"], reader)).toEqual(["@one", "r", "q", "@", "x", "@missing"]);
  expect(again).toEqual(["one"]);
});
