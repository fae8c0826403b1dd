// Loops, patterns and imports that the build writes out do what they did.
import { describe, expect, test } from "vitest";
import { withPlainImports } from "./plain-imports.mjs";
import { withPlainLoops } from "./plain-loops.mjs";

const run = (code: string): unknown => new Function(code)();

const PROGRAMS = {
  "lists, grown on the way": "const a = [1, 2]; let n = 0; for (const x of a) { n += x; if (a.length < 5) a.push(x + 1); } return [a, n];",
  "names of the body's own": "const out = []; for (const x of [1, 2]) { const x = 7; out.push(x); } return out;",
  "closures over each item": "const all = []; for (const x of [1, 2]) all.push(() => x); return all.map((each) => each());",
  "sets, grown on the way": "const s = new Set([1]); for (const x of s) if (x < 5) s.add(x + 1); return [...s];",
  "maps and patterns":
    "const out = []; for (const [key, value = 3] of new Map([[1, undefined], [2, 4]])) out.push(key + value); return out;",
  "characters, not their halves":
    'const out = []; for (const c of "a\\u{1f600}") out.push(c); const [first] = "\\u{1f600}b"; return [out, first];',
  "generators, no farther than they are asked": `
    const seen = [];
    function* count() { for (let i = 0; ; i++) { seen.push(i); yield i; } }
    const [a, , c] = count();
    for (const x of count()) if (x === 2) break;
    return [a, c, seen];`,
  "labels in loops in loops": `
    const out = [];
    outer: for (const a of [[1, 2], [3, 4], [5, 6]]) for (const b of a) { if (b === 3) continue outer; if (b === 6) break outer; out.push(b); }
    return out;`,
  "parts of parts, and holes":
    "const [[a], { b: [, c] }, ...rest] = [[1], { b: [2, 3] }, 4, 5]; const [, d] = [6, 7]; return [a, c, rest, d];",
  "what is no list at all": "try { for (const x of 5) return x; } catch (error) { return error instanceof TypeError; }",
};

describe("what the build makes of loops", () => {
  for (const [name, code] of Object.entries(PROGRAMS)) {
    test(name, () => {
      const written = withPlainLoops(`(function () { ${code} })`).replace(/\(function([^]*)$/, "return (function$1()");
      expect(written).not.toMatch(/ of /);
      expect(run(written)).toEqual(run(code));
    });
  }
});

describe("what the build makes of imports", () => {
  test("parts of other chunks have names of their own", () => {
    const code =
      'const require_a = require("./a.cjs");\nlet node_fs = require("node:fs");\nnode_fs.f(require_a.b(1), require_a["c"], () => new require_a.D());';
    expect(withPlainImports(code)).toBe(
      'const require_a = require("./a.cjs"), require_a$D = require_a.D, require_a$b = require_a.b;\n' +
        'let node_fs = require("node:fs");\nnode_fs.f(require_a$b(1), require_a["c"], () => new require_a$D());',
    );
  });
});
